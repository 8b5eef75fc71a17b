import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { load, page } from "./load.mjs"

beforeEach(() => { Reflect.deleteProperty(globalThis, "thidua") })

test("a sentence has its holes filled, and keeps those nothing is known of", () => {
  page({})
  const { fill } = load("td-base")
  assert.equal(fill("{a} và {b}, {a}", { a: 1, b: "hai" }), "1 và hai, 1")
  assert.equal(fill("còn {days} ngày", { days: 0 }), "còn 0 ngày")
  assert.equal(fill("{a} {b}", { a: "{b}" }), "{b} {b}")
  assert.equal(fill(undefined, { a: 1 }), "")
})

test("two spellings of a name share one form", () => {
  page({})
  const { fold } = load("td-base")
  assert.equal(fold("Đắk Lắk"), "dak lak")
  assert.equal(fold("Đắk Lắk".normalize("NFD")), "dak lak")
  assert.equal(fold("ÐÀ NẴNG, ɖà nẵng 2"), "da nang, da nang 2")
})

test("the page says that scripts run", () => {
  const { classes } = page({})
  load("td-base")
  assert.deepEqual([...classes], ["js"])
})

test("the colours chosen on this site come back, and no others", () => {
  const colours = (/** @type {Record<string, string>} */ stored) => {
    const { root } = page(stored)
    load("td-base")
    return root.dataset.tdScheme
  }
  assert.equal(colours({ "/vi-du/.__td_scheme": '"dark"' }), "dark")
  assert.equal(colours({ "/vi-du/.__td_scheme": '"light"' }), "light")
  assert.equal(colours({ "/vi-du/.__td_scheme": '"red"' }), undefined)
  assert.equal(colours({ "/vi-du/.__td_scheme": "{" }), undefined)
  assert.equal(colours({ "/khac/.__td_scheme": '"dark"' }), undefined)
})

test("where storing is forbidden, everything else goes on", () => {
  const { root, classes } = page({})
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => { throw new Error("forbidden") } })
  load("td-base")
  window.__md_set("__td_scheme", "dark")
  assert.equal(window.__md_get("__td_scheme"), null)
  assert.deepEqual([[...classes], root.dataset.tdScheme], [["js"], undefined])
  Reflect.deleteProperty(globalThis, "localStorage")
})

test("what is stored is read back below the address of the site", () => {
  /** @type {Record<string, string>} */
  const stored = {}
  page(stored)
  load("td-base")
  window.__md_set("__tabs", ["Windows"])
  assert.deepEqual(stored, { "/vi-du/.__tabs": '["Windows"]' })
  assert.deepEqual(window.__md_get("__tabs"), ["Windows"])
  assert.equal(window.__md_get("__khac"), null)
})

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { load } from "./load.mjs"

const { search } = load("search-text")
const RULES = JSON.parse(readFileSync(new URL("../../hooks/thidua/fold_rules.json", import.meta.url), "utf8"))
const TABLE = "bca\tbộ công an\tC\nantq\tan ninh tổ quốc\t\nca\tcông an\tc"
const tokeniser = new search.Tokeniser(RULES, TABLE)
const keys = (/** @type {string} */ text) => tokeniser.tokens(text).map(token => tokeniser.key(token))

test("keys drop accents, đ among them", () => {
  assert.deepEqual(keys("Đường Lâm, Ðà Nẵng"), ["duong", "lam", "da", "nang"])
})

test("one token for one syllable, however it is written", () => {
  assert.deepEqual(tokeniser.tokens("hoà thuý"), tokeniser.tokens("hòa thúy"))
  assert.deepEqual(tokeniser.tokens("Đà Nẵng".normalize("NFD")), tokeniser.tokens("Đà Nẵng"))
  assert.deepEqual(tokeniser.tokens("Đa ̀ Nẵng"), tokeniser.tokens("Đà Nẵng"))
})

test("the number of a cluster is no other number", () => {
  assert.deepEqual(keys("Cụm thi đua số 01"), ["cum", "thi", "dua", "so", "#1"])
  assert.deepEqual(keys("Cụm VI"), ["cum", "#6"])
  assert.deepEqual(keys("lần thứ VII"), ["lan", "thu", "7"])
  assert.deepEqual(keys("1.750 lượt"), ["1750", "luot"])
})

test("a date is its day with the month, and its year", () => {
  for (const text of ["04/4/2024", "4.4.2024", "2024-04-04", "ngày 04 tháng 4 năm 2024"]) assert.deepEqual(tokeniser.tokens(text), ["4/4", "2024"])
  assert.deepEqual(tokeniser.tokens("tháng 11/2024"), ["t11", "2024"])
  assert.deepEqual(tokeniser.tokens("31/12"), ["31/12"])
  assert.notDeepEqual(tokeniser.tokens("32/12"), ["32/12"])
  assert.notDeepEqual(tokeniser.tokens("0/12"), ["0/12"])
  assert.notDeepEqual(tokeniser.tokens("1/13"), ["1/13"])
})

test("abbreviations are written out, some only in capitals", () => {
  assert.deepEqual(keys("ANTQ"), ["an", "ninh", "to", "quoc"])
  assert.deepEqual(keys("antq"), ["an", "ninh", "to", "quoc"])
  assert.deepEqual(keys("CA tỉnh"), ["cong", "an", "tinh"])
  assert.deepEqual(keys("ca ngợi"), ["ca", "ngoi"])
  assert.deepEqual(keys("CA NGỢI"), ["ca", "ngoi"])
})

test("tokens know where they stand in the text", () => {
  const text = "Ngày 04 tháng 4, CA tỉnh"
  assert.deepEqual(tokeniser.located(text).map(one => [one.token, text.slice(one.start, one.end)]), [
    ["4/4", "Ngày 04 tháng 4"], [tokeniser.tokens("công")[0], "CA"], ["an", "CA"], [tokeniser.tokens("tỉnh")[0], "tỉnh"]
  ])
})

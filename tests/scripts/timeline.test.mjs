import assert from "node:assert/strict"
import { test } from "node:test"
import { load } from "./load.mjs"

const { timeline } = load("td-timeline-sheets")

/** What a timeline reads of an entry: its data attributes, and whether it is a minor one. @type {(kind: string, year: string, milestone?: boolean) => HTMLElement} */
const item = (kind, year, milestone = false) =>
  /** @type {HTMLElement} */ (/** @type {unknown} */ ({ dataset: { tdKind: kind, tdYear: year }, classList: { contains: () => !milestone } }))

const ENTRIES = timeline.cut([item("phat-dong", "2024", true), item("ky-giao-uoc phat-dong", "2024 2025"), item("khac", "2025"), item("", "")], "")[0].entries

/** @param {Partial<{kinds: string[], milestones: boolean, year: string}>} state */
const fitting = state => {
  const { filtered, fits } = timeline.filter({ kinds: [], milestones: false, year: "", ...state })
  return { filtered, at: ENTRIES.map((entry, n) => fits(entry) ? n : -1).filter(n => n >= 0) }
}

test("without a filter everything fits", () => {
  assert.deepEqual(fitting({}), { filtered: false, at: [0, 1, 2, 3] })
})

test("any of the kinds, the year, the milestones; all that is asked for at once", () => {
  assert.deepEqual(fitting({ kinds: ["phat-dong"] }), { filtered: true, at: [0, 1] })
  assert.deepEqual(fitting({ kinds: ["ky-giao-uoc", "khac"] }), { filtered: true, at: [1, 2] })
  assert.deepEqual(fitting({ year: "2025" }), { filtered: true, at: [1, 2] })
  assert.deepEqual(fitting({ milestones: true }), { filtered: true, at: [0] })
  assert.deepEqual(fitting({ kinds: ["phat-dong"], year: "2025" }), { filtered: true, at: [1] })
  assert.deepEqual(fitting({ kinds: ["khac"], milestones: true }), { filtered: true, at: [] })
})

test("sheets are of two dozen, about equal, and lose nothing", () => {
  const sizes = (/** @type {number} */ count) => {
    const items = Array.from({ length: count }, (_, n) => item("khac", String(n)))
    const sheets = timeline.cut(items, "")
    assert.deepEqual(sheets.flatMap(sheet => sheet.entries.map(entry => entry.item)), items)
    return sheets.map(sheet => sheet.entries.length)
  }
  assert.deepEqual(sizes(0), [])
  assert.deepEqual(sizes(1), [1])
  assert.deepEqual(sizes(35), [35])
  assert.deepEqual(sizes(36), [18, 18])
  assert.deepEqual(sizes(100), [25, 25, 25, 25])
})

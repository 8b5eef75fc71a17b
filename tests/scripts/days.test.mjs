import assert from "node:assert/strict"
import { test } from "node:test"
import { load, page } from "./load.mjs"

page({})
const { days } = load("td-base", "td-days")
const WORDS = { today: "hôm nay", tomorrow: "ngày mai", left: "còn {days} ngày" }
const WEEKDAYS = "Thứ Hai|Thứ Ba|Thứ Tư|Thứ Năm|Thứ Sáu|Thứ Bảy|Chủ nhật"

test("the day in Viet Nam begins at 17:00 UTC", () => {
  assert.equal(days.today(Date.UTC(2026, 0, 14, 16, 59, 59, 999)), "2026-01-14")
  assert.equal(days.today(Date.UTC(2026, 0, 14, 17, 0, 0)), "2026-01-15")
  assert.equal(days.today(Date.UTC(2025, 11, 31, 17, 0, 0)), "2026-01-01")
})

test("days until a day, across the ends of months and years", () => {
  assert.equal(days.until("2026-01-15", "2026-01-15"), 0)
  assert.equal(days.until("2026-01-14", "2026-01-15"), -1)
  assert.equal(days.until("2026-01-01", "2025-12-31"), 1)
  assert.equal(days.until("2024-03-01", "2024-02-28"), 2)
  assert.equal(days.until("2025-03-01", "2025-02-28"), 1)
})

test("how long until then, in the page's words", () => {
  assert.equal(days.left(0, WORDS), "hôm nay")
  assert.equal(days.left(1, WORDS), "ngày mai")
  assert.equal(days.left(2, WORDS), "còn 2 ngày")
})

test("months in official writing: two digits for January and February only", () => {
  assert.deepEqual([1, 2, 3, 9, 10, 12].map(days.month), ["01", "02", "3", "9", "10", "12"])
})

test("a date in words", () => {
  const text = "{weekday}, ngày {day} tháng {month} năm {year}"
  assert.equal(days.words("2024-04-04", text, WEEKDAYS), "thứ Năm, ngày 04 tháng 4 năm 2024")
  assert.equal(days.words("2026-02-01", text, WEEKDAYS), "Chủ nhật, ngày 01 tháng 02 năm 2026")
  assert.equal(days.words("2024-04-01", text, WEEKDAYS), "thứ Hai, ngày 01 tháng 4 năm 2024")
  const english = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
  assert.equal(days.words("2024-04-04", "{weekday} {day}/{month}", english), "Thursday 04/4")
})

test("the nearest such day lies in the year before, this year or the next", () => {
  assert.equal(days.nearest("12-30", "2026-01-02"), -3)
  assert.equal(days.nearest("01-02", "2025-12-30"), 3)
  assert.equal(days.nearest("06-15", "2026-06-15"), 0)
})

test("the lunar day, and none outside of the table", () => {
  const starts = ["2026-01-19", "2026-02-17", "2026-03-19"]
  assert.equal(days.lunar(starts, "2026-01-18"), null)
  assert.deepEqual(days.lunar(starts, "2026-01-19"), { month: 0, day: 1 })
  assert.deepEqual(days.lunar(starts, "2026-02-16"), { month: 0, day: 29 })
  assert.deepEqual(days.lunar(starts, "2026-02-17"), { month: 1, day: 1 })
  assert.deepEqual(days.lunar(starts, "2026-04-17"), { month: 2, day: 30 })
  assert.equal(days.lunar(starts, "2026-04-18"), null)
})

test("what goes on, what begins today or later; a day is never cut in two", () => {
  const day = (/** @type {string} */ first, last = first) => ({ first, last })
  const spans = [day("2026-01-01", "2026-01-14"), day("2026-01-02", "2026-01-15"), day("2026-01-15"), day("2026-01-16"), day("2026-01-16"), day("2026-01-17")]
  const { running, ahead } = days.agenda(spans, "2026-01-15", 2)
  assert.deepEqual(running.map(one => one.last), ["2026-01-15"])
  assert.deepEqual(ahead.map(one => one.first), ["2026-01-15", "2026-01-16", "2026-01-16"])
  assert.deepEqual(days.agenda(spans, "2026-01-15", 3).ahead.map(one => one.first), ["2026-01-15", "2026-01-16", "2026-01-16"])
  assert.deepEqual(days.agenda(spans, "2026-01-18", 2), { running: [], ahead: [] })
})

test("coming up: so many days, each with all that falls on it, the past left out", () => {
  const on = (/** @type {string} */ first, last = first) => ({ first, last })
  const spans = [on("2026-01-10", "2026-01-14"), on("2026-01-10", "2026-01-15"), on("2026-01-15"), on("2026-01-15"), on("2026-01-20"), on("2026-01-20"), on("2026-01-21")]
  assert.deepEqual(days.coming(spans, "2026-01-15", 3).map(one => one.first),
    ["2026-01-10", "2026-01-15", "2026-01-15", "2026-01-20", "2026-01-20"])
})

test("the next round anniversaries: today's too, neither the past nor what is not round", () => {
  /** @type {(iso: string, kind: number) => DayRow} */
  const row = (iso, kind) => [iso, iso, "", iso, "", "", kind]
  const rows = [row("2026-01-14", 2), row("2026-01-15", 1), row("2026-01-15", 2), row("2026-01-16", 0), row("2026-02-01", 2), row("2026-03-01", 2)]
  assert.deepEqual(days.rounds(rows, "2026-01-15", 2).map(one => one[3]), ["2026-01-15", "2026-02-01"])
  assert.deepEqual(days.rounds(rows, "2026-01-15", 0), [])
})

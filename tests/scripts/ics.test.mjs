import assert from "node:assert/strict"
import { test } from "node:test"
import { load, page } from "./load.mjs"

page({})
const { joinCalendars } = load("td-base", "td-ics")
/** @param {string} uid @param {string} title */
const entry = (uid, title) => `BEGIN:VEVENT\r\nSUMMARY:${title}\r\nUID:${uid}\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n`
/** @param {string[]} entries */
const calendar = (...entries) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//thidua//Lịch\r\n  thi đua//VI\r\nNAME:Của một cụm\r\nX-WR-CALDESC:Một\r\n BEGIN:VEVENT hai\r\n${entries.join("")}END:VCALENDAR\r\n`

test("entries of equal UIDs are one, and all others stay as they stood", () => {
  const long = `su-kien-2024-${"a".repeat(40)}`
  const folded = entry(`${long.slice(0, 30)}\r\n ${long.slice(30)}@thidua`, "Một, gập dòng")
  const joined = joinCalendars([calendar(entry("a@thidua", "A"), folded), calendar(entry(`${long}@thidua`, "Một"), entry("b@thidua", "B"))], "Lịch đã chọn")
  const head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//thidua//Lịch\r\n  thi đua//VI\r\nCALSCALE:GREGORIAN\r\nNAME:Lịch đã chọn\r\nX-WR-CALNAME:Lịch đã chọn\r\n"
  assert.equal(joined, `${head}${entry("a@thidua", "A")}${folded}${entry("b@thidua", "B")}END:VCALENDAR\r\n`)
})

test("a time zone stands once, and a calendar may be empty", () => {
  const zone = "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
  const joined = joinCalendars([calendar(zone, entry("a@thidua", "A")), calendar(), calendar(zone)], "Lịch")
  assert.equal(joined.split("BEGIN:VTIMEZONE").length, 2)
  assert.equal(joined.split("BEGIN:VEVENT\r\n").length, 2)
})

import assert from "node:assert/strict"
import { test } from "node:test"
import { load } from "./load.mjs"

const { search } = load("search-text", "search-slips")
search.vietnamese = JSON.parse(process.env.THIDUA_QUERY_WORDS ?? "{}")

test("one letter wrong, missing, doubled or swapped is one slip; two are not", () => {
  for (const [one, other] of [["thang", "theng"], ["thang", "thng"], ["thang", "thangg"], ["thang", "thnag"], ["thang", "hthang"], ["ab", "ba"]]) {
    assert.equal(search.isOneSlip(one, other), true, `${one} ${other}`)
    assert.equal(search.isOneSlip(other, one), true, `${other} ${one}`)
  }
  for (const [one, other] of [["thang", "thang"], ["thang", "thing "], ["thang", "tng"], ["thang", "tahgn"], ["", "ab"], ["abc", "cba"]]) {
    assert.equal(search.isOneSlip(one, other), false, `${one} ${other}`)
  }
})

test("what sounds alike is written alike", () => {
  assert.equal(search.isAlike("trinh", "chinh"), true)
  assert.equal(search.isAlike("giuong", "duong"), true)
  assert.equal(search.isAlike("nghia", "ngia"), true)
  assert.equal(search.isAlike("nghien", "gien"), false)
})

test("years are those of the reader's clock", () => {
  const { withYears } = search.Meaning
  const year = new Date().getFullYear()
  assert.equal(withYears("giao ước năm ngoái"), `giao ước năm ${year - 1}`)
  assert.equal(withYears("ky nay cum 1"), `năm ${year} cum 1`)
  assert.equal(withYears("Tết sang năm"), `Tết năm ${year + 1}`)
  assert.equal(withYears("năm ngoáio"), "năm ngoáio")
  assert.equal(withYears("những năm tới"), "những năm tới")
})

test("days typed in haste become days as names have them", () => {
  const days = search.Meaning.withDays
  assert.equal(days("họp 4/4/24"), "họp 4/4/2024")
  assert.equal(days("04042024"), "04/04/2024")
  assert.equal(days("20240404"), "04/04/2024")
  assert.equal(days("4 4 2024"), "4/4/2024")
  assert.equal(days("30.4"), "30/4")
  assert.equal(days("mùng 4 tháng 4"), "ngày 4 tháng 4")
  assert.equal(days("cụm-1-2024"), "cụm 1 2024")
  assert.equal(days("giảm 5 vụ năm 2024"), "giảm 5 vụ năm 2024")
})

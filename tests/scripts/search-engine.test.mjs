// The engine on a small index of invented cards; tests/scripts/test_scripts.py makes it and says where it is.
import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { test } from "node:test"
import { runInThisContext } from "node:vm"
import { load, page } from "./load.mjs"

const FOLDER = process.env.THIDUA_INDEX
assert.ok(FOLDER, "THIDUA_INDEX names the folder of an index: run pytest tests/scripts")
page({})
const { search } = load("td-base", ...["text", "index", "slips", "short", "query", "look", "rank", "find", "prose", "show"].map(part => `search-${part}`))
for (const file of readdirSync(FOLDER).filter(name => /^c\d+\.js$/.test(name)).sort()) runInThisContext(readFileSync(`${FOLDER}/${file}`, "utf8"))
assert.ok(search.build(() => true))
const index = /** @type {Search.Index} */ (search.index)
search.prose = new search.Prose(index, file => Promise.resolve(runInThisContext(readFileSync(`${FOLDER}/${file}`, "utf8"))))
const reader = new search.QueryReader(index)
const finder = new search.Finder(index)
const found = (/** @type {string} */ text) => finder.find(text).cards.map(card => index.titles[card])

const SIGNING = "Cụm thi đua số 1 ký giao ước năm 2024"
const REVIEW = "Cụm thi đua số 10 tổng kết năm 2024"
const OLDER = "Cụm thi đua số 10 tổng kết năm 2023"
const UNIT = "Công an tỉnh Mẫu"

test("a query is its words; the last may go on, a small one tells less", () => {
  const [query] = reader.read("ký giao ước của")
  assert.deepEqual(query.terms.map(term => term.key), ["ki", "giao", "uoc", "cua"])
  assert.deepEqual(query.terms.map(term => term.small), [false, false, false, true])
  assert.equal(query.open, true)
  assert.equal(reader.read("ký giao ước ")[0].open, false)
  assert.deepEqual(reader.read("  "), [])
})

test("quoted words are a phrase, and nothing goes on after them", () => {
  const [query] = reader.read("năm 2024 “giao ước”")
  assert.deepEqual(query.phrases, [[1, 3]])
  assert.equal(query.open, false)
  assert.deepEqual(search.unquoted("“giao ước”").trim(), "giao ước")
})

test("a query has other readings: days, numerals, questions, keys of Telex", () => {
  const read = (/** @type {string} */ text) => reader.read(text).map(query => query.terms.map(term => term.key).join(" "))
  assert.ok(read("4 4 2024").includes("4/4 2024"))
  assert.ok(read("cụm số một ").includes("cum so #1"))
  assert.ok(read("Công an tỉnh Mẫu thuộc cụm nào").includes("cong an tinh mau"))
  assert.ok(read("ngày mấy").includes("ngay"))
  assert.ok(read("giao uowcs ").includes("giao uoc"))
})

test("the card whose name was typed comes first, with and without accents", () => {
  assert.equal(found("Cụm thi đua số 1 ký giao ước năm 2024")[0], SIGNING)
  assert.equal(found("cum thi dua so 1 ky giao uoc 2024")[0], SIGNING)
  assert.equal(found("cong an tinh mau")[0], UNIT)
})

test("a number is meant as it stands", () => {
  assert.deepEqual(found("cụm 10 tổng kết 2023"), [OLDER])
  assert.deepEqual(found("cụm 10 tổng kết 2024"), [REVIEW])
  assert.deepEqual(found("cụm 1 ký giao ước"), [SIGNING])
})

test("of equals the newer comes first", () => {
  assert.deepEqual(found("cụm 10 tổng kết"), [REVIEW, OLDER])
})

test("a slip of the fingers finds all the same", () => {
  assert.equal(found("cum thi dua so 1 ky gioa uoc")[0], SIGNING)
})

test("nonsense finds nothing; what lacks a word is only near", () => {
  assert.deepEqual(found("xyzzy"), [])
  assert.equal(finder.find("ký giao ước ở Cà Mau").near, true)
})

test("what no page says just so is found without the quotes, and said to be", () => {
  const answer = finder.find("“ước giao ký”")
  assert.equal(answer.loosened, true)
  assert.equal(index.titles[answer.cards[0]], SIGNING)
})

test("the prose answers what no name knows", async () => {
  const first = finder.find("giếng khoan")
  assert.equal(first.near, true)
  assert.equal(await search.prose.gather(first.readings), true)
  const answer = finder.find("giếng khoan", query => search.prose.of(query))
  assert.deepEqual(answer.cards.map(card => index.titles[card]), [OLDER])
  assert.match(await search.prose.textOf(answer.cards[0]), /giếng khoan/)
})

test("dates are told in the page's words", () => {
  search.said = { dateYear: "năm {year}", dateMonth: "tháng {month}/{year}", dateSince: "từ {date}" }
  assert.equal(search.shortDate("2024-04-04"), "04/4/2024")
  assert.equal(search.shortDate("2024-02-14"), "14/02/2024")
  assert.equal(search.shortDate("2024-11"), "tháng 11/2024")
  assert.equal(search.shortDate("2019"), "năm 2019")
  const about = (/** @type {string} */ title) => search.describe(index.titles.indexOf(title))
  assert.equal(about(OLDER).date, "tháng 11/2023")
  assert.equal(about("Hội thao ba ngày").date, "23–25/12/2025")
  assert.equal(about(SIGNING).place, "Đà Nẵng")
})

test("what holds all words as typed is marked by them alone, what is like it by what may be meant", async () => {
  const marked = async (/** @type {string} */ text) => {
    await search.prose.gather(finder.find(text).readings)
    const answer = finder.find(text, query => search.prose.of(query), true)
    const card = index.titles.indexOf(OLDER)
    const isHit = search.marker(answer)(card)
    return [answer.exact.has(card), ...["giếng", "giềng", "khoan", "khoang"].filter(word => isHit(index.tokeniser.tokens(word)[0]))]
  }
  assert.deepEqual(await marked("giếng khoan"), [true, "giếng", "khoan"])
  assert.deepEqual(await marked("gieng khoan"), [true, "giếng", "giềng", "khoan"])
  assert.deepEqual(await marked("giếng khoan xanh"), [false, "giếng", "giềng", "khoan"])
  assert.deepEqual(await marked("giếng khoa"), [false, "giếng", "giềng", "khoan", "khoang"])
})

test("a guide with a heading for the words stands aside when a publication says them, not when they are its title or nothing else does", () => {
  const shown = (/** @type {string} */ text) => {
    const { cards, aside, near } = finder.find(text)
    return [near, ...cards.filter(card => !aside.has(card)).map(card => index.titles[card])]
  }
  assert.deepEqual(shown("hội thao "), [false, "Hội thao ba ngày"])
  assert.deepEqual(shown("bảng tính "), [false, "Nhập dữ liệu"])
  assert.deepEqual(shown("nhập dữ liệu "), [false, "Nhập dữ liệu"])
})

test("what has the words as they were typed comes before what is like it", () => {
  assert.deepEqual(found("thành viên"), ["Năm 2023 của Khối Ví Dụ", "Học viện thành phố Mẫu"])
})

test("an excerpt shows where the words stand together", () => {
  const isHit = search.marker(finder.find("giếng khoan "))(0)
  const filler = Array.from({ length: 60 }, () => "chữ").join(" ")
  const cut = search.excerpt(`${filler}. Tặng giếng khoan cho bản xa. ${filler}`, isHit)
  assert.match(cut, /^… .*giếng khoan.* …$/)
})

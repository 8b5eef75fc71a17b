// @ts-check
// What the search knows of Vietnamese beside the tables of folding (thidua/fold_rules.json): small words, numbers in words,
// days as they are typed, questions. The one script in which Vietnamese letters may stand: no reader sees them.
(() => {
  "use strict"
  const search = ((window.thidua ??= /** @type {Thidua} */ ({})).search ??= /** @type {Search.Api} */ ({}))

  const DAY = "(0?[1-9]|[12][0-9]|3[01])"
  const MONTH = "(0?[1-9]|1[0-2])"

  const DIGITS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"]
  /** Numbers in words, up to that of any cluster: `muoi mot` → 11. @type {Record<string, number>} */
  const numerals = { tu: 4, nhat: 1, nhi: 2 }
  ;["", "muoi", "hai muoi", "ba muoi"].forEach((ten, tens) => {
    if (ten) Object.assign(numerals, { [ten]: tens * 10, [ten + " lam"]: tens * 10 + 5 })
    DIGITS.forEach((digit, n) => { numerals[(ten + " " + digit).trim()] = tens * 10 + n + 1 })
  })
  /** @type {Record<string, number>} */
  const months = { gieng: 1, hai: 2, ba: 3, tu: 4, nam: 5, sau: 6, bay: 7, tam: 8, chin: 9, muoi: 10, "muoi mot": 11, "muoi hai": 12, chap: 12 }
  /** One of many words, the longest first. @param {Record<string, number>} words */
  const oneOf = words => "(?:" + Object.keys(words).sort((a, b) => b.length - a.length).join("|") + ")"

  search.vietnamese = {
    /** Small words that may be missing; typed without accents only those that are hardly anything else. */
    small: "của và các là ở tại cho về do với những trong có được bị đến từ theo nào gì ai khi mấy thuộc gồm này ra vào đâu lễ buổi",
    smallBare: new Set(["cua", "va", "cac", "la", "o", "voi", "nhung", "duoc", "gi"]),
    /** What has its name right after it; without accents only what is hardly anything else. */
    areas: "tỉnh phố huyện quận xã phường trấn tinh huyen",
    /** A number from one to ten as a word of its own. */
    digits: [...DIGITS, "muoi"],
    numberKey: "so",
    /** After these a number is that of a cluster. */
    numbered: new Set(["cum", "khoi", "dua"]),
    yearWord: "năm",
    /** Without these a number after them is only a number, whatever its length; the last only before a short one. */
    telling: ["tháng", "năm", "ngày", "cụm"],

    /**
     * Numbers as they are said: patterns for a text without accents, of which the first group stays; what comes before the number;
     * numbers by their words, where they are no figures or numerals; what else must not be in the text.
     * @type {[RegExp, string, Record<string, number>, RegExp?][]}
     */
    numbers: [
      // `cụm thi đua 8`, `cụm thi đua thứ 8`, `cụm thi đua thứ tám`
      [/\b(cum thi dua )(?:thu )?(?:[0-9]{1,2}|[ivx]+)\b/g, "số ", {}],
      [new RegExp("\\b(cum thi dua )thu " + oneOf(numerals) + "\\b", "g"), "số ", numerals],
      // `cụm số một`, `lần thứ bảy`, `Đại hội VII`, `tháng tư`
      [new RegExp("\\b((?:so|cum|khoi|thu|lan) )" + oneOf(numerals) + "\\b", "g"), "", numerals],
      [/()\b[ivx]{2,}\b/g, "", {}],
      [new RegExp("\\b(thang )" + oneOf(months) + "\\b", "g"), "", months],
      // `so1`, but not among keys of VNI: `cum5 thi d9ua`.
      [/\b(so|cum|khoi)[0-9]{1,2}\b/g, " ", {}, /\b(?!(?:so|cum|khoi|t)[0-9])[a-z]+[0-9]/]
    ],

    /** Days as they are typed in haste, and as names and prose have them. */
    days: [
      // `cụm-1-2024`: as in the name of a file; no month.
      [/(c[ụu]m|s[ốo])[-_ ]([0-9]{1,2})[-_]((?:19|20)[0-9]{2})(?![0-9])/gi, "$1 $2 $3"],
      // `4/4/24`, `4.4.24`
      [new RegExp("(^|[^0-9./-])" + DAY + "([/.-])" + MONTH + "\\3([0-9]{2})(?![0-9./-])", "g"), "$1$2/$4/20$5"],
      // `04042024`, `20240404`
      [/(^|[^0-9])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])((?:19|20)[0-9]{2})(?![0-9])/g, "$1$2/$3/$4"],
      [/(^|[^0-9])((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])/g, "$1$4/$3/$2"],
      // `4 4 2024`
      [new RegExp("(^|[^0-9./-]\\s+|^\\s*)" + DAY + " " + MONTH + " ((?:19|20)[0-9]{2})(?![0-9./-])", "g"), "$1$2/$3/$4"],
      // `2-9`, `30.4`: a day of the year, as often as two numbers.
      [/(^|[^0-9./-])([0-9]{1,2})[-.]([0-9]{1,2})(?![0-9./-])/g, "$1$2/$3"],
      // `mùng 4 tháng 4`
      [/(^|\s)(?:m[ùu]ng|m[ồo]ng)\s+(?=[0-9])/gi, "$1ngày "]
    ],

    /** Years as they are said on a day, and how far they are from its own. @type {[RegExp, number][]} */
    years: [
      [/(^|\s)(?:năm|nam) (?:ngoái|ngoai)(?=\s|$)/gi, -1],
      [/(^|\s)(?:kỳ|kì|ky|ki) (?:trước|truoc)(?=\s|$)/gi, -1],
      [/(^|\s)(?:năm nay|nam nay|(?:kỳ|kì|ky|ki) (?:này|nay))(?=\s|$)/gi, 0],
      [/(^|\s)(?:năm tới|nam toi|sang năm|sang nam|(?:kỳ|kì|ky|ki) (?:tới|toi))(?=\s|$)/gi, 1]
    ],

    many: /(^|\s)(?:những|nhung|các|cac)$/i,

    /** What makes a question of a query, without accents: `ai là …`, `… thuộc cụm nào`, `… sáp nhập vào đâu`, `ngày mấy`. */
    asking: /^(?:ai la|(?:don vi|cum|ngay) nao(?: la| lam)?|khi nao|cho biet) (?=.)/,
    asked: new RegExp("(?: (?:la|thuoc|gom|vao|o|tai|voi|khi|nhung|cac))* (?:(?:(?:don vi|tinh|thanh pho|cum|ngay|nam|noi|nguoi) )?nao|" +
      "ngay may)[ ?.!]*$|^(ngay) may[ ?.!]*$|(?: (?:la|thuoc|gom|vao|o|tai|voi|den))+ (?:dau|gi|ai)[ ?.!]*$"),

    /** What keeps its number with it, the most needed of what pages have from `typeset` in text.py. */
    clinging: /(^|[ (“])(số|thứ|năm|ngày|tháng|điều|cụm|TP\.?) (?=[0-9])/gi,

    /** Queries that get the engine going before the first key. */
    rehearsed: ["t", "thi đua", "cum thi dua so 1", "ký giao ước năm 2024", "c", "đơn vị"]
  }
})()

// @ts-check
// What a reader may have meant who typed something else. Slips of the fingers: one letter wrong, missing, doubled or
// swapped; keys of Telex and VNI that no input method took; syllables without the space between them. Numbers in words,
// days and months as people write them who do not write for this site.
(() => {
  "use strict"
  const search = window.thidua.search

  const { digits: DIGITS, months: MONTHS, days: DAYS, years: YEARS, many: MANY, yearWord, asking: ASKING, asked: ASKED, numberWord, clusterWord } = search.vietnamese
  /** Numbers in words, without accents, up to the number of any cluster: `muoi mot` → 11. @type {Map<string, number>} */
  const NUMERALS = new Map()
  DIGITS.forEach((word, digit) => { if (digit) NUMERALS.set(word, digit) })
  NUMERALS.set("tu", 4).set("nhat", 1).set("nhi", 2)
  for (const tens of [1, 2, 3]) {
    const ten = tens === 1 ? "muoi" : DIGITS[tens] + " muoi"
    NUMERALS.set(ten, tens * 10)
    DIGITS.slice(1).concat("lam").forEach((word, n) => NUMERALS.set(ten + " " + word, tens * 10 + (n === 9 ? 5 : n + 1)))
  }
  const NUMERIC = /[0-9]/
  const MOST_NUMERAL_WORDS = 3

  /**
   * Whether one letter changed, left out, put in or swapped with its neighbour makes one word of the other.
   * @param {string} one
   * @param {string} other
   * @returns {boolean}
   */
  function isOneSlip(one, other) {
    if (one.length > other.length) return isOneSlip(other, one)
    let start = 0
    while (start < one.length && one[start] === other[start]) start++
    if (one.length < other.length) return one.slice(start) === other.slice(start + 1)
    if (start === one.length) return false
    if (one.slice(start + 1) === other.slice(start + 1)) return true
    return one[start] === other[start + 1] && one[start + 1] === other[start] &&
      one.slice(start + 2) === other.slice(start + 2)
  }

  /**
   * The key of raw Telex or VNI: `ddaf` and `d9a2` → da, `nawngx` → nang, `tuw` → tu.
   * @param {string} key
   * @param {(form: string) => boolean} knows
   */
  function decoded(key, knows) {
    const tries = []
    if (/^[a-z]+[0-9]/.test(key)) tries.push(key.replace(/[0-9]/g, ""))
    const plain = key.replace(/dd/g, "d").replace(/aa/g, "a").replace(/ee/g, "e").replace(/oo/g, "o")
    const unhorned = plain.replace(/([aou])w/g, "$1").replace(/w/g, () => /[aou]/.test(plain) ? "" : "u")
    for (const form of [plain, unhorned]) {
      tries.push(form)
      // The key of the tone stands at the end, or right after its vowel.
      for (let n = form.length - 1; n > 0; n--) {
        if ("sfrxjz".includes(form[n])) tries.push(form.slice(0, n) + form.slice(n + 1))
      }
    }
    // Of `c08` no `c` is left: that is a code.
    return tries.find(form => form !== key && form.length > 1 && knows(form)) || null
  }

  /** An abbreviation among syllables that run together counts less than any word. */
  const ABBREVIATED = 0.5

  /**
   * Syllables and abbreviations run together, `hvcsnd`: the cut whose rarest part is commonest.
   * @param {string} key
   * @param {(word: string) => boolean} knows
   * @param {Search.Index} index
   * @returns {string[] | null}
   */
  function apart(key, knows, index) {
    /** @type {string[] | null} */
    let best = null
    let most = 0
    /** @param {string} part */
    const spelt = part => (index.tokeniser.spellings.get(part) ?? []).some(spelling => spelling.written.length === 1)
    /** @param {string} part */
    const common = part => knows(part)
      ? Math.max(...(index.byKey.get(index.tokeniser.key(part)) ?? []).map(n => index.tokenCards[n])) : ABBREVIATED
    /** @type {(rest: string, parts: string[], least: number) => void} */
    const cut = (rest, parts, least) => {
      if (least <= most) return
      if (!rest) {
        if (parts.length > 1) { best = parts; most = least }
        return
      }
      if (parts.length === 4) return
      for (let n = Math.min(6, rest.length); n > 1; n--) {
        const part = rest.slice(0, n)
        if (knows(part) || spelt(part)) cut(rest.slice(n), [...parts, part], Math.min(least, common(part)))
      }
    }
    if (key.length >= 4 && key.length <= 24) cut(key, [], Infinity)
    return best
  }

  /** Other readings of a query: of its numbers, and of words the index does not know. */
  class Meaning {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
    }

    /**
     * The text with its days as names have them; the same text when there is nothing to change.
     * @param {string} text
     */
    static withDays(text) {
      return DAYS.reduce((changed, row) => changed.replace(row[0], row[1]), text)
    }

    /**
     * The text with the years it speaks of by the reader's clock: `năm ngoái`, `kỳ này`.
     * @param {string} text
     */
    static withYears(text) {
      const year = new Date().getFullYear()
      return YEARS.reduce((changed, [said, after]) => changed.replace(said, (words, space, at) =>
        // `những năm tới` are several.
        MANY.test(changed.slice(0, at)) ? words : space + yearWord + " " + (year + after)), text)
    }

    /**
     * The tokens of a question without what makes it one; the same tokens when it is none.
     * @param {string[]} tokens
     */
    withoutQuestion(tokens) {
      const text = tokens.map(token => this.index.tokeniser.key(token)).join(" ")
      const before = (ASKING.exec(text) ?? [""])[0]
      const after = (ASKED.exec(text.slice(before.length)) ?? [""])[0]
      const kept = tokens.slice(before.split(" ").length - 1, tokens.length - (after.split(" ").length - 1))
      return kept.length && kept.length < tokens.length ? kept : tokens
    }

    /**
     * Tokens as they may be meant, and whether that rests on a guess; null when there is nothing to try.
     * @param {string[]} tokens
     * @param {boolean} open
     * @returns {{tokens: string[], guessed: boolean} | null}
     */
    of(tokens, open) {
      const plain = this.withNumerals(tokens) || tokens
      const other = this.withNumbers(plain) || this.withMonths(plain) || (plain === tokens ? null : plain)
      return this.rewritten(other || plain, open) || (other && { tokens: other, guessed: false })
    }

    /**
     * `cụm thi đua 8`, `cụm thi đua thứ 8` → `cụm thi đua số 8`,
     * `cụm số một` → `cụm số 1`, `lần thứ bảy` → `lần thứ 7`, `đại hội VII` → `đại hội 7`; null when no number is
     * named so.
     * @param {string[]} tokens
     */
    withNumerals(tokens) {
      const by = this.index.tokeniser
      const keys = tokens.map(token => by.key(token))
      const out = []
      let changed = false
      for (let n = 0; n < tokens.length; n++) {
        const at = keys[n] === "thu" ? n + 1 : n
        if (keys.slice(Math.max(0, n - 3), n).join(" ") === "cum thi dua" &&
            (/^[0-9]{1,2}$/.test(keys[at]) || (at > n ? NUMERALS : by.roman).has(keys[at]))) {
          out.push(numberWord, String((at > n ? NUMERALS : by.roman).get(keys[at]) || keys[at]))
          changed = true
          n = at
          continue
        }
        const after = n > 0 && (by.numberAfter.has(keys[n - 1]) || by.ordinalAfter.has(keys[n - 1]))
        let length = after ? Math.min(MOST_NUMERAL_WORDS, tokens.length - n) : 0
        while (length && !NUMERALS.has(keys.slice(n, n + length).join(" "))) length--
        // `cụm năm 2024` tells a year.
        if (length === 1 && tokens[n] === by.rules.year_word && /^[0-9]{4}$/.test(tokens[n + 1])) length = 0
        const roman = !length && keys[n].length > 1 && (by.isRoman(tokens[n], by.forms(tokens[n])) ||
          // `cum xi`, in small letters.
          (keys[n - 1] === "cum" && tokens[n] === keys[n] && by.roman.has(keys[n])))
        if (!length && !roman) {
          out.push(tokens[n])
          continue
        }
        changed = true
        out.push(String(roman ? by.roman.get(keys[n]) : NUMERALS.get(keys.slice(n, n + length).join(" "))))
        if (length) n += length - 1
      }
      return changed ? by.tokens(out.join(" ")) : null
    }

    /** `thang tu` → `tháng 4`; null when no month is named so. @param {string[]} tokens */
    withMonths(tokens) {
      const by = this.index.tokeniser
      const keys = tokens.map(token => by.key(token))
      const out = []
      for (let n = 0; n < tokens.length; n++) {
        out.push(tokens[n])
        if (keys[n] !== by.key(by.rules.month_word)) continue
        const two = MONTHS[keys[n + 1] + " " + keys[n + 2]]
        const year = keys[n + 1] === by.key(by.rules.year_word) && /^[0-9]{4}$/.test(keys[n + 2])
        const month = two || (year ? "" : MONTHS[keys[n + 1]])
        if (!month) continue
        out.push(month)
        n += two ? 2 : 1
      }
      return out.length < tokens.length || out.some((token, n) => token !== tokens[n]) ? by.tokens(out.join(" ")) : null
    }

    /**
     * `so1` → `so 1`: the number of a cluster without its space. Not where another word shows that these are keys of VNI:
     * `cum5 thi d9ua`.
     * @param {string[]} tokens
     */
    withNumbers(tokens) {
      const by = this.index.tokeniser
      const numbered = new RegExp("^(" + by.rules.number_after.join("|") + ")([0-9]{1,2})$")
      const mixed = tokens.filter(token => /^[a-z]+[0-9]/.test(by.key(token)) && !/^t[0-9]+$/.test(token))
      if (!mixed.length || !mixed.every(token => numbered.test(by.key(token)))) return null
      return by.tokens(tokens.map(token => mixed.includes(token) ? by.key(token).replace(numbered, "$1 $2") : token).join(" "))
    }

    /**
     * The tokens with words written out that the index does not know; only the table of abbreviations is sure of them.
     * @param {string[]} tokens
     * @param {boolean} open
     * @returns {{tokens: string[], guessed: boolean} | null}
     */
    rewritten(tokens, open) {
      const by = this.index.tokeniser
      /** @param {string} word */
      const knows = word => this.index.byKey.has(by.key(word))
      const out = []
      let changed = false
      let guessed = false
      for (let n = 0; n < tokens.length; n++) {
        const key = this.index.tokeniser.key(tokens[n])
        const capital = this.index.tokeniser.spellings.get(key)
        const last = open && n === tokens.length - 1
        let other = capital && tokens[n] === key && capital[0].small && capital[0].written.length === 1 ? capital[0].meant : null
        if (!other && !knows(key) && !NUMERIC.test(key[0])) {
          if (!last || !this.index.beginning(key).length) other = this.numberWord(key, tokens, n) || otherReading(key, knows, this.index)
          if (other) guessed = true
        }
        if (other) changed = true
        out.push(...other ?? [tokens[n]])
      }
      return changed ? { tokens: this.index.tokeniser.tokens(out.join(" ")), guessed } : null
    }


    /**
     * `ngày 23 thnág 2`, `cm 9`: a mistyped word without which the number after it is only a number.
     * @param {string} key
     * @param {string[]} tokens
     * @param {number} n
     */
    numberWord(key, tokens, n) {
      const rules = this.index.tokeniser.rules
      if (!/^[0-9]{1,4}$/.test(tokens[n + 1])) return null
      const words = [rules.month_word, rules.year_word, rules.day_word, ...(tokens[n + 1].length < 3 ? [clusterWord] : [])]
      const meant = words.find(word => isOneSlip(key, this.index.tokeniser.key(word)))
      return meant ? [meant] : null
    }
  }

  /** The tokens that an unknown word may stand for. @type {(key: string, knows: (word: string) => boolean, index: Search.Index) => string[] | null} */
  const otherReading = (key, knows, index) => {
    const typed = decoded(key, knows)
    return typed ? [typed] : abbreviation(key, index) || apart(key, knows, index)
  }
  /** `ubdn`: an abbreviation or a name run together with one slip; shorter ones would be anything. @type {(key: string, index: Search.Index) => string[] | null} */
  const abbreviation = (key, index) => {
    if (key.length < 4) return null
    for (const list of index.tokeniser.spellings.values()) {
      if (list[0].written.length === 1 && isOneSlip(key, list[0].written[0])) return list[0].meant
    }
    return null
  }
  search.isOneSlip = isOneSlip
  /** A key as slips are looked for in it: at the end of a syllable `ky` has become `ki`, in the middle of `kyy` it has not. */
  search.slipForm = key => key.replace(/y/g, "i")
  /** What many speakers say alike and therefore write for each other: `chịnh` for Trịnh, `giương` for Dương. */
  search.soundForm = key => key.replace(/^tr/, "ch").replace(/^f/, "ph").replace(/^(?:gi|r)(?=[aeou])/, "d").replace(/^ngh?/, "ng").replace(/^gh/, "g")
  search.Meaning = Meaning
})()

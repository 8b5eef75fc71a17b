// @ts-check
// What a reader may have meant who typed something else: slips of the fingers, keys of Telex and VNI that no input method took,
// syllables run together; numbers in words and days as people write them who do not write for this site.
(() => {
  "use strict"
  const search = window.thidua.search

  const NUMERIC = /[0-9]/
  const MOST_PARTS = 4
  const LONGEST_PART = 6

  /** Whether one letter changed, left out, put in or swapped with its neighbour makes one word of the other. */
  search.isOneSlip = (one, other) => {
    if (one.length > other.length) return search.isOneSlip(other, one)
    let start = 0
    while (start < one.length && one[start] === other[start]) start++
    if (one.length < other.length) return one.slice(start) === other.slice(start + 1)
    if (start === one.length) return false
    if (one.slice(start + 1) === other.slice(start + 1)) return true
    return one[start] === other[start + 1] && one[start + 1] === other[start] &&
      one.slice(start + 2) === other.slice(start + 2)
  }

  /** The key of raw Telex or VNI: `ddaf` and `d9a2` → da, `nawngx` → nang, `tuw` → tu. @param {string} key @param {(form: string) => boolean} knows */
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

  /**
   * Syllables and abbreviations run together, `hvcsnd`: the cut with the longest parts; an empty list where there is none.
   * @param {string} rest
   * @param {(word: string) => boolean} knows
   * @returns {string[]}
   */
  function apart(rest, knows, most = MOST_PARTS) {
    if (rest && knows(rest) && most < MOST_PARTS) return [rest]
    for (let n = Math.min(LONGEST_PART, rest.length - 2); n > 1 && most > 1; n--) {
      const others = knows(rest.slice(0, n)) ? apart(rest.slice(n), knows, most - 1) : []
      if (others.length) return [rest.slice(0, n), ...others]
    }
    return []
  }

  /** Other readings of a query: of its numbers, and of words the index does not know. */
  class Meaning {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
    }

    /** The text with its days as names have them; the same text when there is nothing to change. @param {string} text */
    static withDays(text) {
      return search.vietnamese.days.reduce((changed, [typed, named]) => changed.replace(new RegExp(typed, "gi"), named), text)
    }

    /** The text with the years it speaks of by the reader's clock: `năm ngoái`, `kỳ này`. @param {string} text */
    static withYears(text) {
      const year = new Date().getFullYear()
      const { years, many, year_word: word } = search.vietnamese
      return years.reduce((changed, [said, after]) => changed.replace(new RegExp(said, "gi"), (words, space, at) =>
        // `những năm tới` are several.
        new RegExp(many, "i").test(changed.slice(0, at)) ? words : space + word + " " + (year + after)), text)
    }

    /** The text without its accents, letter by letter, for patterns. @param {string} text */
    flat(text) {
      const { letters } = this.index.tokeniser.rules
      return text.replace(/[^a-z]/g, c => (letters[c.toLowerCase()] ?? c.toLowerCase().normalize("NFD"))[0])
    }

    /** The text of a question without what makes it one; the same text when it is none. @param {string} text */
    withoutQuestion(text) {
      const flat = this.flat(text)
      const start = (flat.match(search.vietnamese.asking) ?? [""])[0].length
      const asked = new RegExp(search.vietnamese.asked).exec(flat.slice(start))
      const end = asked ? start + asked.index + (asked[1] ?? "").length : text.length
      return text.slice(start, end) || text
    }

    /** The text with its numbers in figures and by their words: `cụm thi đua thứ tám` → `cụm thi đua số 8`. @param {string} text */
    withNumbers(text) {
      const by = this.index.tokeniser
      const { vietnamese } = search
      return vietnamese.numbers.reduce((said, [pattern, before, table, unless]) => {
        const flat = this.flat(said)
        if (unless && flat.search(unless) >= 0) return said
        const known = table ? vietnamese[table] : {}
        let out = ""
        let done = 0
        for (const { 0: found, 1: kept, index = 0 } of flat.matchAll(new RegExp(pattern, "g"))) {
          const start = index + kept.length
          const end = index + found.length
          const word = flat.slice(start, end).replace("thu ", "")
          const number = known[word] ?? by.forms(said.slice(end - word.length, end)).asked.replace("=", "")
          if (!number) continue
          out += said.slice(done, start) + before + number
          done = end
        }
        return out + said.slice(done)
      }, text)
    }

    /**
     * The tokens with words written out that the index does not know, and whether that is a guess: of the table of abbreviations
     * it is none. Null where there is nothing to write out.
     * @param {string[]} tokens
     * @param {boolean} open
     */
    rewritten(tokens, open) {
      const by = this.index.tokeniser
      /** @param {string} word */
      const knows = word => this.index.byKey.has(by.key(word))
      let guessed = false
      const meant = tokens.map((token, n) => {
        const key = by.key(token)
        const capital = by.spellings.get(key)?.[0]
        if (capital?.small && token === key && capital.written.length === 1) return capital.meant
        const begins = open && n === tokens.length - 1 && this.index.beginning(key).length
        const other = knows(key) || NUMERIC.test(key[0]) || begins ? [] : this.otherReading(key, tokens[n + 1] ?? "", knows)
        if (other.length) guessed = true
        return other.length ? other : null
      })
      if (!meant.some(Boolean)) return null
      return { tokens: by.tokens(meant.map((words, n) => words ? words.join(" ") : tokens[n]).join(" ")), guessed }
    }

    /** The tokens that an unknown word may stand for. @type {(key: string, next: string, knows: (word: string) => boolean) => string[]} */
    otherReading(key, next, knows) {
      const by = this.index.tokeniser
      // `ngày 23 thnág 2`, `cm 9`: a mistyped word without which the number after it is only a number.
      const telling = /^[0-9]{1,4}$/.test(next) && search.vietnamese.telling.slice(0, next.length < 3 ? 4 : 3).find(word => search.isOneSlip(key, by.key(word)))
      if (telling) return [telling]
      const typed = decoded(key, knows)
      if (typed) return [typed]
      if (key.length < 4) return []
      const short = Array.from(by.spellings.values(), list => list[0]).filter(({ written }) => written.length === 1)
      // `ubdn`: an abbreviation or a name run together with one slip; shorter ones would be anything.
      return short.find(({ written }) => search.isOneSlip(key, written[0]))?.meant ??
        apart(key, word => knows(word) || short.some(({ written }) => written[0] === word))
    }
  }

  /** What many speakers say alike and therefore write for each other: `chịnh` for Trịnh, `giương` for Dương. @param {string} key */
  const soundForm = key => key.replace(/^tr/, "ch").replace(/^f/, "ph").replace(/^(?:gi|r)(?=[aeou])/, "d").replace(/^ngh?/, "ng").replace(/^gh/, "g")
  search.isAlike = (one, other) => search.isOneSlip(one, other) || soundForm(one) === soundForm(other)
  search.Meaning = Meaning
})()

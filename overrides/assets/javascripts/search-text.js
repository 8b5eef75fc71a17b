// @ts-check
// How search cuts Vietnamese text into comparable syllables: the same steps as hooks/thidua/fold_rules.py, with the
// same tables, which come inside the index file. tests/unit/outputs/test_search_fold.py holds the two together.
(() => {
  "use strict"
  const search = ((window.thidua ??= /** @type {Thidua} */ ({})).search ??= /** @type {Search.Api} */ ({}))

  const SPACE_BEFORE_MARK = /[ \t\r\n]+(?=[\u0300-\u036f])/g
  const MARK = /[\u0300-\u036f]/
  const NUMBER = /^[0-9]+$/

  /** @param {string[]} ranges */
  const characterClass = ranges =>
    ranges.map(part => part.split("-").map(end => "\\u" + end).join("-")).join("")

  /** @param {string} text */
  const isCapital = text => text === text.toUpperCase() && text !== text.toLowerCase()
  /** @param {string} digits */
  const withoutZeros = digits => digits.replace(/^0+(?=.)/, "")
  /** @param {string} number */
  const isDay = number => +number >= 1 && +number <= 31
  /** @param {string} number */
  const isMonth = number => +number >= 1 && +number <= 12
  /** @type {(day: string, month: string) => boolean} */
  const isDayMonth = (day, month) => day.length < 3 && month.length < 3 && isDay(day) && isMonth(month)

  /** The first and the last piece that a token was made of. @typedef {[number, number]} Origin */

  class Tokeniser {
    /**
     * @param {Search.Rules} rules
     * @param {string} table a spelling a line: its keys, the tokens meant, "C" or "c" if only capitals count; the longest first
     */
    constructor(rules, table) {
      const word = characterClass(rules.word)
      this.rules = rules
      this.ignored = new RegExp("[" + characterClass(rules.ignored) + "]", "g")
      this.pieces = new RegExp([
        "(?![0-9])[" + word + "]+",
        "[0-9]{1,2}(?: ?/ ?|[.-])[0-9]{1,2}(?: ?/ ?|[.-])[0-9]{4}(?![0-9/])",
        "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])",
        "[0-9]{1,2} ?[/-] ?(?:19|20)[0-9]{2}(?![0-9/])",
        "[0-9]{1,2}/[0-9]{1,2}(?![0-9/])",
        "[0-9]{1,3}(?:\\.[0-9]{3})+(?![0-9])",
        "[" + word + "]+"
      ].join("|"), "g")
      this.iForY = new RegExp(rules.i_for_y)
      this.numberAfter = new Set(rules.number_after)
      this.ordinalAfter = new Set(rules.ordinal_after)
      this.roman = new Map(rules.roman.map((numeral, n) => [numeral, n + 1]))
      this.romanCapital = new Set(rules.roman_capital_only)
      /** @type {Map<string, Search.Forms>} */
      this.known = new Map()
      /** @type {Map<string, Search.Spelling[]>} */
      this.spellings = new Map()
      const said = (/** @type {string} */ word) => new Set([this.forms(word).token, this.forms(word).key])
      this.dayWord = said(rules.day_word)
      this.monthWord = said(rules.month_word)
      this.yearWord = said(rules.year_word)
      this.setSpellings(table)
    }

    /** @param {string} table */
    setSpellings(table) {
      for (const row of table ? table.split("\n") : []) {
        const cells = row.split("\t")
        const spelling = { written: cells[0].split(" "), meant: cells[1].split(" "), capitals: cells[2] !== "", small: cells[2] === "C" }
        const first = spelling.written[0]
        const known = this.spellings.get(first)
        if (known) known.push(spelling)
        else this.spellings.set(first, [spelling])
      }
      this.known.clear()
    }

    /**
     * NFC without compatibility letters and invisible characters; marks a PDF set apart go back to their letter.
     * @param {string} text
     */
    clean(text) {
      text = text.normalize("NFKC").replace(this.ignored, "")
      return text.replace(SPACE_BEFORE_MARK, "").normalize("NFC")
    }

    /** @param {string} word @returns {Search.Forms} */
    forms(word) {
      let forms = this.known.get(word)
      if (!forms) this.known.set(word, (forms = this.worked(word)))
      return forms
    }

    /** @param {string} word @returns {Search.Forms} */
    worked(word) {
      if (NUMBER.test(word)) {
        const number = withoutZeros(word)
        return { token: number, key: number, special: true }
      }
      let tone = ""
      let plain = ""
      let base = ""
      const lower = Array.from(word.toLowerCase(), c => this.rules.homoglyphs[c] || c).join("")
      for (const char of lower.normalize("NFD")) {
        if (this.rules.tones.includes(char)) {
          tone = tone || char
          continue
        }
        plain += char
        if (!MARK.test(char)) base += this.rules.letters[char] || char
      }
      if (this.iForY.test(base)) {
        base = base.slice(0, -1) + "i"
        if (plain.endsWith("y")) plain = plain.slice(0, -1) + "i"
      }
      const special = (word >= "0" && word < ":") || this.roman.has(base) || this.spellings.has(base)
      return { token: plain.normalize("NFC") + tone, key: base, special }
    }

    /** @param {string} piece @param {Search.Forms} forms */
    isRoman(piece, forms) {
      return this.roman.has(forms.key) && forms.token === forms.key &&
        (!this.romanCapital.has(forms.key) || isCapital(piece))
    }

    /** What two tokens share when they differ in accents only. @param {string} token */
    key(token) {
      return this.forms(token).key
    }

    /** @param {string} text @returns {string[]} the tokens of a text in order */
    tokens(text) {
      text = this.clean(text)
      return this.sequence(this.writtenOut(text.match(this.pieces) || [], isCapital(text)))
    }

    /**
     * The tokens with their places, for marking words; `clean` gives the text they refer to.
     * @param {string} text
     * @returns {Search.Located[]}
     */
    located(text) {
      const found = Array.from(text.matchAll(this.pieces))
      const places = found.map(match => [match.index ?? 0, (match.index ?? 0) + match[0].length])
      /** @type {Origin[]} */
      const origins = found.map((_, n) => [n, n])
      const written = this.writtenOut(found.map(match => match[0]), isCapital(text), origins)
      return this.sequence(written, origins).map((token, n) => ({
        token, start: places[origins[n][0]][0], end: places[origins[n][1]][1]
      }))
    }

    /**
     * Writes out the spellings of the table; `origins`, if given, is kept parallel to what is returned.
     * @param {string[]} pieces
     * @param {boolean} shouted
     * @param {Origin[]} [origins]
     */
    writtenOut(pieces, shouted, origins) {
      if (!this.spellings.size) return pieces
      /** @type {string[] | null} */
      let out = null
      /** @type {Origin[] | null} */
      let from = null
      for (let at = 0; at < pieces.length; ) {
        const spelling = this.spellingAt(pieces, at, shouted)
        if (spelling && !out) {
          out = pieces.slice(0, at)
          from = origins ? origins.slice(0, at) : null
        }
        const length = spelling ? spelling.written.length : 1
        if (out) {
          const meant = spelling ? spelling.meant : [pieces[at]]
          for (const token of meant) {
            out.push(token)
            if (from && origins) from.push([origins[at][0], origins[at + length - 1][1]])
          }
        }
        at += length
      }
      if (from && origins) origins.splice(0, origins.length, ...from)
      return out || pieces
    }

    /** @param {string[]} pieces @param {number} at @param {boolean} shouted */
    spellingAt(pieces, at, shouted) {
      const forms = this.forms(pieces[at])
      const list = forms.special && this.spellings.get(forms.key)
      return list && list.find(s => {
        const end = at + s.written.length
        return end <= pieces.length &&
          s.written.every((key, n) => this.forms(pieces[at + n]).key === key) &&
          (!s.capitals || (!shouted && isCapital(pieces.slice(at, end).join(""))))
      })
    }

    /**
     * Numbers, dates and numerals in their canonical form, by what stands before them.
     * @param {string[]} pieces
     * @param {Origin[]} [origins]
     */
    sequence(pieces, origins) {
      const out = new Sequence(this, origins)
      for (let n = 0; n < pieces.length; n++) out.take(pieces[n], n)
      if (origins) origins.splice(0, origins.length, ...out.origins)
      return out.tokens
    }
  }

  class Sequence {
    /** @param {Tokeniser} tokeniser @param {Origin[]} [from] */
    constructor(tokeniser, from) {
      this.by = tokeniser
      this.from = from
      /** @type {string[]} */
      this.tokens = []
      /** @type {Origin[]} */
      this.origins = []
    }

    /** Appends a token in place of the last `instead` ones. @param {string} token @param {number} piece */
    push(token, piece, instead = 0) {
      if (this.from) {
        let start = this.from[piece][0]
        if (instead) start = this.origins.splice(-instead)[0][0]
        this.origins.push([start, this.from[piece][1]])
      }
      if (instead) this.tokens.length -= instead
      this.tokens.push(token)
    }

    last(back = 0) {
      return this.tokens[this.tokens.length - 1 - back]
    }

    /** @param {string} piece @param {number} n */
    take(piece, n) {
      const by = this.by
      const forms = by.forms(piece)
      const first = piece.charCodeAt(0)
      if (!forms.special) {
        this.push(forms.token, n)
      } else if (first >= 48 && first <= 57) {
        if (NUMBER.test(piece)) this.number(forms.token, n)
        else this.dated(piece, forms.token, n)
      } else if (by.isRoman(piece, forms) && this.expected(by.numberAfter)) {
        this.push("#" + by.roman.get(forms.key), n)
      } else if (by.isRoman(piece, forms) && this.expected(by.ordinalAfter)) {
        this.push(String(by.roman.get(forms.key)), n)
      } else {
        this.push(forms.token, n)
      }
    }

    /** Whether one of these words stands before. @param {Set<string>} after */
    expected(after) {
      return this.tokens.length > 0 && after.has(this.by.key(this.last()))
    }

    /** @param {Set<string>} word */
    said(word, back = 0) {
      return this.tokens.length > back && word.has(this.last(back))
    }

    /** @param {string} number @param {number} n */
    number(number, n) {
      if (this.expected(this.by.numberAfter)) {
        this.push("#" + number, n)
      } else if (this.said(this.by.monthWord) && number.length < 3 && isMonth(number)) {
        const before = this.last(1)
        if (before && NUMBER.test(before) && before.length < 3 && isDay(before)) {
          this.push(before + "/" + number, n, this.said(this.by.dayWord, 2) ? 3 : 2)
        } else {
          this.push("t" + number, n, 1)
        }
      } else {
        const year = number.length === 4 && /^(19|20)/.test(number)
        this.push(number, n, year && this.said(this.by.yearWord) ? 1 : 0)
      }
    }

    /** @param {string} piece @param {string} token @param {number} n */
    dated(piece, token, n) {
      const parts = piece.split(/[ /.-]+/).map(withoutZeros)
      if (!parts.every(part => NUMBER.test(part))) {
        this.push(token, n)
        return
      }
      if (parts.length === 3 && parts[0].length === 4 && piece.includes("-")) parts.reverse()
      const dayWord = this.said(this.by.dayWord) ? 1 : 0
      if (parts.length === 3 && parts[2].length === 4 && isDayMonth(parts[0], parts[1])) {
        this.push(parts[0] + "/" + parts[1], n, dayWord)
        this.push(parts[2], n)
      } else if (parts.length === 2 && parts[1].length === 4 && isMonth(parts[0])) {
        this.push("t" + parts[0], n, this.said(this.by.monthWord) ? 1 : 0)
        this.push(parts[1], n)
      } else if (parts.length === 2 && piece.includes("/") && isDayMonth(parts[0], parts[1])) {
        this.push(parts[0] + "/" + parts[1], n, dayWord)
      } else if (piece.includes(".") && piece.slice(piece.lastIndexOf(".") + 1).length === 3) {
        this.push(withoutZeros(piece.replace(/[^0-9]/g, "")), n)
      } else {
        for (const part of parts) this.push(part, n)
      }
    }
  }

  /** Tokens of the days, months and years of a span: `2025-12-23/2025-12-25`. */
  search.dateTokens = span => {
    const ends = span.split("/")
    const first = ends[0].split("-")
    /** @type {string[]} */
    const tokens = []
    /** @type {(year: string, month?: string, day?: string) => void} */
    const say = (year, month, day) => {
      if (month && day) tokens.push(+day + "/" + +month, year)
      if (month && !tokens.includes("t" + +month)) tokens.push("t" + +month, year)
      if (!month && !tokens.includes(year)) tokens.push(year)
    }
    say(first[0], first[1], first[2])
    if (ends[1] && ends[1] !== "..") {
      const last = ends[1].split("-")
      if (first[2] && last[2]) {
        const day = new Date(Date.UTC(+first[0], +first[1] - 1, +first[2]))
        for (let n = 0; n < 30; n++) {
          day.setUTCDate(day.getUTCDate() + 1)
          const iso = day.toISOString().slice(0, 10)
          if (iso > ends[1]) break
          say(iso.slice(0, 4), iso.slice(5, 7), iso.slice(8))
        }
      } else {
        for (let year = +first[0] + 1; year <= +last[0] && year < +first[0] + 30; year++) say(String(year))
        if (last[1]) say(last[0], last[1], last[2])
      }
    }
    return tokens
  }

  search.Tokeniser = Tokeniser
})()

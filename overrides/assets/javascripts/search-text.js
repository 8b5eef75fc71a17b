// @ts-check
// How search cuts Vietnamese text into comparable syllables, by the tables of hooks/thidua/fold_rules.json, which come inside the
// index. hooks/thidua/fold_rules.py reads the same; tests/unit/outputs/test_search_fold.py holds the two together.
(() => {
  "use strict"
  const search = ((window.thidua ??= /** @type {Thidua} */ ({})).search ??= /** @type {Search.Api} */ ({}))

  const SPACE_BEFORE_MARK = /[ \t\r\n]+(?=[\u0300-\u036f])/g
  const MARK = /[\u0300-\u036f]/
  const NUMBER = /^[0-9][0-9 ./-]*$/
  const SEPARATOR = /[./-]/
  const THOUSANDS = /\.(?=[0-9]{3}(?![0-9]))/g

  /** @param {string[]} ranges */
  const characterClass = ranges =>
    ranges.map(part => part.split("-").map(end => "\\u" + end).join("-")).join("")

  /** @param {string} text */
  const isCapital = text => text === text.toUpperCase() && text !== text.toLowerCase()
  /** @param {string} digits */
  const withoutZeros = digits => digits.replace(/^0+(?=.)/, "")

  class Tokeniser {
    /** @param {Search.Rules} rules @param {string} table a spelling a line, as `spelling_rows` of search_sections.py writes it */
    constructor(rules, table) {
      this.rules = rules
      this.ignored = new RegExp("[" + characterClass(rules.ignored) + "]", "g")
      this.pieces = new RegExp(rules.pieces.join("|").replace(/WORD/g, characterClass(rules.word)), "g")
      this.iForY = new RegExp(rules.i_for_y)
      this.romanCapital = new Set(rules.roman_capital_only)
      /** A pattern of the tables with its parts written out. @param {string} text */
      const pattern = text => text.replace(/[A-Z]+/g, name => "(?:" + rules.parts[name] + ")")
      this.tails = rules.tails.map(([before, replaced, tokens]) => ({ before, tokens,
        pattern: new RegExp("(?:^| )" + pattern(before && before + " ") + pattern(replaced) + "$") }))
      this.numbered = new RegExp("^(?:" + rules.parts.SO + ")$")
      /** @type {Map<string, Search.Forms>} */
      this.known = new Map()
      /** @type {Map<string, Search.Spelling[]>} */
      this.spellings = new Map()
      for (const row of table ? table.split("\n") : []) {
        const [written, meant, capitals] = row.split("\t")
        const keys = written.split(" ")
        const others = this.spellings.get(keys[0]) ?? []
        others.push({ written: keys, meant: meant.split(" "), capitals: capitals !== "", small: capitals === "C" })
        this.spellings.set(keys[0], others)
      }
    }

    /** NFC without compatibility letters and invisible characters; marks a PDF set apart go back to their letter. @param {string} text */
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
        const number = SEPARATOR.test(word) ? word.replace(/ /g, "") : withoutZeros(word)
        return { token: number, key: number, asked: number }
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
      const token = plain.normalize("NFC") + tone
      const numeral = token === base && (!this.romanCapital.has(base) || isCapital(word)) ? this.rules.roman.indexOf(base) + 1 : 0
      return { token, key: base, asked: numeral ? "=" + numeral : "" }
    }

    /** What two tokens share when they differ in accents only. @param {string} token */
    key(token) {
      return this.forms(token).key
    }

    /** @param {string} text @returns {string[]} the tokens of a text in order */
    tokens(text) {
      return this.located(this.clean(text)).map(({ token }) => token)
    }

    /** The tokens with their places, for marking words; `clean` gives the text they refer to. @param {string} text */
    located(text) {
      const pieces = Array.from(text.matchAll(this.pieces), match =>
        ({ token: match[0], start: match.index ?? 0, end: (match.index ?? 0) + match[0].length }))
      const shouted = isCapital(text)
      /** @type {Search.Located[]} */
      const out = []
      for (let at = 0; at < pieces.length; ) {
        const spelling = this.spellingAt(pieces, at, shouted)
        const length = spelling ? spelling.written.length : 1
        for (const token of spelling ? spelling.meant : [pieces[at].token]) {
          this.take(out, { token, start: pieces[at].start, end: pieces[at + length - 1].end })
        }
        at += length
      }
      return out
    }

    /** @param {Search.Located[]} pieces @param {number} at @param {boolean} shouted */
    spellingAt(pieces, at, shouted) {
      const list = this.spellings.get(this.key(pieces[at].token))
      return list && list.find(({ written, capitals }) => {
        const here = pieces.slice(at, at + written.length).map(({ token }) => token)
        return here.length === written.length && here.every((word, n) => this.key(word) === written[n]) &&
          (!capitals || (!shouted && isCapital(here.join(""))))
      })
    }

    /** Appends the tokens of a piece; what stands before it says what a number means. @param {Search.Located[]} out @param {Search.Located} piece */
    take(out, piece) {
      const { token, asked } = this.forms(piece.token)
      const tail = asked && [...out.slice(-3).map(one => one.token), asked].join(" ")
      for (const { before, pattern, tokens } of asked ? this.tails : []) {
        const found = pattern.exec(tail)?.[0]
        if (found === undefined) continue
        const eaten = found.trim().split(" ").length - (before ? 2 : 1)
        const start = eaten ? out.splice(-eaten)[0].start : piece.start
        for (const meant of found.replace(pattern, tokens).split(" ")) out.push({ ...piece, token: meant, start })
        return
      }
      const parts = asked && asked[0] !== "=" ? asked.replace(THOUSANDS, "").split(SEPARATOR).map(withoutZeros) : [token]
      for (const part of parts) out.push({ ...piece, token: part })
    }
  }

  search.Tokeniser = Tokeniser
})()

// The second half of the index, loaded when a search needs it: which syllables, and which two in a row, stand in the
// prose of which card; and the texts, for excerpts. Written by hooks/thidua/outputs/search_prose.py.
(function () {
  "use strict"
  const search = window.thidua.search

  const ALPHABET = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter(c => !"`\\$|<".includes(c))
  const LAST_DIGITS = 44
  const MORE = ALPHABET.length - LAST_DIGITS
  const DIGITS = new Uint8Array(128)
  ALPHABET.forEach((c, n) => { DIGITS[c.charCodeAt(0)] = n })

  /** What stands in the prose tells less than what stands in a name. */
  const PROSE = 0.5
  const MOST_READINGS = 8
  const MOST_FILES = 16

  /** @returns {number[]} ascending card numbers, written as distances */
  function decode(text) {
    const cards = []
    let card = -1
    let value = 0
    for (let n = 0; n < text.length; n++) {
      const digit = DIGITS[text.charCodeAt(n)]
      if (digit >= LAST_DIGITS) {
        value = value * MORE + digit - LAST_DIGITS
      } else {
        card += value * LAST_DIGITS + digit
        cards.push(card)
        value = 0
      }
    }
    return cards
  }

  /** Postings of a word followed by another; empty when they are too many to be listed, null when there are none. */
  function together(fields, following) {
    for (let n = 1; n < fields.length; n += 2) if (fields[n] === following) return fields[n + 1]
    return null
  }

  class Prose {
    /**
     * @param {Object} index an Index
     * @param {function(string): Promise} load runs a script of the index's own folder
     */
    constructor(index, load) {
      this.index = index
      this.load = load
      /** @type {string[]} all keys, sorted; `common` are those in so many cards that none are listed */
      this.keys = []
      this.common = new Set()
      this.fileOf = []
      this.firstCards = []
      this.files = new Map()
      this.texts = new Map()
      this.ready = null
    }

    /** Loads the list of syllables. */
    open() {
      if (!this.ready) this.ready = this.load("words.js")
      return this.ready
    }

    takeWords(stretches, firsts) {
      stretches.split("\n").forEach((line, file) => line.split(" ").forEach(word => {
        const key = word.endsWith("*") ? word.slice(0, -1) : word
        if (key !== word) this.common.add(key)
        this.keys.push(key)
        this.fileOf.push(file)
      }))
      this.firstCards = firsts.split(" ").map(Number)
    }

    takePostings(file, text) {
      this.files.set(file, new Map())
      const first = this.fileOf.indexOf(file)
      text.split("\n").forEach((line, n) => this.files.get(file).set(this.keys[first + n], line))
    }

    takeTexts(file, text) {
      const first = this.firstCards[file]
      text.split("\n").forEach((line, n) => this.texts.set(first + n, line))
    }

    /** Loads what a search for these readings needs; false when the files cannot be had. */
    gather(readings) {
      return this.open().then(() => {
        const files = new Set()
        for (const query of readings) {
          query.terms.forEach((term, t) => {
            for (const reading of this.readings(query, t)) if (files.size < MOST_FILES) files.add(this.fileOf[reading.at])
          })
        }
        const missing = Array.from(files).filter(file => !this.files.has(file))
        return Promise.all(missing.map(file => this.load("w" + file + ".js"))).then(() => true)
      }).catch(() => false)
    }

    /** Words of the prose that a term may mean, with how well each fits. */
    readings(query, t) {
      const term = query.terms[t]
      if (term.inProse) return term.inProse
      const found = []
      const own = search.lowerBound(this.keys, term.key)
      const known = this.keys[own] === term.key
      if (known) found.push({ at: own, fit: 1 })
      const open = t === query.terms.length - 1 && query.open && !/^[#0-9]/.test(term.key)
      for (let at = own; open && at < this.keys.length && this.keys[at].startsWith(term.key); at++) {
        if (at !== own || !known) found.push({ at: at, fit: search.FITS.prefix })
        if (found.length >= MOST_READINGS) break
      }
      if (!found.length && !/[0-9]/.test(term.key)) {
        for (let at = 0; at < this.keys.length && found.length < MOST_READINGS; at++) {
          const longer = this.keys[at].length - term.key.length
          if (longer < -1 || longer > 3 || /[0-9]/.test(this.keys[at])) continue
          if (search.isOneSlip(term.key, this.keys[at])) found.push({ at: at, fit: search.FITS.slip })
          else if (term.key.length > 1 && this.keys[at].startsWith(term.key)) found.push({ at: at, fit: search.FITS.inner })
        }
      }
      term.inProse = found
      return found
    }

    line(at) {
      const file = this.files.get(this.fileOf[at])
      return file ? file.get(this.keys[at]) : undefined
    }

    /**
     * What the prose says of a query, from the files loaded.
     * @returns {Object|null} see Prose in search-rank.js
     */
    of(query) {
      if (!this.keys.length) return null
      const n = query.terms.length
      const out = new Gathered(n)
      for (let t = 0; t < n; t++) {
        const next = t + 1 < n ? this.readings(query, t + 1) : []
        for (const reading of this.readings(query, t)) {
          if (this.common.has(this.keys[reading.at])) out.everywhere |= 1 << t
          const line = this.line(reading.at)
          if (line === undefined) continue
          const fields = line.split("|")
          const cards = decode(fields[0])
          out.put(cards, t, 1 << t, PROSE * reading.fit * this.index.weight(cards.length))
          for (const following of next) {
            const pairs = decode(together(fields, this.keys[following.at]) || "")
            if (!pairs.length) continue
            out.pairCounts[t] = Math.max(out.pairCounts[t], pairs.length)
            out.put(pairs, n + t, 3 << t, PROSE * Math.min(reading.fit, following.fit))
          }
        }
      }
      out.phrases = query.phrases.map(phrase => this.phrase(query, phrase))
      return out
    }

    /** Cards in whose prose the words of a phrase follow each other, as far as pairs can tell. */
    phrase(query, phrase) {
      let cards = null
      const keep = found => {
        const set = new Set(found)
        cards = cards ? new Set(Array.from(cards).filter(card => set.has(card))) : set
      }
      for (let t = phrase[0]; t < phrase[1]; t++) {
        const at = search.lowerBound(this.keys, query.terms[t].key)
        const line = this.keys[at] === query.terms[t].key ? this.line(at) : undefined
        if (line === undefined) return new Set()
        const fields = line.split("|")
        if (phrase[1] - phrase[0] === 1) { keep(decode(fields[0])); break }
        if (t + 1 === phrase[1]) break
        const pairs = together(fields, query.terms[t + 1].key)
        if (pairs === null) return new Set()
        if (pairs) keep(decode(pairs))
      }
      return cards || new Set()
    }

    /** @returns {Promise<string>} paragraphs of a card's text, a tab between them; empty when it cannot be had */
    textOf(card) {
      return this.open().then(() => {
        if (this.texts.has(card)) return this.texts.get(card)
        let file = this.firstCards.length - 1
        while (file > 0 && this.firstCards[file] > card) file--
        return this.load("t" + file + ".js").then(() => this.texts.get(card) || "")
      }).catch(() => "")
    }
  }

  /** Rows of what was found, a row a card: see Prose in search-rank.js. */
  class Gathered {
    constructor(terms) {
      this.width = 2 * terms
      this.rowOf = new Map()
      this.rows = new Float32Array(this.width * 64)
      this.any = new Uint32Array(64)
      this.pairCounts = new Array(Math.max(0, terms - 1)).fill(0)
      this.everywhere = 0
    }

    put(cards, slot, bits, value) {
      for (const card of cards) {
        let row = this.rowOf.get(card)
        if (row === undefined) {
          row = this.rowOf.size
          this.rowOf.set(card, row)
          if (row === this.any.length) this.grow()
        }
        this.any[row] |= bits
        const at = row * this.width + slot
        if (value > this.rows[at]) this.rows[at] = value
      }
    }

    grow() {
      const rows = new Float32Array(this.rows.length * 2)
      rows.set(this.rows)
      this.rows = rows
      const any = new Uint32Array(this.any.length * 2)
      any.set(this.any)
      this.any = any
    }
  }

  search.Prose = Prose
  // Called by the files of the index.
  search.words = (stretches, firsts) => search.prose.takeWords(stretches, firsts)
  search.postings = (file, text) => search.prose.takePostings(file, text)
  search.texts = (file, text) => search.prose.takeTexts(file, text)
})()

// @ts-check
// The second half of the index, loaded when a search needs it: which syllables, and which two in a row, stand in the
// prose of which card; and the texts, for excerpts. Written by hooks/thidua/outputs/search_prose.py.
(() => {
  "use strict"
  const search = window.thidua.search

  /** What stands in the prose tells less than what stands in a name. */
  const PROSE = 0.5
  const MOST_READINGS = 8
  const MOST_FILES = 16
  /** How many files are kept for the next search. */
  const KEPT_FILES = 24
  const KEPT_TEXTS = 40

  /** Ascending card numbers, written as distances. @param {string} text */
  const decode = text => {
    let card = -1
    return search.numbers(text, []).map(distance => (card += distance))
  }

  /** Files of one kind, each loaded when it is asked for; all together they would be tens of megabytes. @template Content */
  class FileCache {
    /** @param {number} most how many are kept @param {(file: number) => Promise<unknown>} load has a file handed over to `put` */
    constructor(most, load) {
      this.most = most
      this.load = load
      /** The one used longest ago comes first. @type {Map<number, {content?: Content, ready?: Promise<unknown>}>} */
      this.kept = new Map()
    }

    /** @param {number} file @param {Content} content */
    put(file, content) {
      Object.assign(this.kept.get(file) ?? {}, { content })
    }

    /** A promise that is kept when the file is here. @param {number} file */
    fetch(file) {
      const entry = this.kept.get(file) ?? {}
      this.kept.delete(file)
      this.kept.set(file, entry)
      for (const oldest of this.kept.keys()) if (this.kept.size > this.most) this.kept.delete(oldest)
      entry.ready ??= this.load(file)
      entry.ready.catch(() => this.kept.delete(file))
      return entry.ready
    }

    /** What a file holds, or undefined when it is not here. @param {number} file */
    get(file) {
      return this.kept.get(file)?.content
    }
  }

  class Prose {
    /**
     * @param {Search.Index} index
     * @param {Search.Load} run runs a script of the index's own folder, each time it is asked to
     * @param {Search.Load} [load] has a file of it handed over, if need be by running it
     */
    constructor(index, run, load = run) {
      this.index = index
      this.run = run
      this.rows = new search.Rows(index.size)
      /** All tokens, sorted by key. @type {string[]} */
      this.tokens = []
      /** @type {string[]} */
      this.keys = []
      /** Those in so many cards that none are listed. @type {Set<number>} */
      this.common = new Set()
      /** @type {number[]} */
      this.fileOf = []
      /** @type {number[]} */
      this.firstCards = []
      /** @type {FileCache<{first: number, lines: string[]}>} */
      this.files = new FileCache(KEPT_FILES, file => load("w" + file + ".js"))
      /** @type {FileCache<string[]>} */
      this.texts = new FileCache(KEPT_TEXTS, file => load("t" + file + ".js"))
      /** @type {Promise<unknown> | null} */
      this.ready = null
    }

    /** Loads the list of syllables. */
    open() {
      return (this.ready ??= this.run("words.js"))
    }

    /** @param {string} stretches @param {string} firsts */
    takeWords(stretches, firsts) {
      stretches.split("\n").forEach((line, file) => line.split(" ").forEach(word => {
        const token = word.endsWith("*") ? word.slice(0, -1) : word
        if (token !== word) this.common.add(this.tokens.length)
        this.tokens.push(token)
        this.keys.push(this.index.tokeniser.key(token))
        this.fileOf.push(file)
      }))
      this.firstCards = firsts.split(" ").map(Number)
    }

    /** @param {number} file @param {string} text */
    takePostings(file, text) {
      this.files.put(file, { first: this.fileOf.indexOf(file), lines: text.split("\n") })
    }

    /** @param {number} file @param {string} text */
    takeTexts(file, text) {
      this.texts.put(file, text.split("\n"))
    }

    /** Loads what a search for these readings needs; false when the files cannot be had. @param {Search.Query[]} readings */
    gather(readings) {
      return this.open().then(() => {
        const words = readings.flatMap(query => query.terms.flatMap((_, t) => this.readings(query, t)))
        const files = Array.from(new Set(words.map(({ at }) => this.fileOf[at]))).slice(0, MOST_FILES)
        return Promise.all(files.map(file => this.files.fetch(file))).then(() => true)
      }).catch(() => false)
    }

    /** Words of the prose that a term may mean, with how well each fits; the best come first. @param {Search.Query} query @param {number} t */
    readings(query, t) {
      const term = query.terms[t]
      if (term.inProse) return term.inProse
      const found = this.withKey(term.key, at => search.FITS[term.accents ? term.accents(this.tokens[at], term.key) : "exact"])
      for (const other of search.otherNumerals(term.key)) found.push(...this.withKey(other, () => search.FITS.slip, true))
      if (t === query.terms.length - 1 && query.open && !/^[#0-9]/.test(term.key)) {
        const from = search.lowerBound(this.keys, term.key + "\0")
        const to = Math.min(search.lowerBound(this.keys, term.key + search.LAST), from + MOST_READINGS)
        for (let at = from; at < to; at++) found.push({ at, fit: search.FITS.prefix })
      }
      if (!found.length && !term.strict && !/[0-9]/.test(term.key)) {
        this.keys.forEach((key, at) => {
          if (!/[0-9]/.test(key) && search.isAlike(key, term.key) && found.length < MOST_READINGS) found.push({ at, fit: search.FITS.slip, loose: true })
        })
      }
      term.inProse = found.sort((a, b) => b.fit - a.fit)
      return found
    }

    /** @param {string} key @param {(at: number) => number} fit */
    withKey(key, fit, loose = false) {
      /** @type {Search.Reading[]} */
      const found = []
      for (let at = search.lowerBound(this.keys, key); this.keys[at] === key; at++) found.push({ at, fit: fit(at), loose })
      return found
    }

    /**
     * The cards of a word and each that follows it, if it is among some, `""` for the word alone; empty if not loaded.
     * @param {number} at
     * @param {{has(word: string): boolean}} among
     */
    postings(at, among) {
      const file = this.files.get(this.fileOf[at])
      const fields = file ? ["", ...file.lines[at - file.first].split("|")] : []
      const found = []
      for (let n = 0; n < fields.length; n += 2) if (among.has(fields[n])) found.push({ word: fields[n], cards: decode(fields[n + 1]) })
      return found
    }

    /** What the prose says of a query, from the files loaded. @param {Search.Query} query @returns {Search.Found | null} */
    of(query) {
      if (!this.keys.length) return null
      const n = query.terms.length
      const { rows } = this
      rows.clear(n)
      const out = { rows, everywhere: 0, strictEverywhere: 0, togetherEverywhere: 0, pairCounts: query.terms.map(() => 0) }
      /** @type {(cards: number[], bits: number, slot: number, value: number, reading: { fit: number, loose?: boolean }) => void} */
      const put = (cards, bits, slot, value, { fit, loose }) => cards.forEach(card => {
        const row = rows.open(card)
        rows.any[row] |= bits
        if (!loose) rows.strict[row] |= bits
        if (!loose && fit > search.FITS.other) rows.own[row] |= bits
        if (slot >= n) rows.near[row] |= 1 << (slot - n)
        rows.raise(row, slot, value)
      })
      for (let t = 0; t < n; t++) {
        /** @type {Map<string, Search.Reading | null>} */
        const next = new Map([["", null]])
        if (t + 1 < n) for (const reading of this.readings(query, t + 1)) next.set(this.tokens[reading.at], reading)
        /** @type {{reading: Search.Reading, cards: number[]}[]} */
        const singles = []
        for (const reading of this.readings(query, t)) {
          const { at, loose, fit } = reading
          if (this.common.has(at)) out.everywhere |= 1 << t
          if (this.common.has(at) && !loose) out.strictEverywhere |= 1 << t
          for (const { word, cards } of this.postings(at, next)) {
            const other = next.get(word)
            if (!other) {
              singles.push({ reading, cards })
              continue
            }
            const pair = { fit: Math.min(other.fit, fit), loose: other.loose || loose }
            // Two words that stand together in very many texts are listed without them.
            if (!cards.length && !pair.loose) out.togetherEverywhere |= 1 << t
            out.pairCounts[t] += cards.length
            put(cards, 3 << t, n + t, PROSE * pair.fit, pair)
          }
        }
        // Words that fit equally well tell together what they are together.
        let count = 0
        singles.forEach(({ reading: { fit }, cards }, at) => {
          count += cards.length
          if (singles[at + 1]?.reading.fit === fit) return
          const value = PROSE * fit * this.index.weight(count)
          for (const same of singles) if (same.reading.fit === fit) put(same.cards, 1 << t, t, value, same.reading)
        })
      }
      return out
    }

    /** Paragraphs of a card's text, a tab between them; empty when it cannot be had. @param {number} card @returns {Promise<string>} */
    textOf(card) {
      return this.open().then(() => {
        let file = this.firstCards.length - 1
        while (file > 0 && this.firstCards[file] > card) file--
        return this.texts.fetch(file).then(() => this.texts.get(file)?.[card - this.firstCards[file]] ?? "")
      }).catch(() => "")
    }
  }

  let fetches = true

  /**
   * Has a file of prose handed over. Chromium keeps the source of every script a page has run for as long as the page
   * stands, and a reader who goes on searching would gather megabytes: so what is only text is fetched. A folder knows no
   * fetching, nor does a host with a policy of its own; there the file runs as the script it is.
   */
  search.bring = (url, run) => {
    if (!fetches || location.protocol === "file:") return run(url)
    return fetch(url).then(response => response.ok ? response.text() : "").then(handOver).catch(() => {
      fetches = false
      return run(url)
    })
  }

  /** What running `thidua.search.texts(7, `…`);` does, without running it; the other way of `quoted` in search_prose.py. @param {string} text */
  function handOver(text) {
    const call = /^thidua\.search\.(postings|texts)\(([0-9]+), `/.exec(text)
    if (!call) throw new Error("not a file of prose")
    const content = text.slice(call[0].length, text.lastIndexOf("`"))
    search[call[1] === "texts" ? "texts" : "postings"](+call[2], content.replace(/\\([\\`]|\$(?=\{))/g, "$1"))
  }

  search.Prose = Prose
  // Called by the files of the index.
  search.words = (stretches, firsts) => search.prose.takeWords(stretches, firsts)
  search.postings = (file, text) => search.prose.takePostings(file, text)
  search.texts = (file, text) => search.prose.takeTexts(file, text)
})()

// @ts-check
// Every segment of the index looked at once for words of a query and for pairs of neighbours (Vietnamese words are written
// as separate syllables).
(() => {
  "use strict"
  const search = window.thidua.search

  /** What two words tell that have one more between them, as part of what they tell side by side. */
  const PAIR_APART = 0.5
  /** Words that fit better than this have no slip and no other accents than were typed. */
  const SURE = 0.7

  /** The same numbers with as much room again. @template {Uint32Array | Float32Array} T @param {T} numbers @returns {T} */
  const twice = numbers => {
    const larger = new (/** @type {new (length: number) => T} */ (numbers.constructor))(numbers.length * 2)
    larger.set(numbers)
    return larger
  }

  /**
   * Results of looking through the segments: a row of numbers for each that holds a word of the query. Kept from query
   * to query: making room for ten thousand rows takes as long as filling them.
   */
  class Rows {
    /** @param {number} count */
    constructor(count) {
      this.rowOf = new Int32Array(count)
      this.values = new Float32Array(4096)
      /**
       * Bits of the words and of the pairs that stand there. `own` are words with no other accents than were typed; `near`
       * are pairs with room for a word between them, too.
       */
      this.any = new Uint32Array(1024)
      this.strict = new Uint32Array(1024)
      this.own = new Uint32Array(1024)
      this.pairs = new Uint32Array(1024)
      this.near = new Uint32Array(1024)
      this.length = 0
      this.width = 0
      this.terms = 0
    }
    /** @param {number} terms */
    clear(terms) {
      this.rowOf.fill(-1)
      const used = this.length
      this.values.fill(0, 0, used * this.width)
      for (const bits of [this.any, this.strict, this.own, this.pairs, this.near]) bits.fill(0, 0, used)
      this.length = 0
      this.terms = terms
      this.width = 2 * terms + 1
    }
    /** @param {number} segment */
    open(segment) {
      const row = this.length++
      if (row === this.any.length) {
        this.any = twice(this.any)
        this.strict = twice(this.strict)
        this.own = twice(this.own)
        this.pairs = twice(this.pairs)
        this.near = twice(this.near)
      }
      while (this.length * this.width > this.values.length) this.values = twice(this.values)
      this.rowOf[segment] = row
      return row
    }
  }

  class Looker {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.anyWords = new Uint32Array(index.tokens.length)
      this.strictWords = new Uint32Array(index.tokens.length)
      this.rows = new Rows(index.segmentCount + index.bundles.length)
    }

    /** Looks through all segments. @param {Search.Query} query */
    look(query) {
      const terms = query.terms
      const n = terms.length
      const any = this.anyWords
      const strict = this.strictWords
      terms.forEach((term, t) => term.words.forEach((word, at) => {
        any[word] |= 1 << t
        if (at < term.strict) strict[word] |= 1 << t
      }))
      const rows = this.rows
      rows.clear(n)
      const starts = this.index.segmentStarts
      const tokens = this.index.segmentTokens
      const count = this.index.segmentCount
      const fits = terms.map(term => this.byWord(term, term.fits, "fitTable"))
      const values = terms.map(term => this.byWord(term, term.values, "valueTable"))
      for (let segment = 0; segment < count; segment++) {
        const end = starts[segment + 1]
        for (let at = starts[segment]; at < end; at++) {
          if (any[tokens[at]]) {
            this.fill(rows, rows.open(segment), at, starts[segment], end, fits, values)
            break
          }
        }
      }
      terms.forEach(term => term.words.forEach(word => { any[word] = 0; strict[word] = 0 }))
      this.joinBundles(rows, n)
      return rows
    }

    /**
     * The row of a segment whose first word of the query stands at `from`: what each word tells; for each, whether the
     * word before it in the query stands right before it, or with one word between; the share of words asked for.
     * @param {Rows} rows
     * @param {number} row
     * @param {number} from
     * @param {number} start
     * @param {number} end
     * @param {Float32Array[]} fits
     * @param {Float32Array[]} values
     */
    fill(rows, row, from, start, end, fits, values) {
      const tokens = this.index.segmentTokens
      const any = this.anyWords
      const found = rows.values
      const base = row * rows.width
      const pairBase = base + rows.terms - 1
      let words = 0
      let anyBits = 0
      let strictBits = 0
      let ownBits = 0
      let pairBits = 0
      let nearBits = 0
      for (let at = from; at < end; at++) {
        const word = tokens[at]
        let bits = any[word]
        if (!bits) continue
        words++
        anyBits |= bits
        strictBits |= this.strictWords[word]
        const before = at > start ? tokens[at - 1] : -1
        const further = at > start + 1 ? tokens[at - 2] : -1
        do {
          const t = 31 - Math.clz32(bits)
          bits &= ~(1 << t)
          const value = values[t][word]
          if (value > found[base + t]) found[base + t] = value
          const own = fits[t][word]
          if (own > SURE) ownBits |= 1 << t
          if (t === 0 || before < 0) continue
          const previous = fits[t - 1]
          const next = previous[before]
          const apart = further < 0 ? 0 : previous[further]
          if (!next && !apart) continue
          if (next) pairBits |= 1 << (t - 1)
          nearBits |= 1 << (t - 1)
          const pair = Math.max(Math.min(next, own), Math.min(apart, own) * PAIR_APART)
          if (pair > found[pairBase + t]) found[pairBase + t] = pair
        } while (bits)
      }
      rows.any[row] = anyBits
      rows.strict[row] = strictBits
      rows.own[row] = ownBits
      rows.pairs[row] = pairBits
      rows.near[row] = nearBits
      found[base + 2 * rows.terms] = words / (end - start)
    }

    /**
     * Numbers of a term's words as a table by word, kept with the term.
     * @param {Search.Term} term
     * @param {number[]} numbers
     * @param {"fitTable" | "valueTable"} name
     */
    byWord(term, numbers, name) {
      const known = term[name]
      if (known) return known
      const table = term[name] = new Float32Array(this.index.tokens.length)
      term.words.forEach((word, at) => { table[word] = numbers[at] })
      return table
    }

    /** @param {Rows} rows @param {number} n */
    joinBundles(rows, n) {
      this.index.bundles.forEach((segments, number) => {
        let joined = -1
        for (const segment of segments) {
          const row = rows.rowOf[segment]
          if (row < 0) continue
          if (joined < 0) joined = rows.open(this.index.segmentCount + number)
          rows.any[joined] |= rows.any[row]
          rows.strict[joined] |= rows.strict[row]
          rows.own[joined] |= rows.own[row]
          rows.pairs[joined] |= rows.pairs[row]
          rows.near[joined] |= rows.near[row]
          for (let slot = 0; slot < 2 * n; slot++) {
            const value = rows.values[row * rows.width + slot]
            if (value > rows.values[joined * rows.width + slot]) rows.values[joined * rows.width + slot] = value
          }
        }
      })
    }
  }

  search.Looker = Looker
})()

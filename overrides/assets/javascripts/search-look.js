// @ts-check
// Every segment of the index looked at once for words of a query and for pairs of neighbours.
(() => {
  "use strict"
  const search = window.thidua.search

  /** Words that fit better than this have no slip and no other accents than were typed. */
  const SURE = 0.7
  /** Numbers that rows have room for at first, and for how many the room is kept for the next query. */
  const ROOM = 4096
  const MOST_KEPT = 1 << 18
  /** @type {("any" | "strict" | "own" | "pairs" | "near")[]} */
  const BITS = ["any", "strict", "own", "pairs", "near"]

  /**
   * What was found in segments, or in the prose of cards: a row of numbers for each that holds a word of the query. Kept from
   * query to query: making room for ten thousand rows takes as long as filling them.
   */
  class Rows {
    /** @param {number} count */
    constructor(count) {
      this.rowOf = new Int32Array(count)
      this.values = new Float32Array(ROOM)
      this.any = new Uint32Array(count)
      this.strict = new Uint32Array(count)
      this.own = new Uint32Array(count)
      this.pairs = new Uint32Array(count)
      this.near = new Uint32Array(count)
      this.length = 0
      this.width = 0
    }

    /** @param {number} terms */
    clear(terms) {
      this.rowOf.fill(-1)
      // What a long query took is given back.
      if (this.values.length > MOST_KEPT) this.values = new Float32Array(ROOM)
      this.values.fill(0, 0, this.length * this.width)
      for (const name of BITS) this[name].fill(0, 0, this.length)
      this.length = 0
      this.width = 2 * terms
    }

    /** The row of a segment or a card, made if need be. @param {number} of */
    open(of) {
      if (this.rowOf[of] >= 0) return this.rowOf[of]
      const row = this.length++
      if (this.length * this.width > this.values.length) {
        const { values } = this
        this.values = new Float32Array(values.length * 2)
        this.values.set(values)
      }
      return (this.rowOf[of] = row)
    }

    /** Makes a number of a row as large as another at least. @param {number} row @param {number} slot @param {number} value */
    raise(row, slot, value) {
      const at = row * this.width + slot
      if (value > this.values[at]) this.values[at] = value
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
    look({ terms }) {
      const { anyWords: any, strictWords: strict, rows, index: { segmentStarts: starts, segmentTokens: tokens } } = this
      terms.forEach((term, t) => term.words.forEach((word, at) => {
        any[word] |= 1 << t
        if (at < term.strict) strict[word] |= 1 << t
      }))
      rows.clear(terms.length)
      const fits = terms.map(term => (term.fitTable ??= this.byWord(term.words, term.fits)))
      const values = terms.map(term => (term.valueTable ??= this.byWord(term.words, term.values)))
      for (let segment = 0; segment < this.index.segmentCount; segment++) {
        const end = starts[segment + 1]
        let at = starts[segment]
        while (at < end && !any[tokens[at]]) at++
        if (at < end) this.fill(rows.open(segment), at, starts[segment], end, fits, values)
      }
      for (const term of terms) for (const word of term.words) any[word] = strict[word] = 0
      this.joinBundles()
      return rows
    }

    /**
     * The row of a segment whose first word of the query stands at `from`: what each word tells; for each, whether the
     * word before it in the query stands right before it, or with one word between; the share of words asked for.
     * @type {(row: number, from: number, start: number, end: number, fits: Float32Array[], values: Float32Array[]) => void}
     */
    fill(row, from, start, end, fits, values) {
      const { rows, anyWords, strictWords, index: { segmentTokens: tokens } } = this
      let words = 0
      for (let at = from; at < end; at++) {
        const word = tokens[at]
        let bits = anyWords[word]
        if (!bits) continue
        words++
        rows.any[row] |= bits
        rows.strict[row] |= strictWords[word]
        for (; bits; bits &= bits - 1) {
          const t = 31 - Math.clz32(bits & -bits)
          const own = fits[t][word]
          rows.raise(row, t, values[t][word])
          if (own > SURE) rows.own[row] |= 1 << t
          if (t === 0 || at === start) continue
          const next = fits[t - 1][tokens[at - 1]]
          const apart = at > start + 1 ? fits[t - 1][tokens[at - 2]] : 0
          if (!next && !apart) continue
          rows.near[row] |= 1 << (t - 1)
          if (next) rows.pairs[row] |= 1 << (t - 1)
          rows.raise(row, fits.length + t - 1, Math.min(next, own))
        }
      }
      rows.raise(row, rows.width - 1, words / (end - start))
    }

    /** Numbers of words as a table by word. @param {number[]} words @param {number[]} numbers */
    byWord(words, numbers) {
      const table = new Float32Array(this.index.tokens.length)
      words.forEach((word, at) => { table[word] = numbers[at] })
      return table
    }

    joinBundles() {
      const { rows, index } = this
      index.bundles.forEach((segments, number) => {
        for (const segment of segments) {
          const row = rows.rowOf[segment]
          if (row < 0) continue
          const joined = rows.open(index.segmentCount + number)
          for (const name of BITS) rows[name][joined] |= rows[name][row]
          for (let slot = 0; slot < rows.width; slot++) rows.raise(joined, slot, rows.values[row * rows.width + slot])
        }
      })
    }
  }

  Object.assign(search, { Rows, Looker })
})()

// Which cards answer a query, best first. Every segment is looked at once for words of the query and for pairs of
// neighbours (Vietnamese words are written as separate syllables); a card takes the best of its fields for each.
(function () {
  "use strict"
  const search = window.thidua.search

  const FIELD_WEIGHT = { title: 1, alias: 0.92, place: 0.85, person: 0.9, cluster: 0.8, term: 0.76, host: 0.85,
    unit: 0.62, member: 0.2, kind: 0.85, commemoration: 0.5, campaign: 0.45, date: 0.85, theme: 0.55, kin: 0.78,
    lead: 0.55, deputy: 0.5, type: 0.4 }
  const TYPE_WEIGHT = { e: 1, c: 1.04, u: 1.02, g: 0.98, t: 0.95, a: 0.9, k: 1, f: 1, p: 1 }
  const PAIR = 1
  const PAIR_APART = 0.5
  const PAIR_MOST = 1.2
  /** What the prose says of a word that names know, too: at most this much of what the word tells. */
  const SAID_MOST = 0.8
  const WHOLE_TITLE = 0.12
  /** Scores this near to each other count as equal; the newer card comes first. */
  const EQUAL = 0.004

  const weights = search.FIELDS.map(name => FIELD_WEIGHT[name])

  const EVENT = "e".charCodeAt(0)

  /** How much of a query a card holds: something, every word, every word without a slip of the fingers. */
  const SOME = 1
  const FULL = 2
  const STRICT = 4

  /**
   * `scores` and `holds` by card number; a score is about 1 for a perfect answer.
   * @typedef {{scores: Float32Array, holds: Uint8Array}} Ranking
   * What the prose adds: for each card, the row of what was found in it.
   * @typedef {{rowOf: Map<number, number>, rows: Float32Array, any: Uint32Array, strict: Uint32Array,
   *   everywhere: number, strictEverywhere: number,
   *   wordCounts: number[], pairCounts: number[], phrases: Set<number>[]}} Prose
   */

  /** Results of looking through the segments: a row of numbers for each that holds a word of the query. */
  class Rows {
    constructor(count, terms) {
      this.terms = terms
      this.width = 2 * terms + 1
      this.rowOf = new Int32Array(count).fill(-1)
      this.values = new Float32Array(this.width * 256)
      this.any = new Uint32Array(256)
      this.strict = new Uint32Array(256)
      this.pairs = new Uint32Array(256)
      this.length = 0
    }
    open(segment) {
      const row = this.length++
      if (row === this.any.length) {
        for (const name of ["values", "any", "strict", "pairs"]) {
          const larger = new this[name].constructor(this[name].length * 2)
          larger.set(this[name])
          this[name] = larger
        }
      }
      this.rowOf[segment] = row
      return row
    }
  }

  class Ranker {
    /** @param {Object} index an Index */
    constructor(index) {
      this.index = index
      this.anyWords = new Uint32Array(index.tokens.length)
      this.strictWords = new Uint32Array(index.tokens.length)
    }

    /**
     * @param {Object} query
     * @param {?Prose} prose
     * @returns {Ranking}
     */
    rank(query, prose) {
      const rows = this.look(query)
      const phrases = query.phrases.length ? this.withPhrases(query) : null
      return this.judge(query, rows, prose || null, phrases)
    }

    /** Looks through all segments. */
    look(query) {
      const index = this.index
      const terms = query.terms
      const n = terms.length
      const any = this.anyWords
      const strict = this.strictWords
      const fits = terms.map(term => this.byWord(term, term.fits, "fitTable"))
      const values = terms.map(term => this.byWord(term, term.values, "valueTable"))
      terms.forEach((term, t) => term.words.forEach((word, at) => {
        any[word] |= 1 << t
        if (at < term.strict) strict[word] |= 1 << t
      }))
      const rows = new Rows(index.segmentCount + index.bundles.length, n)
      const tokens = index.segmentTokens
      for (let segment = 0; segment < index.segmentCount; segment++) {
        const end = index.segmentStarts[segment + 1]
        let row = -1
        let count = 0
        for (let at = index.segmentStarts[segment]; at < end; at++) {
          let bits = any[tokens[at]]
          if (!bits) continue
          if (row < 0) row = rows.open(segment)
          const word = tokens[at]
          const base = row * rows.width
          count++
          rows.any[row] |= bits
          rows.strict[row] |= strict[word]
          while (bits) {
            const t = 31 - Math.clz32(bits)
            bits &= ~(1 << t)
            const value = values[t][word]
            if (value > rows.values[base + t]) rows.values[base + t] = value
            if (t > 0) this.pair(rows, row, t, fits, word, at, index.segmentStarts[segment])
          }
        }
        if (row >= 0) rows.values[row * rows.width + 2 * n] = count / (end - index.segmentStarts[segment])
      }
      terms.forEach(term => term.words.forEach(word => { any[word] = 0; strict[word] = 0 }))
      this.joinBundles(rows, n)
      return rows
    }

    /** Numbers of a term's words as a table by word, kept with the term. */
    byWord(term, numbers, name) {
      if (!term[name]) {
        term[name] = new Float32Array(this.index.tokens.length)
        term.words.forEach((word, at) => { term[name][word] = numbers[at] })
      }
      return term[name]
    }

    /** The word before this one in the query, right before it in the segment or one word further. */
    pair(rows, row, t, fits, word, at, start) {
      const tokens = this.index.segmentTokens
      for (let back = 1; back <= 2 && at - back >= start; back++) {
        const fit = fits[t - 1][tokens[at - back]]
        if (!fit) continue
        const value = Math.min(fit, fits[t][word]) * (back === 1 ? 1 : PAIR_APART)
        const slot = row * rows.width + rows.terms + t - 1
        if (value > rows.values[slot]) rows.values[slot] = value
        if (back === 1) rows.pairs[row] |= 1 << (t - 1)
      }
    }

    joinBundles(rows, n) {
      this.index.bundles.forEach((segments, number) => {
        let joined = -1
        for (const segment of segments) {
          const row = rows.rowOf[segment]
          if (row < 0) continue
          if (joined < 0) joined = rows.open(this.index.segmentCount + number)
          rows.any[joined] |= rows.any[row]
          rows.strict[joined] |= rows.strict[row]
          rows.pairs[joined] |= rows.pairs[row]
          for (let slot = 0; slot < 2 * n; slot++) {
            const value = rows.values[row * rows.width + slot]
            if (value > rows.values[joined * rows.width + slot]) rows.values[joined * rows.width + slot] = value
          }
        }
      })
    }

    /** Cards in which every quoted phrase stands, word after word. */
    withPhrases(query) {
      const index = this.index
      const found = query.phrases.map(() => new Set())
      const fits = query.terms.map(term => new Set(term.words.filter((_, at) => term.fits[at] > search.FITS.other)))
      for (let segment = 0; segment < index.segmentCount; segment++) {
        query.phrases.forEach((phrase, p) => {
          const length = phrase[1] - phrase[0]
          for (let at = index.segmentStarts[segment]; at + length <= index.segmentStarts[segment + 1]; at++) {
            let n = 0
            while (n < length && fits[phrase[0] + n].has(index.segmentTokens[at + n])) n++
            if (n === length) { found[p].add(segment); break }
          }
        })
      }
      index.bundles.forEach((segments, number) => found.forEach(set => {
        if (segments.some(segment => set.has(segment))) set.add(index.segmentCount + number)
      }))
      return found
    }

    judge(query, rows, prose, phrases) {
      const index = this.index
      const n = query.terms.length
      const everything = n === 32 ? -1 : (1 << n) - 1
      let small = 0
      query.terms.forEach((term, t) => { if (term.small) small |= 1 << t })
      if (query.terms.every(term => term.small)) small = 0
      const shares = query.terms.map((term, t) => this.share(term, prose ? prose.wordCounts[t] : 0))
      const termWeights = query.terms.map((term, t) => term.weight * shares[t])
      const whole = termWeights.reduce((sum, weight) => sum + weight, 0)
      const pairWeights = this.pairWeights(rows, n, prose, termWeights)
      const total = whole + pairWeights.reduce((sum, weight) => sum + PAIR * weight, 0) || 1
      const best = new Float32Array(2 * n)
      const scores = new Float32Array(index.size)
      const holds = new Uint8Array(index.size)
      for (let card = 0; card < index.size; card++) {
        let any = 0
        let strict = 0
        const end = index.cardStarts[card + 1]
        for (let at = index.cardStarts[card]; at < end; at++) {
          const row = rows.rowOf[index.cardSegments[at]]
          if (row < 0) continue
          if (!any) best.fill(0)
          any |= rows.any[row]
          strict |= rows.strict[row]
          const weight = weights[index.cardFields[at]]
          const base = row * rows.width
          for (let slot = 0; slot < 2 * n; slot++) {
            const value = rows.values[base + slot] * weight
            if (value > best[slot]) best[slot] = value
          }
        }
        if (any && prose) for (let t = 0; t < n; t++) if (shares[t] < 1) best[t] *= shares[t]
        const said = prose ? prose.rowOf.get(card) : undefined
        if (said !== undefined) {
          if (!any) best.fill(0)
          any |= prose.any[said]
          strict |= prose.strict[said]
          for (let slot = 0; slot < 2 * n; slot++) {
            let value = prose.rows[said * 2 * n + slot]
            if (slot < n) value = Math.min(value, termWeights[slot] * (query.terms[slot].strict ? SAID_MOST : 1))
            if (value > best[slot]) best[slot] = value
          }
        }
        // Words too common to be listed are taken to stand in every card that has prose.
        if (any && prose && (said !== undefined || index.cardTypes[card] === EVENT)) {
          any |= prose.everywhere
          strict |= prose.strictEverywhere
        }
        if (!any || (phrases && !this.holds(card, phrases, prose))) continue
        let score = 0
        let covered = 0
        for (let t = 0; t < n; t++) {
          score += best[t]
          if (any >>> t & 1) covered += termWeights[t]
          if (t) score += PAIR * pairWeights[t - 1] * best[n + t - 1]
        }
        score *= 0.3 + 0.7 * covered / (whole || 1)
        const title = rows.rowOf[card]
        if (title >= 0 && rows.values[title * rows.width + 2 * n] === 1 && rows.any[title] === everything) {
          score *= 1 + WHOLE_TITLE
        }
        score *= TYPE_WEIGHT[String.fromCharCode(index.cardTypes[card])] / total
        scores[card] = score
        // Many words of which no two stand together are words by chance.
        const together = n < 4 || best.subarray(n).some(value => value > 0)
        holds[card] = SOME | (together && (any | small) === everything ? FULL : 0) |
          (together && (strict | small) === everything ? STRICT : 0)
      }
      return { scores: scores, holds: holds }
    }

    /**
     * A word tells the less, the more of the prose says it; as a part of what it tells by the names alone. A word the
     * names do not know tells what the prose says.
     */
    share(term, said) {
      if (!said || !term.weight) return 1
      const index = this.index
      const small = term.small ? search.SMALL_WEIGHT : 1
      if (!term.strict) return small * index.weight(said) / term.weight
      const named = index.size / Math.max(1e-9, Math.exp(term.weight / small) - 1)
      return Math.min(1, small * index.weight(named + said) / term.weight)
    }

    holds(card, phrases, prose) {
      const index = this.index
      return phrases.every((segments, p) => {
        for (let at = index.cardStarts[card]; at < index.cardStarts[card + 1]; at++) {
          if (segments.has(index.cardSegments[at])) return true
        }
        return Boolean(prose && prose.phrases && prose.phrases[p].has(card))
      })
    }

    /** What finding two words side by side tells: much when few cards have them so. */
    pairWeights(rows, n, prose, termWeights) {
      const index = this.index
      const counts = new Float64Array(Math.max(0, n - 1))
      for (let card = 0; card < index.size; card++) {
        let pairs = 0
        let ofMembers = 0
        for (let at = index.cardStarts[card]; at < index.cardStarts[card + 1]; at++) {
          const row = rows.rowOf[index.cardSegments[at]]
          if (row < 0) continue
          if (index.cardFields[at] === search.MEMBER) ofMembers |= rows.pairs[row]
          else pairs |= rows.pairs[row]
        }
        for (let left = pairs | ofMembers; left; ) {
          const t = 31 - Math.clz32(left)
          left &= ~(1 << t)
          counts[t] += pairs >>> t & 1 ? 1 : search.MEMBER_USE
        }
      }
      // Names tell more than the prose about how rare a name is: between the two, by their product.
      if (prose) prose.pairCounts.forEach((count, t) => {
        counts[t] = count > counts[t] && counts[t] ? Math.sqrt(counts[t] * count) : Math.max(counts[t], count)
      })
      // Two words that meet by chance, the end of one name and the beginning of the next, are rare too.
      return Array.from(counts, (count, t) => count
        ? Math.min(index.weight(count), PAIR_MOST * (termWeights[t] + termWeights[t + 1])) : 0)
    }
  }

  /**
   * Cards of these states, best first; among equals the newest, then as the index has them.
   * @param {Ranking} ranking
   * @param {function(number): boolean} wanted
   * @returns {number[]}
   */
  search.inOrder = (ranking, index, wanted) => {
    const scores = ranking.scores
    let top = 0
    let count = 0
    for (let card = 0; card < scores.length; card++) {
      if (!wanted(card)) continue
      count++
      if (scores[card] > top) top = scores[card]
    }
    // One number a card, so that sorting needs no comparing function: score in steps, date, place in the index.
    const keys = new Float64Array(count)
    let at = 0
    for (let card = 0; card < scores.length; card++) {
      if (!wanted(card)) continue
      const step = Math.round(scores[card] / (top || 1) / EQUAL)
      keys[at++] = (step * 33554432 + index.dates[card]) * 524288 + (524287 - card)
    }
    keys.sort()
    return Array.from(keys.reverse(), key => 524287 - key % 524288)
  }

  search.SOME = SOME
  search.FULL = FULL
  search.STRICT = STRICT
  search.Ranker = Ranker
})()

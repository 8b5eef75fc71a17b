// @ts-check
// Which cards answer a query, best first: a card takes the best of its fields for each word and each pair of neighbours
// that search-look.js found in them.
(() => {
  "use strict"
  const search = window.thidua.search

  /** @type {Record<string, number>} */
  const FIELD_WEIGHT = { title: 1, alias: 0.92, place: 0.85, person: 0.9, cluster: 0.8, term: 0.76, host: 0.85,
    unit: 0.62, member: 0.2, kind: 0.85, commemoration: 0.5, campaign: 0.45, date: 0.85, theme: 0.55, kin: 0.78,
    lead: 0.55, deputy: 0.5, type: 0.4 }
  /** Guides quote examples of everything else: what they are examples of comes first. */
  const TYPE_WEIGHT = { e: 1, c: 1.04, u: 1.02, g: 0.98, t: 0.95, a: 0.9, k: 1, f: 1, v: 0.92, l: 0.7, d: 0.96, p: 0.85 }
  const PAIR = 1
  const PAIR_MOST = 1.2
  /** What the prose says of a word that names know, too: at most this much of what the word tells. */
  const SAID_MOST = 0.8
  const WHOLE_NAME = 0.12
  /** The same for a part of it, times how much: `thi đua yêu nước` is more of a short name than of a long one. */
  const PART = 0.3
  /** What a card is better for whose names hold all words, beside one that needs its prose for some. */
  const OWN_WORDS = 0.1
  /** Scores this near to each other count as equal; the newer card comes first. */
  const EQUAL = 0.004
  /** More steps than there are of scores: content comes before what stands aside. */
  const CONTENT = 256

  const weights = Float64Array.from(search.FIELDS.map(name => FIELD_WEIGHT[name]))
  const typeWeights = new Float64Array(128).fill(1)
  for (const [letter, weight] of Object.entries(TYPE_WEIGHT)) typeWeights[letter.charCodeAt(0)] = weight

  /** Fields that say what a card is called, a commemoration also by its day. */
  const NAMES = new Set(["title", "alias", "theme"].map(name => search.FIELD[name]))

  const EVENT = "e".charCodeAt(0)
  const GUIDE = "p".charCodeAt(0)
  /** A month holds many commemorations each year; it answers who names the month, the year or the calendar. */
  const CALENDAR = "l".charCodeAt(0)
  const NUMERIC = /[0-9]/

  /** How much of a query a card holds: something, every word, every word without a slip of the fingers. */
  const SOME = 1
  const FULL = 2
  const STRICT = 4
  /** Every number, with or without the rest: no slip makes 2023 of 2024. */
  const NUMBERS = 8
  /** A guide in which some of the words stand only in its prose: it quotes them as an example. */
  const ASIDE = 16
  /** Every word as it was typed. */
  const WRITTEN = 32
  /** And in the company it was typed in: what was asked for, and nothing like it. */
  const EXACT = 64

  class Ranker {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.looker = new search.Looker(index)
      this.candidates = new Uint32Array(index.size)
    }

    /**
     * @param {Search.Query} query
     * @param {Search.Found | null} [prose]
     */
    rank(query, prose = null) {
      const rows = this.looker.look(query)
      const phrases = query.phrases.length ? this.withPhrases(query) : null
      return this.judge(query, rows, prose, phrases)
    }

    /** Cards in which every quoted phrase stands, word after word. @param {Search.Query} query */
    withPhrases(query) {
      const index = this.index
      /** @type {Set<number>[]} */
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

    /**
     * @param {Search.Query} query
     * @param {Search.Rows} rows
     * @param {Search.Found | null} prose
     * @param {Set<number>[] | null} phrases
     */
    judge(query, rows, prose, phrases) {
      const index = this.index
      const n = query.terms.length
      const everything = n === 32 ? -1 : (1 << n) - 1
      let small = 0
      let numbers = 0
      let free = 0
      query.terms.forEach((term, t) => {
        if (term.small) small |= 1 << t
        if (NUMERIC.test(term.key)) numbers |= 1 << t
        if (stands(query.terms, t, index.tokeniser.numberAfter)) free |= 1 << t
      })
      if (query.terms.every(term => term.small)) small = 0
      const company = query.terms.filter((_, t) => !((small | free) >>> t & 1)).length > 1
      // Of the word that is being typed only its beginning is known.
      const begun = query.open ? 1 << n - 1 : 0
      const shares = query.terms.map((term, t) => this.share(term, prose ? prose.wordCounts[t] : 0))
      const termWeights = query.terms.map((term, t) => term.weight * shares[t])
      const whole = termWeights.reduce((sum, weight) => sum + weight, 0)
      const counts = new Float64Array(Math.max(0, n - 1))
      const many = this.gather(rows, counts, prose)
      const pairWeights = this.pairWeights(counts, prose, termWeights)
      const total = whole + pairWeights.reduce((sum, weight) => sum + PAIR * weight, 0) || 1
      const best = new Float32Array(2 * n)
      const scores = new Float32Array(index.size)
      const holds = new Uint8Array(index.size)
      const rowOf = rows.rowOf
      const values = rows.values
      for (let candidate = 0; candidate < many; candidate++) {
        const card = this.candidates[candidate]
        let any = 0
        let strict = 0
        let ownBits = 0
        // Words beside a neighbour they have in the query, or alone as a name has them alone.
        let placed = 0
        let pairs = 0
        let dated = false
        // How much of a name of the card was typed: 1 is from its beginning to its end.
        let named = 0
        best.fill(0)
        const end = index.cardStarts[card + 1]
        for (let at = index.cardStarts[card]; at < end; at++) {
          const row = rowOf[index.cardSegments[at]]
          if (row < 0) continue
          const field = index.cardFields[at]
          any |= rows.any[row]
          strict |= rows.strict[row]
          ownBits |= rows.own[row]
          if (field === search.FIELD.date || field === search.FIELD.title) dated = true
          pairs |= rows.near[row]
          if (values[row * rows.width + 2 * n] === 1 && !(rows.any[row] & rows.any[row] - 1)) placed |= rows.any[row]
          const weight = weights[field]
          const base = row * rows.width
          if (rows.any[row] === everything && NAMES.has(field)) {
            const share = values[base + 2 * n]
            named = Math.max(named, share === 1 ? 1 : rows.own[row] === everything ? share * PART : 0)
          }
          for (let bits = rows.any[row]; bits; ) {
            const slot = 31 - Math.clz32(bits)
            bits &= ~(1 << slot)
            const value = values[base + slot] * weight
            if (value > best[slot]) best[slot] = value
          }
          for (let bits = rows.near[row]; bits; ) {
            const slot = n + 31 - Math.clz32(bits)
            bits &= ~(1 << (slot - n))
            const value = values[base + slot] * weight
            if (value > best[slot]) best[slot] = value
          }
        }
        const own = (ownBits | small) === everything
        if (any && prose) for (let t = 0; t < n; t++) if (shares[t] < 1) best[t] *= shares[t]
        const said = prose?.rowOf.get(card)
        let typed = ownBits
        if (prose && said !== undefined) {
          any |= prose.any[said]
          strict |= prose.strict[said]
          typed |= prose.own[said]
          for (let slot = 0; slot < 2 * n; slot++) {
            let value = prose.rows[said * 2 * n + slot]
            if (slot < n) value = Math.min(value, termWeights[slot] * (query.terms[slot].strict ? SAID_MOST : 1))
            if (value > best[slot]) best[slot] = value
            if (slot >= n && value > 0) pairs |= 1 << (slot - n)
          }
        }
        // Words too common to be listed are taken to stand in every card that has prose.
        if (any && prose && (said !== undefined || index.cardTypes[card] === EVENT)) {
          any |= prose.everywhere
          strict |= prose.strictEverywhere
          typed |= prose.strictEverywhere
          pairs |= prose.togetherEverywhere
        }
        if (!any || (index.cardTypes[card] === CALENDAR && !dated) || (phrases && !this.holds(card, phrases, prose))) continue
        let score = 0
        let covered = 0
        for (let t = 0; t < n; t++) {
          score += best[t]
          if (any >>> t & 1) covered += termWeights[t]
          if (t) {
            score += PAIR * pairWeights[t - 1] * best[n + t - 1]
          }
        }
        score *= 0.3 + 0.7 * covered / (whole || 1)
        score *= 1 + WHOLE_NAME * named
        if (own) score *= 1 + OWN_WORDS
        scores[card] = score * typeWeights[index.cardTypes[card]] / total
        const written = !query.guessed && (strict & (typed | begun) | small) === everything
        placed |= pairs | pairs << 1
        // `tỉnh Cửu Long` is no province beside which somebody tells of the Cửu Long.
        const exact = written && !(query.tied & ~pairs) && (!company || (placed | small | free) === everything)
        holds[card] = SOME | ((any | small) === everything ? FULL : 0) |
          ((strict | small) === everything ? STRICT : 0) |
          ((any & numbers) === numbers ? NUMBERS : 0) | (written ? WRITTEN : 0) | (exact ? EXACT : 0) | (index.cardTypes[card] === GUIDE && !own ? ASIDE : 0)
      }
      return { scores, holds }
    }

    /**
     * Lists the cards that hold a word of the query, and counts in how many each two words stand side by side.
     * @param {Search.Rows} rows
     * @param {Float64Array} counts
     * @param {Search.Found | null} prose
     * @returns {number} how many are listed
     */
    gather(rows, counts, prose) {
      const index = this.index
      const rowOf = rows.rowOf
      const segments = index.cardSegments
      let many = 0
      let start = 0
      for (let card = 0; card < index.size; card++) {
        const end = index.cardStarts[card + 1]
        let found = false
        let pairs = 0
        let ofMembers = 0
        for (let at = start; at < end; at++) {
          const row = rowOf[segments[at]]
          if (row < 0) continue
          found = true
          if (index.cardFields[at] === search.MEMBER) ofMembers |= rows.pairs[row]
          else pairs |= rows.pairs[row]
        }
        start = end
        if (found || (prose && prose.rowOf.has(card))) this.candidates[many++] = card
        for (let left = pairs | ofMembers; left; ) {
          const t = 31 - Math.clz32(left)
          left &= ~(1 << t)
          counts[t] += pairs >>> t & 1 ? 1 : search.MEMBER_USE
        }
      }
      return many
    }

    /**
     * A word tells the less, the more of the prose says it; as a part of what it tells by the names alone. A word the
     * names do not know tells what the prose says.
     * @param {Search.Term} term
     * @param {number} said
     */
    share(term, said) {
      if (!said || !term.weight) return 1
      const index = this.index
      const small = term.small ? search.SMALL_WEIGHT : 1
      if (!term.strict) return small * index.weight(said) / term.weight
      const named = index.size / Math.max(1e-9, Math.exp(term.weight / small) - 1)
      return Math.min(1, small * index.weight(named + said) / term.weight)
    }

    /** @param {number} card @param {Set<number>[]} phrases @param {Search.Found | null} prose */
    holds(card, phrases, prose) {
      const index = this.index
      return phrases.every((segments, p) => {
        for (let at = index.cardStarts[card]; at < index.cardStarts[card + 1]; at++) {
          if (segments.has(index.cardSegments[at])) return true
        }
        return Boolean(prose?.phrases[p].has(card))
      })
    }

    /**
     * What finding two words side by side tells: much when few cards have them so.
     * @param {Float64Array} counts
     * @param {Search.Found | null} prose
     * @param {number[]} termWeights
     */
    pairWeights(counts, prose, termWeights) {
      const index = this.index
      if (prose) prose.pairCounts.forEach((count, t) => { counts[t] = Math.max(counts[t], count) })
      // Two words that meet by chance, the end of one name and the beginning of the next, are rare too.
      return Array.from(counts, (count, t) => count
        ? Math.min(index.weight(count), PAIR_MOST * (termWeights[t] + termWeights[t + 1])) : 0)
    }
  }

  /**
   * Whether a word says something wherever it stands: a number but that of a cluster, and the words before that, which names have
   * further apart: `cụm số 2` is `cụm thi đua số 2`.
   * @type {(terms: Search.Term[], t: number, numberAfter: Set<string>) => boolean}
   */
  const stands = (terms, t, numberAfter) => {
    const { key } = terms[t]
    if (NUMERIC.test(key)) return key.length > 2 || key[0] === "#" || terms[t - 1]?.key !== "dua"
    let next = t + 1
    while (numberAfter.has(terms[next]?.key)) next++
    return numberAfter.has(key) && terms[next]?.key[0] === "#"
  }

  /**
   * Cards of these states, best first; among equals the newest, then as the index has them.
   * `most`: how many are asked for; all when it is left out.
   */
  search.inOrder = (ranking, index, wanted, most = Infinity) => {
    const scores = ranking.scores
    const kept = new Uint32Array(scores.length)
    let top = 0
    let count = 0
    for (let card = 0; card < scores.length; card++) {
      if (!ranking.holds[card] || !wanted(card)) continue
      kept[count++] = card
      if (scores[card] > top) top = scores[card]
    }
    // One number a card, so that sorting needs no comparing function: score in steps, date, place in the index.
    let keys = new Float64Array(count)
    for (let at = 0; at < count; at++) {
      const card = kept[at]
      const step = Math.round(scores[card] / (top || 1) / EQUAL) + (ranking.holds[card] & ASIDE ? 0 : CONTENT)
      keys[at] = (step * 33554432 + index.dates[card]) * 524288 + (524287 - card)
    }
    if (most < count / 4) keys = greatest(keys, most)
    keys.sort()
    return Array.from(keys.reverse(), key => 524287 - key % 524288)
  }

  /** The so many greatest of many numbers, in any order. @param {Float64Array} keys @param {number} most */
  function greatest(keys, most) {
    const kept = keys.slice(0, most).sort()
    for (let n = most; n < keys.length; n++) {
      if (keys[n] <= kept[0]) continue
      let at = 1
      while (at < most && kept[at] < keys[n]) { kept[at - 1] = kept[at]; at++ }
      kept[at - 1] = keys[n]
    }
    return kept
  }

  search.SOME = SOME
  search.FULL = FULL
  search.STRICT = STRICT
  search.NUMBERS = NUMBERS
  search.ASIDE = ASIDE
  search.WRITTEN = WRITTEN
  search.EXACT = EXACT
  search.Ranker = Ranker
})()

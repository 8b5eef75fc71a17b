// @ts-check
// Which cards answer a query, best first: a card takes the best of its fields for each word and each pair of neighbours.
(() => {
  "use strict"
  const search = window.thidua.search

  /** @type {Record<string, number>} */
  const FIELD_WEIGHT = { title: 1, alias: 0.92, place: 0.85, person: 0.9, cluster: 0.8, term: 0.76, host: 0.85,
    unit: 0.62, member: 0.2, kind: 0.85, commemoration: 0.5, campaign: 0.45, date: 0.85, theme: 0.55, kin: 0.78,
    lead: 0.55, deputy: 0.5, type: 0.4 }
  /** Guides quote examples of everything else: what they are examples of comes first. */
  const TYPE_WEIGHT = { e: 1, c: 1.04, u: 1.02, g: 0.98, t: 0.95, a: 0.9, k: 1, f: 1, v: 0.92, l: 0.7, d: 0.96, p: 0.85 }
  const PAIR_MOST = 1.2
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
  const typeWeights = new Map(Object.entries(TYPE_WEIGHT).map(([letter, weight]) => [letter.charCodeAt(0), weight]))

  /** Fields that say what a card is called, a commemoration also by its day. */
  const NAMES = new Set(["title", "alias", "theme"].map(name => search.FIELD[name]))

  const EVENT = "e".charCodeAt(0)
  const GUIDE = "p".charCodeAt(0)
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
  /** A guide whose title is not what was typed: it is about that, but publications that say it come before. */
  const BESIDE = 128

  class Ranker {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.looker = new search.Looker(index)
      this.candidates = new Uint32Array(index.size)
    }

    /** @param {Search.Query} query @param {Search.Found | null} [prose] */
    rank(query, prose = null) {
      const { index } = this
      const { terms, tied } = query
      const n = terms.length
      const rows = this.looker.look(query)
      /** @param {(term: Search.Term, t: number) => boolean} is */
      const bitsOf = is => terms.reduce((bits, term, t) => is(term, t) ? bits | 1 << t : bits, 0)
      /** Bits of the words of each phrase and of their pairs: as far as pairs can tell, they stand in a row. */
      const phrases = query.phrases.map(([from, to]) => ({ words: bitsOf((_, t) => t >= from && t < to), pairs: bitsOf((_, t) => t >= from && t < to - 1) }))
      /** @type {(words: number, pairs: number) => number} */
      const inPhrases = (words, pairs) => phrases.reduce((bits, phrase, n) =>
        phrase.words & ~words || phrase.pairs & ~pairs ? bits : bits | 1 << n, 0)
      const everything = n === 32 ? -1 : (1 << n) - 1
      const small = bitsOf(term => term.small && terms.some(other => !other.small))
      const numbers = bitsOf(term => NUMERIC.test(term.key))
      const free = bitsOf((_, t) => stands(terms, t, index.tokeniser.numbered))
      const company = terms.filter((_, t) => !((small | free) >>> t & 1)).length > 1
      // Of the word that is being typed only its beginning is known.
      const begun = query.open ? 1 << n - 1 : 0
      const whole = terms.reduce((sum, term) => sum + term.weight, 0)
      const { many, pairWeights } = this.gather(rows, prose, terms)
      const total = whole + pairWeights.reduce((sum, weight) => sum + weight, 0) || 1
      const best = new Float32Array(rows.width - 1)
      const scores = new Float32Array(index.size)
      const holds = new Uint8Array(index.size)
      for (let candidate = 0; candidate < many; candidate++) {
        const card = this.candidates[candidate]
        let any = 0
        let strict = 0
        let typed = 0
        let pairs = 0
        let quoted = 0
        // How much of a name of the card was typed: 1 is from its beginning to its end.
        let named = 0
        best.fill(0)
        for (let at = index.cardStarts[card]; at < index.cardStarts[card + 1]; at++) {
          const row = rows.rowOf[index.cardSegments[at]]
          if (row < 0) continue
          const base = row * rows.width
          any |= rows.any[row]
          strict |= rows.strict[row]
          typed |= rows.own[row]
          pairs |= rows.near[row]
          quoted |= inPhrases(rows.own[row], rows.pairs[row])
          // A month is called by what falls into it, too: `Tết 2026`.
          if ((index.cardTypes[card] === CALENDAR ? any : NAMES.has(index.cardFields[at]) && rows.any[row]) === everything) {
            const share = rows.values[base + rows.width - 1]
            named = Math.max(named, share === 1 ? 1 : rows.own[row] === everything ? share * PART : 0)
          }
          const weight = weights[index.cardFields[at]]
          for (let slot = 0; slot < best.length; slot++) best[slot] = Math.max(best[slot], rows.values[base + slot] * weight)
        }
        const own = (typed | small) === everything
        const said = prose ? prose.rows.rowOf[card] : -1
        if (prose && said >= 0) {
          any |= prose.rows.any[said]
          strict |= prose.rows.strict[said]
          typed |= prose.rows.own[said]
          pairs |= prose.rows.near[said]
          for (let slot = 0; slot < best.length; slot++) {
            // What the prose says of a word tells no more than the word.
            best[slot] = Math.max(best[slot], Math.min(prose.rows.values[said * rows.width + slot], terms[slot]?.weight ?? Infinity))
          }
        }
        // Words too common to be listed are taken to stand in every card that has prose.
        if (any && prose && (said >= 0 || index.cardTypes[card] === EVENT)) {
          any |= prose.everywhere
          strict |= prose.strictEverywhere
          typed |= prose.strictEverywhere
          pairs |= prose.togetherEverywhere
          if (said >= 0) quoted |= inPhrases(prose.rows.own[said] | prose.strictEverywhere, prose.rows.near[said] | prose.togetherEverywhere)
        }
        if (!any || quoted !== (1 << phrases.length) - 1) continue
        let score = 0
        let covered = 0
        for (let t = 0; t < n; t++) {
          score += best[t] + (t ? pairWeights[t - 1] * best[n + t - 1] : 0)
          if (any >>> t & 1) covered += terms[t].weight
        }
        score *= (0.3 + 0.7 * covered / (whole || 1)) * (1 + WHOLE_NAME * named) * (own ? 1 + OWN_WORDS : 1)
        scores[card] = score * (typeWeights.get(index.cardTypes[card]) ?? 1) / total
        const written = !query.guessed && (strict & (typed | begun) | small) === everything
        // Words beside a neighbour they have in the query; `tỉnh Cửu Long` is no province beside which somebody tells of the Cửu Long.
        const exact = written && !(tied & ~pairs) && (!company || (pairs | pairs << 1 | small | free) === everything)
        holds[card] = SOME | ((any | small) === everything ? FULL : 0) | ((strict | small) === everything ? STRICT : 0) |
          ((any & numbers) === numbers ? NUMBERS : 0) | (written ? WRITTEN : 0) | (exact ? EXACT : 0) |
          (index.cardTypes[card] !== GUIDE ? 0 : (own ? 0 : ASIDE) | ((rows.own[rows.rowOf[card]] | small) === everything ? 0 : BESIDE))
      }
      return { scores, holds }
    }

    /**
     * Lists the cards that hold a word of the query, and says what finding two words side by side tells: much when few cards have
     * them so.
     * @param {Search.Rows} rows
     * @param {Search.Found | null} prose
     * @param {Search.Term[]} terms
     */
    gather({ rowOf, pairs }, prose, terms) {
      const { index, candidates } = this
      const counts = new Float64Array(terms.length - 1)
      let many = 0
      for (let card = 0; card < index.size; card++) {
        let found = Boolean(prose && prose.rows.rowOf[card] >= 0)
        let together = 0
        for (let at = index.cardStarts[card]; at < index.cardStarts[card + 1]; at++) {
          const row = rowOf[index.cardSegments[at]]
          if (row < 0) continue
          found = true
          together |= pairs[row]
        }
        if (found) candidates[many++] = card
        for (; together; together &= together - 1) counts[31 - Math.clz32(together & -together)]++
      }
      // Two words that meet by chance, the end of one name and the beginning of the next, are rare too.
      const pairWeights = Array.from(counts, (count, t) => {
        const cards = Math.max(count, prose ? prose.pairCounts[t] : 0)
        return cards ? Math.min(index.weight(cards), PAIR_MOST * (terms[t].weight + terms[t + 1].weight)) : 0
      })
      return { many, pairWeights }
    }
  }

  /**
   * Whether a word says something wherever it stands: a number but that of a cluster, and the words before that, which names have
   * further apart: `cụm số 2` is `cụm thi đua số 2`.
   * @type {(terms: Search.Term[], t: number, numbered: RegExp) => boolean}
   */
  const stands = (terms, t, numbered) => {
    const { key, token } = terms[t]
    if (NUMERIC.test(key)) return key.length > 2 || key[0] === "#" || terms[t - 1]?.key !== "dua"
    let next = t + 1
    while (numbered.test(terms[next]?.token ?? "")) next++
    return numbered.test(token) && terms[next]?.key[0] === "#"
  }

  /** Cards of these states, best first; among equals the newest, then as the index has them. */
  search.inOrder = ({ scores, holds }, index, wanted) => {
    const kept = Uint32Array.from(scores.keys()).filter(card => holds[card] && wanted(card))
    const top = kept.reduce((most, card) => Math.max(most, scores[card]), 0) || 1
    // One number a card, so that sorting needs no comparing function: score in steps, date, place in the index.
    const keys = Float64Array.from(kept, card => {
      const step = Math.round(scores[card] / top / EQUAL) + (holds[card] & ASIDE ? 0 : CONTENT)
      return (step * 33554432 + index.dates[card]) * 524288 + (524287 - card)
    })
    return Array.from(keys.sort().reverse(), key => 524287 - key % 524288)
  }

  Object.assign(search, { SOME, FULL, STRICT, NUMBERS, ASIDE, WRITTEN, EXACT, BESIDE, Ranker })
})()

// From what was typed to what is shown: the readings of a query merged, hits parted from near misses.
(function () {
  "use strict"
  const search = window.thidua.search

  const NEAR_MISSES = 10
  /** A card that lacks a word is shown among the hits when it is this much better than the best of them. */
  const BETTER_BY = 1.05
  const LEAST_NEAR = 0.3

  /**
   * `near` is true when no card holds all words: then `cards` are the nearest few.
   * `readings` are the queries the answer belongs to; `best` is the score of the first card, about 1 for a perfect one.
   * @typedef {{cards: number[], near: boolean, readings: Object[], best: number}} Answer
   */

  class Finder {
    /** @param {Object} index an Index */
    constructor(index) {
      this.index = index
      this.reader = new search.QueryReader(index)
      this.ranker = new search.Ranker(index)
    }

    /**
     * @param {string} text
     * @param {?function(Object): ?Object} proseOf what the prose says of a query, if it is there
     * @returns {Answer}
     */
    find(text, proseOf) {
      const readings = this.reader.read(text)
      if (!readings.length) return { cards: [], near: false, readings: [], best: 0 }
      const ranked = readings.map(query => this.ranker.rank(query, proseOf ? proseOf(query) : null))
      const all = ranked.length === 1 ? ranked[0] : merged(ranked, this.index)
      const score = card => all.scores.get(card)
      // Hits without slips stand alone; what scores higher than the best of them is shown all the same.
      const sure = all.strict.size ? all.strict : all.full
      const first = all.cards.find(card => sure.has(card))
      const near = first === undefined
      const least = near ? (all.cards.length ? score(all.cards[0]) * LEAST_NEAR : 0) : score(first) * BETTER_BY
      const cards = near ? all.cards.slice(0, NEAR_MISSES).filter(card => score(card) >= least)
        : all.cards.filter(card => sure.has(card) || score(card) >= least)
      return { cards: cards, near: near, readings: readings, best: cards.length ? score(cards[0]) : 0 }
    }
  }

  function merged(ranked, index) {
    const scores = new Map()
    const full = new Set()
    const strict = new Set()
    for (const one of ranked) {
      one.scores.forEach((score, card) => { if (!(scores.get(card) >= score)) scores.set(card, score) })
      one.full.forEach(card => full.add(card))
      one.strict.forEach(card => strict.add(card))
    }
    return { cards: search.inOrder(Array.from(scores.keys()), scores, index), scores: scores, full: full, strict: strict }
  }

  search.Finder = Finder
})()

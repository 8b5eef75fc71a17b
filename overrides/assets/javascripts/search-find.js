// @ts-check
// From what was typed to what is shown: the readings of a query merged, hits parted from near misses.
(() => {
  "use strict"
  const search = window.thidua.search

  const NEAR_MISSES = 10
  /** A card that lacks a word is shown among the hits when it is this much better than the best of them. */
  const BETTER_BY = 1.3
  /** The same for a card that holds all words, but one of them only as a slip. */
  const SLIPPED_BETTER_BY = 1.1
  const LEAST_NEAR = 0.3
  /** Below this not even the nearest card is near: it has a word or a few letters in common with what was typed. */
  const NEAR_AT_ALL = 0.2
  /** Below this even a card that holds all words holds them too differently. */
  const LEAST_SURE = 0.22
  /** The same for words that are there only if each was mistyped: nonsense finds those, too. */
  const LEAST_SURE_SLIPPED = 0.5

  class Finder {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.reader = new search.QueryReader(index)
      this.ranker = new search.Ranker(index)
    }

    /**
     * @param {string} text
     * @param {Search.ProseOf | null} [proseOf]
     * @param {number} [most]
     * @returns {Search.Answer}
     */
    find(text, proseOf, most) {
      const readings = this.reader.read(text)
      const answer = this.answer(readings, proseOf, most)
      if (answer.cards.length || !readings.some(query => query.phrases.length)) return answer
      return { ...this.answer(this.reader.read(search.unquoted(text)), proseOf, most), near: true, loosened: true }
    }

    /**
     * @param {Search.Query[]} readings
     * @param {Search.ProseOf | null} [proseOf]
     * @param {number} [most]
     * @returns {Search.Answer}
     */
    answer(readings, proseOf, most) {
      if (!readings.length) return { cards: [], exact: new Set(), aside: new Set(), quoted: false, near: false, slipped: false, readings: [], best: 0 }
      const ranked = readings.map(query => this.ranker.rank(query, proseOf ? proseOf(query) : null))
      const all = ranked.reduce(merged)
      /** @param {number} card */
      const state = card => all.holds[card]
      // Hits without slips stand alone; what scores higher than the best of them is shown all the same.
      let needed = search.STRICT
      let first = best(all, needed)
      if (first < 0) first = best(all, (needed = search.FULL))
      // A guide that quotes all the words is no answer.
      const content = best(all, needed, search.ASIDE)
      const quoted = first >= 0 && (state(first) & search.ASIDE) > 0 && content < 0
      // What is there as it was typed is an answer, however little its words tell.
      const exact = best(all, search.EXACT, search.ASIDE)
      const near = exact < 0 && (quoted || first < 0 || all.scores[first] < (needed === search.STRICT ? LEAST_SURE : LEAST_SURE_SLIPPED))
      if (exact >= 0 && first < 0) first = exact
      if (near) first = best(all, search.SOME)
      if (near && (first < 0 || all.scores[first] < NEAR_AT_ALL)) return { cards: [], exact: new Set(), aside: new Set(), quoted: false, near: true, slipped: false, readings, best: 0 }
      const least = first < 0 ? 0 : all.scores[first] * (near ? LEAST_NEAR : BETTER_BY)
      let cards = search.inOrder(all, this.index, near
        ? card => state(card) > 0 && all.scores[card] >= least
        : card => (state(card) & needed) > 0 || ((state(card) & search.NUMBERS) > 0 && all.scores[card] >= least) ||
          (exact < 0 && (state(card) & search.FULL) > 0 && all.scores[card] >= least / BETTER_BY * SLIPPED_BETTER_BY), most)
      if (near) cards = cards.slice(0, NEAR_MISSES)
      /** @type {(states: number) => Set<number>} */
      const among = states => new Set(cards.filter(card => (state(card) & (search.EXACT | search.ASIDE)) === states))
      const asked = among(search.EXACT)
      const quoting = among(search.EXACT | search.ASIDE)
      // Guides quote what they speak of: they are shown where nothing else says it, and to whoever asks for them.
      const aside = new Set(asked.size ? cards.filter(card => state(card) & search.ASIDE) : [])
      if (quoted) cards = [...quoting, ...cards.filter(card => !quoting.has(card))]
      const slipped = !near && cards.length > 0 && !(state(cards[0]) & search.WRITTEN)
      return { cards, exact: asked, aside, quoted: quoted && quoting.size > 0, near, slipped, readings, best: cards.length ? all.scores[cards[0]] : 0 }
    }
  }

  /**
   * The card of a state with the highest score, leaving out those of another; -1 when there is none.
   * @param {Search.Ranking} ranking
   * @param {number} state
   */
  function best(ranking, state, but = 0) {
    let found = -1
    for (let card = 0; card < ranking.holds.length; card++) {
      if (ranking.holds[card] & state && !(ranking.holds[card] & but) && (found < 0 || ranking.scores[card] > ranking.scores[found])) found = card
    }
    return found
  }

  /**
   * Two readings of a query as one: each card as the better of them has it.
   * @param {Search.Ranking} one
   * @param {Search.Ranking} other
   */
  function merged(one, other) {
    for (let card = 0; card < one.scores.length; card++) {
      one.scores[card] = Math.max(one.scores[card], other.scores[card])
      one.holds[card] |= other.holds[card]
    }
    return one
  }

  search.Finder = Finder
})()

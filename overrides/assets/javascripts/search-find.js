// @ts-check
// From what was typed to what is shown: the readings of a query merged, hits parted from near misses.
(() => {
  "use strict"
  const search = window.thidua.search

  const NEAR_MISSES = 10
  /** A card that lacks a word is shown among the hits when it is this much better than the best of them. */
  const BETTER_BY = 1.3
  const LEAST_NEAR = 0.3
  /** Below this not even the nearest card is near: it has a word or a few letters in common with what was typed. */
  const NEAR_AT_ALL = 0.2
  /** The same for a card that holds all words, but only if they were mistyped: nonsense finds those, too. */
  const LEAST_SLIPPED = 0.5

  /** The answer that nothing is near. @type {Search.Answer} */
  search.NOTHING = { cards: [], exact: new Set(), aside: new Set(), quoted: false, near: true, slipped: false, readings: [], said: [], best: 0 }

  class Finder {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.reader = new search.QueryReader(index)
      this.ranker = new search.Ranker(index)
    }

    /** @param {string} text @param {Search.ProseOf | null} [proseOf] @param {boolean} [finished] @returns {Search.Answer} */
    find(text, proseOf = null, finished = false) {
      const readings = this.reader.read(text)
      const answer = this.answer(readings, proseOf)
      if (!answer.cards.length && readings.some(query => query.phrases.length)) {
        return { ...this.answer(this.reader.read(search.unquoted(text)), proseOf), near: true, loosened: true }
      }
      if (!finished || !answer.exact.size || !readings[0].open) return answer
      // Who is done typing asks for `Trường Sa`, not for what only begins so: that is found, but as something like it.
      const { exact, said } = this.answer(this.reader.read(text + " "), proseOf)
      return { ...answer, exact, said, slipped: !exact.size }
    }

    /** @param {Search.Query[]} readings @param {Search.ProseOf | null} proseOf @returns {Search.Answer} */
    answer(readings, proseOf) {
      if (!readings.length) return { ...search.NOTHING, near: false }
      const all = readings.map(query => this.ranker.rank(query, proseOf && proseOf(query))).reduce(merged)
      const { holds, scores } = all
      // Hits without slips stand alone; what scores higher than the best of them is shown all the same.
      const needed = best(all, search.STRICT) < 0 ? search.FULL : search.STRICT
      const hit = best(all, needed)
      // A guide that quotes all the words is no answer; what is there as it was typed is one, however little its words tell.
      const quoted = hit >= 0 && (holds[hit] & search.ASIDE) > 0 && best(all, needed, search.ASIDE) < 0
      const exact = best(all, search.EXACT, search.ASIDE) >= 0
      const near = !exact && (quoted || hit < 0 || (needed === search.FULL && scores[hit] < LEAST_SLIPPED))
      const first = near ? best(all, search.SOME) : hit
      if (near && (first < 0 || scores[first] < NEAR_AT_ALL)) return { ...search.NOTHING, readings, said: readings }
      const least = scores[first] * (near ? LEAST_NEAR : BETTER_BY)
      let cards = search.inOrder(all, this.index, card =>
        (!near && (holds[card] & needed) > 0) || ((near || (holds[card] & search.NUMBERS) > 0) && scores[card] >= least))
      if (near) cards = cards.slice(0, NEAR_MISSES)
      /** @param {number} states */
      const among = states => new Set(cards.filter(card => (holds[card] & (search.EXACT | search.ASIDE)) === states))
      const asked = among(search.EXACT)
      const quoting = among(search.EXACT | search.ASIDE)
      // Guides quote what they speak of: they are shown where nothing else says it, and to whoever asks for them.
      const hidden = best(all, search.EXACT, search.BESIDE) >= 0 ? search.BESIDE : asked.size ? search.ASIDE : 0
      const aside = new Set(cards.filter(card => holds[card] & hidden))
      // What was asked for comes before what is like it, unless that is called much more as it was typed.
      const [top] = asked
      const better = cards.filter(card => scores[card] > scores[top] * BETTER_BY && !asked.has(card) && !aside.has(card))
      cards = [...new Set([...(quoted ? quoting : [...better, ...asked]), ...cards])]
      const slipped = !near && cards.length > 0 && !(holds[cards[0]] & search.WRITTEN)
      return { cards, exact: asked, aside, quoted: quoted && quoting.size > 0, near, slipped, readings, said: readings, best: cards.length ? scores[cards[0]] : 0 }
    }
  }

  /** The card of a state with the highest score, leaving out those of another; -1 when there is none. @type {(all: Search.Ranking, state: number, but?: number) => number} */
  const best = ({ holds, scores }, state, but = 0) => holds.reduce((found, held, card) =>
    held & state && !(held & but) && (found < 0 || scores[card] > scores[found]) ? card : found, -1)

  /** Two readings of a query as one: each card as the better of them has it. @type {(one: Search.Ranking, other: Search.Ranking) => Search.Ranking} */
  const merged = (one, other) => ({
    scores: one.scores.map((score, card) => Math.max(score, other.scores[card])),
    holds: one.holds.map((held, card) => held | other.holds[card])
  })

  search.Finder = Finder
})()

// @ts-check
// What a reader typed, worked out against the words of the index: for each token the words that may be meant, and how well each
// fits. Exact accents come first, then other accents, the beginning of a word, a word one slip away.
(() => {
  "use strict"
  const search = window.thidua.search

  const MOST_TOKENS = 30
  /** What is typed beyond so many characters is not looked at: more than any thirty words have. */
  const MOST_LETTERS = 1000
  /** Terms worked out before, kept for the next keys: each holds tables as long as the index has words. */
  const MOST_TERMS = 48
  const FITS = { exact: 1, less: 0.85, other: 0.6, prefix: 0.8, slip: 0.6, inner: 0.5 }
  /** What finding a word tells that stands nowhere as it was typed. */
  const UNKNOWN = 0.7
  const SMALL_WEIGHT = 0.2
  const NUMERIC = /[0-9]/
  const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g
  const QUOTES = /["“”„«»]/g

  class QueryReader {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.meaning = new search.Meaning(index)
      this.shorts = new search.ShortForms(index.tokeniser, index.shorts)
      /** @type {Map<string, Search.Term>} */
      this.cache = new Map()
      this.small = new Set(index.tokeniser.tokens(search.vietnamese.small))
      this.areas = new Set(index.tokeniser.tokens(search.vietnamese.areas))
    }

    /** The query as typed and, where words are unknown, as it may be meant. @param {string} text @returns {Search.Query[]} */
    read(text) {
      const plain = search.Meaning.withYears(this.index.tokeniser.clean(text.slice(0, MOST_LETTERS)))
      const short = this.phrases(plain).length ? null : this.shorts.read(plain)
      const [first, ...others] = (short?.texts ?? [plain]).flatMap(meant => this.readings(meant))
      if (!first) return []
      const cut = text.length > MOST_LETTERS || this.index.tokeniser.tokens(plain).length > MOST_TOKENS
      return [{ ...first, cut, short: short?.short }, ...others, ...short ? this.readings(plain).slice(0, 1) : []]
    }

    /** The same for a text without short forms. @param {string} plain @returns {Search.Query[]} */
    readings(plain) {
      const by = this.index.tokeniser
      const quoted = this.phrases(plain).length > 0
      const open = !quoted && /[^\s.,;:!?)\]”"»]$/.test(plain)
      /** @type {Search.Query[]} */
      const queries = []
      /** @param {string[]} tokens */
      const add = (tokens, goesOn = open, guessed = false, phrases = this.phrases(plain)) =>
        queries.push({ ...this.query(plain, tokens.slice(0, MOST_TOKENS), goesOn, phrases), guessed })
      if (!by.tokens(plain).length) return []
      add(by.tokens(plain))
      const days = search.Meaning.withDays(plain)
      if (days !== plain) add(by.tokens(days), open, false, this.phrases(days))
      if (quoted) return queries
      const asked = this.meaning.withoutQuestion(days)
      if (asked !== days) add(by.tokens(asked), false)
      const goesOn = open && asked === days
      const said = this.meaning.withNumbers(asked)
      const meant = this.meaning.rewritten(by.tokens(said).slice(0, MOST_TOKENS), goesOn)
      if (meant) add(meant.tokens, open, meant.guessed)
      else if (said !== asked) add(by.tokens(said))
      return queries
    }

    /** Where the tokens of quoted phrases begin and end. @param {string} text */
    phrases(text) {
      const by = this.index.tokeniser
      return Array.from(text.matchAll(QUOTED), match => {
        const before = by.tokens(text.slice(0, match.index)).length
        return /** @type {[number, number]} */ ([before, Math.min(MOST_TOKENS, before + by.tokens(match[1]).length)])
      }).filter(phrase => phrase[0] < phrase[1])
    }

    /** @type {(text: string, tokens: string[], open: boolean, phrases: [number, number][]) => Search.Query} */
    query(text, tokens, open, phrases) {
      const accented = tokens.some(token => token !== this.index.tokeniser.key(token))
      const terms = tokens.map((token, n) => this.term(token, open && n === tokens.length - 1, accented))
      const tied = terms.reduce((bits, { token }, n) => n + 1 < terms.length && this.areas.has(token) ? bits | 1 << n : bits, 0)
      return { text, terms, phrases, open, tied, guessed: false }
    }

    /** @param {string} token @param {boolean} open @param {boolean} accented */
    term(token, open, accented) {
      const name = token + (open ? "*" : "") + (accented ? "'" : "")
      const term = this.cache.get(name) ?? this.worked(token, open, accented)
      if (this.cache.size > MOST_TERMS) this.cache.clear()
      this.cache.set(name, term)
      return term
    }

    /** @param {string} token @param {boolean} open @param {boolean} accented @returns {Search.Term} */
    worked(token, open, accented) {
      const { index } = this
      const key = index.tokeniser.key(token)
      const own = accented ? search.compared(token, key) : null
      /** @type {number[][]} */
      const [words, fits, values] = [[], [], []]
      const seen = new Set()
      /** `most`: a word that may be meant never tells more than the word that was typed. @type {(numbers: number[], fit: number, accents?: Search.Accents | null, most?: number) => number} */
      const add = (numbers, fit, accents = null, most = Infinity) => {
        const weight = Math.min(most, this.commonest(numbers))
        for (const number of numbers) {
          if (seen.has(number)) continue
          const here = accents ? fit * FITS[accents(index.tokens[number], index.keys[number])] : fit
          seen.add(number)
          words.push(number)
          fits.push(here)
          values.push(here * weight)
        }
        return numbers.length ? weight : 0
      }
      const same = index.byKey.get(key) ?? []
      const keyWeight = add(same, 1, own)
      let weight = fits.some(fit => fit >= FITS.less) ? keyWeight * Math.max(...fits) : 0
      if (open && (key.length > 2 || !NUMERIC.test(key)) && key[0] !== "#") {
        weight = Math.max(weight, add(index.beginning(key), FITS.prefix, own))
      }
      const strict = words.length
      const most = weight || Infinity
      for (const number of search.otherNumerals(key)) add(index.byKey.get(number) ?? [], FITS.slip, null, most)
      if (!NUMERIC.test(key) && key.length > 1) {
        add(this.oneSlipAway(key, same.length > 0), FITS.slip, null, most)
        add(index.beginning(key).filter(number => index.keys[number].length <= key.length + 3), FITS.inner, null, most)
      }
      // An unknown word most likely is the commonest of those it may be.
      if (!weight) weight = words.length ? Math.max(...values.map((value, n) => value / fits[n])) : index.weight(1) * UNKNOWN
      const small = search.vietnamese.small_bare.includes(token) || this.small.has(token)
      const share = small ? SMALL_WEIGHT : 1
      return { token, key, small, weight: weight * share, accents: own, words, fits, values: values.map(value => value * share), strict }
    }

    /** All words of a doubtful reading weigh as little as the commonest: that is the one most likely meant. @param {number[]} numbers */
    commonest(numbers) {
      return this.index.weight(Math.max(1, ...numbers.map(n => this.index.tokenCards[n])))
    }

    /** @param {string} key @param {boolean} known */
    oneSlipAway(key, known) {
      const { sortedKeys, byKey } = this.index
      return sortedKeys.filter(other => {
        const longer = other.length - key.length
        if (longer > 2 || longer < -2 || other.length < 2 || other === key || NUMERIC.test(other)) return false
        if (key.length === 2 && known && other.length <= 2) return false
        return search.isAlike(key, other)
      }).flatMap(other => byKey.get(other) ?? [])
    }
  }

  /** A number in its other forms: `5` as that of a cluster and in a word, `#5` and `nam`; that of a cluster is no other: the day 12 is not Cụm 12. */
  search.otherNumerals = key => /^[0-9]+$/.test(key) ? ["#" + key, search.vietnamese.digits[+key - 1] ?? ""] : []

  /** Letters of a token without its tone, and the tone. @param {string} token */
  function letters(token) {
    const tone = token.match(/[\u0300\u0301\u0303\u0309\u0323]$/)?.[0] ?? ""
    return { bare: Array.from(tone ? token.slice(0, -1) : token), tone }
  }

  /** Compares the accents of a word typed with those of another, of a longer one only as many letters as were typed. */
  search.compared = (token, key) => {
    const typed = letters(token)
    const bare = Array.from(key)
    return (word, wordKey) => {
      const meant = letters(word)
      const whole = wordKey.length === key.length
      if (word === token) return "exact"
      let less = typed.tone === "" && (meant.tone !== "" || !whole)
      if (typed.tone !== "" && typed.tone !== meant.tone) return "other"
      for (let n = 0; n < typed.bare.length && n < meant.bare.length; n++) {
        if (typed.bare[n] === meant.bare[n]) continue
        if (typed.bare[n] !== bare[n]) return "other"
        less = true
      }
      return less ? "less" : "exact"
    }
  }

  search.unquoted = text => text.replace(QUOTES, " ")
  Object.assign(search, { FITS, MOST_TOKENS, QueryReader })
})()

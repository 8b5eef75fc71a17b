// @ts-check
// What a reader typed, worked out against the words of the index: for each token the words that may be meant, and how
// well each fits. Exact accents come first, then the same syllable with other accents, the beginning of a word, a word
// one slip away. Words the index does not know are tried as raw Telex or VNI keys, as syllables run together or apart.
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
  const { small: SMALL, smallBare: SMALL_BARE } = search.vietnamese
  /** @type {Record<string, string>} */
  const NUMERALS = { mot: "1", hai: "2", ba: "3", bon: "4", nam: "5", sau: "6", bay: "7", tam: "8", chin: "9", muoi: "10" }

  class QueryReader {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      this.meaning = new search.Meaning(index)
      this.shorts = new search.ShortForms(index.tokeniser, index.shorts)
      /** @type {Map<string, Search.Term>} */
      this.cache = new Map()
      /** @type {Set<string> | null} */
      this.places = null
      /** @type {string[] | null} */
      this.slipForms = null
      this.small = new Set(index.tokeniser.tokens(SMALL))
    }

    /**
     * The query as typed and, where words are unknown, as it may be meant.
     * @param {string} text
     * @returns {Search.Query[]}
     */
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
      /** @param {string} words */
      const cut = words => by.tokens(words).slice(0, MOST_TOKENS)
      const tokens = cut(plain)
      if (!tokens.length) return []
      const quoted = this.phrases(plain).length > 0
      const open = !quoted && /[^\s.,;:!?)\]”"»]$/.test(plain)
      const queries = [this.query(plain, tokens, open, this.phrases(plain))]
      const withDays = search.Meaning.withDays(plain)
      if (withDays !== plain) queries.push(this.query(plain, cut(withDays), open, this.phrases(withDays)))
      if (!quoted) {
        const said = withDays === plain ? tokens : cut(withDays)
        const asked = this.meaning.withoutQuestion(said)
        if (asked !== said) queries.push(this.query(plain, asked, false, []))
        const meant = this.meaning.of(asked, open && asked === said)
        if (meant) queries.push({ ...this.query(plain, meant.tokens.slice(0, MOST_TOKENS), open, []), guessed: meant.guessed })
      }
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

    /**
     * Keys of the words after which names of units have a name of a place: `tỉnh`, `huyện`, as far as nothing else follows them there.
     */
    beforePlace() {
      if (this.places) return this.places
      /** @type {Map<string, boolean>} */
      const only = new Map()
      const { index } = this
      index.titles.forEach((title, card) => {
        if (index.facts(card).type !== "u") return
        const words = title.split(" ")
        words.slice(0, -1).forEach((word, n) => {
          if (word !== word.toLowerCase()) return
          const key = index.tokeniser.key(index.tokeniser.tokens(word)[0] ?? "")
          only.set(key, only.get(key) !== false && words[n + 1] !== words[n + 1].toLowerCase())
        })
      })
      return (this.places = new Set(Array.from(only.keys()).filter(key => only.get(key))))
    }

    /**
     * @param {string} text
     * @param {string[]} tokens
     * @param {boolean} open
     * @param {[number, number][]} phrases
     * @returns {Search.Query}
     */
    query(text, tokens, open, phrases) {
      const accented = tokens.some(token => token !== this.index.tokeniser.key(token))
      const terms = tokens.map((token, n) => {
        const quoted = phrases.some(phrase => n >= phrase[0] && n < phrase[1])
        return this.term(token, open && n === tokens.length - 1, accented, quoted)
      })
      const before = this.beforePlace()
      const tied = terms.reduce((bits, term, n) => n + 1 < terms.length && before.has(term.key) ? bits | 1 << n : bits, 0)
      return { text, terms, phrases, open, tied, guessed: false }
    }

    /** @param {string} token @param {boolean} open @param {boolean} accented @param {boolean} quoted */
    term(token, open, accented, quoted) {
      const name = token + (open ? "*" : "") + (accented ? "'" : "") + (quoted ? '"' : "")
      let term = this.cache.get(name)
      if (!term) {
        term = this.worked(token, open, accented, quoted)
        if (this.cache.size > MOST_TERMS) this.cache.clear()
        this.cache.set(name, term)
      }
      return term
    }

    /** @param {string} token @param {boolean} open @param {boolean} accented @param {boolean} quoted */
    worked(token, open, accented, quoted) {
      const index = this.index
      const key = index.tokeniser.key(token)
      /** @type {Search.Term} */
      const term = { token, key, small: SMALL_BARE.has(token) || this.small.has(token), weight: 0,
        accents: null, words: [], fits: [], values: [], strict: 0 }
      const seen = new Set()
      /** @typedef {(number: number) => number} OfWord */
      /** @type {(numbers: number[], fit: number | OfWord, weight: number | OfWord) => void} */
      const add = (numbers, fit, weight) => {
        for (const number of numbers) {
          if (seen.has(number)) continue
          const fits = typeof fit === "function" ? fit(number) : fit
          if (!fits) continue
          seen.add(number)
          term.words.push(number)
          term.fits.push(fits)
          term.values.push(fits * (typeof weight === "function" ? weight(number) : weight))
        }
      }
      const same = index.byKey.get(key) ?? []
      const keyWeight = index.weight(sum(same, n => index.tokenCards[n]))
      const own = term.accents = accented ? compared(token, key) : null
      /** @type {OfWord} */
      const accent = number => own ? FITS[own(index.tokens[number], index.keys[number])] : 1
      add(same, accent, number => own && own(index.tokens[number], key) === "exact"
        ? index.weight(index.tokenCards[number]) : keyWeight)
      term.weight = term.fits.some(fit => fit >= FITS.less) ? Math.max(...term.values) : 0
      if (open && (key.length > 2 || !NUMERIC.test(key)) && key[0] !== "#") {
        const begins = index.beginning(key)
        const weight = same.length ? Math.min(keyWeight, this.commonest(begins)) : this.commonest(begins)
        add(begins, number => FITS.prefix * (own ? FITS[own(index.tokens[number], index.keys[number])] : 1), weight)
        term.weight = Math.max(term.weight, begins.length ? weight : 0)
      }
      term.strict = term.words.length
      // A word that may be meant never tells more than the word that was typed.
      const most = term.weight || Infinity
      if (!quoted) this.addLoose(term, (words, fit, weight) => add(words, fit, Math.min(most, weight)), same.length > 0)
      // An unknown word most likely is the commonest of those it may be.
      if (!term.weight) term.weight = term.words.length
        ? Math.max(...term.values.map((value, n) => value / term.fits[n])) : index.weight(1) * UNKNOWN
      if (term.small) {
        term.weight *= SMALL_WEIGHT
        term.values = term.values.map(value => value * SMALL_WEIGHT)
      }
      return term
    }

    /**
     * Words that are meant only perhaps: one slip away, longer in the middle of a query, numbers in another form.
     * @param {Search.Term} term
     * @param {(numbers: number[], fit: number, weight: number) => void} add
     * @param {boolean} known
     */
    addLoose(term, add, known) {
      const index = this.index
      const key = term.key
      for (const number of search.otherNumerals(key)) {
        const words = index.byKey.get(number) ?? []
        add(words, FITS.slip, this.commonest(words))
      }
      if (NUMERIC.test(key) || key.length < 2) return
      const slips = this.oneSlipAway(key, known)
      add(slips, FITS.slip, this.commonest(slips))
      const longer = index.beginning(key).filter(number => index.keys[number].length <= key.length + 3)
      add(longer, FITS.inner, this.commonest(longer))
    }

    /**
     * All words of a doubtful reading weigh as little as the commonest: that is the one most likely meant.
     * @param {number[]} numbers
     */
    commonest(numbers) {
      return this.index.weight(Math.max(1, ...numbers.map(n => this.index.tokenCards[n])))
    }

    /** @param {string} key @param {boolean} known */
    oneSlipAway(key, known) {
      const index = this.index
      this.slipForms ??= index.sortedKeys.map(other => NUMERIC.test(other) ? "" : search.slipForm(other))
      /** @type {number[]} */
      const found = []
      const typed = search.slipForm(key)
      const sounded = search.soundForm(key)
      this.slipForms.forEach((form, at) => {
        const longer = form.length - typed.length
        if (longer > 2 || longer < -2 || form.length < 2) return
        const other = index.sortedKeys[at]
        if (other === key || (key.length === 2 && known && other.length <= 2)) return
        if (search.isOneSlip(typed, form) || search.soundForm(other) === sounded) found.push(...index.byKey.get(other) ?? [])
      })
      return found
    }
  }

  /** A number in its other forms: `5` as that of a cluster and in a word, `#5` and `nam`; that of a cluster is no other: the day 12 is not Cụm 12. */
  search.otherNumerals = key => {
    if (NUMERALS[key]) return [NUMERALS[key]]
    return /^[0-9]+$/.test(key) ? ["#" + key, ...Object.keys(NUMERALS).filter(word => NUMERALS[word] === key)] : []
  }

  /** @type {(list: number[], of: (item: number) => number) => number} */
  const sum = (list, of) => list.reduce((total, item) => total + of(item), 0)

  /** Letters of a token without its tone, and the tone. @param {string} token */
  function letters(token) {
    const tone = token.match(/[\u0300\u0301\u0303\u0309\u0323]$/)?.[0] ?? ""
    return { bare: Array.from(tone ? token.slice(0, -1) : token), tone }
  }

  /**
   * Compares the accents of a word typed with those of another: `exact`, `less` when some were left out, `other`.
   * Of a longer word only as many letters count as were typed.
   * @param {string} token
   * @param {string} key
   * @returns {Search.Accents}
   */
  function compared(token, key) {
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

  search.FITS = FITS
  search.MOST_TOKENS = MOST_TOKENS
  search.compared = compared
  search.unquoted = text => text.replace(QUOTES, " ")
  search.SMALL_WEIGHT = SMALL_WEIGHT
  search.QueryReader = QueryReader
})()

// What a reader typed, worked out against the words of the index: for each token the words that may be meant, and how
// well each fits. Exact accents come first, then the same syllable with other accents, the beginning of a word, a word
// one slip away. Words the index does not know are tried as raw Telex or VNI keys, as syllables run together or apart.
(function () {
  "use strict"
  const search = window.thidua.search

  const MOST_TOKENS = 30
  const FITS = { exact: 1, less: 0.85, other: 0.6, prefix: 0.8, slip: 0.6, inner: 0.5, loose: 0.35 }
  /** What finding a word tells that stands nowhere as it was typed. */
  const UNKNOWN = 0.7
  const SMALL_WEIGHT = 0.2
  const NUMERIC = /[0-9]/
  const YEAR = /([a-z]+)\s+nam\s+(?=(?:19|20)[0-9]{2}(?![0-9]))/i
  const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g
  /** Small words that may be missing; typed without accents only those that are hardly anything else. */
  const SMALL = "của và các là ở tại cho về do với những trong có được bị đến từ theo nào gì ai khi này ra vào đâu"
  const SMALL_BARE = new Set(["cua", "va", "cac", "la", "o", "voi", "nhung", "duoc", "gi"])
  const MONTHS = { gieng: "1", hai: "2", ba: "3", tu: "4", nam: "5", sau: "6", bay: "7", tam: "8", chin: "9", muoi: "10",
    "muoi mot": "11", "muoi hai": "12", chap: "12" }
  /** `2-9`, `30.4`: a day of the year, as often as two numbers. */
  const DAY = /(^|[^0-9./-])([0-9]{1,2})[-.]([0-9]{1,2})(?![0-9./-])/g
  const NUMERALS = { mot: "1", hai: "2", ba: "3", bon: "4", nam: "5", sau: "6", bay: "7", tam: "8", chin: "9", muoi: "10" }

  /**
   * A word of the query. `words` and `fits` run parallel; `strict` counts the leading ones that need no slip.
   * `weight` is what finding it tells. `accents` compares its accents with those of another; null if none were typed.
   * @typedef {{token: string, key: string, small: boolean, weight: number, words: number[], fits: number[],
   *   values: number[], strict: number, accents: ?function(string, string): string}} Term
   * @typedef {{text: string, terms: Term[], phrases: number[][], open: boolean}} Query
   */

  class QueryReader {
    /** @param {Object} index an Index */
    constructor(index) {
      this.index = index
      this.cache = new Map()
      this.small = new Set(index.tokeniser.tokens(SMALL))
    }

    /**
     * The query as typed and, where words are unknown, as it may be meant.
     * @returns {Query[]}
     */
    read(text) {
      const by = this.index.tokeniser
      const phrases = []
      const plain = by.clean(text)
      const tokens = by.tokens(plain).slice(0, MOST_TOKENS)
      for (let match; (match = QUOTED.exec(plain)); ) {
        const before = by.tokens(plain.slice(0, match.index)).length
        phrases.push([before, Math.min(MOST_TOKENS, before + by.tokens(match[1]).length)])
      }
      if (!tokens.length) return []
      const open = !phrases.length && /[^\s.,;:!?)\]”"»]$/.test(plain)
      const queries = [this.query(plain, tokens, open, phrases)]
      const again = text => queries.push(this.query(plain, by.tokens(text).slice(0, MOST_TOKENS), open, phrases))
      const withDay = plain.replace(DAY, "$1$2/$3")
      if (withDay !== plain) again(withDay)
      // `ha nam 2013`: a year with the word for it, or Hà Nam and a year.
      const year = YEAR.exec(plain)
      if (year && this.beforeName().has(by.key(year[1]))) {
        again(plain.replace(YEAR, "$&năm "))
      }
      if (!phrases.length) {
        const named = this.withMonths(tokens)
        const other = this.withNumbers(tokens) || named
        const meant = this.rewritten(other || tokens, open) || other
        if (meant) queries.push(this.query(plain, meant, open, []))
      }
      return queries
    }

    /** Keys of the words that stand before a `nam` in a name: Hà Nam, Việt Nam. */
    beforeName() {
      if (!this.before) {
        const index = this.index
        const name = index.words.get("nam")
        this.before = new Set()
        index.segmentTokens.forEach((token, at) => {
          if (token === name && at) this.before.add(index.keys[index.segmentTokens[at - 1]])
        })
      }
      return this.before
    }

    query(text, tokens, open, phrases) {
      const accented = tokens.some(token => token !== this.index.tokeniser.key(token))
      const terms = tokens.map((token, n) => {
        const quoted = phrases.some(phrase => n >= phrase[0] && n < phrase[1])
        return this.term(token, open && n === tokens.length - 1, accented, quoted)
      })
      return { text: text, terms: terms, phrases: phrases, open: open }
    }

    /** @returns {Term} */
    term(token, open, accented, quoted) {
      const name = token + (open ? "*" : "") + (accented ? "'" : "") + (quoted ? '"' : "")
      let term = this.cache.get(name)
      if (!term) {
        term = this.worked(token, open, accented, quoted)
        if (this.cache.size > 200) this.cache.clear()
        this.cache.set(name, term)
      }
      return term
    }

    worked(token, open, accented, quoted) {
      const index = this.index
      const key = index.tokeniser.key(token)
      const term = { token: token, key: key, small: SMALL_BARE.has(token) || this.small.has(token), weight: 0,
        accents: null, words: [], fits: [], values: [], strict: 0 }
      const seen = new Set()
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
      const same = index.byKey.get(key) || []
      const keyWeight = index.weight(sum(same, n => index.tokenCards[n]))
      const own = term.accents = accented ? compared(token, key) : null
      const accent = number => own ? FITS[own(index.tokens[number], index.keys[number])] : 1
      add(same, accent, number => own && own(index.tokens[number], key) === "exact"
        ? index.weight(index.tokenCards[number]) : keyWeight)
      term.weight = term.fits.some(fit => fit >= FITS.less) ? Math.max.apply(null, term.values) : 0
      if (open && (key.length > 2 || !NUMERIC.test(key)) && key[0] !== "#") {
        const begins = this.beginning(key)
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
        ? Math.max.apply(null, term.values.map((value, n) => value / term.fits[n])) : index.weight(1) * UNKNOWN
      if (term.small) {
        term.weight *= SMALL_WEIGHT
        term.values = term.values.map(value => value * SMALL_WEIGHT)
      }
      return term
    }

    /** Words that are meant only perhaps: one slip away, longer in the middle of a query, numbers in another form. */
    addLoose(term, add, known) {
      const index = this.index
      const key = term.key
      const numbers = key[0] === "#" ? [key.slice(1)] : /^[0-9]+$/.test(key) ? ["#" + key] : []
      for (const number of numbers.concat(search.otherNumerals(key))) {
        const words = index.byKey.get(number) || []
        add(words, key[0] === "#" ? FITS.loose : FITS.slip, this.commonest(words))
      }
      if (NUMERIC.test(key) || key.length < 2) return
      const slips = this.oneSlipAway(key, known)
      add(slips, FITS.slip, this.commonest(slips))
      const longer = this.beginning(key).filter(number => index.keys[number].length <= key.length + 3)
      add(longer, FITS.inner, this.commonest(longer))
    }

    /** Numbers of the words that begin with a key. */
    beginning(key) {
      const sorted = this.index.sortedKeys
      const found = []
      for (let n = lowerBound(sorted, key); n < sorted.length && sorted[n].startsWith(key); n++) {
        found.push.apply(found, this.index.byKey.get(sorted[n]))
      }
      return found
    }

    /** All words of a doubtful reading weigh as little as the commonest: that is the one most likely meant. */
    commonest(numbers) {
      return this.index.weight(Math.max.apply(null, [1].concat(numbers.map(n => this.index.tokenCards[n]))))
    }

    oneSlipAway(key, known) {
      const found = []
      const typed = search.slipForm(key)
      for (const other of this.index.sortedKeys) {
        const longer = other.length - key.length
        if (longer > 1 || longer < -1 || (key.length === 2 && known && longer < 1)) continue
        if (other.length < 2 || NUMERIC.test(other)) continue
        if (search.isOneSlip(typed, search.slipForm(other))) found.push.apply(found, this.index.byKey.get(other))
      }
      return found
    }

    // ---- Other readings of words the index does not know ---------------------------------------------------------------

    /** `thang tu` → `tháng 4`; null when no month is named so. */
    withMonths(tokens) {
      const by = this.index.tokeniser
      const keys = tokens.map(token => by.key(token))
      const out = []
      for (let n = 0; n < tokens.length; n++) {
        out.push(tokens[n])
        if (keys[n] !== by.key(by.rules.month_word)) continue
        const two = MONTHS[keys[n + 1] + " " + keys[n + 2]]
        const year = keys[n + 1] === by.key(by.rules.year_word) && /^[0-9]{4}$/.test(keys[n + 2])
        const month = two || (year ? "" : MONTHS[keys[n + 1]])
        if (!month) continue
        out.push(month)
        n += two ? 2 : 1
      }
      return out.length < tokens.length || out.some((token, n) => token !== tokens[n]) ? by.tokens(out.join(" ")) : null
    }

    /**
     * `so1` → `so 1`: the number of a cluster without its space. Not where another word shows that these are keys of VNI:
     * `cum5 thi d9ua`.
     */
    withNumbers(tokens) {
      const by = this.index.tokeniser
      const numbered = new RegExp("^(" + by.rules.number_after.join("|") + ")([0-9]{1,2})$")
      const mixed = tokens.filter(token => /^[a-z]+[0-9]/.test(by.key(token)) && !/^t[0-9]+$/.test(token))
      if (!mixed.length || !mixed.every(token => numbered.test(by.key(token)))) return null
      return by.tokens(tokens.map(token => mixed.includes(token) ? by.key(token).replace(numbered, "$1 $2") : token).join(" "))
    }

    /** @returns {string[]|null} tokens as they may be meant; null when there is nothing to try */
    rewritten(tokens, open) {
      const by = this.index.tokeniser
      const knows = word => this.index.byKey.has(by.key(word))
      const out = []
      let changed = false
      for (let n = 0; n < tokens.length; n++) {
        const key = this.index.tokeniser.key(tokens[n])
        const capital = this.index.tokeniser.spellings.get(key)
        const last = open && n === tokens.length - 1
        let other = capital && capital[0].small && capital[0].written.length === 1 ? capital[0].meant : null
        if (!other && !knows(key) && !NUMERIC.test(key[0])) {
          const next = n + 1 < tokens.length ? this.index.tokeniser.key(tokens[n + 1]) : ""
          if (next && knows(key + next)) {
            other = [key + next]
            n++
          } else if (!last || !this.beginning(key).length) {
            other = this.dateWord(key, tokens, n) || search.otherReading(key, knows, this.index) ||
              (last ? this.abbreviated(key) || this.halfDecoded(key) : null)
          }
        }
        if (other) changed = true
        out.push.apply(out, other || [tokens[n]])
      }
      return changed ? this.index.tokeniser.tokens(out.join(" ")).slice(0, MOST_TOKENS) : null
    }

    /** Raw keys of a word half typed: `cuj` → `cu`, with which `cụm` begins. */
    halfDecoded(key) {
      const typed = search.decodedKeys(key, form => this.beginning(this.index.tokeniser.key(form)).length > 0)
      return typed ? [typed] : null
    }

    /** `ngày 23 thnág 2`: the mistyped word of a date, without which its numbers are only numbers. */
    dateWord(key, tokens, n) {
      const rules = this.index.tokeniser.rules
      if (!/^[0-9]{1,4}$/.test(tokens[n + 1])) return null
      const words = [rules.month_word, rules.year_word, rules.day_word]
      const meant = words.find(word => search.isOneSlip(key, this.index.tokeniser.key(word)))
      return meant ? [meant] : null
    }

    /** What all abbreviations that begin so have in common: `ant` → an ninh. */
    abbreviated(key) {
      let common = null
      this.index.tokeniser.spellings.forEach((list, first) => {
        if (key.length < 2 || !first.startsWith(key) || list[0].written.length > 1) return
        const meant = list[0].meant
        if (!common) common = meant.slice()
        let n = 0
        while (n < common.length && common[n] === meant[n]) n++
        common.length = n
      })
      return common && common.length ? common : null
    }
  }

  /** The numeral of a digit, the digit of a numeral: `5` and `nam`. */
  search.otherNumerals = key => NUMERALS[key] ? [NUMERALS[key]] : Object.keys(NUMERALS).filter(word => NUMERALS[word] === key)

  const sum = (list, of) => list.reduce((total, item) => total + of(item), 0)

  function lowerBound(sorted, key) {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] < key) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Letters of a token without its tone, and the tone. */
  function letters(token) {
    const tone = token.match(/[\u0300\u0301\u0303\u0309\u0323]$/)
    return [Array.from(tone ? token.slice(0, -1) : token), tone ? tone[0] : ""]
  }

  /**
   * Compares the accents of a word typed with those of another: `exact`, `less` when some were left out, `other`.
   * Of a longer word only as many letters count as were typed.
   */
  function compared(token, key) {
    const typed = letters(token)
    const bare = Array.from(key)
    return (word, wordKey) => {
      const meant = letters(word)
      const whole = wordKey.length === key.length
      if (word === token) return "exact"
      let less = typed[1] === "" && (meant[1] !== "" || !whole)
      if (typed[1] !== "" && typed[1] !== meant[1]) return "other"
      for (let n = 0; n < typed[0].length && n < meant[0].length; n++) {
        if (typed[0][n] === meant[0][n]) continue
        if (typed[0][n] !== bare[n]) return "other"
        less = true
      }
      return less ? "less" : "exact"
    }
  }

  search.FITS = FITS
  search.SMALL_WEIGHT = SMALL_WEIGHT
  search.lowerBound = lowerBound
  search.QueryReader = QueryReader
})()

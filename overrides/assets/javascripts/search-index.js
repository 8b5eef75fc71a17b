// @ts-check
// The index of cards in memory. Every distinct text (a title, the name of a place, a date) is one segment of token
// numbers; a card is a short list of segments, each in a field. A query looks at each segment once.
(() => {
  "use strict"
  const search = window.thidua.search

  /** Cards worked through in one step: about a millisecond on a slow computer. */
  const STEP = 250

  const FIELDS = ["title", "alias", "place", "person", "cluster", "term", "host", "unit", "member", "kind",
    "commemoration", "campaign", "date", "theme", "kin", "lead", "deputy", "type"]
  /** What a key may go on with comes before this. */
  const LAST = "\uffff"
  const FIELD = Object.fromEntries(FIELDS.map((name, n) => [name, n]))

  /** What appends the numbers of a text to a list: the first so many digits end one, the others say that it goes on. @param {Search.Rules} rules */
  function numberReader({ digits, last_digits: last }) {
    const values = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, digits.indexOf(String.fromCharCode(code))))
    /** @type {(text: string, numbers: number[]) => number[]} */
    return (text, numbers) => {
      let value = 0
      for (let n = 0; n < text.length; n++) {
        const digit = values[text.charCodeAt(n)]
        if (digit < last) numbers.push(value * last + digit)
        value = digit < last ? 0 : value * (digits.length - last) + digit - last
      }
      return numbers
    }
  }

  /** @param {string[]} [pieces] */
  const lines = (pieces = []) => pieces.flatMap(text => text ? text.split("\n") : [])

  /** `work`, done once for each number. @type {(work: (number: number) => number) => (number: number) => number} */
  const once = work => {
    /** @type {number[]} */
    const done = []
    return number => (done[number] ??= work(number))
  }

  class Index {
    /** @param {Search.Data} data */
    constructor(data) {
      /** Let go when it is built. @type {Partial<Search.Data>} */
      this.data = data
      // Both indexes of a site have the same rule and table.
      this.tokeniser = search.tokeniser = search.tokeniser || new search.Tokeniser(data.rules, data.spellings[0])
      search.vietnamese = data.rules.words
      search.numbers = numberReader(data.rules)
      /** By the letters of the lines of facts: capitals refer to other cards, small letters to strings. @type {Map<string, number>} */
      this.fieldOf = new Map(Object.entries(data.rules.fields).map(([letter, name]) => [letter, FIELD[name]]))
      /** @type {Map<string, Search.CardType>} */
      this.types = new Map()
      for (const [letter, id, label, root] of lines(data.types).map(line => line.split("\t"))) this.types.set(letter, { id, label, root })
      this.kinds = lines(data.kinds).map(line => line.split("\t")).map(([id, label]) => ({ id, label }))
      this.shorts = lines(data.shorts)
      this.groups = lines(data.groups).map(line => line.split(" ").map(n => parseInt(n, 36)))
      const tokens = lines(data.tokens).map(line => line.split(" "))
      this.tokens = tokens.map(([token]) => token)
      this.keys = tokens.map(([token, key = token]) => key)
      this.words = new Map(this.tokens.map((token, n) => [token, n]))
      this.titles = lines()
      this.addresses = lines()
      this.strings = lines()
      this.rawFacts = lines()
      this.size = 0
      this.segmentCount = 0
      /** While they grow. @type {{tokens: number[], starts: number[]}} */
      this.all = { tokens: [], starts: [] }
      this.segmentTokens = new Uint32Array(0)
      this.segmentStarts = new Uint32Array(0)
      /** Segments looked at as one: the title and aliases of a card, the members of a group. @type {number[][]} */
      this.bundles = []
      this.dates = new Uint32Array(0)
      this.cardTypes = new Uint8Array(0)
      this.cardStarts = new Uint32Array(0)
      this.cardSegments = new Uint32Array(0)
      this.cardFields = new Uint8Array(0)
      this.tokenCards = new Float64Array(0)
      /** @type {Map<string, number[]>} */
      this.byKey = new Map()
      /** @type {string[]} */
      this.sortedKeys = []
    }

    /** Calls back with the letter and the number of each reference of a card; those of its term where it has the same. @param {number} card @param {(letter: string, number: number) => void} back */
    forEachFact(card, back) {
      for (const fact of this.rawFacts[card].split(" ").slice(1)) {
        const number = parseInt(fact.slice(1), 36)
        if (fact[0] === "E") this.forEachFact(number, (letter, of) => { if (letter === "C" || letter === "M") back(letter, of) })
        back(fact[0] === "E" ? "T" : fact[0], number)
      }
    }

    /** Builds the index in small steps, so that a page can do it between two keys. */
    * building() {
      const { titles, addresses, strings, facts, texts = [] } = this.data
      for (const [all, pieces = []] of /** @type {[string[], string[]?][]} */ (
        [[this.titles, titles], [this.addresses, addresses], [this.strings, strings], [this.rawFacts, facts]])) {
        for (const piece of pieces) {
          for (const line of lines([piece])) all.push(line)
          yield
        }
      }
      this.size = this.titles.length
      // Segments: first the titles, then the strings, the kinds, the types, the dates.
      for (const piece of texts) {
        for (const line of piece.split("\n")) {
          this.all.starts.push(this.all.tokens.length)
          search.numbers(line, this.all.tokens)
        }
        yield
      }
      this.data = {}
      yield * this.fillCards()
      yield * this.countCards()
    }

    /** Cards: what stands in which field. */
    * fillCards() {
      const firstKind = this.size + this.strings.length
      const ofType = new Map(Array.from(this.types.keys(), (letter, n) => [letter, firstKind + this.kinds.length + n]))
      /** Segments of dates, in the order cards have them. @type {Map<string, number>} */
      const ofDate = new Map()
      /** @param {string} span */
      const dated = span => {
        const segment = ofDate.get(span) ?? firstKind + this.kinds.length + this.types.size + ofDate.size
        ofDate.set(span, segment)
        put(segment, FIELD.date)
      }
      /** @type {{starts: number[], segments: number[], fields: number[]}} */
      const { starts, segments, fields } = { starts: [], segments: [], fields: [] }
      this.dates = new Uint32Array(this.size)
      this.cardTypes = new Uint8Array(this.size)
      /** Bundles are numbered after the last segment, which is known only at the end: until then below zero. @type {(segment: number, field: number) => void} */
      const put = (segment, field) => { segments.push(segment); fields.push(field) }
      const names = once(card => {
        const found = [card]
        this.forEachFact(card, (letter, number) => { if (letter === "a") found.push(this.size + number) })
        return -this.bundles.push(found)
      })
      const members = once(group => -this.bundles.push(this.groups[group]))
      for (let card = 0; card < this.size; card++) {
        const line = this.rawFacts[card]
        const span = line.slice(1).split(" ", 1)[0]
        starts.push(segments.length)
        this.cardTypes[card] = line.charCodeAt(0)
        put(card, FIELD.title)
        put(ofType.get(line[0]) ?? 0, FIELD.type)
        if (span) {
          this.dates[card] = dateNumber(span.split("/")[0])
          // Of what lasts, years alone; of a day, the day and its month.
          const lasts = "tuf".includes(line[0])
          dated(lasts ? span.replace(/(\d{4})[-\d]*/g, "$1") : span)
          if (!lasts && span.length === 10) dated(span.slice(0, 7))
        }
        this.forEachFact(card, (letter, number) => {
          const field = this.fieldOf.get(letter)
          if (letter === "z") put(firstKind + number, FIELD.kind)
          else if (letter === "r") this.dates[card] = number
          else if (letter === "T") put(number, FIELD.term)
          else if (letter === "M") put(members(number), FIELD.member)
          else if (field !== undefined) put(letter < "a" ? names(number) : this.size + number, field)
        })
        if (card % STEP === 0) yield
      }
      this.segmentCount = this.all.starts.length
      this.segmentTokens = new Uint32Array(this.all.tokens)
      this.segmentStarts = new Uint32Array([...this.all.starts, this.all.tokens.length])
      this.all = { tokens: [], starts: [] }
      this.cardStarts = new Uint32Array([...starts, segments.length])
      this.cardSegments = new Uint32Array(segments.map(segment => segment < 0 ? this.segmentCount - segment - 1 : segment))
      this.cardFields = new Uint8Array(fields)
    }

    /** In how many cards a token stands: roughly, for a card that says it twice is counted twice. */
    * countCards() {
      const uses = new Float64Array(this.segmentCount + this.bundles.length)
      for (let n = 0; n < this.cardSegments.length; n++) {
        // The members of its cluster are named with each event; that hardly makes a name common.
        if (this.cardFields[n] !== FIELD.member) uses[this.cardSegments[n]]++
      }
      this.bundles.forEach((names, n) => {
        for (const segment of names) uses[segment] += uses[this.segmentCount + n]
      })
      yield
      this.tokenCards = new Float64Array(this.tokens.length)
      for (let segment = 0; segment < this.segmentCount; segment++) {
        for (let n = this.segmentStarts[segment]; n < this.segmentStarts[segment + 1]; n++) {
          this.tokenCards[this.segmentTokens[n]] += uses[segment]
        }
      }
      yield
      this.keys.forEach((key, n) => this.byKey.set(key, [...this.byKey.get(key) ?? [], n]))
      this.sortedKeys = Array.from(this.byKey.keys()).sort()
    }

    /** Numbers of the words that begin with a key. @param {string} key */
    beginning(key) {
      const { sortedKeys: all, byKey } = this
      return all.slice(lowerBound(all, key), lowerBound(all, key + LAST)).flatMap(other => byKey.get(other) ?? [])
    }

    /** How much a word tells that stands in so many cards. @param {number} cards */
    weight(cards) {
      return Math.log(1 + this.size / Math.max(1, Math.min(cards, this.size)))
    }

    /** Site-relative address of a card. @param {number} card */
    address(card) {
      const text = this.addresses[card]
      if (text[0] === "/") return text
      return this.type(card).root + text + (text.includes("#") ? "" : "/")
    }

    /** @param {number} card */
    type(card) {
      return /** @type {Search.CardType} */ (this.types.get(String.fromCharCode(this.cardTypes[card])))
    }

    /** @param {number} card */
    facts(card) {
      const line = this.rawFacts[card]
      const span = line.slice(1).split(" ")[0].split("/")
      /** @type {Search.Facts} */
      const facts = { type: line[0], date: span[0], end: span[1] || span[0], kinds: [], years: [], note: "", places: [],
        refs: {} }
      this.forEachFact(card, (letter, number) => {
        if (letter === "y") facts.years.push(number)
        else if (letter === "z") facts.kinds.push(number)
        else if (letter === "n") facts.note = this.strings[number]
        else if (letter === "p") facts.places.push(number)
        else if (letter === "M") facts.refs.M = this.groups[number]
        else if (letter < "a") (facts.refs[letter] ??= []).push(number)
      })
      const last = facts.end === ".." ? facts.date : facts.end
      if (facts.date) {
        for (let year = +facts.date.slice(0, 4); year <= +last.slice(0, 4); year++) facts.years.push(year)
      }
      return facts
    }
  }

  /** @param {string[]} sorted @param {string} key */
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

  /** `2024-04-04` → 20240404; a month or a year sorts before its days. @param {string} iso */
  function dateNumber(iso) {
    const parts = iso.split("-")
    return +parts[0] * 10000 + +(parts[1] || 0) * 100 + +(parts[2] || 0)
  }

  Object.assign(search, { FIELDS, FIELD, LAST, lowerBound, Index })

  /** The index answers are given from; while the whole one is built, that of the newest events. */
  search.index = null
  /** Whether `search.index` is the whole one. */
  search.whole = false
  /** @type {Search.Data | null} */
  let newest = null
  /** @type {Partial<Search.Data>} */
  let data = {}
  /** @type {ReturnType<typeof begun> | null} */
  let building = null

  /** @param {Partial<Search.Data>} all */
  const begun = all => {
    const index = new search.Index(/** @type {Search.Data} */ (all))
    return { index, steps: index.building() }
  }

  /** @type {(all: Partial<Search.Data>, piece: Search.Piece) => Search.Data} */
  const added = (all, { rules, ...sections }) => {
    if (rules) all.rules = rules
    for (const [name, text] of /** @type {[Search.Section, string][]} */ (Object.entries(sections))) (all[name] ??= []).push(text)
    return /** @type {Search.Data} */ (all)
  }

  /** Called by first.js. */
  search.first = piece => { newest = added({}, piece) }

  /** Called by each c<n>.js. */
  search.part = piece => { added(data, piece) }

  /** The index of the newest events, if the site has one and the whole one is not there. */
  search.openFirst = () => {
    const first = search.index || !newest ? null : begun(newest)
    while (first && !first.steps.next().done);
    if (first) search.index = first.index
    newest = null
  }

  /** Goes on building the whole index while `hasTime` says so; all files of cards have been loaded. True when it is complete. */
  search.build = hasTime => {
    while (!search.whole && hasTime()) {
      building ??= begun(data)
      data = {}
      if (!building.steps.next().done) continue
      search.index = building.index
      search.whole = true
      newest = building = null
    }
    return search.whole
  }
})()

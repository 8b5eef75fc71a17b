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
  /** The members of its cluster are named with each event; that hardly makes a name common. */
  const MEMBER_USE = 0.1
  const FIELD = Object.fromEntries(FIELDS.map((name, n) => [name, n]))

  /**
   * Calls back with the letter (its code) and the number of each reference of a line of facts.
   * @param {string} line
   * @param {(letter: number, number: number) => void} back
   */
  function forEachFact(line, back) {
    let at = line.indexOf(" ")
    while (at > 0 && at < line.length) {
      const letter = line.charCodeAt(at + 1)
      let number = 0
      for (let code = line.charCodeAt(at += 2); code > 32; code = line.charCodeAt(++at)) number = number * 36 + code - (code > 57 ? 87 : 48)
      back(letter, number)
    }
  }

  /** The digits of numbers as the index writes them: the first so many end a number, the others say that it goes on. */
  class Digits {
    /** @param {Search.Rules} rules */
    constructor({ digits, last_digits }) {
      this.values = new Uint8Array(128)
      for (let n = 0; n < digits.length; n++) this.values[digits.charCodeAt(n)] = n
      this.last = last_digits
      this.more = digits.length - last_digits
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

  /** A growing list of whole numbers. */
  class Numbers {
    /** @param {number} size */
    constructor(size) {
      this.values = new Uint32Array(size)
      this.length = 0
    }
    /** @param {number} value */
    push(value) {
      if (this.length === this.values.length) {
        const larger = new Uint32Array(this.length * 2)
        larger.set(this.values)
        this.values = larger
      }
      this.values[this.length++] = value
    }
    done() {
      return this.values.slice(0, this.length)
    }
  }

  class Index {
    /** @param {Search.Data} data */
    constructor(data) {
      /** Let go when it is built. @type {Partial<Search.Data>} */
      this.data = data
      // Both indexes of a site have the same rule and table.
      this.tokeniser = search.tokeniser = search.tokeniser || new search.Tokeniser(data.rules, data.spellings[0])
      search.digits = new Digits(data.rules)
      this.common = data.rules.common
      /** By the letters of the lines of facts: capitals refer to other cards, small letters to strings. @type {number[]} */
      this.fieldOf = []
      for (const [letter, name] of Object.entries(data.rules.fields)) this.fieldOf[letter.charCodeAt(0)] = FIELD[name]
      /** @type {Map<string, Search.CardType>} */
      this.types = new Map()
      for (const line of lines(data.types)) {
        const [letter, id, label, root] = line.split("\t")
        this.types.set(letter, { id, label, root })
      }
      this.kinds = lines(data.kinds).map(line => ({ id: line.split("\t")[0], label: line.split("\t")[1] }))
      this.shorts = lines(data.shorts)
      this.groups = lines(data.groups).map(line => line.split(" ").map(n => parseInt(n, 36)))
      /** @type {Map<string, number>} */
      this.words = new Map()
      /** @type {string[]} */
      this.tokens = []
      /** @type {string[]} */
      this.keys = []
      /** @type {string[]} */
      this.titles = []
      /** @type {string[]} */
      this.addresses = []
      /** @type {string[]} */
      this.strings = []
      /** @type {string[]} */
      this.rawFacts = []
      this.size = 0
      /** Segments: first the titles, then the strings, the kinds, the types, the dates. */
      this.firstString = 0
      this.firstKind = 0
      this.segmentCount = 0
      /** While they grow. */
      this.allTokens = new Numbers(0)
      this.allStarts = new Numbers(0)
      this.segmentTokens = new Uint32Array(0)
      this.segmentStarts = new Uint32Array(0)
      /** @type {Map<string, number>} */
      this.typeSegments = new Map()
      /** @type {Map<string, number>} */
      this.dateSegments = new Map()
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
      for (const line of lines(data.tokens)) {
        const space = line.indexOf(" ")
        this.words.set(line.slice(0, space), this.tokens.length)
        this.tokens.push(line.slice(0, space))
        this.keys.push(line.slice(space + 1))
      }
    }

    /** Builds the index in small steps, so that a page can do it between two keys. */
    * building() {
      const { titles, addresses, strings, facts, texts } = this.data
      yield * this.gather(this.titles, titles)
      yield * this.gather(this.addresses, addresses)
      yield * this.gather(this.strings, strings)
      yield * this.gather(this.rawFacts, facts)
      this.size = this.titles.length
      yield * this.readSegments(texts)
      this.data = {}
      yield * this.fillCards()
      yield * this.countCards()
    }

    /**
     * @param {string[]} all
     * @param {string[]} [pieces]
     */
    * gather(all, pieces = []) {
      for (const piece of pieces) {
        for (const line of lines([piece])) all.push(line)
        yield
      }
    }

    // ---- Segments: first the titles, then the strings, the kinds, the types, the dates -------------------------------

    /** @param {string[]} [texts] */
    * readSegments(texts = []) {
      this.allTokens = new Numbers(this.size * 16 + 1024)
      this.allStarts = new Numbers(this.size + this.strings.length + 1024)
      for (const piece of texts) {
        this.read(piece)
        yield
      }
      this.firstString = this.size
      this.firstKind = this.allStarts.length
      for (const kind of this.kinds) this.segment(this.tokeniser.tokens(kind.label))
      this.types.forEach((type, letter) => {
        this.typeSegments.set(letter, this.segment(this.tokeniser.tokens(type.label)))
      })
    }

    /** A segment a line: the numbers of its tokens. @param {string} text */
    read(text) {
      const tokens = this.allTokens
      const { values, last, more } = search.digits
      this.allStarts.push(tokens.length)
      let value = 0
      for (let n = 0; n < text.length; n++) {
        const code = text.charCodeAt(n)
        if (code === 10) {
          this.allStarts.push(tokens.length)
          continue
        }
        const digit = values[code]
        if (digit >= last) {
          value = value * more + digit - last
        } else {
          tokens.push(value * last + digit)
          value = 0
        }
      }
    }

    /** @param {string[]} tokens */
    segment(tokens) {
      const number = this.allStarts.length
      this.allStarts.push(this.allTokens.length)
      for (const token of tokens) this.allTokens.push(this.word(token))
      return number
    }

    /** @param {string} token */
    word(token) {
      let number = this.words.get(token)
      if (number === undefined) {
        number = this.tokens.length
        this.words.set(token, number)
        this.tokens.push(token)
        this.keys.push(this.tokeniser.key(token))
      }
      return number
    }

    /**
     * The segment of a date: its days, its months and its years, as the tokeniser writes them.
     * @param {string} span
     * @param {string} type
     */
    dateSegment(span, type) {
      const known = type === "t" || type === "u" || type === "f" ? span.replace(/(\d{4})[-\d]*/g, "$1") : span
      const segment = this.dateSegments.get(known) ?? this.segment(search.dateTokens(known))
      this.dateSegments.set(known, segment)
      return segment
    }

    // ---- Cards: what stands in which field ---------------------------------------------------------------------------

    * fillCards() {
      const starts = new Numbers(this.size + 1)
      const segments = new Numbers(this.size * 12 + 64)
      const fields = new Numbers(this.size * 12 + 64)
      this.dates = new Uint32Array(this.size)
      this.cardTypes = new Uint8Array(this.size)
      /** @type {(segment: number, field: number) => void} */
      const put = (segment, field) => { segments.push(segment); fields.push(field) }
      /** @param {number} card */
      const aliases = card => {
        const found = [card]
        forEachFact(this.rawFacts[card], (letter, number) => { if (letter === 97) found.push(this.firstString + number) })
        return found
      }
      const names = once(card => this.bundles.push(aliases(card)) - 1)
      const members = once(group => this.bundles.push(this.groups[group]) - 1)
      /** Bundles are numbered after the last segment, which is known only at the end. @type {number[]} */
      const pending = []
      /** @type {(bundle: number, field: number) => void} */
      const putBundle = (bundle, field) => { pending.push(segments.length, bundle); put(0, field) }

      /** @type {(line: string, card: number) => void} */
      const fill = (line, card) => {
        starts.push(segments.length)
        const space = line.indexOf(" ")
        const span = space < 0 ? line.slice(1) : line.slice(1, space)
        this.cardTypes[card] = line.charCodeAt(0)
        put(card, FIELD.title)
        put(this.typeSegments.get(line[0]) ?? 0, FIELD.type)
        if (span) {
          this.dates[card] = dateNumber(span.split("/")[0])
          put(this.dateSegment(span, line[0]), FIELD.date)
        }
        forEachFact(line, (letter, number) => {
          if (letter === 122) put(this.firstKind + number, FIELD.kind)
          else if (letter === 114) this.dates[card] = number
          else if (letter === 84) put(number, FIELD.term)
          else if (letter === 77) putBundle(members(number), FIELD.member)
          else if (this.fieldOf[letter] !== undefined) {
            if (letter < 97) putBundle(names(number), this.fieldOf[letter])
            else put(this.firstString + number, this.fieldOf[letter])
          }
        })
      }
      for (let card = 0; card < this.size; card++) {
        fill(this.rawFacts[card], card)
        if (card % STEP === 0) yield
      }
      starts.push(segments.length)
      this.allStarts.push(this.allTokens.length)
      this.segmentCount = this.allStarts.length - 1
      for (let n = 0; n < pending.length; n += 2) segments.values[pending[n]] = this.segmentCount + pending[n + 1]
      this.segmentTokens = this.allTokens.done()
      this.segmentStarts = this.allStarts.done()
      this.allTokens = this.allStarts = new Numbers(0)
      this.cardStarts = starts.done()
      this.cardSegments = segments.done()
      this.cardFields = Uint8Array.from(fields.done())
    }

    /** In how many cards a token stands: roughly, for a card that says it twice is counted twice. */
    * countCards() {
      const uses = new Float64Array(this.segmentCount + this.bundles.length)
      for (let n = 0; n < this.cardSegments.length; n++) {
        uses[this.cardSegments[n]] += this.cardFields[n] === FIELD.member ? MEMBER_USE : 1
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
      this.keys.forEach((key, n) => {
        const same = this.byKey.get(key)
        if (same) same.push(n)
        else this.byKey.set(key, [n])
      })
      this.sortedKeys = Array.from(this.byKey.keys()).sort()
    }

    /** Numbers of the words that begin with a key. @param {string} key */
    beginning(key) {
      /** @type {number[]} */
      const found = []
      for (let n = lowerBound(this.sortedKeys, key); n < this.sortedKeys.length && this.sortedKeys[n].startsWith(key); n++) {
        found.push(...this.byKey.get(this.sortedKeys[n]) ?? [])
      }
      return found
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
      forEachFact(line, (code, number) => {
        const letter = String.fromCharCode(code)
        if (letter === "y") facts.years.push(number)
        else if (letter === "z") facts.kinds.push(number)
        else if (letter === "n") facts.note = this.strings[number]
        else if (letter === "p") facts.places.push(number)
        else if (letter === "M") facts.refs.M = this.groups[number]
        else if (code < 97) (facts.refs[letter] ??= []).push(number)
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

  search.FIELDS = FIELDS
  search.FIELD = FIELD
  search.lowerBound = lowerBound
  search.MEMBER = FIELD.member
  search.MEMBER_USE = MEMBER_USE
  search.Index = Index
})()

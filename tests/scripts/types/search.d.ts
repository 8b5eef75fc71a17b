// The contract of the search's parts: each of overrides/assets/javascripts/search-*.js gives to `thidua.search` what stands
// here, and takes nothing else from the others.

declare namespace Search {
  /** Tables of fold_rules.json. */
  interface Rules {
    ignored: string[]
    word: string[]
    homoglyphs: Record<string, string>
    letters: Record<string, string>
    tones: string
    i_for_y: string
    /** What a text is cut into; what a number means by what stands before it. */
    pieces: string[]
    parts: Record<string, string>
    tails: [string, string, string][]
    roman: string[]
    roman_capital_only: string[]
    /** How the index writes: digits of numbers and how many of them end one, fields by letter. */
    digits: string
    last_digits: number
    fields: Record<string, string>
    words: QueryWords
  }

  /** The tables of query_words.json; patterns as their source. */
  interface QueryWords {
    /** Small words that may be missing; typed without accents only those that are hardly anything else. */
    small: string
    small_bare: string[]
    /** What has its name right after it. */
    areas: string
    /** Numbers from one to ten as words of their own; all that are said, and months. */
    digits: string[]
    numerals: Record<string, number>
    months: Record<string, number>
    number_key: string
    /** After these a number is that of a cluster. */
    numbered: string[]
    year_word: string
    /** Without these a number after them is only a number, whatever its length; the last only before a short one. */
    telling: string[]
    /** Numbers as they are said: a pattern of which the first group stays; what comes before the number; the table of its words; what else must not be there. */
    numbers: [string, string, "numerals" | "months" | "", string?][]
    days: [string, string][]
    /** Years as they are said on a day, and how far they are from its own. */
    years: [string, number][]
    many: string
    /** What makes a question of a query. */
    asking: string
    asked: string
    /** What keeps its number with it, the most needed of what pages have from `typeset` in text.py. */
    clinging: string
    /** Queries that get the engine going before the first key. */
    rehearsed: string[]
  }

  /**
   * A spelling that stands for another: keys in a row, the tokens meant, whether only capitals count, and whether a reader
   * may mean it in small letters then.
   */
  interface Spelling {
    written: string[]
    meant: string[]
    capitals: boolean
    small: boolean
  }

  /** A word as written: its token, its key, and what it is among `tails`: a number, a date, `=4` for a numeral; empty for a word. */
  interface Forms {
    token: string
    key: string
    asked: string
  }

  /** A token with the stretch of the cleaned text it came from. */
  interface Located {
    token: string
    start: number
    end: number
  }

  interface Tokeniser {
    rules: Rules
    /** The tokens after which a number is that of a cluster. */
    numbered: RegExp
    /** By first key, the longest first. */
    spellings: Map<string, Spelling[]>
    clean(text: string): string
    forms(word: string): Forms
    key(token: string): string
    tokens(text: string): string[]
    located(text: string): Located[]
  }

  type Section = "spellings" | "shorts" | "types" | "kinds" | "groups" | "tokens" | "titles" | "addresses" | "strings" | "facts" | "texts"
  /** What a file of cards hands over: sections of lines; the first file also the rules. */
  type Piece = { rules?: Rules } & Partial<Record<Section, string>>
  /** The sections of all files of an index, each in one or more pieces; an empty one is left out. */
  type Data = { rules: Rules; spellings: string[]; texts: string[] } & Partial<Record<Section, string[]>>

  interface CardType {
    /** As the address of a search has it. */
    id: string
    label: string
    /** What addresses of this type begin with. */
    root: string
  }

  /** What the index says of a card beside its names. `refs` are other cards by the letter of their role. */
  interface Facts {
    type: string
    date: string
    end: string
    kinds: number[]
    years: number[]
    note: string
    places: number[]
    refs: Record<string, number[]>
  }

  /** Cards, strings, segments and words are numbers; a segment is one distinct text as the numbers of its tokens. */
  interface Index {
    tokeniser: Tokeniser
    kinds: { id: string; label: string }[]
    /** A place a line, with its short forms. */
    shorts: string[]
    /** Token → its number; tokens and their keys by number. */
    words: Map<string, number>
    tokens: string[]
    keys: string[]
    sortedKeys: string[]
    byKey: Map<string, number[]>
    /** In how many cards a token stands, roughly. */
    tokenCards: Float64Array
    size: number
    titles: string[]
    strings: string[]
    dates: Uint32Array
    cardTypes: Uint8Array
    cardStarts: Uint32Array
    cardSegments: Uint32Array
    cardFields: Uint8Array
    segmentCount: number
    segmentTokens: Uint32Array
    segmentStarts: Uint32Array
    /** Segments looked at as one, numbered after the last segment. */
    bundles: number[][]
    building(): Generator<void, void>
    beginning(key: string): number[]
    weight(cards: number): number
    address(card: number): string
    type(card: number): CardType
    facts(card: number): Facts
  }

  /** How well two spellings of a key agree in their accents. */
  type Accents = (token: string, key: string) => "exact" | "less" | "other"

  /** A word of the prose that a term may mean. */
  interface Reading {
    at: number
    fit: number
    loose?: boolean
  }

  /**
   * A word of the query. `words`, `fits` and `values` run parallel; `strict` counts the leading ones that need no slip.
   * `weight` is what finding it tells. `accents` compares its accents with those of another; null if none were typed.
   */
  interface Term {
    token: string
    key: string
    small: boolean
    weight: number
    words: number[]
    fits: number[]
    values: number[]
    strict: number
    accents: Accents | null
    /** Worked out when first asked for. */
    fitTable?: Float32Array
    valueTable?: Float32Array
    inProse?: Reading[]
  }

  /**
   * `phrases` are where the tokens of quoted phrases begin and end; `open` that the last word may go on; `tied` are bits of the
   * words that must have the next beside them; `guessed` says that words the index does not know were written otherwise.
   */
  interface Query {
    text: string
    terms: Term[]
    phrases: [number, number][]
    open: boolean
    tied: number
    guessed: boolean
    /** Of the first reading: whether more was typed than is looked for, and the short form in it. */
    cut?: boolean
    short?: Short
  }

  /** A short form that was typed, and the places it may stand for. */
  interface Short {
    form: string
    names: string[]
  }

  /**
   * What was found in the segments, or in the prose of cards: for each that holds a word, a row of `values` and bits of the words
   * and the pairs that stand there. `own` are words with no other accents than were typed; `near` are pairs with room for a word
   * between them, too. A row has a number a word, then one a pair; the last is the share of words asked for.
   */
  interface Rows {
    rowOf: Int32Array
    values: Float32Array
    width: number
    any: Uint32Array
    strict: Uint32Array
    own: Uint32Array
    pairs: Uint32Array
    near: Uint32Array
    clear(terms: number): void
    open(of: number): number
    raise(row: number, slot: number, value: number): void
  }

  /** What the prose adds, in rows of cards; they are those of the next query when that is asked. */
  interface Found {
    rows: Rows
    everywhere: number
    strictEverywhere: number
    togetherEverywhere: number
    pairCounts: number[]
  }

  /** `scores` and `holds` by card number; a score is about 1 for a perfect answer. */
  interface Ranking {
    scores: Float32Array
    holds: Uint8Array
  }

  type ProseOf = (query: Query) => Found | null

  /**
   * `near` is true when no card holds all words: then `cards` are the nearest few. `loosened` is true when no card says
   * what was quoted just so: then `cards` are what is found without the quotes.
   * Those of the `cards` that hold every word as it was typed, in the company it was typed in, are `exact`; guides that
   * only quote it stand `aside`, and `quoted` says that nothing else has it; `slipped` is true when
   * the first holds them all, but some only otherwise written.
   * `readings` are the queries the answer belongs to, `said` those by which cards are `exact`; `best` is the score of the first card, about 1 for a perfect one.
   */
  interface Answer {
    cards: number[]
    exact: Set<number>
    aside: Set<number>
    quoted: boolean
    near: boolean
    slipped: boolean
    loosened?: boolean
    readings: Query[]
    said: Query[]
    best: number
  }

  interface Finder {
    /** `proseOf`: what the prose says, if it is there; `finished`: whether the last word is all of it. */
    find(text: string, proseOf?: ProseOf | null, finished?: boolean): Answer
  }

  /** Has a script of the index's folder run, or a file of it handed over. */
  type Load = (file: string) => Promise<unknown>

  interface Prose {
    tokens: string[]
    gather(readings: Query[]): Promise<boolean>
    of(query: Query): Found | null
    textOf(card: number): Promise<string>
    takeWords(stretches: string, firsts: string): void
    takePostings(file: number, text: string): void
    takeTexts(file: number, text: string): void
  }

  /** What a reader sees of a card. */
  interface About {
    title: string
    label: string
    date: string
    iso: string
    cluster: string
    place: string
    note: string
  }

  /** A word of a reading as results are marked by it; `open` if it may go on. */
  interface Word {
    term: Term
    guessed: boolean
    open: boolean
    small: boolean
  }

  /** How much finding a token tells; 0 for one that is not meant. */
  type Worth = (token: string) => number
  /** The same, and whether a token stands there as it was typed. */
  type Hits = Worth & { asTyped(token: string): boolean }

  /** One thing that may be chosen: `facet` is its number, `id` stands in the address. */
  interface Value {
    facet: number
    id: string
    label: string
  }

  interface FacetValues {
    all: Value[]
    known: Map<string, number>
    filter(cards: number[], chosen: Set<number>[]): { cards: number[]; counts: Uint32Array }
  }

  interface FacetList {
    show(counts: Uint32Array, chosen: Set<number>[]): void
  }

  interface Api {
    /** From the index: what the scripts know of Vietnamese beside the rule of folding. */
    vietnamese: QueryWords
    // search-text.js
    Tokeniser: new (rules: Rules, table: string) => Tokeniser
    tokeniser?: Tokeniser
    // search-index.js
    Index: new (data: Data) => Index
    FIELDS: string[]
    FIELD: Record<string, number>
    LAST: string
    numbers(text: string, numbers: number[]): number[]
    lowerBound(sorted: string[], key: string): number
    /** The index answers are given from; while the whole one is built, that of the newest events. */
    index: Index | null
    whole: boolean
    first(piece: Piece): void
    part(piece: Piece): void
    openFirst(): void
    build(hasTime: () => boolean): boolean
    // search-slips.js
    Meaning: {
      new (index: Index): {
        withoutQuestion(text: string): string
        withNumbers(text: string): string
        rewritten(tokens: string[], open: boolean): { tokens: string[]; guessed: boolean } | null
      }
      withDays(text: string): string
      withYears(text: string): string
    }
    isOneSlip(one: string, other: string): boolean
    /** Whether one slip or the way many speak makes one key of another. */
    isAlike(one: string, other: string): boolean
    // search-short.js
    ShortForms: new (by: Tokeniser, lines: string[]) => { read(text: string): { texts: string[]; short: Short } | null }
    // search-query.js
    QueryReader: new (index: Index) => { read(text: string): Query[] }
    FITS: Record<"exact" | "less" | "other" | "prefix" | "slip" | "inner", number>
    MOST_TOKENS: number
    compared(token: string, key: string): Accents
    otherNumerals(key: string): string[]
    unquoted(text: string): string
    // search-look.js
    Rows: new (count: number) => Rows
    Looker: new (index: Index) => { look(query: Query): Rows }
    // search-rank.js
    Ranker: new (index: Index) => { rank(query: Query, prose?: Found | null): Ranking }
    SOME: number
    FULL: number
    STRICT: number
    NUMBERS: number
    ASIDE: number
    BESIDE: number
    WRITTEN: number
    EXACT: number
    inOrder(ranking: Ranking, index: Index, wanted: (card: number) => boolean): number[]
    // search-find.js
    NOTHING: Answer
    Finder: new (index: Index) => Finder
    // search-prose.js
    Prose: new (index: Index, run: Load, bring?: Load) => Prose
    prose: Prose
    bring(url: string, run: Load): Promise<unknown>
    words(stretches: string, firsts: string): void
    postings(file: number, text: string): void
    texts(file: number, text: string): void
    // search-show.js
    element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, parent: Element, text?: string): HTMLElementTagNameMap[K]
    marker(answer: Answer): (card: number) => Hits
    marked(element: Element, text: string, isHit: Hits): void
    caveat(answer: Answer, text: string): string
    excerpt(text: string, isHit: Worth): string
    shortDate(iso: string): string
    describe(card: number): About
    // search-facets.js
    FACETS: string[]
    FacetValues: new (index: Index) => FacetValues
    /** `said` has the words of the page; ticking a box calls `changed`. */
    FacetList: new (element: Element, values: FacetValues, said: DOMStringMap, changed: (value: number, on: boolean) => void) => FacetList
    // search-box.js: the words of the box, which every page has
    said: DOMStringMap
    newest(engine: string, index: string, count: number, first: boolean, words: DOMStringMap): void
    open(): Promise<Finder>
    href(address: string): string
    resultsHref(text: string): string
    inAddress(text: string): string
    composing(event: KeyboardEvent): boolean
  }
}

// @ts-check
// What readers see of an answer: marked words, dates, the line below a title, an excerpt.
(() => {
  "use strict"
  const { fill, search } = window.thidua

  const EXCERPT_WORDS = 38
  const EXCERPT_LEAST = 12

  /** The index answers are given from; nothing is shown before there is one. */
  const opened = () => /** @type {Search.Index} */ (search.index)

  /** A new element at the end of another. */
  search.element = (name, className, parent, text = "") => {
    const made = document.createElement(name)
    if (className) made.className = className
    made.append(text)
    parent.append(made)
    return made
  }

  /**
   * Tells which tokens of a card an answer means, and how much finding them tells: 0 for words that are not meant. What holds
   * every word as it was typed is found by those words alone; only in what is like it others are meant, too.
   */
  search.marker = answer => {
    const likely = marksOf(answer.readings, isMeant)
    const said = marksOf(answer.said, isSaid)
    return card => answer.exact.has(card) ? said : likely
  }

  /** @type {(readings: Search.Query[], means: (word: Search.Word, token: string, key: string) => boolean) => Search.Hits} */
  const marksOf = (readings, means) => {
    const { tokeniser } = opened()
    const words = readings.flatMap(({ terms, open, guessed }) => terms.map((term, t) =>
      ({ term, guessed, open: open && t === terms.length - 1, small: term.small && terms.length > 1 })))
    /** @type {Map<string, number>} */
    const known = new Map()
    /** @param {string} token */
    const isHit = token => {
      const value = known.get(token) ?? Math.max(0, ...words.map(word =>
        !word.small && means(word, token, tokeniser.key(token)) ? word.term.weight + 0.01 : 0))
      known.set(token, value)
      return value
    }
    return Object.assign(isHit, { asTyped: (/** @type {string} */ token) => words.some(word => isSaid(word, token, tokeniser.key(token))) })
  }

  /** Whether a token is a word as it was typed, its accents or some of them left out. @type {(word: Search.Word, token: string, key: string) => boolean} */
  const isSaid = ({ term, open, guessed }, token, key) => !guessed && (key === term.key || (open && key.startsWith(term.key))) &&
    (!term.accents || term.accents(token, key) !== "other")

  /** What must be said before the results that are not what was typed; empty where they are. */
  search.caveat = (answer, text) => [cutOff(answer), shortened(answer), lacking(answer, text.trim())].filter(Boolean).join(" ")

  /** How much of a long text is asked for. @param {Search.Answer} answer */
  const cutOff = answer => answer.readings[0]?.cut ? fill(search.said.cut, { count: search.MOST_TOKENS }) : ""

  /** What a short form was taken for. @param {Search.Answer} answer */
  function shortened(answer) {
    const short = answer.cards.length ? answer.readings[0].short : null
    if (!short) return ""
    const { said } = search
    const last = short.names[short.names.length - 1]
    return fill(short.names.length > 1 ? said.shortMay : said.shortIs, { form: short.form, names: short.names.slice(0, -1).join(", "), last })
  }

  /** Whatever of an answer is not as it was typed. @param {Search.Answer} answer @param {string} words */
  function lacking(answer, words) {
    const { said } = search
    const missing = answer.exact.size ? null : numberMissing(answer.readings)
    if (missing) return fill(said.noNumber, missing)
    if (answer.exact.size || !answer.cards.length) return ""
    if (answer.quoted) return fill(said.guides, { words })
    if (answer.loosened) return fill(said.phrase)
    const hits = answer.slipped ? hitsOf(answer) : ""
    const meant = opened().tokeniser.tokens(hits).length < answer.readings[0].terms.length ? "" : hits
    return fill(meant ? said.instead : said.near, { words, meant })
  }

  /** The number of a cluster that was asked for and that none has, and those there are. @param {Search.Query[]} readings */
  function numberMissing(readings) {
    const index = opened()
    const term = readings.flatMap(({ terms }) => terms.filter((one, t) => one.key[0] === "#" && !index.byKey.has(one.key) && isOfCluster(terms, t)))[0]
    if (!term) return null
    /** @type {Set<number>} */
    const numbers = new Set()
    index.titles.forEach((title, card) => {
      if (index.facts(card).type !== "c") return
      for (const token of index.tokeniser.tokens(title)) if (token[0] === "#") numbers.add(+token.slice(1))
    })
    const known = Array.from(numbers).sort((a, b) => a - b).join(", ")
    return known ? { number: term.key.slice(1), numbers: known } : null
  }

  /** Whether a number is that of a cluster, or of nothing that is named: `quyết định số 45` is no cluster. @type {(terms: Search.Term[], t: number) => boolean} */
  const isOfCluster = (terms, t) => {
    const before = terms.slice(0, t).map(term => term.key)
    if (before[t - 1] === search.vietnamese.number_key) before.pop()
    const last = before.pop()
    return last === undefined || search.vietnamese.numbered.includes(last)
  }

  /** The words of the first result that are taken for those typed. @param {Search.Answer} answer */
  function hitsOf(answer) {
    const found = search.marker(answer)(answer.cards[0])
    const isHit = Object.assign(/** @type {Search.Worth} */ (token => found(token)), { asTyped: () => true })
    const about = search.describe(answer.cards[0])
    const holder = document.createElement("p")
    search.marked(holder, [about.title, about.place].filter(Boolean).join(" · "), isHit)
    return Array.from(holder.querySelectorAll("mark"), mark => mark.textContent).join(" … ")
  }

  /** Whether a token is what may be meant; a slip of the fingers counts only where nothing fits without one. @type {(word: Search.Word, token: string, key: string) => boolean} */
  const isMeant = ({ term, open }, token, key) => {
    const { FITS } = search
    if (key === term.key || (open && key.startsWith(term.key))) {
      const other = term.accents && FITS[term.accents(token, key)] < FITS.less
      return !other || !term.words.some((_, at) => at < term.strict && term.fits[at] >= FITS.less)
    }
    if (term.strict) return false
    if (term.words.includes(opened().words.get(token) ?? -1)) return true
    return !term.words.length && (term.inProse ?? []).some(reading => search.prose.tokens[reading.at] === token)
  }

  /** No-break spaces, the most needed of those pages have; no text becomes longer or shorter. @param {string} text */
  const typeset = text => text.replace(/ (?=– )/g, "\u00a0")
    .replace(new RegExp(search.vietnamese.clinging, "gi"), "$1$2\u00a0")

  /** Puts a text into an element, words that are meant in <mark>; neighbours share one. */
  search.marked = (element, text, isHit) => {
    const { tokeniser } = opened()
    const clean = typeset(tokeniser.clean(text))
    let done = 0
    /** @type {HTMLElement | null} */
    let open = null
    for (const word of tokeniser.located(clean)) {
      if (word.start < done || !isHit(word.token)) continue
      const between = clean.slice(done, word.start)
      const name = isHit.asTyped(word.token) ? "" : "td-other"
      if (open && open.className === name && /^[ \u00a0]*$/.test(between)) {
        open.textContent += between + clean.slice(word.start, word.end)
      } else {
        element.append(between)
        open = search.element("mark", name, element, clean.slice(word.start, word.end))
      }
      done = word.end
    }
    element.append(clean.slice(done))
  }

  /**
   * The stretch of a text in which most of the query stands close together.
   * `text`: paragraphs with tabs between them; empty when there is none.
   */
  search.excerpt = (text, isHit) => {
    const { tokeniser } = opened()
    const clean = tokeniser.clean(text.replace(/\t/g, "\n"))
    const words = tokeniser.located(clean)
    if (!words.length) return ""
    let best = 0
    let most = 0
    /** @type {Map<string, number>} */
    const inside = new Map()
    let worth = 0
    /** A word that comes in or goes out of the stretch; said again it tells little. @param {Search.Located | undefined} word @param {number} by */
    const change = (word, by) => {
      const value = word ? isHit(word.token) : 0
      if (!word || !value) return
      const before = inside.get(word.token) ?? 0
      inside.set(word.token, before + by)
      worth += by * (Math.min(before, before + by) ? value * 0.05 : value)
    }
    words.forEach((word, n) => {
      change(word, 1)
      change(words[n - EXCERPT_WORDS], -1)
      if (worth > most + 1e-9) { most = worth; best = Math.max(0, n - EXCERPT_WORDS + 1) }
    })
    // Begin where a sentence or a paragraph begins, if one does nearby.
    let first = best
    const before = clean.slice(0, words[best].start)
    const sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n"))
    const near = words.findIndex(word => word.start > sentence)
    if (near >= 0 && best - near <= EXCERPT_LEAST) first = near
    const last = Math.min(words.length - 1, first + EXCERPT_WORDS + (best - first))
    const start = first === 0 ? 0 : words[first].start
    const end = last === words.length - 1 ? clean.length : words[last].end
    const cut = clean.slice(start, end).trim().replace(/\s*\n\s*/g, " – ")
    const begins = start === 0 || /[.\n]\s*["“(]?$/.test(clean.slice(0, start))
    return (begins ? "" : "… ") + cut + (end >= clean.length ? "" : " …")
  }

  /** `04/4/2024`; a month or a year in the page's words: as thidua.dates.short writes it. */
  search.shortDate = iso => {
    const [year, month, day] = iso.split("-")
    const { dateYear, dateMonth } = search.said
    if (!month) return fill(dateYear, { year })
    const number = (+month < 3 ? "0" : "") + +month
    return day ? `${day}/${number}/${year}` : fill(dateMonth, { month: number, year })
  }

  search.describe = card => {
    const index = opened()
    const facts = index.facts(card)
    const type = index.type(card)
    const kinds = facts.kinds.map(kind => index.kinds[kind].label)
    const dated = facts.date && "eg".includes(facts.type)
    return {
      title: index.titles[card],
      label: kinds.length ? kinds.join(", ") : type.label,
      date: dated ? spanText(facts.date, facts.end) : "",
      iso: dated ? facts.date : "",
      cluster: facts.type === "t" ? "" : (facts.refs.C ?? []).slice(0, 3).map(c => index.titles[c]).join("; "),
      place: facts.places.map(place => index.strings[place]).join(", "),
      note: facts.type === "l" ? (facts.refs.K ?? []).map(k => index.titles[k]).join("; ") : facts.note
    }
  }

  /** @param {string} start @param {string} end */
  function spanText(start, end) {
    if (end === start) return search.shortDate(start)
    if (end === "..") return fill(search.said.dateSince, { date: search.shortDate(start) })
    if (start.slice(0, 7) === end.slice(0, 7) && start.length === 10) return start.slice(8) + "–" + search.shortDate(end)
    return search.shortDate(start) + " – " + search.shortDate(end)
  }
})()

// @ts-check
// /tim-kiem/: results as one types, facets, order, and an address that keeps all of it.
(() => {
  "use strict"
  const { fill, search } = window.thidua
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-search-page]"))
  if (!page) return
  const said = page.dataset

  const AT_ONCE = 20
  /** How long results wait for the prose before the cards alone are shown. */
  const PATIENCE = 150
  const WIDE = window.matchMedia("(min-width: 60em)")

  /** @param {string} name */
  const one = name => /** @type {HTMLElement} */ (page.querySelector("[data-td-search-" + name + "]"))
  const form = /** @type {HTMLFormElement} */ (page.querySelector("form"))
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"))
  const list = /** @type {HTMLElement} */ (page.querySelector("#ket-qua"))
  const count = one("count")
  const note = one("note")
  const more = one("more")
  const sort = /** @type {HTMLSelectElement} */ (one("sort"))
  const sorting = /** @type {HTMLElement} */ (sort.parentElement)
  const chips = one("chosen")
  const facets = one("facets")
  const facetList = one("facet-list")
  const filter = one("filter")
  const sheet = /** @type {HTMLDialogElement} */ (one("sheet"))
  const csv = one("csv")
  const legends = (said.facets ?? "").split("|")
  const title = document.title

  /** What the box says, for paper: the box itself is not printed. */
  const asked = document.createElement("p")
  asked.className = "td-print-only"
  list.before(asked)

  /** @type {{finder: Search.Finder, index: Search.Index, values: Search.FacetValues, facetList: Search.FacetList} | null} */
  let engine = null
  /** @type {Search.Answer | null} */
  let answer = null
  /** @type {number[]} */
  let found = []
  let shown = 0
  let turn = 0
  /** How many rows were shown and how far the page was scrolled when it was left. @type {{shown: number, top: number} | null} */
  let left = null
  /** Rows whose excerpts are still on their way. @type {Promise<void>[]} */
  let coming = []
  /** Whether the words in the box are those of a finished search: the next change is a step of its own, to go back from. */
  let settled = true
  /** Whether the entry of the history is that of the opened sheet: Back closes it, and all that was chosen in it is one step. */
  let sheetEntry = false
  /** Values chosen by facet, as they stand in the address. @type {Set<string>[]} */
  let wanted = search.FACETS.map(() => new Set())

  function readAddress() {
    const query = new URLSearchParams(location.search)
    // A box has one line: what was copied over two must not run together.
    input.value = (query.get("q") ?? "").replace(/\s+/g, " ")
    const order = query.get("xep") ?? ""
    sort.value = ["moi", "cu"].includes(order) ? order : ""
    wanted = search.FACETS.map(name => new Set(query.getAll(name).flatMap(text => text.split(",")).filter(Boolean)))
  }

  /** @param {boolean} step */
  function writeAddress(step) {
    const parts = []
    if (input.value.trim()) parts.push(search.inAddress(input.value.trim()))
    search.FACETS.forEach((name, n) => wanted[n].forEach(id => parts.push(name + "=" + encodeURIComponent(id))))
    if (sort.value) parts.push("xep=" + sort.value)
    const address = location.pathname + (parts.length ? "?" + parts.join("&") : "")
    if (address === location.pathname + location.search) return
    if (step) keepPlace()
    enter(step ? "pushState" : "replaceState", null, address)
  }

  /** Changes the history; false in a folder without a server, which may refuse: the page works, its address stays. @type {(way: "pushState" | "replaceState", state: unknown, address?: string) => boolean} */
  function enter(way, state, address) {
    try {
      history[way](state, "", address)
      return true
    } catch {
      return false
    }
  }

  /** Tells the entry of the history where the reader is: Reload and Back lead there. */
  function keepPlace() {
    if (!left && engine) enter("replaceState", { shown, top: Math.round(window.scrollY) })
  }

  /** Leads to where the reader was, once every row has its height. */
  function returnTo() {
    const place = left
    if (!place) return
    while (shown < Math.min(place.shown, found.length)) append()
    Promise.all(coming).then(() => {
      if (left !== place) return
      window.scrollTo({ top: place.top, behavior: "instant" })
      left = null
    })
  }

  /** @param {boolean} step */
  function run(step) {
    const mine = ++turn
    const text = input.value.trim()
    writeAddress(step)
    list.setAttribute("aria-busy", "true")
    if (!engine) count.textContent = fill(said.loading)
    ready().then(({ finder, index }) => {
      if (mine !== turn) return
      answer = text ? finder.find(text, null, settled) : everything(index)
      const waited = window.setTimeout(() => { if (mine === turn) render() }, PATIENCE)
      search.prose.gather(answer.readings).then(there => {
        window.clearTimeout(waited)
        if (mine !== turn) return
        if (there && text) answer = finder.find(text, query => search.prose.of(query), settled)
        render()
        // What the cards alone answered before may still have changed.
        list.removeAttribute("aria-busy")
        returnTo()
      })
    }, () => {
      list.removeAttribute("aria-busy")
      count.textContent = ""
      say(fill(said.failed))
    })
  }

  function ready() {
    return search.open().then(finder => {
      if (engine) return engine
      const index = /** @type {Search.Index} */ (search.index)
      const values = new search.FacetValues(index)
      return (engine = { finder, index, values, facetList: new search.FacetList(facetList, values, said, (value, on) => choose(values.all[value], on)) })
    })
  }

  /** Without words, everything the facets leave, the newest first; nothing when no facet is chosen either. @type {(index: Search.Index) => Search.Answer} */
  const everything = ({ titles, dates }) => {
    const all = wanted.some(set => set.size) ? titles.map((_, card) => card) : []
    const cards = all.sort((a, b) => dates[b] - dates[a] || b - a)
    return { ...search.NOTHING, cards, exact: new Set(cards), near: false }
  }

  /** The number of a value of the address; -1 for one no card has. @type {(values: Search.FacetValues, facet: number, id: string) => number} */
  const valueNumber = (values, facet, id) => values.known.get(search.FACETS[facet] + "=" + id) ?? -1

  /** Takes a value into the choice or lets it go, and shows the results anew; without a value only that. @type {(value: {facet: number, id: string} | undefined, on: boolean) => void} */
  function choose(value, on) {
    if (value) wanted[value.facet][on ? "add" : "delete"](value.id)
    if (value) writeAddress(!sheetEntry)
    if (engine && !input.value.trim()) answer = everything(engine.index)
    render()
  }

  /** @param {string} text */
  function say(text) {
    note.hidden = !text
    note.textContent = text
  }

  function render() {
    if (!engine || !answer) return
    const { values, index: { dates } } = engine
    const chosen = wanted.map((set, facet) => new Set(Array.from(set, id => valueNumber(values, facet, id))))
    const filtered = values.filter(answer.cards, chosen)
    const { aside } = answer
    // The guides are a choice among the types; unless it is made, they stay out of the way.
    const withGuides = wanted[search.FACETS.indexOf("loai")].has("trang")
    found = filtered.cards.filter(card => withGuides || !aside.has(card))
    if (sort.value) {
      const way = sort.value === "moi" ? -1 : 1
      found.sort((a, b) => (dates[a] ? 0 : 1) - (dates[b] ? 0 : 1) || way * (dates[a] - dates[b] || a - b))
    }
    engine.facetList.show(filtered.counts, chosen)
    facets.hidden = filter.hidden = !answer.cards.length
    csv.hidden = !found.length
    one("apply").textContent = one("sheet-count").textContent = found.length ? fill(said.apply, { count: found.length }) : fill(said.none)
    renderChips(values)
    const text = input.value.trim()
    document.title = text ? fill(said.titled, { words: text, title }) : title
    count.textContent = !text && !found.length && !wanted.some(set => set.size) ? "" : heading(answer)
    asked.textContent = text ? fill(said.asked, { words: text }) : ""
    sorting.hidden = found.length < 2
    say(message(answer, text))
    list.textContent = ""
    shown = 0
    coming = []
    append()
  }

  /** @param {Search.Answer} given */
  const heading = given => {
    if (!found.length) return fill(said.none)
    const exact = found.filter(card => given.exact.has(card)).length
    const [count, others] = [exact, found.length - exact].map(n => n.toLocaleString(document.documentElement.lang || "vi"))
    if (!exact) return fill(said.near, { others })
    return fill(found.length > exact ? said.countAlike : said.count, { count, others })
  }

  /** @type {(given: Search.Answer, text: string) => string} */
  function message(given, text) {
    const caveat = text ? search.caveat(given, text) : ""
    if (found.length) return caveat
    if (given.cards.length) return fill(said.filtered)
    return text ? [caveat, fill(said.nothing, { words: text })].filter(Boolean).join(" ") : fill(said.empty)
  }

  /** @param {Search.FacetValues} values */
  function renderChips(values) {
    chips.textContent = ""
    wanted.forEach((set, facet) => set.forEach(id => {
      const label = values.all[valueNumber(values, facet, id)]?.label ?? id
      const button = search.element("button", "td-search-chip", search.element("li", "", chips), legends[facet] + ": " + label)
      button.type = "button"
      button.setAttribute("aria-label", fill(said.unfilter, { facet: legends[facet].toLowerCase(), value: label }))
      button.addEventListener("click", () => {
        choose({ facet, id }, false)
        const next = chips.querySelector("button") ?? input
        next.focus()
      })
    }))
    chips.hidden = !chips.children.length
  }

  /** Shows some more of what was found; gives the first of them. */
  function append() {
    const marks = search.marker(answer ?? search.NOTHING)
    const from = shown
    shown = Math.min(found.length, shown + AT_ONCE)
    for (const card of found.slice(from, shown)) hit(card, marks(card))
    more.hidden = shown >= found.length
    more.textContent = fill(said.more, { count: Math.min(AT_ONCE, found.length - shown) })
    return list.children[from]
  }

  /** @type {(card: number, isHit: Search.Hits) => void} */
  function hit(card, isHit) {
    const { element } = search
    const index = /** @type {Search.Index} */ (search.index)
    const about = search.describe(card)
    const item = element("li", "td-search-hit", list)
    const over = element("p", "td-search-over", item)
    if (about.date) {
      element("time", "", over, about.date).dateTime = about.iso
      over.append(" · ")
    }
    over.append(about.label)
    if (answer?.exact.size && !answer.exact.has(card)) over.append(" · ", fill(search.said.alike))
    const title = element("h3", "td-search-name", item)
    const link = element("a", "td-title-link", title)
    link.href = search.href(index.address(card))
    search.marked(link, about.title, isHit)
    const belongs = [about.cluster, about.place, about.note].filter(Boolean).join(" · ")
    if (belongs) search.marked(element("p", "td-search-belongs", item), belongs, isHit)
    const excerpt = element("p", "td-search-excerpt", item)
    // What the title says already needs no proof: the excerpt shows the rest, or how the text begins.
    const inTitle = new Set(index.tokeniser.tokens(about.title))
    /** @type {Search.Worth} */
    const isNew = token => inTitle.has(token) ? 0 : isHit(token)
    coming.push(search.prose.textOf(card).then(text => {
      const hits = text && index.tokeniser.tokens(text).some(token => isNew(token))
      const cut = text ? search.excerpt(hits ? text : text.split("\t")[0] || text, isNew) : ""
      if (cut) search.marked(excerpt, cut, isHit)
      else excerpt.remove()
    }))
  }

  /** A cell, in which nothing is a formula: as thidua.outputs.data writes it. @param {string} text */
  function cell(text) {
    const plain = text.replace(new RegExp(said.formula ?? "", "g"), "$1'")
    return /[",\r\n]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain
  }

  /** All that was found, a line a page. */
  function table() {
    const index = /** @type {Search.Index} */ (search.index)
    const rows = found.map(card => {
      const about = search.describe(card)
      const sure = answer?.exact.has(card)
      return [about.label, about.title, about.iso, about.cluster, about.place, search.href(index.address(card)), sure ? "" : fill(search.said.alike)]
    })
    return "\ufeff" + [(said.csvColumns ?? "").split("|"), ...rows].map(row => row.map(cell).join(",") + "\r\n").join("")
  }

  csv.addEventListener("click", () => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([table()], { type: "text/csv" }))
    link.download = "tim-kiem.csv"
    link.click()
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  })

  input.addEventListener("input", () => {
    const before = new URLSearchParams(location.search).get("q") ?? ""
    const changed = before !== input.value.trim()
    const step = settled && changed && before !== ""
    if (changed) settled = false
    run(step)
  })
  input.addEventListener("change", () => { settled = true })
  form.addEventListener("submit", event => {
    event.preventDefault()
    settled = true
    run(true)
  })
  input.addEventListener("keydown", event => {
    if (event.key === "Escape" && input.value && !search.composing(event)) {
      event.preventDefault()
      input.value = ""
      run(false)
    }
  })
  sort.addEventListener("change", () => {
    writeAddress(true)
    render()
  })
  more.addEventListener("click", () => {
    append()?.querySelector("a")?.focus()
    keepPlace()
  })
  history.scrollRestoration = "manual"
  window.addEventListener("popstate", event => {
    if (sheetEntry) {
      sheetEntry = false
      sheet.close()
      writeAddress(true)
      return
    }
    left = event.state
    settled = true
    readAddress()
    run(false)
  })
  let rest = 0
  window.addEventListener("scroll", () => {
    window.clearTimeout(rest)
    rest = window.setTimeout(keepPlace, 150)
  }, { passive: true })
  window.addEventListener("pagehide", keepPlace)
  // Whoever scrolls before all is there is where they want to be.
  const stay = () => { left = null }
  for (const name of ["wheel", "touchstart", "keydown"]) window.addEventListener(name, stay, { passive: true })
  // Back to a page that was kept: Safari then empties a box with autocomplete="off", but not the results below it.
  window.addEventListener("pageshow", event => { if (event.persisted) window.setTimeout(readAddress) })
  filter.addEventListener("click", () => {
    sheet.querySelector("div")?.after(facetList)
    sheet.showModal()
    sheetEntry = enter("pushState", null)
  })
  sheet.addEventListener("click", event => {
    const { target } = event
    if (target === sheet || (target instanceof Element && target.closest("[data-td-search-close]"))) sheet.close()
  })
  sheet.addEventListener("close", () => {
    facets.append(facetList)
    if (sheetEntry) history.back()
  })
  WIDE.addEventListener("change", () => { if (sheet.open) sheet.close() })

  page.hidden = false
  sorting.hidden = true
  left = history.state
  readAddress()
  run(false)
  if (!input.value) input.focus()
})()

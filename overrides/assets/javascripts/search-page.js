// /tim-kiem/: results as one types, facets, order, and an address that keeps all of it.
(function () {
  "use strict"
  const search = window.thidua.search
  const page = document.querySelector("[data-td-search-page]")
  if (!page) return

  const AT_ONCE = 20
  /** How long results wait for the prose before the cards alone are shown. */
  const PATIENCE = 150
  const WIDE = window.matchMedia("(min-width: 60em)")

  const one = name => page.querySelector("[data-td-search-" + name + "]")
  const form = page.querySelector("form")
  const input = form.querySelector("input")
  const list = page.querySelector("#ket-qua")
  const count = one("count")
  const note = one("note")
  const more = one("more")
  const sort = one("sort")
  const sorting = sort.parentElement
  const chips = one("chosen")
  const facets = one("facets")

  /** What the box says, for paper: the box itself is not printed. */
  const asked = document.createElement("p")
  asked.className = "td-print-only"
  list.parentElement.prepend(asked)

  /** @type {{finder: Object, values: Object, facetList: Object}|null} */
  let engine = null
  let answer = null
  let found = []
  let shown = 0
  let turn = 0
  /** Whether the words in the box are those of a finished search: the next change is a step of its own, to go back from. */
  let settled = true
  /** Values chosen by facet, as they stand in the address. */
  let wanted = search.FACETS.map(() => new Set())

  // ---- The address ------------------------------------------------------------------------------------------------

  function readAddress() {
    const asked = new URLSearchParams(location.search)
    // A box has one line: what was copied over two must not run together.
    input.value = (asked.get("q") || "").replace(/\s+/g, " ")
    sort.value = ["moi", "cu"].includes(asked.get("xep")) ? asked.get("xep") : ""
    wanted = search.FACETS.map(row => new Set([].concat.apply([], asked.getAll(row[0]).map(text => text.split(","))).filter(Boolean)))
  }

  function writeAddress(step) {
    const parts = []
    if (input.value.trim()) parts.push("q=" + encodeURIComponent(input.value.trim()))
    search.FACETS.forEach((row, n) => wanted[n].forEach(id => parts.push(row[0] + "=" + encodeURIComponent(id))))
    if (sort.value) parts.push("xep=" + sort.value)
    const address = location.pathname + (parts.length ? "?" + parts.join("&") : "")
    if (address === location.pathname + location.search) return
    try {
      history[step ? "pushState" : "replaceState"](null, "", address)
    } catch (error) { /* A folder without a server may refuse: the page works, its address stays. */ }
  }

  // ---- Finding ----------------------------------------------------------------------------------------------------

  function run(step) {
    const mine = ++turn
    const text = input.value.trim()
    writeAddress(step)
    list.setAttribute("aria-busy", "true")
    if (!engine) say("Đang tải chỉ mục tìm kiếm…")
    ready().then(() => {
      if (mine !== turn) return
      if (!text) {
        answer = { cards: browsed(), near: false, readings: [], best: 0 }
        render()
        return
      }
      answer = engine.finder.find(text)
      let done = false
      const waited = window.setTimeout(() => { if (mine === turn && !done) render() }, PATIENCE)
      search.prose.gather(answer.readings).then(there => {
        done = true
        window.clearTimeout(waited)
        if (mine !== turn) return
        if (there) answer = engine.finder.find(text, query => search.prose.of(query))
        render()
      })
    }, () => {
      list.removeAttribute("aria-busy")
      say("Không tải được chỉ mục tìm kiếm. Hãy tải lại trang, hoặc tìm theo các danh mục ở đầu trang.")
    })
  }

  function ready() {
    return search.open().then(finder => {
      if (engine) return
      const values = new search.FacetValues(search.index)
      engine = { finder: finder, values: values, facetList: new search.FacetList(one("facet-list"), values, choose) }
    })
  }

  /** Without words, everything the facets leave, the newest first; nothing when no facet is chosen either. */
  function browsed() {
    if (!wanted.some(set => set.size)) return []
    const cards = Array.from({ length: search.index.size }, (_, card) => card)
    return cards.sort((a, b) => search.index.dates[b] - search.index.dates[a] || a - b)
  }

  /** The number of a value of the address; -1 for one no card has. */
  const valueNumber = (facet, id) => {
    const number = engine.values.known.get(search.FACETS[facet][0] + "=" + id)
    return number === undefined ? -1 : number
  }

  function choose(value, on) {
    if (value >= 0) {
      const chosen = engine.values.all[value]
      if (on) wanted[chosen.facet].add(chosen.id)
      else wanted[chosen.facet].delete(chosen.id)
      writeAddress(true)
    }
    if (!input.value.trim()) answer.cards = browsed()
    render()
  }

  // ---- Showing ----------------------------------------------------------------------------------------------------

  function say(text) {
    note.hidden = !text
    note.textContent = text
  }

  function render() {
    const chosen = wanted.map((set, facet) => new Set(Array.from(set, id => valueNumber(facet, id))))
    const filtered = engine.values.filter(answer.cards, chosen)
    found = filtered.cards.slice()
    const dates = search.index.dates
    if (sort.value) {
      const way = sort.value === "moi" ? -1 : 1
      found.sort((a, b) => (dates[a] ? 0 : 1) - (dates[b] ? 0 : 1) || way * (dates[a] - dates[b]) || a - b)
    }
    engine.facetList.show(filtered.counts, chosen)
    facets.hidden = !answer.cards.length
    renderChips(chosen)
    const text = input.value.trim()
    document.title = document.title.replace(/^(?:“.*” – )?/, text ? "“" + text + "” – " : "")
    count.textContent = !text && !found.length && !wanted.some(set => set.size) ? ""
      : !found.length ? "Không có kết quả" : answer.near ? "Không có kết quả khớp hoàn toàn" : number(found.length) + " kết quả"
    asked.textContent = text ? "Từ cần tìm: " + text : ""
    sorting.hidden = found.length < 2
    say(message(text))
    list.textContent = ""
    shown = 0
    append()
    list.removeAttribute("aria-busy")
  }

  const number = value => String(value).replace(/\B(?=(\d{3})+$)/g, ".")

  function message(text) {
    if (answer.loosened && found.length) return "Không có trang nào ghi đúng cụm từ trong ngoặc kép. Gần nhất là:"
    if (answer.near && found.length) return "Không có trang nào chứa đủ các từ đã gõ. Gần nhất là:"
    if (found.length) return ""
    if (answer.cards.length) return "Có trang khớp với từ cần tìm nhưng không qua được các bộ lọc. Bỏ bớt bộ lọc để thấy."
    if (text) return "Không tìm thấy “" + text + "”. Thử ít từ hơn, xem lại cách viết, hoặc tìm theo các danh mục ở đầu trang."
    return "Gõ tên sự kiện, cụm, đơn vị, người, nơi hoặc ngày; ví dụ: cum 1 2024 ky giao uoc."
  }

  function renderChips(chosen) {
    chips.textContent = ""
    wanted.forEach((set, facet) => set.forEach(id => {
      const value = valueNumber(facet, id)
      const label = value < 0 ? id : engine.values.all[value].label
      const item = document.createElement("li")
      const button = document.createElement("button")
      button.type = "button"
      button.className = "td-search-chip"
      button.textContent = search.FACETS[facet][1] + ": " + label
      button.setAttribute("aria-label", "Bỏ lọc " + search.FACETS[facet][1].toLowerCase() + ": " + label)
      button.addEventListener("click", () => {
        wanted[facet].delete(id)
        writeAddress(true)
        if (!input.value.trim()) answer.cards = browsed()
        render()
        const next = chips.querySelector("button") || input
        next.focus()
      })
      item.append(button)
      chips.append(item)
    }))
    chips.hidden = !chips.children.length
  }

  function append() {
    const isHit = search.marker(answer.readings)
    const from = shown
    shown = Math.min(found.length, shown + AT_ONCE)
    for (const card of found.slice(from, shown)) list.append(hit(card, isHit))
    more.hidden = shown >= found.length
    more.textContent = "Xem thêm " + Math.min(AT_ONCE, found.length - shown) + " kết quả"
    return list.children[from]
  }

  function element(name, className, parent) {
    const made = document.createElement(name)
    made.className = className
    parent.append(made)
    return made
  }

  function hit(card, isHit) {
    const about = search.describe(card)
    const item = document.createElement("li")
    item.className = "td-search-hit"
    const over = element("p", "td-search-over", item)
    if (about.date) {
      const time = element("time", "", over)
      time.dateTime = about.iso
      time.textContent = about.date
      over.append(" · ")
    }
    over.append(about.label)
    const title = element("h3", "td-search-name", item)
    const link = element("a", "td-title-link", title)
    link.href = search.href(search.index.address(card))
    search.marked(link, about.title, isHit)
    const belongs = [about.cluster, about.place, about.note].filter(Boolean).join(" · ")
    if (belongs) search.marked(element("p", "td-search-belongs", item), belongs, isHit)
    const excerpt = element("p", "td-search-excerpt", item)
    // What the title says already needs no proof: the excerpt shows the rest, or how the text begins.
    const inTitle = new Set(search.index.tokeniser.tokens(about.title))
    const isNew = token => inTitle.has(token) ? 0 : isHit(token)
    search.prose.textOf(card).then(text => {
      const hits = text && search.index.tokeniser.tokens(text).some(token => isNew(token))
      const cut = text ? search.excerpt(hits ? text : text.split("\t")[0] || text, isNew) : ""
      if (cut) search.marked(excerpt, cut, isHit)
      else excerpt.remove()
    })
    return item
  }

  // ---- Events -----------------------------------------------------------------------------------------------------

  input.addEventListener("input", () => {
    const before = new URLSearchParams(location.search).get("q") || ""
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
    if (engine && answer) render()
  })
  more.addEventListener("click", () => {
    const first = append()
    if (first) first.querySelector("a").focus()
  })
  window.addEventListener("popstate", () => {
    readAddress()
    run(false)
  })
  // Back to a page that was kept: Safari then empties a box with autocomplete="off", but not the results below it.
  window.addEventListener("pageshow", event => { if (event.persisted) window.setTimeout(readAddress) })
  const widen = () => { facets.open = WIDE.matches }
  if (WIDE.addEventListener) WIDE.addEventListener("change", widen)
  widen()

  page.hidden = false
  sorting.hidden = true
  readAddress()
  run(false)
  if (!input.value) input.focus()
})()

// @ts-check
// The search box of the masthead, on every page. Small: the engine and the index are loaded when the box is first
// touched. Follows the ARIA combobox pattern with a listbox; without this script the form leads to /tim-kiem/.
(() => {
  "use strict"
  const { fill, run } = window.thidua
  const search = (window.thidua.search ??= /** @type {Search.Api} */ ({}))

  const SUGGESTIONS = 8
  /** How long the building of the index may hold up a key, in milliseconds. */
  const SLICE = 6
  const here = /** @type {HTMLScriptElement} */ (document.currentScript)
  const root = new URL("../../", here.src)
  const folder = new URL("assets/search/", root)

  /** What makes promises as one that makes each only once, and again only after it failed. @template T @param {(of: string) => Promise<T>} make */
  function once(make) {
    /** @type {Map<string, Promise<T>>} */
    const made = new Map()
    return (of = "") => {
      const coming = made.get(of) ?? make(of)
      made.set(of, coming)
      coming.catch(() => { made.delete(of) })
      return coming
    }
  }

  const script = once(run)

  /** Called by newest.js, the one file of the search whose name stays: the names of all others tell their content. */
  let names = { index: folder, cards: [""], quick: [""] }
  search.newest = (engine, index, count, first, words) => {
    Object.assign(search.said, words)
    const inside = new URL(index + "/", folder)
    names = { index: inside, cards: Array.from({ length: count }, (_, n) => new URL("c" + n + ".js", inside).href),
      quick: [new URL(engine, folder).href, ...first ? [new URL("first.js", inside).href] : []] }
  }

  /** The engine and, on a large site, the index of the newest events. */
  const arrive = once(() => script(new URL("newest.js", folder).href).then(() => Promise.all(names.quick.map(url => script(url)))))

  /** Gives way to keys and to painting; sooner than a timer would come back. */
  const channel = new MessageChannel()
  /** @type {(() => void)[]} */
  const waiting = []
  channel.port1.onmessage = () => waiting.shift()?.()
  /** @returns {Promise<void>} */
  const breath = () => new Promise(resolve => { waiting.push(resolve); channel.port2.postMessage(0) })

  /** While a key is answered from the newest events, the rest of the index waits: it would take longer than the answer. */
  let held = Promise.resolve()
  function hold() {
    let free = () => {}
    held = new Promise(resolve => { free = resolve })
    return free
  }

  /** All cards, a file after the other: each is short enough for a key to be answered in between. */
  const arriveWhole = once(() => arrive().then(() => held).then(() => {
    ahead(names.cards)
    return names.cards.reduce((before, file) => before.then(() => held).then(() => script(file)).then(breath), held)
  }))

  /** Has files on their way before their turn comes. @param {string[]} files */
  function ahead(files) {
    if (location.protocol === "file:") return
    for (const href of files) document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href }))
  }

  /** A moment of building; the promise is kept when the whole index is there. @returns {Promise<void>} */
  function build() {
    const end = performance.now() + SLICE
    return search.build(() => performance.now() < end) ? Promise.resolve() : breath().then(() => held).then(build)
  }

  /** @type {Search.Finder | null} */
  let finder = null
  /** @type {Search.Finder | null} */
  let quickFinder = null

  /** The engine, ready to be asked for everything. */
  search.open = once(() => arriveWhole().then(build).then(() => {
    quickFinder = null
    const index = /** @type {Search.Index} */ (search.index)
    /** @param {string} file */
    const url = file => new URL(file, names.index).href
    search.prose = new search.Prose(index, file => run(url(file)), file => search.bring(url(file), run))
    return (finder = new search.Finder(index))
  }))

  /** A Finder of what is there already: everything, or the newest events; null when there is neither. */
  function quick() {
    if (finder || search.whole) return finder
    search.openFirst()
    if (!quickFinder && search.index) quickFinder = new search.Finder(search.index)
    return quickFinder
  }

  /** Code that has run a few times runs three times as fast: on the small index that takes a moment only. */
  const rehearseSmall = () => (quickFinder ? search.vietnamese.rehearsed : []).reduce((before, text) => before.then(breath).then(() => held)
    .then(() => { if (quickFinder && !input.value) quickFinder.find(text) }), Promise.resolve())

  /** A site address as a link from this page; in a folder without a server every page is an index.html. */
  search.href = address => {
    const parts = address.split("#")
    const file = location.protocol === "file:" && parts[0].endsWith("/") ? "index.html" : ""
    return new URL(parts[0].slice(1) + file + (parts[1] ? "#" + parts[1] : ""), root).href
  }

  /** What was typed as an address has it: more than this hosts refuse, and nobody looks for. */
  search.inAddress = text => "q=" + encodeURIComponent(text.slice(0, 1000).replace(/[\ud800-\udbff]$/, ""))

  search.resultsHref = text => search.href("/tim-kiem/") + "?" + search.inAddress(text)

  /** Whether a key belongs to what puts letters together; in Safari the one that ends it comes after the end, as number 229. */
  search.composing = event => event.isComposing || event.keyCode === 229

  const form = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-search]"))
  const page = document.querySelector("[data-td-search-page]")
  const said = search.said = { ...form?.dataset }

  const field = /** @type {HTMLInputElement | null | undefined} */ ((page ?? form)?.querySelector("input[type=search]"))
  if (!field) return
  const input = field

  document.addEventListener("keydown", event => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!slash && !letter) return
    event.preventDefault()
    input.focus()
    input.select()
  })
  if (page || !form) return

  const list = document.createElement("ul")
  Object.assign(list, { className: "td-search-list", id: "td-search-list", hidden: true })
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", form.dataset.list ?? "")
  const status = document.createElement("p")
  status.className = "td-hidden"
  status.setAttribute("role", "status")
  status.dataset.tdSearchStatus = ""
  form.append(list, status)
  let active = -1
  /** Counts what was asked for, so that a late answer never replaces a newer one. */
  let asked = 0

  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")
  input.setAttribute("aria-keyshortcuts", "/ Control+K")

  const options = () => /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll("[role=option]")))

  /** Takes all options away. @param {boolean} open whether others follow */
  function clear(open) {
    list.hidden = !open
    list.textContent = ""
    active = -1
    input.setAttribute("aria-expanded", String(open))
    input.removeAttribute("aria-activedescendant")
  }

  function close() {
    asked++
    status.textContent = ""
    clear(false)
  }

  /** @param {number} number */
  function mark(number) {
    const all = options()
    all[active]?.setAttribute("aria-selected", "false")
    active = number < -1 ? all.length - 1 : number >= all.length ? -1 : number
    if (active < 0) input.removeAttribute("aria-activedescendant")
    if (active < 0) return
    all[active].setAttribute("aria-selected", "true")
    all[active].scrollIntoView({ block: "nearest" })
    input.setAttribute("aria-activedescendant", all[active].id)
  }

  /** @param {string} href */
  function option(href, className = "", text = "") {
    const item = search.element("li", "td-search-option" + className, list, text)
    item.id = "td-search-option-" + options().length
    item.setAttribute("role", "option")
    item.setAttribute("aria-selected", "false")
    item.dataset.href = href
    return item
  }

  /** `sure`: whether the prose was asked, too; before that nobody knows what is not there. @param {Search.Answer} answer @param {string} text */
  function show(answer, text, sure = true) {
    const index = /** @type {Search.Index} */ (search.index)
    clear(true)
    const marks = search.marker(answer)
    const caveat = sure ? search.caveat(answer, text) : ""
    if (caveat) search.element("li", "td-search-aside", list, caveat).setAttribute("role", "presentation")
    /** @param {number} card */
    const alike = card => answer.exact.size > 0 && !answer.exact.has(card)
    const cards = answer.cards.filter(card => !answer.aside.has(card)).slice(0, SUGGESTIONS)
    for (const card of cards) {
      const about = search.describe(card)
      const isHit = marks(card)
      const item = option(search.href(index.address(card)))
      search.marked(search.element("span", "td-search-title", item), about.title, isHit)
      search.marked(search.element("span", "td-search-about", item), [alike(card) ? said.alike : "", about.date, about.label, about.cluster || about.note, about.place].filter(Boolean).join(" · "), isHit)
    }
    option(search.resultsHref(text), " td-search-all", fill(cards.length ? said.all : said.deeper))
    status.textContent = [caveat, fill(cards.length ? said.some : said.none, { count: cards.length })].filter(Boolean).join(" ")
  }

  /** Whether the reader is about to choose: then the list must not change below the finger. */
  const choosing = () => active >= 0 || (!list.hidden && list.matches(":hover"))

  function suggest() {
    const text = input.value
    const turn = ++asked
    const current = () => turn === asked
    if (!text.trim()) close()
    else if (finder) answered(finder, text, current)
    if (finder || !text.trim()) return
    let shown = false
    const free = hold()
    arrive().then(() => {
      const near = current() ? quick() : null
      const answer = near === finder ? null : near?.find(text)
      if (!answer?.exact.size) return null
      show(answer, text)
      shown = true
      return rested()
    }).then(free, error => { free(); throw error }).then(() => search.open()).then(whole => {
      if (current() && !(shown && choosing())) answered(whole, text, current)
    }, () => { if (current()) status.textContent = fill(said.failed) })
  }

  /** Suggestions from everything. @param {Search.Finder} whole @param {string} text @param {() => boolean} current */
  function answered(whole, text, current) {
    const answer = whole.find(text)
    show(answer, text, answer.exact.size > 0)
    if (answer.exact.size) return
    // No card holds all words: the prose may.
    search.prose.gather(answer.readings).then(there => {
      if (current() && !choosing()) show(there ? whole.find(text, query => search.prose.of(query)) : answer, text)
    })
  }

  /** Kept in a pause after what was just shown is to be seen, or soon if there is none: the rest of the index must not hold it up. @returns {Promise<void>} */
  const rested = () => new Promise(resolve => { (window.requestIdleCallback ?? window.setTimeout)(() => resolve(), { timeout: 200 }) })

  /** The box was touched: the small index first, and only then, once it can answer, the large one. */
  const warm = () => {
    arrive().then(breath).then(() => { quick() }).then(rehearseSmall).then(() => search.open()).catch(() => {})
  }
  input.addEventListener("focus", warm)
  form.addEventListener("pointerenter", warm, { once: true })
  input.addEventListener("input", suggest)
  input.addEventListener("keydown", event => {
    if (search.composing(event)) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (list.hidden) suggest()
      else mark(active + (event.key === "ArrowDown" ? 1 : -1))
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault()
      location.href = options()[active].dataset.href ?? ""
    } else if (event.key === "Escape") {
      event.preventDefault()
      if (list.hidden) input.value = ""
      close()
    } else if (active >= 0 && ["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      // These move in the text again.
      mark(-1)
    } else if (event.key === "Tab") {
      close()
    }
  })
  form.addEventListener("submit", event => {
    event.preventDefault()
    if (input.value.trim()) location.href = search.resultsHref(input.value.trim())
    else input.focus()
  })
  // Before the pointer moves the focus away and closes the list.
  list.addEventListener("mousedown", event => event.preventDefault())
  list.addEventListener("click", event => {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=option]"))
    if (item && (event.ctrlKey || event.metaKey)) window.open(item.dataset.href)
    else if (item) location.href = item.dataset.href ?? ""
  })
  form.addEventListener("focusout", event => { if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close() })
  window.addEventListener("pageshow", close)
})()

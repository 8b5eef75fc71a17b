// The search box of the masthead, on every page. Small: the engine and the index are loaded when the box is first
// touched. Follows the ARIA combobox pattern with a listbox; without this script the form leads to /tim-kiem/.
(function () {
  "use strict"
  const search = ((window.thidua = window.thidua || {}).search = window.thidua.search || {})

  const SUGGESTIONS = 8
  /** How long the building of the index may hold up a key, in milliseconds. */
  const SLICE = 6
  const REHEARSED = ["t", "thi đua", "cum thi dua so 1", "ký giao ước năm 2024", "c", "đơn vị"]
  const here = document.currentScript.src
  const root = new URL("../../", here)
  const folder = new URL("assets/search/", root)

  // ---- Loading ----------------------------------------------------------------------------------------------------

  const sparing = navigator.connection && navigator.connection.saveData
  const loaded = new Map()

  /** Runs a script, after those asked for before. Scripts, not fetch: so that it works from a folder too. */
  function run(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script")
      element.async = false
      element.src = url
      element.onload = () => { resolve(); element.remove() }
      element.onerror = () => { element.remove(); reject(new Error(url)) }
      document.head.append(element)
    })
  }

  /** Runs a script once, and again only after it failed. */
  function script(url) {
    if (!loaded.has(url)) {
      loaded.set(url, run(url))
      loaded.get(url).catch(() => { loaded.delete(url) })
    }
    return loaded.get(url)
  }

  /** A promise's maker as one that makes it once, and again only after it failed. */
  function once(make) {
    let made = null
    return () => {
      if (!made) {
        made = make()
        made.catch(() => { made = null })
      }
      return made
    }
  }

  /** Called by newest.js, the one file of the search whose name stays: the names of all others tell their content. */
  let names = null
  search.newest = (engine, index, count, first) => {
    const inside = new URL(index + "/", folder)
    names = { engine: new URL(engine, folder).href, index: inside,
      cards: Array.from({ length: count }, (_, n) => new URL("c" + n + ".js", inside).href),
      first: first ? new URL("first.js", inside).href : "" }
    if (!sparing) ahead([names.engine, names.first].filter(Boolean))
  }

  const arriveNames = once(() => script(new URL("newest.js", folder).href))

  /** The engine and, on a large site, the index of the newest events. */
  const arrive = once(() => arriveNames().then(() => Promise.all([names.engine, names.first].filter(Boolean).map(script))))

  /** Gives way to keys and to painting; sooner than a timer would come back. */
  const channel = new MessageChannel()
  const waiting = []
  channel.port1.onmessage = () => waiting.shift()()
  const breath = () => new Promise(resolve => { waiting.push(resolve); channel.port2.postMessage(0) })

  /** While a key is answered from the newest events, the rest of the index waits: it would take longer than the answer. */
  let held = Promise.resolve()
  function hold() {
    let free
    held = new Promise(resolve => { free = resolve })
    return free
  }

  /** All cards, a file after the other: each is short enough for a key to be answered in between. */
  const arriveWhole = once(() => arrive().then(() => held).then(() => {
    ahead(names.cards)
    return names.cards.reduce((before, file) => before.then(() => held).then(() => script(file)).then(breath), Promise.resolve())
  }))

  /** Has files on their way before their turn comes. */
  function ahead(files) {
    if (location.protocol === "file:") return
    for (const file of files) {
      const link = document.createElement("link")
      link.rel = "preload"
      link.as = "script"
      link.href = file
      document.head.append(link)
    }
  }

  /** A moment of building; the promise is kept when the whole index is there. */
  function build() {
    const end = performance.now() + SLICE
    return search.build(() => performance.now() < end) ? Promise.resolve() : breath().then(() => held).then(build)
  }

  let finder = null
  let quickFinder = null

  /** The engine, ready to be asked for everything. @returns {Promise<Object>} a Finder */
  search.open = once(() => arriveWhole().then(build).then(() => {
    quickFinder = null
    const url = file => new URL(file, names.index).href
    search.prose = new search.Prose(search.index, file => run(url(file)), file => search.bring(url(file), run))
    return (finder = new search.Finder(search.index))
  }))

  /** A Finder of what is there already: everything, or the newest events; null when there is neither. */
  function quick() {
    if (finder || search.whole) return finder
    search.openFirst()
    if (!quickFinder && search.index) quickFinder = new search.Finder(search.index)
    return quickFinder
  }

  /** Code that has run a few times runs three times as fast: on the small index that takes a moment only. */
  const rehearseSmall = () => REHEARSED.reduce((before, text) => before.then(breath).then(() => held)
    .then(() => { if (quickFinder && !input.value) quickFinder.find(text, null, SUGGESTIONS) }), Promise.resolve())

  /** Gets ready in the idle moments of a page that is being read, so that the first key finds the index there. */
  function prepare() {
    if (!window.requestIdleCallback || sparing || document.visibilityState !== "visible") return
    const idle = work => window.requestIdleCallback(deadline => {
      if (!search.build(() => deadline.timeRemaining() > 8)) held.then(() => idle(work))
      else work()
    })
    const rehearse = () => REHEARSED.forEach(text => window.requestIdleCallback(() => {
      if (document.activeElement !== input) finder.find(text, null, SUGGESTIONS)
    }))
    window.requestIdleCallback(() => arriveWhole().then(() => idle(() => search.open().then(rehearse)), () => {}))
  }
  // A line of text, so that the first key waits for one answer of the host less.
  arriveNames().catch(() => {})
  if (document.readyState === "complete") prepare()
  else window.addEventListener("load", prepare)

  /** A site address as a link from this page; in a folder without a server every page is an index.html. */
  search.href = address => {
    const parts = address.split("#")
    const file = location.protocol === "file:" && parts[0].endsWith("/") ? "index.html" : ""
    return new URL(parts[0].slice(1) + file + (parts[1] ? "#" + parts[1] : ""), root).href
  }

  search.resultsHref = text => search.href("/tim-kiem/") + "?q=" + encodeURIComponent(text)

  /** Whether a key belongs to what puts letters together; in Safari the one that ends it comes after the end, as number 229. */
  search.composing = event => event.isComposing || event.keyCode === 229

  // ---- The box ----------------------------------------------------------------------------------------------------

  const form = document.querySelector("[data-td-search]")
  const page = document.querySelector("[data-td-search-page]")
  // The page of results has its own, larger box.
  if (form && page) form.remove()

  const input = page ? page.querySelector("input[type=search]") : form && form.querySelector("input")
  if (!input) return

  document.addEventListener("keydown", event => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!slash && !letter) return
    event.preventDefault()
    input.focus()
    input.select()
  })
  if (page) return

  const list = form.querySelector("[role=listbox]")
  const status = form.querySelector("[data-td-search-status]")
  let active = -1
  /** Counts what was asked for, so that a late answer never replaces a newer one. */
  let asked = 0

  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")
  input.setAttribute("aria-keyshortcuts", "/ Control+K")

  const options = () => Array.from(list.children).filter(item => item.getAttribute("role") === "option")

  function close() {
    asked++
    list.hidden = true
    list.textContent = ""
    active = -1
    status.textContent = ""
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  function mark(number) {
    const all = options()
    if (all[active]) all[active].setAttribute("aria-selected", "false")
    active = number < -1 ? all.length - 1 : number >= all.length ? -1 : number
    if (active < 0) {
      input.removeAttribute("aria-activedescendant")
      return
    }
    all[active].setAttribute("aria-selected", "true")
    all[active].scrollIntoView({ block: "nearest" })
    input.setAttribute("aria-activedescendant", all[active].id)
  }

  function option(href) {
    const item = document.createElement("li")
    item.className = "td-search-option"
    item.id = "td-search-option-" + list.children.length
    item.setAttribute("role", "option")
    item.setAttribute("aria-selected", "false")
    item.dataset.href = href
    list.append(item)
    return item
  }

  function show(answer, text) {
    list.textContent = ""
    active = -1
    input.removeAttribute("aria-activedescendant")
    const isHit = search.marker(answer.readings)
    if (answer.near && answer.cards.length) {
      const note = document.createElement("li")
      note.className = "td-search-aside"
      note.setAttribute("role", "presentation")
      note.textContent = answer.loosened ? "Không có trang ghi đúng cụm từ; gần nhất là:" : "Không có trang khớp hoàn toàn; gần nhất là:"
      list.append(note)
    }
    for (const card of answer.cards.slice(0, SUGGESTIONS)) {
      const about = search.describe(card)
      const item = option(search.href(search.index.address(card)))
      const title = document.createElement("span")
      title.className = "td-search-title"
      search.marked(title, about.title, isHit)
      const line = document.createElement("span")
      line.className = "td-search-about"
      search.marked(line, [about.date, about.label, about.cluster || about.note, about.place].filter(Boolean).join(" · "), isHit)
      item.append(title, line)
    }
    const all = option(search.resultsHref(text))
    all.classList.add("td-search-all")
    all.textContent = answer.cards.length ? "Xem tất cả kết quả" : "Tìm cả trong toàn văn"
    list.hidden = false
    input.setAttribute("aria-expanded", "true")
    const shown = Math.min(answer.cards.length, SUGGESTIONS)
    status.textContent = shown ? shown + " gợi ý. Dùng mũi tên lên, xuống để chọn." : "Không có gợi ý."
  }

  /** Whether the reader is about to choose: then the list must not change below the finger. */
  const choosing = () => active >= 0 || (!list.hidden && list.matches(":hover"))

  function suggest() {
    const text = input.value
    const turn = ++asked
    const current = () => turn === asked
    if (!text.trim()) {
      close()
      return
    }
    if (finder) {
      answered(text, current)
      return
    }
    let shown = false
    const free = hold()
    arrive().then(() => {
      const near = current() && quick()
      if (!near || near === finder) return
      const answer = near.find(text, null, SUGGESTIONS)
      if (answer.near || !answer.cards.length) return
      show(answer, text)
      shown = true
      return painted().then(rested)
    }).then(free, error => { free(); throw error }).then(() => search.open()).then(() => {
      if (current() && !(shown && choosing())) answered(text, current)
    }, () => { if (current()) status.textContent = "Không tải được chỉ mục tìm kiếm." })
  }

  /** Suggestions from everything. */
  function answered(text, current) {
    const answer = finder.find(text, null, SUGGESTIONS)
    show(answer, text)
    if (answer.cards.length && !answer.near) return
    // No card holds all words: the prose may.
    search.prose.gather(answer.readings).then(there => {
      if (there && current() && !choosing()) show(finder.find(text, query => search.prose.of(query), SUGGESTIONS), text)
    })
  }

  /** Kept when what was just shown is to be seen; the rest of the index must not hold it up. */
  const painted = () => new Promise(resolve => {
    const timer = window.setTimeout(resolve, 100)
    requestAnimationFrame(() => breath().then(() => { window.clearTimeout(timer); resolve() }))
  })

  /** Kept in a pause between two keys, or soon if there is none. */
  const rested = () => new Promise(resolve => {
    if (window.requestIdleCallback) window.requestIdleCallback(resolve, { timeout: 200 })
    else resolve()
  })

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
      location.href = options()[active].dataset.href
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
    const item = event.target.closest("[role=option]")
    if (item && (event.ctrlKey || event.metaKey)) window.open(item.dataset.href)
    else if (item) location.href = item.dataset.href
  })
  form.addEventListener("focusout", event => { if (!form.contains(event.relatedTarget)) close() })
  window.addEventListener("pageshow", close)
})()

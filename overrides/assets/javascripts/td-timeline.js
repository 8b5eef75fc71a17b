// @ts-check
// A cluster's timeline: filters by kind and year, milestones only, order, the year being read, older terms opened in place.
// The state is the query of the address, so that a view can be linked. Without this script every entry stands in the page or
// on the page of its term. What has to change out of sight waits on its sheet (td-timeline-sheets.js); counts and addresses never wait.
(() => {
  "use strict"
  /** @typedef {HTMLFormElement & {elements: {moc: HTMLInputElement, nam: HTMLSelectElement, "thu-tu": HTMLSelectElement}}} ToolsForm */
  const sent = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-timeline]"))
  const form = /** @type {ToolsForm | null} */ (document.querySelector("[data-td-tools]"))
  const section = sent?.parentElement
  if (!sent || !form || !section) return
  const { fill } = window.thidua
  const { cut, filter, show, sheetsIn, words } = window.thidua.timeline
  /** The list in the page: a change of order makes a new one. */
  let timeline = sent
  /** @type {(selector: string, from?: ParentNode) => HTMLElement | null} */
  const find = (selector, from = section) => from.querySelector(selector)
  /** @type {(selector: string, from?: ParentNode) => HTMLElement[]} */
  const all = (selector, from = section) => Array.from(from.querySelectorAll(selector))
  const said = form.dataset
  const rail = find("[data-td-rail]")
  const count = /** @type {HTMLElement} */ (find("[data-td-count]", form))
  const reset = /** @type {HTMLElement} */ (find("[type=reset]", form))
  const kinds = /** @type {HTMLInputElement[]} */ (all("[name=loai]", form))
  const { moc: milestones, nam: years, "thu-tu": order } = form.elements

  // ---- Terms, stretches of a year, sheets: as sent, newest first -----------------------------------------------------------
  /** @param {HTMLElement} item */
  const bodyOf = item => /** @type {HTMLElement} */ (find("[data-td-parts]", item))
  /** @param {HTMLElement} list */
  const entriesOf = list => /** @type {HTMLElement[]} */ (Array.from(list.children))
  /** @type {TimelineGroup[]} */
  const groups = entriesOf(sent).map(item => ({
    item, label: item.children[0], years: words(item.dataset.tdYear), rest: all(".td-tl-year__open", bodyOf(item)),
    stretches: all("[data-td-stretch]", bodyOf(item)).map(box => {
      const list = find("[data-td-entries]", box)
      return { box, heading: find("[data-td-part]", box), sheets: cut(list ? entriesOf(list) : [], "") }
    })
  }))
  const sheets = sheetsIn(section, (label, number, many) => fill(said.sheet, { label, number, all: many }), () => told())

  // ---- State ↔ address ------------------------------------------------------------------------------------------------
  const read = () => {
    const query = new URLSearchParams(location.search)
    form.reset()
    for (const box of kinds) box.checked = query.getAll("loai").includes(box.value)
    milestones.checked = query.get("moc") === "1"
    for (const select of [years, order]) {
      const asked = query.get(select.name) ?? ""
      if (Array.from(select.options).some(option => option.value === asked)) select.value = asked
    }
  }
  let unsaved = 0
  const write = () => {
    if (!unsaved) return
    clearTimeout(unsaved)
    unsaved = 0
    const query = new URLSearchParams(location.search)
    for (const name of ["loai", "moc", "nam", "thu-tu"]) query.delete(name)
    new FormData(form).forEach((value, name) => { if (value) query.append(name, String(value)) })
    const text = query.toString()
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash)
    told()
  }
  // Not before the answer is on screen: to change an address the browser first brings style and layout of the page up to date.
  const save = () => {
    clearTimeout(unsaved)
    unsaved = setTimeout(write, 150)
    section.setAttribute("data-td-waiting", "")
  }
  window.addEventListener("pagehide", write)
  // Nothing waits any longer, neither sheets nor the address.
  const told = () => { if (!unsaved && !sheets.isWaiting()) section.removeAttribute("data-td-waiting") }

  // ---- Showing --------------------------------------------------------------------------------------------------------
  // Decides what of a sheet is asked for; true when that is not what it shows.
  /** @type {(sheet: TimelineSheet, fits: (entry: TimelineEntry) => boolean) => boolean} */
  const ask = (sheet, fits) => {
    sheet.fits = 0
    for (const entry of sheet.entries) {
      entry.fits = fits(entry)
      if (entry.fits) sheet.fits += 1
      if (entry.fits !== entry.shown) sheet.stale = true
    }
    return sheet.stale
  }
  const nothing = () => false
  const apply = () => {
    const year = years.value
    const state = filter({ kinds: kinds.filter(box => box.checked).map(box => box.value), milestones: milestones.checked, year })
    // How many entries are in sight; before anything changes, while the layout is there to be asked.
    const top = timeline.getBoundingClientRect().top
    const room = Math.min(Math.max(Math.ceil((window.innerHeight - top) / 40) + 2, 6), 30)
    let shown = 0
    let total = 0
    let closed = 0
    /** @type {TimelineSheet[]} */
    const waiting = []
    /** @type {TimelineSheet[]} */
    const hidden = []
    if ((order.value === "cu") !== sheets.isBackwards()) {
      const list = rail?.firstElementChild
      list?.append(...Array.from(list.children).reverse())
      timeline = sheets.turn(timeline, groups)
      watch()
    }
    for (const group of sheets.inOrder(groups)) {
      const ofYear = !year || group.years.includes(year)
      let seen = 0
      for (const stretch of sheets.inOrder(group.stretches)) {
        let here = 0
        for (const sheet of sheets.inOrder(stretch.sheets)) {
          const stale = ask(sheet, ofYear ? state.fits : nothing)
          total += sheet.entries.length
          sheets.show(sheet)
          if (stale) {
            const left = room - shown - seen - here
            if (sheet.fits && (left > 0 || (top < 0 && sheets.isNear(sheet)))) sheets.settle(sheet, Math.max(left, 0))
            else sheets.blank(sheet)
            if (sheet.stale) (sheet.fits ? waiting : hidden).push(sheet)
          }
          here += sheet.fits
        }
        if (stretch.box) show(stretch.box, here > 0)
        seen += here
      }
      const rest = group.rest.map(one => Number(one.dataset.tdRest || 0))
      if (ofYear) closed += rest.reduce((sum, one) => sum + one, 0)
      show(group.item, ofYear && (!state.filtered || seen > 0 || group.rest.some(one => one.dataset.tdRest)))
      shown += seen
    }
    section.setAttribute("data-td-waiting", "")
    sheets.wait([...waiting, ...hidden])
    reset.hidden = !state.filtered
    count.textContent = [
      !state.filtered ? fill(said.all, { all: total }) : shown ? fill(said.some, { count: shown, all: total }) : fill(said.none),
      closed ? fill(said.closed, { count: closed }) : ""
    ].join(" ").trim()
  }
  const uncheck = () => { for (const box of form.querySelectorAll("input")) box.checked = false }
  form.addEventListener("change", () => { apply(); save() })
  form.addEventListener("submit", event => event.preventDefault())
  reset.addEventListener("click", event => {
    event.preventDefault()
    uncheck()
    years.value = ""
    apply()
    save()
    form.querySelector("input")?.focus()
  })
  window.addEventListener("popstate", () => {
    // A link within the page, right after a change, takes the address from before it along.
    if (unsaved) {
      write()
      return
    }
    read()
    apply()
  })

  // ---- Older terms, in place ------------------------------------------------------------------------------------------
  /** @type {(link: HTMLAnchorElement, items: HTMLElement[]) => void} */
  const openTerm = (link, items) => {
    const group = groups.find(one => one.item.contains(link))
    if (!group) return
    const name = group.label.querySelector("h3")?.textContent?.trim() ?? ""
    const body = bodyOf(group.item)
    group.stretches = [{ box: null, heading: null, sheets: cut(items, link.href) }]
    group.rest = []
    body.replaceChildren()
    sheets.fill(group, body)
    watch()
    apply()
    count.textContent = `${fill(said.opened, { label: name, count: items.length })} ${count.textContent}`
    const first = sheets.inOrder(group.stretches[0].sheets).find(sheet => sheet.fits)
    // What the filters empty cannot hold the focus.
    if (!first) {
      reset.focus()
      return
    }
    sheets.settle(first)
    if (!first.list.hasAttribute("aria-label")) first.list.setAttribute("aria-label", name)
    first.list.tabIndex = -1
    first.list.classList.add("is-new")
    first.list.focus()
  }
  section.addEventListener("click", event => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("[data-td-open]"))
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    // Nothing can be fetched from a folder; the link leads there all the same.
    if (location.protocol === "file:") return
    event.preventDefault()
    if (link.dataset.busy) return
    link.dataset.busy = "1"
    link.textContent = fill(said.opening)
    fetch(link.href).then(answer => {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.text()
    }).then(text => {
      const list = find("[data-td-entries]", new DOMParser().parseFromString(text, "text/html"))
      if (!list) throw new Error(link.href)
      // A term's own page is a chronicle, oldest first.
      openTerm(link, entriesOf(list).reverse())
    }).catch(() => location.assign(link.href))
  })

  // ---- The rail of years ------------------------------------------------------------------------------------------------
  /** @param {HTMLAnchorElement} link */
  const targetOf = link => document.getElementById(link.hash.slice(1))
  // Entries are laid out when they come near, and then are higher than was reckoned: what is above a year pushes it away again.
  /** @type {(target: Element, frames: number) => void} */
  const reach = (target, frames) => {
    requestAnimationFrame(() => {
      target.scrollIntoView()
      if (frames > 1) reach(target, frames - 1)
    })
  }
  // A year the filters hide is shown again when the rail asks for it.
  rail?.addEventListener("click", event => {
    const link = /** @type {Element} */ (event.target).closest("a")
    const target = link && targetOf(link)
    if (!target) return
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) reach(target, 6)
    if (!target.closest("[data-td-out]")) return
    years.value = ""
    apply()
    if (target.closest("[data-td-out]")) {
      uncheck()
      apply()
    }
    save()
  })
  /** @type {Set<Element>} */
  const readable = new Set()
  const links = rail ? Array.from(rail.querySelectorAll("a")) : []
  /** @type {{link: HTMLAnchorElement, part: boolean, element: Element}[]} */
  let places = []
  const reader = new IntersectionObserver(changes => {
    for (const change of changes) readable[change.isIntersecting ? "add" : "delete"](change.target)
    // A year's entries, or where a term lies in one year the whole term; of a term's years the one in view.
    let seen = places.filter(one => readable.has(one.element))
    if (seen.some(one => one.part)) seen = seen.filter(one => one.part)
    const current = seen.sort((a, b) => a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)[0]
    for (const one of places) {
      if (one === current) one.link.setAttribute("aria-current", "true")
      else one.link.removeAttribute("aria-current")
    }
  }, { rootMargin: "-64px 0px -60% 0px" })
  const watch = () => {
    sheets.watch(groups)
    reader.disconnect()
    readable.clear()
    places = []
    for (const link of links) {
      const target = targetOf(link)
      if (target?.parentElement) places.push({ link, part: target.matches("[data-td-part]"), element: target.parentElement })
    }
    for (const one of places) reader.observe(one.element)
  }

  const legend = find("[data-td-legend]")
  if (legend) legend.hidden = true
  form.hidden = false
  for (const group of groups) {
    const boxes = group.stretches.map(stretch => stretch.box)
    sheets.fill(group, bodyOf(group.item))
    for (const box of boxes) box?.remove()
  }
  watch()
  read()
  apply()
  sheets.settleAll()
})()

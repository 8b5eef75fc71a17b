// @ts-check
// The sheets of a timeline, for td-timeline.js.
//
// A cluster may have thousands of entries, and a press must be answered in a tenth of a second on a slow machine. Moving or hiding
// an entry costs the same whether it is in sight or not, so entries stand in sheets of two dozen: what is in sight is changed at
// once, every other sheet that has to change is blank (`data-td-stale`: neither shown nor read nor found) until it comes near, is
// printed, or the browser has nothing else to do.
(() => {
  "use strict"
  const thidua = (window.thidua ??= /** @type {Thidua} */ ({}))
  const SHEET = 24
  // From how many entries on sheets out of sight are not drawn; fewer cost nothing, and what is drawn can be seen by anything.
  const LONG = 60
  /** @param {string} [text] */
  const words = text => text ? text.split(" ") : []
  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, className: string) => HTMLElementTagNameMap[K]} */
  const element = (name, className) => {
    const one = document.createElement(name)
    one.className = className
    return one
  }
  // Neither `class` nor `hidden`: rules such as `table:not([class]) th` and `.md-tabs[hidden] .md-tabs__link` make the browser
  // look at everything inside of an element on which one of the two changes.
  /** @type {(one: Element, attribute: string, set: boolean) => void} */
  const mark = (one, attribute, set) => {
    if (one.hasAttribute(attribute) !== set) one.toggleAttribute(attribute, set)
  }
  // Out of sight, reach and hearing, but not out of the layout tree, which would cost as much as its content is long.
  /** @type {Timeline["show"]} */
  const show = (one, shown) => {
    if (one.hasAttribute("data-td-out") !== shown) return
    mark(one, "data-td-out", !shown)
    if (shown) one.removeAttribute("aria-hidden")
    else one.setAttribute("aria-hidden", "true")
  }
  /** @type {(item: HTMLElement) => TimelineEntry} */
  const entryOf = item => {
    const { tdKind, tdYear } = item.dataset
    const kinds = words(tdKind ?? /** @type {HTMLElement | null} */ (item.querySelector("[data-mark]"))?.dataset.mark)
    return { item, kinds, years: words(tdYear), milestone: !item.classList.contains("td-tl--minor"), shown: true, fits: true }
  }
  // Entries as sent, cut into sheets. `base`: where the links of entries from another page lead from.
  /** @type {Timeline["cut"]} */
  const cut = (items, base) => {
    const number = Math.max(1, Math.round(items.length / SHEET))
    const size = Math.ceil(items.length / number)
    /** @type {TimelineSheet[]} */
    const sheets = []
    // The list is made by `fill`.
    const list = /** @type {HTMLElement} */ (/** @type {unknown} */ (null))
    for (let at = 0; at < items.length; at += size) {
      sheets.push({ list, entries: items.slice(at, at + size).map(entryOf), base, stale: true, misplaced: true, fits: 0 })
    }
    return sheets
  }
  /** @type {Timeline["filter"]} */
  const filter = ({ kinds, milestones, year }) => ({
    filtered: kinds.length > 0 || milestones || year !== "",
    fits: entry => (!year || entry.years.includes(year)) && (!milestones || entry.milestone) &&
      (!kinds.length || kinds.some(kind => entry.kinds.includes(kind)))
  })
  /** @typedef {{timeRemaining: () => number}} Time */
  /** Safari has no requestIdleCallback. @type {(work: (time: Time) => void) => number} */
  const later = work => window.requestIdleCallback ? window.requestIdleCallback(work, { timeout: 300 }) : setTimeout(() => {
    const end = performance.now() + 8
    work({ timeRemaining: () => end - performance.now() })
  }, 16)

  /** @type {Timeline["sheetsIn"]} */
  const sheetsIn = (section, label, settled) => {
    let backwards = false
    /** @type {Set<Element>} */
    const near = new Set()
    /** @type {HTMLElement[]} */
    let past = []
    /** @type {TimelineSheet[]} */
    let queue = []
    let asked = 0
    /** @type {WeakMap<Element, TimelineSheet>} */
    const sheetOf = new WeakMap()
    /** @type {TimelineSheets["inOrder"]} */
    const inOrder = list => backwards ? list.slice().reverse() : list

    // Makes a sheet what the state asks for; with `room`, for as many entries as there is room for, and the others stay out.
    /** @type {TimelineSheets["settle"]} */
    const settle = (sheet, room) => {
      if (!sheet.stale) return
      let left = room || Infinity
      for (const entry of inOrder(sheet.entries)) {
        const fits = entry.fits && left-- > 0
        if (entry.shown !== fits) entry.item.hidden = !(entry.shown = fits)
        if (!sheet.base) continue
        for (const link of entry.item.querySelectorAll("a")) {
          const href = link.getAttribute("href")
          if (href !== null) link.href = new URL(href, sheet.base).href
        }
      }
      sheet.base = ""
      if (sheet.misplaced) sheet.list.append(...inOrder(sheet.entries).map(entry => entry.item))
      sheet.misplaced = false
      sheet.stale = left < 0
      mark(sheet.list, "data-td-stale", false)
    }
    // Blank for now, at about the height it will have.
    /** @type {TimelineSheets["blank"]} */
    const blank = sheet => {
      sheet.list.style.setProperty("--td-rows", String(sheet.fits))
      mark(sheet.list, "data-td-stale", true)
    }
    const finish = () => {
      for (const one of past) one.remove()
      past = []
      settled()
    }
    const settleAll = () => {
      for (const sheet of queue.splice(0)) settle(sheet)
      finish()
    }
    /** @param {Time} time */
    const work = time => {
      asked = 0
      do {
        while (queue.length && !queue[0].stale) queue.shift()
        const sheet = queue.shift()
        if (sheet) settle(sheet)
      } while (queue.length && time.timeRemaining() > 6)
      if (queue.length) ask()
      else finish()
    }
    const ask = () => { asked = asked || later(work) }
    window.addEventListener("beforeprint", settleAll)

    const watcher = new IntersectionObserver(changes => {
      for (const { target, isIntersecting } of changes) {
        // What is hidden has no height and is everywhere.
        const seen = isIntersecting && !target.hasAttribute("data-td-out")
        near[seen ? "add" : "delete"](target)
        const sheet = sheetOf.get(target)
        if (seen && sheet) settle(sheet)
      }
    }, { rootMargin: "25% 0px" })

    // The lists of a term, empty until their sheets are settled.
    /** @type {TimelineSheets["fill"]} */
    const fill = (group, body) => {
      const name = group.label.querySelector("h3")?.textContent?.trim() ?? ""
      const boxes = inOrder(group.stretches).map(stretch => {
        const box = stretch.box = element("div", "td-tl-stretch")
        if (stretch.heading) box.append(stretch.heading)
        inOrder(stretch.sheets).forEach((sheet, at, all) => {
          sheet.list = element("ol", "td-tl-list td-tl-sheet")
          sheet.list.dataset.tdEntries = ""
          if (all.length > 1) sheet.list.setAttribute("aria-label", label(stretch.heading?.textContent?.trim() ?? name, at + 1, all.length))
          sheet.stale = sheet.misplaced = true
          sheetOf.set(sheet.list, sheet)
          box.append(sheet.list)
        })
        return box
      })
      body.append(...(backwards ? [...group.rest, ...boxes] : [...boxes, ...group.rest]))
    }
    // A new frame for all sheets, in the order now asked for. The old one stays in the page, blank, until the last sheet has left it:
    // to take it out at once would cost as much as moving every entry.
    /** @type {TimelineSheets["turn"]} */
    const turn = (old, groups) => {
      backwards = !backwards
      const timeline = element("ol", old.className)
      timeline.dataset.tdTimeline = ""
      old.removeAttribute("data-td-timeline")
      mark(old, "data-td-past", true)
      past.push(old)
      for (const group of inOrder(groups)) {
        const item = element("li", group.item.className)
        const body = element("div", "td-tl-year__body")
        body.dataset.tdParts = ""
        item.id = group.item.id
        item.dataset.tdYear = group.item.dataset.tdYear
        group.item.removeAttribute("id")
        group.item = item
        fill(group, body)
        item.append(group.label, body)
        timeline.append(item)
      }
      section.insertBefore(timeline, old)
      return timeline
    }

    return {
      inOrder,
      isBackwards: () => backwards,
      isNear: sheet => near.has(sheet.list),
      isWaiting: () => queue.length > 0,
      settle,
      settleAll,
      blank,
      fill,
      turn,
      // What was out and comes back is looked at anew: it may be near by now.
      show: sheet => {
        if (sheet.fits && sheet.list.hasAttribute("data-td-out")) {
          watcher.unobserve(sheet.list)
          watcher.observe(sheet.list)
          near.delete(sheet.list)
        }
        show(sheet.list, sheet.fits > 0)
      },
      // The sheets that are brought up to date one after the other when there is time; those asked for before are forgotten.
      wait: sheets => {
        queue = sheets
        if (queue.length) ask()
        else finish()
      },
      watch: groups => {
        near.clear()
        watcher.disconnect()
        const sheets = groups.flatMap(group => group.stretches).flatMap(stretch => stretch.sheets)
        for (const sheet of sheets) watcher.observe(sheet.list)
        mark(section, "data-td-long", sheets.reduce((sum, sheet) => sum + sheet.entries.length, 0) > LONG)
      }
    }
  }

  thidua.timeline = { cut, filter, show, sheetsIn, words }
})()

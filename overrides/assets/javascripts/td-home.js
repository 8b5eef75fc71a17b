// @ts-check
// The home page: what comes next and what happened on this day, by the reader's date in Viet Nam (td-days.js).
// Everything shown stands in two <template>s of the page; without this script the page keeps what it says on any day.
(() => {
  "use strict"
  const home = document.querySelector("[data-td-home]")
  if (!home) return
  const { fill, days } = window.thidua
  /** @param {string} selector */
  const find = selector => /** @type {HTMLElement | null} */ (home.querySelector(selector))
  /** @param {string} selector */
  const template = selector => /** @type {HTMLTemplateElement | null} */ (home.querySelector(`template${selector}`))
  /** @type {(from: HTMLTemplateElement, selector: string) => HTMLElement[]} */
  const items = (from, selector) => Array.from(from.content.querySelectorAll(selector))
  const today = days.today(Date.now())
  const year = Number(today.slice(0, 4))

  // ---- The year: large where it is the reader's; an earlier one says so, and stands below what is next ----------------
  const band = find("[data-td-band]")
  const note = find("[data-td-year]")
  const shown = Number(band?.dataset.tdBand)
  if (band && shown === year) {
    band.classList.add("is-now")
    const title = find("[data-now]")
    if (title) title.textContent = title.dataset.now ?? ""
  } else if (band && note && shown < year) {
    note.textContent = fill(note.dataset.text, { year })
    note.hidden = false
    band.classList.remove("td-band--first")
    find("[data-td-front]")?.after(band)
  }

  // ---- The next three days on which something falls ------------------------------------------------------------------
  const source = template("[data-td-coming]")
  const rounds = find("[data-td-rounds]")
  if (source && rounds) {
    const words = source.dataset
    const list = document.createElement("ol")
    list.className = "td-next td-next--narrow"
    const spans = items(source, "[data-date]").map(item => ({ item, first: item.dataset.date ?? "", last: item.dataset.until ?? "" }))
    for (const { item, first } of days.coming(spans, today, 3)) {
      const copy = document.importNode(item, true)
      const left = days.until(first, today)
      const slot = copy.querySelector(".td-next__left")
      if (slot) slot.textContent = left < 0 ? words.ongoing ?? "" : days.left(left, words)
      list.append(copy)
    }
    if (list.children.length) {
      rounds.replaceWith(list)
      const title = find("[data-next]")
      if (title) title.textContent = title.dataset.next ?? ""
    } else {
      rounds.classList.add("is-shown")
    }
  }

  // ---- On this day; when nothing did, on the days around it -----------------------------------------------------------
  const past = template("[data-td-days]")
  const instead = find("[data-td-years]")
  const label = find("[data-td-today]")
  if (past && instead && label) {
    // Of earlier years only: this morning's news is no memory.
    const earlier = items(past, "[data-day]").filter(item => Number(item.dataset.year) < year)
      .map(item => ({ item, day: item.dataset.day ?? "" }))
    /** @param {string} day */
    const words = day => fill(past.dataset.text, { day: day.slice(3), month: days.month(Number(day.slice(0, 2))) })
    let found = earlier.filter(one => one.day === today.slice(5))
    const exact = found.length > 0
    if (!exact) {
      found = earlier.map(one => ({ ...one, distance: days.nearest(one.day, today) })).filter(one => Math.abs(one.distance) <= 5)
        .sort((a, b) => a.distance - b.distance)
    }
    label.textContent = words(today.slice(5))
    label.hidden = false
    if (!found.length) {
      instead.prepend(`${instead.dataset.none} `)
    } else {
      const rows = document.createElement("ol")
      rows.className = "td-days"
      for (const { item, day } of found.slice(0, 6)) {
        const copy = document.importNode(item, true)
        if (!exact) {
          const when = document.createElement("span")
          when.className = "td-fact-note"
          when.textContent = words(day)
          copy.querySelector("p")?.append(when)
        }
        rows.append(copy)
      }
      instead.replaceWith(rows)
      const heading = find("[data-around]")
      if (heading && !exact) heading.textContent = heading.dataset.around ?? ""
    }
  }
})()

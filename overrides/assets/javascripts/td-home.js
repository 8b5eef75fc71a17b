// @ts-check
// The home page: what comes next and what happened on this day, by the reader's date in Viet Nam (td-days.js).
// Both stand in files of the reader's year and month; without them, or this script, the page keeps what it says on any day.
(() => {
  "use strict"
  const home = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-home]"))
  if (!home) return
  const { bring, fill, days, root } = window.thidua
  /** @param {string} selector */
  const find = selector => /** @type {HTMLElement | null} */ (home.querySelector(selector))
  /** @param {string} selector */
  const template = selector => /** @type {HTMLTemplateElement | null} */ (home.querySelector(`template${selector}`))
  /** @type {(from: HTMLTemplateElement) => HTMLElement} */
  const row = from => /** @type {HTMLElement} */ (document.importNode(from.content, true).firstElementChild)
  /** @type {(item: HTMLElement, title: string, page: string) => void} */
  const lead = (item, title, page) => {
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"))
    link.textContent = title
    link.href = root + page
  }
  const today = days.today(Date.now())
  const year = Number(today.slice(0, 4))
  /** How many days away something still happened around this day. */
  const AROUND = 5

  // ---- The year: large where it is the reader's; an earlier one says so ----------------------------------------------
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
  }

  // ---- The next three days on which something falls ------------------------------------------------------------------
  const source = template("[data-td-coming]")
  const rounds = find("[data-td-rounds]")
  /** @type {(rows: DayRow[]) => void} */
  const next = rows => {
    if (!source || !rounds) return
    const words = source.dataset
    const list = document.createElement("ol")
    list.className = "td-next td-next--narrow"
    const spans = rows.filter(one => one[6]).map(one => ({ one, first: one[0], last: one[1] }))
    for (const { one: [first, , date, name, page, ordinal, kind] } of days.coming(spans, today, 3)) {
      const item = row(source)
      const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"))
      time.dateTime = first
      time.textContent = date
      lead(item, name, page)
      const note = /** @type {HTMLElement} */ (item.querySelector(".td-next__note"))
      note.textContent = ordinal
      if (kind === 2) note.className = "td-ordinal"
      if (!ordinal) note.remove()
      const left = days.until(first, today)
      const slot = item.querySelector(".td-next__left")
      if (slot) slot.textContent = left < 0 ? words.ongoing ?? "" : days.left(left, words)
      list.append(item)
    }
    if (list.children.length) {
      rounds.replaceWith(list)
      const title = find("[data-next]")
      if (title) title.textContent = title.dataset.next ?? ""
    } else {
      rounds.classList.add("is-shown")
    }
  }
  days.ahead(year, Number(home.dataset.last), bring).then(next).catch(() => rounds?.classList.add("is-shown"))

  // ---- On this day; when nothing did, on the days around it -----------------------------------------------------------
  const past = template("[data-td-days]")
  const instead = find("[data-td-years]")
  const label = find("[data-td-today]")
  /** @type {(rows: PastRow[]) => void} */
  const onThisDay = rows => {
    if (!past || !instead || !label) return
    // Of earlier years only: this morning's news is no memory.
    const earlier = rows.filter(one => one[1] < year).map(one => ({ one, day: one[0] }))
    /** @param {string} day */
    const words = day => fill(past.dataset.text, { day: day.slice(3), month: days.month(Number(day.slice(0, 2))) })
    let found = earlier.filter(one => one.day === today.slice(5))
    const exact = found.length > 0
    if (!exact) {
      found = earlier.map(one => ({ ...one, distance: days.nearest(one.day, today) })).filter(one => Math.abs(one.distance) <= AROUND)
        .sort((a, b) => a.distance - b.distance)
    }
    label.textContent = words(today.slice(5))
    label.hidden = false
    if (!found.length) {
      instead.prepend(`${instead.dataset.none} `)
      return
    }
    const list = document.createElement("ol")
    list.className = "td-days"
    for (const { one: [, of, title, page], day } of found.slice(0, 6)) {
      const item = row(past)
      lead(item, title, page)
      item.children[0].textContent = String(of)
      if (!exact) {
        const when = document.createElement("span")
        when.className = "td-fact-note"
        when.textContent = words(day)
        item.querySelector("p")?.append(when)
      }
      list.append(item)
    }
    instead.replaceWith(list)
    const heading = find("[data-around]")
    if (heading && !exact) heading.textContent = heading.dataset.around ?? ""
  }
  const months = [-AROUND, AROUND].map(away => days.away(today, away).slice(5, 7))
  if (past) {
    Promise.all(Array.from(new Set(months), month => bring(`lich/ngay-nay/${month}.js`))).then(all => onThisDay(all.flat())).catch(() => {})
  }
})()

// @ts-check
// Days to come of a cluster or unit: of those the page names, the next two on the reader's day in Viet Nam (td-days.js); where these
// are fewer, the next round anniversaries, from the files of the reader's year.
(() => {
  "use strict"
  const { bring, days, element, root } = window.thidua
  /** How many days stand on the page. */
  const MOST = 2
  const today = days.today(Date.now())
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-ahead]"))) {
    const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("li")))
    const ahead = rows.filter(row => days.until(row.dataset.last ?? "", today) >= 0).slice(0, MOST)
    for (const row of rows) row.hidden = !ahead.includes(row)
    /** @type {(row: HTMLElement, first: string) => void} */
    const tell = (row, first) => {
      const slot = /** @type {HTMLElement | null} */ (row.querySelector("[data-td-left]"))
      if (!slot) return
      const left = days.until(first, today)
      slot.textContent = left < 0 ? box.dataset.ongoing ?? "" : days.left(left, box.dataset)
      slot.hidden = false
    }
    for (const row of ahead) tell(row, row.dataset.first ?? "")

    /** @param {DayRow} day */
    const add = ([first, , date, title, page, ordinal]) => {
      const row = element("li", "")
      const time = element("time", date)
      time.dateTime = first
      const link = element("a", title)
      link.href = root + page
      const left = element("span", "", "td-fact-note")
      left.dataset.tdLeft = ""
      row.append(time, " ", link, " ", element("span", ordinal, "td-ordinal"), " ", left)
      tell(row, first)
      row.dataset.first = first
      const later = Array.from(box.querySelectorAll("li")).find(one => !one.hidden && (one.dataset.first ?? "") > first)
      box.querySelector("ul")?.insertBefore(row, later ?? null)
    }
    const settle = () => {
      const shown = box.querySelectorAll("li:not([hidden])").length > 0
      const none = /** @type {HTMLElement | null} */ (box.querySelector("[data-td-none]"))
      if (none) none.hidden = shown
      const title = box.closest("div:has(> dt)")?.querySelector("dt")
      if (title && shown) title.textContent = box.dataset.title ?? ""
    }
    settle()
    if (ahead.length < MOST) {
      days.ahead(Number(today.slice(0, 4)), Number(box.dataset.until), bring).then(found => {
        days.rounds(found, today, MOST - ahead.length).forEach(add)
        settle()
      }).catch(() => {})
    }
  }
})()

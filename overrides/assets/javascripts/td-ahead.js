// @ts-check
// Days to come of a cluster or unit: of those the page names, the next two on the reader's day in Viet Nam (td-days.js).
(() => {
  "use strict"
  const { days } = window.thidua
  /** How many days are left on the page. */
  const MOST = 2
  const today = days.today(Date.now())
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-ahead]"))) {
    const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("li")))
    const ahead = rows.filter(row => days.until(row.dataset.last ?? "", today) >= 0).slice(0, MOST)
    for (const row of rows) row.hidden = !ahead.includes(row)
    for (const row of ahead) {
      const left = days.until(row.dataset.first ?? "", today)
      const slot = /** @type {HTMLElement | null} */ (row.querySelector("[data-td-left]"))
      if (!slot) continue
      slot.textContent = left < 0 ? box.dataset.ongoing ?? "" : days.left(left, box.dataset)
      slot.hidden = false
    }
    const none = /** @type {HTMLElement | null} */ (box.querySelector("[data-td-none]"))
    if (none) none.hidden = ahead.length > 0
    const title = box.closest("div:has(> dt)")?.querySelector("dt")
    if (title && ahead.length) title.textContent = box.dataset.title ?? ""
  }
})()

// @ts-check
// The reader's own unit, kept in the browser: chosen on its page, or by `?don-vi=` in the address of the home page, which then
// begins with its cluster, lead, pledge and next days. Nothing of it leaves the browser.
(() => {
  "use strict"
  const { bring, element, factList, fill } = window.thidua
  const KEY = "__td_unit"
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
  /** @returns {string} */
  const chosen = () => {
    const kept = window.__md_get(KEY)
    return typeof kept === "string" && ID.test(kept) ? kept : ""
  }

  // ---- On the page of a unit: choose it, or let go of it --------------------------------------------------------------
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-td-choose]"))
  if (button) {
    const own = button.dataset.tdChoose ?? ""
    const words = button.dataset
    const tell = () => {
      const is = chosen() === own
      button.textContent = (is ? words.drop : words.keep) ?? ""
      button.setAttribute("aria-pressed", String(is))
    }
    button.addEventListener("click", () => {
      window.__md_set(KEY, chosen() === own ? null : own)
      tell()
    })
    tell()
    button.hidden = false
  }

  // ---- On the home page: what that unit is asked for ------------------------------------------------------------------
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-mine]"))
  if (!place) return
  const asked = new URLSearchParams(location.search).get("don-vi") ?? ""
  const id = ID.test(asked) ? asked : chosen()
  if (!id) return
  const invitation = place.querySelector("[data-td-invitation]")
  const { days } = window.thidua
  const today = days.today(Date.now())
  const home = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-home]"))
  /** Two days to come: its own, and where these are fewer the next round anniversaries, as on its page. */
  const MOST = 2
  /** @type {(first: string, ordinal?: string) => string} */
  const when = (first, ordinal) => {
    const left = days.until(first, today)
    return [ordinal, left < 0 ? place.dataset.ongoing : days.left(left, place.dataset)].filter(Boolean).join(" · ")
  }
  Promise.all([
    bring(`don-vi/${id}/tom-tat.js`),
    days.ahead(Number(today.slice(0, 4)), Number(home?.dataset.last), bring).catch(() => [])
  ]).then(/** @param {[UnitSummary, DayRow[]]} found */ ([unit, calendar]) => {
    if (asked) window.__md_set(KEY, id)
    const title = element("h2", "", "td-answers__title")
    const link = element("a", unit.name, "td-title-link")
    link.href = window.thidua.root + unit.page
    title.append(link)
    const drop = element("button", place.dataset.drop ?? "", "td-link-button")
    drop.type = "button"
    drop.addEventListener("click", () => {
      window.__md_set(KEY, null)
      const address = new URL(location.href)
      address.searchParams.delete("don-vi")
      history.replaceState(null, "", address)
      place.replaceChildren(...(invitation ? [invitation] : []))
    })
    const head = element("div", "", "td-answers__head")
    head.append(title, drop)
    place.replaceChildren(element("p", place.dataset.title ?? "", "td-fact-note"), head)
    place.parentElement?.prepend(place)
    const own = unit.days.filter(([, last]) => last >= today).slice(0, MOST)
    const ahead = [
      ...own.map(([first, , words, page]) => ({ first, answer: /** @type {FactAnswer} */ ([words, page, when(first)]) })),
      ...days.rounds(calendar, today, MOST - own.length).map(([first, , date, title, page, ordinal]) =>
        ({ first, answer: /** @type {FactAnswer} */ ([`${date}: ${title}`, page, when(first, ordinal)]) }))
    ].sort((a, b) => a.first < b.first ? -1 : 1).map(one => one.answer)
    const rows = ahead.length ? [...unit.rows, /** @type {FactRow} */ ([fill(place.dataset.coming), ahead])] : unit.rows
    place.append(factList(rows, place.dataset.unknown ?? ""))
  }).catch(() => {})
})()

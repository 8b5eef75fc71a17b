// @ts-check
// The as-at switch of clusters and units: the facts of the page (`thidua.views.shared.as_at`) that held on the day asked for.
// The day stands in the address (`?ngay=2025-05-15`), so that an answer can be sent to somebody.
(() => {
  "use strict"
  const { days, element, factList, fill } = window.thidua
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-td-as-at]"))
  const source = document.querySelector("[data-td-facts]")
  const answer = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-answer]"))
  const latest = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-latest]"))
  if (!form || !source || !answer) return
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("ngay"))
  /** @type {{ questions: string[], links: [string, string][], facts: [number, number, string, string, string][] }} */
  const { questions, links, facts } = JSON.parse(source.textContent ?? "")

  /** Where the page has what was before its facts begin. */
  const before = () => {
    const link = element("a", form.dataset.before ?? "")
    link.href = form.dataset.beforeAt ?? ""
    const said = element("p", "")
    said.append(link)
    return said
  }

  /** Of a day without an answer: that there is none, and what was known last before it and first after it.
   * @param {string} day */
  const nearest = day => {
    const deciding = facts.filter(([question]) => question === 0)
    const ended = deciding.filter(([, , , , last]) => last < day).sort((one, two) => one[4] < two[4] ? 1 : -1)
    const coming = deciding.filter(([, , , first]) => first > day).sort((one, two) => one[3] < two[3] ? -1 : 1)
    const rows = /** @type {FactRow[]} */ ([[form.dataset.earlier, ended[0]], [form.dataset.later, coming[0]]].flatMap(
      ([question, fact]) => fact ? [[question, [[...links[Number(fact[1])], fact[2]]]]] : []))
    return [element("p", form.dataset.none ?? "", "td-empty"), factList(rows, "")]
  }

  /** @param {string} day */
  const show = day => {
    const held = facts.filter(([, , , first, last]) => first <= day && day <= last)
    const known = held.some(([question]) => question === 0)
    const [year, month, date] = day.split("-")
    const said = `${date}/${days.month(Number(month))}/${Number(year)}`
    const title = element("p", fill(form.dataset.title, { day: said }), "td-answers__day")
    const back = element("button", form.dataset.reset ?? "", "td-link-button")
    back.type = "button"
    back.addEventListener("click", () => { ask(""); field.focus() })
    title.append(" ", back)
    const rows = questions.map((question, place) => /** @type {FactRow} */ ([
      question, held.filter(([own]) => own === place).map(([, link, note]) => [...links[link], note])
    ]))
    const list = factList(rows, form.dataset.unknown ?? "")
    const unanswered = () => form.dataset.before && day < (form.dataset.first ?? "") ? [before()] : nearest(day)
    answer.replaceChildren(title, ...(known ? [list] : unanswered()))
  }

  /** @param {string} day */
  const apply = day => {
    const asked = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
    if (asked) show(day)
    answer.hidden = !asked
    for (const part of latest) part.hidden = asked
    field.value = asked ? day : ""
  }

  /** @param {string} day */
  const ask = day => {
    const address = new URL(location.href)
    if (day) address.searchParams.set("ngay", day)
    else address.searchParams.delete("ngay")
    history.pushState(null, "", address)
    apply(day)
  }
  const read = () => apply(new URLSearchParams(location.search).get("ngay") ?? "")

  form.addEventListener("submit", event => { event.preventDefault(); if (field.value) ask(field.value) })
  window.addEventListener("popstate", read)
  form.hidden = false
  read()
})()

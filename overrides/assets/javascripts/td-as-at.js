// @ts-check
// The as-at switch of clusters and units: the facts of the page (`thidua.views.shared.as_at`) that held on the day asked for.
// The day stands in the address (`?ngay=2025-05-15`), so that an answer can be sent to somebody.
(() => {
  "use strict"
  const { days, fill, root } = window.thidua
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-td-as-at]"))
  const source = document.querySelector("[data-td-facts]")
  const answer = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-answer]"))
  const latest = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-latest]"))
  if (!form || !source || !answer) return
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("ngay"))
  /** @type {{ questions: string[], links: [string, string][], facts: [number, number, string, string, string][] }} */
  const { questions, links, facts } = JSON.parse(source.textContent ?? "")

  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, text: string, className?: string) => HTMLElementTagNameMap[K]} */
  const element = (name, text, className = "") => {
    const made = document.createElement(name)
    made.textContent = text
    if (className) made.className = className
    return made
  }

  /** @param {typeof facts[number]} fact */
  const item = ([, place, note]) => {
    const [words, page] = links[place]
    const made = document.createElement("li")
    if (page) {
      const link = element("a", words)
      link.href = root + page
      made.append(link)
    } else {
      made.append(words)
    }
    if (note) made.append(" ", element("small", note, "td-fact-note"))
    return made
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
    const list = element("dl", "", "td-now__facts td-now__facts--wide")
    questions.forEach((question, place) => {
      const own = held.filter(fact => fact[0] === place)
      const row = document.createElement("div")
      const words = document.createElement("dd")
      if (own.length) {
        const items = element("ul", "", "td-plain")
        items.append(...own.map(item))
        words.append(items)
      } else {
        words.textContent = form.dataset.unknown ?? ""
      }
      row.append(element("dt", question), words)
      list.append(row)
    })
    answer.replaceChildren(title, known ? list : element("p", form.dataset.none ?? "", "td-empty"))
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

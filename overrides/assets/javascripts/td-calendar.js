// @ts-check
// The calendar: today, what is next and how long until then, by the reader's date in Viet Nam (td-days.js).
// All words and dates stand in the page; without this script each page says what it says for the newest content, dated.
(() => {
  "use strict"
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-calendar]"))
  if (!root) return
  const { fill, days } = window.thidua
  const said = root.dataset
  /** @type {(selector: string, from?: ParentNode) => HTMLElement | null} */
  const find = (selector, from = root) => from.querySelector(selector)
  /** @type {(selector: string, from?: ParentNode) => HTMLElement[]} */
  const all = (selector, from = root) => Array.from(from.querySelectorAll(selector))
  /** @param {string} name */
  const template = name => /** @type {HTMLTemplateElement} */ (root.querySelector(`template[${name}]`))
  const today = days.today(Date.now())
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const day = Number(today.slice(8))
  /** @param {string} iso */
  const left = iso => days.left(days.until(iso, today), said)
  /** @param {string} iso */
  const words = iso => days.words(iso, said.words ?? "", said.weekdays ?? "")
  /** @type {(element: HTMLElement | null, text: string | undefined) => void} */
  const show = (element, text = "") => {
    if (!element) return
    element.textContent = text
    element.hidden = false
  }

  // ---- Today's place in months and years -----------------------------------------------------------------------------
  const mark = () => {
    const here = find(`.td-cal__day[datetime="${today}"]`)
    const cell = here?.closest("td")
    if (here && cell) {
      cell.classList.add("is-today")
      cell.classList.remove("is-empty")
      cell.setAttribute("aria-current", "date")
      if (!cell.querySelector(".td-cal__now")) {
        const now = document.createElement("span")
        now.className = "td-cal__now"
        now.textContent = said.today ?? ""
        here.after(" ", now)
      }
    }
    const grid = find(`[data-td-grid="${year}"]`)
    if (!grid) return
    for (const td of all("td", grid.children[month - 1])) {
      if (parseInt(td.textContent ?? "", 10) !== day) continue
      td.classList.add("is-today")
      td.setAttribute("aria-current", "date")
    }
  }

  // ---- /lich/: the line of today, what is next, this year ---------------------------------------------------------------
  const sayToday = () => {
    const line = find("[data-td-now]")
    if (!line) return
    const moons = all("li", template("data-td-moons").content)
    const lunar = days.lunar(moons.map(moon => moon.dataset.start ?? ""), today)
    let text = fill(line.dataset.text, { date: words(today) })
    if (lunar) {
      const number = lunar.day <= 10 ? fill(line.dataset.first, { day: lunar.day }) : lunar.day
      text += `, ${fill(line.dataset.lunar, { day: number, month: moons[lunar.month].textContent ?? "" })}`
    }
    show(line, text)
  }

  /** Puts what the page keeps of this year in place of the year shown; false when it keeps nothing. */
  const turnToYear = () => {
    const kept = /** @type {HTMLTemplateElement[]} */ (all("template[data-td-for]")).filter(other => Number(other.dataset.year) === year)
    for (const other of kept) {
      const slot = find(`[data-td-slot="${other.dataset.tdFor}"]`)
      if (!slot) continue
      slot.replaceChildren(document.importNode(other.content, true))
      slot.setAttribute("aria-labelledby", find("[id]", slot)?.id ?? "")
    }
    return kept.length > 0
  }

  /** @type {(item: HTMLElement, running: boolean) => Node} */
  const row = (item, running) => {
    const made = document.importNode(template("data-td-row").content, true)
    const time = /** @type {HTMLTimeElement} */ (made.querySelector("time"))
    const from = /** @type {HTMLTimeElement} */ (item.querySelector("time"))
    time.dateTime = from.dateTime
    time.textContent = from.textContent
    const link = item.querySelector("a")
    if (link) find(".td-next__title", made)?.append(document.importNode(link, true))
    const note = /** @type {HTMLElement} */ (find(".td-next__note", made))
    note.textContent = find("b", item)?.textContent ?? ""
    if ("round" in item.dataset) note.className = "td-ordinal"
    if (!note.textContent) note.remove()
    const { first = "", last = "" } = item.dataset
    const end = last.split("-")
    show(find(".td-next__left", made), running
      ? fill(template("data-td-coming").dataset.ongoing, { day: `${end[2]}/${days.month(Number(end[1]))}` }) : left(first))
    return made
  }

  const home = () => {
    const shown = Number(said.shown)
    const last = Number(said.last || said.shown)
    sayToday()
    if (turnToYear() || year === shown) {
      const button = /** @type {HTMLAnchorElement | null} */ (find("[data-td-month]"))
      if (button) {
        button.href = (button.getAttribute("href") ?? "").replace(/\d{4}\/\d{2}\//, `${today.slice(0, 4)}/${today.slice(5, 7)}/`)
        button.textContent = fill(button.dataset.text, { month: days.month(month), year })
      }
    } else {
      const notice = find("[data-td-after]")
      show(find("p", notice ?? root), fill(year > last ? said.after : said.before, { year, last, shown }))
      if (notice) notice.hidden = false
      if (year < shown) return
    }

    const heading = find("[data-next]")
    if (heading) heading.textContent = heading.dataset.next ?? ""
    const since = find("[data-td-since]")
    if (since) since.hidden = true
    const spans = all("li", template("data-td-coming").content)
      .map(item => ({ item, first: item.dataset.first ?? "", last: item.dataset.last ?? "" }))
    const { running, ahead } = days.agenda(spans, today, 7)
    const old = find("[data-td-next]")
    if (running.length || ahead.length) {
      const list = document.createElement("ol")
      list.className = "td-next"
      for (const { item } of running) list.append(row(item, true))
      for (const { item } of ahead) list.append(row(item, false))
      old?.replaceWith(list)
    } else {
      old?.remove()
      const nothing = find("[data-td-nothing]")
      show(nothing, fill(nothing?.dataset.text, { last }))
    }
  }

  // ---- A commemoration: its next time -----------------------------------------------------------------------------------
  /** @param {HTMLElement} table */
  const commemoration = table => {
    const next = all("tbody tr", table).find(one => (one.dataset.last ?? one.dataset.first ?? "") >= today)
    const line = find("[data-td-nextup]")
    if (!line) return
    if (!next) {
      line.textContent = line.dataset.none ?? ""
      return
    }
    next.classList.add("is-next")
    next.setAttribute("aria-current", "true")
    const first = next.dataset.first ?? ""
    const rough = "rough" in next.dataset
    show(find("[data-td-when]", line), rough
      ? fill(line.dataset.yearText, { year: first.slice(0, 4) })
      : fill(line.dataset.text, { date: words(first) }))
    const count = find("[data-td-count]", line)
    const number = find(".td-ordinals__n", next)
    if (count && number) {
      count.textContent = number.textContent
      count.dataset.class = next.dataset.class || ""
    } else count?.remove()
    if (!rough) show(find("[data-td-left]", line), first >= today ? left(first) : said.today)
  }

  // ---- The plan, and lists of round anniversaries: past, or how long until then -------------------------------------------
  const plan = () => {
    for (const item of all("[data-td-last]")) {
      const { tdLast = "", tdDay = "" } = item.dataset
      const state = find("[data-td-state]", item)
      if (tdLast < today) {
        item.classList.add("is-past")
        if (said.past) show(state, said.past)
      } else if (tdDay >= today && days.until(tdDay, today) <= 366) {
        show(state, left(tdDay))
      }
    }
  }

  /** The plan's years as the reader's own has them: earlier ones folded, ten ahead shown, as many printed as go on a sheet. */
  const planYears = () => {
    const list = find("[data-td-plan-years]")
    if (!list) return
    const sections = all("[data-year]", list)
    const from = Math.max(year, Number(sections[0]?.dataset.year))
    const past = sections.filter(section => Number(section.dataset.year) < year)
    for (const section of sections) {
      const ahead = Number(section.dataset.year) - from
      section.hidden = ahead > Number(list.dataset.ahead)
      section.classList.toggle("td-screen-only", ahead > Number(list.dataset.sheet))
    }
    const fold = find("[data-td-plan-past]")
    const summary = find("summary", fold ?? root)
    if (!fold || !summary || !past.length) return
    summary.textContent = fill(past.length > 1 ? summary.dataset.text : summary.dataset.one, {
      first: past[0].dataset.year ?? "", last: past[past.length - 1].dataset.year ?? ""
    })
    fold.lastElementChild?.append(...past)
    fold.hidden = false
  }

  // ---- Subscribing: the address the reader came by, which on an intranet no one else knows --------------------------------
  const subscribe = () => {
    const link = find("[data-td-ics]")
    if (!link || !location.protocol.startsWith("http")) return
    const address = new URL(link.getAttribute("href") ?? "", location.href).href
    const open = /** @type {HTMLAnchorElement | null} */ (find("[data-td-webcal]"))
    if (open?.parentElement) {
      open.href = address.replace(/^https?:/, "webcal:")
      open.parentElement.hidden = false
    }
    const box = find("[data-td-address]")
    const input = box?.querySelector("input")
    if (!box || !input) return
    input.value = address
    input.addEventListener("focus", () => input.select())
    box.hidden = false
  }

  if ("shown" in said) home()
  const occurrences = find("[data-td-occurrences]")
  if (occurrences) commemoration(occurrences)
  plan()
  planYears()
  mark()
  subscribe()
})()

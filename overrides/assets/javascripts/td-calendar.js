// @ts-check
// The calendar: today, what is next and how long until then, by the reader's date in Viet Nam (td-days.js).
// Words stand in the page, the days of the reader's year in a file; without this script each page says what it says for the newest
// content, dated.
(() => {
  "use strict"
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-calendar]"))
  if (!root) return
  const { bring, fill, days, root: site } = window.thidua
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
  /** @param {YearFile["moons"]} moons */
  const sayToday = moons => {
    const line = find("[data-td-now]")
    if (!line) return
    const lunar = days.lunar(moons.map(moon => moon[0]), today)
    let text = fill(line.dataset.text, { date: words(today) })
    if (lunar) {
      const number = lunar.day <= 10 ? fill(line.dataset.first, { day: lunar.day }) : lunar.day
      text += `, ${fill(line.dataset.lunar, { day: number, month: moons[lunar.month][1] })}`
    }
    show(line, text)
  }

  /** @param {string} name */
  const copy = name => document.importNode(template(name).content, true)
  /** @type {(item: ParentNode, title: string, page: string) => void} */
  const lead = (item, title, page) => {
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"))
    link.textContent = title
    link.href = site + page
  }
  /** A link to a page of the year shown, as one to the same of the reader's year. @param {HTMLAnchorElement} link */
  const turn = link => { link.href = (link.getAttribute("href") ?? "").replace(/\d{4}(?=\/)/, String(year)) }
  /** The heading of a part of the page, for the reader's year. @type {(section: HTMLElement, name: string) => void} */
  const head = (section, name) => {
    const heading = /** @type {HTMLElement} */ (find("h2", section))
    const title = find("[data-text]", section)
    heading.id = `${name}-${year}`
    section.setAttribute("aria-labelledby", heading.id)
    if (title) title.textContent = fill(title.dataset.text, { year })
  }

  /** @param {RoundRow[]} rows */
  const drawRounds = rows => {
    const section = /** @type {HTMLElement} */ (find('[data-td-slot="rounds"]'))
    const told = template("data-td-round").dataset
    head(section, "tron")
    section.lastElementChild?.remove()
    if (!rows.length) {
      const none = document.createElement("p")
      none.className = "td-empty"
      none.textContent = fill(told.none, { year })
      section.append(none)
      return
    }
    const list = document.createElement("ol")
    list.className = "td-rounds"
    for (const [iso, last, date, ordinal, title, page, ceremony, internal] of rows) {
      const item = /** @type {HTMLElement} */ (copy("data-td-round").firstElementChild)
      item.dataset.tdLast = last
      const number = find(".td-ordinal", item)
      if (number) number.textContent = ordinal
      lead(item, title, page)
      if (!internal) find(".td-status", item)?.remove()
      const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"))
      time.dateTime = iso
      time.textContent = date || (told.inYear ?? "")
      const rule = find("[data-td-ceremony]", item)
      if (rule) rule.textContent = ceremony && ` · ${ceremony}`
      list.append(item)
    }
    section.append(list)
  }

  /** @type {(month: string, day: number) => HTMLTableCellElement} */
  const cell = (month, day) => {
    const td = document.createElement("td")
    if (!day) return td
    const link = document.createElement("a")
    link.href = `${month}#ngay-${String(Math.abs(day)).padStart(2, "0")}`
    link.textContent = String(Math.abs(day))
    td.append(link)
    if (day < 0) {
      const round = document.createElement("span")
      round.className = "td-hidden"
      round.textContent = said.roundSaid ?? ""
      td.className = "is-round"
      link.append(round)
    }
    return td
  }

  /** @param {YearFile["grid"]} grid */
  const drawGrid = grid => {
    const section = /** @type {HTMLElement} */ (find('[data-td-slot="grid"]'))
    head(section, "nam")
    turn(/** @type {HTMLAnchorElement} */ (section.querySelector("h2 a")))
    const months = /** @type {HTMLElement} */ (find("[data-td-grid]", section))
    months.dataset.tdGrid = String(year)
    all("table", months).forEach((table, place) => {
      const link = /** @type {HTMLAnchorElement} */ (table.parentElement?.querySelector("a"))
      const body = /** @type {HTMLElement} */ (table.querySelector("tbody"))
      turn(link)
      body.replaceChildren()
      const held = new Map(grid[place].map(one => [Math.abs(one), one]))
      const before = (new Date(Date.UTC(year, place, 1)).getUTCDay() + 6) % 7
      const count = new Date(Date.UTC(year, place + 1, 0)).getUTCDate()
      for (let week = 0; week * 7 < before + count; week += 1) {
        const row = document.createElement("tr")
        for (let column = 0; column < 7; column += 1) {
          const number = week * 7 + column - before + 1
          const td = cell(link.href, held.get(number) ?? 0)
          if (!held.has(number) && number > 0 && number <= count) td.textContent = String(number)
          row.append(td)
        }
        body.append(row)
      }
    })
  }

  /** @type {(one: DayRow, running: boolean) => Node} */
  const row = ([first, last, date, title, page, ordinal, kind], running) => {
    const made = copy("data-td-coming")
    const time = /** @type {HTMLTimeElement} */ (made.querySelector("time"))
    time.dateTime = first
    time.textContent = date
    lead(made, title, page)
    const note = /** @type {HTMLElement} */ (find(".td-next__note", made))
    note.textContent = ordinal
    if (kind === 2) note.className = "td-ordinal"
    if (!ordinal) note.remove()
    const end = last.split("-")
    show(find(".td-next__left", made), running
      ? fill(template("data-td-coming").dataset.ongoing, { day: `${end[2]}/${days.month(Number(end[1]))}` }) : left(first))
    return made
  }

  /** @type {(rows: DayRow[], last: number) => void} */
  const drawNext = (rows, last) => {
    const heading = find("[data-next]")
    if (heading) heading.textContent = heading.dataset.next ?? ""
    const since = find("[data-td-since]")
    if (since) since.hidden = true
    const { running, ahead } = days.agenda(rows.map(one => ({ one, first: one[0], last: one[1] })), today, 7)
    const old = find("[data-td-next]")
    if (running.length || ahead.length) {
      const list = document.createElement("ol")
      list.className = "td-next"
      for (const { one } of running) list.append(row(one, true))
      for (const { one } of ahead) list.append(row(one, false))
      old?.replaceWith(list)
    } else {
      old?.remove()
      const nothing = find("[data-td-nothing]")
      show(nothing, fill(nothing?.dataset.text, { last }))
    }
  }

  const home = () => {
    const shown = Number(said.shown)
    const last = Number(said.last)
    if (year < shown - 1 || year > last) {
      sayToday([])
      const notice = find("[data-td-after]")
      show(find("p", notice ?? root), fill(year > last ? said.after : said.before, { year, last, shown }))
      if (notice) notice.hidden = false
      if (year > last) drawNext([], last)
      return
    }
    Promise.all([bring(`lich/${year}/ngay.js`), days.ahead(year, last, bring)]).then(([file, rows]) => {
      sayToday(file.moons)
      if (year !== shown) {
        drawRounds(file.rounds)
        drawGrid(file.grid)
      }
      drawNext(rows, last)
      plan()
      mark()
    }).catch(() => sayToday([]))
    const button = /** @type {HTMLAnchorElement | null} */ (find("[data-td-month]"))
    if (button) {
      button.href = (button.getAttribute("href") ?? "").replace(/\d{4}\/\d{2}\//, `${today.slice(0, 4)}/${today.slice(5, 7)}/`)
      button.textContent = fill(button.dataset.text, { month: days.month(month), year })
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
    for (const item of all(".td-round")) {
      const day = item.querySelector("time")?.dateTime ?? ""
      const over = (item.dataset.tdLast ?? day) < today
      if (over) item.classList.add("is-past")
      // Of a year or month nobody counts the days.
      const text = over ? said.past : day.length > 7 && day >= today && days.until(day, today) <= 366 ? left(day) : ""
      const note = find(".td-round__note", item)
      if (!text || !note || find(".td-round__state", note)) continue
      const state = document.createElement("span")
      state.className = "td-round__state"
      state.textContent = text
      note.append(state)
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

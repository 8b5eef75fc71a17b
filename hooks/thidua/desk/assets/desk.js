// @ts-check
// The form of the desk: rows, photographs, what the check says while somebody types, preview, saving. And the list of records.
(() => {
  "use strict"

  /** @typedef {{field: string, severity: "error" | "warning" | "notice", code: string, message: string, hint: string}} Item */
  /** @typedef {{items?: Item[], days?: Record<string, string>, note?: string, refused?: string, go?: string, name?: string, address?: string, grid?: string, standings?: string, sums?: Record<string, string>, ids?: Record<string, string>}} Answer */

  const { fold, pick } = window.desk

  // --- The list ------------------------------------------------------------------------------

  const filter = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-filter]"))
  filter?.addEventListener("input", () => {
    const words = fold(filter.value).split(/\s+/).filter(Boolean)
    let shown = 0
    document.querySelectorAll(".dk-row").forEach(one => {
      const row = /** @type {HTMLElement} */ (one)
      row.hidden = !words.every(word => row.dataset.found?.includes(word))
      if (!row.hidden) shown += 1
    })
    const none = document.getElementById(String(filter.dataset.none))
    if (none) none.hidden = shown > 0
  })

  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("bieu-mau"))
  if (!form) return

  const words = form.dataset
  const token = document.body.dataset.token ?? ""
  const count = /** @type {HTMLElement} */ (document.getElementById("dem"))
  const refused = /** @type {HTMLElement} */ (document.getElementById("tu-choi"))
  const every = /** @type {HTMLElement} */ (document.getElementById("tat-ca"))
  const PAUSE = 500
  let tried = !("new" in words)
  let added = 0

  /** @param {string} address @param {FormData} data @param {AbortSignal} [signal] @returns {Promise<Answer>} */
  const ask = async (address, data, signal) => {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Thidua-Token": token }, signal })
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.json()
    return { refused: (await answer.text()).trim() }
  }

  // --- What the check says ----------------------------------------------------------------------

  /** @param {string} name @returns {HTMLElement | null} The part of the form a finding belongs to, or the nearest around it. */
  const place = name => {
    const parts = name.split(".")
    for (let length = parts.length; length > 0; length -= 1) {
      const found = form.querySelector(`[data-field="${CSS.escape(parts.slice(0, length).join("."))}"]`)
      if (found) return /** @type {HTMLElement} */ (found)
    }
    return null
  }

  /** @param {Item} item */
  const said = item => `${item.message} ${item.hint}`.trim()

  /** @param {Item} item */
  const line = item => {
    const one = document.createElement("li")
    one.className = `dk-told__${item.severity}`
    const kind = document.createElement("b")
    kind.textContent = `${words[item.severity]}: `
    one.append(kind, said(item))
    return one
  }

  /** @param {HTMLElement} part */
  const control = part => /** @type {HTMLElement | null} */ (
    part.querySelector("input:not([type=hidden]):not([type=file]), textarea, select, summary")
  )

  // Rows are told by their numbers in the order of the form, which the server gives them anew.
  const renumber = () => {
    form.querySelectorAll(".dk-list").forEach(list => {
      const own = String(/** @type {HTMLElement} */ (list).dataset.field)
      list.querySelectorAll(":scope > .dk-rows-of > .dk-item").forEach((item, n) => {
        const row = /** @type {HTMLElement} */ (item)
        const old = String(row.dataset.field)
        const now = `${own}.${n}`
        if (old !== now) rename(row, old, now)
      })
    })
  }

  /** @param {Element} row @returns {Element[]} A row and all within it, blank rows of lists inside of it too. */
  const parts = row => [row, ...row.querySelectorAll("*")].flatMap(one => (
    one instanceof HTMLTemplateElement ? [one, ...[...one.content.children].flatMap(parts)] : [one]
  ))

  /** @param {HTMLElement} row @param {string} old @param {string} now */
  const rename = (row, old, now) => {
    for (const one of parts(row)) {
      for (const key of ["name", "id", "for", "data-field", "data-name", "data-day", "aria-describedby", "aria-controls", "aria-labelledby"]) {
        const value = one.getAttribute(key)
        if (value?.includes(old)) one.setAttribute(key, value.replace(old, now))
      }
    }
  }

  /** @param {Item[]} items @param {string} [note] */
  const tell = (items, note = "") => {
    form.querySelectorAll(".dk-told").forEach(list => list.replaceChildren())
    form.querySelectorAll("[aria-invalid]").forEach(one => one.removeAttribute("aria-invalid"))
    every.replaceChildren()
    for (const item of items) {
      const part = item.field ? place(item.field) : null
      // What is still missing in a record that was just begun is no mistake beside each field.
      const waits = item.code === "E302" && !tried
      if (!waits) part?.querySelector(".dk-told")?.append(line(item))
      if (part && !waits && item.severity === "error") control(part)?.setAttribute("aria-invalid", "true")
      if (item.severity === "notice") continue
      const one = document.createElement("li")
      if (part) {
        const button = document.createElement("button")
        button.type = "button"
        button.textContent = said(item)
        button.addEventListener("click", () => go(part))
        one.append(button)
      } else {
        one.append(said(item))
      }
      every.append(one)
    }
    const errors = items.filter(item => item.severity === "error").length
    const warnings = items.filter(item => item.severity === "warning").length
    const parts = [
      errors ? String(words.errors).replace("{count}", String(errors)) : "",
      warnings ? String(words.warnings).replace("{count}", String(warnings)) : "",
    ].filter(Boolean)
    count.textContent = note || (parts.length > 0 ? parts.join(", ") : String(words.clean))
  }

  /** @param {HTMLElement} part */
  const go = part => {
    for (let around = part.closest("details"); around; around = around.parentElement?.closest("details") ?? null) around.open = true
    part.scrollIntoView({ block: "center" })
    control(part)?.focus()
  }

  /** @param {Record<string, string>} days */
  const showDays = days => {
    form.querySelectorAll("[data-day]").forEach(one => {
      const shown = /** @type {HTMLElement} */ (one)
      shown.textContent = days[String(shown.dataset.day)] ?? ""
    })
  }

  let dirty = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** @type {AbortController | undefined} */
  let running

  const check = async () => {
    running?.abort()
    running = new AbortController()
    renumber()
    try {
      const data = new FormData(form)
      window.desk.grid?.ask(data)
      const answer = await ask("/kiem-tra", data, running.signal)
      if (answer.refused) refused.textContent = answer.refused
      window.desk.grid?.show(answer)
      showDays(answer.days ?? {})
      tell(answer.items ?? [], answer.note)
      if (frame && !frame.hidden) await preview()
    } catch (error) {
      if (!(error instanceof DOMException)) refused.textContent = String(words.lost)
    }
  }

  form.addEventListener("input", () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(() => void check(), PAUSE)
  })
  const touched = () => form.dispatchEvent(new Event("input", { bubbles: true }))

  // --- Rows -------------------------------------------------------------------------------------

  /** @param {HTMLElement} list @returns {HTMLElement} A new row at the end of a list. */
  const addRow = list => {
    const blank = /** @type {HTMLTemplateElement} */ (list.querySelector(":scope > template"))
    const rows = /** @type {HTMLElement} */ (list.querySelector(":scope > .dk-rows-of"))
    const part = /** @type {DocumentFragment} */ (blank.content.cloneNode(true))
    const row = /** @type {HTMLElement} */ (part.firstElementChild)
    const own = String(list.dataset.field)
    rename(row, `${own}.__n__`, `${own}.${rows.children.length}`)
    const key = /** @type {HTMLInputElement | null} */ (row.querySelector(":scope > [data-key]"))
    if (key) {
      added += 1
      key.value = `n${added}`
    }
    rows.append(row)
    pick(row)
    return row
  }

  form.addEventListener("click", event => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button")
    const row = /** @type {HTMLElement | null} */ (button?.closest(".dk-item") ?? null)
    const list = /** @type {HTMLElement | null} */ (button?.closest(".dk-list") ?? null)
    if (!button || !list) return
    if ("add" in button.dataset) control(addRow(list))?.focus()
    else if (row && "remove" in button.dataset) {
      const next = /** @type {HTMLElement | null} */ (row.nextElementSibling ?? row.previousElementSibling)
      row.remove()
      const after = next ? control(next) : /** @type {HTMLElement | null} */ (list.querySelector("[data-add], .dk-file"))
      after?.focus()
    } else if (row && "up" in button.dataset) {
      row.previousElementSibling?.before(row)
      button.focus()
    } else if (row && "down" in button.dataset) {
      row.nextElementSibling?.after(row)
      button.focus()
    } else return
    touched()
  })

  // --- Photographs and papers -------------------------------------------------------------------------

  const record = String(new FormData(form).get("ban-ghi"))

  /** @param {HTMLElement} list @param {Iterable<File>} given */
  const take = async (list, given) => {
    const told = /** @type {HTMLElement} */ (list.querySelector(":scope > .dk-told-file"))
    told.textContent = ""
    for (const one of given) {
      const data = new FormData()
      data.set("tep", one)
      const answer = await ask("/tep", data)
      if (!answer.name) {
        told.textContent = answer.refused ?? ""
        continue
      }
      const row = addRow(list)
      const name = /** @type {HTMLInputElement} */ (row.querySelector("input.td-input"))
      name.value = answer.name
      const image = /** @type {HTMLImageElement | null} */ (row.querySelector(".dk-thumb"))
      if (image) image.src = `/anh/${record}?ten=${encodeURIComponent(answer.name)}`
      const fields = /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("input.td-input, textarea"))
      Array.from(fields).find(field => field !== name && !/** @type {HTMLInputElement} */ (field).value)?.focus()
      touched()
    }
  }

  /** @param {Event} event @param {string} inside @returns {HTMLElement | null} The list whose part an event is of. */
  const listOf = (event, inside) => (
    /** @type {HTMLElement} */ (event.target).closest(inside)?.closest(".dk-list") ?? null
  )
  // A file is no text of the form: what hears of typing does not hear of it.
  form.addEventListener("input", event => { if (listOf(event, ".dk-file")) event.stopImmediatePropagation() }, true)
  form.addEventListener("change", event => {
    const list = listOf(event, ".dk-file")
    if (!list) return
    event.stopImmediatePropagation()
    const chosen = /** @type {HTMLInputElement} */ (event.target)
    const given = [...chosen.files ?? []]
    chosen.value = ""
    void take(list, given)
  }, true)
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, event => {
      const zone = /** @type {HTMLElement} */ (event.target).closest(".dk-drop")
      const list = listOf(event, ".dk-drop")
      if (!zone || !list) return
      zone.classList.toggle("is-over", kind.startsWith("drage") || kind === "dragover")
      if (kind !== "dragleave") event.preventDefault()
      if (kind === "drop") void take(list, /** @type {DragEvent} */ (event).dataTransfer?.files ?? [])
    })
  }

  // --- Preview --------------------------------------------------------------------------------------

  const frame = document.getElementById("khung")
  const open = document.getElementById("xem-truoc")

  const preview = async () => {
    const inside = frame?.querySelector("iframe")
    if (!inside) return
    const answer = await ask("/xem", new FormData(form))
    if (answer.address) {
      refused.textContent = ""
      const down = inside.contentWindow?.scrollY ?? 0
      inside.onload = () => inside.contentWindow?.scrollTo(0, down)
      inside.src = answer.address
    } else refused.textContent = answer.refused ?? ""
  }

  open?.addEventListener("click", () => {
    if (!frame) return
    frame.hidden = !frame.hidden
    open.setAttribute("aria-expanded", String(!frame.hidden))
    if (!frame.hidden) void preview()
  })

  // --- Saving ---------------------------------------------------------------------------------------

  const save = async () => {
    clearTimeout(timer)
    running?.abort()
    renumber()
    tried = true
    refused.textContent = ""
    count.textContent = String(words.saving)
    try {
      const answer = await ask("/luu", new FormData(form))
      if (answer.go) {
        dirty = false
        location.assign(answer.go)
        return
      }
      tell(answer.items ?? [])
      refused.textContent = answer.refused ?? ""
    } catch {
      count.textContent = ""
      refused.textContent = String(words.lost)
    }
  }

  form.addEventListener("submit", event => {
    event.preventDefault()
    void save()
  })
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault()
      void save()
    }
  })
  window.addEventListener("beforeunload", event => {
    if (dirty) event.preventDefault()
  })
  // Enter in a line of text is no wish to save.
  form.addEventListener("keydown", event => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.key === "Enter" && target.matches("input:not([type=file])")) event.preventDefault()
  })

  if (tried) void check()
})()

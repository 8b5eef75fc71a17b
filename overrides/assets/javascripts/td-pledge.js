// @ts-check
// The filters of the register of pledges. Without this script the whole register stands in the page.
(() => {
  "use strict"
  const { fill, fold } = window.thidua

  // ---- Register -------------------------------------------------------------------------------------------------------
  const FIELDS = /** @type {const} */ (["ten", "khoi", "nam", "tinh-trang"])
  /** @typedef {typeof FIELDS[number]} Field */
  /** @typedef {HTMLFormElement & {elements: {[name in Field]: HTMLInputElement | HTMLSelectElement}}} RegisterForm */

  /** @type {(form: RegisterForm, lists: Element[]) => void} */
  const register = (form, lists) => {
    const items = /** @type {HTMLElement[]} */ (lists.flatMap(list => Array.from(list.children)))
    // Clusters without any pledge.
    const rest = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-td-rest]"))
    const count = form.querySelector("[data-td-count]")
    const reset = /** @type {HTMLElement | null} */ (form.querySelector("[type=reset]"))
    /** @param {Field} name */
    const value = name => form.elements[name].value

    const apply = () => {
      const words = fold(value("ten")).split(/\s+/).filter(Boolean)
      const [block, year, state] = [value("khoi"), value("nam"), value("tinh-trang")]
      const asked = FIELDS.some(value)
      /** How many terms of a row are shown; those without a pledge are unfolded where they are asked for. @param {HTMLElement} item */
      const termsOf = item => {
        const gaps = item.querySelector("details")
        let shown = 0
        let missing = 0
        for (const cell of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll(".td-cells > li"))) {
          // Most terms are called by their years, and most pledges are there in full.
          const { years = (cell.firstChild?.textContent?.match(/\d{4}/g) ?? []).join(" "), state: own = "text" } = cell.dataset
          cell.hidden = Boolean((year && !years.split(" ").includes(year)) || (state && own !== state))
          if (cell.hidden) continue
          shown += 1
          if (gaps?.contains(cell)) missing += 1
        }
        if (gaps) {
          gaps.hidden = !missing
          gaps.open = asked && missing === shown
        }
        return shown
      }
      let clusters = 0
      let terms = 0
      let without = 0
      /** @type {HTMLElement | null} */
      let group = null
      for (const item of items) {
        if (item.classList.contains("td-register-list__group")) {
          group = item
          group.hidden = true
          continue
        }
        const name = ` ${item.dataset.name}`
        const fits = (!block || item.dataset.block === block) && words.every(word => name.includes(` ${word}`))
        const shown = termsOf(item)
        item.hidden = !fits || !shown
        if (item.hidden) continue
        clusters += 1
        terms += shown
        if (rest?.contains(item)) without += 1
        if (group) group.hidden = false
      }
      if (rest) {
        rest.hidden = !without
        rest.open = asked && without > 0
      }
      if (count) count.textContent = clusters ? fill(form.dataset.count, { clusters, terms }) : fill(form.dataset.nothing)
      if (reset) reset.hidden = !asked
    }
    // The state is the query of the address, so that a view can be linked.
    let unsaved = 0
    const write = () => {
      if (!unsaved) return
      clearTimeout(unsaved)
      unsaved = 0
      const query = new URLSearchParams(location.search)
      for (const name of FIELDS) {
        if (value(name).trim()) query.set(name, value(name).trim())
        else query.delete(name)
      }
      const text = query.toString()
      history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash)
    }
    const read = () => {
      const query = new URLSearchParams(location.search)
      for (const name of FIELDS) {
        const field = form.elements[name]
        const wanted = query.get(name) ?? ""
        if (!("options" in field) || Array.from(field.options).some(option => option.value === wanted)) field.value = wanted
      }
    }
    // Not at every key: Safari refuses more than a hundred addresses in half a minute.
    const save = () => {
      clearTimeout(unsaved)
      unsaved = setTimeout(write, 150)
    }
    form.addEventListener("input", () => { apply(); save() })
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => {
      setTimeout(() => { apply(); save(); form.elements.ten.focus() })
    })
    window.addEventListener("pagehide", write)
    window.addEventListener("popstate", () => {
      if (unsaved) {
        write()
        return
      }
      read()
      apply()
    })
    // Back to a page that was kept: Safari then empties a field with autocomplete="off".
    window.addEventListener("pageshow", event => { if (event.persisted) setTimeout(read) })
    read()
    apply()
    // Folded on phones, unless the address asks for something.
    const sheet = form.closest("details")
    const wide = matchMedia("(min-width: 48em)")
    const unfold = () => { if (sheet) sheet.open = wide.matches || FIELDS.some(value) }
    wide.addEventListener("change", unfold)
    unfold()
    if (sheet) sheet.hidden = false
  }
  const form = /** @type {RegisterForm | null} */ (document.querySelector("[data-td-register]"))
  if (form) register(form, Array.from(document.querySelectorAll("[data-td-rows]")))
})()

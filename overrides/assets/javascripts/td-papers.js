// @ts-check
// The filter of the register of papers. Without this script the whole register stands in the page.
(() => {
  "use strict"
  const { fill, fold } = window.thidua
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-td-papers]"))
  if (!form) return
  /** @param {string} name */
  const field = name => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name))
  const [words, kind] = [field("ten"), field("loai")]
  const count = form.querySelector("[data-td-count]")
  const reset = /** @type {HTMLElement} */ (form.querySelector("[type=reset]"))
  const lists = Array.from(document.querySelectorAll(".td-papers"))

  const apply = () => {
    const asked = fold(words.value).split(/\s+/).filter(Boolean)
    let shown = 0
    for (const list of lists) {
      let own = 0
      for (const item of /** @type {Iterable<HTMLElement>} */ (Array.from(list.children))) {
        const said = ` ${item.dataset.words}`
        item.hidden = Boolean(kind.value && item.dataset.kind !== kind.value) || !asked.every(word => said.includes(` ${word}`))
        if (!item.hidden) own += 1
      }
      const section = /** @type {HTMLElement} */ (list.closest("section"))
      section.hidden = !own
      shown += own
    }
    if (count) count.textContent = shown ? fill(form.dataset.count, { count: shown }) : fill(form.dataset.nothing)
    reset.hidden = !asked.length && !kind.value
  }
  // The state is the query of the address, so that a view can be linked.
  const query = new URLSearchParams(location.search)
  for (const one of [words, kind]) one.value = query.get(one.name) ?? ""
  form.addEventListener("change", () => {
    const said = new URLSearchParams([words, kind].filter(one => one.value.trim()).map(one => [one.name, one.value.trim()]))
    history.replaceState(history.state, "", location.pathname + (String(said) ? `?${said}` : "") + location.hash)
  })
  form.addEventListener("input", apply)
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(() => { apply(); form.dispatchEvent(new Event("change")); words.focus() }))
  apply()
  // Folded on phones, unless the address asks for something.
  const sheet = /** @type {HTMLDetailsElement} */ (form.closest("details"))
  const wide = matchMedia("(min-width: 48em)")
  const unfold = () => { sheet.open = wide.matches || Boolean(words.value || kind.value) }
  wide.addEventListener("change", unfold)
  unfold()
  sheet.hidden = false
})()

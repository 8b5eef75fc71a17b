// @ts-check
// The shell: the menu at narrow widths and the colour scheme button. Both buttons are only shown when scripts run
// (class "js" on <html>); without scripts the menu is simply open and the system's scheme applies.
(() => {
  "use strict"
  const root = document.documentElement

  // ---- Menu -------------------------------------------------------------------------------------------------------
  const menu = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-menu]"))
  const nav = menu && document.getElementById(menu.getAttribute("aria-controls") ?? "")
  if (menu && nav) {
    /** @param {boolean} open */
    const show = open => {
      menu.setAttribute("aria-expanded", String(open))
      nav.classList.toggle("is-open", open)
    }
    const isOpen = () => menu.getAttribute("aria-expanded") === "true"
    menu.addEventListener("click", () => show(!isOpen()))
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !isOpen()) return
      const inside = nav.contains(document.activeElement) || document.activeElement === menu
      show(false)
      if (inside) menu.focus()
    })
    nav.addEventListener("click", event => {
      if (/** @type {Element} */ (event.target).closest("a")) show(false)
    })
    window.addEventListener("pageshow", () => show(false))
  }

  // ---- Terms that are over by the reader's day in Viet Nam ----------------------------------------------------------
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10)
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-ended]"))) {
    if ((note.dataset.tdEnded ?? today) < today) note.hidden = false
  }

  // ---- Colour scheme ----------------------------------------------------------------------------------------------
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-scheme-button]"))
  if (button) {
    const system = window.matchMedia("(prefers-color-scheme: dark)")
    const current = () => root.dataset.tdScheme || (system.matches ? "dark" : "light")
    const label = () => {
      button.textContent = (current() === "dark" ? button.dataset.light : button.dataset.dark) ?? ""
    }
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark"
      // Back to what the system wants anyway: forget the choice, so that the page follows the system again.
      if ((next === "dark") === system.matches) {
        delete root.dataset.tdScheme
        window.__md_set("__td_scheme", null)
      } else {
        root.dataset.tdScheme = next
        window.__md_set("__td_scheme", next)
      }
      label()
    })
    system.addEventListener("change", label)
    label()
  }
})()

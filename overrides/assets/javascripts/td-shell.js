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

  // ---- The end of a page: copy its address or citation, print it -----------------------------------------------------
  // Without this script the link for mistakes remains, and a citation that a page prints can be marked.
  const { fill } = window.thidua
  /** @param {string} selector */
  const head = selector => document.head.querySelector(selector)
  /** What the reader's browser knows of the page: where it is published, or read when that is another place; the day in Viet Nam. */
  const known = () => {
    const published = /** @type {HTMLLinkElement | null} */ (head("link[rel=canonical]"))
    const named = /** @type {HTMLMetaElement | null} */ (head("meta[property='og:title']"))
    const [year, month, day] = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10).split("-")
    return {
      address: location.protocol === "file:" && published ? published.href + location.search + location.hash : location.href,
      title: (named?.content ?? "").replace(/\u00a0/g, " ").replace(/\u201c/g, "\u2018").replace(/\u201d/g, "\u2019"),
      year, month, day
    }
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".td-share, .td-cite"))) {
    const status = /** @type {HTMLElement} */ (part.querySelector("[role=status]"))
    const own = part.querySelector("textarea")
    /** @type {HTMLTextAreaElement | null} */
    let field = own
    // An intranet without HTTPS has no navigator.clipboard; the old way needs a marked field, which stays where even that is refused.
    /** @type {(text: string, button: HTMLElement) => boolean} */
    const marked = (text, button) => {
      if (!field) {
        field = document.createElement("textarea")
        field.className = "td-input"
        field.readOnly = true
        field.setAttribute("aria-label", button.textContent ?? "")
        part.append(field)
      }
      field.value = text
      field.focus()
      field.select()
      let done
      try { done = document.execCommand("copy") } catch { done = false }
      if (done) {
        button.focus()
        if (field !== own) {
          field.remove()
          field = null
        }
      }
      return done
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-td-copy]"))) {
      button.addEventListener("click", () => {
        const wanted = button.dataset.tdCopy
        const text = wanted ? fill(wanted, known()) : own?.value ?? ""
        /** @param {boolean} done */
        const say = done => { status.textContent = (done ? status.dataset.copied : status.dataset.failed) ?? "" }
        status.textContent = ""
        if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say(true), () => say(marked(text, button)))
        else say(marked(text, button))
      })
    }
    part.querySelector("[data-td-print]")?.addEventListener("click", () => window.print())
  }

  // ---- What is folded would not be printed ---------------------------------------------------------------------------
  /** @type {HTMLDetailsElement[]} */
  let closed = []
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details:is(.td-gaps, .td-prose *):not([open])"))
    for (const fold of closed) fold.open = true
  })
  window.addEventListener("afterprint", () => { for (const fold of closed) fold.open = false })
})()

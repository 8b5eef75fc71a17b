// @ts-check
// At the end of a page: copy its address or citation, print it. The buttons come with this script; without it the link for
// mistakes remains, and a citation that a page prints can be marked.
(() => {
  "use strict"
  const { fill } = window.thidua

  /** Where the page is published; where it is read, when that is another place with the same page. */
  const address = () => {
    const published = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))
    return location.protocol === "file:" && published ? published.href + location.search + location.hash : location.href
  }
  /** The day in Viet Nam. */
  const today = () => {
    const [year, month, day] = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10).split("-")
    return { year, month, day }
  }

  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-td-share]"))) {
    const status = part.querySelector("[role=status]")
    if (!status) continue
    /** @param {string} text */
    const field = text => {
      const there = part.querySelector("textarea")
      if (there) {
        there.value = text
        return there
      }
      const made = document.createElement("textarea")
      made.className = "td-input"
      made.readOnly = true
      made.value = text
      made.setAttribute("aria-label", part.dataset.label ?? "")
      part.append(made)
      return made
    }
    // An intranet without HTTPS has no navigator.clipboard; the old way needs a marked field.
    /** @type {(text: string, button: HTMLElement) => boolean} */
    const marked = (text, button) => {
      const own = part.querySelector("textarea")
      const shown = field(text)
      shown.focus()
      shown.select()
      let done
      try { done = document.execCommand("copy") } catch { done = false }
      if (done) {
        button.focus()
        if (!own) shown.remove()
      }
      return done
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("button[data-td-copy]"))) {
      button.hidden = false
      button.addEventListener("click", () => {
        const wanted = button.dataset.tdCopy
        const text = wanted ? fill(wanted, { address: address(), ...today() }) : part.querySelector("textarea")?.value ?? ""
        /** @param {boolean} done */
        const say = done => { status.textContent = (done ? button.dataset.copied : part.dataset.failed) ?? "" }
        status.textContent = ""
        if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say(true), () => say(marked(text, button)))
        else say(marked(text, button))
      })
    }
    const print = /** @type {HTMLElement | null} */ (part.querySelector("[data-td-print]"))
    if (print) {
      print.hidden = false
      print.addEventListener("click", () => window.print())
    }
  }
})()

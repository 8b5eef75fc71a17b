// @ts-check
// Photographs of an event, large, in a dialog: opened from the link that leads to the large picture without scripts.
// Escape and the button close it, the arrow keys go on; focus returns to the photograph it was opened from.
(() => {
  "use strict"
  const links = /** @type {HTMLAnchorElement[]} */ (Array.from(document.querySelectorAll(".td-photo > a")))
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-td-lightbox]"))?.dataset
  // Safari before 15.4 runs scripts and has no dialog: there the link leads to the picture.
  if (!links.length || !words || !window.HTMLDialogElement) return

  /** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text?: string) => HTMLElementTagNameMap[K]} */
  const make = (tag, name, text = "") => {
    const made = document.createElement(tag)
    made.className = name
    if (text) made.textContent = text
    return made
  }
  const dialog = make("dialog", "td-lightbox")
  dialog.setAttribute("aria-label", words.label ?? "")
  const picture = make("img", "td-lightbox__picture")
  const caption = make("p", "td-lightbox__caption")
  const bar = make("p", "td-lightbox__bar")
  const place = make("span", "td-lightbox__place")
  place.setAttribute("role", "status")
  /** @type {(text: string | undefined, act: () => void) => HTMLButtonElement} */
  const button = (text, act) => {
    const made = make("button", "td-button td-button--quiet", text)
    made.type = "button"
    made.addEventListener("click", act)
    return made
  }
  let at = 0
  /** @param {number} index */
  const show = index => {
    at = (index + links.length) % links.length
    const link = links[at]
    picture.src = link.href
    picture.alt = link.querySelector("img")?.alt ?? ""
    caption.textContent = link.parentElement?.querySelector("figcaption")?.textContent ?? ""
    place.textContent = `${at + 1} / ${links.length}`
  }
  if (links.length > 1) {
    bar.append(button(words.previous, () => show(at - 1)), place, button(words.next, () => show(at + 1)))
  }
  bar.append(button(words.close, () => dialog.close()))
  dialog.append(picture, caption, bar)
  document.body.append(dialog)

  dialog.addEventListener("keydown", event => {
    if (event.key === "ArrowRight" && links.length > 1) show(at + 1)
    if (event.key === "ArrowLeft" && links.length > 1) show(at - 1)
  })
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })
  dialog.addEventListener("close", () => links[at].focus())
  links.forEach((link, index) => {
    link.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
      event.preventDefault()
      show(index)
      dialog.showModal()
    })
  })
})()

// @ts-check
// A file dropped on the page is the file of the form.
(() => {
  "use strict"

  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("tha-tep"))
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("tep"))
  if (!form || !input) return
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, event => {
      event.preventDefault()
      form.querySelector(".dk-drop")?.classList.add("is-over")
    })
  }
  form.addEventListener("dragleave", () => form.querySelector(".dk-drop")?.classList.remove("is-over"))
  form.addEventListener("drop", event => {
    event.preventDefault()
    const given = event.dataTransfer?.files
    if (!given || given.length === 0) return
    input.files = given
    form.requestSubmit()
  })
})()

// Photographs of an event, large, in a dialog: opened from the link that leads to the large picture without scripts.
// Escape and the button close it, the arrow keys go on; focus returns to the photograph it was opened from.
(function () {
  var links = Array.from(document.querySelectorAll(".td-photos .td-photo > a"))
  var words = document.querySelector("[data-td-lightbox]")
  if (!links.length || !words || !window.HTMLDialogElement) return

  var make = function (tag, name, text) {
    var made = document.createElement(tag)
    made.className = name
    if (text) made.textContent = text
    return made
  }
  var dialog = make("dialog", "td-lightbox")
  dialog.setAttribute("aria-label", words.dataset.label)
  var picture = make("img", "td-lightbox__picture")
  var caption = make("p", "td-lightbox__caption")
  var bar = make("p", "td-lightbox__bar")
  var place = make("span", "td-lightbox__place")
  place.setAttribute("role", "status")
  var button = function (text, act) {
    var made = make("button", "td-button td-button--quiet", text)
    made.type = "button"
    made.addEventListener("click", act)
    return made
  }
  var at = 0
  var show = function (index) {
    at = (index + links.length) % links.length
    var small = links[at].querySelector("img")
    picture.src = links[at].href
    picture.alt = small.alt
    caption.textContent = links[at].parentElement.querySelector("figcaption").textContent
    place.textContent = at + 1 + " / " + links.length
  }
  var step = function (by) { return function () { show(at + by) } }
  if (links.length > 1) bar.append(button(words.dataset.previous, step(-1)), place, button(words.dataset.next, step(1)))
  bar.append(button(words.dataset.close, function () { dialog.close() }))
  dialog.append(picture, caption, bar)
  document.body.append(dialog)

  dialog.addEventListener("keydown", function (event) {
    if (event.key === "ArrowRight" && links.length > 1) show(at + 1)
    if (event.key === "ArrowLeft" && links.length > 1) show(at - 1)
  })
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close() })
  dialog.addEventListener("close", function () { links[at].focus() })
  links.forEach(function (link, index) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
      event.preventDefault()
      show(index)
      dialog.showModal()
    })
  })
})()

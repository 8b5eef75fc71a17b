// The shell: the menu at narrow widths and the colour scheme button. Both buttons are only shown when scripts run
// (class "js" on <html>); without scripts the menu is simply open and the system's scheme applies.
(function () {
  var root = document.documentElement

  // ---- Menu -------------------------------------------------------------------------------------------------------
  var menu = document.querySelector("[data-td-menu]")
  var nav = menu && document.getElementById(menu.getAttribute("aria-controls"))
  if (menu && nav) {
    var show = function (open) {
      menu.setAttribute("aria-expanded", String(open))
      nav.classList.toggle("is-open", open)
    }
    var isOpen = function () { return menu.getAttribute("aria-expanded") === "true" }
    menu.addEventListener("click", function () { show(!isOpen()) })
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !isOpen()) return
      var inside = nav.contains(document.activeElement) || document.activeElement === menu
      show(false)
      if (inside) menu.focus()
    })
    nav.addEventListener("click", function (event) {
      if (event.target.closest("a")) show(false)
    })
    window.addEventListener("pageshow", function () { show(false) })
  }

  // ---- Colour scheme ----------------------------------------------------------------------------------------------
  var button = document.querySelector("[data-td-scheme-button]")
  if (button) {
    var system = window.matchMedia("(prefers-color-scheme: dark)")
    var current = function () { return root.getAttribute("data-td-scheme") || (system.matches ? "dark" : "light") }
    var label = function () {
      button.textContent = current() === "dark" ? button.dataset.light : button.dataset.dark
    }
    button.addEventListener("click", function () {
      var next = current() === "dark" ? "light" : "dark"
      // Back to what the system wants anyway: forget the choice, so that the page follows the system again.
      if ((next === "dark") === system.matches) {
        root.removeAttribute("data-td-scheme")
        window.__md_set("__td_scheme", null)
      } else {
        root.setAttribute("data-td-scheme", next)
        window.__md_set("__td_scheme", next)
      }
      label()
    })
    if (system.addEventListener) system.addEventListener("change", label)
    label()
  }
})()

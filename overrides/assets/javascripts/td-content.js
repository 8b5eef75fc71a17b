// @ts-check
// Content tabs: the ones chosen on other pages (feature content.tabs.link), then the one named by the address.
(() => {
  "use strict"
  /** @param {string} id */
  const choose = id => {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id))
    if (input) input.checked = true
  }
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const chosen = "linked" in script.dataset ? window.__md_get("__tabs") : null
  if (Array.isArray(chosen)) {
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = /** @type {HTMLLabelElement[]} */ (Array.from(set.querySelectorAll(".tabbed-labels label")))
      const wanted = chosen.map(text => labels.find(label => label.innerText.trim() === text)).find(Boolean)
      if (wanted) choose(wanted.htmlFor)
    }
  }
  const target = /** @type {HTMLInputElement | null} */ (document.getElementById(location.hash.slice(1)))
  if (target?.name?.startsWith("__tabbed_")) target.checked = true
})()

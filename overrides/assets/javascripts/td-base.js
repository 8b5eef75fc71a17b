// Runs in the head, before the first paint. Replaces Material's inline base script (same globals, read by its bundle)
// and sets the colour scheme the reader chose; without a choice the system's scheme applies through CSS alone.
(function () {
  var root = document.documentElement
  var scope = new URL(document.currentScript.dataset.scope, location)

  window.__md_scope = scope
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, c) { return (sum << 5) - sum + c.charCodeAt(0) }, 0)
  }
  window.__md_get = function (key, storage, base) {
    try { return JSON.parse((storage || localStorage).getItem((base || scope).pathname + "." + key)) } catch (e) { return null }
  }
  window.__md_set = function (key, value, storage, base) {
    try { (storage || localStorage).setItem((base || scope).pathname + "." + key, JSON.stringify(value)) } catch (e) { /* no storage: forget */ }
  }

  root.classList.remove("no-js")
  root.classList.add("js")
  var scheme = window.__md_get("__td_scheme")
  if (scheme === "light" || scheme === "dark") root.setAttribute("data-td-scheme", scheme)
})()

// @ts-check
// Runs in the head, before the first paint. Replaces Material's inline base script (same globals, read by its bundle)
// and sets the colour scheme the reader chose; without a choice the system's scheme applies through CSS alone.
// A browser too old for the other scripts cannot read this one either (`??=`): it then shows the page as without scripts.
(() => {
  "use strict"
  const root = document.documentElement
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const scope = new URL(script.dataset.scope ?? ".", location.href)
  const thidua = (window.thidua ??= /** @type {Thidua} */ ({}))

  // A sentence of the page with its `{holes}` filled: the words of every script stand in data attributes.
  thidua.fill = (text = "", values = {}) => text.replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all))

  // As thidua.text.fold: no marks, đ (and the letters some keyboards have for it) as d, lower case.
  thidua.fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\u0111\xf0\u0256]/g, "d")

  // Scripts, not fetch: so that it works from a folder too. Those asked for first run first.
  thidua.run = url => new Promise((resolve, reject) => {
    const element = document.createElement("script")
    element.async = false
    element.src = url
    element.onload = () => { resolve(); element.remove() }
    element.onerror = () => { element.remove(); reject(new Error(url)) }
    document.head.append(element)
  })
  thidua.root = scope.href.replace(/\/?$/, "/")
  thidua.given = {}
  thidua.bring = path => path in thidua.given
    ? Promise.resolve(thidua.given[path]) : thidua.run(thidua.root + path).then(() => thidua.given[path])

  window.__md_scope = scope
  window.__md_hash = text => Array.from(text).reduce((sum, c) => (sum << 5) - sum + c.charCodeAt(0), 0)
  // Where storing is forbidden, to name localStorage is an error already.
  window.__md_get = (key, storage, base = scope) => {
    try { return JSON.parse((storage ?? localStorage).getItem(`${base.pathname}.${key}`) ?? "null") } catch { return null }
  }
  window.__md_set = (key, value, storage, base = scope) => {
    try { (storage ?? localStorage).setItem(`${base.pathname}.${key}`, JSON.stringify(value)) } catch { /* no storage: forget */ }
  }

  root.classList.remove("no-js")
  root.classList.add("js")
  const scheme = window.__md_get("__td_scheme")
  if (scheme === "light" || scheme === "dark") root.dataset.tdScheme = scheme
})()

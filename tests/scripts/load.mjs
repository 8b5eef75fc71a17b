// Runs scripts of the site in node as a page runs them: one after the other, in one global scope.
import { readFileSync } from "node:fs"
import { runInThisContext } from "node:vm"

/**
 * @param {...string} names files of overrides/assets/javascripts, without their ending
 * @returns {Thidua} what they share
 */
export const load = (...names) => {
  Object.assign(globalThis, { window: globalThis })
  for (const name of names) {
    const file = new URL(`../../overrides/assets/javascripts/${name}.js`, import.meta.url)
    runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname })
  }
  return globalThis.window.thidua
}

/**
 * The least of a page that td-base.js touches: the root element, its own element, an address, a store.
 * @param {Record<string, string>} stored
 */
export const page = stored => {
  const classes = new Set(["no-js"])
  const root = { dataset: /** @type {DOMStringMap} */ ({}), classList: { add: classes.add.bind(classes), remove: classes.delete.bind(classes) } }
  Object.assign(globalThis, {
    document: { documentElement: root, currentScript: { dataset: { scope: "../.." } } },
    location: { href: "https://thidua.example.vn/vi-du/cum/vd-1/" },
    localStorage: { getItem: (/** @type {string} */ key) => stored[key] ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => { stored[key] = value } }
  })
  return { root, classes }
}

// @ts-check
// What the files of the index hand over, made into the index that answers are given from.
(() => {
  "use strict"
  const search = window.thidua.search

  /** The index answers are given from; while the whole one is built, that of the newest events. */
  search.index = null
  /** Whether `search.index` is the whole one. */
  search.whole = false
  /** @type {Search.Data | null} */
  let newest = null
  /** @type {Partial<Search.Data>} */
  let data = {}
  /** @type {Search.Index | null} */
  let building = null
  /** @type {Generator<void, void> | null} */
  let steps = null

  /** @type {(all: Partial<Search.Data>, piece: Search.Piece) => Search.Data} */
  const added = (all, { rules, ...sections }) => {
    if (rules) all.rules = rules
    for (const [name, text] of /** @type {[Search.Section, string][]} */ (Object.entries(sections))) (all[name] ??= []).push(text)
    return /** @type {Search.Data} */ (all)
  }

  /** Called by first.js. */
  search.first = piece => { newest = added({}, piece) }

  /** Called by each c<n>.js. */
  search.part = piece => { added(data, piece) }

  /** The index of the newest events, if the site has one and the whole one is not there. */
  search.openFirst = () => {
    if (!search.index && newest) {
      const index = new search.Index(newest)
      const all = index.building()
      while (!all.next().done);
      search.index = index
    }
    newest = null
  }

  /**
   * Goes on building the whole index while `hasTime` says so; all files of cards have been loaded. True when it is complete.
   */
  search.build = hasTime => {
    while (!search.whole && hasTime()) {
      if (!building || !steps) {
        building = new search.Index(/** @type {Search.Data} */ (data))
        steps = building.building()
        data = {}
      } else if (steps.next().done) {
        search.index = building
        search.whole = true
        newest = steps = building = null
      }
    }
    return search.whole
  }

  let fetches = true

  /**
   * Has a file of prose handed over. Chromium keeps the source of every script a page has run for as long as the page
   * stands, and a reader who goes on searching would gather megabytes: so what is only text is fetched. A folder knows no
   * fetching, nor does a host with a policy of its own; there the file runs as the script it is.
   */
  search.bring = (url, run) => {
    if (!fetches || location.protocol === "file:") return run(url)
    return fetch(url).then(response => response.ok ? response.text() : "").then(handOver).catch(() => {
      fetches = false
      return run(url)
    })
  }

  /**
   * What running `thidua.search.texts(7, `…`);` does, without running it; the other way of `quoted` in search_prose.py.
   * @param {string} text
   */
  function handOver(text) {
    const call = /^thidua\.search\.(postings|texts)\(([0-9]+), `/.exec(text)
    if (!call) throw new Error("not a file of prose")
    const content = text.slice(call[0].length, text.lastIndexOf("`"))
    search[call[1] === "texts" ? "texts" : "postings"](+call[2], content.replace(/\\([\\`]|\$(?=\{))/g, "$1"))
  }
})()

// What the files of the index hand over, made into the index that answers are given from.
(function () {
  "use strict"
  const search = window.thidua.search

  /** @type {Index|null} the index answers are given from; while the whole one is built, that of the newest events */
  search.index = null
  /** Whether `search.index` is the whole one. */
  search.whole = false
  let newest = null
  let data = {}
  let building = null
  let steps = null

  const added = (all, piece) => {
    Object.keys(piece).forEach(name => {
      if (name === "rules") all.rules = piece.rules
      else (all[name] = all[name] || []).push(piece[name])
    })
    return all
  }

  /** Called by first.js. */
  search.first = piece => { newest = added({}, piece) }

  /** Called by each c<n>.js. */
  search.part = piece => { added(data, piece) }

  /** The index of the newest events, if the site has one and the whole one is not there. */
  search.openFirst = () => {
    if (!search.index && newest) {
      const index = new search.Index(newest)
      for (const step of index.building()) void step
      search.index = index
    }
    newest = null
  }

  /**
   * Goes on building the whole index while `hasTime` says so; all files of cards have been loaded.
   * @param {function(): boolean} hasTime
   * @returns {boolean} whether the index is complete
   */
  search.build = hasTime => {
    while (!search.whole && hasTime()) {
      if (!building) {
        building = new search.Index(data)
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
   * @param {string} url
   * @param {function(string): Promise} run
   */
  search.bring = (url, run) => {
    if (!fetches || location.protocol === "file:") return run(url)
    return fetch(url).then(response => response.ok ? response.text() : "").then(handOver).catch(() => {
      fetches = false
      return run(url)
    })
  }

  /** What running `thidua.search.texts(7, `…`);` does, without running it; the other way of `quoted` in search_prose.py. */
  function handOver(text) {
    const call = /^thidua\.search\.(postings|texts)\(([0-9]+), `/.exec(text)
    if (!call) throw new Error("not a file of prose")
    const content = text.slice(call[0].length, text.lastIndexOf("`"))
    search[call[1]](+call[2], content.replace(/\\([\\`]|\$(?=\{))/g, "$1"))
  }
})()

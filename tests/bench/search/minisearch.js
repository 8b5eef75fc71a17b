// MiniSearch on the same cards, cut into syllables by our rule and with pairs of neighbours: what a library gives.
// Runs in a page that has loaded the library, our engine and the index (for the rule alone).
"use strict"
window.rival = (rows, options) => {
  const FIELDS = ["title", "names", "place", "people", "other", "cluster", "host", "units", "members", "kinds", "memory",
    "date", "text"]
  const BOOST = { title: 3, names: 2.5, place: 2.2, people: 2.4, other: 1.4, cluster: 1.8, host: 2.2, units: 1.4,
    members: 0.8, kinds: 1.6, memory: 1, date: 2.2, text: 0.7 }
  const o = { pairBoost: 1.8, prefix: 0.7, fuzzy: 0.6, body: 0.7, pairs: true, combine: "any", k: 1.2, b: 0.7, ...options }
  const search = window.thidua.search
  search.build(() => true)
  const tokeniser = search.index.tokeniser
  const keys = text => tokeniser.tokens(text).map(token => tokeniser.key(token))
  const withPairs = list => o.pairs ? list.concat(list.slice(1).map((key, n) => list[n] + "_" + key)) : list
  const mini = new window.MiniSearch({
    fields: FIELDS, storeFields: ["address", "day"],
    extractField: (row, name) => Array.isArray(row[name]) ? row[name].join("\n") : row[name],
    tokenize: text => text.split("\n").flatMap(line => withPairs(keys(line))),
    processTerm: term => term
  })
  mini.addAll(rows)
  return text => {
    const list = keys(text)
    const last = list[list.length - 1]
    const pairs = withPairs(list).slice(list.length)
    const how = {
      tokenize: term => [term], boost: { ...BOOST, text: o.body, ...o.boost },
      prefix: term => term === last && !/[0-9]/.test(term),
      fuzzy: term => !/[0-9]/.test(term) && !term.includes("_") && term.length > 2 ? 1 : false,
      weights: { prefix: o.prefix, fuzzy: o.fuzzy }, bm25: { k: o.k, b: o.b, d: 0.5 },
      boostTerm: term => term.includes("_") ? o.pairBoost : 1
    }
    const found = mini.search({ combineWith: "OR", queries: list.concat(pairs) }, how)
    const whole = new Set(o.combine === "all"
      ? mini.search({ combineWith: "AND", queries: list }, how).map(hit => hit.id) : [])
    // Cards with all words first, if asked for; newest first among equals, as for every engine.
    found.sort((a, b) => whole.has(b.id) - whole.has(a.id) || Math.round(b.score * 100) - Math.round(a.score * 100)
      || (a.day < b.day ? 1 : -1))
    return found.slice(0, 10).map(hit => hit.address)
  }
}

// MiniSearch on the same cards, with the same fold rule and with pairs of neighbours: what a library gives.
//   node minisearch.js <feed.json> <folder of a built index> [<options as JSON>]  <  queries  >  answers
// Needs `npm install minisearch` in the folder NODE_PATH points to.
"use strict"
const fs = require("fs")
const MiniSearch = require("minisearch")
const engine = require("./engine.js")

const FIELDS = ["title", "names", "place", "people", "other", "cluster", "host", "units", "members", "kinds", "memory",
  "date", "text"]
const BOOST = { title: 3, names: 2.5, place: 2.2, people: 2.4, other: 1.4, cluster: 1.8, host: 2.2, units: 1.4,
  members: 0.8, kinds: 1.6, memory: 1, date: 2.2, text: 0.7 }
const OPTIONS = { pairBoost: 1.8, prefix: 0.7, fuzzy: 0.6, body: 0.7, pairs: true, combine: "OR", k: 1.2, b: 0.7 }

exports.build = (rows, tokeniser, options) => {
  const o = Object.assign({}, OPTIONS, options)
  const keys = text => tokeniser.tokens(text).map(token => tokeniser.key(token))
  const withPairs = list => o.pairs ? list.concat(list.slice(1).map((key, n) => list[n] + "_" + key)) : list
  const mini = new MiniSearch({
    fields: FIELDS, storeFields: ["address", "day"],
    extractField: (row, name) => Array.isArray(row[name]) ? row[name].join("\n") : row[name],
    tokenize: text => [].concat.apply([], text.split("\n").map(line => withPairs(keys(line)))),
    processTerm: term => term
  })
  mini.addAll(rows)
  const search = text => {
    const list = keys(text)
    const last = list[list.length - 1]
    const tokens = withPairs(list)
    const found = mini.search(text, {
      tokenize: () => tokens, combineWith: o.combine, boost: Object.assign({}, BOOST, { text: o.body }, o.boost),
      prefix: term => term === last && !/[0-9]/.test(term),
      fuzzy: term => !/[0-9]/.test(term) && !term.includes("_") && term.length > 2 ? 1 : false,
      weights: { prefix: o.prefix, fuzzy: o.fuzzy }, bm25: { k: o.k, b: o.b, d: 0.5 },
      boostTerm: term => term.includes("_") ? o.pairBoost : 1
    })
    // Newest first among equals, as for every engine.
    return found.sort((a, b) => Math.round(b.score * 100) - Math.round(a.score * 100) || (a.day < b.day ? 1 : -1))
  }
  return { mini: mini, search: search }
}

if (require.main === module) {
  const rows = JSON.parse(fs.readFileSync(process.argv[2], "utf8"))
  const site = process.argv[3]
  const built = exports.build(rows, engine.open(site).search.index.tokeniser, JSON.parse(process.argv[4] || "{}"))
  const queries = JSON.parse(fs.readFileSync(0, "utf8"))
  process.stdout.write(JSON.stringify(queries.map(text => {
    const found = built.search(text)
    return { count: found.length, found: found.slice(0, 10).map(hit => hit.address) }
  })))
}

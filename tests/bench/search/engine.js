// Runs the site's own search engine in node on a built index, with the prose files read from disk.
//   node engine.js <site folder>  <  queries as a JSON list   >  answers as a JSON list
"use strict"
const fs = require("fs")
const path = require("path")
const vm = require("vm")

const SCRIPTS = path.join(__dirname, "../../../overrides/assets/javascripts")
const PARTS = ["text", "index", "slips", "short", "query", "look", "rank", "find", "prose", "show"]

/**
 * In this very context, not in one of node's: there each `Math` or `Map` costs a look-up, and the engine runs five times slower.
 * @returns {{search: Object, find: function(string): Promise<Object>}}
 */
exports.open = site => {
  globalThis.window = globalThis
  const run = file => vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file })
  for (const part of PARTS) run(path.join(SCRIPTS, "search-" + part + ".js"))
  const search = globalThis.thidua.search
  let folder = ""
  search.newest = (engine, name, count) => {
    folder = path.join(site, "assets/search", name)
    for (let n = 0; n < count; n++) run(path.join(folder, "c" + n + ".js"))
  }
  run(path.join(site, "assets/search/newest.js"))
  search.build(() => true)
  search.prose = new search.Prose(search.index, file => {
    run(path.join(folder, file))
    return Promise.resolve()
  })
  const finder = new search.Finder(search.index)
  const find = text => {
    const first = finder.find(text)
    return search.prose.gather(first.readings).then(() => finder.find(text, query => search.prose.of(query)))
  }
  return { search, finder, find }
}

if (require.main === module) {
  const engine = exports.open(process.argv[2])
  const most = +(process.argv[3] || 10)
  const queries = JSON.parse(fs.readFileSync(0, "utf8"))
  const answers = []
  const next = () => {
    if (answers.length === queries.length) {
      process.stdout.write(JSON.stringify(answers))
      return
    }
    engine.find(queries[answers.length]).then(answer => {
      answers.push({ near: answer.near, short: answer.readings[0]?.short?.names ?? [], exact: Array.from(answer.exact, card => engine.search.index.address(card)), count: answer.cards.length, best: Math.round(answer.best * 1000) / 1000,
        found: answer.cards.slice(0, most).map(card => engine.search.index.address(card)) })
      next()
    })
  }
  next()
}

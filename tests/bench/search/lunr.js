// Stock Material: its own search worker, with the index MkDocs writes (title and text of each page, lang vi).
//   MATERIAL=<site-packages/material> node lunr.js <folder of feed.py> [<options as JSON>]  <  queries  >  answers
"use strict"
const fs = require("fs")
const path = require("path")
const vm = require("vm")

const rows = JSON.parse(fs.readFileSync(path.join(process.argv[2], "feed.json"), "utf8"))
const theme = process.env.MATERIAL
const workers = path.join(theme, "templates/assets/javascripts/workers")
const worker = path.join(workers, fs.readdirSync(workers).find(name => /^search\..*\.js$/.test(name)))

/** What a site may set: its language, how words are cut, weights; `bare` repeats each page without accents. */
const o = Object.assign({ lang: ["vi"], separator: "[\\s\\-]+", pipeline: ["stopWordFilter"], title: 1000, bare: false },
  JSON.parse(process.argv[3] || "{}"))
const bare = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D")
const both = text => o.bare ? text + "\n" + bare(text) : text

// A page as the theme shows it: title, then the lines of its card and its text.
const docs = rows.map(row => ({ location: row.address.slice(1), title: both(row.title),
  text: both([].concat(row.names, row.place, row.people, row.cluster, row.host, row.units, row.kinds, row.memory, row.date, row.text)
    .filter(Boolean).join("\n")) }))

const answers = []
const context = vm.createContext({ console, URL, setTimeout, TextDecoder, TextEncoder, performance })
context.self = context
context.location = { href: "http://localhost/assets/javascripts/workers/search.js" }
context.importScripts = (...urls) => urls.forEach(url => {
  vm.runInContext(fs.readFileSync(path.join(workers, url), "utf8"), context)
})
let listener = null
context.addEventListener = (type, callback) => { if (type === "message") listener = callback }
let waiting = null
context.postMessage = message => { if (waiting) waiting(message) }
const ask = message => new Promise(resolve => { waiting = resolve; listener({ data: message }) })

vm.runInContext(fs.readFileSync(worker, "utf8"), context)
;(async () => {
  await ask({ type: 0, data: { config: { lang: o.lang, separator: o.separator, pipeline: o.pipeline,
    fields: { title: { boost: o.title }, text: { boost: 1 }, tags: { boost: 1000000 } } }, docs: docs,
    options: { suggest: false } } })
  for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const message = await ask({ type: 2, data: text })
    const items = message.data.items || message.data.results || []
    answers.push({ found: items.slice(0, 10).map(item => "/" + (item[0] || item).location) })
  }
  process.stdout.write(JSON.stringify(answers))
})()

// Zensical's own search (Disco) in node, asked the queries of table.py on the same cards.
//   node disco.js <search.*.min.js of the zensical package> <feed.json> <queries.json> <queries a form> [fold]
// With `fold` it is fed and asked without accents, as nobody would ship it: what is searched is what is shown.
"use strict"
const fs = require("fs")
const vm = require("vm")

const [worker, feed, queries, most, folded] = process.argv.slice(2)
// As `zensical build` writes it for a site in Vietnamese.
const CONFIG = { lang: ["vi"], separator: "[\\s\\-_,:!=\\[\\]()\\\\\"`/]+|\\.(?!\\d)" }
const fold = text => folded ? text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D") : text.normalize("NFC")
const html = text => fold(text).replace(/&/g, "&amp;").replace(/</g, "&lt;")

let answered = () => {}
globalThis.self = globalThis
globalThis.postMessage = message => answered(message)
vm.runInThisContext(fs.readFileSync(worker, "utf8"))
const ask = message => new Promise(resolve => {
  answered = resolve
  globalThis.onmessage({ data: message })
})

const rows = JSON.parse(fs.readFileSync(feed, "utf8"))
const items = rows.map(row => ({
  location: row.address, level: 1, title: fold(row.title), path: [], tags: [],
  text: html([row.date, ...row.names, ...row.place, ...row.people, ...row.kinds, ...row.cluster, ...row.host, ...row.units,
    ...row.memory, ...row.other, row.text].join("\n"))
}))

async function main() {
  await ask({ type: 0, data: { config: CONFIG, items } })
  const scores = new Map()
  for (const { form, query, find } of JSON.parse(fs.readFileSync(queries, "utf8"))) {
    const score = scores.get(form) ?? { n: 0, first: 0, three: 0 }
    scores.set(form, score)
    if (score.n >= +most) continue
    const filter = { input: { type: "operator", data: { operator: "and", operands: [] } }, aggregation: { input: [] } }
    const { data } = await ask({ type: 2, data: { input: fold(query), filter } })
    const at = data.items.findIndex(({ id }) => find.includes(rows[id].address))
    score.n++
    if (at === 0) score.first++
    if (at >= 0 && at < 3) score.three++
  }
  scores.forEach(({ n, first, three }, form) => process.stdout.write(`| ${form} | ${n} | ${(first / n).toFixed(3)} | ${(three / n).toFixed(3)} |\n`))
}

main()

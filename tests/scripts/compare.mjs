// Compares the pairs of a file as the browser does, with the scripts of the site: node compare.mjs cases.json answers.json [times]
// Tells how many milliseconds each takes at best where it is told how often to try.
import { readFileSync, writeFileSync } from "node:fs"
import { load, page } from "./load.mjs"

page({})
const { compare } = load("td-base", "td-compare-diff", "td-compare")
const [, , asked, answered, times] = process.argv
const { rules, words, pairs } = JSON.parse(readFileSync(asked, "utf8"))
const answers = pairs.map((/** @type {[Compare.Pledge, Compare.Pledge]} */ [old, now]) => {
  const first = performance.now()
  const view = compare.view(old, now, rules, words)
  let best = performance.now() - first
  for (let n = 1; n < Number(times); n += 1) {
    const start = performance.now()
    compare.view(old, now, rules, words)
    best = Math.min(best, performance.now() - start)
  }
  if (times) process.stdout.write(`${best.toFixed(1)}\n`)
  return view
})
writeFileSync(answered, JSON.stringify(answers))

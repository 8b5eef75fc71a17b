// Compares the pairs of a file as the browser does, with the scripts of the site: node compare.mjs cases.json answers.json
import { readFileSync, writeFileSync } from "node:fs"
import { load, page } from "./load.mjs"

page({})
const { compare } = load("td-base", "td-compare-diff", "td-compare")
const { rules, words, pairs } = JSON.parse(readFileSync(process.argv[2], "utf8"))
writeFileSync(process.argv[3], JSON.stringify(pairs.map((/** @type {[Compare.Pledge, Compare.Pledge]} */ [old, now]) => compare.view(old, now, rules, words))))

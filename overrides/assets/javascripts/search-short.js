// @ts-check
// Short forms of places, `Q.Nam` and `BRVT`: which names a query may mean by them. The forms come from the names, by the
// rule of hooks/thidua/outputs/short_forms.py; here they are only looked up.
(() => {
  "use strict"
  const search = window.thidua.search

  const WORD = /[\p{L}\p{M}]+/gu
  /** What may stand between the parts of a form. */
  const BETWEEN = /^(?:[.–-]| |\. )$/
  const MOST_PARTS = 5
  const MOST_READINGS = 4

  class ShortForms {
    /** @param {Search.Tokeniser} by @param {string[]} lines a name a line, and its forms */
    constructor(by, lines) {
      this.by = by
      /** By the key, with a space in a form written apart: its letters in one, and the name. @type {Map<string, {token: string, name: string}[]>} */
      this.known = new Map()
      for (const [name, ...forms] of lines.map(line => line.split("\t"))) {
        for (const form of forms) {
          const key = form.split(" ").map(part => by.key(part)).join(" ")
          this.known.set(key, [...this.known.get(key) ?? [], { token: by.forms(form.replace(" ", "")).token, name }])
        }
      }
    }

    /** What parts are known by: apart, if they are several, and in one. @param {string[]} parts @param {boolean} inOne */
    keys(parts, inOne) {
      const [last, ...first] = [...parts].reverse()
      const apart = first.length ? [this.by.key(first.reverse().join("")) + " " + this.by.key(last)] : []
      return inOne ? [this.by.key(parts.join("")), ...apart] : apart
    }

    /** The names that parts may stand for, accents considered. @param {string[]} parts @param {boolean} inOne */
    names(parts, inOne) {
      const { token, key } = this.by.forms(parts.join(""))
      const agrees = search.compared(token, key)
      const meanings = this.keys(parts, inOne).flatMap(known => this.known.get(known) ?? [])
      return Array.from(new Set(meanings.filter(meaning => agrees(meaning.token, key) !== "other").map(({ name }) => name)))
    }

    /**
     * The texts that may be meant by one that has short forms, and what the first of the forms stands for; null for one without.
     * @param {string} text
     * @returns {{texts: string[], short: Search.Short} | null}
     */
    read(text) {
      const words = Array.from(text.matchAll(WORD), match => ({ start: match.index ?? 0, end: (match.index ?? 0) + match[0].length, word: match[0] }))
      /** @type {{start: number, end: number, names: string[]}[]} */
      const found = []
      for (let at = 0; at < words.length; at++) {
        let length = 1
        while (length < MOST_PARTS && at + length < words.length &&
          BETWEEN.test(text.slice(words[at + length - 1].end, words[at + length].start))) length++
        for (; length > 0; length--) {
          const { start } = words[at]
          const { end } = words[at + length - 1]
          const names = this.names(words.slice(at, at + length).map(({ word }) => word), !text.slice(start, end).includes(" "))
          if (!names.length) continue
          found.push({ start, end, names })
          at += length - 1
          break
        }
      }
      if (!found.length) return null
      const texts = found.reduceRight((all, { start, end, names }) =>
        all.flatMap(one => names.map(name => one.slice(0, start) + name + one.slice(end))), [text]).slice(0, MOST_READINGS)
      return { texts, short: { form: text.slice(found[0].start, found[0].end), names: found[0].names } }
    }
  }

  search.ShortForms = ShortForms
})()

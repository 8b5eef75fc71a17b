// @ts-check
// Differences of two texts by words, the same as thidua.pledges.text_diff and thidua.views.pledges.diff_lines find at build time:
// the alignment is a longest common subsequence, with a whole number of as many bits as a text has words (Hyyrö 2004).
(() => {
  "use strict"
  /** @type {Compare.Api} */
  const compare = (window.thidua.compare ??= /** @type {Compare.Api} */ ({}))

  // Written out where Python and browsers do not mean the same by `\s`, `\w` and `trim`.
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
  const MARKS = "[\\u0300-\\u036f]*"
  const WORD = new RegExp(`[0-9]+(?:[.,][0-9]+)+|(?:[\\p{L}\\p{N}]${MARKS})+|[^${SPACE}]${MARKS}`, "gu")
  const IS_SPACE = new RegExp(`[${SPACE}]`, "u")
  const PARTS = new RegExp(`^([${SPACE}]*)((?:[^]*[^${SPACE}])?)([${SPACE}]*)$`, "u")
  const SAID = new RegExp(`[^${SPACE}]`, "u")
  const COUNTED = /^[\p{L}\p{N}]/u

  /** @param {string} text */
  compare.wordsOf = text => text.match(WORD) ?? []

  /** @type {(text: string) => Compare.Segment} */
  compare.same = text => ({ kind: "same", text })

  /** Whether two texts differ at most in white space. @type {(old: string, now: string) => boolean} */
  compare.sameWords = (old, now) => compare.wordsOf(old).join("\0") === compare.wordsOf(now).join("\0")

  /** @param {string} text */
  const cut = text => {
    const words = compare.wordsOf(text)
    let at = 0
    // Nothing but white space lies between two words.
    const starts = words.map(word => {
      const start = text.indexOf(word, at)
      at = start + word.length
      return start
    })
    const ends = words.map((word, n) => starts[n] + word.length)
    /** Where word `n` - 1 ends. @param {number} n */
    const end = n => n ? ends[n - 1] : 0
    return {
      words,
      /** From the end of one word to the end of another. @type {(after: number, before: number) => string} */
      between: (after, before) => text.slice(end(after), end(before)),
      /** @type {(start: number, length: number) => string} */
      run: (start, length) => text.slice(starts[start], ends[start + length - 1]),
      /** The white space before a word. @param {number} word */
      gap: word => text.slice(end(word), starts[word]),
      /** @param {number} word */
      rest: word => text.slice(end(word))
    }
  }

  /** Gathers runs: what went before what came, neighbours of a kind as one. */
  const gathering = () => {
    /** @type {Compare.Segment[]} */
    const done = []
    const held = { same: "", gone: "", come: "" }
    const flush = () => {
      for (const kind of /** @type {const} */ (["same", "gone", "come"])) {
        if (held[kind]) done.push({ kind, text: held[kind] })
        held[kind] = ""
      }
      return done
    }
    /** @param {string} text */
    const equal = text => {
      if (text && (held.gone || held.come)) flush()
      held.same += text
    }
    /** One stretch for another; the white space both begin with is kept. @type {(old: string, now: string) => void} */
    const change = (old, now) => {
      if (old === now) {
        equal(old)
        return
      }
      let shared = 0
      while (shared < old.length && old[shared] === now[shared] && IS_SPACE.test(old[shared])) shared += 1
      equal(old.slice(0, shared))
      held.gone += old.slice(shared)
      held.come += now.slice(shared)
    }
    return { equal, change, flush }
  }

  /** Runs that join back to both texts. @type {(old: string, now: string, limits: Compare.Limits) => Compare.Segment[]} */
  compare.wordDiff = (old, now, limits) => {
    if (old === now) return old ? [compare.same(old)] : []
    const [a, b] = [cut(old), cut(now)]
    const out = gathering()
    let [i, j] = [0, 0]
    for (const [atA, atB, length] of withoutIslands(a.words, b.words, commonRuns(a.words, b.words, limits), limits)) {
      out.change(a.between(i, atA), b.between(j, atB))
      out.change(a.gap(atA), b.gap(atB))
      const same = a.run(atA, length)
      if (same === b.run(atB, length)) out.equal(same)
      else {
        for (let n = 0; n < length; n += 1) {
          if (n) out.change(a.gap(atA + n), b.gap(atB + n))
          out.equal(a.words[atA + n])
        }
      }
      i = atA + length
      j = atB + length
    }
    out.change(a.rest(i), b.rest(j))
    return out.flush()
  }

  /** Where runs of common words begin in both, and their length. @type {(a: string[], b: string[], limits: Compare.Limits) => Compare.Common[]} */
  const commonRuns = (a, b, limits) => {
    const short = Math.min(a.length, b.length)
    let head = 0
    while (head < short && a[head] === b[head]) head += 1
    let tail = 0
    while (tail < short - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
    /** @type {Compare.Common[]} */
    const runs = head ? [[0, 0, head]] : []
    for (const [i, j] of matches(a.slice(head, a.length - tail), b.slice(head, b.length - tail), limits)) {
      const last = runs[runs.length - 1]
      if (last && last[0] + last[2] === i + head && last[1] + last[2] === j + head) last[2] += 1
      else runs.push([i + head, j + head, 1])
    }
    if (tail) runs.push([a.length - tail, b.length - tail, tail])
    return runs
  }

  /** Pairs of a longest common subsequence; bit i of a row is 0 where word i of `a` adds to it. @type {(a: string[], b: string[], limits: Compare.Limits) => [number, number][]} */
  const matches = (a, b, { cells }) => {
    if (!a.length || !b.length || a.length * b.length > cells) return []
    /** @type {Map<string, bigint>} */
    const places = new Map()
    for (const [i, word] of a.entries()) places.set(word, (places.get(word) ?? 0n) | 1n << BigInt(i))
    const full = (1n << BigInt(a.length)) - 1n
    let row = full
    const rows = b.map(word => {
      const here = row & (places.get(word) ?? 0n)
      row = ((row + here) | (row - here)) & full
      return row
    })
    // Written out, the bit of word i - 1 stands i from the end.
    /** @param {number} at */
    const bits = at => rows[at]?.toString(2).padStart(a.length, "0")
    /** @type {[number, number][]} */
    const pairs = []
    let [i, j] = [a.length, b.length]
    let here = bits(j - 1)
    while (i && j) {
      if (here[a.length - i] === "1") i -= 1
      else {
        j -= 1
        here = bits(j - 1) ?? ""
        if (here[a.length - i] !== "0") {
          i -= 1
          pairs.push([i, j])
        }
      }
    }
    return pairs.reverse()
  }

  /** Runs without the islands that make a rewritten passage unreadable. @type {(a: string[], b: string[], runs: Compare.Common[], limits: Compare.Limits) => Compare.Common[]} */
  const withoutIslands = (a, b, runs, { island }) => {
    const [countsA, countsB] = [counts(a), counts(b)]
    /** @type {(start: [number, number], end: [number, number]) => number} */
    const rewritten = (start, end) => Math.max(countsA[end[0]] - countsA[start[0]], countsB[end[1]] - countsB[start[1]])
    let left = runs
    for (;;) {
      /** @type {Compare.Common[]} */
      const kept = []
      for (const [n, [i, j, length]] of left.entries()) {
        const last = kept[kept.length - 1]
        const next = left[n + 1]
        const shared = countsA[i + length] - countsA[i]
        const around = Math.min(
          rewritten(last ? [last[0] + last[2], last[1] + last[2]] : [0, 0], [i, j]),
          rewritten([i + length, j + length], next ? [next[0], next[1]] : [a.length, b.length])
        )
        if (shared > island || shared >= around) kept.push([i, j, length])
      }
      if (kept.length === left.length) return left
      left = kept
    }
  }

  /** How many words stand before each place, marks of punctuation not counted. @param {string[]} words */
  const counts = words => {
    const found = [0]
    for (const word of words) found.push(found[found.length - 1] + (COUNTED.test(word) ? 1 : 0))
    return found
  }

  /** Runs whose white space at the ends is neither underlined nor struck out. @type {(segments: Compare.Segment[]) => Compare.Run[]} */
  compare.tidyRuns = segments => segments.flatMap(({ kind, text }) => {
    if (kind === "same") return text ? [compare.same(text)] : []
    const [, before, core, after] = /** @type {string[]} */ (PARTS.exec(text))
    /** @type {Compare.Run[]} */
    const parts = [{ kind: `${kind}_space`, text: before }, { kind, text: core }, { kind: `${kind}_space`, text: after }]
    return parts.filter(part => part.text)
  })

  /** Each paragraph and item is a line of its own; one of white space alone is left out. @type {(segments: Compare.Segment[]) => Compare.Line[]} */
  compare.lines = segments => {
    /** @type {Compare.Line[]} */
    const found = [{ runs: [], begins: "same" }]
    for (const { kind, text } of segments) {
      const [first, ...others] = text.split("\n").map(part => compare.tidyRuns([{ kind, text: part }]))
      found[found.length - 1].runs.push(...first)
      found.push(...others.map(runs => ({ runs, begins: kind })))
    }
    // Where a line is left out, the next one begins for whom either did.
    /** @type {Compare.Line["begins"] | ""} */
    let held = ""
    return found.flatMap(({ runs, begins }) => {
      const both = held && held !== begins ? "same" : begins
      const isShown = runs.some(run => SAID.test(run.text))
      held = isShown ? "" : both
      return isShown ? [{ runs, begins: both }] : []
    })
  }
})()

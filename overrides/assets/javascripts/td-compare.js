// @ts-check
// Two pledges compared in the browser: what `comparison_view` of thidua.views.pledges.comparisons gives, from the data both pledges
// were given at build time. Tables and words come with the data; tests hold the answers of both sides against each other.
(() => {
  "use strict"
  /** @type {Compare.Api} */
  const compare = window.thidua.compare
  const { fill, fold } = window.thidua
  const HEAD = /** @type {const} */ (["slogan", "bases", "preamble"])

  // ---- Which part is which: thidua.pledges.matching -------------------------------------------------------------------

  /** A word without its marks, `#` for a number, nothing for punctuation. @param {string} word */
  const folded = word => /^\p{Nd}(.*\P{L})?$/u.test(word) ? "#" : /^[^\p{L}\p{N}]/u.test(word) ? "" : fold(word)

  /** Folded words and neighbouring pairs of words: those of the data, or else those that are shown. @param {Compare.Part} part @returns {Set<string>} */
  const featuresOf = ({ words, title, text }) => {
    const all = (words?.split(" ") ?? compare.wordsOf([title, text].join(" ")).map(folded)).filter(Boolean)
    return new Set([...all, ...all.slice(1).map((word, n) => `${all[n]} ${word}`)])
  }

  /** Places of the parts that belong together, in the order of `old`: by id, then by likeness. @type {(old: Compare.Part[], now: Compare.Part[], limits: Compare.Limits) => [number, number][]} */
  const pairUp = (old, now, limits) => {
    /** @type {Map<string, number[]>} */
    const waiting = new Map()
    for (const [j, part] of now.entries()) waiting.set(part.id, [...(waiting.get(part.id) ?? []), j])
    /** @type {[number, number][]} */
    const pairs = []
    for (const [i, part] of old.entries()) {
      const j = waiting.get(part.id)?.shift()
      if (j !== undefined) pairs.push([i, j])
    }
    const isFew = !pairs.length || 2 * pairs.length < Math.min(old.length, now.length)
    const scores = likeness(old, now, pairs).filter(one => one.score >= (isFew ? limits.similar : limits.nearly))
    scores.sort((one, other) => other.score - one.score || one.far - other.far || one.i - other.i || one.j - other.j)
    for (const { i, j } of scores) if (pairs.every(pair => pair[0] !== i && pair[1] !== j)) pairs.push([i, j])
    return pairs.sort((one, other) => one[0] - other[0] || one[1] - other[1])
  }

  /** Dice's coefficient of all parts left over. @type {(old: Compare.Part[], now: Compare.Part[], pairs: [number, number][]) => Compare.Score[]} */
  const likeness = (old, now, pairs) => {
    const [takenOld, takenNow] = [0, 1].map(side => new Set(pairs.map(pair => pair[side])))
    /** @type {Map<string, number[]>} */
    const holders = new Map()
    const sizes = now.map((part, j) => {
      if (takenNow.has(j)) return 0
      const features = featuresOf(part)
      for (const feature of features) {
        const those = holders.get(feature)
        if (those) those.push(j)
        else holders.set(feature, [j])
      }
      return features.size
    })
    return old.flatMap((part, i) => {
      if (takenOld.has(i)) return []
      const features = featuresOf(part)
      const common = now.map(() => 0)
      for (const feature of features) for (const j of holders.get(feature) ?? []) common[j] += 1
      return common.map((count, j) => ({ score: 2 * count / (features.size + sizes[j]), far: Math.abs(i - j), i, j }))
    })
  }

  /** Places in the older list of the fewest parts that must move; a longest increasing run stays. @type {(pairs: [number, number][]) => Set<number>} */
  const movedPlaces = pairs => {
    /** @type {number[]} */
    const ends = []
    /** @type {number[]} */
    const tops = []
    /** @type {(number | undefined)[]} */
    const before = []
    for (const [n, [, j]] of pairs.entries()) {
      let length = 0
      while (length < ends.length && ends[length] < j) length += 1
      before[n] = tops[length - 1]
      ends[length] = j
      tops[length] = n
    }
    const moved = new Set(pairs.map(pair => pair[0]))
    for (let at = tops.pop(); at !== undefined; at = before[at]) moved.delete(pairs[at][0])
    return moved
  }

  /** All parts in the order of the newer pledge; what was dropped follows its older neighbour. @type {(old: number, now: number, pairs: [number, number][]) => Compare.Places[]} */
  const matchedRows = (old, now, pairs) => {
    const partner = new Map(pairs.map(([i, j]) => [j, i]))
    const kept = new Set(pairs.map(pair => pair[0]))
    /** @type {Compare.Places[]} */
    const order = Array.from({ length: now }, (_, j) => ({ old: partner.get(j) ?? null, now: j }))
    for (let i = 0; i < old; i += 1) {
      if (kept.has(i)) continue
      order.splice(order.findIndex(row => row.old === i - 1) + 1, 0, { old: i, now: null })
    }
    return order
  }

  // ---- What changed: thidua.pledges.compare ---------------------------------------------------------------------------

  /** Numbers as written out: exact, of any length. @type {(one: string, other: string) => number} */
  const order = (one, other) => {
    const parts = [one, other].map(number => number.split("."))
    const places = Math.max(...parts.map(([, fraction = ""]) => fraction.length))
    const [x, y] = parts.map(([whole, fraction = ""]) => BigInt(whole + fraction.padEnd(places, "0")))
    return Number(x > y) - Number(x < y)
  }

  /** @type {(old: Compare.Article, now: Compare.Article) => Compare.Change[]} */
  const articleChanges = (old, now) => {
    const found = []
    if (old.number !== now.number) found.push({ kind: "article-renumbered" })
    if (!compare.sameWords(old.title, now.title)) found.push({ kind: "article-retitled" })
    if (old.worded !== now.worded) found.push({ kind: "article-reworded" })
    return found
  }

  /** @type {(old: Compare.Signatory, now: Compare.Signatory) => Compare.Change[]} */
  const signatoryChanges = (old, now) => old.exact === now.exact ? [] : [{ kind: "signatory-changed" }]

  /** @type {(old: Compare.Target, now: Compare.Target, renamed: Map<string, string>) => Compare.Change[]} */
  const targetChanges = (old, now, renamed) => {
    const strictness = strictnessOf(old, now)
    /** @type {Compare.Change[]} */
    const found = []
    /** @type {(kind: string, field: "over" | "compared" | "value" | "unit", strict?: string) => void} */
    const add = (kind, field, strict = "") => { found.push({ kind, old: old[field], new: now[field], strictness: strict }) }
    if (old.article !== now.article && renamed.get(old.article) !== now.article) add("target-transferred", "over")
    if (!compare.sameWords(old.text, now.text)) found.push({ kind: "target-reworded" })
    if (old.comparator !== now.comparator) add("target-comparator-changed", "compared", strictness)
    const kind = old.value === now.value ? "" : valueKind(old, now)
    if (kind) add(kind, "value", /^target-(raised|lowered|comparator-changed)$/.test(kind) ? strictness : "")
    if (old.unit !== now.unit && old.measure !== now.measure) add("target-unit-changed", "unit")
    if (old.baseline !== now.baseline) found.push({ kind: "target-baseline-changed" })
    if (old.assigned_by !== now.assigned_by) found.push({ kind: "target-reassigned" })
    return found
  }

  /** What another value means: a direction only between two numbers of one unit; empty where nobody sees it. @type {(old: Compare.Target, now: Compare.Target) => string} */
  const valueKind = (old, now) => {
    const [one, other] = [old.figure, now.figure]
    if (old.measure !== now.measure) {
      if (old.unit === now.unit) return "target-unit-changed"
      return one !== null && one === other ? "" : "target-value-changed"
    }
    if (one === null || other === null) return compare.sameWords(old.value, now.value) ? "" : "target-value-changed"
    const more = order(other, one)
    if (more && (old.assigned || now.assigned)) return old.assigned && now.assigned ? "target-count-changed" : "target-value-changed"
    if (more) return more > 0 ? "target-raised" : "target-lowered"
    const isSameScope = old.scope === now.scope
    if (old.contradicts || now.contradicts) return isSameScope && old.manner === now.manner ? "" : "target-value-changed"
    if (!isSameScope || old.rough !== now.rough) return "target-value-changed"
    return old.comparator !== now.comparator || String(old.bound) === String(now.bound) ? "" : "target-comparator-changed"
  }

  /** Whether the newer target asks for more; empty where the two cannot be held against each other. @type {(old: Compare.Target, now: Compare.Target) => string} */
  const strictnessOf = (old, now) => {
    const [was, becomes] = [old.bound, now.bound]
    const isOfOneSort = /** @type {const} */ (["measure", "scope", "baseline_shape"]).every(field => old[field] === now[field])
    if (!isOfOneSort || old.contradicts || now.contradicts || !was || !becomes || was[0] !== becomes[0] || String(was) === String(becomes)) return ""
    const more = order(becomes[1], was[1]) || Number(becomes[2]) - Number(was[2])
    return more > 0 ? "stricter" : "looser"
  }

  /**
   * The rows of one sort of part, with the changes that are seen.
   * @template {Compare.Part} P
   * @param {P[]} old
   * @param {P[]} now
   * @param {[string, string, string]} kinds going, coming, moving
   * @param {Compare.Limits} limits
   * @param {(old: P, now: P) => Compare.Change[]} fields
   */
  const partRows = (old, now, [going, coming, moving], limits, fields) => {
    const pairs = pairUp(old, now, limits)
    const wandering = movedPlaces(pairs)
    const rows = matchedRows(old.length, now.length, pairs).map(places => {
      /** @type {Compare.Row<P>} */
      const row = { ...places, was: old[places.old ?? -1], is: now[places.now ?? -1], changes: [] }
      if (!row.was) row.changes.push({ kind: coming })
      else if (!row.is) row.changes.push({ kind: going })
      else row.changes.push(...(wandering.has(places.old ?? -1) ? [{ kind: moving }] : []), ...fields(row.was, row.is))
      return row
    })
    return { rows, pairs }
  }

  /** @type {(old: Compare.Pledge, now: Compare.Pledge, rules: Compare.Rules) => Compare.Found} */
  const compared = (old, now, { limits }) => {
    const articles = partRows(old.articles, now.articles, ["article-removed", "article-added", "article-moved"], limits, articleChanges)
    const renamed = new Map(articles.pairs.map(([i, j]) => [old.articles[i].id, now.articles[j].id]))
    return {
      head: HEAD.filter(field => old.head[field].exact !== now.head[field].exact),
      articles: articles.rows,
      targets: partRows(old.targets, now.targets, ["target-dropped", "target-new", "target-moved"], limits, (was, is) => targetChanges(was, is, renamed)).rows,
      signatories: partRows(old.signatories, now.signatories, ["signatory-left", "signatory-joined", "signatory-moved"], limits, signatoryChanges).rows
    }
  }

  /** A pledge with what most parts of pledges say, which is left out of the data. @type {(pledge: Compare.Pledge, usual: Compare.Rules["usual"]) => Compare.Pledge} */
  const whole = (pledge, usual) => ({
    ...pledge,
    targets: pledge.targets.map(target => ({ ...usual.targets, ...target })),
    signatories: pledge.signatories.map(signatory => ({ ...usual.signatories, ...signatory }))
  })

  // ---- What is shown: thidua.views.pledges.comparison_rows and comparisons --------------------------------------------

  /**
   * Two pledges beside each other. Two terms of a cluster come in their order, older first.
   * @param {Compare.Pledge} one
   * @param {Compare.Pledge} other
   * @param {Compare.Rules} rules
   * @param {Compare.Words} words
   * @returns {Compare.View}
   */
  compare.view = (one, other, rules, words) => {
    const [old, now] = [one, other].map(pledge => whole(pledge, rules.usual))
    const across = old.cluster !== now.cluster
    const found = compared(old, now, rules)
    const kept = words.kept[across ? "clusters" : "terms"]
    const marks = Object.keys(rules.signs)
    /** @type {Compare.Differ} */
    const differ = changes => across ? changes.filter(change => !rules.sides.includes(change.kind)) : changes
    /** @param {string} mark */
    const signLabel = mark => words.signs[across ? rules.across[mark] ?? mark : mark]
    /** @param {string} kind */
    const markOf = kind => {
      const mark = rules.marks[kind] ?? "changed"
      if (!across) return mark
      return mark === "added" || mark === "removed" ? "lone" : "changed"
    }
    /** Runs of two short texts. @type {(was: string, is: string) => Compare.Run[]} */
    const runs = (was, is) => compare.tidyRuns(compare.wordDiff(was, is, rules.limits))

    /** @type {(anchor: string, row: Compare.Row<any>, title: Compare.Run[], was?: string[], is?: string[], over?: string) => Compare.RowView} */
    const rowView = (anchor, row, title, was, is, over = "") => {
      const changes = differ(row.changes)
      const found = changes.map(change => markOf(change.kind))
      const mark = marks.find(one => found.includes(one)) ?? "same"
      const ordered = [...changes.filter((_, n) => found[n] === mark), ...changes.filter((_, n) => found[n] !== mark)]
      const silent = (was ?? is ?? []).map(() => "")
      const segments = (was ?? silent).flatMap((text, n) => {
        const found_ = compare.wordDiff(text, (is ?? silent)[n], rules.limits)
        return n ? [compare.same("\n"), ...found_] : found_
      })
      const equal = Boolean(was && is) && segments.every(run => run.kind === "same")
      const notes = ordered.filter(change => words.told[change.kind]).map(change => fill(words.told[change.kind], {
        old: change.old || words.absent, new: change.new || words.absent, old_place: (row.old ?? -1) + 1, new_place: (row.now ?? -1) + 1,
        strictness: words.strictness[change.strictness ?? ""] ?? ""
      }))
      if (equal && changes.some(change => change.kind === "article-reworded")) notes.push(words.layout_only)
      const labels = new Set(ordered.map(change => (across ? words.differ : words.change)[change.kind]))
      return {
        anchor, mark, sign: rules.signs[mark], labels: labels.size ? [...labels] : [kept], over, title: { runs: title, begins: "same" }, notes: across ? [] : notes,
        lines: compare.lines(segments), equal, absent: was ? is ? "" : "new" : "old",
        strictness: changes.find(change => change.strictness)?.strictness ?? ""
      }
    }

    /** A printed number before a title; both where it changed. @type {(was: Compare.Article, is: Compare.Article) => Compare.Run[]} */
    const number = (was, is) => {
      if (was.number === is.number || across) return is.label ? [compare.same(`${is.label} `)] : []
      /** @type {Compare.Run[]} */
      const both = [{ kind: "gone", text: was.label }, { kind: "come", text: is.label }]
      return both.filter(run => run.text).flatMap(run => [run, { kind: /** @type {Compare.Run["kind"]} */ (`${run.kind}_space`), text: " " }])
    }

    const head = found.head.map(field => rowView(field, { old: null, now: null, changes: [{ kind: `${field}-changed` }] }, [compare.same(words.head[field])], [old.head[field].text], [now.head[field].text]))
    const articles = found.articles.map(row => {
      const shown = /** @type {Compare.Article} */ (row.is ?? row.was)
      const [was, is] = [row.was ?? shown, row.is ?? shown]
      return rowView(`dieu-${shown.id}`, row, [...number(was, is), ...runs(was.title, is.title)], row.was && [row.was.text], row.is && [row.is.text])
    })
    const targets = found.targets.map(row => {
      const shown = /** @type {Compare.Target} */ (row.is ?? row.was)
      return rowView(`chi-tieu-${shown.id}`, row, runs((row.was ?? shown).text, shown.text), row.was?.said, row.is?.said, shown.over)
    })
    const units = [...old.signatories, ...now.signatories]
    const signatories = across ? [] : found.signatories.map(row => {
      const shown = /** @type {Compare.Signatory} */ (row.is ?? row.was)
      const isAlone = units.every(one => one.id === shown.id || one.unit !== shown.unit)
      return rowView(`ky-${shown.id}`, row, [compare.same(isAlone ? shown.unit : shown.dated)], row.was?.said, row.is?.said)
    })

    /** As the newer pledge writes it. @type {(line: Compare.Line) => string} */
    const plain = line => line.runs.filter(run => !run.kind.startsWith("gone")).map(run => run.text).join("")
    /** @type {(name: keyof Compare.Words["groups"], rows: Compare.RowView[]) => Compare.Group} */
    const group = (name, rows) => {
      const { kept: ofTerms, alike, ...said } = words.groups[name]
      const same = name === "articles" ? [] : rows.filter(row => row.mark === "same")
      return {
        ...said, rows: same.length ? rows.filter(row => row.mark !== "same") : rows,
        kept: same.map(row => plain(row.title) + row.lines.map(plain).filter(text => text.trim()).map((text, n) => (n ? "; " : ": ") + text).join("")),
        kept_label: kept, kept_words: fill(across ? alike : ofTerms, { count: same.length })
      }
    }
    const groups = [group("head", head), group("articles", articles), group("targets", targets), group("signatories", signatories)]
      .filter(one => one.rows.length || one.kept.length)

    const kind = !across ? "terms" : old.term === now.term ? "clusters" : "any"
    /** @param {Compare.Pledge} one */
    const label = one => kind === "any" ? fill(words.side, { cluster: one.name, term: one.term }) : kind === "terms" ? one.term : one.name
    const labels = [old, now].map(label)
    const all = groups.flatMap(one => one.rows)
    const used = new Set(all.map(row => row.mark))
    /** @param {string} strictness */
    const demands = strictness => all.filter(row => row.strictness === strictness && row.notes.length).map(row =>
      ({ anchor: row.anchor, title: plain(row.title), note: row.notes[0] }))
    const tally = groups.filter(one => one.id !== words.groups.head.id).map(({ title, rows, kept }) => {
      /** @type {(test: (row: Compare.RowView) => boolean) => number} */
      const count = test => rows.filter(test).length
      const [come, gone, same] = [count(row => row.absent === "old"), count(row => row.absent === "new"), count(row => row.mark === "same")]
      return { title, come: `${come}`, gone: `${gone}`, differ: `${rows.length - come - gone - same}`, same: `${same + kept.length}` }
    })
    return {
      title: fill(words.titles[kind], { one: labels[0], other: labels[1], cluster: old.name, label: old.term }),
      cluster: across ? null : { title: now.name, address: now.cluster_address },
      block: !across ? "" : old.block === now.block ? old.block : fill(words.both, { one: old.block, other: now.block }),
      internal: old.internal || now.internal,
      nothing: across || all.some(row => row.mark !== "same") ? "" : words.nothing,
      tally, harder: demands("stricter"), easier: demands("looser"),
      caution: words.cautions[Number(old.summary) + Number(now.summary)],
      signs: marks.filter(mark => used.has(mark)).map(mark => ({ mark, sign: rules.signs[mark], label: signLabel(mark) })),
      old: { label: labels[0], ...old.side }, new: { label: labels[1], ...now.side }, groups
    }
  }
})()

// @ts-check
// /giao-uoc/so-sanh/: chooses two pledges, loads their data and prints the comparison into copies of what the page holds in <template>.
(() => {
  "use strict"
  /** @type {Compare.Api} */
  const compare = window.thidua.compare
  const { fill } = window.thidua

  /** @type {<E extends Element = HTMLElement>(root: ParentNode, selector: string) => E} */
  const find = (root, selector) => /** @type {any} */ (root.querySelector(selector))
  /** @type {(root: ParentNode, selector: string) => HTMLElement[]} */
  const all = (root, selector) => Array.from(root.querySelectorAll(selector))

  // ---- Data -----------------------------------------------------------------------------------------------------------

  /** @type {Map<string, Compare.Pledge>} */
  const pledges = new Map()
  /** Called by the file of each pledge. */
  compare.pledge = (key, pledge) => { pledges.set(key, pledge) }

  /** @param {string} path from the root of the site */
  const link = path => new URL(path, window.__md_scope).href

  /** @type {(key: string) => Promise<Compare.Pledge>} */
  const load = key => new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = link(`giao-uoc/so-sanh/${key.replace("@", "/")}.js`)
    script.onerror = reject
    // A file that is not what it should be has handed nothing over, and fails where it is needed.
    script.onload = () => resolve(/** @type {any} */ (pledges.get(key)))
    document.head.append(script)
  })

  // ---- Printing -------------------------------------------------------------------------------------------------------

  /** A copy with the holes of its text filled; nothing a reader or an editor wrote is looked through for holes. @type {<N extends Node>(node: N, values: Record<string, string>) => N} */
  const stamp = (node, values) => {
    const copy = /** @type {typeof node} */ (node.cloneNode(true))
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) walker.currentNode.nodeValue = fill(walker.currentNode.nodeValue ?? "", values)
    return copy
  }

  /** @type {(sample: HTMLTemplateElement, view: Compare.View) => DocumentFragment} */
  const printed = (sample, view) => {
    /** @type {any} */
    const values = { ...view, cluster: view.cluster?.title, query: location.search }
    for (const name of /** @type {const} */ (["old", "new"])) {
      const { label, pledge, kind, signed } = view[name]
      Object.assign(values, { [name]: label, [`${name}_title`]: pledge.title, [`${name}_kind`]: kind, [`${name}_signed`]: signed })
    }
    // Taken out first: these have holes of their own, or stand once for many.
    const content = /** @type {DocumentFragment} */ (sample.content.cloneNode(true))
    const [full, same, kept] = all(content, ".td-cmp__row")
    const marks = { gone: find(full, "del, [data-of=gone]"), come: find(full, "ins, [data-of=come]") }
    const heading = find(content, ".td-cmp__group")
    const sign = find(content, ".td-cmp-key__item")
    const items = all(content, ".td-demands li")
    for (const cell of all(content, ".td-tally .td-n")) cell.replaceWith(...view.tally.map(one => stamp(cell, one)))
    for (const part of [full, same, kept, heading, sign, ...items]) part.remove()

    /** @type {(place: Element, runs: Compare.Run[]) => void} */
    const write = (place, runs) => {
      place.append(...runs.map(({ kind, text }) => {
        if (kind === "same") return text
        const own = kind === "gone" || kind === "come"
        const mark = own ? stamp(marks[kind], values) : document.createElement("span")
        if (!own) mark.dataset.of = kind.slice(0, 4)
        mark.append(text)
        return mark
      }))
    }
    /** @type {(place: Element, lines: Compare.Line[]) => void} */
    const paragraphs = (place, lines) => {
      for (const { runs, begins } of lines) {
        const paragraph = document.createElement("p")
        if (begins !== "same") paragraph.dataset.begins = begins
        write(paragraph, runs)
        place.append(paragraph)
      }
    }
    /** As many copies of the one as there are texts. @type {(one: Element, hole: string, texts: string[]) => void} */
    const repeat = (one, hole, texts) => one.replaceWith(...texts.flatMap((text, n) => [n && one.localName === "span" ? " " : "", stamp(one, { [hole]: text })]))
    /** @type {(row: Compare.RowView, group: Compare.Group) => HTMLElement} */
    const rowOf = (row, group) => {
      const element = stamp(row.equal ? same : full, { sign: row.sign })
      element.dataset.change = row.mark
      if (row.absent) element.dataset.absent = row.absent
      element.id = row.anchor
      repeat(find(element, ".td-cmp__sign span"), "label", row.labels)
      repeat(find(element, ".td-cmp__over"), "over", row.over ? [row.over] : [])
      repeat(find(element, ".td-cmp__note"), "note", row.notes)
      write(find(element, "h3"), row.title.runs)
      const place = find(element, ".td-cmp__text")
      place.replaceChildren()
      if (row.equal && !row.lines.length) place.parentElement?.remove()
      else if (row.equal) write(find(element, "summary .td-hidden"), row.title.runs)
      paragraphs(place, row.lines)
      if (!row.equal && !row.lines.length && group.silent) place.append(window.thidua.columns.silence(group.silent))
      return element
    }
    /** @type {(group: Compare.Group) => HTMLElement[]} */
    const groupOf = group => {
      const title = stamp(heading, { title: group.title })
      title.id = group.id
      title.dataset.absent = group.absent
      if (group.silent) title.dataset.silent = group.silent
      const rows = [title, ...group.rows.map(row => rowOf(row, group))]
      if (group.kept.length) {
        const row = stamp(kept, { label: group.kept_label, words: group.kept_words })
        repeat(find(row, "li"), "text", group.kept)
        rows.push(row)
      }
      return rows
    }

    const page = stamp(content, values)
    for (const [n, { pledge, kind, signed }] of [view.old, view.new].entries()) {
      find(all(page, ".td-cmp-side")[n], "a").setAttribute("href", link(pledge.address))
      if (!signed) all(page, ".td-cmp-side .td-fact-note")[n].textContent = kind
    }
    if (view.cluster) find(page, ".td-head__over a").setAttribute("href", link(view.cluster.address))
    if (!view.internal) find(page, ".td-status").remove()
    if (!view.caution) find(page, ".td-notice").remove()
    if (!view.nothing) find(page, ".td-lead").remove()
    for (const list of all(page, ".td-demands")) {
      const asked = view[/** @type {"harder" | "easier"} */ (list.dataset.asks)]
      if (!asked.length) list.remove()
      find(list, "ul").append(...asked.map(one => {
        const item = stamp(items[0], { title: one.title, note: one.note })
        find(item, "a").setAttribute("href", `#${one.anchor}`)
        return item
      }))
    }
    const key = find(page, ".td-cmp-key")
    if (!view.groups.length) key.remove()
    find(key, "b").after(...view.signs.flatMap(one => [" ", stamp(sign, { sign: one.sign, label: one.label })]))
    find(page, ".td-cmp").append(...view.groups.flatMap(groupOf))
    return page
  }

  // ---- The page -------------------------------------------------------------------------------------------------------

  /** Called by all.js. */
  compare.contents = ({ clusters, rules, words }) => {
    const said = find(document, "[data-td-said]")
    const chooser = /** @type {HTMLDetailsElement} */ (find(document, "[data-td-chooser]"))
    const form = find(chooser, "form")
    const asked = new URLSearchParams(location.search)

    /** @type {(text?: string, values?: Record<string, string>) => void} */
    const say = (text, values) => {
      said.textContent = fill(text, values)
      said.hidden = !text
    }
    /** @param {string | null} key */
    const placeOf = key => {
      const [id, term] = (key ?? "").split("@")
      const cluster = clusters.find(one => one.id === id)
      const at = cluster ? cluster.terms.findIndex(one => one.id === term) : -1
      return cluster && at >= 0 ? { cluster, at } : null
    }
    /** The pledge beside another: that of the term before or after, or of another cluster. @param {Compare.Place} place @returns {Compare.Place} */
    const beside = ({ cluster, at }) => {
      if (cluster.terms.length > 1) return { cluster, at: at ? at - 1 : 1 }
      const other = /** @type {Compare.Cluster} */ (clusters.find(one => one !== cluster))
      return { cluster: other, at: other.terms.length - 1 }
    }
    /** @param {Compare.Place} place */
    const keyOf = ({ cluster, at }) => `${cluster.id}@${cluster.terms[at].id}`

    const fields = /** @type {HTMLSelectElement[][]} */ ([all(form, "[name=a], [data-td-cluster=a]"), all(form, "[name=b], [data-td-cluster=b]")])
    /** @type {(select: HTMLSelectElement, term: HTMLSelectElement, place: Compare.Place) => void} */
    const choose = (select, term, { cluster, at }) => {
      select.value = cluster.id
      term.replaceChildren(...cluster.terms.map(one => new Option(one.label, `${cluster.id}@${one.id}`)).reverse())
      term.value = keyOf({ cluster, at })
    }
    for (const [select, term] of fields) {
      select.replaceChildren(...clusters.map(one => new Option(one.name, one.id)))
      select.addEventListener("change", () => {
        const cluster = clusters.find(one => one.id === select.value) ?? clusters[0]
        const label = term.selectedOptions[0]?.text
        const alike = cluster.terms.findIndex(one => one.label === label)
        choose(select, term, { cluster, at: alike < 0 ? cluster.terms.length - 1 : alike })
      })
    }
    form.addEventListener("submit", event => {
      event.preventDefault()
      // Ids need no coding, and an address without codes can be read out.
      location.assign(`?a=${fields[0][1].value}&b=${fields[1][1].value}`)
    })

    const wanted = [asked.get("a"), asked.get("b")]
    let [a, b] = wanted.map(placeOf)
    const unknown = wanted.find((key, n) => key && ![a, b][n])
    const isAsked = a && b
    a ??= b ? beside(b) : { cluster: clusters[0], at: clusters[0].terms.length - 1 }
    b ??= beside(a)
    // What a newer term changed is told, never what an older one did.
    if (a.cluster === b.cluster && a.at > b.at && (isAsked || !wanted[0])) [a, b] = [b, a]
    for (const [n, place] of [a, b].entries()) choose(fields[n][0], fields[n][1], place)
    chooser.hidden = false
    if (unknown) say(said.dataset.unknown, { key: unknown })
    if (!isAsked) return
    if (keyOf(a) === keyOf(b)) {
      say(said.dataset.same)
      return
    }
    history.replaceState(history.state, "", `?a=${keyOf(a)}&b=${keyOf(b)}${location.hash}`)
    say(said.dataset.loading)
    find(chooser, "summary").hidden = chooser.open = false
    Promise.all([load(keyOf(a)), load(keyOf(b))]).then(([old, now]) => {
      const view = compare.view(old, now, rules, words)
      const sample = /** @type {HTMLTemplateElement} */ (all(document, "[data-td-sample]")[view.cluster ? 0 : 1])
      const page = printed(sample, view)
      const head = find(document, "[data-td-head]")
      document.title = document.title.replace(find(head, "h1").textContent ?? "", () => view.title)
      head.replaceChildren(...all(page, ".td-head, .td-notice"))
      const shown = find(document, "[data-td-shown]")
      shown.replaceChildren(page)
      window.thidua.columns.of(find(shown, ".td-cmp"))
      find(document, "[data-td-list]").hidden = true
      say()
      // The part an address names is there only now.
      if (location.hash) location.replace(location.hash)
    }).catch(() => {
      chooser.open = true
      say(said.dataset.failed)
    })
  }
})()

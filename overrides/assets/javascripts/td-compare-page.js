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
    script.onload = () => {
      const pledge = pledges.get(key)
      if (pledge) resolve(pledge)
      else reject(new Error(key))
    }
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
    const values = {
      title: view.title, cluster: view.cluster?.title ?? "", block: view.block, summary: view.summary, caution: view.caution, query: location.search,
      old: view.old.label, new: view.new.label
    }
    // Taken out first: these have holes of their own, or stand once for many.
    const content = /** @type {DocumentFragment} */ (sample.content.cloneNode(true))
    const [full, lacking, same, kept] = all(content, ".td-cmp__row")
    const marks = { gone: find(full, "del, [data-of=gone]"), come: find(full, "ins, [data-of=come]") }
    const none = find(lacking, ".td-cmp__none")
    const heading = find(content, ".td-cmp__group")
    const sign = find(content, ".td-cmp-key__item")
    for (const part of [full, lacking, same, kept, heading, sign]) part.remove()

    /** @type {(place: Element, runs: Compare.Run[]) => void} */
    const write = (place, runs) => {
      place.append(...runs.map(({ kind, text }) => {
        if (kind === "same") return text
        const mark = stamp(marks[kind], values)
        mark.append(text)
        return mark
      }))
    }
    /** @type {(place: Element, lines: Compare.Line[]) => void} */
    const paragraphs = (place, lines) => {
      for (const { runs } of lines) {
        const paragraph = document.createElement("p")
        write(paragraph, runs)
        place.append(paragraph)
      }
    }
    /** As many copies of the one as there are texts. @type {(one: Element, hole: string, texts: string[]) => void} */
    const repeat = (one, hole, texts) => {
      const copies = texts.flatMap((text, n) => n && one.localName === "span" ? [" ", stamp(one, { [hole]: text })] : [stamp(one, { [hole]: text })])
      one.replaceWith(...copies)
    }
    /** @type {(row: Compare.RowView, group: Compare.Group) => HTMLElement} */
    const rowOf = (row, group) => {
      const element = /** @type {HTMLElement} */ ((row.equal ? same : full).cloneNode(true))
      element.dataset.change = row.mark
      element.id = row.anchor
      find(element, ".td-cmp__sign b").textContent = row.sign
      repeat(find(element, ".td-cmp__sign span"), "label", row.labels)
      if (row.over) find(element, ".td-cmp__over").textContent = row.over
      else find(element, ".td-cmp__over").remove()
      repeat(find(element, ".td-cmp__note"), "note", row.notes)
      write(find(element, "h3"), row.title.runs)
      if (row.equal) {
        if (!row.new.length) find(element, "details").remove()
        else {
          write(find(element, "summary .td-hidden"), row.title.runs)
          find(element, ".td-cmp__text").textContent = ""
          paragraphs(find(element, ".td-cmp__text"), row.new)
        }
        return element
      }
      const [was, is] = all(element, ".td-cmp__cell")
      /** @type {[HTMLElement, Compare.Line[], string][]} */
      const cells = [
        [was, row.old, row.absent === "old" ? group.absent : group.silent], [is, row.new, row.absent === "new" ? group.absent : group.silent],
        [find(element, ".td-cmp__inline"), row.inline, group.silent]
      ]
      for (const [place, lines, silent] of cells) {
        for (const paragraph of all(place, "p:not(.td-cmp__label)")) paragraph.remove()
        for (const label of all(place, ".td-cmp__label")) label.replaceWith(stamp(label, values))
        paragraphs(place, lines)
        if (!lines.length && silent) place.append(stamp(none, { absent: silent }))
      }
      return element
    }
    /** @type {(group: Compare.Group) => HTMLElement[]} */
    const groupOf = group => {
      const title = stamp(heading, { title: group.title })
      title.id = group.id
      const rows = [title, ...group.rows.map(row => rowOf(row, group))]
      if (group.kept.length) {
        const row = stamp(kept, { label: group.kept_label, words: group.kept_words })
        repeat(find(row, "li"), "text", group.kept)
        rows.push(row)
      }
      return rows
    }

    const page = stamp(content, values)
    for (const [n, side] of [view.old, view.new].entries()) {
      const place = all(page, ".td-cmp-side")[n]
      const [title, note] = [find(place, "a"), find(place, ".td-fact-note")]
      title.textContent = side.pledge.title
      title.setAttribute("href", link(side.pledge.address))
      const name = n ? "new" : "old"
      note.textContent = side.signed ? fill(note.textContent ?? "", { [`${name}_kind`]: side.kind, [`${name}_signed`]: side.signed }) : side.kind
    }
    if (view.cluster) find(page, ".td-head__over a").setAttribute("href", link(view.cluster.address))
    if (!view.internal) find(page, ".td-status").remove()
    if (!view.caution) find(page, ".td-notice").remove()
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

    /** @type {(side: "a" | "b") => {cluster: HTMLSelectElement, term: HTMLSelectElement}} */
    const fieldsOf = side => ({ cluster: find(form, `[data-td-cluster=${side}]`), term: find(form, `[name=${side}]`) })
    const fields = { a: fieldsOf("a"), b: fieldsOf("b") }
    /** @type {(side: "a" | "b", place: Compare.Place) => void} */
    const choose = (side, { cluster, at }) => {
      const { term } = fields[side]
      fields[side].cluster.value = cluster.id
      term.replaceChildren(...cluster.terms.map(one => new Option(one.label, `${cluster.id}@${one.id}`)).reverse())
      term.value = keyOf({ cluster, at })
    }
    for (const side of /** @type {const} */ (["a", "b"])) {
      const { cluster: select, term } = fields[side]
      select.replaceChildren(...clusters.map(one => new Option(one.name, one.id)))
      select.addEventListener("change", () => {
        const cluster = clusters.find(one => one.id === select.value) ?? clusters[0]
        const label = term.selectedOptions[0]?.text
        const alike = cluster.terms.findIndex(one => one.label === label)
        choose(side, { cluster, at: alike < 0 ? cluster.terms.length - 1 : alike })
      })
    }
    form.addEventListener("submit", event => {
      event.preventDefault()
      // Ids need no coding, and an address without codes can be read out.
      location.assign(`?a=${fields.a.term.value}&b=${fields.b.term.value}`)
    })

    const wanted = [asked.get("a"), asked.get("b")]
    let [a, b] = wanted.map(placeOf)
    const unknown = wanted.find((key, n) => key && ![a, b][n])
    const isAsked = a && b
    a ??= b ? beside(b) : { cluster: clusters[0], at: clusters[0].terms.length - 1 }
    b ??= beside(a)
    // What a newer term changed is told, never what an older one did.
    if (a.cluster === b.cluster && a.at > b.at && (isAsked || !wanted[0])) [a, b] = [b, a]
    choose("a", a)
    choose("b", b)
    chooser.hidden = false
    if (unknown) return say(said.dataset.unknown, { key: unknown })
    if (!isAsked) return undefined
    if (keyOf(a) === keyOf(b)) return say(said.dataset.same)
    history.replaceState(history.state, "", `?a=${keyOf(a)}&b=${keyOf(b)}${location.hash}`)
    say(said.dataset.loading)
    chooser.open = false
    return Promise.all([load(keyOf(a)), load(keyOf(b))]).then(([old, now]) => {
      const view = compare.view(old, now, rules, words)
      const sample = /** @type {HTMLTemplateElement} */ (all(document, "[data-td-sample]")[view.cluster ? 0 : 1])
      const page = printed(sample, view)
      const head = find(document, "[data-td-head]")
      document.title = document.title.replace(find(head, "h1").textContent ?? "", () => view.title)
      head.replaceChildren(...all(page, ".td-head, .td-notice"))
      find(document, "[data-td-shown]").replaceChildren(page)
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

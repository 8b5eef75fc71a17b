// @ts-check
// Facets of the results: kind, cluster, unit, year, place, commemoration, each with its counts.
(() => {
  "use strict"
  const { fill, search } = window.thidua

  /** Parameters of the address, in the order shown: that of the legends the page has for them. */
  const FACETS = ["loai", "cum", "nam", "noi", "don-vi", "ky-niem"]
  const SHOWN = 7

  /** What may be chosen: `facet` is its number, `id` stands in the address. */
  class Values {
    /** @param {Search.Index} index */
    constructor(index) {
      this.index = index
      /** @type {Search.Value[]} */
      this.all = []
      /** @type {Map<string, number>} */
      this.known = new Map()
      /** The values of each card. @type {number[][]} */
      this.ofCards = index.titles.map((_, card) => this.ofCard(card))
    }

    /** @param {number} card */
    ofCard(card) {
      const { index } = this
      const facts = index.facts(card)
      /** @type {Set<number>} */
      const found = new Set()
      /** @type {(facet: string, id: string, label: string) => void} */
      const add = (facet, id, label) => { found.add(this.number(facet, id, label)) }
      /** @type {(facet: string, others: number[]) => void} */
      const pages = (facet, others) => others.forEach(other => add(facet, index.address(other).split("/")[2], index.titles[other]))
      /** @type {(letters: string, own: string) => number[]} */
      const refs = (letters, own) => [...facts.type === own ? [card] : [], ...Array.from(letters).flatMap(letter => facts.refs[letter] ?? [])]
      add("loai", index.type(card).id, index.type(card).label)
      facts.kinds.forEach(kind => add("loai", index.kinds[kind].id, index.kinds[kind].label))
      pages("cum", refs("C", "c"))
      pages("don-vi", refs("HULDM", "u"))
      pages("ky-niem", refs("K", "k"))
      facts.years.forEach(year => add("nam", String(year), String(year)))
      facts.places.map(place => index.strings[place]).forEach(name =>
        add("noi", index.tokeniser.tokens(name).map(token => index.tokeniser.key(token)).join("-"), name))
      return Array.from(found)
    }

    /** @param {string} name @param {string} id @param {string} label */
    number(name, id, label) {
      const full = name + "=" + id
      const value = this.known.get(full) ?? this.all.push({ facet: FACETS.indexOf(name), id, label }) - 1
      this.known.set(full, value)
      return value
    }

    /**
     * @param {number[]} cards
     * @param {Set<number>[]} chosen values chosen, a set a facet
     * @returns {{cards: number[], counts: Uint32Array}} cards that pass; a value's count ignores its own facet
     */
    filter(cards, chosen) {
      const counts = new Uint32Array(this.all.length)
      const kept = cards.filter(card => {
        const values = this.ofCards[card]
        const failed = chosen.flatMap((set, facet) => set.size && !values.some(value => set.has(value)) ? [facet] : [])
        for (const value of values) if (failed.every(facet => facet === this.all[value].facet)) counts[value]++
        return !failed.length
      })
      return { cards: kept, counts }
    }
  }

  const collator = new Intl.Collator("vi", { numeric: true })

  /** The fieldsets of all facets. */
  class FacetList {
    /** @param {Element} element @param {Search.FacetValues} values @param {DOMStringMap} said @param {(value: number, on: boolean) => void} changed */
    constructor(element, values, said, changed) {
      this.element = element
      this.values = values
      this.said = said
      this.legends = (said.facets ?? "").split("|")
      this.changed = changed
      /** @type {Set<number>} */
      this.wide = new Set()
    }

    /** @param {Uint32Array} counts @param {Set<number>[]} chosen */
    show(counts, chosen) {
      const focused = document.activeElement && this.element.contains(document.activeElement) ? document.activeElement.id : ""
      this.element.textContent = ""
      chosen.forEach((set, facet) => {
        const numbers = Array.from(counts.keys()).filter(n => this.values.all[n].facet === facet && (counts[n] || set.has(n)))
        if (numbers.length) this.element.append(this.fieldset(facet, numbers, counts, set))
      })
      document.getElementById(focused)?.focus()
    }

    /** @param {number} facet @param {number[]} numbers @param {Uint32Array} counts @param {Set<number>} chosen */
    fieldset(facet, numbers, counts, chosen) {
      const all = this.values.all
      const name = FACETS[facet]
      numbers.sort((a, b) => name === "nam" ? +all[b].id - +all[a].id
        : counts[b] - counts[a] || collator.compare(all[a].label, all[b].label))
      const fieldset = document.createElement("fieldset")
      fieldset.className = "td-search-facet"
      search.element("legend", "", fieldset, this.legends[facet])
      const shown = numbers.filter((number, n) => n < SHOWN || this.wide.has(facet) || chosen.has(number))
      for (const number of shown) this.box(fieldset, name, number, counts[number], chosen.has(number))
      if (shown.length < numbers.length || (this.wide.has(facet) && numbers.length > SHOWN)) this.toggle(fieldset, facet, numbers.length - SHOWN)
      return fieldset
    }

    /** @type {(fieldset: Element, name: string, number: number, count: number, on: boolean) => void} */
    box(fieldset, name, number, count, on) {
      const value = this.values.all[number]
      const label = search.element("label", "td-search-choice", fieldset)
      const input = search.element("input", "", label)
      input.type = "checkbox"
      input.id = "td-search-" + name + "-" + value.id
      input.checked = on
      input.addEventListener("change", () => this.changed(number, input.checked))
      search.element("span", "", label, value.label)
      search.element("small", "", label, " " + count)
    }

    /** @param {Element} fieldset @param {number} facet @param {number} more */
    toggle(fieldset, facet, more) {
      const wide = this.wide.has(facet)
      const button = search.element("button", "td-search-wide", fieldset, wide ? fill(this.said.fewer) : fill(this.said.wider, { count: more }))
      button.type = "button"
      button.id = "td-search-wide-" + FACETS[facet]
      button.setAttribute("aria-expanded", String(wide))
      search.element("span", "td-hidden", button, " " + this.legends[facet].toLowerCase())
      button.addEventListener("click", () => {
        this.wide[wide ? "delete" : "add"](facet)
        this.changed(-1, wide)
      })
    }
  }

  Object.assign(search, { FACETS, FacetValues: Values, FacetList })
})()

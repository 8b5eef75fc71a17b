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
      const starts = [0]
      /** @type {number[]} */
      const values = []
      for (let card = 0; card < index.size; card++) {
        this.ofCard(card, value => { values.push(value) })
        starts.push(values.length)
      }
      this.starts = Uint32Array.from(starts)
      this.values = Uint32Array.from(values)
    }

    /** @param {number} card @param {(value: number) => void} put */
    ofCard(card, put) {
      const index = this.index
      const facts = index.facts(card)
      const seen = new Set()
      /** @type {(facet: string, id: string, label: string) => void} */
      const add = (facet, id, label) => {
        const value = this.number(facet, id, label)
        if (!seen.has(value)) { seen.add(value); put(value) }
      }
      /** @type {(facet: string, other: number) => void} */
      const page = (facet, other) => add(facet, index.address(other).split("/")[2], index.titles[other])
      /** @param {string} letters */
      const refs = letters => Array.from(letters).flatMap(letter => facts.refs[letter] ?? [])
      add("loai", index.type(card).id, index.type(card).label)
      facts.kinds.forEach(kind => add("loai", index.kinds[kind].id, index.kinds[kind].label))
      if (facts.type === "c") page("cum", card)
      if (facts.type === "u") page("don-vi", card)
      if (facts.type === "k") page("ky-niem", card)
      refs("C").forEach(other => page("cum", other))
      refs("HULDM").forEach(other => page("don-vi", other))
      refs("K").forEach(other => page("ky-niem", other))
      facts.years.forEach(year => add("nam", String(year), String(year)))
      facts.places.forEach(place => {
        const name = index.strings[place]
        add("noi", index.tokeniser.tokens(name).map(token => index.tokeniser.key(token)).join("-"), name)
      })
    }

    /** @param {string} name @param {string} id @param {string} label */
    number(name, id, label) {
      const facet = FACETS.indexOf(name)
      const full = name + "=" + id
      let value = this.known.get(full)
      if (value === undefined) {
        value = this.all.push({ facet, id, label }) - 1
        this.known.set(full, value)
      }
      return value
    }

    /**
     * @param {number[]} cards
     * @param {Set<number>[]} chosen values chosen, a set a facet
     * @returns {{cards: number[], counts: Uint32Array}} cards that pass; a value's count ignores its own facet
     */
    filter(cards, chosen) {
      const counts = new Uint32Array(this.all.length)
      const asked = chosen.map(set => set.size > 0)
      const wanted = asked.filter(Boolean).length
      const kept = cards.filter(card => {
        const meets = new Uint8Array(FACETS.length)
        let met = 0
        for (let at = this.starts[card]; at < this.starts[card + 1]; at++) {
          const facet = this.all[this.values[at]].facet
          if (asked[facet] && !meets[facet] && chosen[facet].has(this.values[at])) { meets[facet] = 1; met++ }
        }
        if (met < wanted - 1) return false
        for (let at = this.starts[card]; at < this.starts[card + 1]; at++) {
          const facet = this.all[this.values[at]].facet
          if (met === wanted || (asked[facet] && !meets[facet])) counts[this.values[at]]++
        }
        return met === wanted
      })
      return { cards: kept, counts }
    }
  }

  const collator = new Intl.Collator("vi", { numeric: true })

  /** The fieldsets of all facets. */
  class FacetList {
    /**
     * @param {Element} element
     * @param {Search.FacetValues} values
     * @param {DOMStringMap} said
     * @param {(value: number, on: boolean) => void} changed
     */
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
      /** @type {number[][]} */
      const rows = FACETS.map(() => [])
      this.values.all.forEach((value, number) => {
        if (counts[number] || chosen[value.facet].has(number)) rows[value.facet].push(number)
      })
      rows.forEach((numbers, facet) => { if (numbers.length) this.element.append(this.fieldset(facet, numbers, counts, chosen[facet])) })
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
      const legend = document.createElement("legend")
      legend.textContent = this.legends[facet]
      fieldset.append(legend)
      const shown = numbers.filter((number, n) => n < SHOWN || this.wide.has(facet) || chosen.has(number))
      shown.forEach(number => fieldset.append(this.box(name, number, counts[number], chosen.has(number))))
      if (shown.length < numbers.length || (this.wide.has(facet) && numbers.length > SHOWN)) {
        fieldset.append(this.toggle(facet, numbers.length - SHOWN))
      }
      return fieldset
    }

    /** @param {string} name @param {number} number @param {number} count @param {boolean} on */
    box(name, number, count, on) {
      const value = this.values.all[number]
      const label = document.createElement("label")
      label.className = "td-search-choice"
      const input = document.createElement("input")
      input.type = "checkbox"
      input.id = "td-search-" + name + "-" + value.id
      input.checked = on
      input.addEventListener("change", () => this.changed(number, input.checked))
      const text = document.createElement("span")
      text.textContent = value.label
      const small = document.createElement("small")
      small.textContent = " " + count
      label.append(input, text, small)
      return label
    }

    /**
     * @param {number} facet
     * @param {number} more
     */
    toggle(facet, more) {
      const button = document.createElement("button")
      button.type = "button"
      button.id = "td-search-wide-" + FACETS[facet]
      button.className = "td-search-wide"
      const wide = this.wide.has(facet)
      button.setAttribute("aria-expanded", String(wide))
      button.textContent = wide ? fill(this.said.fewer) : fill(this.said.wider, { count: more })
      const hidden = document.createElement("span")
      hidden.className = "td-hidden"
      hidden.textContent = " " + this.legends[facet].toLowerCase()
      button.append(hidden)
      button.addEventListener("click", () => {
        if (wide) this.wide.delete(facet)
        else this.wide.add(facet)
        this.changed(-1, wide)
      })
      return button
    }
  }

  search.FACETS = FACETS
  search.FacetValues = Values
  search.FacetList = FacetList
})()

// @ts-check
// The two sides of a comparison beside each other on wide screens, read out of the one text that the page has: what only the
// other side says is left out. Narrow screens, paper and pages without scripts show the one text.
(() => {
  "use strict"
  const OTHER = /** @type {const} */ ({ old: ["come", "ins"], new: ["gone", "del"] })
  const wide = matchMedia("(min-width: 60em)")

  /** @type {(className: string, words: string) => HTMLParagraphElement} */
  const paragraph = (className, words) => Object.assign(document.createElement("p"), { className, textContent: words })

  /** What stands where a side says nothing. @param {string} words */
  const silence = words => paragraph("td-cmp__none", words)

  /** The paragraphs of one side. @type {(text: Element, side: "old" | "new") => DocumentFragment} */
  const linesOf = (text, side) => {
    const [kind, mark] = OTHER[side]
    const lines = document.createDocumentFragment()
    for (const line of text.children) {
      const copy = /** @type {HTMLElement} */ (line.cloneNode(true))
      for (const part of copy.querySelectorAll(`${mark}, [data-of=${kind}]`)) part.remove()
      // Only the other side begins a line here.
      if (copy.dataset.begins === kind && lines.lastElementChild) lines.lastElementChild.append(...copy.childNodes)
      else lines.append(copy)
    }
    for (const line of [...lines.children]) if (!line.textContent?.trim()) line.remove()
    return lines
  }

  /** @type {(row: HTMLElement, words: DOMStringMap, labels: string[]) => void} */
  const divideRow = (row, words, labels) => {
    const text = row.querySelector(":scope > .td-cmp__inline")
    text?.before(.../** @type {const} */ (["old", "new"]).map((side, n) => {
      const cell = document.createElement("div")
      cell.className = "td-cmp__cell td-cmp__text"
      const isAbsent = row.dataset.absent === side
      cell.append(paragraph("td-cmp__label", labels[n]), isAbsent ? silence(words.absent ?? "") : linesOf(text, side))
      if (cell.childElementCount === 1 && words.silent) cell.append(silence(words.silent))
      return cell
    }))
  }

  /** @param {HTMLElement} comparison */
  const divide = comparison => {
    const labels = Array.from(comparison.querySelectorAll(".td-cmp__years p"), label => label.textContent ?? "")
    /** @type {DOMStringMap} */
    let words = {}
    for (const part of /** @type {HTMLCollectionOf<HTMLElement>} */ (comparison.children)) {
      if (part.matches(".td-cmp__group")) words = part.dataset
      else divideRow(part, words, labels)
    }
    comparison.classList.add("td-cmp--columns")
  }

  /** Divided once it is shown on a wide screen. @param {HTMLElement} comparison */
  const of = comparison => {
    const look = () => {
      if (!wide.matches) return
      wide.removeEventListener("change", look)
      divide(comparison)
    }
    wide.addEventListener("change", look)
    look()
  }

  window.thidua.columns = { of, silence }
  for (const comparison of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".td-cmp"))) of(comparison)
})()

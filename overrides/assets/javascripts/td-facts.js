// @ts-check
// Lists of questions and answers, as the scripts of clusters, units and home show them: words that lead to a page, and a note.
(() => {
  "use strict"
  const thidua = (window.thidua ??= /** @type {Thidua} */ ({}))

  thidua.element = (name, text, className = "") => {
    const made = document.createElement(name)
    made.textContent = text
    if (className) made.className = className
    return made
  }
  const { element } = thidua

  /** @type {(answer: FactAnswer) => HTMLLIElement} */
  const item = ([words, page, note]) => {
    const made = document.createElement("li")
    if (page) {
      const link = element("a", words)
      link.href = thidua.root + page
      made.append(link)
    } else {
      made.append(words)
    }
    if (note) made.append(" ", element("small", note, "td-fact-note"))
    return made
  }

  thidua.factList = (rows, unknown) => {
    const list = element("dl", "", "td-now__facts td-now__facts--wide")
    for (const [question, answers] of rows) {
      const row = document.createElement("div")
      const words = element("dd", answers.length ? "" : unknown)
      if (answers.length) {
        const items = element("ul", "", "td-plain")
        items.append(...answers.map(item))
        words.append(items)
      }
      row.append(element("dt", question), words)
      list.append(row)
    }
    return list
  }
})()

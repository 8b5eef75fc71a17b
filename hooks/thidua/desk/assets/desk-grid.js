// @ts-check
// The grid of points: arrow keys, cells copied from a spreadsheet, and a new grid where its rows or columns have changed.
(() => {
  "use strict"

  const root = document.getElementById("luoi")
  if (!root) return
  const standings = document.getElementById("ket-qua")
  const form = /** @type {HTMLFormElement} */ (root.closest("form"))

  /** @returns {HTMLInputElement[][]} The cells that are typed in, by line. */
  const cells = () => [...root.querySelectorAll("tbody tr, tfoot tr")]
    .map(line => /** @type {HTMLInputElement[]} */ ([...line.querySelectorAll("input")]))
    .filter(line => line.length > 0)

  /** @param {HTMLInputElement} cell @returns {[number, number]} */
  const placeOf = cell => {
    const lines = cells()
    const line = lines.findIndex(one => one.includes(cell))
    return [line, lines[line]?.indexOf(cell) ?? -1]
  }

  /** @param {KeyboardEvent} event @param {HTMLInputElement} cell @returns {[number, number] | null} How far a key goes down and across. */
  const step = (event, cell) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return null
    // Points are typed anew, as in a spreadsheet; within a note the arrows move the cursor.
    const whole = cell.inputMode === "decimal"
    switch (event.key) {
      case "ArrowDown": return [1, 0]
      case "ArrowUp": return [-1, 0]
      case "Enter": return [event.shiftKey ? -1 : 1, 0]
      case "ArrowLeft": return whole || cell.selectionEnd === 0 ? [0, -1] : null
      case "ArrowRight": return whole || cell.selectionStart === cell.value.length ? [0, 1] : null
      default: return null
    }
  }

  root.addEventListener("keydown", event => {
    const cell = event.target
    if (!(cell instanceof HTMLInputElement)) return
    const way = step(event, cell)
    if (!way) return
    event.preventDefault()
    const [line, column] = placeOf(cell)
    cells()[line + way[0]]?.[column + way[1]]?.focus()
  })

  root.addEventListener("focusin", event => {
    if (event.target instanceof HTMLInputElement) event.target.select()
  })

  // What was copied from a spreadsheet: lines with tabs between the cells, from the cell the cursor is in.
  root.addEventListener("paste", event => {
    const cell = event.target
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? ""
    if (!(cell instanceof HTMLInputElement) || !/[\t\n]/.test(text)) return
    event.preventDefault()
    const [line, column] = placeOf(cell)
    const lines = cells()
    text.split("\n").forEach((words, down) => {
      words.split("\t").forEach((word, across) => {
        const one = lines[line + down]?.[column + across]
        if (one) one.value = word.trim()
      })
    })
    form.dispatchEvent(new Event("input", { bubbles: true }))
  })

  const shape = () => JSON.stringify([...new FormData(form)].filter(([name]) => /^(?:criteria|sheets)\./.test(name)))
  const said = () => JSON.stringify([...new FormData(form)])
  let known = shape()
  let asked = ""

  // Ids are given where the form has none and nobody is writing the words they are made of.
  /** @param {Record<string, string>} ids */
  const name = ids => {
    for (const [field, id] of Object.entries(ids)) {
      const input = /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${CSS.escape(field)}"]`))
      if (input && !input.value && !input.closest(".dk-item")?.contains(document.activeElement)) input.value = id
    }
  }

  // Printed by a template of the desk, which escapes what people write; scripts in it would not run.
  /** @param {HTMLElement} place @param {string} printed */
  const put = (place, printed) => place.replaceChildren(...new DOMParser().parseFromString(printed, "text/html").body.childNodes)

  // Who has left a criterion is shown its id, and its line in the grid.
  form.addEventListener("focusout", event => {
    const row = /** @type {HTMLElement} */ (event.target).closest(".dk-item")
    const id = /** @type {HTMLInputElement | null | undefined} */ (row?.querySelector('[name^="criteria."][name$=".id"]'))
    if (id && !id.value) form.dispatchEvent(new Event("input", { bubbles: true }))
  })

  window.desk.grid = {
    ask: data => {
      asked = said()
      if (shape() !== known) data.set("luoi", "1")
    },
    show: answer => {
      const late = said() !== asked
      if (answer.ids) name(answer.ids)
      if (standings && answer.standings !== undefined) put(standings, answer.standings)
      // What was written since stands in the cells alone; the next answer has it.
      if (late) return
      if (answer.grid !== undefined) {
        const held = /** @type {HTMLInputElement | null} */ (root.contains(document.activeElement) ? document.activeElement : null)
        put(root, answer.grid)
        known = shape()
        if (held) /** @type {HTMLElement | null} */ (root.querySelector(`[name="${CSS.escape(held.name)}"]`))?.focus()
      }
      for (const [sum, words] of Object.entries(answer.sums ?? {})) {
        const shown = root.querySelector(`[data-sum="${CSS.escape(sum)}"]`)
        if (shown) shown.textContent = words
      }
    },
  }
})()

// @ts-check
// Picking records by name: typed without accents, with the keyboard alone (the combobox of the ARIA guide, version 1.2).
(() => {
  "use strict"

  /** @typedef {{id: string, name: string, detail: string, found: string}} Row */

  /** @type {Promise<Record<string, Row[]>> | undefined} */
  let lists
  const MOST = 12

  /** @param {string} text */
  const fold = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u0111\u0110]/g, "d").toLowerCase()

  const load = () => {
    lists ??= fetch("/danh-muc").then(answer => answer.json())
    return lists
  }

  /** @param {Row[]} rows @param {string} typed */
  const find = (rows, typed) => {
    const words = fold(typed).split(/[^a-z0-9]+/).filter(Boolean)
    const hits = rows.filter(row => words.every(word => row.found.includes(word)))
    /** @param {Row} row */
    const place = row => (fold(row.name).startsWith(fold(typed).trim()) ? 0 : 1)
    return hits.sort((a, b) => place(a) - place(b)).slice(0, MOST)
  }

  /** @param {HTMLElement} root */
  const attach = root => {
    const input = /** @type {HTMLInputElement} */ (root.querySelector("[role=combobox]"))
    const list = /** @type {HTMLElement} */ (root.querySelector("[role=listbox]"))
    const chips = /** @type {HTMLElement} */ (root.querySelector(".dk-chips"))
    const form = /** @type {HTMLFormElement} */ (root.closest("form"))
    const many = "many" in root.dataset
    /** @type {Row[]} */
    let rows = []
    let active = -1

    const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }))

    const close = () => {
      list.hidden = true
      active = -1
      input.setAttribute("aria-expanded", "false")
      input.removeAttribute("aria-activedescendant")
    }

    /** @param {number} number */
    const mark = number => {
      active = number
      for (const [n, one] of [...list.children].entries()) one.setAttribute("aria-selected", String(n === number))
      const chosen = list.children[number]
      if (chosen) {
        input.setAttribute("aria-activedescendant", chosen.id)
        chosen.scrollIntoView({ block: "nearest" })
      }
    }

    /** @param {string} id @param {string} name */
    const add = (id, name) => {
      const same = [...chips.querySelectorAll("input")].some(one => one.value === id)
      if (!same) {
        if (!many) chips.replaceChildren()
        chips.append(chip(id, name))
      }
      input.value = ""
      close()
      changed()
    }

    /** @param {string} id @param {string} name */
    const chip = (id, name) => {
      const one = document.createElement("li")
      one.className = "dk-chip"
      const value = document.createElement("input")
      value.type = "hidden"
      value.name = String(root.dataset.name)
      value.value = id
      const words = document.createElement("span")
      words.className = "dk-chip__name"
      words.textContent = name
      one.append(value, words)
      removable(one)
      return one
    }

    /** @param {HTMLElement} one */
    const removable = one => {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = "✕"
      const name = one.querySelector(".dk-chip__name")?.textContent ?? ""
      button.setAttribute("aria-label", String(form.dataset.remove).replace("{name}", name))
      button.addEventListener("click", () => {
        one.remove()
        input.focus()
        changed()
      })
      one.append(button)
    }

    /** @returns {Promise<Row[]>} What is picked from: a list of the content, or what the form itself says. */
    const source = async () => {
      if (root.dataset.pick !== "criteria") return (await load())[String(root.dataset.pick)] ?? []
      return [...form.querySelectorAll('[data-field="criteria"] > .dk-rows-of > .dk-item')].flatMap(item => {
        const [id, name] = [".id", ".text"].map(end => (
          /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (item.querySelector(`[name$="${end}"]`))?.value.trim() ?? ""
        ))
        return id && name ? [{ id, name, detail: "", found: fold(`${name} ${id}`) }] : []
      })
    }

    const show = async () => {
      rows = find(await source(), input.value)
      list.replaceChildren(...rows.map((row, n) => {
        const one = document.createElement("li")
        one.setAttribute("role", "option")
        one.id = `${list.id}-${n}`
        one.textContent = row.name
        if (row.detail) {
          const more = document.createElement("small")
          more.textContent = row.detail
          one.append(more)
        }
        one.addEventListener("mousedown", event => {
          event.preventDefault()
          add(row.id, row.name)
        })
        return one
      }))
      list.hidden = rows.length === 0
      input.setAttribute("aria-expanded", String(rows.length > 0))
      mark(rows.length > 0 && input.value.trim() ? 0 : -1)
    }

    // Who writes an id or a name of his own and goes on means it; the whole name of one row, without accents too, means that row.
    const take = () => {
      const typed = input.value.trim()
      if (!typed) return
      const same = rows.filter(row => fold(row.name) === fold(typed))
      const row = same.length === 1 ? same[0] : undefined
      add(row?.id ?? typed, row?.name ?? typed)
    }

    input.addEventListener("input", event => {
      event.stopPropagation()
      void show()
    })
    input.addEventListener("blur", () => {
      close()
      take()
    })
    input.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault()
        if (list.hidden) void show()
        else mark((active + (event.key === "ArrowDown" ? 1 : rows.length - 1) + rows.length) % rows.length)
      } else if (event.key === "Enter") {
        event.preventDefault()
        const row = rows[active]
        if (!list.hidden && row) add(row.id, row.name)
        else take()
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault()
        close()
      } else if (event.key === "Backspace" && !input.value && chips.lastElementChild) {
        chips.lastElementChild.remove()
        changed()
      }
    })

    const known = [.../** @type {NodeListOf<HTMLElement>} */ (chips.querySelectorAll(".dk-chip"))]
    known.forEach(removable)
    if (known.length > 0) {
      void source().then(all => {
        for (const one of known) {
          const value = one.querySelector("input")?.value ?? ""
          const row = all.find(r => r.id === value.split("@")[0])
          const words = one.querySelector(".dk-chip__name")
          if (row && words) words.textContent = value.includes("@") ? `${row.name} (${value})` : row.name
        }
      })
    }
  }

  /** @param {ParentNode} part */
  const all = part => part.querySelectorAll(".dk-pick").forEach(one => attach(/** @type {HTMLElement} */ (one)))

  window.desk = { fold, pick: all }
  all(document)
})()

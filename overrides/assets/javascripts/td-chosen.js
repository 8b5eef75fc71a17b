// @ts-check
// /lich/chon/: ticks clusters and units, keeps the choice in the address, and makes one file of their calendars.
(() => {
  "use strict"
  const { bring, element, fill, fold, joinCalendars, root } = window.thidua
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-td-chosen]"))
  if (!form) return
  const words = form.dataset
  const KINDS = /** @type {const} */ (["cum", "don-vi"])
  /** @type {(selector: string) => HTMLElement} */
  const find = selector => /** @type {HTMLElement} */ (form.querySelector(selector))
  const filter = /** @type {HTMLInputElement} */ (find("input[type=search]"))
  const button = /** @type {HTMLButtonElement} */ (find("button"))
  const said = find("[data-td-said]")
  const picked = find("[data-td-picked]")
  // From a folder nothing can be fetched: the page says so, and leads to each calendar.
  const isFolder = location.protocol === "file:"

  bring("lich/chon/danh-sach.js").then(/** @param {ChoosableCalendars} list */ list => {
    const asked = new URLSearchParams(location.search)
    const boxes = KINDS.flatMap(kind => {
      const wanted = new Set(asked.getAll(kind).flatMap(text => text.split(",")))
      return list[kind].map(([id, name]) => {
        const box = element("input", "")
        Object.assign(box, { type: "checkbox", name: kind, value: id, checked: wanted.has(id) })
        const label = element("label", "", "td-check")
        label.append(box, element("span", name))
        const item = element("li", "")
        item.append(label)
        find(`[data-td-list=${kind}]`).append(item)
        return { box, item, name, folded: fold(name), folder: `${kind}/${id}/` }
      })
    })
    const chosen = () => boxes.filter(one => one.box.checked)

    const tell = () => {
      const found = chosen()
      said.textContent = !found.length ? fill(words.none) : isFolder ? fill(words.folder) : fill(words.count, { count: found.length })
      button.disabled = isFolder || !found.length
      picked.replaceChildren(...found.map(one => {
        const link = element("a", one.name)
        link.href = root + one.folder + list.page
        const item = element("li", "")
        item.append(link)
        return item
      }))
    }
    const show = () => {
      const part = fold(filter.value.trim())
      for (const { box, item, folded } of boxes) item.hidden = !box.checked && !folded.includes(part)
    }
    form.addEventListener("change", event => {
      if (event.target === filter) return
      // Ids need no coding, and an address without codes can be read out.
      const parts = KINDS.map(kind => [kind, chosen().filter(one => one.box.name === kind).map(one => one.box.value).join(",")])
      const query = parts.filter(([, ids]) => ids).map(([kind, ids]) => `${kind}=${ids}`).join("&")
      try {
        history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""))
      } catch { /* A folder without a server may refuse: the page works, its address stays. */ }
      tell()
    })
    filter.addEventListener("input", show)

    form.addEventListener("submit", event => {
      event.preventDefault()
      said.textContent = fill(words.loading)
      /** @param {{ folder: string }} one */
      const text = ({ folder }) => fetch(`${root}${folder}lich.ics`).then(answer => answer.ok ? answer.text() : Promise.reject(new Error(folder)))
      Promise.all(chosen().map(text)).then(texts => {
        const link = element("a", "")
        link.href = URL.createObjectURL(new Blob([joinCalendars(texts, words.name ?? "")], { type: "text/calendar" }))
        link.download = "lich-da-chon.ics"
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 6e4)
        said.textContent = fill(words.done, { count: texts.length })
      }).catch(() => { said.textContent = fill(words.failed) })
    })
    tell()
    form.hidden = false
  }).catch(() => {})
})()

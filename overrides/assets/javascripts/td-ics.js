// @ts-check
// Calendars put together: one file of many, as RFC 5545 has it. It touches no page.
(() => {
  "use strict"
  const thidua = (window.thidua ??= /** @type {Thidua} */ ({}))

  /** The components of a calendar with their lines as they stand, folds and all. @param {string} text @returns {string[]} */
  const components = text => text.match(/^BEGIN:(?!VCALENDAR)([A-Z]+)\r?\n[^]*?^END:\1\r?\n/gm) ?? []

  /** What tells a component from others: the UID of an entry, else all of it. @param {string} component */
  const identity = component => /^UID:(.*)$/m.exec(component.replace(/\r?\n[ \t]/g, ""))?.[1].trim() ?? component

  // Who asks for a cluster and its unit has their common entries twice, with equal UIDs: the first stands for both.
  thidua.joinCalendars = (texts, name) => {
    const head = (/^PRODID:.*\r?\n(?:[ \t].*\r?\n)*/m.exec(texts[0]) ?? [""])[0]
    /** @type {Map<string, string>} */
    const found = new Map()
    for (const one of texts.flatMap(components)) if (!found.has(identity(one))) found.set(identity(one), one)
    const title = `NAME:${name}\r\nX-WR-CALNAME:${name}\r\n`
    return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${head}CALSCALE:GREGORIAN\r\n${title}${[...found.values()].join("")}END:VCALENDAR\r\n`
  }
})()

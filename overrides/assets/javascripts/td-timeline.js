// A cluster's timeline: filters by kind and year, milestones only, order, the year being read, older terms opened in place.
// The state is the query of the address, so that a view can be linked. Without this script every entry stands in the page or
// on the page of its term.
//
// A cluster may have thousands of entries, and a press must be answered in a tenth of a second on a slow machine. Moving or hiding
// an entry costs the same whether it is in sight or not, so entries stand in sheets of two dozen: what is in sight is changed at
// once, every other sheet that has to change is blank (`data-td-stale`: neither shown nor read nor found) until it comes near, is
// printed, or the browser has nothing else to do. Counts and addresses never wait.
(function () {
  var timeline = document.querySelector("[data-td-timeline]")
  var form = document.querySelector("[data-td-tools]")
  if (!timeline || !form) return
  var section = timeline.parentElement
  var legend = section.querySelector("[data-td-legend]")
  var rail = section.querySelector("[data-td-rail]")
  var count = form.querySelector("[data-td-count]")
  var reset = form.querySelector("[type=reset]")
  var SHEET = 24
  var backwards = false
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all })
  }
  var words = function (text) { return text ? text.split(" ") : [] }
  var inOrder = function (list) { return backwards ? list.slice().reverse() : list }
  var element = function (name, className) {
    var one = document.createElement(name)
    one.className = className
    return one
  }

  // Neither `class` nor `hidden`: rules such as `table:not([class]) th` and `.md-tabs[hidden] .md-tabs__link` make the browser
  // look at everything inside of an element on which one of the two changes.
  var mark = function (one, attribute, set) {
    if (one.hasAttribute(attribute) !== set) one.toggleAttribute(attribute, set)
  }
  // Out of sight, reach and hearing, but not out of the layout tree, which would cost as much as its content is long.
  var show = function (one, shown) {
    if (one.hasAttribute("data-td-out") !== shown) return
    mark(one, "data-td-out", !shown)
    if (shown) one.removeAttribute("aria-hidden")
    else one.setAttribute("aria-hidden", "true")
  }

  // ---- Terms, stretches of a year, sheets, entries: as sent, newest first ------------------------------------------------
  var entryOf = function (item) {
    var data = item.dataset
    return { item: item, kinds: words(data.tdKind), years: words(data.tdYear), milestone: "tdMilestone" in data, shown: true, fits: true }
  }
  // `base`: where the links of a sheet from another page lead from.
  var sheetsOf = function (items, base) {
    var number = Math.max(1, Math.round(items.length / SHEET))
    var size = Math.ceil(items.length / number)
    var sheets = []
    for (var at = 0; at < items.length; at += size) {
      sheets.push({ list: null, entries: items.slice(at, at + size).map(entryOf), base: base, stale: true, misplaced: true, fits: 0 })
    }
    return sheets
  }
  var groups = Array.from(timeline.children, function (item) {
    var body = item.querySelector("[data-td-parts]")
    var stretches = Array.from(body.querySelectorAll("[data-td-stretch]"), function (box) {
      var sheets = sheetsOf(Array.from(box.querySelector("[data-td-entries]").children), "")
      return { box: box, heading: box.querySelector("[data-td-part]"), sheets: sheets }
    })
    return {
      item: item, label: item.firstElementChild, years: words(item.dataset.tdYear), stretches: stretches,
      rest: Array.from(body.querySelectorAll(".td-tl-year__open")),
    }
  })

  // ---- State ↔ address ------------------------------------------------------------------------------------------------
  var read = function () {
    var query = new URLSearchParams(location.search)
    form.reset()
    form.querySelectorAll("[name=loai]").forEach(function (box) { box.checked = query.getAll("loai").indexOf(box.value) >= 0 })
    form.elements.moc.checked = query.get("moc") === "1"
    ;["nam", "thu-tu"].forEach(function (name) {
      var wanted = query.get(name) || ""
      var select = form.elements[name]
      if (Array.from(select.options).some(function (option) { return option.value === wanted })) select.value = wanted
    })
  }
  var unsaved = 0
  var write = function () {
    if (!unsaved) return
    clearTimeout(unsaved)
    unsaved = 0
    var query = new URLSearchParams(location.search)
    ;["loai", "moc", "nam", "thu-tu"].forEach(function (name) { query.delete(name) })
    new FormData(form).forEach(function (value, name) { if (value) query.append(name, value) })
    var text = query.toString()
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash)
    told()
  }
  // Not before the answer is on screen: to change an address the browser first brings style and layout of the page up to date.
  var save = function () {
    clearTimeout(unsaved)
    unsaved = setTimeout(write, 150)
    section.setAttribute("data-td-waiting", "")
  }
  window.addEventListener("pagehide", write)
  // Nothing waits any longer, neither sheets nor the address.
  var told = function () { if (!unsaved && !queue.length) section.removeAttribute("data-td-waiting") }

  // ---- Sheets ---------------------------------------------------------------------------------------------------------
  var near = new Set()
  var past = []
  var queue = []
  var asked = 0
  var sheetOf = new WeakMap()

  // Makes a sheet what the state asks for; with `room`, for as many entries as there is room for, and the others stay out.
  var settle = function (sheet, room) {
    if (!sheet.stale) return
    var left = room || Infinity
    inOrder(sheet.entries).forEach(function (entry) {
      var fits = entry.fits && left-- > 0
      if (entry.shown !== fits) entry.item.hidden = !(entry.shown = fits)
      if (sheet.base) {
        entry.item.querySelectorAll("a[href]").forEach(function (link) { link.href = new URL(link.getAttribute("href"), sheet.base).href })
      }
    })
    sheet.base = ""
    if (sheet.misplaced) sheet.list.append.apply(sheet.list, inOrder(sheet.entries).map(function (entry) { return entry.item }))
    sheet.misplaced = false
    sheet.stale = left < 0
    mark(sheet.list, "data-td-stale", false)
  }
  var finish = function () {
    past.forEach(function (one) { one.remove() })
    past = []
    told()
  }
  var settleAll = function () {
    queue.splice(0).forEach(function (sheet) { settle(sheet) })
    finish()
  }
  var later = window.requestIdleCallback || function (work) {
    return setTimeout(function () {
      var end = performance.now() + 8
      work({ timeRemaining: function () { return end - performance.now() } })
    }, 16)
  }
  var work = function (time) {
    asked = 0
    do {
      while (queue.length && !queue[0].stale) queue.shift()
      if (queue.length) settle(queue.shift())
    } while (queue.length && time.timeRemaining() > 6)
    if (queue.length) wait()
    else finish()
  }
  var wait = function () { asked = asked || later(work, { timeout: 300 }) }
  window.addEventListener("beforeprint", settleAll)

  var watcher = "IntersectionObserver" in window && new IntersectionObserver(function (changes) {
    changes.forEach(function (change) {
      // What is hidden has no height and is everywhere.
      var seen = change.isIntersecting && !change.target.hasAttribute("data-td-out")
      near[seen ? "add" : "delete"](change.target)
      if (seen) settle(sheetOf.get(change.target))
    })
  }, { rootMargin: "25% 0px" })

  // The lists of a term, empty until their sheets are settled.
  var fillBody = function (group, body) {
    var name = group.label.querySelector("h3").textContent.trim()
    var boxes = inOrder(group.stretches).map(function (stretch) {
      stretch.box = element("div", "td-tl-stretch")
      if (stretch.heading) stretch.box.append(stretch.heading)
      inOrder(stretch.sheets).forEach(function (sheet, at, all) {
        sheet.list = element("ol", "td-tl-list td-tl-sheet")
        sheet.list.dataset.tdEntries = ""
        var heading = stretch.heading ? stretch.heading.textContent.trim() : name
        if (all.length > 1) sheet.list.setAttribute("aria-label", fill(form.dataset.sheet, { label: heading, number: at + 1, all: all.length }))
        sheet.stale = sheet.misplaced = true
        sheetOf.set(sheet.list, sheet)
        stretch.box.append(sheet.list)
      })
      return stretch.box
    })
    body.append.apply(body, backwards ? group.rest.concat(boxes) : boxes.concat(group.rest))
  }
  // A new frame for all sheets in the order asked for. The old one stays in the page, blank, until the last sheet has left it:
  // to take it out at once would cost as much as moving every entry.
  var lay = function () {
    var old = timeline
    timeline = element("ol", old.className)
    timeline.dataset.tdTimeline = ""
    old.removeAttribute("data-td-timeline")
    mark(old, "data-td-past", true)
    past.push(old)
    inOrder(groups).forEach(function (group) {
      var item = element("li", group.item.className)
      var body = element("div", "td-tl-year__body")
      body.dataset.tdParts = ""
      item.id = group.item.id
      item.dataset.tdYear = group.item.dataset.tdYear
      group.item.removeAttribute("id")
      group.item = item
      fillBody(group, body)
      item.append(group.label, body)
      timeline.append(item)
    })
    section.insertBefore(timeline, old)
    watch()
  }

  // ---- Showing --------------------------------------------------------------------------------------------------------
  var apply = function () {
    var kinds = Array.from(form.querySelectorAll("[name=loai]:checked"), function (box) { return box.value })
    var milestones = form.elements.moc.checked
    var year = form.elements.nam.value
    var oldest = form.elements["thu-tu"].value === "cu"
    var filtered = kinds.length > 0 || milestones || year !== ""
    // How many entries are in sight; before anything changes, while the layout is there to be asked.
    var top = timeline.getBoundingClientRect().top
    var room = Math.min(Math.max(Math.ceil((window.innerHeight - top) / 40) + 2, 6), 30)
    var shown = 0
    var all = 0
    var closed = 0
    var hidden = []
    if (oldest !== backwards) {
      backwards = oldest
      if (rail) rail.firstElementChild.append.apply(rail.firstElementChild, Array.from(rail.firstElementChild.children).reverse())
      lay()
    }
    queue = []
    inOrder(groups).forEach(function (group) {
      var ofYear = !year || group.years.indexOf(year) >= 0
      var seen = 0
      inOrder(group.stretches).forEach(function (stretch) {
        var here = 0
        inOrder(stretch.sheets).forEach(function (sheet) {
          sheet.fits = 0
          sheet.entries.forEach(function (entry) {
            entry.fits = ofYear && (!year || entry.years.indexOf(year) >= 0) && (!milestones || entry.milestone) &&
              (!kinds.length || kinds.some(function (kind) { return entry.kinds.indexOf(kind) >= 0 }))
            if (entry.fits) sheet.fits += 1
            if (entry.fits !== entry.shown) sheet.stale = true
          })
          all += sheet.entries.length
          if (watcher && sheet.fits && sheet.list.hasAttribute("data-td-out")) {
            watcher.unobserve(sheet.list)
            watcher.observe(sheet.list)
            near.delete(sheet.list)
          }
          show(sheet.list, sheet.fits > 0)
          if (sheet.stale) {
            var left = room - shown - seen - here
            if (sheet.fits && (left > 0 || (top < 0 && near.has(sheet.list)))) settle(sheet, Math.max(left, 0))
            else {
              sheet.list.style.setProperty("--td-rows", sheet.fits)
              mark(sheet.list, "data-td-stale", true)
            }
            if (sheet.stale) (sheet.fits ? queue : hidden).push(sheet)
          }
          here += sheet.fits
        })
        show(stretch.box, here > 0)
        seen += here
      })
      if (ofYear) group.rest.forEach(function (one) { closed += Number(one.dataset.tdRest || 0) })
      show(group.item, ofYear && (!filtered || seen > 0 || group.rest.some(function (one) { return one.dataset.tdRest })))
      shown += seen
    })
    queue = queue.concat(hidden)
    if (queue.length) {
      section.setAttribute("data-td-waiting", "")
      wait()
    } else finish()
    reset.hidden = !filtered
    count.textContent = [
      !filtered ? fill(form.dataset.all, { all: all }) : shown ? fill(form.dataset.some, { count: shown, all: all }) : form.dataset.none,
      closed ? fill(form.dataset.closed, { count: closed }) : "",
    ].join(" ").trim()
  }
  form.addEventListener("change", function () { apply(); save() })
  form.addEventListener("submit", function (event) { event.preventDefault() })
  reset.addEventListener("click", function (event) {
    event.preventDefault()
    form.querySelectorAll("input").forEach(function (box) { box.checked = false })
    form.elements.nam.value = ""
    apply()
    save()
    form.querySelector("input").focus()
  })
  window.addEventListener("popstate", function () {
    // A link within the page, right after a change, takes the address from before it along.
    if (unsaved) return write()
    read()
    apply()
  })

  // ---- Older terms, in place ------------------------------------------------------------------------------------------
  section.addEventListener("click", function (event) {
    var link = event.target.closest("[data-td-open]")
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    // Nothing can be fetched from a folder; the link leads there all the same.
    if (location.protocol === "file:") return
    event.preventDefault()
    if (link.dataset.busy) return
    link.dataset.busy = "1"
    link.textContent = form.dataset.opening
    fetch(link.href).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.text()
    }).then(function (text) {
      var list = new DOMParser().parseFromString(text, "text/html").querySelector("[data-td-entries]")
      var group = groups.find(function (one) { return one.item.contains(link) })
      var name = group.label.querySelector("h3").textContent.trim()
      var items = Array.from(list.children).reverse()
      var body = group.item.querySelector("[data-td-parts]")
      group.stretches = [{ box: null, heading: null, sheets: sheetsOf(items, link.href) }]
      group.rest = []
      body.replaceChildren()
      fillBody(group, body)
      watch()
      apply()
      count.textContent = fill(form.dataset.opened, { label: name, count: items.length }) + " " + count.textContent
      var first = inOrder(group.stretches[0].sheets).find(function (sheet) { return sheet.fits })
      // What the filters empty cannot hold the focus.
      if (!first) return reset.focus()
      settle(first)
      if (!first.list.hasAttribute("aria-label")) first.list.setAttribute("aria-label", name)
      first.list.tabIndex = -1
      first.list.classList.add("is-new")
      first.list.focus()
    }).catch(function () { location.assign(link.href) })
  })

  // A year the filters hide is shown again when the rail asks for it.
  if (rail) rail.addEventListener("click", function (event) {
    var link = event.target.closest("a")
    var target = link && document.getElementById(link.hash.slice(1))
    if (!target || !target.closest("[data-td-out]")) return
    form.elements.nam.value = ""
    apply()
    if (target.closest("[data-td-out]")) {
      form.querySelectorAll("input").forEach(function (box) { box.checked = false })
      apply()
    }
    save()
  })

  // ---- The year being read, on the rail; the sheets near the view --------------------------------------------------------
  var readable = new Set()
  var links = rail ? Array.from(rail.querySelectorAll("a")) : []
  var places = []
  var reader = rail && "IntersectionObserver" in window && new IntersectionObserver(function (changes) {
    changes.forEach(function (change) { readable[change.isIntersecting ? "add" : "delete"](change.target) })
    // A year's entries, or where a term lies in one year the whole term; of a term's years the one in view.
    var seen = places.filter(function (one) { return readable.has(one.element) })
    if (seen.some(function (one) { return one.part })) seen = seen.filter(function (one) { return one.part })
    var current = seen.sort(function (a, b) { return a.element.compareDocumentPosition(b.element) & 4 ? -1 : 1 })[0]
    places.forEach(function (one) {
      if (one === current) one.link.setAttribute("aria-current", "true")
      else one.link.removeAttribute("aria-current")
    })
  }, { rootMargin: "-64px 0px -60% 0px" })
  var watch = function () {
    near.clear()
    readable.clear()
    if (watcher) {
      watcher.disconnect()
      groups.forEach(function (group) {
        group.stretches.forEach(function (stretch) { stretch.sheets.forEach(function (sheet) { watcher.observe(sheet.list) }) })
      })
    }
    if (reader) {
      reader.disconnect()
      places = links.map(function (link) {
        var target = document.getElementById(link.hash.slice(1))
        var part = target && target.matches("[data-td-part]")
        return { link: link, part: part, element: target && target.parentElement }
      }).filter(function (one) { return one.element })
      places.forEach(function (one) { reader.observe(one.element) })
    }
  }

  if (legend) legend.hidden = true
  form.hidden = false
  groups.forEach(function (group) {
    var body = group.item.querySelector("[data-td-parts]")
    var boxes = group.stretches.map(function (stretch) { return stretch.box })
    fillBody(group, body)
    boxes.forEach(function (box) { box.remove() })
  })
  watch()
  read()
  apply()
  settleAll()
})()

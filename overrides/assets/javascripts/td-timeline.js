// A cluster's timeline: filters by kind and year, milestones only, order, the year being read, older terms opened in place.
// The state is the query of the address, so that a view can be linked. Without this script every entry stands in the page or
// on the page of its term. What has to change out of sight waits on its sheet (td-timeline-sheets.js); counts and addresses never wait.
(function () {
  var timeline = document.querySelector("[data-td-timeline]")
  var form = document.querySelector("[data-td-tools]")
  if (!timeline || !form) return
  var section = timeline.parentElement
  var legend = section.querySelector("[data-td-legend]")
  var rail = section.querySelector("[data-td-rail]")
  var count = form.querySelector("[data-td-count]")
  var reset = form.querySelector("[type=reset]")
  var cut = window.thidua.timeline.cut
  var show = window.thidua.timeline.show
  var words = window.thidua.timeline.words
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all })
  }

  // ---- Terms, stretches of a year, sheets: as sent, newest first -----------------------------------------------------------
  var groups = Array.from(timeline.children, function (item) {
    var body = item.querySelector("[data-td-parts]")
    var stretches = Array.from(body.querySelectorAll("[data-td-stretch]"), function (box) {
      var sheets = cut(Array.from(box.querySelector("[data-td-entries]").children), "")
      return { box: box, heading: box.querySelector("[data-td-part]"), sheets: sheets }
    })
    return {
      item: item, label: item.firstElementChild, years: words(item.dataset.tdYear), stretches: stretches,
      rest: Array.from(body.querySelectorAll(".td-tl-year__open")),
    }
  })
  var sheets = window.thidua.timeline.sheetsIn(section, function (name, number, all) {
    return fill(form.dataset.sheet, { label: name, number: number, all: all })
  }, function () { told() })

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
  var told = function () { if (!unsaved && !sheets.isWaiting()) section.removeAttribute("data-td-waiting") }

  // ---- Showing --------------------------------------------------------------------------------------------------------
  var wanted = function () {
    var kinds = Array.from(form.querySelectorAll("[name=loai]:checked"), function (box) { return box.value })
    var milestones = form.elements.moc.checked
    var year = form.elements.nam.value
    return {
      year: year,
      filtered: kinds.length > 0 || milestones || year !== "",
      fits: function (entry) {
        return (!year || entry.years.indexOf(year) >= 0) && (!milestones || entry.milestone) &&
          (!kinds.length || kinds.some(function (kind) { return entry.kinds.indexOf(kind) >= 0 }))
      },
    }
  }
  // Decides what of a sheet is asked for; true when that is not what it shows.
  var ask = function (sheet, fits) {
    sheet.fits = 0
    sheet.entries.forEach(function (entry) {
      entry.fits = fits(entry)
      if (entry.fits) sheet.fits += 1
      if (entry.fits !== entry.shown) sheet.stale = true
    })
    return sheet.stale
  }
  var nothing = function () { return false }
  var apply = function () {
    var state = wanted()
    // How many entries are in sight; before anything changes, while the layout is there to be asked.
    var top = timeline.getBoundingClientRect().top
    var room = Math.min(Math.max(Math.ceil((window.innerHeight - top) / 40) + 2, 6), 30)
    var shown = 0
    var all = 0
    var closed = 0
    var waiting = []
    var hidden = []
    if ((form.elements["thu-tu"].value === "cu") !== sheets.isBackwards()) {
      if (rail) rail.firstElementChild.append.apply(rail.firstElementChild, Array.from(rail.firstElementChild.children).reverse())
      timeline = sheets.turn(timeline, groups)
      watch()
    }
    sheets.inOrder(groups).forEach(function (group) {
      var ofYear = !state.year || group.years.indexOf(state.year) >= 0
      var seen = 0
      sheets.inOrder(group.stretches).forEach(function (stretch) {
        var here = 0
        sheets.inOrder(stretch.sheets).forEach(function (sheet) {
          var stale = ask(sheet, ofYear ? state.fits : nothing)
          all += sheet.entries.length
          sheets.show(sheet)
          if (stale) {
            var left = room - shown - seen - here
            if (sheet.fits && (left > 0 || (top < 0 && sheets.isNear(sheet)))) sheets.settle(sheet, Math.max(left, 0))
            else sheets.blank(sheet)
            if (sheet.stale) (sheet.fits ? waiting : hidden).push(sheet)
          }
          here += sheet.fits
        })
        show(stretch.box, here > 0)
        seen += here
      })
      if (ofYear) group.rest.forEach(function (one) { closed += Number(one.dataset.tdRest || 0) })
      show(group.item, ofYear && (!state.filtered || seen > 0 || group.rest.some(function (one) { return one.dataset.tdRest })))
      shown += seen
    })
    section.setAttribute("data-td-waiting", "")
    sheets.wait(waiting.concat(hidden))
    reset.hidden = !state.filtered
    count.textContent = [
      !state.filtered ? fill(form.dataset.all, { all: all }) : shown ? fill(form.dataset.some, { count: shown, all: all }) : form.dataset.none,
      closed ? fill(form.dataset.closed, { count: closed }) : "",
    ].join(" ").trim()
  }
  var uncheck = function () { form.querySelectorAll("input").forEach(function (box) { box.checked = false }) }
  form.addEventListener("change", function () { apply(); save() })
  form.addEventListener("submit", function (event) { event.preventDefault() })
  reset.addEventListener("click", function (event) {
    event.preventDefault()
    uncheck()
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
  var openTerm = function (link, items) {
    var group = groups.find(function (one) { return one.item.contains(link) })
    var name = group.label.querySelector("h3").textContent.trim()
    var body = group.item.querySelector("[data-td-parts]")
    group.stretches = [{ box: null, heading: null, sheets: cut(items, link.href) }]
    group.rest = []
    body.replaceChildren()
    sheets.fill(group, body)
    watch()
    apply()
    count.textContent = fill(form.dataset.opened, { label: name, count: items.length }) + " " + count.textContent
    var first = sheets.inOrder(group.stretches[0].sheets).find(function (sheet) { return sheet.fits })
    // What the filters empty cannot hold the focus.
    if (!first) return reset.focus()
    sheets.settle(first)
    if (!first.list.hasAttribute("aria-label")) first.list.setAttribute("aria-label", name)
    first.list.tabIndex = -1
    first.list.classList.add("is-new")
    first.list.focus()
  }
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
      // A term's own page is a chronicle, oldest first.
      openTerm(link, Array.from(list.children).reverse())
    }).catch(function () { location.assign(link.href) })
  })

  // ---- The rail of years ------------------------------------------------------------------------------------------------
  // Entries are laid out when they come near, and then are higher than was reckoned: what is above a year pushes it away again.
  var reach = function (target, frames) {
    requestAnimationFrame(function () {
      target.scrollIntoView()
      if (frames > 1) reach(target, frames - 1)
    })
  }
  // A year the filters hide is shown again when the rail asks for it.
  if (rail) rail.addEventListener("click", function (event) {
    var link = event.target.closest("a")
    var target = link && document.getElementById(link.hash.slice(1))
    if (!target) return
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) reach(target, 6)
    if (!target.closest("[data-td-out]")) return
    form.elements.nam.value = ""
    apply()
    if (target.closest("[data-td-out]")) {
      uncheck()
      apply()
    }
    save()
  })
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
    sheets.watch(groups)
    if (!reader) return
    reader.disconnect()
    readable.clear()
    places = links.map(function (link) {
      var target = document.getElementById(link.hash.slice(1))
      var part = target && target.matches("[data-td-part]")
      return { link: link, part: part, element: target && target.parentElement }
    }).filter(function (one) { return one.element })
    places.forEach(function (one) { reader.observe(one.element) })
  }

  if (legend) legend.hidden = true
  form.hidden = false
  groups.forEach(function (group) {
    var body = group.item.querySelector("[data-td-parts]")
    var boxes = group.stretches.map(function (stretch) { return stretch.box })
    sheets.fill(group, body)
    boxes.forEach(function (box) { box.remove() })
  })
  watch()
  read()
  apply()
  sheets.settleAll()
})()

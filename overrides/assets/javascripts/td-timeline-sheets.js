// The sheets of a timeline, for td-timeline.js.
//
// A cluster may have thousands of entries, and a press must be answered in a tenth of a second on a slow machine. Moving or hiding
// an entry costs the same whether it is in sight or not, so entries stand in sheets of two dozen: what is in sight is changed at
// once, every other sheet that has to change is blank (`data-td-stale`: neither shown nor read nor found) until it comes near, is
// printed, or the browser has nothing else to do.
(function () {
  var SHEET = 24
  // From how many entries on sheets out of sight are not drawn; fewer cost nothing, and what is drawn can be seen by anything.
  var LONG = 60
  var words = function (text) { return text ? text.split(" ") : [] }
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
  var entryOf = function (item) {
    var data = item.dataset
    return { item: item, kinds: words(data.tdKind), years: words(data.tdYear), milestone: "tdMilestone" in data, shown: true, fits: true }
  }
  // Entries as sent, cut into sheets. `base`: where the links of entries from another page lead from.
  var cut = function (items, base) {
    var number = Math.max(1, Math.round(items.length / SHEET))
    var size = Math.ceil(items.length / number)
    var sheets = []
    for (var at = 0; at < items.length; at += size) {
      sheets.push({ list: null, entries: items.slice(at, at + size).map(entryOf), base: base, stale: true, misplaced: true, fits: 0 })
    }
    return sheets
  }
  var later = window.requestIdleCallback || function (work) {
    return setTimeout(function () {
      var end = performance.now() + 8
      work({ timeRemaining: function () { return end - performance.now() } })
    }, 16)
  }

  // `section` holds the timeline, `label(name, number, all)` names one sheet of several, `settled` is called when none waits any longer.
  var sheetsIn = function (section, label, settled) {
    var backwards = false
    var near = new Set()
    var past = []
    var queue = []
    var asked = 0
    var sheetOf = new WeakMap()
    var inOrder = function (list) { return backwards ? list.slice().reverse() : list }

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
    // Blank for now, at about the height it will have.
    var blank = function (sheet) {
      sheet.list.style.setProperty("--td-rows", sheet.fits)
      mark(sheet.list, "data-td-stale", true)
    }
    var finish = function () {
      past.forEach(function (one) { one.remove() })
      past = []
      settled()
    }
    var settleAll = function () {
      queue.splice(0).forEach(function (sheet) { settle(sheet) })
      finish()
    }
    var work = function (time) {
      asked = 0
      do {
        while (queue.length && !queue[0].stale) queue.shift()
        if (queue.length) settle(queue.shift())
      } while (queue.length && time.timeRemaining() > 6)
      if (queue.length) ask()
      else finish()
    }
    var ask = function () { asked = asked || later(work, { timeout: 300 }) }
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
    var fill = function (group, body) {
      var name = group.label.querySelector("h3").textContent.trim()
      var boxes = inOrder(group.stretches).map(function (stretch) {
        stretch.box = element("div", "td-tl-stretch")
        if (stretch.heading) stretch.box.append(stretch.heading)
        inOrder(stretch.sheets).forEach(function (sheet, at, all) {
          sheet.list = element("ol", "td-tl-list td-tl-sheet")
          sheet.list.dataset.tdEntries = ""
          if (all.length > 1) sheet.list.setAttribute("aria-label", label(stretch.heading ? stretch.heading.textContent.trim() : name, at + 1, all.length))
          sheet.stale = sheet.misplaced = true
          sheetOf.set(sheet.list, sheet)
          stretch.box.append(sheet.list)
        })
        return stretch.box
      })
      body.append.apply(body, backwards ? group.rest.concat(boxes) : boxes.concat(group.rest))
    }
    // A new frame for all sheets, in the order now asked for. The old one stays in the page, blank, until the last sheet has left it:
    // to take it out at once would cost as much as moving every entry.
    var turn = function (old, groups) {
      backwards = !backwards
      var timeline = element("ol", old.className)
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
        fill(group, body)
        item.append(group.label, body)
        timeline.append(item)
      })
      section.insertBefore(timeline, old)
      return timeline
    }
    var eachSheet = function (groups, visit) {
      groups.forEach(function (group) { group.stretches.forEach(function (stretch) { stretch.sheets.forEach(visit) }) })
    }

    return {
      inOrder: inOrder,
      isBackwards: function () { return backwards },
      isNear: function (sheet) { return near.has(sheet.list) },
      isWaiting: function () { return queue.length > 0 },
      settle: settle,
      settleAll: settleAll,
      blank: blank,
      fill: fill,
      turn: turn,
      // What was out and comes back is looked at anew: it may be near by now.
      show: function (sheet) {
        if (watcher && sheet.fits && sheet.list.hasAttribute("data-td-out")) {
          watcher.unobserve(sheet.list)
          watcher.observe(sheet.list)
          near.delete(sheet.list)
        }
        show(sheet.list, sheet.fits > 0)
      },
      // The sheets that are brought up to date one after the other when there is time; those asked for before are forgotten.
      wait: function (sheets) {
        queue = sheets
        if (queue.length) ask()
        else finish()
      },
      watch: function (groups) {
        var entries = 0
        near.clear()
        if (watcher) watcher.disconnect()
        eachSheet(groups, function (sheet) {
          entries += sheet.entries.length
          if (watcher) watcher.observe(sheet.list)
        })
        mark(section, "data-td-long", entries > LONG)
      },
    }
  }

  var thidua = window.thidua = window.thidua || {}
  thidua.timeline = { cut: cut, show: show, sheetsIn: sheetsIn, words: words }
})()

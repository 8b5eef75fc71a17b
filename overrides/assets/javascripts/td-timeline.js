// A cluster's timeline: filters by kind and year, milestones only, order, the year being read, older terms opened in place.
// The state is the query of the address, so that a view can be linked. Without this script every entry stands in the page or
// on the page of its term.
(function () {
  var timeline = document.querySelector("[data-td-timeline]")
  var form = document.querySelector("[data-td-tools]")
  if (!timeline || !form) return
  var section = timeline.parentElement
  var legend = section.querySelector("[data-td-legend]")
  var rail = section.querySelector("[data-td-rail]")
  var count = form.querySelector("[data-td-count]")
  var reset = form.querySelector("[type=reset]")
  var groups = Array.from(timeline.children)
  var backwards = false
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all })
  }

  var reverse = function (list) { list.append.apply(list, Array.from(list.children).reverse()) }
  var words = function (text) { return text ? text.split(" ") : [] }
  // What the filters ask of an entry, read from the page once: a cluster may have thousands of them.
  var known = new WeakMap()
  var entriesOf = function (list) {
    if (!known.has(list)) {
      known.set(list, Array.from(list.children, function (item) {
        return { item: item, kinds: words(item.dataset.tdKind), years: words(item.dataset.tdYear), milestone: "tdMilestone" in item.dataset, shown: true }
      }))
    }
    return known.get(list)
  }

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
  var write = function () {
    var query = new URLSearchParams(location.search)
    ;["loai", "moc", "nam", "thu-tu"].forEach(function (name) { query.delete(name) })
    new FormData(form).forEach(function (value, name) { if (value) query.append(name, value) })
    var text = query.toString()
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash)
  }

  // ---- Showing --------------------------------------------------------------------------------------------------------
  var turn = function (oldest) {
    if (oldest === backwards) return
    backwards = oldest
    // Out of the page while it is turned: one layout instead of hundreds.
    var after = timeline.nextSibling
    timeline.remove()
    groups.reverse()
    groups.forEach(function (group) {
      var parts = group.querySelector("[data-td-parts]")
      // A part's heading stays above its entries.
      var blocks = []
      Array.from(parts.children).forEach(function (child) {
        if (child.matches("[data-td-entries]")) reverse(child)
        var last = blocks[blocks.length - 1]
        if (last && last[last.length - 1].matches("[data-td-part]")) last.push(child)
        else blocks.push([child])
      })
      parts.append.apply(parts, [].concat.apply([], blocks.reverse()))
    })
    timeline.append.apply(timeline, groups)
    section.insertBefore(timeline, after)
    if (rail) {
      reverse(rail.querySelector("ol"))
    }
  }
  var apply = function () {
    var kinds = Array.from(form.querySelectorAll("[name=loai]:checked"), function (box) { return box.value })
    var milestones = form.elements.moc.checked
    var year = form.elements.nam.value
    var filtered = kinds.length > 0 || milestones || year !== ""
    var shown = 0
    var all = 0
    var closed = 0
    turn(form.elements["thu-tu"].value === "cu")
    groups.forEach(function (group) {
      var ofYear = !year || words(group.dataset.tdYear).indexOf(year) >= 0
      var seen = 0
      group.querySelectorAll("[data-td-entries]").forEach(function (list) {
        var here = 0
        entriesOf(list).forEach(function (entry) {
          all += 1
          var fits = ofYear && (!year || entry.years.indexOf(year) >= 0) && (!milestones || entry.milestone) &&
            (!kinds.length || kinds.some(function (kind) { return entry.kinds.indexOf(kind) >= 0 }))
          if (entry.shown !== fits) entry.item.hidden = !(entry.shown = fits)
          if (fits) here += 1
        })
        list.hidden = !here
        var heading = list.previousElementSibling
        if (heading && heading.matches("[data-td-part]")) heading.hidden = !here
        seen += here
      })
      var rest = group.querySelector("[data-td-rest]")
      if (rest && ofYear) closed += Number(rest.dataset.tdRest)
      group.hidden = !ofYear || (filtered && !seen && !rest)
      shown += seen
    })
    reset.hidden = !filtered
    count.textContent = [
      !filtered ? fill(form.dataset.all, { all: all }) : shown ? fill(form.dataset.some, { count: shown, all: all }) : form.dataset.none,
      closed ? fill(form.dataset.closed, { count: closed }) : "",
    ].join(" ").trim()
  }
  form.addEventListener("change", function () { apply(); write() })
  form.addEventListener("submit", function (event) { event.preventDefault() })
  reset.addEventListener("click", function (event) {
    event.preventDefault()
    form.querySelectorAll("input").forEach(function (box) { box.checked = false })
    form.elements.nam.value = ""
    apply()
    write()
    form.querySelector("input").focus()
  })
  window.addEventListener("popstate", function () { read(); apply() })

  // ---- Older terms, in place ------------------------------------------------------------------------------------------
  timeline.addEventListener("click", function (event) {
    var link = event.target.closest("[data-td-open]")
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (link.dataset.busy) return
    link.dataset.busy = "1"
    link.textContent = form.dataset.opening
    fetch(link.href).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.text()
    }).then(function (text) {
      var list = new DOMParser().parseFromString(text, "text/html").querySelector("[data-td-entries]")
      list.querySelectorAll("a[href]").forEach(function (a) { a.href = new URL(a.getAttribute("href"), link.href).href })
      list = document.importNode(list, true)
      if (!backwards) reverse(list)
      list.tabIndex = -1
      list.classList.add("is-new")
      var group = link.closest("[data-td-parts]")
      var heading = group.previousElementSibling.querySelector("h3")
      list.setAttribute("aria-label", heading.textContent.trim())
      group.replaceChildren(list)
      apply()
      count.textContent = fill(form.dataset.opened, { label: heading.textContent.trim(), count: list.children.length }) + " " + count.textContent
      // A list that the filters empty cannot hold the focus.
      if (list.hidden) reset.focus()
      else list.focus()
    }).catch(function () { location.assign(link.href) })
  })

  // A year the filters hide is shown again when the rail asks for it.
  if (rail) rail.addEventListener("click", function (event) {
    var link = event.target.closest("a")
    var target = link && document.getElementById(link.hash.slice(1))
    if (!target || !target.closest("[hidden]")) return
    form.elements.nam.value = ""
    apply()
    if (target.closest("[hidden]")) {
      form.querySelectorAll("input").forEach(function (box) { box.checked = false })
      apply()
    }
    write()
  })

  // ---- The year being read, on the rail -------------------------------------------------------------------------------
  if (rail && "IntersectionObserver" in window) {
    // A year's entries, or where a term lies in one year the whole term; of a term's years the one in view.
    var stretches = Array.from(rail.querySelectorAll("a"), function (link) {
      var target = document.getElementById(link.hash.slice(1))
      var part = target.matches("[data-td-part]")
      return { link: link, part: part, element: part ? target.nextElementSibling : target.parentElement }
    })
    var visible = new Set()
    var watcher = new IntersectionObserver(function (changes) {
      changes.forEach(function (change) { visible[change.isIntersecting ? "add" : "delete"](change.target) })
      var seen = stretches.filter(function (one) { return visible.has(one.element) })
      if (seen.some(function (one) { return one.part })) seen = seen.filter(function (one) { return one.part })
      var current = seen.sort(function (a, b) { return a.element.compareDocumentPosition(b.element) & 4 ? -1 : 1 })[0]
      stretches.forEach(function (one) {
        if (one === current) one.link.setAttribute("aria-current", "true")
        else one.link.removeAttribute("aria-current")
      })
    }, { rootMargin: "-64px 0px -60% 0px" })
    stretches.forEach(function (one) { watcher.observe(one.element) })
  }

  if (legend) legend.hidden = true
  form.hidden = false
  read()
  apply()
})()

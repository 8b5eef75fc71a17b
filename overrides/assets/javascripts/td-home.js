// The home page: what comes next and what happened on this day, by the reader's date in Viet Nam (UTC+7, no summer time).
// Everything shown stands in two <template>s of the page; without this script the page keeps what it says on any day.
(function () {
  var home = document.querySelector("[data-td-home]")
  if (!home) return
  var find = function (selector) { return home.querySelector(selector) }
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all })
  }
  var DAY = 864e5
  var today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10)
  var year = Number(today.slice(0, 4))
  var daysTo = function (iso) { return Math.round((Date.parse(iso) - Date.parse(today)) / DAY) }

  // ---- The year: say so when the newest content is of an earlier one -------------------------------------------------
  var note = find("[data-td-year]")
  if (note && Number(note.dataset.tdYear) < year) {
    note.textContent = fill(note.dataset.text, { year: year })
    note.hidden = false
  }

  // ---- The next three days on which something falls ------------------------------------------------------------------
  var source = find("template[data-td-coming]")
  var rounds = find("[data-td-rounds]")
  if (source && rounds) {
    var list = document.createElement("ol")
    list.className = "td-next td-next--narrow"
    var days = []
    Array.from(source.content.querySelectorAll("[data-date]")).some(function (item) {
      var left = daysTo(item.dataset.date)
      if (daysTo(item.dataset.until) < 0) return false
      if (days.indexOf(left) < 0) days.push(left)
      if (days.length > 3) return true
      var copy = document.importNode(item, true)
      copy.querySelector(".td-next__left").textContent =
        left < 0 ? source.dataset.ongoing : left === 0 ? source.dataset.today : left === 1 ? source.dataset.tomorrow : fill(source.dataset.left, { days: left })
      list.appendChild(copy)
      return false
    })
    if (list.children.length) {
      rounds.replaceWith(list)
      var title = find("[data-next]")
      title.textContent = title.dataset.next
    } else {
      rounds.classList.add("is-shown")
    }
  }

  // ---- On this day; when nothing did, on the days around it -----------------------------------------------------------
  var past = find("template[data-td-days]")
  var instead = find("[data-td-years]")
  if (past && instead) {
    // Of earlier years only: this morning's news is no memory.
    var items = Array.from(past.content.querySelectorAll("[data-day]")).filter(function (item) { return Number(item.dataset.year) < year })
    var distance = function (item) {   // days from today to the nearest such day, across the turn of the year
      return [year - 1, year, year + 1].map(function (y) { return daysTo(y + "-" + item.dataset.day) }).filter(isFinite)
        .sort(function (a, b) { return Math.abs(a) - Math.abs(b) })[0]
    }
    var words = function (day) { return fill(past.dataset.text, { day: day.slice(3), month: Number(day.slice(0, 2)) < 3 ? day.slice(0, 2) : Number(day.slice(0, 2)) }) }
    var found = items.filter(function (item) { return item.dataset.day === today.slice(5) })
    var exact = found.length > 0
    if (!exact) {
      found = items.filter(function (item) { return Math.abs(distance(item)) <= 5 })
        .sort(function (a, b) { return distance(a) - distance(b) })
    }
    var label = find("[data-td-today]")
    label.textContent = words(today.slice(5))
    label.hidden = false
    if (!found.length) {
      instead.prepend(instead.dataset.none + " ")
    } else {
      var rows = document.createElement("ol")
      rows.className = "td-days"
      found.slice(0, 6).forEach(function (item) {
        var copy = document.importNode(item, true)
        if (!exact) {
          var when = document.createElement("span")
          when.className = "td-fact-note"
          when.textContent = words(item.dataset.day)
          copy.querySelector("p").append(when)
        }
        rows.appendChild(copy)
      })
      instead.replaceWith(rows)
      var heading = find("[data-around]")
      if (!exact) heading.textContent = heading.dataset.around
    }
  }
})()

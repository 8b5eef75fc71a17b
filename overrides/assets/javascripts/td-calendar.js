// The calendar: today, what is next and how long until then, by the reader's date in Viet Nam (UTC+7, no summer time).
// All words and dates stand in the page; without this script each page says what it says for the newest content, dated.
(function () {
  var root = document.querySelector("[data-td-calendar]")
  if (!root) return
  var DAY = 864e5
  var said = root.dataset
  var find = function (selector) { return root.querySelector(selector) }
  var all = function (selector, from) { return Array.from((from || root).querySelectorAll(selector)) }
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole })
  }
  var today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10)
  var year = Number(today.slice(0, 4))
  var month = Number(today.slice(5, 7))
  var day = Number(today.slice(8))
  var daysTo = function (iso) { return Math.round((Date.parse(iso) - Date.parse(today)) / DAY) }
  var left = function (iso) {
    var days = daysTo(iso)
    return days === 0 ? said.today : days === 1 ? said.tomorrow : fill(said.left, { days: days })
  }
  var monthWords = function (number) { return number < 3 ? "0" + number : String(number) }
  var words = function (iso) {   // as Vietnamese official style has it: ngày 04 tháng 4, ngày 14 tháng 02
    var date = new Date(iso)
    return fill(said.words, {
      weekday: said.weekdays.split("|")[(date.getUTCDay() + 6) % 7].replace(/^T/, "t"),
      day: iso.slice(8), month: monthWords(Number(iso.slice(5, 7))), year: Number(iso.slice(0, 4)),
    })
  }
  var show = function (element, text) { element.textContent = text; element.hidden = false }

  // ---- Today's place in months and years -----------------------------------------------------------------------------
  var mark = function () {
    var here = find('.td-cal__day[datetime="' + today + '"]')
    if (here) {
      var cell = here.closest("td")
      cell.classList.add("is-today")
      cell.classList.remove("is-empty")
      cell.setAttribute("aria-current", "date")
      if (!cell.querySelector(".td-cal__now")) {
        var now = document.createElement("span")
        now.className = "td-cal__now"
        now.textContent = said.today
        here.after(" ", now)
      }
    }
    var grid = find('[data-td-grid="' + year + '"]')
    if (!grid) return
    all("td", grid.children[month - 1]).forEach(function (td) {
      if (parseInt(td.textContent, 10) !== day) return
      td.classList.add("is-today")
      td.setAttribute("aria-current", "date")
    })
  }

  // ---- /lich/: the line of today, what is next, this year ---------------------------------------------------------------
  var home = function () {
    var shown = Number(said.shown)
    var last = Number(said.last || said.shown)
    var line = find("[data-td-now]")
    var moons = all("li", find("template[data-td-moons]").content).filter(function (moon) { return moon.dataset.start <= today })
    var text = fill(line.dataset.text, { date: words(today) })
    var moon = moons[moons.length - 1]
    var lunar = moon ? 1 - daysTo(moon.dataset.start) : 0
    if (lunar > 0 && lunar <= 30) {
      text += ", " + fill(line.dataset.lunar, { day: lunar <= 10 ? fill(line.dataset.first, { day: lunar }) : lunar, month: moon.textContent })
    }
    show(line, text)

    var isBuilt = year === shown
    all("template[data-td-for]").forEach(function (other) {
      if (Number(other.dataset.year) !== year) return
      var slot = find('[data-td-slot="' + other.dataset.tdFor + '"]')
      slot.replaceChildren(document.importNode(other.content, true))
      slot.setAttribute("aria-labelledby", slot.querySelector("[id]").id)
      isBuilt = true
    })
    var button = find("[data-td-month]")
    if (isBuilt) {
      button.href = button.getAttribute("href").replace(/\d{4}\/\d{2}\//, today.slice(0, 4) + "/" + today.slice(5, 7) + "/")
      button.textContent = fill(button.dataset.text, { month: monthWords(month), year: year })
    } else {
      var notice = find("[data-td-after]")
      notice.firstElementChild.textContent = fill(year > last ? said.after : said.before, { year: year, last: last, shown: shown })
      notice.hidden = false
      if (year < shown) return
    }

    var heading = find("[data-next]")
    heading.textContent = heading.dataset.next
    find("[data-td-since]").hidden = true
    var source = find("template[data-td-coming]")
    var skeleton = find("template[data-td-row]").content.firstElementChild
    var list = document.createElement("ol")
    list.className = "td-next"
    var running = []
    var ahead = []
    all("li", source.content).forEach(function (item) {
      if (item.dataset.first < today && item.dataset.last >= today) running.push(item)
      else if (item.dataset.first >= today) ahead.push(item)
    })
    running.concat(ahead).some(function (item, place) {
      if (place >= running.length + 7 && item.dataset.first !== list.lastElementChild.dataset.first) return true
      var row = document.importNode(skeleton, true)
      var time = item.querySelector("time")
      row.dataset.first = item.dataset.first
      row.querySelector("time").dateTime = time.dateTime
      row.querySelector("time").textContent = time.textContent
      row.querySelector(".td-next__title").append(document.importNode(item.querySelector("a"), true))
      var note = row.querySelector(".td-next__note")
      note.textContent = item.querySelector("b").textContent
      if ("round" in item.dataset) note.className = "td-ordinal"
      if (!note.textContent) note.remove()
      var end = item.dataset.last.split("-")
      row.querySelector(".td-next__left").textContent = place < running.length
        ? fill(source.dataset.ongoing, { day: end[2] + "/" + monthWords(Number(end[1])) })
        : left(item.dataset.first)
      list.append(row)
      return false
    })
    var old = find("[data-td-next]")
    if (list.children.length) old.replaceWith(list)
    else {
      old.remove()
      var nothing = find("[data-td-nothing]")
      show(nothing, fill(nothing.dataset.text, { last: last }))
    }
  }

  // ---- A commemoration: its next time -----------------------------------------------------------------------------------
  var commemoration = function (table) {
    var next = all("tbody tr", table).find(function (row) { return row.dataset.last >= today })
    var line = find("[data-td-nextup]")
    if (!line) return
    var when = line.querySelector("[data-td-when]")
    var count = line.querySelector("[data-td-count]")
    if (!next) {
      line.textContent = line.dataset.none
      return
    }
    next.classList.add("is-next")
    next.setAttribute("aria-current", "true")
    var rough = next.dataset.precision === "year" || next.dataset.precision === "month"
    when.textContent = rough
      ? fill(line.dataset.yearText, { year: next.dataset.year })
      : fill(line.dataset.text, { date: words(next.dataset.first) })
    var number = next.querySelector(".td-ordinals__n")
    if (count && number) {
      count.textContent = number.textContent
      count.dataset.class = next.dataset.class || ""
    } else if (count) count.remove()
    if (!rough) {
      line.querySelector("[data-td-left]").textContent = next.dataset.first >= today ? left(next.dataset.first) : said.today
    }
  }

  // ---- The plan, and lists of round anniversaries: past, or how long until then -------------------------------------------
  var plan = function () {
    all("[data-td-last]").forEach(function (item) {
      var state = item.querySelector("[data-td-state]")
      if (item.dataset.tdLast < today) {
        item.classList.add("is-past")
        if (said.past) state.textContent = said.past
      } else if (item.dataset.tdDay >= today && daysTo(item.dataset.tdDay) <= 366) {
        state.textContent = left(item.dataset.tdDay)
      }
    })
  }

  // ---- Subscribing: the address the reader came by, which on an intranet no one else knows --------------------------------
  var subscribe = function () {
    var link = find("[data-td-ics]")
    if (!link || location.protocol.slice(0, 4) !== "http") return
    var address = new URL(link.getAttribute("href"), location.href).href
    var open = find("[data-td-webcal]")
    open.href = address.replace(/^https?:/, "webcal:")
    open.parentElement.hidden = false
    var box = find("[data-td-address]")
    var input = box.querySelector("input")
    input.value = address
    input.addEventListener("focus", function () { input.select() })
    box.hidden = false
  }

  if ("shown" in said) home()
  if (find("[data-td-occurrences]")) commemoration(find("[data-td-occurrences]"))
  plan()
  mark()
  subscribe()
})()

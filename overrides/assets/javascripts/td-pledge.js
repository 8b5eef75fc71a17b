// Pledges: the filters of the register and the button beside a citation. Without this script the whole register stands in
// the page, and the citation is a field whose text can be marked.
(function () {
  // ---- Register -------------------------------------------------------------------------------------------------------
  var form = document.querySelector("[data-td-register]")
  var list = document.querySelector("[data-td-rows]")
  var names = ["ten", "khoi", "nam", "tinh-trang"]
  // As thidua.text.fold: no marks, đ as d, lower case.
  var fold = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").toLowerCase().trim()
  }
  var start = function () {
    var items = Array.from(list.children)
    var count = form.querySelector("[data-td-count]")
    var reset = form.querySelector("[type=reset]")
    var apply = function () {
      var words = fold(form.elements.ten.value).split(/\s+/).filter(Boolean)
      var block = form.elements.khoi.value
      var year = form.elements.nam.value
      var state = form.elements["tinh-trang"].value
      var clusters = 0
      var terms = 0
      var group = null
      items.forEach(function (item) {
        if (item.className.indexOf("td-register-list__group") >= 0) {
          group = item
          group.hidden = true
          return
        }
        var name = " " + item.dataset.name
        var fits = (!block || item.dataset.block === block) && words.every(function (word) { return name.indexOf(" " + word) >= 0 })
        var shown = 0
        item.querySelectorAll(".td-cell").forEach(function (cell) {
          cell.hidden = !!(year && cell.dataset.years.split(" ").indexOf(year) < 0) || !!(state && cell.dataset.state !== state)
          if (!cell.hidden) shown += 1
        })
        item.hidden = !fits || !shown
        if (item.hidden) return
        clusters += 1
        terms += shown
        if (group) group.hidden = false
      })
      count.textContent = clusters
        ? form.dataset.count.replace("{clusters}", clusters).replace("{terms}", terms)
        : form.dataset.nothing
      reset.hidden = !names.some(function (key) { return form.elements[key].value })
    }
    // The state is the query of the address, so that a view can be linked.
    var unsaved = 0
    var write = function () {
      if (!unsaved) return
      clearTimeout(unsaved)
      unsaved = 0
      var query = new URLSearchParams(location.search)
      names.forEach(function (key) {
        var value = form.elements[key].value.trim()
        if (value) query.set(key, value)
        else query.delete(key)
      })
      var text = query.toString()
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash)
    }
    var read = function () {
      var query = new URLSearchParams(location.search)
      names.forEach(function (key) {
        var field = form.elements[key]
        var wanted = query.get(key) || ""
        if (!field.options || Array.from(field.options).some(function (option) { return option.value === wanted })) field.value = wanted
      })
    }
    // Not at every key: Safari refuses more than a hundred addresses in half a minute.
    var save = function () {
      clearTimeout(unsaved)
      unsaved = setTimeout(write, 150)
    }
    form.addEventListener("input", function () { apply(); save() })
    form.addEventListener("submit", function (event) { event.preventDefault() })
    form.addEventListener("reset", function () {
      setTimeout(function () { apply(); save(); form.elements.ten.focus() })
    })
    window.addEventListener("pagehide", write)
    window.addEventListener("popstate", function () {
      if (unsaved) return write()
      read()
      apply()
    })
    // Back to a page that was kept: Safari then empties a field with autocomplete="off".
    window.addEventListener("pageshow", function (event) { if (event.persisted) setTimeout(read) })
    form.hidden = false
    read()
    apply()
  }
  if (form && list) start()

  // ---- Citation -------------------------------------------------------------------------------------------------------
  var cite = document.querySelector("[data-td-cite]")
  if (!cite) return
  var text = cite.querySelector("textarea")
  var button = cite.querySelector("button")
  var status = cite.querySelector("[role=status]")
  // An intranet without HTTPS has no navigator.clipboard; the old way needs a marked field.
  var marked = function () {
    text.focus()
    text.select()
    var done = false
    try { done = document.execCommand("copy") } catch (error) { done = false }
    if (done) button.focus()
    return done
  }
  var say = function (done) { status.textContent = done ? cite.dataset.copied : cite.dataset.failed }
  button.hidden = false
  button.addEventListener("click", function () {
    status.textContent = ""
    if (!navigator.clipboard) return say(marked())
    navigator.clipboard.writeText(text.value).then(function () { say(true) }, function () { say(marked()) })
  })
})()

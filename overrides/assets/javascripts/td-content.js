// Content tabs: the ones chosen on other pages (feature content.tabs.link), then the one named by the address.
(function () {
  var chosen = "linked" in document.currentScript.dataset ? window.__md_get("__tabs") : null
  if (Array.isArray(chosen)) {
    document.querySelectorAll(".tabbed-set").forEach(function (set) {
      var labels = Array.from(set.querySelectorAll(".tabbed-labels label"))
      var wanted = chosen.map(function (text) {
        return labels.find(function (label) { return label.innerText.trim() === text })
      }).find(Boolean)
      if (wanted) document.getElementById(wanted.htmlFor).checked = true
    })
  }
  var target = document.getElementById(location.hash.slice(1))
  if (target && target.name && target.name.indexOf("__tabbed_") === 0) target.checked = true
})()

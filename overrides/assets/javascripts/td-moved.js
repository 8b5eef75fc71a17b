// @ts-check
// On the page of 404: comparisons that have no page of their own lead to the page that compares any two, where the server does not do so
// by itself (policy.py of thidua.hosting has the same patterns).
(() => {
  "use strict"
  const path = location.pathname.slice(window.__md_scope.pathname.length)
  const terms = /^cum\/([a-z0-9-]+)\/giao-uoc\/([a-z0-9-]+)\.\.([a-z0-9-]+)(?:\/|\/index\.html)?$/.exec(path)
  const clusters = /^giao-uoc\/([a-z0-9-]+)\/([a-z0-9-]+)\.\.([a-z0-9-]+)(?:\/|\/index\.html)?$/.exec(path)
  const pair = terms ? `?a=${terms[1]}@${terms[2]}&b=${terms[1]}@${terms[3]}` : clusters ? `?a=${clusters[2]}@${clusters[1]}&b=${clusters[3]}@${clusters[1]}` : ""
  if (pair) location.replace(new URL(`giao-uoc/so-sanh/${pair}`, window.__md_scope).href)
})()

// Slips of the fingers: one letter wrong, missing, doubled or swapped; keys of Telex and VNI that no input method took;
// syllables without the space between them.
(function () {
  "use strict"
  const search = window.thidua.search

  /** Whether one letter changed, left out, put in or swapped with its neighbour makes one word of the other. */
  function isOneSlip(one, other) {
    if (one.length > other.length) return isOneSlip(other, one)
    let start = 0
    while (start < one.length && one[start] === other[start]) start++
    if (one.length < other.length) return one.slice(start) === other.slice(start + 1)
    if (start === one.length) return false
    if (one.slice(start + 1) === other.slice(start + 1)) return true
    return one[start] === other[start + 1] && one[start + 1] === other[start] &&
      one.slice(start + 2) === other.slice(start + 2)
  }

  /**
   * The key of raw Telex or VNI: `ddaf` and `d9a2` → da, `nawngx` → nang, `tuw` → tu.
   * @param {function(string): boolean} knows
   * @returns {string|null}
   */
  function decoded(key, knows) {
    const tries = []
    if (/^[a-z]+[0-9]/.test(key)) tries.push(key.replace(/[0-9]/g, ""))
    const plain = key.replace(/dd/g, "d").replace(/aa/g, "a").replace(/ee/g, "e").replace(/oo/g, "o")
    const unhorned = plain.replace(/([aou])w/g, "$1").replace(/w/g, text => /[aou]/.test(plain) ? "" : "u")
    for (const form of [plain, unhorned]) {
      tries.push(form)
      // The key of the tone stands at the end, or right after its vowel.
      for (let n = form.length - 1; n > 0; n--) {
        if ("sfrxjz".includes(form[n])) tries.push(form.slice(0, n) + form.slice(n + 1))
      }
    }
    return tries.find(form => form !== key && form.length > 0 && knows(form)) || null
  }

  /** Syllables run together: the cut whose rarest part is commonest. */
  function apart(key, knows, index) {
    let best = null
    let most = 0
    const common = part => Math.max.apply(null, index.byKey.get(index.tokeniser.key(part)).map(n => index.tokenCards[n]))
    const cut = (rest, parts, least) => {
      if (least <= most) return
      if (!rest) {
        if (parts.length > 1) { best = parts; most = least }
        return
      }
      if (parts.length === 4) return
      for (let n = Math.min(6, rest.length); n > 1; n--) {
        const part = rest.slice(0, n)
        if (knows(part)) cut(rest.slice(n), parts.concat(part), Math.min(least, common(part)))
      }
    }
    if (key.length >= 4 && key.length <= 24) cut(key, [], Infinity)
    return best
  }

  /** @returns {string[]|null} tokens that an unknown word may stand for */
  search.otherReading = (key, knows, index) => {
    const typed = decoded(key, knows)
    return typed ? [typed] : apart(key, knows, index)
  }
  search.isOneSlip = isOneSlip
  /** A key as slips are looked for in it: at the end of a syllable `ky` has become `ki`, in the middle of `kyy` it has not. */
  search.slipForm = key => key.replace(/y/g, "i")
  search.decodedKeys = decoded
})()

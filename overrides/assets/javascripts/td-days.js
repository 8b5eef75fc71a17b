// @ts-check
// Days as the reader's pages reckon them: by the date in Viet Nam (UTC+7, no summer time), in words the page hands over.
// Before td-home.js and td-calendar.js; it touches no page.
(() => {
  "use strict"
  const DAY = 864e5
  const thidua = (window.thidua ??= /** @type {Thidua} */ ({}))

  /** @type {Days} */
  const days = {
    today: now => new Date(now + 7 * 36e5).toISOString().slice(0, 10),

    until: (iso, today) => Math.round((Date.parse(iso) - Date.parse(today)) / DAY),

    // As Vietnamese official style has it: day 04 of month 4, day 14 of month 02.
    month: number => number < 3 ? `0${number}` : String(number),

    left: (count, words) => count === 0 ? words.today ?? "" : count === 1 ? words.tomorrow ?? "" : thidua.fill(words.left, { days: count }),

    // Within a sentence: a weekday of two words, `Thứ Hai`, begins small.
    words: (iso, text, weekdays) => thidua.fill(text, {
      weekday: weekdays.split("|")[(new Date(iso).getUTCDay() + 6) % 7].replace(/^T(?=\S+ )/, "t"),
      day: iso.slice(8), month: days.month(Number(iso.slice(5, 7))), year: Number(iso.slice(0, 4))
    }),

    nearest: (monthDay, today) => {
      const year = Number(today.slice(0, 4))
      return [year - 1, year, year + 1].map(y => days.until(`${y}-${monthDay}`, today)).filter(isFinite)
        .sort((a, b) => Math.abs(a) - Math.abs(b))[0]
    },

    lunar: (starts, today) => {
      const month = starts.filter(start => start <= today).length - 1
      const day = month < 0 ? 0 : 1 - days.until(starts[month], today)
      return day > 0 && day <= 30 ? { month, day } : null
    },

    agenda: (spans, today, most) => {
      const running = spans.filter(span => span.first < today && span.last >= today)
      const ahead = spans.filter(span => span.first >= today)
      // So many, and what begins on the same day as the last of them.
      const cut = ahead.findIndex((span, place) => place >= most && span.first !== ahead[place - 1].first)
      return { running, ahead: cut < 0 ? ahead : ahead.slice(0, cut) }
    },

    away: (iso, count) => new Date(Date.parse(iso) + count * DAY).toISOString().slice(0, 10),

    // Of the year after it what begins in it: what is next on 31 December.
    ahead: (year, last, bring) => Promise.all([year, year + 1].filter(one => one <= last).map(one => bring(`lich/${one}/ngay.js`)))
      .then(/** @param {YearFile[]} files */ files => files.flatMap((file, place) =>
        file.days.filter(day => !place || day[0].startsWith(String(year + 1))))),

    // The last of a day's row says that it is a round anniversary.
    rounds: (rows, today, most) => rows.filter(day => day[6] === 2 && day[0] >= today).slice(0, most),

    coming: (spans, today, most) => {
      /** @type {Set<number>} */
      const seen = new Set()
      const shown = []
      for (const span of spans) {
        if (days.until(span.last, today) < 0) continue
        seen.add(days.until(span.first, today))
        if (seen.size > most) break
        shown.push(span)
      }
      return shown
    }
  }
  thidua.days = days
})()

// What the scripts of a page share. Types only: nothing of this folder is shipped.

/** `window.thidua`: begun by td-base.js, filled by the scripts a page needs. */
interface Thidua {
  /** A sentence of the page with its `{holes}` filled; empty when the page has no such sentence. */
  fill(text?: string, values?: Record<string, string | number>): string
  /** The form two spellings share: no marks, d for đ, lower case. */
  fold(text: string): string
  /** Runs the script at a URL, after those asked for before. */
  run(url: string): Promise<void>
  /** The root of the site, with a slash. */
  root: string
  /** What the data files of the site hand over, by their paths. */
  given: Record<string, any>
  /** What the data file at a path from the root hands over; rejected where there is none. */
  bring(path: string): Promise<any>
  /** A new element with a text and a class. */
  element<K extends keyof HTMLElementTagNameMap>(name: K, text: string, className?: string): HTMLElementTagNameMap[K]
  /** Questions with their answers as a list; `unknown` stands where there is none. */
  factList(rows: FactRow[], unknown: string): HTMLDListElement
  days: Days
  /** One calendar of several, each entry once by its UID. */
  joinCalendars(texts: string[], name: string): string
  timeline: Timeline
  search: Search.Api
  compare: Compare.Api
  /** td-columns.js: divides a comparison once the screen is wide; what stands where a side says nothing. */
  columns: { of(comparison: HTMLElement): void; silence(words: string): HTMLElement }
}

interface Window {
  thidua: Thidua
  // What Material's bundle reads, if a publication brings it back.
  __md_scope: URL
  __md_hash(text: string): number
  __md_get(key: string, storage?: Storage, base?: URL): any
  __md_set(key: string, value: unknown, storage?: Storage, base?: URL): void
}

/** Words, the page they lead to from the root of the site or nothing, and a note. */
type FactAnswer = [words: string, page: string, note: string]
type FactRow = [question: string, answers: FactAnswer[]]

/** `don-vi/…/tom-tat.js`: what the home page shows of the reader's unit. */
interface UnitSummary {
  name: string
  page: string
  rows: FactRow[]
  /** First and last day, what is then, and its page. */
  days: [first: string, last: string, words: string, page: string][]
}

/** Days from and to, `YYYY-MM-DD`. */
interface Span {
  first: string
  last: string
}

/** td-days.js. Days are `YYYY-MM-DD`. */
interface Days {
  /** The date in Viet Nam at a moment of `Date.now()`. */
  today(now: number): string
  /** Days from `today` to a day; negative when it is past. */
  until(iso: string, today: string): number
  /** A month in official writing: two digits for the first two. */
  month(number: number): string
  /** How long until then: today, tomorrow, so many days. */
  left(count: number, words: DOMStringMap): string
  /** A date in words; `weekdays` from Monday on, with bars between them. */
  words(iso: string, text: string, weekdays: string): string
  /** Days to the nearest such day of a year (`MM-DD`), across the turn of the year. */
  nearest(monthDay: string, today: string): number
  /** Which of the lunar months with these first days it is, and its how manieth day; null outside of them. */
  lunar(starts: string[], today: string): { month: number; day: number } | null
  /** What is going on and what begins later: so many, and all that begin on the day of the last. */
  agenda<T extends Span>(spans: T[], today: string, most: number): { running: T[]; ahead: T[] }
  /** A day so many days after another. */
  away(iso: string, count: number): string
  /** What falls on days of a year and of the one after it, as far as there are files of them: up to `last`. */
  ahead(year: number, last: number, bring: (path: string) => Promise<YearFile>): Promise<DayRow[]>
  /** The next round anniversaries, so many. */
  rounds(rows: DayRow[], today: string, most: number): DayRow[]
  /** What is not past, until more than so many days are named. */
  coming<T extends Span>(spans: T[], today: string, most: number): T[]
}

/** A line of `days` in `lich/<year>/ngay.js`: first day, last day, the date as printed, title, page, ordinal, 2 for a round anniversary, 1 for another. */
type DayRow = [string, string, string, string, string, string, number]
/** A line of `rounds`: first day (no whole one where only the year is known), last day, the date as printed, ordinal, title, page, ceremony, 1 for an internal one. */
type RoundRow = [string, string, string, string, string, string, string, number]
/** A line of `lich/ngay-nay/<month>.js`: `MM-DD`, year, title, page. */
type PastRow = [string, number, string, string]

/** `lich/<year>/ngay.js` (thidua.outputs.day_files) */
interface YearFile {
  days: DayRow[]
  rounds: RoundRow[]
  /** Days of each month on which something falls; those of round anniversaries are negative. */
  grid: number[][]
  /** First day and name of each lunar month. */
  moons: [string, string][]
}

/** `lich/chon/danh-sach.js` (thidua.outputs.calendar_list): ids and names, and how pages end where a folder names none. */
interface ChoosableCalendars {
  cum: [id: string, name: string][]
  "don-vi": [id: string, name: string][]
  page: string
}

interface TimelineEntry {
  item: HTMLElement
  kinds: string[]
  years: string[]
  milestone: boolean
  shown: boolean
  fits: boolean
}

interface TimelineSheet {
  list: HTMLElement
  entries: TimelineEntry[]
  base: string
  stale: boolean
  misplaced: boolean
  /** How many of its entries fit. */
  fits: number
}

interface TimelineGroup {
  item: HTMLElement
  label: Element
  years: string[]
  stretches: { box: HTMLElement | null; heading: HTMLElement | null; sheets: TimelineSheet[] }[]
  /** Links to what is not in the page. */
  rest: HTMLElement[]
}

/** td-timeline-sheets.js */
interface Timeline {
  cut(items: HTMLElement[], base: string): TimelineSheet[]
  filter(state: { kinds: string[]; milestones: boolean; year: string }): { filtered: boolean; fits(entry: TimelineEntry): boolean }
  show(one: Element, shown: boolean): void
  words(text?: string): string[]
  /** `section` holds the timeline, `label` names one sheet of several, `settled` is called when none waits any longer. */
  sheetsIn(section: HTMLElement, label: (name: string, number: number, all: number) => string, settled: () => void): TimelineSheets
}

interface TimelineSheets {
  inOrder<T>(list: T[]): T[]
  isBackwards(): boolean
  isNear(sheet: TimelineSheet): boolean
  isWaiting(): boolean
  settle(sheet: TimelineSheet, room?: number): void
  settleAll(): void
  blank(sheet: TimelineSheet): void
  fill(group: TimelineGroup, body: HTMLElement): void
  turn(old: HTMLElement, groups: TimelineGroup[]): HTMLElement
  show(sheet: TimelineSheet): void
  wait(sheets: TimelineSheet[]): void
  watch(groups: TimelineGroup[]): void
}

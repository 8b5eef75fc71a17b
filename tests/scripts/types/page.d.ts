// What the scripts of a page share. Types only: nothing of this folder is shipped.

/** `window.thidua`: begun by td-base.js, filled by the scripts a page needs. */
interface Thidua {
  /** A sentence of the page with its `{holes}` filled; empty when the page has no such sentence. */
  fill(text?: string, values?: Record<string, string | number>): string
  days: Days
  timeline: Timeline
  search: Search.Api
  compare: Compare.Api
}

interface Window {
  thidua: Thidua
  // What Material's bundle reads, if a publication brings it back.
  __md_scope: URL
  __md_hash(text: string): number
  __md_get(key: string, storage?: Storage, base?: URL): any
  __md_set(key: string, value: unknown, storage?: Storage, base?: URL): void
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
  /** What is not past, until more than so many days are named. */
  coming<T extends Span>(spans: T[], today: string, most: number): T[]
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

// td-compare-*.js: the data of pledges as thidua.views.pledges.browser_data makes it, and what is shown of two of them.
declare namespace Compare {
  interface Segment { kind: "same" | "gone" | "come"; text: string }
  interface Run { kind: Segment["kind"] | "gone_space" | "come_space"; text: string }
  interface Line { runs: Run[]; begins: Segment["kind"] }
  /** Where a run of common words begins in both texts, and its length. */
  type Common = [number, number, number]
  interface Limits { cells: number; island: number; similar: number; nearly: number }

  /** `words` are missing where they are those of title and text. */
  interface Part { id: string; words?: string; title?: string; text?: string }
  interface Article extends Part { number: string | null; label: string; title: string; text: string; worded: string }
  type Bound = [kind: string, least: string, isOpen: boolean]
  interface Target extends Part {
    article: string
    over: string
    text: string
    said: string[]
    assigned_by: string | null
    comparator: string
    compared: string
    value: string
    unit: string | null
    baseline: string | null
    measure: string
    figure: string | null
    assigned: boolean
    bound: Bound | null
    contradicts: boolean
    manner: string
    rough: string
    scope: string
    baseline_shape: string
  }
  interface Signatory extends Part { unit: string; dated: string; said: string[]; exact: string }
  interface Pledge {
    cluster: string
    name: string
    cluster_address: string
    block: string
    term: string
    side: { pledge: { title: string; address: string }; signed: string; kind: string }
    summary: boolean
    internal: boolean
    head: Record<Head, { exact: string; text: string }>
    articles: Article[]
    targets: Target[]
    signatories: Signatory[]
  }

  interface Rules {
    limits: Limits
    signs: Record<string, string>
    marks: Record<string, string>
    across: Record<string, string>
    sides: string[]
    usual: { targets: Partial<Target>; signatories: Partial<Signatory> }
  }
  interface Words {
    change: Record<string, string>
    differ: Record<string, string>
    signs: Record<string, string>
    kept: Record<"terms" | "clusters", string>
    told: Record<string, string>
    strictness: Record<string, string>
    head: Record<Head, string>
    groups: Record<"head" | "articles" | "targets" | "signatories", { id: string; title: string; absent: string; silent: string; kept: string; alike: string }>
    nothing: string
    absent: string
    cautions: string[]
    layout_only: string
    both: string
    side: string
    titles: Record<"terms" | "clusters" | "any", string>
  }

  type Head = "slogan" | "bases" | "preamble"
  interface Places { old: number | null; now: number | null }
  interface Change { kind: string; old?: string | null; new?: string | null; strictness?: string }
  interface Row<P> extends Places { was?: P; is?: P; changes: Change[] }
  interface Found { head: Head[]; articles: Row<Article>[]; targets: Row<Target>[]; signatories: Row<Signatory>[] }
  interface Score { score: number; far: number; i: number; j: number }
  type Differ = (changes: Change[]) => Change[]

  interface RowView {
    anchor: string
    mark: string
    sign: string
    labels: string[]
    over: string
    title: Line
    notes: string[]
    lines: Line[]
    equal: boolean
    absent: string
    strictness: string
  }
  interface Tally extends Record<string, string> { title: string; come: string; gone: string; differ: string; same: string }
  interface Demand { anchor: string; title: string; note: string }
  interface Group {
    id: string
    title: string
    absent: string
    silent: string
    rows: RowView[]
    kept: string[]
    kept_label: string
    kept_words: string
  }
  interface Side { label: string; pledge: { title: string; address: string }; signed: string; kind: string }
  interface View {
    title: string
    cluster: { title: string; address: string } | null
    block: string
    internal: boolean
    nothing: string
    tally: Tally[]
    harder: Demand[]
    easier: Demand[]
    caution: string
    signs: { mark: string; sign: string; label: string }[]
    old: Side
    new: Side
    groups: Group[]
  }

  interface Cluster { id: string; name: string; terms: { id: string; label: string }[] }
  interface Place { cluster: Cluster; at: number }

  interface Api {
    same(text: string): Segment
    wordsOf(text: string): string[]
    sameWords(old: string, now: string): boolean
    wordDiff(old: string, now: string, limits: Limits): Segment[]
    tidyRuns(segments: Segment[]): Run[]
    lines(segments: Segment[]): Line[]
    view(old: Pledge, now: Pledge, rules: Rules, words: Words): View
    pledge(key: string, pledge: Pledge): void
    contents(found: { clusters: Cluster[]; rules: Rules; words: Words }): void
  }
}

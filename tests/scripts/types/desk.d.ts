// What the scripts of the desk share.
interface Window {
  desk: {
    fold(text: string): string
    pick(part: ParentNode): void
    /** The grid of points, where the form has one. */
    grid?: {
      /** Says in what is sent whether the grid is to come anew. */
      ask(data: FormData): void
      show(answer: { grid?: string, standings?: string, sums?: Record<string, string>, ids?: Record<string, string> }): void
    }
  }
}

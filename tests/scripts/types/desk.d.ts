// What the scripts of the desk share.
interface Window {
  desk: {
    fold(text: string): string
    pick(part: ParentNode): void
  }
}

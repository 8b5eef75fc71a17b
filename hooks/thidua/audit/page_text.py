"""The text of a built page, a line for a block: what two builds of it are compared by, and what a kept release is asked by."""

from __future__ import annotations

from html.parser import HTMLParser

_MAIN = "td-noi-dung"
_VOID = frozenset({"br", "hr", "img", "input", "source", "col", "wbr", "link", "meta"})
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "small", "span", "strong", "sub", "sup", "time", "button"}
)  # fmt: skip
_NO_TEXT = frozenset({"script", "style", "svg", "template"})
_CHROME = frozenset({"td-share", "td-print-only", "td-foot", "td-origin"})
"""Classes of what stands below every page."""


class _Reader(HTMLParser):
    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self.lines: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._main = 0
        """How deep the part that is read lies; 0 outside of it."""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._main and tag == "img":
            self._words.append(f"[{values.get('alt', '')}]")
        if tag not in _INLINE:
            self._break()
        if tag in _VOID:
            return
        self._open.append(tag)
        if not self._main and self._part in {values.get("id"), *values.get("class", "").split()}:
            self._main = len(self._open)
        elif not self._silent and (tag in _NO_TEXT or _CHROME & {*values.get("class", "").split()}):
            self._silent = len(self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if tag not in _INLINE:
            self._break()
        if len(self._open) < self._silent:
            self._silent = 0
        if len(self._open) < self._main:
            self._main = 0

    def handle_data(self, data: str) -> None:
        if self._main and not self._silent:
            self._words.append(data)

    def _break(self) -> None:
        line = " ".join("".join(self._words).split())
        self._words.clear()
        if line:
            self.lines.append(line)


def page_lines(html: str, part: str = _MAIN) -> list[str]:
    """The lines of a page's main part, or of the parts whose id or class is ``part``."""
    reader = _Reader(part)
    reader.feed(html)
    reader.close()
    return reader.lines

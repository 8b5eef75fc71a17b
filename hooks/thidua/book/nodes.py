"""The text of a book as a tree of few kinds of parts, from which both writers make their form.

The tags are those of HTML, so that the EPUB has them as they are; what HTML has no word for is ``see`` (a place in the
book) and ``index``. A text is a text in every tree: no writer ever reads signs in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Part: TypeAlias = "Node | str"
Words: TypeAlias = "Part | tuple[Part, ...]"
"""What stands in one cell or entry."""

_VOID = frozenset({"br", "hr"})
_RENAMED = {"details": "div", "section": "div", "summary": "p", "abbr": "span"}
_KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_OUTSIDE = ("http://", "https://", "mailto:")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a book."""

    tag: str
    children: tuple[Part, ...] = ()
    attrs: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of an attribute; empty where it has none."""
        return dict(self.attrs).get(name, "")

    def within(self) -> Iterator[Node]:
        """The node itself and every node below it, in the order of reading."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.within()

    def data(self) -> list[object]:
        """The tree as JSON has it: ``[tag, attributes, children]``."""
        inner = [child if isinstance(child, str) else child.data() for child in self.children]
        return [self.tag, dict(self.attrs), inner]


def node(tag: str, *children: Part, **attrs: str) -> Node:
    """A node; attributes without a value are left out."""
    return Node(tag, children, tuple((key, value) for key, value in attrs.items() if value))


def paragraph(text: str, kind: str = "") -> Iterator[Node]:
    """A paragraph; none for an empty text."""
    if text:
        yield Node("p", (text,), (("class", kind),) if kind else ())


def joined(parts: Iterable[Words], sign: str) -> tuple[Part, ...]:
    """Words one after the other with a sign between them; empty ones are left out."""
    known = [(part,) if isinstance(part, str | Node) else part for part in parts if part]
    return tuple(one for n, part in enumerate(known) for one in ((sign, *part) if n else part))


def facts(rows: Iterable[tuple[str, Words]]) -> Iterator[Node]:
    """A list of labels and what is known of each; rows without a text are left out, and so is an empty list."""
    known = [(node("dt", label), node("dd", *joined([text], ""))) for label, text in rows if text]
    if known:
        yield node("dl", *(part for pair in known for part in pair))


def table(columns: str, heads: Iterable[str], rows: Iterable[Iterable[Words]]) -> Iterator[Node]:
    """A ruled table; none without rows. ``columns`` are widths as the typesetter takes them, for example ``auto 1fr``."""
    body = [node("tr", *(node("td", *joined([cell], "")) for cell in row)) for row in rows]
    if body:
        head = node("tr", *(node("th", title, scope="col") for title in heads))
        yield node("table", node("thead", head), node("tbody", *body), cols=columns)


def prose_nodes(html: str, level: int) -> tuple[Node, ...]:
    """Sanitised HTML as nodes; its headings begin at ``level`` and never leave one out.

    Links into the site are their words alone: a book is read where no site is.
    """
    reader = _ProseReader(level)
    reader.feed(html)
    reader.close()
    return reader.blocks()


class _ProseReader(HTMLParser):
    def __init__(self, level: int) -> None:
        super().__init__(convert_charrefs=True)
        self._level = level
        self._last = level - 1
        self._open: list[tuple[str, dict[str, str], list[Part]]] = [("div", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = {key: value or "" for key, value in attrs}
        if tag in _VOID:
            self._add(Node(tag))
            return
        self._open.append((tag, self._attributes_of(tag, written), []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1][0] == tag:
            _, attrs, children = self._open.pop()
            if attrs.pop("back", ""):
                return
            self._add(Node(self._name(tag, attrs), tuple(children), tuple(attrs.items())))

    def handle_data(self, data: str) -> None:
        self._add(data)

    def blocks(self) -> tuple[Node, ...]:
        """What was read; text that stands in no block makes a paragraph."""
        return tuple(
            part if isinstance(part, Node) else node("p", part)
            for part in self._open[0][2]
            if isinstance(part, Node) or part.strip()
        )

    def _add(self, part: Part) -> None:
        self._open[-1][2].append(part)

    def _attributes_of(self, tag: str, written: dict[str, str]) -> dict[str, str]:
        if tag == "a" and written.get("href", "").startswith(_OUTSIDE):
            return {"href": written["href"]}
        if tag == "a" and written.get("href", "").startswith("#fnref"):
            return {"back": "yes"}  # from a note to its call, which a page of paper has not
        return {key: written[key] for key in _KEPT.get(tag, ()) if written.get(key)}

    def _name(self, tag: str, attrs: dict[str, str]) -> str:
        if tag == "a" and not attrs:
            return "span"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            wanted = self._level + max(0, int(tag[1]) - 2)
            self._last = min(wanted, self._last + 1, _DEEPEST)
            return f"h{self._last}"
        return _RENAMED.get(tag, tag)

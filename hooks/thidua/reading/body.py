"""The Markdown below the front matter: what it holds, and what it may not hold.

Bodies carry text, headings, lists, tables, notes and links. Raw HTML, scripts in links, attributes other
than a class or an id, pictures outside ``photos`` and inputs that cost Python-Markdown quadratic time are
refused here, at their place; the sanitiser in `thidua.prose` is only the net below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.diagnostics import Diagnostic, Position, diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE = 5_000
MAX_OF_ONE_MARK = 300
MAX_NESTING = 10

_ANY_SIGN = re.compile(r"[\[<{#>*_]|^\s*(?:[-+]|\d+[.)])")
"""What every construct looked at here has one of; most lines are plain words."""

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*(?:\{:?\s*#([\w-]+)[^}]*\})?\s*$")
_LINK = re.compile(
    r"(!?)\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+[\"'(][^)]*)?\s*\)"
)
_REFERENCE = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:\s*<?(\S+?)>?(?:\s|$)")
_TAG = re.compile(
    r"<(?!https?://[^\s<>]+>|mailto:[^\s<>]+>|[\w.+-]+@[\w.-]+>)(?=[A-Za-z/!?])[^>]{0,40}>?"
)
_ATTRIBUTES = re.compile(r"\{:?\s*([^{}]*=[^{}]*|[^{}]*\bon\w+[^{}]*)\}")
_NESTING = re.compile(r"\s*(?:[>*+-]\s*|\d+[.)]\s+){11,}|(?:>\s*){11,}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link of a body as written."""

    target: str
    position: Position


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body; ``id`` is None when the editor gave none."""

    level: int
    text: str
    id: str | None
    position: Position


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of a record."""

    text: str
    first_line: int
    """Line of the file on which ``text`` begins, from 1."""
    links: tuple[BodyLink, ...] = ()
    headings: tuple[Heading, ...] = ()


def read_body(path: str, text: str, first_line: int) -> tuple[Body, list[Diagnostic]]:
    """The body with its links and headings, and what is refused in it.

    When something is refused the text is not fit to be rendered; the caller's report has errors then.
    """
    links: list[BodyLink] = []
    headings: list[Heading] = []
    found: list[Diagnostic] = []
    for number, line in _lines_outside_code(text):
        if len(line) <= MAX_LINE and not _ANY_SIGN.search(line):
            continue
        at = number + first_line
        found.extend(_costly(path, line, at))
        if len(line) > MAX_LINE:
            continue
        title = _HEADING.match(line)
        if title:
            heading = Heading(len(title[1]), title[2], title[3], Position(at, 1))
            headings.append(heading)
            if heading.level == 1:
                found.append(diagnose(path, heading.position, "E605", text=heading.text))
        found.extend(_refused(path, line, at))
        for image, target, column in _targets(line):
            position = Position(at, column)
            found.extend(_bad_target(path, position, target, image=image))
            if not image:
                links.append(BodyLink(target, position))
    return Body(text, first_line, tuple(links), tuple(headings)), found


def _lines_outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Line numbers from 0 and lines, with fenced blocks left out and code spans blanked."""
    fence = ""
    for number, line in enumerate(text.split("\n")):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if match:
            fence = match[1]
            continue
        if "`" in line and len(line) <= MAX_LINE and line.count("`") <= MAX_OF_ONE_MARK:
            line = _CODE.sub(lambda m: " " * len(m[0]), line)  # noqa: PLW2901
        yield number, line


def _costly(path: str, line: str, at: int) -> Iterator[Diagnostic]:
    if len(line) > MAX_LINE:
        yield diagnose(path, Position(at, MAX_LINE), "E604", limit=MAX_LINE)
        return
    for mark in "[<>{*_":
        if line.count(mark) > MAX_OF_ONE_MARK:
            yield diagnose(
                path, Position(at, line.index(mark) + 1), "E606", mark=mark, limit=MAX_OF_ONE_MARK
            )
    if _NESTING.match(line):
        yield diagnose(path, Position(at, 1), "E607", limit=MAX_NESTING)


def _refused(path: str, line: str, at: int) -> Iterator[Diagnostic]:
    for match in _TAG.finditer(line):
        yield diagnose(path, Position(at, match.start() + 1), "E601", tag=match[0].strip())
    for match in _ATTRIBUTES.finditer(line):
        yield diagnose(path, Position(at, match.start() + 1), "E603", attribute=match[1].strip())


def _targets(line: str) -> Iterator[tuple[bool, str, int]]:
    for match in _LINK.finditer(line):
        yield bool(match[1]), match[3], match.start(3) + 1
    reference = _REFERENCE.match(line)
    if reference:
        yield False, reference[2], reference.start(2) + 1


def _bad_target(path: str, at: Position, target: str, *, image: bool) -> Iterator[Diagnostic]:
    if image:
        yield diagnose(path, at, "E608", target=target)
        return
    compact = re.sub(r"[\s\x00-\x20]|&[#\w]+;", "", target)
    scheme = _SCHEME.match(compact)
    if (scheme and scheme[1].lower() not in _SCHEMES) or (
        "&" in target and compact != target and ":" in target
    ):
        yield diagnose(path, at, "E602", target=target)
    elif not target:
        yield diagnose(path, at, "E609")

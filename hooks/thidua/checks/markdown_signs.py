"""Warnings where Markdown is written so that readers see its signs: what looks formatted to its writer and is not."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from thidua.diagnostics import Position, diagnose
from thidua.locale import CONTENT
from thidua.prose import CostlyError, render
from thidua.reading.body import without_code
from thidua.reading.records import Pledge
from thidua.reading.texts import Signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document
    from thidua.reading.texts import DocumentTexts

_LINK_APART = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]+)\][ \t]+\((?P<target>(?:https?://|/|\.{1,2}/|#)[^\s()]*)\)"
)
_EQUALS = re.compile(r" {0,3}(?P<sign>={2,})\s*$")
_BULLETS = "•●▪◦■□➢➤✓✔·∙–—"
_BULLET = re.compile(rf"\s*(?P<sign>[{_BULLETS}])\s*(?=[^\W_])")
_GLUED = re.compile(r" {0,3}(?P<sign>[-+])(?=[^\W\d_])")
_COUNTED = re.compile(r" {0,3}(?P<sign>(?:[a-z\u0111]|\d{1,2})(?:\)|/)|[a-z\u0111]\.)\s+(?=\S)")
_HEADING_GLUED = re.compile(r"#{2,6}(?=[^\s#])")
_ROW = re.compile(r"\s*\|.*\|")
_PLAIN_TABLE = re.compile(
    r"(?P<head>(?:\|[\w ,.:-]+){2,}\|)\n(?P<rule>(?:\| *:?-+:? *){2,}\|)(?=\n|\Z)"
)
"""The head and the rule of a table with nothing in them that could make the converter read them otherwise."""
_STRUCK = re.compile(r"~~(?=\S)[^~\n]+~~")
_OTHER_MARK = re.compile(
    r"(?<![=\w])==(?=[^\s=])[^=\n]+==(?![=\w])|^\s*(?:[-*+]|\d+\.) \[[ xX]\](?= )"
)
_IN_FIELD = re.compile(r"\*\*|\]\s?\((?=https?://|/|\.)|\A#{1,6} |\A[-*] |`")
_MAY_BE_IN_FIELD = re.compile(r"[*\]#`]|^- ", re.MULTILINE)
_NEW_BLOCK = re.compile(r"\s*(?:[-*+]|\d+\.)\s|#{1,6}|\s*\||\s*>")
_DASHES = frozenset("–—")
"""These may begin a line of speech; a list has several."""
_LONGEST = 4_000
"""Characters of a block that is converted to see what becomes of it."""


class _Block(NamedTuple):
    """Lines without an empty one between them, and the number of the first."""

    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def check_fields(texts: DocumentTexts) -> Iterator[Diagnostic]:
    """No field that is printed as it is has signs of Markdown."""
    if not _MAY_BE_IN_FIELD.search(texts.of_fields):
        return
    for part in texts.fields:
        sign = _IN_FIELD.search(part.value) if part.sort == "text" else None
        if sign:
            yield texts.document.diagnose(
                "W628", *part.loc, sign=sign[0].strip(), key=_key(part.loc)
            )


def _key(loc: tuple[str | int, ...]) -> str:
    return next(str(step) for step in reversed(loc) if isinstance(step, str))


def check_struck(texts: DocumentTexts, *, is_costly: bool = False) -> Iterator[Diagnostic]:
    """Nothing that is published has struck words: whoever struck them did not mean readers to see them.

    A body that is refused because of its cost (``is_costly``) is not looked into.
    """
    record = texts.document.record
    if "~~" not in texts.of_fields and "~~" not in texts.body:
        return
    if getattr(record, "status", "published") != "published":
        return
    for part in texts.fields:
        struck = _STRUCK.search(part.value) if part.sort == "text" else None
        if struck:
            yield texts.document.diagnose("E643", *part.loc, said=struck[0][:60])
    if is_costly or texts.document.body is None:
        return
    for number, line in enumerate(
        without_code(texts.body).split("\n"), texts.document.body.first_line
    ):
        struck = _STRUCK.search(line)
        if struck:
            at = Position(number, struck.start() + 1)
            yield diagnose(texts.document.path, at, "E643", said=struck[0][:60])


def check_body(document: Document[Record]) -> Iterator[Diagnostic]:
    """All rules of bodies; headings of pledges have rules of their own."""
    if document.body is None or not document.body.text.strip():
        return
    is_pledge = isinstance(document.record, Pledge)
    text = without_code(document.body.text)
    read = f"\n{text}"
    rules = [rule for rule, signs in _RULES.items() if signs.stand_in(read)]
    if is_pledge and lines_of_signs_are_rules in rules:
        rules.remove(lines_of_signs_are_rules)
    for block in _blocks(text, document.body.first_line) if rules else ():
        for rule in rules:
            yield from rule(document.path, block)


def _blocks(text: str, first_line: int) -> Iterator[_Block]:
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], first_line):
        if line.strip():
            lines.append(line)
        elif lines:
            yield _Block(number - len(lines), tuple(lines))
            lines = []


def links_are_closed_up(path: str, block: _Block) -> Iterator[Diagnostic]:
    """Words and address of a link have no blank between them."""
    for number, line in enumerate(block.lines, block.first):
        for link in _LINK_APART.finditer(line) if "] " in line or "]\t" in line else ():
            near = f"[{link['words']}]({link['target']})"
            yield diagnose(path, Position(number, link.start() + 1), "W621", near=near)


def bold_is_closed(path: str, block: _Block) -> Iterator[Diagnostic]:
    """Bold words have two stars before and behind, close to the words, in one paragraph or item."""
    if "**" not in block.text:
        return
    start = 0
    for end in range(1, len(block.lines) + 1):
        if end < len(block.lines) and not _NEW_BLOCK.match(block.lines[end]):
            continue
        lines, first = block.lines[start:end], block.first + start
        start = end
        text = textwrap.dedent("\n".join(lines))
        stars = [
            (first + n, match.start() + 1)
            for n, line in enumerate(lines)
            for match in re.finditer(r"\*{2,}", line)
            # Between blanks it is no mark, and was meant as it stands.
            if not line[match.start() - 1 : match.start()].isspace()
            or not line[match.end() : match.end() + 1].isspace()
        ]
        if stars and "\\*" not in text and "**" in _shown(text):
            line, column = stars[-1 if len(stars) % 2 else 0]
            yield diagnose(path, Position(line, column), "W622")


def lines_of_signs_are_rules(path: str, block: _Block) -> Iterator[Diagnostic]:
    """A rule is written with dashes; below the first line of a block, equals signs make a heading, which is refused."""
    for n, line in enumerate(block.lines):
        sign = _EQUALS.match(line)
        if sign and n != 1:
            yield diagnose(path, Position(block.first + n, 1), "W623", sign=sign["sign"][:3])
            return


def tables_are_tables(path: str, block: _Block) -> Iterator[Diagnostic]:
    """A table begins a paragraph, and below its first line stands one of dashes with as many columns."""
    rows = [n for n, line in enumerate(block.lines) if "|" in line and _ROW.match(line)]
    if not rows or len(block.text) > _LONGEST:
        return
    text = textwrap.dedent(block.text)
    plain = _PLAIN_TABLE.match(text)
    if plain and plain["head"].count("|") == plain["rule"].count("|"):
        return
    if "<table" in _html(text) or _inside_list(text):
        return
    first = rows[0]
    head = block.lines[first].strip().strip("|").split("|")
    below = block.lines[first + 1].strip() if first + 1 < len(block.lines) else ""
    ruled = bool(below) and set(below) <= set("|:- ") and "-" in below
    lacks = "blank" if first and ruled else "columns" if ruled else "line"
    near = f"|{'---|' * len(head)}" if lacks != "blank" else None
    yield diagnose(path, Position(block.first + first, 1), "W624", lacks=lacks, near=near)


def _inside_list(text: str) -> bool:
    return re.match(r"(?:[-*+]|\d+\.) ", text) is not None


def lists_have_marks(path: str, block: _Block) -> Iterator[Diagnostic]:
    """Items of a list begin with a dash and a blank, or a number and a point; other signs run into one paragraph."""
    for form in (_BULLET, _GLUED, _COUNTED):
        found = [(n, match) for n, line in enumerate(block.lines) if (match := form.match(line))]
        if not found:
            continue
        n, match = found[0]
        alone = len(found) == 1
        if alone and (form is _COUNTED or match["sign"] in _DASHES):
            continue
        rest = block.lines[n][match.end() :].strip()
        mark = "1." if form is _COUNTED and match["sign"][0].isdecimal() else "-"
        near = (
            f"{mark} {rest}" if len(rest) <= 80 and (form is not _COUNTED or mark == "1.") else None
        )
        at = Position(block.first + n, match.start("sign") + 1)
        yield diagnose(path, at, "W625", sign=match["sign"], near=near)
        return


def headings_are_apart(path: str, block: _Block) -> Iterator[Diagnostic]:
    """The signs of a heading are followed by a blank."""
    for number, line in enumerate(block.lines, block.first):
        match = _HEADING_GLUED.match(line)
        if match:
            near = f"{match[0]} {line.lstrip('#').strip()}"
            yield diagnose(path, Position(number, 1), "W626", near=near)


def other_marks_are_words(path: str, block: _Block) -> Iterator[Diagnostic]:
    """Marked and ticked words of other kinds of Markdown are none here."""
    for number, line in enumerate(block.lines, block.first):
        match = _OTHER_MARK.search(line)
        if match:
            yield diagnose(
                path, Position(number, match.start() + 1), "W627", said=match[0].strip()[:60]
            )


_RULES: dict[Callable[[str, _Block], Iterator[Diagnostic]], Signs] = {
    links_are_closed_up: Signs(form=re.compile(r"\][ \t]")),
    bold_is_closed: Signs(("**",)),
    tables_are_tables: Signs(("|",)),
    lists_have_marks: Signs(
        form=re.compile(
            rf"\n[^\S\n]*(?:[{_BULLETS}]|[-+](?=[^\W\d_])|(?:[a-z\u0111]|\d{{1,2}})[)/]|[a-z\u0111]\.)"
        )
    ),
    other_marks_are_words: Signs(("==",), re.compile(r" \[[ xX]\] ")),
    headings_are_apart: Signs(form=re.compile(rf"\n{_HEADING_GLUED.pattern}")),
    lines_of_signs_are_rules: Signs(("==",)),
}
"""Each rule of a block, and what a body, behind an empty line, has somewhere where it may have something to say."""


def _html(text: str) -> str:
    """What becomes of a block; nothing where it costs too much, which is told of elsewhere."""
    try:
        return render(text, {}, CONTENT).html if len(text) <= _LONGEST else ""
    except CostlyError:
        return ""


def _shown(text: str) -> str:
    return re.sub(r"<[^>]*>", "", _html(text))

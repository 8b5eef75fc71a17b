"""The Markdown below the front matter: what it holds, and what it may not hold.

Bodies carry text, headings, lists, tables, notes and links. Raw HTML, scripts in links, attributes other
than a class or an id, pictures outside ``photos`` and inputs that cost Python-Markdown quadratic time are
refused here, at their place; the sanitiser in `thidua.prose` is only the net below.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from thidua import prose
from thidua.diagnostics import Diagnostic, Position, diagnose
from thidua.reading import notes
from thidua.reading.blocks import find_blocks
from thidua.reading.decoding import MAX_LINE, forbidden_characters, hidden_character, lookalike
from thidua.reading.lookalikes import lookalikes

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINES = 5_000
MAX_PARAGRAPH = 1_000
"""Lines without an empty one between them."""
MAX_OF_ONE_MARK = 300
MAX_IN_ALL = 3_000
MAX_NESTING = 10
MAX_INDENT = 60
MAX_COLUMNS = 30
MAX_ABBREVIATIONS = 100
MAX_UNCLOSED = 20
"""Fences that open a block and close none: each is looked for through the rest of the text."""
MAX_FENCE = 300
"""Characters of the line that opens a block of code."""

FORM_LINE, IMPORT_LINE = "> Thay dòng này", "> **Bản nháp.**"
"""How the lines begin that `thidua new` and `thidua import` leave in a body for the editor to replace."""
FIELD_PLACEHOLDER = "# CẦN CHỌN:"
"""How the comments begin that `thidua import` leaves in front matter below a field that is a guess."""

_PLAIN = re.compile(r"(?!\s*(?:[-+]|\d+[.)])|\s{60})[^\[<{#>*_|&]*+")
"""A line that has nothing, and begins with nothing, that any construct looked at here has; most lines are of plain words."""

_FENCED = FencedBlockPreprocessor.FENCED_BLOCK_RE
"""The converter's own idea of a fenced block: a fence that is not closed is none."""
_TICKS = re.compile(r"`+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_FENCE_LINE = re.compile(r"^(~{3,}|`{3,}).*", re.MULTILINE)
_CLOSING = re.compile(r"^(~{3,}|`{3,})[ ]*$", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s*(.*)")
"""The converter asks for no blank after the signs."""
_HEADING_ID = re.compile(r":?\s*#([\w-]+(?:\s+[\w-]+)*)")
_TARGET = re.compile(r"\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?")
_IMAGE = re.compile(r"!\[[^\[\]]{0,1000}\][(\[]\s*<?([^\s()<>\]]*)")
_TAG = re.compile(
    r"<(?!https?://[^\s<>]+>|mailto:[^\s<>]+>|[\w.+-]+@[\w.-]+>)(?=[A-Za-z/!?])[^>]{0,40}>?"
)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_ENTITY_OR_CHARACTER = re.compile(rf"{_ENTITY.pattern}|.")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_BRACES = re.compile(r"\{:?([^}]*)\}")
"""Brackets of attributes, as far as the first that closes: the converter lets others open inside."""
_BAD_ATTRIBUTE = re.compile(r"=|\bon\w|[#.](?:__|td-|md-)")
_NESTING = re.compile(r"\s*(?:[>*+-]\s*|\d+[.)]\s+){11,}|(?:>\s*){11,}")
_RULE = re.compile(r"\s*([-*=_])(?:\s?\1)*+[-| :]*+")
"""A line across the page, or the line below the head of a table."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
COSTLY = frozenset({"E604", "E606", "E607", "E611", "E612"})
"""Codes of bodies that nothing should look at closely."""
_MAX_NEAR = 80
"""Characters of a heading that is proposed."""
_SUSPICIOUS_SIZE = 20_000
_SUSPICIOUS_SIGNS = 500


class BodyLink(NamedTuple):
    """A link of a body as written."""

    target: str
    position: Position


class BodyHeading(NamedTuple):
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
    headings: tuple[BodyHeading, ...] = ()
    undecided: tuple[int, ...] = ()
    """Lines of the front matter above it that ask to decide what an import left open."""


def read_body(path: str, text: str, first_line: int) -> tuple[Body, list[Diagnostic]]:
    """The body with its links and headings, and what is refused in it.

    When something is refused the text is not fit to be rendered; the caller's report has errors then.
    """
    has_fences = "~~~" in text or "```" in text
    if has_fences:
        text = _FENCE_LINE.sub(lambda m: _single_blanks(m[0]), text)
    links: list[BodyLink] = []
    headings: list[BodyHeading] = []
    found = list(_too_much(path, text, first_line))
    fences = list(_fences(path, text, first_line)) if has_fences else []
    found.extend(fences)
    # Where fences alone cost too much, nobody can say what is code.
    bare = text if any(item.code in COSTLY for item in fences) else without_code(text)
    opened: set[str] = set()
    lines = zip(bare.split("\n"), text.split("\n"), strict=True)
    for at, (line, written) in enumerate(lines, first_line):
        if len(line) <= MAX_LINE and _PLAIN.fullmatch(line):
            continue
        found.extend(_costly(path, line, written, at))
        if len(line) > MAX_LINE:
            continue
        if "&" in line:
            found.extend(_coded_characters(path, line, at))
        heading = _heading(line, at)
        if heading:
            headings.append(heading)
            if heading.level == 1:
                found.append(diagnose(path, heading.position, "E605", text=heading.text))
        found.extend(_refused(path, line, at, opened))
    if not any(item.code in COSTLY for item in found):
        links, told = _blocks_checked(path, text, bare, first_line)
        found.extend(told)
        found.extend(notes.check(path, bare, first_line))
    if (
        not any(d.severity == "error" for d in found)
        and _is_suspicious(text)
        and not prose.is_convertible(text)
    ):
        found.append(_too_slow(path, first_line))
    return Body(text, first_line, tuple(links), tuple(headings)), found


def _blocks_checked(
    path: str, text: str, bare: str, first_line: int
) -> tuple[list[BodyLink], list[Diagnostic]]:
    """The links of a body, and what is refused of its links, pictures and hidden headings."""
    links: list[BodyLink] = []
    try:
        headings, definitions = find_blocks(text, bare)
    except prose.CostlyError:
        return links, [_too_slow(path, first_line)]
    found = []
    for heading in headings:
        is_short = heading.words and len(heading.words) <= _MAX_NEAR and not heading.is_inside
        near = f"## {heading.words}" if is_short else None
        at = _position(text, heading.offset, first_line)
        found.append(diagnose(path, at, "E632", words=heading.words[:_MAX_NEAR], near=near))
    defined = [(False, one.target, _position(text, one.offset, first_line)) for one in definitions]
    for image, target, at in sorted(
        [*_targets(bare, first_line), *defined], key=lambda one: one[2]
    ):
        found.extend(_bad_target(path, at, target, image=image))
        if not image:
            links.append(BodyLink(target, at))
    return links, found


def _too_slow(path: str, first_line: int) -> Diagnostic:
    return diagnose(path, Position(first_line, 1), "E610", limit=f"{prose.SECONDS:g}")


def _position(text: str, offset: int, first_line: int) -> Position:
    line = text.count("\n", 0, offset)
    return Position(line + first_line, offset - text.rfind("\n", 0, offset))


def _heading(line: str, at: int) -> BodyHeading | None:
    match = _HEADING.match(line)
    if not match:
        return None
    text, id_ = match[2].rstrip(), None
    if text.endswith("}"):
        before, _, attributes = text[:-1].rpartition("{")
        named = _HEADING_ID.match(attributes)
        if named and "}" not in attributes:
            text, id_ = before.rstrip(), named[1]
    return BodyHeading(len(match[1]), text.rstrip("#").rstrip(), id_, Position(at, 1))


# --- Code, which is shown and never read as Markdown -----------------------------------------


def without_code(text: str) -> str:
    """``text`` with fenced blocks and code spans as spaces; lines and columns stay."""
    if "~~~" in text or "```" in text:
        text = _FENCED.sub(lambda m: _blank(m[0]), text)
    return _PARAGRAPH.sub(_without_spans, text) if "`" in text else text


def _without_spans(paragraph: re.Match[str]) -> str:
    """A paragraph without its code spans.

    Only where each line's backticks pair up within the line: anything else may be read in another way by
    the converter, and is looked at as if it were no code.
    """
    if "`" not in paragraph[0] or paragraph[0].count("`") > MAX_OF_ONE_MARK:
        return paragraph[0]
    lines = [_spans_blanked(line) for line in paragraph[0].split("\n")]
    return paragraph[0] if None in lines else "\n".join(filter(None, lines))


def _spans_blanked(line: str) -> str | None:
    """The line without its code spans; None when a run of backticks has no partner in it."""
    if "\\`" in line:
        return None
    place = 0
    while opening := _TICKS.search(line, place):
        runs = _TICKS.finditer(line, opening.end())
        closing = next((run for run in runs if len(run[0]) == len(opening[0])), None)
        if closing is None:
            return None
        line = (
            line[: opening.start()]
            + _blank(line[opening.start() : closing.end()])
            + line[closing.end() :]
        )
        place = closing.end()
    return line or " "


def _single_blanks(line: str) -> str:
    """The converter's expression for fences takes the cube of the blanks in such a line."""
    return re.sub(" {2,}", " ", line).rstrip(" ") if "  " in line or line.endswith(" ") else line


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


# --- What costs too much ---------------------------------------------------------------------


def _too_much(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    """Amounts for which Python-Markdown takes quadratic time, in a paragraph or in all."""
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield diagnose(path, Position(first_line + MAX_LINES, 1), "E611", limit=MAX_LINES)
        return
    for mark in ("[", "`", "~", "](", "|"):
        limit = MAX_IN_ALL * (10 if mark == "|" else 1)
        if text.count(mark) > limit:
            at = Position(text.count("\n", 0, text.index(mark)) + first_line, 1)
            yield diagnose(path, at, "E612", mark=mark, limit=limit)
    if sum(text.count(sign) for sign in "[`&") <= MAX_OF_ONE_MARK and lines <= MAX_PARAGRAPH:
        return
    for paragraph in _PARAGRAPH.finditer(text):
        at = Position(text.count("\n", 0, paragraph.start()) + first_line, 1)
        if paragraph[0].count("\n") > MAX_PARAGRAPH:
            yield diagnose(path, at, "E611", limit=MAX_PARAGRAPH)
        for mark in "[`&":
            if paragraph[0].count(mark) > MAX_OF_ONE_MARK:
                yield diagnose(path, at, "E612", mark=mark, limit=MAX_OF_ONE_MARK)
    if text.count("*[") > MAX_ABBREVIATIONS:
        at = Position(text.count("\n", 0, text.index("*[")) + first_line, 1)
        yield diagnose(path, at, "E612", mark="*[", limit=MAX_ABBREVIATIONS)


def _costly(path: str, line: str, written: str, at: int) -> Iterator[Diagnostic]:
    """``line`` is the line as ``written`` with its code as spaces."""
    if len(line) > MAX_LINE:
        yield diagnose(path, Position(at, MAX_LINE), "E604", limit=MAX_LINE)
        return
    for mark in "[<>{*_" if len(line) > MAX_OF_ONE_MARK else "":
        if line.count(mark) > MAX_OF_ONE_MARK:
            yield diagnose(
                path, Position(at, line.index(mark) + 1), "E606", mark=mark, limit=MAX_OF_ONE_MARK
            )
    if line.count("|") > MAX_COLUMNS + 1:
        yield diagnose(path, Position(at, 1), "E606", mark="|", limit=MAX_COLUMNS + 1)
    is_code = written.strip() and not line.strip()
    indent = 0 if is_code else len(written) - len(written.lstrip())
    if indent > MAX_INDENT or (_NESTING.match(line) and not _RULE.fullmatch(line)):
        yield diagnose(path, Position(at, 1), "E607", limit=MAX_NESTING)


def _is_suspicious(text: str) -> bool:
    """Whether a text is so large or so full of signs that only a trial tells what it costs."""
    return len(text) > _SUSPICIOUS_SIZE or sum(map(text.count, "[*_|:#>")) > _SUSPICIOUS_SIGNS


def _coded_characters(path: str, line: str, at: int) -> Iterator[Diagnostic]:
    """Characters written as ``&#8203;`` or ``&shy;`` are held to what is asked of those that stand as they are."""
    shown, places = "", []
    for piece in _ENTITY_OR_CHARACTER.finditer(line):
        text = html.unescape(piece[0]) if len(piece[0]) > 1 else piece[0]
        for character in forbidden_characters(text) if len(piece[0]) > 1 else ():
            yield hidden_character(path, Position(at, piece.start() + 1), character)
        shown += text
        places += [piece.start()] * len(text)
    for found in lookalikes(shown):
        if found.word not in line:  # else it is told of as it stands
            yield lookalike(path, Position(at, places[found.start] + 1), found)


# --- What is refused -------------------------------------------------------------------------


def _refused(path: str, line: str, at: int, opened: set[str]) -> Iterator[Diagnostic]:
    """``opened`` gathers the tags told of, so that what closes one of them is not told besides."""
    for match in _TAG.finditer(line) if "<" in line else ():
        name = match[0].strip("</> ").partition(" ")[0].lower()
        if match[0].startswith("</") and name in opened:
            continue
        opened.add(name)
        yield diagnose(path, Position(at, match.start() + 1), "E601", tag=match[0].strip())
    for match in _BRACES.finditer(line) if "{" in line else ():
        if _BAD_ATTRIBUTE.search(match[1]):
            at_ = Position(at, match.start() + 1)
            yield diagnose(path, at_, "E603", attribute=match[1].strip())


def _fences(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    """The line that opens a block of code bears the language's name, and no attributes."""
    last = {fence[1]: fence.start() for fence in _CLOSING.finditer(text)}
    unclosed = 0
    for fence in _FENCE_LINE.finditer(text):
        unclosed += last.get(fence[1], 0) <= fence.start()
        at = Position(text.count("\n", 0, fence.start()) + first_line, 1)
        if len(fence[0]) > MAX_FENCE:
            yield diagnose(path, at, "E604", limit=MAX_FENCE)
            continue
        if unclosed > MAX_UNCLOSED:
            yield diagnose(path, at, "E612", mark=fence[1][:3], limit=MAX_UNCLOSED)
            return
        for braces in _BRACES.finditer(fence[0]):
            if _BAD_ATTRIBUTE.search(braces[1]):
                yield diagnose(path, at, "E603", attribute=braces[1].strip())


def _targets(text: str, first_line: int) -> list[tuple[bool, str, Position]]:
    """(is a picture, target, place) of every link with its target, also where its words run over several lines."""

    def position(offset: int) -> Position:
        return _position(text, offset, first_line)

    pictures = {m.start(1): m for m in _IMAGE.finditer(text)} if "![" in text else {}
    found = [(True, m[1], position(m.start(1))) for m in pictures.values()]
    if "](" in text:
        found += [
            (False, m[1], position(m.start(1)))
            for m in _TARGET.finditer(text)
            if m.start(1) not in pictures
        ]
    if "://" in text and "<" in text:
        taken = {place for _, _, place in found}
        alone = ((m[1], position(m.start(1))) for m in _AUTOLINK.finditer(text))
        found += [(False, target, place) for target, place in alone if place not in taken]
    return found


def _is_address(target: str) -> bool:
    try:
        urlsplit(target)
    except ValueError:  # http://[::1
        return False
    return True


def _bad_target(path: str, at: Position, target: str, *, image: bool) -> Iterator[Diagnostic]:
    if image:
        yield diagnose(path, at, "E608", target=target)
        return
    # As a browser reads it: character references resolved, white space and control characters gone.
    compact = re.sub(r"[\s\x00-\x20]", "", html.unescape(html.unescape(target)))
    scheme = _SCHEME.match(compact)
    outside = compact.startswith(("//", "\\", "/\\")) or not _is_address(compact)
    # A colon that ends no scheme: letters that only look like those of one.
    odd = not scheme and ":" in re.split("[/?#]", compact)[0]
    if (scheme and scheme[1].lower() not in _SCHEMES) or odd or outside:
        yield diagnose(path, at, "E602", target=target)
    elif scheme and urlsplit(compact).username is not None:
        yield diagnose(path, at, "E328", host=urlsplit(compact).netloc.rpartition("@")[2])
    elif not target:
        yield diagnose(path, at, "E609")

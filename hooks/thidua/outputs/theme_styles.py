"""The style sheet of the theme below ours as it is published: the rules that can match something on our pages.

What pages can have is known without looking at them: the shell that all of them share, and what the converter makes of
Markdown. So the sheet stays the same whatever is published. A rule is taken over as it stands or left out whole.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STYLES = "assets/stylesheets"
NAME = "material.css"
"""What the sheet is called on our sites: its own name tells its content, and browsers keep what has such a name for ever."""
_UPSTREAM = re.compile(rf"(?<={STYLES}/)main\.[0-9a-f]{{8}}\.min\.css")

_MARKDOWN_CLASSES = frozenset({
    "admonition", "admonition-title", "inline", "end",
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote",
    "footnote", "footnote-ref", "footnote-backref",
    "md-button", "md-button--primary",
})  # fmt: skip
"""Classes the extensions of `thidua.converter` write, and those Material offers authors to write with ``attr_list``."""
_PROSE_CLASSES = frozenset({"md-skip", "md-typeset"})
"""What stands around rendered Markdown, and what ``base.html`` prints into pages that have headings."""

_TEXT = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|/\*.*?\*/"""
"""Where signs stand for themselves: strings, addresses and comments."""
_PIECE = re.compile(rf"{_TEXT}|[{{}};]", re.DOTALL)
_DECLARATION = re.compile(rf"(?:{_TEXT}|[^;])+", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_GROUPS = ("@media", "@supports")
"""Rules that hold rules."""
_ATTRIBUTE = re.compile(r"""\[([\w-]+)(?:([~^$*|]?=)["']?([^"'\]]*)["']?)?[^\]]*\]""")
_SHELL_ATTRIBUTE = re.compile(r"data-md-.+|dir|role|aria-sort")
"""Attributes that stand in the shell, or that scripts of others set; a text may have any other."""
_IMPOSSIBLE = ".-"
_ARGUMENTS = re.compile(r"\([^()]*\)")
"""One of several, or what must not be."""
_NAME = re.compile(r"[.#]([\w-]+)")
_NAMES_OF_PAGE = re.compile(r'\b(?:class|id)="([^"]*)"')
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_MOVED = re.compile(r"animation(?:-name)?:([^;}]*)")


def with_own_name(html: str) -> str:
    """HTML that links to the sheet by our name for it."""
    return _UPSTREAM.sub(NAME, html)


def used_rules(sheet: str, shell: str, other_sheets: Iterable[str]) -> str:
    """The rules of ``sheet`` that can match an element of our pages, without variables and motions that nothing uses.

    ``shell`` is a page with the shell and no content; ``other_sheets`` may use variables of this one too. What is not
    understood stays.
    """
    names = {name for value in _NAMES_OF_PAGE.findall(shell) for name in value.split()}
    names |= _MARKDOWN_CLASSES | _PROSE_CLASSES
    used, before = _changed(sheet, partial(_if_it_can_match, names=names, shell=shell)), ""
    others = "".join(other_sheets)
    while used != before:
        before = used
        asked = {*_READ.findall(used + others)}
        moves = {word for value in _MOVED.findall(used + others) for word in value.split()}
        used = _changed(used, partial(_without_unused, asked=asked, moves=moves))
    return used


def _changed(css: str, change: Callable[[str, str, str], str]) -> str:
    """The sheet with what ``change`` gives for each rule, within groups too; a group of nothing is left out."""
    parts = []
    for head, body, text in _rules(css):
        if head.startswith(_GROUPS):
            inner = _changed(body, change)
            parts.append(f"{head}{{{inner}}}" if inner else "")
        else:
            parts.append(change(head, body, text))
    return "".join(parts)


def _rules(css: str) -> Iterator[tuple[str, str, str]]:
    """Head, body and whole text of each rule of the outermost level; a statement has no body, and a rest no head."""
    depth = start = opened = 0
    for match in _PIECE.finditer(css):
        sign = match[0]
        if sign == "{":
            opened = opened if depth else match.start()
            depth += 1
        elif sign == "}":
            depth -= 1
        if sign in "};" and not depth:
            end = opened if sign == "}" else match.start()
            head = _COMMENT.sub("", css[start:end]).strip()
            yield head, css[end + 1 : match.start()], css[start : match.end()]
            start = match.end()
    if css[start:].strip():
        yield "", "", css[start:]


def _if_it_can_match(head: str, _body: str, text: str, *, names: set[str], shell: str) -> str:
    """The rule, when one of its selectors names nothing that no page has."""
    if head.startswith("@") or "\\" in head:
        return text
    plain = _ATTRIBUTE.sub(partial(_without_attribute, shell=shell), head)
    while plain != (outer := _ARGUMENTS.sub("", plain)):
        plain = outer
    selectors = plain.split(",")
    return text if any(names.issuperset(_NAME.findall(one)) for one in selectors) else ""


def _without_attribute(match: re.Match[str], *, shell: str) -> str:
    name, operator, value = match.groups()
    said = f'{name}="{value}"' if operator == "=" else f'{name}="'
    return _IMPOSSIBLE if _SHELL_ATTRIBUTE.fullmatch(name) and said not in shell else ""


def _without_unused(head: str, body: str, text: str, *, asked: set[str], moves: set[str]) -> str:
    """The rule without variables that nothing reads; nothing for a motion that nothing makes."""
    kind, _, name = head.partition(" ")
    if kind.startswith("@"):
        return "" if kind.endswith("keyframes") and name not in moves else text
    written = [*_DECLARATION.findall(body)]
    names = [one.partition(":")[0].strip() for one in written]
    kept = [
        one
        for name, one in zip(names, written, strict=True)
        if not name.startswith("--") or name in asked
    ]
    if len(kept) == len(written):
        return text
    return f"{head}{{{';'.join(kept)}}}" if kept else ""

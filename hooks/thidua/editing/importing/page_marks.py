"""What pages mark without saying it in words: struck and hidden text, and footnotes that lead back to their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import Tag

from thidua.editing.importing.evidence import note, shortened
from thidua.editing.importing.markup import inner_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.editing.importing.evidence import ImportNote

_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_MOST = 0.4
"""Share of a page's letters that a hidden part holds at most; scripts show what holds more."""
_MAX_TOLD = 300


def drop_unseen(root: Tag) -> Iterator[ImportNote]:
    """Take out what is struck or hidden, and tell how much of each there was."""
    most = _MOST * len(root.get_text())
    texts: dict[str, list[str]] = {"struck": [], "hidden": []}
    for part in root.find_all(True):
        kind = "" if part.decomposed else _unseen(part)
        text = inner_text(part) if kind else ""
        if kind == "struck" or (kind == "hidden" and len(text) <= most):
            part.decompose()
            texts[kind] += [text] if text else []
    for kind, found in texts.items():
        if found:
            value = shortened("; ".join(found), _MAX_TOLD)
            yield note(f"lost_{kind}", count=len(found), value=value)


def _unseen(part: Tag) -> str:
    style = str(part.get("style") or "")
    if part.name in _STRUCK_TAGS or _STRUCK.search(style):
        return "struck"
    return "hidden" if part.has_attr("hidden") or _HIDDEN.search(style) else ""


def mark_notes(root: Tag) -> None:
    """Mark footnotes as those of Word files are: a link and the one it leads to, which leads back, are a place and its note."""
    links = [link for link in root.find_all("a") if str(link.get("href") or "").startswith("#")]
    named = {name: link for link in links for name in _names(link)}
    number = 0
    for link in links:
        mark = None if link.decomposed else named.get(str(link["href"])[1:])
        if mark is None or mark is link or mark.decomposed:
            continue
        if str(mark["href"])[1:] not in _names(link):
            continue
        number += 1
        place = Tag(name="span", attrs={"data-note": str(number)})
        held = _holder(mark)
        mark.decompose()
        text = Tag(name="div", attrs={"data-note-text": str(number)})
        text.extend(list(held.contents))
        held.replace_with(text)
        link.replace_with(place)


def _names(link: Tag) -> set[str]:
    """What leads to a link: names of its own, and that of the element that holds nothing else."""
    names = {str(link.get("name") or ""), str(link.get("id") or "")}
    if link.parent is not None:
        names.add(str(link.parent.get("id") or ""))
    return names - {""}


def _holder(mark: Tag) -> Tag:
    """The element that holds one note: a division with no other note in it, else the block around its mark."""
    block = mark.find_parent(("p", "li", "td", "div")) or mark
    around = block.find_parent("div")
    if around is not None and len(around.find_all("a", href=re.compile("^#"))) == 1:
        return around
    return block

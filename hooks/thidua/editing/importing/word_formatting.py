"""What the styles and lists of a Word file say of a paragraph or a run: its look, its font, its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_OFF = frozenset({"0", "false", "off", "none"})
_MARKS = {
    "b": "bold",
    "i": "italic",
    "strike": "struck",
    "dstrike": "struck",
    "vanish": "hidden",
}
"""Properties of runs that are on or off, and what they are here."""
_DEEPEST = 30
"""Styles based on each other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    raised: str = ""
    """``superscript`` or ``subscript``."""
    font: str = ""
    address: str = ""
    """What it leads to, by a field around it."""

    def with_properties(self, properties: Element | None, fonts: dict[str, str]) -> Look:
        """The look with what run properties change of it."""
        if properties is None:
            return self
        look = self
        for mark in properties:
            name = _MARKS.get(str(mark.tag))
            value = mark.get("val", "true")
            if name:
                marks: dict[str, Any] = {name: value not in _OFF}
                look = replace(look, **marks)
            elif mark.tag == "vertAlign":
                look = replace(look, raised=value if value.endswith("script") else "")
            elif mark.tag == "rFonts":
                theme = mark.get("asciiTheme") or mark.get("hAnsiTheme") or ""
                font = fonts.get(theme[:5]) or mark.get("ascii") or mark.get("hAnsi")
                look = replace(look, font=font or look.font)
        return look


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._fonts = _theme_fonts(theme)
        self._default = ""
        self._base = Look()
        for style in root if root is not None else ():
            if style.tag == "docDefaults":
                self._base = Look().with_properties(style.find("rPrDefault/rPr"), self._fonts)
            elif style.tag == "style":
                id_ = style.get("styleId", "")
                self._styles[id_] = style
                if style.get("type") == "paragraph" and style.get("default") in {"1", "true"}:
                    self._default = id_

    def look_of_paragraph(self, properties: Element | None) -> Look:
        """The look of runs in a paragraph that say nothing themselves."""
        look = self._base
        for style in reversed(list(self._chain(self._id(properties)))):
            look = look.with_properties(style.find("rPr"), self._fonts)
        return look

    def look_of_run(self, look: Look, properties: Element | None) -> Look:
        """The look of a run in a paragraph of ``look``."""
        if properties is None:
            return look
        style = properties.find("rStyle")
        for own in reversed(list(self._chain(style.get("val", "")))) if style is not None else ():
            look = look.with_properties(own.find("rPr"), self._fonts)
        return look.with_properties(properties, self._fonts)

    def heading_level(self, properties: Element | None) -> int:
        """1 to 9 for a heading, 0 for a title, -1 for any other paragraph."""
        own = properties.find("outlineLvl") if properties is not None else None
        for style in self._chain(self._id(properties)):
            name = style.find("name")
            value = name.get("val", "").lower() if name is not None else ""
            heading = re.fullmatch(r"heading (\d)", value)
            if heading:
                return int(heading[1])
            if value == "title":
                return 0
            if own is None:
                own = style.find("pPr/outlineLvl")
        level = own.get("val", "9") if own is not None else "9"
        return int(level) + 1 if level.isdecimal() and int(level) < 9 else -1

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        names = (style.find("name") for style in self._chain(self._id(properties)))
        return any(
            n is not None and re.fullmatch(r"toc \d", n.get("val", "").lower()) for n in names
        )

    def is_centred(self, properties: Element | None) -> bool:
        """Whether a paragraph stands in the middle, or is set as a caption."""
        place = properties.find("jc") if properties is not None else None
        for style in self._chain(self._id(properties)):
            name = style.find("name")
            if name is not None and name.get("val", "").lower() == "caption":
                return True
            place = place if place is not None else style.find("pPr/jc")
        return place is not None and place.get("val") == "center"

    def list_of(self, properties: Element | None) -> tuple[str, int] | None:
        """Number of the list a paragraph is in, and its level; None for a paragraph in none."""
        found = properties.find("numPr") if properties is not None else None
        level = found.find("ilvl") if found is not None else None
        number = found.find("numId") if found is not None else None
        for style in self._chain(self._id(properties)):
            own = style.find("pPr/numPr")
            if own is not None:
                number = number if number is not None else own.find("numId")
                level = level if level is not None else own.find("ilvl")
        if number is None or number.get("val", "0") == "0":
            return None
        value = level.get("val", "0") if level is not None else "0"
        return number.get("val", ""), min(int(value), 8) if value.isdecimal() else 0

    def _id(self, properties: Element | None) -> str:
        named = properties.find("pStyle") if properties is not None else None
        return named.get("val", "") if named is not None else self._default

    def _chain(self, id_: str) -> Iterator[Element]:
        """A style and those it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(id_)
            if style is None:
                return
            yield style
            based = style.find("basedOn")
            id_ = based.get("val", "") if based is not None else ""


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts that ``minorHAnsi`` and ``majorHAnsi`` stand for, by the first five letters."""
    found = {}
    for name in ("major", "minor"):
        latin = theme.find(f".//{name}Font/latin") if theme is not None else None
        found[name] = latin.get("typeface", "") if latin is not None else "?"
    return found


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What stands before a paragraph of a list."""

    kind: str
    """``bullet``, ``number`` for ``3.`` alone, or ``words`` for any other: ``a)``, ``Điều 2.``"""
    text: str
    number: int
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool


class Numbering:
    """The lists of a document, counted as their paragraphs are met."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        styled: dict[str, str] = {}
        links: dict[str, str] = {}
        for entry in root if root is not None else ():
            id_ = entry.get("abstractNumId", "")
            if entry.tag == "abstractNum":
                self._levels[id_] = dict(_levels(entry))
                for name, table in (("styleLink", styled), ("numStyleLink", links)):
                    link = entry.find(name)
                    if link is not None and name == "styleLink":
                        table[link.get("val", "")] = id_
                    elif link is not None:
                        table[id_] = link.get("val", "")
        for entry in root if root is not None else ():
            abstract = entry.find("abstractNumId") if entry.tag == "num" else None
            if abstract is not None:
                number, id_ = entry.get("numId", ""), abstract.get("val", "")
                self._abstract[number] = styled.get(links.get(id_, ""), id_)
                self._starts[number] = dict(_restarts(entry))

    def label(self, number: str, level: int) -> ListLabel | None:
        """The label of the next paragraph of a list; None where the list is not there."""
        abstract = self._abstract.get(number)
        levels = self._levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return None
        counts = self._counts.setdefault(abstract, [None] * 9)
        restarts = self._starts.get(number, {})
        if level in restarts:
            counts[level] = restarts.pop(level)
        else:
            last = counts[level]
            counts[level] = levels[level].start if last is None else last + 1
        counts[level + 1 :] = [None] * (8 - level)
        own = levels[level]
        count = counts[level] or 0
        if own.form == "bullet":
            return ListLabel("bullet", "", 0, level)
        if own.form == "none" and "%" not in own.text.replace(f"%{level + 1}", ""):
            return None
        text = re.sub(r"%(\d)", lambda m: _counted(levels, counts, int(m[1]) - 1, own), own.text)
        plain = own.form == "decimal" and own.text == f"%{level + 1}."
        return ListLabel("number" if plain else "words", text.strip(), count, level)


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for level in abstract.findall("lvl"):
        place = level.get("ilvl", "")
        if place.isdecimal() and int(place) < 9:
            start = _value(level, "start", "1")
            yield (
                int(place),
                _Level(
                    int(start) if start.isdecimal() else 1,
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    level.find("isLgl") is not None,
                ),
            )


def _restarts(number: Element) -> Iterator[tuple[int, int]]:
    for override in number.findall("lvlOverride"):
        place, start = override.get("ilvl", ""), _value(override, "startOverride", "")
        if place.isdecimal() and int(place) < 9 and start.isdecimal():
            yield int(place), int(start)


def _value(parent: Element, name: str, otherwise: str) -> str:
    found = parent.find(name)
    return found.get("val", otherwise) if found is not None else otherwise


def _counted(
    levels: dict[int, _Level], counts: list[int | None], place: int, asking: _Level
) -> str:
    level = levels.get(place)
    if level is None or not 0 <= place < 9:
        return ""
    count = counts[place]
    if count is None:
        count = counts[place] = level.start
    form = "decimal" if asking.legal and level is not asking else level.form
    return in_form(count, form)


_ROMAN = ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)  # fmt: skip


def in_form(count: int, form: str) -> str:
    """A number as a list of Word prints it: ``3``, ``03``, ``c``, ``III``."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        made = ""
        for letters, value in _ROMAN:
            made += letters * (count // value)
            count %= value
        return made if form == "lowerRoman" else made.upper()
    return f"{count:02d}" if form == "decimalZero" else "" if form == "none" else str(count)

"""Addresses of hidden records, found in any text however they are spelt.

A reader who knows the address of a page that is not shown knows of the record. So neither an address nor what it is
made of (ids, short names of events, names of files) may stand in a public text, whether as a link, as bare words, in
code, in the query of another address or within ``mailto:``. `normal_form` undoes every coding that a browser, a mail
program or a Markdown converter would undo; what is looked for is looked for in that form alone.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from thidua.campaign import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROUNDS = 12
"""How many codings within codings are undone, and how many folders within folders that are left again."""
_CODED = re.compile(
    r"(?P<percent>(?:%(?:25)*[0-9A-Fa-f]{2})+)"
    r"|(?P<entity>&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    r"|\\(?:u(?P<code>[0-9A-Fa-f]{4})|u\{(?P<long>[0-9A-Fa-f]{1,6})\}|x(?P<byte>[0-9A-Fa-f]{2}))"
    r"|\\(?P<escaped>[!-/:-@\[^-`{-~])"
)
_CODES = re.compile(r"[%&\\]")


class _PlainLetters(dict[int, str]):
    """Every hyphen, dash and minus as one, and nothing for what has no look of its own; each letter is looked up once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if category == "Pd" or letter == "\N{MINUS SIGN}":
            letter = "-"
        elif category == "Cf" or 0xE0000 <= code < 0xE0080:
            letter = ""
        self[code] = letter
        return letter


_PLAIN = _PlainLetters()
_USUAL = "–—“”‘’" + "".join(
    chr(code)
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if unicodedata.normalize("NFKC", chr(code)) == chr(code)
)
_ALL_USUAL = re.compile(rf"[\x00-\x7f{_USUAL}]*+")
"""What Vietnamese texts are made of: only two dashes of it have another form, so that most texts need no closer look."""
_MANY_SLASHES = re.compile(r"/(?:\.?/)+")
_UP = re.compile(r"/(?!\.\./)[^/\s?#\"'<>]+/\.\./")
_DASHES = re.compile("-{2,}")
_ROOTS = ("su-kien", "cum", "giao-uoc", "don-vi", "ky-niem", "phong-trao", "lich", "tim-kiem", "du-lieu",
          "events", "clusters")  # fmt: skip
"""First parts of addresses that name records, and of the paths of their files."""
_ROOT = rf"(?<![a-z0-9-])(?:{'|'.join(_ROOTS)})"
_PLACE = re.compile(rf"(?=({_ROOT}(?:/[a-z0-9.-]{{1,250}}){{0,8}}))")
"""No address of ours has more parts; what runs on without end must not cost the square of its length."""
_ASKED = re.compile(rf"{_ROOT}(?:/[a-z0-9.-]{{1,100}}){{0,4}}/?[?#]([^\s\"'<>]*)")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAY_NAME = re.compile(r"[-0-9?#]|[a-z]/")
"""What a telling name, a path or a question has; most lines of prose have none of it."""
_RUN = re.compile("[a-z0-9-]+")
_DATED = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}-(.+)")
_PLEDGE = re.compile(r"([a-z0-9-]+)@([a-z0-9-]+)")
"""What the page that compares any two is asked for."""
_COMPARED = re.compile(r"(.+)/([a-z0-9-]+)\.\.([a-z0-9-]+)")


def normal_form(text: str) -> str:
    """``text`` as one would read the addresses in it: codings undone, small letters, one slash, one kind of hyphen, no dots for folders."""
    for _ in range(ROUNDS):
        if not text.isascii():
            if _ALL_USUAL.fullmatch(text):
                text = text.replace("–", "-").replace("—", "-")
            else:
                text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
        plain = _CODED.sub(_decoded, text) if _CODES.search(text) else text
        if plain == text:
            break
        text = plain
    text = text.replace("\\", "/").lower()
    if "//" in text or "/./" in text:
        text = _MANY_SLASHES.sub("/", text)
    for _ in range(ROUNDS):
        if "/../" not in text or text == (shorter := _UP.sub("/", text)):
            break
        text = shorter
    return _DASHES.sub("-", text) if "--" in text else text


def _readings(text: str) -> tuple[str, ...]:
    """The normal forms of a text: a sign after a backslash stands for itself to Markdown, and a backslash for a slash to a browser."""
    if "\\" not in text:
        return (normal_form(text),)
    return normal_form(text), normal_form(text.replace("\\", "/"))


def _decoded(match: re.Match[str]) -> str:
    if match["percent"]:
        return unquote_to_bytes(re.sub("%(?:25)+", "%", match[0])).decode("utf-8", "replace")
    if match["entity"]:
        # A browser leaves line ends and tabs out of an address, and an entity can bring them in.
        return html.unescape(match[0].replace("amp;", "")).strip("\t\n\r")
    if match["escaped"]:
        return match["escaped"]
    code = int(match["code"] or match["long"] or match["byte"], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def is_telling(name: str) -> bool:
    """Whether a name is like no word of a text, so that it is looked for by itself: it has a letter, and a hyphen or a digit."""
    return bool(re.search("[a-z]", name) and re.search("[-0-9]", name))


@dataclass(frozen=True)
class HiddenAddresses:
    """What must not be named: whole addresses, ids, and names that are telling by themselves."""

    pages: frozenset[str]
    """Addresses of pages at and below which all is hidden: ``/su-kien/2024/hop-kin/``; also paths of files without ending."""
    ids: frozenset[str]
    """Ids of hidden records, telling or not; looked for in addresses."""
    words: frozenset[str] = frozenset()
    """Short names of events and names of files, those of `ids` besides; looked for everywhere where they are telling."""
    known: frozenset[str] = field(default=frozenset(), repr=False)
    """Names that stand for something public as well, and tell nothing."""

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(filter(is_telling, (self.ids | self.words) - self.known))

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(page.strip("/") for page in self.pages)

    @cached_property
    def _last_parts(self) -> frozenset[str]:
        return self.ids | {path.rpartition("/")[2] for path in self._paths}

    def looked_for(self) -> list[list[str]]:
        """Everything that is looked for: two that differ in what is known to be public may look for the same."""
        return [sorted(self._names), sorted(self._paths), sorted(self.ids)]

    def __bool__(self) -> bool:
        return bool(self.pages or self.ids or self.words)

    def __contains__(self, address: str) -> bool:
        """Whether an address of the site leads to something hidden, or is made of it: a comparison, a search, a calendar of one."""
        return bool(self) and bool(self.addresses_in(address))

    def found_in(self, text: str) -> frozenset[str]:
        """What a text names of it, in normal form: paths without slashes around them, ids and names."""
        if not self:
            return frozenset()
        found: set[str] = set()
        for flat in _readings(text):
            if not _MAY_NAME.search(flat):
                continue
            names = {run.strip("-") for run in set(_RUN.findall(flat))}
            # No address names what no part of it is called.
            if not names.isdisjoint(self._last_parts):
                found.update(self._in_places(flat))
            names |= {
                dated[1]
                for name in names
                if name[:4].isdecimal() and (dated := _DATED.fullmatch(name))
            }
            found |= self._names & names
        return frozenset(found)

    def without_words_of(self, texts: Iterable[str]) -> HiddenAddresses:
        """The same, but for single names that stand in ``texts`` of the site itself: there they tell nothing."""
        said = (name for text in texts for name in _NAME.findall(normal_form(text)))
        return replace(self, known=self.known.union(said)) if self else self

    def addresses_in(self, text: str) -> frozenset[str]:
        """What the addresses in a text name of it, in normal form; names that stand by themselves are no matter."""
        return frozenset(found for flat in _readings(text) for found in self._in_places(flat))

    def is_named_by(self, target: str, links: Mapping[str, str]) -> bool:
        """Whether the target of a link, as written in a body whose ``links`` are resolved, leads to something hidden.

        Also one with the name of a host, whichever: the site has one address inside and another outside.
        """
        if target in links:
            return links[target] in self
        return re.match(r"\s*https?:", normal_form(target)) is not None and target in self

    def _in_places(self, flat: str) -> Iterator[str]:
        for place in _PLACE.finditer(flat):
            # Most addresses have no part that any of these has: a quick look spares a close one.
            if not self._last_parts.isdisjoint(re.split("[/.]+", place[1])):
                yield from self._in_path([part for part in place[1].split("/") if part])
        for asked in _ASKED.finditer(flat):
            yield from self.ids.intersection(_NAME.findall(asked[1]))
            for cluster, term in _PLEDGE.findall(asked[1]):
                yield from self._in_path(["cum", cluster, "giao-uoc", term])

    def _in_path(self, parts: list[str]) -> Iterator[str]:
        """What a path names: a page at or below which it lies, one of the two a comparison is made of, an id."""
        for paths in _meant(parts):
            for end in range(1, len(paths) + 1):
                path = "/".join(paths[:end])
                if path in self._paths:
                    yield path
                    break
            if parts[0] not in {"su-kien", "events"}:
                yield from self.ids.intersection(paths[1:])


NOTHING_HIDDEN = HiddenAddresses(frozenset(), frozenset())


def _meant(parts: list[str]) -> Iterator[list[str]]:
    """A path without file endings; for the page of a comparison the paths of what is compared."""
    compared = _COMPARED.fullmatch("/".join(parts))
    if compared is None:
        plain = [part.partition(".")[0] for part in parts]
        yield plain
        if plain[:2] == ["giao-uoc", "so-sanh"] and len(plain) > 3:
            # The data that a pledge is compared by.
            yield ["cum", plain[2], "giao-uoc", plain[3]]
        return
    folder, *sides = compared.groups()
    root, *inner = folder.split("/")
    for side in sides:
        # Two clusters in one term lie below the list of pledges, two terms below their cluster.
        yield (
            ["cum", side, "giao-uoc", inner[0]]
            if root == "giao-uoc" and len(inner) == 1
            else [root, *inner, side]
        )


def public_words() -> frozenset[str]:
    """Parts of addresses that every site has."""
    roots = (*addresses.LISTS, *addresses.OPEN_FILES, *addresses.OPEN_ROOTS, *addresses.WRITTEN_ROOTS, "/so-sanh/")  # fmt: skip
    return frozenset(part.partition(".")[0] for root in roots for part in root.split("/") if part)


def file_names(path: str) -> Iterable[str]:
    """The names a file may be known by: its own and its folder's where that is the record's, without endings."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    return (folder.rpartition("/")[2],) if stem == "index" else (stem,)

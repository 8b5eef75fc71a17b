"""Search of files for what is hidden, in every disguise, each line that many files have only once.

Pages of a site are alike in most of their lines. No word, escape or address runs over the end of a line, so a line is
looked at by itself and remembered; only windows of words go from one to the next, and for these the signs of all lines
are put behind each other (`thidua.audit.leak_matcher`). Two things do run on: a tag, whose lines are taken as one, and
lines of calendars, which are unfolded first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from thidua.audit import decoded_text
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.audit.leak_matcher import LeakMatcher, Needle
    from thidua.campaign.hidden_addresses import HiddenAddresses

MOST_KEPT = 4_000_000
"""Characters of lines that are remembered."""
_LONGEST_LINE = 4_000
_OPEN_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*\Z")
_ANGLE = re.compile("[<>]")


class Found(NamedTuple):
    """What a text tells of what is hidden."""

    channel: str
    addresses: Sequence[str]
    secrets: Sequence[tuple[str, int, str]]
    """File, line and field of each text it tells."""


class _Line(NamedTuple):
    """What a line tells, and what it adds to windows of words."""

    forms: tuple[str, str, str, str]
    """Its signs, in each of `decoded_text.DecodedForms`."""
    told: frozenset[Needle]
    addresses: frozenset[str]
    is_open: bool
    """Whether a tag may go on in the next line."""
    angle: str
    """Which of ``<`` and ``>`` comes first, if any."""


class LeakSearch:
    """A search for hidden texts and addresses through the files of a site."""

    def __init__(self, matcher: LeakMatcher, hidden: HiddenAddresses) -> None:
        self._matcher = matcher
        self._hidden = hidden
        self._lines = _Lines(self)
        self.digest = key_of(matcher.digest(), hidden.looked_for())
        """Of everything that is looked for."""

    def found_in(self, name: str, data: bytes) -> Iterator[Found]:
        """What each text of a file tells. Raises `OpaqueError` for a file that cannot be looked into."""
        for channel, text in decoded_text.contained_texts(name, data):
            lines = decoded_text.unfolded(text)
            is_whole = lines is text and decoded_text.is_folded(text)
            line = self._whole(text) if is_whole else self._by_lines(lines)
            told = self._matcher.in_signs(line.forms) | line.told
            if told or line.addresses:
                secrets = {(s.path, s.line, s.field) for s in self._matcher.secrets(told)}
                yield Found(channel, sorted(line.addresses), sorted(secrets))

    def _by_lines(self, text: str) -> _Line:
        lines = [self._lines[line] for line in text.split("\n")]
        if any(line.is_open for line in lines):
            lines = [self._lines[line] for line in self._closed(text.split("\n"))]
        raw, plain, spaced, joined = zip(*(line.forms for line in lines), strict=True)
        return _Line(
            ("".join(raw), "".join(plain), "".join(spaced), "".join(joined)),
            frozenset().union(*(line.told for line in lines)),
            frozenset().union(*(line.addresses for line in lines)),
            is_open=False,
            angle="",
        )

    def _closed(self, lines: list[str]) -> Iterator[str]:
        """The lines, those through which a tag runs as one."""
        begun: list[str] = []
        for text in lines:
            line = self._lines[text]
            if begun and line.angle == "<":
                yield "\n".join(begun)  # What began as a tag is none.
                begun = []
            begun.append(text)
            if line.is_open or (len(begun) > 1 and not line.angle):
                continue
            yield "\n".join(begun)
            begun = []
        if begun:
            yield "\n".join(begun)

    def _whole(self, text: str) -> _Line:
        """What a text tells that is looked at by itself."""
        forms = decoded_text.text_forms(text)
        outlines = [self._matcher.outline(form) for form in dict.fromkeys(forms)]
        signs = dict(zip(dict.fromkeys(forms), (o.signs for o in outlines), strict=True))
        told = frozenset().union(*(outline.glued for outline in outlines))
        # A space for a tag parts no address that its angles do not part, but for the hyphens of a comment.
        read = {forms.raw, forms.plain, forms.joined}
        if "--" in forms.plain:
            read.add(forms.spaced)
        addresses = frozenset().union(*map(self._hidden.found_in, read))
        for inner in decoded_text.base64_texts(text):
            outline = self._matcher.outline(inner)
            told |= self._matcher.in_signs([outline.signs]) | outline.glued
            addresses |= self._hidden.found_in(inner)
        angle = _ANGLE.search(forms.plain)
        return _Line(
            (signs[forms.raw], signs[forms.plain], signs[forms.spaced], signs[forms.joined]),
            told,
            addresses,
            is_open=_OPEN_TAG.search(forms.plain) is not None,
            angle=angle[0] if angle else "",
        )


class _Lines(dict[str, _Line]):
    """Lines and what they tell, as far as there is room."""

    def __init__(self, search: LeakSearch) -> None:
        super().__init__()
        self._search = search
        self._size = 0

    def __missing__(self, text: str) -> _Line:
        line = self._search._whole(text)  # noqa: SLF001 one thing, kept in two
        if len(text) <= _LONGEST_LINE:
            self._size += len(text)
            if self._size > MOST_KEPT:
                self.clear()
                self._size = len(text)
            self[text] = line
        return line

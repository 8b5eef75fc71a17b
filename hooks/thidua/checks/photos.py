"""Rules for the photographs beside events."""

from __future__ import annotations

import itertools
import posixpath
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from thidua import photos
from thidua.diagnostics import START, Diagnostic, diagnose
from thidua.reading.library import PHOTO_ENDINGS
from thidua.reading.typed import UNKNOWN
from thidua.text import NearestFinder, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Event


def check(library: Library, _site: Site) -> Iterator[Diagnostic]:
    """Each photo named by an event lies beside it, spelt alike, once; each file that lies there is named."""
    beside: dict[str, set[str]] = {}
    photographs = sorted(f for f in library.files if f.lower().endswith(PHOTO_ENDINGS))
    for path in photographs:
        beside.setdefault(posixpath.dirname(path), set()).add(posixpath.basename(path))
    yield from itertools.chain.from_iterable(map(alts_describe, library.events))
    guesses = NearestFinder()
    named: set[str] = set()
    sound: list[_PhotoUse] = []
    for event in library.events:
        files = beside.get(event.folder, set())
        seen: set[str] = set()
        for n, photo in enumerate(event.record.photos):
            if photo.file.startswith(UNKNOWN):
                continue
            if photo.file in seen:
                yield event.diagnose("E414", "photos", n, "file", file=photo.file)
            elif photo.file in files:
                look = _inspect(library, event, n)
                if isinstance(look, Diagnostic):
                    yield look
                else:
                    sound.append(_PhotoUse(event, n, look))
            else:
                yield _missing_near(event, n, files, guesses)
            seen.add(photo.file)
        # A file whose name is misspelt by case alone is not left over as well.
        named |= {posixpath.join(event.folder, name).casefold() for name in seen}
    yield from _duplicates(library, sound)
    for path in photographs:
        if path.casefold() not in named:
            yield diagnose(path, START, "W419")


def alts_describe(event: Document[Event]) -> Iterator[Diagnostic]:
    """What a picture shows is said in words of its own: not by the name of its file, nor by the caption, which is read out anyway."""
    for n, photo in enumerate(event.record.photos):
        stem = posixpath.splitext(photo.file)[0]
        if photo.alt.lower().endswith(PHOTO_ENDINGS) or photo.alt == stem:
            yield event.diagnose("W660", "photos", n, "alt", alt=photo.alt)
        elif photo.alt != UNKNOWN and _bare_words(photo.alt) == _bare_words(photo.caption):
            yield event.diagnose("W661", "photos", n, "alt")


def _bare_words(text: str) -> str:
    """A text as it is compared: folded, without the stop at its end."""
    return fold(text).rstrip(" .")


def _missing_near(
    event: Document[Event], n: int, files: set[str], guesses: NearestFinder
) -> Diagnostic:
    file = event.record.photos[n].file
    same = next((f for f in sorted(files) if f.casefold() == file.casefold()), None)
    code, near = ("E413", same) if same else ("E415", guesses.nearest(file, files))
    return event.diagnose(code, "photos", n, "file", file=file, near=near)


class _PhotoUse(NamedTuple):
    """A photograph that can be published, and where it is declared."""

    event: Document[Event]
    number: int
    look: photos.PhotoFacts

    @property
    def file(self) -> str:
        return posixpath.join(self.event.folder, self.event.record.photos[self.number].file)

    def diagnose(self, code: str, **params: object) -> Diagnostic:
        file = self.event.record.photos[self.number].file
        return self.event.diagnose(code, "photos", self.number, "file", file=file, **params)


def _inspect(library: Library, event: Document[Event], n: int) -> photos.PhotoFacts | Diagnostic:
    """A photo is a picture of a known format, within the limits of bytes and pixels."""
    file = event.record.photos[n].file
    try:
        with library.open(posixpath.join(event.folder, file)) as opened:
            return photos.inspect(opened)
    except photos.PhotoError as error:
        return event.diagnose(error.code, "photos", n, "file", file=file, **error.params)
    except OSError as error:
        return event.diagnose("E116", "photos", n, "file", reason=error.strerror)


def _duplicates(library: Library, shown: list[_PhotoUse]) -> Iterator[Diagnostic]:
    """A photograph lies in one file: the same bytes, or the same pixels under other metadata, are two of one."""
    as_large = Counter(one.look.size for one in shown)
    whole = Counter(one.look.size for one in shown if one.look.is_whole)
    at_an_eighth = Counter(one.look for one in shown if not one.look.is_whole)
    first: dict[str, _PhotoUse] = {}
    for one in shown:
        look = one.look
        # All pixels of a JPEG are decoded only where a cheaper look leaves a doubt: another file looks alike at an
        # eighth of its size, or is as large in another format.
        others = as_large[look.size] if look.is_whole else whole[look.size] + at_an_eighth[look]
        if others < 2:
            continue
        try:
            key = look.pixels if look.is_whole else _all_pixels(library, one)
        except photos.PhotoError as error:
            yield one.diagnose(error.code, **error.params)
            continue
        other = first.setdefault(key, one)
        if other is not one:
            place = f"{other.event.path}:{other.event.at('photos', other.number, 'file').line}"
            yield one.diagnose("W653", other=posixpath.basename(other.file), place=place)


def _all_pixels(library: Library, photo: _PhotoUse) -> str:
    with library.open(photo.file) as opened:
        return photos.pixels(opened)

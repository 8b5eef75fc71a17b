"""Rules for the photographs beside events."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from thidua import photos
from thidua.diagnostics import START, diagnose
from thidua.reading.library import PHOTO_ENDINGS
from thidua.reading.typed import UNKNOWN
from thidua.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document, Library
    from thidua.reading.records import Event


def check(library: Library, project: Path) -> Iterator[Diagnostic]:
    """Each photo named by an event lies beside it, spelt alike; each file that lies there is named."""
    named: set[str] = set()
    beside: dict[str, set[str]] = {}
    for path in library.files:
        beside.setdefault(posixpath.dirname(path), set()).add(posixpath.basename(path))
    for event in library.events:
        files = {f for f in beside.get(event.folder, ()) if f.lower().endswith(PHOTO_ENDINGS)}
        seen: set[str] = set()
        for n, photo in enumerate(event.record.photos):
            named.add(posixpath.join(event.folder, photo.file))
            if photo.file.startswith(UNKNOWN):
                continue
            if photo.file in seen:
                yield event.diagnose("E414", "photos", n, "file", file=photo.file)
            seen.add(photo.file)
            if photo.file in files:
                yield from _sound(event, n, project)
                continue
            same = next((f for f in files if f.casefold() == photo.file.casefold()), None)
            if same:
                named.add(posixpath.join(event.folder, same))
                yield event.diagnose("E413", "photos", n, "file", file=photo.file, near=same)
            else:
                near = nearest(photo.file, files)
                yield event.diagnose("E415", "photos", n, "file", file=photo.file, near=near)
    for path in sorted(library.files):
        if path.lower().endswith(PHOTO_ENDINGS) and path not in named:
            yield diagnose(path, START, "W419")


def _sound(event: Document[Event], n: int, project: Path) -> Iterator[Diagnostic]:
    """A photo is a picture of a known format, within the limits of bytes and pixels."""
    file = event.record.photos[n].file
    try:
        photos.inspect(project / event.folder / file)
    except photos.PhotoError as error:
        yield event.diagnose(error.code, "photos", n, "file", file=file, **error.params)
    except OSError as error:
        yield event.diagnose("E116", "photos", n, "file", reason=error.strerror)

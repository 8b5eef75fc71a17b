"""Rules for the papers of records, and for the PDF files beside them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from thidua.diagnostics import START, Diagnostic, diagnose
from thidua.papers.pdf_file import PaperError
from thidua.reading.library import PAPER_ENDING
from thidua.text import NearestFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.reading.library import DeclaredPaper, Library


def check(library: Library, _site: Site) -> Iterator[Diagnostic]:
    """Each PDF a record names lies beside it and can be published, once; each that lies there is named."""
    guesses = NearestFinder()
    there = sorted(f for f in library.files if f.lower().endswith(PAPER_ENDING))
    seen: set[tuple[int, str]] = set()
    named: set[str] = set()
    for declared in library.declared_papers():
        path = declared.path
        if not path:
            continue
        # A misspelt name is not left over as well.
        named.add(path.casefold())
        # Two terms of a cluster may share a paper, the list of one record may not have it twice.
        place = (id(declared.document), "/".join(map(str, (*declared.loc[:-1], path))))
        if place in seen:
            yield declared.diagnose("E679")
        elif path not in library.files:
            yield _missing(declared, there, guesses)
        else:
            yield from _read(declared, library)
        seen.add(place)
    for path in there:
        if path.casefold() not in named:
            yield diagnose(path, START, "W680")


def _missing(declared: DeclaredPaper, there: list[str], guesses: NearestFinder) -> Diagnostic:
    folder, name = posixpath.split(declared.path)
    beside = [posixpath.basename(f) for f in there if posixpath.dirname(f) == folder]
    same = next((f for f in beside if f.casefold() == name.casefold()), None)
    return declared.diagnose("E676", near=same or guesses.nearest(name, beside))


def _read(declared: DeclaredPaper, library: Library) -> Iterator[Diagnostic]:
    """What is wrong with a file, or what of it is not published."""
    facts = library.papers[declared.path]
    if isinstance(facts, PaperError):
        yield declared.diagnose(facts.code, **facts.params)
    elif isinstance(facts, OSError):
        yield declared.diagnose("E116", reason=facts.strerror)
    else:
        for part in facts.removed:
            yield declared.diagnose("W678", part=part)

"""The PDF files below a content folder, each read once and kept from one build to the next."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from thidua.papers.facts import paper_facts
from thidua.papers.pdf_file import PaperError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from thidua.papers.facts import PaperFacts

ReadPaper: TypeAlias = "PaperFacts | PaperError | OSError"
"""The facts of a file, or why there are none."""


def paper_cache(project: Path) -> Path:
    """``.cache/thidua/papers`` of the project; for a checkout that is read-only, a folder that goes with the process."""
    kept = project / ".cache" / "thidua" / "papers"
    with suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        # Whether a folder may be written to is known for certain only by writing, on Windows above all.
        with tempfile.TemporaryFile(dir=kept):
            return kept
    return Path(_passing_folder().name)


@cache
def _passing_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="thidua-papers-")


def read_papers(
    paths: Iterable[str], opened: Callable[[str], BinaryIO], project: Path
) -> dict[str, ReadPaper]:
    """What is known of each of ``paths``; ``opened`` gives the bytes of one."""
    found: dict[str, ReadPaper] = {}
    for path in sorted(paths):
        try:
            with opened(path) as file:
                found[path] = paper_facts(file.read(), paper_cache(project))
        except (PaperError, OSError) as error:
            found[path] = error
    return found

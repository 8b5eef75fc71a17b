"""A year book as PDF: set by typst, tagged (PDF/UA-1), with the faces of the site in it, and the same bytes on any day."""

from __future__ import annotations

import io
import json
import tempfile
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from thidua.shipped_files import theme_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from thidua.book.contents import Book

_UNKNOWN_LETTER = "\ufffd"


class TypesettingError(ValueError):
    """What the typesetter says of a book it cannot set."""


class _Face(NamedTuple):
    data: bytes
    letters: frozenset[int]


def is_installed() -> bool:
    """Whether what sets books is installed: ``thidua[book]``."""
    return all(find_spec(name) for name in ("typst", "fontTools"))


def pdf_of(book: Book, picture: Callable[[str], bytes]) -> bytes:
    """The PDF of a book; ``picture`` gives the bytes of a photograph by its name. Raises `TypesettingError`."""
    data = json.dumps(book.data(), ensure_ascii=False)
    # The typesetter may read what lies in this folder, and nothing else.
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        for name in book.pictures():
            Path(folder, name).write_bytes(picture(name))
        for number, face in enumerate(_faces()):
            Path(folder, f"{number}.ttf").write_bytes(face.data)
        try:
            return _compiled(data, folder)
        except TypesettingError:
            # A letter that no face has, which the standard forbids, is shown as one that is missing.
            drawable = _drawable(data)
            if drawable == data:
                raise
            return _compiled(drawable, folder)


def _compiled(data: str, folder: str) -> bytes:
    import typst  # noqa: PLC0415 belongs to thidua[book]

    template = Path(folder, "book.typ")
    template.write_bytes(files(__name__.rpartition(".")[0]).joinpath("book.typ").read_bytes())
    # Behind our faces stand those the typesetter brings, for letters of other scripts; never the machine's own.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder]
    )
    try:
        return typst.compile(
            str(template),
            root=folder,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"book": data},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError as error:
        raise TypesettingError(str(error)) from error


def _drawable(data: str) -> str:
    """A text with each letter that the faces of the site do not have as one that is missing."""
    letters = frozenset[int]().union(*(face.letters for face in _faces()))
    return "".join(one if ord(one) in letters or one.isspace() else _UNKNOWN_LETTER for one in data)


@cache
def _faces() -> tuple[_Face, ...]:
    """The faces of the site, unpacked, as typst reads no WOFF2, each a family named by its file without its weights: ``source-serif-4-latin``.

    Of two files of one family the typesetter would look into one alone.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # noqa: PLC0415 as above

    faces = []
    for path in sorted((theme_folder() / "assets" / "fonts").glob("*.woff2")):
        unpacked = io.BytesIO()
        with TTFont(path, recalcTimestamp=False) as font:
            font.flavor = None
            for record in font["name"].names:
                if record.nameID in {1, 16}:
                    record.string = path.stem.partition("-wght")[0]
            font.save(unpacked)
            faces.append(_Face(unpacked.getvalue(), frozenset(font.getBestCmap())))
    return tuple(faces)

"""Year books as files: those a site is built with, and one by itself."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING

from thidua.book.contents import Book, BookKey, Picture, book_of, find_book
from thidua.book.epub import epub_of
from thidua.book.pdf import pdf_of
from thidua.campaign import addresses
from thidua.mkdocs.photo_files import picture_view
from thidua.photos import render, rendition_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from thidua.campaign.site import EventEntry, Site
    from thidua.mkdocs.photo_files import PictureView
    from thidua.outputs.kept import File, KeptOutputs
    from thidua.views.shared.page import Context


def declared_books(site: Site, names: Iterable[str]) -> dict[str, BookKey]:
    """Those of the books named in the settings whose terms or years the audience may know."""
    found = {name: find_book(site, name) for name in names}
    return {name: key for name, key in found.items() if key}


def site_books(
    ctx: Context,
    views: Mapping[str, PictureView],
    picture: Callable[[str], bytes],
    kept: KeptOutputs,
) -> Iterator[File]:
    """The files of the books of a site; only what says something new is set. ``picture`` gives a photograph by its path below the site."""
    pictures = book_pictures(views)
    for key in declared_books(ctx.site, sorted(ctx.books)).values():
        told = cache(partial(book_of, ctx, key, pictures))

        def made(told: Callable[[], Book] = told) -> Iterator[File]:
            return book_files(told(), lambda name: picture(_site_path(name)))

        def read(told: Callable[[], Book] = told) -> list[str]:
            return [json.dumps(told().data(), ensure_ascii=False)]

        paths = [addresses.book(key.name, ending).lstrip("/") for ending in ("pdf", "epub")]
        yield from kept.on_request(f"book {key.name}", paths, read, made)


def book_files(book: Book, picture: Callable[[str], bytes]) -> Iterator[File]:
    """The PDF and the EPUB of a book, by their paths in a site. Raises `thidua.book.pdf.TypesettingError`."""
    yield addresses.book(book.key.name, "pdf").lstrip("/"), pdf_of(book, picture)
    yield addresses.book(book.key.name, "epub").lstrip("/"), epub_of(book, picture)


def book_pictures(views: Mapping[str, PictureView]) -> dict[str, Picture]:
    """The largest rendition of each photograph that both forms can hold."""
    return {
        path: Picture(view.jpeg[-1][0].rpartition("/")[2], view.width, view.height)
        for path, view in views.items()
    }


def rendered(
    events: Iterable[EventEntry], project: Path, cache: Path
) -> tuple[dict[str, PictureView], dict[str, Path]]:
    """The photographs of events without a site: views by the paths of the originals, and files by name."""
    views: dict[str, PictureView] = {}
    files: dict[str, Path] = {}
    for entry in events:
        for photo in entry.record.photos:
            path = f"{entry.folder}/{photo.file}"
            picture = render((project / path).read_bytes(), cache)
            views[path] = picture_view(picture)
            files |= {r.name: rendition_path(cache, r) for r in picture.of("jpg")}
    return views, files


def _site_path(name: str) -> str:
    return f"{addresses.PICTURES}{name}".lstrip("/")

"""A year book as EPUB 3: https://www.w3.org/TR/epub-33/. The same book gives the same bytes on any day."""

from __future__ import annotations

import html
import io
import uuid
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from thidua.book.nodes import Node, node
from thidua.locale import phrase
from thidua.shipped_files import theme_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from thidua.book.contents import Book, Chapter

_BEGIN = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file knows, for every entry."""
_UNIX = 3
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PLACE = "thidua:ky-yeu:"
_NOT_HTML = frozenset({"cols", "to"})
_VOID = frozenset({"br", "hr", "img"})
_TYPES = {".jpg": "image/jpeg", ".woff2": "font/woff2"}
_CONTAINER = f"""{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub_of(book: Book, picture: Callable[[str], bytes]) -> bytes:
    """The EPUB of a book; ``picture`` gives the bytes of a photograph by its name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        # Readers know the kind of file by its first, which is not compressed.
        _write(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _write(archive, "META-INF/container.xml", _CONTAINER.encode())
        for name, data in _contents(book, picture):
            _write(archive, f"OEBPS/{name}", data)
    return packed.getvalue()


def _write(
    archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, _BEGIN)
    entry.create_system = _UNIX  # on Windows too
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, how)


def _contents(book: Book, picture: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    names = _chapter_files(book)
    pictures = book.pictures()
    fonts = sorted((theme_folder() / "assets" / "fonts").glob("*.woff2"))
    yield "package.opf", _package(book, [*names.values()], pictures, [f.name for f in fonts])
    yield "nav.xhtml", _page(book, phrase(book.lang, "book.contents"), _navigation(book, names))
    yield "cover.xhtml", _page(book, book.title, _cover(book))
    places = {
        part.get("id"): file
        for chapter, file in zip(book.chapters, names.values(), strict=True)
        for part in _all_parts(chapter)
        if part.get("id")
    }
    for chapter, file in zip(book.chapters, names.values(), strict=True):
        inner = "".join(_markup(part, places) for part in (chapter.heading(), *chapter.nodes))
        yield file, _page(book, chapter.title, f"<section>{inner}</section>")
    own = files(__name__.rpartition(".")[0])
    yield "book.css", own.joinpath("book.css").read_bytes()
    for font in fonts:
        yield f"fonts/{font.name}", font.read_bytes()
    for name in pictures:
        yield f"anh/{name}", picture(name)


def _chapter_files(book: Book) -> dict[str, str]:
    return {chapter.id: f"phan-{n:02d}.xhtml" for n, chapter in enumerate(book.chapters, 1)}


def _all_parts(chapter: Chapter) -> Iterator[Node]:
    yield chapter.heading()
    for part in chapter.nodes:
        yield from part.within()


# --- Markup ----------------------------------------------------------------------------------


def _markup(part: Node | str, places: dict[str, str]) -> str:
    """A part as XHTML; ``places`` are the files in which the ids of the book stand."""
    if isinstance(part, str):
        return html.escape(part, quote=False)
    tag, attrs = part.tag, dict(part.attrs)
    inner = "".join(_markup(child, places) for child in part.children)
    if tag == "index":
        entries = "".join(_index_entry(entry, places) for entry in part.children if isinstance(entry, Node))  # fmt: skip
        return f'<ul class="index">{entries}</ul>'
    if tag == "see":
        return f'<a href="{html.escape(_place(attrs["to"], places))}">{inner}</a>'
    if tag == "img":
        attrs["src"] = f"anh/{attrs['src']}"
    written = "".join(
        f' {key}="{html.escape(value)}"' for key, value in attrs.items() if key not in _NOT_HTML
    )
    return f"<{tag}{written}/>" if tag in _VOID else f"<{tag}{written}>{inner}</{tag}>"


def _index_entry(entry: Node, places: dict[str, str]) -> str:
    name, *found = entry.children
    links = ", ".join(_markup(place, places) for place in found)
    return f"<li>{_markup(name, places)}: {links}</li>"


def _place(anchor: str, places: dict[str, str]) -> str:
    return f"{places[anchor]}#{anchor}"


def _page(book: Book, title: str, body: str) -> bytes:
    text = (
        f"{_XML}<!DOCTYPE html>\n"
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{book.lang}" xml:lang="{book.lang}">\n'
        f"<head><title>{html.escape(title)}</title>"
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>{body}</body>\n</html>\n'
    )
    return text.encode()


def _cover(book: Book) -> str:
    lines = (
        node("p", book.over, **{"class": "over"}),
        node("h1", phrase(book.lang, "book.title")),
        node("p", book.name, **{"class": "name"}),
        node("p", book.when, **{"class": "when"}),
        node("p", book.publisher, **{"class": "publisher"}),
        node("p", book.note, **{"class": "note"}),
    )
    return f'<section class="cover">{"".join(_markup(line, {}) for line in lines)}</section>'


def _navigation(book: Book, names: dict[str, str]) -> str:
    """The contents: chapters, and the headings of the second level within them."""
    items = []
    for chapter in book.chapters:
        file = names[chapter.id]
        inner = "".join(
            f'<li><a href="{file}#{html.escape(part.get("id"))}">{html.escape(_words(part))}</a></li>'
            for part in chapter.nodes
            if part.tag == "h2" and part.get("id")
        )
        below = f"<ol>{inner}</ol>" if inner else ""
        items.append(f'<li><a href="{file}">{html.escape(chapter.title)}</a>{below}</li>')
    title = html.escape(phrase(book.lang, "book.contents"))
    return f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{"".join(items)}</ol></nav>'


def _words(part: Node) -> str:
    return "".join(c if isinstance(c, str) else _words(c) for c in part.children)


# --- The package -----------------------------------------------------------------------------


def _package(
    book: Book, chapters: list[str], pictures: Iterable[str], fonts: Iterable[str]
) -> bytes:
    """The list of files, the order of reading, and what catalogues and screen readers are told."""
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="css" href="book.css" media-type="text/css"/>',
    ]
    spine = ["cover.xhtml", "nav.xhtml", *chapters]
    items += [
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(spine)
        if name != "nav.xhtml"
    ]
    binary = [f"anh/{name}" for name in pictures] + [f"fonts/{name}" for name in fonts]
    items += [
        f'<item id="b{n}" href="{name}" media-type="{_TYPES[name[name.rindex(".") :]]}"/>'
        for n, name in enumerate(binary)
    ]
    order = [
        f'<itemref idref="{"nav" if name == "nav.xhtml" else f"p{n}"}"/>'
        for n, name in enumerate(spine)
    ]
    text = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{book.lang}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(_metadata(book))}</metadata>\n'
        f"<manifest>{''.join(items)}</manifest>\n<spine>{''.join(order)}</spine>\n</package>\n"
    )
    return text.encode()


def _metadata(book: Book) -> Iterator[str]:
    """Title, language and maker; and what a reader who does not see or hear is told before opening it."""
    said = html.escape
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, f"{_PLACE}{book.publisher}:{book.key.name}")
    yield f'<dc:identifier id="id">urn:uuid:{id_}</dc:identifier>'
    yield f"<dc:title>{said(book.title)}</dc:title>"
    yield f"<dc:language>{book.lang}</dc:language>"
    if book.publisher:
        yield f"<dc:publisher>{said(book.publisher)}</dc:publisher>"
    yield f'<meta property="dcterms:modified">{book.modified}T00:00:00Z</meta>'
    modes = ("textual", "visual") if book.pictures() else ("textual",)
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "index"]
    features += ["alternativeText"] if book.pictures() else []
    for name, values in (
        ("accessMode", modes),
        ("accessModeSufficient", ("textual",)),
        ("accessibilityFeature", features),
        ("accessibilityHazard", ("none",)),
        ("accessibilitySummary", (phrase(book.lang, "book.accessibility"),)),
    ):
        for value in values:
            yield f'<meta property="schema:{name}">{said(value)}</meta>'

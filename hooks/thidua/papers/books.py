"""Whether a PDF holds what a book of ours may hold: pages, their tags and the way about in them, and nothing else.

A book cannot be held against what cleaning would leave of it, as papers are: cleaning takes tags and links away, by
which a book is read aloud. So this is a list of what is allowed, as that is.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

_CATALOG = frozenset(
    {"/Type", "/Pages", "/Outlines", "/Metadata", "/Names", "/StructTreeRoot", "/Lang", "/MarkInfo", "/ViewerPreferences",
     "/PageLabels"}
)  # fmt: skip
_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Group", "/Tabs", "/StructParents", "/Annots"}
)  # fmt: skip
_LINK = frozenset(
    {"/Type", "/Subtype", "/Rect", "/Border", "/A", "/Dest", "/Contents", "/F", "/QuadPoints", "/StructParent"}
)  # fmt: skip
_ACTION = frozenset({"/Type", "/S", "/URI"})
_INFO = frozenset({"/Title", "/Creator", "/Producer"})
_NEVER = frozenset({"/JS", "/AA", "/EF", "/AF", "/XFA", "/OpenAction", "/EmbeddedFiles"})
_METADATA_OF_SOMEBODY = (b"dc:creator", b"CreateDate", b"ModifyDate")


def is_book(data: bytes) -> bool:
    """Whether a PDF has only pages, tags, a way about and links, and tells nothing of who made it or when."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return (
                _is_way_about(document.Root)
                and set(document.trailer.get("/Info", Dictionary()).keys()) <= _INFO
                and all(_is_page(page.obj) for page in document.pages)
                and not any(_NEVER & _keys(one) for one in document.objects)
            )
    except (pikepdf.PdfError, ValueError, AttributeError, RuntimeError):
        return False


def _is_way_about(catalog: Any) -> bool:
    names, metadata = catalog.get("/Names", Dictionary()), catalog.get("/Metadata")
    told = metadata.read_bytes() if metadata is not None else b""
    return (
        set(catalog.keys()) <= _CATALOG
        and set(names.keys()) <= {"/Dests"}
        and not any(name in told for name in _METADATA_OF_SOMEBODY)
    )


def _is_page(page: Any) -> bool:
    return set(page.keys()) <= _PAGE and all(map(_is_link, page.get("/Annots", Array())))


def _is_link(note: Any) -> bool:
    action = note.get("/A", Dictionary())
    return (
        set(note.keys()) <= _LINK
        and note.get("/Subtype") == pikepdf.Name.Link
        and set(action.keys()) <= _ACTION
        and action.get("/S", pikepdf.Name.URI) == pikepdf.Name.URI
    )


def _keys(one: Any) -> set[str]:
    """The keys of an object and of all that lies in it without a number of its own."""
    found: set[str] = set()
    waiting = [one]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (Dictionary, pikepdf.Stream)):
            found.update(part.keys())
            inner = [part[key] for key in part.keys()]  # noqa: SIM118 an object of the library, no mapping
        elif isinstance(part, Array):
            inner = [*part]
        else:
            continue
        waiting += [value for value in inner if not getattr(value, "is_indirect", False)]
    return found

"""Word files: the text as HTML, then what a letter or an article is made of."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from thidua.editing.importing.letters import take_letter
from thidua.editing.importing.markup import (
    convert_legacy,
    drop_non_text,
    flat_tables,
    inner_text,
    markdown,
    parse,
    plain_paragraphs,
    table_texts,
)
from thidua.editing.importing.pictures import credit_of
from thidua.editing.importing.secrecy import refuse_secret
from thidua.editing.importing.source_dates import read_stamp
from thidua.editing.importing.source_document import (
    SourceDocument,
    SourcePicture,
    invisible_warning,
)
from thidua.editing.importing.text_files import TITLE_LIMIT, author_of
from thidua.editing.importing.word_html import WordText
from thidua.editing.importing.word_package import WordPackage
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import BeautifulSoup, Tag

    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_dates import PublicationStamp

_HEADING_LIMIT = 120
_CAPTION_LIMIT = 250


def read_docx(data: bytes) -> SourceDocument:
    """The parts of a Word file. Raises NotWrittenError when it is none, or bears a mark of secrecy."""
    found = WordText(WordPackage(data))
    return read_office(found.html, found.pictures, found.margins, found.notes())


def read_letter(text: str) -> SourceDocument:
    """The parts of a letter that was copied as plain text, a line for each paragraph."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return read_office(lines, [], [], ())


def read_office(
    text: str, pictures: list[SourcePicture], margins: list[str], notes: Iterable[ImportNote]
) -> SourceDocument:
    """The parts of a document of an office program, given as HTML with pictures by their numbers."""
    soup = parse(text)
    found = [*notes, *convert_legacy(soup), *invisible_warning(soup.get_text())]
    refuse_secret(plain_paragraphs(soup), margins)
    letter = take_letter(soup)
    drop_non_text(soup)
    _caption_pictures(soup, pictures)
    found += [*letter.notes(), *flat_tables(soup)]
    stamp = letter.stamp or _take_stamp(soup)
    titles = _take_titles(soup, letter.subject)
    _bold_lines_to_headings(soup)
    author = _take_author(soup)
    prose = tuple(plain_paragraphs(soup))
    return SourceDocument(
        titles[0] if titles else "",
        markdown(soup),
        prose,
        stamp,
        author=author,
        signatories=tuple(letter.signatories),
        titles=tuple(titles),
        pictures=tuple(pictures),
        notes=tuple(found),
        is_pledge=letter.is_pledge,
        issuer=" ".join(line for line in letter.dropped if line.isupper()),
        tables=table_texts(soup),
    )


def _caption_pictures(soup: BeautifulSoup, pictures: list[SourcePicture]) -> None:
    """The paragraph right below a picture is its caption where it looks like one; who took it is split off."""
    for image in soup.find_all("img"):
        number = int(str(image["src"]))
        block = image.find_parent(("p", "td")) or image
        image.extract()
        following = block.find_next_sibling("p")
        if inner_text(block) and block.name == "p" and _is_caption(block):
            following = block
        if following is not None and _is_caption(following):
            old = pictures[number]
            caption, credit = credit_of(inner_text(following))
            pictures[number] = SourcePicture(old.name, caption, old.alt, old.data, credit)
            following.decompose()
        if not block.decomposed and block.name == "p" and not inner_text(block):
            block.decompose()


def _is_caption(block: Tag) -> bool:
    text = inner_text(block)
    if not text or len(text) > _CAPTION_LIMIT:
        return False
    slanted = block.find(("em", "i"))
    labelled = fold(text).startswith("anh:") or bool(credit_of(text)[1])
    shown = block.has_attr("data-align") or (slanted is not None and inner_text(slanted) == text)
    bare = not _is_bold(block) and text[-1] not in ".:;!?…" and text[0].isupper()
    return labelled or shown or (bare and len(text) <= _HEADING_LIMIT)


def _take_stamp(soup: BeautifulSoup) -> PublicationStamp | None:
    lines = [inner_text(block) for block in soup.find_all(("p", "h1", "h2")) if inner_text(block)]
    return next((stamp for stamp in map(read_stamp, lines[:4]) if stamp), None)


def _take_titles(soup: BeautifulSoup, subject: str) -> list[str]:
    """The title, taken out, and what else may be meant for it."""
    if subject:
        return [subject]
    blocks = [
        b
        for b in soup.find_all(("h1", "h2", "p"))
        if inner_text(b) and b.find_parent("table") is None
    ]
    if not blocks:
        return []
    titled = next((b for b in blocks[:6] if b.name != "p" or _is_bold(b)), blocks[0])
    text = inner_text(titled)
    if len(text) > TITLE_LIMIT:
        return []
    titles = [text]
    following = titled.find_next_sibling()
    if titled.name == "p" and following is not None and following.name == "p":
        more = inner_text(following)
        numbered = re.match(r"(?:[IVX]+|\d+|[a-z])[.)]\s", more)
        if _is_bold(titled) and _is_bold(following) and not numbered:
            titles.append(f"{text} {more}")
    titled.decompose()
    return titles


def _is_bold(block: Tag) -> bool:
    strong = block.find(("strong", "b"))
    return strong is not None and inner_text(strong) == inner_text(block)


def _bold_lines_to_headings(soup: BeautifulSoup) -> None:
    for block in soup.find_all("p"):
        if block.find_parent(("table", "li")) is not None:
            continue
        text = inner_text(block)
        if text and len(text) <= _HEADING_LIMIT and text[-1] not in ".,;:" and _is_bold(block):
            block.name = "h2"
            block.string = text


def _take_author(soup: BeautifulSoup) -> str:
    """Only what says it is the author: the last name of a Word file is mostly who signed it."""
    blocks = [b for b in soup.find_all("p") if inner_text(b)]
    if not blocks or ":" not in inner_text(blocks[-1]):
        return ""
    author, rest, _ = author_of([inner_text(blocks[-1])])
    if author and not rest:
        blocks[-1].decompose()
        return author
    return ""

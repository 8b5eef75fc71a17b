"""Saved pages of newspapers: by the selectors of ``sites.yml``, or in a general way with a warning."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import Tag

from thidua.editing.importing.evidence import note, shortened
from thidua.editing.importing.legacy_fonts import reads_well, shape_of
from thidua.editing.importing.markup import (
    UNWANTED,
    convert_legacy,
    drop_non_text,
    flat_tables,
    inner_text,
    lines_to_paragraphs,
    markdown,
    parse,
    plain_paragraphs,
    table_texts,
)
from thidua.editing.importing.name_matching import key_positions, text_keys
from thidua.editing.importing.page_marks import drop_unseen, mark_notes
from thidua.editing.importing.pictures import credit_of
from thidua.editing.importing.secrecy import refuse_secret
from thidua.editing.importing.source_dates import read_iso, read_stamp
from thidua.editing.importing.source_document import (
    SourceDocument,
    SourcePicture,
    clean_line,
    invisible_warning,
)
from thidua.editing.importing.text_files import author_of
from thidua.editing.importing.word_files import read_office
from thidua.editing.new import NotWrittenError
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bs4 import BeautifulSoup

    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_dates import PublicationStamp
    from thidua.reading.sector import Newspaper

_OFFICE_MADE = "p.MsoNormal, [class*=WordSection], meta[name=generator i][content*=Office i], meta[name=generator i][content*='Microsoft Word' i]"
"""What only a page has that Word, LibreOffice or OpenOffice saved."""
_FRAME = "nav, header, footer, aside, [role=navigation], [type=RelatedOneNews], [type=RelatedNews]"
_FRAME_NAME = re.compile(
    r"related|lien-?quan|recommend|comment|binh-?luan|share|social|banner|quang-?cao|advert|adsby|tags|keyword|tu-?khoa|breadcrumb"
    r"|doc-?nhieu|most-read|xem-?nhieu|popular|newsletter|sidebar|right-col|box-news|copyright|(?<![a-z])(?:ads?|qc)(?![a-z])",
    re.IGNORECASE,
)
"""How systems of newspapers name, in classes and ids, what is not the article."""
_GENERAL: dict[str, str] = {
    "title": "h1",
    "sapo": "[class*=sapo], [class*=lead], [class*=summary]",
    "body": "[itemprop=articleBody], article",
    "date": "time, [class*=date], [class*=time]",
    "author": "[rel=author], [itemprop=author], [class*=author]",
    "caption": "figcaption, [class*=caption], [class*=Caption]",
    "remove": _FRAME,
}


_MOST = 0.85
"""Share of the paragraphs that the body of an unknown page holds at least."""
_MOST_OF_A_ROW = 0.6
"""The same for a cell of a table that arranges the page in columns."""
_FRAME_SHARE = 0.4
"""Share of the paragraphs a frame holds at most."""
_LINE = 200


@cache
def _sites() -> list[dict[str, Any]]:
    text = files("thidua.editing.importing").joinpath("sites.yml").read_text("utf-8")
    table: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return table


def _selectors(host: str, newspapers: Iterable[Newspaper]) -> dict[str, Any] | None:
    """The selectors of a host: those of the sector's newspapers before the general ones."""
    parts = host.split(".")
    ends = {".".join(parts[n:]) for n in range(len(parts))}
    own = next((paper for paper in newspapers if not ends.isdisjoint(paper.hosts)), None)
    if own:
        written = own.model_dump(exclude={"hosts", "like"}, exclude_none=True)
        return {**_GENERAL, **((own.like and _selectors(own.like, ())) or {}), **written}
    return next((site for site in _sites() if not ends.isdisjoint(site["hosts"])), None)


def decode_page(data: bytes) -> str:
    """The text of a page in UTF-16, UTF-8 or windows-1258. Raises NotWrittenError when it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[:200].count(0) > len(data[:200]) // 4:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        return nfc(data.decode(encoding))
    except UnicodeDecodeError:
        pass
    # Old pages say little of what they are, and often what is not so: what reads as Vietnamese is right.
    for guess in ("cp1258", "latin-1"):
        text = nfc(data.decode(guess, "replace"))
        if reads_well(text) or (guess == "latin-1" and shape_of([text])):
            return text
    raise NotWrittenError("import_undecodable")


def read_page(
    text: str,
    folder: Path | None,
    url: str = "",
    newspapers: Iterable[Newspaper] = (),
    beside: Mapping[str, bytes] | None = None,
) -> SourceDocument:
    """The parts of a page; pictures are read from ``folder`` or ``beside`` only, nothing is fetched."""
    soup = parse(text)
    notes = [*convert_legacy(soup), *drop_unseen(soup)]
    meta = _Meta(soup)
    if soup.select_one(_OFFICE_MADE) is not None:
        return _read_saved_document(soup, folder, beside or {}, notes)
    url = url or meta.url
    host = urlsplit(url).hostname or ""
    selectors = _selectors(host, newspapers)
    whole = _paragraphs_of(soup)
    refuse_secret(whole)
    notes.extend(invisible_warning(soup.get_text()))
    if selectors is None:
        notes.append(note("warn_generic", value=host or "?"))
    rules = {**_GENERAL, **(selectors or {})}
    title = inner_text(soup.select_one(rules["title"])) or meta.title
    named = inner_text(soup.title)
    stamps = _stamps(soup, meta, rules, known=selectors is not None)
    author = inner_text(soup.select_one(rules["author"])) or meta.author
    body = _article(soup, rules, known=selectors is not None)
    pictures = list(_take_pictures(body, rules["caption"], folder, beside or {}))
    notes += flat_tables(body)
    titles = [title] if title else _titles_without_heading(body, named)
    title = titles[0] if titles else ""
    lines = list(plain_paragraphs(body))
    stamps = stamps or tuple(stamp for stamp in map(read_stamp, lines) if stamp)[:1]
    signed, prose, _ = author_of(lines)
    if signed:
        _drop_repeated_end(body, lines[len(prose)])
        author = author or signed
    if meta.lead and not _contains(lines, meta.lead):
        notes.append(note("warn_lead", value=shortened(meta.lead)))
    known = {"publisher": meta.publisher, "url": url}
    notes.extend(note(f"note_{key}", value=value) for key, value in known.items() if value)
    written = [printed.written for printed in stamps]
    notes.extend(_left_out(whole, [title, author, *written, *lines, *_words_of(pictures)]))
    return SourceDocument(
        title,
        markdown(body),
        tuple(prose),
        stamps[0] if stamps else None,
        stamps=stamps[1:],
        titles=tuple(titles),
        author=author,
        publisher=meta.publisher,
        url=url,
        pictures=tuple(pictures),
        notes=tuple(notes),
        tables=table_texts(body),
    )


def _paragraphs_of(soup: BeautifulSoup) -> list[str]:
    """Every paragraph of a page, which has paragraphs and footnotes marked as such from then on."""
    for part in soup.select(UNWANTED):
        part.decompose()
    lines_to_paragraphs(soup)
    mark_notes(soup)
    return list(plain_paragraphs(soup))


def _read_saved_document(
    soup: BeautifulSoup, folder: Path | None, beside: Mapping[str, bytes], notes: list[ImportNote]
) -> SourceDocument:
    """A document that an office program saved as a page: read as the document it was."""
    pictures = []
    for number, image in enumerate(soup.find_all("img")):
        source = str(image.get("src") or "")
        data = beside.get(source) or _local(source, folder)
        pictures.append(
            SourcePicture(source, alt=clean_line(str(image.get("alt") or "")), data=data)
        )
        image["src"] = str(number)
    for heading in soup.select("p.MsoTitle"):
        heading.name = "h1"
    for part in soup.select(UNWANTED):
        part.decompose()
    body = soup.body or soup
    mark_notes(body)
    margins = []
    for margin in body.select("div[title=header], div[title=footer]"):
        margins += [line for line in plain_paragraphs(margin) if _margin_says(line)]
        margin.decompose()
    if margins:
        notes.append(note("lost_margins", count=len(margins), value="; ".join(margins)))
    for holder in body.select("div:not([data-note-text])"):
        holder.unwrap()
    return read_office(body.decode_contents(), pictures, margins, notes)


def _margin_says(line: str) -> bool:
    """Whether a line above or below pages is more than their number."""
    return re.search(r"[^\W\d_]", re.sub(r"(?i)trang|page", "", line)) is not None


def _titles_without_heading(body: Tag, named: str) -> list[str]:
    """What may be the title of a page without a heading: its first line, taken out, and what the page is named."""
    lines = list(plain_paragraphs(body))
    first = lines[0] if len(lines) > 1 else ""
    short = first and len(first) <= _LINE and first[-1] not in ".;:"
    block = next((b for b in body.find_all(("p", "div")) if inner_text(b) == first), None)
    if not short or block is None:
        return [named] if named else []
    block.decompose()
    return [first, named] if named else [first]


def _article(soup: BeautifulSoup, rules: dict[str, str], *, known: bool) -> Tag:
    """The element with the text, its lead first, without what frames it."""
    lead = soup.select_one(rules["sapo"])
    if not known:
        _drop_frame(soup, rules)
        lead = None if lead is None or lead.decomposed else lead
    body = soup.select_one(rules["body"]) or _main_element(soup)
    if known:
        for part in body.select(rules["remove"]):
            part.decompose()
    if lead is not None and lead is not body and body not in lead.parents:
        body.insert(0, lead.extract())
        lead.name = "p"
    for heading in body.select("h1"):
        heading.decompose()
    _drop_links_elsewhere(body)
    drop_non_text(body)
    body = body.extract()
    for place in body.select("span[data-note]"):
        if body.select_one(f"[data-note-text='{place['data-note']}']") is None:
            place.decompose()
    if body.name in {"table", "tbody", "tr", "td"}:
        body.name = "div"
    return body


def _stamps(
    soup: BeautifulSoup, meta: _Meta, rules: dict[str, str], *, known: bool
) -> tuple[PublicationStamp, ...]:
    """When a page was published, by what it prints and what it says of itself, the surer first."""
    stamps = (read_stamp(inner_text(tag)) for tag in soup.select(rules["date"]))
    printed = next((stamp for stamp in stamps if stamp), None)
    found = (printed, meta.stamp) if known else (meta.stamp, printed)
    return tuple(stamp for stamp in found if stamp)


_MORE = re.compile(
    r"\W*(?:mời (?:bạn|quý|độc giả)|xem thêm|đọc thêm|tin liên quan|bài liên quan|(?:các )?tin (?:khác|mới)|(?:tin )?cùng chuyên mục|từ khóa|tags?\b|>>)",
    re.IGNORECASE,
)
"""How lines begin that lead to other articles."""


def _drop_links_elsewhere(body: Tag) -> None:
    """Take out blocks that are little but links to other articles."""
    for block in body.find_all(("ul", "ol", "p", "h2", "h3", "h4", "div", "li")):
        if block.decomposed or block.find(("p", "table", "figure", "img")) is not None:
            continue
        text = inner_text(block)
        linked = sum(len(inner_text(link)) for link in block.find_all("a"))
        leads = _MORE.match(text) and (linked or len(text) <= _SHORT)
        if leads or (linked and linked >= _LINKED_SHARE * len(text)):
            block.decompose()


_SHORT = 40
"""Characters of a line that only announces other articles."""
_LINKED_SHARE = 0.8
"""Share of a block's letters inside of links from which on it only leads elsewhere."""


def _words_of(pictures: Iterable[SourcePicture]) -> Iterator[str]:
    for picture in pictures:
        yield picture.caption
        yield picture.credit


def _left_out(whole: Iterable[str], kept: Iterable[str]) -> Iterator[ImportNote]:
    """How many blocks of a page are not in the draft, and the first words of each."""
    whole = list(dict.fromkeys(whole))
    lines = set(map(_letters, kept))
    text = " ".join(lines)
    lost = [
        line
        for line in whole
        if _letters(line) not in lines
        and not all(_letters(part) in text for part in credit_of(line))
    ]
    if lost:
        beginnings = "; ".join(" ".join(line.split()[:8]) for line in lost)
        yield note("lost_page", count=len(lost), value=shortened(beginnings, _MAX_TOLD))


def _letters(text: str) -> str:
    """A text without what cleaning may change of it: blanks, marks, raised figures."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


_MAX_TOLD = 400


class _Meta:
    """What a page says of itself in its head."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        canonical = soup.select_one("link[rel=canonical]")
        self.url = self._of("og:url") or (str(canonical.get("href", "")) if canonical else "")
        if urlsplit(self.url).scheme not in {"http", "https"}:
            self.url = ""
        self.title = self._of("og:title")
        self.publisher = self._of("og:site_name")
        self.lead = self._of("og:description", "description")
        self.author = self._of("article:author", "author")
        if "://" in self.author:
            self.author = ""
        self.stamp: PublicationStamp | None = read_iso(
            self._of("article:published_time", "pubdate", "datePublished")
        )

    def _of(self, *names: str) -> str:
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                tag = self.soup.find("meta", attrs={attribute: name})
                if isinstance(tag, Tag) and tag.get("content"):
                    return clean_line(str(tag["content"]))
        return ""


def _drop_frame(soup: BeautifulSoup, rules: dict[str, str]) -> None:
    """Take out what frames an unknown page; a part that holds the text itself only has such a name."""
    most = _FRAME_SHARE * _paragraphs_length(soup)
    for key in ("title", "date", "author"):
        for part in soup.select(rules[key]):
            if part.name not in _PAGE and not part.decomposed and len(part.get_text()) <= _LINE:
                part.decompose()
    named = [part for part in soup.find_all(True) if _FRAME_NAME.search(_names_of(part))]
    for part in (*soup.select(rules["remove"]), *named):
        if part.name not in _PAGE and not part.decomposed and _paragraphs_length(part) <= most:
            part.decompose()


def _names_of(part: Tag) -> str:
    classes = part.get("class")
    return " ".join([*(classes if isinstance(classes, list) else ()), str(part.get("id") or "")])


_PAGE = frozenset({"html", "body", "meta"})


def _paragraphs_length(root: Tag) -> int:
    return sum(len(p.get_text()) for p in root.find_all("p"))


def _main_element(soup: BeautifulSoup) -> Tag:
    """The innermost element that holds most of the text that stands in paragraphs."""
    best: Tag = soup
    most = _paragraphs_length(soup)
    while True:
        inside = (part for part in best.find_all(True, recursive=False) if part.name != "p")
        sizes = [(_paragraphs_length(part), part) for part in inside]
        size, part = max(sizes, key=lambda pair: pair[0], default=(0, best))
        arranged = best.name in {"table", "tbody", "tr"}
        if size < (_MOST_OF_A_ROW if arranged else _MOST) * most or part is best:
            return best
        best = part


def _contains(lines: list[str], lead: str) -> bool:
    """Whether the beginning of the lead is among the lines."""
    start = text_keys(lead)[:8]
    return any(True for line in lines for _ in key_positions(start, text_keys(line)))


def _take_pictures(
    body: Tag, caption: str, folder: Path | None, beside: Mapping[str, bytes]
) -> Iterator[SourcePicture]:
    for image in body.find_all("img"):
        source = str(image.get("data-src") or image.get("src") or "")
        around = image.find_parent("figure") or image.find_parent("table")
        words = around.select_one(caption) if around is not None else None
        if words is None:
            block = image.find_parent("p") or image
            following = block.find_next_sibling()
            words = (
                following
                if isinstance(following, Tag) and following in body.select(caption)
                else None
            )
        text = inner_text(words)
        alt = clean_line(str(image.get("alt") or ""))
        image.extract()
        if words is not None:
            words.decompose()
        if around is not None and not around.get_text().strip():
            around.decompose()
        text, credit = credit_of(text)
        alt = "" if alt == text else alt
        data = beside.get(source) or _local(source, folder)
        yield SourcePicture(source, text, alt, data, credit)


def _local(source: str, folder: Path | None) -> bytes | None:
    """The bytes of a picture saved with the page; None for any other address."""
    if folder is None or urlsplit(source).scheme or source.startswith("//"):
        return None
    path = (folder / unquote(urlsplit(source).path)).resolve()
    if folder.resolve() not in path.parents or not path.is_file():
        return None
    return path.read_bytes()


def _drop_repeated_end(body: Tag, text: str) -> None:
    for block in reversed(body.find_all(("p", "div", "span"))):
        if inner_text(block) == text:
            block.decompose()
            return

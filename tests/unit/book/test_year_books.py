"""Year books of the invented site: what stands in them, in both forms, and that they say it in the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support import FIXTURE_SITE, TODAY
from thidua.book.contents import Book, BookKey, Chapter, book_of, find_book
from thidua.book.epub import epub_of
from thidua.book.nodes import Node, node, paragraph, prose_nodes
from thidua.book.pdf import pdf_of
from thidua.campaign.audience import project
from thidua.campaign.site import TermKey
from thidua.campaign.site_keys import site_keys
from thidua.checks.run import check_content
from thidua.mkdocs.book_files import book_pictures, rendered, site_books
from thidua.outputs.kept import KeptOutputs
from thidua.papers.books import is_book
from thidua.store.database import Store
from thidua.views.shared.page import Context
from unit.book.pdf_structure import content, structure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thidua.mkdocs.photo_files import PictureView
    from thidua.reading.base import Audience

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def context(audience: Audience) -> Context:
    checked = check_content(
        FIXTURE_SITE / "content", FIXTURE_SITE, today=dt.date.fromisoformat(TODAY)
    )
    site = project(checked.site, audience, dt.date.fromisoformat(TODAY))
    return Context(site, audience=audience, site_name="Trang thi đua Ví Dụ")


@pytest.fixture(scope="module")
def public() -> Context:
    return context("public")


@pytest.fixture(scope="module")
def photographs(
    public: Context, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, PictureView], dict[str, Path]]:
    return rendered(public.site.events, FIXTURE_SITE, tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module")
def books(
    public: Context, photographs: tuple[dict[str, PictureView], dict[str, Path]]
) -> dict[str, tuple[bytes, bytes]]:
    """The PDF and the EPUB of the book of a term and of a year."""
    views, files = photographs
    made = {}
    for name in ("vd-1/2024", "2024"):
        key = find_book(public.site, name)
        assert key is not None
        book = book_of(public, key, book_pictures(views))
        made[name] = (pdf_of(book, read(files)), epub_of(book, read(files)))
    return made


def read(files: dict[str, Path]) -> Callable[[str], bytes]:
    return lambda name: files[name].read_bytes()


def words(pdf: bytes) -> str:
    """The text of a PDF without its white space, for lines end where there is room."""
    return "".join(words_of_pages(pdf))


def words_of_pages(pdf: bytes) -> list[str]:
    return ["".join(text.split()) for text in texts_of_pages(pdf)]


def texts_of_pages(pdf: bytes) -> list[str]:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return [text.replace("\ufffe", "") for text in pages]


def xhtml(epub: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {
            name: ET.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf", ".xml"))
        }


def book_saying(*texts: str) -> Book:
    nodes = tuple(part for text in texts for part in paragraph(text))
    index = node("index", node("li", texts[0], node("see", "đó", to="phan")))
    chapter = Chapter("phan", texts[0], (*nodes, index))
    return Book(
        BookKey(TermKey("cum-1", "2024")), "vi", texts[0], "", "Cụm", "năm 2024", "", "", "2024-12-31", (chapter,)
    )  # fmt: skip


TITLES = (
    "Cụm thi đua số 1 phát động và ký kết giao ước thi đua năm 2024",
    "Cụm thi đua số 1 sơ kết sáu tháng đầu năm 2024",
    "Tổng kết năm 2024 và ký giao ước năm học 2024–2025",
)
PARTS = (
    "Thành viên và Cụm trưởng", "Diễn biến", "Giao ước", "Khen thưởng", "Sự kiện", "Tài liệu", "Ngày kỷ niệm", "Nguồn",
    "Bảng tra tên",
)  # fmt: skip


@pytest.mark.parametrize("name", ["vd-1/2024", "2024"])
def test_both_forms_have_every_event(
    public: Context, books: dict[str, tuple[bytes, bytes]], name: str
) -> None:
    pdf, epub = books[name]
    told = words(pdf)
    packed = "".join("".join("".join(page.itertext()).split()) for page in xhtml(epub).values())
    titles = {e.record.title for e in public.site.events_by_term[TermKey("vd-1", "2024")]}
    assert titles == set(TITLES)
    for title in TITLES:
        assert "".join(title.split()) in told
        assert "".join(title.split()) in packed


def test_the_parts_stand_in_their_order(books: dict[str, tuple[bytes, bytes]]) -> None:
    pdf, epub = books["vd-1/2024"]
    outline = [item.get_title() for item in pypdfium2.PdfDocument(pdf).get_toc() if item.level == 0]
    assert [title for title in outline if title != "Mục lục"] == list(PARTS)
    nav = xhtml(epub)["OEBPS/nav.xhtml"]
    top = nav.findall(f".//{XHTML}nav/{XHTML}ol/{XHTML}li/{XHTML}a")
    assert [link.text for link in top] == list(PARTS)


def test_the_index_has_people_by_their_given_names_with_pages(
    books: dict[str, tuple[bytes, bytes]],
) -> None:
    text = words(books["vd-1/2024"][0])
    index = text[text.rindex("Tênngười") :]
    found = [index.index("".join(name.split())) for name in ("Phạm Văn Mẫu", "Trần Thị Thí Dụ")]
    assert found == sorted(found, reverse=True)
    assert "HoàngThịThíDụ5" in index


@pytest.mark.parametrize("of", ["vd-1/2024", "2024"])
def test_a_name_stands_on_every_page_that_the_index_leads_to(
    of: str, public: Context, books: dict[str, tuple[bytes, bytes]]
) -> None:
    """Also where a list of members or of signatures ends on another page than its section began."""
    key = find_book(public.site, of)
    assert key is not None
    last = book_of(public, key, {}).chapters[-1].nodes
    names = [str(entry.children[0]) for part in last if part.tag == "index" for entry in part.children if isinstance(entry, Node)]  # fmt: skip
    pages = words_of_pages(books[of][0])
    text = "".join(texts_of_pages(books[of][0]))
    index = text[text.rindex("Tên người") :]
    led = 0
    for name in names:
        spread = r"\s+".join(map(re.escape, name.split()))
        found = re.search(rf"{spread}\s+(\d+(?:, \d+)*)", index)
        assert found, name
        for number in found[1].split(", "):
            led += 1
            assert "".join(name.split()) in pages[int(number) - 1], (name, number)
    assert led > len(names) / 2


def test_what_is_internal_stands_in_no_public_book(
    public: Context, books: dict[str, tuple[bytes, bytes]]
) -> None:
    whole = context("internal").site
    assert find_book(whole, "vd-noi-bo-2/2024") is not None
    assert find_book(public.site, "vd-noi-bo-2/2024") is None
    hidden = {e.record.title for e in whole.events} - {e.record.title for e in public.site.events}
    assert hidden
    for pdf, _ in books.values():
        assert not any("".join(title.split()) in words(pdf) for title in hidden)


def test_the_pdf_is_tagged_and_has_its_faces_in_it(books: dict[str, tuple[bytes, bytes]]) -> None:
    for pdf, _ in books.values():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.Root.Lang == "vi"
            assert document.Root.MarkInfo.Marked
            assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
            faces = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"]  # fmt: skip
            assert len(faces) >= 4
            names = {str(face.FontName).partition("+")[2] for face in faces}
            assert names == {"SourceSans3-Roman", "SourceSerif4-Regular"}
            assert all("/FontFile2" in face for face in faces)


def test_all_that_a_page_shows_is_read_in_the_order_of_its_structure(
    books: dict[str, tuple[bytes, bytes]],
) -> None:
    """A second judge beside the typesetter's own (ISO 14289-1, 7.1): nothing stands outside of the tree, and nothing in it is missing."""
    for pdf, _ in books.values():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            told = {mark for one in structure(document).walk() for mark in one.marks}
            shown = set()
            for page in document.pages:
                marked, bare = content(page)
                assert bare == 0
                shown |= {(page.obj.objgen[0], number) for number in marked}
            assert shown == told
            assert len(shown) > 100


def test_headings_figures_tables_and_links_are_what_readers_of_tags_need(
    books: dict[str, tuple[bytes, bytes]],
) -> None:
    for pdf, _ in books.values():
        with pikepdf.open(io.BytesIO(pdf)) as document:
            parts = list(structure(document).walk())
            levels = [int(one.kind[1:]) for one in parts if re.fullmatch(r"H\d", one.kind)]
            assert levels[0] == 1
            assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
            figures = [one for one in parts if one.kind == "Figure"]
            assert figures
            assert all(str(one.own.Alt).strip() for one in figures)
            heads = [one for one in parts if one.kind == "TH"]
            assert heads
            assert {one.attribute("/Scope") for one in heads} <= {"/Column", "/Row", "/Both"}
            tables = [one for one in parts if one.kind == "Table"]
            assert all(any(cell.kind == "TH" for cell in table.walk()) for table in tables)
            links = [one for page in document.pages for one in page.obj.get("/Annots", [])]
            assert links
            told = {one.objgen for part in parts for one in part.annotations}
            assert {one.objgen for one in links} <= told
            assert all(str(one.get("/Contents", "")).strip() for one in links)
            assert {str(page.obj.get("/Tabs")) for page in document.pages if "/Annots" in page.obj} == {"/S"}  # fmt: skip


def test_a_viewer_shows_the_title(books: dict[str, tuple[bytes, bytes]]) -> None:
    with pikepdf.open(io.BytesIO(books["vd-1/2024"][0])) as document:
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as told:
            assert str(told["dc:title"]).startswith("Kỷ yếu Cụm thi đua số\xa01")


def test_vietnamese_words_are_whole_in_the_text(books: dict[str, tuple[bytes, bytes]]) -> None:
    """As they are searched for, copied and read aloud: no letter from two glyphs, no gap between two faces."""
    cover = pypdfium2.PdfDocument(books["vd-1/2024"][0])[0].get_textpage().get_text_range()
    assert cover.split("\r\n")[:4] == [
        "Bộ Ví Dụ",
        "Kỷ yếu",
        "Cụm thi đua số 1",
        "Công an địa phương Ví Dụ",
    ]


def test_two_makings_are_the_same_bytes(
    public: Context,
    photographs: tuple[dict[str, PictureView], dict[str, Path]],
    books: dict[str, tuple[bytes, bytes]],
) -> None:
    views, files = photographs
    book = book_of(public, BookKey(TermKey("vd-1", "2024")), book_pictures(views))
    assert (pdf_of(book, read(files)), epub_of(book, read(files))) == books["vd-1/2024"]


def test_what_says_nothing_new_is_not_set_again(
    public: Context,
    photographs: tuple[dict[str, PictureView], dict[str, Path]],
    tmp_path: Path,
) -> None:
    views, files = photographs
    site, empty = tmp_path / "site", tmp_path / "empty"
    (site / "anh").mkdir(parents=True)
    for name, file in files.items():
        (site / "anh" / name).write_bytes(file.read_bytes())
    ctx = Context(public.site, site_name="Trang", books=frozenset({"vd-1/2024"}))

    def made(folder: Path) -> dict[str, bytes]:
        with Store(tmp_path / "kept.db") as store:
            kept = KeptOutputs(store, b"settings", site_keys(ctx.site))
            return dict(site_books(ctx, views, lambda name: (folder / name).read_bytes(), kept))

    first = made(site)
    assert sorted(first) == ["ky-yeu/vd-1/2024.epub", "ky-yeu/vd-1/2024.pdf"]
    # To set it again would take the photographs, which are not there.
    assert made(empty) == first


# --- Text is text --------------------------------------------------------------------------------

SIGNS = st.text(alphabet="#*$_\\@<>[](){}\"'`~&=+-/|%^ aĐễ1.:;,", min_size=1, max_size=40).filter(
    lambda text: text.strip()
)


@settings(max_examples=25)
@given(SIGNS)
@example("#set page(width: 1cm) $x$ *đậm* \\ @nhan <nhan> `mã` // không")
@example('"); #read("/etc/passwd")')
@example("]]></p><script>&lt;")
def test_signs_of_markup_stay_text(text: str) -> None:
    book = book_saying(text, f"{text} hết")
    assert f"{''.join(text.split())}hết" in words(pdf_of(book, bytes))
    pages = xhtml(epub_of(book, bytes))
    paragraphs = [p.text for p in pages["OEBPS/phan-01.xhtml"].iter(f"{XHTML}p")]
    assert paragraphs == [text, f"{text} hết"]


def test_a_letter_that_no_face_has_stops_no_book() -> None:
    assert "Tên\ufffdhết" in words(pdf_of(book_saying("Tên 漢 hết"), bytes))


def test_prose_leaves_no_level_out_and_leads_nowhere_into_the_site() -> None:
    html = (
        '<h2 id="a">Một</h2><h5>Hai</h5><p>Xem <a href="/cum/">cụm</a> và <a href="https://vi-du.example.vn/">báo</a>'
        '<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li>Chú<a href="#fnref:1">↩</a></li></ol>'
    )
    first, second, text, notes = prose_nodes(html, 3)
    assert (first.tag, second.tag) == ("h3", "h4")
    assert [(part.tag, part.attrs) for part in text.within()] == [
        ("p", ()),
        ("span", ()),
        ("a", (("href", "https://vi-du.example.vn/"),)),
        ("sup", ()),
        ("span", ()),
    ]
    assert notes == node("ol", node("li", "Chú"))


# --- EPUB by the rules of https://www.w3.org/TR/epub-33/ ------------------------------------------


@pytest.mark.parametrize("name", ["vd-1/2024", "2024"])
def test_the_package_of_the_epub(books: dict[str, tuple[bytes, bytes]], name: str) -> None:
    epub = books[name][1]
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert archive.read("mimetype") == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = set(archive.namelist())
    package = xhtml(epub)["OEBPS/package.opf"]
    items = {i.get("id"): i.get("href") or "" for i in package.iter(f"{OPF}item")}
    listed = {f"OEBPS/{href}" for href in items.values()}
    assert names == {"mimetype", "META-INF/container.xml", "OEBPS/package.opf", *listed}
    assert len(listed) == len(items)
    spine = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    assert spine[:3] == ["cover.xhtml", "nav.xhtml", "phan-01.xhtml"]
    said = {meta.get("property"): meta.text for meta in package.iter(f"{OPF}meta")}
    assert said["schema:accessibilityHazard"] == "none"
    assert said["dcterms:modified"].endswith("T00:00:00Z")


@pytest.mark.parametrize("name", ["vd-1/2024", "2024"])
def test_the_pages_of_the_epub(books: dict[str, tuple[bytes, bytes]], name: str) -> None:
    pages = {
        posixpath.basename(file): page
        for file, page in xhtml(books[name][1]).items()
        if file.endswith(".xhtml")
    }
    ids = {file: [e.get("id") for e in page.iter() if e.get("id")] for file, page in pages.items()}
    links = 0
    for file, page in pages.items():
        assert page.get("lang") == "vi"
        assert len(set(ids[file])) == len(ids[file])
        assert all(image.get("alt") for image in page.iter(f"{XHTML}img"))
        for link in page.iter(f"{XHTML}a"):
            target = link.get("href") or ""
            if not target.startswith("http"):
                at, _, anchor = target.partition("#")
                links += 1
                assert at in pages
                assert not anchor or anchor in ids[at]
    assert links > 20


# --- What the audit takes for a book ----------------------------------------------------------------


def with_author(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = "Người Ví Dụ"


def with_day(document: pikepdf.Pdf) -> None:
    document.docinfo["/CreationDate"] = "D:20240404"


def with_creator(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:creator"] = ["Người Ví Dụ"]


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_named_script(document: pikepdf.Pdf) -> None:
    document.Root.Names.JavaScript = pikepdf.Dictionary(Names=[])


def with_attached_file(document: pikepdf.Pdf) -> None:
    document.attachments["kin.txt"] = b"kin"


def with_launch(document: pikepdf.Pdf) -> None:
    note = next(n for page in document.pages for n in page.obj.get("/Annots", []) if "/A" in n)
    note.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="lich.exe")


def with_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[])


def with_page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.AA = pikepdf.Dictionary()


def with_note(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents="kin")
    document.pages[0].obj.Annots = pikepdf.Array([note])


@pytest.mark.parametrize(
    "change",
    [
        with_author, with_day, with_creator, with_script, with_named_script, with_attached_file, with_launch, with_form,
        with_page_action, with_note,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_book_holds_nothing_else(
    books: dict[str, tuple[bytes, bytes]], change: Callable[[pikepdf.Pdf], None]
) -> None:
    pdf = books["vd-1/2024"][0]
    assert is_book(pdf)
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(changed)
    assert not is_book(changed.getvalue())

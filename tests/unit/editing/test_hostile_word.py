"""Word files made to cost minutes or to read other files: each refused in one sentence, or read without what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from support import BASE, write_tree
from thidua.cli import main
from thidua.editing.importing import office_archive, word_html
from thidua.editing.importing.word_files import read_docx
from thidua.editing.new import NotWrittenError
from unit.editing.word import paragraph, picture, relation, word

if TYPE_CHECKING:
    from pathlib import Path

_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "import_not_docx"),
        (b"PK\3\4" + b"x" * 100, "import_not_docx"),
        # Entities: that grow, that name files, that name hosts
        (word(paragraph("&amp;j;"), before=_LAUGHS + "]>"), "import_not_docx"),
        (word(paragraph("&x;"), before="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), "import_not_docx"),
        (word("", before="<!DOCTYPE x [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]>"), "import_not_docx"),
        (word("", before="<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"), "import_not_docx"),
        (word("", files={"word/styles.xml": _LAUGHS + "]><x>&j;</x>"}), "import_not_docx"),
        (word("", files={"word/media/a.png": "\ufeff\n <!DOCTYPE x><x/>"}), "import_not_docx"),
        (word("", files={"word/a.bin": "<!DOCTYPE x><x/>".encode("utf-16")}), "import_not_docx"),
        # Much out of little
        (word(paragraph("a" * (17 << 20))), "import_too_large"),
        (word("", files={"word/a": b" <" + b"a" * (17 << 20)}), "import_too_large"),
        (word("<w:p/>" * 100_000), "import_too_complex"),
        (word("<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40), "import_too_complex"),
        # Pictures that are other files
        (word(picture("embed"), relations=relation("image", "../../../../etc/passwd")), "import_not_docx"),
        (word(picture("embed")), "import_not_docx"),
    ],
    ids=range(15),
)  # fmt: skip
def test_what_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(NotWrittenError) as refused:
        read_docx(data)
    assert refused.value.key == key


def test_what_is_just_within_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_archive, "MAX_ELEMENTS", 60)
    monkeypatch.setattr(office_archive, "MAX_DEPTH", 5)
    # Five elements for the paragraph with what holds it, six of the other parts
    assert read_docx(word(paragraph("Một") + "<w:p/>" * 50)).title == "Một"
    with pytest.raises(NotWrittenError):
        read_docx(word(paragraph("Một") + "<w:p/>" * 52))
    with pytest.raises(NotWrittenError):
        read_docx(word("<w:p><w:r><w:ins><w:t/></w:ins></w:r></w:p>"))


def test_a_file_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word("", files={"word/media/a.png": bytes(100_000)})
    read_docx(data)
    monkeypatch.setattr(office_archive, "MAX_UNPACKED", 100_000)
    with pytest.raises(NotWrittenError) as refused:
        read_docx(data)
    assert refused.value.key == "import_too_large"


def test_a_picture_shown_many_times_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_html, "MAX_PICTURES", 3000)
    files: dict[str, str | bytes] = {"word/media/a.png": bytes(1000)}
    shown = relation("image", "media/a.png")
    assert len(read_docx(word(picture("embed") * 3, relations=shown, files=files)).pictures) == 3
    with pytest.raises(NotWrittenError) as refused:
        read_docx(word(picture("embed") * 4, relations=shown, files=files))
    assert refused.value.key == "import_too_large"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.0.0.1:1/a.png", "\\\\may\\a.png"])  # fmt: skip
def test_a_picture_elsewhere_is_left_out(target: str) -> None:
    relations = relation("image", target, ' TargetMode="External"')
    found = read_docx(word(paragraph("Tiêu đề") + picture("link"), relations=relations))
    assert (found.title, found.pictures) == ("Tiêu đề", ())
    assert "passwd" not in found.body


def test_script_links_macros_and_paths_do_not_come_along() -> None:
    link = '<w:p><w:hyperlink r:id="r5"><w:r><w:t>bấm vào</w:t></w:r></w:hyperlink></w:p>'
    found = read_docx(
        word(
            paragraph("Tiêu đề") + link,
            relations=relation("hyperlink", "javascript:alert(1)", ' TargetMode="External"'),
            files={"word/vbaProject.bin": b"Sub AutoOpen", "../../thoat.txt": "x", "/etc/x": "x", "C:\\x": "x"},
        )
    )  # fmt: skip
    assert found.body == "bấm vào"


def test_the_command_says_it_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_LANG", "vi")
    write_tree(tmp_path, {f"content/{name}": text for name, text in BASE.items()})
    (tmp_path / "a.docx").write_bytes(word("<w:p/>" * 100_000))
    args = ["-f", str(tmp_path / "mkdocs.yml"), "import", str(tmp_path / "a.docx")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert done.output == (
        "Tệp này quá phức tạp để nhập (hơn 100000 thành phần, hoặc lồng nhau quá sâu). "
        "Chép chữ sang một tệp .txt rồi nhập tệp ấy.\n"
    )

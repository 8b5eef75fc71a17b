"""Rules of the importer, one table each; and what it must never do with a file it is given."""

from __future__ import annotations

import datetime as dt
import io
import os
import pty
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PIL import Image

from support import BASE, write_tree
from thidua.cli import main
from thidua.editing.importing import event_facts, source_dates
from thidua.editing.importing.draft import ImportOptions, import_file
from thidua.editing.importing.people import officials
from thidua.editing.importing.pictures import strip_metadata
from thidua.editing.importing.text_files import read_text
from thidua.editing.importing.web_pages import read_page
from thidua.editing.importing.word_files import read_docx
from thidua.editing.new import NotWrittenError
from unit.editing.sheets import archive
from unit.editing.word import docx, jpeg_with_position

if TYPE_CHECKING:
    from pathlib import Path

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
"""The head of the files that Office wrote before 2007, and that it writes with a password today."""
STAMP = source_dates.PublicationStamp(dt.date(2025, 1, 10))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Thứ Năm, 04/04/2024, 12:08", "2024-04-04T12:08"),
        ("Thứ bảy, 06/04/2024 07:20", "2024-04-06T07:20"),
        ("Thứ Tư, 01/03/2017, 14:03 [GMT+7]", "2017-03-01T14:03"),
        ("Thứ ba - 03/10/2023 04:31", "2023-10-03T04:31"),
        ("Chủ nhật, 7/4/2024", "2024-04-07"),
        ("14:37 01/03/2018", "2018-03-01T14:37"),
        ("01/3/2024, 07:29:02", "2024-03-01T07:29"),
        ("12/12/2023 | 09:28", "2023-12-12T09:28"),
        ("Ngày đăng : 09:36, 16/08/2024", "2024-08-16T09:36"),
        ("30/03/2023 - 20:45", "2023-03-30T20:45"),
        ("Hội nghị ngày 4/4/2024 tại Huế", None),
        ("31/02/2024 - 08:00", None),
        ("04/04/2024, 25:00", None),
    ],
)
def test_stamps(line: str, value: str | None) -> None:
    stamp = source_dates.read_stamp(line)
    assert (str(stamp) if stamp else None) == value
    assert "warn_weekday" not in [n.key for n in stamp.notes()] if stamp else True


@pytest.mark.parametrize(
    "line", ["Thứ Hai, 04/04/2024", "Thứ 6 - 04/04/2024", "Chủ nhật 04/04/2024"]
)
def test_a_wrong_weekday_is_told(line: str) -> None:
    stamp = source_dates.read_stamp(line)
    assert stamp
    assert next(n.key for n in stamp.notes()) == "warn_weekday"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Sáng 4/4 tại Đà Nẵng", "2024-04-04"),
        ("Sáng nay (9/1), tại Ví Dụ", "2025-01-09"),
        ("Chiều 9-1-2025, Công an tỉnh", "2025-01-09"),
        ("Ngày 4 tháng 4 năm 2023, Cụm", "2023-04-04"),
        ("Hôm nay 14-9, tại Nhà hát", "2024-09-14"),
        ("Trong 2 ngày 30 và 31/12, tại Huế", ("2024-12-30", "2024-12-31")),
        ("từ ngày 23 đến 25/12/2025", ("2025-12-23", "2025-12-25")),
        ("Từ ngày 30/12/2024 đến ngày 2/1/2025", ("2024-12-30", "2025-01-02")),
        ("Từ 30/12 đến 2/1, tại Huế", ("2024-12-30", "2025-01-02")),
        ("ngày 3-4/12, tại Đắk Lắk", ("2024-12-03", "2024-12-04")),
        ("Sáng nay, tại xã Ví Dụ", "2025-01-10"),
        ("Tối qua, tại Hà Nội", "2025-01-09"),
        ("Ngày 20/1 tới, hội nghị sẽ khai mạc", "2025-01-20"),
        ("giai đoạn 2020-2025, trong 6 tháng đầu năm", None),
        ("Ngày 31/02, hội nghị", None),
    ],
)
def test_days(sentence: str, value: str | tuple[str, str] | None) -> None:
    found = source_dates.event_days([sentence], STAMP)
    expected = {"from": value[0], "to": value[1]} if isinstance(value, tuple) else value
    assert (found[0].value if found else None) == expected


def test_a_day_without_a_year_is_none_without_a_stamp() -> None:
    assert source_dates.event_days(["Sáng 4/4 tại Đà Nẵng"], None) == []


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "có Thượng tướng Lê Văn Mẫu, Ủy viên Trung ương Đảng, Thứ trưởng Bộ Ví Dụ; Đại tá, PGS.TS Trần K'Bình, Phó Cục trưởng và đại diện lãnh đạo.",
            [
                ("Thượng tướng", "Lê Văn Mẫu", "Ủy viên Trung ương Đảng, Thứ trưởng Bộ Ví Dụ"),
                ("Đại tá", "Trần K'Bình", "Phó Cục trưởng"),
            ],
        ),
        (
            "Trung tá Y A, Trưởng Công an xã Ví Dụ 1 phát biểu.",
            [("Trung tá", "Y A", "Trưởng Công an xã Ví Dụ 1")],
        ),
        (
            "đồng chí Nguyễn Thị Mẫu, Phó Bí thư Tỉnh ủy dự và chỉ đạo; đồng chí Mẫu phát biểu.",
            [("", "Nguyễn Thị Mẫu", "Phó Bí thư Tỉnh ủy")],
        ),
        (
            "Thiếu tướng Bùi Văn Thí, Cục trưởng Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ, Bộ Ví Dụ.",
            [
                (
                    "Thiếu tướng",
                    "Bùi Văn Thí",
                    "Cục trưởng Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ, Bộ Ví Dụ",
                )
            ],
        ),
        ("Cục trưởng Cục Ví Dụ dự; phòng Hậu cần; Trung tướng không nêu tên.", []),
    ],
)
def test_officials(sentence: str, people: list[tuple[str, str, str]]) -> None:
    assert [(p.rank, p.name, p.post) for p in officials([sentence])[0]] == people


def test_a_word_behind_a_post_that_is_none_of_an_office_is_asked() -> None:
    sentence = "Đại tá Lê Văn Mẫu, Cục trưởng Cục Cảnh sát giao thông hoan nghênh kết quả."
    [person], _ = officials([sentence])
    assert [post for post, _ in person.posts] == [
        "Cục trưởng Cục Cảnh sát giao thông",
        "Cục trưởng Cục Cảnh sát giao thông hoan nghênh kết quả",
    ]
    assert person.post == person.posts[0][0]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Sáng 4/4 tại Đà Nẵng, Cụm", "Đà Nẵng"),
        ("tại Hội trường Ba Mẫu, Cụm", "Hội trường Ba Mẫu"),
        ("tại trụ sở Công an tỉnh Bắc Mẫu, Cụm", "trụ sở Công an tỉnh Bắc Mẫu"),
        ("tại TP. Huế Cụm thi đua số 1 họp", "TP. Huế"),
        ("phát biểu tại hội nghị, tại xã Ia Mẫu. Trại", "xã Ia Mẫu"),
        ("quy định tại Nghị định số 1", ""),
    ],
)
def test_places(sentence: str, place: str) -> None:
    found = event_facts.places_of((sentence,))
    assert [candidate.value for candidate in found[:1]] == ([place] if place else [])


def test_figures_are_kept_as_written() -> None:
    found, _ = event_facts.figures_of(
        ["phá 1.200 vụ, bắt hơn 300 đối tượng; đạt 82,66%; ngày 4/4/2024; Trại giam số 3"]
    )
    assert [(f["value"], f["unit"]) for f in found] == [
        ("1.200", "vụ"),
        ("hơn 300", "đối tượng"),
        ("82,66", "%"),
    ]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("sentence", "label", "value"),
    [
        ("phấn đấu hoàn thành vượt mức 77 chỉ tiêu Bộ giao", "Chỉ tiêu Bộ giao, hoàn thành vượt mức", "77"),
        ("quyết tâm vượt mức cả 77 chỉ tiêu công tác.", "Chỉ tiêu công tác, vượt mức", "77"),
        ("hoàn thành 18 chỉ tiêu được giao", "Chỉ tiêu được giao", "18"),
        ("kết quả đạt 75/77 chỉ tiêu Bộ giao", "Chỉ tiêu Bộ giao", "75/77"),
    ],
)  # fmt: skip
def test_a_number_of_targets_keeps_what_is_to_be_done_with_them(sentence: str, label: str, value: str) -> None:  # fmt: skip
    (figure,), _ = event_facts.figures_of([sentence])
    assert figure == {"label": label, "value": value, "unit": "chỉ tiêu"}


def test_lines_broken_by_a_mail_program_are_joined() -> None:
    text = f"Tiêu đề\n\n{'từ ' * 25}Cụm thi\nđua số 1 họp.\nĐoạn hai.\n"
    assert read_text(text).prose[0].endswith("Cụm thi đua số 1 họp.")


# --- Files nobody should trust ---------------------------------------------------------------


def test_photos_lose_their_metadata() -> None:
    made = strip_metadata(jpeg_with_position())
    assert made
    ending, data = made
    assert ending == "jpg"
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (64, 48)
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"secret" not in data
    assert strip_metadata(b"<svg/>") is None


def test_an_archive_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "b")
    for data in (b"PK", b"", out.getvalue(), docx([{"p": "x"}])[:200]):
        with pytest.raises(NotWrittenError, match="import_not_docx"):
            read_docx(data)


def test_a_linked_picture_of_a_word_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(jpeg_with_position())
    made = docx([{"p": "Tiêu đề"}, {"image": "x"}])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "word/document.xml":
                text = text.replace(b"r:embed", b"r:link")
            if info.filename.endswith("document.xml.rels"):
                text = text.replace(
                    b'Target="media/image0.jpg"',
                    f'Target="{secret.as_uri()}" TargetMode="External"'.encode(),
                )
            new.writestr(info.filename, text)
    try:
        article = read_docx(out.getvalue())
    except NotWrittenError:
        return
    assert all(picture.data is None or picture.data == b"" for picture in article.pictures)


def test_pages_give_no_picture_from_outside_their_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "a b.jpg").write_bytes(b"y")
    sources = [
        "../secret.jpg",
        str(tmp_path / "secret.jpg"),
        "https://x.example/a.jpg",
        "//x.example/a.jpg",
        "a%20b.jpg",
    ]
    images = "".join(f'<img src="{source}">' for source in sources)
    article = read_page(f"<article><p>Đoạn văn.</p>{images}</article>", folder)
    assert [picture.data for picture in article.pictures] == [None, None, None, None, b"y"]


def test_pages_bring_no_markup_along(tmp_path: Path) -> None:
    html = (
        "<article><h1>A</h1><p>a &lt;b&gt; *c* {: onclick=x} <a href='javascript:x'>d</a> <img src=x onerror=y></p>"
        "<script>e</script><!-- f --><p style='color:red' onclick='g'># h</p></article>"
    )
    body = read_page(html, tmp_path).body
    assert body == "a &lt;b> \\*c\\* &#123;: onclick=x} d\n\n\\# h"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.doc", b"x", "import_old_word"),
        ("a.pdf", b"x", "import_pdf"),
        ("a.rtf", b"x", "import_old_word"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "import_old_sheet"),
        ("a.jpg", b"x", "import_picture"),
        ("a.zip", b"x", "import_archive"),
        ("a.exe", b"x", "import_wrong_kind"),
        (".docx", b"x", "import_wrong_kind"),
        ("a.docx", b"", "import_empty"),
        ("a.txt", b"", "import_empty"),
        ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "import_encrypted"),
        ("a.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "import_encrypted"),
        ("a.docx", COMPOUND + "WordDocument".encode("utf-16-le"), "import_old_word"),
        ("a.xlsx", COMPOUND + "Workbook".encode("utf-16-le"), "import_old_sheet"),
        ("a.docx", COMPOUND + "__substg1.0_WordDocument".encode("utf-16-le"), "import_outlook"),
        ("a.docx", COMPOUND, "import_not_docx"),
        ("a.docx", b"{\\rtf1 a}", "import_old_word"),
        ("a.txt", b"%PDF-1.7", "import_pdf"),
        ("a.docx", b"\xff\xd8\xff\xe0", "import_picture"),
        ("a.pptx", b"x", "import_slides"),
        ("a.gif", b"x", "import_picture"),
        ("a.docx", archive(mimetype=b"application/vnd.oasis.opendocument.text"), "import_old_word"),
        ("a.docx", archive(**{"ppt/presentation.xml": b"<a/>"}), "import_slides"),
        ("a.txt", b"\xb8\xb5", "import_undecodable"),
        ("a.html", b"\xb8\xb5", "import_undecodable"),
        ("a.txt", b"  \n", "import_no_text"),
        ("a.txt", "Chỉ có tiêu đề".encode(), "import_no_text"),
        ("a.txt", "Tiêu đề\n\nMột đoạn.".encode(), "import_no_date"),
    ],
)
def test_refused_files(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    content = write_tree(tmp_path / "content", BASE)
    (tmp_path / name).write_bytes(data)
    before = sorted(content.rglob("*"))
    with pytest.raises(NotWrittenError, match=key):
        import_file(tmp_path / name, content, tmp_path, ImportOptions())
    assert sorted(content.rglob("*")) == before


def test_command(tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").touch()
    source = tmp_path / "tin.txt"
    source.write_text(
        "Cụm thi đua số 1 họp mặt\n\nThứ Năm, 02/05/2024, 08:00\n\nSáng 2/5, Cụm thi đua số 1 gặp mặt.\n",
        "utf-8",
    )

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            main, ["-f", str(tmp_path / "mkdocs.yml"), "import", str(source), *args]
        )
        return done.exit_code, done.output

    code, said = run("--publisher", "Báo Ví Dụ", "--date", "hôm qua")
    assert code == 2
    code, said = run("--publisher", "Báo Ví Dụ")
    assert code == 0, said
    path = content / "events/2024/2024-05-02-cum-thi-dua-so-1-hop-mat.md"
    assert "“Thứ Năm, 02/05/2024, 08:00”" in said
    text = path.read_text("utf-8")
    assert "\n> **Bản nháp.** " in text
    assert "publisher: Báo Ví Dụ" in text
    for again in (("--again",), ()):
        code, said = run(*again)
        assert code == 1
        assert path.read_text("utf-8") == text
    path.rename(path.with_name("2024-05-02-gap-mat.md"))
    code, said = run()
    assert code == 1
    assert "2024-05-02-gap-mat.md" in said


def test_what_was_asked_is_answered_from_a_file(tmp_path: Path) -> None:
    content = write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").touch()
    source = tmp_path / "tin.txt"
    source.write_text(
        "Cụm thi đua số 1 kiểm tra chéo\n\nNgày 4/3/2024, tại Huế, Đoàn kiểm tra làm việc. Ngày 5/3/2024, Đoàn kiểm tra họp.\n",
        "utf-8",
    )
    asked = tmp_path / "hoi.yml"

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            main, ["-f", str(tmp_path / "mkdocs.yml"), "--lang", "vi", "import", str(source), *args]
        )
        return done.exit_code, done.output

    code, said = run("--ask", str(asked))
    assert code == 0
    assert "  * 2024-03-04  ← “Ngày 4/3/2024, tại Huế, Đoàn kiểm tra làm việc." in said
    [path] = (content / "events" / "2024").glob("2024-03-04-*.md")
    assert "# CẦN CHỌN: date: " in path.read_text("utf-8")
    assert asked.read_text("utf-8").split("\n")[2:6] == [
        "# date: sự kiện diễn ra ngày nào? Nguồn nêu nhiều ngày hoặc không nói rõ.",
        "#date: 2024-03-04  # “Ngày 4/3/2024, tại Huế, Đoàn kiểm tra làm việc. Ngày 5/3/2024, Đoàn”",
        "#date: 2024-03-05  # “tại Huế, Đoàn kiểm tra làm việc. Ngày 5/3/2024, Đoàn kiểm tra họp.”",
        "date:",
    ]
    path.unlink()
    answers = asked.read_text("utf-8").replace("date:\n", "date: 5/3/2024\n", 1)
    asked.write_text(answers.replace("\nclusters:\n", "\nclusters: [vd-1]\n"), "utf-8")
    made = []
    for _ in range(2):
        code, said = run("--answers", str(asked))
        assert code == 0, said
        [path] = (content / "events" / "2024").glob("2024-03-05-*.md")
        made.append(path.read_bytes())
        path.unlink()
    assert made[0] == made[1]
    assert b"clusters: [vd-1]\n" in made[0]
    assert "CẦN CHỌN" not in made[0].decode()
    assert run("--ask", str(asked))[0] == 2  # written by a person by now
    asked.write_text("ngay: 2024-03-05\n", "utf-8")
    assert run("--answers", str(asked))[0] == 2
    asked.write_text("- danh sách", "utf-8")
    assert run("--answers", str(asked))[0] == 2


def test_what_has_no_answer_is_printed_and_written(tmp_path: Path) -> None:
    write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "tin.txt").write_text("Bản tin\n\n04/04/2024\n\nCụm thi đua số 1 họp.\n", "utf-8")
    args = ["-f", str(tmp_path / "mkdocs.yml"), "--lang", "vi", "import", str(tmp_path / "tin.txt")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 2
    assert "#date: 2024-04-04  # “04/04/2024”\ndate:\n" in done.output
    done = CliRunner().invoke(main, [*args, "--ask", str(tmp_path / "hoi.yml")])
    assert done.exit_code == 2
    assert "date:\n" in (tmp_path / "hoi.yml").read_text("utf-8")


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "tin.txt").write_text("Bản tin\n\n04/04/2024\n\nCụm thi đua số 1 họp.\n", "utf-8")
    ours, theirs = pty.openpty()
    args = ["-f", str(tmp_path / "mkdocs.yml"), "import", str(tmp_path / "tin.txt")]
    with subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", *args], stdin=theirs, stdout=theirs, stderr=theirs
    ) as command:
        os.close(theirs)
        os.write(ours, b"1\n\n")
        assert command.wait(60) == 0
    os.close(ours)
    [path] = (tmp_path / "content" / "events" / "2024").glob("2024-04-04-*.md")
    text = path.read_text("utf-8")
    assert "date: 2024-04-04\n" in text
    assert "# CẦN CHỌN: date" not in text
    assert "# CẦN CHỌN: clusters" in text

"""What the forms of the desk do, asked as its pages ask."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

import made_pdfs
from desks import EVENT, PARAGRAPHS, Asked, desk_at, run_git, word_file
from support import ROOT
from thidua.checks.run import check_content
from thidua.locale import strings

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

PHOTO = (
    ROOT
    / "tests"
    / "data"
    / "fixture-site"
    / "content"
    / "events"
    / "2024"
    / "2024-03-14-ky-giao-uoc"
)
FILE = "content/events/2024/2024-03-14-ky-giao-uoc/index.md"
NEW = {
    "ban-ghi": "su-kien/moi", "ban-cu": "", "title": "Cụm 1 họp mặt", "date.from": "5/9/2025", "kinds": "gap-mat",
    "clusters": "vd-1", "audience": "internal", "status": "draft", "summary": "Bốn đơn vị họp mặt đầu năm học.",
    "sources.0.title": "Bản tin Ví Dụ", "body": "Bốn đơn vị họp mặt.\r\n\r\nCùng dự có nhiều người.",
}  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return desk_at(tmp_path / "project", git=True)


def photo() -> bytes:
    return next(PHOTO.glob("*.jpg")).read_bytes()


def test_an_event_is_changed_in_one_line(asked: Asked) -> None:
    before = (asked.root / FILE).read_text("utf-8")
    form = asked.form(EVENT)
    form["place"] = "TP  Mẫu"
    answer = asked.post("/luu", form)
    assert answer.json == {"go": f"{EVENT}?xong=luu"}
    after = (asked.root / FILE).read_text("utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]  # fmt: skip
    assert [b for _, b in changed] == ["place: TP Mẫu"]


def test_saving_a_form_nobody_touched_writes_nothing(asked: Asked) -> None:
    assert asked.post("/luu", asked.form(EVENT)).json == {"go": f"{EVENT}?xong=luu"}
    assert run_git(asked.root, "status", "--short") == ""
    assert asked.app.workspace.history.last() is None


def test_a_new_event_passes_the_check(asked: Asked) -> None:
    name = asked.post("/tep", {"tep": (io.BytesIO(photo()), "Ảnh họp mặt (1).JPG")}).json["name"]
    assert name == "anh-hop-mat-1.jpg"
    rows = {"file": name, "alt": "Bốn người bắt tay", "caption": "Đại diện bốn đơn vị", "credit": "Trần Thị Mẫu"}  # fmt: skip
    said = NEW | {f"photos.0.{key}": value for key, value in rows.items()}
    assert asked.post("/kiem-tra", said).json["items"] == []
    answer = asked.post("/luu", said)
    assert answer.json == {"go": "/su-kien/2025/cum-1-hop-mat?xong=luu"}
    folder = asked.root / "content" / "events" / "2025" / "2025-09-05-cum-1-hop-mat"
    assert (folder / "index.md").read_text("utf-8") == (
        "---\ntitle: Cụm 1 họp mặt\ndate: 2025-09-05\nkinds: [gap-mat]\nclusters: [vd-1]\naudience: internal\nstatus: draft\n"
        "summary: Bốn đơn vị họp mặt đầu năm học.\nphotos:\n  - file: anh-hop-mat-1.jpg\n    alt: Bốn người bắt tay\n"
        "    caption: Đại diện bốn đơn vị\n    credit: Trần Thị Mẫu\nsources:\n  - title: Bản tin Ví Dụ\n---\n\n"
        "Bốn đơn vị họp mặt.\n\nCùng dự có nhiều người.\n"
    )
    assert b"Exif" not in (folder / name).read_bytes()
    report = check_content(asked.root / "content", asked.root).report.within(lambda path: "2025-09-05" in path)  # fmt: skip
    assert list(report) == []
    shown = asked.get(f"/anh/su-kien/2025/cum-1-hop-mat?ten={name}")
    assert (shown.status_code, shown.content_type) == (200, "image/jpeg")


PLEDGE = {
    "ban-ghi": "giao-uoc/vd-1/moi", "ban-cu": "", "term": "2022", "title": "Giao ước thi đua năm 2022",
    "audience": "internal", "sources.0.title": "Bản ký năm 2022", "documents.0.title": "Giao ước năm 2022 (bản ký)",
    "documents.0.kind": "giao-uoc", "body": "## Điều 1. An ninh {#an-ninh}\r\n\r\nGiữ vững địa bàn.",
}  # fmt: skip


def test_a_new_pledge_has_its_signed_copy_beside_it(asked: Asked) -> None:
    assert 'href="/giao-uoc/vd-1/moi"' in asked.get("/cum/vd-1").text
    assert "Giao ước mới" in asked.get("/giao-uoc/vd-1/moi").text
    scan = made_pdfs.made()
    name = asked.post("/tep", {"tep": (io.BytesIO(scan), "Bản ký 2022.pdf")}).json["name"]
    assert name == "ban-ky-2022.pdf"
    said = PLEDGE | {"documents.0.file": name}
    assert [
        i for i in asked.post("/kiem-tra", said).json["items"] if i["severity"] == "error"
    ] == []
    assert asked.post("/luu", said).json == {"go": "/giao-uoc/vd-1/2022?xong=luu"}
    folder = asked.root / "content" / "clusters" / "vd-1" / "pledges"
    assert (folder / name).read_bytes() == scan
    assert "documents:\n  - file: ban-ky-2022.pdf\n" in (folder / "2022.md").read_text("utf-8")
    assert asked.post("/luu", said).status_code == 422
    assert asked.get("/giao-uoc/khong-co/moi").status_code == 404


def test_a_paper_that_nobody_could_publish_is_told_beside_its_row(asked: Asked) -> None:
    data = made_pdfs.REFUSED["password"][0]()
    name = asked.post("/tep", {"tep": (io.BytesIO(data), "a.pdf")}).json["name"]
    told = asked.post("/kiem-tra", PLEDGE | {"documents.0.file": name}).json["items"]
    assert [(i["field"], i["code"]) for i in told if i["severity"] == "error"] == [
        ("documents.0.file", "E673")
    ]


def test_mistakes_are_told_beside_their_fields_and_nothing_is_written(asked: Asked) -> None:
    said = NEW | {
        "date.from": "31/2/2025", "kinds": [], "figures.0.label": "Chỉ tiêu", "body": "Một <b>dòng</b>.",
        "sources.0.url": "vi-du", "officials.0.rank": "Đại tá",
    }  # fmt: skip
    items = asked.post("/kiem-tra", said).json["items"]
    told = {(item["field"], item["code"]) for item in items}
    assert told == {
        ("date", "E306"), ("kinds", "E302"), ("figures.0.value", "E302"), ("body", "E601"), ("sources.0.url", "E312"),
        ("officials.0.name", "E302"),
    }  # fmt: skip
    assert [item["severity"] for item in items] == sorted(item["severity"] for item in items)
    answer = asked.post("/luu", said)
    assert answer.status_code == 422
    assert answer.json["refused"] == "Chưa lưu: sửa các lỗi dưới đây rồi lưu lại."
    assert run_git(asked.root, "status", "--short") == ""


@pytest.mark.parametrize(
    ("said", "field"),
    [({"host": "ca-khong-co"}, "host"), ({"clusters": "vd-1@1999"}, "clusters.0"), ({"campaigns": "khong-co"}, "campaigns.0"),
     ({"awards.0.title": "Cờ", "awards.0.to": "ca-khong-co", "awards.0.status": "trao"}, "awards.0.to.0")],
)  # fmt: skip
def test_names_of_what_is_not_there_are_told_at_their_place(
    asked: Asked, said: dict[str, str], field: str
) -> None:
    items = asked.post("/kiem-tra", NEW | said).json["items"]
    assert [item["field"] for item in items if item["severity"] == "error"] == [field]


def test_a_day_is_told_with_its_weekday_and_lunar_day(asked: Asked) -> None:
    days = asked.post("/kiem-tra", NEW | {"date.from": "04/4/2024", "date.to": "", "publish_on": "2024-05"}).json["days"]  # fmt: skip
    assert days == {
        "date.from": "thứ Năm, ngày 04 tháng 4 năm 2024; âm lịch 26 tháng 2 năm Giáp Thìn",
        "date.to": "",
        "publish_on": "tháng 5 năm 2024",
    }


def test_two_people_at_once_are_told(asked: Asked) -> None:
    first, second = asked.form(EVENT), asked.form(EVENT)
    first["place"], second["place"] = "TP Mẫu", "TP Khác"
    assert asked.post("/luu", first).status_code == 200
    answer = asked.post("/luu", second)
    assert answer.status_code == 409
    assert answer.json["refused"].startswith(f"{FILE} đã được sửa ở nơi khác")
    assert "place: TP Mẫu\n" in (asked.root / FILE).read_text("utf-8")


def test_a_new_event_does_not_take_the_place_of_another(asked: Asked) -> None:
    assert asked.post("/luu", NEW).status_code == 200
    answer = asked.post("/luu", NEW)
    assert answer.status_code == 422
    assert "content/events/2025/2025-09-05-cum-1-hop-mat" in answer.json["refused"]


def test_saves_are_undone_one_after_the_other(asked: Asked) -> None:
    form = asked.form(EVENT)
    form["place"] = "TP Mẫu"
    asked.post("/luu", form)
    asked.post("/luu", NEW)
    assert "Hoàn tác lần lưu “Cụm 1 họp mặt”" in asked.get("/").text
    assert asked.post("/hoan-tac").headers["Location"] == "/?xong=hoan-tac"
    assert not (asked.root / "content" / "events" / "2025" / "2025-09-05-cum-1-hop-mat").exists()
    assert asked.post("/hoan-tac").headers["Location"] == "/?xong=hoan-tac"
    assert run_git(asked.root, "status", "--short") == ""
    assert asked.post("/hoan-tac").headers["Location"] == "/"


def test_what_somebody_else_changed_since_is_not_undone(asked: Asked) -> None:
    form = asked.form(EVENT)
    form["place"] = "TP Mẫu"
    asked.post("/luu", form)
    path = asked.root / FILE
    path.write_text(path.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    assert asked.post("/hoan-tac").headers["Location"] == "/?xong=khac"
    assert "Thêm một câu." in path.read_text("utf-8")
    assert "place: TP Mẫu\n" in path.read_text("utf-8")


def test_a_file_with_mistakes_the_desk_cannot_read_is_told_and_left(asked: Asked) -> None:
    form = asked.form(EVENT)
    path = asked.root / FILE
    path.write_text(path.read_text("utf-8").replace("kinds: [", "kinds: [["), "utf-8")
    told = asked.post("/kiem-tra", form).json["note"]
    assert told.startswith("Không mở được bài này nữa")
    assert asked.post("/luu", form).json["refused"] == told
    assert f"{FILE}:" in asked.get("/").text


def test_the_preview_is_the_page_of_the_site(asked: Asked) -> None:
    asked.post("/tep", {"tep": (io.BytesIO(photo()), "moi.jpg")})
    rows = {"file": "moi.jpg", "alt": "Bốn người", "caption": "Đại diện", "credit": "Trần Thị Mẫu"}
    answer = asked.post("/xem", NEW | {f"photos.0.{key}": value for key, value in rows.items()})
    assert answer.json == {"address": "/xem/su-kien/2025/cum-1-hop-mat/"}
    page = asked.get(answer.json["address"])
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Cùng dự có nhiều người." in page.text
    assert "thứ Sáu, ngày 05 tháng 9 năm 2025" in page.text.replace("\xa0", " ")
    for wanted in ("/xem/assets/stylesheets/thidua.css", "/xem/assets/stylesheets/material.css"):
        assert asked.get(wanted).status_code == 200
    picture = page.text.partition("anh/")[2].partition(" ")[0].partition('"')[0]
    assert asked.get(f"/xem/anh/{picture}").status_code == 200
    assert run_git(asked.root, "status", "--short") == ""


def test_what_was_changed_is_listed_and_committed_on_a_branch(asked: Asked) -> None:
    form = asked.form(EVENT)
    form["place"] = "TP Mẫu"
    asked.post("/luu", form)
    asked.post("/luu", NEW)
    listed = asked.get("/gui").text
    assert "2 tệp sẽ được gửi:" in listed
    assert "<ins>place: TP Mẫu</ins>" in listed
    assert asked.get("/").text.count("chưa gửi</span>") == 2
    answer = asked.post("/gui", {"noi-dung": "Sửa nơi họp", "ten": "Lê Thị Mẫu", "thu": ""})
    assert answer.status_code == 200
    assert "Đã gửi vào nhánh bien-tap/2026-01-15-sua-noi-hop." in answer.text
    assert "Mọi tệp đã gửi hết." not in answer.text
    assert run_git(asked.root, "status", "--short") == ""
    assert run_git(asked.root, "log", "--all", "--format=%an %ae %s %D") == (
        "Lê Thị Mẫu le.thi.mau@thidua.invalid Sửa nơi họp HEAD -> bien-tap/2026-01-15-sua-noi-hop\n"
        "Người Thử thu@vi-du.example.vn Đầu main\n"
    )
    assert run_git(asked.root, "diff", "--name-only", "main").splitlines() == [
        FILE,
        "content/events/2025/2025-09-05-cum-1-hop-mat/index.md",
    ]
    assert asked.get("/").text.count("đã gửi, chờ duyệt</span>") == 2
    asked.post("/hoan-tac")
    again = asked.post("/gui", {"noi-dung": "Bỏ bài", "ten": "Lê Thị Mẫu", "thu": "a@vi-du.example.vn"})  # fmt: skip
    assert "bien-tap/2026-01-15-sua-noi-hop" in again.text
    assert run_git(asked.root, "rev-list", "--count", "main..HEAD") == "2\n"
    assert run_git(asked.root, "status", "--short") == ""


def test_nothing_of_a_repository_is_run_when_it_is_sent(asked: Asked) -> None:
    """Hooks, filters, monitors and programs for signatures that its settings name."""
    ran = asked.root.parent / "ran"
    script = f"#!/bin/sh\ntouch '{ran}'\ncat\n"
    hooks = asked.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    program = asked.root.parent / "program"
    for path in (program, *(hooks / name for name in ("pre-commit", "post-commit", "commit-msg", "reference-transaction", "post-index-change", "post-checkout", "prepare-commit-msg"))):  # fmt: skip
        path.write_text(script, "utf-8")
        path.chmod(0o755)
    (asked.root / ".gitattributes").write_text("*.md filter=xau\n", "utf-8")
    for key in ("filter.xau.clean", "filter.xau.smudge", "filter.xau.process", "core.fsmonitor", "gpg.program", "core.editor", "credential.helper"):  # fmt: skip
        run_git(asked.root, "config", key, str(program))
    run_git(asked.root, "config", "commit.gpgsign", "true")
    asked.post("/luu", NEW)
    ran.unlink(missing_ok=True)
    assert "chưa gửi" in asked.get("/").text
    answer = asked.post("/gui", {"noi-dung": "Thêm bài", "ten": "Lê Thị Mẫu"})
    assert "Đã gửi vào nhánh" in answer.text
    assert not ran.exists()


def test_what_is_staged_of_other_files_stays_staged(asked: Asked) -> None:
    (asked.root / "docs" / "khac.md").write_text("# Khác\n", "utf-8")
    run_git(asked.root, "add", "docs/khac.md")
    asked.post("/luu", NEW)
    asked.post("/gui", {"noi-dung": "Thêm bài", "ten": "Lê Thị Mẫu"})
    assert run_git(asked.root, "status", "--short") == "A  docs/khac.md\n"
    assert "khac.md" not in run_git(asked.root, "diff", "--name-only", "main", "HEAD")


@pytest.mark.parametrize(
    "said",
    [{"noi-dung": "", "ten": "Lê Thị Mẫu"}, {"noi-dung": "A", "ten": "Lê <Mẫu>"}, {"noi-dung": " ", "ten": "B"}],
)  # fmt: skip
def test_what_is_not_signed_is_not_sent(asked: Asked, said: dict[str, str]) -> None:
    asked.post("/luu", NEW)
    answer = asked.post("/gui", said)
    assert (answer.status_code, run_git(asked.root, "for-each-ref", "--format=%(refname)")) == (422, "refs/heads/main\n")  # fmt: skip


@pytest.mark.parametrize("git", [True, False])
def test_a_zip_holds_what_was_changed(tmp_path: Path, git: bool) -> None:
    asked = desk_at(tmp_path / "project", git=git)
    assert asked.post("/gui/zip").status_code == 422
    asked.post("/luu", NEW)
    answer = asked.post("/gui/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="thi-dua-2026-01-15.zip"'
    path = "content/events/2025/2025-09-05-cum-1-hop-mat/index.md"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["THAY-DOI.txt", path]
        assert archive.read(path) == (asked.root / path).read_bytes()
        assert path in archive.read("THAY-DOI.txt").decode()


def test_lists_are_found_without_accents(asked: Asked) -> None:
    lists = asked.get("/danh-muc").json
    assert set(lists) == {"clusters", "units", "commemorations", "campaigns", "events", "blocks", "organisations", "unit_kinds"}  # fmt: skip
    found = [row["id"] for row in lists["clusters"] if "cong an dia phuong" in row["found"]]
    assert "vd-1" in found


def dropped(asked: Asked, name: str, data: bytes, **said: str) -> TestResponse:
    return asked.post("/nhap", {"tep": (io.BytesIO(data), name), **said})


def test_a_word_file_asks_what_it_leaves_open_and_becomes_a_draft(asked: Asked) -> None:
    page = dropped(asked, "C:\\Thư mục\\Sơ kết.docx", word_file())
    assert "Có điều chưa chắc." in page.text
    form = BeautifulSoup(page.text, "html.parser").select_one("form.dk-ask")
    assert form is not None
    days = [one["value"] for one in form.select("[name='tra-loi.date']")]
    assert days == ["2024-08-15", "2024-08-20", ""]
    asks = form.select_one("fieldset").text  # type: ignore[union-attr]
    assert "Sự kiện diễn ra ngày nào?" in asks
    assert "thứ Năm, ngày 15 tháng 8 năm 2024" in asks.replace("\xa0", " ")
    assert "date:" not in asks
    assert run_git(asked.root, "status", "--short") == ""
    said = {"tep-so": "1", "tra-loi.date": "2024-08-20", "bo-qua": "1"}
    made = asked.post("/nhap", said)
    assert "Đã có bản nháp" in made.text
    address = BeautifulSoup(made.text, "html.parser").select_one("main a.td-button")["href"]  # type: ignore[index]
    assert address == "/su-kien/2024/cum-thi-dua-so-1-so-ket-sau-thang-dau-nam-2024"
    form_of_it = asked.form(str(address))
    assert (form_of_it["date.from"], form_of_it["status"], form_of_it["audience"]) == ("20/08/2024", "draft", "internal")  # fmt: skip
    assert asked.post("/hoan-tac").headers["Location"] == "/?xong=hoan-tac"
    assert run_git(asked.root, "status", "--short") == ""
    assert asked.post("/nhap", said).status_code == 400


def test_a_pledge_of_nobody_knows_which_cluster_asks_for_it(asked: Asked) -> None:
    text = "GIAO ƯỚC THI ĐUA NĂM 2022\n\nĐiều 1. An ninh\n\nGiữ địa bàn.\n\nĐiều 2. Nghĩa tình\n\nXây nhà.\n"
    said = {"tra-loi.kind-of-file": "pledge", "tra-loi.title": "Giao ước thi đua năm 2022", "tra-loi.date": "2022-01-20"}  # fmt: skip
    page = dropped(asked, "a.txt", text.encode(), **said)
    assert page.status_code == 422
    assert "Không rõ giao ước của cụm nào" in page.text
    form = BeautifulSoup(page.text, "html.parser").select_one("form.dk-ask")
    assert form is not None
    assert form.select_one("[name='tra-loi.clusters']") is not None
    # What was answered before is not asked again.
    hidden = {str(one["name"]): str(one["value"]) for one in form.select("[type=hidden]")}
    assert said.items() <= hidden.items()
    made = asked.post(
        "/nhap", said | {"tep-so": "1", "tra-loi.clusters": "vd-1@2022", "bo-qua": "1"}
    )
    assert "Đã có bản nháp" in made.text
    assert (asked.root / "content/clusters/vd-1/pledges/2022.md").is_file()


def test_a_word_file_without_a_day_is_asked_for_it(asked: Asked) -> None:
    page = dropped(asked, "a.docx", word_file((PARAGRAPHS[0], "Cụm thi đua số 1 tổ chức hội nghị sơ kết.")))  # fmt: skip
    assert page.status_code == 422
    assert 'name="tra-loi.date"' in page.text
    made = asked.post("/nhap", {"tep-so": "1", "tra-loi.date": "2024-07-02", "bo-qua": "1"})
    assert "Đã có bản nháp" in made.text


@pytest.mark.parametrize("name", ["a.exe", "a.doc", "khong-duoi"])
def test_a_file_that_is_not_read_is_told_and_nothing_waits(asked: Asked, name: str) -> None:
    page = dropped(asked, name, b"MZ")
    assert page.status_code == 422
    assert "tep-so" not in page.text
    assert run_git(asked.root, "status", "--short") == ""


def test_only_so_many_files_and_photographs_wait(asked: Asked) -> None:
    asked.app._waiting |= {str(n): ("a.txt", b"") for n in range(1, 9)}
    assert "Có điều chưa chắc." in dropped(asked, "a.docx", word_file()).text
    assert sorted(asked.app._waiting) == ["2", "3", "4", "5", "6", "7", "8", "9"]
    asked.app.workspace.staged |= {f"{n}.jpg": b"" for n in range(60)}
    answer = asked.post("/tep", {"tep": (io.BytesIO(photo()), "a.jpg")})
    assert (answer.status_code, answer.json["refused"]) == (422, "Đã có 60 ảnh chờ lưu; lưu bài trước rồi thêm.")  # fmt: skip


def test_what_is_no_photograph_is_refused(asked: Asked) -> None:
    answer = asked.post("/tep", {"tep": (io.BytesIO(b"<svg>"), "a.jpg")})
    assert (answer.status_code, answer.json["refused"]) == (422, "a.jpg không phải ảnh JPEG, PNG, WebP hay tệp PDF dùng được.")  # fmt: skip
    assert asked.post("/tep").status_code == 400


def test_a_site_that_cannot_be_built_has_no_preview_but_says_why(asked: Asked) -> None:
    config = asked.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "khong_co: 1\ndocs_dir: khong-co\n", "utf-8")
    answer = asked.post("/xem", NEW)
    assert answer.status_code == 422
    assert "mkdocs.yml" in answer.json["refused"]


def test_a_member_more_is_one_word_more_in_the_file_of_a_cluster(asked: Asked) -> None:
    path = asked.root / "content" / "clusters" / "vd-1" / "cluster.yml"
    path.write_text(CLUSTER, "utf-8")
    form = asked.form("/cum/vd-1")
    form["terms.1.members.2.unit"] = "ca-tinh-dan-huong"
    form["terms.1.lead.how"] = "phan-cong"
    form["terms.0.members.0.unit"] = "ca-tinh-duong-lam"
    assert asked.post("/luu", form).json == {"go": "/cum/vd-1?xong=luu"}
    assert path.read_text("utf-8") == CLUSTER.replace(
        "members: [ca-tinh-duong-lam, ca-tinh-anh-mai]  # hai",
        "members: [ca-tinh-duong-lam, ca-tinh-anh-mai, ca-tinh-dan-huong]  # hai",
    ).replace(
        "lead: ca-tinh-duong-lam\n", "lead:\n      unit: ca-tinh-duong-lam\n      how: phan-cong\n"
    )


CLUSTER = """\
# Cụm đầu tiên
id: vd-1
name: Cụm thi đua số 1 – Công an địa phương Ví Dụ
owner: bo-vi-du
block: cong-an-dia-phuong
audience: public
terms:
  # kỳ cũ
  - term: "2023"
    from: 2023-01-01
    to: 2023-12-31
    members:
      - ca-tinh-duong-lam   # từ đầu
      - unit: ca-tinh-anh-mai
    sources:
      - title: Bản tin năm 2023
  - term: "2024"
    from: 2024-01-01
    to: 2024-12-31
    lead: ca-tinh-duong-lam
    members: [ca-tinh-duong-lam, ca-tinh-anh-mai]  # hai
    sources:
      - title: Bản tin năm 2024
"""


# --- New records beside events and pledges ----------------------------------------------------------

SOURCE = {"sources.0.title": "Quyết định của Bộ Ví Dụ", "sources.0.publisher": "Bộ Ví Dụ"}
UNIT = {"id": "ca-tinh-moi", "name": "Công an tỉnh Mới", "kind": "ca-tinh", "parent": "bo-vi-du"}
DAY = {"id": "ngay-moi", "name": "Ngày truyền thống Mới", "kind": "fixed", "origin": "1975-03-26", "month": "3",
       "day": "26", "regime": "none", **SOURCE}  # fmt: skip
CAMPAIGN = {"id": "vi-cong-dong", "name": "Phong trào “Vì cộng đồng”", "clusters": "vd-1", **SOURCE}
NEW_CLUSTER = {"id": "vd-9", "name": "Cụm thi đua số 9 – Công an địa phương Ví Dụ", "number": "9", "owner": "bo-vi-du",
           "block": "dia-phuong", "audience": "internal", "terms.0.term": "2025", "terms.0.from": "1/1/2025", "terms.0.to": "31/12/2025",
           "terms.0.lead.unit": "ca-tinh-dan-huong", "terms.0.members.0.unit": "ca-tinh-dan-huong", "terms.0.sources.0.title": "Kế hoạch Ví Dụ",
           **SOURCE}  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "said", "file", "title"),
    [
        ("don-vi/moi", UNIT, "content/units.yml", "Đơn vị mới"),
        ("ky-niem/moi", DAY, "content/commemorations.yml", "Ngày kỷ niệm mới"),
        ("phong-trao/moi", CAMPAIGN, "content/campaigns.yml", "Phong trào mới"),
        ("cum/moi", NEW_CLUSTER, "content/clusters/vd-9/cluster.yml", "Cụm thi đua mới"),
    ],
)
def test_a_new_record_of_each_other_kind(
    asked: Asked, id_: str, said: dict[str, str], file: str, title: str
) -> None:
    page = asked.get(f"/{id_}").text
    assert f"<h1>{title}</h1>" in page
    assert f'href="/{id_}"' in asked.get("/").text
    path = asked.root / file
    before = path.read_bytes() if path.exists() else b""
    said = {"ban-ghi": id_, "ban-cu": "", **said}
    told = asked.post("/kiem-tra", said).json["items"]
    assert [item for item in told if item["severity"] == "error"] == []
    place = f"/{id_.partition('/')[0]}/{said['id']}"
    assert asked.post("/luu", said).json == {"go": f"{place}?xong=luu"}
    assert asked.form(place)["name"] == said["name"]
    after = path.read_bytes()
    assert after.startswith(before)
    assert f"id: {said['id']}".encode() in after[len(before) :]
    assert run_git(asked.root, "status", "--short", "-uall").split()[1:] == [file]
    assert not check_content(asked.root / "content", asked.root).report.has_errors
    # The same once more is a mistake, told beside its field.
    again = asked.post("/luu", said)
    assert again.status_code == 422
    assert asked.post("/hoan-tac").status_code == 303
    assert (path.read_bytes() if path.exists() else b"") == before


def test_mistakes_of_a_new_unit_stand_beside_their_fields(asked: Asked) -> None:
    said = {"ban-ghi": "don-vi/moi", "ban-cu": "", "id": "ca-tinh-moi", "parent": "bo-vi-du-x"}
    told = asked.post("/kiem-tra", said).json["items"]
    assert {(i["field"], i["code"]) for i in told if i["severity"] == "error"} == {
        ("name", "E302"), ("parent", "E402"),
    }  # fmt: skip
    register = asked.root / "content" / "units.yml"
    register.write_bytes(register.read_bytes().replace(b"\n", b"\r\n").rstrip())
    said = {"ban-ghi": "don-vi/moi", "ban-cu": "", **UNIT}
    assert asked.post("/luu", said).json == {"go": "/don-vi/ca-tinh-moi?xong=luu"}
    lines = register.read_bytes().split(b"\r\n")
    assert lines[-5:] == [
        b"- id: ca-tinh-moi", "  name: Công an tỉnh Mới".encode(), b"  kind: ca-tinh", b"  parent: bo-vi-du", b"",
    ]  # fmt: skip
    assert b"\n" not in b"".join(lines)


def test_a_register_that_is_not_there_yet_is_begun(asked: Asked) -> None:
    register = asked.root / "content" / "campaigns.yml"
    register.unlink()
    said = {"ban-ghi": "phong-trao/moi", "ban-cu": "", "id": "vi-cong-dong", "audience": "internal"}
    told = asked.post("/kiem-tra", said).json["items"]
    assert ("name", "E302") in {(i["field"], i["code"]) for i in told}
    said |= {"name": "Phong trào “Vì cộng đồng”", **SOURCE}
    assert asked.post("/luu", said).json == {"go": "/phong-trao/vi-cong-dong?xong=luu"}
    assert register.read_text("utf-8") == (
        "- id: vi-cong-dong\n  name: Phong trào “Vì cộng đồng”\n  audience: internal\n  sources:\n"
        "    - title: Quyết định của Bộ Ví Dụ\n      publisher: Bộ Ví Dụ\n"
    )


# --- Records that stand in registers ----------------------------------------------------------------

REGISTER = """\
# Sổ đơn vị
- id: bo-vi-du
  name: Bộ Ví Dụ
  kind: bo
- id: ca-tinh-duong-lam   # tên theo quyết định
  name: Công an tỉnh Dương Lâm
  kind: "ca-tinh"
  parent: bo-vi-du
- {id: ca-tinh-anh-mai, name: Công an tỉnh Ánh Mai, kind: ca-tinh, parent: bo-vi-du}

# hết
"""


def test_a_record_of_a_register_is_changed_in_one_line(asked: Asked) -> None:
    register = asked.root / "content" / "units.yml"
    kept = register.read_text("utf-8")
    assert 'href="/don-vi/ca-tinh-duong-lam"' in asked.get("/").text
    form = asked.form("/don-vi/ca-tinh-duong-lam")
    form["short"] = "CA Dương Lâm mới"
    assert asked.post("/luu", form).json == {"go": "/don-vi/ca-tinh-duong-lam?xong=luu"}
    before, after = kept.splitlines(), register.read_text("utf-8").splitlines()
    assert [line.strip() for line in after if line not in before] == ["short: CA Dương Lâm mới"]
    assert asked.post("/hoan-tac").status_code == 303
    assert register.read_text("utf-8") == kept


def test_comments_and_manners_of_a_register_stay(asked: Asked) -> None:
    register = asked.root / "content" / "units.yml"
    register.write_text(REGISTER, "utf-8")
    form = asked.form("/don-vi/ca-tinh-duong-lam")
    form["name"], form["kind"] = "Công an tỉnh Dương Lâm (mới)", "khac"
    draft = asked.post("/kiem-tra", form).json
    assert {item["path"] for item in draft["items"] if not item["field"]} <= {
        path.relative_to(asked.root).as_posix() for path in asked.root.rglob("content/**/*.*")
    }
    workspace = asked.app.workspace
    record = workspace.open("don-vi/ca-tinh-duong-lam")
    made = workspace.draft(record, {**record.values, "name": form["name"], "kind": "khac"}, "")
    assert made.files["content/units.yml"].decode() == REGISTER.replace(
        "name: Công an tỉnh Dương Lâm", "name: Công an tỉnh Dương Lâm (mới)"
    ).replace('kind: "ca-tinh"', 'kind: "khac"')


def test_what_an_edited_record_breaks_in_other_files_is_told(asked: Asked) -> None:
    form = asked.form("/don-vi/ca-tinh-duong-lam")
    form["id"] = "ca-tinh-duong-lam-cu"
    answer = asked.post("/luu", form)
    assert answer.status_code == 422
    told = [item for item in answer.json["items"] if item["severity"] == "error"]
    assert {item["code"] for item in told} >= {"E402"}
    assert any(item["path"].startswith("content/clusters/") for item in told)
    assert {item["field"] for item in told if item["path"] != "content/units.yml"} == {""}
    assert run_git(asked.root, "status", "--short") == ""


def test_a_mistake_in_a_record_of_a_register_stands_beside_its_field(asked: Asked) -> None:
    form = asked.form("/don-vi/ca-tinh-duong-lam")
    form["parent"] = "bo-vi-du-x"
    told = asked.post("/kiem-tra", form).json["items"]
    assert ("parent", "E402") in {(item["field"], item["code"]) for item in told}


def test_what_is_missing_is_told_by_the_name_of_its_field(asked: Asked) -> None:
    said = {key: value for key, value in NEW.items() if key != "summary"} | {"photos.0.file": "a.jpg"}  # fmt: skip
    items = asked.post("/kiem-tra", said).json["items"]
    told = {i["field"]: (i["message"], i["hint"]) for i in items if i["code"] == "E302"}
    assert told == {
        "summary": ("Chưa điền ô “Tóm tắt”.", ""), "photos.0.alt": ("Chưa điền ô “Mô tả ảnh”.", ""),
        "photos.0.caption": ("Chưa điền ô “Chú thích”.", ""), "photos.0.credit": ("Chưa điền ô “Người chụp”.", ""),
    }  # fmt: skip


def test_ready_codes_are_picked_by_their_names(asked: Asked) -> None:
    lists = asked.get("/danh-muc").json
    assert ("cong-an-dia-phuong", "Khối Công an địa phương") in {(r["id"], r["name"]) for r in lists["blocks"]}  # fmt: skip
    assert [row["id"] for row in lists["organisations"]] == ["main", "youth", "women", "union"]
    assert all(row["name"] for rows in lists.values() for row in rows)
    form = BeautifulSoup(asked.get("/cum/vd-1").text, "html.parser")
    assert form.select_one("[data-name='block'][data-pick='blocks'] input[value='cong-an-dia-phuong']")  # fmt: skip


def test_dates_are_shown_as_people_write_them(asked: Asked) -> None:
    form = asked.form(EVENT)
    assert (form["date.from"], form["documents.0.date"]) == ("14/03/2024", "09/01/2024")
    answer = asked.post("/kiem-tra", {**form, "documents.0.date": "10/1/2024"}).json
    assert answer["items"] == []
    assert answer["days"]["documents.0.date"].startswith("thứ Tư, ngày 10 tháng 01 năm 2024")


def test_nothing_is_written_behind_a_link(asked: Asked, tmp_path: Path) -> None:
    """What lies there is not content, and would be gone from the desk once it was saved."""
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (asked.root / "content" / "events" / "2025").rename(outside / "2025")
    (asked.root / "content" / "events" / "2025").symlink_to(outside / "2025", target_is_directory=True)  # fmt: skip
    before = sorted(outside.rglob("*"))
    answer = asked.post("/luu", NEW)
    assert (answer.status_code, answer.json["refused"]) == (
        422, "content/events/2025 là liên kết tắt (symlink) ra ngoài nên không ghi vào đó. Thay bằng một thư mục thật.",
    )  # fmt: skip
    assert sorted(outside.rglob("*")) == before


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])  # fmt: skip
def test_a_disk_that_takes_nothing_is_told(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_args: object) -> None:
        raise error

    monkeypatch.setattr("thidua.desk.history.create_file", refuse)
    answer = asked.post("/luu", NEW)
    assert answer.status_code == 500
    assert answer.text.startswith(f"Không đọc hay ghi được tệp ({error.strerror}).")
    assert run_git(asked.root, "status", "--short") == ""


def test_no_option_of_a_command_is_told_in_the_desk() -> None:
    """Whatever an import or a new file refuses with; the terminal's advice has no place in a form."""
    for lang in ("vi", "en"):
        desk, editing = strings(lang, "desk"), strings(lang, "editing")
        told = {k for k, text in editing.items() if re.search(r"(?<!\w)--[a-z]", text)}
        refused = {k for k in told if k.startswith(("new_exists", "import_no_", "import_results_", "import_pledge_", "import_which_", "import_scores_", "import_again"))}  # fmt: skip
        assert {k for k in refused if f"refused:{k}" not in desk} == set()

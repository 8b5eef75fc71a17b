"""``thidua stats``: how much there is, and what waits for what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from support import BASE, EVENT, write_tree
from thidua.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def stats(folder: Path, *options: str, **changes: str) -> tuple[int, str]:
    files = {f"events/2024/2024-03-14-{name.replace('_', '-')}.md": text for name, text in changes.items()}  # fmt: skip
    write_tree(folder / "content", {**BASE, **files})
    (folder / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    done = CliRunner().invoke(main, ["-f", str(folder / "mkdocs.yml"), "stats", *options])
    return done.exit_code, done.output


def test_how_much_there_is(tmp_path: Path) -> None:
    code, text = stats(tmp_path)
    assert code == 0
    counts, _, terms = text.partition("\n\n")
    assert [line.split(maxsplit=1) for line in counts.splitlines()] == [
        ["1", "sự kiện"], ["1", "cụm thi đua"], ["2", "kỳ"], ["1", "giao ước"], ["0", "bảng điểm"], ["5", "đơn vị"], ["1", "ngày kỷ niệm"], ["1", "phong trào"],
    ]  # fmt: skip
    assert terms.splitlines() == [
        "Cụm thi đua số 1 – Ví Dụ (vd-1)",
        "  2023: sự kiện 0",
        "    Chưa có: phát động, ký kết giao ước, sơ kết, kiểm tra, tổng kết, khen thưởng, bản giao ước, điểm chấm, lượt khen thưởng, tài liệu",
        "    Cần xem lại: mục chưa ghi nguồn 3",
        "  2024: sự kiện 1 (ký kết giao ước 1); chỉ tiêu 1",
        "    Chưa có: phát động, sơ kết, kiểm tra, tổng kết, khen thưởng, điểm chấm, lượt khen thưởng, tài liệu",
        "    Cần xem lại: chỉ tiêu chưa có kết quả 1; mục chưa ghi nguồn 3",
    ]


RICH = (
    EVENT.replace("title: Cụm", "title: Hội nghị tổng kết của cụm")
    .replace("kinds: [ky-giao-uoc]", "kinds: [tong-ket]\nbasis: {date: inferred, note: Theo bài sau}")
    .replace("sources:\n", "awards: [{title: Cờ, to: [ca-mau, Tổ Một], for_year: 2024, status: trao}]\n"
             "documents: [{url: 'https://vi-du.example/b.pdf', title: Báo cáo, kind: bao-cao}]\nsources:\n", 1)
)  # fmt: skip


def test_what_is_there_and_missing_of_each_term(tmp_path: Path) -> None:
    code, text = stats(tmp_path, tong_ket=RICH)
    assert code == 0
    assert text.splitlines()[-3:] == [
        "  2024: sự kiện 2 (ký kết giao ước 1, tổng kết 1, khen thưởng 1); chỉ tiêu 1; lượt khen thưởng 2; tài liệu 1",
        "    Chưa có: phát động, sơ kết, kiểm tra, điểm chấm",
        "    Cần xem lại: chỉ tiêu chưa có kết quả 1; mục chưa ghi nguồn 3; dữ kiện suy ra, chưa có nguồn nêu thẳng 1",
    ]


@pytest.mark.parametrize(
    ("credit", "count"),
    [
        ("Nguyễn Văn Mẫu", 0), ("Báo Ví Dụ", 0), ("Internet Ví Dụ", 0), ("Chưa rõ", 1), ("Ảnh: Internet", 1),
        ("Không rõ tác giả", 1), ("(sưu tầm)", 1),
    ],
)  # fmt: skip
def test_a_credit_that_names_nobody_is_none(tmp_path: Path, credit: str, count: int) -> None:
    photo = f'photos: [{{file: a.jpg, alt: Ký, caption: Lễ ký, credit: "{credit}"}}]\nsources:\n'
    told = terms_told(tmp_path, anh=EVENT.replace("sources:\n", photo, 1))
    assert (told[1]["photos"], told[1]["photos_without_credit"]) == (1, count)


def test_who_names_a_source_is_not_counted(tmp_path: Path) -> None:
    member = "name: Công an tỉnh Mẫu\n"
    units = BASE["units.yml"].replace(member, f"{member}  sources: [{{title: Nghị định Ví Dụ}}]\n")
    write_tree(tmp_path / "content", {**BASE, "units.yml": units})
    (tmp_path / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    done = CliRunner().invoke(main, ["-f", str(tmp_path / "mkdocs.yml"), "stats", "--json"])
    assert [term["without_source"] for term in json.loads(done.output)["terms"]] == [2, 2]


def terms_told(folder: Path, **changes: str) -> list[dict[str, Any]]:
    """The terms of content with a mistake, of which the messages stand behind the JSON."""
    code, text = stats(folder, "--json", **changes)
    assert code == 1
    terms: list[dict[str, Any]] = json.loads(text.partition("\n}\n")[0] + "}")["terms"]
    return terms


def test_the_same_as_json(tmp_path: Path) -> None:
    code, text = stats(tmp_path, "--json", tong_ket=RICH)
    assert code == 0
    told = json.loads(text)
    assert told["counts"]["events"] == 2
    assert told["waiting"] == []
    assert told["terms"][1] == {
        "cluster": "vd-1", "term": "2024", "events": 2,
        "steps": {"phat-dong": 0, "ky-giao-uoc": 1, "so-ket": 0, "kiem-tra": 0, "tong-ket": 1, "khen-thuong": 1},
        "pledge": True, "targets": 1, "scores": 0, "awards": 2, "documents": 1, "photos": 0, "targets_without_result": 1,
        "scores_missing": 0, "photos_without_credit": 0, "without_source": 3, "inferred": 1,
        "missing": ["phat-dong", "so-ket", "kiem-tra", "scores"],
    }  # fmt: skip


def test_what_waits(tmp_path: Path) -> None:
    draft = EVENT.replace("status: published", "status: draft")
    code, text = stats(
        tmp_path,
        nhap=draft.replace("title: Cụm", "title: Bản nháp của cụm"),
        hen=EVENT.replace("status: published", "status: published\npublish_on: 2098-02-01").replace("title: Cụm", "title: Bài hẹn của cụm"),
        nhap_hen=draft.replace("status: draft", "status: draft\npublish_on: 2098-02-01").replace("title: Cụm", "title: Nháp hẹn của cụm"),
    )  # fmt: skip
    assert code == 0
    counts, waiting, _ = text.split("\n\n", 2)
    assert counts.split()[0] == "4"
    assert waiting.splitlines() == [
        "3 bài chưa đăng hoặc hẹn ngày đăng:",
        "  content/events/2024/2024-03-14-hen.md: đăng từ 01/02/2098",
        "  content/events/2024/2024-03-14-nhap.md: bản nháp (status là draft)",
        "  content/events/2024/2024-03-14-nhap-hen.md: bản nháp (status là draft)",
    ]


def test_mistakes_are_told_by_the_exit_code(tmp_path: Path) -> None:
    assert stats(tmp_path, sai=EVENT.replace("kinds: [ky-giao-uoc]", "kinds: [x]"))[0] == 1

"""Texts against their records, and links against the pages there are: one sentence a row, what is told and where.

The event is of Thursday, 14 March 2024; its text begins on line 13, behind the words “Xem ”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import BASE, EVENT, write_tree
from thidua.checks.run import check_content
from thidua.diagnostics import Worded

if TYPE_CHECKING:
    from pathlib import Path

NAME = "events/2024/2024-03-14-ky-giao-uoc.md"


def told(folder: Path, body: str, *, title: str = "", head: str = "") -> list[str]:
    made = EVENT.replace("Hai đơn vị ký giao ước.\n", f"Xem {body}\n").replace(
        "status:", f"{head}status:"
    )
    if title:
        made = made.replace("Cụm thi đua số 1 ký giao ước năm 2024", title)
    report = check_content(write_tree(folder / "content", {**BASE, NAME: made}), folder).report
    found = []
    for item in report:
        assert item.path == f"content/{NAME}"
        value = dict(item.params).get("near")
        near = value.in_words("vi") if isinstance(value, Worded) else value
        found.append(f"{item.code} {item.line}:{item.column}" + (f" {near}" if near else ""))
    return found


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        # Weekdays
        ("thứ Năm, ngày 14/3/2024", []), ("thứ Sáu, ngày 14/3/2024", ["W522 13:5 thứ Năm"]), ("Chủ nhật 14/3/2024", ["W522 13:5 thứ Năm"]),
        ("thứ Hai (14/3)", ["W522 13:5 thứ Năm"]), ("thứ Ba, 14 tháng 3 năm 2024", ["W522 13:5 thứ Năm"]), ("thứ Bảy 17.3.2024", ["W522 13:5 Chủ nhật"]),
        ("thứ Tư 14-3", ["W522 13:5 thứ Năm"]), ("thứ Năm 14/3", []),
        # Days there are not
        ("ngày 31/4/2024", ["W524 13:5"]), ("ngày 29/02/2023", ["W524 13:5"]), ("ngày 29/02/2024", []), ("tỷ lệ 31/4", []), ("ngày 15/13/2024", ["W524 13:5"]),
        # The event's own day in a neighbouring year
        ("ngày 14/3/2023", ["W523 13:5 2024"]), ("ngày 14/3/2025", ["W523 13:5 2024"]), ("ngày 14/3/2022", []), ("ngày 14/3/2026", []),
        ("ngày 15/3/2023", []), ("ngày 14/3/2024", []), ("ngày 14/4/2023", []),
        # Years between two days
        ("79 năm Ngày truyền thống nào đó (12/8/1945 – 12/8/2024)", []), ("80 năm Ngày truyền thống nào đó (12/8/1945 – 12/8/2024)", ["W530 13:5 79"]),
        ("80 năm Ngày truyền thống nào đó (12/8/1945 - 13/8/2024)", []), ("80 năm nào đó (12/08/1945–12/8/2024)", ["W530 13:5 79"]),
        # Years of a commemoration, to the year that is said
        ("79 năm Ngày truyền thống Ví Dụ năm 2024", []), ("80 năm Ngày truyền thống Ví Dụ năm 2024", ["W530 13:5 79"]),
        ("80 năm ngày truyền thống Ví Dụ vào năm 2024", ["W530 13:5 79"]), ("80 năm Ngày truyền thống Ví Dụ", []),
        ("180 năm kỷ niệm Ngày truyền thống Ví Dụ năm 2024", ["W530 13:5 79"]), ("80 năm Ngày khác năm 2024", []),
    ],
)  # fmt: skip
def test_numbers_of_a_text(tmp_path: Path, body: str, expect: list[str]) -> None:
    assert told(tmp_path, body) == expect


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        ("80 năm Ngày truyền thống Ví Dụ", []), ("79 năm Ngày truyền thống Ví Dụ", ["W521 15:5 80"]), ("81 năm Ngày truyền thống Ví Dụ", ["W521 15:5 80"]),
        ("79 năm kỷ niệm Ngày truyền thống Ví Dụ", ["W521 15:5 80"]), ("79 năm Ngày truyền thống Ví Dụ năm 2024", ["W521 15:5 80"]),
    ],
)  # fmt: skip
def test_years_are_those_to_the_year_looked_forward_to(tmp_path: Path, body: str, expect: list[str]) -> None:  # fmt: skip
    head = "commemorations:\n  - {id: ngay-vi-du, year: 2025}\n"
    assert told(tmp_path, body, head=head) == expect


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("a" * 200, []), ("a" * 201, ["W527 2:8"]), ("Họp 🎉", ["W615 2:8"]), ("HỌP TỔNG KẾT A", []), ("HỌP TỔNG KẾT ABC", ["W526 2:8"]), ("HỌP TỔNG KẾT ABc", []),
        ("Họp ngày 14/3/2023", ["W523 2:12 2024"]), ("Họp thứ Sáu, 14/3", ["W522 2:12 thứ Năm"]),
    ],
)  # fmt: skip
def test_titles(tmp_path: Path, title: str, expect: list[str]) -> None:
    assert told(tmp_path, "chữ.", title=title) == expect


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        # A list needs an empty line above
        ("chữ:\n- một\n- hai", ["W620 14:1"]), ("chữ:\n\n- một\n- hai", []), ("chữ:\n1. một", ["W620 14:1"]), ("chữ:\n2. một", []), ("chữ:\n* một", ["W620 14:1"]),
        ("chữ\n\n> trích\n- một", []), ("chữ\n\n# \n- một", ["E605 15:1"]), ("chữ:\n-một", ["W625 14:1 - một"]), ("chữ\n\n```\na\n- b\n```", []), ("chữ\n    - một", []),
        ("chữ\nvà chữ\n- một\n\nchữ\n- hai", ["W620 15:1", "W620 18:1"]),
        # Cells of a spreadsheet, links turned round, blanks in addresses, pictures of feelings
        ("a\n\nmột\thai\nba\tbốn", ["W613 15:4 | một | hai |"]), ("a\n\nmột\thai\nba", []), ("(chữ)[https://a.example/]", ["W616 13:5 [chữ](https://a.example/)"]),
        ("[chữ](tệp một/a.pdf)", ["W614 13:11 tệp%20một/a.pdf", "E417 13:11"]), ("chữ 🎉", ["W615 13:9"]),
    ],
)  # fmt: skip
def test_what_was_pasted(tmp_path: Path, body: str, expect: list[str]) -> None:
    found = told(tmp_path, body)
    assert [one for one in found if one[:4] != "E417"] == [
        one for one in expect if one[:4] != "E417"
    ]


@pytest.mark.parametrize(("status", "expect"), [("published", ["E641 15:1"]), ("draft", [])])
def test_the_words_of_a_new_file_are_replaced_before_it_is_published(tmp_path: Path, status: str, expect: list[str]) -> None:  # fmt: skip
    made = EVENT.replace("status: published", f"status: {status}") + "\n> Thay dòng này bằng bài.\n"
    report = check_content(write_tree(tmp_path / "content", {**BASE, NAME: made}), tmp_path).report
    assert [f"{item.code} {item.line}:{item.column}" for item in report] == expect


# --- Links ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "/", "/su-kien/", "/cum/", "/don-vi/", "/ky-niem/", "/phong-trao/", "/giao-uoc/", "/lich/", "/su-kien/2024/", "/su-kien/2024/ky-giao-uoc/",
        "/su-kien/2024/ky-giao-uoc", "/cum/vd-1/", "/cum/vd-1/2024/", "/cum/vd-1/#a", "/cum/vd-1/giao-uoc/2024/", "/don-vi/ca-mau/", "/ky-niem/ngay-vi-du/",
        "/phong-trao/vi-du/", "/lich/2024/03/", "/tim-kiem/?q=a", "/huong-dan/a/", "/gioi-thieu/", "/du-lieu/a.json", "2024-03-14-ky-giao-uoc.md",
        "../../clusters/vd-1/cluster.yml", "../../clusters/vd-1/pledges/2024.md", "../2024/2024-03-14-ky-giao-uoc.md#nguon", "https://a.example/", "http://a.example/",
        "mailto:a@a.example", "tel:+841234",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(tmp_path: Path, target: str) -> None:
    assert told(tmp_path, f"[chữ]({target}).") == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/cum/vd-2/", "E417"), ("/su-kien/2023/", "E417"), ("/cum/vd-1/2022/", "E417"), ("2024-03-15-khac.md", "E417"), ("/khac/", "E417"), ("#khong-co", "E417"),
        ("/anh/a.jpg", "E417"), ("ftp://a.example/", "E602"), ("javascript:alert(1)", "E602"), ("data:text/html,a", "E602"), ("//a.example/", "E602"),
        ("&#106;avascript:alert(1)", "E602"), ("https://u:p@a.example/", "E328"), ("\\\\a.example", "E602"), ("/\\a.example", "E602"), ("", "E609"),
        ("http://[::1", "E602"), ("jav\u0430script:a", "E602"),
    ],
)  # fmt: skip
def test_links_that_lead_nowhere_or_too_far(tmp_path: Path, target: str, code: str) -> None:
    assert code in {one.split()[0] for one in told(tmp_path, f"[chữ]({target}).")}


def test_the_nearest_page_is_proposed(tmp_path: Path) -> None:
    assert told(tmp_path, "[chữ](/cum/vd-12/).") == ["E417 13:11 /cum/vd-1/"]
    assert told(tmp_path, "[chữ](2024-03-14-ky-giao-uok.md).") == [
        "E417 13:11 2024-03-14-ky-giao-uoc.md"
    ]


def test_anchors_of_the_page_itself(tmp_path: Path) -> None:
    assert told(tmp_path, "[chữ](#phan-hai) và [chữ](#ba).\n\n## Phần hai\n\na\n\n## Phần ba {#ba}\n\nb") == []  # fmt: skip
    assert told(tmp_path, "[chữ](#phan-hay).\n\n## Phần hai\n\na") == ["E417 13:11 #phan-hai"]


@pytest.mark.parametrize(
    ("body", "expect"),
    [
        ("![a](a.jpg)", ["E608 13:10"]), ("<b>a</b>", ["E601 13:5"]), ("</b>", ["E601 13:5"]), ("a < b", []), ("<https://a.example/>", []), ("<mailto:a@a.example>", []),
        ("<a@a.example>", []), ("<!-- a -->", ["E601 13:5"]), ("a\n\n# A", ["E605 15:1"]), ("a\n\n## A", []), ("a{onclick=b}", ["E603 13:6"]), ("a{: .b}", []),
        ("a{.td-b}", ["E603 13:6"]), ("a{.md-b}", ["E603 13:6"]), ("a{#__b}", ["E603 13:6"]), ("`<b>` và `![a](b)`", []), ("`<b>", ["E601 13:6"]),
        ("[a][b]\n\n[b]: /cum/vd-1/", []), ("[a][b]\n\n[b]: /khac/", ["E417 15:6"]), ("a\n\n```\n<b>\n```", []), ("a\n\n```{onclick=b}\nc\n```", ["E603 15:1"]),
        ("chữ[^1]\n\n[^1]: ghi", []), ("chữ[^1]", ["W618 13:8"]), ("chữ\n\n[^1]: ghi", ["W617 15:1"]), ("c[^1]\n\n[^1]: a\n\n[^1]: b", ["W619 17:1"]),
    ],
)  # fmt: skip
def test_what_a_body_may_not_hold(tmp_path: Path, body: str, expect: list[str]) -> None:
    found = [" ".join(one.split()[:2]) for one in told(tmp_path, body)]
    assert found == expect

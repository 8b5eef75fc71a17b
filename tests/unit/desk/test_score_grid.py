"""The form of scores: one grid of points, what it adds up to, what it writes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from desks import Asked, desk_at, run_git
from thidua.checks.run import check_content
from thidua.desk.score_grid import column_ids, typed_points
from unit.editing.sheets import xlsx

if TYPE_CHECKING:
    from pathlib import Path

SCORES = "/cham-diem/vd-1/2024"
FILE = "content/clusters/vd-1/scores/2024.yml"


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return desk_at(tmp_path / "project", git=True)


def changed_lines(asked: Asked) -> list[str]:
    return [
        line
        for line in run_git(asked.root, "diff", "-U0", "--", FILE).splitlines()
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]


def test_a_form_nobody_touched_writes_nothing(asked: Asked) -> None:
    for term in ("2023", "2024"):
        address = f"/cham-diem/vd-1/{term}"
        assert asked.post("/luu", asked.form(address)).json == {"go": f"{address}?xong=luu"}
    assert run_git(asked.root, "status", "--short") == ""


def test_a_point_is_changed_where_it_stands(asked: Asked) -> None:
    form = asked.form(SCORES)
    assert form["diem.1.ca-tinh-dan-huong.1"] == "27"
    form["diem.1.ca-tinh-dan-huong.1"] = "26.75"
    form["diem.1.ca-tinh-dan-huong.3"] = "chưa chấm"
    assert asked.post("/luu", form).json == {"go": f"{SCORES}?xong=luu"}
    assert changed_lines(asked) == [
        '-      - {unit: ca-tinh-dan-huong, points: {an-ninh: "27", hinh-su: "20", giao-thong: "14,5", chinh-tri: "22,5", phong-trao: "5", chuyen-doi-so: "9"}}',
        '+      - {unit: ca-tinh-dan-huong, points: {an-ninh: "26,75", giao-thong: "14,5", chinh-tri: "22,5", phong-trao: "5", chuyen-doi-so: "9"}}',
    ]


def test_what_was_written_as_not_scored_stays_so(asked: Asked) -> None:
    form = asked.form(SCORES)
    form["diem.0.ca-tinh-mau.3"] = "19"
    asked.post("/luu", form)
    assert changed_lines(asked) == [
        '-        points: {an-ninh: "27", hinh-su: "19,5", giao-thong: null}',
        '+        points: {an-ninh: "27", hinh-su: "19", giao-thong: null}',
    ]


def test_sums_run_along_and_say_what_is_missing(asked: Asked) -> None:
    form = asked.form(SCORES)
    form["diem.2.ca-tinh-mau-2024.3"] = ""
    form["diem.2.ca-tinh-mau-2024.1"] = "26,25"
    answer = asked.post("/kiem-tra", form).json
    assert answer["sums"]["tong.2.ca-tinh-mau-2024"] == "73,75, thiếu 1"
    assert answer["sums"]["tong.2.ca-tinh-mau-2024.0"] == "39,75, thiếu 1"
    assert answer["sums"]["tong.0.ca-tinh-mau.5"] == "–"
    rows = [row.get_text(" ", strip=True) for row in BeautifulSoup(answer["standings"], "html.parser").select("tbody tr")]  # fmt: skip
    # Of what the cluster did not score the unit's own points count.
    assert rows[1] == "Công an tỉnh Mẫu 92,75 – – 92,75 3"
    assert rows[2] == "Công an tỉnh Đan Hương 94,5 2 – 96,5 1"
    assert rows[0] == "CA Mẫu 46,5 – – thiếu 4 tiêu chí –"


def test_a_mistake_stands_beside_its_cell(asked: Asked) -> None:
    form = asked.form(SCORES)
    form["diem.2.ca-tinh-dan-huong.3"] = "21"
    form["diem.1.ca-tinh-duong-lam.4"] = "mười"
    told = {(i["field"], i["code"]) for i in asked.post("/kiem-tra", form).json["items"] if i["severity"] == "error"}  # fmt: skip
    assert told == {
        ("sheets.2.rows.1.points.hinh-su", "E747"), ("sheets.1.rows.2.points.giao-thong", "E746"),
    }  # fmt: skip
    page = BeautifulSoup(asked.get(SCORES).text, "html.parser")
    cell = page.select_one("[data-field='sheets.2.rows.1.points.hinh-su'] input")
    assert cell is not None
    assert cell["name"] == "diem.2.ca-tinh-dan-huong.3"
    assert cell["aria-label"] == "Phòng ngừa và đấu tranh với tội phạm, Công an tỉnh Đan Hương"


def test_points_follow_a_criterion_that_is_moved_and_renamed(asked: Asked) -> None:
    form = asked.form(SCORES)
    for name in [name for name in form if name.startswith("criteria.8.")]:
        form[name.replace("criteria.8.", "criteria.9.")] = form.pop(name)
    for key in ("o", "id", "text", "max", "part_of"):
        form[f"criteria.8.{key}"] = form.pop(f"criteria.7.{key}", "")
    form["criteria.9.id"] = "so-hoa"
    form["luoi"] = "1"
    answer = asked.post("/kiem-tra", form).json
    assert [i for i in answer["items"] if i["severity"] == "error"] == []
    assert "sheets.2.rows.0.points.so-hoa" in answer["grid"]
    assert asked.post("/luu", form).status_code == 200
    text = (asked.root / FILE).read_text("utf-8")
    assert text.count('so-hoa: "') == 6
    assert "chuyen-doi-so" not in text


def test_the_first_scores_of_a_term_begin_with_the_table_of_the_year_before(asked: Asked) -> None:
    (asked.root / FILE).unlink()
    assert f'href="{SCORES}"' in asked.get("/cum/vd-1").text
    form = asked.form(SCORES)
    assert form["criteria.0.text"] == "Công tác chuyên môn"
    assert form.getlist("sheets.0.rows") == [
        "ca-tinh-mau", "ca-tinh-thi-du", "ca-tinh-mau-2024", "ca-tinh-dan-huong", "ca-tinh-duong-lam",
    ]  # fmt: skip
    first = form.getlist("sheets.0.rows")[0]
    form["criteria.40.o"], form["criteria.40.text"], form["criteria.40.max"] = "n1", "Sáng kiến của đơn vị trong năm qua", "5"  # fmt: skip
    form[f"diem.0.{first}.n1"] = "4.5"
    assert form["sources.0.title"] == ""
    form["sources.0.title"] = "Biên bản chấm điểm (nội bộ)"
    answer = asked.post("/kiem-tra", form).json
    assert answer["ids"]["criteria.40.id"] == "sang-kien-cua-don-vi"
    assert [i for i in answer["items"] if i["severity"] == "error"] == []
    assert asked.post("/luu", form).json == {"go": f"{SCORES}?xong=luu"}
    text = (asked.root / FILE).read_text("utf-8")
    assert "audience: internal\n" in text
    assert '        points:\n          sang-kien-cua-don-vi: "4,5"\n' in text
    report = check_content(asked.root / "content", asked.root).report
    assert not report.within(lambda path: path == FILE).has_errors
    assert asked.get("/cham-diem/vd-1/1999").status_code == 404


def test_points_of_what_the_table_does_not_have_are_not_lost(asked: Asked) -> None:
    path = asked.root / FILE
    path.write_text(path.read_text("utf-8").replace('"27", hinh-su: "19,5"', '"27", hinh-xu: "19,5"', 1), "utf-8")  # fmt: skip
    form = asked.form(SCORES)
    assert form["diem.0.ca-tinh-mau.~hinh-xu"] == "19,5"
    form["ghi-chu.0.ca-tinh-mau"] = "Sáu tháng đầu năm"
    items = asked.post("/kiem-tra", form).json["items"]
    assert [(i["field"], i["code"]) for i in items if i["severity"] == "error"] == [
        ("sheets.0.rows.0.points.hinh-xu", "E740")
    ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("9,5", "9,5"), ("9.5", "9,5"), (" 9 ", "9"), ("-", ""), ("x", ""), ("chưa chấm", ""), ("0", "0"), ("1.750", "1.750"), ("chín", "chín")],
)  # fmt: skip
def test_points_are_read_as_people_type_them(typed: str, written: str) -> None:
    assert typed_points(typed) == written


def test_a_unit_twice_on_a_sheet_has_two_columns() -> None:
    assert column_ids(["a", "b", "a"]) == ["a", "b", "a~2"]


def test_a_spreadsheet_becomes_scores_that_open_in_the_grid(asked: Asked) -> None:
    (asked.root / FILE).unlink()
    rows = [
        ["BẢNG ĐIỂM CỤM THI ĐUA SỐ 1 NĂM 2024"], ["Cụm chấm ngày 20/11/2024"],
        ["TT", "Nội dung", "Điểm chuẩn", "Công an tỉnh Đan Hương", "Công an tỉnh Dương Lâm"],
        [1, "Giữ vững an ninh", 25, "24,5", 24], [2, "Sáng kiến", None, "4,5", "-"],
        [None, "Số phiếu bầu", None, "3/4", "1/4"],
    ]  # fmt: skip
    file = (io.BytesIO(xlsx(("Cụm", rows))), "Bảng điểm 2024.xlsx")
    page = BeautifulSoup(asked.post("/nhap", {"tep": file}).text, "html.parser")
    number = page.select_one("[name='tep-so']")
    assert number is not None
    asked_for = [str(one["name"]) for one in page.select("[name^='tra-loi.']")]
    assert set(asked_for) == {"tra-loi.max-of-sang-kien"}
    said = {"tep-so": number["value"], "tra-loi.max-of-sang-kien": "5"}
    assert f'href="{SCORES}"' in asked.post("/nhap", said).text
    form = asked.form(SCORES)
    assert form["diem.0.ca-tinh-dan-huong.1"] == "4,5"
    assert form["diem.0.ca-tinh-duong-lam.1"] == ""
    assert form["ballot.votes.0.votes"] == "3"
    # The criterion that the year before has in the same words keeps its id.
    assert form["criteria.0.id"] == "an-ninh"
    assert asked.post("/luu", form).status_code == 200

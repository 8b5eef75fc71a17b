"""Score tables as offices type them, made by hand: what is read, what is asked, what is told, what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import BASE, write_tree
from thidua.editing.importing import score_rows
from thidua.editing.importing.draft import ImportDraft, ImportOptions, draft_file
from thidua.editing.importing.questions import UnansweredError
from thidua.editing.new import NotWrittenError
from unit.editing.sheets import archive, ods, ods_of, xlsx

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "BẢNG ĐIỂM CỤM THI ĐUA SỐ 1 NĂM 2024"
BY_CLUSTER = "Cụm chấm ngày 15/11/2024"
A, B = "Công an tỉnh Mẫu", "Công an tỉnh Thí Dụ"
PLAIN = [
    [TITLE],
    [BY_CLUSTER],
    ["TT", "Nội dung", "Điểm chuẩn", A, "CONG AN TINH THI DU"],
    ["I", "Công tác chuyên môn", 60, 57.5, 58],
    [1, "Giữ gìn trật tự", 40, 38.5, 39],
    [2, "Phòng cháy", 20, 19, "19"],
    ["II", "Xây dựng đơn vị", 40, 39, 38],
    [1, "Học tập", "22,5", "22,5", "21.5"],
    [2, "Nền nếp", 17.5, 16.5, 16.5],
    [None, "Tổng cộng", 100, 96.5, 96],
    [None, "Xếp hạng", None, 1, "Nhì"],
]


def draft(folder: Path, name: str, data: bytes, **answers: str) -> ImportDraft:
    content = write_tree(folder / "content", BASE)
    return draft_file(name, data, None, content, folder, ImportOptions(answers=answers))


def made(found: ImportDraft) -> dict[str, Any]:
    """The draft as any YAML reader has it, which is also what its values are as text."""
    [data] = found.files.values()
    return yaml.load(data, yaml.BaseLoader)


def points(found: ImportDraft, stage: int = 0) -> dict[str, dict[str, str]]:
    return {row["unit"]: row.get("points", {}) for row in made(found)["sheets"][stage]["rows"]}


def told(found: ImportDraft) -> str:
    return "\n".join(item.text("vi") for item in (*found.notes, *found.losses))


def test_criteria_down_units_across(tmp_path: Path) -> None:
    found = draft(tmp_path, "diem.xlsx", xlsx(("Cụm", PLAIN)))
    assert found.path.relative_to(tmp_path).as_posix() == "content/clusters/vd-1/scores/2024.yml"
    assert not found.questions
    assert not found.diagnostics
    record = made(found)
    assert record["term"] == "2024"
    assert record["audience"] == "internal"
    assert record["criteria"] == [
        {"id": "cong-tac-chuyen-mon", "text": "Công tác chuyên môn", "max": "60"},
        {"id": "giu-gin-trat-tu", "part_of": "cong-tac-chuyen-mon", "text": "Giữ gìn trật tự", "max": "40"},
        {"id": "phong-chay", "part_of": "cong-tac-chuyen-mon", "text": "Phòng cháy", "max": "20"},
        {"id": "xay-dung-don-vi", "text": "Xây dựng đơn vị", "max": "40"},
        {"id": "hoc-tap", "part_of": "xay-dung-don-vi", "text": "Học tập", "max": "22,5"},
        {"id": "nen-nep", "part_of": "xay-dung-don-vi", "text": "Nền nếp", "max": "17,5"},
    ]  # fmt: skip
    assert record["sheets"][0]["by"] == "cum"
    assert record["sheets"][0]["on"] == "2024-11-15"
    assert points(found) == {
        "ca-mau": {"giu-gin-trat-tu": "38,5", "phong-chay": "19", "hoc-tap": "22,5", "nen-nep": "16,5"},
        "ca-thi-du": {"giu-gin-trat-tu": "39", "phong-chay": "19", "hoc-tap": "21,5", "nen-nep": "16,5"},
    }  # fmt: skip
    assert record["ranking"] == [
        {"unit": "ca-mau", "rank": "1", "points": "96,5"},
        {"unit": "ca-thi-du", "rank": "2", "points": "96"},
    ]
    assert "Tổng điểm của 2 đơn vị bằng tổng các điểm đã đọc" in told(found)


def turned() -> list[list[Any]]:
    """The same with units going down, as other offices type it."""
    table = PLAIN[2:]
    width = len(table[0])
    columns = [[row[c] for row in table] for c in range(width)]
    signs, texts, maxima, *units = columns
    return [
        [TITLE], [BY_CLUSTER],
        ["STT", "Đơn vị", *(f"{n}. {t}" if n else t for n, t in zip(signs[1:], texts[1:], strict=True))],
        [None, "Điểm tối đa", *maxima[1:]],
        *([n, *unit] for n, unit in enumerate(units, 1)),
    ]  # fmt: skip


def test_units_down_criteria_across(tmp_path: Path) -> None:
    across = draft(tmp_path / "a", "diem.xlsx", xlsx(("Cụm", PLAIN)))
    down = draft(tmp_path / "b", "diem.xlsx", xlsx(("Cụm", turned())))
    assert made(down)["criteria"] == made(across)["criteria"]
    assert points(down) == points(across)
    assert made(down)["ranking"] == made(across)["ranking"]


STAGES = [
    [TITLE],
    ["TT", "Tiêu chí", "Thang điểm", A, None, None, B, None, None],
    [
        None,
        None,
        None,
        "Tự chấm",
        "Kiểm tra chéo",
        "Cụm chấm",
        "Tự chấm",
        "Kiểm tra chéo",
        "Cụm chấm",
    ],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    [1, "Giữ gìn trật tự", 40, 40, 39, 38.5, 40, "-", "chưa chấm"],
    [2, "Phòng cháy", 20, 20, 0, 19, 20, "x", None],
]
STAGES_MERGED = ["A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2"]


def test_stages_side_by_side(tmp_path: Path) -> None:
    """“-”, “x”, “chưa chấm” and empty cells are not scored; zero is zero."""
    data = xlsx(("2024", STAGES), merged=STAGES_MERGED)
    found = draft(tmp_path, "diem.xlsx", data, **{"day-of-tu-cham": "2024-10-05"})
    sheets = made(found)["sheets"]
    assert [sheet["by"] for sheet in sheets] == ["tu-cham", "kiem-tra-cheo", "cum"]
    assert sheets[0]["on"] == "2024-10-05"
    assert points(found, 0)["ca-thi-du"] == {"giu-gin-trat-tu": "40", "phong-chay": "20"}
    assert points(found, 1) == {"ca-mau": {"giu-gin-trat-tu": "39", "phong-chay": "0"}}
    assert points(found, 2) == {"ca-mau": {"giu-gin-trat-tu": "38,5", "phong-chay": "19"}}
    assert "4 ô trống, “-” hoặc “chưa chấm”" in told(found)
    assert [q.key for q in found.questions] == ["day-of-kiem-tra-cheo", "day-of-cum"]


def test_stages_of_units_going_down(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        ["Đơn vị", "Giữ gìn trật tự (40 điểm)", None, "Phòng cháy (tối đa 20 điểm)", None],
        [None, "Tự chấm", "Cụm chấm", "Tự chấm", "Cụm chấm"],
        [A, 40, 38.5, 20, 19],
        [B, 39, 39, 20, 18],
    ]
    data = xlsx(("2024", rows), merged=["A2:A3", "B2:C2", "D2:E2"])
    found = draft(tmp_path, "diem.xlsx", data)
    assert made(found)["criteria"] == [
        {"id": "giu-gin-trat-tu", "text": "Giữ gìn trật tự", "max": "40"},
        {"id": "phong-chay", "text": "Phòng cháy", "max": "20"},
    ]
    assert points(found, 0)["ca-mau"] == {"giu-gin-trat-tu": "40", "phong-chay": "20"}
    assert points(found, 1)["ca-thi-du"] == {"giu-gin-trat-tu": "39", "phong-chay": "18"}


def test_sections_without_numbers_and_rows_that_explain(tmp_path: Path) -> None:
    rows = [
        [TITLE], [BY_CLUSTER],
        ["Nội dung", "Điểm tối đa", A, B, "Ghi chú"],
        ["CÔNG TÁC CHUYÊN MÔN", None, None, None, None],
        ["1. Giữ gìn trật tự", 40, 38, 39, "thống nhất"],
        ["a) Không để xảy ra vụ việc phức tạp", None, None, None, None],
        ["2. Phòng cháy", 20, 19, 18, None],
        ["Điểm thưởng: sáng kiến cấp Bộ", None, 2, None, None],
        ["Điểm trừ", None, None, -1, None],
        ["Tổng điểm", None, 59, 56, None],
        ["Xếp loại", None, "Tốt", "Khá", None],
        ["Người lập bảng", None, None, None, None],
    ]  # fmt: skip
    found = draft(tmp_path, "diem.xlsx", xlsx(("2024", rows), merged=["A4:E4"]))
    record = made(found)
    assert [c.get("part_of") for c in record["criteria"]] == [None, "cong-tac-chuyen-mon", "cong-tac-chuyen-mon"]  # fmt: skip
    assert record["adjustments"] == [
        {"unit": "ca-mau", "kind": "thuong", "points": "2", "reason": "sáng kiến cấp Bộ", "on": "2024-11-15"},
        {"unit": "ca-thi-du", "kind": "phat", "points": "1", "reason": "Điểm trừ", "on": "2024-11-15"},
    ]  # fmt: skip
    assert [q.key for q in found.questions] == ["reason-of-phat"]
    losses = "\n".join(loss.text("vi") for loss in found.losses)
    assert "Hàng không phải tiêu chí (3)" in losses
    assert "Không để xảy ra vụ việc phức tạp; Người lập bảng; Xếp loại" in losses
    assert "Cột không phải đơn vị (1): “Ghi chú”" in losses
    said = draft(
        tmp_path / "said",
        "diem.xlsx",
        xlsx(("2024", rows), merged=["A4:E4"]),
        **{"reason-of-phat": "Báo cáo chậm"},
    )
    assert not said.questions
    assert made(said)["adjustments"][1]["reason"] == "Báo cáo chậm"


def test_totals_that_do_not_add_up_are_asked(tmp_path: Path) -> None:
    rows = [*PLAIN[:-2], [None, "Tổng cộng", 100, 97, 96], PLAIN[-1]]
    found = draft(tmp_path / "asked", "diem.xlsx", xlsx(("2024", rows)))
    [question] = found.questions
    assert question.key == "total-of-ca-mau"
    assert [c.value for c in question.candidates] == ["97", "96,5"]
    assert "# CẦN CHỌN: total-of-ca-mau" in next(iter(found.files.values())).decode()
    assert "points" not in made(found)["ranking"][0]
    answered = draft(
        tmp_path / "said", "diem.xlsx", xlsx(("2024", rows)), **{"total-of-ca-mau": "96,5"}
    )
    assert made(answered)["ranking"][0]["points"] == "96,5"
    assert not answered.questions


def test_a_total_of_points_that_are_not_all_there_is_told(tmp_path: Path) -> None:
    """It is the sum of what is scored: there are no two numbers to choose from."""
    rows = [list(row) for row in PLAIN]
    rows[5][3], rows[9][3] = "-", 77.5
    found = draft(tmp_path, "diem.xlsx", xlsx(("2024", rows)))
    assert not found.questions
    assert made(found)["ranking"][0] == {"unit": "ca-mau", "rank": "1", "points": "77,5"}
    assert "Công an tỉnh Mẫu: tổng trong bảng bằng tổng các điểm đã chấm, nhưng còn 1 tiêu chí chưa chấm." in told(found)  # fmt: skip


def test_a_total_that_is_another_number_is_asked_with_both(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN]
    rows[5][3], rows[9][3] = "-", 78
    found = draft(tmp_path, "diem.xlsx", xlsx(("2024", rows)))
    [question] = found.questions
    assert question.key == "total-of-ca-mau"
    assert [c.typed for c in question.candidates] == ["78", "77,5"]


BEFORE = """\
term: "2023"
criteria:
  - {id: chuyen-mon, text: "Công tác chuyên môn", max: "60"}
  - {id: trat-tu, part_of: chuyen-mon, text: "Giữ gìn  trật tự.", max: "40"}
  - {id: pccc, part_of: chuyen-mon, text: "Phòng cháy, chữa cháy và cứu nạn", max: "20"}
  - {id: bao-cao, text: Chế độ báo cáo, max: "40"}
sources:
  - title: Biên bản năm 2023
"""


def two_years(folder: Path, rows: list[list[Any]], **answers: str) -> ImportDraft:
    tree = {**BASE, "clusters/vd-1/scores/2023.yml": BEFORE}
    content = write_tree(folder / "content", tree)
    return draft_file(
        "diem.xlsx", xlsx(("Cụm", rows)), None, content, folder, ImportOptions(answers=answers)
    )


def test_criteria_that_are_those_of_the_year_before_keep_their_ids(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN]
    rows[5][1] = "Phòng cháy và cứu nạn, chữa cháy rừng"
    found = two_years(tmp_path / "asked", rows)
    ids = [c["id"] for c in made(found)["criteria"]]
    assert ids == [
        "chuyen-mon", "trat-tu", "phong-chay-va-cuu-nan", "xay-dung-don-vi", "hoc-tap", "nen-nep",
    ]  # fmt: skip
    assert "2 tiêu chí giữ mã của vd-1@2023" in told(found)
    [question] = found.questions
    assert question.key == "id-of-phong-chay-va-cuu-nan"
    assert [c.typed for c in question.candidates] == ["pccc", "phong-chay-va-cuu-nan"]
    said = two_years(tmp_path / "said", rows, **{question.key: "pccc"})
    assert not said.questions
    assert points(said)["ca-mau"] == {"trat-tu": "38,5", "pccc": "19", "hoc-tap": "22,5", "nen-nep": "16,5"}  # fmt: skip
    with pytest.raises(NotWrittenError):
        two_years(tmp_path / "wrong", rows, **{question.key: "khac"})


@pytest.mark.parametrize(
    ("cells", "ballot"),
    [
        ((12, "10"), {"votes": [{"unit": "ca-mau", "votes": "12"}, {"unit": "ca-thi-du", "votes": "10"}]}),
        (("12/13", "10/13 phiếu"), {"voters": "13", "votes": [{"unit": "ca-mau", "votes": "12"}, {"unit": "ca-thi-du", "votes": "10"}]}),
        (("12", None), {"votes": [{"unit": "ca-mau", "votes": "12"}]}),
        (("92%", "80%"), None),
        ((None, None), None),
    ],
)  # fmt: skip
def test_votes_of_units_are_a_ballot(
    tmp_path: Path, cells: tuple[object, ...], ballot: object
) -> None:
    rows = [*PLAIN, [None, "Số phiếu bầu", None, *cells]]
    found = draft(tmp_path, "diem.xlsx", xlsx(("Cụm", rows)))
    assert made(found).get("ballot") == ballot
    assert ("Hàng không phải tiêu chí (1): “Số phiếu bầu”" in told(found)) == (ballot is None)
    assert not found.diagnostics


def test_a_maximum_that_is_nowhere_is_asked(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN]
    rows[5][2] = None
    found = draft(tmp_path / "asked", "diem.xlsx", xlsx(("2024", rows)))
    assert [q.key for q in found.questions] == ["max-of-phong-chay"]
    found = draft(
        tmp_path / "said", "diem.xlsx", xlsx(("2024", rows)), **{"max-of-phong-chay": "20"}
    )
    assert made(found)["criteria"][2]["max"] == "20"


@pytest.mark.parametrize("text", ["19 hoặc 20", "1.750", "#REF!", "95%"])
def test_points_that_cannot_be_read_are_asked(tmp_path: Path, text: str) -> None:
    rows = [list(row) for row in PLAIN[:-2]]
    rows[5][3] = text
    found = draft(tmp_path / "asked", "diem.xlsx", xlsx(("2024", rows)))
    assert [q.key for q in found.questions] == ["points-of-ca-mau-phong-chay"]
    assert "phong-chay" not in points(found)["ca-mau"]
    key = "points-of-ca-mau-phong-chay"
    assert points(draft(tmp_path / "b", "d.xlsx", xlsx(("2024", rows)), **{key: "19"}))["ca-mau"]["phong-chay"] == "19"  # fmt: skip
    assert "phong-chay" not in points(draft(tmp_path / "c", "d.xlsx", xlsx(("2024", rows)), **{key: "-"}))["ca-mau"]  # fmt: skip


def test_a_section_that_is_not_the_sum_of_its_parts_is_told(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN]
    rows[3][2] = 65
    assert "“Công tác chuyên môn” ghi 65, các tiêu chí trong mục cộng lại là 60" in told(draft(tmp_path, "d.xlsx", xlsx(("2024", rows))))  # fmt: skip


def test_names_nobody_knows_are_asked(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN]
    rows[2][4] = "CA Thí Điểm"
    data = xlsx(("2024", rows))
    with pytest.raises(UnansweredError) as refused:
        draft(tmp_path / "a", "diem.xlsx", data, clusters="vd-1@2024")
    [question] = refused.value.questions
    assert question.key == "unit-of-ca-thi-diem"
    assert [c.value for c in question.candidates] == ["ca-mau", "ca-thi-du"]
    answers = {"clusters": "vd-1@2024", "unit-of-ca-thi-diem": "ca-thi-du"}
    assert set(points(draft(tmp_path / "b", "d.xlsx", data, **answers))) == {"ca-mau", "ca-thi-du"}
    left = draft(tmp_path / "c", "d.xlsx", data, **{**answers, "unit-of-ca-thi-diem": "-"})
    assert set(points(left)) == {"ca-mau"}
    assert "bỏ theo câu trả lời (1): “CA Thí Điểm”" in told(left)


def test_a_term_nobody_names_is_asked(tmp_path: Path) -> None:
    rows = [["BẢNG ĐIỂM"], *PLAIN[2:]]
    with pytest.raises(UnansweredError) as refused:
        draft(tmp_path, "diem.xlsx", xlsx(("Cụm chấm", rows)))
    [question] = refused.value.questions
    assert question.key == "clusters"
    assert [c.typed for c in question.candidates] == ["vd-1@2023", "vd-1@2024"]


def test_a_stage_nobody_names_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UnansweredError) as refused:
        draft(tmp_path, "diem.xlsx", xlsx(("Sheet1", [PLAIN[0], *PLAIN[2:]])))
    [question] = refused.value.questions
    assert question.key == "stage"
    assert [c.value for c in question.candidates] == ["tu-cham", "kiem-tra-cheo", "cum"]


def test_several_tables_are_asked_and_a_hidden_one_is_told(tmp_path: Path) -> None:
    data = xlsx(("Tự chấm", PLAIN), ("Cụm", PLAIN), ("Nháp", PLAIN), hidden_sheets=["Nháp"])
    with pytest.raises(UnansweredError) as refused:
        draft(tmp_path / "a", "diem.xlsx", data)
    assert [c.value for c in refused.value.questions[0].candidates] == ["Tự chấm", "Cụm"]
    found = draft(tmp_path / "b", "diem.xlsx", data, sheet="Cụm")
    assert "Trang tính khác (2): Tự chấm; Nháp" in told(found)


def test_what_a_sheet_hides_is_told(tmp_path: Path) -> None:
    data = xlsx(
        ("Cụm", PLAIN), hidden={"rows": [6], "columns": ["E"]}, notes={"D5": "Trừ vì báo cáo chậm"},
        formulas={"D10": "SUM(D5:D6,D8:D9)", "E10": "[1]Sheet1!B2"},
        parts={"xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/vbaProject.bin": b"\xd0\xcf"},
    )  # fmt: skip
    said = told(draft(tmp_path, "diem.xlsm", data))
    assert "Đã đọc cả 2 hàng, cột ẩn: 2; CONG AN TINH THI DU" in said
    assert "2 ô là công thức" in said
    assert "SUM(D5:D6,D8:D9)" in said
    assert "Công thức lấy số từ 1 tệp khác" in said
    assert "Macro trong tệp không được đọc" in said
    assert "Ghi chú của ô (1): “Trừ vì báo cáo chậm”" in said


def test_a_formula_that_was_never_reckoned_is_asked(tmp_path: Path) -> None:
    rows = [list(row) for row in PLAIN[:-2]]
    rows[5][3] = "=20-1"
    found = draft(tmp_path, "diem.xlsx", xlsx(("Cụm", rows)))
    assert [q.key for q in found.questions] == ["points-of-ca-mau-phong-chay"]
    assert "=20-1" in found.questions[0].candidates[0].evidence


def test_words_that_are_formulas_stay_words(tmp_path: Path) -> None:
    """What a spreadsheet would run is text here, and is text where it is written out again."""
    rows = [list(row) for row in PLAIN]
    rows[5][1] = "+HYPERLINK(“http://example.org”)"
    record = made(draft(tmp_path, "diem.csv", csv_of(rows)))
    assert record["criteria"][2]["text"] == "+HYPERLINK(“http://example.org”)"


def csv_of(rows: list[list[Any]], sign: str = ";", encoding: str = "utf-8") -> bytes:
    def cell(value: Any) -> str:
        text = "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)  # fmt: skip
        return f'"{text}"' if sign in text else text

    return "\r\n".join(sign.join(cell(v) for v in row) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    ("sign", "encoding"),
    [(";", "utf-8"), (";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1258")],
)
def test_csv(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = PLAIN
    if encoding == "cp1258":
        import unicodedata  # noqa: PLC0415

        marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

        def old(text: Any) -> Any:
            """Tones apart from letters with their other marks, as old Windows has them."""
            if not isinstance(text, str):
                return text
            out = []
            for char in unicodedata.normalize("NFC", text):
                parts = unicodedata.normalize("NFD", char)
                tones = "".join(p for p in parts if p in marks)
                rest = unicodedata.normalize("NFC", "".join(p for p in parts if p not in marks))
                out.append(rest + tones)
            return "".join(out)

        rows = [[old(value) for value in row] for row in PLAIN]
    expected = draft(tmp_path / "a", "diem.xlsx", xlsx(("Cụm", PLAIN)))
    found = draft(tmp_path / "b", "diem.csv", csv_of(rows, sign, encoding))
    assert points(found) == points(expected)
    assert made(found)["criteria"] == made(expected)["criteria"]


def test_opendocument(tmp_path: Path) -> None:
    """A million empty rows below the table are one line of the file."""
    empty = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    found = draft(tmp_path / "a", "diem.ods", ods(PLAIN, after=empty))
    assert points(found) == points(draft(tmp_path / "b", "diem.xlsx", xlsx(("Cụm", PLAIN))))
    merged = (
        '<table:table table:name="Cụm chấm 2024, ngày 15/11/2024">'
        f'<table:table-row><table:table-cell table:number-columns-spanned="4"><text:p>{TITLE}</text:p></table:table-cell>'
        '<table:covered-table-cell table:number-columns-repeated="3"/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>Tiêu chí</text:p></table:table-cell><table:table-cell><text:p>Điểm chuẩn</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{A}</text:p></table:table-cell><table:table-cell><text:p>{B}</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:visibility="collapse"><table:table-cell><text:p>Phòng cháy</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="20"/>'
        '<table:table-cell office:value-type="float" office:value="19.5" table:formula="of:=[.B3]-0.5"><office:annotation><text:p>xem biên bản</text:p></office:annotation></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="0"/></table:table-row></table:table>'
    )
    found = draft(tmp_path / "c", "diem.ods", ods_of(merged))
    assert points(found) == {"ca-mau": {"phong-chay": "19,5"}, "ca-thi-du": {"phong-chay": "0"}}
    said = told(found)
    assert "1 ô là công thức" in said
    assert "1 hàng, cột ẩn: Phòng cháy" in said
    assert "xem biên bản" in said


# --- Hostile files ---------------------------------------------------------------------------


def many_rows() -> bytes:
    """A million rows without anything, as a program leaves them that formats whole columns."""
    rows = b"".join(b'<row r="%d" ht="15"/>' % n for n in range(5, 200_000))
    data = xlsx(("Cụm", PLAIN))
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(info.filename, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.xlsx", b"PK\x03\x04", "import_not_sheet"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import_not_sheet"),
        ("a.xlsx", archive(**{"[Content_Types].xml": b"<Types/>"}), "import_not_sheet"),
        ("a.ods", archive(mimetype=b"x"), "import_not_sheet"),
        ("a.ods", archive(**{"content.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "import_not_sheet"),
        ("a.xlsx", archive(**{"xl/bomb.bin": b"\0" * (201 << 20)}), "import_too_large"),
        ("a.xlsx", archive(**{"xl/worksheets/sheet1.xml": b"<a>" + b" " * (17 << 20) + b"</a>"}), "import_too_large"),
        ("a.xlsx", many_rows(), "import_sheet_too_large"),
        ("a.csv", b"a;b\0\n", "import_not_sheet"),
        ("a.csv", "chỉ có một dòng".encode(), "import_no_scores"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "import_old_sheet"),
    ],
    ids=["cut", "password", "empty", "no-contents", "entities", "bomb", "bomb-of-xml", "rows", "bytes", "no-table", "old"],
)  # fmt: skip
def test_hostile(tmp_path: Path, name: str, data: bytes, refusal: str) -> None:
    with pytest.raises(NotWrittenError) as refused:
        draft(tmp_path, name, data)
    assert refused.value.key == refusal


def test_a_secret_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError) as refused:
        draft(tmp_path, "diem.xlsx", xlsx(("Cụm", [["MẬT"], *PLAIN])))
    assert refused.value.key == "import_secret"


def test_scores_that_stand_are_not_overwritten(tmp_path: Path) -> None:
    content = write_tree(
        tmp_path / "content", {**BASE, "clusters/vd-1/scores/2024.yml": "term: '2024'\n"}
    )
    with pytest.raises(NotWrittenError) as refused:
        draft_file("d.xlsx", xlsx(("Cụm", PLAIN)), None, content, tmp_path, ImportOptions())
    assert refused.value.key == "import_exists"


@pytest.mark.parametrize(
    ("written", "read"),
    [("40 điểm", "40"), ("9.5", "9,5"), ("9,50đ", "9,5"), ("1.750", None), ("chín điểm", None)],
)
def test_points_as_offices_write_them(written: str, read: str | None) -> None:
    assert score_rows.points(written) == read


def test_what_stands_below_a_table_is_no_criterion(tmp_path: Path) -> None:
    """Notes, the day and the signatures; a name in the column of a unit is no score."""
    rows = [
        *PLAIN, [],
        [None, "Ghi chú: chấm theo Hướng dẫn số 12/HD-CTĐ"],
        [None, "NGƯỜI LẬP BIỂU", None, "Mẫu, ngày 22 tháng 11 năm 2024"],
        [None, None, None, "CỤM TRƯỞNG"],
        [None, "Trần Thị Mẫu", None, "Nguyễn Văn Mẫu"],
    ]  # fmt: skip
    found = draft(tmp_path, "diem.xlsx", xlsx(("Cụm", rows)))
    assert len(made(found)["criteria"]) == 6
    assert not found.questions
    assert "Hàng không phải tiêu chí (6): “Ghi chú: chấm theo Hướng dẫn số 12/HD-CTĐ; NGƯỜI LẬP BIỂU; Mẫu, ngày 22 tháng 11 năm 2024; CỤM TRƯỞNG; Trần Thị Mẫu; Nguyễn Văn Mẫu”" in told(found)  # fmt: skip


def test_formulas_that_no_program_has_reckoned_are_told(tmp_path: Path) -> None:
    """As a program writes them that makes tables and does not reckon."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in PLAIN[:-2]:
        sheet.append(row)
    sheet.append([None, "Tổng cộng", "=C4+C7", "=D5+D6", "=E5+E6"])
    sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("A1:E1")
    data = io.BytesIO()
    book.save(data)
    found = draft(tmp_path, "diem.xlsx", data.getvalue())
    assert "3 công thức chưa có kết quả lưu trong tệp, như =C4+C7" in told(found)
    assert f"cột ẩn: {A}." in told(found)
    assert "ranking" not in made(found)

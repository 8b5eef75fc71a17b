"""What an editor most likely meant: Vietnamese names of fields and closed values, lists, groups, file names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thidua.reading.base import Membership, Source
from thidua.reading.records import Award, Photo, Result
from thidua.reading.suggest import event_name, field_name, nearest_code, photo_name
from thidua.reading.typed import as_group, as_list

if TYPE_CHECKING:
    from thidua.reading.base import Record


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("Tiêu đề", "title"), ("Ngày", "date"), ("thời gian", "date"), ("Giờ", "time"), ("Loại", "kinds"), ("cụm", "clusters"),
        ("Địa điểm", "place"), ("nơi", "place"), ("phạm vi", "audience"), ("Trạng thái", "status"), ("tóm tắt", "summary"),
        ("Nguồn", "sources"), ("Ảnh", "photos"), ("Hình ảnh", "photos"), ("số liệu", "figures"), ("khen thưởng", "awards"),
        ("Đơn vị", "units"), ("Đại biểu", "officials"), ("Thành viên", "members"), ("cụm trưởng", "lead"), ("cụm phó", "deputy"),
        ("mã", "id"), ("số", "number"), ("năm", "year"), ("chỉ tiêu", "targets"), ("khẩu hiệu", "slogan"), ("chức vụ", "post"),
        ("cấp bậc", "rank"), ("phong trào", "campaigns"), ("chú thích", "caption"), ("báo", "publisher"), ("tác giả", "author"),
        ("giá trị", "value"),
    ],
)  # fmt: skip
def test_fields_named_in_vietnamese(written: str, field: str) -> None:
    assert field_name(written, ["chin", field]) == field


@pytest.mark.parametrize(
    ("written", "known", "expect"),
    [
        # One word, several fields: the first that the record has
        ("tên", ["name", "title"], "name"), ("tên", ["title"], "title"), ("loại", ["kind"], "kind"), ("đơn vị", ["unit"], "unit"),
        ("đơn vị", ["units", "unit"], "units"),
        # Not in this record: the nearest name, if any is near
        ("tên", ["slug"], None), ("titel", ["title", "time"], "title"), ("xyz", ["title"], None),
    ],
)  # fmt: skip
def test_only_fields_there_are(written: str, known: list[str], expect: str | None) -> None:
    assert field_name(written, known) == expect


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Công khai", "public"), ("nội bộ", "internal"), ("bản nháp", "draft"), ("Nháp", "draft"), ("chưa đăng", "draft"),
        ("đã đăng", "published"), ("đăng", "published"), ("xuất bản", "published"), ("Có", "true"), ("không", "false"),
        ("yes", "true"), ("No", "false"), ("đăng ký", "dang-ky"), ("suy tôn", "de-nghi"), ("ký kết", "ky-giao-uoc"),
        ("ký kết giao ước", "ky-giao-uoc"), ("ngày âm lịch", "lunar"), ("ngày dương lịch", "fixed"), ("“công khai”", "public"),
        ("'nội bộ'", "internal"),
    ],
)  # fmt: skip
def test_closed_values_in_vietnamese(written: str, value: str) -> None:
    assert nearest_code(written, ["zzzzzzzzzz", value]) == value


def test_a_closed_value_of_another_field_is_not_proposed() -> None:
    assert nearest_code("công khai", ["draft", "published"]) is None
    assert nearest_code("publc", ["public", "internal"]) == "public"


@pytest.mark.parametrize(
    ("value", "item", "expect"),
    [
        ("ca-mau, ca-thi-du", None, "[ca-mau, ca-thi-du]"), ("ca-mau;ca-thi-du", None, "[ca-mau, ca-thi-du]"),
        ("ca-mau\nca-thi-du", None, "[ca-mau, ca-thi-du]"), ("- ca-mau - ca-thi-du", None, "[ca-mau, ca-thi-du]"),
        ("• a • b", None, "[a, b]"), ("ca-mau – ca-thi-du", None, "[ca-mau, ca-thi-du]"), ("* a * b", None, "[a, b]"),
        # Ids with spaces between them; a name of several words is one
        ("ca-mau ca-thi-du", None, "[ca-mau, ca-thi-du]"), ("Công an", None, "[Công an]"), ("ca-mau", None, "[ca-mau]"),
        ("ca-mau", Membership, "[ca-mau]"), ("", None, None), ("  ", None, None), (None, None, None),
        # Groups
        ("Bản tin", Source, "- title: Bản tin"), ("https://a.example/b", Source, "- {title: …, url: https://a.example/b}"),
        ({"title": "Bản tin"}, Source, "- title: Bản tin"), ({"title": ["a"]}, Source, None), ({}, Source, None),
        ("Bản tin: số 1", Source, None), ("http://a.example/b c", Source, "- title: http://a.example/b c"),
        ("https://a.example/b", Award, "- title: https://a.example/b"),
    ],
)  # fmt: skip
def test_lists(value: Any, item: type[Record] | None, expect: str | None) -> None:
    assert as_list(value, item) == expect


@pytest.mark.parametrize(("length", "shown"), [(119, True), (120, True), (121, False)])
def test_a_proposal_of_more_than_120_characters_is_none(length: int, shown: bool) -> None:
    value = "a" * (length - 2)
    assert as_list(value, None) == (f"[{value}]" if shown else None)


@pytest.mark.parametrize(
    ("value", "item", "expect"),
    [
        ("Bản tin", Source, "title: Bản tin"), ("a.jpg", Photo, "file: a.jpg"), ("ca-mau", Result, "unit: ca-mau"),
        ("https://a.example/", Source, "{title: …, url: https://a.example/}"), ("https://a.example/", Photo, "file: https://a.example/"),
        ("http://a.example/", Source, "{title: …, url: http://a.example/}"), ("ftp://a.example/", Source, "title: ftp://a.example/"),
        ("a: b", Source, None), ("", Source, None), (" ", Source, None), (["a"], Source, None),
    ],
)  # fmt: skip
def test_groups(value: Any, item: type[Record], expect: str | None) -> None:
    assert as_group(value, item) == expect


@pytest.mark.parametrize(
    ("written", "expect"),
    [
        ("Ảnh Hội nghị.JPG", "anh-hoi-nghi.jpg"), ("a b.jpeg", "a-b.jpeg"), ("A.PNG", "a.png"), ("a.webp", "a.webp"),
        ("a.heic", "a.jpg"), ("a", "a.jpg"), (r"C:\Ảnh\Đoàn.png", "doan.png"), ("anh/ky ket.webp", "ky-ket.webp"), ("…", None),
        ("", None), ("2024.01.png", "2024-01.png"),
    ],
)  # fmt: skip
def test_names_of_photos(written: str, expect: str | None) -> None:
    assert photo_name(written) == expect


@pytest.mark.parametrize(
    ("written", "date", "expect"),
    [
        ("Ký kết", None, "YYYY-MM-DD-ky-ket"), ("Ký kết", "2024-04-04", "2024-04-04-ky-ket"), ("…", "2024", "2024-ten-ngan"),
        ("2024-04-04 Ký kết", None, "2024-04-04-ky-ket"), ("2024_04_04_ky", None, "2024-04-04-ky"), ("2024.04 ky", None, "2024-04-ky"),
        ("2024 ky", None, "2024-ky"), ("2024-04-04-ky", "2024-05-05", "2024-05-05-ky"), ("4.4.2024 ký", None, "2024-04-04-ky"),
        ("04-11-2024-ky", None, "2024-11-04-ky"), ("4-11-2024_ky", "2025", "2025-ky"), ("14_3_2024.ky", None, "2024-03-14-ky"),
        ("20244 ky", None, "YYYY-MM-DD-20244-ky"),
    ],
)  # fmt: skip
def test_names_of_events(written: str, date: str | None, expect: str) -> None:
    assert event_name(written, date) == expect

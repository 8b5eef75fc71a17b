"""What each type of field takes, what it refuses, and what it proposes instead: tables with the values at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from thidua.dates import PartialDate
from thidua.reading import base, fields, records
from thidua.reading.base import EventDate, Interval, Membership, Source
from thidua.reading.records import Commemoration, Edition, Event, Signatory

if TYPE_CHECKING:
    from thidua.reading.base import Record


def read(kind: Any, value: Any) -> Any:
    """The value, or the code of the mistake with what is proposed: ``E308 08:00``."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        (one,) = error.errors()
        near = (one.get("ctx") or {}).get("near")
        return f"{one['type']} {near}" if near else one["type"]


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("a", "a"), ("  a  b\tc\nd ", "a b c d"), ("a" * 2_000, "a" * 2_000), ("a" * 2_001, "E314"), ("", "E311"), (" \n", "E311"),
        (["a"], "E303"), ({"a": "b"}, "E303"), ("a < b", "E313"), ("a > b", "E313"), ("a & b", "a & b"),
    ],
)  # fmt: skip
def test_text(value: Any, expect: str) -> None:
    assert read(fields.Text, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("ca-mau", "ca-mau"), ("a" * 100, "a" * 100), ("a" * 101, "E314"), ("con", "E326"), ("prn", "E326"), ("aux", "E326"),
        ("nul", "E326"), ("com1", "E326"), ("com9", "E326"), ("lpt1", "E326"), ("lpt9", "E326"), ("com0", "com0"), ("lpt10", "lpt10"),
        ("Ca-Mau", "E310 ca-mau"), ("cà_mau", "E310 ca-mau"), ("Công an", "E310"), ("ca-mau - ca-hai", "E224"),
        ("ca-mau • ca-hai", "E224"), ("ca-mau – Công", "E310"), ("-a", "E310 a"), ("", "E311"),
    ],
)  # fmt: skip
def test_ids(value: str, expect: str) -> None:
    assert read(fields.Id, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("https://a.example/b?c#d", "https://a.example/b?c#d"), ("http://a.example", "http://a.example"), ("ftp://a.example/", "E312"),
        ("a.example", "E312"), ("https://", "E312"), ("https:///b", "E312"), ("https://a.example/b c", "E312"),
        ("https://a.example/<b>", "E312"), ('https://a.example/"', "E312"), ("https://a.example/'", "E312"),
        ("https://a.example/`", "E312"), ("https://a.example/\\", "E312"), ("http://[::1", "E312"),
        ("https://u:p@a.example/", "E328"), ("https://u@a.example/", "E328"), ("javascript:alert(1)", "E312"),
    ],
)  # fmt: skip
def test_addresses_of_the_web(value: str, expect: str) -> None:
    assert read(fields.Url, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("08:00", "08:00"), ("00:00", "00:00"), ("23:59", "23:59"), ("24:00", "E308"), ("23:60", "E308"), ("8:00", "E308 08:00"),
        ("8h30", "E308 08:30"), ("8g30", "E308 08:30"), ("8.30", "E308 08:30"), ("8 giờ 30", "E308 08:30"), ("“08:00”", "E308 08:00"),
        ("8h", "E308"), ("sáng", "E308"), ("008:00", "E308"), ("08:0", "E308"),
    ],
)  # fmt: skip
def test_times(value: str, expect: str) -> None:
    assert read(fields.Time, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("2024", "2024"), ("2024-04", "2024-04"), ("2024-04-04", "2024-04-04"), ("0001", "0001"), ("2100-12-31", "2100-12-31"),
        ("2101", "E325"), ("2101-01-01", "E325"), ("2023-02-29", "E306"), ("2024-02-29", "2024-02-29"), ("2024-13", "E306"),
        ("2024-00", "E306"), ("2024-04-31", "E306"), ("0000", "E305"),
        # Other spellings, with the right one
        ("4/4/2024", "E305 2024-04-04"), ("04-04-2024", "E305 2024-04-04"), ("4.4.2024", "E305 2024-04-04"),
        ("ngày 4 tháng 4 năm 2024", "E305 2024-04-04"), ("thứ Năm, ngày 4/4/2024", "E305 2024-04-04"), ("thứ Sáu, ngày 4/4/2024", "E317"),
        ("Chủ nhật, 7/4/2024", "E305 2024-04-07"), ("Chủ nhật, 8/4/2024", "E317"), ("sáng 4/4/2024", "E305 2024-04-04"),
        ("tháng 4/2024", "E305 2024-04"), ("4/2024", "E305 2024-04"), ("4 năm 2024", "E305 2024-04"), ("2024/4/4", "E305 2024-04-04"),
        ("2024.4", "E305 2024-04"), ("2024-4-4", "E305 2024-04-04"), ("“2024-04-04”", "E305 2024-04-04"), ("31/4/2024", "E306"),
        ("13/2024", "E306"), ("năm 2024", "E305"), ("2024-04-04T08:00", "E305"), ("x", "E305"), ("x" * 100, "E305"),
        # Several days, for the one field that takes them
        ("2024-04-04 - 2024-04-05", "E305 {from: 2024-04-04, to: 2024-04-05}"),
        ("2024-04-04 đến 2024-04-05", "E305 {from: 2024-04-04, to: 2024-04-05}"),
        ("14-15/3/2024", "E305 {from: 2024-03-14, to: 2024-03-15}"), ("30/4–1/5/2024", "E305 {from: 2024-04-30, to: 2024-05-01}"),
        ("14 đến 15/3/2024", "E305 {from: 2024-03-14, to: 2024-03-15}"), ("14-32/3/2024", "E305"), ("31/4-1/5/2024", "E305"),
    ],
)  # fmt: skip
def test_dates(value: str, expect: str) -> None:
    assert str(read(fields.Date, value)) == expect


def test_a_date_of_a_hundred_characters_is_still_read() -> None:
    value = "thứ" + " " * 88 + "4/4/2024"
    assert (len(value) + 1, read(fields.Date, f"{value[:4]} {value[4:]}")) == (100, "E305 2024-04-04")  # fmt: skip
    assert read(fields.Date, f"{value[:4]}  {value[4:]}") == "E305"


@pytest.mark.parametrize(
    ("value", "expect"),
    [("1899", "E325"), ("1899-12-31", "E325"), ("1900", "1900"), ("1900-01-01", "1900-01-01"), ("2100", "2100"), ("2101", "E325")],
)  # fmt: skip
def test_what_has_pages_in_the_calendar_lies_between_1900_and_2100(value: str, expect: str) -> None:
    assert str(read(fields.OwnDate, value)) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [("2024-04-04", "2024-04-04"), ("2024-04", "E305 2024-04-30"), ("2024", "E305 2024-12-31")],
)
def test_days(value: str, expect: str) -> None:
    assert str(read(fields.Day, value)) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("2024", "2024"), ("2024-04-04", "2024-04-04"), ("2024-04-04T12:08", "2024-04-04T12:08"), ("2024-04-04T00:00", "2024-04-04T00:00"),
        ("2024-04-04T23:59", "2024-04-04T23:59"), ("2024-04-04T24:00", "E308"), ("2024-04-04T12:60", "E308"),
        ("2024-04-04T1:00", "E308"), ("4/4/2024", "E305 2024-04-04"), ("2024-02-30T12:00", "E306"),
    ],
)  # fmt: skip
def test_moments_of_publication(value: str, expect: str) -> None:
    assert read(fields.Published, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("0", 0), ("7", 7), ("007", 7), ("999999", 999_999), ("1000000", "E309"), (7, 7), (-1, "E309"), ("-1", "E309"),
        ("số 7", "E309 7"), ("II", "E309 2"), ("số IV", "E309 4"), ("bảy", "E309"), ("1 và 2", "E309"), ("7a", "E309 7"), ("", "E311"),
    ],
)  # fmt: skip
def test_whole_numbers(value: Any, expect: Any) -> None:
    assert read(fields.Integer, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"), [("1799", "E327"), ("1800", 1800), ("2200", 2200), ("2201", "E327")]
)
def test_years(value: str, expect: Any) -> None:
    assert read(fields.Year, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [("true", True), ("false", False), (True, True), (False, False), ("có", "E304 true"), ("không", "E304 false"), ("yes", "E304 true"), ("x", "E304")],
)  # fmt: skip
def test_yes_and_no(value: Any, expect: Any) -> None:
    assert read(fields.Boolean, value) == expect


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("a.jpg", "a.jpg"), ("A-1_b.JPEG", "A-1_b.JPEG"), ("a.png", "a.png"), ("a.webp", "a.webp"), ("a.gif", "E323 a.jpg"),
        ("ảnh.jpg", "E323 anh.jpg"), ("a b.jpg", "E323 a-b.jpg"), ("x/a.jpg", "E323 a.jpg"), (".jpg", "E323 jpg.jpg"), ("con.jpg", "E326"),
        ("Com1.png", "E326"), ("con1.jpg", "con1.jpg"), ("a" * 96 + ".jpg", "a" * 96 + ".jpg"), ("a" * 97 + ".jpg", "E314"), ("…", "E323"),
    ],
)  # fmt: skip
def test_names_of_photos(value: str, expect: str) -> None:
    assert read(fields.PhotoFile, value) == expect


@pytest.mark.parametrize(
    ("comparator", "spellings"),
    [
        (">=", ">=|> =|≥|ít nhất|Không dưới|tối thiểu|lớn hơn hoặc bằng"),
        ("<=", "<=|≤|không quá|tối đa|nhiều nhất|nhỏ hơn hoặc bằng"),
        (">", ">|trên|hơn|vượt|lớn hơn"),
        ("<", "<|dưới|ít hơn|nhỏ hơn"),
        ("=", "=|đạt|bằng"),
        ("tang>=", "tang>=|tang >=|tăng ≥|tăng ít nhất|tăng từ|tăng"),
        ("giam>=", "giam>=|giảm>=|giảm ≥|giảm ít nhất|giảm từ|Giảm|giam-it-nhat"),
    ],
)
def test_comparators(comparator: str, spellings: str) -> None:
    for spelling in spellings.split("|"):
        assert read(fields.Comparator, spelling) == comparator, spelling
    assert read(fields.Comparator, "khoảng") == "E304"


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ("/", "/"), ("/cum/bca-dp-1/", "/cum/bca-dp-1/"), ("/a.html", "/a.html"), ("/a/#b-1", "/a/#b-1"), ("/a~b_c", "/a~b_c"),
        ("cum/", "E324"), ("//a", "E324"), ("/a//b", "E324"), ("/a/../b/", "E324"), ("/./", "E324"), ("/a b/", "E324"), ("/a?b", "E324"),
        ("/" + "a" * 198 + "/", "/" + "a" * 198 + "/"), ("/" + "a" * 199 + "/", "E314"), ("/đ/", "E324"), ("https://a/", "E324"),
    ],
)  # fmt: skip
def test_addresses_of_the_site(value: str, expect: str) -> None:
    assert read(fields.Address, value) == expect


# --- Records ----------------------------------------------------------------------------------------


def codes(cls: type[Record], value: Any) -> list[str]:
    try:
        cls.model_validate(value)
    except ValidationError as error:
        return [one["type"] for one in error.errors()]
    return []


@pytest.mark.parametrize(
    ("value", "expect"),
    [
        ({"from": "2024", "to": "2024"}, []), ({"from": "2024-01-01", "to": "2024-01-01"}, []), ({"from": "2024-01-02", "to": "2024-01-01"}, ["E307"]),
        ({"from": "2024-06", "to": "2024"}, []), ({"from": "2025", "to": "2024-12-31"}, ["E307"]), ({"from": "2024-12-31", "to": "2024"}, []),
        ({"to": "2024"}, []), ({"from": "2024"}, []), ({}, []), ({"from": "2024", "to": ""}, []),
    ],
)  # fmt: skip
def test_intervals(value: dict[str, str], expect: list[str]) -> None:
    assert codes(Interval, value) == expect


def test_an_interval_without_a_beginning_or_an_end() -> None:
    assert str(Interval.model_validate({}).span) == "0001/.."
    dated = Interval.model_validate({"from": "2024", "to": "2025-06"})
    assert str(dated.span) == "2024/2025-06"
    assert str(dated.model_copy(update={"to": None}).span) == "2024/.."
    assert dated == Interval.model_validate({"from": "2024", "to": "2025-06"})


def test_texts_that_stand_for_a_group() -> None:
    assert EventDate.model_validate("2024-04").span.start == PartialDate(2024, 4)
    assert EventDate.model_validate("2024-04").to == PartialDate(2024, 4)
    assert Membership.model_validate("ca-mau").unit == "ca-mau"
    assert Signatory.model_validate("ca-mau").unit == "ca-mau"
    assert codes(Source, "Bản tin") == ["model_type"]
    assert codes(Membership, " ") == ["model_type"]


def test_an_empty_value_is_none_where_none_is_needed() -> None:
    assert Source.model_validate({"title": "a", "url": "", "author": ""}) == Source(title="a")
    assert codes(Source, {"title": ""}) == ["E311"]
    assert codes(Source, {"title": "a", "chin": ""}) == ["extra_forbidden"]
    assert Interval.requires("from") is False
    assert EventDate.requires("from") is True
    assert Event.requires("chin") is True
    assert Interval.keys() == ("from", "to")


HEAD = {"id": "a", "name": "A", "regime": "none", "sources": [{"title": "S"}]}


@pytest.mark.parametrize(
    ("own", "expect"),
    [
        ({"kind": "fixed", "month": "1", "day": "31"}, []), ({"kind": "fixed", "month": "1", "day": "32"}, ["E306"]),
        ({"kind": "fixed", "month": "1", "day": "0"}, ["E306"]), ({"kind": "fixed", "month": "2", "day": "29"}, []),
        ({"kind": "fixed", "month": "2", "day": "30"}, ["E306"]), ({"kind": "fixed", "month": "4", "day": "30"}, []),
        ({"kind": "fixed", "month": "4", "day": "31"}, ["E306"]), ({"kind": "fixed", "month": "6", "day": "31"}, ["E306"]),
        ({"kind": "fixed", "month": "9", "day": "31"}, ["E306"]), ({"kind": "fixed", "month": "11", "day": "31"}, ["E306"]),
        ({"kind": "fixed", "month": "12", "day": "31"}, []), ({"kind": "fixed", "month": "13", "day": "1"}, ["E306"]),
        ({"kind": "fixed", "month": "12"}, []),
        # Lunar months have 29 or 30 days, each of them
        ({"kind": "lunar", "month": "2", "day": "30"}, []), ({"kind": "lunar", "month": "1", "day": "31"}, ["E306"]),
        ({"kind": "lunar", "lunar": {"month": "12", "day": "30"}}, []), ({"kind": "lunar", "lunar": {"month": "12", "day": "31"}}, ["E306"]),
        ({"kind": "lunar", "lunar": {"month": "0", "day": "1"}}, ["E306"]), ({"kind": "lunar", "lunar": {"month": "1", "day": "0"}}, ["E306"]), ({"kind": "lunar"}, ["E318"]),
        ({"kind": "period", "month": "5", "day": "1", "to": {"month": "5", "day": "31"}}, []),
        ({"kind": "period", "month": "5", "day": "1", "to": {"month": "6", "day": "31"}}, ["E306"]),
        ({"kind": "period", "lunar": {"month": "1", "day": "1"}, "to": {"month": "2", "day": "30"}}, []),
        # A day is known from the month or the origin
        ({"kind": "fixed"}, ["E318"]), ({"kind": "period"}, ["E318"]), ({"kind": "fixed", "origin": "1969"}, []), ({"kind": "edition"}, []),
    ],
)  # fmt: skip
def test_days_of_commemorations(own: dict[str, Any], expect: list[str]) -> None:
    assert codes(Commemoration, {**HEAD, **own}) == expect


def test_the_month_and_day_of_a_lunar_commemoration_are_lunar() -> None:
    made = Commemoration.model_validate({**HEAD, "kind": "lunar", "month": "3", "day": "10"})
    assert (made.month, made.day) == (None, None)
    assert made.lunar is not None
    assert (made.lunar.month, made.lunar.day) == (3, 10)
    solar = Commemoration.model_validate({**HEAD, "kind": "fixed", "month": "3", "day": "10"})
    assert (solar.month, solar.day, solar.lunar) == (3, 10, None)


def test_what_records_take_for_granted() -> None:
    made = Commemoration.model_validate({**HEAD, "kind": "edition", "editions": [{"number": "I"}]})
    assert (made.audience, made.editions[0].from_, made.names, made.aliases) == ("public", None, (), ())  # fmt: skip
    assert codes(Edition, {"number": "I", "from": "1899"}) == ["E325"]
    assert codes(Event, {"kinds": [], "sources": []}) == [
        "missing", "missing", "too_short", "missing", "missing", "missing", "too_short",
    ]  # fmt: skip


def test_closed_sets() -> None:
    """What an editor may write; a value that goes breaks files that were right."""
    kinds = "phat-dong ky-giao-uoc so-ket kiem-tra tong-ket khen-thuong bao-cong hoi-thao hoi-thi dai-hoi tap-huan nghia-tinh gap-mat khac"
    assert " ".join(get_args(records.Kind)) == kinds
    assert get_args(records.Status) == ("draft", "published")
    assert get_args(records.AwardStatus) == (
        "dang-ky",
        "de-nghi",
        "quyet-dinh",
        "trao",
        "theo-bao",
    )
    assert get_args(records.CommemorationKind) == ("fixed", "lunar", "period", "edition")
    assert get_args(records.Regime) == ("145-2013", "111-2018", "none")
    assert get_args(base.Audience) == ("public", "internal")
    assert [cls.__name__ for cls in records.RECORDS] == [
        "Event", "Cluster", "Unit", "Pledge", "Scores", "Commemoration", "Campaign", "Redirect",
    ]  # fmt: skip

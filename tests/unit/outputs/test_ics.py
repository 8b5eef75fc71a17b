"""Calendar files: sound by RFC 5545, readable by others, steady under unrelated edits."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from thidua.campaign.site import RecordEntry, Site, TermKey
from thidua.outputs import ics
from thidua.outputs.ics import CalendarOptions
from thidua.reading.base import Revision
from thidua.reading.records import Campaign
from unit.calendar.made import fixed, record
from unit.outputs.made_site import CAMPAIGN, CLUSTER, SOURCES, event, site
from unit.outputs.rfc5545 import problems

PLAIN = CalendarOptions(lang="vi")

CAND = fixed("cand", "1945-08-19", "111-2018", name="Ngày truyền thống Công an nhân dân")
HOI = fixed(
    "ngay-hoi", "2005-08-19", observed_from="2005", name="Ngày hội toàn dân bảo vệ an ninh Tổ quốc"
)
GIO_TO = record("gio-to", kind="lunar", month="3", day="10", name="Giỗ Tổ Hùng Vương")
DI_CHUC = record("di-chuc", origin="1969", name="Thực hiện Di chúc")
TREN_KHONG = record(
    "tren-khong",
    kind="period",
    origin="1972-12-18",
    month="12",
    day="18",
    to={"month": "12", "day": "29"},
    name="“Hà Nội – Điện Biên Phủ trên không”; 12 ngày, đêm",
)
ALL = [CAND, HOI, GIO_TO, DI_CHUC, TREN_KHONG]


def read(data: bytes):
    return vobject.readOne(data.decode("utf-8"))


def entry(data: bytes, uid: str):
    return next(e for e in read(data).vevent_list if e.uid.value == f"{uid}@thidua")


def uids(data: bytes) -> list[str]:
    return [e.uid.value.removesuffix("@thidua") for e in read(data).contents.get("vevent", [])]


# --- Sound by the RFC, readable by a second library ------------------------------------------

EVENTS = [
    event("dung-gio", time="08:00", place="Đà Nẵng"),
    event("ca-thang", date="2024-11"),
    event("ca-nam", date="2023"),
    event("ba-ngay", date={"from": "2024-12-23", "to": "2024-12-25"}, time="07:30"),
]
FILES = {
    "commemorations": ics.commemorations_ics(ALL, 2020, 2035, settings=PLAIN),
    "with addresses and alarms": ics.commemorations_ics(
        ALL,
        2020,
        2030,
        settings=CalendarOptions(
            lang="vi", site_url="https://thidua.example/a/", alarm=dt.timedelta(days=7)
        ),
    ),
    "one commemoration": ics.commemoration_ics(GIO_TO, 1968, 2100, settings=PLAIN),
    "a name with marks": ics.commemoration_ics(TREN_KHONG, 2020, 2030, settings=PLAIN),
    "cluster": ics.cluster_ics(site(*EVENTS), "cum-a", settings=PLAIN),
    "nothing with a day": ics.commemoration_ics(DI_CHUC, 2020, 2030, settings=PLAIN),
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_sound_by_rfc_5545(name):
    assert problems(FILES[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_a_second_library_reads_the_same_entries(name):
    assert len(uids(FILES[name])) == FILES[name].count(b"BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        (b"\r\n", b"\n", "3.1:"),
        (b"VERSION:2.0\r\n", b"", "3.6: VCALENDAR has 0 VERSION"),
        (b"DTSTART;VALUE=DATE:", b"DTSTART:", "3.3"),
        (b"DTSTART;VALUE=DATE:2020", b"DTSTART;VALUE=DATE:2050", "3.8.2.2"),
        (b"SEQUENCE:", b"SEQUENCE:-", "3.3"),
        (b"END:VEVENT\r\n", b"", "3.6:"),
        (b"DTSTAMP:", b"X-STAMP:", "3.6: VEVENT has 0 DTSTAMP"),
        (b"-2021@thidua", b"-2020@thidua", "3.8.4.7"),
        (b"REFRESH-INTERVAL;VALUE=DURATION:P1D", b"REFRESH-INTERVAL:P1D", "3.3"),
        (b"DTSTART;VALUE=DATE:20200402", b"DTSTART;TZID=A:20200402T080000", "3.2.19"),
        ("Giỗ".encode(), "Giỗ, ".encode(), "3.3"),
        ("\r\nSUMMARY:Giỗ".encode(), "\r\nSUMMARY:Gi\u1ed7".encode()[:-1] + b"\r\n \x97", "3.1:"),
        (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH", "RFC 5546"),
    ],
)
def test_the_validator_sees_what_is_wrong(old, new, section):
    data = ics.commemoration_ics(GIO_TO, 2020, 2021, settings=PLAIN)
    assert old in data
    found = problems(data.replace(old, new))
    assert any(problem.startswith(section) for problem in found), found


# --- What is in them -------------------------------------------------------------------------


def test_a_day_is_a_date_with_the_day_after_as_its_end():
    found = entry(FILES["commemorations"], "ky-niem-cand-2025")
    assert found.summary.value == "Ngày truyền thống Công an nhân dân (80 năm)"
    assert (found.dtstart.value, found.dtend.value) == (dt.date(2025, 8, 19), dt.date(2025, 8, 20))
    assert found.categories.value == ["Ngày kỷ niệm", "Năm tròn"]
    assert found.description.value.splitlines() == [
        "80 năm (1945–2025): năm tròn.",
        "Năm tròn: được tổ chức lễ kỷ niệm (Nghị định 111/2018/NĐ-CP, khoản 3 Điều 4).",
    ]


CSHS = fixed(
    "cshs",
    "1946-04-18",
    name="Ngày truyền thống Cảnh sát hình sự",
    summary="Một câu.",
    recognised_on="2008-12-08",
    recognised_by="Quyết định 2148/QĐ-BCA",
)
CONGRESS = record(
    "dai-hoi", kind="edition", name="Đại hội", editions=[{"number": "IX", "from": "2025-08-06"}]
)
WOMEN = record("8-3", month="3", day="8", name="Ngày Quốc tế Phụ nữ")


@pytest.mark.parametrize(
    ("made", "year", "title", "categories"),
    [
        (HOI, 2005, "Ngày hội toàn dân bảo vệ an ninh Tổ quốc (lần đầu)", []),
        (HOI, 2022, "Ngày hội toàn dân bảo vệ an ninh Tổ quốc (17 năm)", ["Năm khác"]),
        (CONGRESS, 2025, "Đại hội (lần thứ IX)", ["Kỳ đại hội"]),
        (WOMEN, 2025, "Ngày Quốc tế Phụ nữ", []),
    ],
)
def test_titles_say_what_is_counted(made, year, title, categories):
    found = read(ics.commemoration_ics(made, year, year, settings=PLAIN)).vevent
    assert found.summary.value == title
    assert found.categories.value == ["Ngày kỷ niệm", *categories]


def test_a_year_before_recognition_is_no_entry():
    """Recognised on 8 December 2008: the sixtieth year, 2006, was nobody's anniversary."""
    data = ics.commemoration_ics(CSHS, 2006, 2010, settings=PLAIN)
    assert uids(data) == ["ky-niem-cshs-2009", "ky-niem-cshs-2010"]
    assert uids(ics.commemorations_ics([CSHS], 2006, 2008, settings=PLAIN)) == []


def test_a_name_it_only_got_later_says_so():
    named = fixed("cshs", "1946-04-18", name="Ngày A", names=[{"name": "Ngày A", "from": "2010"}])
    data = ics.commemoration_ics(named, 2009, 2010, settings=PLAIN)
    assert [e.summary.value for e in read(data).vevent_list] == [
        "Ngày A (tên gọi sau này) (63 năm)",
        "Ngày A (64 năm)",
    ]


def test_a_period_ends_the_day_after_its_last():
    found = entry(FILES["commemorations"], "ky-niem-tren-khong-2022")
    assert (found.dtstart.value, found.dtend.value) == (
        dt.date(2022, 12, 18),
        dt.date(2022, 12, 30),
    )
    assert found.summary.value == "“Hà Nội – Điện Biên Phủ trên không”; 12 ngày, đêm (50 năm)"


def test_lunar_days_are_written_out_for_the_years_of_the_window():
    data = FILES["one commemoration"]
    assert len(uids(data)) == 133
    found = entry(data, "ky-niem-gio-to-2009")
    assert found.dtstart.value == dt.date(2009, 4, 4)
    assert found.summary.value == "Giỗ Tổ Hùng Vương (mùng 10 tháng 3 năm Kỷ Sửu)"
    assert "1968 đến năm 2100" in read(data).x_wr_caldesc.value


def test_what_is_known_by_its_year_is_named_but_is_no_entry():
    described = read(FILES["nothing with a day"]).description.value
    assert "Thực hiện Di chúc (55 năm), năm 2024" in described
    assert "không có mục nào" in described
    assert uids(FILES["nothing with a day"]) == []


def test_a_time_is_in_vietnamese_time_and_has_no_invented_end():
    data = FILES["cluster"]
    found = entry(data, "su-kien-2024-dung-gio")
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20240404T080000\r\n" in data
    assert found.dtstart.value.utcoffset() == dt.timedelta(hours=7)
    assert "dtend" not in found.contents
    assert found.location.value == "Đà Nẵng"
    assert found.description.value == "Tóm tắt, có dấu phẩy; chấm phẩy và \\ gạch chéo."


def test_the_zone_is_defined_only_where_times_are():
    assert b"BEGIN:VTIMEZONE" in FILES["cluster"]
    assert b"BEGIN:VTIMEZONE" not in FILES["commemorations"]


def test_several_days_with_a_time_stay_days():
    found = entry(FILES["cluster"], "su-kien-2024-ba-ngay")
    assert (found.dtstart.value, found.dtend.value) == (
        dt.date(2024, 12, 23),
        dt.date(2024, 12, 26),
    )
    assert found.description.value.endswith("Bắt đầu lúc 07:30.")


def test_an_event_known_by_its_month_says_so():
    found = entry(FILES["cluster"], "su-kien-2024-ca-thang")
    assert found.summary.value == "Hội nghị ca-thang – Cụm thi đua số 1 (chưa rõ ngày)"
    assert (found.dtstart.value, found.dtend.value) == (dt.date(2024, 11, 1), dt.date(2024, 12, 1))


def test_a_cluster_has_its_events_the_phases_of_its_campaigns_and_the_ends_of_its_terms():
    assert uids(FILES["cluster"]) == [
        "dot-thi-dua-phong-trao-2024-02-01",
        "dot-thi-dua-phong-trao-2024-03-01-bat-dau",
        "su-kien-2024-dung-gio",
        "dot-thi-dua-phong-trao-2024-03-01-ket-thuc",
        "su-kien-2024-ca-thang",
        "dot-thi-dua-phong-trao-2024-11-04-bat-dau",
        "su-kien-2024-ba-ngay",
        "ky-cum-a-2024-ket-thuc",
    ]
    described = read(FILES["cluster"]).description.value
    assert "Hội nghị ca-nam – Cụm thi đua số 1 (chưa rõ ngày), năm 2023" in described
    assert "Phong trào: Đợt chỉ rõ năm, 2024–2025" in described


def test_another_clusters_campaign_is_not_in():
    other = CAMPAIGN.model_copy(update={"clusters": ()})
    data = ics.cluster_ics(site(campaign=other), "cum-a", settings=PLAIN)
    assert uids(data) == ["ky-cum-a-2024-ket-thuc"]


def test_addresses_and_alarms_only_when_asked_for():
    data = FILES["with addresses and alarms"]
    found = entry(data, "ky-niem-cand-2025")
    assert found.url.value == "https://thidua.example/a/ky-niem/cand/"
    # Again where clients show it, as a line of its own
    assert found.description.value.splitlines()[-1] == "https://thidua.example/a/ky-niem/cand/"
    assert "https" not in entry(FILES["commemorations"], "ky-niem-cand-2025").description.value
    assert found.valarm.trigger.value == dt.timedelta(days=-7)
    assert b"URL" not in FILES["commemorations"]
    assert b"VALARM" not in FILES["commemorations"]


def test_subscribers_learn_the_name_and_when_to_ask_again():
    data = ics.cluster_ics(
        site(), "cum-a", settings=CalendarOptions(lang="vi", refresh=dt.timedelta(hours=12))
    )
    calendar = read(data)
    assert calendar.x_wr_calname.value == "Cụm thi đua số 1"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in data
    assert b"X-PUBLISHED-TTL:PT12H\r\n" in data


NAMESAKES = {
    "dp": "Cụm thi đua số 1 – Công an địa phương",
    "hv": "Cụm thi đua số 1 – Các học viện, trường",
    "muoi-hai": "Cụm thi đua số 12",
    "bien": "Cụm ven biển – Đoàn Thanh niên tỉnh",
    "nui": "Cụm miền núi – Đoàn Thanh niên tỉnh",
    "don-vi": "Cụm thi đua số 7",
    "doan": "Cụm thi đua số 7",
}


@pytest.mark.parametrize(
    ("title", "clusters", "summary"),
    [
        ("Ký kết giao ước năm 2024", ["dp"], "Ký kết giao ước năm 2024 – Cụm thi đua số 1 – Công an địa phương"),
        ("Cụm thi đua số 1 ký giao ước", ["dp"], "Cụm thi đua số 1 ký giao ước – Công an địa phương"),
        ("Cụm 01 ký giao ước", ["hv"], "Cụm 01 ký giao ước – Các học viện, trường"),
        ("Cụm số 1 Công an địa phương tổng kết", ["dp"], "Cụm số 1 Công an địa phương tổng kết"),
        ("Cụm thi đua số 12 tổng kết", ["muoi-hai"], "Cụm thi đua số 12 tổng kết"),
        ("Cụm thi đua số 12 tổng kết", ["dp"], "Cụm thi đua số 12 tổng kết – Cụm thi đua số 1 – Công an địa phương"),
        ("Cụm 7 họp", ["doan"], "Cụm 7 họp – Tổ chức Đoàn"), ("Cụm 7 họp", ["don-vi"], "Cụm 7 họp"),
        ("Cụm thi đua số 12 họp quý 1", ["dp"], "Cụm thi đua số 12 họp quý 1 – Cụm thi đua số 1 – Công an địa phương"),
        # Said in parts, and said but for which of several
        ("Công an Cụm thi đua số 1 địa phương họp", ["dp"], "Công an Cụm thi đua số 1 địa phương họp"),
        ("Đoàn Thanh niên tỉnh ký giao ước ba cụm", ["bien", "nui"], "Đoàn Thanh niên tỉnh ký giao ước ba cụm – Cụm ven biển; Cụm miền núi"),
        ("Ký giao ước", ["bien"], "Ký giao ước – Cụm ven biển – Đoàn Thanh niên tỉnh"),
        ("Cụm số 1 hai khối gặp mặt", ["dp", "hv"], "Cụm số 1 hai khối gặp mặt – Công an địa phương; Các học viện, trường"),
    ],
)  # fmt: skip
def test_a_summary_tells_namesakes_apart(title, clusters, summary):
    numbers = {"dp": 1, "hv": 1, "muoi-hai": 12, "don-vi": 7, "doan": 7, "bien": None, "nui": None}
    records = {
        id_: RecordEntry(
            CLUSTER.model_copy(
                update={"id": id_, "name": name, "number": numbers[id_], "organisation": "youth" if id_ == "doan" else "main"}
            ), "x",
        )
        for id_, name in NAMESAKES.items()
    }  # fmt: skip
    made = dataclasses.replace(
        event("ky", title=title), terms=tuple(TermKey(c, "2024") for c in clusters)
    )
    whole = Site(events=(made,), clusters=records)
    files = [ics.cluster_ics(whole, c, settings=PLAIN) for c in clusters]
    assert [entry(data, "su-kien-2024-ky").summary.value for data in files] == [summary] * len(
        files
    )
    assert problems(files[0]) == []
    (name,) = {read(data).x_wr_calname.value for data in files[:1]}
    assert name == NAMESAKES[clusters[0]] + (", Tổ chức Đoàn" if clusters == ["doan"] else "")


# --- Steady ----------------------------------------------------------------------------------


def test_same_content_same_bytes_in_any_order():
    again = ics.commemorations_ics(list(reversed(ALL)), 2020, 2035, settings=PLAIN)
    assert again == FILES["commemorations"]


def test_a_corrected_date_keeps_its_uid_and_bumps_its_sequence():
    before = event("ky")
    after = event("ky", date="2024-04-05", revised="2024-05-02")
    first, second = (ics.cluster_ics(site(e), "cum-a", settings=PLAIN) for e in (before, after))
    old, new = entry(first, "su-kien-2024-ky"), entry(second, "su-kien-2024-ky")
    assert int(new.sequence.value) > int(old.sequence.value) > 0
    assert new.dtstamp.value == new.last_modified.value > old.dtstamp.value


NOTE = "trước ghi ngày 04/4, đúng là 05/4"


def test_an_entry_begins_with_what_was_corrected():
    told = {"date": "2024-05-02", "note": NOTE}
    data = ics.cluster_ics(site(event("ky", revised=told)), "cum-a", settings=PLAIN)
    said = entry(data, "su-kien-2024-ky").description.value
    assert said.splitlines()[0] == f"Đính chính ngày 02 tháng 5 năm 2024: {NOTE}"
    plain = ics.cluster_ics(site(event("ky", revised="2024-05-02")), "cum-a", settings=PLAIN)
    assert "Đính chính" not in plain.decode()


def test_moving_there_and_back_still_rises():
    days = [("2024-04-04", None), ("2024-04-05", "2024-05-02"), ("2024-04-04", "2024-05-03")]
    numbers = [
        int(
            entry(
                ics.cluster_ics(site(event("ky", date=day, revised=on)), "cum-a", settings=PLAIN),
                "su-kien-2024-ky",
            ).sequence.value
        )
        for day, on in days
    ]
    assert numbers == sorted(set(numbers))


def test_a_corrected_commemoration_bumps_all_its_years():
    corrected = CAND.model_copy(update={"revised": Revision(date="2026-01-05")})
    data = ics.commemoration_ics(corrected, 2024, 2026, settings=PLAIN)
    assert len({e.sequence.value for e in read(data).vevent_list}) == 1
    assert int(read(data).vevent.sequence.value) > 0


def test_unrelated_edits_leave_entries_as_they_are():
    before = ics.cluster_ics(site(event("ky")), "cum-a", settings=PLAIN)
    more = CAMPAIGN.model_copy(update={"summary": "Thêm một câu."})
    after = ics.cluster_ics(
        site(event("khac"), event("ky"), campaign=more), "cum-a", settings=PLAIN
    )
    assert set(uids(before)) < set(uids(after))
    assert _raw(before, "su-kien-2024-ky") == _raw(after, "su-kien-2024-ky")


def _raw(data: bytes, uid: str) -> bytes:
    return next(e for e in data.split(b"BEGIN:VEVENT") if f"UID:{uid}@".encode() in e)


def test_two_phases_from_the_same_day_are_two_entries():
    phases = [
        {"from": "2024-02-01", "to": "2024-02-10"},
        {"from": "2024-02-01", "to": "2024-02-20"},
    ]
    made = Campaign.model_validate(
        {"id": "pt", "name": "PT", "clusters": ["cum-a"], "phases": phases, "sources": SOURCES}
    )
    data = ics.cluster_ics(site(campaign=made), "cum-a", settings=PLAIN)
    assert problems(data) == []
    assert len(set(uids(data))) == 3


# --- Laws ------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300))
def test_folding_never_splits_a_character_and_loses_none(text):
    made = dataclasses.replace(
        event("ky"), record=event("ky").record.model_copy(update={"title": text})
    )
    data = ics.cluster_ics(site(made), "cum-a", settings=PLAIN)
    assert problems(data) == []
    assert entry(data, "su-kien-2024-ky").summary.value == f"{text} – Cụm thi đua số 1"


# --- Busy or free, one entry or two ----------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "transparent"),
    # A meeting at eight takes a reader's time; whole days only inform.
    [("dung-gio", False), ("ca-thang", True), ("ba-ngay", True)],
)
def test_only_a_meeting_with_an_hour_makes_a_reader_look_busy(slug, transparent):
    found = entry(FILES["cluster"], f"su-kien-2024-{slug}")
    assert (
        [one.value for one in found.contents.get("transp", [])] == ["TRANSPARENT"]
    ) is transparent


def test_anniversaries_make_nobody_look_busy():
    found = read(FILES["commemorations"]).vevent_list
    assert len(found) == 64
    assert {one.transp.value for one in found} == {"TRANSPARENT"}


@pytest.mark.parametrize(
    ("span", "entries"),
    [
        # 30, 31 and 32 days, the first and the last counted
        ({"from": "2024-03-01", "to": "2024-03-30"}, ["2024-03-01 2024-03-31"]),
        ({"from": "2024-03-01", "to": "2024-03-31"}, ["2024-03-01 2024-04-01"]),
        ({"from": "2024-03-01", "to": "2024-04-01"}, ["2024-03-01 2024-03-02 bat-dau", "2024-04-01 2024-04-02 ket-thuc"]),
        ({"from": "2024-03", "to": "2024-03"}, ["2024-03-01 2024-04-01"]),
        # Ends that are known to the month only are on no day
        ({"from": "2024-03-05", "to": "2024-04"}, ["2024-03-05 2024-03-06 bat-dau"]),
        ({"from": "2024-03", "to": "2024-04-02"}, ["2024-04-02 2024-04-03 ket-thuc"]),
        ({"from": "2024-03-05"}, ["2024-03-05 2024-03-06 bat-dau"]),
        ({"from": "2024", "to": "2024"}, []),
    ],
)  # fmt: skip
def test_a_stretch_of_up_to_31_days_is_one_entry(span, entries):
    campaign = Campaign.model_validate(
        {"id": "dot", "name": "Đợt", "clusters": ["cum-a"], "phases": [span], "sources": SOURCES}
    )
    data = ics.cluster_ics(site(campaign=campaign), "cum-a", settings=PLAIN)
    head = f"dot-thi-dua-dot-{span['from']}"
    found = [e for e in read(data).contents.get("vevent", []) if e.uid.value.startswith(head)]
    said = [
        f"{e.dtstart.value} {e.dtend.value} {e.uid.value.removesuffix('@thidua').removeprefix(head).strip('-')}".strip()
        for e in found
    ]
    assert said == entries

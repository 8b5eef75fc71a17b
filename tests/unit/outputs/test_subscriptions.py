"""Which calendars and feeds a site has, which hundred events a feed keeps, how far ahead a calendar reaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from support import FIXTURE_SITE
from thidua.campaign.audience import project
from thidua.campaign.link import link
from thidua.campaign.site import EventEntry, RecordEntry, Site, TermKey
from thidua.outputs.subscriptions import subscriptions
from thidua.publisher import Publisher
from thidua.reading.body import Body
from thidua.reading.library import read_library
from thidua.reading.records import Event
from thidua.views.shared.page import Context
from unit.calendar.made import fixed
from unit.outputs import rfc4287, rfc5545
from unit.outputs.made_site import CLUSTER
from unit.outputs.rfc4287 import A


def event(number: int, published: str, **keys: object) -> EventEntry:
    made = Event.model_validate({
        "title": f"Sự kiện {number}", "date": "2024-04-04", "kinds": ["khac"], "audience": "public", "status": "published",
        "summary": "Tóm tắt.", "sources": [{"title": "Nguồn", "published": published}], **keys,
    })  # fmt: skip
    return EventEntry(
        made, "x.md", slug=f"su-kien-{number:03d}", folder="", body=Body("", 1), terms=(TermKey("cum-a", "2024"),)
    )  # fmt: skip


def context(*events: EventEntry) -> Context:
    site = Site(
        events=events,
        clusters={"cum-a": RecordEntry(CLUSTER, "cluster.yml")},
        commemorations={"ngay": RecordEntry(fixed("ngay", "1945-08-12"), "commemorations.yml")},
    )
    return Context(site, site_name="Trang Ví Dụ", site_url="https://vi-du.example.vn/a/")


def titles(data: bytes) -> list[str]:
    """The titles of a feed's entries, without the cluster that is named behind each."""
    found = [e.findtext(f"{A}title") or "" for e in ET.fromstring(data).iter(f"{A}entry")]
    assert all(title.endswith(" – Cụm thi đua số 1") for title in found)
    return [title.removesuffix(" – Cụm thi đua số 1") for title in found]


def _days(count: int) -> list[EventEntry]:
    """Events told of on one day after the other, the first on 1 January 2024."""
    first = dt.date(2024, 1, 1)
    return [event(n, str(first + dt.timedelta(n - 1))) for n in range(1, count + 1)]


@pytest.mark.parametrize("path", ["feed.xml", "cum/cum-a/feed.xml"])
@pytest.mark.parametrize(
    ("count", "newest", "oldest", "length"),
    [
        (99, "Sự kiện 99", "Sự kiện 1", 99),
        (100, "Sự kiện 100", "Sự kiện 1", 100),
        (101, "Sự kiện 101", "Sự kiện 2", 100),
        (150, "Sự kiện 150", "Sự kiện 51", 100),
    ],
)
def test_a_feed_keeps_the_hundred_newest(
    path: str, count: int, newest: str, oldest: str, length: int
) -> None:
    kept = titles(dict(subscriptions(context(*_days(count))))[path])
    assert (len(kept), kept[0], kept[-1]) == (length, newest, oldest)


def test_a_correction_brings_an_old_event_back_among_the_hundred() -> None:
    events = _days(101)
    events[0] = event(1, "2024-01-01", revised="2025-02-03")
    kept = titles(dict(subscriptions(context(*events)))["feed.xml"])
    assert (kept[0], kept[1], kept[-1]) == ("Sự kiện 1", "Sự kiện 101", "Sự kiện 3")


def test_of_one_day_the_last_ids_are_kept_as_in_every_list() -> None:
    kept = titles(dict(subscriptions(context(*(event(n, "2024-01-01") for n in range(120, 0, -1)))))["feed.xml"])  # fmt: skip
    assert (len(kept), kept[0], kept[-1]) == (100, "Sự kiện 120", "Sự kiện 21")


@pytest.mark.parametrize(
    ("length", "whole", "of_cluster"),
    [(60_000, 1, 0), (33_000, 3, 0), (24_000, 4, 1), (9_000, 9, 3), (100, 9, 9)],
)
def test_a_feed_carries_a_hundred_thousand_bytes_of_text_a_clusters_thirty_the_newest_whole(
    length: int, whole: int, of_cluster: int
) -> None:
    long = [replace(one, body=Body("chữ " * (length // 6), 1)) for one in _days(9)]
    files = dict(subscriptions(context(*long)))
    for path, count in (("feed.xml", whole), ("cum/cum-a/feed.xml", of_cluster)):
        entries = list(ET.fromstring(files[path]).iter(f"{A}entry"))
        assert [e.find(f"{A}content") is not None for e in entries] == [n < count for n in range(9)]
        assert all(e.findtext(f"{A}summary") for e in entries)


def test_every_calendar_and_feed_there_is() -> None:
    assert sorted(dict(subscriptions(context(event(1, "2024-04-04"))))) == [
        "cum/cum-a/feed.xml", "cum/cum-a/lich.ics", "feed.xml", "ky-niem/ngay/lich.ics", "lich/ky-niem.ics",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2024-04-04", "20230812", "20340812"), ("2024", "20230812", "20340812"), (None, "20240812", "20350812")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["lich/ky-niem.ics", "ky-niem/ngay/lich.ics"])
def test_calendars_reach_from_the_year_before_the_newest_event_to_ten_after_it(
    path: str, date: str | None, first: str, last: str
) -> None:
    events = [event(1, "2024-04-04", date=date)] if date else []
    lines = dict(subscriptions(context(*events)))[path].decode().splitlines()
    days = [line.partition(":")[2] for line in lines if line.startswith("DTSTART;VALUE=DATE")]
    assert (len(days), days[0], days[-1]) == (12, first, last)


def test_feeds_and_calendars_name_the_publisher() -> None:
    told = Publisher(
        name="Phòng Thi đua Ví Dụ", responsible="Ông Trần Ví Dụ", phone="0200 000 000",
        mail="thi-dua@vi-du.example.vn", licence="Ghi nguồn", licence_url="https://vi-du.example.vn/",
    )  # fmt: skip
    files = dict(subscriptions(replace(context(event(1, "2024-04-04")), publisher=told)))
    for path in ("feed.xml", "cum/cum-a/feed.xml"):
        feed = ET.fromstring(files[path])
        assert rfc4287.problems(files[path]) == []
        assert feed.findtext(f"{A}author/{A}name") == "Phòng Thi đua Ví Dụ"
        assert feed.findtext(f"{A}author/{A}email") == "thi-dua@vi-du.example.vn"
        assert feed.findtext(f"{A}rights") == "Ghi nguồn https://vi-du.example.vn/"
    for path in ("cum/cum-a/lich.ics", "lich/ky-niem.ics", "ky-niem/ngay/lich.ics"):
        assert list(rfc5545.problems(files[path])) == []
        lines = files[path].decode().replace("\r\n ", "").splitlines()
        contact = "CONTACT:Phòng Thi đua Ví Dụ\\, 0200 000 000\\, thi-dua@vi-du.example.vn"
        assert lines.count(contact) == lines.count("BEGIN:VEVENT") > 0
    assert not any("ORGANIZER" in data.decode() for data in files.values())


def test_a_feed_tells_what_was_corrected() -> None:
    told = {"date": "2025-02-03", "note": "số 5 & số 6"}
    for revised, says in (
        (told, "Đính chính ngày 03 tháng 02 năm 2025: số 5 & số 6 "),
        ("2025-02-03", ""),
    ):
        files = dict(subscriptions(context(event(1, "2024-01-01", revised=revised))))
        entry = ET.fromstring(files["feed.xml"]).find(f"{A}entry")
        assert entry is not None
        summary, text = entry.findtext(f"{A}summary") or "", entry.findtext(f"{A}content") or ""
        assert summary.startswith(says)
        assert ("Đính chính" in summary) == bool(says)
        assert ("<p><strong>Đính chính ngày 03 tháng 02 năm 2025: số 5 &amp; số 6</strong></p>" in text) == bool(says)  # fmt: skip


def test_a_feed_can_be_read_in_a_browser() -> None:
    files = dict(subscriptions(context(event(1, "2024-04-04"))))
    for path, style in (
        ("feed.xml", "assets/stylesheets/feed.css"),
        ("cum/cum-a/feed.xml", "../../assets/stylesheets/feed.css"),
    ):
        lines = files[path].decode().splitlines()
        assert lines[:2] == [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<?xml-stylesheet type="text/css" href="{style}"?>',
        ]
        feed = ET.fromstring(files[path])
        assert rfc4287.problems(files[path]) == []
        link = feed.find(f"{A}entry/{{http://www.w3.org/1999/xhtml}}a")
        assert link is not None
        assert link.text == feed.findtext(f"{A}entry/{A}title")
        assert link.get("href") == "https://vi-du.example.vn/a/su-kien/2024/su-kien-001/"


def test_nobody_is_named_where_nobody_publishes() -> None:
    files = dict(subscriptions(context(event(1, "2024-04-04"))))
    assert not any("CONTACT" in data.decode() for data in files.values())
    assert not any(b"<rights>" in data or b"<email>" in data for data in files.values())


def test_feeds_say_whose_they_are() -> None:
    files = dict(subscriptions(context(event(1, "2024-04-04"))))
    whole, own = ET.fromstring(files["feed.xml"]), ET.fromstring(files["cum/cum-a/feed.xml"])
    links = [{li.get("rel"): li.get("href") for li in feed.findall(f"{A}link")} for feed in (whole, own)]  # fmt: skip
    assert links == [
        {"self": "https://vi-du.example.vn/a/feed.xml", "alternate": "https://vi-du.example.vn/a/"},
        {"self": "https://vi-du.example.vn/a/cum/cum-a/feed.xml", "alternate": "https://vi-du.example.vn/a/cum/cum-a/"},
    ]  # fmt: skip
    assert [feed.findtext(f"{A}author/{A}name") for feed in (whole, own)] == ["Trang Ví Dụ"] * 2
    assert whole.findtext(f"{A}id") != own.findtext(f"{A}id")


def summaries(calendar: bytes) -> list[str]:
    lines = calendar.replace(b"\r\n ", b"").decode().split("\r\n")
    return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]


def test_a_unit_s_calendar_and_feed() -> None:
    """Of the terms in which it had a place: what its clusters do when it is gone does not concern it."""
    site = project(link(read_library(FIXTURE_SITE / "content")), "public", dt.date(2026, 1, 15))
    files = dict(subscriptions(Context(site, site_name="Trang Ví Dụ")))
    gone = summaries(files["don-vi/ca-tinh-mau/lich.ics"])
    stays = summaries(files["don-vi/ca-tinh-dan-huong/lich.ics"])
    assert "Hết kỳ thi đua năm 2024 – Cụm thi đua số 1 – Công an địa phương Ví Dụ" in gone
    assert not [title for title in gone if title.startswith("Hết kỳ thi đua năm 2025")]
    assert [title for title in stays if title.startswith("Hết kỳ thi đua năm 2025")]
    assert "Ngày truyền thống lực lượng Ví Dụ (80 năm)" in gone
    feed = ET.fromstring(files["don-vi/ca-tinh-mau/feed.xml"])
    assert "Công an tỉnh Mẫu (đến 30/6/2024)" in (feed.findtext(f"{A}title") or "").replace(
        "\u00a0", " "
    )
    assert 0 < len(feed.findall(f"{A}entry")) <= 20

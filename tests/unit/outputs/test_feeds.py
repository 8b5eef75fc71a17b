"""Atom feeds, held against the checklist of RFC 4287."""

from __future__ import annotations

import dataclasses
import datetime as dt
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.campaign.site import EventEntry
from thidua.outputs.feeds import Feed, FeedEntry, atom, event_entry, stable_id
from thidua.reading.body import Body
from thidua.reading.records import Event
from unit.outputs.rfc4287 import A, problems

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


FEED = Feed(
    id="feed",
    title="Tin mới",
    subtitle="Sự kiện của các cụm thi đua",
    address="/feed.xml",
    page="/su-kien/",
    author="Cổng thi đua",
    updated=moment("2024-01-01"),
    lang="vi",
)
OF_CLUSTER = dataclasses.replace(
    FEED, id="feed/bca-dp-1", address="/cum/bca-dp-1/feed.xml", page="/cum/bca-dp-1/"
)
SIGNED = FeedEntry(
    id="su-kien/2024/ky-ket",
    title="Ký kết giao ước <năm> & “2024”",
    address="/su-kien/2024/ky-ket/",
    published=moment("2024-04-04T05:08"),
    updated=moment("2024-04-05T01:00"),
    summary="Sáng 4/4/2024.",
    html='<p>Xem <a href="../tong-ket/">tổng kết</a> & <b>giao ước</b> ]]></p>',
    authors=("Thân Ví Dụ",),
    categories=(("ky-giao-uoc", "Ký giao ước"), ("phat-dong", "Phát động")),
)
REVIEWED = FeedEntry(
    id="su-kien/2024/tong-ket",
    title="Tổng kết",
    address="/su-kien/2024/tong-ket/",
    updated=moment("2024-12-01"),
)


# --- The checklist ---------------------------------------------------------------------------

FEEDS = {
    "all": (FEED, [SIGNED, REVIEWED], "https://a.example/thi-dua/"),
    "cluster": (OF_CLUSTER, [SIGNED], "https://a.example"),
    "without an address": (OF_CLUSTER, [SIGNED, REVIEWED], None),
    "empty": (FEED, [], None),
}


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_meet_the_checklist(name):
    feed, entries, site_url = FEEDS[name]
    assert problems(atom(feed, entries, site_url=site_url)) == []


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        (b"<updated>2024-12-01T00:00:00Z</updated>", b"", "4.1.1"),
        (b"2024-12-01T00:00:00Z", b"1/12/2024", "3.3"),
        (b"urn:uuid:", b"", "4.2.6"),
        (b' rel="self"', b' rel="related"', "4.1.1"),
        (b' term="phat-dong"', b' term=""', "4.2.2.1"),
        (b"<name>", b"<email>", "3.2"),
    ],
)
def test_the_checklist_sees_what_is_wrong(old, new, section):
    data = atom(FEED, [SIGNED, REVIEWED]).replace(old, new)
    data = data.replace(b"</name>", b"</email>") if new == b"<email>" else data
    assert any(problem.startswith(section) for problem in problems(data))


# --- What is in them -------------------------------------------------------------------------


def test_newest_first_then_as_given_and_the_feed_is_as_new_as_its_newest():
    twin = dataclasses.replace(REVIEWED, id="su-kien/2024/a")
    root = ET.fromstring(atom(FEED, [SIGNED, REVIEWED, twin]))
    assert root.findtext(f"{A}updated") == "2024-12-01T00:00:00Z"
    assert [e.findtext(f"{A}id") for e in root.iter(f"{A}entry")] == [
        stable_id(own) for own in (REVIEWED.id, twin.id, SIGNED.id)
    ]


def test_an_empty_feed_says_when_it_was_set_up():
    root = ET.fromstring(atom(FEED, []))
    assert root.findtext(f"{A}updated") == "2024-01-01T00:00:00Z"


def test_text_and_html_come_back_as_they_were():
    entry = ET.fromstring(atom(FEED, [SIGNED])).find(f"{A}entry")
    assert entry.findtext(f"{A}title") == SIGNED.title
    assert entry.findtext(f"{A}content") == SIGNED.html
    assert [c.get("label") for c in entry.findall(f"{A}category")] == ["Ký giao ước", "Phát động"]
    assert entry.findtext(f"{A}author/{A}name") == "Thân Ví Dụ"


def test_the_language_is_said():
    assert ET.fromstring(atom(FEED, [])).get(XML_LANG) == "vi"


@pytest.mark.parametrize(
    ("feed", "site_url", "fetched", "expected"),
    [
        (FEED, "https://a.example/td/", "https://a.example/td/feed.xml", "https://a.example/td"),
        (FEED, None, "http://may-chu/td/feed.xml", "http://may-chu/td"),
        (OF_CLUSTER, None, "http://may-chu/td/cum/bca-dp-1/feed.xml", "http://may-chu/td"),
        (OF_CLUSTER, None, "file:///D:/td/cum/bca-dp-1/feed.xml", "file:///D:/td"),
    ],
)
def test_links_lead_to_the_page_wherever_the_site_lies(feed, site_url, fetched, expected):
    root = ET.fromstring(atom(feed, [SIGNED], site_url=site_url))
    links = {
        link.get("rel"): urljoin(fetched, link.get("href")) for link in root.findall(f"{A}link")
    }
    assert links == {"self": fetched, "alternate": expected + feed.page}
    entry = root.find(f"{A}entry")
    page = urljoin(fetched, entry.find(f"{A}link").get("href"))
    assert page == f"{expected}/su-kien/2024/ky-ket/"
    base = urljoin(fetched, entry.find(f"{A}content").get(XML_BASE))
    assert urljoin(base, "../tong-ket/") == f"{expected}/su-kien/2024/tong-ket/"


def test_ids_do_not_change():
    """A changed id would show every reader every old entry as new."""
    assert stable_id("su-kien/2024/ky-ket") == "urn:uuid:fd3ca8ac-d700-5d13-86fb-88462be600b0"


def test_ids_do_not_depend_on_where_the_site_is():
    here, there = (atom(FEED, [SIGNED], site_url=u) for u in ("https://a.example", None))
    ids = [[e.text for e in ET.fromstring(data).iter(f"{A}id")] for data in (here, there)]
    assert ids[0] == ids[1]


def test_same_entries_same_bytes_in_any_order():
    assert atom(FEED, [SIGNED, REVIEWED]) == atom(FEED, [REVIEWED, SIGNED])


def test_a_moment_without_a_zone_is_refused():
    naive = dataclasses.replace(SIGNED, updated=dt.datetime(2024, 4, 4))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        atom(FEED, [naive])


@given(st.text(max_size=200))
def test_any_text_makes_valid_xml(text):
    odd = dataclasses.replace(SIGNED, title=f"x{text}", html=text, categories=(("a", text),))
    assert problems(atom(FEED, [odd])) == []


@given(st.text("ạ <>&\"'\n\r\t=", max_size=20))
def test_an_attribute_is_read_as_it_was_given(label):
    odd = dataclasses.replace(SIGNED, categories=(("a", label),))
    found = ET.fromstring(atom(FEED, [odd])).find(f"{A}entry/{A}category")
    assert found is not None
    assert found.get("label") == label


# --- Events ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "published", "updated"),
    [
        ({"sources": ["2024-04-04T12:08"]}, "2024-04-04T05:08", "2024-04-04T05:08"),
        (
            {"sources": ["2024-04-04T12:08", "2025-11-04"]},
            "2024-04-04T05:08",
            "2025-11-03T17:00",
        ),
        ({"sources": []}, "2024-04-03T17:00", "2024-04-03T17:00"),
        ({"sources": ["2024-04-04"], "publish_on": "2024-05-01"}, *["2024-04-30T17:00"] * 2),
    ],
)
def test_events_are_published_and_updated_as_their_sources_say(keys, published, updated):
    sources = [{"title": "Không ngày"}]
    sources += [{"title": "Nguồn", "published": day} for day in keys["sources"]]
    made = Event.model_validate(
        {
            "title": "Ký kết",
            "date": "2024-04-04",
            "kinds": ["khac"],
            "audience": "public",
            "status": "published",
            "summary": "Tóm tắt.",
            **keys,
            "sources": sources,
        }
    )
    event = EventEntry(made, "x.md", slug="ky-ket", folder="", body=Body("", 1))
    entry = event_entry(event, html="<p>…</p>")
    assert (entry.published, entry.updated) == (moment(published), moment(updated))
    assert (entry.id, entry.address) == ("su-kien/2024/ky-ket", "/su-kien/2024/ky-ket/")

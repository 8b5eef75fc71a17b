"""Looking at each line once finds what looking at every form of the whole text finds."""

from __future__ import annotations

import os
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from thidua.audit.decoded_text import decode_texts
from thidua.audit.leak_matcher import LeakMatcher, _search_words, folded, words
from thidua.audit.leak_search import LeakSearch
from thidua.audit.visibility_index import Secret
from thidua.campaign.hidden_addresses import HiddenAddresses

TEXTS = int(os.environ.get("THIDUA_TEXTS", "200"))
SECRETS = (
    Secret("Phiên họp kín bàn nhân sự của cụm", "content/a.md", 3, "title"),
    Secret("quyhoachcanbo", "content/b.md", 5, "summary"),
    Secret("Đồng chí Trần Thị Khuyết", "content/b.md", 9, "officials.0.name"),
)
HIDDEN = HiddenAddresses(
    pages=frozenset({"/su-kien/2024/hop-kin/"}),
    ids=frozenset({"vd-kin-2"}),
    words=frozenset({"hop-kin"}),
)
PIECES = st.sampled_from(
    [
        *["Phiên", "họp", "kín", "bàn", "nhân", "sự", "của", "cụm", "Đồng", "chí", "Trần", "Thị", "Khuyết"],
        "Phiên họp kín bàn nhân sự", "quyhoachcanbo", "quyhoach", "canbo", "xquyhoachcanbox", "QUY HOẠCH",
        "/su-kien/2024/", "hop-kin", "hop", "-", "kin", "vd-kin-2", "vd", "cum/", "?cum=",
        "\n", "\n", "\r\n ", " ", " ", "\t", "<", ">", "<b>", "</b>", "<a\nhref=x>", "<b\n", "<!--", "-->", "a <b", '"', "'",
        "&#104;", "&nbsp;", "&amp;", "%20", "%2F", "%C3%B4", "\\u0068", "\\", "\\n", "&lt;b", "&gt;", "\u0301", "\u00ad", "–", "_", "/",
        "UGhpw6puIGjhu41wIGvDrW4gYsOgbiBuaMOibiBz4buxIGPhu6dh", "BEGIN:VEVENT\n", "…",
    ]
)  # fmt: skip


def by_forms(name: str, data: bytes) -> tuple[set[str], set[tuple[str, int, str]]]:
    """Addresses and places found by going through each form of each text word by word."""
    needles = [(wanted, secret) for secret in SECRETS for wanted in _search_words(words(secret.text))]  # fmt: skip
    addresses: set[str] = set()
    places: set[tuple[str, int, str]] = set()
    for _, text in decode_texts(name, data):
        flat = folded(text)
        found = re.findall(r"[^\W_]+", flat)
        addresses |= HIDDEN.found_in(text)
        for wanted, secret in needles:
            windows = zip(*(found[n:] for n in range(len(wanted))), strict=False)
            is_inside = len(wanted) == 1 and len(wanted[0]) > 8 and wanted[0] in flat
            if is_inside or wanted in windows:
                places.add((secret.path, secret.line, secret.field))
    return addresses, places


def by_lines(search: LeakSearch, name: str, data: bytes) -> tuple[set[str], set[tuple[str, int, str]]]:  # fmt: skip
    found = list(search.found_in(name, data))
    return (
        {address for one in found for address in one.addresses},
        {place for one in found for place in one.secrets},
    )


SEARCH = LeakSearch(LeakMatcher(SECRETS), HIDDEN)
"""One for all texts: what is remembered of one must be right for the next."""


@settings(max_examples=TEXTS, deadline=None, suppress_health_check=list(HealthCheck))
@example("/su-kien/2024/hop-kin--><!--su-kien/2024/hop-kin")
@given(st.lists(PIECES, min_size=2, max_size=24).map("".join))
def test_lines_tell_what_the_whole_text_tells(text: str) -> None:
    data = text.encode()
    assert by_lines(SEARCH, "a.html", data) == by_forms("a.html", data)


def test_a_name_that_the_fold_of_a_calendar_cuts_is_none() -> None:
    calendar = "BEGIN:VCALENDAR\r\nURL:https://vi.du/su-kien/2024/hop-{}\r\nEND:VCALENDAR\r\n"
    assert by_lines(SEARCH, "a.ics", calendar.format("kin\r\n g/").encode()) == (set(), set())
    assert by_lines(SEARCH, "a.ics", calendar.format("k\r\n in/").encode()) == (
        {"su-kien/2024/hop-kin", "hop-kin"},
        set(),
    )
    # In a page that only speaks of calendars, a line end parts words.
    page = "<p>BEGIN:VCALENDAR là hop-kin\n g".encode()
    assert by_lines(SEARCH, "a.html", page) == ({"hop-kin"}, set())


def test_a_tag_over_many_lines_hides_nothing_and_costs_no_square() -> None:
    lines = "x<b\n>" * 30_000
    data = f"<p>Phiên họp<b\nclass='a'\ntitle='b'> kín bàn</b> nhân sự của cụm {lines}".encode()
    assert by_lines(SEARCH, "a.html", data) == (set(), {("content/a.md", 3, "title")})


def test_what_is_looked_for_has_a_digest() -> None:
    """It tells every change of what is looked for, and of where that stands; and nothing else."""
    first = LeakSearch(LeakMatcher(SECRETS), HIDDEN).digest
    assert LeakSearch(LeakMatcher(reversed(SECRETS)), HIDDEN).digest == first
    moved = [*SECRETS[:2], Secret(SECRETS[2].text, "content/b.md", 10, "officials.0.name")]
    added = [*SECRETS, Secret("Đồng chí Lê Thị Ẩn", "content/c.md", 1, "title")]
    others = [
        LeakSearch(LeakMatcher(secrets), HIDDEN).digest for secrets in (SECRETS[:2], moved, added)
    ]
    for pages, ids, names in (
        ({"/su-kien/2024/hop-kin-2/"}, {"vd-kin-2"}, {"hop-kin"}),
        ({"/su-kien/2024/hop-kin/"}, {"vd-kin-3"}, {"hop-kin"}),
        ({"/su-kien/2024/hop-kin/"}, {"vd-kin-2"}, {"hop-kin-2"}),
    ):
        hidden = HiddenAddresses(frozenset(pages), frozenset(ids), frozenset(names))
        others.append(LeakSearch(LeakMatcher(SECRETS), hidden).digest)
    assert len({first, *others}) == 7
    # More that is public changes nothing, unless it is the very name.
    known = HiddenAddresses(HIDDEN.pages, HIDDEN.ids, HIDDEN.words, frozenset({"hop-mo"}))
    assert LeakSearch(LeakMatcher(SECRETS), known).digest == first

"""Who was in a cluster on a day, who came and who left: tables."""

from __future__ import annotations

import datetime as dt

import pytest

from thidua.campaign.membership_changes import (
    MemberMoves,
    Replacement,
    member_moves,
    membership_changes,
)
from thidua.campaign.site import RecordEntry, Site, TermKey
from thidua.campaign.terms import composition_on
from thidua.campaign.units import lifetime
from thidua.dates import PartialDate, Span, single, years_of
from thidua.reading.records import Unit
from thidua.views.shared.marks import marks_of
from thidua.views.shared.page import Context
from thidua.views.shared.units import membership_words
from timelines import rich_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return rich_site(tmp_path_factory.mktemp("rich"))


@pytest.mark.parametrize(
    ("cluster", "day", "expect"),
    [
        # A calendar year, its first and last day, and the days beside it
        ("nam", "2018-12-31", None),
        ("nam", "2019-01-01", "2019: ca-mai ca-lan"),
        ("nam", "2019-12-31", "2019: ca-mai ca-lan"),
        ("nam", "2020-01-01", "2020: ca-mai ca-lan ca-cuc, lead ca-mai, deputy ca-lan"),
        ("nam", "2020-02-29", "2020: ca-mai ca-lan ca-cuc, lead ca-mai, deputy ca-lan"),
        # Half years: the merger of 1 July
        ("nam", "2021-06-30", "2021-1: ca-mai ca-lan ca-cuc, lead ca-lan"),
        ("nam", "2021-07-01", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        # A member from a month on to a day
        ("nam", "2021-08-31", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        ("nam", "2021-09-01", "2021-2: ca-mai ca-lan-cuc ca-truc, lead ca-lan-cuc"),
        ("nam", "2021-10-15", "2021-2: ca-mai ca-lan-cuc ca-truc, lead ca-lan-cuc"),
        ("nam", "2021-10-16", "2021-2: ca-mai ca-lan-cuc, lead ca-lan-cuc"),
        ("nam", "2022-01-01", None),
        # School years, known to the month
        ("truong", "2019-08-31", None),
        ("truong", "2019-09-01", "2019-2020: truong-a truong-b, lead truong-b"),
        ("truong", "2020-08-31", "2019-2020: truong-a truong-b, lead truong-b"),
        ("truong", "2020-09-01", "2020-2021: truong-a truong-b, lead truong-a"),
        ("truong", "2021-08-31", "2020-2021: truong-a truong-b, lead truong-a"),
        ("truong", "2021-09-01", None),
        # Several years, known to the year; then a term without an end
        ("doan", "2017-01-01", "2017-2022: ca-mai ca-truc"),
        ("doan", "2022-12-31", "2017-2022: ca-mai ca-truc"),
        ("doan", "2023-12-31", "2023: ca-mai ca-truc"),
        ("doan", "2024-01-01", "2023: ca-mai"),
        ("doan", "2090-01-01", "2023: ca-mai"),
    ],
)
def test_who_was_in_the_cluster(site: Site, cluster: str, day: str, expect: str | None) -> None:
    found = composition_on(site, cluster, dt.date.fromisoformat(day))
    if found is None:
        assert expect is None
        return
    words = f"{found.key.term}: {' '.join(found.members)}"
    words += f", lead {found.lead}" if found.lead else ""
    words += f", deputy {found.deputy}" if found.deputy else ""
    assert words == expect


@pytest.mark.parametrize(
    ("key", "expect"),
    [
        ("2019", []),
        ("2020", [("2020", ["ca-cuc"], [])]),
        ("2021-1", []),
        ("2021-2", [("2021-07-01", ["ca-lan-cuc"], ["ca-lan", "ca-cuc"]), ("2021-09", ["ca-truc"], []), ("2021-10-16", [], ["ca-truc"])]),
    ],
)  # fmt: skip
def test_who_came_and_who_left(
    site: Site, key: str, expect: list[tuple[str, list[str], list[str]]]
) -> None:
    one = TermKey("nam", key)
    assert [
        (str(change.moment.span), [*change.came], [*change.gone])
        for change in membership_changes(site.term(one), site.terms_before(one))
    ] == expect


@pytest.mark.parametrize(
    ("came", "gone", "expect"),
    [
        # Two members merged, under the name of one of them: no name both joins and leaves
        ("ca-lan-cuc", "ca-lan ca-cuc", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Lan (đến 30/6/2021) và Công an tỉnh Cúc"),
        # Only one of the merged units was a member
        ("ca-lan-cuc", "ca-cuc", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Cúc"),
        # The successor went to another cluster: its predecessor did not leave this one, it ended
        ("", "ca-cuc ca-mai", "Rời cụm: Công an tỉnh Mai. Kết thúc khi sắp xếp lại: Công an tỉnh Cúc"),
        # All three at one moment, each unit told once
        ("ca-truc ca-lan-cuc", "ca-mai ca-lan", "Công an tỉnh Lan (từ 01/7/2021) kế thừa Công an tỉnh Lan (đến 30/6/2021). Vào cụm: Công an tỉnh Trúc. Rời cụm: Công an tỉnh Mai"),
        # Renamed, and one that merely takes a free place
        ("cuc-moi", "cuc-cu", "Cục Mới kế thừa Cục Cũ"),
        ("ca-truc", "ca-mai", "Vào cụm: Công an tỉnh Trúc. Rời cụm: Công an tỉnh Mai"),
    ],
)  # fmt: skip
def test_a_successor_takes_the_place_of_its_predecessors(
    site: Site, came: str, gone: str, expect: str
) -> None:
    words = membership_words(Context(site=site), came.split(), gone.split(), single("2021-07-01"))
    assert words.replace("\N{NO-BREAK SPACE}", " ") == expect


def test_a_divided_unit_is_replaced_by_all_its_successors() -> None:
    units = {
        u: RecordEntry(Unit(id=u, name=u, predecessors=p), "")
        for u, p in {"cu": [], "mot": ["cu"], "hai": ["cu"]}.items()
    }
    moves = member_moves(Site(units=units), ["hai", "mot"], ["cu"])
    assert moves == MemberMoves((Replacement(("hai", "mot"), ("cu",)),), (), ())


@pytest.mark.parametrize(
    ("unit", "expect"),
    [("ca-lan", "0001/2021-06-30"), ("ca-lan-cuc", "2021-07-01/.."), ("ca-mai", "0001/.."), ("cuc-cu", "0001/2020-02-29")],
)  # fmt: skip
def test_a_unit_ends_before_its_successor_begins(site: Site, unit: str, expect: str) -> None:
    """Also one whose own end nobody wrote down (``cuc-cu``)."""
    assert str(lifetime(site, unit)) == expect


@pytest.mark.parametrize(
    ("spans", "expect"),
    [
        ([(2015, 2015)], "2015"),
        ([(2015, 2015), (2016, 2018)], "2015–2018"),
        ([(2018, 2020), (2015, 2015)], "2015, 2018–2020"),
        ([(2015, 2019), (2016, 2017)], "2015–2019"),
        ([(2015, 2016), (2017, None)], "2015–nay"),
        ([], ""),
    ],
)
def test_years(spans: list[tuple[int, int | None]], expect: str) -> None:
    assert (
        years_of((Span(PartialDate(a), PartialDate(b) if b else None) for a, b in spans), "vi")
        == expect
    )


@pytest.mark.parametrize(
    ("kinds", "expect"),
    [
        (("ky-giao-uoc",), ("signing",)),
        (("phat-dong", "ky-giao-uoc"), ("signing",)),
        (("phat-dong",), ("event",)),
        (("tong-ket", "ky-giao-uoc"), ("signing", "review")),
        (("tong-ket", "khen-thuong"), ("review", "award")),
        (("tong-ket", "hoi-thao"), ("review", "event")),
        (("hoi-thao",), ("event",)),
    ],
)
def test_an_event_counts_as_all_it_was(kinds: tuple[str, ...], expect: tuple[str, ...]) -> None:
    assert marks_of(kinds) == expect  # type: ignore[arg-type]

"""Awards of a term and its cycle: which year they are for, where they are told of, and what is a prize."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import checked, event
from thidua.campaign.cycle import awards_for, awards_given_in, is_prize, prizes_of, step_events
from thidua.campaign.site import TermKey
from thidua.reading.records import Award
from thidua.reading.sector import Sector
from thidua.views.clusters.terms import term_page
from thidua.views.events import event_page
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site

Y2024, Y2025 = TermKey("nam", "2024"), TermKey("nam", "2025")


def site_with(folder: Path, date: str, kinds: str, award: str) -> Site:
    awards = f"awards: [{{title: Cờ thi đua, to: ca-truc, {award}}}]\n"
    found = checked(folder, dict([event(1, date, kinds, "nam", awards)]))
    assert [item.code for item in found.report] == []
    return found.site


@pytest.mark.parametrize(
    ("date", "kinds", "award", "for_2024", "told_in_2025", "step_2024"),
    [
        # Given at the review of its own year, or in the year after
        ("2024-11-20", "tong-ket", "for_year: 2024, status: trao", True, False, True),
        ("2025-03-10", "gap-mat", "for_year: 2024, status: trao", True, True, True),
        # The press tells of it, and nobody of a decision
        ("2025-03-10", "gap-mat", "for_year: 2024, status: theo-bao", True, True, True),
        # Only proposed: an award of the term, but no commendation yet
        ("2024-11-20", "tong-ket", "for_year: 2024, status: de-nghi", True, False, False),
        # No year is told: that of the meeting
        ("2024-11-20", "tong-ket", "status: quyet-dinh", True, False, True),
        # A prize is none of it
        ("2024-08-20", "hoi-thao", "status: trao, kind: giai", False, False, False),
    ],
)  # fmt: skip
def test_the_cycle_and_the_awards_of_a_term_agree(
    tmp_path: Path,
    date: str,
    kinds: str,
    award: str,
    for_2024: bool,
    told_in_2025: bool,
    step_2024: bool,
) -> None:
    site = site_with(tmp_path, date, kinds, award)
    assert bool(list(awards_for(site, Y2024))) is for_2024
    assert bool(list(awards_given_in(site, Y2025))) is told_in_2025
    assert bool(step_events(site, Y2024, "khen-thuong")) is step_2024
    assert not list(awards_for(site, Y2025))
    assert not step_events(site, Y2025, "khen-thuong")


def award(title: str, kind: str | None = None) -> Award:
    row = {"title": title, "to": "Đội Mẫu", "status": "trao"}
    return Award.model_validate(row if kind is None else {**row, "kind": kind})


@pytest.mark.parametrize(
    ("title", "kind", "expect"),
    [
        ("Giải Nhất toàn đoàn", None, True),
        ("giải nhì môn bóng đá", None, True),
        ("Cúp vô địch", None, True),
        ("Huy chương Vàng nội dung cá nhân", None, True),
        ("Nhất toàn đoàn", None, True),
        # The State's own prizes and medals are commendations
        ("Giải thưởng Hồ Chí Minh", None, False),
        ("Huy chương Vì an ninh Tổ quốc", None, False),
        ("Huân chương Chiến công hạng Nhất", None, False),
        ("Bằng khen", None, False),
        # What an editor wrote counts
        ("Bằng khen của Ban tổ chức hội thi", "giai", True),
        ("Giải Nhất", "khen-thuong", False),
    ],
)
def test_prizes(title: str, kind: str | None, expect: bool) -> None:
    assert is_prize(award(title, kind), Sector()) is expect


def test_prizes_stand_apart_on_every_page(tmp_path: Path) -> None:
    both = (
        "awards:\n"
        "  - {title: Giải Nhất, to: [ca-truc, Đội bóng Mẫu], status: trao}\n"
        "  - {title: Bằng khen, to: ca-truc, status: trao}\n"
        "  - {title: Giấy khen, to: ca-truc, status: theo-bao}\n"
        "  - {title: Cờ thi đua, to: ca-truc, status: trao, decision: Quyết định số 1/QĐ-VD}\n"
    )
    found = checked(tmp_path, dict([event(1, "2024-08-20", "hoi-thao", "nam", both)]))
    assert [item.code for item in found.report] == []
    page = event_page(Context(site=found.site), found.site.events[0])
    assert [(a.title, a.status_label, a.decision) for a in page.awards] == [
        ("Bằng khen", "Đã trao", "Nguồn không nêu số quyết định"),
        ("Giấy khen", "Theo báo chí, chưa rõ quyết định", ""),
        ("Cờ thi đua", "Đã trao", "Quyết định số\u00a01/QĐ-VD"),
    ]
    (prize,) = page.prizes
    assert (prize.title, prize.status_label, prize.decision) == ("Giải Nhất", "", "")
    assert [(to.title, to.address) for to in prize.to] == [
        ("Công an tỉnh Trúc", "/don-vi/ca-truc/"),
        ("Đội bóng Mẫu", None),
    ]
    assert [a.title for _, a in prizes_of(found.site, Y2024)] == ["Giải Nhất"]


@pytest.mark.parametrize(
    ("count", "shown", "more"),
    [
        (30, 30, []),
        (31, 30, [("và 1 mục khen thưởng nữa", "/khen-thuong/")]),
    ],
)
def test_a_term_lists_no_more_awards_than_fit(
    tmp_path: Path, count: int, shown: int, more: list[tuple[str, str]]
) -> None:
    given = "awards:\n" + "  - {title: Bằng khen, to: ca-truc, status: trao}\n" * count
    site = checked(tmp_path, dict([event(1, "2024-11-20", "tong-ket", "nam", given)])).site
    listed = term_page(Context(site=site), Y2024).awards
    assert len(listed.awards) == shown
    assert [(link.title, link.address) for link in listed.more] == more

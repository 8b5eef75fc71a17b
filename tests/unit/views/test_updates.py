"""What changed last: the newest source or correction of any record that has a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapes import LOCAL, checked, cluster, event
from thidua.views import updates
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from pathlib import Path

CLUSTER = cluster("hai", LOCAL, 'term: "2024", from: 2024-01-01, members: [ca-truc, ca-mai]')


def rows(tmp_path: Path, *events: tuple[str, str]) -> list[tuple[str, str, str]]:
    site = checked(tmp_path, dict([CLUSTER, *events])).site
    (page,) = updates.pages(Context(site))
    assert isinstance(page, updates.UpdatesPage)
    return [
        (u.date.iso, u.kind, u.correction.replace("\N{NO-BREAK SPACE}", " ")) for u in page.updates
    ]


def test_the_newest_change_of_any_record_comes_first(tmp_path: Path) -> None:
    known = len(rows(tmp_path / "known"))
    assert known < 60
    early = event(1, "2024-03-14", "ky-giao-uoc", "hai", "revised: 2031-03-01\n")
    late = event(
        2, "2024-05-14", "so-ket", "hai", 'revised: {date: "2031-03-02T23:30", note: đúng là 21}\n'
    )
    undated = event(3, "2024-06-14", "kiem-tra", "hai")
    assert rows(tmp_path / "more", early, late, undated)[:2] == [
        ("2031-03-02", "Sự kiện", "Đính chính ngày 02 tháng 3 năm 2031: đúng là 21"),
        ("2031-03-01", "Sự kiện", ""),
    ]
    assert len(rows(tmp_path / "again", early, late, undated)) == known + 2


def test_so_many_and_no_more(tmp_path: Path) -> None:
    many = [
        event(
            n, f"2024-03-{n % 28 + 1:02d}", "gap-mat", "hai", f"revised: 2031-01-{n % 28 + 1:02d}\n"
        )
        for n in range(1, 70)
    ]
    assert len(rows(tmp_path, *many)) == 60

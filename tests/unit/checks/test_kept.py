"""What is kept of checks changes with everything it was made from."""

from __future__ import annotations

import datetime as dt
import gc
from typing import TYPE_CHECKING

import pytest

from support import BASE, EVENT, write_tree
from thidua.checks import run
from thidua.checks.run import check_content
from thidua.store.database import Objects, Store

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Report

HIDDEN = "events/2024/2024-05-20-hop-kin-bat-thuong.md"
OTHER = EVENT.replace("ký giao ước năm 2024", "họp").replace("2024-03-14", "2024-05-20")
NAMES_IT = EVENT.replace("giao ước.\n", "giao ước, xem hop-kin-bat-thuong.\n")
NAMES_A_UNIT = EVENT.replace("giao ước.\n", "giao ước, xem /don-vi/ca-vi-du-9/.\n")
UNIT = "- id: ca-vi-du-9\n  name: Công an tỉnh Ví Dụ 9\n  kind: cong-an-tinh\n"
AWARD = EVENT.replace(
    "sources:", "awards: [{title: Khen xem hop-kin-bat-thuong, to: [ca-vi-du-9], status: trao}]\nsources:"
)  # fmt: skip
FILE = "events/2024/2024-03-14-ky-giao-uoc.md"

STEPS: tuple[dict[str, str], ...] = (
    {HIDDEN: OTHER, FILE: NAMES_IT},
    {HIDDEN: OTHER.replace("published", "draft"), FILE: NAMES_IT},
    {HIDDEN: OTHER.replace("audience: public", "audience: internal"), FILE: NAMES_IT},
    {HIDDEN: OTHER.replace("status: published", "status: published\npublish_on: 2024-06-01"), FILE: NAMES_IT},
    {HIDDEN: OTHER.replace("status: published", "status: published\npublish_on: 2024-04-01"), FILE: NAMES_IT},
    {FILE: NAMES_IT},
    {FILE: NAMES_A_UNIT, "units.yml": BASE["units.yml"] + UNIT},
    {FILE: NAMES_A_UNIT, "units.yml": BASE["units.yml"] + UNIT + "  audience: internal\n"},
    {FILE: AWARD, HIDDEN: OTHER.replace("published", "draft"), "units.yml": BASE["units.yml"] + UNIT},
    {FILE: AWARD, HIDDEN: OTHER.replace("published", "draft"),
     "units.yml": BASE["units.yml"] + UNIT + "  audience: internal\n"},
)  # fmt: skip


def codes(report: Report) -> list[str]:
    return [f"{item.path}:{item.line}:{item.column} {item.code}" for item in report]


def test_findings_that_are_kept_are_those_of_a_check_that_begins_with_nothing(
    tmp_path: Path,
) -> None:
    objects: Objects = {}
    day = dt.date(2024, 5, 25)
    seen = set()
    for number, step in enumerate((*STEPS, STEPS[0], STEPS[6])):
        folder = write_tree(tmp_path / str(number) / "content", {**BASE, **step})
        told = codes(check_content(folder, today=day).report)
        with Store(tmp_path / "content.db") as store:
            assert codes(check_content(folder, today=day, store=store).report) == told, step
        with Store(None, objects) as store:
            assert codes(check_content(folder, today=day, store=store).report) == told, step
        seen.add(tuple(code for code in told if code.endswith("E416")))
    assert len(seen) >= 4, "the steps must differ in what they tell"


def test_hand_written_pages_are_read_again_when_something_else_is_hidden(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "gioi-thieu.md"
    page.parent.mkdir()
    page.write_text("Xem /su-kien/2024/hop-kin-bat-thuong/.\n", "utf-8")
    pages = {"/gioi-thieu/": page}
    told = []
    for text in (OTHER, OTHER.replace("published", "draft"), OTHER):
        folder = write_tree(tmp_path / "content", {**BASE, HIDDEN: text})
        with Store(tmp_path / "content.db") as store:
            report = check_content(folder, tmp_path, pages, dt.date(2024, 5, 25), store).report
        told.append([line for line in codes(report) if line.startswith("docs")])
    assert told == [[], ["docs/gioi-thieu.md:1:6 E416"], []]


def test_the_collector_runs_again_after_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_tree(tmp_path / "content", BASE)
    states = []
    monkeypatch.setattr(run, "link", lambda library: states.append(gc.isenabled()) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        check_content(folder)
    assert states == [False]
    assert gc.isenabled()

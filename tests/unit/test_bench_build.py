"""The benchmark of builds: what it measures, what it reckons, and one run of its own at the smallest size."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from bench.bench_build import EDITS, REFERENCE, Cost, edit, exponent, growth, main, spend, table
from bench.made_site import Size, event, make_content, make_project, plain_pages
from support import contents
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from pathlib import Path

SIZE = Size(events=6, clusters=2, terms=2, photos=5, documents=2)


@pytest.mark.parametrize(
    ("costs", "power"),
    [
        ([15.0, 20.0, 30.0], 1.0),
        ([0.25, 1.0, 4.0], 2.0),
        ([100.25, 101.0, 104.0], 2.0),
        ([1.0, 2.0, 2.5], 0.05),  # less than any power it looks for
        ([1.0, 2.0, 1.5], None),
        ([2.0, 2.0, 3.0], None),
    ],
)
def test_an_exponent_is_that_of_what_is_added(costs: list[float], power: float | None) -> None:
    assert exponent([500, 1000, 2000], costs) == power


def test_an_exponent_needs_three_sizes() -> None:
    assert exponent([500, 1000], [1.0, 2.0]) is None
    assert exponent([100, 400, 500], [1.0, 4.0, 5.0]) == 1.0


def test_what_a_tree_of_processes_takes_is_told(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.5: pass"
    held = "b = bytearray(150_000_000); import time; time.sleep(1)"
    program = (
        "import subprocess, sys\n"
        f"one, other = (subprocess.Popen([sys.executable, '-S', '-c', {held!r}]) for _ in range(2))\n"
        f"subprocess.run([sys.executable, '-S', '-c', {busy!r}])\n"
        "one.wait(), other.wait()"
    )
    cost = spend([sys.executable, "-S", "-c", program], tmp_path)
    assert cost.cpu >= 0.5
    assert cost.wall >= 1
    # Both at once, which the most of any one process would not tell. Without `site`, which may bring in a measure of coverage.
    assert 300_000_000 < cost.memory < 500_000_000


def test_a_command_that_fails_ends_the_run_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="không dựng được"):
        spend([sys.executable, "-c", "raise SystemExit('không dựng được')"], tmp_path)


def test_made_publications_are_the_same_bytes_and_have_no_findings(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_content(tmp_path / name / "content", SIZE)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    checked = check_content(tmp_path / "one" / "content", tmp_path / "one")
    assert [item.code for item in checked.report] == []
    assert len(checked.site.events) == 6
    assert sum(len(one.record.photos) for one in checked.site.events) == 5


def test_fewer_events_are_the_first_of_more() -> None:
    assert event(3, SIZE) == event(3, Size(events=60, clusters=2, terms=2, photos=5))


def test_others_get_every_event_pledge_and_document() -> None:
    paths = [path for path, _ in plain_pages(SIZE)]
    assert len(set(paths)) == 6 + 2 * 2 + 3
    assert sorted({path.partition("/")[0] for path in paths}) == [
        "giao-uoc",
        "huong-dan",
        "su-kien",
    ]


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_one_line(tmp_path: Path, name: str) -> None:
    make_project(tmp_path, Size(events=1, clusters=1, terms=1))
    (path,) = (tmp_path / "content" / "events").rglob("*.md")
    before = path.read_text("utf-8").splitlines()
    edit(path, name)
    after = path.read_text("utf-8").splitlines()
    assert [one != other for one, other in zip(before, after, strict=True)].count(True) == 1


def cost(cpu: float, pages: int = 20) -> Cost:
    return Cost(
        cpu=cpu,
        wall=cpu / 2,
        memory=100_000_000,
        files=pages * 3 // 2,
        pages=pages,
        size=1_500_000,
    )


def test_costs_are_told_as_ratios() -> None:
    told = table(
        {
            "ours, cold": cost(6, 40),
            "ours, unchanged": cost(1.5, 40),
            "ours, serve": cost(0.5, 0),
            REFERENCE: cost(4),
        }
    )
    assert told.splitlines()[2:] == [
        "| ours, cold | 6.00 | 1.50 | 1.00 | 0.75 | 3.00 | 100 | 40 | 60 | 1.5 |",
        "| ours, unchanged | 1.50 | 0.38 | 0.25 | 0.19 | 0.75 | 100 | 40 | 60 | 1.5 |",
        "| ours, serve | 0.50 | 0.12 | 0.08 | – | 0.25 | 100 | – | – | – |",
        "| plain Material | 4.00 | 1.00 | – | 1.00 | 2.00 | 100 | 20 | 30 | 1.5 |",
    ]
    costs = {"200": {"a": cost(20)}, "50": {"a": cost(5)}, "100": {"a": cost(10)}}
    assert growth({**costs, "real": {"b": cost(9)}}) == {
        "a": {"exponent": 1.0, "ms_an_event": 100.0}
    }
    assert growth({"10": {"a": cost(1)}}) == {"a": {"exponent": None, "ms_an_event": None}}
    assert growth({"real": {"b": cost(9)}}) == {}


def test_a_run_tells_what_rebuilds_of_ours_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole command, but for the others: `serve` builds once and again after each edit, in a process of its own."""
    target = tmp_path / "found.json"
    argv = ["--events", "2", "--clusters", "1", "--terms", "1", "--rounds", "1"]
    argv += ["--only", "ours, serve", "--json", str(target)]
    monkeypatch.setattr(sys, "argv", ["bench_build", *argv])
    main()
    found = json.loads(target.read_text("utf-8"))
    names = ["ours, serve, a sentence edited", "ours, serve, a title edited"]
    assert list(found["sizes"]["2"]) == names
    for one in found["sizes"]["2"].values():
        assert one["cpu"] > 0
        assert one["memory"] > 50_000_000
    assert found["growth"] == {name: {"exponent": None, "ms_an_event": None} for name in names}
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in told[5:7]] == [f"| {name}" for name in names]

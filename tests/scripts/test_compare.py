"""The browser's comparison of two pledges is that of the build, of `thidua compare` and of the pages: the same rows, words and marks.

Both are asked for every pair of the invented and the real pledges, for the golden comparisons, and for generated texts.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import os
import random
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.test_scripts import node
from support import FIXTURE_SITE, ROOT
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.cli import main
from thidua.outputs.scripts import without_comments
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.reading.fields import COMPARATORS
from thidua.reading.records import Target
from thidua.views.pledges import browser_data, comparisons
from thidua.views.pledges.comparison_rows import ComparisonRows, demands, signs_used, tallies
from thidua.views.shared.page import Context
from unit.pledges.pledge_strategies import pairs
from unit.pledges.test_pledge_golden import CASES, wording

if TYPE_CHECKING:
    from thidua.campaign.site import PledgeEntry

HERE = Path(__file__).parent
EXAMPLES = int(os.environ.get("THIDUA_COMPARISONS", "12"))


def context(content: Path, audience: str, lang: str = "vi") -> Context:
    checked = check_content(content, content.parent)
    return Context(project(checked.site, audience, dt.date(2026, 1, 15)), audience, lang=lang)


PUBLIC = context(FIXTURE_SITE / "content", "public")


def in_browser(ctx: Context, found: list[tuple[Any, Any]], folder: Path) -> list[Any]:
    """What the scripts of the site make of pairs of data."""
    asked, answered = folder / "asked.json", folder / "answered.json"
    data = {"rules": browser_data.rules(), "words": browser_data.words(ctx), "pairs": found}
    asked.write_text(json.dumps(data), "utf-8")
    subprocess.run(
        [node(), str(HERE / "compare.mjs"), str(asked), str(answered)], check=True, timeout=300
    )
    return json.loads(answered.read_text("utf-8"))


def by_name(value: Any) -> Any:
    """A view as JSON has it, whatever its parts are made as: what has names of fields by these names."""
    if dataclasses.is_dataclass(value):
        return {f.name: by_name(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return by_name(value._asdict())
    if isinstance(value, dict):
        return {name: by_name(part) for name, part in value.items()}
    return [*map(by_name, value)] if isinstance(value, (list, tuple)) else value


def as_data(view: object) -> Any:
    """A view as the browser has it; a link of it has no basis."""
    data = json.loads(json.dumps(by_name(view)))
    for link in filter(None, (data["cluster"], data["old"]["pledge"], data["new"]["pledge"])):
        del link["basis"]
    return data


@pytest.mark.parametrize(
    ("content", "audience", "lang", "count"),
    [
        (FIXTURE_SITE / "content", "public", "vi", 12), (FIXTURE_SITE / "content", "internal", "en", 12), (ROOT / "content", "public", "vi", 6),
    ],
)  # fmt: skip
def test_every_pair_of_pledges(
    content: Path, audience: str, lang: str, count: int, tmp_path: Path
) -> None:
    ctx = context(content, audience, lang)
    both = list(itertools.permutations(ctx.site.pledges.values(), 2))
    assert len(both) == count
    data = {e.key: browser_data.pledge_data(ctx, e) for e in ctx.site.pledges.values()}
    answers = in_browser(ctx, [(data[a.key], data[b.key]) for a, b in both], tmp_path)
    for (one, other), answer in zip(both, answers, strict=True):
        assert answer == as_data(comparisons.comparison_view(ctx, one, other)), (one.key, other.key)


@pytest.mark.parametrize(
    ("one", "other"), [("vd-1@2023", "vd-1@2025"), ("vd-1@2024", "vd-1@2025"), ("vd-1@2024", "vd-3@2024")]
)  # fmt: skip
def test_it_says_what_the_command_says(one: str, other: str, tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["-f", str(FIXTURE_SITE / "mkdocs.yml"), "compare", one, other, "--format", "json"])  # fmt: skip
    by_key = {str(key): browser_data.pledge_data(PUBLIC, e) for key, e in PUBLIC.site.pledges.items()}  # fmt: skip
    (view,) = in_browser(PUBLIC, [(by_key[one], by_key[other])], tmp_path)
    command = json.loads(told.stdout)
    assert {key: view[key] for key in ("tally", "harder", "easier")} == {
        key: command[key] for key in ("tally", "harder", "easier")
    }
    assert (view["caution"] or None) == command["caution"]
    rows = [row for group in view["groups"] for row in group["rows"]]
    across = one.partition("@")[0] != other.partition("@")[0]
    labels = browser_data.words(PUBLIC)["differ" if across else "change"]
    seen = [change for change in command["changes"] if change["seen"] and change["kind"] in labels]
    of_signatories = [c for c in seen if across and c["kind"].startswith("signatory")]
    assert {label for row in rows for label in row["labels"]} - {"Giữ nguyên", "Giống nhau"} == {
        labels[change["kind"]] for change in seen if change not in of_signatories
    }


def test_every_word_and_table_asked_for_is_given() -> None:
    script = (ROOT / "overrides/assets/javascripts/td-compare.js").read_text("utf-8")
    for name, known in (
        ("words", browser_data.words(PUBLIC)),
        ("rules", browser_data.rules()),
    ):
        assert set(re.findall(rf"\b{name}\.(\w+)", script)) == set(known)


def test_the_scripts_are_small() -> None:
    """As they are published, all three of the page."""
    scripts = sorted((ROOT / "overrides/assets/javascripts").glob("td-compare*.js"))
    assert len(scripts) == 3
    assert sum(len(without_comments(s.read_text("utf-8")).encode()) for s in scripts) < 30 * 1024


# --- Texts alone -----------------------------------------------------------------------------


def texts_data(ctx: Context, old: PledgeText, new: PledgeText, *, across: bool) -> tuple[Any, Any]:
    """The data of two pledges that have the head of a real one and the texts given."""
    entry: PledgeEntry = next(iter(ctx.site.pledges.values()))
    head = browser_data.pledge_data(ctx, entry)
    other = {**head, "cluster": "khac", "name": "Cụm Khác"} if across else head
    return (
        {**head, **browser_data.text_data(ctx, old.normalised())},
        {**other, **browser_data.text_data(ctx, new.normalised())},
    )


def expected(ctx: Context, old: PledgeText, new: PledgeText, *, across: bool) -> Any:
    found = compare(old, new)
    shown = ComparisonRows(ctx, found, cross_cluster=across).groups()
    parts = {
        "tally": tallies(shown),
        "harder": demands(shown, "stricter"),
        "easier": demands(shown, "looser"),
        "signs": signs_used(ctx, shown, cross_cluster=across),
        "groups": shown,
    }
    return json.loads(json.dumps(by_name(parts)))


def agree(ctx: Context, both: list[tuple[PledgeText, PledgeText]], folder: Path) -> None:
    """Both sides give the same for every pair, as two terms of a cluster and as two clusters."""
    for across in (False, True):
        answers = in_browser(ctx, [texts_data(ctx, *pair, across=across) for pair in both], folder)
        for pair, answer in zip(both, answers, strict=True):
            mine = expected(ctx, *pair, across=across)
            assert {key: answer[key] for key in mine} == mine, pair


def test_golden_comparisons(tmp_path: Path) -> None:
    cases = [yaml.safe_load(path.read_text("utf-8")) for path in CASES]
    agree(PUBLIC, [(wording(case["old"]), wording(case["new"])) for case in cases], tmp_path)


VALUES = (
    "5", "05", "5,0", "5%", "5,50%", "5,5 %", "-5", "0", "0%", "trên 75,5%", "75,5%", "không quá 5 vụ", "ít nhất 5 vụ", "5 vụ trở lên", "5 vụ", "Vụ 5",
    "gần 5%", "khoảng 5%", "giảm 5%", "giảm ít nhất 10%", "tăng 5%", "giảm còn 94 vụ", "2 tỷ 500 triệu", "2.500.000.000", "1.750 lượt", "10/6/9",
    "100% ở mỗi đơn vị", "100% trong năm", "hằng quý", "Hằng  quý", "1 điểm %", "12345678901234567890123,5", "12345678901234567890123,6",
)  # fmt: skip
BASELINES = (None, "so với năm 2022", "so với năm 2023", "120 vụ (năm 2023)", "so với cùng kỳ")


def test_targets_of_every_kind(tmp_path: Path) -> None:
    """Values, comparators, units and baselines drawn against each other: what changed, whether more is asked, and how it is told."""
    chance = random.Random(2031)

    def targets(count: int) -> tuple[Target, ...]:
        return tuple(
            Target(
                id=f"ct-{n}",
                article=chance.choice(["mot", "hai"]),
                text=f"Chỉ tiêu {n}",
                comparator=chance.choice(list(COMPARATORS)),
                value=chance.choice(VALUES),
                unit=chance.choice([None, None, "%", "vụ", "Vụ"]),
                baseline=chance.choice(BASELINES),
                assigned_by=chance.choice([None, None, "Bộ Ví Dụ"]),
            )
            for n in range(count)
        )

    both = [(PledgeText(targets=targets(400)), PledgeText(targets=targets(400))) for _ in range(3)]
    agree(PUBLIC, both, tmp_path)
    kinds = {change.kind for pair in both for change in compare(*pair).changes}
    assert {"target-raised", "target-lowered", "target-value-changed", "target-unit-changed", "target-comparator-changed",
            "target-count-changed", "target-respelt", "target-transferred"} <= kinds  # fmt: skip
    shown = [ComparisonRows(PUBLIC, compare(*pair)).groups() for pair in both]
    for way in ("stricter", "looser"):
        assert any(demands(found, way) for found in shown)


@settings(max_examples=EXAMPLES, deadline=None)
@given(both=st.lists(pairs(), min_size=1, max_size=12))
def test_any_texts(
    both: list[tuple[PledgeText, PledgeText]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    agree(PUBLIC, both, tmp_path_factory.mktemp("pairs"))

"""Golden comparisons: each file of tests/golden/compare is two pledges as written and what changed.

``THIDUA_UPDATE=1 pytest tests/unit/pledges/test_pledge_golden.py`` writes the results anew; read the
difference like prose before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from thidua.pledges.changes import ChangeKind, apply
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.pledges.summary import change_lines, summary_sentence
from thidua.reading.body import read_body
from thidua.reading.front_matter import split
from thidua.reading.records import Pledge
from thidua.reading.strict_yaml import read_yaml
from thidua.reading.typed import to_record

GOLDEN = Path(__file__).parents[2] / "golden" / "compare"
CASES = sorted(GOLDEN.glob("*.yml"))
HEAD = '---\nterm: "2031"\ntitle: Giao ước mẫu\naudience: public\nsources: [{title: Nguồn mẫu}]\n'
MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def wording(text: str) -> PledgeText:
    """The wording of a pledge whose required head is left out for brevity."""
    parts, _ = split("x.md", HEAD + text)
    assert parts
    marked, found = read_yaml("x.md", parts.yaml, parts.yaml_line)
    typed = to_record(Pledge, marked, "x.md")
    assert not found
    assert typed.complete, typed.diagnostics
    body, found = read_body("x.md", parts.body, parts.body_line)
    assert not found
    return PledgeText.of(typed.record, body)


def outcome(case: dict[str, object]) -> dict[str, object]:
    comparison = compare(wording(case["old"]), wording(case["new"]))
    assert apply(comparison.changes, comparison.old) == comparison.new
    changes = []
    for change in comparison.changes:
        facts = change.as_dict()
        if facts.pop("segments", None):
            facts.pop("old", None), facts.pop("new", None)
            facts["words"] = "".join(MARKS[s.kind].format(s.text) for s in change.segments)
        changes.append(facts)
    return {
        "sentence": summary_sentence(comparison, "vi"),
        "lines": list(change_lines(comparison, "vi")),
        "changes": changes,
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path):
    case = yaml.safe_load(path.read_text("utf-8"))
    got = outcome(case)
    if os.environ.get("THIDUA_UPDATE"):
        path.write_text(
            _dumped({"case": case["case"], "old": case["old"], "new": case["new"], **got}), "utf-8"
        )
    assert {key: case.get(key) for key in got} == got


def test_every_kind_of_change_has_a_golden_case():
    seen = {
        change["kind"]
        for path in CASES
        for change in yaml.safe_load(path.read_text("utf-8"))["changes"]
    }
    assert seen == set(ChangeKind)


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: yaml.Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _dumped(value: object) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=200)

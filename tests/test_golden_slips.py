"""Slips that passed without a word, or with a wrong hint, in an outside trial: each is told, or legal for a reason.

Each case of ``tests/golden/slips.yml`` is a change of the base content (``edit``: file, old text, new text; ``files``: new
ones, or lines more where the name ends in ``+``; ``mkdocs``: a mkdocs.yml). ``legal`` says why nothing is told.
``pytest --update`` rewrites what is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import BASE, ROOT
from test_golden_diagnostics import _Block
from thidua.checks.run import check_content
from thidua.diagnostics import one_line
from thidua.mkdocs.config_check import check_config

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden" / "slips.yml"
CASES: dict[str, dict[str, Any]] = yaml.safe_load(GOLDEN.read_text("utf-8"))


def told(case: dict[str, Any], tree: Callable[..., Path]) -> list[str]:
    if "mkdocs" in case:
        config = tree({}).parent / "mkdocs.yml"
        hook = (ROOT / "hooks" / "publish.py").as_posix()
        config.write_text(case["mkdocs"].replace("HOOK", hook), "utf-8")
        report = check_config(config)
    else:
        changes = {}
        for name, (old, new) in case.get("edit", {}).items():
            assert old in BASE[name]
            changes[name] = BASE[name].replace(old, new, 1)
        for name, text in case.get("files", {}).items():
            plain = name.removesuffix("+")
            changes[plain] = BASE[plain] + text if plain != name else text
        report = check_content(tree(changes)).report
    return [one_line(item, "vi").replace("\n    ", " ") for item in report]


@pytest.mark.parametrize("name", CASES)
def test_slip(name: str, tree: Callable[..., Path], request: pytest.FixtureRequest) -> None:
    case = CASES[name]
    found = told(case, tree)
    if request.config.getoption("--update"):
        case["expect"] = found
        text = yaml.dump(CASES, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
        GOLDEN.write_text(text, "utf-8")
    assert found == case["expect"]
    assert bool(found) != bool(case.get("legal")), "a slip is told, or it is said why it is none"

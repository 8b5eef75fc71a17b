"""Golden diagnostics: one mistake a file, and exactly what an editor is told of it.

Each case of ``tests/golden/diagnostics`` names the files it changes in the base content and the lines
expected, in the words of the site's language. ``pytest --update`` rewrites them; review them as prose.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from thidua.checks.run import check_content
from thidua.diagnostics import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = sorted((Path(__file__).parent / "golden" / "diagnostics").glob("*.yml"))


class _Block(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    style = "|" if "\n" in data and "\t" not in data and " \n" not in data else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Block.add_representer(str, _text)


def read_case(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return case


def files_of(case: dict[str, Any]) -> dict[str, str | bytes | None]:
    files: dict[str, str | bytes | None] = dict(case.get("files") or {})
    files |= {name: base64.b64decode(data) for name, data in (case.get("bytes") or {}).items()}
    return files


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_diagnostics(path: Path, tree: Callable[..., Path], request: pytest.FixtureRequest) -> None:
    case = read_case(path)
    report = check_content(tree(files_of(case))).report
    found = [one_line(item, "vi").replace("\n    ", " ") for item in report]
    if request.config.getoption("--update"):
        case["expect"] = found
        text = yaml.dump(case, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, "utf-8")
    assert found == case["expect"]
    assert found, "a case that reports nothing proves nothing"


def test_the_base_content_is_clean(tree: Callable[..., Path]) -> None:
    assert check_content(tree({})).report.render("text", "en") == "No mistakes.\n"

"""The rooms of the house and the one way imports run between them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "hooks" / "thidua"

LAYERS: list[set[str]] = [
    {"locale", "console"},
    {"text", "dates", "diagnostics", "fold_rules"},
    {"photos", "converter"},
    {"prose"},
    {"reading"},
    {"campaign"},
    {"calendar", "pledges"},
    {"checking"},
    {"views"},
    {"outputs"},
    {"mkdocs", "editing", "hosting"},
    {"releases"},
    {"comparing"},
    {"cli"},
]
"""From the ground up: a room imports from its own layer's own room and from layers below."""

HEIGHT = {room: height for height, rooms in enumerate(LAYERS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Top-level names a module imports, with rooms of ours as ``thidua.<room>``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "thidua":
                names.update(f"thidua.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    assert room in HEIGHT, f"{room} has no place in the house"
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "thidua" or len(parts) < 2:
            continue
        other = parts[1]
        assert other == room or HEIGHT[other] < HEIGHT[room], f"{room} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_adapter_knows_mkdocs(path: Path) -> None:
    knows = any(
        name.split(".")[0] in {"mkdocs", "properdocs", "material"} for name in imported(path)
    )
    assert not knows or room_of(path) == "mkdocs"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_nothing_inside_reads_the_clock(path: Path) -> None:
    """Only the settings of a build, which hand the day on, and releases may ask for the time."""
    if room_of(path) in {"mkdocs", "releases"}:
        return
    clock = {
        ("dt", "now"),
        ("datetime", "now"),
        ("date", "today"),
        ("datetime", "today"),
        ("time", "time"),
    }
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            assert (owner, node.attr) not in clock, f"line {node.lineno}"


def test_the_hook_only_binds_events() -> None:
    text = (ROOT / "hooks" / "publish.py").read_text("utf-8")
    tree = ast.parse(text)
    assert all(isinstance(node, ast.Expr | ast.ImportFrom | ast.Assign) for node in tree.body)


def test_no_module_of_the_hooks_folder_hides_one_of_python() -> None:
    import sys  # noqa: PLC0415

    names = {path.stem for path in (ROOT / "hooks").iterdir()}
    assert names & set(sys.stdlib_module_names) == set()


def test_the_top_level_is_the_fixed_one() -> None:
    allowed = {
        "mkdocs.yml",
        "pyproject.toml",
        "README.md",
        "docs",
        "content",
        "hooks",
        "overrides",
        "tests",
    }
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    extra = {name for name in found - allowed if "lock" not in name and name != "site"}
    assert extra == set()

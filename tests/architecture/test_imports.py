"""The rooms of the house and the one way imports run between them."""

from __future__ import annotations

import ast
import graphlib
from typing import TYPE_CHECKING

import pytest

from support import ROOT
from thidua.checks.run import RULES

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "hooks" / "thidua"

LAYERS: list[set[str]] = [
    {"locale", "shipped_files", "console", "collector", "store", "forked", "git_history"},
    {
        "text",
        "dates",
        "diagnostics",
        "fold_rules",
        "project",
        "ports",
        "progress",
        "publisher",
        "photo_colour",
        "photo_structure",
    },
    {
        "photos",
        "papers",
        "converter",
        "share_picture",
        "text_digest",
        "secrecy_marks",
        "file_names",
    },
    {"plain_markdown"},
    {"prose"},
    {"reading"},
    {"campaign"},
    {"calendar", "pledges"},
    {"scoring"},
    {"checks"},
    {"views"},
    {"outputs", "book"},
    {"audit"},
    {"mkdocs", "editing", "hosting"},
    {"releases"},
    {"bookmaking", "comparing", "reviewing", "exporting", "desk", "scaffold"},
    {"cli"},
]
"""From the ground up: a room imports from its own layer's own room and from layers below."""

HEIGHT = {room: height for height, rooms in enumerate(LAYERS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION = 60
"""Lines. A module is as long as its subject; a function does one thing."""


def room_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    """``views.clusters.terms``; a package is named by its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imported(path: Path) -> set[str]:
    """Every name a module imports, for types only and inside functions too, as ``thidua.room.module`` or ``json``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                names.add(inner if inner.removeprefix("thidua.") in NAMES else node.module)
    return names


def ours(path: Path) -> set[str]:
    """The modules of the package that a module imports, without ``thidua.``."""
    names = {name.removeprefix("thidua.") for name in imported(path) if name.startswith("thidua.")}
    return {name for name in names if name in NAMES} - {name_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    assert room in HEIGHT, f"{room} has no place in the house"
    for name in ours(path):
        other = name.partition(".")[0]
        assert other == room or HEIGHT[other] < HEIGHT[room], f"{room} imports {other}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Inside rooms too, and for types too: a module can be read after those it imports, and needs no other."""
    waiting = {name_of(path): ours(path) for path in MODULES}
    order = list(graphlib.TopologicalSorter(waiting).static_order())
    assert len(order) == len(MODULES)


FAMILIES = {
    name.split(".")[1]
    for name in NAMES
    if name.startswith("views.") and name.split(".")[1] not in {"shared", "all"}
}


def test_no_family_of_pages_imports_another() -> None:
    """What two families show alike stands in `views.shared`, which imports none of them."""
    assert {"clusters", "pledges", "calendar", "events", "units"} <= FAMILIES
    found = [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        if name_of(path).startswith("views.") and name_of(path) != "views.all"
        for name in ours(path)
        if name.startswith("views.")
        and name.split(".")[1] in FAMILIES - {name_of(path).split(".")[1]}
    ]
    assert found == []


def test_outputs_touch_no_disk() -> None:
    """The room of pure functions: whatever writes, moves or deletes files stands in another."""
    touching = {
        "write_text",
        "write_bytes",
        "unlink",
        "rename",
        "replace_file",
        "rmdir",
        "mkdir",
        "rmtree",
        "move",
    }
    found = [
        f"{name_of(path)}:{node.lineno} {node.attr}"
        for path in MODULES
        if room_of(path) == "outputs" and name_of(path) != "outputs.reference"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in touching
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_adapter_knows_mkdocs(path: Path) -> None:
    knows = any(
        name.split(".")[0] in {"mkdocs", "properdocs", "material"} for name in imported(path)
    )
    assert not knows or room_of(path) == "mkdocs"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_functions_stay_small(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


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


MEASURED = {"perf_counter", "monotonic", "process_time", "thread_time", "times", "getrusage"}


def test_only_the_progress_measures_time() -> None:
    """What is made must not depend on how long it took."""
    found = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.removesuffix("_ns") in MEASURED
        if ast.unparse(node.value) in {"time", "os", "resource"}
    }
    assert found == {"progress"}


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
        "LICENSE",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs",
        "content",
        "hooks",
        "overrides",
        "tests",
    }
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    extra = {name for name in found - allowed if "lock" not in name and name != "site"}
    assert extra == set()


def test_the_runner_knows_every_rule() -> None:
    """A module of rules is run by `checks.run`, or by another module of rules that needs its details."""
    run = {name.removeprefix("checks.") for name in ours(PACKAGE / "checks" / "run.py")}
    modules = {path.stem for path in (PACKAGE / "checks").glob("*.py")} - {"__init__", "run"}
    gathered = {
        name.removeprefix("checks.")
        for gathering in ("document_rules", "event_rules")
        for name in ours(PACKAGE / "checks" / f"{gathering}.py")
        if name.startswith("checks.")
    }
    inner = {"targets", "people", "kept"} | gathered - run
    assert modules - run == inner
    assert {rule.__module__.rpartition(".")[2] for rule in RULES} == modules - inner - {
        "refinement"
    }

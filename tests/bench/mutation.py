"""How many small faults the fast tests would miss: ``python tests/bench/mutation.py --sample 200 --seed 1``.

Each mutant is one small change of one line of the package, of the kinds people make: a boundary, a sign, a constant,
`and` for `or`, a statement or an element left out. A random sample of them is tried, each in a copy of the tree, with the
tests that run the changed line, until one fails. What no test notices is printed as a diff.

A runner of our own, because of what it must do here: draw a sample by seed; leave annotations, docstrings and the texts of
errors alone; try a mutant with the few tests that run its line; fork from a process that has the libraries loaded, since
their import takes longer than those tests; and never touch the working tree, which the editable install leads back to. That
is a list of rules over `ast` and a fork. Ready-made tools (mutmut, cosmic-ray) were not tried.

A changed line is tried with the tests that ran it (coverage, once, with every cache emptied before each test). Lines that
run while a module is imported or a shared fixture is made are tried with all tests of the files that use the module.
`mutants.yml` beside this file lists, by their text, those that change nothing a test could see, each with its reason.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import contextlib
import functools
import importlib
import itertools
import multiprocessing
import os
import pickle
import py_compile
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
ROOMS = ("campaign", "calendar", "pledges", "reading", "releases", "hosting")
FAST = ("tests/unit", "tests/hostile/test_corpus.py", "tests/test_golden_diagnostics.py")
"""The tests that judge; those of `tests/site` and `tests/browser` need whole builds."""
QUICK = 0.5
"""Seconds a test may take to be tried where nobody knows that it would notice."""
LISTED = Path(__file__).with_name("mutants.yml")
NOT_COPIED = (
    ".venv",
    ".git",
    ".cache",
    ".hypothesis",
    "__pycache__",
    "site",
    "node_modules",
    ".*_cache",
)
HEAVY = (
    "_pytest.assertion.rewrite", "bs4", "coverage", "hypothesis", "jinja2", "markdown", "markdownify",
    "mkdocs.commands.build", "nh3", "PIL.Image", "playwright.sync_api", "pydantic", "pytest", "xdist.plugin", "yaml",
)  # fmt: skip
"""Imported once, before the forks."""


# --- Mutants ---------------------------------------------------------------------------------

_COMPARED = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
_RECKONED = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
}  # fmt: skip
_NAMING = {"TypeVar", "NewType", "getLogger", "cast", "TypeAlias"}
"""Calls whose texts are names for people and type checkers."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: ``old`` at an offset of a file becomes ``new``."""

    path: str
    start: int
    old: str
    new: str
    rule: str
    line: int
    """Of the node that is changed; where tests that run it are looked up."""
    statement: tuple[int, int]
    """First and last line of the simple statement around it: Python runs but one line of a table."""

    def applied(self, source: str) -> str:
        return f"{source[: self.start]}{self.new}{source[self.start + len(self.old) :]}"

    def diff(self, source: str) -> list[str]:
        """The lines that change, without numbers, as `mutants.yml` states them."""
        end = self.start + len(self.old)
        first, last = source.rfind("\n", 0, self.start) + 1, source.find("\n", end)
        after = f"{source[first : self.start]}{self.new}{source[end:last]}"
        was, is_ = source[first:last].splitlines(), after.splitlines()
        while was and is_ and was[-1] == is_[-1]:
            was, is_ = was[:-1], is_[:-1]
        return [f"- {line.strip()}" for line in was] + [f"+ {line.strip()}" for line in is_]


def mutants_of(path: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of the text."""
    return sorted(set(_Finder(path, source).run()), key=lambda m: (m.start, m.old, m.new))


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.found: list[Mutant] = []
        self.function = ""
        self.statement = (0, -1)
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines = source.splitlines(keepends=True)

    def run(self) -> list[Mutant]:
        self.visit(ast.parse(self.source))
        return self.found

    # Places.

    def _at(self, line: int, column: int) -> int:
        """Columns of `ast` count bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def _range(self, node: ast.AST) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(
            node.end_lineno, node.end_col_offset
        )  # type: ignore[attr-defined]

    def _add(self, rule: str, node: ast.AST, start: int, end: int, new: str) -> None:
        old, line = self.source[start:end], node.lineno  # type: ignore[attr-defined]
        self.found.append(Mutant(self.path, start, old, new, rule, line, self.statement))

    def _replace(self, rule: str, node: ast.AST, new: str) -> None:
        self._add(rule, node, *self._range(node), new)

    def _between(
        self, rule: str, node: ast.AST, left: ast.AST, right: ast.AST, pair: tuple[str, str]
    ) -> None:
        """Change an operator, which has no place of its own in the tree."""
        start, end = self._range(left)[1], self._range(right)[0]
        word = r"\s+".join(map(re.escape, pair[0].split()))
        match = re.search(rf"(?<![\w<>=!*/|&]){word}(?![\w<>=*/|&])", self.source[start:end])
        if match:
            self._add(rule, node, start + match.start(), start + match.end(), pair[1])

    # What is left alone: annotations, docstrings, decorators, texts of errors, imports for type checkers.

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value and "TypeAlias" not in ast.unparse(node.annotation):
            self.visit(node.value)

    def visit_arguments(self, node: ast.arguments) -> None:
        for default in [*node.defaults, *(d for d in node.kw_defaults if d)]:
            self.visit(default)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.visit(node.args)
        outer, self.function = self.function, node.name
        self._statements(node.body)
        self.function = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._statements(node.body)

    def visit_Module(self, node: ast.Module) -> None:
        self._statements(node.body)

    def visit_Raise(self, node: ast.Raise) -> None:
        """An error is raised or not; its text is for people."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """Narrows a type."""

    def _statements(self, body: list[ast.stmt]) -> None:
        for statement in body:
            text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not text:
                simple = not hasattr(statement, "body") and statement.end_lineno
                self.statement = (statement.lineno, statement.end_lineno) if simple else (0, -1)
                self.visit(statement)

    # What is changed.

    def visit_Compare(self, node: ast.Compare) -> None:
        for left, operator, right in zip(
            [node.left, *node.comparators], node.ops, node.comparators, strict=False
        ):
            self._between("compare", node, left, right, _COMPARED[type(operator)])
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _RECKONED:
            self._between("reckon", node, node.left, node.right, _RECKONED[type(node.op)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        pair = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between("and-or", node, left, right, pair)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add("not", node, self._range(node)[0], self._range(node.operand)[0], "")
        elif isinstance(node.op, ast.USub):
            self._add("minus", node, self._range(node)[0], self._range(node.operand)[0], "")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        self._negate(node.test)
        self.visit(node.test)
        self._statements([*node.body, *node.orelse])

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._negate(node.test)
        self.generic_visit(node)

    def _negate(self, test: ast.expr) -> None:
        """Comparisons and negations have rules of their own."""
        if not isinstance(test, ast.Compare | ast.UnaryOp):
            start, end = self._range(test)
            self._add("negate", test, start, end, f"not ({self.source[start:end]})")

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace("true-false", node, str(not node.value))
        elif isinstance(node.value, int):
            for value in (node.value - 1, node.value + 1):
                self._replace("constant", node, str(value) if value >= 0 else f"({value})")
        elif isinstance(node.value, str) and node.value and node.lineno == node.end_lineno:
            end = self._range(node)[1]
            if self.source[end - 1 : end] in {'"', "'"}:
                self._add("text", node, end - 1, end, f"~{self.source[end - 1]}")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Call(self, node: ast.Call) -> None:
        if ast.unparse(node.func).rpartition(".")[2] not in _NAMING:
            self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self._replace("return", node.value, "None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._replace("delete", node, "pass")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """A name, or a part of a new object, that is never given a value is found at once."""
        if ast.unparse(node.targets[0]) == "__all__":
            return
        if self.function != "__init__" and any(
            isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets
        ):
            self._replace("delete", node, "pass")
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._replace("delete", node, "pass")
        self.visit(node.value)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._replace("delete", node, "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self._replace("delete", node, "pass")

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if ast.unparse(node.value) in {"Annotated", "Literal"} or not isinstance(
            node.slice, ast.Tuple
        ):
            self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if isinstance(node.ctx, ast.Load):
            self._without_one(node, node.elts)
        self.generic_visit(node)

    def visit_List(self, node: ast.List) -> None:
        if isinstance(node.ctx, ast.Load):
            self._without_one(node, node.elts)
        self.generic_visit(node)

    def visit_Set(self, node: ast.Set) -> None:
        self._without_one(node, node.elts)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        firsts = [key or value for key, value in zip(node.keys, node.values, strict=True)]
        self._without_one(node, firsts, node.values)
        self.generic_visit(node)

    def _without_one(
        self, node: ast.AST, firsts: list[Any], lasts: list[Any] | None = None
    ) -> None:
        if len(firsts) < 2:
            return
        for first, last in zip(firsts, lasts or firsts, strict=True):
            start, end = self._range(first)[0], self._range(last)[1]
            comma = re.match(r"\)*\s*,\s*", self.source[end:])
            before = re.search(r",\s*\(*$", self.source[:start])
            if comma and not comma[0].startswith(")"):
                self._add("left out", first, start, end + comma.end(), "")
            elif before and "(" not in before[0]:
                self._add("left out", first, before.start(), end, "")


# --- Running tests in forks ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ran:
    """What the fast tests run, measured once."""

    by_line: dict[str, dict[int, frozenset[str]]]
    """Path → line → tests. The empty test stands for imports, those with a leading ``|`` for shared fixtures."""
    seconds: dict[str, float]


class _Measuring:
    """A pytest plugin: which test runs which line, and how long it takes."""

    def __init__(self, cover: Any) -> None:
        self.cover = cover
        self.seconds: dict[str, float] = defaultdict(float)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == "thidua":
                for value in vars(module).values():
                    if isinstance(value, functools._lru_cache_wrapper):
                        value.cache_clear()

    def pytest_runtest_setup(self, item: Any) -> None:
        self.cover.switch_context(f"|{item.nodeid}")

    def pytest_runtest_call(self, item: Any) -> None:
        self.cover.switch_context(item.nodeid)

    def pytest_runtest_teardown(self, item: Any) -> None:
        self.cover.switch_context("")

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.seconds[report.nodeid] += report.duration


for _name in ("pytest_runtest_setup", "pytest_runtest_call"):
    getattr(_Measuring, _name).pytest_impl = {"tryfirst": True}


class _Chosen:
    """A pytest plugin: only some tests, the quick ones first, among these those of the room."""

    def __init__(self, seconds: dict[str, float], room: str) -> None:
        self.seconds = seconds
        self.own = f"/{room}/"

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        def place(item: Any) -> tuple[bool, bool, str]:
            return self.seconds[item.nodeid] > 0.1, self.own not in item.nodeid, item.nodeid

        items[:] = sorted((item for item in items if item.nodeid in self.seconds), key=place)


def _pytest(arguments: list[str], plugins: list[Any]) -> int:
    options = [
        "-n",
        "0",
        "-q",
        "-x",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
        "--tb=short",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    return int(pytest.main([*options, *arguments], plugins=plugins))


def _forked(tree: Path, log: Path, limit: float, work: Any) -> int | None:
    """The exit code of ``work`` in a process of its own in ``tree``; None if it took longer than ``limit``."""
    child = os.fork()
    if not child:
        code = 70
        try:
            os.setsid()
            os.chdir(tree)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ["PYTHONPATH"] = str(tree / "hooks")
            sys.path[:] = [p for p in sys.path if Path(p) != ROOT / "hooks"]
            sys.path.insert(0, str(tree / "hooks"))
            code = work()
        except BaseException:  # noqa: BLE001 a child tells why and ends, whatever it was
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            _end(child)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    _end(child)
    os.waitpid(child, 0)
    return None


def _end(group: int) -> None:
    """End a child's session, with what its tests started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def measure(trees: list[Path]) -> Ran:
    """Run all fast tests once, divided among the trees. Exits if one of them fails."""
    files = sorted(
        str(file.relative_to(ROOT))
        for name in FAST
        for file in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("test_*.py"))
    )

    by_line: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    seconds: dict[str, float] = {}
    parts = [(files[n :: len(trees)], tree) for n, tree in enumerate(trees)]
    with _workers(len(trees)) as pool:
        for lines, took in pool.map(_part, parts):
            seconds |= took
            for path, contexts in lines.items():
                for line, tests in contexts.items():
                    by_line[path][line].update(tests)
    return Ran({p: {n: frozenset(t) for n, t in ls.items()} for p, ls in by_line.items()}, seconds)


def _workers(number: int) -> ProcessPoolExecutor:
    """Processes without threads, so that they may fork."""
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("fork"))


def _part(part: tuple[list[str], Path]) -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
    files, tree = part
    result, log = tree.with_suffix(".measured"), tree.with_suffix(".txt")
    if _forked(tree, log, 1800, lambda: _measured(files, tree, result)) != 0:
        sys.exit(f"the tests fail without any mutant:\n{log.read_text('utf-8')[-4000:]}")
    measured: tuple[dict[str, dict[int, list[str]]], dict[str, float]] = pickle.loads(
        result.read_bytes()
    )
    return measured


def _measured(files: list[str], tree: Path, result: Path) -> int:
    cover = coverage.Coverage(
        data_file=None, source=[str(tree / "hooks" / "thidua")], config_file=False
    )
    plugin = _Measuring(cover)
    cover.start()
    code = _pytest(files, [plugin])
    cover.stop()
    data = cover.get_data()
    lines = {
        Path(file).relative_to(tree).as_posix(): data.contexts_by_lineno(file)
        for file in data.measured_files()
    }
    result.write_bytes(pickle.dumps((lines, dict(plugin.seconds))))
    return code


def tests_for(mutant: Mutant, ran: Ran) -> set[str]:
    """The tests that can notice a mutant."""
    module = ran.by_line.get(mutant.path, {})
    around = range(mutant.statement[0], mutant.statement[1] + 1)
    here = module.get(mutant.line) or frozenset().union(*(module.get(n, ()) for n in around))
    chosen = {test for test in here if test and not test.startswith("|")}
    files = {test[1:].partition("::")[0] for test in here if test.startswith("|")}
    if "" in here:
        files |= {
            test.lstrip("|").partition("::")[0]
            for tests in module.values()
            for test in tests
            if test
        }
        files |= {
            t.partition("::")[0]
            for t in ran.seconds
            if t.startswith(f"tests/unit/{_room(mutant)}/")
        }
    return chosen | {
        t for t, took in ran.seconds.items() if took < QUICK and t.partition("::")[0] in files
    }


def _room(mutant: Mutant) -> str:
    return mutant.path.split("/")[2]


# --- Copies ----------------------------------------------------------------------------------


def copy_tree(target: Path) -> Path:
    """A copy of the working tree, its modules compiled so that only what is changed is compiled again."""
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
    compileall.compile_dir(
        target / "hooks", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH
    )
    return target


def judge(
    mutant: Mutant, source: str, trees: list[Path], seconds: dict[str, float], tests: set[str]
) -> str:
    """``killed``, ``survived``, ``timeout`` or ``unrun`` (no test runs the line)."""
    if not tests:
        return "unrun"
    chosen = {test: seconds[test] for test in tests}
    tree = trees[multiprocessing.current_process()._identity[-1] % len(trees)]
    file = tree / mutant.path
    file.write_text(mutant.applied(source), "utf-8")
    files = sorted({test.partition("::")[0] for test in chosen})
    limit = 60 + 5 * sum(chosen.values())
    try:
        code = _forked(
            tree,
            tree.with_suffix(".txt"),
            limit,
            lambda: _pytest(files, [_Chosen(chosen, _room(mutant))]),
        )
    finally:
        file.write_text(source, "utf-8")
    if code not in {None, 0, 1, 2, 3, 4, 5}:
        raise RuntimeError(
            f"{mutant}: exit {code}\n{tree.with_suffix('.txt').read_text('utf-8')[-2000:]}"
        )
    return {None: "timeout", 0: "survived", 5: "survived"}.get(code, "killed")


# --- The list of those that change nothing ---------------------------------------------------


def listed() -> list[dict[str, str]]:
    """Entries of `mutants.yml`: ``change`` (the lines that change), ``why``."""
    return yaml.safe_load(LISTED.read_text("utf-8")) or [] if LISTED.exists() else []


def _stated(lines: Iterable[str]) -> str:
    return "\n".join(" ".join(line.split()) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=200, help="how many mutants; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--rooms", nargs="*", default=ROOMS, metavar="ROOM", help="folders of the package"
    )
    parser.add_argument("--match", default="", help="only files whose path holds this")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="print the sample and try nothing")
    given = parser.parse_args()

    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for room in given.rooms
        for path in sorted((ROOT / "hooks" / "thidua" / room).rglob("*.py"))
    }
    every = [
        m
        for path, source in sources.items()
        if given.match in path
        for m in mutants_of(path, source)
    ]
    reasons = {_stated(entry["change"].splitlines()): entry["why"] for entry in listed()}
    said = {m: _stated(m.diff(sources[m.path])) for m in every}
    equivalent = {m for m in every if said[m] in reasons}
    if not given.match and set(given.rooms) == set(ROOMS):
        for change in sorted(set(reasons) - set(said.values())):
            print(f"mutants.yml: no longer a mutant:\n{change}\n")
    pool = [m for m in every if m not in equivalent]
    random.Random(given.seed).shuffle(pool)
    valid = (m for m in pool if _compiles(m.applied(sources[m.path])))
    sample = list(itertools.islice(valid, given.sample or None))
    print(
        f"{len(every)} mutants in {', '.join(given.rooms)}; {len(equivalent)} listed as equivalent; {len(sample)} tried"
    )
    if given.list:
        for mutant in sample:
            print(f"\n{mutant.path}:{mutant.line} {mutant.rule}\n{said[mutant]}")
        return
    with tempfile.TemporaryDirectory(prefix="thidua-mutants-") as name:
        _try(sample, sources, said, Path(name), given.workers)


def _try(
    sample: list[Mutant],
    sources: dict[str, str],
    said: dict[Mutant, str],
    folder: Path,
    workers: int,
) -> None:
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    for module in HEAVY:
        importlib.import_module(module)
    began = time.monotonic()
    trees = [copy_tree(folder / f"tree-{n}") for n in range(workers)]
    ran = measure(trees)
    print(f"{len(ran.seconds)} tests measured in {time.monotonic() - began:.0f} s", flush=True)
    verdicts = []
    with _workers(workers) as pool:
        given = ((m, sources[m.path], trees, ran.seconds, tests_for(m, ran)) for m in sample)
        for mutant, verdict in zip(sample, pool.map(judge, *zip(*given, strict=True)), strict=True):
            verdicts.append(verdict)
            if verdict != "killed":
                print(
                    f"\n{verdict}: {mutant.path}:{mutant.line} ({mutant.rule})\n{said[mutant]}",
                    flush=True,
                )
    print()
    for title, of in (("all", lambda _: "all"), ("room", _room), ("rule", lambda m: m.rule)):
        for key in sorted({of(m) for m in sample}):
            counts = Counter(v for m, v in zip(sample, verdicts, strict=True) if of(m) == key)
            dead = counts["killed"] + counts["timeout"]
            print(
                f"{title:5} {key:12} {dead:4} of {counts.total():4} killed, {dead / counts.total():.0%}  {dict(counts)}"
            )
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

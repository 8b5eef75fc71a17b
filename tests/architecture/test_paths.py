r"""Files are told by `pathlib` and `os.path`, addresses by `posixpath`; neither is taken for the other.

`posixpath` is pure text: given ``C:\Users\an\mkdocs.yml`` it finds no folder at all, and so no build worked on
Windows. What can be seen without running the code is held here; `tests/portability` runs it.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODULES = sorted((ROOT / "hooks").rglob("*.py"))

ON_DISK = {
    "abs_dest_path", "abs_src_path", "config_file_path", "custom_dir", "dest_dir", "docs_dir", "getcwd", "gettempdir",
    "mkdtemp", "site_dir", "src_dir",
}  # fmt: skip
"""What MkDocs and Python call places on the disk; on Windows they hold backslashes and a drive."""
ADDRESSES = {"address", "dest_uri", "edit_uri", "src_uri", "url"}
"""What MkDocs and we call addresses: slashes, on every system."""
BACKSLASHED = {"dest_path", "src_path"}
"""Addresses that MkDocs hands over as paths of the system; each has a ``…_uri``."""


def mistakes(source: str) -> list[tuple[int, str]]:
    """Lines at which a path of the disk and an address are taken for one another."""
    tree = ast.parse(source)
    disk = ON_DISK | set(_paths(tree))
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in BACKSLASHED:
            found.append((node.lineno, f"{node.attr}: use {node.attr.replace('path', 'uri')}"))
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        told = {name for argument in node.args for name in _names(argument)}
        if called.startswith("posixpath.") or called in {"PurePosixPath", "urljoin", "quote"}:
            found.extend((node.lineno, f"{called} of {n}") for n in sorted(told & disk))
        if called.startswith("os.path.") or called in {"Path", "pathlib.Path"}:
            found.extend((node.lineno, f"{called} of {n}") for n in sorted(told & ADDRESSES))
        if called == "str" and any(_is_relative(argument) for argument in node.args):
            found.append((node.lineno, "str of a relative path: use as_posix"))
    return sorted(found)


def _paths(tree: ast.AST) -> Iterator[str]:
    """Names that are said to be a `Path`, or made one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            if ast.unparse(node.annotation).removesuffix(" | None") == "Path":
                yield node.arg
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "Path":
            yield ast.unparse(node.target).rpartition(".")[2]
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) in {"Path", "Path.cwd"}
        ):
            yield from (ast.unparse(target).rpartition(".")[2] for target in node.targets)


def _names(node: ast.expr) -> Iterator[str]:
    """The names an argument is made of, but not those inside a call that makes an address of a path."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"as_posix", "_relative"}:
            return
        yield from _names(node.func)
        for argument in node.args:
            yield from _names(argument)
    elif isinstance(node, ast.Attribute):
        yield node.attr
        # ``path.name`` and ``path.suffix`` have no separators to mistake.
        if node.attr not in {"name", "stem", "suffix"}:
            yield from _names(node.value)
    elif isinstance(node, ast.Name):
        yield node.id
    else:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                yield from _names(part)


def _is_relative(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "relative_to"
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_paths_and_addresses_are_two_things(path: Path) -> None:
    assert mistakes(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("posixpath.relpath(posixpath.dirname(config.config_file_path), config.docs_dir)",
         ["posixpath.dirname of config_file_path", "posixpath.relpath of config_file_path", "posixpath.relpath of docs_dir"]),
        ("def f(site: Path): return posixpath.join(str(site), 'a')", ["posixpath.join of site"]),
        ("class A:\n    content: Path\n    def f(self): return PurePosixPath(self.content / 'a')", ["PurePosixPath of content"]),
        ("here = Path(x)\nposixpath.basename(here)", ["posixpath.basename of here"]),
        ("os.path.join(folder, page.url)", ["os.path.join of url"]),
        ("Path(file.src_uri)", ["Path of src_uri"]),
        ("files[file.src_path]", ["src_path: use src_uri"]),
        ("str(path.relative_to(project))", ["str of a relative path: use as_posix"]),
        ("def f(p: Path): return posixpath.dirname(p.relative_to(root).as_posix())", []),
        ("def f(p: Path): return posixpath.join('anh', p.name)", []),
        ("posixpath.relpath(target, posixpath.dirname(address))", []),
        ("os.path.relpath(home, config.docs_dir)", []),
    ],
)  # fmt: skip
def test_what_the_law_forbids(source: str, told: list[str]) -> None:
    assert [words for _, words in mistakes(source)] == told


def text_writing(source: str) -> list[int]:
    """Lines that write text through Python's line ends, which are CRLF on Windows: outputs are bytes everywhere."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            modes = [
                a.value
                for a in (*node.args, *(k.value for k in node.keywords))
                if isinstance(a, ast.Constant)
            ]
            opens = called in {"open", "fdopen"} and any(
                isinstance(mode, str) and set(mode) & set("wax+") and set(mode) <= set("rwaxt+") for mode in modes
            )  # fmt: skip
            if called == "write_text" or opens:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_are_written_as_bytes(path: Path) -> None:
    assert text_writing(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("path.write_text(text, 'utf-8')", [1]),
        ("path.open('a', encoding='utf-8')", [1]),
        ("open(path, mode='w')", [1]),
        ("path.write_bytes(text.encode())\npath.open('xb')\npath.open()", []),
    ],
)
def test_what_writes_text(source: str, lines: list[int]) -> None:
    assert text_writing(source) == lines


def test_types_hold_on_windows() -> None:
    """What only POSIX has (`fcntl`, signals, `os.geteuid` …) is an unknown attribute there."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--platform", "win32"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_module_needs_posix_to_be_imported(path: Path) -> None:
    """Such an import passes mypy; it ends the process on Windows, where it stands at the top of a module."""
    body = ast.parse(path.read_text("utf-8")).body
    names = {
        name.partition(".")[0]
        for node in body
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names & POSIX_ONLY == set()


def test_git_for_windows_can_check_every_file_out() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    names = [name for name in done.stdout.split("\0") if name]
    assert len(names) > 500
    assert [n for n in names if set(n) & set('<>:"\\|?*')] == []
    assert [n for n in names if any(part[-1] in ". " for part in PurePosixPath(n).parts)] == []
    # Folders below that of a user take up to 80 of Windows' 260 characters.
    assert [n for n in names if len(n) > 180] == []
    assert len({n.casefold() for n in names}) == len(names)

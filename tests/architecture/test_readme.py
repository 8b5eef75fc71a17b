"""The README: two commands to set up, and nothing that leads nowhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def _commands() -> list[str]:
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return blocks


def test_there_are_exactly_two_commands_of_one_line() -> None:
    """``.ci/run`` takes the second one."""
    assert [block.count("\n") for block in _commands()] == [1, 1]
    serve, test = _commands()
    assert "thidua serve" in serve
    assert "pytest" in test
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "awk" in run
    # It checks between the steps that install and the last one.
    assert test.rstrip().rpartition(" && ")[2] == ".venv/bin/python -m pytest"
    order = [
        'bash -c "$setup"',
        "npm ci",
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint",
        "types",
        'exec bash -c "$tests"',
    ]
    assert sorted(order, key=run.index) == order


def test_the_commands_install_what_is_locked() -> None:
    for command in _commands():
        assert "--require-hashes" in command
        for name in re.findall(r"-r (\S+)", command):
            assert (ROOT / name).is_file()


def test_locks_name_no_host_and_no_path_and_hash_everything() -> None:
    for name in ("requirements.lock", "requirements-test.lock", "requirements-lowest.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert not re.search(r"(?m)^(?:-|/|\.)", text)
        entries = re.split(r"(?m)^(?=\w)", text)[1:]
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)


def test_the_test_lock_holds_all_of_the_other() -> None:
    """So that what is tested is what is served."""
    pins = re.compile(r"(?m)^(\S+==\S+)")
    served = set(pins.findall((ROOT / "requirements.lock").read_text("utf-8")))
    tested = set(pins.findall((ROOT / "requirements-test.lock").read_text("utf-8")))
    assert sorted(served - tested) == []


def test_the_locks_answer_pyproject() -> None:
    """A dependency that is added and not locked is missing on every fresh machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        "requirements.lock": project["dependencies"],
        "requirements-test.lock": project["dependencies"]
        + project["optional-dependencies"]["test"],
    }
    for name, lines in wanted.items():
        pins: dict[str, list[str]] = {}
        for package, version in re.findall(
            r"(?m)^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8")
        ):
            pins.setdefault(canonicalize_name(package), []).append(version)
        for line in lines:
            requirement = Requirement(line)
            found = pins.get(canonicalize_name(requirement.name), [])
            assert found, f"{name}: {requirement} is not locked"
            assert all(requirement.specifier.contains(version) for version in found), (
                f"{name}: {requirement}"
            )


def test_the_lowest_lock_holds_the_lower_bounds() -> None:
    """So that ``.ci/lowest`` tries what `pyproject.toml` promises."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = dict(
        re.findall(
            r"(?m)^([\w.-]+)==([\d.]+)", (ROOT / "requirements-lowest.lock").read_text("utf-8")
        )
    )
    for line in project["dependencies"]:
        requirement = Requirement(line)
        lowest = [s.version for s in requirement.specifier if s.operator == ">="]
        found = pins[canonicalize_name(requirement.name)]
        assert [Version(v) for v in lowest] == [Version(found)], f"{requirement} is not {found}"


def test_links_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []

"""The editors' guide, followed word for word on a copy of the real content."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import textwrap
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from thidua.checks.run import check_content
from thidua.cli import main

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan"
EDITOR = (GUIDE / "bien-tap.md").read_text("utf-8")

_BLOCK = r"((?:(?: {4}.*)?\n)+)"
_STEP = re.compile(rf"(Tạo tệp|Thêm vào tệp) `(content/[^`]+)`[^:\n]*:\n\n{_BLOCK}")


def _steps() -> list[tuple[str, str, str]]:
    return [
        (what, path, textwrap.dedent(text).rstrip("\n") + "\n")
        for what, path, text in _STEP.findall(EDITOR)
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The real content after everything the guide tells an editor to write."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for what, path, text in _steps():
        target = tmp_path / path
        if what == "Tạo tệp":
            assert not target.exists(), f"the guide's example {path} is in the way of a real file"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        else:
            before = target.read_text("utf-8") if target.exists() else ""
            target.write_text(f"{before}\n{text}", "utf-8")
    return tmp_path


def test_the_guide_shows_every_kind_of_file() -> None:
    kinds = {
        re.sub(
            r".*(events|pledges|scores|cluster\.yml|units|commemorations|campaigns|redirects).*",
            r"\1",
            p,
        )
        for _, p, _ in _steps()
    }
    assert kinds == {
        "events",
        "pledges",
        "scores",
        "cluster.yml",
        "units",
        "commemorations",
        "campaigns",
        "redirects",
    }


def test_what_the_guide_writes_is_right(copy: Path) -> None:
    assert check_content(copy / "content", copy).report.render("text", "vi") == "Không có lỗi.\n"


def test_the_mistake_of_the_guide_is_told_as_printed(copy: Path) -> None:
    _, path, text = _steps()[0]
    (copy / path).write_text(text.replace("status: draft", "status: publish"), "utf-8")
    report = check_content(copy / "content", copy).report
    assert textwrap.indent(report.render("text", "vi"), "    ") in EDITOR


def test_the_guide_names_commands_and_anchors() -> None:
    """Else the two tests below would look at nothing."""
    guide = "".join(path.read_text("utf-8") for path in GUIDE.glob("*.md"))
    assert guide.count(".venv/bin/thidua ") > 30
    assert len(re.findall(r"\]\(bien-tap-\w+\.md#", guide)) > 5


@pytest.mark.parametrize("name", sorted(path.name for path in GUIDE.glob("*.md")))
def test_commands_of_the_guide_exist(name: str) -> None:
    """Every ``thidua …`` in the guide is a command, with options it takes."""
    text = (GUIDE / name).read_text("utf-8")
    for line in re.findall(r"\.venv/bin/thidua ([a-z][^`\n]*)", text):
        words = shlex.split(line)
        command: click.Command | None = main
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.commands.get(words.pop(0))
        assert command is not None, line
        options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
        assert {w for w in words if w.startswith("--")} <= options | {"--help"}, line


@pytest.mark.parametrize("name", sorted(path.name for path in GUIDE.glob("*.md")))
def test_links_to_messages_and_fields_have_their_anchor(name: str) -> None:
    for page, anchor in re.findall(
        r"\]\((bien-tap-\w+\.md)#([\w-]+)\)", (GUIDE / name).read_text("utf-8")
    ):
        assert f"{{#{anchor}}}" in (GUIDE / page).read_text("utf-8"), f"{page}#{anchor}"


def test_new_files_of_the_guide_are_made_and_told_as_printed(tmp_path: Path) -> None:
    """Each line with `new`, in its order; what is made checks, but for what is told to be still open."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    steps = [(step.start(), step[2], step[3]) for step in _STEP.finditer(EDITOR)]
    said = {}
    for match in re.finditer(r"^    \.venv/bin/thidua (new .+)$", EDITOR, re.MULTILINE):
        for at, path, text in steps:
            # A cluster that was written by hand further up.
            if at < match.start() and path.endswith("cluster.yml"):
                (tmp_path / path).parent.mkdir(exist_ok=True)
                (tmp_path / path).write_text(textwrap.dedent(text), "utf-8")
        line = match[1]
        done = CliRunner().invoke(main, ["-f", str(tmp_path / "mkdocs.yml"), *shlex.split(line)])
        assert done.exit_code == 0, (line, done.output)
        assert "CẢNH BÁO" not in done.output, line
        said[line.split()[1]] = done.output
    assert set(said) == {"event", "pledge", "cluster", "term", "scores"}
    assert textwrap.indent(said["event"], "    ") in EDITOR
    assert said["term"].startswith("Đã thêm vào content/clusters/")


def _git_steps() -> list[str]:
    """The commands of git that the guide gives in blocks, in their order."""
    return re.findall(r"^ {4,}(git .+)$", EDITOR, re.MULTILINE)


def test_the_way_from_the_clone_to_the_merge_request(tmp_path: Path) -> None:
    """Every line, in its order, with a bare repository in the place of the forge; its merge is made by another clone."""
    forge, address = tmp_path / "kho.git", "https://git.example.vn/thi-dua/kho-bai.git"
    (tmp_path / "home").mkdir()
    env = {**os.environ, "HOME": str(tmp_path / "home"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}

    def git(folder: Path, *words: str) -> str:
        own = ("-c", "user.name=A", "-c", "user.email=a@b.example") if folder != here else ()
        done = subprocess.run(
            ["git", *own, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    here = tmp_path / "kho-bai"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(forge))
    first = tmp_path / "nguoi-khac"
    git(tmp_path, "clone", "-q", str(forge), str(first))
    (first / "content").mkdir()
    (first / "content" / "units.yml").write_text("[]\n", "utf-8")
    git(first, "switch", "-q", "-c", "main")
    git(first, "add", ".")
    git(first, "commit", "-q", "-m", "Một")
    git(first, "push", "-q", "origin", "main")
    done = []
    for line in _git_steps():
        words = shlex.split(line.replace(address, str(forge)))[1:]
        if words[0] == "add":
            (here / "content" / "moi.md").write_text("mới\n", "utf-8")
        if words[:2] == ["switch", "main"] and "push" in done:
            git(first, "fetch", "-q")
            git(first, "merge", "-q", "origin/so-ket-cum-1")
            git(first, "push", "-q", "origin", "main")
        git(tmp_path if words[0] in {"clone", "--version"} else here, *(words if words[0] != "clone" else [*words, "kho-bai"]))  # fmt: skip
        done.append(words[0])
    assert done == ["--version", "clone", "config", "config", "switch", "pull", "switch", "add", "commit", "push", "switch", "pull", "branch"]  # fmt: skip
    assert "Nguyễn Văn Ví Dụ" in git(here, "log", "--format=%an")
    assert git(here, "branch", "--format=%(refname:short)") == "main\n"


def test_windows_is_told_both_shells() -> None:
    """Variables are set otherwise in each; paths with a backslash run in both."""
    assert '$env:THIDUA_TODAY = "' in EDITOR
    assert "`set THIDUA_TODAY=" in EDITOR
    assert ".venv\\Scripts\\thidua" in EDITOR


_COMMAND = r"(?:git|py|cd|python3|\.venv[/\\])[^`\n]*"
_READ_OTHERWISE = set("$`%&|<>^;(){}'!*?~")
"""Signs that bash, PowerShell and cmd read each in its own way, or not as themselves."""
_AT_THE_HEAD = tuple("@#,=")
"""Signs that begin something else in PowerShell: splatting, a comment, a list."""


def _commands(text: str) -> list[str]:
    """What the guide tells an editor to type: lines of blocks, and code within sentences that is a command."""
    lines = re.findall(rf"^ {{4,}}({_COMMAND})$", text, re.MULTILINE)
    return lines + re.findall(r"`((?:git |py |\.venv[/\\])[^`\n]*)`", text)


@pytest.mark.parametrize("name", ["bien-tap.md", "ban-bien-tap.md", "giao-uoc.md"])
def test_every_command_is_one_command_in_bash_powershell_and_cmd(name: str) -> None:
    """The same words in all three: no sign outside of double quotes that one of them reads otherwise, none within that any does.

    Looked at once with a grammar of PowerShell as well (tree-sitter-powershell 0.26.4): each line is one command without a fault.
    """
    found = _commands((GUIDE / name).read_text("utf-8"))
    assert found
    for line in found:
        typed = line.replace(".venv/bin/", ".venv\\Scripts\\")
        assert typed.count('"') % 2 == 0, line
        for n, part in enumerate(typed.split('"')):
            wrong = _READ_OTHERWISE & set(part)
            assert not wrong, (line, wrong)
            if n % 2 == 0:
                words = part.split()
                assert not [w for w in words if w.startswith(_AT_THE_HEAD) or "," in w], line

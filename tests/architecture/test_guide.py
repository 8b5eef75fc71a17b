"""The editors' guide, followed word for word on a copy of the real content."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from pathlib import Path

import click
import pytest

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
            r".*(events|pledges|cluster\.yml|units|commemorations|campaigns|redirects).*", r"\1", p
        )
        for _, p, _ in _steps()
    }
    assert kinds == {
        "events",
        "pledges",
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

"""Which content the commands speak of: that of mkdocs.yml, wherever it lies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from support import BASE, write_tree
from thidua.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BROKEN: dict[str, Any] = {**BASE, "units.yml": "- {id: don-vi-hong}\n"}


def checked(config: Path) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, ["-f", str(config), "check", "--format", "json"])
    assert done.exit_code == 1, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


@pytest.mark.parametrize(
    ("folder", "setting", "path"),
    [
        ("du-an/content", None, "content/units.yml"),
        ("du-an/bai", "bai", "bai/units.yml"),
        ("du-an/noi/sau", "noi/sau", "noi/sau/units.yml"),
        ("kho-khac/bai", "../kho-khac/bai", "bai/units.yml"),
    ],
)
def test_commands_read_the_content_that_mkdocs_yml_names(
    tmp_path: Path, folder: str, setting: str | None, path: str
) -> None:
    write_tree(tmp_path / folder, BROKEN)
    config = tmp_path / "du-an" / "mkdocs.yml"
    config.parent.mkdir(exist_ok=True)
    named = f"extra:\n  thidua: {{content: {setting}}}\n" if setting else ""
    config.write_text(f'site_name: !ENV [TEN, "Thử"]\n{named}', "utf-8")
    assert path in {item["path"] for item in checked(config)}


def test_the_environment_comes_before_mkdocs_yml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path / "khac", BROKEN)
    config = tmp_path / "mkdocs.yml"
    config.write_text("extra: {thidua: {content: khong-co}}\n", "utf-8")
    monkeypatch.setenv("THIDUA_CONTENT", "khac")
    assert "khac/units.yml" in {item["path"] for item in checked(config)}


@pytest.mark.parametrize("text", ["extra: [", "extra: lạ\n", "extra: {thidua: lạ}\n", ""])
def test_a_mkdocs_yml_that_says_nothing_leaves_the_usual_folder(tmp_path: Path, text: str) -> None:
    write_tree(tmp_path / "content", BROKEN)
    config = tmp_path / "mkdocs.yml"
    config.write_text(text, "utf-8")
    assert "content/units.yml" in {item["path"] for item in checked(config)}

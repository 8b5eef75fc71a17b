"""``thidua stats``: how much there is, and what waits for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from support import BASE, EVENT, write_tree
from thidua.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def stats(folder: Path, **changes: str) -> tuple[int, str]:
    files = {f"events/2024/2024-03-14-{name.replace('_', '-')}.md": text for name, text in changes.items()}  # fmt: skip
    write_tree(folder / "content", {**BASE, **files})
    (folder / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    done = CliRunner().invoke(main, ["-f", str(folder / "mkdocs.yml"), "stats"])
    return done.exit_code, done.output


def test_how_much_there_is(tmp_path: Path) -> None:
    code, text = stats(tmp_path)
    assert code == 0
    assert [line.split(maxsplit=1) for line in text.splitlines()] == [
        ["1", "sự kiện"], ["1", "cụm thi đua"], ["2", "kỳ"], ["1", "giao ước"], ["5", "đơn vị"], ["1", "ngày kỷ niệm"], ["1", "phong trào"],
    ]  # fmt: skip


def test_what_waits(tmp_path: Path) -> None:
    draft = EVENT.replace("status: published", "status: draft")
    code, text = stats(
        tmp_path,
        nhap=draft.replace("title: Cụm", "title: Bản nháp của cụm"),
        hen=EVENT.replace("status: published", "status: published\npublish_on: 2098-02-01").replace("title: Cụm", "title: Bài hẹn của cụm"),
        nhap_hen=draft.replace("status: draft", "status: draft\npublish_on: 2098-02-01").replace("title: Cụm", "title: Nháp hẹn của cụm"),
    )  # fmt: skip
    assert code == 0
    counts, _, waiting = text.partition("\n\n")
    assert counts.split()[0] == "4"
    assert waiting.splitlines() == [
        "3 bài chưa đăng hoặc hẹn ngày đăng:",
        "  content/events/2024/2024-03-14-hen.md: đăng từ 01/02/2098",
        "  content/events/2024/2024-03-14-nhap.md: bản nháp (status là draft)",
        "  content/events/2024/2024-03-14-nhap-hen.md: bản nháp (status là draft)",
    ]


def test_mistakes_are_told_by_the_exit_code(tmp_path: Path) -> None:
    assert stats(tmp_path, sai=EVENT.replace("kinds: [ky-giao-uoc]", "kinds: [x]"))[0] == 1

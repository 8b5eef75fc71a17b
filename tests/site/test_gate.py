"""What is not fit to be published: check, build, publish and audit say the same of it, and drafts may have it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from support import TODAY, run
from thidua.checks.document_rules import unfit
from thidua.checks.run import check_content
from thidua.reading.library import read_library
from thidua.text_digest import text_digest

if TYPE_CHECKING:
    from pathlib import Path

PRESS = " ".join(f"câu thứ {n} của bài báo kể chuyện số {n * 7}" for n in range(30))
EVENT = f"""\
---
title: Cụm thi đua số 1 ký giao ước (TỐI MẬT)
date: 2024-03-20
kinds: [ky-giao-uoc]
clusters: [vd-1]
# CẦN CHỌN: cụm nào?
audience: AUDIENCE
status: STATUS
summary: Hai đơn vị ~~sẽ~~ ký giao ước TODO.
sources:
  - title: Bài báo Ví Dụ
    publisher: Báo Ví Dụ
    text_digest: {text_digest(PRESS)}
---

> **Bản nháp.** Nội dung nguồn.

> Thay dòng này bằng bài viết.

{PRESS}
"""
GATE = {"E640", "E641", "E642", "E643", "E644", "E645", "E646"}


def write_event(config: Path, audience: str, status: str) -> None:
    text = EVENT.replace("AUDIENCE", audience).replace("STATUS", status)
    (config.parent / "content/events/2024/2024-03-20-chua-xong.md").write_text(text, "utf-8")


def gate_codes(said: str) -> set[str]:
    return set(re.findall(r"\[(E64\d)\]", said))


def test_all_commands_refuse_the_same(fixture_copy: Path, internal_site: Path) -> None:
    """On the intranet as in public: there is no readership that drafts are meant for."""
    write_event(fixture_copy, "internal", "published")
    out = fixture_copy.parent / "site"
    out.mkdir()
    (out / "manifest.json").write_text('{"files": {}}', "utf-8")
    commands = {
        "check": ["check"],
        "build": ["build", "--out", str(out), "--audience", "internal"],
        "publish": ["publish", str(out.parent / "store"), "--audience", "internal"],
        "audit": ["audit", str(internal_site), "--audience", "internal", "--today", TODAY],
    }
    for name, command in commands.items():
        done = run("thidua.cli", "-f", str(fixture_copy), *command, env={"THIDUA_TODAY": TODAY})
        assert done.returncode == 1, (name, done.stderr)
        assert gate_codes(done.stdout + done.stderr) == GATE, name
    assert [path.name for path in out.iterdir()] == ["manifest.json"], "the old site stays"
    assert not (out.parent / "store" / "current").exists()


@pytest.mark.parametrize(
    ("audience", "status", "public", "internal"),
    [
        ("public", "published", GATE, GATE),
        ("internal", "published", set(), GATE),
        ("public", "draft", set(), set()),
    ],
)
def test_the_audit_asks_of_what_its_readers_may_see(
    audience: str, status: str, public: set[str], internal: set[str], fixture_copy: Path
) -> None:
    write_event(fixture_copy, audience, status)
    library = read_library(fixture_copy.parent / "content")
    day = dt.date.fromisoformat(TODAY)
    assert {item.code for item in unfit(library, "public", day)} == public
    assert {item.code for item in unfit(library, "internal", day)} == internal


def test_a_draft_may_have_all_of_it(fixture_copy: Path) -> None:
    write_event(fixture_copy, "public", "draft")
    report = check_content(fixture_copy.parent / "content").report
    assert GATE.isdisjoint(item.code for item in report)

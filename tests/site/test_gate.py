"""What is not fit to be published: check, build, publish and audit say the same of it, and drafts may have it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from desks import Asked
from support import TODAY, run
from thidua.campaign.link import link
from thidua.checks.document_rules import unfit
from thidua.checks.run import check_content
from thidua.prose import render
from thidua.reading.library import read_library
from thidua.releases.kept_pages import unfit_pages
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


def test_the_desk_publishes_none_of_it(fixture_copy: Path) -> None:
    """A draft that is set to published in the form is refused by the same gate, and kept as it was."""
    write_event(fixture_copy, "public", "draft")
    path = fixture_copy.parent / "content/events/2024/2024-03-20-chua-xong.md"
    before = path.read_bytes()
    desk = Asked(fixture_copy.parent)
    said = desk.form("/su-kien/2024/chua-xong")
    assert desk.post("/luu", said).status_code == 200, "a draft may have it"
    said["status"] = "published"
    refused = desk.post("/luu", said)
    assert refused.status_code == 422
    assert {item["code"] for item in refused.json["items"]} & GATE == GATE
    assert path.read_bytes() == before


COPIED = [
    PRESS,
    PRESS.replace(" ", "\n", 40),
    PRESS.replace("câu thứ", "“câu” thứ,"),
    PRESS.upper(),
    " ".join("khác" if n % 30 == 29 else word for n, word in enumerate(PRESS.split())),
    "\n\n".join(f"- Câu {part.strip()}." for part in PRESS.split("câu") if part.strip()),
]
"""A text as people change it who think that it is another one then."""


@pytest.mark.parametrize("text", COPIED, ids=["whole", "lines", "quotes", "capitals", "words", "list"])  # fmt: skip
def test_a_copy_is_one_however_it_is_dressed(text: str, fixture_copy: Path) -> None:
    write_event(fixture_copy, "public", "published")
    path = fixture_copy.parent / "content/events/2024/2024-03-20-chua-xong.md"
    path.write_text(path.read_text("utf-8").replace(PRESS, text), "utf-8")
    library = read_library(fixture_copy.parent / "content")
    found = {item.code for item in unfit(library, "public", dt.date.fromisoformat(TODAY))}
    assert "E642" in found


def test_the_same_news_in_other_words_is_no_copy(fixture_copy: Path) -> None:
    write_event(fixture_copy, "public", "published")
    path = fixture_copy.parent / "content/events/2024/2024-03-20-chua-xong.md"
    own = " ".join(f"ở dòng {n} người viết nói việc thứ {n * 7} theo cách của mình" for n in range(30))  # fmt: skip
    path.write_text(path.read_text("utf-8").replace(PRESS, own), "utf-8")
    library = read_library(fixture_copy.parent / "content")
    found = {item.code for item in unfit(library, "public", dt.date.fromisoformat(TODAY))}
    assert "E642" not in found


# --- A release that is kept --------------------------------------------------------------------


def kept_page(site: Path, release: Path, markdown: str) -> None:
    """Lay the page of one event into a release, its text replaced."""
    page = "su-kien/2024/ky-giao-uoc/index.html"
    html = (site / page).read_text("utf-8")
    start = html.index('<div class="md-typeset td-prose">') + len(
        '<div class="md-typeset td-prose">'
    )
    (release / page).parent.mkdir(parents=True)
    made = html[:start] + render(markdown, {}, "vi").html + html[html.index("</div>", start) :]
    (release / page).write_text(made, "utf-8")


@pytest.mark.parametrize(
    ("markdown", "public", "internal"),
    [
        ("Hai đơn vị ký giao ước, bảo vệ tài liệu MẬT của cụm.", [], []),
        ("> **Bản nháp.** Nội dung nguồn.", ["E640"], ["E640"]),
        ("> Thay dòng này bằng bài viết.", ["E641"], ["E641"]),
        ("Hai đơn vị ~~sẽ~~ ký giao ước.", ["E643"], ["E643"]),
        ("TỐI MẬT", ["E644"], ["E644"]),
        ("M Ậ T", ["E644"], ["E644"]),
        ("Tối mật", ["E644"], ["E644"]),
        ("| Mức | Số |\n| --- | --- |\n| Mật | 3 |\n| Tối mật | 1 |", [], []),
        ("LƯU HÀNH NỘI BỘ", ["E644"], []),
        ("Ba đơn vị ký (TODO: tên đơn vị thứ ba).", ["E645"], ["E645"]),
        (PRESS, ["E642"], ["E642"]),
    ],
)
def test_pages_of_a_kept_release_are_asked_what_texts_are(
    markdown: str, public: list[str], internal: list[str], public_site: Path, fixture_copy: Path, tmp_path: Path
) -> None:  # fmt: skip
    event = fixture_copy.parent / "content/events/2024/2024-03-14-ky-giao-uoc/index.md"
    text = event.read_text("utf-8")
    event.write_text(text.replace("\nsources:\n  - ", f"\nsources:\n  - text_digest: {text_digest(PRESS)}\n    "), "utf-8")  # fmt: skip
    site = link(read_library(event.parents[3]))
    kept_page(public_site, tmp_path / "release", markdown)
    assert [i.code for i in unfit_pages(tmp_path / "release", site, "public")] == public
    assert [i.code for i in unfit_pages(tmp_path / "release", site, "internal")] == internal


def test_a_site_that_passes_the_check_may_be_gone_back_to(
    public_site: Path, internal_site: Path, fixture_copy: Path
) -> None:
    site = link(read_library(fixture_copy.parent / "content"))
    assert [*unfit_pages(public_site, site, "public")] == []
    assert [*unfit_pages(internal_site, site, "internal")] == []

"""``thidua new term``: what follows from the term before and from events is filled in, and nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from support import BASE, CLUSTER, ROOT, write_tree
from thidua.checks.run import check_content
from thidua.editing import options
from thidua.editing.new import new_event
from thidua.editing.template import fields_of
from thidua.reading.records import Event
from unit.editing.test_new import run

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.editing.yaml_text import Item

REVIEW = """\
---
title: Cụm thi đua số 1 tổng kết năm 2024
date: 2024-12-10
kinds: [tong-ket]
clusters: [vd-1]
audience: public
status: published
summary: Hai đơn vị tổng kết phong trào thi đua.
sources:
  - title: Cụm 1 tổng kết
    publisher: Báo Ví Dụ
---

SENTENCE
"""
SIGNING = REVIEW.replace("tổng kết năm 2024", "ký giao ước năm 2025").replace("2024-12-10", "2025-03-02").replace("tong-ket", "ky-giao-uoc").replace("Cụm 1 tổng kết", "Cụm 1 ký giao ước")  # fmt: skip
HEAD = '  - term: "2025"\n    from: 2025-01-01\n    to: 2025-12-31\n    label: năm 2025\n'


def project(folder: Path, sentence: str = "Tốt.", cluster: str = CLUSTER, signing: str | None = None) -> Path:  # fmt: skip
    files: dict[str, str | bytes | None] = {
        **BASE,
        "clusters/vd-1/cluster.yml": cluster,
        "events/2024/2024-12-10-tong-ket.md": REVIEW.replace("SENTENCE", sentence),
    }
    if signing:
        files["events/2025/2025-03-02-ky-giao-uoc.md"] = signing
    write_tree(folder / "content", files)
    (folder / "mkdocs.yml").touch()
    return folder


def term(folder: Path, *options: str) -> str:
    """The lines that were put into the cluster's file."""
    path = folder / "content/clusters/vd-1/cluster.yml"
    before = path.read_bytes()
    code, said = run(folder, "new", "term", "--cluster", "vd-1", "--term", "2025", *options)
    assert code == 0, said
    after = path.read_bytes()
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))  # fmt: skip
    at = after.rfind(b"\n", 0, at) + 1
    new = after[at : at + len(after) - len(before)]
    assert after == before[:at] + new + before[at:], "every other byte stays"
    return new.decode()


def test_days_label_and_the_sources_of_the_event_that_opens_it(tmp_path: Path) -> None:
    folder = project(tmp_path, signing=SIGNING)
    assert term(folder) == f"{HEAD}    sources:\n      - title: Cụm 1 ký giao ước\n        publisher: Báo Ví Dụ\n"  # fmt: skip
    assert not check_content(folder / "content").report.has_errors


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Hội nghị bầu Công an tỉnh Thí Dụ làm Cụm trưởng và Công an tỉnh Mẫu làm Cụm phó năm 2025.", "unit: ca-thi-du how: bau"),
        ("Hội nghị suy tôn Công an tỉnh Mẫu làm đơn vị Cụm trưởng năm 2025.", "unit: ca-mau how: bau"),
        ("Bộ phân công Công an tỉnh Mẫu làm Cụm trưởng.", "ca-mau"),
        ("Công an tỉnh Mẫu bàn giao nhiệm vụ Cụm trưởng năm 2025 cho Công an tỉnh Thí Dụ.", "ca-thi-du"),
        ("Công an tỉnh Thí Dụ nhận nhiệm vụ Cụm trưởng năm 2025.", "ca-thi-du"),
        ("Công an tỉnh Mẫu, đơn vị Cụm trưởng, chủ trì hội nghị.", ""),
        ("Công an tỉnh Mẫu là Cụm trưởng năm 2024.", ""),
        ("Hội nghị bầu Công an tỉnh Mẫu làm Cụm phó năm 2025.", ""),
        ("Hội nghị bầu Công an tỉnh Mẫu làm Cụm trưởng năm 2026.", ""),
        ("Hội nghị bầu Công an tỉnh Mẫu làm Cụm trưởng. Hội nghị bầu Công an tỉnh Thí Dụ làm Cụm trưởng.", ""),
    ],
)  # fmt: skip
def test_the_lead_a_review_elects(sentence: str, lead: str, tmp_path: Path) -> None:
    folder = project(tmp_path, sentence, signing=SIGNING)
    lines = yaml.safe_load(term(folder))[0]
    found = lines.get("lead", "")
    assert (" ".join(f"{k}: {v}" for k, v in found.items()) if isinstance(found, dict) else found) == lead  # fmt: skip
    cited = [source["title"] for source in lines["sources"]]
    assert cited == (["Cụm 1 tổng kết", "Cụm 1 ký giao ước"] if lead else ["Cụm 1 ký giao ước"])


def test_what_was_given_counts_and_what_is_open_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path, "Hội nghị bầu Công an tỉnh Mẫu làm Cụm trưởng năm 2025.")
    code, said = run(
        folder, "new", "term", "--cluster", "vd-1", "--term", "2025", "--lead", "ca-thi-du",
        "--member", "ca-mau", "--member", "ca-thi-du",
    )  # fmt: skip
    assert code == 0, said
    assert "lead lấy từ" not in said
    text = (folder / "content/clusters/vd-1/cluster.yml").read_text("utf-8")
    assert "    lead: ca-thi-du\n    members: [ca-mau, ca-thi-du]\n" in text
    folder = project(tmp_path / "khac", "Không có gì.")
    code, said = run(folder, "new", "term", "--cluster", "vd-1", "--term", "2025")
    assert "điền “title”" in said
    assert run(folder, "new", "term", "--cluster", "vd-1", "--term", "2024")[0] == 1


@pytest.mark.parametrize(
    ("cluster", "expect"),
    [
        (CLUSTER.rstrip("\n"), HEAD),
        (CLUSTER + "\n# ghi chú cuối tệp\n", HEAD),
        (CLUSTER.replace('"2024"\n', '"2024"\n    label: năm thi đua 2024\n'), HEAD.replace("năm 2025", "năm thi đua 2025")),
        (CLUSTER.replace('"2024"\n', '"2024"\n    label: năm 2024 (từ 01/7)\n'), HEAD),
    ],
)  # fmt: skip
def test_other_forms_of_files(cluster: str, expect: str, tmp_path: Path) -> None:
    folder = project(tmp_path, cluster=cluster, signing=SIGNING)
    path = folder / "content/clusters/vd-1/cluster.yml"
    assert run(folder, "new", "term", "--cluster", "vd-1", "--term", "2025")[0] == 0
    text = path.read_text("utf-8")
    assert expect in text
    assert text.startswith(cluster.split("\n# ", maxsplit=1)[0])
    assert not check_content(folder / "content").report.has_errors


def test_a_school_year_follows_on_the_one_before(tmp_path: Path) -> None:
    cluster = CLUSTER.replace('"2024"', "2024-2025").replace("2024-01-01", "2024-09-01").replace("2024-12-31", "2025-08-31").replace("    lead: ca-mau\n", "    label: năm học 2024–2025\n")  # fmt: skip
    folder = tmp_path
    write_tree(folder / "content", {**BASE, "clusters/vd-1/cluster.yml": cluster, "clusters/vd-1/pledges/2024.md": None, "events/2024/2024-03-14-ky-giao-uoc.md": None})  # fmt: skip
    (folder / "mkdocs.yml").touch()
    code, said = run(folder, "new", "term", "--cluster", "vd-1", "--term", "2025-2026", "--source", "Bản tin")  # fmt: skip
    assert code == 0, said
    text = (folder / "content/clusters/vd-1/cluster.yml").read_text("utf-8")
    assert '  - term: "2025-2026"\n    from: 2025-09-01\n    to: 2026-08-31\n    label: năm học 2025–2026\n' in text  # fmt: skip


def lines_typed(event: Event, body: str) -> list[str]:
    """Options of ``new event`` that say what a record says, and the paragraphs of its text: a line each."""
    typed = [f"title: {event.title}", f"date: {event.date}"]
    for field in fields_of(Event):
        if field.key in {"title", "date", "audience", "status"}:
            continue
        value = getattr(event, field.key)
        typed += [f"{options.option_name(field)} {one}" for one in (value if isinstance(value, tuple) else [value] if value else [])]  # fmt: skip
    return typed + [part for part in body.split("\n\n") if part.strip()]


def test_a_median_event_needs_fifteen_lines_at_most() -> None:
    """Over all shipped events: an option for each thing that is said, a line for each paragraph."""
    site = check_content(ROOT / "content").site
    counts = sorted(len(lines_typed(e.record, e.body.text)) for e in site.events)
    assert len(counts) > 50
    assert counts[len(counts) // 2] <= 15


def test_such_options_give_the_whole_event(tmp_path: Path) -> None:
    """What is counted as a line is one: the form makes the rest."""
    write_tree(tmp_path / "content", BASE)
    given: dict[str, Item] = options.given_values(
        Event,
        {
            "value_title": "Cụm họp", "value_date": "2024-05-02", "value_kinds": ("gap-mat",), "value_clusters": ("vd-1",),
            "value_summary": "Hai đơn vị họp.", "value_place": "Tỉnh Mẫu", "value_host": "ca-mau",
            "value_officials": ("Lê Văn Mẫu; Đại tá; Giám đốc",), "value_campaigns": ("vi-du",),
            "value_figures": ("Chỉ tiêu; 77; chỉ tiêu",), "value_sources": ("Bản tin; Báo Ví Dụ; https://bao.example/1",),
        },
    )  # fmt: skip
    made = new_event(tmp_path / "content", tmp_path, given)
    assert made.open == ()
    assert made.diagnostics == ()

"""New files: made from the records, tried before they are written, sound but for what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from support import BASE, write_tree
from thidua.checks.run import check_content
from thidua.cli import main
from thidua.editing import commands
from thidua.editing.template import examples, fields_of, render
from thidua.editing.yaml_text import yaml_entry, yaml_scalar
from thidua.locale import strings
from thidua.reading.body import FORM_LINE
from thidua.reading.records import Cluster, Event, Pledge, Scores, Term
from thidua.reading.strict_yaml import read_yaml
from thidua.reading.typed import to_record
from thidua.text import nfc

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.reading.base import Record

RECORDS: tuple[type[Record], ...] = (Event, Cluster, Term, Pledge, Scores)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_tree(tmp_path / "content", BASE)
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path


def run(project: Path, *args: str, lang: str = "vi", answers: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(
        main, ["-f", str(project / "mkdocs.yml"), "--lang", lang, *args], input=answers
    )
    return done.exit_code, done.output


def findings(project: Path) -> list[tuple[str, int, str]]:
    report = check_content(project / "content", project).report
    return [(item.path, item.line, item.code) for item in report]


EVENT = ("new", "event", "--title", "Họp Cụm: tháng 5", "--date", "2024-05-02")


def test_event(project: Path) -> None:
    code, said = run(
        project, *EVENT, "--kind", "gap-mat", "--cluster", "vd-1", "--summary", "Cụm họp.", "--host", "ca-mau",
        "--official", "Lê Văn Mẫu; Đại tá; Giám đốc", "--figure", "Chỉ tiêu; 77; chỉ tiêu",
        "--commemoration", "ngay-vi-du; 2025", "--campaign", "vi-du", "--source", "Bản tin; Báo Ví Dụ; https://bao.example/1",
        "--audience", "public", "--time", "08:00",
    )  # fmt: skip
    assert code == 0, said
    path = project / "content/events/2024/2024-05-02-hop-cum-thang-5.md"
    assert "content/events/2024/2024-05-02-hop-cum-thang-5.md" in said
    assert findings(project) == []
    text = path.read_text("utf-8")
    assert "\nstatus: draft\n" in text
    assert '\ntitle: "Họp Cụm: tháng 5"\n' in text
    assert '\n    value: "77"\n' in text
    assert "\n#place: " in text


def test_what_is_left_open_is_named_and_nothing_else_is_wrong(project: Path) -> None:
    code, said = run(project, *EVENT)
    assert code == 0
    named = [(int(line), key) for line, key in re.findall(r"dòng (\d+): điền “(\w+)”", said)]
    assert [key for _, key in named] == ["kinds", "summary", "title"]
    found = findings(project)
    assert [line for _, line, _ in found] == [line for line, _ in named]
    assert {code for _, _, code in found} <= {"E311", "E316"}


def test_never_overwrites(project: Path) -> None:
    assert run(project, *EVENT)[0] == 0
    [path] = (project / "content/events/2024").glob("2024-05-02-*")
    path.write_text("mine")
    code, said = run(project, *EVENT)
    assert (code, path.read_text()) == (1, "mine")
    assert "không ghi đè" in said
    assert run(project, *EVENT, "--name", "Họp Khác")[0] == 0
    assert (project / "content/events/2024/2024-05-02-hop-khac.md").is_file()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--cluster", "vd-01"), "vd-1"),
        (("--date", "2024-02-31"), "2024-02-31"),
        (("--date", "04/05/2024"), "2024-05-04"),
        (("--host", "ca-mauu"), "ca-mau"),
        (("--cluster", "vd-1", "--date", "2020-01-01"), "vd-1"),
        (("--official", "a; b; c; d"), "name; rank; post"),
        (("--name", "..", "--date", "../../2024"), "../../2024"),
    ],
)
def test_wrong_values_write_nothing(project: Path, args: tuple[str, ...], told: str) -> None:
    before = sorted(project.rglob("*"))
    code, said = run(project, *EVENT, *args)
    assert code == 2
    assert told in said
    assert sorted(project.rglob("*")) == before


def test_pledge(project: Path) -> None:
    code, said = run(
        project,
        "new",
        "pledge",
        "--cluster",
        "vd-1",
        "--term",
        "2023",
        "--source",
        "Giao ước năm 2023",
    )
    assert code == 0, said
    path = project / "content/clusters/vd-1/pledges/2023.md"
    assert "title: Giao ước thi đua 2023" in path.read_text("utf-8")
    # Sound but for its articles, which are still to be written.
    assert [code for _, _, code in findings(project)] == ["E641"]
    assert run(project, "new", "pledge", "--cluster", "vd-1", "--term", "2023")[0] == 1
    code, said = run(project, "new", "pledge", "--cluster", "vd-1", "--term", "2032")
    assert code == 2
    assert "2023, 2024" in said
    assert run(project, "new", "pledge", "--cluster", "vd-2", "--term", "2023")[0] == 2


def test_scores(project: Path) -> None:
    new = ("new", "scores", "--cluster", "vd-1", "--term")
    assert run(project, *new, "2023")[0] == 0
    path = project / "content/clusters/vd-1/scores/2023.yml"
    text = path.read_text("utf-8")
    rows = yaml.safe_load(text)["sheets"][0]["rows"]
    assert [row["unit"] for row in rows] == ["ca-mau", "ca-thi-du"]
    assert [code for _, _, code in findings(project)] == ["E311"]
    table = 'criteria:\n  - {id: ho-so, text: Hồ sơ, max: "9,5"}\nsheets:'
    path.write_text(text.replace("- title:", "- title: Sổ").replace("sheets:", table, 1), "utf-8")
    assert findings(project) == []
    # The next year begins with the score table of the year before.
    code, said = run(project, *new, "2024")
    assert code == 0
    assert "title" in said
    after = yaml.safe_load((path.parent / "2024.yml").read_text("utf-8"))
    assert after["criteria"] == [{"id": "ho-so", "text": "Hồ sơ", "max": "9,5"}]
    assert [row["points"] for row in after["sheets"][0]["rows"]] == [{"ho-so": None}] * 2
    assert run(project, *new, "2024")[0] == 1
    assert run(project, *new, "2032")[0] != 0
    assert run(project, "new", "scores", "--cluster", "vd-2", "--term", "2024")[0] == 2
    assert "--term" in run(project, "new", "scores", "--cluster", "vd-1")[1]


def test_cluster(project: Path) -> None:
    args = (
        "new", "cluster", "--id", "vd-2", "--name", "Cụm thi đua số 2 – Ví Dụ", "--number", "2", "--owner", "bo-vi-du",
        "--block", "cong-an-dia-phuong", "--alias", "Cụm 2", "--term", "2024", "--from", "2024-01-01", "--to", "2024-12-31",
        "--lead", "ca-mau; bau", "--member", "ca-mau", "--member", "ca-cu; 2024-01-01; 2024-02-01", "--source", "Bản tin",
    )  # fmt: skip
    code, said = run(project, *args)
    assert code == 2, "ca-cu had ended"
    code, said = run(project, *(a for a in args if not a.startswith("ca-cu")), "ca-thi-du")
    assert code == 2, said
    code, said = run(project, *args[:-4], *args[-2:])
    assert code == 0, said
    assert findings(project) == []
    assert run(project, "new", "cluster", "--id", "../x", "--name", "a")[0] == 2
    assert not (project / "content/x").exists()


def test_missing_options_are_wrong_use_without_a_terminal(project: Path) -> None:
    assert run(project, "new", "event")[0] == 2
    code, said = run(project, "new", "pledge", lang="en")
    assert code == 2
    assert "--cluster is missing" in said


def test_asks_on_a_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_on_terminal", lambda: True)
    answers = "Họp cụm\n2024-05-02\ngap-mat, khac\n\nCụm họp.\nBản tin; Báo Ví Dụ\n"
    code, said = run(project, "new", "event", answers=answers)
    assert code == 0, said
    assert findings(project) == []
    text = (project / "content/events/2024/2024-05-02-hop-cum.md").read_text("utf-8")
    assert "\nkinds: [gap-mat, khac]\n" in text
    assert "\naudience: internal\n" in text


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_every_key_has_guidance_and_a_sound_example(cls: type[Record]) -> None:
    for field in fields_of(cls):
        name = f"{cls.__name__}.{field.key}"
        assert name in strings("vi", "guides")
        assert "\n" not in strings("vi", "guides")[name]
        assert field.required or name in examples(), name
    rendered = render(cls, {})
    text = "\n".join(re.sub(r"^#(?=\w|  )", "", line) for line in rendered.filled())
    marked, found = read_yaml("x.yml", text)
    assert not found
    value: Any = marked.value
    filled = {"kinds", "clusters", "audience", "status", "date", "title", "terms"}
    told = to_record(cls, marked, "x.yml").diagnostics
    assert set(value) == set(cls.keys())
    waiting = {n + 1 for n in rendered.open}
    assert [d for d in told if d.line not in waiting] == [], filled


_TEXT = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Co", "Zl", "Zp")), min_size=1).map(
    nfc
)


@given(_TEXT.filter(lambda t: t.strip()), st.booleans())
def test_scalars_read_back(text: str, flow: bool) -> None:
    written = f"a: [{yaml_scalar(text, flow=True)}]" if flow else f"a: {yaml_scalar(text)}"
    marked, found = read_yaml("x.yml", written)
    assert [item.code for item in found] == []
    assert marked.value == {"a": [text] if flow else text}
    value = yaml.safe_load(written)["a"]
    assert str(value[0] if flow else value) == text


def test_entries() -> None:
    value = {
        "a": "x: y",
        "b": ["m-1", "m-2"],
        "c": [{"k": "", "l": 3}],
        "d": {"from": "2024", "to": "2025"},
        "e": ["Một hai"],
    }
    lines = [line for key, item in value.items() for line in yaml_entry(key, item)]
    assert lines == [
        'a: "x: y"', "b: [m-1, m-2]", "c:", "  - k:", "    l: 3", 'd: {from: "2024", to: "2025"}', "e:", "  - Một hai",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["body.event", "body.pledge"])
def test_the_line_a_body_begins_with_is_known_to_the_check(key: str) -> None:
    assert strings("vi", "guides")[key].startswith(FORM_LINE)


TARGET = "giam-vi-pham; trat-tu; Giảm vi phạm; giam>=; 5; %"


def test_targets_bring_the_headings_of_their_articles(project: Path) -> None:
    code, said = run(
        project, "new", "pledge", "--cluster", "vd-1", "--term", "2023", "--target", TARGET,
        "--target", "thi-dua; phong-trao; Mở đợt thi đua; >=; 2; đợt",
        "--target", "lop-hoc; trat-tu; Mở lớp tập huấn; >=; 1; lớp", "--source", "Giao ước năm 2023",
    )  # fmt: skip
    assert code == 0, said
    text = (project / "content/clusters/vd-1/pledges/2023.md").read_text("utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Điều 1. … {#trat-tu}", "## Điều 2. … {#phong-trao}"]
    assert [code for _, _, code in findings(project)] == ["E641"]


def test_targets_may_count_assigned_targets(project: Path) -> None:
    code, said = run(
        project, "new", "pledge", "--cluster", "vd-1", "--term", "2023", "--target",
        "cong-tac; an-ninh; Hoàn thành vượt mức chỉ tiêu công tác; hoàn thành vượt mức; 77; chỉ tiêu;; Bộ Ví Dụ",
        "--source", "Giao ước năm 2023",
    )  # fmt: skip
    assert code == 0, said
    text = (project / "content/clusters/vd-1/pledges/2023.md").read_text("utf-8")
    assert "comparator: hoàn thành vượt mức" in text
    assert "assigned_by: Bộ Ví Dụ" in text
    assert [code for _, _, code in findings(project)] == ["E641"]


def test_a_pledge_is_held_to_every_rule_before_it_is_written(project: Path) -> None:
    """Two targets of one id are refused by the rules of pledges, which only the whole check knows."""
    code, said = run(
        project, "new", "pledge", "--cluster", "vd-1", "--term", "2023", "--target", TARGET,
        "--target", TARGET, "--source", "Giao ước năm 2023",
    )  # fmt: skip
    assert code == 2
    assert "giam-vi-pham" in said
    assert not (project / "content/clusters/vd-1/pledges/2023.md").exists()

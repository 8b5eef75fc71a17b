"""Corrections without a word, in real repositories of git: what counts, what does not, and what is never run."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from support import BASE, run, write_tree
from thidua.editing.untold_changes import check_changes
from thidua.git_history import changed_since

EVENT = "events/2024/2024-03-14-ky-giao-uoc.md"
CLUSTER = "clusters/vd-1/cluster.yml"
PLEDGE = "clusters/vd-1/pledges/2024.md"
UNITS = "units.yml"
DAYS = "commemorations.yml"
CAMPAIGNS = "campaigns.yml"
FACTS = """\
place: TP Mới
officials: [{name: Nguyễn Văn Mẫu, post: Giám đốc}]
figures: [{label: Tập thể, value: "12", unit: tập thể}]
awards: [{title: Cờ thi đua, to: ca-moi, for_year: 2023, status: de-nghi}]
sources:"""
FILES = {**BASE, EVENT: BASE[EVENT].replace("sources:", FACTS, 1)}
DAY = dt.date(2026, 1, 15)


def git(folder: Path, *args: str) -> None:
    own = ("-c", "user.name=Ví Dụ", "-c", "user.email=vi-du@example.vn", "-c", "commit.gpgsign=false")  # fmt: skip
    subprocess.run(["git", "-C", str(folder), *own, *args], check=True, capture_output=True)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of which everything is committed."""
    folder = tmp_path_factory.mktemp("kho")
    write_tree(folder / "content", FILES)
    (folder / "mkdocs.yml").write_text("site_name: Ví Dụ\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Một")
    return folder


@pytest.fixture
def repository(committed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(committed, tmp_path / "kho"))


def edit(folder: Path, path: str, *changes: tuple[str, str]) -> None:
    file = folder / "content" / path
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def told(folder: Path, base: str = "HEAD", day: dt.date = DAY) -> list[str]:
    """Where a change is told of and the fields that changed."""
    report = check_changes(folder / "content", folder, base, day)
    assert report is not None
    items = [(item.path, item.line, item.column, dict(item.params)["fields"]) for item in report]
    assert {item.code for item in report} <= {"W575"}
    return [f"{Path(path).name}:{line}:{column} {names}" for path, line, column, names in items]


@pytest.mark.parametrize(
    ("path", "changes", "found"),
    [
        (EVENT, [("ký giao ước năm 2024", "ký giao ước 2024")], "2024-03-14-ky-giao-uoc.md:2:8 title"),
        (EVENT, [("date: 2024-03-14", "date: 2024-03-15")], "2024-03-14-ky-giao-uoc.md:3:7 date"),
        (EVENT, [("TP Mới", "TP Cũ")], "2024-03-14-ky-giao-uoc.md:9:8 place"),
        (EVENT, [("place: TP Mới\n", "")], "2024-03-14-ky-giao-uoc.md:2:1 place"),
        (EVENT, [("clusters: [vd-1]", "clusters: [vd-1@2023]")], "2024-03-14-ky-giao-uoc.md:5:11 clusters"),
        (EVENT, [("Giám đốc", "Phó Giám đốc")], "2024-03-14-ky-giao-uoc.md:10:13 officials"),
        (EVENT, [('"12"', '"21"')], "2024-03-14-ky-giao-uoc.md:11:11 figures"),
        (EVENT, [("to: ca-moi", "to: ca-mau")], "2024-03-14-ky-giao-uoc.md:12:10 awards"),
        (EVENT, [('"12"', '"21"'), ("date: 2024-03-14", "date: 2024-03-15")], "2024-03-14-ky-giao-uoc.md:3:7 date, figures"),
        (CLUSTER, [("Cụm thi đua số 1", "Cụm thi đua số 2")], "cluster.yml:2:7 name"),
        (CLUSTER, [("owner: bo-vi-du", "owner: ca-mau")], "cluster.yml:4:8 owner"),
        (CLUSTER, [("[ca-mau, ca-thi-du]", "[ca-mau]")], "cluster.yml:12:14 members"),
        (CLUSTER, [("[ca-mau, ca-thi-du]", "[ca-mau, ca-thi-du, ca-moi]")], "cluster.yml:12:34 members"),
        (CLUSTER, [("lead: ca-mau", "lead: ca-thi-du")], "cluster.yml:18:11 lead"),
        (CLUSTER, [("to: 2023-12-31", "to: 2023-11-30")], "cluster.yml:11:9 to"),
        (UNITS, [("Công an tỉnh Mẫu", "Công an tỉnh Mẫu Mới")], "units.yml:4:9 name"),
        (PLEDGE, [("value: 5%", "value: 6%")], "2024.md:7:5 targets"),
        (PLEDGE, [("signatories: [ca-mau, ca-thi-du]", "signatories: [ca-mau]")], "2024.md:5:14 signatories"),
        (DAYS, [("origin: 1945-08-12", "origin: 1946-08-12")], "commemorations.yml:4:11 origin"),
        (CAMPAIGNS, [("Phong trào Ví Dụ", "Phong trào Mẫu")], "campaigns.yml:2:9 name"),
    ],
)  # fmt: skip
def test_a_change_without_a_word(
    repository: Path, path: str, changes: list[tuple[str, str]], found: str
) -> None:
    edit(repository, path, *changes)
    assert told(repository) == [found]


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        # Text, summaries and sources may change at any time; what was not known may be added.
        (EVENT, [("Hai đơn vị ký giao ước.", "Hai đơn vị đã ký."), ("thi đua.\n", "thi đua mới.\n"), ("Bản tin Ví Dụ", "Bản tin")]),
        (EVENT, [("place: TP Mới", 'time: "08:00"\nhost: ca-mau\nplace: TP Mới')]),
        (EVENT, [("name: Nguyễn Văn Mẫu, ", "name: Nguyễn Văn Mẫu, rank: Đại tá, "), ("}]", "}, {name: Trần Văn Thí}]")]),
        (EVENT, [("status: de-nghi", "status: trao")]),
        (EVENT, [("}]\nawards", '}, {label: Cá nhân, value: "3"}]\nawards')]),
        (CLUSTER, [("lead: ca-mau", "lead: ca-mau\n    deputy: ca-thi-du")]),
        (CLUSTER, [("[ca-mau, ca-thi-du]", "[{unit: ca-mau, to: 2023-06-30}, ca-thi-du, {unit: ca-moi, from: 2023-07-01}]")]),
        (CLUSTER, [("[ca-mau, ca-thi-du]", "[ca-thi-du, ca-mau]")]),
        (UNITS, [("Công an tỉnh Mẫu", "Công an tỉnh Mẫu\n  to: 2025-06-30")]),
        (PLEDGE, [("value: 5%}", "value: 5%, results: [{unit: ca-mau, value: 6%, as_of: 2024-12-31, source: Báo cáo}]}")]),
        # Another form of the same words.
        (EVENT, [("title: Cụm thi đua số 1 ký giao ước năm 2024", 'title: "Cụm thi đua số 1 ký giao ước năm 2024"')]),
    ],
)  # fmt: skip
def test_what_is_no_correction(repository: Path, path: str, changes: list[tuple[str, str]]) -> None:
    edit(repository, path, *changes)
    assert told(repository) == []


@pytest.mark.parametrize(
    ("path", "before", "change"),
    [
        (EVENT, "sources:", ("TP Mới", "TP Cũ")),
        (CLUSTER, "terms:", ("owner: bo-vi-du", "owner: ca-mau")),
        (CLUSTER, "terms:", ("[ca-mau, ca-thi-du]", "[ca-mau]")),
        (CLUSTER, "    sources:", ("[ca-mau, ca-thi-du]", "[ca-mau]")),
        (UNITS, "- id: ca-thi-du", ("Công an tỉnh Mẫu", "Công an tỉnh Mẫu Mới")),
        (PLEDGE, "sources:", ("value: 5%", "value: 6%")),
        (DAYS, "  sources:", ("origin: 1945-08-12", "origin: 1946-08-12")),
        (CAMPAIGNS, "  sources:", ("Phong trào Ví Dụ", "Phong trào Mẫu")),
    ],
)
@pytest.mark.parametrize(
    ("revised", "is_told"),
    [
        ("{date: 2025-03-01, note: Trước ghi sai.}", True),
        ("{date: 2025-03-01, minor: true}", True),
        ("{date: 2025-03-01, minor: false}", False),
        ("2025-03-01", False),
    ],
)
def test_a_note_or_the_mark_of_a_slip_is_a_word(
    repository: Path, path: str, before: str, change: tuple[str, str], revised: str, is_told: bool
) -> None:
    indent = "  " if path == UNITS else before[: len(before) - len(before.lstrip())]
    edit(repository, path, change, (before, f"{indent}revised: {revised}\n{before}"))
    assert (told(repository) == []) is is_told


def test_a_note_of_an_earlier_correction_is_no_word_about_this_one(repository: Path) -> None:
    noted = "revised: {date: 2025-03-01, note: Trước ghi sai.}\nsources:"
    edit(repository, EVENT, ("TP Mới", "TP Cũ"), ("sources:", noted))
    git(repository, "commit", "-q", "-a", "-m", "Hai")
    assert told(repository) == []
    edit(repository, EVENT, ("TP Cũ", "TP Mẫu"))
    assert told(repository) == ["2024-03-14-ky-giao-uoc.md:9:8 place"]
    edit(repository, EVENT, ("2025-03-01, note: Trước ghi sai.", "2025-04-01, minor: true"))
    assert told(repository) == []


def test_a_term_that_goes(repository: Path) -> None:
    text = BASE[CLUSTER]
    first, second = text.index('  - term: "2023"'), text.index('  - term: "2024"')
    (repository / "content" / CLUSTER).write_text(text[:first] + text[second:], "utf-8")
    assert told(repository) == ["cluster.yml:9:3 terms"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("published", "published", ["2024-03-14-ky-giao-uoc.md:9:8 place"]),
        ("draft", "draft", []),
        ("draft", "published", []),
        ("published", "draft", []),
        ("published\npublish_on: 2026-01-16", "published\npublish_on: 2026-01-16", []),
        (
            "published\npublish_on: 2026-01-15",
            "published\npublish_on: 2026-01-15",
            ["2024-03-14-ky-giao-uoc.md:10:8 place"],
        ),
    ],
)
def test_only_what_was_published(
    repository: Path, before: str, after: str, found: list[str]
) -> None:
    edit(repository, EVENT, ("status: published", f"status: {before}"))
    git(repository, "commit", "-q", "--allow-empty", "-a", "-m", "Hai")
    edit(repository, EVENT, ("TP Mới", "TP Cũ"), (f"status: {before}", f"status: {after}"))
    assert told(repository) == found


def test_a_base_of_a_merge_request(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "sua")
    edit(repository, EVENT, ("TP Mới", "TP Cũ"))
    git(repository, "commit", "-q", "-a", "-m", "Hai")
    assert told(repository) == []
    assert told(repository, "main") == ["2024-03-14-ky-giao-uoc.md:9:8 place"]
    assert told(repository, "HEAD~1") == ["2024-03-14-ky-giao-uoc.md:9:8 place"]


@pytest.mark.parametrize("base", ["khong-co", "--output=x", "-h", "a b", "", "HEAD:content"])
def test_no_such_base(repository: Path, base: str) -> None:
    assert check_changes(repository / "content", repository, base, DAY) is None
    assert not (repository / "content/x").exists()


def test_no_repository(tmp_path: Path) -> None:
    write_tree(tmp_path / "content", FILES)
    assert check_changes(tmp_path / "content", tmp_path, "HEAD", DAY) is None


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/khong-co")
    assert check_changes(repository / "content", repository, "HEAD", DAY) is None


def test_a_program_of_the_content_is_not_git(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = repository / "git"
    fake.write_text(f"#!/bin/sh\ntouch {repository}/ran\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(repository), prepend=":")
    assert check_changes(repository / "content", repository, "HEAD", DAY) is None
    assert not (repository / "ran").exists()


def test_line_ends_of_another_system_are_no_change(repository: Path) -> None:
    for path in (EVENT, CLUSTER):
        file = repository / "content" / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_since(repository / "content", "HEAD", (".md", ".yml")) == {}


def test_files_that_are_new_or_gone_are_no_corrections(repository: Path) -> None:
    (repository / "content" / EVENT).rename(repository / "content/events/2024/2024-03-14-khac.md")
    assert told(repository) == []


def test_a_link_is_not_followed(repository: Path, tmp_path: Path) -> None:
    file = repository / "content" / EVENT
    (tmp_path / "khac.md").write_text(file.read_text("utf-8").replace("TP Mới", "TP Cũ"), "utf-8")
    file.unlink()
    file.symlink_to(tmp_path / "khac.md")
    assert told(repository) == []


def test_nothing_that_a_repository_names_is_run(repository: Path) -> None:
    """Filters, external diffs, text conversions, monitors, hooks, pagers: each would leave a file behind."""
    trap = repository / "bay.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/ran\ncat\n", "utf-8")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "diff.bay.command",
        "diff.bay.textconv", "filter.bay.clean", "filter.bay.smudge", "filter.bay.process", "credential.helper",
    ):  # fmt: skip
        git(repository, "config", name, str(trap))
    git(repository, "config", "remote.origin.url", f"ext::{trap}")
    git(repository, "config", "remote.origin.promisor", "true")
    git(repository, "config", "protocol.ext.allow", "always")
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "core.repositoryFormatVersion", "1")
    (repository / ".git/hooks").mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (repository / ".git/hooks" / hook).write_text(trap.read_text("utf-8"), "utf-8")
        (repository / ".git/hooks" / hook).chmod(0o755)
    (repository / "content/.gitattributes").write_text("* filter=bay diff=bay\n", "utf-8")
    (repository / "ran").unlink(missing_ok=True)
    edit(repository, EVENT, ("TP Mới", "TP Cũ"))
    assert told(repository) == ["2024-03-14-ky-giao-uoc.md:9:8 place"]
    assert not (repository / "ran").exists()
    # An object that is not there is not fetched by what the repository names for it either.
    asked = ["git", "-C", str(repository), "rev-parse", f"HEAD:content/{EVENT}"]
    id_ = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    (repository / ".git/objects" / id_[:2] / id_[2:]).unlink()
    (repository / "ran").unlink(missing_ok=True)
    assert told(repository) == []
    assert not (repository / "ran").exists()


def test_a_repository_of_hashes_of_256_bits(tmp_path: Path) -> None:
    write_tree(tmp_path / "content", FILES)
    git(tmp_path, "init", "-q", "--object-format=sha256")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Một")
    assert changed_since(tmp_path / "content", "HEAD", (".md", ".yml")) == {}
    edit(tmp_path, EVENT, ("TP Mới", "TP Cũ"))
    assert told(tmp_path) == ["2024-03-14-ky-giao-uoc.md:9:8 place"]


def checked(folder: Path, *options: str, base: str = "") -> tuple[int, str]:
    done = run("thidua.cli", "-f", str(folder / "mkdocs.yml"), "check", *options, env={"THIDUA_BASE": base})  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_command(repository: Path) -> None:
    edit(repository, EVENT, ("TP Mới", "TP Cũ"))
    code, said = checked(repository, "--timings", "-")
    assert code == 1
    assert (
        f"content/{EVENT}:9:8: CẢNH BÁO [W575] Mục đã đăng nay đổi place mà không ghi đính chính." in said
    )  # fmt: skip
    assert "revised: {date, note}" in said
    assert '"stage": "history"' in said
    git(repository, "commit", "-q", "-a", "-m", "Hai")
    assert "W575" in checked(repository, base="HEAD~1")[1]
    code, said = checked(repository, "--base", "khong-co")
    assert code == 2
    assert "Không đọc được bản “khong-co” trong Git." in said

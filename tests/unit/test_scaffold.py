"""The files of a new publication, whatever an office is called."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner

from thidua.checks.run import check_content
from thidua.cli import main
from thidua.scaffold.files import Choices, OccupiedError, WordingError, begin

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = Choices(
    name="Trang Ví Dụ",
    owner="Sở Ví Dụ",
    publisher="Văn phòng Sở Ví Dụ",
    language="vi",
    sector="chung",
    site_url="https://thidua.example.vn/",
    year=2026,
)


@pytest.mark.parametrize(
    "name",
    [
        "Trang “Thi đua”: 50% & 'một' \"hai\" # {ba} \\ bốn",
        "yes", "2026", "- a", "{{ a }}", "{% a %}", "{## a ##}", "con", "…", "Ơ" * 200,
    ],
)  # fmt: skip
def test_a_name_is_written_as_it_is(name: str, tmp_path: Path) -> None:
    begin(tmp_path, replace(OFFICE, name=name, owner=name, publisher=name))
    checked = check_content(tmp_path / "content")
    # A name that looks like a sign or an unfinished place is asked about, and published as it is.
    asked = {"- a": {"W628"}, "…": {"W630"}}.get(name, set())
    assert {item.code for item in checked.report} == asked
    assert checked.site.unit(checked.site.cluster("cum-vi-du-1").owner).name == name
    head = (tmp_path / "mkdocs.yml").read_text("utf-8").replace("!ENV ", "")
    assert yaml.safe_load(head)["site_name"] == name
    assert yaml.safe_load(head)["extra"]["thidua"]["publisher"] == {"name": name}


@pytest.mark.parametrize("name", ["Một <b>tên</b>", "Hai\ndòng", "a\tb", "a\rb", " ", ""])
@pytest.mark.parametrize("key", ["name", "owner", "publisher"])
def test_a_name_that_would_break_a_file_is_refused(key: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(WordingError):
        begin(tmp_path / "a", replace(OFFICE, **{key: name}))  # type: ignore[arg-type]
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("year", [1950, 2024, 2090])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("sector", ["chung", "cong-an"])
def test_every_choice_checks(year: int, language: str, sector: str, tmp_path: Path) -> None:
    begin(tmp_path, replace(OFFICE, year=year, language=language, sector=sector))
    report = check_content(tmp_path / "content").report
    assert report.render("text", "en") == "No mistakes.\n"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pipelines_of_each_forge_hold_a_change_against_its_base(language: str, tmp_path: Path) -> None:  # fmt: skip
    begin(tmp_path, replace(OFFICE, language=language))
    forge = yaml.safe_load((tmp_path / ".github/workflows/thidua.yml").read_text("utf-8"))
    job = forge["jobs"]["site"]
    assert job["env"]["THIDUA_BASE"] == (
        "${{ github.event.pull_request.merge_base || github.event.pull_request.base.sha }}"
    )
    assert all(step.keys() <= {"run", "env"} for step in job["steps"]), "no action of others"
    assert "${{" not in "".join(step["run"] for step in job["steps"]), "nothing is put into a shell"
    lab = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text("utf-8"))
    assert lab["site"]["script"] == ["THIDUA_BASE=${CI_MERGE_REQUEST_DIFF_BASE_SHA:-} bash .ci/run"]
    (repo,) = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [hook["entry"] for hook in repo["hooks"]] == ["python -m thidua.cli check"]
    issues = [tmp_path / ".github/ISSUE_TEMPLATE/mistake.md", tmp_path / ".gitlab/issue_templates/Default.md"]  # fmt: skip
    head, _, rest = issues[0].read_text("utf-8").partition("\n---\n\n")
    assert head.startswith("---\nname: ")
    assert rest == issues[1].read_text("utf-8")


def test_files_end_their_lines_alike(tmp_path: Path) -> None:
    for name in begin(tmp_path, OFFICE):
        data = (tmp_path / name).read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")


def test_nothing_is_begun_over_anything(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    begin(tmp_path / "a", OFFICE)
    before = {p: p.read_bytes() for p in (tmp_path / "a").rglob("*") if p.is_file()}
    with pytest.raises(OccupiedError):
        begin(tmp_path / "a", replace(OFFICE, name="Khác"))
    assert {p: p.read_bytes() for p in (tmp_path / "a").rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("command", ["new event", "new cluster", "new pledge", "import", "compare", "fmt", "check", "schema"])  # fmt: skip
def test_help_texts_are_of_no_sector(command: str) -> None:
    said = CliRunner().invoke(main, [*command.split(), "--help"])
    assert said.exit_code == 0
    assert not re.search("bca|cong-an|công an|chiến sĩ|an-ninh|đại tá", said.output, re.IGNORECASE)


def test_the_samples_of_the_sector_file_are_right(tmp_path: Path) -> None:
    """What stands there to be uncommented checks without a word."""
    begin(tmp_path, OFFICE)
    path = tmp_path / "content" / "sector.yml"
    text, count = re.subn(r"(?m)^#(?=\S|  )", "", path.read_text("utf-8"))
    assert count == 15
    path.write_text(text, "utf-8")
    checked = check_content(tmp_path / "content")
    assert checked.report.render("text", "en") == "No mistakes.\n"
    assert checked.site.sector.labels("vi")["unit:ma-loai"] == "Tên loại đơn vị"
    assert checked.site.sector.school_blocks == {"ma-khoi"}

"""``thidua compare``: any two pledges, by name or by file."""

from __future__ import annotations

import json

from click.testing import CliRunner

from support import FIXTURE_SITE
from thidua.cli import main


def run(*args: str):
    return CliRunner().invoke(main, ["-f", str(FIXTURE_SITE / "mkdocs.yml"), "compare", *args])


def test_two_terms_in_words() -> None:
    done = run("vd-1@2024", str(FIXTURE_SITE / "content/clusters/vd-1/pledges/2025.md"))
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == "vd-1@2024 → vd-1@2025"
    assert [" ".join(line.split()) for line in lines[2:10]] == [
        "", "Các điều Các chỉ tiêu Đại diện ký", "Thêm 2 1 1", "Bỏ 1 0 2", "Thay đổi 3 4 2", "Giữ nguyên 0 1 0",
        "", "Chỉ tiêu yêu cầu thấp hơn:",
    ]  # fmt: skip
    assert "- Công an tỉnh Thí Dụ: không còn ký" in lines
    assert "ca-tinh-" not in done.stdout


def test_two_clusters_name_their_sides() -> None:
    done = run("vd-1@2024", "vd-3@2024")
    assert done.exit_code == 0, done.output
    assert "chỉ có ở Cụm thi đua số 3 – Công an địa phương Ví Dụ" in done.stdout
    assert "Một trong hai bản là bản tổng hợp" in done.stdout
    assert "thêm mới" not in done.stdout


def test_json_is_whole() -> None:
    data = json.loads(run("vd-1@2023", "vd-1@2024", "--format", "json").stdout)
    assert data["old"]["id"] == "vd-1@2023"
    assert data["tally"][0] == {"title": "Các điều", "come": "1", "gone": "1", "differ": "2", "same": "1"}  # fmt: skip
    assert [one["anchor"] for one in data["easier"]] == ["chi-tieu-kham-pha"]
    kinds = {change["kind"] for change in data["changes"]}
    assert {"article-added", "target-lowered", "signatory-joined", "article-reflowed"} <= kinds
    assert not next(c for c in data["changes"] if c["kind"] == "article-reflowed")["seen"]


def test_equal_pledges() -> None:
    done = run("vd-1@2024", "vd-1@2024")
    assert done.exit_code == 0
    assert "Không thay đổi." in done.stdout


def test_wrong_use_names_the_nearest() -> None:
    done = run("vd-1@2042", "vd-1@2024")
    assert done.exit_code == 2
    assert "vd-1@202" in done.stderr
    assert run("vd-1@2024").exit_code == 2
    assert run("vd-1@2024", str(FIXTURE_SITE / "mkdocs.yml")).exit_code == 2

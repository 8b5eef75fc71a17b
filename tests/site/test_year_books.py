"""A site built with year books: where they lie, who links to them, what a public build leaves out, and the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import TODAY, build, copy_fixture, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = copy_fixture(tmp_path_factory.mktemp("books") / "project")
    text = found.read_text("utf-8")
    named = text.replace(
        "  thidua:\n", '  thidua:\n    books: [vd-1/2024, "2024", vd-noi-bo-2/2024]\n'
    )
    found.write_text(named, "utf-8")
    return found


@pytest.fixture(scope="module")
def site(config: Path) -> Path:
    return build(config, config.parent / "site")


def test_the_books_of_the_audience_are_there(site: Path) -> None:
    found = sorted(p.relative_to(site).as_posix() for p in (site / "ky-yeu").rglob("*.*"))
    assert found == [
        "ky-yeu/2024.epub",
        "ky-yeu/2024.pdf",
        "ky-yeu/vd-1/2024.epub",
        "ky-yeu/vd-1/2024.pdf",
    ]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("cum/vd-1", "../../ky-yeu/vd-1/2024.pdf"),
        ("cum/vd-1/2024", "../../../ky-yeu/vd-1/2024.epub"),
        ("cum", "../ky-yeu/2024.pdf"),
    ],
)
def test_pages_link_to_them(site: Path, page: str, link: str) -> None:
    assert f'href="{link}"' in (site / page / "index.html").read_text("utf-8")
    assert "ky-yeu" not in (site / "cum/vd-3/index.html").read_text("utf-8")


def test_the_audit_finds_nothing_in_them(config: Path, site: Path) -> None:
    content = config.parent / "content"
    done = run(
        "thidua.cli", "-f", str(config), "audit", str(site), "--content", str(content), env={"THIDUA_TODAY": TODAY}
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "Không có lỗi.\n")


def test_the_command_gives_the_same_and_names_what_is_near(config: Path, site: Path) -> None:
    out = config.parent / "sach"
    command = ("thidua.cli", "-f", str(config), "book")
    done = run(*command, "vd-1", "2024", "--out", str(out), env={"THIDUA_TODAY": TODAY})
    assert done.returncode == 0, done.stderr
    made = (out / "ky-yeu-vd-1-2024.pdf").read_bytes()
    assert made == (site / "ky-yeu" / "vd-1" / "2024.pdf").read_bytes()
    wrong = run(*command, "vd-1", "2o24", env={"THIDUA_TODAY": TODAY})
    assert wrong.returncode == 2
    assert "Không có kỷ yếu “vd-1/2o24”. Ý bạn là “vd-1/2024”?" in wrong.stderr

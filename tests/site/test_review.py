"""``thidua review``: what a change of the content does to the site, from Git objects, the working tree untouched."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from support import TODAY, contents, copy_fixture, run
from thidua.audit.page_text import page_lines
from thidua.git_history import write_tree

if TYPE_CHECKING:
    from pathlib import Path

EVENT = "content/events/2024/2024-03-14-ky-giao-uoc/index.md"
DRAFT = "content/events/2024/2024-09-05-ban-nhap.md"


def git(folder: Path, *args: str) -> str:
    own = ("-c", "user.name=Ví Dụ", "-c", "user.email=vi-du@example.vn", "-c", "commit.gpgsign=false")  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(folder), *own, *args], check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The fixture site, committed."""
    folder = copy_fixture(tmp_path / "kho").parent
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Một")
    return folder


def review(folder: Path, *options: str) -> tuple[int, str]:
    done = run("thidua.cli", "-f", str(folder / "mkdocs.yml"), "review", *options, env={"THIDUA_TODAY": TODAY})  # fmt: skip
    return done.returncode, done.stdout + (done.stderr if done.returncode == 2 else "")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_a_change_does(repository: Path) -> None:
    edit(repository / EVENT, "place: TP Đan Hương", "place: tại Xã Mới")
    edit(repository / EVENT, "summary: Bốn đơn vị", "summary: Bốn đơn vị gặp nhau,")
    edit(repository / DRAFT, "status: draft", "status: published")
    moved = repository / "content/events/2024/2024-07-15-so-ket.md"
    moved.rename(moved.with_name("2024-07-15-so-ket-moi.md"))
    (repository / EVENT).with_name("toan-canh.png").write_bytes((repository / EVENT).with_name("toan-canh.png").read_bytes() + b"\0")  # fmt: skip
    trap = repository / "bay.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/ran\ncat\n", "utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "filter.bay.smudge", "filter.bay.clean"):
        git(repository, "config", name, str(trap))
    before, index = contents(repository / "content"), (repository / ".git/index").read_bytes()
    page = repository / "review.html"
    code, said = review(repository, "HEAD", "--html", str(page))
    assert code == 1
    blocks = {block.split("\n")[0]: block.split("\n")[1:] for block in said.split("\n\n")}
    assert blocks["1 địa chỉ mất mà không có chuyển hướng (thêm vào content/redirects.yml)"] == ["  /su-kien/2024/so-ket/"]  # fmt: skip
    assert blocks["2 tệp trở thành công khai"] == [
        "  content/events/2024/2024-07-15-so-ket-moi.md", f"  {DRAFT}",
    ]  # fmt: skip
    assert blocks["1 tệp thôi công khai"] == ["  content/events/2024/2024-07-15-so-ket.md"]
    assert "[W572]" in blocks["1 lỗi, lời nhắc mới"][0]
    assert blocks["2 trang mới"] == ["  /su-kien/2024/ban-nhap/", "  /su-kien/2024/so-ket-moi/"]
    assert blocks["1 trang đổi chữ"] == ["  /su-kien/2024/ky-giao-uoc/"]
    assert blocks["1 ảnh, tài liệu mới hoặc được thay"] == [f"  {EVENT.replace('index.md', 'toan-canh.png')}"]  # fmt: skip
    assert any(
        line.startswith("  +Bốn đơn vị gặp nhau,") for line in blocks["/su-kien/2024/ky-giao-uoc/"]
    )
    html = page.read_text("utf-8")
    assert "<ins>Bốn đơn vị gặp nhau, " in html
    assert "<script" not in html
    assert "<summary>Trang mới: Cụm thi đua số 1 sơ kết sáu tháng đầu năm 2024" in html.replace(
        "\xa0", " "
    )
    assert contents(repository / "content") == before
    assert (repository / ".git/index").read_bytes() == index
    assert not (repository / "ran").exists()


def test_what_lies_beside_the_content_is_named(repository: Path) -> None:
    """Both states are built with the settings, pages and templates of today, so their changes are no changes of pages."""
    (repository / "docs" / "gioi-thieu.md").write_text("# Giới thiệu\n", "utf-8")
    (repository / "docs" / "anh.png").symlink_to(repository / EVENT)
    edit(repository / "mkdocs.yml", "site_name: Trang thi đua Ví Dụ", "site_name: Trang khác")
    gone = next(path for path in (repository / "docs").rglob("*.md") if path.name != "gioi-thieu.md")  # fmt: skip
    gone.unlink()
    (repository / "khac.txt").write_text("không làm nên trang", "utf-8")
    code, said = review(repository, "HEAD")
    assert code == 0
    names = ["docs/gioi-thieu.md", gone.relative_to(repository).as_posix(), "mkdocs.yml"]
    heading, *lines = said.split("\n\n")[1].splitlines()
    assert heading.startswith("3 tệp ngoài nội dung đã đổi (cấu hình, trang viết tay, mẫu trang)")
    assert lines == [f"  {name}" for name in sorted(names)]


def test_a_review_says_nothing_but_itself(repository: Path) -> None:
    """No line of a builder's log, though pages lie outside of its navigation."""
    (repository / "docs" / "gioi-thieu.md").write_text("# Giới thiệu\n", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "Hai")
    edit(repository / EVENT, "place: TP Đan Hương", "place: TP Khác")
    done = run("thidua.cli", "-f", str(repository / "mkdocs.yml"), "review", "HEAD", env={"THIDUA_TODAY": TODAY})  # fmt: skip
    assert done.returncode == 0
    assert not [line for line in done.stderr.splitlines() if line.startswith(("INFO", "WARNING"))]
    assert "/su-kien/2024/ky-giao-uoc/" in done.stdout


def test_nothing_changes_and_errors_are_compared_alone(repository: Path) -> None:
    assert review(repository, "HEAD") == (0, "So với HEAD, nội dung hiện nay làm trang thay đổi như sau\nKhông có trang nào đổi, không có lỗi mới.\n")  # fmt: skip
    edit(repository / EVENT, "audience: public", "audience: cong-khai")
    code, said = review(repository, "HEAD")
    assert code == 1
    assert "sửa lỗi rồi chạy lại" in said
    assert "[E304]" in said
    code, said = review(repository, "khong-co")
    assert (code, "Không đọc được bản “khong-co” trong Git." in said) == (2, True)


def test_a_tree_is_written_as_it_was(repository: Path, tmp_path: Path) -> None:
    before = contents(repository / "content")
    shutil.rmtree(repository / "content" / "events")
    assert write_tree(repository / "content", "HEAD", tmp_path / "cu")
    assert contents(tmp_path / "cu") == before


def test_names_of_a_tree_that_lead_elsewhere_are_left_out(repository: Path, tmp_path: Path) -> None:
    """Such a tree is made by hand; git itself checks none out."""
    blob = git(repository, "rev-parse", f"HEAD:{DRAFT}").strip()
    made = subprocess.run(
        ["git", "-C", str(repository), "mktree", "-z"],
        input=b"".join(f"100644 blob {blob}\t{name}\0".encode() for name in ("a.md", "c:d.md", "..\\b.md")),
        check=True, capture_output=True,
    ).stdout.decode().strip()  # fmt: skip
    outer = subprocess.run(
        ["git", "-C", str(repository), "mktree", "-z"], input=f"040000 tree {made}\tcontent\0".encode(),
        check=True, capture_output=True,
    ).stdout.decode().strip()  # fmt: skip
    assert write_tree(repository / "content", outer, tmp_path / "cu" / "trong")
    assert [*contents(tmp_path / "cu")] == ["trong/a.md"]


def test_the_lines_of_a_page() -> None:
    html = """<p>ngoài</p><div id="td-noi-dung"><h1>Tên <em>bài</em></h1><script>x</script><p>Một<br>hai
      <img src="a" alt="Ảnh"></p><div class="td-share"><a>In</a></div><ul><li>mục</li></ul></div><p>cuối</p>"""
    assert page_lines(html) == ["Tên bài", "Một", "hai [Ảnh]", "mục"]

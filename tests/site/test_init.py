"""``thidua init`` from an installed wheel, in an environment that knows no checkout; and sites of other sectors."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import unicodedata
import venv
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from site_of_other_sectors import HOSPITALS, UNIVERSITIES
from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = ("--name", "Trang thi đua Ví Dụ", "--owner", "Sở Ví Dụ", "--publisher", "Văn phòng Sở Ví Dụ", "--year", "2026")  # fmt: skip
DAY = "2026-04-01"


@dataclass(frozen=True)
class Installed:
    """A Python with the wheel and what it needs, and nothing of ours besides."""

    bin: Path

    def run(
        self, *words: str, cwd: Path, code: int = 0, program: str = "thidua"
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.bin / program, *words],
            cwd=cwd, env=self.env, capture_output=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "THIDUA"))}
        return {**kept, "THIDUA_TODAY": DAY, "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The locked dependencies are seen where they lie; the editable install of the checkout is not."""
    home = tmp_path_factory.mktemp("moi-truong") / "python"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (packages,) = home.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Installed(home / "bin")


@pytest.fixture(scope="module")
def office(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new publication, as init leaves it."""
    folder = tmp_path_factory.mktemp("co-quan") / "Trang của tôi (1)"
    installed.run("init", str(folder), *OFFICE, cwd=folder.parent)
    return folder


def test_the_wheel_is_what_runs(installed: Installed, tmp_path: Path) -> None:
    code = "import thidua, sys; print(thidua.__file__); print([p for p in sys.path if p.endswith('hooks')])"
    said = installed.run("-c", code, cwd=tmp_path, program="python").stdout.splitlines()
    assert said[0].startswith(str(installed.bin.parent))
    assert said[1] == "[]"


def test_the_wheel_has_the_one_copy_of_everything(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        for inside, outside in (
            ("thidua/overrides/main.html", "overrides/main.html"),
            ("thidua/requirements.lock", "requirements.lock"),
            ("thidua/docs/huong-dan/lich.md", "docs/huong-dan/lich.md"),
        ):
            assert packed.read(inside) == (ROOT / outside).read_bytes()
    assert not [n for n in names if n.startswith(("tests", "content", "publish.py"))]
    assert len([n for n in names if n.startswith("thidua/overrides/")]) == len(
        [p for p in (ROOT / "overrides").rglob("*") if p.is_file()]
    )


def test_a_new_publication_is_whole(office: Path) -> None:
    assert sorted(p.relative_to(office).as_posix() for p in office.rglob("*") if p.is_file()) == [
        ".ci/run",
        ".editorconfig",
        ".gitattributes",
        ".github/ISSUE_TEMPLATE/mistake.md",
        ".github/pull_request_template.md",
        ".github/workflows/thidua.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        ".gitlab/issue_templates/Default.md",
        ".gitlab/merge_request_templates/Default.md",
        ".pre-commit-config.yaml",
        ".vscode/settings.json",
        ".vscode/thidua.code-snippets",
        "README.md",
        "content/campaigns.yml",
        "content/clusters/cum-vi-du-1/cluster.yml",
        "content/clusters/cum-vi-du-1/pledges/2026.md",
        "content/commemorations.yml",
        "content/events/2026/2026-02-20-ky-giao-uoc.md",
        "content/sector.yml",
        "content/units.yml",
        "docs/huong-dan/index.md",
        "docs/huong-dan/lich.md",
        "mkdocs.yml",
        "requirements.txt",
    ]
    assert (office / "requirements.txt").read_text("utf-8") == "thidua==0.2.0\n"
    for name in (".gitlab-ci.yml", ".github/workflows/thidua.yml"):
        text = (office / name).read_text("utf-8")
        assert "@" not in text, "no action and no image of others"
        assert "uses:" not in text
        assert "THIDUA_BASE" in text


def test_it_checks_builds_audits_and_publishes_at_once(
    installed: Installed, office: Path, tmp_path: Path
) -> None:
    assert installed.run("check", cwd=office).stdout == "Không có lỗi.\n"
    assert "0 tệp cần sửa" in installed.run("fmt", "--check", cwd=office).stderr
    installed.run("build", "--strict", cwd=office)
    home = (office / "site" / "index.html").read_text("utf-8")
    assert "Trang thi đua Ví Dụ</title>" in home
    assert "Cơ quan chịu trách nhiệm: Văn phòng Sở Ví Dụ" in home
    assert "assets/stylesheets/thidua.css" in home
    # The theme is the wheel's, and Material's sheet is cut there too.
    assert (office / "site/assets/stylesheets/material.css").stat().st_size < 30_000
    assert installed.run("audit", "site", cwd=office).stdout == "Không có lỗi.\n"
    store = tmp_path / "kho"
    installed.run("publish", str(store), "--site-url", "https://thidua.example.vn/y/", cwd=office)
    assert (store / "current" / "cum" / "cum-vi-du-1" / "2026" / "index.html").is_file()
    installed.run("verify", str(store), cwd=office)
    assert '"name": "mkdocs-material"' in installed.run("sbom", cwd=office).stdout
    shutil.rmtree(office / "site")


def test_mkdocs_alone_builds_the_same(installed: Installed, office: Path, tmp_path: Path) -> None:
    installed.run("build", "--out", str(tmp_path / "a"), cwd=office)
    installed.run("-m", "mkdocs", "build", "-d", str(tmp_path / "b"), cwd=office, program="python")
    one, other = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (tmp_path / "a", tmp_path / "b")
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_it_serves(installed: Installed, office: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [installed.bin / "thidua", "serve", "--addr", address],
        cwd=office, env=installed.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert "Trang thi đua Ví Dụ" in _answer(f"http://{address}/")
    finally:
        # Not SIGINT, which a suite run in the background inherits as ignored.
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answer(url: str) -> str:
    for _ in range(300):
        try:
            with urlopen(url, timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{url}: no answer")


def test_a_folder_with_files_is_refused_with_a_sentence(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "co-san").mkdir()
    (tmp_path / "co-san" / "ghi-chu.txt").write_text("giữ lại", "utf-8")
    done = installed.run("init", "co-san", *OFFICE, cwd=tmp_path, code=2)
    assert done.stderr == "co-san: thư mục đã có tệp; không ghi đè. Chọn một thư mục mới hoặc trống.\n"  # fmt: skip
    assert [p.name for p in (tmp_path / "co-san").iterdir()] == ["ghi-chu.txt"]
    done = installed.run("init", "co-san/ghi-chu.txt", *OFFICE, cwd=tmp_path, code=2)
    assert "thư mục mới hoặc trống" in done.stderr


def test_on_a_terminal_it_asks(installed: Installed, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [installed.bin / "thidua", "init", "a"],
        cwd=tmp_path, env=installed.env, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, "Trang Đan Hương\nSở Đan Hương\n\n".encode())
    said = b""
    with contextlib.suppress(OSError):  # Linux: the other end is closed
        while chunk := os.read(ours, 1000):
            said += chunk
    os.close(ours)
    assert asking.wait(30) == 0, said.decode()
    assert "Đơn vị chủ quản các cụm thi đua (tên đầy đủ):" in said.decode()
    config = (tmp_path / "a" / "mkdocs.yml").read_text("utf-8")
    assert 'site_name: "Trang Đan Hương"' in config
    assert '    publisher:\n      name: "Sở Đan Hương"\n' in config


def test_an_empty_clone_is_empty(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "kho" / ".git").mkdir(parents=True)
    installed.run("init", "kho", *OFFICE, cwd=tmp_path)
    assert (tmp_path / "kho" / "mkdocs.yml").is_file()


def test_without_a_terminal_nothing_is_asked(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("init", "a", cwd=tmp_path, code=2).stderr == "Thiếu --name.\n"
    done = installed.run("--lang", "en", "init", "a", "--name", "X", cwd=tmp_path, code=2)
    assert done.stderr == "--owner is missing.\n"
    assert not (tmp_path / "a").exists()


def test_an_english_publication_with_a_foot_of_its_own(
    installed: Installed, tmp_path: Path
) -> None:
    """What an office lays over our theme counts before it."""
    installed.run("init", "a", *OFFICE, "--language", "en", cwd=tmp_path)
    foot = tmp_path / "a" / "rieng" / "partials" / "footer.html"
    foot.parent.mkdir(parents=True)
    foot.write_text("<footer>A foot of our own</footer>", "utf-8")
    config = tmp_path / "a" / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("  font: false\n", "  font: false\n  custom_dir: rieng\n"), "utf-8"
    )
    installed.run("build", "--strict", cwd=tmp_path / "a")
    page = (tmp_path / "a" / "site" / "huong-dan" / "index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert "Finding the cluster of a unit" in page
    assert "A foot of our own" in page
    assert "td-mast" in page


# --- Other sectors ---------------------------------------------------------------------------

POLICE = (
    "cong an", "canh sat", "an ninh", "chien si", "dong doi", "dong chi", "vu trang", "trai giam", "hinh su", "pham toi",
    "phong chay", "dai ta", "thuong ta", "trung tuong", "thieu tuong", "bo tu lenh", "tham muu", "bca", "cand", "antq", "antt",
    "anqg", "csgt", "cscd", "csnd", "annd", "cbcs", "pccc", "x03", "police", "comrade",
)  # fmt: skip
_WORDS = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(POLICE).replace(' ', '[^a-z0-9]')})(?![a-z0-9])")


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def police_words(site: Path) -> list[str]:
    """Every word of the police in a built site, and the file it stands in."""
    return [
        f"{path.relative_to(site)}: {match[0]}"
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in {".woff2", ".gz"}
        # The texts of a database lie between bytes that are none.
        for match in _WORDS.finditer(
            fold(f"{path.name} {path.read_bytes().decode(errors='replace')}")
        )
    ]


@pytest.fixture(scope="module", params=["hospitals", "universities"])
def other(
    request: pytest.FixtureRequest, installed: Installed, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A publication of another sector with both its sites."""
    folder = tmp_path_factory.mktemp(request.param) / "trang"
    installed.run("init", str(folder), *OFFICE, cwd=folder.parent)
    shutil.rmtree(folder / "content")
    for name, text in {"hospitals": HOSPITALS, "universities": UNIVERSITIES}[request.param].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for audience in ("public", "internal"):
        installed.run("build", "--strict", "--audience", audience, "--out", audience, cwd=folder)
    return request.param, folder


def test_another_sector_checks_and_audits(other: tuple[str, Path], installed: Installed) -> None:
    assert installed.run("check", cwd=other[1]).stdout == "Không có lỗi.\n"
    assert installed.run("audit", "public", cwd=other[1]).stdout == "Không có lỗi.\n"


def test_another_sector_shows_no_word_of_the_police(other: tuple[str, Path]) -> None:
    for audience in ("public", "internal"):
        assert police_words(other[1] / audience) == []


def test_the_words_of_the_police_are_found_where_they_are(
    installed: Installed, tmp_path: Path
) -> None:
    """So that the test above can fail."""
    installed.run("init", "a", *OFFICE, "--sector", "cong-an", cwd=tmp_path)
    installed.run("build", cwd=tmp_path / "a")
    found = {line.partition(": ")[2] for line in police_words(tmp_path / "a" / "site")}
    assert {"cong an", "antq", "chien si", "bca"} <= found


def test_a_sector_has_its_own_words(other: tuple[str, Path]) -> None:
    sector, folder = other

    def text(page: str) -> str:
        return (folder / "public" / page / "index.html").read_text("utf-8")

    if sector == "hospitals":
        assert "Khối bệnh viện công lập" in text("cum")
        assert "Mỗi năm họp hai lần." in text("cum")
        assert "Trạm y tế" in text("don-vi")
        assert "Khám bệnh tình nguyện" in text("su-kien/2026/ky-giao-uoc")
    else:
        assert "năm học 2025–2026" in unicodedata.normalize("NFKC", text("cum/dh-2/2025-2026"))
        assert "Khối đại học" in text("cum")
        index = "".join(p.read_text("utf-8") for p in folder.glob("public/assets/search/*/c*.js"))
        assert "sv\tsinh viên" in index


def test_new_files_and_messages_speak_of_no_other_sector(
    other: tuple[str, Path], installed: Installed
) -> None:
    _, folder = other
    for words in (
        ("new", "event", "--title", "Hội nghị", "--date", "2026-03-05"),
        ("new", "cluster", "--id", "cum-moi"),
        ("schema", "cluster"),
        ("schema", "event"),
    ):
        done = installed.run(*words, cwd=folder)
        assert _WORDS.findall(fold(done.stdout + done.stderr)) == []
    made = [*folder.glob("content/events/2026/2026-03-05*.md"), folder / "content/clusters/cum-moi/cluster.yml"]  # fmt: skip
    assert len(made) == 2
    for path in made:
        assert _WORDS.findall(fold(path.read_text("utf-8"))) == []
        path.unlink()

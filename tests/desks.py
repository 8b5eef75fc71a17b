"""A desk over a copy of the fixture site, asked in process."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client

from support import copy_fixture
from thidua.desk.command import desk_of
from thidua.desk.guard import Guard
from thidua.mkdocs.settings import folders
from thidua.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

PORT = 8765
HOST = "127.0.0.1:8765"
EVENT = "/su-kien/2024/ky-giao-uoc"


@dataclass
class Asked:
    """A desk and the browser of whoever started it."""

    root: Path
    guard: Guard = field(default_factory=lambda: Guard(PORT))

    def __post_init__(self) -> None:
        config = self.root / "mkdocs.yml"
        self.app = desk_of(Project(config, *folders(config), "vi"), self.guard)
        self.app.workspace.today = dt.date(2026, 1, 15)
        self.client = Client(self.app, use_cookies=False)
        self.headers = {
            "Host": HOST,
            "Origin": f"http://{HOST}",
            "Cookie": f"{self.guard.cookie}={self.guard.session}",
            "X-Thidua-Token": self.guard.form_token,
        }

    def get(self, address: str) -> TestResponse:
        return self.client.get(address, headers=self.headers)

    def post(self, address: str, data: Any = None) -> TestResponse:
        return self.client.post(address, data=data or {}, headers=self.headers)

    def form(self, address: str) -> MultiDict[str, str]:
        """What a browser would send of the form of a page nobody touched."""
        form = BeautifulSoup(self.get(address).text, "html.parser").select_one("#bieu-mau")
        assert form is not None
        for blank in form.select("template"):
            blank.decompose()
        found: MultiDict[str, str] = MultiDict()
        for one in form.select("input[name], select[name], textarea[name]"):
            name = str(one["name"])
            if one.name == "select":
                option = one.select_one("option[selected]") or one.select_one("option")
                found.add(name, str(option["value"]) if option else "")
            elif one.name == "textarea":
                # A browser sends the lines of a text with CR LF.
                found.add(name, one.text.replace("\n", "\r\n"))
            elif one.get("type") != "checkbox" or one.has_attr("checked"):
                found.add(name, str(one.get("value", "")))
        return found


def desk_at(folder: Path, *, git: bool = False) -> Asked:
    """A desk over a fresh copy of the fixture site in ``folder``, in a git repository where asked for."""
    root = copy_fixture(folder).parent
    if git:
        (root / ".gitignore").write_text(".cache/\n", "utf-8")
        run_git(root, "init", "-q", "-b", "main")
        run_git(root, "add", "-A")
        run_git(root, "commit", "-q", "-m", "Đầu")
    return Asked(root)


def run_git(root: Path, *args: str) -> str:
    """What git says, as somebody of the tests."""
    done = subprocess.run(
        ["git", "-c", "user.name=Người Thử", "-c", "user.email=thu@vi-du.example.vn", "-c", "core.quotePath=false", *args],
        cwd=root, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPHS = (
    "Cụm thi đua số 1 sơ kết sáu tháng đầu năm 2024",
    "Sáng 15/8/2024, tại Đan Hương, Cụm thi đua số 1 tổ chức hội nghị sơ kết sáu tháng đầu năm.",
    "Ngày 20/8/2024, tại Mẫu, Cụm thi đua số 1 tổ chức hội nghị trao thưởng.",
    "Dự hội nghị có Đại tá Nguyễn Văn Mẫu, Giám đốc Công an tỉnh Mẫu.",
)


def word_file(paragraphs: tuple[str, ...] = PARAGRAPHS) -> bytes:
    """A Word file as plain as one can be."""
    text = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{text}</w:body></w:document>'
        )
    return made.getvalue()

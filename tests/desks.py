"""A desk over a copy of the fixture site, asked in process."""

from __future__ import annotations

import datetime as dt
import subprocess
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

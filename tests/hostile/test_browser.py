"""What passed the check, shown by a real browser: nothing of it runs, loads or leaves the page.

Twice: the whole site of borne inputs without any policy, and every refused body as the sanitiser alone leaves
it. A policy on top of these is the host's third net.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hostile.corpus import BORNE, EVENT_PATH, REFUSED
from support import BASE, ROOT, run, write_tree
from thidua import prose

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request


class Watched:
    """A page that notes whatever a payload could do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("popup", lambda popup: self.seen.append(f"popup {popup.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("file:", "about:", "data:image/svg+xml")):
            self.seen.append(f"request {request.url}")

    def press_everything(self) -> None:
        """Focus, hover and click what a reader could, without leaving the page."""
        self.page.evaluate(
            """() => {
              addEventListener('click', e => e.preventDefault());
              for (const element of document.querySelectorAll('body *')) {
                for (const kind of ['mouseover', 'focus', 'toggle', 'animationend', 'error', 'load'])
                  element.dispatchEvent(new Event(kind, {bubbles: true}));
                if (element.closest('a') && /^\\s*javascript:/i.test(element.closest('a').href)) element.closest('a').click();
              }
            }"""
        )


def test_the_net_has_teeth(browser: Browser) -> None:
    """Raw, many of the payloads do run here."""
    watched = Watched(browser.new_page())
    for name in ("body script", "body image handler", "body svg", "body details"):
        _, _, text = str(REFUSED[name][EVENT_PATH]).rpartition("---\n")
        watched.page.set_content(f"<!doctype html><body>{text}", wait_until="load")
        watched.page.wait_for_timeout(100)
    assert len([note for note in watched.seen if note.startswith("dialog")]) >= 3
    watched.page.close()


def test_no_refused_body_runs_after_the_sanitiser_alone(browser: Browser) -> None:
    watched = Watched(browser.new_page())
    bodies = {
        name: prose.render(str(files[EVENT_PATH]).rpartition("---\n")[2], {}, "vi").html
        for name, files in REFUSED.items()
        if name.startswith("body ")
    }
    assert len(bodies) >= 120
    # In one page: what the sanitiser gives is closed, so that none can hide in another.
    articles = "".join(f'<article title="{n}">{html}</article>' for n, html in bodies.items())
    watched.page.set_content(f"<!doctype html><body>{articles}", wait_until="load")
    assert watched.page.locator("body > article").count() == len(bodies)
    watched.press_everything()
    inert = "script, iframe, object, embed, form, style, base, meta, link, svg, math, img, input, template"
    found = watched.page.locator(f"article:has({inert})")
    assert found.evaluate_all("all => all.map(one => one.title)") == []
    watched.page.wait_for_timeout(200)
    assert watched.seen == []
    watched.page.close()


@pytest.fixture(scope="module")
def borne_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site of all borne inputs, each an event of its own."""
    project = tmp_path_factory.mktemp("borne")
    files: dict[str, str | bytes | None] = dict(BASE)
    for number, change in enumerate(BORNE.values()):
        for path, data in change.items():
            if path.startswith("events/2024/2024-03-14-ky-giao-uoc") and data is not None:
                files[path.replace("ky-giao-uoc", f"thu-{number}")] = data
    write_tree(project / "content", files)
    (project / "docs").mkdir()
    config = (
        (ROOT / "tests/data/fixture-site/mkdocs.yml")
        .read_text("utf-8")
        .replace("../../..", ROOT.as_posix())
    )
    (project / "mkdocs.yml").write_text(config, "utf-8")
    done = run(
        "thidua.cli", "-f", str(project / "mkdocs.yml"), "build", "--offline", "--out", str(project / "kit.zip"),
        env={"THIDUA_TODAY": "2026-01-15"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    unpacked = run("zipfile", "-e", str(project / "kit.zip"), str(project / "kit"))
    assert unpacked.returncode == 0, unpacked.stderr
    return project / "kit" / "thi-dua"


def test_nothing_borne_runs_or_loads(browser: Browser, borne_site: Path) -> None:
    """Their pages, and the lists that quote them, from ``file://``, where no server's policy helps."""
    watched = Watched(browser.new_page())
    pages = [
        borne_site / "index.html",
        *sorted(borne_site.glob("su-kien/**/*.html")),
        *sorted(borne_site.glob("cum/vd-1/**/*.html")),
    ]
    assert len(pages) >= len(BORNE)
    for path in pages:
        watched.page.goto(path.as_uri(), wait_until="load")
        watched.press_everything()
    watched.page.wait_for_timeout(200)
    assert watched.seen == []
    watched.page.close()

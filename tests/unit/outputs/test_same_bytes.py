"""Pure outputs are the same in every process: no order of a set, no address of an object, no clock gets into them.

Asked twice in one process, a function with a cache could not but agree with itself.
"""

from __future__ import annotations

import os
import subprocess
import sys

from support import FIXTURE_SITE, ROOT

SCRIPT = f"""
import datetime as dt
import hashlib
from pathlib import Path
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.schema import schemas
from thidua.outputs.search import search_files
from thidua.releases.sbom import bill_of_materials
from thidua.views.calendar import calendar_pages
from thidua.views.shared.page import Context

content = Path({str(FIXTURE_SITE / "content")!r})
site = project(check_content(content).site, "public", dt.date(2026, 1, 15))
for name, made in (
    ("schemas", schemas("vi")),
    ("search", search_files(site, "vi")),
    ("bill", bill_of_materials(Path({str(ROOT / "requirements.lock")!r}).read_text("utf-8"))),
    ("calendar", list(calendar_pages.pages(Context(site)))),
):
    text = repr(made)
    print(name, len(text) > 1000, hashlib.sha256(text.encode()).hexdigest())
"""


def test_every_process_makes_the_same() -> None:
    both = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "hooks")},
            capture_output=True, text=True, encoding="utf-8", check=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    ]  # fmt: skip
    assert [line.split()[:2] for line in both[0]] == [
        ["schemas", "True"], ["search", "True"], ["bill", "True"], ["calendar", "True"],
    ]  # fmt: skip
    assert both[0] == both[1]

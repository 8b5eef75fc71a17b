"""Helpers of the tests: trees, the base content, builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.reading.sector import Sector, SectorFile

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
FIXTURE_SITE = ROOT / "tests" / "data" / "fixture-site"
POLICE = Sector(SectorFile(use="cong-an"))
"""The ready table of the police; the fixture site uses it."""
TODAY = "2026-01-15"
"""The day on which the fixture site is built."""

EVENT = """\
---
title: Cụm thi đua số 1 ký giao ước năm 2024
date: 2024-03-14
kinds: [ky-giao-uoc]
clusters: [vd-1]
audience: public
status: published
summary: Hai đơn vị ký giao ước thi đua.
sources:
  - title: Bản tin Ví Dụ
---

Hai đơn vị ký giao ước.
"""

CLUSTER = """\
id: vd-1
name: Cụm thi đua số 1 – Ví Dụ
number: 1
owner: bo-vi-du
block: cong-an-dia-phuong
organisation: main
audience: public
terms:
  - term: "2023"
    from: 2023-01-01
    to: 2023-12-31
    members: [ca-mau, ca-thi-du]
    sources:
      - title: Bản tin năm 2023
  - term: "2024"
    from: 2024-01-01
    to: 2024-12-31
    lead: ca-mau
    members: [ca-mau, ca-thi-du]
    sources:
      - title: Bản tin năm 2024
"""

UNITS = """\
- id: bo-vi-du
  name: Bộ Ví Dụ
- id: ca-mau
  name: Công an tỉnh Mẫu
- id: ca-thi-du
  name: Công an tỉnh Thí Dụ
- id: ca-cu
  name: Công an tỉnh Cũ
  to: 2023-06-30
  successor: ca-moi
- id: ca-moi
  name: Công an tỉnh Mới
  from: 2023-07-01
"""

COMMEMORATIONS = """\
- id: ngay-vi-du
  name: Ngày truyền thống Ví Dụ
  kind: fixed
  origin: 1945-08-12
  month: 8
  day: 12
  regime: 111-2018
  sources:
    - title: Sổ tay Ví Dụ
"""

PLEDGE = """\
---
term: "2024"
title: Giao ước thi đua năm 2024
audience: public
signatories: [ca-mau, ca-thi-du]
targets:
  - {id: vu-viec, article: an-ninh, text: Giảm số vụ, comparator: "giam>=", value: 5%}
sources:
  - title: Giao ước năm 2024
---

## Điều 1. An ninh {#an-ninh}

Giữ gìn an ninh.
"""

BASE: dict[str, str] = {
    "events/2024/2024-03-14-ky-giao-uoc.md": EVENT,
    "clusters/vd-1/cluster.yml": CLUSTER,
    "clusters/vd-1/pledges/2024.md": PLEDGE,
    "sector.yml": "use: cong-an\n",
    "units.yml": UNITS,
    "commemorations.yml": COMMEMORATIONS,
    "campaigns.yml": "- id: vi-du\n  name: Phong trào Ví Dụ\n  sources:\n    - title: Kế hoạch Ví Dụ\n",
}
"""The smallest content with every kind of record, all of it invented."""


def write_tree(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write files by relative path; None means the file is not there."""
    for name, data in files.items():
        if data is None:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def run(
    *args: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python, as ``python -m …``."""
    return subprocess.run(
        [sys.executable, "-m", *args],
        cwd=cwd,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            **(env or {}),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def copy_fixture(folder: Path) -> Path:
    """A copy of the fixture site's folder that a test may change; gives its mkdocs.yml."""
    shutil.copytree(FIXTURE_SITE, folder, ignore=shutil.ignore_patterns("*.db"))
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("../../..", ROOT.as_posix()), "utf-8")
    return config


def build(
    config: Path,
    out: Path,
    *,
    audience: str = "public",
    env: Mapping[str, str] | None = None,
    log: list[str] | None = None,
) -> Path:
    """Build a copy of the fixture site with ``mkdocs build``; ``log`` takes what it said."""
    done = run(
        "mkdocs", "build", "-f", str(config), "-d", str(out),
        env={"THIDUA_AUDIENCE": audience, "THIDUA_TODAY": TODAY, **(env or {})},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    if log is not None:
        log.append(done.stdout + done.stderr)
    return out


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {
        p.relative_to(site).as_posix(): p.read_bytes()
        for p in sorted(site.rglob("*"))
        if p.is_file()
    }


def build_fixture(out: Path, *, audience: str) -> Path:
    """Build the fixture site with ``mkdocs build --strict``."""
    done = run(
        "mkdocs", "build", "--strict", "-f", str(FIXTURE_SITE / "mkdocs.yml"), "-d", str(out),
        env={"THIDUA_AUDIENCE": audience, "THIDUA_TODAY": TODAY},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


def build_kit(out: Path, config: Path = FIXTURE_SITE / "mkdocs.yml") -> Path:
    """Pack the reading kit with ``thidua build --offline``."""
    done = run(
        "thidua.cli",
        "-f",
        str(config),
        "build",
        "--offline",
        "--out",
        str(out),
        env={"THIDUA_TODAY": TODAY},
    )
    assert done.returncode == 0, done.stderr
    return out

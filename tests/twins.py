"""Hidden records that touch public ones in every way, to be laid over a content folder or left out of it.

The twin of a site is the same site whose editors never wrote a hidden record. Nothing the public gets may tell
the two apart: no count, no order, no gap, no address, no date.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import yaml

from support import FIXTURE_SITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

CONTENT = FIXTURE_SITE / "content"
OPEN_UNITS = ("ca-tinh-mau-2024", "ca-tinh-dan-huong", "hv-vi-du")
OPEN_CLUSTERS = ("vd-1", "vd-3", "vd-truong-1")


def _event(title: str, date: str, **more: object) -> str:
    head = {
        "title": title, "date": date, "kinds": ["tong-ket"], "clusters": ["vd-1"], "audience": "internal",
        "status": "published", "summary": "Tóm tắt kín.", "sources": [{"title": "Nguồn kín"}],
    }  # fmt: skip
    text = yaml.safe_dump(head | more, allow_unicode=True, sort_keys=False)
    return f"---\n{text}---\n\nThân bài kín.\n"


HIDDEN_EVENTS: dict[str, str] = {
    # Named by nothing, naming everything: counts of clusters, units, days, drives and awards.
    "events/2024/2024-03-14-hop-kin.md": _event(
        "Họp kín", "2024-03-14", host="ca-tinh-dan-huong", units=["hv-vi-du"], campaigns=["vi-binh-yen"],
        commemorations=[{"id": "ngay-truyen-thong-vi-du", "year": 2024}, {"id": "dai-hoi-vi-du", "year": 2025}],
        awards=[{"title": "Cờ kín", "to": "ca-tinh-dan-huong", "for_year": 2023, "status": "de-nghi"}],
        figures=[{"label": "Số kín", "value": "4321", "unit": "vụ"}],
        officials=[{"name": "Nguyễn Văn Mẫu", "rank": "Đại tướng", "post": "Chức kín"}],
    ),
    # The first and the last event of all, in years that no public event has.
    "events/2011/2011-01-02-dau-tien.md": _event("Việc đầu tiên", "2011-01-02", clusters=[]),
    "events/2031/2031-12-30-cuoi-cung.md": _event("Việc cuối cùng", "2031-12-30", clusters=[]),
    # The slug a public event has in another year, and a kind of event that is nowhere else.
    "events/2023/2023-ky-giao-uoc.md": _event("Ký kín", "2023", kinds=["nghia-tinh"]),
    "events/2024/2024-12-12-chua-xong.md": _event("Bài nháp", "2024-12-12", audience="public", status="draft"),
    # Newer than all the public has: years, “updated”, what is next.
    "events/2032/2032-11-nhap-moi-nhat.md": _event(
        "Nháp mới nhất", "2032-11", clusters=[], audience="public", status="draft", revised="2032-11-20T10:00",
        sources=[{"title": "Nguồn kín", "published": "2032-11-19T12:00"}],
    ),
    "events/2026/2026-01-16-hen-ngay-mai.md": _event(
        "Bài hẹn ngày mai", "2026-01-16", audience="public", publish_on="2026-01-16", clusters=["vd-1@2025"], awards=[
            {"title": "Huân chương kín", "to": "ca-tinh-mau-2024", "for_year": 2025, "status": "dang-ky"}
        ],
    ),
    "events/2025/2025-01-05-hen-ngay-xa.md": _event(
        "Bài hẹn", "2025-01-05", audience="public", publish_on="2098-01-01", host="ca-tinh-mau-2024"
    ),
}  # fmt: skip

_CLUSTER = """\
id: cum-kin
name: Cụm kín số 1
number: {number}
owner: bo-vi-du
block: {block}
organisation: main
audience: internal
aliases: [Cụm thi đua số 1 – Công an địa phương Ví Dụ]
terms:
  - term: "2024"
    from: 2024-01-01
    to: 2024-12-31
    lead: ca-tinh-dan-huong
    deputy: hv-vi-du
    members: [ca-tinh-dan-huong, hv-vi-du]
    sources: [{{title: Nguồn kín}}]
"""
_PLEDGE = """\
---
term: "{term}"
title: Giao ước kín
audience: internal
results_audience: public
signatories: [{unit}]
targets:
  - id: kin
    article: kin
    text: Giảm số vụ
    comparator: "giam>="
    value: 5%
    results: [{{unit: {unit}, value: giảm 9%, as_of: 2024, source: Báo cáo kín}}]
sources: [{{title: Nguồn kín}}]
---

## Điều 1. Kín {{#kin}}

Kín.
"""

HIDDEN_FILES: dict[str, str] = {
    # A number a public cluster bears too, and one that no public cluster bears.
    "clusters/cum-kin/cluster.yml": _CLUSTER.format(number=1, block="kin"),
    "clusters/cum-kin/pledges/2024.md": _PLEDGE.format(term="2024", unit="ca-tinh-dan-huong"),
    "clusters/cum-kin-41/cluster.yml": _CLUSTER.replace("cum-kin", "cum-kin-41").format(
        number=41, block="kin-hai"
    ),
    # Pledges of terms of public clusters: registers, comparisons, “pledge not found”.
    "clusters/vd-1/pledges/2022.md": _PLEDGE.format(term="2022", unit="ca-tinh-dan-huong"),
    "clusters/vd-truong-1/pledges/2024-2025.md": _PLEDGE.format(term="2024-2025", unit="hv-vi-du"),
}
"""One file a record; a pledge of a hidden cluster needs the cluster's file."""

HIDDEN_ENTRIES: dict[str, str] = {
    "units.yml": """\
- id: phong-kin
  name: Công an tỉnh Đan Hương
  kind: loai-kin
  to: 2020-01-01
  successor: ca-tinh-dan-huong
  audience: internal
- id: so-kin
  name: Sở Kín
  from: 2026-01-01
  predecessors: [ca-tinh-anh-mai]
  audience: internal
""",
    "commemorations.yml": """\
- id: ngay-kin
  name: Ngày kín
  kind: fixed
  origin: 1931-08-12
  month: 8
  day: 12
  regime: 111-2018
  audience: internal
  revised: "2026-01-10T10:00"
  sources: [{title: Nguồn kín}]
- id: hoi-kin
  name: Hội kín
  kind: edition
  regime: none
  audience: internal
  editions: [{number: "3", from: 2031-05-01, to: 2031-05-03}]
  sources: [{title: Nguồn kín}]
- id: ram-kin
  name: Rằm kín
  kind: lunar
  lunar: {month: 7, day: 15}
  regime: none
  audience: internal
  aliases: [Ngày truyền thống Ví Dụ]
  sources: [{title: Nguồn kín}]
""",
    "campaigns.yml": """\
- id: dot-kin
  name: Đợt kín
  audience: internal
  clusters: [vd-1, vd-3]
  phases:
    - {from: 2024-02-01, to: 2024-12-01, theme: Kín, commemoration: ngay-truyen-thong-vi-du}
  sources: [{title: Nguồn kín}]
""",
    "redirects.yml": """\
- {from: /su-kien/2024/ten-cu-cua-bai-kin/, to: /su-kien/2024/hop-kin/}
- {from: /su-kien/2024/ten-cu-khong-gach, to: /su-kien/2024/hop-kin}
- {from: /su-kien/2024/ten-cu-co-neo/, to: "/su-kien/2024/hop-kin/#nguon"}
- {from: /su-kien/nam-kin/, to: /su-kien/2011/}
- {from: /cum/cum-kin-cu/, to: /cum/cum-kin/}
- {from: /cum/cum-kin/2019/, to: /cum/}
- {from: /cum/ky-kin/, to: /cum/cum-kin/2024/}
- {from: /so-sanh-kin/, to: /cum/vd-1/giao-uoc/2022..2023/}
- {from: /don-vi/so-kin-cu/, to: /don-vi/so-kin/}
- {from: /ky-niem/ngay-kin-cu/, to: /ky-niem/ngay-kin/}
- {from: /phong-trao/dot-kin-cu/, to: /phong-trao/dot-kin/}
""",
}
"""Entries added to registers; the moved addresses need the records they lead to."""

LINKS = (
    "[bài sau](../2025/2025-01-05-hen-ngay-xa.md)",
    "[bài sau](/su-kien/2025/hen-ngay-xa/)",
    "[bài sau](<../2025/2025-01-05-hen-ngay-xa.md>)",
    '[bài sau](/su-kien/2025/hen-ngay-xa/ "Xem thêm")',
    "[bài sau](/su-kien/2025/hen%2Dngay-xa/#nguon)",
    "[bài sau][sau]\n\n[sau]: /su-kien/2025/hen-ngay-xa/",
    "[bài sau][]\n\n[bài sau]:\n    /su-kien/2025/hen-ngay-xa\n    'Xem thêm'",
    "[bài sau](/su-kien/2025/)",
    "[bài sau](https://noi-bo.example/thi-dua/su-kien/2025/hen-ngay-xa/)",
    "[bài sau][sau]\n\n[sau]: <https://noi-bo.example/su-kien/2025/hen%2Dngay-xa/#nguon>",
    "bài sau<https://noi-bo.example/su-kien/2025/hen-ngay-xa>",
)
"""Links of a public text to what only waits for its day: nothing but their words may be left."""

RESULT = """\
    results:
      - {unit: ca-tinh-duong-lam, value: giảm 11%, as_of: 2024-10-15, source: Báo cáo kín}
"""
"""A second result of a target whose results the public does not see."""


def open_twin(folder: Path) -> Path:
    """The fixture's content as if none of its hidden records had ever been written."""
    shutil.copytree(CONTENT, folder)
    for name in ("events/2024/2024-05-02-hop-kin-pzwqkvxjhntb", "clusters/vd-noi-bo-2"):
        shutil.rmtree(folder / name)
    for name in ("events/2024/2024-09-05-ban-nhap.md", "events/2025/2025-02-10-hen-ngay.md"):
        (folder / name).unlink()
    units = folder / "units.yml"
    units.write_text(units.read_text("utf-8").partition("- id: phong-kin-mat")[0], "utf-8")
    pledge = folder / "clusters" / "vd-1" / "pledges" / "2024.md"
    text = pledge.read_text("utf-8")
    shown, _, rest = text.partition("    results:\n")
    pledge.write_text(shown + rest.partition("\n")[2], "utf-8")
    return folder


def hide_in(folder: Path, files: Mapping[str, str], entries: Iterable[str] = ()) -> Path:
    """Lay hidden records over a content folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for name in entries:
        register = folder / name
        before = register.read_text("utf-8").rstrip() + "\n" if register.is_file() else ""
        # First and last, because a gap at either end shows in another way.
        register.write_text(before + HIDDEN_ENTRIES[name], "utf-8")
    return folder

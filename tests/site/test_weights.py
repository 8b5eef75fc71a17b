"""What pages weigh on a site where everything has too much for one page: years, campaigns, units, days, terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from bench import made_site
from bench.made_site import Size
from page_limits import OTHER, limit_of
from support import ROOT, write_tree
from thidua.mkdocs.building import build_site

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHER = """\
    publisher:
      name: Phòng Tham mưu tổng hợp Văn phòng cơ quan Ví Dụ tỉnh Ví Dụ
      body: Ủy ban nhân dân tỉnh Ví Dụ
      responsible: Ông Nguyễn Văn Mẫu, Trưởng phòng Tham mưu tổng hợp
      mail: thi-dua@vi-du.example.vn
      licence: Được dùng lại khi ghi nguồn
      licence_url: https://vi-du.example.vn/dung-lai/
"""
"""Stands at the foot of every page, in what it says to machines and in the mail about a mistake."""
ADDRESS = "https://thidua.cong-an-tinh.example.vn/thi-dua/"
EVENTS = 840
"""Over four years, for one campaign, four hosts and four commemorations: each list is longer than a page takes."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two clusters with 25 members and 60 terms."""
    folder = tmp_path_factory.mktemp("crowded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_site, "FIRST_YEAR", 1990)
        patch.setattr(made_site, "COMMEMORATIONS", 4)
        patch.setattr(made_site, "CAMPAIGNS", 1)
        patch.setattr(made_site, "MEMBERS", 2)
        few = Size(EVENTS, clusters=2, terms=4)
        files = {f"events/{p}": t for p, t in (made_site.event(n, few) for n in range(EVENTS))}
        patch.setattr(made_site, "MEMBERS", 25)
        long = Size(0, clusters=2, terms=60)
        files |= made_site.registers(long)
        for number in range(2):
            id_ = made_site.cluster_id(number)
            files[f"clusters/{id_}/cluster.yml"] = made_site.cluster_file(number, long)
    write_tree(folder / "content", files)
    write_tree(folder / "docs" / "huong-dan", {"index.md": "# Hướng dẫn\n"})
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    own = settings.replace("    content: content\n", f"    content: content\n{PUBLISHER}")
    assert own != settings
    (folder / "mkdocs.yml").write_text(own, "utf-8")
    build_site(folder / "mkdocs.yml", folder / "site", audience="public", site_url=ADDRESS)
    return folder / "site"


def test_no_file_is_above_its_limit(crowded: Path) -> None:
    heavy = {}
    for path in crowded.rglob("*"):
        name = path.relative_to(crowded).as_posix()
        limit = limit_of(name) if path.is_file() else None
        if limit is not None and path.stat().st_size > limit:
            heavy[name] = path.stat().st_size
    assert heavy == {}


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("su-kien/2024/hoi-nghi-1/index.html", 20_000), ("cum/vd-1/index.html", 60_000), ("cum/vd-1/2024/index.html", OTHER),
        ("cum/vd-1/feed.xml", 150_000), ("feed.xml", 220_000), ("lich/2024/ngay.js", 30_000), ("lich/2024/index.html", OTHER), ("du-lieu/events.json", None),
    ],
)  # fmt: skip
def test_the_limit_of_a_file(path: str, limit: int | None) -> None:
    assert limit_of(path) == limit


def events_below(crowded: Path, page: str) -> set[str]:
    """Events that a page or the pages of its years, months and days lead to."""
    found: set[str] = set()
    for path in [crowded / page / "index.html", *(crowded / page).rglob("index.html")]:
        if page != "su-kien" or not re.search(r"-\d+/index.html$", path.as_posix()):
            own = f"/{path.parent.relative_to(crowded).as_posix()}/"
            links = re.findall(r'href="([^"#?]+)"', path.read_text("utf-8"))
            led = {urljoin(own, link) for link in links}
            found |= {a for a in led if re.fullmatch(r"/su-kien/\d{4}/[a-z0-9-]+/", a)}
    return found


@pytest.mark.parametrize(("page", "count"), [("su-kien", 840), ("phong-trao/phong-trao-1", 840)])
def test_every_event_is_found_below_the_page_it_belongs_to(
    crowded: Path, page: str, count: int
) -> None:
    assert len(events_below(crowded, page)) == count


def test_what_is_divided_says_so_and_leads_on(crowded: Path) -> None:
    campaign = (crowded / "phong-trao/phong-trao-1/index.html").read_text("utf-8")
    assert campaign.count('<li class="td-ev">') == 20
    assert re.findall(r'href="[^"]*phong-trao-1/(\d{4})/">\d{4}</a> <small>\((\d+)\)', campaign) == [
        ("1993", "210"), ("1992", "210"), ("1991", "210"), ("1990", "210"),
    ]  # fmt: skip
    year = (crowded / "phong-trao/phong-trao-1/1991/index.html").read_text("utf-8")
    months = re.findall(r'1991/thang/(\d\d)/">Tháng.\d+</a> <small>\((\d+)\)', year)
    assert [month for month, _ in months] == [f"{n:02d}" for n in range(12, 0, -1)]
    assert sum(int(count) for _, count in months) == 210
    month = (crowded / "phong-trao/phong-trao-1/1991/thang/02/index.html").read_text("utf-8")
    assert month.count('<li class="td-ev">') == int(dict(months)["02"])
    assert 'rel="prev"' in month

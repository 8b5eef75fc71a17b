"""Content for the tests of timelines: one cluster with everything a timeline shows, and one of any size."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from typing import TYPE_CHECKING

from support import FIXTURE_SITE, ROOT, run, write_tree
from thidua.campaign.audience import project
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.campaign.site import Site


SOURCES = "sources: [{title: Bản tin Ví Dụ}]"

UNITS = """\
- {id: bo-vi-du, name: Bộ Ví Dụ}
- {id: ca-mai, name: Công an tỉnh Mai}
- {id: ca-lan, name: Công an tỉnh Lan, to: 2021-06-30, successor: ca-lan-cuc}
- {id: ca-cuc, name: Công an tỉnh Cúc, to: 2021-06-30, successor: ca-lan-cuc}
- {id: ca-lan-cuc, name: Công an tỉnh Lan, from: 2021-07-01}
- {id: ca-truc, name: Công an tỉnh Trúc}
- {id: truong-a, name: Trường A}
- {id: truong-b, name: Trường B}
- {id: cuc-cu, name: Cục Cũ, successor: cuc-moi}
- {id: cuc-moi, name: Cục Mới, from: 2020-03-01}
"""

YEARS = f"""\
id: nam
name: Cụm thi đua số 1 – Công an địa phương
number: 1
owner: bo-vi-du
block: cong-an-dia-phuong
organisation: main
audience: public
terms:
  - {{term: "2019", from: 2019-01-01, to: 2019-12-31, members: [ca-mai, ca-lan], {SOURCES}}}
  - term: "2020"
    from: 2020-01-01
    to: 2020-12-31
    label: năm 2020
    summary: Kỳ có đủ các bước.
    lead: {{unit: ca-mai, how: bau}}
    deputy: {{unit: ca-lan, how: phan-cong}}
    members: [ca-mai, ca-lan, ca-cuc]
    {SOURCES}
  - term: 2021-1
    from: 2021-01-01
    to: 2021-06-30
    label: sáu tháng đầu năm 2021
    lead: {{unit: ca-lan, how: bau}}
    members: [ca-mai, ca-lan, ca-cuc]
    {SOURCES}
  - term: 2021-2
    from: 2021-07-01
    to: 2021-12-31
    label: sáu tháng cuối năm 2021
    lead: {{unit: ca-lan-cuc, how: phan-cong}}
    members: [ca-mai, ca-lan-cuc, {{unit: ca-truc, from: 2021-09, to: 2021-10-15}}]
    {SOURCES}
"""

SCHOOL = f"""\
id: truong
name: Cụm thi đua số 1 – Học viện, trường
number: 1
owner: bo-vi-du
block: hoc-vien-truong
organisation: main
audience: public
terms:
  - {{term: 2019-2020, from: 2019-09, to: 2020-08, label: năm học 2019–2020, lead: truong-b, members: [truong-a, truong-b], {SOURCES}}}
  - {{term: 2020-2021, from: 2020-09, to: 2021-08, label: năm học 2020–2021, lead: truong-a, members: [truong-a, truong-b], {SOURCES}}}
"""

SEVERAL_YEARS = f"""\
id: doan
name: Cụm thi đua số 2 – Đoàn thanh niên
number: 2
owner: bo-vi-du
block: cong-an-dia-phuong
organisation: youth
audience: public
terms:
  - {{term: 2017-2022, from: "2017", to: "2022", label: giai đoạn 2017–2022, members: [ca-mai, ca-truc], {SOURCES}}}
  - {{term: "2023", from: 2023-01-01, label: từ năm 2023, members: [ca-mai, {{unit: ca-truc, to: "2023"}}], {SOURCES}}}
"""

COMMEMORATIONS = f"- {{id: ngay-vi-du, name: Ngày truyền thống Ví Dụ, kind: fixed, origin: 1945-08-12, month: 8, day: 12, regime: 111-2018, {SOURCES}}}\n"

CAMPAIGNS = f"""\
- id: dot
  name: Đợt thi đua Ví Dụ
  clusters: [nam]
  phases:
    - {{from: 2018-11-01, to: 2019-03-31, theme: Đợt một}}
    - {{from: 2020-05-01, to: 2020-05-19, theme: Đợt hai}}
  {SOURCES}
"""


def event(
    date: str, slug: str, kinds: str, cluster: str, title: str, more: str = ""
) -> tuple[str, str]:
    """Path and text of an event file."""
    first = date.removeprefix("{from: ").partition(",")[0]
    text = (
        f"---\ntitle: {title}\ndate: {date}\nkinds: [{kinds}]\nclusters: [{cluster}]\naudience: public\n"
        f"status: published\nsummary: Các đơn vị cùng dự.\n{more}{SOURCES}\n---\n\nCác đơn vị cùng dự.\n"
    )
    return f"events/{first[:4]}/{first}-{slug}.md", text


AWARD = "awards: [{title: Cờ thi đua, to: ca-mai, for_year: 2020, status: trao, decision: Quyết định số 01 ngày 04/01/2021}]\n"

RICH: dict[str, str] = {
    "sector.yml": "use: cong-an\n", "units.yml": UNITS,
    "clusters/nam/cluster.yml": YEARS,
    "clusters/truong/cluster.yml": SCHOOL,
    "clusters/doan/cluster.yml": SEVERAL_YEARS,
    "commemorations.yml": COMMEMORATIONS,
    "campaigns.yml": CAMPAIGNS,
    **dict(
        [
            event("2020-02-20", "phat-dong", "phat-dong", "nam", "Phát động phong trào"),
            event(
                "2020-03-05", "ky", "ky-giao-uoc", "nam", "Ký giao ước đầu năm",
                "commemorations: [{id: ngay-vi-du, year: 2020}]\n",
            ),
            event("2020-07", "so-ket", "so-ket, hoi-thao", "nam", "Sơ kết giữa năm và hội thao"),
            event("2020", "nghia-tinh", "nghia-tinh", "nam", "Trao nhà nghĩa tình"),
            event("{from: 2020-09-10, to: 2020-09-12}", "hoi-thao", "hoi-thao", "nam", "Hội thao ba ngày"),
            event("2020-12-03", "hai-viec", "tong-ket, ky-giao-uoc", "nam@2020, nam@2021-1", "Tổng kết, ký giao ước kỳ sau"),
            event("2021-01-10", "trao-co", "khen-thuong", "nam", "Trao cờ thi đua", AWARD),
            event("2021-08-20", "gap-mat", "gap-mat", "nam", "Gặp mặt sau sáp nhập"),
            event("2019-11-28", "truong-ky", "ky-giao-uoc", "truong", "Các trường ký giao ước"),
            event("2020-06-15", "truong-tong-ket", "tong-ket", "truong", "Các trường tổng kết năm học"),
            event("2017-05-04", "doan-ky", "ky-giao-uoc", "doan", "Tuổi trẻ ký giao ước"),
            event("2019-05-04", "doan-so-ket", "so-ket", "doan", "Tuổi trẻ sơ kết"),
            event("2022-11-04", "doan-tong-ket", "tong-ket", "doan", "Tuổi trẻ tổng kết"),
            event("2024-03-26", "doan-gap-mat", "gap-mat", "doan", "Tuổi trẻ gặp mặt"),
        ]
    ),
}  # fmt: skip
"""Years, half years, school years and several years; every mark, precision and step."""


def rich_site(folder: Path) -> Site:
    """The public site of RICH, in which the check finds nothing."""
    checked = check_content(write_tree(folder / "content", RICH))
    assert checked.report.render("text", "en") == "No mistakes.\n"
    return project(checked.site, "public", dt.date(2026, 1, 15))


KINDS = (
    "phat-dong",
    "ky-giao-uoc",
    "so-ket",
    "kiem-tra",
    "tong-ket",
    "hoi-thao",
    "nghia-tinh",
    "tap-huan",
)
WORDS = [
    "đơn",
    "vị",
    "trong",
    "cụm",
    "hoạt",
    "động",
    "tại",
    "huyện",
    "thăm",
    "tặng",
    "quà",
    "gia",
    "đình",
    "chính",
    "sách",
    "tập",
    "huấn",
    "điều",
    "lệnh",
    "bắn",
    "súng",
    "quân",
    "sự",
    "võ",
    "thuật",
    "về",
    "nguồn",
    "dâng",
    "hương",
    "báo",
    "cáo",
    "chuyên",
    "đề",
    "cải",
    "cách",
    "hành",
    "chính",
    "chuyển",
    "đổi",
    "số",
    "phòng",
    "cháy",
    "chữa",
    "cháy",
    "cứu",
    "nạn",
    "giao",
    "thông",
    "học",
    "sinh",
    "thanh",
    "niên",
    "phụ",
    "nữ",
    "hiến",
    "máu",
    "nhân",
    "đạo",
    "văn",
    "nghệ",
    "bóng",
    "đá",
    "trồng",
    "cây",
    "nông",
    "thôn",
    "mới",
    "biên",
    "giới",
    "hải",
    "đảo",
]


def big(entries: int, *, terms: int = 10, newest: int = 0) -> dict[str, str]:
    """A cluster with so many events over so many years; ``newest`` of them in the last one."""
    first = 2024 - terms + 1
    blocks = "".join(
        f'  - {{term: "{y}", from: {y}-01-01, to: {y}-12-31, label: năm {y}, members: [ca-mai, ca-truc], {SOURCES}}}\n'
        for y in range(first, 2025)
    )
    cluster = (
        "id: lon\nname: Cụm thi đua số 1 – Công an địa phương\nnumber: 1\nowner: bo-vi-du\nblock: cong-an-dia-phuong\n"
        f"organisation: main\naudience: public\nterms:\n{blocks}"
    )
    files = {
        "sector.yml": "use: cong-an\n",
        "units.yml": UNITS,
        "clusters/lon/cluster.yml": cluster,
        "commemorations.yml": COMMEMORATIONS,
    }
    chance = random.Random(7)
    for number in range(entries):
        year = 2024 if number < newest else first + number % terms
        path, text = event(
            f"{year}-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}", f"viec-{number}", KINDS[number % len(KINDS)],
            "lon", f"Việc thứ {number}, {' '.join(chance.choices(WORDS, k=9))}",
        )  # fmt: skip
        files[path] = text
    return files


def build(files: Mapping[str, str], folder: Path) -> Path:
    """Build a site of the content, public, as an editor's ``mkdocs build --strict`` does; gives its folder."""
    project = folder / "project"
    write_tree(project / "content", files)
    shutil.copytree(FIXTURE_SITE / "docs", project / "docs")
    config = (
        (FIXTURE_SITE / "mkdocs.yml")
        .read_text("utf-8")
        .replace("../../..", ROOT.resolve().as_posix())
    )
    (project / "mkdocs.yml").write_text(config, "utf-8")
    out = folder / "site"
    done = run(
        "mkdocs",
        "build",
        "--strict",
        "-f",
        str(project / "mkdocs.yml"),
        "-d",
        str(out),
        env={"THIDUA_TODAY": "2026-01-15"},
    )
    assert done.returncode == 0, done.stderr
    return out

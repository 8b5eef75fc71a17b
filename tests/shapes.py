"""Content of every shape the field knows, as a script would write it; all names are invented.

The shapes are those of `design.md` §2 and of the press: prisons of a former general department, women's and youth
organisations with terms of their own, blocks without a number, communes of a half year, schools, terms without an end.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support import write_tree
from thidua.checks.run import CheckedContent, check_content
from thidua.outputs.day_files import day_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.views.shared.page import Context


SOURCES = "sources: [{title: Bản tin Ví Dụ}]"

UNITS = """\
- {id: bo-vi-du, name: Bộ Ví Dụ, short: Bộ VD, kind: bo}
- {id: tong-cuc-chin, name: Tổng cục Chín, kind: tong-cuc, to: 2018-08}
- {id: trai-so-1, name: Trại số 1, kind: trai-giam}
- {id: trai-so-2, name: Trại số 2, kind: trai-giam}
- {id: hoi-mai, name: Hội Phụ nữ Công an tỉnh Mai, kind: hoi-phu-nu}
- {id: ca-mai, name: Công an tỉnh Mai, to: 2025-06-30}
- {id: ca-lan, name: Công an tỉnh Lan, to: 2025-06-30}
- {id: ca-cuc, name: Công an tỉnh Cúc, to: 2025-06-30}
- {id: ca-mai-2025, name: Công an tỉnh Mai, from: 2025-07-01, predecessors: [ca-mai, ca-lan, ca-cuc]}
- {id: ca-truc, name: Công an tỉnh Trúc}
- {id: xa-mai-1, name: Công an xã Mai 1, kind: cong-an-xa, from: 2025-07-01}
- {id: xa-mai-2, name: Công an xã Mai 2, kind: cong-an-xa, from: 2025-07-01}
- {id: truong-a, name: Trường A, kind: hoc-vien}
- {id: truong-b, name: Trường B, kind: hoc-vien}
- {id: cuc-mot, name: Cục Một, to: 2018-06-30}
- {id: cuc-hai, name: Cục Hai, from: 2018-07-01, to: 2024-12-31, predecessors: [cuc-mot]}
- {id: cuc-ba, name: Cục Ba, from: 2025-01-01, predecessors: [cuc-hai]}
- {id: cuc-tu, name: Cục Tư, from: 2025-01-01, predecessors: [cuc-hai]}
"""


def cluster(id_: str, head: str, *terms: str) -> tuple[str, str]:
    lines = "".join(f"  - {{{term}, {SOURCES}}}\n" for term in terms)
    return (
        f"clusters/{id_}/cluster.yml",
        f"id: {id_}\nname: {id_}\naudience: public\n{head}\nterms:\n{lines}",
    )


LOCAL = "owner: bo-vi-du\nblock: cong-an-dia-phuong"
CLUSTERS = dict([
    cluster("nam", f"{LOCAL}\nnumber: 1",
        'term: "2023", from: 2023-01-01, to: 2023-12-31, members: [ca-mai, ca-truc]',
        'term: "2024", from: 2024-01-01, to: 2024-12-31, members: [ca-mai, ca-truc]',
        'term: "2025", from: 2025-01-01, to: 2025-12-31, lead: ca-truc, deputy: ca-mai-2025,'
        " members: [ca-truc, {unit: ca-mai, to: 2025-06-30}, {unit: ca-mai-2025, from: 2025-07-01}]"),
    cluster("nua", f"{LOCAL}\nnumber: 2",
        "term: 2025-h1, from: 2025-01-01, to: 2025-06-30, members: [ca-lan]",
        "term: 2025-h2, from: 2025-07-01, to: 2025-12-31, members: [ca-mai-2025]"),
    cluster("thua", f"{LOCAL}\nnumber: 3",
        'term: "2020", from: 2020-01-01, to: 2020-12-31', 'term: "2022", from: 2022-01-01, to: 2022-12-31'),
    cluster("truong", "owner: Bộ Ví Dụ\nblock: hoc-vien-truong\nnumber: 1",
        "term: 2023-2024, from: 2023-09-01, to: 2024-08-31, members: [truong-a, truong-b]",
        "term: 2024-2025, from: 2024-09-01, to: 2025-08-31, members: [truong-a, truong-b]"),
    cluster("trai", "owner: tong-cuc-chin\nblock: tong-cuc\nnumber: 3",
        'term: "2012", from: "2012", to: "2012", lead: trai-so-1, members: [trai-so-1, trai-so-2]'),
    cluster("phu-nu", f"{LOCAL}\nnumber: 1\norganisation: women",
        'term: 2017-2022, from: 2017-10, to: "2022", members: [hoi-mai]'),
    cluster("doan", f"{LOCAL}\nnumber: 2\norganisation: youth",
        "term: 2020-2021, from: 2020-09, to: 2021-05", "term: 2022-2023, from: 2022-09, to: 2023-06"),
    cluster("khoi", "owner: ca-truc\nblock: noi-bo-cong-an-tinh", 'term: "2021", from: 2021-01-01, to: 2021-12-31'),
    cluster("xa", "owner: ca-mai-2025\nblock: noi-bo-cong-an-tinh\nnumber: 1",
        "term: 2025-2, from: 2025-07-01, to: 2025-12-31, members: [xa-mai-1, xa-mai-2]"),
    cluster("mo", "owner: Hội đồng Ví Dụ\nblock: ngoai-cong-an\nnumber: 9", 'term: "2019", from: 2019-01-01, members: [ca-truc]'),
])  # fmt: skip


def event(number: int, date: str, kinds: str, clusters: str, more: str = "") -> tuple[str, str]:
    first = date.removeprefix("{from: ").partition(",")[0]
    return f"events/{first[:4]}/{first}-them-{number}.md", (
        f"---\ntitle: Hoạt động thứ {number}\ndate: {date}\nkinds: [{kinds}]\nclusters: [{clusters}]\naudience: public\n"
        f"status: published\nsummary: Các đơn vị cùng dự.\n{more}{SOURCES}\n---\n\nCác đơn vị cùng dự.\n"
    )


def checked(folder: Path, *more: Mapping[str, str]) -> CheckedContent:
    files = {"sector.yml": "use: cong-an\n", "units.yml": UNITS, **CLUSTERS}
    for changes in more:
        files |= changes
    return check_content(write_tree(folder / "content", files))


YEAR = "from: 2025-01-01, to: 2025-12-31"
HALF = "from: 2025-07-01, to: 2025-12-31"


def given(ctx: Context) -> dict[str, Any]:
    """What the files of days hand over to the scripts of the pages, by their paths."""
    found = {}
    for path, data in day_files(ctx):
        name, _, content = data.decode().partition("]=")
        assert name == f'thidua.given["{path}"'
        found[path] = json.loads(content)
    return found

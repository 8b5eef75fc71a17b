"""The reference pages of the editors' guide: up to date, complete, and their examples true."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from thidua.checks.run import check_content
from thidua.locale import strings
from thidua.outputs import reference
from thidua.outputs.limits import LIMITS

if TYPE_CHECKING:
    from thidua.outputs.reference import Example

GUIDE = Path(__file__).parents[3] / "docs" / "huong-dan"

NAME = "events/2024/2024-04-04-ky-giao-uoc.md"
FRONT = """\
title: Cụm thi đua số 1 ký giao ước thi đua
date: 2024-04-04
kinds: [ky-giao-uoc]
clusters: [bca-dp-1]
audience: public
status: published
summary: Hai đơn vị ký giao ước thi đua.
sources:
  - title: Bản tin Ví Dụ
"""
BODY = "Hai đơn vị ký giao ước.\n"
ARTICLES = "## Điều 1. Kỷ cương {#ky-cuong}\n\nGiữ nghiêm.\n"
CLUSTER = """\
id: {id}
name: Cụm thi đua số {number} – Ví Dụ
number: {number}
owner: bo-vi-du
block: cong-an-dia-phuong
audience: public
terms:
  - term: "2024"
    from: 2024-01-01
    to: 2024-12-31
    members: [ca-tp-ha-noi, ca-tp-da-nang]
    sources:
      - title: Bản tin năm 2024
"""
PLEDGE = """\
term: "2024"
title: Giao ước thi đua năm 2024
audience: public
sources:
  - title: Giao ước năm 2024
"""
SCORES = """\
term: "2024"
criteria:
  - {id: chuyen-mon, text: Công tác chuyên môn, max: "60"}
  - {id: bao-cao, text: Chế độ báo cáo, max: "40"}
sheets:
  - by: cum
    rows:
      - {unit: ca-tinh-mau, points: {chuyen-mon: "58", bao-cao: "40"}}
      - {unit: ca-tinh-vi-du, points: {chuyen-mon: "57", bao-cao: "39"}}
ranking:
  - {unit: ca-tinh-mau, rank: 1, points: "98"}
  - {unit: ca-tinh-vi-du, rank: 2, points: "96"}
sources:
  - title: Biên bản chấm điểm
"""
REGISTERS = {
    "sector.yml": "use: cong-an\n",
    "units.yml": """\
- {id: bo-vi-du, name: Bộ Ví Dụ}
- {id: ca-tp-ha-noi, name: Công an TP Hà Nội}
- {id: ca-tp-da-nang, name: Công an TP Đà Nẵng}
- {id: ca-tp-can-tho, name: Công an TP Cần Thơ}
- {id: ca-tinh-cu, name: Công an tỉnh Cũ, to: 2023-06-30, successor: ca-tinh-moi}
- {id: ca-tinh-moi, name: Công an tỉnh Mới, from: 2023-07-01}
- {id: ca-tinh-mau, name: Công an tỉnh Mẫu}
- {id: ca-tinh-vi-du, name: Công an tỉnh Ví Dụ}
""",
    "clusters/vi-du-3/cluster.yml": CLUSTER.format(id="vi-du-3", number=3).replace(
        "ca-tp-ha-noi, ca-tp-da-nang", "ca-tinh-mau, ca-tinh-vi-du"
    ),
    "commemorations.yml": """\
- id: ngay-truyen-thong-cand
  name: Ngày truyền thống Công an nhân dân Việt Nam
  kind: fixed
  origin: 1945-08-19
  month: 8
  day: 19
  regime: 111-2018
  aliases: [Ngày truyền thống CAND]
  sources:
    - title: Sổ tay Ví Dụ
""",
    "campaigns.yml": """\
- id: vi-antq
  name: Phong trào thi đua Vì an ninh Tổ quốc
  sources:
    - title: Sổ tay Ví Dụ
""",
}


def _with(base: str, snippet: str, keys_of: str) -> str:
    """``base`` with its entries of the keys of ``keys_of`` replaced by ``snippet``."""
    keys = set(re.findall(r"^(\w+):", keys_of, re.MULTILINE))
    kept: list[str] = []
    keep = True
    for line in base.splitlines(keepends=True):
        key = re.match(r"(\w+):", line)
        if key:
            keep = key[1] not in keys
        if keep:
            kept.append(line)
    return snippet + "".join(kept)


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return data.getvalue()


def _tree(example: Example, side: str) -> dict[str, str | bytes]:
    written = side if side.endswith("\n") else f"{side}\n"
    name, front, body = NAME, FRONT, BODY
    cluster = CLUSTER.format(id="bca-dp-1", number=1)
    pledge, articles = PLEDGE, ARTICLES
    files: dict[str, str | bytes] = {**REGISTERS}
    match example.place:
        case "event":
            front = _with(FRONT, written, example.right)
        case "photo":
            front = _with(FRONT, written, example.right)
            name = "events/2024/2024-04-04-ky-giao-uoc/index.md"
            files["events/2024/2024-04-04-ky-giao-uoc/ky-ket.jpg"] = _picture()
        case "body":
            body = written
        case "cluster":
            cluster = _with(cluster, written, example.right)
        case "pledge":
            pledge = _with(PLEDGE, written, example.right)
        case "articles":
            articles = written
        case "scores":
            files["clusters/vi-du-3/scores/2024.yml"] = _with(SCORES, written, example.right)
        case "name":
            name = side.strip().removeprefix("content/")
        case place:
            assert place == "file", f"{example.code}: no such place {place}"
    event = f"---\n{front}---\n\n{body}"
    if example.place == "file":
        rest = _with(FRONT, "", re.sub(r"(?m)^\W.*\n", "", example.right))
        event = f"{written}{rest}---\n\n{body}"
    return files | {
        name: event,
        "clusters/bca-dp-1/cluster.yml": cluster,
        "clusters/bca-dp-2/cluster.yml": CLUSTER.format(id="bca-dp-2", number=2),
        "clusters/bca-dp-1/pledges/2024.md": f"---\n{pledge}---\n\n{articles}",
    }


def _codes(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    content = folder / "content"
    for name, data in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [item.code for item in check_content(content).report]


@pytest.mark.parametrize("example", reference.examples(), ids=lambda example: example.code)
def test_examples_are_true(example: Example, tmp_path: Path) -> None:
    """What the guide calls wrong brings the message it stands under; what it calls right brings none."""
    assert example.code in _codes(tmp_path / "wrong", _tree(example, example.wrong))
    assert _codes(tmp_path / "right", _tree(example, example.right)) == []


def test_the_common_mistakes_have_examples() -> None:
    shown = {example.code for example in reference.examples()}
    assert len(shown) >= 25
    assert shown <= set(strings("vi", "diagnostics"))


def test_every_message_of_scores_has_an_example() -> None:
    of_scores = {code for code in strings("vi", "diagnostics") if "740" <= code[1:] <= "769"}
    assert of_scores
    assert of_scores <= {example.code for example in reference.examples()}


@pytest.mark.parametrize("name", [reference.FIELDS_PAGE, reference.MESSAGES_PAGE])
def test_pages_are_up_to_date(name: str) -> None:
    """After a change of records or messages: ``python -m thidua.outputs.reference``."""
    assert (GUIDE / name).read_text("utf-8") == reference.pages("vi")[name]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_braces_of_ids_are_printed(lang: str) -> None:
    page = reference.messages_page(lang)
    assert r"\{\#…\}" in page
    assert "{{" not in page


def test_the_pages_can_be_written_elsewhere(tmp_path: Path) -> None:
    reference.main(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(reference.pages("vi"))


def test_limits_are_those_the_messages_tell_of() -> None:
    page = reference.pages("vi")[reference.MESSAGES_PAGE]
    for line in (
        "| Một tệp (kB) | 256 | [E108](#e108) |",
        "| Một dòng (ký tự) | 5.000 | [E604](#e604) |",
        "| Năm muộn nhất | 2100 | [E325](#e325) |",
        "| Thời gian chuyển một bài sang HTML (giây) | 0,6 | [E610](#e610) |",
        "| Số lượt quét của ảnh JPEG | 32 | [E658](#e658) |",
        "| Số khối dữ liệu của ảnh | 50.000 | [E658](#e658) |",
        "| Số đơn vị cùng tên nêu trên trang của một đơn vị | 12 | trang nêu phần gần nhất |",
    ):
        assert line in page.split("\n")
    assert all(f"{{#{limit.code.lower()}}}" in page for limit in LIMITS if limit.code)
    assert (
        "| Lines of a body | 5,000 | [E611](#e611) |"
        in reference.pages("en")[reference.MESSAGES_PAGE]
    )

"""Realistic publications of any size, all invented: events, clusters with yearly terms, a pledge a term.

    python tests/bench/made_site.py FOLDER [--events 2000] [--clusters 40] [--terms 20] [--no-pledges]
        [--photos 100] [--documents 50]

What real ones have and events alone do not: terms with leads and members, pledges whose wording and numbers change
from year to year, units in several clusters, commemorations, campaigns that events refer to; photographs beside the first
events, and documents: hand-written pages under ``docs/``. The same numbers give the same bytes, and fewer events are
the first of more.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FIRST_YEAR = 2005
UNITS = 60
MEMBERS = 6
COMMEMORATIONS = 60
CAMPAIGNS = 4
KINDS = (
    *("phat-dong", "ky-giao-uoc", "hoi-thao", "nghia-tinh", "kiem-tra", "so-ket"),
    *("so-ket", "nghia-tinh", "hoi-thi", "tap-huan", "kiem-tra", "tong-ket"),
)
"""What happens in each month."""
SUBJECTS = (
    "Hội nghị", "Các đơn vị trong cụm", "Đại diện lãnh đạo các đơn vị", "Cụm trưởng", "Tổ giúp việc",
    "Đoàn kiểm tra của cụm", "Ban chỉ huy các đơn vị", "Cán bộ, chiến sĩ các đơn vị",
)  # fmt: skip
VERBS = (
    "đánh giá", "trao đổi kinh nghiệm về", "thống nhất", "đẩy mạnh", "tập trung thực hiện", "rà soát",
    "đổi mới", "nâng cao chất lượng", "phối hợp chặt chẽ trong", "hoàn thành vượt mức",
)  # fmt: skip
OBJECTS = (
    "phong trào thi đua sáu tháng đầu năm", "chương trình hoạt động chung và thang bảng điểm",
    "các chỉ tiêu công tác được giao", "công tác xây dựng lực lượng và chăm lo đời sống cán bộ",
    "cải cách hành chính và chuyển đổi số", "phòng ngừa, đấu tranh với các loại tội phạm",
    "xây dựng cơ quan, đơn vị kiểu mẫu", "các mô hình, cách làm sáng tạo ở cơ sở",
    "công tác kiểm tra, giám sát và kỷ cương nội bộ", "hoạt động nghĩa tình đồng đội",
)  # fmt: skip
ENDS = (
    "theo kế hoạch đã ký kết", "trên toàn địa bàn", "ngay từ những tháng đầu năm", "ở tất cả các đơn vị",
    "gắn với nhiệm vụ chính trị được giao", "bảo đảm thiết thực, hiệu quả",
)  # fmt: skip
ARTICLES = (
    ("nhiem-vu-chinh-tri", "Thực hiện nhiệm vụ chính trị"), ("phong-trao", "Đẩy mạnh phong trào thi đua"),
    ("xay-dung-luc-luong", "Xây dựng lực lượng"), ("cai-cach", "Cải cách hành chính"),
    ("ky-cuong", "Kỷ cương, nêu gương"), ("phoi-hop", "Phối hợp trong cụm"),
    ("nghia-tinh", "Nghĩa tình đồng đội"), ("kiem-tra", "Kiểm tra, chấm điểm"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    events: int
    clusters: int = 40
    terms: int = 20
    pledges: bool = True
    photos: int = 0
    """How many events, from the first, have a photograph."""
    documents: int = 0
    """How many hand-written pages there are beside the guide's first."""


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, ENDS)) + "."


def paragraph(chance: random.Random, sentences: int) -> str:
    return " ".join(sentence(chance) for _ in range(sentences))


def event_body(chance: random.Random) -> str:
    """About 4 kB of Markdown: headings, paragraphs, a list, a table."""
    parts = []
    for section in range(4):
        parts.append(f"## Phần {section + 1}: {chance.choice(OBJECTS)}")
        parts += [paragraph(chance, 3) for _ in range(2)]
    parts.append("\n".join(f"- {sentence(chance)}" for _ in range(5)))
    rows = "\n".join(f"| Đơn vị {n} | {chance.randrange(100)} |" for n in range(1, 6))
    parts.append(f"| Đơn vị | Chỉ tiêu |\n|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"


def cluster_id(number: int) -> str:
    return f"vd-{number + 1}"


def members(cluster: int) -> list[str]:
    """Each of four owners has all units, in ten clusters."""
    begin = cluster % (UNITS // MEMBERS) * MEMBERS
    return [f"don-vi-{begin + n + 1}" for n in range(MEMBERS)]


def event(number: int, size: Size) -> tuple[str, str]:
    """The path below ``events/`` and the text of an event."""
    chance = random.Random(number)
    cluster, year = number % size.clusters, FIRST_YEAR + number // size.clusters % size.terms
    month = chance.randrange(12) + 1
    day = f"{year}-{month:02d}-{chance.randrange(28) + 1:02d}"
    officials = ", ".join(
        f"{{name: Nguyễn Văn Mẫu {chance.randrange(150) * 3 + n}, rank: Đại tá, post: Giám đốc}}"
        for n in range(3)
    )
    figures = ", ".join(
        f'{{label: {words}, value: "{chance.randrange(10, 900)}", unit: {unit}}}'
        for words, unit in (
            ("Chỉ tiêu công tác", "chỉ tiêu"),
            ("Phong trào", "phong trào"),
            ("Tập thể được khen", "tập thể"),
        )
    )
    has_photo = number < size.photos
    photos = (
        f"photos: [{{file: {photo_name(number)}, alt: Hội nghị thứ {number} của cụm tại hội trường, "
        "caption: Quang cảnh hội nghị, credit: Báo Ví Dụ}]\n"
    )
    text = f"""---
title: {chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}, lần thứ {number}
date: {day}
kinds: [{KINDS[month - 1]}]
clusters: [{cluster_id(cluster)}]
audience: public
status: published
summary: {sentence(chance)}
place: Tỉnh Ví Dụ {chance.randrange(30)}
host: {chance.choice(members(cluster))}
commemorations: [{{id: ngay-{chance.randrange(COMMEMORATIONS) + 1}, year: {year}}}]
campaigns: [phong-trao-{chance.randrange(CAMPAIGNS) + 1}]
officials: [{officials}]
figures: [{figures}]
{photos if has_photo else ""}sources:
  - {{title: Bản tin số {number}, publisher: Báo Ví Dụ, url: "https://bao.example.vn/tin-{number}"}}
  - {{title: Thông cáo số {number}, publisher: Cổng thông tin Ví Dụ}}
---

"""
    name = f"{year}/{day}-hoat-dong-{number}"
    return f"{name}/index.md" if has_photo else f"{name}.md", text + event_body(chance)


def photo_name(number: int) -> str:
    """Every fourth is a PNG."""
    return "anh.jpg" if number % 4 else "anh.png"


def photo(number: int) -> bytes:
    """A picture that no other looks like: coloured boxes over a gradient, as large as photographs of newspapers."""
    chance = random.Random(number)
    image = Image.linear_gradient("L").resize((1600, 1067)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = chance.randrange(1500), chance.randrange(1000)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.rectangle(
            (left, top, left + chance.randrange(20, 400), top + chance.randrange(20, 300)), colour
        )
    out = io.BytesIO()
    image.save(out, "JPEG" if photo_name(number).endswith(".jpg") else "PNG")
    return out.getvalue()


def document(number: int) -> str:
    """The text of a hand-written page."""
    return f"# Tài liệu nghiệp vụ số {number}\n\n{event_body(random.Random(-1 - number))}"


def cluster_file(number: int, size: Size) -> str:
    id_, of = cluster_id(number), number // (UNITS // MEMBERS)
    terms = []
    for n in range(size.terms):
        year, lead = FIRST_YEAR + n, members(number)[n % MEMBERS]
        terms.append(
            f'  - term: "{year}"\n    from: {year}-01-01\n    to: {year}-12-31\n'
            f"    lead: {{unit: {lead}, how: Luân phiên}}\n    deputy: {members(number)[(n + 1) % MEMBERS]}\n"
            f"    members: [{', '.join(members(number))}]\n"
            f"    sources: [{{title: Quyết định phân cụm năm {year}, publisher: Bộ Ví Dụ}}]\n"
        )
    local = number % (UNITS // MEMBERS) + 1
    return (
        f"id: {id_}\nname: Cụm thi đua số {local} – Khối Ví Dụ {of + 1}\nnumber: {local}\nowner: bo-vi-du-{of + 1}\n"
        f"block: Khối Ví Dụ {of + 1}\naudience: public\nterms:\n{''.join(terms)}"
    )


def pledge(number: int, year: int) -> str:
    """The text of a pledge; its wording drifts from year to year."""
    chance = random.Random(number * 1000 + year)
    targets = "".join(
        f"  - id: chi-tieu-{n + 1}\n    article: {article}\n    text: Chỉ tiêu {n + 1} về {OBJECTS[n]}\n"
        f'    comparator: ">="\n    value: "{60 + chance.randrange(40)}%"\n'
        for n, (article, _) in enumerate(ARTICLES[:6])
    )
    signatories = "".join(f"  - unit: {unit}\n" for unit in members(number))
    body = []
    for n, (article, title) in enumerate(ARTICLES):
        steady = random.Random(number * 100 + n)
        kept = [sentence(steady) for _ in range(5)]
        kept[chance.randrange(5)] = sentence(chance)
        body.append(f"## Điều {n + 1}. {title} {{#{article}}}\n\n{' '.join(kept)}\n")
    return (
        f'---\nterm: "{year}"\ntitle: Giao ước thi đua năm {year}\nsigned_on: {year}-02-{10 + number % 15}\n'
        f"audience: public\nsignatories:\n{signatories}targets:\n{targets}"
        f"sources: [{{title: Bản giao ước năm {year}, publisher: Bộ Ví Dụ}}]\n---\n\n"
        + "\n".join(body)
    )


def pledges(size: Size) -> dict[str, str]:
    """Paths below ``clusters/`` and texts of all pledges."""
    if not size.pledges:
        return {}
    return {
        f"{cluster_id(number)}/pledges/{FIRST_YEAR + n}.md": pledge(number, FIRST_YEAR + n)
        for number in range(size.clusters)
        for n in range(size.terms)
    }


def registers(size: Size) -> dict[str, str]:
    owners = "".join(
        f"- {{id: bo-vi-du-{n + 1}, name: Bộ Ví Dụ {n + 1}, kind: bo}}\n" for n in range(4)
    )
    units = "".join(
        f"- {{id: don-vi-{n + 1}, name: Công an tỉnh Ví Dụ {n + 1}}}\n" for n in range(UNITS)
    )
    days = "".join(
        f"- {{id: ngay-{n + 1}, name: Ngày truyền thống Ví Dụ {n + 1}, kind: fixed, origin: {1930 + n}-{n % 12 + 1:02d}-{n % 28 + 1:02d},"
        f' month: {n % 12 + 1}, day: {n % 28 + 1}, regime: "111-2018", sources: [{{title: Bản tin ví dụ}}]}}\n'
        for n in range(COMMEMORATIONS)
    )
    campaigns = "".join(
        f"- id: phong-trao-{n + 1}\n  name: Phong trào Ví Dụ {n + 1}\n"
        f"  clusters: [{', '.join(cluster_id(c) for c in range(n, size.clusters, CAMPAIGNS))}]\n"
        "  sources: [{title: Bản tin ví dụ}]\n"
        for n in range(CAMPAIGNS)
    )
    return {"units.yml": owners + units, "commemorations.yml": days, "campaigns.yml": campaigns}


def documents(size: Size) -> dict[str, str]:
    """Paths below ``docs/huong-dan/`` and texts of the hand-written pages."""
    return {
        "index.md": "# Hướng dẫn\n",
        **{f"tai-lieu-{n}.md": document(n) for n in range(size.documents)},
    }


def plain_pages(size: Size) -> Iterator[tuple[str, str]]:
    """Events, pledges and documents as other generators take them: one Markdown file with front matter for each."""
    for number in range(size.events):
        path, text = event(number, replace(size, photos=0))
        yield f"su-kien/{path}", text
    for path, text in pledges(size).items():
        yield f"giao-uoc/{path.replace('/pledges/', '/')}", text
    for path, text in documents(size).items():
        yield f"huong-dan/{path}", text


def make_content(folder: Path, size: Size) -> None:
    """Write ``content/`` of a publication of ours into ``folder``."""
    texts = registers(size)
    for number in range(size.clusters):
        texts[f"clusters/{cluster_id(number)}/cluster.yml"] = cluster_file(number, size)
    texts |= {f"clusters/{path}": text for path, text in pledges(size).items()}
    for number in range(size.events):
        path, text = event(number, size)
        texts[f"events/{path}"] = text
        if number < size.photos:
            place = folder / "events" / Path(path).with_name(photo_name(number))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(photo(number))
    write(folder, texts)


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write texts by their paths below a folder."""
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def make_project(folder: Path, size: Size) -> Path:
    """A publication of ours with this size, ready to build; gives its mkdocs.yml."""
    make_content(folder / "content", size)
    write(folder / "docs" / "huong-dan", documents(size))
    # Pages of calendars lead to it, also in what `thidua init` makes.
    shutil.copy(ROOT / "docs" / "huong-dan" / "lich.md", folder / "docs" / "huong-dan")
    return complete_project(folder)


def complete_project(folder: Path) -> Path:
    """Add to content and documents what they are built with; gives the mkdocs.yml."""
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder / "mkdocs.yml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=2000)
    add_options(parser)
    wanted = parser.parse_args()
    print(make_project(wanted.folder, size_of(wanted, wanted.events)))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of everything there can be many of, but events."""
    parser.add_argument("--clusters", type=int, default=40)
    parser.add_argument("--terms", type=int, default=20)
    parser.add_argument("--no-pledges", dest="pledges", action="store_false")
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--documents", type=int, default=0)


def size_of(wanted: argparse.Namespace, events: int) -> Size:
    """What the options of `add_options` say."""
    return Size(
        events, wanted.clusters, wanted.terms, wanted.pledges, wanted.photos, wanted.documents
    )


if __name__ == "__main__":
    main()

"""Build cost of one event: the whole site of ours against plain Material with the same Markdown.

    python tests/bench/bench_build.py [--events 1000] [--rounds 3]

Both build the same synthetic events, outside the navigation, one after the other in this run. The cost of
an event is the CPU time (user + system) of ``mkdocs build`` with all events less that with 240 of them (one in
each month of the same twenty years, so that the calendar and the terms are there in both), divided by the
difference; least of the rounds. Only the ratio means something: machines differ and are shared.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SENTENCES = (
    "Hội nghị đánh giá kết quả phong trào thi đua sáu tháng đầu năm của các đơn vị trong cụm.",
    "Các đơn vị trao đổi kinh nghiệm, thống nhất chương trình hoạt động chung và thang bảng điểm.",
    "Đại diện lãnh đạo các đơn vị ký kết giao ước, cam kết hoàn thành vượt mức chỉ tiêu được giao.",
    "Nhiều tập thể, cá nhân có thành tích xuất sắc được biểu dương tại hội nghị.",
    "Công tác xây dựng lực lượng tiếp tục được quan tâm, đời sống cán bộ, chiến sĩ được chăm lo.",
)
FEW = 240
KINDS = ("phat-dong", "ky-giao-uoc", "so-ket", "tong-ket", "hoi-thao", "nghia-tinh")


def body(chance: random.Random) -> str:
    """About 4 kB of Markdown: paragraphs, headings, a list, a table."""
    parts = []
    for section in range(4):
        parts.append(f"## Phần {section + 1}: nội dung công tác")
        parts += [" ".join(chance.choices(SENTENCES, k=4)) for _ in range(2)]
    parts.append("\n".join(f"- {sentence}" for sentence in SENTENCES))
    parts.append(
        "| Đơn vị | Chỉ tiêu |\n|---|---|\n"
        + "\n".join(f"| Đơn vị {n} | {n * 7} |" for n in range(1, 6))
    )
    return "\n\n".join(parts) + "\n"


def event(number: int, chance: random.Random) -> tuple[str, str, str]:
    """Year, file name and text of an event."""
    year = 2005 + number % 20
    day = f"{year}-{number // 20 % 12 + 1:02d}-{number % 28 + 1:02d}"
    text = f"""---
title: Cụm thi đua số {number % 9 + 1} hoạt động lần thứ {number}
date: {day}
kinds: [{KINDS[number % len(KINDS)]}]
clusters: [vd-{number % 9 + 1}]
audience: public
status: published
summary: Hoạt động của cụm trong năm {year}, có các đơn vị thành viên tham dự.
place: Tỉnh Ví Dụ
officials: [{{name: Nguyễn Văn Mẫu, rank: Đại tá, post: Giám đốc}}]
figures: [{{label: Chỉ tiêu, value: "77", unit: chỉ tiêu}}]
sources: [{{title: Bản tin ví dụ, publisher: Báo Ví Dụ}}]
---

"""
    return str(year), f"{day}-hoat-dong-{number}.md", text + body(chance)


def our_content(folder: Path, events: int) -> None:
    units = "".join(f"- {{id: don-vi-{n}, name: Công an tỉnh Ví Dụ {n}}}\n" for n in range(1, 46))
    (folder / "events").mkdir(parents=True)
    (folder / "units.yml").write_text(f"- {{id: bo-vi-du, name: Bộ Ví Dụ}}\n{units}", "utf-8")
    for n in range(1, 10):
        terms = "".join(
            f'  - term: "{year}"\n    from: {year}-01-01\n    to: {year}-12-31\n'
            f"    members: [{', '.join(f'don-vi-{m}' for m in range(n * 5 - 4, n * 5 + 1))}]\n"
            "    sources: [{title: Bản tin ví dụ}]\n"
            for year in range(2005, 2025)
        )
        cluster = folder / "clusters" / f"vd-{n}" / "cluster.yml"
        cluster.parent.mkdir(parents=True)
        cluster.write_text(
            f"id: vd-{n}\nname: Cụm thi đua số {n}\nnumber: {n}\nowner: bo-vi-du\nblock: vi-du\n"
            f"audience: public\nterms:\n{terms}",
            "utf-8",
        )
    chance = random.Random(7)
    for number in range(events):
        year, name, text = event(number, chance)
        path = folder / "events" / year / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def ours(folder: Path, events: int) -> Path:
    our_content(folder / "content", events)
    docs = folder / "docs" / "huong-dan"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Hướng dẫn\n", "utf-8")
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)
    config = folder / "mkdocs.yml"
    shutil.copy(ROOT / "mkdocs.yml", config)
    return config


def plain(folder: Path, events: int, plugins: str) -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Trang chủ\n", "utf-8")
    chance = random.Random(7)
    for number in range(events):
        year, name, text = event(number, chance)
        path = docs / "su-kien" / year / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        f"site_name: Plain\ntheme: {{name: material, language: vi, font: false}}\nplugins: {plugins}\n"
        "nav: [index.md]\nnot_in_nav: /su-kien/\n"
        "markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, sane_lists, tables, toc]\n",
        "utf-8",
    )
    return config


def cost(config: Path, out: Path) -> float:
    """CPU seconds of one build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(out)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "THIDUA_TODAY": "2026-01-15"},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{config}: the build failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        makers = {
            "ours": ours,
            "plain Material, with its search": lambda place, n: plain(place, n, "[search]"),
            "plain Material, no plugins": lambda place, n: plain(place, n, "[]"),
        }
        configs = {
            (kind, n): make(folder / f"{index}-{n}", n)
            for index, (kind, make) in enumerate(makers.items())
            for n in (FEW, wanted.events)
        }
        seconds: dict[tuple[str, int], float] = {}
        for _ in range(wanted.rounds):
            for key, config in configs.items():
                found = cost(config, folder / "site")
                seconds[key] = min(found, seconds.get(key, found))
    print(f"{FEW} and {wanted.events} events, least of {wanted.rounds} rounds, CPU")
    each = {}
    for kind in makers:
        each[kind] = (
            (seconds[kind, wanted.events] - seconds[kind, FEW]) / (wanted.events - FEW) * 1000
        )
        print(
            f"  {kind:32s} {seconds[kind, FEW]:6.2f} s  {seconds[kind, wanted.events]:6.2f} s  "
            f"{each[kind]:6.2f} ms an event"
        )
    for kind in list(makers)[1:]:
        print(f"  ours against {kind}: {each['ours'] / each[kind]:.2f} ×")


if __name__ == "__main__":
    main()

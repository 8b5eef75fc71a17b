"""A cluster with a score table as large as they come: twelve units, thirty criteria in five sections, three stages, two years."""

from __future__ import annotations

import re

SOURCES = "sources: [{title: Bản tin Ví Dụ}]"
NAMES = ("Mai", "Lan", "Cúc", "Trúc", "Đào", "Sen", "Quế", "Hồi", "Ngâu", "Nhài", "Sứ", "Ban")
UNITS = [f"ca-{n}" for n in range(1, 13)]
SECTIONS = (
    "Công tác chuyên môn", "Bảo đảm trật tự, an toàn xã hội", "Xây dựng Đảng, xây dựng lực lượng",
    "Tổ chức phong trào thi đua", "Chế độ thông tin, báo cáo",
)  # fmt: skip


def _criteria(year: int) -> str:
    lines = []
    for s, section in enumerate(SECTIONS, 1):
        lines.append(f"  - {{id: muc-{s}, text: '{section}'}}")
        for c in range(1, 7):
            most = "4,5" if (s, c, year) == (2, 3, 2024) else "4" if s == 5 else "3,5"
            text = f"Nội dung {c} của mục {s}, thực hiện đủ và đúng hạn các nhiệm vụ được giao"
            lines.append(f"  - {{id: m{s}-{c}, part_of: muc-{s}, text: '{text}', max: '{most}'}}")
    return "\n".join(lines)


def _row(unit: int, stage: int, year: int) -> str:
    """Half a point less than the most for each of the first criteria, more of them for units further down and later stages."""
    given = []
    for n in range(30):
        s, c = n // 6 + 1, n % 6 + 1
        lost = (n + year) % 12 < unit + (stage > 0) + (stage > 1 and n < unit)
        points = {
            (False, False): "3,5",
            (False, True): "3",
            (True, False): "4",
            (True, True): "3,5",
        }[s == 5, lost]
        given.append(f"m{s}-{c}: '{points}'")
    return f"      - {{unit: {UNITS[unit]}, points: {{{', '.join(given)}}}}}"


def _scores(year: int) -> str:
    sheets = "\n".join(
        f"  - by: {by}\n    on: {year}-11-{10 + stage}\n    rows:\n"
        + "\n".join(_row(unit, stage, year) for unit in range(12))
        for stage, by in enumerate(("tu-cham", "kiem-tra-cheo", "cum"))
    )
    return (
        f'term: "{year}"\naudience: public\nannounced: {{what: chi-tiet, on: {year}-11-30}}\n'
        f"criteria:\n{_criteria(year)}\nsheets:\n{sheets}\nranking:\n{_ranking(year)}\n{SOURCES}\n"
    )


def _ranking(year: int) -> str:
    """Places by the points of the last stage."""
    totals = [
        sum(float(p.replace(",", ".")) for p in re.findall(r"'([\d,]+)'", _row(unit, 2, year)))
        for unit in range(12)
    ]
    return "\n".join(
        f"  - {{unit: {UNITS[n]}, rank: {1 + sum(other > totals[n] for other in totals)}}}"
        for n in sorted(range(12), key=lambda n: -totals[n])
    )


def _term(year: int) -> str:
    return f'  - {{term: "{year}", from: {year}-01-01, to: {year}-12-31, members: [{", ".join(UNITS)}], {SOURCES}}}'


SCORED = {
    "sector.yml": "use: cong-an\n",
    "units.yml": "- {id: bo-vi-du, name: Bộ Ví Dụ}\n"
    + "\n".join(f"- {{id: {id_}, name: Công an tỉnh {name}}}" for id_, name in zip(UNITS, NAMES, strict=True)),
    "commemorations.yml": "[]\n",
    "campaigns.yml": "[]\n",
    "clusters/lon/cluster.yml": "id: lon\nname: Cụm thi đua số 1 – Ví Dụ\nnumber: 1\nowner: bo-vi-du\nblock: cong-an-dia-phuong\n"
    f"organisation: main\naudience: public\nterms:\n{_term(2023)}\n{_term(2024)}\n",
    "clusters/lon/scores/2023.yml": _scores(2023),
    "clusters/lon/scores/2024.yml": _scores(2024),
}  # fmt: skip

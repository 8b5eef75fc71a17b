"""What kind of event a text tells of, where it was, and the figures it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import ImportNote, evidence_around, note
from thidua.editing.importing.people import LOWER, UPPER
from thidua.editing.importing.questions import Candidate
from thidua.editing.importing.source_document import sentences
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thidua.editing.yaml_text import Item

_KINDS: tuple[tuple[str, str], ...] = (
    ("phat-dong", r"(?:hội nghị|lễ|tổ chức|mít tinh)[^.;]{0,40}?(?<!do )phát động"),
    ("ky-giao-uoc", r"ký(?: kết)?(?: [\w“”\"]+){0,8}? giao ước"),
    ("so-ket", r"sơ kết"),
    ("kiem-tra", r"kiểm tra chéo|kiểm tra (?:9|chín) tháng|(?:đoàn|tiến hành|tổ chức) kiểm tra"),
    ("tong-ket", r"tổng kết"),
    (
        "khen-thuong",
        r"lễ (?:trao|khen)|trao (?:tặng )?(?:cờ|bằng khen|giấy khen|huân chương|huy chương|danh hiệu)",
    ),
    ("bao-cong", r"báo công"),
    ("hoi-thao", r"hội thao|đại hội khỏe"),
    ("hoi-thi", r"hội thi|hội diễn|liên hoan"),
    ("dai-hoi", r"(?:khai mạc|tổ chức|bế mạc|dự) đại hội thi đua"),
    ("tap-huan", r"tập huấn"),
    ("nghia-tinh", r"nghĩa tình|nhà đồng đội|nhà tình nghĩa|mái ấm"),
    ("gap-mat", r"gặp mặt|tọa đàm|họp mặt"),
)
"""Kinds and the words of a title or first sentence that tell them."""

_PLACE_START = "trụ sở|hội trường|nhà hát|khách sạn|trung tâm|nhà văn hóa|thành phố|tỉnh|huyện|quận|phường|xã|thị xã|sân|nhà"
_INNER = (
    "an|tỉnh|thành|phố|huyện|quận|phường|xã|thị|trường|hát|văn|hóa|tâm|hội|nghị|viện|sở|nhân|dân|tịch|tích|lịch|sử|di"
    "|đoàn|vận|động|thi|đấu|sạn|thương|mại|ủy|đô|niệm|thao|bảo|tàng|quốc|gia"
)
"""Small words inside names of places: ``Hội trường``, ``Công an tỉnh``, ``Khu di tích``."""
_PLACE_WORD = rf"(?:[{UPPER}]{{1,3}}\.|[{UPPER}][{UPPER}{LOWER}’']*)"
_PLACE = re.compile(
    rf"\btại\s+((?:(?:{_PLACE_START})\s+)*{_PLACE_WORD}(?:\s?[-–]\s?{_PLACE_WORD}|\s(?:{_INNER})(?!\w)|\s(?!Cụm\b){_PLACE_WORD})*)"
)
_NOT_A_PLACE = re.compile(
    r"(?:Hội nghị|Lễ|Quyết định|Nghị|Điều|Thông tư|Chỉ thị|Luật|Kế hoạch|Đại hội|Chương trình|Cụm)"
)

_CLAUSE = re.compile(r"[^.,;:()“”\"]*")
_UNITS = (
    "chỉ tiêu|vụ việc|vụ án|vụ|đối tượng|tập thể|cá nhân|căn nhà|ngôi nhà|nhà|suất quà|phần quà|triệu đồng|tỷ đồng|tỉ đồng"
    "|đơn vị thành viên|đơn vị|đại biểu|mô hình|lượt người|học sinh|vận động viên|huy chương|cờ thi đua|bằng khen|giấy khen"
)
_FIGURE = re.compile(
    rf"(?P<value>(?:(?:trên|hơn|gần|khoảng|ít nhất)\s+)?(?<![\d/.,-])(?:\d+(?:[.,]\d+)*\s+(?:tỷ|tỉ|triệu)\s+)*\d+(?:[.,]\d+)*(?:/\d+(?=\s*chỉ tiêu))?)\s*(?P<unit>%|(?:{_UNITS})\b)",
    re.IGNORECASE,
)


_SCALED = re.compile(r"\d\s+(?:tỷ|tỉ|triệu)\s+\d")
"""An amount of several scales: its parts are one number."""
_LABEL_WORDS = 6
"""Words before a number that say what it is about."""
_AROUND = 200
"""Characters before a number that may say what it is about."""
_EXCEEDED = re.compile(r"(?:hoàn thành\s+)?vượt(?:\s+mức)?(?=(?:\s+cả)?\s*\Z)", re.IGNORECASE)
"""Before a number of targets: each of them is exceeded, which the number alone would not say."""
_TRAILING = re.compile(r"(?:\s(?:của|cho|trong|với|tại|từ|có|các))+\s*\Z")
_CLAUSE_ENDS = re.compile(
    rf"\s(?:và(?!\s[{UPPER}])|là|để|được(?! giao)|do đó|đạt|thì)(?=\s)|\s(?=\d[\d.,]*\s*(?:%|(?:{_UNITS})\b))"
)


_NAME_INSIDE = re.compile(
    rf"(?<=[{LOWER},] )[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+(?![{LOWER}])"
)
"""Names of two words and more inside a sentence."""


def kinds_of(
    title: str, prose: tuple[str, ...], labels: Mapping[str, str]
) -> tuple[list[str], list[ImportNote]]:
    """The kinds told by the title and the opening sentence, in the order of the format."""
    opening = next((s for p in prose[:2] for s in sentences(p)), "")
    found, notes = [], []
    for kind, pattern in _KINDS:
        for text in (opening, title):
            match = re.search(pattern, text, re.IGNORECASE)
            if match:
                found.append(kind)
                label = labels[f"kind:{kind}"]
                notes.append(note("note_kind", match[0], value=f"{kind} ({label})"))
                break
    return found, notes or [note("note_kind_none")]


def places_of(prose: tuple[str, ...]) -> list[Candidate]:
    """The places the opening paragraphs name after ``tại``, each once."""
    found: dict[str, Candidate] = {}
    for paragraph in prose[:3]:
        for match in _PLACE.finditer(paragraph):
            place = match[1].rstrip(" .-")
            if not _NOT_A_PLACE.match(place):
                where = evidence_around(paragraph, match.start(), match.end(), after=20)
                found.setdefault(fold(place), Candidate(place, where))
    return list(found.values())


def in_lower_case(title: str, prose: tuple[str, ...]) -> str:
    """A title written in capitals as a sentence; names that the text itself writes with capitals keep them."""
    lowered = title.capitalize()
    capitalised = {name for paragraph in prose for name in _NAME_INSIDE.findall(paragraph)}
    names = [name for name in capitalised if name.lower() in title.lower()]
    for name in sorted(names, key=lambda name: (-len(name), name)):
        lowered = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, lowered, flags=re.IGNORECASE)
    return lowered[:1].upper() + lowered[1:]


def figures_of(prose: Iterable[str]) -> tuple[list[Item], list[ImportNote]]:
    """Numbers with what they count, as written; each value once."""
    found: dict[tuple[str, str], Item] = {}
    notes = []
    for paragraph in prose:
        for match in _FIGURE.finditer(paragraph):
            value, unit = _whole_amount(match["value"], match["unit"].lower())
            clause = _CLAUSE.match(paragraph, match.end())
            after = _TRAILING.sub("", _CLAUSE_ENDS.split(clause[0])[0]).strip() if clause else ""
            counted = after and unit != "%" and not unit.endswith("đồng")
            before = _before(paragraph[max(0, match.start() - _AROUND) : match.start()], unit)
            label = f"{unit} {after}".strip() if counted else before
            if (
                (value, unit) in found
                or not label
                or (unit == "đơn vị" and not after.startswith("thuộc"))
            ):
                continue
            exceeded = _EXCEEDED.search(paragraph[max(0, match.start() - _AROUND) : match.start()])
            if exceeded and unit == "chỉ tiêu":
                label = f"{label}, {exceeded[0].strip().lower()}"
            label = (label[:1].upper() + label[1:])[:120]
            found[value, unit] = {"label": label, "value": value, "unit": unit}
            where = evidence_around(paragraph, match.start(), match.end(), before=20, after=30)
            notes.append(note("note_figure", where, value=f"{label}: {value} {unit}"))
    return list(found.values()), notes


def _whole_amount(value: str, unit: str) -> tuple[str, str]:
    """``1 tỷ 250`` of ``triệu đồng`` as ``1 tỷ 250 triệu`` of ``đồng``; any other amount as it is."""
    scale, _, rest = unit.partition(" ")
    return (f"{value} {scale}", rest) if rest == "đồng" and _SCALED.search(value) else (value, unit)


def _before(text: str, unit: str) -> str:
    """The words before a number, back to the last stop or number: what a bare ``12 vụ`` is about."""
    text = text[max((match.end() for match in _FIGURE.finditer(text)), default=0) :]
    clause = re.split(r"(?<!\d)[.,]|[.,](?!\d)|[;:()“”\"]|\svà\s", text)[-1].strip(" -–•#").split()
    start = max(0, len(clause) - _LABEL_WORDS)
    # A name is not begun in its middle: its capital stands a few words further ahead.
    ahead = [n for n in range(max(0, start - 3), start) if clause[n][:1].isupper()]
    kept = " ".join(clause[max(ahead, default=start) :])
    words = re.sub(r"\A(?:Có|Với|Được|Gồm|Là)\Z", "", kept, flags=re.IGNORECASE)
    if not words:
        return "" if unit == "%" else unit
    return words if unit == "%" else f"{words} ({unit})"

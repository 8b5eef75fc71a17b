"""What a cell, a heading and the label of a row mean in a score table as offices type it."""

from __future__ import annotations

import re
from typing import Final

from thidua.text import fold

SELF, CROSS, CLUSTER = "tu-cham", "kiem-tra-cheo", "cum"
STAGES: Final = (SELF, CROSS, CLUSTER)
"""Who scored, in the order in which it is done; the values of `sheets.by`."""

_STAGE_WORDS = (
    (CROSS, re.compile(r"\bcheo\b")),
    (SELF, re.compile(r"\btu (?:cham|danh gia|xep)")),
    (
        CLUSTER,
        re.compile(r"\bcum (?:thi dua )?(?:cham|tham dinh|danh gia|thong nhat|chot)|\bcum\Z"),
    ),
    (CLUSTER, re.compile(r"\b(?:hoi dong|tham dinh|diem chot|thuong truc)\b")),
)
_KINDS_OF_ROW = {
    "total": r"(?:tong|cong)(?: (?:cong|so|diem|so diem|cong diem))*",
    "rank": r"(?:xep|thu) (?:hang|thu|thu tu)|thu hang|hang|vi tri",
    "grade": r"(?:xep loai|phan loai|loai)(?: .*)?",
    "thuong": r"(?:cac )?(?:diem )?(?:thuong|cong them)(?: diem)?\b.*",
    "phat": r"(?:cac )?(?:diem )?(?:tru|phat)(?: diem)?\b.*",
    "votes": r"(?:so )?phieu(?: bau| suy ton| binh chon)?|ty le phieu",
    "proposal": r"(?:de nghi|suy ton)(?: .*)?",
    "count": r"(?:stt|so tt|tt|so thu tu)",
}
_ROW = {kind: re.compile(words) for kind, words in _KINDS_OF_ROW.items()}
_MAXIMUM = re.compile(
    r"(?:so |muc |thang )?diem(?: (?:so|toi da|chuan|quy dinh|cao nhat))+|thang diem|(?:muc )?toi da"
)
_NO_UNIT = re.compile(
    r"(?:stt|so tt|tt|noi dung|tieu chi|chi tieu|cac tieu chi|ten don vi|don vi|ghi chu|chu thich|y kien|ly do|can cu|cach (?:tinh|cham)"
    r"|don vi tinh|dvt|tong|cong|trung binh|diem|xep (?:hang|loai)|thu hang)\b.*"
)
_BLANKS = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "x",
        "/",
        "…",
        "...",
        "chua cham",
        "chua co diem",
        "khong cham",
        "chua danh gia",
        "kc",
    }
)
_POINTS = re.compile(r"(\d{1,4})(?:[.,](\d{1,4}))?(?:\s*(?:điểm|đ))?", re.IGNORECASE)
_VOTES = re.compile(r"(\d{1,4})(?:\s*/\s*(\d{1,4}))?(?:\s*phiếu)?", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?(?P<sign>[IVXL]+|[A-Z]|\d+(?:[.,]\d+)*|[a-zđ]|[-–•+*])\s*[.)/:]?")
_NUMBERED_TEXT = re.compile(
    r"(?P<sign>[IVXL]+|[A-Z]|\d+(?:\.\d+)*|[a-zđ])\s*[.)/:]\s*(?P<text>\S.*)|(?P<dash>[-–•+*])\s+(?P<rest>\S.*)"
)
_MAXIMUM_IN_TEXT = re.compile(
    r"\s*[(\[]\s*(?:(?:điểm )?(?:tối đa|chuẩn)\s*:?\s*)?(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)\s*[)\]]|[,:;–-]?\s*tối đa\s*:?\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)", re.IGNORECASE
)
_ORDINALS = {
    "nhat": 1,
    "nhi": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}


def plain(text: str) -> str:
    """A heading without accents, capitals and closing marks."""
    return " ".join(fold(text).replace("*", " ").split()).strip(" .:()")


def stage_named(text: str) -> str:
    """Which stage of scoring a heading names; empty where it names none."""
    said = plain(text)
    return next((stage for stage, words in _STAGE_WORDS if words.search(said)), "")


def kind_of_row(text: str) -> str:
    """``total``, ``rank``, ``grade``, ``thuong``, ``phat``, ``votes``, ``proposal``, ``count``; empty for a criterion."""
    said = plain(numbering(text)[1])
    return next((kind for kind, words in _ROW.items() if words.fullmatch(said)), "")


def is_maximum(text: str) -> bool:
    """Whether a heading is that of the highest points: ``Điểm chuẩn``, ``Thang điểm``."""
    return _MAXIMUM.fullmatch(plain(text)) is not None


def names_no_unit(text: str) -> bool:
    """Whether a heading is one of those that stand beside units."""
    return bool(_NO_UNIT.fullmatch(plain(text)) or is_maximum(text) or kind_of_row(text))


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing was scored; a zero does not."""
    return plain(text) in _BLANKS or text in _BLANKS


def points(text: str) -> str | None:
    """``9.5``, ``9,50`` and ``9,5 điểm`` as ``9,5``; None for what is no number, or may be thousands (``1.750``)."""
    match = _POINTS.fullmatch(text.strip())
    if match is None or ("." in text and len(match[2] or "") == 3):
        return None
    fraction = (match[2] or "").rstrip("0")
    return f"{int(match[1])},{fraction}" if fraction else str(int(match[1]))


def rank(text: str) -> int | None:
    """A place: ``1``, ``Nhất``, ``Thứ 3``, ``II``; None for anything else."""
    said = plain(text).removeprefix("hang ").removeprefix("thu ").removeprefix("giai ")
    if said.isdecimal():
        return int(said) or None
    if said in {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}:
        return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"].index(said) + 1
    return _ORDINALS.get(said)


def votes(text: str) -> tuple[int, int | None] | None:
    """Votes, and of how many where the cell says it: ``12``, ``12 phiếu``, ``12/13``; None for anything else, as a percentage."""
    match = _VOTES.fullmatch(text.strip())
    return (int(match[1]), int(match[2]) if match[2] else None) if match else None


def numbering(text: str) -> tuple[str, str]:
    """The sign a row begins with and the rest: ``a) Phong trào`` → ``a``, ``Phong trào``."""
    match = _NUMBERED_TEXT.fullmatch(text)
    if match is None:
        return "", text
    return (match["dash"], match["rest"]) if match["dash"] else (match["sign"], match["text"])


def is_numbering(text: str) -> bool:
    """Whether a cell holds the number of a row alone."""
    return _NUMBERING.fullmatch(text.strip()) is not None


def level(sign: str) -> int:
    """How deep a row stands by its sign: ``A`` above ``I`` above ``1`` above ``1.1`` above ``a`` above ``-``; 0 for none."""
    match = _NUMBERING.fullmatch(sign.strip())
    sign = match["sign"] if match else ""
    if not sign:
        return 0
    if re.fullmatch("[IVXL]+", sign):
        return 2
    if sign.isupper():
        return 1
    if sign[0].isdecimal():
        return 3 + len(re.findall("[.,]", sign))
    return 9 if sign[0].isalpha() else 10


def maximum_in(text: str) -> tuple[str, str]:
    """The highest points that a criterion's own words name and the words without them: ``… (10 điểm)``; empty for none."""
    match = _MAXIMUM_IN_TEXT.search(text)
    if match is None:
        return "", text
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;:.–-")
    return points(match[1] or match[2]) or "", " ".join(rest.split())


def is_title(line: str) -> bool:
    """Whether a line above a table says what it is: ``Bảng điểm …``."""
    return "diem" in plain(line).split()


def days(line: str) -> list[tuple[str, str, str]]:
    """Day, month and year of each full date of a line: ``ngày 15/11/2024``."""
    return _DAY.findall(line)

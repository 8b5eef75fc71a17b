"""What an editor most likely meant to type: a list, a group, a field's name, a code, a file's name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from thidua.file_names import file_stem
from thidua.text import fold, fold_aligned, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable


_FIELDS = {
    "tieu de": ("title",), "ten": ("name", "title"), "ngay": ("date",), "thoi gian": ("date",), "gio": ("time",),
    "loai": ("kinds", "kind"), "cum": ("clusters",), "dia diem": ("place",), "noi": ("place",),
    "pham vi": ("audience",), "trang thai": ("status",), "tom tat": ("summary",), "nguon": ("sources",),
    "anh": ("photos",), "hinh anh": ("photos",), "so lieu": ("figures",), "khen thuong": ("awards",),
    "don vi": ("units", "unit"), "dai bieu": ("officials",), "thanh vien": ("members",), "cum truong": ("lead",),
    "cum pho": ("deputy",), "ma": ("id",), "so": ("number",), "nam": ("year",), "chi tieu": ("targets",),
    "khau hieu": ("slogan",), "chuc vu": ("post",), "cap bac": ("rank",), "phong trao": ("campaigns",),
    "tu": ("from",), "den": ("to",), "chu thich": ("caption",), "bao": ("publisher",), "tac gia": ("author",), "gia tri": ("value",),
}  # fmt: skip
"""Names of fields as an editor may say them, folded."""


_CODES = {
    "cong khai": "public", "noi bo": "internal", "ban nhap": "draft", "nhap": "draft", "chua dang": "draft",
    "da dang": "published", "dang": "published", "xuat ban": "published", "co": "true", "khong": "false",
    "yes": "true", "no": "false", "dang ky": "dang-ky", "suy ton": "de-nghi", "ky ket": "ky-giao-uoc",
    "ky ket giao uoc": "ky-giao-uoc", "ngay am lich": "lunar", "ngay duong lich": "fixed",
}  # fmt: skip
"""Closed values in Vietnamese, folded."""


_PARTS = re.compile(r"\s*[,;\n]\s*|\s+[-–•*]\s*|^[-–•*]\s*")


_MAX = 120


def field_name(written: str, known: Iterable[str]) -> str | None:
    """The field that was meant, also where it was named in Vietnamese."""
    known = list(known)
    said = (name for name in _FIELDS.get(fold(written), ()) if name in known)
    return next(said, None) or nearest(written, known)


def nearest_code(written: str, allowed: Iterable[str]) -> str | None:
    """The closed value that was meant, also where it was said in Vietnamese."""
    allowed = list(allowed)
    meant = _CODES.get(fold(written.strip("“”\"'")))
    return meant if meant in allowed else nearest(written, allowed)


def paper_name(written: str) -> str | None:
    """A name for a PDF that may be used: of a path its last part, without marks and spaces."""
    path = PurePosixPath(written.replace("\\", "/"))
    stem = file_stem(path.stem, ".pdf")
    return f"{stem}.pdf" if stem and path.suffix.lower() == ".pdf" else None


def photo_name(written: str) -> str | None:
    """A name for a photo that may be used: of a path its last part, without marks and spaces."""
    path = PurePosixPath(written.replace("\\", "/"))
    ending = path.suffix.lower()
    ending = ending if ending in {".jpg", ".jpeg", ".png", ".webp"} else ".jpg"
    stem = file_stem(path.stem, ending)
    return f"{stem}{ending}" if stem else None


_YEAR_FIRST = re.compile(r"(\d{4}(?:[-_. ]\d{2}){0,2})[-_. ]+(\D.*)\Z")


_DAY_FIRST = re.compile(r"(\d{1,2})[-_. ](\d{1,2})[-_. ](\d{4})[-_. ]+(.+)\Z")


_COPY = re.compile(
    r"(?P<name>.*?[^\s-])(?:(?: +[-–] *|[-–] +)(?:copy|sao chep|ban sao)| copy| copie)?(?: ?\(\d{1,2}\)| \d{1,2})?(?P<ending>(?:\.md|\.yml)?)"
)
"""The names that file managers and browsers give to copies, folded: “… - Copy.md”, “… (1).md”, “… - Sao chép.md”."""


def original_name(name: str) -> str | None:
    """The name of the file or folder of which ``name`` is a copy, or to which an ending was added twice; else None."""
    for ending in (".md", ".yml"):
        if name.lower().endswith(2 * ending):
            return name[: -len(ending)]
    if name.isascii() and " " not in name and "(" not in name:
        return None
    match = _COPY.fullmatch(fold_aligned(name))
    if match is None or match.end("name") + len(match["ending"]) == len(name):
        return None
    return name[: match.end("name")] + name[len(name) - len(match["ending"]) :]


def event_name(written: str, date: str | None) -> str:
    """A name for an event's file; ``date`` is the one in its declaration, where that is sound."""
    written = (original_name(f"{written}.md") or f"{written}.md").removesuffix(".md")
    day_first = _DAY_FIRST.match(written)
    year_first = _YEAR_FIRST.match(written)
    if day_first:
        rest = day_first[4]
        date = date or f"{day_first[3]}-{int(day_first[2]):02d}-{int(day_first[1]):02d}"
    elif year_first:
        rest = year_first[2]
        date = date or re.sub("[_. ]", "-", year_first[1])
    else:
        rest = written
    return f"{date or 'YYYY-MM-DD'}-{file_stem(rest) or 'ten-ngan'}"


def _short_enough(text: str) -> str | None:
    return text if len(text) <= _MAX else None

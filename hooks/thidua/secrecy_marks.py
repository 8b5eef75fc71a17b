"""Marks of secrecy as offices write and stamp them: ``MẬT``, ``TỐI MẬT``, ``M Ậ T``, ``MẬT - HỎA TỐC``.

The levels are those of the law on state secrets (29/2018/QH14, article 8). What only has the word in it is none:
``bí mật``, ``bảo mật``, ``mật ong``, ``mật độ``.
"""

from __future__ import annotations

import re

LEVEL = r"(?:(?:TUYỆT|TỐI)\s+)?MẬT"
"""A level in capitals."""
_WIDE_LEVEL = r"(?:(?:T\s*U\s*Y\s*Ệ\s*T|T\s*Ố\s*I)\s*)?M\s*Ậ\s*T"
"""The same with its letters set apart, as stamps have them."""
_CARRIER = "TÀILIỆU|VĂNBẢN|HỒSƠ|BÁOCÁO|CÔNGVĂN|ĐỘ"
_URGENT = "HỎATỐC|HOẢTỐC|THƯỢNGKHẨN|KHẨN"
_STAMP = re.compile(rf"(?:{_CARRIER})?(?:TUYỆT|TỐI)?MẬT(?:{_URGENT})?(?:BẢN)?(?:SỐ)?")
"""The letters of a line that is nothing but a mark in capitals."""
_SMALL_STAMP = re.compile(r"\W*(?:Tuyệt [Mm]ật|Tối [Mm]ật|Mật)\W*")
_NO_LETTER = re.compile(r"[\W\d_]+")
_MARGIN = re.compile(rf"(?<!\w){_WIDE_LEVEL}(?!\w)")
_WORD_BEFORE = re.compile(r"(\w+)\s+\Z")
_WORD_AFTER = re.compile(r"\s+(\w+)")
_BEFORE = frozenset(["BẢO", "BÍ", "CƠ", "THÂN", "CẨN"])
_AFTER = frozenset(
    [
        "MÃ",
        "ONG",
        "ĐỘ",
        "KHẨU",
        "VỤ",
        "THIẾT",
        "THÁM",
        "DANH",
        "LỆNH",
        "THƯ",
        "HIỆU",
        "NGHỊ",
        "BÁO",
        "ĐÀM",
    ]
)
"""What makes another word of it: BÍ MẬT, MẬT MÃ."""
_LONGEST = 60
"""Characters of a line that may be nothing but a mark."""


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a mark of secrecy in capitals, however it is spaced and marked up."""
    return len(line) <= _LONGEST and _STAMP.fullmatch(_NO_LETTER.sub("", line)) is not None


def is_small_stamp(line: str) -> bool:
    """Whether a line is nothing but a level with a capital at its head: ``Mật``, ``(Tối mật)``."""
    return len(line) <= _LONGEST and _SMALL_STAMP.fullmatch(line) is not None


def margin_mark(line: str) -> str:
    """The level that stands somewhere in a line above or below the pages; empty where there is none."""
    for match in _MARGIN.finditer(line):
        before = _WORD_BEFORE.search(line[: match.start()])
        after = _WORD_AFTER.match(line, match.end())
        if not (before and before[1] in _BEFORE) and not (after and after[1] in _AFTER):
            return match[0]
    return ""

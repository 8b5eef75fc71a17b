"""Marks of secrecy in a source: no draft is made of what bears one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.editing.importing.source_document import clean_line
from thidua.editing.new import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEVEL = r"(?:(?:TUYỆT|TỐI) )?MẬT"
_MARKED = re.compile(rf"[\W_]*(?:ĐỘ )?{_LEVEL}[\W_]*(?:\(?(?:BẢN|BẢN SỐ)\W*\d*\)?)?\W*")
"""A line that is nothing but the stamp."""
_GRADED = re.compile(
    r"độ mật\s*:\s*(?:(?:tuyệt|tối) )?mật|tài liệu (?:tuyệt |tối )?mật\b", re.IGNORECASE
)
_IN_MARGIN = re.compile(rf"(?<!BẢO )(?<!\w){_LEVEL}(?!\w| MÃ\b| ONG\b)")


def refuse_secret(lines: Iterable[str], margins: Iterable[str] = ()) -> None:
    """Raise NotWrittenError for a text with a stamp of secrecy on a line of its own, or anywhere in its margins."""
    for text in lines:
        line = clean_line(text)
        if len(line) <= 60 and (_MARKED.fullmatch(line) or _GRADED.match(line)):
            raise NotWrittenError("import_secret", value=line)
    for line in margins:
        if _IN_MARGIN.search(line) or _GRADED.search(line):
            raise NotWrittenError("import_secret", value=line)

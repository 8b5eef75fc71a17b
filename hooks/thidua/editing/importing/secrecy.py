"""Marks of secrecy in a source: no draft is made of what bears one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.editing.importing.source_document import clean_line
from thidua.editing.new import NotWrittenError
from thidua.secrecy_marks import is_small_stamp, is_stamp, margin_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

_GRADED = re.compile(
    r"(?:mức )?độ mật\s*:\s*(?:(?:tuyệt|tối) )?mật|tài liệu (?:tuyệt |tối )?mật\W*\Z", re.IGNORECASE
)


def refuse_secret(lines: Iterable[str], margins: Iterable[str] = ()) -> None:
    """Raise NotWrittenError for a text with a mark of secrecy on a line of its own, or anywhere in its margins.

    Levels in small letters are a mark where one of them stands alone; a table of what there is of each names several.
    """
    small: list[str] = []
    for text in lines:
        line = clean_line(text)
        if is_stamp(line) or (len(line) <= _LONGEST and _GRADED.match(line)):
            raise NotWrittenError("import_secret", value=line)
        if is_small_stamp(line):
            small.append(line)
    if len(small) == 1:
        raise NotWrittenError("import_secret", value=small[0])
    for line in map(clean_line, margins):
        if margin_mark(line) or is_small_stamp(line) or _GRADED.search(line):
            raise NotWrittenError("import_secret", value=line)


_LONGEST = 60
"""Characters of a line that only names a level."""

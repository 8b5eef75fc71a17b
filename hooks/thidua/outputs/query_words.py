"""What the search knows of the words readers type, from ``query_words.json``, as its scripts take it: patterns written out."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = re.compile("[A-Z]{3,}")


@cache
def query_words() -> dict[str, Any]:
    """The tables; numbers in words up to that of any cluster, patterns without the names of parts."""
    tables: dict[str, Any] = json.loads(
        files("thidua").joinpath("query_words.json").read_text("utf-8")
    )
    del tables["about"]
    digits, tens = tables["digits"], tables.pop("tens")
    numerals = tables["numerals"]
    numerals |= {digit: number for number, digit in enumerate(digits, 1)}
    for number, ten in enumerate(tens, 1):
        numerals |= {ten: number * 10, f"{ten} lam": number * 10 + 5}
        numerals |= {f"{ten} {digit}": number * 10 + n for n, digit in enumerate(digits, 1)}
    parts = tables.pop("parts")
    parts |= {"NUMERAL": _one_of(numerals), "MONTHNAME": _one_of(tables["months"])}
    for row in (*tables["numbers"], *tables["days"]):
        row[0] = _NAME.sub(lambda name: parts[name[0]], row[0])
    digits.append(tens[0])
    return tables


def _one_of(words: dict[str, int]) -> str:
    """A pattern for one of many words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"

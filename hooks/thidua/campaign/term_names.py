"""What a term is called: by its label, else by what its id and its days say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.reading.records import Cluster, Term

_YEARS = re.compile(r"(?:nam-hoc-)?(\d{4})-(\d{4})")
_SCHOOLS = "hoc-vien-truong"


def term_name(cluster: Cluster, term: Term) -> str:
    """``năm 2024``, ``năm học 2025–2026``, ``sáu tháng cuối năm 2025``, ``giai đoạn 2017–2022``."""
    if term.label:
        return term.label
    if re.fullmatch(r"\d{4}", term.term):
        return f"năm {term.term}"
    years = _YEARS.fullmatch(term.term)
    if years:
        school = term.term.startswith("nam-hoc-") or cluster.block == _SCHOOLS
        return f"{'năm học' if school else 'giai đoạn'} {years[1]}–{years[2]}"
    half = _half(term)
    return f"sáu tháng {half} năm {term.from_.year}" if half else f"kỳ {term.term}"


def _half(term: Term) -> str:
    first, last = term.span.first, term.span.last
    days = (first.month, first.day, last.month, last.day)
    if first.year != last.year:
        return ""
    return {(1, 1, 6, 30): "đầu", (7, 1, 12, 31): "cuối"}.get(days, "")

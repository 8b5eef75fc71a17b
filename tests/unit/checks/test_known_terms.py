"""An editor whose event has no term is told which there are: all, or those about the day of very many."""

from __future__ import annotations

import pytest

from thidua.checks.event_terms import known_terms
from thidua.dates import PartialDate, Span
from thidua.reading.records import Cluster


def cluster(years: range) -> Cluster:
    terms = [{"term": f"{y}", "from": f"{y}-01-01", "to": f"{y}-12-31", "sources": [{"title": "x"}]} for y in years]  # fmt: skip
    head = {"id": "cum", "name": "Cụm", "owner": "bo", "block": "khoi", "audience": "public"}
    return Cluster.model_validate({**head, "terms": terms})


@pytest.mark.parametrize(
    ("years", "day", "first", "last", "count", "end"),
    [
        (range(2001, 2021), "1990-01-01", "2001", "2020", 20, ""),
        (range(2001, 2022), "1990-01-01", "2001", "2020", 20, ", …"),
        (range(2001, 2022), "2030-01-01", "2002", "2021", 20, ", …"),
        (range(1950, 2050), "2000-06-01", "1991", "2010", 20, ", …"),
        (range(1950, 2050), None, "2030", "2049", 20, ", …"),
        (range(2020, 2022), None, "2020", "2021", 2, ""),
    ],
)
def test_terms_named(years: range, day: str | None, first: str, last: str, count: int, end: str) -> None:  # fmt: skip
    near = Span(PartialDate.parse(day), PartialDate.parse(day)) if day else None
    words = known_terms(cluster(years), near).in_words("vi")
    assert words.startswith(f"{first}, ")
    assert words.endswith(f"{last}{end}")
    assert len(words.removesuffix(", …").split(", ")) == count

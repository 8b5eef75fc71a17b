"""Every field that names another record, with the place at which an editor is told of an unknown one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thidua.campaign.references import references, split_cluster_ref
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Unit

if TYPE_CHECKING:
    from thidua.reading.base import Record

S = [{"title": "S"}]
TERM = {"term": "t", "from": "2024", "sources": S}
RESULT = {"value": "1", "as_of": "2024", "source": "B"}


@pytest.mark.parametrize(
    ("cls", "values", "expect"),
    [
        (
            Event,
            {
                "title": "T", "date": "2024", "kinds": ["khac"], "audience": "public", "status": "draft", "summary": "S", "sources": S,
                "clusters": ["a", "b@2024"], "host": "c", "units": ["d"], "campaigns": ["e"], "commemorations": [{"id": "f", "year": 2024}],
                "awards": [{"title": "A", "to": "Đội Một", "status": "trao"}, {"title": "A", "to": "g", "status": "trao"}],
            },
            "cluster a clusters.0|cluster b clusters.1|unit c host|unit d units.0|unit g awards.1.to.0|commemoration f commemorations.0.id|campaign e campaigns.0",
        ),
        (
            Cluster,
            {
                "id": "x", "name": "X", "owner": "a", "block": "b", "audience": "public",
                "terms": [{**TERM, "lead": {"unit": "b"}, "members": ["c"]}, {**TERM, "deputy": {"unit": "d"}}],
            },
            "unit a owner|unit b terms.0.lead.unit|unit c terms.0.members.0.unit|unit d terms.1.deputy.unit",
        ),
        (Cluster, {"id": "x", "name": "X", "owner": "Hội đồng", "block": "b", "audience": "public", "terms": [TERM]}, ""),
        (Unit, {"id": "x", "name": "X", "predecessors": ["a", "b"], "successor": "c"}, "unit a predecessors.0|unit b predecessors.1|unit c successor"),
        (
            Pledge,
            {
                "term": "t", "title": "T", "audience": "public", "sources": S, "signatories": ["a"],
                "targets": [
                    {"id": "x", "article": "x", "text": "T", "comparator": "=", "value": "1"},
                    {"id": "y", "article": "x", "text": "T", "comparator": "=", "value": "1", "results": [{**RESULT, "unit": "b"}, {**RESULT, "unit": "c"}]},
                ],
            },
            "unit a signatories.0.unit|unit b targets.1.results.0.unit|unit c targets.1.results.1.unit",
        ),
        (
            Campaign,
            {"id": "x", "name": "X", "sources": S, "clusters": ["a"], "phases": [{"from": "2024"}, {"from": "2024", "commemoration": "b"}]},
            "cluster a clusters.0|commemoration b phases.1.commemoration",
        ),
        (Commemoration, {"id": "x", "name": "X", "kind": "edition", "regime": "none", "sources": S}, ""),
    ],
)  # fmt: skip
def test_references(cls: type[Record], values: dict[str, Any], expect: str) -> None:
    found = [f"{r.kind} {r.id} {'.'.join(map(str, r.loc))}" for r in references(cls.model_validate(values))]  # fmt: skip
    assert sorted(found) == sorted(filter(None, expect.split("|")))


@pytest.mark.parametrize(("written", "expect"), [("a", ("a", None)), ("a@2024", ("a", "2024")), ("a@", ("a", "")), ("a@b@c", ("a", "b@c"))])  # fmt: skip
def test_a_cluster_and_its_term(written: str, expect: tuple[str, str | None]) -> None:
    assert split_cluster_ref(written) == expect

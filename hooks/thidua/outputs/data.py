"""Open data: the projected records as JSON and CSV, for offices that keep their own tables.

JSON carries each record as written plus its permanent id and address; CSV carries one row a record,
with lists joined by “; ”. Both are UTF-8; the CSV begins with a byte-order mark, because Excel reads
Vietnamese wrongly without one. The database (`outputs.database`) is made of the same rows.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from thidua.campaign import addresses
from thidua.campaign.award_order import award_year
from thidua.campaign.cluster_names import full_names
from thidua.campaign.cycle import is_prize
from thidua.campaign.data_columns import columns_of
from thidua.campaign.papers import site_papers
from thidua.campaign.scores import points_by_stage, points_that_count
from thidua.campaign.terms import leader_basis, leader_of
from thidua.dates import PartialDate
from thidua.locale import CONTENT
from thidua.outputs.plain_text import plain
from thidua.pledges.anchors import article_anchor, target_anchor
from thidua.pledges.articles import split_body
from thidua.pledges.summary import comparator_words
from thidua.pledges.target_text import commitment_text
from thidua.pledges.values import baseline_of, quantity_of
from thidua.reading.base import Basis, Record, Revision
from thidua.scoring.totals import maxima, read_points, unit_scores
from thidua.text import FORMULA, NBSP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from thidua.campaign.site import EventEntry, PledgeEntry, ScoresEntry, Site
    from thidua.campaign.terms import Role
    from thidua.reading.base import Source
    from thidua.reading.records import Target, Term

Row = dict[str, Any]
T = TypeVar("T")

_NEIGHBOURS = 100
"""So many lists are held that the next row may have as well."""

compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON, as short as it can be."""
_FORMULA = re.compile(FORMULA)
_SIGNS = frozenset("=+@-＝＋＠－")
"""What a cell must begin with, or hold a semicolon or a tab, for the expression to find anything: hardly any does."""


def data_files(
    tables: DataTables, names: Iterable[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """``du-lieu/<kind>.json`` and ``.csv`` for some kinds of record, or all of them."""
    for name in tables if names is None else names:
        yield addresses.data_file(name, "json").lstrip("/"), _json(tables[name])
        yield addresses.data_file(name, "csv").lstrip("/"), _csv(tables[name], columns_of(name))


class DataTables(Mapping[str, list[Row]]):
    """The tables of a site by the kind of their records, each made when it is asked for, once."""

    def __init__(self, site: Site, site_url: str, licence: str = "") -> None:
        """Where ``licence`` is known, each row says on what terms it may be used again."""
        self._site = site
        self._base = site_url.rstrip("/")
        self._terms = {"licence": licence} if licence else {}
        self._made: dict[str, list[Row]] = {}

    def __getitem__(self, name: str) -> list[Row]:
        """The rows of a table, in the order of ids or dates."""
        if name not in self._made:
            rows = TABLES[name](self._site, self._base)
            self._made[name] = [row | self._terms for row in rows]
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def _events(site: Site, base: str) -> Iterator[Row]:
    for e in site.events:
        own = {"id": e.id, "url": base + e.address, "terms": [str(k) for k in e.terms]}
        yield own | _fields(e.record)


def _clusters(site: Site, base: str) -> Iterator[Row]:
    for id_, entry in site.clusters.items():
        yield {"url": base + addresses.cluster(id_), **_fields(entry.record)}


def _units(site: Site, base: str) -> Iterator[Row]:
    for id_, entry in site.units.items():
        yield {"url": base + addresses.unit(id_), **_fields(entry.record)}


def _commemorations(site: Site, base: str) -> Iterator[Row]:
    for id_, entry in site.commemorations.items():
        yield {"url": base + addresses.commemoration(id_), **_fields(entry.record)}


def _campaigns(site: Site, base: str) -> Iterator[Row]:
    for id_, entry in site.campaigns.items():
        yield {"url": base + addresses.campaign(id_), **_fields(entry.record)}


def _pledges(site: Site, base: str) -> Iterator[Row]:
    for p in site.pledges.values():
        own = {"id": str(p.key), "url": base + p.address, "cluster": p.key.cluster}
        yield own | _fields(p.record)


def _targets(site: Site, base: str) -> Iterator[Row]:
    for p in site.pledges.values():
        sources = _plain(p.record.sources)
        for t in p.record.targets:
            own = {"pledge": str(p.key), "url": f"{base}{p.address}#{target_anchor(t.id)}"}
            said = {"commitment": _commitment(t), **_parsed(t), "sources": sources}
            yield own | _fields(t) | said


def _leaders(site: Site, base: str) -> Iterator[Row]:
    """A row a term, with empty cells for what is not known."""
    names = full_names(site, CONTENT)
    for cluster_id, terms in site.terms_in_order.items():
        for term in terms:
            yield {
                "cluster": cluster_id,
                "cluster_name": names[cluster_id],
                "block": site.cluster(cluster_id).block,
                "term": term.term,
                "from": str(term.from_),
                "to": str(term.to or ""),
                "url": base + addresses.term(cluster_id, term.term),
                **_leader(site, term, "lead"),
                **_leader(site, term, "deputy"),
                "sources": _plain(term.sources),
            }


def _leader(site: Site, term: Term, role: Role) -> Row:
    """A unit, how it was chosen, its own days, and what that rests on where no source states it."""
    leader = leader_of(term, role)
    basis = leader_basis(term, role)
    return {
        role: leader.unit if leader else "",
        f"{role}_name": site.unit(leader.unit).name if leader else "",
        f"{role}_how": (leader.how or "") if leader else "",
        f"{role}_from": str((leader and leader.from_) or ""),
        f"{role}_to": str((leader and leader.to) or ""),
        f"{role}_basis": basis if leader and basis != "stated" else "",
    }


def _awards(site: Site, base: str) -> Iterator[Row]:
    """A row for each recipient, prizes of contests among them; the year of an award is its own or that of the event."""
    for event in site.events:
        told = _event(event, base) if event.record.awards else {}
        for award in event.record.awards:
            for to in award.to:
                yield {
                    "year": _year(award_year(event, award)),
                    "for_year": str(award.for_year or ""),
                    "title": award.title,
                    "kind": "giai" if is_prize(award, site.sector) else "khen-thuong",
                    "to": to if to in site.units else "",
                    "to_name": site.unit(to).name if to in site.units else to,
                    "status": award.status,
                    "decision": award.decision or "",
                    **told,
                }


def _figures(site: Site, base: str) -> Iterator[Row]:
    """A row for each number that a source states, as written."""
    for event in site.events:
        told = _event(event, base) if event.record.figures else {}
        for figure in event.record.figures:
            yield {
                "year": _year(event.year),
                "label": figure.label,
                "value": figure.value,
                "unit": figure.unit or "",
                **told,
            }


def _event(event: EventEntry, base: str) -> Row:
    """The event that tells of a fact, with its sources."""
    record = event.record
    return {
        "event": event.id,
        "event_title": record.title,
        "date": _plain(record.date),
        "kinds": list(record.kinds),
        "clusters": list(event.clusters),
        "url": base + event.address,
        "sources": _plain(record.sources),
    }


def _year(year: int) -> str:
    return "" if year == 1 else str(year)


def _articles(site: Site, base: str) -> Iterator[Row]:
    for pledge in site.pledges.values():
        yield from _articles_of(pledge, base)


def _papers(site: Site, base: str) -> Iterator[Row]:
    """A row for each paper, with the page it belongs to and the sources of that."""
    sources = _sources_by_page(site)
    for one in site_papers(site):
        paper, facts = one.paper, one.facts
        yield {
            "title": paper.title,
            "kind": paper.kind,
            "number": paper.number or "",
            "date": str(paper.date or ""),
            "signed_by": paper.signed_by or "",
            "pages": str(len(facts.pages)) if facts else "",
            "bytes": str(facts.size) if facts else "",
            "file": base + one.address if facts else one.address,
            "url": base + one.page,
            "sources": _plain(sources[one.page]),
        }


def _criteria(site: Site, base: str) -> Iterator[Row]:
    """A row for each criterion and section of a score table."""
    for entry in site.scores.values():
        most, sources = maxima(entry.record), _plain(entry.record.sources)
        for criterion in entry.record.criteria:
            yield {
                **_term_of(entry, base),
                "id": criterion.id,
                "part_of": criterion.part_of or "",
                "text": criterion.text,
                "max": criterion.max or "",
                **_numbers(number=most[criterion.id]),
                "sources": sources,
            }


def _scores(site: Site, base: str) -> Iterator[Row]:
    """A row for the points of a unit, a criterion and a stage; what is not scored has none."""
    for entry in site.scores.values():
        counted, sources = points_that_count(entry.record), _plain(entry.record.sources)
        for place, stages in points_by_stage(entry.record).items():
            for given in stages.values():
                yield {
                    **_term_of(entry, base),
                    "unit": given.unit,
                    "unit_name": site.unit(given.unit).name,
                    "criterion": given.criterion,
                    "stage": given.stage,
                    "points": given.points,
                    "counts": "1" if counted[place] == given else "0",
                    "date": str(given.on or ""),
                    "scorer": given.scorer or "",
                    "source": given.source or "",
                    "note": given.note or "",
                    **_numbers(number=read_points(given.points)),
                    "sources": sources,
                }


def _adjustments(site: Site, base: str) -> Iterator[Row]:
    """A row for each bonus and each penalty."""
    for entry in site.scores.values():
        sources = _plain(entry.record.sources)
        for one in entry.record.adjustments:
            yield {
                **_term_of(entry, base),
                "unit": one.unit,
                "unit_name": site.unit(one.unit).name,
                "kind": one.kind,
                "points": one.points,
                "reason": one.reason,
                "date": str(one.on or ""),
                "source": one.source or "",
                **_numbers(number=read_points(one.points)),
                "sources": sources,
            }


def _rankings(site: Site, base: str) -> Iterator[Row]:
    """A row for each unit that was scored or ranked: what was announced, and what follows from the points."""
    for entry in site.scores.values():
        scores, sources = entry.record, _plain(entry.record.sources)
        ranked = {one.unit: one for one in reversed(scores.ranking)}
        voted = (scores.ballot.source or "") if scores.ballot else ""
        corrected = (scores.revised.note or "") if scores.revised else ""
        for unit in unit_scores(scores):
            own = ranked.get(unit.unit)
            yield {
                **_term_of(entry, base),
                "unit": unit.unit,
                "unit_name": site.unit(unit.unit).name,
                "rank": str(own.rank) if own else "",
                "points": (own.points or "") if own else "",
                "votes": "" if unit.votes is None else str(unit.votes),
                "votes_source": "" if unit.votes is None else voted,
                "proposals": [p.title for p in scores.proposals if p.unit == unit.unit],
                "corrected": corrected,
                **_numbers(
                    scored=unit.scored,
                    bonus=unit.bonus or None,
                    penalty=unit.penalty or None,
                    total=unit.total,
                ),
                "sources": sources,
            }


def _term_of(entry: ScoresEntry, base: str) -> Row:
    """The term that scores are of, with its page."""
    cluster, term = entry.key
    return {"cluster": cluster, "term": term, "url": base + addresses.term(cluster, term)}


def _numbers(**numbers: Decimal | None) -> Row:
    """The numbers that are known."""
    return {name: _number(number) for name, number in numbers.items() if number is not None}


def _sources_by_page(site: Site) -> dict[str, tuple[Source, ...]]:
    """The sources of everything that may have papers."""
    found = {entry.address: entry.record.sources for entry in site.events}
    found |= {entry.address: entry.record.sources for entry in site.pledges.values()}
    for cluster, terms in site.terms_in_order.items():
        found |= {addresses.term(cluster, term.term): term.sources for term in terms}
    return found | {addresses.campaign(i): e.record.sources for i, e in site.campaigns.items()}


OF_EVENTS = ("events", "awards", "figures")
OF_REGISTERS = ("clusters", "units", "commemorations", "campaigns", "leaders")
OF_PLEDGES = ("pledges", "articles", "targets")
OF_SCORES = ("criteria", "scores", "adjustments", "rankings")
OF_ALL = ("documents",)
"""Made of events, registers and pledges."""
TABLES: Mapping[str, Callable[[Site, str], Iterator[Row]]] = {
    "events": _events,
    "clusters": _clusters,
    "units": _units,
    "pledges": _pledges,
    "articles": _articles,
    "targets": _targets,
    "commemorations": _commemorations,
    "campaigns": _campaigns,
    "leaders": _leaders,
    "awards": _awards,
    "figures": _figures,
    "documents": _papers,
    "criteria": _criteria,
    "scores": _scores,
    "adjustments": _adjustments,
    "rankings": _rankings,
}
"""The rows of each table, by its name."""


def _articles_of(entry: PledgeEntry, base: str) -> Iterator[Row]:
    sources = _plain(entry.record.sources)
    for article in split_body(entry.body).articles:
        yield {
            "pledge": str(entry.key),
            "id": article.id,
            "url": f"{base}{entry.address}#{article_anchor(article.id)}",
            "number": article.number or "",
            "title": article.title,
            "text": " ".join(plain(article.text).split()),
            "sources": sources,
        }


def _commitment(target: Target) -> str:
    """What a target asks for, in words; the comparator alone says less than a reader of a table expects."""
    words = comparator_words(target.comparator, CONTENT) or target.comparator
    return commitment_text(target, words, CONTENT).replace(NBSP, " ")


def _parsed(target: Target) -> Row:
    """What could be read from a target's value and baseline with certainty, beside them as written.

    ``number`` is missing where a value holds no certain number; it is never a guess, and never zero instead.
    """
    asked, base = quantity_of(target), baseline_of(target)
    row: Row = {}
    if asked.number is not None:
        row["number"] = _number(asked.number)
        row["number_unit"] = asked.unit or ""
        row["qualifier"] = str(asked.qualifier)
    if asked.direction:
        row["direction"] = str(asked.direction)
    if base.number is not None:
        row["baseline_number"] = _number(base.number)
        row["baseline_unit"] = base.unit or ""
    return row


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _fields(record: BaseModel) -> Row:
    """A record by its keys, without what was not written."""
    row: Row = {}
    for name, key in _published(type(record)):
        value = getattr(record, name)
        if value is None or (not value and isinstance(value, str | tuple)):
            continue
        plain = _plain(value)
        if plain != [] and not (plain == "stated" and isinstance(record, Basis)):
            row[key] = plain
    return row


@cache
def _published(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a class that data shows, and the keys they have there."""
    hidden = kind.unpublished if issubclass(kind, Record) else ()
    fields = kind.model_fields.items()
    return tuple((name, info.alias or name) for name, info in fields if name not in hidden)


def _plain(value: Any) -> Any:
    # Texts first: they are most of what there is, and pydantic takes its time to tell that one is no record.
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, PartialDate):
        return value.written
    if isinstance(value, BaseModel):
        fields = _fields(value)
        if set(fields) == {"from", "to"} and fields["from"] == fields["to"]:
            return fields["from"]
        if isinstance(value, Revision) and set(fields) == {"date"}:
            return fields["date"]
        return fields
    return value


def _json(rows: list[Row]) -> bytes:
    """A line a record: as short as it can be, and two releases are compared record by record."""
    # Encoded line by line: a letter of Vietnamese takes the whole text to two bytes a letter, while it is one.
    lines = (f"\n{compact_json(row)}".encode() for row in rows)
    return b"".join((b"[", b",".join(lines), b"\n]\n"))


def _csv(rows: list[Row], columns: Sequence[str]) -> bytes:
    """Every column that the table has, also those of which no row says anything: programs go by their names."""
    cells = (map(row.get, columns, repeat("")) for row in rows)
    return csv_table(chain([columns], cells))


def csv_table(rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV for Excel and programs alike: UTF-8 with its mark, commas, no cell that is a formula."""
    # As bytes: a text with one letter of Vietnamese takes two bytes for each letter, and is copied whole to be encoded.
    data = io.BytesIO(b"\xef\xbb\xbf")
    data.seek(0, io.SEEK_END)
    text = io.TextIOWrapper(data, "utf-8", newline="", write_through=True)
    csv.writer(text).writerows(map(row_writer(_cell), rows))
    text.detach()
    return data.getvalue()


def row_writer(write: Callable[[Any], T]) -> Callable[[Iterable[Any]], list[T]]:
    """Writes the values of a row; a list that rows next to each other have in common, such as the sources of an event, once."""
    known: dict[int, tuple[Any, T]] = {}
    """By the identity of a list, which is held so that no other takes its place."""

    def shared(value: list[Any]) -> T:
        if id(value) not in known:
            if len(known) > _NEIGHBOURS:
                known.clear()
            known[id(value)] = value, write(value)
        return known[id(value)][1]

    return lambda row: [shared(v) if isinstance(v, list) else write(v) for v in row]


def _cell(value: Any) -> str:
    """A value in one cell; a leading sign of a formula is kept from being one."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, list):
        text = "; ".join(map(_cell, value))
    elif isinstance(value, dict):
        text = ", ".join([f"{key}: {_cell(item)}" for key, item in value.items()])
    else:
        text = str(value)
    if text[:1] in _SIGNS or ";" in text or "\t" in text:
        text = _FORMULA.sub(lambda sign: f"{sign[1]}'", text)
    return text

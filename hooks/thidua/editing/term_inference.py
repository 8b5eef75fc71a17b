"""What follows for a new term of a cluster from its id, the term before it and the events of the cluster.

Sources state, nobody guesses: a lead is taken from words of a review that elects or appoints one unit alone, and told
with its sentence; a source is one an event of the term cites already. Members are never taken over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span
from thidua.editing.importing.name_matching import key_positions, text_keys
from thidua.editing.importing.source_document import sentences
from thidua.editing.new import Inferred
from thidua.locale import CONTENT, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import EventEntry, Site
    from thidua.editing.yaml_text import Item
    from thidua.reading.base import Source
    from thidua.reading.records import Term

_YEAR = re.compile(r"\d{4}")
_CALENDAR_YEAR = re.compile(r"\d{4}\Z")
_REVIEW, _OPENING = "tong-ket", frozenset({"ky-giao-uoc", "phat-dong"})
_LEAD = ("cum", "truong")
_ELECTED = ("bau", "chon", "suy", "ton")
"""Words, folded, before a unit that is elected; `assigned` and handed over are other ways."""
_BEFORE = (*_ELECTED, "cu", "cong", "cho", "nhat")
"""The last word before the unit: bầu, chọn, suy tôn, cử, phân công, (bàn giao …) cho, thống nhất."""
_BEHIND = (("lam",), ("giu", "vai", "tro"), ("nhan", "nhiem", "vu"), ("dam", "nhiem"))
_HANDED = ("nhiem", "vu", *_LEAD)


def infer_term(site: Site, cluster: str, term: str) -> tuple[dict[str, Item], list[Inferred]]:
    """Values of a new term of ``cluster``, those that can be known, and what those of events rest on."""
    values: dict[str, Item] = {"term": term}
    before = _term_before(site, cluster, term)
    values |= _days_and_label(term, before)
    try:
        span = Span(PartialDate.parse(str(values["from"])), PartialDate.parse(str(values["to"])))
    except (KeyError, ValueError):
        return values, []
    notes = []
    events = [e for e in site.events if cluster in {ref.partition("@")[0] for ref in e.record.clusters}]  # fmt: skip
    cited = []
    elected = _elected(site, events, span, before)
    if elected:
        lead, event, sentence = elected
        values["lead"] = lead
        notes.append(Inferred("lead", f"{event.path}: “{sentence}”"))
        cited.append(event)
    opening = [e for e in events if span.covers(e.span.first) and _OPENING & {*e.record.kinds}]
    cited += opening[:1]
    sources = {source.title: source for event in cited for source in event.record.sources}
    if sources:
        values["sources"] = [_source(source) for source in sources.values()]
        notes.append(Inferred("sources", ", ".join(event.path for event in cited)))
    return values, notes


def _term_before(site: Site, cluster: str, term: str) -> Term | None:
    """The latest term that began in an earlier year."""
    year = _YEAR.match(term)
    terms = [t for t in site.cluster(cluster).terms if year and t.from_.year < int(year[0])]
    return max(terms, key=lambda t: t.from_, default=None)


def _days_and_label(term: str, before: Term | None) -> dict[str, Item]:
    """First and last day and label: of a calendar year by itself, of other terms as those of the one before, years later."""
    year = _YEAR.match(term)
    if not year:
        return {}
    later = int(year[0]) - before.from_.year if before else 0
    found: dict[str, Item] = {}
    if _CALENDAR_YEAR.match(term):
        found = {"from": f"{term}-01-01", "to": f"{term}-12-31"}
    elif before and before.to and _form(before.term) == _form(term):
        found = {"from": _later(str(before.from_), later), "to": _later(str(before.to), later)}
    label = before.label if before and before.label and _form(before.term) == _form(term) else ""
    if label and not re.search(r"\d", _YEAR.sub("", label)):
        found["label"] = _later(label, later)
    elif _CALENDAR_YEAR.match(term):
        found["label"] = phrase(CONTENT, "dates.year", year=term)
    return found


def _form(text: str) -> str:
    return _YEAR.sub("0000", text)


def _later(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text)


def _elected(
    site: Site, events: list[EventEntry], span: Span, before: Term | None
) -> tuple[Item, EventEntry, str] | None:
    """The one unit a review elects or appoints to lead in a span, with its event and words; None where none or several are."""
    if before is None:
        return None
    names = _names(site, before)
    year = str(span.start.year)
    found: dict[str, tuple[Item, EventEntry, str]] = {}
    for event in events:
        first = event.span.first
        if _REVIEW not in event.record.kinds or not 0 <= (span.first - first).days <= 366:
            continue
        for text in (event.record.summary, *event.body.text.split("\n\n")):
            for sentence in sentences(" ".join(text.split())):
                keys = text_keys(sentence, site.sector)
                years = {
                    key for key in keys if _CALENDAR_YEAR.match(key) and int(key) >= first.year
                }
                if year in years or not years - {str(first.year)}:
                    for unit, how in _said_to_lead(keys, names):
                        lead: Item = {"unit": unit, "how": how} if how else unit
                        found.setdefault(unit, (lead, event, sentence))
    return next(iter(found.values())) if len(found) == 1 else None


def _names(site: Site, term: Term) -> Mapping[tuple[str, ...], str]:
    """Comparable names of the members of a term and of who followed on them, and their ids."""
    ids = [member.unit for member in term.members]
    ids += [s for id_ in ids if (s := site.unit(id_).successor)]
    return {
        text_keys(name, site.sector): id_
        for id_ in ids
        for name in (site.unit(id_).name, site.unit(id_).short, *site.unit(id_).aliases)
        if name
    }


def _said_to_lead(
    keys: tuple[str, ...], names: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[str, str]]:
    """Units that a sentence makes lead, and how."""
    for name, unit in names.items():
        for at in key_positions(name, keys):
            before, behind = keys[:at], keys[at + len(name) :]
            word = before[-1] if before else ""
            handed = bool(word == "cho" and any(True for _ in key_positions(_HANDED, before)))
            takes = any(
                behind[: len(start)] == start
                and _LEAD in {behind[n : n + 2] for n in range(len(start), len(start) + 3)}
                for start in _BEHIND
            )
            if handed or (takes and (word in _BEFORE or behind[:1] == ("nhan",))):
                yield unit, "bau" if word in _ELECTED and not handed else ""


def _source(source: Source) -> Item:
    parts = {
        "title": source.title, "publisher": source.publisher, "url": source.url,
        "author": source.author, "published": source.published,
    }  # fmt: skip
    return {key: value for key, value in parts.items() if value}

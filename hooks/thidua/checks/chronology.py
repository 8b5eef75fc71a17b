"""Rules of the dates of one record against each other: what is told after it was, signed in its term, named after its years."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from thidua.campaign.terms import basis_of, within_grace
from thidua.dates import DateText, PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document, Library, Loc
    from thidua.reading.records import Cluster, Commemoration, Event, Pledge, Term

_ANNOUNCED = dt.timedelta(days=7)
_FAR = 10
"""Years after the last of all that is told."""
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All rules of this module but those of events, for records whose parts are sound."""
    for pledge in library.pledges:
        if pledge.complete:
            yield from signed_in_its_term(pledge, site)
            yield from title_of_its_years(pledge, site)
    for cluster in library.clusters:
        if cluster.complete:
            yield from founded_before_its_terms(cluster)
            for n, term in enumerate(cluster.record.terms):
                yield from names_of_its_years(cluster, n, term)
    yield from days_are_near(library, site)
    for commemoration in library.commemorations:
        if commemoration.complete:
            yield from nothing_before_origin(commemoration)
            yield from day_of_origin(commemoration)


def check_event(event: Document[Event]) -> Iterator[Diagnostic]:
    """The rules of this module for an event whose parts are sound."""
    yield from sources_not_before(event, "date", event.record.date.from_)
    yield from revision_not_before(event)


def sources_not_before(
    document: Document[Event] | Document[Pledge], key: str, when: PartialDate
) -> Iterator[Diagnostic]:
    """Something is told of after it was: not all dated sources are far older than what they tell of.

    One that is older may say what came before, or announce what is to be in the days that follow.
    """
    if when.is_unknown:
        return
    dated = [
        (n, PartialDate.parse(source.published.partition("T")[0]))
        for n, source in enumerate(document.record.sources)
        if source.published
    ]
    if dated and all(published.last < when.first - _ANNOUNCED for _, published in dated):
        n, newest = max(dated, key=lambda item: item[1])
        yield document.diagnose(
            "W543", "sources", n, "published", date=DateText(newest), when=DateText(when), key=key
        )


def revision_not_before(event: Document[Event]) -> Iterator[Diagnostic]:
    """An event is not revised before it took place."""
    revised, start = event.record.revised, event.record.date.from_
    day = PartialDate.parse(revised.date.partition("T")[0]) if revised else None
    if day and day.last < start.first:
        yield event.diagnose("W544", "revised", "date", date=DateText(day), when=DateText(start))


def signed_in_its_term(pledge: Document[Pledge], site: Site) -> Iterator[Diagnostic]:
    """A pledge is signed on the day of its event, in or near its term, and not after all that tells of it."""
    signed = pledge.record.signed_on
    if signed is None:
        return
    span = Span(signed, signed)
    event = site.events_by_id.get(pledge.record.event or "")
    key = site.pledge_keys.get(pledge.path)
    terms = site.clusters[key.cluster].record.terms if key and key.cluster in site.clusters else ()
    term = next((t for t in terms if key and t.term == key.term), None)
    if event and not event.span.overlaps(span):
        yield pledge.diagnose(
            "W545", "signed_on", date=DateText(signed), event=event.id, held=DateText(event.span),
            near=str(event.record.date.from_),
        )  # fmt: skip
    elif term and not within_grace(term, span):
        yield pledge.diagnose(
            "W546", "signed_on", date=DateText(signed), term=term.term, held=DateText(term.span)
        )
    else:
        yield from sources_not_before(pledge, "signed_on", signed)


def title_of_its_years(pledge: Document[Pledge], site: Site) -> Iterator[Diagnostic]:
    """A year in the title of a pledge is one of its term."""
    key = site.pledge_keys.get(pledge.path)
    if key is None or key.cluster not in site.clusters:
        return
    term = next((t for t in site.cluster(key.cluster).terms if t.term == key.term), None)
    said = _years(pledge.record.title)
    if term and said and not any(_is_within(year, term) for year in said):
        yield pledge.diagnose(
            "W547", "title", year=said[0], term=term.term, held=DateText(term.span), key="title"
        )


def names_of_its_years(cluster: Document[Cluster], n: int, term: Term) -> Iterator[Diagnostic]:
    """The years in the id and in the label of a term are years of the term.

    Where both say another year, it is the dates that are wrong; unless they say themselves that no source states them,
    as of a term that was cut short.
    """
    if basis_of(term).date != "stated":
        return
    here = ("terms", n)
    held = DateText(term.span)
    of_id, of_label = _years(term.term), _years(term.label or "")
    odd_id = next((y for y in of_id if not _is_within(y, term)), None)
    odd_label = next((y for y in of_label if not _is_within(y, term)), None)
    if term.term.isdecimal() and len(term.term) < len("2024"):
        near = str(term.from_.year) if str(term.from_.year).endswith(term.term) else None
        yield cluster.diagnose("W549", *here, "term", term=term.term, near=near)
    elif odd_id and odd_label:
        yield cluster.diagnose("W548", *here, "from", term=term.term, held=held)
    elif odd_id:
        yield cluster.diagnose(
            "W547", *here, "term", year=odd_id, term=term.term, held=held, key="term"
        )
    elif odd_label:
        yield cluster.diagnose(
            "W547", *here, "label", year=odd_label, term=term.term, held=held, key="label"
        )


def days_are_near(library: Library, site: Site) -> Iterator[Diagnostic]:
    """No source, paper or revision is of a day long after everything the content tells of: “2042” for “2024”."""
    known = [event.span.last for event in site.events]
    known += [term.span.last for cluster in library.clusters for term in cluster.record.terms]
    if not known or max(known).year + _FAR >= dt.MAXYEAR:
        return
    last = max(known).year + _FAR
    for document in library.documents:
        for loc, day in _days_of(document.record):
            if day.first.year > last:
                yield document.diagnose("W582", *loc, date=DateText(day))


def _days_of(record: Record) -> Iterator[tuple[Loc, PartialDate]]:
    for n, source in enumerate(getattr(record, "sources", ())):
        if source.published:
            yield ("sources", n, "published"), PartialDate.parse(source.published.partition("T")[0])
    for n, paper in enumerate(getattr(record, "documents", ())):
        if paper.date:
            yield ("documents", n, "date"), paper.date
    revised = getattr(record, "revised", None)
    if revised:
        yield ("revised", "date"), PartialDate.parse(revised.date.partition("T")[0])


def founded_before_its_terms(cluster: Document[Cluster]) -> Iterator[Diagnostic]:
    """A cluster is set up before its first term is over."""
    founding, terms = cluster.record.founding, cluster.record.terms
    first = min((term.span for term in terms), default=None)
    if founding and founding.date and first and founding.date.first > first.last:
        yield cluster.diagnose(
            "W580", "founding", "date", date=DateText(founding.date), held=DateText(first)
        )


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def _is_within(year: int, term: Term) -> bool:
    return term.span.first.year <= year <= term.span.last.year


def nothing_before_origin(commemoration: Document[Commemoration]) -> Iterator[Diagnostic]:
    """What is kept in memory was not observed, named or held before it was, nor recognised in a year before it."""
    record = commemoration.record
    if record.origin is None:
        return
    dated = [
        (("observed_from",), record.observed_from),
        # A day is often decided upon shortly before it is kept for the first time.
        (
            ("recognised_on",),
            PartialDate(record.recognised_on.year) if record.recognised_on else None,
        ),
        *((("names", n, "from"), name.from_) for n, name in enumerate(record.names)),
        *((("editions", n, "from"), held.from_) for n, held in enumerate(record.editions)),
    ]
    for loc, date in dated:
        if date and date.last < record.origin.first:
            yield commemoration.diagnose(
                "W560", *loc, date=DateText(date), origin=DateText(record.origin), key=loc[-1]
            )


def day_of_origin(commemoration: Document[Commemoration]) -> Iterator[Diagnostic]:
    """A day of every year is that of its origin, where both are known."""
    record = commemoration.record
    origin = record.origin
    if record.kind != "fixed" or record.lunar or not (origin and origin.day and record.month):
        return
    if (record.month, record.day or origin.day) != (origin.month, origin.day):
        key = "month" if record.month != origin.month else "day"
        yield commemoration.diagnose(
            "W561", key, day=record.day or origin.day, month=record.month, origin=DateText(origin),
            near=f"month: {origin.month}, day: {origin.day}",
        )  # fmt: skip

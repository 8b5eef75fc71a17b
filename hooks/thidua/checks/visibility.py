"""Rules between audiences: what is public names nothing that is not."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from thidua import prose
from thidua.campaign.audience import Projection, hidden_references, may_see
from thidua.campaign.site import EventEntry, PledgeEntry
from thidua.checks.kept import kept_findings
from thidua.diagnostics import Position, diagnose
from thidua.locale import CONTENT
from thidua.reading.texts import field_texts
from thidua.store.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from thidua.campaign.hidden_addresses import HiddenAddresses
    from thidua.campaign.site import RecordEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Record
    from thidua.reading.library import Document, Library, Loc

_MARKS = re.compile(r"[*_~^=+`\[\]{}|]")
"""Signs of Markdown that may stand between the letters of a name and are not shown."""
_TAG = re.compile(r"<[^<>]*>")


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """A public record names no internal one, and links to no internal or unpublished page."""
    yield from _references(library, site)
    for day in _days(library):
        projection = Projection(site, "public", day)
        if projection.hidden:
            yield from _PublishedTexts(library, site, day, projection).check()
            if day == library.today:
                yield from _in_written_pages(library, projection.hidden)


# --- References and links --------------------------------------------------------------------


def _references(library: Library, site: Site) -> Iterator[Diagnostic]:
    # Whatever its day: an event that only waits for it may be linked to.
    hidden = Projection(site, "public", dt.date.max).hidden
    bodies: dict[str, EventEntry | PledgeEntry] = {entry.path: entry for entry in site.events}
    bodies |= {entry.path: entry for entry in site.pledges.values()}
    for document in library.documents:
        if not _is_public(document.record):
            continue
        for id_, loc in hidden_references(document.record, site):
            yield document.diagnose("E416", *loc, id=id_)
        entry = bodies.get(document.path)
        if entry:
            yield from _hidden_links(entry, hidden)
    for pledge in library.pledges:
        if _is_public(pledge.record):
            signing = pledge.record.event
            yield from _hidden_context(pledge, ("event",), signing, site, hidden)
    for scores in library.scores:
        told = scores.record.announced
        if told and _is_public(scores.record):
            yield from _hidden_context(scores, ("announced", "event"), told.event, site, hidden)


def _is_public(record: Record) -> bool:
    return may_see(record, "public") and getattr(record, "status", "published") == "published"


def _hidden_links(entry: EventEntry | PledgeEntry, hidden: HiddenAddresses) -> Iterator[Diagnostic]:
    for link in entry.body.links:
        if hidden.is_named_by(link.target, entry.links):
            yield diagnose(entry.path, link.position, "E416", id=link.target)


def _hidden_context(
    document: Document[Record], loc: Loc, event_id: str | None, site: Site, hidden: HiddenAddresses
) -> Iterator[Diagnostic]:
    """The event at which a public pledge was signed, or scores were announced, and the cluster are public too."""
    event = site.events_by_id.get(event_id or "")
    if event and event.address in hidden:
        yield document.diagnose("E416", *loc, id=event.id)
    cluster = site.clusters.get(document.slug)
    if cluster and not may_see(cluster.record, "public"):
        yield document.diagnose("E416", "audience", id=document.slug)


# --- Addresses and names written out in texts ------------------------------------------------


def _days(library: Library) -> list[dt.date]:
    """Today, and each later day on which an event comes out: what it names must be out by then."""
    due = {event.record.publish_on for event in library.events} - {None}
    return sorted({library.today, *(day.first for day in due if day.first > library.today)})  # type: ignore[union-attr]


@dataclass(frozen=True)
class _PublishedTexts:
    """The texts that come out on a day, searched for what is hidden on it."""

    library: Library
    site: Site
    day: dt.date
    projection: Projection
    """What the public sees on that day."""

    def check(self) -> Iterator[Diagnostic]:
        hidden = self.projection.hidden
        entries = {_place(entry.path, entry.record): entry for entry in self.projection.entries}
        waiting = _waiting(self.site, self.day)
        # What is shown of a document is made of it, of its links and of which records of the registers may be named.
        registers = [sorted(shelf) for shelf in self.projection.registers]
        facts = key_of(*hidden.looked_for(), sorted(waiting.items()), registers)
        for document in self.library.documents:
            entry = entries.get(_place(document.path, document.record))
            if entry is None or not self._comes_out(document.record):
                continue
            links = entry.links if isinstance(entry, EventEntry | PledgeEntry) else {}
            yield from kept_findings(
                self.library.store,
                "published text",
                [document.key],
                [facts, sorted(links.items())],
                partial(self._named_in, document, entry, waiting),
            )
        yield from self._named_in_redirects()

    def _named_in(
        self,
        document: Document[Record],
        entry: RecordEntry[Record],
        waiting: Mapping[str, str],
    ) -> Iterator[Diagnostic]:
        shown, hidden = self.projection.shown(entry), self.projection.hidden
        yield from _named_in_fields(document, shown.record, hidden)
        if isinstance(shown, EventEntry | PledgeEntry):
            yield from _named_in_body(shown, hidden, waiting)

    def _named_in_redirects(self) -> Iterator[Diagnostic]:
        hidden = self.projection.hidden
        for moved in self.library.redirects:
            if moved.record.to not in hidden and moved.record.from_ not in hidden:
                for key, address in (("from", moved.record.from_), ("to", moved.record.to)):
                    named = hidden.found_in(address)
                    if named:
                        yield moved.diagnose("E416", key, id=max(named, key=len))

    def _comes_out(self, record: Record) -> bool:
        """Whether a public record is seen first on this day; today also all that came out before."""
        due = getattr(record, "publish_on", None)
        return self.day == self.library.today or (due is not None and due.first == self.day)


def _place(path: str, record: Record) -> tuple[str, str]:
    return path, getattr(record, "id", "")


def _waiting(site: Site, day: dt.date) -> dict[str, str]:
    """Names and addresses of events that only wait → their files, to which a link may lead."""
    found = {}
    for entry in site.events:
        due = entry.record.publish_on
        if _is_public(entry.record) and due and due.first > day:
            found[entry.slug] = found[entry.address.strip("/")] = entry.path
    return found


def _named_in_fields(
    document: Document[Record], shown: Record, hidden: HiddenAddresses
) -> Iterator[Diagnostic]:
    texts = {item.value for item in field_texts(shown)}
    for loc, _, value in field_texts(document.record):
        if value in texts and (named := hidden.found_in(value)):
            yield document.diagnose("E416", *loc, id=max(named, key=len))


def _named_in_body(
    entry: EventEntry | PledgeEntry, hidden: HiddenAddresses, waiting: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """``entry`` is projected: links to what waits for its day are out of its text already."""

    def named_in(text: str) -> frozenset[str]:
        return hidden.found_in(text) | hidden.found_in(_MARKS.sub("", text))

    body = entry.body
    rendered = _TAG.sub("", prose.render(body.text, entry.links, CONTENT).html)
    unplaced = set(named_in(body.text) | hidden.found_in(rendered))
    for number, line in enumerate(body.text.split("\n") if unplaced else (), body.first_line):
        if named := named_in(line):
            yield _named(entry, Position(number, _column(line, named_in)), named, waiting)
            unplaced -= named
    if unplaced:
        yield _named(entry, Position(body.first_line, 1), unplaced, waiting)


def _column(line: str, named_in: Callable[[str], frozenset[str]]) -> int:
    """Where a name in a line begins, from 1; the line is halved and halved again."""
    none, some = 0, len(line)
    while some - none > 1:
        middle = (none + some) // 2
        none, some = (none, middle) if named_in(line[:middle]) else (middle, some)
    end, some, none = some, 0, some
    while none - some > 1:
        middle = (some + none) // 2
        some, none = (middle, none) if named_in(line[middle:end]) else (some, middle)
    return some + 1


def _named(
    entry: EventEntry | PledgeEntry,
    at: Position,
    named: frozenset[str] | set[str],
    waiting: Mapping[str, str],
) -> Diagnostic:
    file = next((waiting[name] for name in sorted(named) if name in waiting), None)
    near = posixpath.relpath(file, posixpath.dirname(entry.path)) if file else None
    return diagnose(entry.path, at, "E416", id=max(named, key=len), near=near)


def _in_written_pages(library: Library, hidden: HiddenAddresses) -> Iterator[Diagnostic]:
    """Hand-written pages and the names of the sector give no address of what is hidden.

    Single names are no matter there: guides give examples of ids and files, which may be anyone's.
    """
    facts = key_of(*hidden.looked_for())
    for path, text in library.written_texts():
        find = partial(_addresses_in, path, text, hidden)
        yield from kept_findings(library.store, "written page", [key_of(path, text)], [facts], find)


def _addresses_in(path: str, text: str, hidden: HiddenAddresses) -> Iterator[Diagnostic]:
    for number, line in enumerate(text.split("\n"), 1):
        if named := hidden.addresses_in(line):
            at = Position(number, _column(line, hidden.addresses_in))
            yield diagnose(path, at, "E416", id=max(named, key=len))

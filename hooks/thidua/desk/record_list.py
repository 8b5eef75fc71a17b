"""The list of records: what each is called, of when and whose it is, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.dates import span_short
from thidua.locale import phrase
from thidua.reading.records import Cluster, Event, Pledge, Scores, Unit
from thidua.text import collation_key, fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from thidua.campaign.site import Site
    from thidua.desk.workspace import Workspace
    from thidua.reading.base import Record


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as the list shows it."""

    id: str
    cls: type[Record]
    title: str
    when: str
    of: str
    status: str
    """``draft``, ``waiting`` or ``published``."""
    audience: str
    state: str
    """Whether its file was handed on: ``unsent``, ``sent``, or empty."""
    found: str
    """All it is found by, folded."""
    order: str


def record_rows(workspace: Workspace, states: Mapping[str, str], lang: str) -> list[RecordRow]:
    """All records a form can be opened for: events from the newest, then the others by name."""
    # Taken once: the workspace looks for what has changed on the disk each time.
    site, today = workspace.site, workspace.today
    rows = [
        _row(id_, document.record, states.get(document.path, ""), site, today, lang)
        for id_, document in workspace.documents().items()
    ]
    events = sorted((r for r in rows if r.cls is Event), key=lambda r: r.order, reverse=True)
    others = sorted((r for r in rows if r.cls is not Event), key=lambda r: collation_key(r.title))
    return [*events, *others]


def _row(id_: str, record: Record, state: str, site: Site, today: dt.date, lang: str) -> RecordRow:
    status, of, when, order, named = "published", "", "", "", ""
    if isinstance(record, Event):
        order = str(record.date.from_)
        of = "; ".join(_name(site, ref.partition("@")[0]) for ref in record.clusters)
        unknown = record.date.span.start.year == 1
        when = phrase(lang, "desk.undated") if unknown else span_short(record.date.span, lang)
        waits = record.publish_on is not None and record.publish_on.first > today
        status = "waiting" if record.status == "published" and waits else record.status
    elif isinstance(record, Pledge):
        of, when = _name(site, id_.split("/")[1]), record.term
    elif isinstance(record, Cluster):
        when = record.terms[-1].term
        of = site.sector.labels(lang).get(f"block:{record.block}", record.block)
    elif isinstance(record, Unit):
        when = span_short(record.span, lang) if record.from_ or record.to else ""
        above = site.units.get(record.parent or "")
        of = above.record.name if above else ""
    elif isinstance(record, Scores):
        of, when = _name(site, id_.split("/")[1]), record.term
        named = phrase(lang, "desk.scores_of", term=record.term)
    title = named or str(getattr(record, "title", "") or getattr(record, "name", ""))
    audience = str(getattr(record, "audience", "public"))
    found = fold(f"{title} {of} {id_} {when}")
    return RecordRow(id_, type(record), title, when, of, status, audience, state, found, order)


def _name(site: Site, cluster: str) -> str:
    return site.cluster(cluster).name if cluster in site.clusters else cluster

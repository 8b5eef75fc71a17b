"""Who may see what: the day of publication, and each field in which a public record may name a hidden one."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from canaries import plant
from support import FIXTURE_SITE
from thidua.campaign.audience import (
    Projection,
    files_of,
    hidden_addresses,
    is_published,
    may_see,
    project,
)
from thidua.campaign.site import (
    EventEntry,
    PledgeEntry,
    RecordEntry,
    ScoresEntry,
    Site,
    TermKey,
)
from thidua.checks.run import check_content
from thidua.reading.body import Body
from thidua.reading.records import Campaign, Cluster, Commemoration, Event, Pledge, Redirect, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.reading.base import Audience

TODAY = dt.date(2026, 1, 15)
SOURCES = [{"title": "Bản tin Ví Dụ"}]


def made_event(**keys: Any) -> Event:
    return Event.model_validate({
        "title": "Họp", "date": "2024-03-14", "kinds": ["khac"], "audience": "public", "status": "published",
        "summary": "Tóm tắt.", "sources": SOURCES, **keys,
    })  # fmt: skip


# --- The day of publication --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "publish_on", "today", "published"),
    [
        ("published", "2026-01-15", "2026-01-14", False),
        ("published", "2026-01-15", "2026-01-15", True),
        ("published", "2026-01-15", "2026-01-16", True),
        ("published", "2026-01-01", "2025-12-31", False),
        ("published", "2026-01-01", "2026-01-01", True),
        ("published", None, "0001-01-01", True),
        # A draft has no day, whatever it says
        ("draft", None, "2026-01-15", False),
        ("draft", "2026-01-15", "2026-01-16", False),
    ],
)
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_an_event_is_in_the_site_from_its_day_on(
    status: str, publish_on: str | None, today: str, published: bool, audience: Audience
) -> None:
    event = made_event(status=status, publish_on=publish_on or "")
    day = dt.date.fromisoformat(today)
    assert is_published(event, day) is published
    site = Site(events=(EventEntry(event, "x.md", slug="hop", folder="", body=Body("", 1)),))
    assert len(project(site, audience, day).events) == (1 if published else 0)


def test_a_record_of_which_nothing_is_hidden_is_not_copied() -> None:
    """The next build of a preview knows its digest; one of which something is hidden is another."""
    unit = Unit.model_validate({"id": "an", "name": "Đơn vị An", "audience": "internal"})
    events = [made_event(), made_event(units=["an"])]
    entries = [
        EventEntry(event, f"{n}.md", slug=f"hop-{n}", folder="", body=Body("", 1))
        for n, event in enumerate(events)
    ]
    site = Site(events=tuple(entries), units={"an": RecordEntry(unit, "units.yml")})
    inside = project(site, "internal", TODAY).events
    assert all(shown.record is event for shown, event in zip(inside, events, strict=True))
    outside = project(site, "public", TODAY).events
    assert [event.record is own for event, own in zip(outside, events, strict=True)] == [
        True,
        False,
    ]
    assert outside[1].record.units == ()


@pytest.mark.parametrize(
    ("record", "audience", "seen"),
    [
        ("public", "public", True), ("public", "internal", True),
        ("internal", "public", False), ("internal", "internal", True),
    ],
)  # fmt: skip
def test_the_public_sees_what_is_public_and_the_house_sees_all(
    record: str, audience: Audience, seen: bool
) -> None:
    assert may_see(made_event(audience=record), audience) is seen
    assert may_see(Unit(id="a", name="A", audience=record), audience) is seen  # type: ignore[arg-type]


# --- Every field that names another record -----------------------------------------------------


def _entries(*records: Any) -> dict[str, RecordEntry[Any]]:
    return {record.id: RecordEntry(record, "r.yml") for record in records}


def _site() -> Site:
    """One open and one hidden record of each kind; the open ones name both in every field there is."""
    units = [
        Unit(id="mo", name="Mở", predecessors=("kin", "mo-hai"), successor="kin"),
        Unit(id="mo-hai", name="Mở Hai", successor="mo"),
        Unit(id="kin", name="Kín", audience="internal", predecessors=("mo",)),
    ]
    term = {"term": "2024", "from": "2024", "to": "2024", "sources": SOURCES, "members": ["mo", "kin", "mo-hai"]}  # fmt: skip
    head = {"block": "khoi", "sources": SOURCES, "terms": [term]}
    clusters = [
        Cluster.model_validate({
            **head, "id": "cum-mo", "name": "Cụm Mở", "owner": "kin", "audience": "public",
            "terms": [
                {**term, "lead": {"unit": "kin"}, "deputy": {"unit": "mo"}},
                {**term, "term": "2025", "lead": {"unit": "mo"}, "deputy": {"unit": "kin"}},
            ],
        }),
        Cluster.model_validate({**head, "id": "cum-hai", "name": "Cụm Hai", "owner": "mo", "audience": "public"}),
        Cluster.model_validate({**head, "id": "cum-ba", "name": "Cụm Ba", "owner": "Hội đồng Ví Dụ", "audience": "public"}),
        Cluster.model_validate({**head, "id": "cum-kin", "name": "Cụm Kín", "owner": "mo", "audience": "internal"}),
    ]  # fmt: skip
    days = [
        Commemoration.model_validate({
            "id": f"ngay-{id_}", "name": id_, "kind": "fixed", "origin": "1945-08-12", "regime": "none", "audience": audience,
            "sources": SOURCES,
        })
        for id_, audience in (("mo", "public"), ("kin", "internal"))
    ]  # fmt: skip
    phase = {"from": "2024", "to": "2024"}
    campaigns = [
        Campaign.model_validate({
            "id": "dot-mo", "name": "Đợt Mở", "sources": SOURCES, "clusters": ["cum-kin", "cum-mo"],
            "phases": [{**phase, "commemoration": "ngay-kin"}, {**phase, "commemoration": "ngay-mo"}, phase],
        }),
        Campaign.model_validate({"id": "dot-kin", "name": "Đợt Kín", "sources": SOURCES, "audience": "internal"}),
    ]  # fmt: skip
    photo = {"file": "a.jpg", "alt": "Ảnh", "caption": "Ảnh", "credit": "Ví Dụ", "consent": "Giấy đồng ý số 1"}  # fmt: skip
    award = {"title": "Cờ", "status": "de-nghi"}
    keys = [TermKey("cum-mo", "2024"), TermKey("cum-kin", "2024")]

    def event(slug: str, **more: Any) -> EventEntry:
        return EventEntry(made_event(**more), f"events/2024/{slug}.md", slug=slug, folder="", body=Body("", 1), terms=tuple(keys))  # fmt: skip

    events = (
        event(
            "mo", host="kin", units=["mo", "kin"], clusters=["cum-mo", "cum-kin@2024"], campaigns=["dot-mo", "dot-kin"],
            commemorations=[{"id": "ngay-mo", "year": 2025}, {"id": "ngay-kin", "year": 2025}], photos=[photo],
            awards=[{**award, "to": "mo"}, {**award, "to": "kin"}, {**award, "to": "Đội Một"}],
        ),
        event("hai", host="mo"),
        event("kin", audience="internal"),
        event("nhap", status="draft"),
    )  # fmt: skip
    result = {"value": "giảm 7%", "as_of": "2024-06", "source": "Báo cáo"}
    target = {"id": "vu-viec", "article": "mot", "text": "Giảm số vụ", "comparator": "giam>=", "value": "5%",
              "results": [{**result, "unit": "mo"}, {**result, "unit": "kin"}]}  # fmt: skip

    def pledge(cluster: str, term: str, **more: Any) -> tuple[TermKey, PledgeEntry]:
        key = TermKey(cluster, term)
        record = Pledge.model_validate({
            "term": term, "title": "Giao ước", "audience": "public", "event": "2024/kin", "signatories": ["mo", "kin"],
            "targets": [target], "sources": SOURCES, **more,
        })  # fmt: skip
        return key, PledgeEntry(record, f"{cluster}-{term}.md", key, Body("", 1))

    pledges = dict([
        pledge("cum-mo", "2024"),
        pledge("cum-mo", "2025", results_audience="public", event="2024/mo"),
        pledge("cum-hai", "2024", audience="internal"),
        pledge("cum-kin", "2024"),
    ])  # fmt: skip
    moves = {
        "/cu/": "/su-kien/2024/mo/", "/cu-kin/": "/su-kien/2024/kin/", "/don-vi/kin/": "/", "/nhap/": "/su-kien/2024/nhap/#nguon",
        "/cum-cu/": "/cum/cum-kin/2024/",
    }  # fmt: skip
    return Site(
        events=events, clusters=_entries(*clusters), pledges=pledges, units=_entries(*units),
        commemorations=_entries(*days), campaigns=_entries(*campaigns),
        redirects=tuple(RecordEntry(Redirect.model_validate({"from": a, "to": b}), "redirects.yml") for a, b in moves.items()),
    )  # fmt: skip


def _named(site: Site) -> dict[str, Any]:
    """What each field of the open records names, in a projected site."""
    event, pledge = site.events_by_id["2024/mo"], site.pledges[TermKey("cum-mo", "2024")]
    shown = site.pledges[TermKey("cum-mo", "2025")].record
    first, second = site.cluster("cum-mo").terms
    unit, campaign = site.unit("mo"), site.campaigns["dot-mo"].record

    def leader(one: Any) -> str | None:
        return one.unit if one else None

    return {
        "events": [e.id for e in site.events],
        "units": list(site.units),
        "clusters": list(site.clusters),
        "commemorations": list(site.commemorations),
        "campaigns": list(site.campaigns),
        "pledges": [str(key) for key in site.pledges],
        "redirects": [entry.record.from_ for entry in site.redirects],
        "Event.host": [site.events_by_id[f"2024/{slug}"].record.host for slug in ("mo", "hai")],
        "Event.units": event.record.units,
        "Event.clusters": event.record.clusters,
        "terms": [str(key) for key in event.terms],
        "Event.campaigns": event.record.campaigns,
        "Event.commemorations": [c.id for c in event.record.commemorations],
        "Event.awards": [to for a in event.record.awards for to in a.to],
        "Photo.consent": event.record.photos[0].consent,
        "Cluster.owner": [site.cluster(c).owner for c in ("cum-mo", "cum-hai", "cum-ba")],
        "Term.lead": [leader(first.lead), leader(second.lead)],
        "Term.deputy": [leader(first.deputy), leader(second.deputy)],
        "Term.members": [m.unit for m in first.members],
        "Pledge.event": [pledge.record.event, shown.event],
        "Pledge.signatories": [s.unit for s in pledge.record.signatories],
        "Target.results": [[r.unit for r in p.targets[0].results] for p in (pledge.record, shown)],
        "Unit.predecessors": unit.predecessors,
        "Unit.successor": [unit.successor, site.unit("mo-hai").successor],
        "Campaign.clusters": campaign.clusters,
        "Phase.commemoration": [phase.commemoration for phase in campaign.phases],
    }


PUBLIC = {
    "events": ["2024/hai", "2024/mo"],
    "units": ["mo", "mo-hai"],
    "clusters": ["cum-mo", "cum-hai", "cum-ba"],
    "commemorations": ["ngay-mo"],
    "campaigns": ["dot-mo"],
    "pledges": ["cum-mo@2024", "cum-mo@2025"],
    "redirects": ["/cu/"],
    "Event.host": [None, "mo"],
    "Event.units": ("mo",),
    "Event.clusters": ("cum-mo",),
    "terms": ["cum-mo@2024"],
    "Event.campaigns": ("dot-mo",),
    "Event.commemorations": ["ngay-mo"],
    "Event.awards": ["mo", "Đội Một"],
    "Photo.consent": None,
    "Cluster.owner": ["", "mo", "Hội đồng Ví Dụ"],
    "Term.lead": [None, "mo"],
    "Term.deputy": ["mo", None],
    "Term.members": ["mo", "mo-hai"],
    "Pledge.event": [None, "2024/mo"],
    "Pledge.signatories": ["mo"],
    "Target.results": [[], ["mo"]],
    "Unit.predecessors": ("mo-hai",),
    "Unit.successor": [None, "mo"],
    "Campaign.clusters": ("cum-mo",),
    "Phase.commemoration": [None, "ngay-mo", None],
}
INTERNAL = {
    "events": ["2024/hai", "2024/kin", "2024/mo"],
    "units": ["mo", "mo-hai", "kin"],
    "clusters": ["cum-mo", "cum-hai", "cum-ba", "cum-kin"],
    "commemorations": ["ngay-mo", "ngay-kin"],
    "campaigns": ["dot-mo", "dot-kin"],
    "pledges": ["cum-mo@2024", "cum-mo@2025", "cum-hai@2024", "cum-kin@2024"],
    "redirects": ["/cu/", "/cu-kin/", "/don-vi/kin/", "/cum-cu/"],
    "Event.host": ["kin", "mo"],
    "Event.units": ("mo", "kin"),
    "Event.clusters": ("cum-mo", "cum-kin@2024"),
    "terms": ["cum-mo@2024", "cum-kin@2024"],
    "Event.campaigns": ("dot-mo", "dot-kin"),
    "Event.commemorations": ["ngay-mo", "ngay-kin"],
    "Event.awards": ["mo", "kin", "Đội Một"],
    "Photo.consent": "Giấy đồng ý số 1",
    "Cluster.owner": ["kin", "mo", "Hội đồng Ví Dụ"],
    "Term.lead": ["kin", "mo"],
    "Term.deputy": ["mo", "kin"],
    "Term.members": ["mo", "kin", "mo-hai"],
    "Pledge.event": ["2024/kin", "2024/mo"],
    "Pledge.signatories": ["mo", "kin"],
    "Target.results": [["mo", "kin"], ["mo", "kin"]],
    "Unit.predecessors": ("kin", "mo-hai"),
    "Unit.successor": ["kin", "mo"],
    "Campaign.clusters": ("cum-kin", "cum-mo"),
    "Phase.commemoration": ["ngay-kin", "ngay-mo", None],
}


@pytest.mark.parametrize("field", PUBLIC)
def test_the_public_reads_of_no_hidden_record_in(field: str) -> None:
    assert _named(project(_site(), "public", TODAY))[field] == PUBLIC[field]


@pytest.mark.parametrize("field", INTERNAL)
def test_the_house_reads_of_all_of_them_in(field: str) -> None:
    assert _named(project(_site(), "internal", TODAY))[field] == INTERNAL[field]


def test_hidden_records_leave_the_model_as_if_nobody_had_written_them(tmp_path: Path) -> None:
    """One hidden record of every class with every field filled: closed values, numbers and dates too."""
    content = shutil.copytree(FIXTURE_SITE / "content", tmp_path / "content")
    sites = []
    for step in (lambda _: None, plant):
        step(content)
        sites.append(project(check_content(content, tmp_path).site, "public", TODAY))
    open_, planted = sites
    assert planted.events == open_.events
    assert planted.clusters == open_.clusters
    assert planted.pledges == open_.pledges
    assert planted.units == open_.units
    assert planted.commemorations == open_.commemorations
    assert planted.campaigns == open_.campaigns
    assert planted.redirects == open_.redirects


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("events/2024/mo.md", True),
        ("events/2024/kin.md", False),
        ("events/2024/nhap.md", False),
        ("cum-mo-2024.md", True),
        ("cum-hai-2024.md", False),
        ("cum-kin-2024.md", False),
        # Registers hold records of all audiences side by side
        ("units.yml", False),
    ],
)
def test_files_that_hold_nothing_hidden(file: str, shown: bool) -> None:
    site = project(_site(), "public", TODAY)
    assert (file in files_of(site, [file])) is shown


def test_what_lies_beside_a_shown_event_is_shown() -> None:
    def entry(slug: str) -> EventEntry:
        return EventEntry(made_event(), f"events/2024/{slug}/index.md", slug=slug, folder="", body=Body("", 1))  # fmt: skip

    files = [f"events/2024/{name}" for name in ("a/index.md", "a/a.jpg", "b/index.md", "b/b.jpg", "a/x/c.jpg")]  # fmt: skip
    assert files_of(Site(events=(entry("a"),)), files) == {
        "events/2024/a/index.md",
        "events/2024/a/a.jpg",
    }


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_an_entry_is_shown_by_itself_as_it_is_among_all(audience: Audience) -> None:
    site = check_content(FIXTURE_SITE / "content").site
    day = dt.date(2025, 6, 1)
    whole, projection = project(site, audience, day), Projection(site, audience, day)
    shelves = (whole.clusters, whole.units, whole.commemorations, whole.campaigns)
    expected = {(e.path, e.address): (e.record, e.body, e.links, e.terms) for e in whole.events}
    expected |= {(p.path, p.address): (p.record, p.body, p.links) for p in whole.pledges.values()}
    expected |= {(s.path, s.address): (s.record,) for s in whole.scores.values()}
    expected |= {(e.path, e.record.id): (e.record,) for s in shelves for e in s.values()}
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for shown in map(projection.shown, projection.entries):
        match shown:
            case EventEntry() as e:
                found[e.path, e.address] = (e.record, e.body, e.links, e.terms)
            case PledgeEntry() as p:
                found[p.path, p.address] = (p.record, p.body, p.links)
            case ScoresEntry() as s:
                found[s.path, s.address] = (s.record,)
            case _:
                found[shown.path, shown.record.id] = (shown.record,)  # type: ignore[attr-defined]
    assert found == expected
    assert len(found) > 20
    assert projection.hidden == hidden_addresses(site, whole)
    assert projection.hidden, "the fixture has records that nobody is shown"

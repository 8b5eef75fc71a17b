"""What the content holds, what waits, and what is missing of each term: for the office, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from thidua.campaign.coverage import coverage
from thidua.dates import short
from thidua.locale import phrase, strings
from thidua.views.coverage import coverage_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.coverage import TermCoverage
    from thidua.campaign.site import Site
    from thidua.reading.records import Event

_FOUND = (
    "targets_without_result",
    "scores_missing",
    "photos_without_credit",
    "without_source",
    "inferred",
)
"""Counts of what wants a look, in the order they are told."""


def stats_text(site: Site, lang: str) -> str:
    """Counts, the events that are not published yet with the reason, and a paragraph for each term."""
    ui = strings(lang, "site")
    lines = [f"{count:6d}  {ui[f'stats_{name}']}" for name, count in _counts(site).items()]
    waiting = [f"  {path}: {why}" for path, why in _waiting(site, lang)]
    if waiting:
        lines += ["", ui["waiting"].format(count=len(waiting)), *waiting]
    cluster = ""
    for one in coverage(site):
        if one.key.cluster != cluster:
            cluster = one.key.cluster
            lines += ["", f"{site.cluster(cluster).name} ({cluster})"]
        lines += _term_lines(one, site, lang)
    return "\n".join([*lines, ""])


def stats_json(site: Site, lang: str) -> str:
    """The same as JSON: ``counts``, ``waiting`` and ``terms``, whose ``missing`` are the codes of `TermCoverage.missing`."""
    value = {
        "counts": _counts(site),
        "waiting": [{"path": path, "reason": why} for path, why in _waiting(site, lang)],
        "terms": [_term(one) for one in coverage(site)],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _counts(site: Site) -> dict[str, int]:
    return {
        "events": len(site.events),
        "clusters": len(site.clusters),
        "terms": sum(map(len, site.terms_in_order.values())),
        "pledges": len(site.pledges),
        "scores": len(site.scores),
        "units": len(site.units),
        "commemorations": len(site.commemorations),
        "campaigns": len(site.campaigns),
    }


def _term(one: TermCoverage) -> dict[str, Any]:
    return {
        "cluster": one.key.cluster,
        "term": one.key.term,
        "events": one.events,
        "steps": dict(one.steps),
        "pledge": one.has_pledge,
        "targets": one.targets,
        "scores": one.scores,
        "awards": one.awards,
        "documents": one.documents,
        "photos": one.photos,
        **{name: getattr(one, name) for name in _FOUND},
        "missing": list(one.missing),
    }


def _term_lines(one: TermCoverage, site: Site, lang: str) -> Iterator[str]:
    """What there is of a term, what is missing, and what wants a look; the last two only where there is any."""
    ui, said = strings(lang, "site"), coverage_words(site, lang)
    steps = [f"{said[step]} {count}" for step, count in one.steps.items() if count]
    there = [f"{ui['stats_events']} {one.events}" + (f" ({', '.join(steps)})" if steps else "")]
    there += [
        f"{said[name]} {count}"
        for name in ("targets", "scores", "awards", "documents", "photos")
        if (count := getattr(one, name))
    ]
    yield f"  {one.key.term}: {'; '.join(there)}"
    if one.missing:
        yield f"    {ui['coverage_missing']}: {', '.join(said[name] for name in one.missing)}"
    found = [f"{said[name]} {getattr(one, name)}" for name in _FOUND if getattr(one, name)]
    if found:
        yield f"    {ui['coverage_to_look_at']}: {'; '.join(found)}"


def _waiting(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Files of events that are not out by themselves, and why."""
    for entry in site.events:
        if why := _waiting_reason(entry.record, lang):
            yield entry.path, why


def _waiting_reason(event: Event, lang: str) -> str:
    """Why an event is not out by itself; empty when nothing holds it back."""
    if event.status == "draft":
        return phrase(lang, "site.waiting_draft")
    if event.publish_on:
        return phrase(lang, "site.waiting_day", day=short(event.publish_on, lang))
    return ""

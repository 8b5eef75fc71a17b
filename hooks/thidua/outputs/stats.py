"""What the content holds, in a few lines for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.dates import short
from thidua.locale import phrase, strings

if TYPE_CHECKING:
    from thidua.campaign.site import Site
    from thidua.reading.records import Event


def stats_text(site: Site, lang: str) -> str:
    """Counts, and the events that are not published yet with the reason."""
    ui = strings(lang, "site")
    counts = {
        "events": len(site.events),
        "clusters": len(site.clusters),
        "terms": sum(len(e.record.terms) for e in site.clusters.values()),
        "pledges": len(site.pledges),
        "units": len(site.units),
        "commemorations": len(site.commemorations),
        "campaigns": len(site.campaigns),
    }
    lines = [f"{count:6d}  {ui[f'stats_{name}']}" for name, count in counts.items()]
    waiting = [
        f"  {entry.path}: {why}"
        for entry in site.events
        if (why := _waiting_reason(entry.record, lang))
    ]
    if waiting:
        lines += ["", ui["waiting"].format(count=len(waiting)), *waiting]
    return "\n".join([*lines, ""])


def _waiting_reason(event: Event, lang: str) -> str:
    """Why an event is not out by itself; empty when nothing holds it back."""
    if event.status == "draft":
        return phrase(lang, "site.waiting_draft")
    if event.publish_on:
        return phrase(lang, "site.waiting_day", day=short(event.publish_on, lang))
    return ""

"""What the content holds, in a few lines for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.dates import short
from thidua.locale import strings

if TYPE_CHECKING:
    from thidua.campaign.site import Site


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
        f"  {entry.path}: {ui['waiting_draft']}"
        if entry.record.status == "draft"
        else f"  {entry.path}: {ui['waiting_day'].format(day=short(entry.record.publish_on) if entry.record.publish_on else "")}"
        for entry in site.events
        if entry.record.status == "draft" or entry.record.publish_on
    ]
    if waiting:
        lines += ["", ui["waiting"].format(count=len(waiting)), *waiting]
    return "\n".join([*lines, ""])

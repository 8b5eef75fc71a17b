"""Lists that fields are picked from: clusters, units, commemorations, campaigns, events and ready codes, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.cluster_names import full_names
from thidua.dates import span_short
from thidua.locale import phrase
from thidua.text import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thidua.campaign.site import Site

Row = dict[str, str]


def pickers(site: Site, lang: str) -> dict[str, list[Row]]:
    """For each list its rows: id, name, a word that tells namesakes apart, and all it is found by, folded."""
    return {
        "clusters": _sorted(_clusters(site, lang)),
        "units": _sorted(_units(site, lang)),
        "commemorations": _sorted(
            _row(id_, entry.record.name, id_, *entry.record.aliases, *(n.name for n in entry.record.names))
            for id_, entry in site.commemorations.items()
        ),
        "campaigns": _sorted(
            _row(id_, entry.record.name, id_, *entry.record.aliases)
            for id_, entry in site.campaigns.items()
        ),
        "blocks": _codes(site, "block", lang),
        "organisations": _codes(site, "organisation", lang),
        "unit_kinds": _codes(site, "unit", lang),
        "events": [
            _row(event.id, event.record.title, span_short(event.span, lang))
            for event in reversed(site.events)
        ],
    }  # fmt: skip


def _codes(site: Site, group: str, lang: str) -> list[Row]:
    """The ready codes of a group of labels, by what pages call them."""
    labels = site.sector.labels(lang)
    return [
        _row(code, labels[f"{group}:{code}"] or phrase(lang, f"desk.unnamed:{code}"), "")
        for code in site.sector.codes(group)
    ]


def _clusters(site: Site, lang: str) -> Iterator[Row]:
    blocks = site.sector.labels(lang)
    for id_, name in full_names(site, lang).items():
        record = site.cluster(id_)
        block = blocks.get(f"block:{record.block}", record.block)
        yield _row(id_, name, block, record.name, *record.aliases)


def _units(site: Site, lang: str) -> Iterator[Row]:
    for id_, entry in site.units.items():
        unit = entry.record
        # Before and after a merger two units have one name.
        held = span_short(unit.span, lang) if unit.from_ or unit.to else ""
        yield _row(id_, unit.name, held, unit.short or "", *unit.aliases)


def _row(id_: str, name: str, detail: str, *others: str) -> Row:
    return {"id": id_, "name": name, "detail": detail, "found": fold(" ".join([name, id_, detail, *others]))}  # fmt: skip


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: collation_key(row["name"]))

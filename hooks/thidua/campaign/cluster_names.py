"""Names of clusters that stand side by side: each with as much as tells it from the others, and no more.

Three different “Cụm thi đua số 1” met in 2025, and youth and women's clusters bear the numbers of the units' own.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from thidua.campaign.units import owner_id
from thidua.dates import years_of
from thidua.locale import phrase
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.campaign.site import Site


def full_names(site: Site, lang: str) -> dict[str, str]:
    """The names of all clusters by id, as their records have them where no other bears the same."""
    return _told_apart(site, lang, {id_: entry.record.name for id_, entry in site.clusters.items()})


def short_names(site: Site, lang: str, numbers: Mapping[str, int | None]) -> dict[str, str]:
    """The names of clusters that are listed together: ``Cụm thi đua số 1``, ``Cụm thi đua số 1, Tổ chức Đoàn``.

    ``numbers`` are those they bear there, by id. What the list says anyway, such as its block, is not repeated unless two
    of them need it.
    """
    names = {
        id_: site.cluster(id_).name
        if number is None
        else phrase(lang, "terms.cluster", number=number)
        for id_, number in numbers.items()
    }
    return _told_apart(site, lang, names)


def _told_apart(site: Site, lang: str, names: Mapping[str, str]) -> dict[str, str]:
    """Names by id, those of one wording with the fewest additions that make them differ."""
    alike: dict[str, list[str]] = {}
    for id_, name in names.items():
        alike.setdefault(fold(name), []).append(id_)
    told = dict(names)
    for group in alike.values():
        if len(group) > 1:
            added = _additions(site, lang, group)
            told |= {id_: names[id_] + added[id_] for id_ in group}
    return told


def _additions(site: Site, lang: str, group: list[str]) -> dict[str, str]:
    """What is added to each name of a group: of organisation, block, owner, years the fewest that do, at last the id."""
    labels = site.sector.labels(lang)

    def organisation(id_: str) -> str:
        own = labels.get(f"organisation:{site.cluster(id_).organisation or 'main'}", "")
        return f", {own}" if own else ""

    def block(id_: str) -> str:
        return f", {labels.get(f'block:{site.cluster(id_).block}', site.cluster(id_).block)}"

    def owner(id_: str) -> str:
        found = owner_id(site, site.cluster(id_).owner)
        return f", {site.unit(found).name if found in site.units else found}"

    def years(id_: str) -> str:
        return f" ({years_of((term.span for term in site.cluster(id_).terms), lang)})"

    kinds = (organisation, block, owner, years)
    choices = itertools.chain.from_iterable(
        itertools.combinations(kinds, count) for count in range(1, len(kinds) + 1)
    )
    for chosen in choices:
        added = {id_: "".join(say(id_) for say in chosen) for id_ in group}
        if len(set(added.values())) == len(group):
            return added
    return {id_: f" ({id_})" for id_ in group}

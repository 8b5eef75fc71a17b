"""Names of clusters that stand side by side: each with as much as tells it from the others, and no more.

Three different “Cụm thi đua số 1” met in 2025, and youth and women's clusters bear the numbers of the units' own.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from thidua.campaign.units import owner_id
from thidua.dates import years_of
from thidua.locale import phrase
from thidua.text import fold, roman

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from thidua.campaign.site import EventEntry, Site


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

    added = _fewest((organisation, block, owner), group)
    for more in (years, " ({})".format):
        alike = Counter(added.values())
        fuller = {id_: f"{said}{more(id_)}" for id_, said in added.items()}
        # Years that are the same for all that are still alike say nothing.
        helps = {said for said in alike if len({fuller[i] for i in group if added[i] == said}) > 1}
        added = {id_: fuller[id_] if said in helps else said for id_, said in added.items()}
    return added


def _fewest(kinds: tuple[Callable[[str], str], ...], group: list[str]) -> dict[str, str]:
    """What the smallest choice of kinds adds that tells as many of a group apart as all of them together."""
    choices = itertools.chain.from_iterable(
        itertools.combinations(kinds, count) for count in range(len(kinds) + 1)
    )
    found = [{id_: "".join(say(id_) for say in chosen) for id_ in group} for chosen in choices]
    return max(found, key=lambda added: len(set(added.values())))


def event_title(event: EventEntry, site: Site, names: Mapping[str, str]) -> str:
    """The title of an event with what tells its clusters from all others, as far as the title does not say it.

    ``names`` are those of `full_names`. Several calendars stand in one week of a client, and “Cụm thi đua số 1” is in
    three of them.
    """
    title = event.record.title
    said = _words(title)
    missing = []
    for cluster_id in event.clusters:
        head, *tail = re.split(_NAME_JOINT, names[cluster_id], maxsplit=1)
        # The number it is known by, or the one it bore then.
        numbers = [site.cluster(cluster_id).number]
        numbers += [site.term(key).number for key in event.terms if key.cluster == cluster_id]
        numbered = any(_numbered(said, number) for number in numbers)
        unsaid = [] if numbered or _holds(said, head, whole=True) else [head]
        unsaid += [part for part in tail if not _holds(said, part)]
        if len(unsaid) == len([head, *tail]):
            missing.append(names[cluster_id])
        elif unsaid:
            missing.append(unsaid[0])
    return f"{title} – {'; '.join(missing)}" if missing else title


_NAME_JOINT = " – |, "
"""What stands in a cluster's name between its own part and whose it is, or what tells it from a namesake."""


@lru_cache(maxsize=4096)  # an event stands in the calendars of each of its units
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


def _numbered(said: Sequence[str], number: int | None) -> bool:
    """Whether a cluster of a number is named: ``Cụm 1``, ``Cụm thi đua số 01``, ``Cụm III``."""
    found = re.findall(r"\b(?:cum|khoi) (?:thi dua )?(?:so )?(\d+|[ivx]+)\b", " ".join(said))
    numbers = (int(one) if one.isdecimal() else roman(one.upper()) for one in found)
    return number is not None and number in numbers


def _holds(said: Sequence[str], name: str, *, whole: bool = False) -> bool:
    """Whether the words of a name are said in their order: “Hội Phụ nữ Cụm thi đua số 1 Công an địa phương”.

    ``whole``: without others between them, as “Cụm thi đua số 12, quý 1” does not name number 1.
    """
    wanted = _words(name)
    if whole:
        return f" {' '.join(wanted)} " in f" {' '.join(said)} "
    rest = iter(said)
    return all(word in rest for word in wanted)

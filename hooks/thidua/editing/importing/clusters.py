"""Which cluster a text is about.

A number identifies nothing, and several clusters share a printed name; so a cluster is chosen only
where one alone had a term on the day and its members are the ones named. Otherwise the candidates
are handed to the editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.campaign.terms import cluster_number, composition_of, terms_during
from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.name_matching import evidence_of, key_positions, text_keys
from thidua.locale import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.site import Site
    from thidua.dates import Span
    from thidua.reading.records import Cluster, Unit
    from thidua.reading.sector import Sector

_ALSO_A_PERSON = ("ho", "chi", "minh")
_CITY = ("thanh", "pho")


@dataclass(frozen=True, slots=True)
class ClusterCandidate:
    """A cluster the text may mean, and what speaks for it."""

    id: str
    term: str
    """Empty when no term is in force on the day."""
    printed: bool
    """Whether its full name stands in the text."""
    members: int
    named: int

    @property
    def fits(self) -> bool:
        return bool(self.term) and self.named >= 2 and 2 * self.named >= self.members

    def in_words(self, lang: str) -> str:
        """``bca-dp-1 (kỳ 2024, nêu tên 3/5 thành viên)``."""
        return f"{self.id} ({self.reasons(lang)})"

    def reasons(self, lang: str) -> str:
        """``kỳ 2024, nêu tên 3/5 thành viên``."""
        key = "editing.candidate" if self.term else "editing.candidate_without_term"
        return phrase(lang, key, term=self.term, named=self.named, members=self.members)


@dataclass(frozen=True, slots=True)
class CandidateList:
    """Clusters for a person to choose from."""

    candidates: tuple[ClusterCandidate, ...]

    def in_words(self, lang: str) -> str:
        """Each with what speaks for it."""
        return "; ".join(candidate.in_words(lang) for candidate in self.candidates)


@dataclass(frozen=True, slots=True)
class ClusterChoice:
    """The cluster chosen, if one was, and those left to choose from."""

    chosen: ClusterCandidate | None
    candidates: tuple[ClusterCandidate, ...]
    notes: tuple[ImportNote, ...]


def choose(paragraphs: Sequence[str], site: Site, span: Span) -> ClusterChoice:
    """The cluster the paragraphs (title first) tell of on a day."""
    text = tuple(
        key for paragraph in paragraphs for key in (*text_keys(paragraph, site.sector), ".")
    )
    opening = tuple(
        key for paragraph in paragraphs[:3] for key in (*text_keys(paragraph, site.sector), ".")
    )
    numbers = list(dict.fromkeys(_cluster_numbers(opening))) or list(
        dict.fromkeys(_cluster_numbers(text))
    )
    candidates = [
        _candidate(id_, entry.record, site, span, text)
        for id_, entry in site.clusters.items()
        if _numbered(entry.record, numbers) or _is_name_printed(entry.record, text, site.sector)
    ]
    evidence = evidence_of(("cum", "thi", "dua"), paragraphs) or evidence_of(("cum",), paragraphs)
    fitting = [c for c in candidates if c.fits]
    printed = [c for c in candidates if c.printed]
    if len(fitting) == 1:
        return ClusterChoice(
            fitting[0], (), (_candidate_note("note_cluster", fitting[0], evidence),)
        )
    if not fitting and len(printed) == 1 and printed[0].term:
        return ClusterChoice(
            printed[0], (), (_candidate_note("note_cluster_name", printed[0], evidence),)
        )
    in_force = [c for c in candidates if c.term]
    ordered = sorted(
        fitting or in_force or candidates, key=lambda c: (not c.printed, -c.named, c.id)
    )
    if ordered:
        listed = CandidateList(tuple(ordered))
        return ClusterChoice(
            None, tuple(ordered), (note("note_cluster_candidates", evidence, value=listed),)
        )
    if numbers:
        return ClusterChoice(
            None, (), tuple(note("note_cluster_unknown", evidence, number=n) for n in numbers)
        )
    return ClusterChoice(None, (), (note("note_cluster_none"),))


def _candidate_note(key: str, candidate: ClusterCandidate, evidence: str) -> ImportNote:
    return note(
        key,
        evidence,
        value=candidate.id,
        term=candidate.term,
        named=candidate.named,
        members=candidate.members,
    )


def _cluster_numbers(text: Sequence[str]) -> Iterator[int]:
    """Numbers of clusters: ``Cụm 6``, ``cụm thi đua số 01``; not those of camps or decrees."""
    for at, key in enumerate(text):
        if key.startswith("#") and key[1:].isdecimal():
            before = [k for k in text[max(0, at - 4) : at] if k != "so"]
            if before[-1:] == ["cum"] or before[-3:] in (
                ["cum", "thi", "dua"],
                ["khoi", "thi", "dua"],
            ):
                yield int(key[1:])


def _numbered(cluster: Cluster, numbers: Sequence[int]) -> bool:
    return any(cluster_number(cluster, term) in numbers for term in cluster.terms)


def _is_name_printed(cluster: Cluster, text: Sequence[str], sector: Sector) -> bool:
    """Whether a name of the cluster that says more than a number stands in the text."""
    names = (text_keys(name, sector) for name in (cluster.name, *cluster.aliases))
    return any(len(name) > 5 and any(True for _ in key_positions(name, text)) for name in names)


def _candidate(
    id_: str, cluster: Cluster, site: Site, span: Span, text: Sequence[str]
) -> ClusterCandidate:
    terms = terms_during(cluster, span)
    printed = _is_name_printed(cluster, text, site.sector)
    if not terms:
        return ClusterCandidate(id_, "", printed, 0, 0)
    members = composition_of(TermKey(id_, terms[0].term), terms[0], span.first).members
    named = sum(
        u in site.units and _is_unit_named(site.unit(u), text, site.sector) for u in members
    )
    return ClusterCandidate(id_, terms[0].term, printed, len(members), named)


def _is_unit_named(unit: Unit, text: Sequence[str], sector: Sector) -> bool:
    """Whether a unit is named, in full or, where the sector does so, by its place."""
    for name in (unit.name, unit.short or "", *unit.aliases):
        if name and any(True for _ in key_positions(text_keys(name, sector), text)):
            return True
    begun = sector.by_place.match(unit.name) if sector.by_place else None
    place = text_keys(unit.name[begun.end() :], sector) if begun else ()
    if place == _ALSO_A_PERSON:
        place = (*_CITY, *place)
    return any(True for _ in key_positions(place, text))


def member_named(text: str, members: Iterable[str], site: Site) -> str:
    """The one of some units whose longest name stands in a text; empty where there is none, or two alike."""
    keys = text_keys(text, site.sector)
    found: dict[int, list[str]] = {}
    for id_ in members:
        if id_ in site.units:
            length = _named_length(site.unit(id_), keys, site.sector)
            found.setdefault(length, []).append(id_)
    best = found.get(max(found, default=0), [])
    return best[0] if len(best) == 1 and max(found) else ""


def _named_length(unit: Unit, text: Sequence[str], sector: Sector) -> int:
    names = (text_keys(name, sector) for name in (unit.name, unit.short or "", *unit.aliases))
    return max((len(n) for n in names if any(True for _ in key_positions(n, text))), default=0)

"""Rules of an event's title: the cluster it names is one of those the event is filed under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thidua.campaign.terms import cluster_number, terms_during
from thidua.campaign.units import owner_id
from thidua.diagnostics import Position, diagnose
from thidua.text import fold, fold_aligned, roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import EventEntry, Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.library import Document
    from thidua.reading.records import Cluster, Event, Term

_CLUSTER = re.compile(r"\b(?:cum|khoi)(?: thi dua)?(?P<so> so)? (?P<number>\d{1,3}|[ivx]{1,5})\b")
_MORE_NUMBERS = re.compile(
    r"(?:,| va| so|,? cum(?: thi dua)?(?: so)?|[ ])* ?(\d{1,2})\b(?! ?[/.-])"
)
_COUNTED = re.compile(
    r" (?:thanh pho|tinh|don vi|huyen|quan|thi xa|truong|hoc vien|so|cuc|phong|xa|phuong|nha|can|vien|benh vien"
    r"|co quan|to chuc|mien|vung|cum|khoi|dia phuong|doanh nghiep|nganh)\b"
)
"""What a number before it counts: “Cụm thi đua 5 thành phố” bears no number."""
_ORGANISATIONS = {
    "youth": r"doan (?:vien,? )?thanh nien(?: cong san ho chi minh)?|tuoi tre|dtn|thanh nien",
    "women": r"(?:hoi )?(?:lien hiep )?phu nu|hoi lhpn|lhpn",
    "union": r"(?:to chuc )?cong doan",
}
_FILLER = r"(?: (?:bo|cong|an|cac|tinh|thanh|pho|thuoc|cua|khoi|truc|nhan|dan|luc|luong|to|chuc))*"
"""Words that may stand between an organisation and its cluster: “Đoàn Thanh niên Bộ Công an, Cụm 8” is of the cluster,
“Đoàn Thanh niên tặng quà Cụm 8” is not."""
_BEFORE = {
    code: re.compile(rf"\b(?:{words}){_FILLER}[ ,–(-]*\Z") for code, words in _ORGANISATIONS.items()
}
_AFTER = {
    code: re.compile(rf"[ ,–(-]*(?:to chuc |khoi |cac )?(?:{words})\b")
    for code, words in _ORGANISATIONS.items()
}
_BETWEEN = re.compile(r"[\W_]*(?:(?:khoi|cac|don vi|thuoc)\b[\W_]*)*")
_MAX_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Mention:
    """A cluster as a title names it; what it does not say is None."""

    start: int
    end: int
    numbers: frozenset[int]
    organisation: str | None
    block: str | None
    owner: str | None


class ClusterWords(NamedTuple):
    """The words by which titles tell clusters apart."""

    blocks: dict[str, str]
    owners: dict[str, str]


def cluster_words(site: Site) -> ClusterWords:
    """The words of a site's clusters."""
    return ClusterWords(_block_words(site), _owner_words(site))


def clusters_named(
    event: Document[Event], entry: EventEntry, site: Site, words: ClusterWords
) -> Iterator[Diagnostic]:
    """The number, organisation, block and owner a title gives a cluster are those of one of the event's clusters."""
    terms = [(site.cluster(key.cluster), site.term(key)) for key in entry.terms]
    if len({key.cluster for key in entry.terms}) < len(
        {ref.partition("@")[0] for ref in event.record.clusters}
    ):
        return  # An unknown cluster or term is told of as such, and only once.
    if not event.record.clusters and event.record.status == "draft":
        return  # Not filled in yet.
    mentions = list(_mentions(event.record.title, *words))
    if not mentions or any(
        _fits(mention, cluster, term, site) for mention in mentions for cluster, term in terms
    ):
        return
    first = mentions[0]
    meant = [
        cluster_id
        for cluster_id, candidate in site.clusters.items()
        if any(
            _fits(first, candidate.record, term, site)
            for term in terms_during(candidate.record, entry.span)
        )
    ]
    at = event.at("title")
    yield diagnose(
        event.path,
        Position(at.line, at.column + first.start),
        "W540",
        said=event.record.title[first.start : first.end].strip(" ,–-("),
        clusters=", ".join(event.record.clusters) or "none",
        near=", ".join(meant) if 0 < len(meant) <= _MAX_NEAR else None,
    )


def _mentions(title: str, blocks: dict[str, str], owners: dict[str, str]) -> Iterator[_Mention]:
    text = fold_aligned(title)
    for match in _CLUSTER.finditer(text):
        written = match["number"]
        number = int(written) if written.isdecimal() else roman(written.upper())
        rest = text[match.end() :]
        if number is None or (not match["so"] and _COUNTED.match(rest)):
            continue
        numbers, end = {number}, match.end()
        while more := _MORE_NUMBERS.match(text, end):
            if _COUNTED.match(text, more.end()):
                break
            numbers.add(int(more[1]))
            end = more.end()
        start, organisation = match.start(), None
        for code in _ORGANISATIONS:
            before = _BEFORE[code].search(text[: match.start()])
            after = _AFTER[code].match(text, end)
            if before or after:
                organisation = code
                start = before.start() if before else start
                end = after.end() if after else end
                break
        block, end_of_block = _named(text, end, blocks)
        owner, end_of_owner = _named(text, end, owners)
        end = max(end, end_of_block, end_of_owner)
        yield _Mention(start, end, frozenset(numbers), organisation, block, owner)


def _named(text: str, at: int, words: dict[str, str]) -> tuple[str | None, int]:
    """What is named right behind a cluster, by the words for it, and where its name ends."""
    between = _BETWEEN.match(text, at)
    begin = between.end() if between else at
    for spoken, id_ in words.items():
        match = re.compile(rf"{spoken.replace(' ', '[^a-z0-9]+')}\b").match(text, begin)
        if match:
            return id_, match.end()
    return None, at


def _fits(mention: _Mention, cluster: Cluster, term: Term, site: Site) -> bool:
    own = cluster_number(cluster, term)
    numbers = {own} if own is not None else _printed_numbers(cluster)
    if not mention.numbers & numbers:
        return False
    if mention.organisation and mention.organisation != (cluster.organisation or "main"):
        return cluster.organisation not in {None, "main", *_ORGANISATIONS}
    if mention.block and mention.block != cluster.block:
        return False
    parts = {owner_id(site, cluster.owner), *(member.unit for member in term.members)}
    return mention.owner is None or mention.owner in parts


def _printed_numbers(cluster: Cluster) -> set[int | None]:
    """Numbers in the names of a cluster that has none of its own."""
    found = (_CLUSTER.search(fold(name)) for name in (cluster.name, *cluster.aliases))
    written = [match["number"] for match in found if match]
    return {int(w) if w.isdecimal() else roman(w.upper()) for w in written}


def _block_words(site: Site) -> dict[str, str]:
    """How a title calls a block after the cluster's number → its code, longest first."""
    words: dict[str, str] = {}
    labels = site.sector.labels("vi")
    for code in site.sector.codes("block"):
        spoken = re.sub(r"[^\w]+", " ", fold(labels[f"block:{code}"])).strip()
        begun = _BETWEEN.match(spoken)
        for name in (code.replace("-", " "), spoken[begun.end() :] if begun else spoken):
            if " " in name:
                words.setdefault(name, code)
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def _owner_words(site: Site) -> dict[str, str]:
    """Folded names of units that own clusters → their ids, longest first."""
    owners = {owner_id(site, entry.record.owner) for entry in site.clusters.values()}
    words: dict[str, str] = {}
    for id_ in sorted(owners & set(site.units)):
        unit = site.unit(id_)
        for name in (unit.name, unit.short or "", *unit.aliases):
            spoken = re.sub(r"[^\w]+", " ", fold(name)).strip()
            if " " in spoken:
                words.setdefault(spoken, id_)
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))

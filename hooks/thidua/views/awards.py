"""The register of awards: by year, from the highest, with who has them, how far they have come and where it is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.award_order import (
    award_clusters,
    award_rank,
    award_year,
    commendations,
    flag_of,
)
from thidua.text import collation_key, typeset
from thidua.views.shared.archive import ArchivePart, year_link, year_title
from thidua.views.shared.events import award_decision, award_status
from thidua.views.shared.page import Context, Link, Page, last_day
from thidua.views.shared.registers import (
    RegisterPart,
    archive_lines,
    data_links,
    neighbours,
    year_parts,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.campaign.site import EventEntry
    from thidua.reading.records import Award

MOST_AWARDS = 100
"""Most recipients on one page: each with a title, a decision and an event."""
MOST_FLAGS = 40
"""Most lines of the table of flags; older ones stand in their years."""
_STEPS = ("dang-ky", "de-nghi", "theo-bao", "quyet-dinh", "trao")
"""How far an award has come."""


@dataclass(frozen=True, slots=True)
class AwardRow:
    """Those who have an award, as one event tells of them together."""

    to: tuple[Link, ...]
    status: str
    status_label: str
    decision: str
    event: Link
    year_of_event: bool
    """Whether no source says which year it is for, so that it stands in the year of the event."""
    internal: bool


@dataclass(frozen=True, slots=True)
class AwardsOfTitle:
    """All who have the same award of a year."""

    title: str
    rows: tuple[AwardRow, ...]


@dataclass(frozen=True, slots=True)
class AwardsOfYear:
    """The awards of a year, from the highest."""

    label: str
    anchor: str
    titles: tuple[AwardsOfTitle, ...]


@dataclass(frozen=True, slots=True)
class FlagHolders:
    """Who has a flag, and how far it has come where it is not handed over."""

    to: tuple[Link, ...]
    status_label: str
    title: str = ""
    """As a source gives it, where it does not say clearly whose flag it is."""


@dataclass(frozen=True, slots=True)
class FlagLine:
    """The flags of emulation that members of a cluster won for a year."""

    year: str
    cluster: Link | None
    government: tuple[FlagHolders, ...]
    ministry: tuple[FlagHolders, ...]
    unclear: tuple[FlagHolders, ...]


@dataclass(frozen=True, kw_only=True)
class AwardsPage(Page):
    """All awards, or those of a year."""

    template = "awards.html"
    count: int
    years: tuple[AwardsOfYear, ...]
    parts: tuple[ArchivePart, ...]
    """Where the years are: on this page or on pages of their own."""
    flags: tuple[FlagLine, ...] = ()
    flags_note: str = ""
    previous: Link | None = None
    next: Link | None = None
    data: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """An award and one of its recipients, with the event that tells of it."""

    event: EventEntry
    award: Award
    to: str

    @property
    def year(self) -> int:
        return award_year(self.event, self.award)


def pages(ctx: Context) -> Iterator[Page]:
    """The register, and its years where it is long."""
    told = _all_told(ctx)
    by_year = {year: list(run) for year, run in groupby(told, key=lambda one: one.year)}
    parts = year_parts(ctx, addresses.AWARDS, by_year, MOST_AWARDS)
    is_cut = len(told) > MOST_AWARDS
    yield _register(ctx, told, parts, is_cut=is_cut)
    for place, part in enumerate(parts if is_cut else ()):
        before, after = neighbours(parts, place)
        yield AwardsPage(
            address=part.address,
            title=typeset(ctx.ui["awards_of_year"].format(when=part.when)),
            description=ctx.ui["awards_of_year_description"].format(when=part.when),
            crumbs=(ctx.home(), Link(ctx.ui["awards"], addresses.AWARDS)),
            updated=last_day(one.event for one in part.rows),
            count=len(part.rows),
            years=tuple(_years(ctx, part.rows)),
            parts=(),
            previous=before,
            next=after,
        )


def _register(
    ctx: Context, told: Sequence[_Told], parts: Sequence[RegisterPart[_Told]], *, is_cut: bool
) -> AwardsPage:
    """The flags, and all awards, newest year first; the years alone where these are too many for one page."""
    lines = _flag_lines(ctx, told)
    years = () if is_cut else tuple(_years(ctx, told))
    anchors = tuple(
        ArchivePart(year.label, f"{addresses.AWARDS}#{year.anchor}", _count(year)) for year in years
    )
    return AwardsPage(
        address=addresses.AWARDS,
        title=ctx.ui["awards"],
        description=ctx.ui["awards_description"],
        crumbs=(ctx.home(),),
        updated=last_day(one.event for one in told),
        count=len(told),
        years=years,
        parts=archive_lines(parts) if is_cut else anchors,
        flags=tuple(lines[:MOST_FLAGS]),
        flags_note=ctx.ui["flags_newest"].format(count=len(lines))
        if len(lines) > MOST_FLAGS
        else "",
        data=data_links(ctx, "awards"),
    )


def _count(year: AwardsOfYear) -> int:
    return sum(len(row.to) for title in year.titles for row in title.rows)


def _all_told(ctx: Context) -> list[_Told]:
    """Every recipient of every award: newest year first, in a year from the highest, then as told of and by name."""
    told = [_Told(event, award, to) for event, award in commendations(ctx.site) for to in award.to]

    def place(one: _Told) -> tuple[object, ...]:
        return (
            -one.year,
            award_rank(one.award),
            collation_key(one.award.title),
            *_report(one),
            collation_key(ctx.unit_link(one.to).title),
        )

    return sorted(told, key=place)


def _years(ctx: Context, told: Iterable[_Told]) -> Iterator[AwardsOfYear]:
    for year, run in groupby(told, key=lambda one: one.year):
        yield AwardsOfYear(
            label=year_title(ctx, year),
            anchor=f"nam-{addresses.year_folder(year)}",
            titles=tuple(
                AwardsOfTitle(
                    typeset(title),
                    tuple(_row(ctx, list(own)) for _, own in groupby(same, key=_report)),
                )
                for title, same in groupby(run, key=lambda one: one.award.title)
            ),
        )


def _report(one: _Told) -> tuple[dt.date, int, str, str, int]:
    """What those have in common who are told of together: the event, how far it has come, the decision, the year."""
    award = one.award
    return *one.event.order, award.status, award.decision or "", award.for_year or 0


def _row(ctx: Context, told: Sequence[_Told]) -> AwardRow:
    first = told[0]
    return AwardRow(
        to=tuple(ctx.unit_link(one.to) for one in told),
        status=first.award.status,
        status_label=award_status(ctx, first.award),
        decision=award_decision(ctx, first.award),
        event=Link(ctx.event_title(first.event), first.event.address),
        year_of_event=first.award.for_year is None,
        internal=first.event.record.audience == "internal",
    )


def _flag_lines(ctx: Context, told: Iterable[_Told]) -> list[FlagLine]:
    """The flags by year and cluster, newest year first; of several reports of one flag the furthest counts."""
    furthest: dict[tuple[int, str, str, str], _Told] = {}
    for one in told:
        flag = flag_of(one.award)
        if flag is None:
            continue
        for cluster in award_clusters(ctx.site, one.event, one.award, one.to) or ("",):
            key = (one.year, cluster, flag, one.to)
            if key not in furthest or _step(furthest[key]) < _step(one):
                furthest[key] = one
    by_line: dict[tuple[int, str], dict[str, list[_Told]]] = {}
    for (year, cluster, whose, _), one in furthest.items():
        by_line.setdefault((year, cluster), {}).setdefault(whose, []).append(one)

    def place(line: tuple[int, str]) -> tuple[object, ...]:
        year, cluster = line
        return -year, not cluster, collation_key(ctx.cluster_name(cluster) if cluster else "")

    return [
        FlagLine(
            year=year_link(ctx, addresses.AWARDS, year).title,
            cluster=ctx.cluster_link(cluster) if cluster else None,
            government=_holders(ctx, by_line[year, cluster].get("government", ())),
            ministry=_holders(ctx, by_line[year, cluster].get("ministry", ())),
            unclear=_holders(ctx, by_line[year, cluster].get("unclear", ())),
        )
        for year, cluster in sorted(by_line, key=place)
    ]


def _step(one: _Told) -> int:
    return _STEPS.index(one.award.status)


def _holders(ctx: Context, told: Iterable[_Told]) -> tuple[FlagHolders, ...]:
    """Those for whom it has come equally far beside each other, the furthest first."""
    by_state: dict[tuple[int, str], list[_Told]] = {}
    for one in told:
        unclear = flag_of(one.award) == "unclear"
        by_state.setdefault((-_step(one), one.award.title if unclear else ""), []).append(one)
    return tuple(
        FlagHolders(
            tuple(ctx.unit_link(one.to) for one in by_state[state]),
            "" if _STEPS[-state[0]] == "trao" else ctx.label("award", _STEPS[-state[0]]),
            typeset(state[1]),
        )
        for state in sorted(by_state)
    )

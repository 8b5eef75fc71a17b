"""Registers of any length: whole on one page while they are short, then divided by year, and a full year into parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from thidua.campaign import addresses
from thidua.dates import PartialDate, short
from thidua.text import typeset
from thidua.views.shared.archive import ArchivePart, year_link
from thidua.views.shared.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from thidua.views.shared.page import Context

R = TypeVar("R")
MOST_ROWS = 140
"""Most rows of a register on one page: each names a unit or a number, and an event or a term."""


@dataclass(frozen=True, slots=True)
class RegisterPart(Generic[R]):
    """A year of a register, or as many of its rows as one page takes."""

    address: str
    label: str
    """Among its neighbours: ``2024``; ``2024, phần 2``."""
    when: str
    """In a title: ``năm 2024``, ``năm 2024, phần 2``."""
    year: int
    rows: tuple[R, ...]

    @property
    def link(self) -> Link:
        return Link(self.label, self.address)


def year_parts(
    ctx: Context, address: str, by_year: Mapping[int, Sequence[R]], most: int = MOST_ROWS
) -> tuple[RegisterPart[R], ...]:
    """The pages of the years of a register, oldest first, each with at most ``most`` rows."""
    return tuple(
        RegisterPart(
            part_address(link.address or "", number),
            part_words(ctx, link.title, number),
            part_words(ctx, short(PartialDate(year), ctx.lang), number),
            year,
            run,
        )
        for year, link in ((year, year_link(ctx, address, year)) for year in sorted(by_year))
        for number, run in enumerate(cut(by_year[year], most), 1)
    )


def cut(rows: Sequence[R], most: int = MOST_ROWS) -> Iterator[tuple[R, ...]]:
    """Rows in runs of at most ``most``, in their order; one empty run where there are none."""
    for start in range(0, max(len(rows), 1), most):
        yield tuple(rows[start : start + most])


def part_address(address: str, number: int) -> str:
    """The page of a part of what begins at ``address``; the first has that address itself."""
    return address if number == 1 else f"{address}phan-{number}/"


def part_words(ctx: Context, words: str, number: int) -> str:
    """``2024, phần 2``; the first part bears the words alone."""
    return typeset(
        words if number == 1 else ctx.ui["register_part"].format(words=words, number=number)
    )


def archive_lines(parts: Sequence[RegisterPart[R]]) -> tuple[ArchivePart, ...]:
    """Where parts are and how many rows each holds, the newest year first."""
    return tuple(ArchivePart(p.label, p.address, len(p.rows)) for p in _newest_first(parts))


def newest(parts: Sequence[RegisterPart[R]]) -> RegisterPart[R]:
    """The first part of the newest year."""
    return _newest_first(parts)[0]


def neighbours(parts: Sequence[RegisterPart[R]], place: int) -> tuple[Link | None, Link | None]:
    """The parts before and after one of a row."""
    before = parts[place - 1].link if place else None
    after = parts[place + 1].link if place + 1 < len(parts) else None
    return before, after


def data_links(ctx: Context, *names: str) -> tuple[Link, ...]:
    """Files with the same facts for tables and programs."""
    return tuple(
        Link(f"{ctx.ui[f'data_{name}']} ({form.upper()})", addresses.data_file(name, form))
        for name in names
        for form in ("json", "csv")
    )


def _newest_first(parts: Sequence[RegisterPart[R]]) -> list[RegisterPart[R]]:
    return sorted(parts, key=lambda part: -part.year)

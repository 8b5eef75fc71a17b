"""One thing search can find, and the pages that are written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from thidua.dates import Span

CardType = Literal[
    "event", "cluster", "term", "pledge", "article", "unit", "commemoration", "campaign", "page"
]
Role = Literal[
    "cluster", "term", "host", "unit", "lead", "deputy", "member", "commemoration", "campaign"
]
WordRole = Literal["place", "person", "alias", "kin", "theme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing search can find."""

    type: CardType
    title: str
    address: str
    span: Span | None = None
    """When it was: decides the order among equals, and the facet of years."""
    years: tuple[int, ...] = ()
    note: str = ""
    """A few words that tell apart cards of the same title."""
    kinds: tuple[str, ...] = ()
    links: tuple[tuple[Role, str], ...] = ()
    """Other cards this one is about, by address."""
    words: tuple[tuple[WordRole, str], ...] = ()
    """Names that are no cards themselves."""
    text: str = ""
    """Plain text, a line a paragraph: the summary (or nothing) first, then what else the page says."""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A hand-written page: ``docs/*.md`` and the like. ``text`` is Markdown."""

    title: str
    address: str
    text: str

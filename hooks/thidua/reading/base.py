"""The base of all record classes and the small records shared by several."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from thidua.dates import UNKNOWN_START, Span
from thidua.reading.fields import (
    Boolean,
    Date,
    EventDay,
    Id,
    Published,
    Text,
    TextDigest,
    Url,
    Year,
)

Audience = Literal["public", "internal"]
BasisKind = Literal["stated", "inferred", "reconstructed"]
"""What a fact rests on: a source says it, it follows from one, or it was put together from other years."""
Confidence = Literal["high", "medium", "low"]


_WRITTEN: dict[frozenset[str], set[str]] = {}
"""Sets of names of fields by themselves. Pydantic changes none but that of a copy, which is its own."""


class Record(BaseModel):
    """What an editor wrote, typed and frozen; computed values live in the model and the views."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    scalar_key: ClassVar[str | None] = None
    """The field a bare text stands for, where the format allows one (``members: [ca-x]``)."""

    lone_entries: ClassVar[tuple[str, ...]] = ()
    """Lists that may be written as their one entry (``to: ca-x``)."""

    unpublished: ClassVar[frozenset[str]] = frozenset()
    """Fields for the desk alone, which no page and no table of the open data has."""

    def model_post_init(self, _context: Any) -> None:
        """Share the names of the fields that were written: a set of its own took a third of a record's memory."""
        names = self.__pydantic_fields_set__
        shared = _WRITTEN.setdefault(frozenset(names), names)
        object.__setattr__(self, "__pydantic_fields_set__", shared)

    @property
    def kept_back(self) -> frozenset[str]:
        """Fields, of the record and of its parts, that only the internal audience sees (``results_audience: internal``)."""
        ruled = (name for name in type(self).model_fields if name.endswith("_audience"))
        return frozenset(n.removesuffix("_audience") for n in ruled if getattr(self, n) != "public")

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: Any) -> Any:
        """A bare text becomes its mapping, a lone entry its list; an empty optional value is as good as none written."""
        if isinstance(value, str) and cls.scalar_key and value.strip():
            return cls._from_scalar(value)
        if cls.lone_entries and isinstance(value, dict):
            lone = {
                key: [own]
                for key in cls.lone_entries
                if isinstance(own := value.get(key), str) and own.strip()
            }
            value = {**value, **lone}
        if isinstance(value, dict) and "" in value.values():
            return {k: v for k, v in value.items() if v != "" or cls.requires(k)}
        return value

    @classmethod
    def _from_scalar(cls, value: str) -> dict[str, str]:
        return {cls.scalar_key: value} if cls.scalar_key else {}

    @classmethod
    def requires(cls, key: str) -> bool:
        """Unknown keys count as required here: they must reach the check that refuses them."""
        for name, info in cls.model_fields.items():
            if key in {name, info.alias}:
                return info.is_required()
        return True

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The keys an editor may write."""
        return tuple(info.alias or name for name, info in cls.model_fields.items())


class Interval(Record):
    """Base of records that hold from one date to another, both included."""

    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.to.last < self.from_.first:
            raise PydanticCustomError(
                "E307", "E307", {"start": str(self.from_), "end": str(self.to)}
            )
        return self

    @cached_property
    def span(self) -> Span:
        """The interval; an unknown beginning is the year 1, an unknown end is open."""
        return Span(self.from_ or UNKNOWN_START, self.to)

    def __copy__(self) -> Self:
        """A copy that works out its own span, for it may be given other dates."""
        copied = super().__copy__()
        copied.__dict__.pop("span", None)
        return copied


class EventDate(Interval):
    """When an event took place: one date, from a first to a last day, or in a year nobody tells."""

    scalar_key = "from"
    from_: Annotated[EventDay, Field(alias="from")]
    to: EventDay

    @classmethod
    def _from_scalar(cls, value: str) -> dict[str, str]:
        return {"from": value, "to": value}


class Basis(Record):
    """What the facts of a record rest on; what is not written here is stated by its sources."""

    date: BasisKind = "stated"
    clusters: BasisKind = "stated"
    lead: BasisKind = "stated"
    deputy: BasisKind = "stated"
    members: BasisKind = "stated"
    note: Text | None = None


class Source(Record):
    """Where a fact was published, and how far it is to be trusted."""

    unpublished = frozenset({"text_digest"})
    title: Text
    publisher: Text | None = None
    url: Url | None = None
    author: Text | None = None
    published: Published | None = None
    confidence: Confidence | None = None
    text_digest: TextDigest | None = None
    """Of its text, by which the check knows a copy of it."""


class Revision(Record):
    """When an editor last corrected a record; with a note where readers are to know of it."""

    scalar_key = "date"
    date: Published
    note: Text | None = None
    """What was wrong, and what stands now."""
    minor: Boolean | None = None
    """A slip of typing that needs no word to readers."""

    @model_validator(mode="after")
    def _told_or_minor(self) -> Self:
        if self.note is not None and self.minor:
            raise PydanticCustomError("E332", "E332", {})
        return self


class Leader(Interval):
    """The unit that leads (or is deputy of) a cluster, and how it came to."""

    scalar_key = "unit"
    unit: Id
    how: Text | None = None


class Membership(Interval):
    """A unit's place in a term; without dates, for the whole term."""

    scalar_key = "unit"
    unit: Id
    basis: BasisKind | None = None
    """Where it differs from that of the term's members."""


class CommemorationRef(Record):
    """A commemoration and the year *looked forward to*, which need not be the event's."""

    id: Id
    year: Year


Sources = Annotated[tuple[Source, ...], Field(min_length=1)]
"""At least one: nothing is published without saying where it is known from."""

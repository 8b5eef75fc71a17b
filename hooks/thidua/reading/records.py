"""The record classes: one for each kind of file, and the parts they are made of.

These classes are the content format. The JSON Schema for editors' tools, the reference table of
the guide and the templates of ``thidua new`` are generated from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from thidua.reading.base import (
    Audience,
    Basis,
    CommemorationRef,
    EventDate,
    Interval,
    Leader,
    Membership,
    Record,
    Revision,
    Source,
    Sources,
)
from thidua.reading.fields import (
    Address,
    Boolean,
    Comparator,
    Date,
    Day,
    Id,
    Integer,
    OwnDate,
    PaperFile,
    PhotoFile,
    Points,
    PointsByCriterion,
    PointsText,
    Text,
    Time,
    Url,
    Year,
)

Kind = Literal[
    "phat-dong", "ky-giao-uoc", "so-ket", "kiem-tra", "tong-ket", "khen-thuong", "bao-cong",
    "hoi-thao", "hoi-thi", "dai-hoi", "tap-huan", "nghia-tinh", "gap-mat", "khac",
]  # fmt: skip
Status = Literal["draft", "published"]
AwardStatus = Literal["dang-ky", "de-nghi", "quyet-dinh", "trao", "theo-bao"]
AwardKind = Literal["khen-thuong", "giai"]
CommemorationKind = Literal["fixed", "lunar", "period", "edition"]
PaperKind = Literal[
    "giao-uoc", "quy-che", "thang-diem", "ke-hoach", "chuong-trinh", "bao-cao", "bien-ban", "quyet-dinh", "huong-dan",
    "dang-ky",
]  # fmt: skip
Announced = Literal["xep-hang", "tong-diem", "chi-tiet"]
"""What of the scores was made known: the ranking, the totals with it, or points by criterion too."""
Stage = Literal["tu-cham", "kiem-tra-cheo", "cum"]
"""Who scored: the unit itself, other units in a cross-inspection, the cluster. In the order in which they come."""
AdjustmentKind = Literal["thuong", "phat"]
Regime = Literal["145-2013", "111-2018", "none"]


# --- Parts of several records ----------------------------------------------------------------


class Paper(Record):
    """A paper of a record (văn bản): a PDF beside the record's file, or where it is published."""

    file: PaperFile | None = None
    url: Url | None = None
    title: Text
    kind: PaperKind
    number: Text | None = None
    """As it stands on the paper: ``15/KH-CTĐ``."""
    date: Date | None = None
    signed_by: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.url is None):
            raise PydanticCustomError("E336", "E336", {})
        return self


# --- Events ----------------------------------------------------------------------------------


class Official(Record):
    """A person as mentioned: rank and post are those of the day, and belong to the mention."""

    scalar_key = "name"
    name: Text
    rank: Text | None = None
    post: Text | None = None


class Photo(Record):
    """A photograph beside the event's file."""

    file: PhotoFile
    alt: Text
    caption: Text
    credit: Text
    consent: Text | None = None


class Figure(Record):
    """A number as the source prints it."""

    label: Text
    value: Text
    unit: Text | None = None


class Award(Record):
    """A title, a commendation or a prize, who has it, the year it is for, and how far it has come."""

    lone_entries = ("to",)

    title: Text
    to: Annotated[tuple[Text, ...], Field(min_length=1)]
    for_year: Year | None = None
    status: AwardStatus
    decision: Text | None = None
    kind: AwardKind | None = None
    """``giai`` for a prize of a contest; where it is not written, the title tells (`thidua.campaign.cycle.is_prize`)."""


class Event(Record):
    """One event of one or several clusters."""

    title: Text
    date: EventDate
    time: Time | None = None
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    clusters: tuple[Text, ...] = ()
    audience: Audience
    status: Status
    publish_on: Day | None = None
    summary: Text
    place: Text | None = None
    host: Id | None = None
    units: tuple[Id, ...] = ()
    officials: tuple[Official, ...] = ()
    photos: tuple[Photo, ...] = ()
    commemorations: tuple[CommemorationRef, ...] = ()
    campaigns: tuple[Id, ...] = ()
    figures: tuple[Figure, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: tuple[Paper, ...] = ()
    basis: Basis | None = None
    revised: Revision | None = None
    sources: Sources


# --- Clusters and units ----------------------------------------------------------------------


class Term(Interval):
    """A cluster as composed for one emulation year, school year or other span."""

    term: Id
    from_: Annotated[OwnDate, Field(alias="from")]
    label: Text | None = None
    number: Integer | None = None
    lead: Leader | None = None
    deputy: Leader | None = None
    members: tuple[Membership, ...] = ()
    member_note: Text | None = None
    """The members as a source names them where it does not name the units: ``12 quận nội thành``."""
    basis: Basis | None = None
    summary: Text | None = None
    documents: tuple[Paper, ...] = ()
    revised: Revision | None = None
    sources: Sources


class Decision(Record):
    """A decision as papers cite it: number, date and who signed."""

    scalar_key = "number"
    number: Text | None = None
    date: Date | None = None
    signed_by: Text | None = None


class Cluster(Record):
    """A cluster's identity through the years, and its terms."""

    id: Id
    name: Text
    number: Integer | None = None
    owner: Text
    block: Text
    organisation: Text | None = None
    aliases: tuple[Text, ...] = ()
    audience: Audience
    founding: Decision | None = None
    summary: Text | None = None
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    revised: Revision | None = None
    sources: tuple[Source, ...] = ()


class Unit(Interval):
    """A unit from its founding to its end; the same name after a merger is another unit."""

    id: Id
    name: Text
    short: Text | None = None
    aliases: tuple[Text, ...] = ()
    kind: Text | None = None
    parent: Id | None = None
    predecessors: tuple[Id, ...] = ()
    successor: Id | None = None
    audience: Audience = "public"
    revised: Revision | None = None
    sources: tuple[Source, ...] = ()


# --- Pledges ---------------------------------------------------------------------------------


class Signatory(Record):
    """Who signed for a unit, as of that day."""

    scalar_key = "unit"
    unit: Id
    name: Text | None = None
    rank: Text | None = None
    post: Text | None = None


class Result(Record):
    """What a unit reached of a target, as of a day."""

    unit: Id
    value: Text
    as_of: Date
    source: Text


class Target(Record):
    """A measurable promise of a pledge (chỉ tiêu)."""

    id: Id
    article: Id
    text: Text
    comparator: Comparator
    value: Text
    unit: Text | None = None
    baseline: Text | None = None
    assigned_by: Text | None = None
    results: tuple[Result, ...] = ()


class Pledge(Record):
    """The pledge of one term; its articles are the body's ``##`` headings."""

    term: Id
    title: Text
    signed_on: Date | None = None
    event: Text | None = None
    slogan: Text | None = None
    bases: tuple[Text, ...] = ()
    place: Text | None = None
    summary: Boolean = False
    audience: Audience
    results_audience: Audience = "internal"
    signatories: tuple[Signatory, ...] = ()
    targets: tuple[Target, ...] = ()
    documents: tuple[Paper, ...] = ()
    revised: Revision | None = None
    sources: Sources


# --- Scores ----------------------------------------------------------------------------------


class Criterion(Record):
    """An entry of a score table (tiêu chí chấm điểm): scored itself, or a section of what names it as `part_of`."""

    id: Id
    part_of: Id | None = None
    text: Text
    max: PointsText | None = None
    """The most that can be scored, as the paper has it: ``25,5``."""


class ScoreRow(Record):
    """The points of one unit on a score sheet."""

    unit: Id
    points: Annotated[PointsByCriterion, Field(default_factory=Points)]
    note: Text | None = None
    """For those who score; never outside."""

    @property
    def kept_back(self) -> frozenset[str]:
        return frozenset({"note"})


class ScoreSheet(Record):
    """A score sheet (phiếu chấm): who scored, and when."""

    by: Stage
    on: Date | None = None
    scorer: Id | None = None
    """The unit that scored others in a cross-inspection."""
    source: Text | None = None
    rows: Annotated[tuple[ScoreRow, ...], Field(min_length=1)]


class ScoreAdjustment(Record):
    """Points given to a unit or taken from it beside the score table (điểm thưởng, điểm phạt)."""

    unit: Id
    kind: AdjustmentKind
    points: PointsText
    """Without a sign; `kind` says which way."""
    reason: Text
    on: Date | None = None
    source: Text | None = None


class Vote(Record):
    """The votes that a unit had in a ballot."""

    unit: Id
    votes: Integer


class Ballot(Record):
    """A ballot of the members (bỏ phiếu): what decides where totals do not."""

    on: Date | None = None
    voters: Integer | None = None
    secret: Boolean | None = None
    source: Text | None = None
    votes: tuple[Vote, ...] = ()


class RankedUnit(Record):
    """A unit's rank, and its total, as announced; units of equal rank are tied (đồng hạng)."""

    unit: Id
    rank: Integer
    points: PointsText | None = None


class Proposal(Record):
    """What a unit is proposed for (suy tôn, đề nghị)."""

    unit: Id
    title: Text


class ScoreAnnouncement(Record):
    """What of the scores was made known outside, and when."""

    what: Announced
    on: Date | None = None
    event: Text | None = None
    """The event at which it was, as ``2024/tong-ket``."""


class Scores(Record):
    """The scoring and ranking of one term: score table, sheets, adjustments, ballot, ranking and proposals."""

    term: Id
    audience: Audience = "internal"
    announced: ScoreAnnouncement | None = None
    criteria: tuple[Criterion, ...] = ()
    sheets: tuple[ScoreSheet, ...] = ()
    adjustments: tuple[ScoreAdjustment, ...] = ()
    ballot: Ballot | None = None
    ranking: tuple[RankedUnit, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    revised: Revision | None = None
    sources: Sources

    @property
    def kept_back(self) -> frozenset[str]:
        """What was not announced; ballot and proposals never are by it."""
        never = {"ballot", "proposals"}
        match self.announced.what if self.announced else None:
            case "chi-tiet":
                return frozenset(never)
            case "tong-diem":
                return frozenset({*never, "criteria", "sheets", "adjustments"})
            case "xep-hang":
                return frozenset({*never, "criteria", "sheets", "adjustments", "points"})
        return frozenset(type(self).model_fields)


# --- Commemorations and campaigns ------------------------------------------------------------


class FormerName(Interval):
    """A name a commemoration had for a time."""

    scalar_key = "name"
    name: Text


class Edition(Interval):
    """One holding of something that is numbered, not counted in years."""

    from_: Annotated[OwnDate | None, Field(alias="from")] = None
    number: Text
    label: Text | None = None
    term: Text | None = None


class DayOfYear(Record):
    """A day of every year."""

    month: Integer
    day: Integer


class Commemoration(Record):
    """A day, period or gathering kept in memory or held again and again."""

    id: Id
    name: Text
    kind: CommemorationKind
    origin: Date | None = None
    month: Integer | None = None
    day: Integer | None = None
    to: DayOfYear | None = None
    lunar: DayOfYear | None = None
    observed_from: Date | None = None
    recognised_by: Text | None = None
    recognised_on: Date | None = None
    names: tuple[FormerName, ...] = ()
    regime: Regime
    editions: tuple[Edition, ...] = ()
    summary: Text | None = None
    aliases: tuple[Text, ...] = ()
    audience: Audience = "public"
    revised: Revision | None = None
    """When an editor last corrected the record; subscribed calendars take the change over."""
    sources: Sources

    @model_validator(mode="before")
    @classmethod
    def _lunar_day(cls, value: Any) -> Any:
        """``kind: lunar`` with ``month`` and ``day`` means the lunar month and day."""
        if isinstance(value, dict) and value.get("kind") == "lunar" and "lunar" not in value:
            moved = {key: value[key] for key in ("month", "day") if key in value}
            kept = {key: item for key, item in value.items() if key not in moved}
            return {**kept, "lunar": moved} if moved else kept
        return value

    @model_validator(mode="after")
    def _day_exists(self) -> Self:
        longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
        for day, most in ((self.lunar, 30), (self.to, 30 if self.lunar else 31), (self, 31)):
            if day is None or day.month is None:
                continue
            limit = most if most == 30 else longest.get(day.month, 31)
            number = 1 if day.day is None else day.day
            if not 1 <= day.month <= 12 or not 1 <= number <= limit:
                raise PydanticCustomError("E306", "E306", {"value": f"{day.day}/{day.month}"})
        if self.kind == "lunar" and self.lunar is None:
            raise PydanticCustomError("E318", "E318", {"kind": self.kind, "key": "lunar"})
        if self.kind in {"fixed", "period"} and not (self.month or self.origin or self.lunar):
            raise PydanticCustomError("E318", "E318", {"kind": self.kind, "key": "month"})
        return self


class Phase(Interval):
    """A dated stretch of a campaign."""

    from_: Annotated[OwnDate, Field(alias="from")]
    theme: Text | None = None
    commemoration: Id | None = None


class Campaign(Record):
    """An emulation movement (phong trào) or a special drive within one."""

    id: Id
    name: Text
    slogan: Text | None = None
    summary: Text | None = None
    phases: tuple[Phase, ...] = ()
    clusters: tuple[Id, ...] = ()
    documents: tuple[Paper, ...] = ()
    aliases: tuple[Text, ...] = ()
    audience: Audience = "public"
    revised: Revision | None = None
    sources: Sources


# --- Moved pages -----------------------------------------------------------------------------


class Redirect(Record):
    """An address readers may still have, and where its page is now."""

    from_: Annotated[Address, Field(alias="from")]
    to: Address


RECORDS: tuple[type[Record], ...] = (
    Event,
    Cluster,
    Unit,
    Pledge,
    Scores,
    Commemoration,
    Campaign,
    Redirect,
)
"""The records that are files or entries of registers; the others are parts of these."""

"""Record classes as forms: fields with their values, and what a form that comes back says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from pydantic_core import PydanticCustomError

from thidua.desk.score_grid import KEY, RowKeys, posted_ids, posted_rows
from thidua.editing.template import Field, fields_of
from thidua.locale import phrase, strings
from thidua.reading.fields import COMPARATORS, NOT_SCORED, parse_date
from thidua.reading.records import (
    Campaign,
    Cluster,
    Commemoration,
    Criterion,
    Event,
    Pledge,
    Scores,
    ScoreSheet,
    Unit,
)

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from thidua.editing.yaml_text import Item
    from thidua.reading.base import Record
    from thidua.reading.sector import Sector
    from thidua.reading.simple_yaml import Value

    Posted: TypeAlias = "MultiDict[str, str]"

Widget: TypeAlias = Literal[
    "text", "long", "lines", "choice", "choices", "pick", "picks", "day", "days", "rows", "group"
]
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")
BLANK = "__n__"
"""Stands for the number of a row that is not there yet."""
MAX_ROWS = 300

SECTIONS: Mapping[type[Record], Sequence[tuple[str, Sequence[str]]]] = {
    Event: (
        ("what", ("title", "date", "time", "kinds", "clusters", "summary", "place", "host")),
        ("text", ()),
        ("photos", ("photos",)),
        ("people", ("officials", "units")),
        ("facts", ("figures", "awards")),
        ("days", ("commemorations", "campaigns")),
        ("sources", ("sources", "documents", "basis")),
        ("publishing", ("audience", "status", "publish_on", "revised")),
    ),
    Cluster: (
        ("what", ("id", "name", "number", "owner", "block", "organisation", "aliases", "summary")),
        ("terms", ("terms",)),
        ("sources", ("founding", "sources")),
        ("publishing", ("audience", "revised")),
    ),
    Pledge: (
        ("what", ("term", "title", "signed_on", "event", "slogan", "bases", "place", "summary")),
        ("text", ()),
        ("people", ("signatories",)),
        ("facts", ("targets",)),
        ("sources", ("sources", "documents")),
        ("publishing", ("audience", "results_audience", "revised")),
    ),
    Scores: (
        ("what", ("term",)),
        ("table", ("criteria",)),
        ("points", ("sheets",)),
        ("adjusted", ("adjustments", "ballot")),
        ("ranking", ("ranking", "proposals")),
        ("sources", ("sources",)),
        ("publishing", ("announced", "audience", "revised")),
    ),
    Unit: (
        ("what", ("id", "name", "short", "aliases", "kind", "parent")),
        ("time", ("from", "to", "predecessors", "successor")),
        ("sources", ("sources",)),
        ("publishing", ("audience", "revised")),
    ),
    Commemoration: (
        (
            "what",
            (
                "id",
                "name",
                "kind",
                "origin",
                "month",
                "day",
                "lunar",
                "to",
                "regime",
                "summary",
                "aliases",
            ),
        ),
        ("time", ("observed_from", "recognised_by", "recognised_on", "names", "editions")),
        ("sources", ("sources",)),
        ("publishing", ("audience", "revised")),
    ),
    Campaign: (
        ("what", ("id", "name", "slogan", "summary", "aliases", "clusters")),
        ("time", ("phases",)),
        ("sources", ("sources", "documents")),
        ("publishing", ("audience", "revised")),
    ),
}
"""The parts of a form and their fields; ``text`` holds the body."""
_PICKED = {
    "Event.clusters": "clusters", "Event.host": "units", "Event.units": "units", "Event.campaigns": "campaigns",
    "CommemorationRef.id": "commemorations", "Award.to": "units", "Signatory.unit": "units", "Result.unit": "units",
    "Pledge.event": "events", "Cluster.owner": "units", "Leader.unit": "units", "Membership.unit": "units",
    "Unit.parent": "units", "Unit.predecessors": "units", "Unit.successor": "units", "Campaign.clusters": "clusters",
    "Phase.commemoration": "commemorations", "Cluster.block": "blocks", "Cluster.organisation": "organisations",
    "Unit.kind": "unit_kinds", "ScoreSheet.scorer": "units", "ScoreSheet.rows": "units", "ScoreAdjustment.unit": "units",
    "Vote.unit": "units", "RankedUnit.unit": "units", "Proposal.unit": "units", "ScoreAnnouncement.event": "events",
    "Criterion.part_of": "criteria",
}  # fmt: skip
"""Fields that name other records or ready codes, and the list they are picked from; criteria are those of the form."""
_LABEL_GROUPS = {
    "Event.kinds": "kind", "Award.status": "award", "Source.confidence": "confidence", "Basis.date": "basis",
    "Basis.clusters": "basis", "Basis.lead": "basis", "Basis.deputy": "basis", "Basis.members": "basis",
    "Membership.basis": "basis", "Paper.kind": "paper", "Commemoration.regime": "regime",
}  # fmt: skip
"""Closed fields whose values have labels of the site; the others have those of the desk."""
_LONG = frozenset({"summary", "alt", "caption", "note", "text", "slogan", "decision"})
_YES_OR_NO = frozenset({"Revision.minor", "Pledge.summary", "Ballot.secret"})
_FIRST: Mapping[type[Record], Sequence[str]] = {Criterion: ("text", "max", "part_of")}
"""Fields that people write before those that stand before them in files."""
_MADE = {"ScoreSheet.rows": "units", "Criterion.id": "criterion"}
"""Fields whose value other parts of the form tell, too."""
_KEYED = frozenset({"Scores.criteria", "Scores.sheets"})
"""Lists whose rows the grid of points knows by a key."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field as a form shows it."""

    name: str
    """In the form: ``officials.0.name``."""
    widget: Widget
    label: str
    help: str
    example: str
    required: bool
    value: str = ""
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    source: str = ""
    """The list it is picked from."""
    rows: tuple[tuple[FormField, ...], ...] = ()
    """Each with its fields; a group has one."""
    blank: tuple[FormField, ...] = ()
    """The fields of a row to be added, with `BLANK` for its number."""
    photos: bool = False
    papers: bool = False
    """Whether PDF files can be dropped there."""
    key: str = ""
    """The field that says which row of a list one is; empty where nothing asks."""

    @property
    def given(self) -> bool:
        return bool(self.value or self.values or self.rows)


def form_fields(
    cls: type[Record], values: Mapping[str, Item], lang: str, sector: Sector, prefix: str = ""
) -> tuple[FormField, ...]:
    """The fields of a record with its values, which are `canonical`."""
    first = _FIRST.get(cls, ())
    fields = sorted(fields_of(cls), key=lambda f: first.index(f.key) if f.key in first else len(first))  # fmt: skip
    return tuple(
        _with_value(_empty_field(field, lang, sector, prefix), field, values, lang, sector)
        for field in fields
    )


def _empty_field(field: Field, lang: str, sector: Sector, prefix: str) -> FormField:
    whole, name = f"{field.owner}.{field.key}", f"{prefix}{field.key}"
    words = strings(lang, "desk")
    return FormField(
        name=name,
        widget=_widget(field),
        label=_label(field, lang),
        help=words.get(f"help:{whole}", strings(lang, "fields").get(whole, "")),
        example=_example(field),
        required=field.required,
        choices=_choices(field, lang, sector),
        source=_PICKED.get(whole, ""),
        photos=whole == "Event.photos",
        papers=field.key == "documents",
        key=KEY if whole in _KEYED else "",
    )


def _label(field: Field, lang: str) -> str:
    words = strings(lang, "desk")
    label: str = words.get(f"label:{field.owner}.{field.key}") or words[f"label:{field.key}"]
    return label


def _with_value(
    shown: FormField, field: Field, values: Mapping[str, Item], lang: str, sector: Sector
) -> FormField:
    value = values.get(field.key)
    match shown.widget:
        case "days":
            parts = value if isinstance(value, Mapping) else {}
            ends = tuple(str(parts.get(key, "")) for key in ("from", "to"))
            shown_ends = tuple(map(_shown_day, ends))
            return replace(shown, values=shown_ends if ends[0] != ends[1] else (shown_ends[0], ""))
        case "day":
            return replace(shown, value=_shown_day("" if value is None else str(value)))
        case "rows" | "group":
            return _with_rows(shown, field, value, lang, sector)
        case "picks" | "choices":
            # Of the rows of a score sheet the units are picked; their points stand in the grid.
            names = (one["unit"] if isinstance(one, Mapping) else one for one in _list(value))
            return replace(shown, values=tuple(map(str, names)))
        case "lines":
            return replace(shown, value="\n".join(map(str, _list(value))))
        case _:
            return replace(shown, value="" if value is None else str(value))


def _with_rows(
    shown: FormField, field: Field, value: Item | None, lang: str, sector: Sector
) -> FormField:
    assert field.record is not None
    cls = field.record
    if shown.widget == "group":
        own = cast("Mapping[str, Item]", value or {})
        return replace(shown, rows=(form_fields(cls, own, lang, sector, f"{shown.name}."),))
    items = [cast("Mapping[str, Item]", item) for item in _list(value)]
    return replace(
        shown,
        rows=tuple(
            form_fields(cls, item, lang, sector, f"{shown.name}.{n}.")
            for n, item in enumerate(items)
        ),
        blank=form_fields(cls, {}, lang, sector, f"{shown.name}.{BLANK}."),
    )


def _widget(field: Field) -> Widget:
    whole = f"{field.owner}.{field.key}"
    if whole == "Event.date":
        return "days"
    if whole in _PICKED:
        return "picks" if field.many else "pick"
    if field.record is not None:
        return "rows" if field.many else "group"
    if field.choices or whole in _YES_OR_NO or whole == "Target.comparator":
        return "choices" if field.many else "choice"
    if field.many:
        return "lines"
    if field.day:
        return "day"
    return "long" if field.key in _LONG else "text"


def _choices(field: Field, lang: str, sector: Sector) -> tuple[tuple[str, str], ...]:
    whole = f"{field.owner}.{field.key}"
    labels = sector.labels(lang)
    if whole == "Target.comparator":
        return tuple((code, f"{code}  {labels[f'comparator:{code}']}") for code in COMPARATORS)
    if whole in _YES_OR_NO:
        return tuple((code, phrase(lang, f"desk.choice:{code}")) for code in ("true", "false"))
    group = _LABEL_GROUPS.get(whole)
    return tuple(
        (code, labels[f"{group}:{code}"] if group else phrase(lang, f"desk.choice:{code}"))
        for code in field.choices
    )


def _example(field: Field) -> str:
    """An invented value, where the field takes one on one line."""
    value = field.example.rstrip().partition(": ")[2]
    if field.record is not None or "\n" in value or value[:1] in {"", "[", "{", "…"}:
        return ""
    return value.strip("\"'")


def _list(value: Item | None) -> list[Item]:
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


# --- Values of a file, and of a form --------------------------------------------------------------


def canonical(cls: type[Record], value: Value | Item) -> dict[str, Item]:
    """The values of a record without shorthands and empty ones, as a form that was not touched would say them."""
    given: Mapping[str, Item] = {}
    if isinstance(value, Mapping):
        given = value
    elif isinstance(value, str) and cls.scalar_key and value.strip():
        given = {cls.scalar_key: value}
    found: dict[str, Item] = {}
    for field in fields_of(cls):
        part = _canonical_part(field, given.get(field.key))
        if part:
            found[field.key] = part
    return found


def _canonical_part(field: Field, value: Item | None) -> Item | None:
    if value is None or value == "":
        return None
    if f"{field.owner}.{field.key}" == "Event.date":
        ends = value if isinstance(value, Mapping) else {"from": value, "to": value}
        return {key: str(ends[key]).strip() for key in ("from", "to") if ends.get(key)}
    if field.record is not None:
        cls = field.record
        if field.many:
            return [item for one in _list(value) if (item := canonical(cls, one))]
        return canonical(cls, value)
    if field.many:
        return [" ".join(str(one).split()) for one in _list(value) if str(one).strip()]
    if isinstance(value, Mapping):
        return {key: text for key, one in value.items() if (text := " ".join(str(one).split())) not in NOT_SCORED}  # fmt: skip
    return " ".join(value.split()) if isinstance(value, str) else str(value)


def posted_values(cls: type[Record], posted: Posted, prefix: str = "") -> dict[str, Item]:
    """What a form says, `canonical`: what was left empty is not there."""
    found: dict[str, Item] = {}
    for field in fields_of(cls):
        value = _posted(field, posted, f"{prefix}{field.key}")
        part = _canonical_part(field, value)
        if part:
            found[field.key] = part
    return found


def _posted(field: Field, posted: Posted, name: str) -> Item:
    row = name.removesuffix(field.key)
    match _MADE.get(f"{field.owner}.{field.key}") or _widget(field):
        case "units":
            return posted_rows(posted, row)
        case "criterion":
            return posted_ids(posted).get(posted.get(f"{row}{KEY}", ""), posted.get(name, ""))
        case "days":
            first, last = (_day(posted.get(f"{name}.{key}", "")) for key in ("from", "to"))
            return {"from": first, "to": last or first} if first or last else ""
        case "rows":
            assert field.record is not None
            return [posted_values(field.record, posted, f"{name}.{n}.") for n in _rows(posted, name)]  # fmt: skip
        case "group":
            assert field.record is not None
            return posted_values(field.record, posted, f"{name}.")
        case "picks" | "choices":
            return list(dict.fromkeys(posted.getlist(name)))
        case "lines":
            return posted.get(name, "").splitlines()
        case widget:
            text = posted.get(name, "")
            return _day(text) if widget == "day" else text


def row_keys(posted: Posted) -> RowKeys:
    """The keys of what a form of scores says of criteria and sheets, without its empty rows."""

    def keys(name: str, cls: type[Record]) -> tuple[str, ...]:
        return tuple(
            posted.get(f"{name}.{n}.{KEY}", "")
            for n in _rows(posted, name)
            if posted_values(cls, posted, f"{name}.{n}.")
        )

    return RowKeys(keys("criteria", Criterion), keys("sheets", ScoreSheet))


def _rows(posted: Posted, name: str) -> list[str]:
    """The numbers of the rows of a list, in the order of the form."""
    numbers: dict[str, None] = {}
    for key in posted:
        if key.startswith(f"{name}."):
            number = key[len(name) + 1 :].partition(".")[0]
            if number.isdecimal():
                numbers[number] = None
    return list(numbers)[:MAX_ROWS]


def _day(text: str) -> str:
    """A date as files have it, from whatever spelling the check would know; other texts as they are."""
    try:
        return str(parse_date(text))
    except PydanticCustomError as error:
        near = (error.context or {}).get("near", "")
        return near if near and near[0].isdigit() else text.strip()


def _shown_day(text: str) -> str:
    """A date of a file as people write one, `_day` backwards: ``2024-03-14`` → ``14/03/2024``."""
    return "/".join(reversed(text.split("-"))) if _ISO.fullmatch(text) else text


def is_day(name: str) -> bool:
    """Whether a field of a form may hold a date, by its name."""
    return name.rpartition(".")[2] in _day_keys()


@cache
def _day_keys() -> frozenset[str]:
    parts = list(SECTIONS)
    for cls in parts:
        parts += [f.record for f in fields_of(cls) if f.record and f.record not in parts]
    return frozenset({"from", "to", *(f.key for cls in parts for f in fields_of(cls) if f.day)})


def label_of(cls: type[Record], name: str, lang: str) -> str:
    """What a form calls a field, by its name: ``photos.0.alt`` → ``Mô tả ảnh``; empty for what is none."""
    key, _, rest = name.partition(".")
    field = next((field for field in fields_of(cls) if field.key == key), None)
    if field is None:
        return ""
    inner = rest.partition(".")[2] if field.many else rest
    if field.record is not None and inner:
        return label_of(field.record, inner, lang)
    return _label(field, lang)


def changes(
    cls: type[Record], before: Mapping[str, Value], values: Mapping[str, Item]
) -> dict[str, Item | None]:
    """What a form changes of the values of a file; None takes a key out. What it left alone stays as it was written."""
    old = canonical(cls, before)
    found: dict[str, Item | None] = {}
    for field in fields_of(cls):
        new = values.get(field.key)
        if new == old.get(field.key):
            continue
        found[field.key] = None if new is None else as_written(field, new, before.get(field.key))
    return found


def as_written(field: Field, new: Item, before: Value | Item | None = None) -> Item:
    """A canonical value as a file has it: shorthands where it had them, a single day as one date."""
    if f"{field.owner}.{field.key}" == "Event.date" and isinstance(new, Mapping):
        return new["from"] if new.get("from") == new.get("to") else new
    if isinstance(new, Mapping) and field.record is None and isinstance(before, Mapping):
        # Who wrote down that something is not scored has it so.
        empty = {key: one for key, one in before.items() if one in NOT_SCORED and key not in new}
        return {key: {**new, **empty}[key] for key in (*before, *new) if key in new or key in empty}
    if field.record is None:
        return new
    if not field.many:
        return _record_as_written(field.record, cast("Mapping[str, Item]", new), before)
    old = _list(before)
    kept = [canonical(field.record, item) for item in old]
    made: list[Item] = []
    for n, item in enumerate(cast("Sequence[Mapping[str, Item]]", new)):
        same = next((k for k, known in enumerate(kept) if known == item), None)
        if same is not None:
            made.append(old[same])
        elif set(item) == {field.record.scalar_key} and all(isinstance(one, str) for one in old) and old:  # fmt: skip
            made.append(item[field.record.scalar_key or ""])
        else:
            made.append(_record_as_written(field.record, item, old[n] if n < len(old) else None))
    return made


def _record_as_written(
    cls: type[Record], new: Mapping[str, Item], before: Value | Item | None
) -> Item:
    if isinstance(before, str) and set(new) == {cls.scalar_key}:
        return new[cls.scalar_key or ""]
    old = before if isinstance(before, Mapping) else {}
    known = canonical(cls, old)
    made: dict[str, Item] = {}
    for field in fields_of(cls):
        if field.key not in new:
            continue
        same = field.key in old and known.get(field.key) == new[field.key]
        made[field.key] = old[field.key] if same else as_written(field, new[field.key], old.get(field.key))  # fmt: skip
    return made


def written_values(cls: type[Record], values: Mapping[str, Item]) -> dict[str, Item]:
    """The values of a new file."""
    return {f.key: as_written(f, values[f.key]) for f in fields_of(cls) if f.key in values}

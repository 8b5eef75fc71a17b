"""Points as a grid to type in: criteria down, the units of each score sheet across, and what they add up to.

A cell is named by the keys of its sheet and its criterion, which are those of their rows in the form and stay when a row is
moved or a criterion gets another id; where it belongs in the file is told beside it, for what the check says of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, cast

from thidua.campaign.scores import scored_criteria, section_ids, sections_above
from thidua.dates import PartialDate, short
from thidua.editing.criterion_ids import criterion_ids
from thidua.editing.importing.score_rows import is_blank, points
from thidua.locale import phrase
from thidua.pledges.values import format_number
from thidua.reading.fields import Points
from thidua.reading.records import Criterion, ScoreAdjustment, ScoreRow, Scores, ScoreSheet
from thidua.scoring.totals import computed_ranks, maxima, unit_scores

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from thidua.campaign.site import Site
    from thidua.editing.yaml_text import Item
    from thidua.scoring.totals import UnitScores

    Posted: TypeAlias = "MultiDict[str, str]"
    Part: TypeAlias = Mapping[str, Item]

CELL, NOTE, SUM = "diem", "ghi-chu", "tong"
"""What the names of cells, notes and sums begin with."""
KEY = "o"
"""The field of a row that says which one it is, wherever it is moved."""
_OTHER = "~"
"""Begins the key of what the score table does not have, and stands before the number of a unit's second row on a sheet."""
_CRITERION = re.compile(rf"criteria\.(\d+)\.{KEY}\Z")


# --- What a form says --------------------------------------------------------------------------


def posted_ids(posted: Posted) -> dict[str, str]:
    """The ids of the criteria by their keys; of one without an id that which its words give."""
    rows = [match[1] for key in posted if (match := _CRITERION.fullmatch(key))]
    given = [posted.get(f"criteria.{n}.id", "").strip() for n in rows]
    words = [posted.get(f"criteria.{n}.text", "") for n in rows]
    made = criterion_ids([t if not id_ else "" for t, id_ in zip(words, given, strict=True)], given)
    keys = [posted[f"criteria.{n}.{KEY}"] for n in rows]
    ids = (id_ or (new if text.strip() else "") for id_, new, text in zip(given, made, words, strict=True))  # fmt: skip
    return dict(zip(keys, ids, strict=True))


def posted_rows(posted: Posted, sheet: str) -> list[Item]:
    """The rows of a sheet: its units with the points and the note of their columns. ``sheet`` is as ``sheets.0.``."""
    key = posted.get(f"{sheet}{KEY}", "")
    ids = posted_ids(posted)
    begin = f"{CELL}.{key}."
    given: dict[str, dict[str, Item]] = {}
    for name in posted:
        if name.startswith(begin):
            column, _, criterion = name[len(begin) :].partition(".")
            id_ = criterion[1:] if criterion.startswith(_OTHER) else ids.get(criterion, "")
            if id_ and (said := typed_points(posted[name])):
                given.setdefault(column, {})[id_] = said
    rows: list[Item] = []
    units = [unit for unit in posted.getlist(f"{sheet}rows") if unit]
    for column, unit in zip(column_ids(units), units, strict=True):
        own = given.get(column, {})
        in_order = {id_: own[id_] for id_ in (*ids.values(), *own) if id_ in own}
        row: dict[str, Item] = {"unit": unit, "points": in_order}
        rows.append({**row, "note": posted.get(f"{NOTE}.{key}.{column}", "")})
    return rows


def typed_points(text: str) -> str:
    """Points as a file has them: a decimal comma, nothing for what says that nothing was scored; other words as they are."""
    text = " ".join(text.split())
    if is_blank(text):
        return ""
    return (points(text) or text) if "." in text else text


def column_ids(units: Sequence[str]) -> list[str]:
    """The unit of each column, numbered where a sheet has it again."""
    return [
        unit if (n := units[:at].count(unit)) == 0 else f"{unit}{_OTHER}{n + 1}"
        for at, unit in enumerate(units)
    ]


# --- The grid ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A unit on a sheet."""

    id: str
    """``0.ca-mau``: the key of the sheet and the unit."""
    unit: str
    name: str
    place: str
    """In the file: ``sheets.0.rows.1``."""
    note: str


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A sheet with its columns."""

    heading: str
    columns: tuple[GridColumn, ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A place for points; without a name a section's sum is shown there."""

    name: str
    value: str
    place: str
    label: str
    sum: str
    """The name of the sum that is shown; empty for a cell that is typed in."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A criterion or a section."""

    text: str
    depth: int
    max: str
    is_section: bool
    is_known: bool
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a unit, as far as it is scored."""

    unit: str
    scored: str
    missing: int
    bonus: str
    penalty: str
    total: str
    """Empty while something is not scored."""
    rank: int | None
    """That follows from the totals of all that have one."""


@dataclass(frozen=True, slots=True)
class ScoreGrid:
    """All sheets of the scores of a term in one grid."""

    sheets: tuple[GridSheet, ...]
    lines: tuple[GridLine, ...]
    sums: Mapping[str, str]
    """By their names, in words."""
    standings: tuple[Standing, ...]

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        return tuple(column for sheet in self.sheets for column in sheet.columns)


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The keys of the rows of a form, in the order of what the file has."""

    criteria: tuple[str, ...]
    sheets: tuple[str, ...]


def score_grid(values: Part, keys: RowKeys | None, site: Site, lang: str) -> ScoreGrid:
    """The grid of the values of a form; without ``keys`` rows are known by their numbers."""
    scores = _scores(values)
    keys = keys or RowKeys(
        tuple(map(str, range(len(_parts(values, "criteria"))))),
        tuple(map(str, range(len(scores.sheets)))),
    )
    sheets = tuple(_sheet(scores, n, keys.sheets[n], site, lang) for n in range(len(scores.sheets)))
    by_id = {
        str(part.get("id", "")): key
        for part, key in zip(_parts(values, "criteria"), keys.criteria, strict=True)
    }
    lines = tuple(_lines(scores, sheets, by_id))
    return ScoreGrid(sheets, lines, dict(_sums(scores, sheets, by_id, lang)), tuple(_standings(scores, site)))  # fmt: skip


def _parts(values: Part, key: str) -> list[Part]:
    return [part for part in cast("Sequence[Part]", values.get(key, ())) if isinstance(part, Mapping)]  # fmt: skip


def _scores(values: Part) -> Scores:
    """What a form says so far as a record that nobody has checked: what is reckoned with is there, be it empty."""

    def text(part: Part, key: str) -> str:
        return str(part.get(key, ""))

    def row(part: Part) -> ScoreRow:
        given = cast("Part", part.get("points") or {})
        return ScoreRow.model_construct(
            unit=text(part, "unit"), points=Points((k, str(v)) for k, v in given.items()), note=text(part, "note")
        )  # fmt: skip

    return Scores.model_construct(
        criteria=tuple(
            Criterion.model_construct(
                id=text(c, "id"), part_of=text(c, "part_of") or None, text=text(c, "text"), max=text(c, "max") or None
            )
            for c in _parts(values, "criteria")
        ),
        sheets=tuple(
            ScoreSheet.model_construct(
                by=text(s, "by") or "cum", on=text(s, "on"), scorer=text(s, "scorer"), source=None,
                rows=tuple(map(row, _parts(s, "rows"))),
            )
            for s in _parts(values, "sheets")
        ),
        adjustments=tuple(
            ScoreAdjustment.model_construct(unit=text(a, "unit"), kind=text(a, "kind"), points=text(a, "points"))
            for a in _parts(values, "adjustments")
        ),
        ballot=None, ranking=(), proposals=(),
    )  # fmt: skip


def _sheet(scores: Scores, n: int, key: str, site: Site, lang: str) -> GridSheet:
    sheet = scores.sheets[n]
    ids = column_ids([row.unit for row in sheet.rows])
    heading = [phrase(lang, f"desk.choice:{sheet.by}")]
    heading += [_unit_name(site, sheet.scorer)] if sheet.scorer else []
    heading += [_day(str(sheet.on), lang)] if sheet.on else []
    columns = (
        GridColumn(f"{key}.{ids[r]}", row.unit, _unit_name(site, row.unit), f"sheets.{n}.rows.{r}", row.note or "")
        for r, row in enumerate(sheet.rows)
    )  # fmt: skip
    return GridSheet(", ".join(heading), tuple(columns))


def _day(text: str, lang: str) -> str:
    try:
        return short(PartialDate.parse(text), lang)
    except ValueError:
        return text


def _unit_name(site: Site, unit: str) -> str:
    return (site.unit(unit).short or site.unit(unit).name) if unit in site.units else unit


def _lines(scores: Scores, sheets: Sequence[GridSheet], keys: Mapping[str, str]) -> list[GridLine]:
    """The score table, and below it what points are given for that is not in it."""
    sections = section_ids(scores)
    most = maxima(scores)
    rows = [row for sheet in scores.sheets for row in sheet.rows]
    columns = [column for sheet in sheets for column in sheet.columns]
    found = []
    for c in scores.criteria:
        is_section = c.id in sections and not any(row.points.get(c.id) for row in rows)
        highest = most.get(c.id)
        cells = tuple(
            _cell(column, row, c.id, keys[c.id], c.text, is_section=is_section)
            for column, row in zip(columns, rows, strict=True)
        )
        shown = format_number(highest) if highest is not None else c.max or ""
        depth = len(sections_above(scores, c.id))
        found.append(GridLine(c.text, depth, shown, c.id in sections, is_known=True, cells=cells))
    for id_ in dict.fromkeys(id_ for row in rows for id_ in row.points if id_ not in keys):
        cells = tuple(
            _cell(column, row, id_, f"{_OTHER}{id_}", id_, is_section=False)
            for column, row in zip(columns, rows, strict=True)
        )
        found.append(GridLine(id_, 0, "", is_section=False, is_known=False, cells=cells))
    return found


def _cell(
    column: GridColumn, row: ScoreRow, id_: str, key: str, text: str, *, is_section: bool
) -> GridCell:
    name, place = f"{CELL}.{column.id}.{key}", f"{column.place}.points.{id_}"
    if is_section:
        return GridCell("", "", place, "", f"{SUM}.{column.id}.{key}")
    return GridCell(name, row.points.get(id_) or "", place, f"{text}, {column.name}", "")


# --- What it adds up to ------------------------------------------------------------------------


def _sums(
    scores: Scores, sheets: Sequence[GridSheet], keys: Mapping[str, str], lang: str
) -> list[tuple[str, str]]:
    """The sums of columns and, in each, of sections, as far as they are scored."""
    leaves = [c.id for c in scored_criteria(scores)]
    below = {
        section: [id_ for id_ in leaves if section in sections_above(scores, id_)]
        for section in section_ids(scores)
        if section in keys
    }
    found = []
    for sheet, shown in zip(scores.sheets, sheets, strict=True):
        for row, column in zip(sheet.rows, shown.columns, strict=True):
            alone = sheet.model_copy(update={"rows": (row,)})
            parts = scores.model_copy(update={"sheets": (alone,), "adjustments": ()})
            [unit] = unit_scores(parts)
            found.append((f"{SUM}.{column.id}", _sum(unit, leaves, lang)))
            found += [
                (f"{SUM}.{column.id}.{keys[section]}", _sum(unit, ids, lang))
                for section, ids in below.items()
            ]
    return found


def _sum(unit: UnitScores, criteria: Sequence[str], lang: str) -> str:
    """What is scored of some criteria, and how many are not."""
    given = [unit.points.get(id_) for id_ in criteria]
    total = _total(given)
    missing = sum(number is None for number in given)
    if missing == len(given):
        return "–"
    shown = format_number(total)
    return phrase(lang, "desk.sum_so_far", sum=shown, count=missing) if missing else shown


def _total(numbers: Sequence[Decimal | None]) -> Decimal:
    return sum((number for number in numbers if number is not None), Decimal(0))


def _standings(scores: Scores, site: Site) -> list[Standing]:
    """Every unit of the sheets with what counts for it."""
    units = unit_scores(scores)
    ranks = computed_ranks(units)
    return [
        Standing(
            _unit_name(site, unit.unit),
            format_number(_total([*unit.points.values()])) if len(unit.missing) < len(unit.points) else "",
            len(unit.missing),
            format_number(unit.bonus) if unit.bonus else "",
            format_number(unit.penalty) if unit.penalty else "",
            format_number(unit.total) if unit.total is not None else "",
            ranks.get(unit.unit),
        )
        for unit in units
        if unit.unit
    ]  # fmt: skip

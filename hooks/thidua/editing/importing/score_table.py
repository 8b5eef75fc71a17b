"""A grid of texts → a score table: criteria with what each gives at most, and points by unit and stage.

Offices type criteria as rows and units as columns, or the other way round; both are one after turning. What a
cell is follows from the headings above and beside it, never from where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from thidua.editing.importing import score_rows as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from thidua.editing.importing.spreadsheets import Sheet, SheetCell

_HEADING_ROWS = 3
"""Rows above and below the names of units in which stages may stand."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ReadCriterion:
    """A row of the table that is scored, or a section of such rows."""

    text: str
    number: str
    max: str
    """As Vietnamese writes it; empty where the table does not say."""
    part_of: int | None
    """The section, by its place among the criteria."""
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class ReadPoints:
    """What a cell holds for a criterion or another row, a unit and a stage."""

    heading: str
    """The unit as written."""
    stage: str
    """Empty where no heading says it."""
    text: str
    cell: SheetCell


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of points."""

    label: str
    points: tuple[ReadPoints, ...]
    criterion: int | None = None
    kind: str = ""
    """As `score_rows.kind_of_row`."""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """What was read of one sheet."""

    sheet: Sheet
    prose: tuple[str, ...]
    """The lines above and below the table."""
    headings: tuple[str, ...]
    """Units as written, in the order of the table."""
    criteria: tuple[ReadCriterion, ...]
    rows: tuple[ReadRow, ...]
    left_rows: tuple[str, ...] = ()
    """Rows of the table that are no criterion, and that nothing was made of."""
    left_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with criteria going down and units across."""

    rows: tuple[tuple[SheetCell, ...], ...]
    heading: int
    """The row with the names of units."""
    prose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a grid are for."""

    units: Mapping[int, tuple[str, str]]
    """Unit and stage."""
    text: int
    number: int | None
    group: int | None
    stage: int | None
    maximum: int | None
    begin: int
    """The first row below the headings."""
    left: tuple[str, ...]


@dataclass(slots=True)
class _Line:
    """A row of a grid below the headings."""

    sign: str
    text: str
    max: str
    group: str
    stage: str
    points: list[ReadPoints]
    merged: bool
    level: int = 0
    kind: str = field(default="")

    @property
    def is_of_table(self) -> bool:
        """Whether a number or a word of tables stands in a row; below the last such row there are notes and signatures."""
        return bool(self.kind or self.max) or any(words.points(p.text) is not None for p in self.points)  # fmt: skip

    @property
    def is_scored(self) -> bool:
        return bool(self.max) or any(not words.is_blank(p.text) or p.text for p in self.points)


def read_table(sheet: Sheet, is_unit: Callable[[str], bool]) -> ScoreTable | None:
    """The score table of a sheet; None where it has none. ``is_unit`` knows the names of units."""
    grid = _oriented(sheet, is_unit)
    columns = _columns(grid, is_unit) if grid else None
    if grid is None or columns is None:
        return None
    lines = list(_lines(grid, columns))
    criteria, rows, left = _criteria(lines)
    if not any(not criterion.is_section for criterion in criteria):
        return None
    return ScoreTable(
        sheet,
        grid.prose,
        tuple(dict.fromkeys(unit for unit, _ in columns.units.values())),
        tuple(criteria),
        tuple(rows),
        tuple(left),
        columns.left,
    )


# --- Which way round -------------------------------------------------------------------------


def _oriented(sheet: Sheet, is_unit: Callable[[str], bool]) -> _Grid | None:
    """The grid with units across: the line that names most units is that of the headings."""
    rows = sheet.rows
    across = _line_of_units(rows, is_unit)
    down = _line_of_units(tuple(zip(*rows, strict=True)), is_unit)
    if max(across[0], down[0]) < 1:
        across, down = _by_maximum(rows)
    if max(across[0], down[0]) < 1:
        return None
    if across[0] >= down[0]:
        first = _first_heading(rows, across[1])
        return _Grid(rows[first:], across[1] - first, _prose(rows[:first]))
    named = [n for n, row in enumerate(rows) if is_unit(row[down[1]].text)] or [
        n for n, row in enumerate(rows) if words.is_maximum(row[down[1]].text)
    ]
    first = _first_heading(rows, named[0])
    turned = tuple(zip(*rows[first:], strict=True))
    return _Grid(turned, down[1], _prose(rows[:first]))


def _line_of_units(
    lines: Sequence[Sequence[SheetCell]], is_unit: Callable[[str], bool]
) -> tuple[int, int]:
    """How many units a line names at most, and which line that is; ones that are the rest of merged cells do not count."""
    counts = [
        (
            len(
                {
                    cell.text
                    for cell in line
                    if 0 < len(cell.text) <= _LONGEST_NAME and is_unit(cell.text)
                }
            ),
            -n,
        )
        for n, line in enumerate(lines)
    ]
    count, at = max(counts, default=(0, 0))
    return count, -at


def _by_maximum(rows: Sequence[Sequence[SheetCell]]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where no unit is known: the heading of maxima stands among those of units, and numbers follow it the other way."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if words.is_maximum(cell.text) and not cell.covered:
                below = sum(words.points(line[c].text) is not None for line in rows[r + 1 :])
                beside = sum(words.points(other.text) is not None for other in row[c + 1 :])
                if max(below, beside):
                    return ((below, r), (0, 0)) if below >= beside else ((0, 0), (beside, c))
    return (0, 0), (0, 0)


def _first_heading(rows: Sequence[Sequence[SheetCell]], below: int) -> int:
    """The first row of the headings: those above it hold one text each, or none."""
    first = below
    while first and len({cell.text for cell in rows[first - 1] if cell.text}) > 1:
        first -= 1
        if below - first >= _HEADING_ROWS:
            break
    return first


def _prose(rows: Iterable[Sequence[SheetCell]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.text for row in rows for cell in row if cell.text))


# --- Columns ---------------------------------------------------------------------------------


def _columns(grid: _Grid, is_unit: Callable[[str], bool]) -> _Columns | None:
    heading = grid.rows[grid.heading]
    known = [c for c, cell in enumerate(heading) if is_unit(cell.text)]
    maximum = _maximum_column(grid)
    first = min([*known, *([] if maximum is None else [maximum])], default=None)
    if first is None:
        return None
    units: dict[int, tuple[str, str]] = {}
    for c, cell in enumerate(heading):
        named = c in known or (
            c >= first
            and c != maximum
            and 0 < len(cell.text) <= _LONGEST_NAME
            and not words.names_no_unit(cell.text)
            and not words.stage_named(cell.text)
            and _holds_points(grid, c)
        )
        if named:
            units[c] = (cell.text, _stage_of_column(grid, c))
    if not units:
        return None
    labels = [c for c in range(min(units)) if c != maximum]
    begin = _first_row(grid, units)
    text, number, group, stage = _labels(grid, labels, begin)
    if text is None:
        return None
    used = {*units, text, number, group, stage, maximum}
    left = (
        heading[c].text
        for c in range(len(heading))
        if c not in used and any(row[c].text and not row[c].covered for row in grid.rows[begin:])
    )
    return _Columns(units, text, number, group, stage, maximum, begin, tuple(dict.fromkeys(left)))


def _maximum_column(grid: _Grid) -> int | None:
    near = grid.rows[max(0, grid.heading - _HEADING_ROWS) : grid.heading + _HEADING_ROWS]
    width = len(grid.rows[0])
    return next(
        (c for c in range(width) if any(words.is_maximum(row[c].text) for row in near)), None
    )


def _holds_points(grid: _Grid, column: int) -> bool:
    return any(words.points(row[column].text) is not None for row in grid.rows[grid.heading + 1 :])


def _stage_of_column(grid: _Grid, column: int) -> str:
    first = max(0, grid.heading - _HEADING_ROWS)
    near = [
        *range(grid.heading + 1, grid.heading + 1 + _HEADING_ROWS),
        *range(grid.heading - 1, first - 1, -1),
    ]
    texts = [grid.rows[r][column].text for r in near if r < len(grid.rows)]
    return next((stage for text in texts if (stage := words.stage_named(text))), "")


def _first_row(grid: _Grid, units: Mapping[int, object]) -> int:
    """The first row below the headings: stages and the numbers of columns still belong to them."""
    at = grid.heading + 1
    while at < len(grid.rows):
        row = grid.rows[at]
        stages = any(words.stage_named(row[c].text) for c in units)
        covered = all(
            row[c].covered and row[c].text == grid.rows[grid.heading][c].text for c in units
        )
        if not (stages or covered or _counts_columns(row)):
            break
        at += 1
    return at


def _counts_columns(row: Sequence[SheetCell]) -> bool:
    """Whether a row numbers the columns: ``(1) (2) (3)``."""
    texts = [cell.text.strip("() ") for cell in row if cell.text]
    return len(texts) > 2 and texts in (
        [str(n) for n in range(1, len(texts) + 1)],
        [str(n) for n in range(len(texts))],
    )


def _labels(
    grid: _Grid, columns: Sequence[int], begin: int
) -> tuple[int | None, int | None, int | None, int | None]:
    """Which columns beside the points hold words, numbers of rows, sections and stages; the words stand rightmost."""
    text = number = group = stage = None
    heading = grid.rows[grid.heading]
    for c in reversed(columns):
        cells = [row[c] for row in grid.rows[begin:] if row[c].text]
        if not cells:
            continue
        if stage is None and sum(bool(words.stage_named(cell.text)) for cell in cells) * 2 > len(
            cells
        ):
            stage = c
        elif all(
            words.is_numbering(cell.text)
            for cell in cells
            if not words.kind_of_row(cell.text) and not cell.covered
        ):
            number = c if number is None else number
        elif text is None and not (
            words.names_no_unit(heading[c].text) and "dvt" in words.plain(heading[c].text)
        ):
            text = c
        elif group is None and text is not None:
            group = c
    if text is None and columns:
        text = number
        number = None
    return text, number, group, stage


# --- Rows ------------------------------------------------------------------------------------


def _lines(grid: _Grid, columns: _Columns) -> Iterator[_Line]:
    for row in grid.rows[columns.begin :]:
        label = row[columns.text].text
        sign = "" if columns.number is None else row[columns.number].text
        if sign and not words.is_numbering(sign):
            label, sign = label or sign, ""
        stage = "" if columns.stage is None else words.stage_named(row[columns.stage].text)
        found = [
            ReadPoints(unit, stage or of_column, "" if row[c].covered else row[c].text, row[c])
            for c, (unit, of_column) in columns.units.items()
        ]
        of_text, plain_text = words.numbering(label)
        maximum = None if columns.maximum is None else row[columns.maximum]
        highest = maximum.text if maximum and not maximum.covered else ""
        if not label and not highest and not any(p.text for p in found):
            continue
        group = "" if columns.group is None else row[columns.group].text
        yield _Line(
            sign or of_text,
            plain_text if not sign else label,
            words.points(highest) or "",
            group if group != label else "",
            stage,
            found,
            merged=all(row[c].covered for c in columns.units),
            kind=words.kind_of_row(label),
        )


def _criteria(lines: Sequence[_Line]) -> tuple[list[ReadCriterion], list[ReadRow], list[str]]:
    """Criteria with their sections, rows of points, and labels of rows nothing is made of."""
    criteria: list[ReadCriterion] = []
    rows: list[ReadRow] = []
    end = max((n for n, line in enumerate(lines, 1) if line.is_of_table), default=0)
    foot = [text for line in lines[end:] for text in _texts_of(line)]
    lines, left = lines[:end], []
    scored = [line for line in lines if not line.kind]
    for line in scored:
        line.level = _level(line)
    above: list[tuple[int, int]] = []
    """Sections that the next row may belong to: level and place."""
    places: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.kind:
            if line.kind == "count":
                continue
            rows.append(ReadRow(line.text, tuple(line.points), kind=line.kind))
            continue
        section = _is_section(scored, scored.index(line))
        if not section and (not line.is_scored or not line.text):
            left += [line.text] if line.text else []
            continue
        again = places.get((line.group, line.text)) if line.stage else None
        if again is None:
            above = [entry for entry in above if entry[0] < line.level]
            parent = (
                _group(line, criteria, places) if line.group else (above[-1][1] if above else None)
            )
            highest, text = (line.max, line.text) if line.max else words.maximum_in(line.text)
            again = len(criteria)
            places[line.group, line.text] = again
            criteria.append(ReadCriterion(text, line.sign, highest, parent, section))
            if section:
                above.append((line.level, again))
        rows.append(ReadRow(line.text, tuple(line.points), again))
    return criteria, rows, left + foot


def _texts_of(line: _Line) -> Iterator[str]:
    """What a row that is no part of the table says, each once."""
    yield from dict.fromkeys(text for text in (line.text, *(p.text for p in line.points)) if text)


def _group(line: _Line, criteria: list[ReadCriterion], places: dict[tuple[str, str], int]) -> int:
    """The section that a heading above several criteria makes."""
    key = ("", line.group)
    if key not in places:
        sign, text = words.numbering(line.group)
        highest, text = words.maximum_in(text)
        places[key] = len(criteria)
        criteria.append(ReadCriterion(text, sign, highest, None, is_section=True))
    return places[key]


def _level(line: _Line) -> int:
    """How deep a row stands: by its number, else a row without points or in capitals heads what follows."""
    by_sign = words.level(line.sign)
    if by_sign:
        return by_sign
    heads = line.merged or (line.text.isupper() and not any(p.text for p in line.points))
    return 2 if heads else 8


def _is_section(lines: Sequence[_Line], at: int) -> bool:
    """Whether rows that are scored stand below a row, deeper than it."""
    line = lines[at]
    for below in lines[at + 1 :]:
        if below.level <= line.level:
            return False
        if below.is_scored:
            return True
    return False


def without(table: ScoreTable, headings: Iterable[str]) -> ScoreTable:
    """A table without some of its units."""
    dropped = set(headings)
    rows = (
        replace(row, points=tuple(p for p in row.points if p.heading not in dropped))
        for row in table.rows
    )
    kept = tuple(heading for heading in table.headings if heading not in dropped)
    return replace(table, headings=kept, rows=tuple(rows))

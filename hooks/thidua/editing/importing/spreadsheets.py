"""Spreadsheets as grids of texts: Excel, OpenDocument and CSV, with what a grid does not show counted.

A number is written as Vietnamese papers write it (``9,5``). Of a formula its last value is taken and that it is one is
told; nothing is ever calculated, no macro is run and no other file is opened.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from thidua.editing.importing.office_archive import BROKEN, unpack
from thidua.editing.importing.source_document import clean_line
from thidua.editing.importing.web_pages import decode_page
from thidua.editing.new import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = frozenset({".xlsx", ".xlsm", ".ods", ".csv"})
MAX_ROWS = 1_000
"""Rows of a sheet that are looked at; a score table has some dozens."""
MAX_COLUMNS = 300
_DIGITS = 12
"""Digits of a number that a program reckoned: of 0.1 + 0.2 the rest is noise."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell."""

    text: str = ""
    """One line; numbers with a decimal comma."""
    formula: str = ""
    """As the file has it; empty where the cell holds a value."""
    note: str = ""
    covered: bool = False
    """Whether it is a further cell of merged ones, whose text it repeats."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    """All of one length."""
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """From 0, of those that hold something."""
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file's tables that hold something."""

    sheets: tuple[Sheet, ...]
    macros: bool = False
    links: int = 0
    """Files that its formulas refer to."""


def read_spreadsheet(ending: str, data: bytes) -> Spreadsheet:
    """The tables of a file by its ending. Raises NotWrittenError for what is none, or costs too much."""
    if ending == ".csv":
        return Spreadsheet((_csv_sheet(data),))
    try:
        parts = unpack(data)
        return _read_ods(parts) if ending == ".ods" else _read_excel(data, parts)
    except NotWrittenError as error:
        if error.key == "import_too_complex":
            raise NotWrittenError("import_sheet_too_large", limit=error.values["limit"]) from error
        raise
    except (*BROKEN, KeyError, TypeError, AttributeError, IndexError) as error:
        # What openpyxl raises for parts that are not what they should be.
        raise NotWrittenError("import_not_sheet", ending=ending) from error


# --- Excel -----------------------------------------------------------------------------------


def _read_excel(data: bytes, parts: dict[str, bytes]) -> Spreadsheet:
    from openpyxl import load_workbook  # noqa: PLC0415 only who imports a spreadsheet waits for it
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    with warnings.catch_warnings():
        # Of what openpyxl does not carry over when it writes; nothing is written here.
        warnings.simplefilter("ignore")
        values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(data), keep_links=False)
    sheets = [
        _excel_sheet(sheet, formulas[sheet.title])
        for sheet in values.worksheets
        if isinstance(sheet, Worksheet)
    ]
    return Spreadsheet(
        tuple(sheet for sheet in sheets if sheet.rows),
        macros=any(name.lower().endswith("vbaproject.bin") for name in parts),
        links=sum(name.startswith("xl/externalLinks/external") for name in parts),
    )


def _excel_sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    rows, columns = min(values.max_row, MAX_ROWS), min(values.max_column, MAX_COLUMNS)
    grid = [
        [
            _excel_cell(values.cell(row, column), formulas.cell(row, column))
            for column in range(1, columns + 1)
        ]
        for row in range(1, rows + 1)
    ]
    for area in values.merged_cells.ranges:
        _spread(grid, area.min_row - 1, area.min_col - 1, area.max_row, area.max_col)
    hidden_columns = [
        number - 1
        for size in values.column_dimensions.values()
        if size.hidden
        for number in range(size.min or 1, min(size.max or 1, columns) + 1)
    ]
    hidden_rows = [n - 1 for n, size in values.row_dimensions.items() if size.hidden and n <= rows]
    return _trimmed(
        values.title, grid, hidden_rows, hidden_columns, hidden=values.sheet_state != "visible"
    )


def _excel_cell(value: ExcelCell | MergedCell, formula: ExcelCell | MergedCell) -> SheetCell:
    held = formula.value
    told = str(getattr(held, "text", held)) if formula.data_type == "f" else ""
    comment = value.comment.text if value.comment else ""
    percent = "%" in (value.number_format or "")
    return SheetCell(_as_text(value.value, percent=percent), told, clean_line(comment))


def _as_text(value: object, *, percent: bool = False) -> str:
    """A value as it is typed in Vietnamese; of a reckoned number the digits that mean something."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        number = Decimal(format(value, f".{_DIGITS}g")) * (100 if percent else 1)
        written = format(number.normalize(), "f").replace(".", ",")
        return f"{written}%" if percent else written
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return clean_line(str(value))


# --- OpenDocument ----------------------------------------------------------------------------

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def _read_ods(parts: dict[str, bytes]) -> Spreadsheet:
    """OpenDocument's one part of contents: runs of equal cells are counted, not written out."""
    root = ET.fromstring(parts["content.xml"])  # noqa: S314 `unpack` lets no entity through
    hidden_styles = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for shown in style.iter(f"{_STYLE}table-properties")
        if shown.get(f"{_TABLE}display") == "false"
    }
    sheets = [
        _ods_sheet(table, hidden=table.get(f"{_TABLE}style-name") in hidden_styles)
        for table in root.iter(f"{_TABLE}table")
    ]
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in parts)
    return Spreadsheet(tuple(sheet for sheet in sheets if sheet.rows), macros)


def _ods_sheet(table: ET.Element, *, hidden: bool) -> Sheet:
    grid: list[list[SheetCell]] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: list[int] = []
    for row in table.iter(f"{_TABLE}table-row"):
        line: list[SheetCell] = []
        for cell in row:
            if not cell.tag.startswith(f"{_TABLE}") or len(line) >= MAX_COLUMNS:
                continue
            down, across = (
                _count(cell, "number-rows-spanned"),
                _count(cell, "number-columns-spanned"),
            )
            if down > 1 or across > 1:
                at = (len(grid), len(line))
                merged.append((*at, at[0] + down, at[1] + across))
            made = _ods_cell(cell)
            repeated = min(_count(cell, "number-columns-repeated"), MAX_COLUMNS - len(line))
            line += [made] * repeated
        shown = row.get(f"{_TABLE}visibility", "visible") == "visible"
        for _ in range(min(_count(row, "number-rows-repeated"), MAX_ROWS - len(grid))):
            hidden_rows += [] if shown else [len(grid)]
            grid.append(list(line))
        if len(grid) >= MAX_ROWS:
            break
    columns: list[bool] = []
    for column in table.iter(f"{_TABLE}table-column"):
        shown = column.get(f"{_TABLE}visibility", "visible") == "visible"
        repeated = min(_count(column, "number-columns-repeated"), MAX_COLUMNS - len(columns))
        columns += [shown] * repeated
    width = max((len(line) for line in grid), default=0)
    grid = [line + [SheetCell()] * (width - len(line)) for line in grid]
    for top, left, bottom, right in merged:
        _spread(grid, top, left, bottom, right)
    return _trimmed(
        table.get(f"{_TABLE}name", ""),
        grid,
        hidden_rows,
        [n for n, shown in enumerate(columns) if not shown],
        hidden=hidden,
    )


def _count(element: ET.Element, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _ods_cell(cell: ET.Element) -> SheetCell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = " ".join("".join(p.itertext()) for p in cell.findall(f"{_TEXT}p"))
    if kind in {"float", "percentage"}:
        number = float(cell.get(f"{_OFFICE}value", "0"))
        text = _as_text(number, percent=kind == "percentage")
    elif kind == "date":
        text = cell.get(f"{_OFFICE}date-value", text)[:10]
    note = cell.find(f"{_OFFICE}annotation")
    said = (
        " ".join("".join(p.itertext()) for p in note.iter(f"{_TEXT}p")) if note is not None else ""
    )
    return SheetCell(clean_line(text), cell.get(f"{_TABLE}formula", ""), clean_line(said))


# --- CSV -------------------------------------------------------------------------------------


def _csv_sheet(data: bytes) -> Sheet:
    """A table of plain text in UTF-8, UTF-16 or windows-1258; the sign between cells is the one that makes most of them."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotWrittenError("import_not_sheet", ending=".csv")
    text = decode_page(data)
    try:
        tables = [_csv_rows(text, sign) for sign in ";\t,"]
    except csv.Error as error:
        raise NotWrittenError("import_not_sheet", ending=".csv") from error
    rows = max(tables, key=lambda table: sum(len(row) > 1 for row in table))
    width = max((len(row) for row in rows), default=0)
    grid = [[SheetCell(cell) for cell in row] + [SheetCell()] * (width - len(row)) for row in rows]
    return _trimmed("", grid, (), (), hidden=False)


def _csv_rows(text: str, sign: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text.removeprefix(f"sep={sign}\n")), delimiter=sign)
    return [
        [clean_line(cell).removeprefix("'") for cell in row[:MAX_COLUMNS]]
        for row in islice(rows, MAX_ROWS)
    ]


# --- Both ------------------------------------------------------------------------------------


def _spread(grid: list[list[SheetCell]], top: int, left: int, bottom: int, right: int) -> None:
    """Repeat the text of merged cells in each of them, so that a heading stands above all it is for."""
    if top >= len(grid) or left >= len(grid[top]):
        return
    copy = SheetCell(grid[top][left].text, covered=True)
    for line in grid[top:bottom]:
        for column in range(left, min(right, len(line))):
            if line is not grid[top] or column != left:
                line[column] = copy


def _trimmed(
    name: str,
    grid: Sequence[Sequence[SheetCell]],
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[int],
    *,
    hidden: bool,
) -> Sheet:
    """A sheet without what is empty behind and below its last text."""
    height = max((n for n, row in enumerate(grid, 1) if any(cell.text for cell in row)), default=0)
    width = max((n for row in grid for n in _filled(row)), default=0)
    return Sheet(
        clean_line(name),
        tuple(tuple(row[:width]) for row in grid[:height]),
        hidden,
        tuple(n for n in hidden_rows if n < height and any(cell.text for cell in grid[n])),
        tuple(n for n in hidden_columns if n < width and any(row[n].text for row in grid)),
    )


def _filled(row: Sequence[SheetCell]) -> Iterator[int]:
    return (number for number, cell in enumerate(row, 1) if cell.text)

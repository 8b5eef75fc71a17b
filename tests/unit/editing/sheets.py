"""Spreadsheets as offices make them, for tests: rows of values as Excel, OpenDocument and CSV files."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.comments import Comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Rows = "Sequence[Sequence[str | int | float | None]]"


def xlsx(
    *sheets: tuple[str, Rows],
    merged: Iterable[str] = (),
    hidden: Mapping[str, Iterable[int | str]] | None = None,
    notes: Mapping[str, str] | None = None,
    formulas: Mapping[str, str] | None = None,
    hidden_sheets: Iterable[str] = (),
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """An Excel file; merged cells, hidden lines, notes and formulas are those of its first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden_sheets else "visible"
    first = book.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for row in (hidden or {}).get("rows", ()):
        first.row_dimensions[int(row)].hidden = True
    for column in (hidden or {}).get("columns", ()):
        first.column_dimensions[str(column)].hidden = True
    for cell, text in (notes or {}).items():
        first[cell].comment = Comment(text, "Người chấm")
    made = io.BytesIO()
    book.save(made)
    return _with(made.getvalue(), formulas or {}, parts or {})


def _with(data: bytes, formulas: Mapping[str, str], parts: Mapping[str, bytes]) -> bytes:
    """A file whose cells have formulas beside the values that were reckoned, and further parts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            text = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                for cell, formula in formulas.items():
                    text, count = re.subn(
                        rb'(<c r="%s"[^>]*>)(<v)' % cell.encode(),
                        lambda m, f=formula: m[1] + f"<f>{escape(f)}</f>".encode() + m[2],
                        text,
                    )
                    assert count == 1, cell
            new.writestr(info.filename, text)
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)


def ods(rows: Rows, *, name: str = "Bảng điểm", after: str = "") -> bytes:
    """An OpenDocument file of one table; ``after`` is XML below its rows."""
    lines = "".join(
        f"<table:table-row>{''.join(_ods_cell(value) for value in row)}</table:table-row>"
        for row in rows
    )
    return ods_of(f'<table:table table:name="{name}">{lines}{after}</table:table>')


def ods_of(tables: str) -> bytes:
    """An OpenDocument file of tables given as XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(tables=tables))
    return made.getvalue()


def _ods_cell(value: str | float | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f"<table:table-cell><text:p>{escape(value)}</text:p></table:table-cell>"
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def archive(**parts: bytes) -> bytes:
    """Any zip file, its parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()

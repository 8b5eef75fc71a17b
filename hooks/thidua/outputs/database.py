"""Open data as one SQLite file: the tables of `outputs.data` with keys, what lists name as rows of their own, and a full-text index.

Lists and parts of records stand in their cells as JSON. Where a list names other records, a table of links says it again
(``event_units``), so that it can be joined. The full-text index holds each text as written and folded: a reader types
``nghe an`` or ``Nghệ An`` and finds both.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from thidua.campaign.data_columns import FOREIGN_KEYS, PRIMARY_KEYS, VERSION, columns_of
from thidua.outputs.data import compact_json, row_writer
from thidua.outputs.schema import column_types
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from thidua.outputs.data import Row

_SQL_TYPES = {
    "string": "TEXT", "json": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "REAL",
}  # fmt: skip
_LAST_DAY = "date_to"
"""Beside ``date``, the first day of an event, which alone can be sorted by."""
_INDEXED = frozenset({"date", "year"})
"""What is asked for by span, beside the keys."""
_WRITER = slice(92, 100)
"""Where the head of the file counts its changes and names the SQLite that wrote it. https://www.sqlite.org/fileformat.html#database_header"""

Cell = str | int | float | None
Cells = tuple[Cell, ...]
Reference = tuple[str, tuple[str, ...]]


class LinkTable(NamedTuple):
    """What a list of one table names in others, a row each."""

    name: str
    of: str
    columns: tuple[str, ...]
    keys: Mapping[tuple[str, ...], Reference]
    rows: Callable[[Row], Iterable[Cells]]
    """Of a row of ``of``."""


def _named(key: str) -> Callable[[Row], Iterator[Cells]]:
    """The ids in a list of a row, each with the row's own id."""

    def rows(row: Row) -> Iterator[Cells]:
        yield from ((row["id"], one.partition("@")[0]) for one in row.get(key, ()))

    return rows


def _terms(row: Row) -> Iterator[Cells]:
    yield from ((row["id"], *one.split("@", 1)) for one in row["terms"])


def _commemorations(row: Row) -> Iterator[Cells]:
    yield from ((row["id"], one["id"], one.get("year")) for one in row.get("commemorations", ()))


def _members(row: Row) -> Iterator[Cells]:
    for term in row["terms"]:
        for member in term.get("members", ()):
            yield row["id"], term["term"], member["unit"], member.get("from"), member.get("to")


def _results(row: Row) -> Iterator[Cells]:
    for one in row.get("results", ()):
        yield row["pledge"], row["id"], one["unit"], one["value"], one["as_of"], one["source"]


_EVENT: dict[tuple[str, ...], Reference] = {("event",): ("events", ("id",))}


def _of_event(name: str, column: str, to: str = "") -> LinkTable:
    """The table of a list of an event; ``to`` is the table that it names, if any."""
    keys = _EVENT | ({(column,): (to, ("id",))} if to else {})
    return LinkTable(f"event_{name}", "events", ("event", column), keys, _named(name))


LINKS = (
    _of_event("kinds", "kind"),
    _of_event("clusters", "cluster", "clusters"),
    _of_event("units", "unit", "units"),
    _of_event("campaigns", "campaign", "campaigns"),
    LinkTable(
        "event_terms", "events", ("event", "cluster", "term"),
        {**_EVENT, ("cluster", "term"): ("leaders", ("cluster", "term"))}, _terms,
    ),
    LinkTable(
        "event_commemorations", "events", ("event", "commemoration", "year"),
        {**_EVENT, ("commemoration",): ("commemorations", ("id",))}, _commemorations,
    ),
    LinkTable(
        "cluster_members", "clusters", ("cluster", "term", "unit", "from", "to"),
        {("cluster", "term"): ("leaders", ("cluster", "term")), ("unit",): ("units", ("id",))}, _members,
    ),
    LinkTable(
        "unit_predecessors", "units", ("unit", "predecessor"),
        {("unit",): ("units", ("id",)), ("predecessor",): ("units", ("id",))}, _named("predecessors"),
    ),
    LinkTable(
        "campaign_clusters", "campaigns", ("campaign", "cluster"),
        {("campaign",): ("campaigns", ("id",)), ("cluster",): ("clusters", ("id",))}, _named("clusters"),
    ),
    LinkTable(
        "target_results", "targets", ("pledge", "target", "unit", "value", "as_of", "source"),
        {("pledge", "target"): ("targets", ("pledge", "id")), ("unit",): ("units", ("id",))}, _results,
    ),
)  # fmt: skip
SEARCHED: dict[str, tuple[str, tuple[str, ...]]] = {
    "events": ("title", ("summary", "place")),
    "clusters": ("name", ("aliases", "block", "summary")),
    "units": ("name", ("short", "aliases")),
    "pledges": ("title", ("slogan", "place")),
    "articles": ("title", ("text",)),
    "targets": ("text", ("commitment", "value", "unit")),
    "commemorations": ("name", ("aliases", "summary")),
    "campaigns": ("name", ("slogan", "aliases", "summary")),
    "awards": ("title", ("to_name", "decision")),
    "figures": ("label", ("value", "unit")),
    "documents": ("title", ("number", "signed_by")),
    "criteria": ("text", ("max",)),
}
"""What of each table the full-text index holds: the title of a row, and further columns. ``leaders`` say what clusters say."""


def database(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """The database of some tables by their names: the same bytes for the same rows, whoever makes it."""
    # A database without a name is one of SQLite's own, which stands in a file where memory is not to hold all of it.
    with closing(sqlite3.connect("")) as base:
        base.execute("PRAGMA page_size = 4096")
        # Nothing is undone, and nothing need outlast this call.
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"PRAGMA user_version = {VERSION}")
        for name, rows in tables.items():
            _add_table(base, name, rows)
        for link in LINKS:
            _add_links(base, link, tables[link.of])
        _add_search(base, tables)
        base.commit()
        return _packed(base)


def _packed(base: sqlite3.Connection) -> bytes:
    """A database as it is published, by way of a file that passes: `serialize` holds it twice, and it is the largest of all outputs."""
    with TemporaryDirectory(prefix="thidua-") as folder:
        place = Path(folder, "packed")
        base.execute("VACUUM INTO ?", (str(place),))
        with place.open("r+b") as file:
            file.seek(_WRITER.start)
            file.write(bytes(_WRITER.stop - _WRITER.start))
            file.seek(0)
            return file.read()


def _add_table(base: sqlite3.Connection, name: str, rows: Sequence[Row]) -> None:
    types = dict(column_types(name))
    columns = list(columns_of(name))
    if types.get("date") == "json":
        columns.insert(columns.index("date") + 1, _LAST_DAY)
        types |= {"date": "string", _LAST_DAY: "string"}
    _create(
        base,
        name,
        {column: _SQL_TYPES[types[column]] for column in columns},
        PRIMARY_KEYS.get(name, ()),
        FOREIGN_KEYS.get(name, {}),
    )
    values = (_values(row, columns) for row in rows)
    _fill(base, name, columns, map(row_writer(_cell), values))


def _add_links(base: sqlite3.Connection, link: LinkTable, rows: Sequence[Row]) -> None:
    types = {column: "INTEGER" if column == "year" else "TEXT" for column in link.columns}
    _create(base, link.name, types, (), link.keys)
    cells = dict.fromkeys(cells for row in rows for cells in link.rows(row))
    _fill(base, link.name, link.columns, cells)


def _create(
    base: sqlite3.Connection,
    name: str,
    types: Mapping[str, str],
    primary: tuple[str, ...],
    foreign: Mapping[tuple[str, ...], Reference],
) -> None:
    lines = [f"{_quoted(column)} {type_}" for column, type_ in types.items()]
    if primary:
        lines.append(f"PRIMARY KEY ({_listed(primary)})")
    for columns, (table, theirs) in foreign.items():
        lines.append(
            f"FOREIGN KEY ({_listed(columns)}) REFERENCES {_quoted(table)} ({_listed(theirs)})"
        )
    inside = ",\n  ".join(lines)
    base.execute(f"CREATE TABLE {_quoted(name)} (\n  {inside}\n)")
    asked = dict.fromkeys([*foreign, *((c,) for c in types if c in _INDEXED)])
    for columns in asked:
        if columns != primary[: len(columns)]:
            index = _quoted(f"{name}_by_{'_'.join(columns)}")
            base.execute(f"CREATE INDEX {index} ON {_quoted(name)} ({_listed(columns)})")


def _add_search(base: sqlite3.Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    """``search``, a row for each thing that has a name or a text, and its full-text index ``search_fts`` by `rowid`."""
    base.execute("CREATE TABLE search (kind TEXT, id TEXT, title TEXT, url TEXT)")
    # Contentless: the texts stand in their tables, and once is enough. `remove_diacritics 2` reads a question with marks as
    # one without; đ is a letter of its own to it, so the words as written stand in the index beside the folded ones.
    base.execute(
        "CREATE VIRTUAL TABLE search_fts USING fts5(title, text, folded, content='',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    found = list(_search_cells(tables))
    _fill(base, "search", ("kind", "id", "title", "url"), ((*row[:3], row[4]) for row in found))
    texts = (
        (number, title, text, fold(f"{title}\n{text}"))
        for number, (_, _, title, text, _) in enumerate(found, 1)
    )
    _fill(base, "search_fts", ("rowid", "title", "text", "folded"), texts)
    base.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def _search_cells(
    tables: Mapping[str, Sequence[Row]],
) -> Iterator[tuple[str, str | None, str, str, str]]:
    """Table, id, title, text and address of everything that is searched."""
    for name, (title, others) in SEARCHED.items():
        for row in tables[name]:
            text = "\n".join(_words(row.get(column)) for column in others if row.get(column))
            yield name, row.get("id") or row.get("event"), str(row[title]), text, row["url"]


def _words(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _fill(
    base: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    marks = ", ".join("?" * len(columns))
    base.executemany(
        f"INSERT INTO {_quoted(name)} ({_listed(columns)}) VALUES ({marks})",  # noqa: S608 names of ours
        rows,
    )


def _values(row: Row, columns: Sequence[str]) -> Iterator[Any]:
    """A row in the order of the columns."""
    if _LAST_DAY in columns:
        date = row["date"]
        first, last = (date["from"], date["to"]) if isinstance(date, dict) else (date, date)
        row = row | {"date": first, _LAST_DAY: last}
    return map(row.get, columns)


def _cell(value: Any) -> Cell:
    """A value in its cell; what is empty is not known, and NULL."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, list | dict):
        return compact_json(value) if value else None
    found: int | float | None = value
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    """A name of ours as SQL takes it: ``from`` and ``to`` are words of the language."""
    return f'"{name}"'

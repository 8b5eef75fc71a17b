"""The open data as one database: whole, linked, as many rows as the other forms, and the same bytes wherever it is made."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from support import BASE, EVENT, FIXTURE_SITE, ROOT, write_tree
from thidua.campaign.audience import project
from thidua.campaign.data_columns import FOREIGN_KEYS, PRIMARY_KEYS, columns_of
from thidua.checks.run import check_content
from thidua.outputs.data import TABLES, DataTables, data_files
from thidua.outputs.data_package import description_files
from thidua.outputs.database import LINKS, database
from thidua.outputs.schema import column_types
from thidua.publisher import Publisher
from thidua.views.data import pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.campaign.site import Site

SITE_URL = "https://vi-du.example.vn/"
TERMS = "https://vi-du.example.vn/dung-lai/"
PUBLISHER = Publisher(name="Phòng Ví Dụ", licence="Được dùng lại khi ghi nguồn", licence_url=TERMS)
SITES = [(content, audience) for content in ("content", "fixture") for audience in ("public", "internal")]  # fmt: skip


def rows_of(site: Site) -> DataTables:
    return DataTables(site, SITE_URL, TERMS)


def opened(data: bytes) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    return base


@pytest.fixture(scope="module", params=SITES, ids="-".join)
def site(request: pytest.FixtureRequest) -> Site:
    name, audience = request.param
    content = ROOT / "content" if name == "content" else FIXTURE_SITE / "content"
    checked = check_content(content, content.parent)
    return project(checked.site, audience, dt.date(2026, 1, 15))


@pytest.fixture(scope="module")
def base(site: Site) -> Iterator[sqlite3.Connection]:
    with closing(opened(database(rows_of(site)))) as base:
        yield base


def asked(base: sqlite3.Connection, sql: str, *values: str) -> list[tuple[Any, ...]]:
    return base.execute(sql, values).fetchall()


def test_it_is_whole_and_every_key_leads_somewhere(base: sqlite3.Connection) -> None:
    assert asked(base, "PRAGMA integrity_check") == [("ok",)]
    assert asked(base, "PRAGMA foreign_key_check") == []
    base.execute("INSERT INTO search_fts (search_fts) VALUES ('integrity-check')")


def test_all_forms_have_the_same_rows(site: Site, base: sqlite3.Connection) -> None:
    counts: dict[str, set[int]] = {name: set() for name in TABLES}
    for path, data in data_files(DataTables(site, SITE_URL, TERMS)):
        name, end = path.removeprefix("du-lieu/").split(".")
        if end == "json":
            counts[name].add(len(json.loads(data)))
        else:
            found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            counts[name].add(len(found))
    for name, told in counts.items():
        ((count,),) = asked(base, f'SELECT count(*) FROM "{name}"')
        assert told == {count}, name
    assert sum(map(max, counts.values())) > 30


def test_every_row_of_every_form_says_its_terms_and_its_sources(
    site: Site, base: sqlite3.Connection
) -> None:
    rows = rows_of(site)
    for name in TABLES:
        assert {row["licence"] for row in rows[name]} <= {TERMS}
        found = asked(base, f'SELECT licence, sources FROM "{name}"')
        assert [(licence, json.loads(sources or "[]")) for licence, sources in found] == [
            (TERMS, row.get("sources", [])) for row in rows[name]
        ]
        if name not in {"clusters", "units"}:
            assert all(row["sources"] for row in rows[name]), name


def test_what_lists_name_stands_in_tables_of_links(site: Site, base: sqlite3.Connection) -> None:
    links = {
        "event_kinds": sum(len(set(e.record.kinds)) for e in site.events),
        "event_clusters": sum(len({c.partition("@")[0] for c in e.record.clusters}) for e in site.events),
        "event_units": sum(len(set(e.record.units)) for e in site.events),
        "event_campaigns": sum(len(set(e.record.campaigns)) for e in site.events),
        "event_terms": sum(len(e.terms) for e in site.events),
        "event_commemorations": sum(len(set(e.record.commemorations)) for e in site.events),
        "cluster_members": sum(len(t.members) for e in site.clusters.values() for t in e.record.terms),
        "unit_predecessors": sum(len(e.record.predecessors) for e in site.units.values()),
        "campaign_clusters": sum(len(e.record.clusters) for e in site.campaigns.values()),
        "target_results": sum(len(t.results) for p in site.pledges.values() for t in p.record.targets),
    }  # fmt: skip
    assert [link.name for link in LINKS if link.name not in links] == []
    for name, count in links.items():
        assert asked(base, f"SELECT count(*) FROM {name}") == [(count,)], name


def test_what_the_page_answers_is_what_the_database_answers(
    site: Site, base: sqlite3.Connection
) -> None:
    (page,) = pages(Context(site, publisher=PUBLISHER))
    queries = page.queries  # type: ignore[attr-defined]
    assert len(queries) == 3
    for query in queries:
        found = base.execute(query.sql)
        assert [column[0] for column in found.description] == list(query.columns)
        assert [tuple(map(str, row)) for row in found] == list(query.rows), query.title
        assert 1 <= len(query.rows) <= 5


def test_another_process_makes_the_same_bytes(site: Site) -> None:
    rows = rows_of(site)
    script = (
        "import json, sys, hashlib; from thidua.outputs.database import database;"
        "print(hashlib.sha256(database(json.load(sys.stdin))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(dict(rows)),
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    data = database(rows)
    assert done.stdout.strip() == hashlib.sha256(data).hexdigest()
    assert data == database(rows)
    assert data[92:100] == bytes(8)


# --- What it holds -------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A cell like a formula, a span of days, a unit with đ in its name."""
    text = EVENT.replace("sources:\n", 'figures: [{label: Việc tốt, value: "=1+1"}]\nsources:\n', 1)
    text = text.replace("date: 2024-03-14", "date: {from: 2024-03-14, to: 2024-03-15}")
    units = BASE["units.yml"] + "- {id: dinh-vi, name: Công an tỉnh Đình Ví Mẫu}\n"
    tree = {**BASE, "units.yml": units, "events/2024/2024-03-14-ky-giao-uoc.md": text}
    checked = check_content(write_tree(tmp_path / "content", tree), tmp_path)
    assert not checked.report.has_errors, checked.report.render("text", "vi")
    site = project(checked.site, "public", dt.date(2026, 1, 1))
    with closing(opened(database(rows_of(site)))) as base:
        yield base


@pytest.mark.parametrize("typed", ["dinh vi", "Đình Ví", "đình ví", "DINH VI", '"tinh dinh vi"'])
def test_it_is_found_with_marks_and_without(small: sqlite3.Connection, typed: str) -> None:
    found = asked(small, "SELECT search.id FROM search_fts JOIN search ON search.rowid = search_fts.rowid WHERE search_fts MATCH ?", typed)  # fmt: skip
    assert found == [("dinh-vi",)]


def test_what_is_empty_is_not_known_and_no_cell_is_changed(small: sqlite3.Connection) -> None:
    assert asked(small, "SELECT value, unit FROM figures") == [("=1+1", None)]
    assert asked(small, "SELECT term, lead FROM leaders ORDER BY term") == [
        ("2023", None),
        ("2024", "ca-mau"),
    ]


def test_days_can_be_sorted_by(small: sqlite3.Connection) -> None:
    assert asked(small, "SELECT date, date_to FROM events") == [("2024-03-14", "2024-03-15")]
    assert asked(small, "SELECT year, date, date_to FROM figures") == [
        (2024, "2024-03-14", "2024-03-15")
    ]


# --- How it is described ---------------------------------------------------------------------


def test_no_column_of_this_version_is_gone(small: sqlite3.Connection) -> None:
    """Programs of others go by the names: what was published as version 2 stays, or is version 3."""
    assert asked(small, "PRAGMA user_version") == [(2,)]
    published = json.loads((ROOT / "tests/data/open-data-2.json").read_text("utf-8"))
    for name, columns in published.items():
        there = {column for _, column, *_ in asked(small, f'PRAGMA table_info("{name}")')}
        assert set(columns) - there == set(), name


def test_the_package_describes_the_tables_as_they_are(site: Site) -> None:
    files = dict(data_files(DataTables(site, SITE_URL, TERMS)))
    context = Context(site, site_url=SITE_URL, site_name="Trang Ví Dụ", publisher=PUBLISHER)
    package = json.loads(dict(description_files(context))["du-lieu/datapackage.json"])
    assert package["licenses"] == [{"title": "Được dùng lại khi ghi nguồn", "path": TERMS}]
    assert package["sources"] == [
        {"title": "Phòng Ví Dụ", "path": "https://vi-du.example.vn/du-lieu/"}
    ]
    *tables, base = package["resources"]
    assert base["path"] == "thidua.sqlite3"
    assert [table["name"] for table in tables] == list(TABLES)
    cells: dict[str, list[dict[str, str]]] = {}
    for table in tables:
        text = files[f"du-lieu/{table['path']}"].decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""))
        assert reader.fieldnames == [column["name"] for column in table["schema"]["fields"]]
        cells[table["name"]] = list(reader)
    for table in tables:
        for key in table["schema"].get("foreignKeys", ()):
            theirs = key["reference"]
            known = {tuple(row[c] for c in theirs["fields"]) for row in cells[theirs["resource"]]}
            named = {tuple(row[c] for c in key["fields"]) for row in cells[table["name"]]}
            assert {row for row in named if all(row)} <= known, (table["name"], key)


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_columns(name: str) -> None:
    columns = set(columns_of(name))
    assert set(column_types(name)) == columns
    assert set(PRIMARY_KEYS.get(name, ())) <= columns
    for own, (theirs, their_columns) in FOREIGN_KEYS.get(name, {}).items():
        assert set(own) <= columns
        assert their_columns == PRIMARY_KEYS[theirs]


def test_without_a_licence_none_is_told(site: Site) -> None:
    assert not any("licence" in row for rows in DataTables(site, "").values() for row in rows)
    package, metadata = (json.loads(data) for _, data in description_files(Context(site)))
    assert "licenses" not in package
    assert "license" not in metadata

"""The database of a built site, opened as its readers do: by Datasette, with the file that describes it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from thidua.campaign.addresses import DATA_TABLES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def data(public_site: Path) -> Path:
    return public_site / "du-lieu"


ASKING = """
import asyncio, json, sys
from datasette.app import Datasette

async def answers(base, metadata, paths):
    served = Datasette([base], metadata=json.load(open(metadata)), settings={"num_sql_threads": 1})
    return {path: (await served.client.get(path)).json() for path in paths}

base, metadata, *paths = sys.argv[1:]
print(json.dumps(asyncio.run(answers(base, metadata, paths))))
"""
QUERIES = ("newest_leads", "commonest_kinds", "giao_uoc_events")
FOUND = "/thidua/search.json?_search=giao+uoc&_shape=array"


@pytest.fixture(scope="module")
def answers(data: Path) -> dict[str, Any]:
    """What Datasette answers at addresses of the database, in one process of its own."""
    queries = [f"/thidua/{name}.json?_shape=arrays" for name in QUERIES]
    done = subprocess.run(
        [
            *(sys.executable, "-c", ASKING, data / "thidua.sqlite3", data / "metadata.json"),
            *("/thidua.json", FOUND, *queries),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_datasette_knows_its_tables_keys_and_questions(answers: dict[str, Any]) -> None:
    told = answers["/thidua.json"]
    tables = {table["name"]: table for table in told["tables"]}
    assert {*DATA_TABLES, "search"} <= tables.keys()
    assert {key["other_table"] for key in tables["event_units"]["foreign_keys"]["outgoing"]} == {
        "events",
        "units",
    }
    assert [query["name"] for query in told["queries"]] == [
        "newest_leads",
        "commonest_kinds",
        "giao_uoc_events",
    ]


@pytest.mark.parametrize("name", QUERIES)
def test_datasette_answers_what_the_page_shows(
    data: Path, answers: dict[str, Any], name: str
) -> None:
    page = (data / "index.html").read_text("utf-8")
    shown = re.findall(r"<pre[^>]*><code>(SELECT.+?);</code></pre>(.*?)</table>", page, re.DOTALL)
    questions = json.loads((data / "metadata.json").read_bytes())["databases"]["thidua"]["queries"]
    assert [unescape(sql) for sql, _ in shown] == [query["sql"] for query in questions.values()]
    tables = dict(zip(questions, (table for _, table in shown), strict=True))
    cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", tables[name])]
    rows = answers[f"/thidua/{name}.json?_shape=arrays"]["rows"]
    assert [str(cell) for row in rows for cell in row] == cells
    assert cells


def test_datasette_finds_without_marks(answers: dict[str, Any]) -> None:
    assert {row["kind"] for row in answers[FOUND]} >= {"events", "pledges"}


@pytest.mark.parametrize("table", DATA_TABLES)
def test_it_counts_as_the_page_counts(data: Path, table: str) -> None:
    page = (data / "index.html").read_text("utf-8")
    counted = re.search(rf"<code>{table}</code></td><td [^>]*>(\d+)<", page)
    assert counted
    with closing(sqlite3.connect(f"file:{data / 'thidua.sqlite3'}?mode=ro", uri=True)) as base:
        assert base.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (int(counted[1]),)

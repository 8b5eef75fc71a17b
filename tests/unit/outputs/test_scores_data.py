"""Points and totals as data: the same in the tables, the database and what the model works out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sqlite3
from contextlib import closing
from decimal import Decimal

from support import FIXTURE_SITE
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.data import DataTables, data_files
from thidua.outputs.database import database
from thidua.scoring.totals import unit_scores

SITE = project(check_content(FIXTURE_SITE / "content").site, "internal", dt.date(2026, 1, 15))
MODEL = {
    (*entry.key, unit.unit): unit.total
    for entry in SITE.scores.values()
    for unit in unit_scores(entry.record)
}


def test_totals_agree_across_forms() -> None:
    assert len(MODEL) > 6
    assert None in MODEL.values()
    rows = DataTables(SITE, "")
    told = {(r["cluster"], r["term"], r["unit"]): r.get("total") for r in rows["rankings"]}
    assert told == MODEL
    files = dict(data_files(rows, ["rankings"]))
    read = csv.DictReader(io.StringIO(files["du-lieu/rankings.csv"].decode("utf-8-sig")))
    assert {
        (r["cluster"], r["term"], r["unit"]): Decimal(r["total"]) if r["total"] else None
        for r in read
    } == MODEL
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(database(rows))
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = """
            SELECT r.cluster, r.term, r.unit, r.total, ifnull(r.bonus, 0) - ifnull(r.penalty, 0) + (
                SELECT sum(number) FROM scores AS s
                WHERE (s.cluster, s.term, s.unit) = (r.cluster, r.term, r.unit) AND s.counts = 1)
            FROM rankings AS r"""
        for cluster, term, unit, total, summed in base.execute(asked):
            assert total == MODEL[cluster, term, unit]
            assert total is None or total == summed


def test_what_is_not_scored_has_no_row() -> None:
    rows = DataTables(SITE, "")["scores"]
    own = {r["criterion"] for r in rows if (r["term"], r["unit"]) == ("2024", "ca-tinh-mau")}
    assert own == {"an-ninh", "hinh-su"}
    assert all(row["points"] for row in rows)

"""Made-up commemorations for the tests of the calendar."""

from __future__ import annotations

from thidua.calendar.anniversaries import Occurrence, occurrence_in
from thidua.reading.records import Commemoration

SOURCES = [{"title": "Nguồn"}]


def record(id_: str = "ngay", **keys: object) -> Commemoration:
    given_keys = {"name": "Ngày", "kind": "fixed", "regime": "none", **keys}
    return Commemoration.model_validate({"id": id_, "sources": SOURCES, **given_keys})


def fixed(id_: str, origin: str, regime: str = "none", **keys: object) -> Commemoration:
    _, month, day = origin.split("-")
    return record(id_, origin=origin, month=month, day=day, regime=regime, **keys)


def held(commemoration: Commemoration, year: int) -> Occurrence:
    found = occurrence_in(commemoration, year)
    assert found is not None
    return found

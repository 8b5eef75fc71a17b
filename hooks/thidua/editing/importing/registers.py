"""Commemorations and campaigns of the registers that a text names.

The year of a commemoration is its origin plus the number of years the text says, never the year of
the text: “80 năm Ngày truyền thống CAND” in an article of 2024 looks forward to 2025.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.name_matching import evidence_of, key_positions, text_keys
from thidua.text import roman

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.campaign.site import Site
    from thidua.editing.yaml_text import Item
    from thidua.reading.records import Commemoration

_BETWEEN = frozenset({"ki", "niem", "ngay", "thanh", "lap", "le"})
"""Words between “80 năm” and a name."""
_FAR = 5
"""Anniversaries further from the event than this many years are doubted."""
_WINDOW = 14
"""Syllables after a name in which its period or edition may stand."""


@dataclass(slots=True)
class RegisterMatches:
    """What was found of one register."""

    values: list[Item] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)


def commemorations(paragraphs: Sequence[str], site: Site, year: int) -> RegisterMatches:
    """Every commemoration with the year looked forward to; those without a number are only told."""
    names = sorted(
        (
            (text_keys(name, site.sector), name, id_)
            for id_, entry in site.commemorations.items()
            for name in _record_names(entry.record)
        ),
        key=lambda row: (-len(row[0]), row[2]),
    )
    found: dict[tuple[str, int], ImportNote] = {}
    unsure: dict[str, ImportNote] = {}
    for paragraph in paragraphs:
        text = text_keys(paragraph, site.sector)
        taken: set[int] = set()
        hits = []
        for name, written, id_ in names:
            for at in key_positions(name, text):
                here = range(at, at + len(name))
                if taken.isdisjoint(here):
                    taken.update(here)
                    hits.append((at, name, written, id_))
        for at, name, written, id_ in sorted(hits):
            record = site.commemorations[id_].record
            matched = _year(record, text, at, at + len(name))
            if matched is None:
                evidence = evidence_of(name, [paragraph], site.sector)
                unsure.setdefault(
                    id_, note("note_commemoration_unsure", evidence, value=written, id=id_)
                )
                continue
            target, ordinal = matched
            start = max(0, _number_position(text, at) if ordinal else at)
            whole = text[start : at + len(name)]
            evidence = evidence_of(whole, [paragraph], site.sector) or evidence_of(
                name, [paragraph], site.sector
            )
            found.setdefault((id_, target), _match_note(record, target, ordinal, evidence))
    result = RegisterMatches()
    for (id_, target), match_note in found.items():
        result.values.append({"id": id_, "year": target})
        result.notes.append(match_note)
        if abs(target - year) > _FAR:
            result.notes.append(note("warn_ordinal", match_note.evidence, value=id_, year=target))
    resolved = {id_ for id_, _ in found}
    result.notes.extend(missed for id_, missed in unsure.items() if id_ not in resolved)
    return result


def _record_names(record: Commemoration) -> tuple[str, ...]:
    return (record.name, *record.aliases, *(former.name for former in record.names))


def _match_note(record: Commemoration, year: int, ordinal: int | None, evidence: str) -> ImportNote:
    if ordinal is None or record.origin is None:
        return note("note_commemoration_period", evidence, value=record.id, year=year)
    return note(
        "note_commemoration",
        evidence,
        value=record.id,
        year=year,
        origin=record.origin.year,
        ordinal=ordinal,
    )


def _year(
    record: Commemoration, text: Sequence[str], start: int, end: int
) -> tuple[int, int | None] | None:
    """The year looked forward to and the number of years, where the text gives one."""
    after = text[end : end + _WINDOW]
    if record.kind == "edition":
        held = _edition(record, after)
        return (held, None) if held else None
    if record.origin is None:
        return None
    at = _number_position(text, start)
    if at >= 0:
        return record.origin.year + int(text[at]), int(text[at])
    years = [int(key) for key in after[:8] if len(key) == 4 and key.isdecimal()]
    if len(years) > 1 and years[0] == record.origin.year and years[1] > years[0]:
        return years[1], None
    return None


def _number_position(text: Sequence[str], start: int) -> int:
    """Where the number of “80 năm Ngày …” stands before a name; -1 when there is none."""
    at = start - 1
    while at > 1 and start - at < 5 and text[at] in _BETWEEN:
        at -= 1
    if at > 0 and text[at] == "nam" and text[at - 1].isdecimal() and len(text[at - 1]) < 4:
        return at - 1
    return -1


def _edition(record: Commemoration, after: Sequence[str]) -> int | None:
    """The year of the edition whose number or period follows the name."""
    for edition in record.editions:
        if edition.from_ is None:
            continue
        period = text_keys(edition.term or "")
        if period and any(True for _ in key_positions(period, after)):
            return edition.from_.year
        number = roman(edition.number) or (
            int(edition.number) if edition.number.isdecimal() else None
        )
        for at in key_positions(("lan", "thu"), after):
            number_written = after[at + 2].lstrip("#") if at + 2 < len(after) else ""
            if number_written and (
                number_written == str(number) or number_written == edition.number.lower()
            ):
                return edition.from_.year
    return None


def campaigns(paragraphs: Sequence[str], site: Site) -> RegisterMatches:
    """Every campaign the text names."""
    result = RegisterMatches()
    for id_, entry in site.campaigns.items():
        for name in (entry.record.name, *entry.record.aliases):
            evidence = evidence_of(text_keys(name, site.sector), paragraphs, site.sector)
            if evidence:
                result.values.append(id_)
                result.notes.append(note("note_campaign", evidence, value=id_))
                break
    return result

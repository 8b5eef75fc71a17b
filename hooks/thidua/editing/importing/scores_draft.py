"""A spreadsheet as the scores of a term: every value has a cell, and what a table leaves open is asked."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.dates import PartialDate
from thidua.editing.criterion_ids import criterion_ids
from thidua.editing.importing import score_rows as words
from thidua.editing.importing.choices import DraftFields
from thidua.editing.importing.clusters import member_named
from thidua.editing.importing.criterion_matching import match_criteria
from thidua.editing.importing.evidence import note
from thidua.editing.importing.name_matching import text_keys
from thidua.editing.importing.questions import Candidate, Question, UnansweredError
from thidua.editing.importing.score_table import ReadPoints, ReadRow, read_table, without
from thidua.editing.importing.secrecy import refuse_secret
from thidua.editing.importing.source_document import SourceDocument
from thidua.editing.new import NotWrittenError
from thidua.editing.yaml_text import yaml_entry, yaml_item
from thidua.locale import CONTENT, phrase
from thidua.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.editing.importing.choices import ImportOptions
    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.score_table import ScoreTable
    from thidua.editing.importing.spreadsheets import Sheet, Spreadsheet
    from thidua.editing.yaml_text import Item
    from thidua.reading.records import Criterion, Term

LEAVE_OUT = "-"
"""The answer that says: this unit is not scored here, this cell was not scored."""


def choose_sheet(spreadsheet: Spreadsheet, site: Site, options: ImportOptions) -> ScoreTable:
    """The one score table of a file. Raises UnansweredError where several sheets have one, NotWrittenError where none has."""
    names = {text_keys(name, site.sector) for name in site.units_by_any_name}

    def is_unit(text: str) -> bool:
        return text_keys(text, site.sector) in names

    answer = options.answer("sheet")
    found = [
        table
        for sheet in spreadsheet.sheets
        if (sheet.name == answer if answer else not sheet.hidden)
        and (table := read_table(sheet, is_unit))
    ]
    if not found:
        raise NotWrittenError("import_no_scores")
    if len(found) > 1:
        asked = tuple(Candidate(table.sheet.name, " ".join(table.prose[:2])) for table in found)
        raise UnansweredError("import_which_sheet", [Question("sheet", asked, None)])
    return found[0]


class ScoresDraft(DraftFields):
    """The scores of a term, drawn from one table."""

    def __init__(
        self, name: str, spreadsheet: Spreadsheet, site: Site, options: ImportOptions
    ) -> None:
        self.table = choose_sheet(spreadsheet, site, options)
        prose = (*self.table.prose, self.table.sheet.name)
        refuse_secret([*prose, *self.table.left_rows, *(c.text for c in self.table.criteria)])
        title = next((line for line in self.table.prose if words.is_title(line)), "")
        super().__init__(SourceDocument(title or name.rpartition(".")[0], "", prose), site, options)
        self.key, self.term = self._term()
        self.units = self._units()
        self.table = without(self.table, [h for h, id_ in self.units.items() if not id_])
        self.stage = self._stage()
        self.ids = self._ids()
        self.days = {stage: self._day(stage) for stage in self._stages()}
        self.points = self._points()
        self.lost_rows: list[str] = []
        self.ballot = self._ballot()
        self.notes += self._spreadsheet_notes(spreadsheet)

    def path(self, content: Path) -> Path:
        """Where the scores belong."""
        return content / "clusters" / self.key.cluster / "scores" / f"{self.key.term}.yml"

    def files(self) -> dict[str, bytes]:
        """The draft under the name ``""``."""
        lines = [
            *yaml_entry("term", self.key.term),
            *yaml_entry("audience", "internal"),
            "criteria:",
            *self._criteria_lines(),
            "sheets:",
            *self._sheet_lines(),
        ]
        marked: dict[str, Sequence[Item] | Mapping[str, Item]] = {
            "adjustments": self._adjustments(),
            "ballot": self.ballot,
            "ranking": self._ranking(),
            "proposals": self._proposals(),
        }
        for key, items in marked.items():
            if items:
                lines += yaml_entry(key, items)
                lines += self.marks_below(key, {"reason": "adjustments", "total": "ranking"})
            elif key == "ranking":
                lines += self.marks_below(key, {"total": "ranking"})
        lines += yaml_entry("sources", [self.source()])
        return {"": "\n".join([*lines, ""]).encode()}

    # --- What the table is about -------------------------------------------------------------

    def _term(self) -> tuple[TermKey, Term]:
        """The term the points are of: the only one that has most of the units, in the year the table names."""
        answer = self.options.answer("clusters")
        entries = self.site.clusters.items()
        terms = {TermKey(id_, t.term): t for id_, entry in entries for t in entry.record.terms}
        if answer:
            cluster, _, term = answer.partition("@")
            own = [key for key in terms if key.cluster == cluster and term in {"", key.term}]
            if not own:
                raise NotWrittenError("import_no_term", cluster=cluster, term=term or "…")
            if len(own) == 1:
                return own[0], terms[own[0]]
            raise self._unanswered_term(own, terms)
        named = {key: self._named(term) for key, term in terms.items()}
        most = max(named.values(), default=0)
        best = [key for key in terms if most > 1 and named[key] == most]
        text = " ".join(self.article.prose)
        years = set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text))
        of_year = [key for key in best if key.term in text or years & {*key.term.split("-")}]
        chosen = of_year or best
        if len(chosen) != 1 or not of_year:
            raise self._unanswered_term(chosen or [k for k in terms if named[k]], terms)
        evidence = next((line for line in self.article.prose if chosen[0].term in line), "")
        members = len(terms[chosen[0]].members)
        self.notes.append(
            note("note_scores_term", evidence, value=chosen[0], named=most, members=members)
        )
        return chosen[0], terms[chosen[0]]

    def _unanswered_term(
        self, keys: Sequence[TermKey], terms: Mapping[TermKey, Term]
    ) -> UnansweredError:
        def reasons(key: TermKey) -> str:
            named, members = self._named(terms[key]), len(terms[key].members)
            return phrase(CONTENT, "editing.candidate", term=key.term, named=named, members=members)

        asked = tuple(Candidate([str(key)], reasons(key)) for key in keys)
        return self.unanswered("import_scores_term", Question("clusters", asked, None))

    def _named(self, term: Term) -> int:
        members = {m.unit for m in term.members}
        return sum(any(u in members for u in self._called(h)) for h in self.table.headings)

    def _called(self, heading: str) -> tuple[str, ...]:
        """The units that bear a name, whatever its accents and capitals."""
        keys = text_keys(heading, self.site.sector)
        return tuple(
            dict.fromkeys(
                id_
                for name, ids in self.site.units_by_any_name.items()
                if text_keys(name, self.site.sector) == keys
                for id_ in ids
            )
        )

    def _units(self) -> dict[str, str]:
        """The unit of each heading; empty for one that an answer leaves out. Raises UnansweredError for unknown ones."""
        members = list(dict.fromkeys(m.unit for m in self.term.members))
        units: dict[str, str] = {}
        asked: list[Question] = []
        for heading in self.table.headings:
            key = f"unit-of-{slug(heading)}"
            answer = self.options.answer(key)
            called = self._called(heading)
            own = [u for u in called if u in members] or list(called)
            if answer:
                if answer != LEAVE_OUT and answer not in self.site.units:
                    raise NotWrittenError("import_bad_option", option=key, value=answer)
                units[heading] = "" if answer == LEAVE_OUT else answer
            elif len(own) == 1:
                units[heading] = own[0]
            else:
                near = [member_named(heading, members, self.site)]
                left = own or [u for u in near if u] or members
                known = [u for u in left if u in self.site.units]
                shown = (Candidate(u, self.site.unit(u).name) for u in known)
                asked.append(Question(key, tuple(shown), None))
        twice = [h for h in units if units[h] and list(units.values()).count(units[h]) > 1]
        if asked:
            raise self.unanswered("import_scores_unit", *asked)
        if twice:
            raise NotWrittenError(
                "import_scores_twice", unit=units[twice[0]], value="; ".join(twice)
            )
        return units

    def _stage(self) -> str:
        """The stage of columns whose headings name none; raises UnansweredError where the table does not say it."""
        if all(p.stage for row in self.table.rows for p in row.points):
            return ""
        answer = self.options.answer("stage")
        if answer and answer not in words.STAGES:
            raise NotWrittenError("import_bad_option", option="stage", value=answer)
        said = list(
            dict.fromkeys(s for line in self.article.prose if (s := words.stage_named(line)))
        )
        if not answer and len(said) != 1:
            shown = (
                Candidate(s, phrase(CONTENT, f"editing.import_stage:{s}"))
                for s in said or words.STAGES
            )
            raise self.unanswered("import_scores_stage", Question("stage", tuple(shown), None))
        if not answer:
            evidence = next(line for line in self.article.prose if words.stage_named(line))
            self.notes.append(note("note_scores_stage", evidence, value=said[0]))
        return answer or said[0]

    def _stages(self) -> list[str]:
        present = {p.stage or self.stage for row in self.table.rows for p in row.points}
        return [stage for stage in words.STAGES if stage in present]

    def _day(self, stage: str) -> str:
        """The day of a stage: answered, or the only one the table names; else asked and left open."""
        key = f"day-of-{stage}"
        answer = self.options.answer(key) or self.options.answer("date")
        found = {
            f"{year}-{int(month):02d}-{int(day):02d}": line
            for line in self.article.prose
            for day, month, year in words.days(line)
        }
        if answer:
            try:
                PartialDate.parse(answer)
            except ValueError as error:
                raise NotWrittenError("import_bad_option", option=key, value=answer) from error
            return answer
        if len(found) == 1 and len(self._stages()) == 1:
            [(day, line)] = found.items()
            self.notes.append(note("note_scores_day", line, value=day))
            return day
        asked = tuple(Candidate(day, line) for day, line in found.items())
        self.questions.append(Question(key, asked, None))
        return ""

    # --- Criteria ----------------------------------------------------------------------------

    def _ids(self) -> list[str]:
        """Ids of the criteria: those of the year before where they are the same, else made of their words; none twice."""
        earlier = (TermKey(self.key.cluster, t.term) for t in self.site.terms_before(self.key))
        before = next((key for key in earlier if key in self.site.scores), None)
        old = self.site.scores[before].record.criteria if before else ()
        matched = match_criteria(self.table.criteria, old)
        texts = [c.text for c, m in zip(self.table.criteria, matched, strict=True) if not m.same]
        made = iter(criterion_ids(texts, [c.id for c in old]))
        kept = sum(m.same is not None for m in matched)
        if kept:
            self.notes.append(note("note_scores_ids", count=kept, value=before))
        return [
            match.same.id if match.same else self._new_id(next(made), criterion.text, match.near)
            for criterion, match in zip(self.table.criteria, matched, strict=True)
        ]

    def _new_id(self, made: str, text: str, near: Criterion | None) -> str:
        """The id of a criterion that no other says in the same words; asked where one of the year before says nearly the same."""
        if near is None:
            return made
        key = f"id-of-{made}"
        answer = self.options.answer(key)
        if answer and answer not in {made, near.id}:
            raise NotWrittenError("import_bad_option", option=key, value=answer)
        if not answer:
            asked = (Candidate(near.id, near.text), Candidate(made, text))
            self.questions.append(Question(key, asked, 1))
        return answer or made

    def _criteria_lines(self) -> Iterator[str]:
        for n, criterion in enumerate(self.table.criteria):
            id_ = self.ids[n]
            item: dict[str, Item] = {"id": id_}
            if criterion.part_of is not None:
                item["part_of"] = self.ids[criterion.part_of]
            item["text"] = criterion.text
            key = f"max-of-{id_}"
            answer = self.options.answer(key)
            highest = (words.points(answer) if answer else criterion.max) or ""
            if answer and not highest:
                raise NotWrittenError("import_bad_option", option=key, value=answer)
            parts = self._sum_of_parts(n)
            if highest:
                item["max"] = highest
            yield from (f"  {line}" for line in yaml_item(item))
            yield from self._marks(f"id-of-{id_}", " " * 4)
            wrong_sum = (
                criterion.is_section and highest and parts is not None and _number(highest) != parts
            )
            if wrong_sum:
                self.notes.append(
                    note(
                        "warn_scores_section",
                        value=criterion.text,
                        max=highest,
                        sum=_written(parts or Decimal(0)),
                    )
                )
            if not criterion.is_section and not highest:
                question = Question(key, (), None)
                self.questions.append(question)
                yield from (f"    {line}" for line in question.marks())

    def _sum_of_parts(self, section: int) -> Decimal | None:
        """What the parts of a section give at most; None where one does not say it, or is a section itself."""
        parts = [c for c in self.table.criteria if c.part_of == section]
        if not parts or any(not c.max for c in parts):
            return None
        return sum((_number(c.max) for c in parts), Decimal(0))

    # --- Points ------------------------------------------------------------------------------

    def _points(self) -> dict[tuple[str, str, int], str]:
        """Points by stage, unit and criterion; what was not scored is not there, what cannot be read is asked."""
        found: dict[tuple[str, str, int], str] = {}
        blanks = 0
        for row in self.table.rows:
            if row.criterion is None or self.table.criteria[row.criterion].is_section:
                continue
            for cell in row.points:
                unit = self.units[cell.heading]
                key = f"points-of-{unit}-{self.ids[row.criterion]}"
                said = self.options.answer(key) or cell.text
                value = words.points(said)
                if value is not None:
                    found[cell.stage or self.stage, unit, row.criterion] = value
                elif words.is_blank(said) and not (cell.cell.formula and not cell.text):
                    blanks += 1
                else:
                    evidence = f"{row.label}: {said or cell.cell.formula}"
                    self.questions.append(Question(key, (Candidate(said, evidence),), None))
        if blanks:
            self.notes.append(note("note_scores_blank", count=blanks))
        return found

    def _sheet_lines(self) -> Iterator[str]:
        for stage in self._stages():
            item: dict[str, Item] = {"by": stage}
            if self.days[stage]:
                item["on"] = self.days[stage]
            yield from (f"  {line}" for line in yaml_item(item))
            yield from self._marks(f"day-of-{stage}", " " * 4)
            yield "    rows:"
            for unit in self._scored_units(stage):
                yield f"      - unit: {unit}"
                points = {
                    self.ids[n]: value
                    for (of, u, n), value in self.points.items()
                    if (of, u) == (stage, unit)
                }
                yield from (f"        {line}" for line in yaml_entry("points", points) if points)
                for n in range(len(self.ids)):
                    yield from self._marks(f"points-of-{unit}-{self.ids[n]}", " " * 8)

    def _marks(self, key: str, indent: str) -> Iterator[str]:
        """The marks of one question."""
        for question in self.questions:
            if question.key == key:
                yield from (f"{indent}{line}" for line in question.marks())

    def _scored_units(self, stage: str) -> list[str]:
        """The units with points or an open cell in a stage, in the order of the table."""
        has = {unit for of, unit, _ in self.points if of == stage}
        return [unit for unit in self.units.values() if unit in has]

    # --- Beside the points -------------------------------------------------------------------

    def _adjustments(self) -> list[Item]:
        """Bonus and penalty by unit, of the last stage that has them."""
        found: list[Item] = []
        for row in self.table.rows:
            if row.kind not in {"thuong", "phat"}:
                continue
            bare = (
                words.kind_of_row(row.label.partition(":")[0]) and not row.label.partition(":")[2]
            )
            key = f"reason-of-{row.kind}"
            answer = self.options.answer(key) if bare else ""
            reason = answer or row.label.partition(":")[2].strip() or row.label
            some = False
            for unit, cell in self._last(row).items():
                value = words.points(cell.text.lstrip("-–+ "))
                if value and _number(value):
                    some = True
                    item: dict[str, Item] = {"unit": unit, "kind": row.kind, "points": value}
                    day = self.days.get(cell.stage or self.stage, "")
                    found.append(item | {"reason": reason} | ({"on": day} if day else {}))
            if some and bare and not answer:
                asked = Question(key, (Candidate(reason, row.label),), 0)
                self.questions.append(asked)
        return found

    def _last(self, row: ReadRow) -> dict[str, ReadPoints]:
        """A row's cell for each unit: that of the last stage which holds something."""
        ordered = sorted(row.points, key=lambda p: words.STAGES.index(p.stage or self.stage))
        return {self.units[p.heading]: p for p in ordered if not words.is_blank(p.text)}

    def _ranking(self) -> list[Item]:
        """Places as the table has them, with totals that add up; the others are asked."""
        totals = self._totals()
        found: list[tuple[int, Item]] = []
        for row in self.table.rows:
            if row.kind != "rank":
                continue
            for unit, cell in self._last(row).items():
                place = words.rank(cell.text)
                if place is None:
                    self.notes.append(note("lost_scores_row", row.label, count=1, value=cell.text))
                    continue
                item: dict[str, Item] = {"unit": unit, "rank": place}
                if unit in totals:
                    item["points"] = totals[unit]
                found.append((place, item))
        return [item for _, item in sorted(found, key=lambda entry: entry[0])]

    def _totals(self) -> dict[str, str]:
        """The totals of the table by unit; one that is not the sum of its points is asked."""
        row = next((row for row in reversed(self.table.rows) if row.kind == "total"), None)
        if row is None:
            return {}
        changes = self._changes()
        found: dict[str, str] = {}
        for unit, cell in self._last(row).items():
            written = words.points(cell.text)
            base, missing = self._sum(unit, cell.stage or self.stage)
            key = f"total-of-{unit}"
            answer = self.options.answer(key)
            if answer:
                found[unit] = answer
            elif written and _number(written) in {base, base + changes.get(unit, Decimal(0))}:
                found[unit] = written
                if missing:
                    name = self.site.unit(unit).name
                    self.notes.append(note("warn_scores_missing", count=missing, value=name))
            else:
                of_points = phrase(CONTENT, "editing.import_scores_sum", missing=missing)
                asked = (
                    Candidate(written or cell.text, row.label),
                    Candidate(_written(base), of_points),
                )
                self.questions.append(Question(key, asked, None))
        if found:
            self.notes.append(note("note_scores_totals", count=len(found)))
        return found

    def _ballot(self) -> dict[str, Item]:
        """The votes of each unit, where one row of the table has them: ``12``, or ``12/13`` of those who voted."""
        rows = [row for row in self.table.rows if row.kind == "votes"]
        read = {unit: words.votes(cell.text) for unit, cell in self._last(rows[0]).items()} if len(rows) == 1 else {}  # fmt: skip
        if not read or None in read.values():
            self.lost_rows += [row.label for row in rows]
            return {}
        counts = {unit: found for unit, found in read.items() if found}
        voters = {of for _, of in counts.values() if of is not None}
        votes: list[Item] = [{"unit": unit, "votes": own} for unit, (own, _) in counts.items()]
        return {**({"voters": max(voters)} if len(voters) == 1 else {}), "votes": votes}

    def _changes(self) -> dict[str, Decimal]:
        """Bonus less penalty, by unit."""
        found: dict[str, Decimal] = {}
        for row in self.table.rows:
            sign = {"thuong": 1, "phat": -1}.get(row.kind)
            for unit, cell in self._last(row).items() if sign else ():
                value = words.points(cell.text.lstrip("-–+ "))
                found[unit] = found.get(unit, Decimal(0)) + (sign or 0) * _number(value or "0")
        return found

    def _sum(self, unit: str, stage: str) -> tuple[Decimal, int]:
        """The sum of a unit's points in a stage, and of how many criteria it has none."""
        leaves = [n for n, c in enumerate(self.table.criteria) if not c.is_section]
        values = [self.points.get((stage, unit, n)) for n in leaves]
        total = sum((_number(value) for value in values if value), Decimal(0))
        return total, sum(value is None for value in values)

    def _proposals(self) -> list[Item]:
        """What is proposed for a unit: a cross below a title, or the title itself."""
        return [
            {
                "unit": self.units[p.heading],
                "title": row.label if words.is_blank(p.text) else p.text,
            }
            for row in self.table.rows
            if row.kind == "proposal"
            for p in row.points
            if p.text
        ]

    # --- What is told ------------------------------------------------------------------------

    def _spreadsheet_notes(self, spreadsheet: Spreadsheet) -> Iterator[ImportNote]:
        """What a reader of the sheet may not see, and what of the file is not in the draft."""
        table, sheet = self.table, self.table.sheet
        cells = [cell for row in sheet.rows for cell in row]
        formulas = {
            "warn_scores_formulas": [cell.formula for cell in cells if cell.formula],
            "warn_scores_unreckoned": [c.formula for c in cells if c.formula and not c.text],
        }
        yield from (note(key, count=len(own), value=own[0]) for key, own in formulas.items() if own)
        hidden = len(sheet.hidden_rows) + len(sheet.hidden_columns)
        if hidden:
            yield note("warn_scores_hidden", count=hidden, value=_first_texts(sheet))
        if spreadsheet.links:
            yield note("warn_scores_links", count=spreadsheet.links)
        if spreadsheet.macros:
            yield note("lost_macros")
        others = [other for other in spreadsheet.sheets if other is not sheet]
        if others:
            named = "; ".join(other.name for other in others)
            yield note("lost_scores_sheets", count=len(others), value=named)
        said = [cell.note for cell in cells if cell.note]
        if said:
            yield note("lost_scores_notes", count=len(said), value=said[0])
        lost = [
            *table.left_rows,
            *(r.label for r in table.rows if r.kind == "grade"),
            *self.lost_rows,
        ]
        if lost:
            yield note("lost_scores_rows", count=len(lost), value="; ".join(lost))
        if table.left_columns:
            named = "; ".join(table.left_columns)
            yield note("lost_scores_columns", count=len(table.left_columns), value=named)
        dropped = [heading for heading, id_ in self.units.items() if not id_]
        if dropped:
            yield note("lost_scores_units", count=len(dropped), value="; ".join(dropped))


def _first_texts(sheet: Sheet) -> str:
    """The first text of its own of each hidden row and column."""
    columns = tuple(zip(*sheet.rows, strict=True))
    lines = [sheet.rows[r] for r in sheet.hidden_rows] + [columns[c] for c in sheet.hidden_columns]
    first = (next((cell.text for cell in line if cell.text and not cell.covered), "") for line in lines)  # fmt: skip
    return "; ".join(text for text in first if text)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _written(number: Decimal) -> str:
    return format(number.normalize(), "f").replace(".", ",")

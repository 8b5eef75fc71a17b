"""A report with a table of targets as results of a pledge: lines added to its file, everything else in it untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.campaign.terms import composition_of, terms_during
from thidua.dates import PartialDate, Span
from thidua.editing.importing.choices import DraftFields
from thidua.editing.importing.clusters import member_named
from thidua.editing.importing.evidence import note
from thidua.editing.importing.name_matching import text_keys
from thidua.editing.importing.questions import Candidate, Question
from thidua.editing.importing.source_dates import status_days
from thidua.editing.new import NotWrittenError
from thidua.editing.yaml_text import yaml_entry
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.editing.importing.choices import ImportOptions
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.editing.yaml_text import Item
    from thidua.reading.records import Target

_ABOUT = re.compile(r"(?:ten |noi dung )?(?:chi tieu|tieu chi|noi dung|nhiem vu)")
_REACHED = re.compile(
    r"(?:da )?(?:dat|ket qua|thuc hien)(?: (?:thuc hien|dat duoc))?(?: (?:nam )?\d{4})?"
)
_REPORT = re.compile(r"bao cao|ket qua|tong ket|so ket")
_ALIKE = 0.6
"""Share of the syllables of a target that a row has, at least."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a reported table: what it is about, and values by the headings they stand under."""

    about: str
    values: tuple[tuple[str, str], ...]


def says_it_is_a_report(article: SourceDocument, site: Site) -> Candidate | None:
    """The first row of a report's table that speaks of a target of some pledge; None where none does."""
    if not _REPORT.search(fold(" ".join([article.title, *article.prose[:2]]))):
        return None
    targets = [target for entry in site.pledges.values() for target in entry.record.targets]
    rows = (row for row in _rows(article.tables) if any(_alike(row, t) >= _ALIKE for t in targets))
    row = next(rows, None)
    return Candidate("results", row.about) if row else None


class ResultsDraft(DraftFields):
    """The results of a report, and the targets they belong to."""

    def __init__(
        self,
        article: SourceDocument,
        site: Site,
        options: ImportOptions,
        kinds: Iterable[Candidate] = (),
    ) -> None:
        super().__init__(article, site, options, kinds)
        self.key = self._pledge()
        self.targets = site.pledges[self.key].record.targets
        self.as_of = self._as_of()

    def path(self, content: Path) -> Path:
        """The file of the pledge, which stands already."""
        return content / "clusters" / self.key.cluster / "pledges" / f"{self.key.term}.md"

    def added_to(self, text: str) -> str:
        """The file of the pledge with the results, each marked; raises NotWrittenError where there are none to add."""
        lines = text.split("\n")
        ending = "\r" if lines[0].endswith("\r") else ""
        added: list[Candidate] = []
        for target, row in self._matched():
            results = self._results(target, row)
            place = _end_of_target(lines, target.id)
            if place is None:
                self.notes.append(
                    note("lost_results", row.about, count=len(results), value=target.id)
                )
            elif results:
                candidates = [
                    Candidate(f"{target.id}: {value}", row.about) for value in _values(results)
                ]
                added += candidates
                at, indent, begun = place
                made = [] if self.options.answer("results") else list(_mark(candidates))
                made += list(yaml_entry("results", results))[1 if begun else 0 :]
                lines[at:at] = [f"{indent}{line}{ending}" for line in made]
        if not added:
            raise NotWrittenError("import_no_targets", pledge=self.key)
        if not self.options.answer("results"):
            self.questions.append(Question("results", tuple(added), 0))
        self.notes += self.article.notes
        return "\n".join(lines)

    def _pledge(self) -> TermKey:
        """The pledge that the report is about: by its year and its cluster."""
        article = self.article
        texts = (article.title, *article.prose, article.issuer)
        year = re.search(r"năm (\d{4})", " ".join(texts))
        stamp = article.stamp
        if year is None and stamp is None:
            raise self.unanswered("import_no_date", Question("date", (), None))
        start = PartialDate(int(year[1])) if year else PartialDate.of(stamp.day)  # type: ignore[union-attr]
        span = Span(start, start)
        choice, clusters = self.choose_clusters(texts, span)
        self.notes += choice.notes
        if not clusters:
            asked = [q for q in self.questions if q.key == "clusters"]
            raise self.unanswered(
                "import_pledge_cluster", *asked or [Question("clusters", (), None)]
            )
        cluster, _, term = str(clusters[0]).partition("@")
        terms = terms_during(self.site.cluster(cluster), span)
        key = TermKey(cluster, term or (terms[-1].term if terms else str(start.year)))
        if key not in self.site.pledges or not self.site.pledges[key].record.targets:
            raise NotWrittenError("import_no_targets", pledge=key)
        return key

    def _as_of(self) -> str:
        """The day the results hold for: one the report names, else that of the report."""
        answer = self.options.answer("as-of")
        if answer:
            return answer
        found = [Candidate(str(day), where) for day, where in status_days(self.article.prose)]
        stamp = self.article.stamp
        found += [Candidate(str(stamp.day), stamp.written)] if stamp else []
        if not found:
            raise self.unanswered("import_no_date", Question("as-of", (), None))
        self.ask("as-of", {candidate.value: candidate for candidate in found}.values())
        return str(found[0].value)

    def _matched(self) -> Iterator[tuple[Target, _Row]]:
        """Targets with the row that speaks of each; rows that speak of none or of several are told."""
        for row in _rows(self.article.tables):
            shares = [(_alike(row, target), target) for target in self.targets]
            best = max(share for share, _ in shares)
            alike = [target for share, target in shares if share == best]
            if best >= _ALIKE and len(alike) == 1:
                yield alike[0], row
            else:
                values = "; ".join([row.about, *(value for _, value in row.values)])
                self.notes.append(note("lost_row", count=1, value=values))

    def _results(self, target: Target, row: _Row) -> list[Item]:
        """The values of a row by unit; those that are there already are left alone."""
        there = {(result.unit, str(result.as_of)) for result in target.results}
        found: list[Item] = []
        for heading, value in row.values:
            if not re.search(r"\w", value):
                self.notes.append(note("lost_blank", row.about, value=heading))
                continue
            unit = self._unit(heading)
            if (unit, self.as_of) not in there:
                found.append(
                    {"unit": unit, "value": value, "as_of": self.as_of, "source": self.source_title}
                )
        return found

    def _unit(self, heading: str) -> str:
        """The member a column is named after, or whose report it is; raises UnansweredError where nobody can tell."""
        answer = self.options.answer("unit")
        members = self._members()
        named = (
            member_named(heading, members, self.site)
            or answer
            or member_named(self.article.issuer, members, self.site)
        )
        if not named:
            asked = tuple(
                Candidate(id_, self.site.unit(id_).name)
                for id_ in members
                if id_ in self.site.units
            )
            raise self.unanswered("import_results_unit", Question("unit", asked, None))
        return named

    def _members(self) -> tuple[str, ...]:
        term = self.site.term(self.key)
        return composition_of(self.key, term, term.span.first).members


def _values(results: Sequence[Item]) -> Iterator[str]:
    for result in results:
        assert isinstance(result, dict)
        yield f"{result['unit']} {result['value']}"


def _mark(candidates: Sequence[Candidate]) -> list[str]:
    """The mark above results, with the row they come from; what is below it is no list of candidates."""
    first, *_ = Question("results", (), 0).marks()
    return [first, f"# “{candidates[0].evidence}”"]


def _rows(tables: Iterable[Sequence[Sequence[str]]]) -> Iterator[_Row]:
    """The rows of tables that have a column for targets, with the columns that hold what was reached."""
    for head, *rows in tables:
        names = [fold(name).strip() for name in head]
        about = next((n for n, name in enumerate(names) if _ABOUT.fullmatch(name)), None)
        reached = [
            n
            for n, name in enumerate(names)
            if any(_REACHED.fullmatch(part.strip()) for part in name.split("–"))
        ]
        if about is None or not reached:
            continue
        for row in rows:
            if len(row) == len(head) and row[about]:
                yield _Row(row[about], tuple((head[n], row[n]) for n in reached))


def _alike(row: _Row, target: Target) -> float:
    """The share of a target's syllables that a row has."""
    of_row, of_target = set(text_keys(row.about)), set(text_keys(target.text))
    common = len(of_row & of_target)
    return min(common / max(len(of_target), 1), common / max(len(of_row), 1))


def _end_of_target(lines: Sequence[str], id_: str) -> tuple[int, str, bool] | None:
    """Before which line results of a target belong, how they are indented, and whether it has some.

    None for a target that is written on one line.
    """
    begin = next(
        (
            n
            for n, line in enumerate(lines)
            if re.match(rf"\s*(?:- )?\s*id:\s*[\"']?{re.escape(id_)}[\"']?\s*(?:#|\Z)", line)
        ),
        None,
    )
    if begin is None:
        return None
    while begin and not lines[begin].lstrip().startswith("- "):
        begin -= 1
    dash = len(lines[begin]) - len(lines[begin].lstrip())
    end = begin + 1
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > dash
    ):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    indent = " " * (dash + 2)
    heads = [n for n in range(begin, end) if lines[n].startswith(f"{indent}results:")]
    if not heads:
        return end, indent, False
    if lines[heads[0]].strip() != "results:":
        return None
    end = heads[0] + 1
    while end < len(lines) and re.match(rf"{indent}(?: |- |-\Z)", lines[end]):
        end += 1
    return end, indent, True

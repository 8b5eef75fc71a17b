"""What ``thidua check`` would say of a file that is not written yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign import checks, prose
from thidua.campaign.link import link
from thidua.diagnostics import Report
from thidua.reading.body import read_body
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.front_matter import split
from thidua.reading.library import Document, Library, read_library
from thidua.reading.records import Cluster, Event, Pledge
from thidua.reading.strict_yaml import read_yaml
from thidua.reading.typed import to_record

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.campaign.site import Site


@dataclass(frozen=True, slots=True)
class Shelf:
    """The content as it is, to be tried with one file more."""

    library: Library
    site: Site

    def with_event(self, path: str, text: str, slug: str) -> Report:
        """The diagnostics of ``text`` as the event file ``path``."""
        document, report = _document(Event, path, text, slug)
        return self._tried(report, document, events=document)

    def with_pledge(self, path: str, text: str, cluster: str) -> Report:
        document, report = _document(Pledge, path, text, cluster)
        return self._tried(report, document, pledges=document)

    def with_cluster(self, path: str, text: str, cluster: str) -> Report:
        report = Report()
        marked, found = read_yaml(path, text)
        report.add(found)
        typed = to_record(Cluster, marked, path)
        report.add(typed.diagnostics)
        if typed.record is None:
            return report
        document = Document(path, typed.record, typed.complete, marked, slug=cluster)
        return self._tried(report, document, clusters=document)

    def _tried(
        self, report: Report, document: object, **added: Document[Event] | Document[Pledge] | Document[Cluster] | None
    ) -> Report:
        if document is None:
            return report
        lib = self.library
        tried = Library(
            [*lib.events], [*lib.clusters], [*lib.pledges], lib.units, lib.commemorations, lib.campaigns, lib.files
        )  # fmt: skip
        for shelf, new in added.items():
            getattr(tried, shelf).append(new)
        linked = link(tried)
        told = Report()
        told.add(linked.diagnostics)
        told.add(checks.check(tried, linked.site))
        told.add(prose.check(tried, linked.site))
        path = next(new.path for new in added.values() if new is not None)
        report.add(told.within(lambda where: where == path))
        return report


def shelf(content: Path, project: Path) -> Shelf:
    """The content of a project, read once."""
    library = read_library(content, project)
    return Shelf(library, link(library).site)


def _document(
    cls: type[Event] | type[Pledge], path: str, text: str, slug: str
) -> tuple[Document[Event] | Document[Pledge] | None, Report]:
    report = Report()
    try:
        text, found = decode(path, text.encode())
    except UndecodableError as error:
        report.add([error.diagnostic])
        return None, report
    report.add(found)
    parts, found = split(path, text)
    report.add(found)
    if parts is None:
        return None, report
    marked, found = read_yaml(path, parts.yaml, parts.yaml_line)
    report.add(found)
    body, found = read_body(path, parts.body, parts.body_line)
    report.add(found)
    typed = to_record(cls, marked, path)
    report.add(typed.diagnostics)
    if typed.record is None:
        return None, report
    folder = path.rpartition("/")[0]
    return Document(path, typed.record, typed.complete, marked, (), body, slug, folder), report  # type: ignore[arg-type]

"""The content as it is, against which a file not yet written is checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from thidua.campaign.link import link
from thidua.checks import events, prose
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


R = TypeVar("R", Event, Pledge)


@dataclass(frozen=True, slots=True)
class ContentSnapshot:
    """The content as it is, to be tried with one file more."""

    library: Library
    site: Site

    def with_event(self, path: str, text: str, slug: str) -> Report:
        """The diagnostics of ``text`` as the event file ``path``."""
        document, report = _document(Event, path, text, slug)
        return _told(report, path, replace(self.library, events=[*self.library.events, *document]))

    def with_pledge(self, path: str, text: str, cluster: str) -> Report:
        """The diagnostics of ``text`` as the pledge file ``path``."""
        document, report = _document(Pledge, path, text, cluster)
        return _told(
            report, path, replace(self.library, pledges=[*self.library.pledges, *document])
        )

    def with_cluster(self, path: str, text: str, cluster: str) -> Report:
        """The diagnostics of ``text`` as the ``cluster.yml`` at ``path``."""
        report = Report()
        marked, found = read_yaml(path, text)
        report.add(found)
        typed = to_record(Cluster, marked, path)
        report.add(typed.diagnostics)
        if typed.record is None:
            return report
        document = Document(path, typed.record, typed.complete, marked, slug=cluster)
        return _told(
            report, path, replace(self.library, clusters=[*self.library.clusters, document])
        )


def _told(report: Report, path: str, library: Library) -> Report:
    """``report`` with what linking and the rules say of the file in its company."""
    linked = link(library)
    whole = Report()
    whole.add(linked.diagnostics)
    whole.add(events.check_all(library, linked.site))
    whole.add(prose.check(library, linked.site))
    report.add(whole.within(lambda where: where == path))
    return report


def take_snapshot(content: Path, project: Path) -> ContentSnapshot:
    """The content of a project, read once."""
    library = read_library(content, project)
    return ContentSnapshot(library, link(library).site)


def _document(cls: type[R], path: str, text: str, slug: str) -> tuple[list[Document[R]], Report]:
    """The document of a Markdown text, if it is one, and what reading it tells."""
    report = Report()
    try:
        text, found = decode(path, text.encode())
    except UndecodableError as error:
        report.add([error.diagnostic])
        return [], report
    report.add(found)
    parts, found = split(path, text)
    report.add(found)
    if parts is None:
        return [], report
    marked, found = read_yaml(path, parts.yaml, parts.yaml_line)
    report.add(found)
    body, found = read_body(path, parts.body, parts.body_line)
    report.add(found)
    typed = to_record(cls, marked, path)
    report.add(typed.diagnostics)
    if typed.record is None:
        return [], report
    folder = path.rpartition("/")[0]
    return [Document(path, typed.record, typed.complete, marked, (), body, slug, folder)], report

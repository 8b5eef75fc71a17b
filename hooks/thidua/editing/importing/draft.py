"""Putting a draft together: first in memory, with what is to be asked, then on the disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.editing.atomic_files import create_file, replace_file
from thidua.editing.importing.choices import ImportOptions
from thidua.editing.importing.event_draft import EventDraft
from thidua.editing.importing.pledge_draft import PledgeDraft, says_it_is_a_pledge
from thidua.editing.importing.questions import Candidate
from thidua.editing.importing.results_draft import ResultsDraft, says_it_is_a_report
from thidua.editing.importing.scores_draft import ScoresDraft
from thidua.editing.importing.source_dates import event_days
from thidua.editing.importing.source_files import kind_of_file, read_source
from thidua.editing.importing.spreadsheets import ENDINGS as SPREADSHEETS
from thidua.editing.importing.spreadsheets import read_spreadsheet
from thidua.editing.new import NotWrittenError, refuse_links
from thidua.editing.snapshot import ContentSnapshot, take_snapshot
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.editing.importing.choices import DraftFields
    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.questions import Question
    from thidua.editing.importing.source_document import SourceDocument

__all__ = ["ImportDraft", "ImportOptions", "draft_file", "import_file", "read_draft", "write_draft"]

KINDS_OF_FILE = ("event", "pledge", "results")
"""What a source may become: an event, the pledge of a term, or results of a pledge that stands."""
MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A draft that is not written yet."""

    files: Mapping[Path, bytes]
    path: Path
    """The file of the record itself; photographs stand beside it."""
    notes: tuple[ImportNote, ...]
    """What each value rests on, and what a person must look at."""
    questions: tuple[Question, ...]
    """What is marked in the draft, for a person to decide."""
    losses: tuple[ImportNote, ...]
    """What of the source is not in the draft, counted."""
    diagnostics: tuple[Diagnostic, ...]
    """What the check says of the draft."""
    changes: bool = False
    """Whether `path` stands already and lines were added to it."""


def import_file(file: Path, content: Path, project: Path, options: ImportOptions) -> ImportDraft:
    """The draft made of a file, written. Raises NotWrittenError when nothing was written."""
    draft = read_draft(file, content, project, options)
    write_draft(draft)
    return draft


def read_draft(file: Path, content: Path, project: Path, options: ImportOptions) -> ImportDraft:
    """The draft made of a file on the disk; nothing is written."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise NotWrittenError("import_too_large", size=size >> 20, limit=MAX_BYTES >> 20)
    return draft_file(file.name, file.read_bytes(), file.parent, content, project, options)


def write_draft(draft: ImportDraft) -> None:
    """Write the files of a draft; FileExistsError when one that is new is there by now."""
    for target, data in draft.files.items():
        if draft.changes:
            replace_file(target, data)
        else:
            create_file(target, data)


def draft_file(
    name: str,
    data: bytes,
    folder: Path | None,
    content: Path,
    project: Path,
    options: ImportOptions,
) -> ImportDraft:
    """The draft made of the bytes of a file; nothing is written. Raises NotWrittenError when there can be none.

    ``name`` tells the kind of file by its ending where the bytes do not; pictures of a saved page are looked for in
    ``folder`` alone.
    """
    here = take_snapshot(content, project)
    ending, renamed = kind_of_file(name, data)
    if ending in SPREADSHEETS:
        scores = ScoresDraft(name, read_spreadsheet(ending, data), here.site, options)
        scores.notes += renamed
        path = scores.path(content)
        _refuse_existing(path, project=project)
        return _draft(here, project, scores, path, {path: scores.files()[""]})
    newspapers = here.site.sector.newspapers
    article = read_source(ending, name, data, folder, options.url or "", newspapers)
    article = replace(article, notes=(*renamed, *article.notes))
    if not article.prose:
        raise NotWrittenError("import_no_text")
    kind, kinds = _kind_of_file(article, here.site, options)
    if kind == "results":
        results = ResultsDraft(article, here.site, options, kinds)
        path = results.path(content)
        made = results.added_to(path.read_bytes().decode())
        return _draft(here, project, results, path, {path: made.encode()}, changes=True)
    drafting: EventDraft | PledgeDraft
    if kind == "pledge":
        drafting = PledgeDraft(article, here.site, options, kinds)
        path = drafting.path(content)
        refused = [path]
    else:
        drafting = EventDraft(article, here.site, options, kinds)
        path, refused = drafting.path(content), drafting.places(content)
    _refuse_existing(*refused, project=project)
    if isinstance(drafting, EventDraft) and not options.again:
        _refuse_cited_source(here, drafting)
    files = drafting.files()
    paths = {path if not beside else path.parent / beside: made for beside, made in files.items()}
    return _draft(here, project, drafting, path, paths)


def _refuse_existing(*paths: Path, project: Path) -> None:
    """Refuse to write where something is."""
    for path in paths:
        refuse_links(path, project)
        if path.exists():
            raise NotWrittenError("import_exists", path=path.relative_to(project).as_posix())


def _draft(
    here: ContentSnapshot,
    project: Path,
    drafting: DraftFields,
    path: Path,
    paths: Mapping[Path, bytes],
    *,
    changes: bool = False,
) -> ImportDraft:
    """A draft with what is told of it, and what the check says."""
    report = here.check_drafts(
        {target.relative_to(project).as_posix(): made for target, made in paths.items()}
    )
    notes = tuple(dict.fromkeys(drafting.notes))
    return ImportDraft(
        paths,
        path,
        tuple(item for item in notes if not item.is_loss),
        tuple(drafting.questions),
        tuple(item for item in notes if item.is_loss),
        tuple(item for item in report if item.severity != "notice"),
        changes,
    )


def _kind_of_file(
    article: SourceDocument, site: Site, options: ImportOptions
) -> tuple[str, tuple[Candidate, ...]]:
    """What a source is to become, and what else it may be: a report of what was held on a day is an event first."""
    pledge = says_it_is_a_pledge(article)
    report = None if pledge else says_it_is_a_report(article, site)
    event = Candidate("event", "")
    kinds = [pledge, event] if pledge else [event, report] if report else [event]
    if report and not event_days(article.prose, article.stamp, article.tables):
        kinds.reverse()
    answer = options.answer("kind-of-file")
    if answer and answer not in KINDS_OF_FILE:
        raise NotWrittenError("import_bad_option", option="kind-of-file", value=answer)
    found = tuple(kind for kind in kinds if kind)
    return answer or str(found[0].value), found


def _refuse_cited_source(here: ContentSnapshot, drafting: EventDraft) -> None:
    """Refuse a source that an event cites already, by address or by title and day."""
    for event in here.site.events:
        for source in event.record.sources:
            same_title = fold(source.title) == fold(drafting.source_title)
            published = source.published or ""
            stamp = drafting.article.stamp
            same_day = (
                published[:10] == str(stamp.day)
                if published and stamp
                else event.span == drafting.span
            )
            if (source.url and source.url == drafting.url) or (same_title and same_day):
                raise NotWrittenError("import_again", path=event.path)

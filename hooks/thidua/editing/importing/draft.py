"""Putting a draft together: first in memory, with what is to be asked, then on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.editing.importing.choices import ImportOptions
from thidua.editing.importing.event_draft import EventDraft
from thidua.editing.importing.pledge_draft import PledgeDraft, says_it_is_a_pledge
from thidua.editing.importing.questions import Candidate
from thidua.editing.importing.source_files import read_source
from thidua.editing.new import NotWrittenError
from thidua.editing.snapshot import ContentSnapshot, take_snapshot
from thidua.editing.yaml_text import create_file
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.editing.importing.choices import DraftFields
    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.questions import Question
    from thidua.editing.importing.source_document import SourceDocument

__all__ = ["ImportDraft", "ImportOptions", "draft_file", "import_file", "read_draft", "write_draft"]

KINDS_OF_FILE = ("event", "pledge")
"""What a source may become: an event, or the pledge of a term."""
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
    """Write the files of a draft; FileExistsError when one is there by now."""
    for target, data in draft.files.items():
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

    ``name`` tells the kind of file by its ending; pictures of a saved page are looked for in ``folder`` alone.
    """
    here = take_snapshot(content, project)
    article = read_source(name, data, folder, options.url or "", here.site.sector.newspapers)
    if not article.prose:
        raise NotWrittenError("import_no_text")
    kind, kinds = _kind_of_file(article, options)
    drafting: DraftFields
    if kind == "pledge":
        drafting = PledgeDraft(article, here.site, options, kinds)
        path = drafting.path(content)
        refused = [path]
    else:
        drafting = EventDraft(article, here.site, options, kinds)
        path, refused = drafting.path(content), drafting.places(content)
    for taken in refused:
        if taken.exists():
            raise NotWrittenError("import_exists", path=taken.relative_to(project).as_posix())
    if isinstance(drafting, EventDraft) and not options.again:
        _refuse_cited_source(here, drafting)
    files = drafting.files()
    paths = {path if not beside else path.parent / beside: made for beside, made in files.items()}
    report = here.check_drafts(
        {target.relative_to(project).as_posix(): made for target, made in paths.items()}
    )
    told = tuple(dict.fromkeys(drafting.notes))
    return ImportDraft(
        paths,
        path,
        tuple(item for item in told if not item.is_loss),
        tuple(drafting.questions),
        tuple(item for item in told if item.is_loss),
        tuple(item for item in report if item.severity != "notice"),
    )


def _kind_of_file(
    article: SourceDocument, options: ImportOptions
) -> tuple[str, tuple[Candidate, ...]]:
    """What a source is to become, and what else it may be."""
    pledge = says_it_is_a_pledge(article)
    kinds = (*([pledge] if pledge else []), Candidate("event", ""))
    answer = options.answer("kind-of-file")
    if answer and answer not in KINDS_OF_FILE:
        raise NotWrittenError("import_bad_option", option="kind-of-file", value=answer)
    return answer or str(kinds[0].value), kinds


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

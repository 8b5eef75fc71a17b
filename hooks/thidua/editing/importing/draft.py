"""Putting a draft together: first in memory, with what is to be asked, then on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span, span_words, words
from thidua.editing.atomic_files import create_file
from thidua.editing.importing import event_facts, registers
from thidua.editing.importing.clusters import ClusterChoice, choose
from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.people import officials
from thidua.editing.importing.pictures import file_name, strip_metadata
from thidua.editing.importing.questions import Candidate, Question, UnansweredError, post_key
from thidua.editing.importing.source_dates import event_days, given_day
from thidua.editing.importing.source_document import repeated_words
from thidua.editing.importing.source_files import read_source
from thidua.editing.new import NotWrittenError, event_name
from thidua.editing.snapshot import ContentSnapshot, take_snapshot
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, phrase, strings
from thidua.text import fold, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.editing.importing.people import Person
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.editing.yaml_text import Item

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the editor said beside the file."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    date: str | None = None
    photos: bool = False
    again: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was asked, by the key of its question, as typed."""

    def answer(self, key: str) -> str:
        """What was said of a key, as an option or as an answer; empty when nothing was."""
        given = {"title": self.title, "date": self.date}.get(key)
        return (given or self.answers.get(key, "")).strip()


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
    newspapers = here.site.sector.newspapers
    article = read_source(name, data, folder, options.url or "", newspapers)
    if not article.prose:
        raise NotWrittenError("import_no_text")
    drafting = _DraftBuilder(article, here, options)
    files = drafting.files()
    place = content / "events" / f"{drafting.first.year:04d}"
    stem = drafting.stem
    path = place / stem / "index.md" if len(files) > 1 else place / f"{stem}.md"
    for taken in (place / stem, place / f"{stem}.md"):
        if taken.exists():
            raise NotWrittenError("import_exists", path=taken.relative_to(project).as_posix())
    if not options.again:
        _refuse_cited_source(here, drafting)
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


def _refuse_cited_source(here: ContentSnapshot, drafting: _DraftBuilder) -> None:
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


_FIELD_OF = {"post": "officials", "published": "sources", "kind": "title"}
"""Below which field a question is marked that is not named after one; the others stand below their own."""


class _DraftBuilder:
    """The values of a draft and what each rests on."""

    def __init__(
        self, article: SourceDocument, here: ContentSnapshot, options: ImportOptions
    ) -> None:
        self.article = article
        self.site = here.site
        self.options = options
        self.notes: list[ImportNote] = []
        self.questions: list[Question] = []
        self.url = options.url or article.url
        self.source_title = article.title or options.answer("title")
        self.title = self._title()
        self.date, self.first = self._date()
        last = self.date if isinstance(self.date, str) else self.date["to"]  # type: ignore[index,call-overload]
        self.span = Span(self.first, PartialDate.parse(str(last)))
        self.stem = event_name(str(self.first), self.title)

    def files(self) -> dict[str, bytes]:
        """The draft under the name ``""``, and photos beside it."""
        values, copied = self._values()
        lines: list[str] = []
        for key, value in values.items():
            if key == "kinds" or value not in ("", []):
                lines.extend(yaml_entry(key, value))
            for question in self.questions:
                if key == _FIELD_OF.get(question.key.partition("-of-")[0], question.key):
                    lines.extend(question.marks())
            if key == "officials":
                lines.extend(self._photo_pattern(copied))
        warning = strings(CONTENT, "guides")["body.import"]
        text = "\n".join(["---", *lines, "---", "", warning, "", self.article.body, ""])
        return {"": text.encode(), **copied}

    def _ask(self, key: str, candidates: Iterable[Candidate], taken: int | None = 0) -> None:
        """Mark a field that has several candidates, or one that was not taken; one that was answered is certain."""
        found = tuple(candidates)
        if not self.options.answer(key) and (len(found) > 1 or (found and taken is None)):
            self.questions.append(Question(key, found, taken))

    def _title(self) -> str:
        answer = self.options.answer("title")
        if answer:
            return answer
        title = self.article.title
        if not title:
            raise UnansweredError("import_no_title", [Question("title", (), None)])
        candidates = [Candidate(text, "") for text in dict.fromkeys((title, *self.article.titles))]
        if title.isupper():
            self.notes.append(note("note_title_capitals", title))
            title = event_facts.in_lower_case(title, self.article.prose)
            candidates.insert(0, Candidate(title, ""))
        else:
            self.notes.append(note("note_title", title))
        self._ask("title", candidates)
        return title

    def _date(self) -> tuple[Item, PartialDate]:
        stamp = self.article.stamp
        if stamp:
            self.notes.extend(stamp.notes())
        answer = self.options.answer("date")
        if answer:
            try:
                value, first = given_day(answer)
            except ValueError as error:
                raise NotWrittenError("import_bad_option", option="date", value=answer) from error
            self.notes.append(note("note_date_given", value=answer))
            return value, first
        found = event_days(self.article.prose, stamp)
        if not found:
            own = [Candidate(str(stamp.day), stamp.written)] if stamp else []
            raise UnansweredError("import_no_date", [Question("date", tuple(own), None)])
        self.notes.extend(found[0].notes)
        self._ask("date", (Candidate(days.value, days.evidence) for days in found))
        return found[0].value, PartialDate.of(found[0].first)

    def _values(self) -> tuple[dict[str, Item], dict[str, bytes]]:
        article = self.article
        captions = tuple(p.caption for p in article.pictures if p.caption)
        told = (article.title, *article.prose, *captions)
        kinds, kind_notes = event_facts.kinds_of(
            article.title, article.prose, self.site.sector.labels("vi")
        )
        choice, clusters = self._clusters(told)
        place, place_notes = self._place()
        people, people_notes = self._officials([*article.prose, *captions])
        days = registers.commemorations(told, self.site, self.first.year)
        campaigns = registers.campaigns(told, self.site)
        figures, figure_notes = event_facts.figures_of(article.prose)
        photos, copied, photo_notes = self._photos()
        values: dict[str, Item] = {
            "title": self.title,
            "date": self.date,
            "kinds": list(kinds),
            "clusters": clusters,
            "audience": "internal",
            "status": "draft",
            "summary": self._summary(kinds, clusters, place),
            "place": place,
            "officials": [person.value for person in people],
            "photos": photos,
            "commemorations": days.values,
            "campaigns": campaigns.values,
            "figures": figures,
            "sources": [self._source()],
        }
        self.notes += [
            *kind_notes,
            *choice.notes,
            *place_notes,
            note("note_summary"),
            *people_notes,
            *photo_notes,
        ]
        self.notes += [*days.notes, *campaigns.notes, *figure_notes]
        if article.author:
            self.notes.append(note("note_author", value=article.author))
        self.notes += [*article.notes, *repeated_words(article.prose)]
        return values, copied

    def _clusters(self, told: tuple[str, ...]) -> tuple[ClusterChoice, list[Item]]:
        choice = choose(told, self.site, self.span)
        answer = self.options.answer("clusters")
        if answer:
            refs = answer.replace(",", " ").split()
            unknown = [ref for ref in refs if ref.partition("@")[0] not in self.site.clusters]
            if unknown:
                raise NotWrittenError("new_unknown_cluster", id=unknown[0])
            return ClusterChoice(None, (), ()), list(refs)
        rivals = ([choice.chosen] if choice.chosen else []) + list(choice.candidates)
        candidates = (Candidate([c.id], c.reasons(CONTENT)) for c in rivals)
        self._ask("clusters", candidates, 0 if choice.chosen else None)
        return choice, [choice.chosen.id] if choice.chosen else []

    def _place(self) -> tuple[str, list[ImportNote]]:
        answer = self.options.answer("place")
        if answer:
            return answer, []
        found = event_facts.places_of(self.article.prose)
        self._ask("place", found)
        if not found:
            return "", []
        place = str(found[0].value)
        return place, [note("note_place", found[0].evidence, value=place)]

    def _officials(self, texts: list[str]) -> tuple[list[Person], list[ImportNote]]:
        people, notes = officials(texts, self.article.signatory)
        decided = []
        for person in people:
            key = post_key(person.name)
            self._ask(key, (Candidate(post, where) for post, where in person.posts))
            decided.append(person.with_post(self.options.answer(key)))
        return decided, notes

    def _summary(self, kinds: list[str], clusters: list[Item], place: str) -> str:
        """A neutral sentence out of the values, so that no sentence of the source stands there."""
        labels = self.site.sector.labels(CONTENT)
        what = (
            join_words(
                (labels[f"kind:{kind}"].lower() for kind in kinds), phrase(CONTENT, "lists.last")
            )
            or labels["kind:khac"].lower()
        )
        if clusters:
            cluster = self.site.cluster(str(clusters[0]).partition("@")[0]).name
            what = phrase(CONTENT, "editing.summary_cluster", what=what, cluster=cluster)
        if place:
            what = phrase(CONTENT, "editing.summary_place", what=what, place=place)
        single = self.span.is_single
        day = (
            words(self.first, CONTENT, weekday=False) if single else span_words(self.span, CONTENT)
        )
        return f"{what[:1].upper()}{what[1:]}, {day}."

    def _source(self) -> Item:
        article = self.article
        parts: dict[str, Item] = {
            "title": self.source_title,
            "publisher": self.options.publisher or article.publisher,
            "url": self.url,
            "author": article.author,
            "published": str(article.stamp) if article.stamp else "",
        }
        return {key: value for key, value in parts.items() if value}

    def _photos(self) -> tuple[list[Item], dict[str, bytes], list[ImportNote]]:
        """Records and bytes of the photos to be copied; the others are only told of."""
        records: list[Item] = []
        copied: dict[str, bytes] = {}
        notes: list[ImportNote] = []
        taken: set[str] = set()
        for number, picture in enumerate(self.article.pictures, 1):
            if picture.data is None:
                remote = "://" in picture.name or "/" in picture.name
                key = "note_photo_remote" if remote else "note_caption"
                notes.append(
                    note(
                        key,
                        picture.caption if remote else picture.name,
                        value=picture.name if remote else picture.caption,
                    )
                )
            elif not self.options.photos:
                notes.append(note("note_photo", picture.caption, value=picture.name))
            else:
                bare = strip_metadata(picture.data)
                if bare is None:
                    notes.append(note("note_photo_bad", value=picture.name))
                    continue
                name = file_name(number, picture.caption, bare[0], taken)
                copied[name] = bare[1]
                records.append(
                    {"file": name, "alt": picture.alt, "caption": picture.caption, "credit": ""}
                )
                notes.append(note("note_photo_copied", picture.caption, value=name))
        return records, copied, notes

    def _photo_pattern(self, copied: dict[str, bytes]) -> list[str]:
        """What an editor needs to add the photos whose captions came along."""
        waiting = [p.caption for p in self.article.pictures if p.caption]
        if copied or not waiting:
            return []
        pattern: list[Item] = [
            {"file": f"anh-{n}.jpg", "alt": "", "caption": caption, "credit": ""}
            for n, caption in enumerate(waiting, 1)
        ]
        return [f"#{line}" for line in yaml_entry("photos", pattern)]

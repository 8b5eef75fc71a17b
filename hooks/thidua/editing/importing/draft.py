"""Putting a draft together and writing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span, span_words, words
from thidua.editing.atomic_files import create_file
from thidua.editing.importing import event_facts, registers
from thidua.editing.importing.clusters import ClusterChoice, choose
from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.people import officials
from thidua.editing.importing.pictures import file_name, strip_metadata
from thidua.editing.importing.source_dates import event_days, given_day
from thidua.editing.importing.source_document import SourceDocument, repeated_words
from thidua.editing.new import NotWrittenError, event_name
from thidua.editing.snapshot import ContentSnapshot, take_snapshot
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, phrase, strings
from thidua.reading.decoding import UndecodableError, decode
from thidua.text import fold, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.editing.yaml_text import Item
    from thidua.reading.sector import Newspaper

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


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """The draft that was written."""

    path: Path
    notes: tuple[ImportNote, ...]
    diagnostics: tuple[Diagnostic, ...]


def import_file(file: Path, content: Path, project: Path, options: ImportOptions) -> ImportedDraft:
    """Draft an event from a file. Raises RefusedError when nothing was written."""
    here = take_snapshot(content, project)
    article = _read(file, options, here.site.sector.newspapers)
    if not article.prose:
        raise NotWrittenError("import_no_text")
    drafting = _DraftBuilder(article, here, options)
    files = drafting.files()
    stem = drafting.stem
    folder = content / "events" / f"{drafting.first.year:04d}"
    path = folder / stem / "index.md" if len(files) > 1 else folder / f"{stem}.md"
    for taken in (folder / stem, folder / f"{stem}.md"):
        if taken.exists():
            raise NotWrittenError("import_exists", path=taken.relative_to(project).as_posix())
    if not options.again:
        _refuse_cited_source(here, drafting)
    paths = {path if not name else path.parent / name: data for name, data in files.items()}
    report = here.check_drafts(
        {target.relative_to(project).as_posix(): data for target, data in paths.items()}
    )
    for target, data in paths.items():
        create_file(target, data)
    return ImportedDraft(
        path,
        tuple(dict.fromkeys(drafting.notes)),
        tuple(i for i in report if i.severity != "notice"),
    )


def _read(file: Path, options: ImportOptions, newspapers: Iterable[Newspaper]) -> SourceDocument:
    ending = file.suffix.lower()
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise NotWrittenError("import_too_large", size=size >> 20, limit=MAX_BYTES >> 20)
    data = file.read_bytes()
    if ending == ".txt":
        from thidua.editing.importing.text_files import read_text  # noqa: PLC0415

        try:
            text, _ = decode(file.name, data)
        except UndecodableError as error:
            raise NotWrittenError("import_undecodable", (error.diagnostic,)) from error
        return read_text(text)
    if ending in {".docx", ".html", ".htm"}:
        try:
            return _read_rich(file, data, options, newspapers)
        except ModuleNotFoundError as error:
            raise NotWrittenError(
                "import_missing", packages="mammoth markdownify beautifulsoup4"
            ) from error
    if ending == ".doc":
        raise NotWrittenError("import_old_word")
    raise NotWrittenError("import_wrong_kind", ending=ending or file.name)


def _read_rich(
    file: Path, data: bytes, options: ImportOptions, newspapers: Iterable[Newspaper]
) -> SourceDocument:
    """Word files and pages; their libraries are loaded here, so that nothing else waits for them."""
    if file.suffix.lower() == ".docx":
        from thidua.editing.importing.word_files import read_docx  # noqa: PLC0415

        return read_docx(data)
    from thidua.editing.importing.web_pages import read_page  # noqa: PLC0415

    try:
        html = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotWrittenError("import_undecodable") from error
    return read_page(html, file.parent, options.url or "", newspapers)


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


class _DraftBuilder:
    """The values of a draft and what each rests on."""

    def __init__(
        self, article: SourceDocument, here: ContentSnapshot, options: ImportOptions
    ) -> None:
        self.article = article
        self.site = here.site
        self.options = options
        self.notes: list[ImportNote] = []
        self.url = options.url or article.url
        self.source_title = article.title or (options.title or "")
        self.title = self._title()
        self.date, self.first = self._date()
        last = self.date if isinstance(self.date, str) else self.date["to"]  # type: ignore[index,call-overload]
        self.span = Span(self.first, PartialDate.parse(str(last)))
        self.stem = event_name(str(self.first), self.title)

    def files(self) -> dict[str, bytes]:
        """The draft under the name ``""``, and photos beside it."""
        values, choice, copied = self._values()
        lines: list[str] = []
        for key, value in values.items():
            lines.extend(yaml_entry(key, value))
            if key == "kinds" and choice.candidates:
                lines.extend(
                    f"#clusters: [{c.id}]  # {c.reasons(CONTENT)}" for c in choice.candidates
                )
            if key == "officials" or (key == "place" and "officials" not in values):
                lines.extend(self._photo_pattern(copied))
        if "place" not in values and "officials" not in values:
            lines.extend(self._photo_pattern(copied))
        warning = strings(CONTENT, "guides")["body.import"]
        text = "\n".join(["---", *lines, "---", "", warning, "", self.article.body, ""])
        return {"": text.encode(), **copied}

    def _title(self) -> str:
        title = self.options.title or self.article.title
        if not title:
            raise NotWrittenError("import_no_title")
        if self.options.title is None:
            if title.isupper():
                title = title.capitalize()
                self.notes.append(note("note_title_capitals", self.article.title))
            else:
                self.notes.append(note("note_title", title))
        return title

    def _date(self) -> tuple[Item, PartialDate]:
        stamp = self.article.stamp
        if stamp:
            self.notes.extend(stamp.notes())
        if self.options.date:
            try:
                value, first = given_day(self.options.date)
            except ValueError as error:
                raise NotWrittenError(
                    "import_bad_option", option="--date", value=self.options.date
                ) from error
            self.notes.append(note("note_date_given", value=self.options.date))
            return value, first
        found = event_days(self.article.prose, stamp)
        if found:
            self.notes.extend(found.notes)
            return found.value, PartialDate.of(found.first)
        raise NotWrittenError("import_no_date")

    def _values(self) -> tuple[dict[str, Item], ClusterChoice, dict[str, bytes]]:
        article = self.article
        captions = tuple(p.caption for p in article.pictures if p.caption)
        told = (article.title, *article.prose, *captions)
        kinds, kind_notes = event_facts.kinds_of(
            article.title, article.prose, self.site.sector.labels("vi")
        )
        choice = choose(told, self.site, self.span)
        place, place_notes = event_facts.place_of(article.prose)
        people, people_notes = officials([*article.prose, *captions])
        days = registers.commemorations(told, self.site, self.first.year)
        campaigns = registers.campaigns(told, self.site)
        figures, figure_notes = event_facts.figures_of(article.prose)
        photos, copied, photo_notes = self._photos()
        values: dict[str, Item] = {
            "title": self.title,
            "date": self.date,
            "kinds": list(kinds),
            "clusters": [choice.chosen.id] if choice.chosen else [],
            "audience": "internal",
            "status": "draft",
            "summary": self._summary(kinds, choice, place),
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
        return (
            {
                key: value
                for key, value in values.items()
                if key == "kinds" or value not in ("", [])
            },
            choice,
            copied,
        )

    def _summary(self, kinds: list[str], choice: ClusterChoice, place: str) -> str:
        """A neutral sentence out of the values, so that no sentence of the source stands there."""
        labels = self.site.sector.labels(CONTENT)
        what = (
            join_words(
                (labels[f"kind:{kind}"].lower() for kind in kinds), phrase(CONTENT, "lists.last")
            )
            or labels["kind:khac"].lower()
        )
        if choice.chosen:
            cluster = self.site.cluster(choice.chosen.id).name
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

"""Putting a draft together and writing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span, span_words, words
from thidua.editing.importing import facts, register
from thidua.editing.importing.article import Article, repeated_words
from thidua.editing.importing.clusters import Choice, choose
from thidua.editing.importing.evidence import Note, note
from thidua.editing.importing.people import officials
from thidua.editing.importing.pictures import file_name, stripped
from thidua.editing.importing.when import event_days, given_day
from thidua.editing.new import RefusedError, event_name
from thidua.editing.trial import Shelf, shelf
from thidua.editing.wording import section
from thidua.editing.writing import create, entry
from thidua.locale import strings
from thidua.reading.decoding import UndecodableError, decode
from thidua.text import fold, joined

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Diagnostic
    from thidua.editing.writing import Item

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor said beside the file."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    date: str | None = None
    photos: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft that was written."""

    path: Path
    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]


def import_file(file: Path, content: Path, project: Path, wishes: Wishes) -> Drafted:
    """Draft an event from a file. Raises RefusedError when nothing was written."""
    article = _read(file, wishes)
    if not article.prose:
        raise RefusedError("import_no_text")
    here = shelf(content, project)
    drafting = _Drafting(article, here, wishes)
    files = drafting.files()
    stem = drafting.stem
    folder = content / "events" / f"{drafting.first.year:04d}"
    path = folder / stem / "index.md" if len(files) > 1 else folder / f"{stem}.md"
    for taken in (folder / stem, folder / f"{stem}.md"):
        if taken.exists():
            raise RefusedError("import_exists", path=taken.relative_to(project).as_posix())
    if not wishes.again:
        _not_cited(here, drafting)
    text = files[""]
    where = path.relative_to(project).as_posix()
    report = here.with_event(where, text.decode(), stem.removeprefix(f"{drafting.first}-"))
    for name, data in files.items():
        create(path if not name else path.parent / name, data)
    return Drafted(
        path,
        tuple(dict.fromkeys(drafting.notes)),
        tuple(i for i in report if i.severity != "notice"),
    )


def _read(file: Path, wishes: Wishes) -> Article:
    ending = file.suffix.lower()
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise RefusedError("import_too_large", size=size >> 20, limit=MAX_BYTES >> 20)
    data = file.read_bytes()
    if ending == ".txt":
        from thidua.editing.importing.plain import read_text  # noqa: PLC0415

        try:
            text, _ = decode(file.name, data)
        except UndecodableError as error:
            raise RefusedError("import_undecodable", (error.diagnostic,)) from error
        return read_text(text)
    if ending in {".docx", ".html", ".htm"}:
        try:
            return _read_rich(file, data, wishes)
        except ModuleNotFoundError as error:
            raise RefusedError(
                "import_missing", packages="mammoth markdownify beautifulsoup4"
            ) from error
    if ending == ".doc":
        raise RefusedError("import_old_word")
    raise RefusedError("import_wrong_kind", ending=ending or file.name)


def _read_rich(file: Path, data: bytes, wishes: Wishes) -> Article:
    """Word files and pages; their libraries are loaded here, so that nothing else waits for them."""
    if file.suffix.lower() == ".docx":
        from thidua.editing.importing.docx import read_docx  # noqa: PLC0415

        return read_docx(data)
    from thidua.editing.importing.page import read_page  # noqa: PLC0415

    try:
        html = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("import_undecodable") from error
    return read_page(html, file.parent, wishes.url or "")


def _not_cited(here: Shelf, drafting: _Drafting) -> None:
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
                raise RefusedError("import_again", path=event.path)


class _Drafting:
    """The values of a draft and what each rests on."""

    def __init__(self, article: Article, here: Shelf, wishes: Wishes) -> None:
        self.article = article
        self.site = here.site
        self.wishes = wishes
        self.notes: list[Note] = []
        self.url = wishes.url or article.url
        self.source_title = article.title or (wishes.title or "")
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
            lines.extend(entry(key, value))
            if key == "kinds" and choice.candidates:
                lines.extend(
                    f"#clusters: [{c.id}]  # {str(c).partition('(')[2][:-1]}"
                    for c in choice.candidates
                )
            if key == "officials" or (key == "place" and "officials" not in values):
                lines.extend(self._photo_pattern(copied))
        if "place" not in values and "officials" not in values:
            lines.extend(self._photo_pattern(copied))
        warning = section("guides")["body.import"]
        text = "\n".join(["---", *lines, "---", "", warning, "", self.article.body, ""])
        return {"": text.encode(), **copied}

    def _title(self) -> str:
        title = self.wishes.title or self.article.title
        if not title:
            raise RefusedError("import_no_title")
        if self.wishes.title is None:
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
        if self.wishes.date:
            try:
                value, first = given_day(self.wishes.date)
            except ValueError as error:
                raise RefusedError(
                    "import_bad_option", option="--date", value=self.wishes.date
                ) from error
            self.notes.append(note("note_date_given", value=self.wishes.date))
            return value, first
        found = event_days(self.article.prose, stamp)
        if found:
            self.notes.extend(found.notes)
            return found.value, PartialDate.of(found.first)
        raise RefusedError("import_no_date")

    def _values(self) -> tuple[dict[str, Item], Choice, dict[str, bytes]]:
        article = self.article
        captions = tuple(p.caption for p in article.pictures if p.caption)
        told = (article.title, *article.prose, *captions)
        kinds, kind_notes = facts.kinds_of(article.title, article.prose)
        choice = choose(told, self.site, self.span)
        place, place_notes = facts.place_of(article.prose)
        people, people_notes = officials([*article.prose, *captions])
        days = register.commemorations(told, self.site, self.first.year)
        campaigns = register.campaigns(told, self.site)
        figures, figure_notes = facts.figures_of(article.prose)
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

    def _summary(self, kinds: list[str], choice: Choice, place: str) -> str:
        """A neutral sentence out of the values, so that no sentence of the source stands there."""
        labels = strings("vi", "labels")
        what = (
            joined(labels[f"kind:{kind}"].lower() for kind in kinds) or labels["kind:khac"].lower()
        )
        who = f" của {self.site.cluster(choice.chosen.id).name}" if choice.chosen else ""
        where = f" tại {place}" if place else ""
        day = words(self.first, weekday=False) if self.span.is_single else span_words(self.span)
        return f"{what[:1].upper()}{what[1:]}{who}{where}, {day}."

    def _source(self) -> Item:
        article = self.article
        parts: dict[str, Item] = {
            "title": self.source_title,
            "publisher": self.wishes.publisher or article.publisher,
            "url": self.url,
            "author": article.author,
            "published": str(article.stamp) if article.stamp else "",
        }
        return {key: value for key, value in parts.items() if value}

    def _photos(self) -> tuple[list[Item], dict[str, bytes], list[Note]]:
        """Records and bytes of the photos to be copied; the others are only told of."""
        records: list[Item] = []
        copied: dict[str, bytes] = {}
        notes: list[Note] = []
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
            elif not self.wishes.photos:
                notes.append(note("note_photo", picture.caption, value=picture.name))
            else:
                bare = stripped(picture.data)
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
        return [f"#{line}" for line in entry("photos", pattern)]

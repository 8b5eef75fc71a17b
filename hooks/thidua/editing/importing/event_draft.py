"""A source as a draft event."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from thidua.dates import PartialDate, Span, span_words, words
from thidua.editing.importing import event_facts, registers
from thidua.editing.importing.choices import DraftFields, ImportOptions
from thidua.editing.importing.evidence import ImportNote, evidence_around, note
from thidua.editing.importing.people import officials
from thidua.editing.importing.pictures import file_name, strip_metadata
from thidua.editing.importing.questions import Candidate, Question
from thidua.editing.importing.source_dates import PublicationStamp, event_days
from thidua.editing.importing.source_document import repeated_words
from thidua.editing.new import event_name
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, phrase, strings
from thidua.text import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.editing.importing.people import Person
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.editing.yaml_text import Item

_FIELD_OF = {"post": "officials", "published": "sources", "kind": "title"}
"""Below which field a question is marked that is not named after one; the others stand below their own."""


class EventDraft(DraftFields):
    """The values of an event and what each rests on."""

    def __init__(
        self,
        article: SourceDocument,
        site: Site,
        options: ImportOptions,
        kinds: Iterable[Candidate] = (),
    ) -> None:
        super().__init__(article, site, options, kinds)
        self.title = self.choose_title()
        self.date, self.first = self._date()
        last = self.date if isinstance(self.date, str) else self.date["to"]  # type: ignore[index,call-overload]
        self.span = Span(self.first, PartialDate.parse(str(last)))
        self.stem = event_name(str(self.first), self.title)
        self._photos_of_it = self._photos()

    def places(self, content: Path) -> list[Path]:
        """Where the event may stand: a file, or a folder with its photographs."""
        folder = content / "events" / f"{self.first.year:04d}"
        return [folder / self.stem, folder / f"{self.stem}.md"]

    def path(self, content: Path) -> Path:
        """Where its file belongs; one with photographs has a folder of its own."""
        folder, file = self.places(content)
        return folder / "index.md" if self._photos_of_it[1] else file

    def files(self) -> dict[str, bytes]:
        """The draft under the name ``""``, and photos beside it."""
        values, copied = self._values()
        lines: list[str] = []
        for key, value in values.items():
            if key == "kinds" or value not in ("", []):
                lines.extend(yaml_entry(key, value))
            lines.extend(self.marks_below(key, _FIELD_OF))
            if key == "officials":
                lines.extend(self._photo_pattern(copied))
        warning = strings(CONTENT, "guides")["body.import"]
        text = "\n".join(["---", *lines, "---", "", warning, "", self.article.body, ""])
        return {"": text.encode(), **copied}

    def _date(self) -> tuple[Item, PartialDate]:
        stamp = self.article.stamp
        if stamp:
            self.notes.extend(stamp.notes())
        given = self.given_date()
        if given:
            return given
        found = event_days(self.article.prose, stamp, self.article.tables)
        if not found:
            raise self.unanswered("import_no_date", Question("date", tuple(self._guesses()), None))
        self.notes.extend(found[0].notes)
        candidates = [Candidate(days.value, days.evidence) for days in found]
        if stamp and stamp.other_day and found[0].first in {stamp.day, stamp.yesterday}:
            shift = stamp.other_day - stamp.day
            candidates.append(Candidate(str(found[0].first + shift), stamp.written))
        candidates += [Candidate(str(days.other), days.evidence) for days in found if days.other]
        self.ask("date", candidates)
        return found[0].value, PartialDate.of(found[0].first)

    def _guesses(self) -> Iterator[Candidate]:
        """Days that may be meant: that of the source itself, or ones without a year in that of a message or of the text.

        None of them is taken without being asked.
        """
        article = self.article
        if article.stamp:
            yield Candidate(str(article.stamp.day), article.stamp.written)
            return
        if article.sent:
            for day in event_days(article.prose, article.sent, article.tables):
                yield Candidate(day.value, day.evidence)
            return
        years = dict.fromkeys(re.findall(r"năm (\d{4})(?!\d)", " ".join((article.title, *article.prose[:3]))))  # fmt: skip
        for year in years:
            end = PublicationStamp(dt.date(int(year), 12, 31))
            # Without a day of its own a text says nothing by “this morning”.
            found = event_days(article.prose, end, article.tables)
            dated = (day for day in found if all(n.key != "note_date_relative" for n in day.notes))
            yield from (Candidate(day.value, day.evidence) for day in dated)
        for paragraph in article.prose[:3]:
            for match in re.finditer(r"tháng (0?[1-9]|1[0-2])(?:/| năm )(\d{4})(?!\d)", paragraph):
                where = evidence_around(paragraph, match.start(), match.end(), before=20)
                yield Candidate(f"{match[2]}-{int(match[1]):02d}", where)

    def _values(self) -> tuple[dict[str, Item], dict[str, bytes]]:
        article = self.article
        captions = tuple(p.caption for p in article.pictures if p.caption)
        texts = (article.title, *article.prose, *captions)
        kinds, kind_notes = event_facts.kinds_of(
            article.title, article.prose, self.site.sector.labels("vi")
        )
        choice, clusters = self.choose_clusters(texts, self.span)
        place, place_notes = self._place()
        people, people_notes = self._officials([*article.prose, *captions])
        days = registers.commemorations(texts, self.site, self.first.year)
        campaigns = registers.campaigns(texts, self.site)
        figures, figure_notes = event_facts.figures_of(article.prose)
        photos, copied, photo_notes = self._photos_of_it
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
            "sources": [self.source()],
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

    def _place(self) -> tuple[str, list[ImportNote]]:
        answer = self.options.answer("place")
        if answer:
            return answer, []
        found = event_facts.places_of(self.article.prose)
        self.ask("place", found)
        if not found:
            return "", []
        place = str(found[0].value)
        return place, [note("note_place", found[0].evidence, value=place)]

    def _officials(self, texts: list[str]) -> tuple[list[Person], list[ImportNote]]:
        people, notes = officials(texts, self.article.signatories)
        return [self.decide_post(person) for person in people], notes

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
                    {
                        "file": name,
                        "alt": picture.alt,
                        "caption": picture.caption,
                        "credit": picture.credit,
                    }
                )
                notes.append(note("note_photo_copied", picture.caption, value=name))
        return records, copied, notes

    def _photo_pattern(self, copied: dict[str, bytes]) -> list[str]:
        """What an editor needs to add the photos whose captions came along."""
        waiting = [p for p in self.article.pictures if p.caption]
        if copied or not waiting:
            return []
        pattern: list[Item] = [
            {"file": f"anh-{n}.jpg", "alt": "", "caption": p.caption, "credit": p.credit}
            for n, p in enumerate(waiting, 1)
        ]
        return [f"#{line}" for line in yaml_entry("photos", pattern)]

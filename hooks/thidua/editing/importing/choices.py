"""What a draft of any kind is put together from: values of the source, answers, and what is asked of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thidua.editing.importing import event_facts
from thidua.editing.importing.clusters import ClusterChoice, choose
from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.questions import Candidate, Question, UnansweredError, post_key
from thidua.editing.importing.source_dates import given_day
from thidua.editing.new import NotWrittenError
from thidua.locale import CONTENT
from thidua.text_digest import text_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thidua.campaign.site import Site
    from thidua.dates import PartialDate, Span
    from thidua.editing.importing.people import Person
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.editing.yaml_text import Item


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


class DraftFields:
    """The fields that drafts of all kinds have, their evidence, and the questions they leave."""

    def __init__(
        self,
        article: SourceDocument,
        site: Site,
        options: ImportOptions,
        kinds: Iterable[Candidate] = (),
    ) -> None:
        self.article = article
        self.site = site
        self.options = options
        self.notes: list[ImportNote] = []
        self.questions: list[Question] = []
        self.url = options.url or article.url
        self.source_title = article.title or options.answer("title")
        self.ask("kind-of-file", kinds)

    def ask(self, key: str, candidates: Iterable[Candidate], taken: int | None = 0) -> None:
        """Mark a field that has several candidates, or one that was not taken; one that was answered is certain."""
        found = tuple(candidates)
        if not self.options.answer(key) and (len(found) > 1 or (found and taken is None)):
            self.questions.append(Question(key, found, taken))

    def unanswered(self, key: str, *questions: Question) -> UnansweredError:
        """The refusal of a draft that cannot be made before questions are answered, with what is asked besides."""
        keys = {question.key for question in questions}
        return UnansweredError(key, [q for q in self.questions if q.key not in keys] + [*questions])

    def choose_title(self) -> str:
        """The title of the draft; raises UnansweredError when the source has none."""
        answer = self.options.answer("title")
        if answer:
            return answer
        title = self.article.title
        if not title:
            raise self.unanswered("import_no_title", Question("title", (), None))
        candidates = [Candidate(text, "") for text in dict.fromkeys((title, *self.article.titles))]
        if title.isupper():
            self.notes.append(note("note_title_capitals", title))
            title = event_facts.in_lower_case(title, self.article.prose)
            candidates.insert(0, Candidate(title, ""))
        else:
            self.notes.append(note("note_title", title))
        self.ask("title", candidates)
        return title

    def given_date(self) -> tuple[Item, PartialDate] | None:
        """The date an editor gave; None when nothing was said."""
        answer = self.options.answer("date")
        if not answer:
            return None
        try:
            value, first = given_day(answer)
        except ValueError as error:
            raise NotWrittenError("import_bad_option", option="date", value=answer) from error
        self.notes.append(note("note_date_given", value=answer))
        return value, first

    def decide_post(self, person: Person) -> Person:
        """A person with the post an editor chose; asked for where the source gives several."""
        key = post_key(person.name)
        self.ask(key, (Candidate(post, where) for post, where in person.posts))
        return person.with_post(self.options.answer(key))

    def marks_below(self, field: str, names: Mapping[str, str]) -> Iterator[str]:
        """The marks of the questions that are told below a field; ``names`` says where those of another name stand."""
        for question in self.questions:
            key = question.key.partition("-of-")[0]
            if field == names.get(key, question.key):
                yield from question.marks()

    def choose_clusters(
        self, texts: tuple[str, ...], span: Span
    ) -> tuple[ClusterChoice, list[Item]]:
        choice = choose(texts, self.site, span)
        answer = self.options.answer("clusters")
        if answer:
            refs = answer.replace(",", " ").split()
            unknown = [ref for ref in refs if ref.partition("@")[0] not in self.site.clusters]
            if unknown:
                raise NotWrittenError("new_unknown_cluster", id=unknown[0])
            return ClusterChoice(None, (), ()), list(refs)
        rivals = ([choice.chosen] if choice.chosen else []) + list(choice.candidates)
        candidates = (Candidate([c.id], c.reasons(CONTENT)) for c in rivals)
        self.ask("clusters", candidates, 0 if choice.chosen else None)
        return choice, [choice.chosen.id] if choice.chosen else []

    def source(self) -> Item:
        """The entry of ``sources`` for the document itself."""
        article = self.article
        parts: dict[str, Item] = {
            "title": self.source_title,
            "publisher": self.options.publisher or article.publisher,
            "url": self.url,
            "author": article.author,
            "published": self._published(),
        }
        printed_at = article.stamp is not None and article.stamp.time
        if self.url or parts["publisher"] or article.author or printed_at:
            # Press, which says at what hour: what an office writes itself may be published as it is.
            parts["text_digest"] = text_digest(" ".join(article.prose))
        return {key: value for key, value in parts.items() if value}

    def _published(self) -> str:
        answer = self.options.answer("published")
        stamp = self.article.stamp
        if answer or stamp is None:
            return answer
        days = [other.day for other in self.article.stamps] + [stamp.other_day]
        others = dict.fromkeys(str(day) for day in days if day and day != stamp.day)
        candidates = [Candidate(str(stamp), stamp.written), *(Candidate(day, "") for day in others)]
        self.ask("published", candidates)
        return str(stamp)

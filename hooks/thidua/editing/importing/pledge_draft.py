"""A signed pledge as the file of a term's pledge: articles as headings with ids, bases, who signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thidua.campaign.site import TermKey
from thidua.campaign.terms import composition_of, terms_during
from thidua.dates import PartialDate, Span
from thidua.editing.importing.choices import DraftFields, ImportOptions
from thidua.editing.importing.clusters import member_named
from thidua.editing.importing.evidence import note
from thidua.editing.importing.questions import Candidate, Question
from thidua.editing.importing.source_dates import event_days
from thidua.editing.new import NotWrittenError, short_slug
from thidua.editing.yaml_text import yaml_entry
from thidua.locale import CONTENT, strings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.editing.yaml_text import Item

_ARTICLE = re.compile(
    r"(?:#+ )?(?:\*\*)?(?P<number>(?:Điều|Nội dung) \d+)\s*(?P<mark>[.:]?)\s*(?:\*\*)?\s*(?P<title>.*?)(?:\*\*)?",
    re.IGNORECASE,
)
_HEADING = re.compile(r"## (?P<title>.+)")
_BASIS = re.compile(r"[*_]*[-–•]?\s*[*_]*Căn cứ\s+(?P<basis>.+?)[;.,]?[*_]*")
_LONGEST_TITLE = 150
_FIELD_OF = {
    "date": "signed_on",
    "clusters": "term",
    "published": "sources",
    "kind": "title",
    "post": "signatories",
}


def says_it_is_a_pledge(article: SourceDocument) -> Candidate | None:
    """The words that make a source a pledge: what it calls itself, or its numbered articles below such a title."""
    articles = [line for line in article.prose if re.match(r"Điều \d+", line)]
    named = re.search(r"giao ước", article.title, re.IGNORECASE)
    if article.is_pledge or (named and len(articles) >= 2):
        return Candidate("pledge", "; ".join([article.title, *articles[:2]]))
    return None


class PledgeDraft(DraftFields):
    """The values of a pledge and what each rests on."""

    def __init__(
        self,
        article: SourceDocument,
        site: Site,
        options: ImportOptions,
        kinds: Iterable[Candidate] = (),
    ) -> None:
        super().__init__(article, site, options, kinds)
        self.title = self.choose_title()
        self.signed_on, self.span = self._signed_on()
        texts = (article.title, *article.prose, *(p.evidence for p in article.signatories))
        choice, clusters = self.choose_clusters(texts, self.span)
        if not clusters:
            asked = [q for q in self.questions if q.key == "clusters"]
            raise self.unanswered(
                "import_pledge_cluster", *asked or [Question("clusters", (), None)]
            )
        self.notes += choice.notes
        self.cluster, _, term = str(clusters[0]).partition("@")
        self.term = term or self._term()

    def path(self, content: Path) -> Path:
        """Where the pledge belongs."""
        return content / "clusters" / self.cluster / "pledges" / f"{self.term}.md"

    def files(self) -> dict[str, bytes]:
        """The draft under the name ``""``."""
        bases, body = self._body()
        values: dict[str, Item] = {
            "term": self.term,
            "title": self.title,
            "signed_on": self.signed_on,
            "bases": bases,
            "audience": "internal",
            "signatories": self._signatories(),
            "sources": [self.source()],
        }
        lines: list[str] = []
        for key, value in values.items():
            if value not in ("", []):
                lines.extend(yaml_entry(key, value))
            lines.extend(self.marks_below(key, _FIELD_OF))
        self.notes += self.article.notes
        warning = strings(CONTENT, "guides")["body.import"]
        return {"": "\n".join(["---", *lines, "---", "", warning, "", body, ""]).encode()}

    def _signed_on(self) -> tuple[str, Span]:
        """The day of signing: of a pledge it is that of the letter, or one the text names."""
        given = self.given_date()
        if given:
            return str(given[0]), Span(given[1], given[1])
        stamp = self.article.stamp
        own = [Candidate(str(stamp.day), stamp.written)] if stamp else []
        named = [Candidate(str(d.first), d.evidence) for d in event_days(self.article.prose, stamp)]
        found = list({candidate.value: candidate for candidate in [*named, *own]}.values())
        if not found:
            raise self.unanswered("import_no_date", Question("date", (), None))
        found.sort(key=lambda candidate: candidate not in own)
        self.ask("date", found)
        first = PartialDate.parse(str(found[0].value))
        self.notes.append(note("note_signed_on", found[0].evidence, value=found[0].value))
        return str(found[0].value), Span(first, first)

    def _term(self) -> str:
        """The term the pledge is for: the one its title names, else the one in force when it was signed."""
        terms = self.site.cluster(self.cluster).terms
        named = re.search(
            r"năm (?:học )?(\d{4}(?:\s?[-–]\s?\d{4})?)", f"{self.title} {self.source_title}"
        )
        wanted = re.sub(r"\s?[-–]\s?", "-", named[1]) if named else ""
        if any(term.term == wanted for term in terms):
            return wanted
        in_force = terms_during(self.site.cluster(self.cluster), self.span)
        if not in_force or wanted:
            raise NotWrittenError("import_no_term", cluster=self.cluster, term=wanted or "…")
        return in_force[-1].term

    def _signatories(self) -> list[Item]:
        """Those who signed for a member of the term; the others are told."""
        key = TermKey(self.cluster, self.term)
        terms = [t for t in self.site.cluster(self.cluster).terms if t.term == self.term]
        members = composition_of(key, terms[0], self.span.first).members if terms else ()
        found: list[Item] = []
        for person in map(self.decide_post, self.article.signatories):
            unit = member_named(person.evidence, members, self.site)
            if not unit:
                self.notes.append(note("warn_signatory", person.evidence, value=person.name))
                continue
            value: dict[str, Item] = {"unit": unit, "name": person.name}
            value |= {k: v for k, v in (("rank", person.rank), ("post", person.post)) if v}
            found.append(value)
            self.notes.append(note("note_signatory", person.evidence, value=person.name))
        return found

    def _body(self) -> tuple[list[Item], str]:
        """The bases of a pledge, and its text with a heading for each article."""
        bases: list[Item] = []
        blocks: list[str] = []
        taken: set[str] = set()
        for block in self.article.body.split("\n\n"):
            named = [_BASIS.fullmatch(line) for line in block.split("\n")]
            article = _ARTICLE.fullmatch(block)
            heading = _HEADING.fullmatch(block)
            if all(named):
                bases += [basis["basis"] for basis in named if basis]
            elif article:
                number, title = article["number"] + (article["mark"] or "."), article["title"]
                short = len(title) <= _LONGEST_TITLE
                words = title if short else ""
                id_ = _own_id(words or article["number"], taken)
                blocks.append(f"## {number} {words}".rstrip() + f" {{#{id_}}}")
                blocks += [] if short else [title]
            elif heading:
                id_ = _own_id(re.sub(r"^(?:[IVX]+|\d+)[.)]\s*", "", heading["title"]), taken)
                blocks.append(f"{block} {{#{id_}}}")
            else:
                blocks.append(block)
        if bases:
            self.notes.append(note("note_bases", count=len(bases)))
        self.notes.append(note("note_articles", count=len(taken)))
        return bases, "\n\n".join(blocks)


def _own_id(title: str, taken: set[str]) -> str:
    """An id for an article that none before it has."""
    base = short_slug(title) or "dieu"
    id_, number = base, 2
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    taken.add(id_)
    return id_

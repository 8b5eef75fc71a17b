"""The text of a pledge in the form that is compared: head, articles, targets, signatories, all in NFC."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from thidua.pledges.articles import Article, split_body
from thidua.reading.base import Record
from thidua.text import nfc

if TYPE_CHECKING:
    from thidua.reading.body import Body
    from thidua.reading.records import Pledge, Signatory, Target

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class PledgeText:
    """The words of a pledge. Term, title, dates and event differ each year and are not compared."""

    slogan: str | None = None
    bases: str = ""
    """One a line."""
    preamble: str = ""
    articles: tuple[Article, ...] = ()
    targets: tuple[Target, ...] = ()
    """Without results: those are what came of the pledge, not the pledge."""
    signatories: tuple[Signatory, ...] = ()

    @classmethod
    def of(cls, pledge: Pledge, body: Body) -> PledgeText:
        parts = split_body(body)
        return cls(
            slogan=pledge.slogan,
            bases="\n".join(pledge.bases),
            preamble=parts.preamble,
            articles=parts.articles,
            targets=pledge.targets,
            signatories=pledge.signatories,
        )

    def normalised(self) -> PledgeText:
        """The same in NFC and without results; two texts of the same letters are then equal."""
        return PledgeText(
            slogan=None if self.slogan is None else nfc(self.slogan),
            bases=nfc(self.bases),
            preamble=nfc(self.preamble),
            articles=tuple(_normalised_article(a) for a in self.articles),
            targets=tuple(
                _normalised_record(t.model_copy(update={"results": ()})) for t in self.targets
            ),
            signatories=tuple(_normalised_record(s) for s in self.signatories),
        )


def _normalised_article(article: Article) -> Article:
    return replace(
        article,
        id=nfc(article.id),
        number=None if article.number is None else nfc(article.number),
        title=nfc(article.title),
        text=nfc(article.text),
    )


def _normalised_record(record: R) -> R:
    texts = {key: nfc(value) for key, value in record if isinstance(value, str)}
    return record.model_copy(update=texts)

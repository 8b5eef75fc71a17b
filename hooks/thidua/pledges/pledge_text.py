"""The text of a pledge in the form that is compared: head, articles, targets, signatories, all in NFC."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from thidua.campaign.audience import REMOVED_LINK
from thidua.pledges.articles import Article, split_body
from thidua.reading.base import Record
from thidua.text import fold, nfc

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
        parts = split_body(replace(body, text=without_removed_links(body.text)))
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
                _normalised_record(t.model_copy(update={"results": ()}) if t.results else t)
                for t in self.targets
            ),
            signatories=tuple(_normalised_record(s) for s in self.signatories),
        )


_TITLE = r"""(?:\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?"""
_TARGET = rf"<?{re.escape(REMOVED_LINK)}>?{_TITLE}"
_DEFINITION = re.compile(
    rf"^ {{0,3}}\[([^\[\]\n]+)\]:[ \t]*\n?[ \t]*{_TARGET}[ \t]*$", re.MULTILINE
)
_WORDS = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
_LINK = re.compile(rf"{_WORDS}\(\s*{_TARGET}\s*\)")
_REFERENCE = re.compile(rf"{_WORDS}(?: ?\[([^\[\]]*)\]|(?![\[(:]))")


def without_removed_links(text: str) -> str:
    """A Markdown text with the words of links that were taken out, as if they had never been links.

    What is compared must not tell that one text names something hidden and another does not. No line is lost.
    """
    if REMOVED_LINK not in text:
        return text
    names = {fold(match[1]) for match in _DEFINITION.finditer(text)}
    text = _LINK.sub(r"\1", _DEFINITION.sub(lambda m: "\n" * m[0].count("\n"), text))
    return _REFERENCE.sub(lambda m: m[1] if fold(m[2] or m[1]) in names else m[0], text)


def _normalised_article(article: Article) -> Article:
    number = None if article.number is None else nfc(article.number)
    written = article.id, article.number, article.title, article.text
    id_, title, text = nfc(article.id), nfc(article.title), nfc(article.text)
    if (id_, number, title, text) == written:
        return article
    return replace(article, id=id_, number=number, title=title, text=text)


def _normalised_record(record: R) -> R:
    texts = {
        key: text
        for key, value in vars(record).items()
        if isinstance(value, str) and (text := nfc(value)) != value
    }
    return record.model_copy(update=texts) if texts else record

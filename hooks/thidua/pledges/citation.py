"""The citation of a pledge, and the notice above one that is a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.dates import PartialDate, short, words
from thidua.locale import phrase

if TYPE_CHECKING:
    from thidua.campaign.site import Site, TermKey
    from thidua.pledges.articles import Article
    from thidua.reading.base import Source
    from thidua.reading.records import Pledge


def summary_notice(pledge: Pledge, lang: str) -> str | None:
    """What readers of a summary are told; None for a full text."""
    return phrase(lang, "pledges.summary_notice") if pledge.summary else None


def comparison_caution(old: Pledge, new: Pledge, lang: str) -> str | None:
    """What readers of a comparison are told when a side is a summary; None for two full texts.

    What a summary leaves out was not dropped by those who signed.
    """
    if not (old.summary or new.summary):
        return None
    both = old.summary and new.summary
    return phrase(lang, "pledges.caution_both" if both else "pledges.caution_one")


def citation(
    site: Site, key: TermKey, lang: str, *, url: str | None = None, article: Article | None = None
) -> str:
    """A pledge, or one article of it, as plain text to be copied.

    ``Cụm thi đua số 1, “Giao ước thi đua năm 2024”, ký ngày 04 tháng 4 năm 2024 tại Đà Nẵng (bản tổng
    hợp). Nguồn: Báo …, 04/4/2024. <url>``. Unknown parts are left out; the day of reading is the reader's.
    """
    pledge = site.pledges[key].record
    name = site.cluster(key.cluster).name if key.cluster in site.clusters else key.cluster
    head = [name]
    if article is not None:
        label = (article.number or "").rstrip(" .:)-–—/")
        title = f"“{nested_quotes(article.title)}”" if article.title else ""
        head.append(" ".join(part for part in (label, title) if part))
    head.append(f"“{nested_quotes(pledge.title)}”")
    if pledge.signed_on:
        signed = "pledges.cite_signed_at" if pledge.place else "pledges.cite_signed"
        day = words(pledge.signed_on, lang, weekday=False)
        head.append(phrase(lang, signed, date=day, place=pledge.place))
    sentence = ", ".join(head)
    if pledge.summary:
        sentence = phrase(lang, "pledges.cite_summary", sentence=sentence)
    sources = "; ".join(_source(source, lang) for source in pledge.sources)
    parts = [f"{sentence}.", phrase(lang, "pledges.cite_sources", sources=sources)]
    if url:
        parts.append(url)
    return " ".join(parts)


def _source(source: Source, lang: str) -> str:
    day = source.published.partition("T")[0] if source.published else ""
    parts = [
        source.author,
        f"“{nested_quotes(source.title)}”",
        source.publisher,
        short(PartialDate.parse(day), lang) if day else None,
    ]
    return ", ".join(part for part in parts if part)


def nested_quotes(text: str) -> str:
    """Quotation marks inside quotation marks become single ones."""
    return text.replace("“", "‘").replace("”", "’")

"""The citation of a pledge, and the notice above one that is a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.dates import PartialDate, short, words

if TYPE_CHECKING:
    from thidua.campaign.site import Site, TermKey
    from thidua.pledges.articles import Article
    from thidua.reading.base import Source
    from thidua.reading.records import Pledge

SUMMARY_NOTICE = "Đây là bản tổng hợp, không thay thế văn bản gốc."


def summary_notice(pledge: Pledge) -> str | None:
    """What readers of a summary are told; None for a full text."""
    return SUMMARY_NOTICE if pledge.summary else None


def comparison_caution(old: Pledge, new: Pledge) -> str | None:
    """What readers of a comparison are told when a side is a summary; None for two full texts.

    What a summary leaves out was not dropped by those who signed.
    """
    if not (old.summary or new.summary):
        return None
    which = "Cả hai bản" if old.summary and new.summary else "Một trong hai bản"
    return f"{which} là bản tổng hợp: điều hay chỉ tiêu không thấy ở đây có thể vẫn có trong văn bản gốc."


def citation(
    site: Site, key: TermKey, *, url: str | None = None, article: Article | None = None
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
        title = f"“{_nested_quotes(article.title)}”" if article.title else ""
        head.append(" ".join(part for part in (label, title) if part))
    head.append(f"“{_nested_quotes(pledge.title)}”")
    if pledge.signed_on:
        place = f" tại {pledge.place}" if pledge.place else ""
        head.append(f"ký {words(pledge.signed_on, weekday=False)}{place}")
    sentence = ", ".join(head) + (" (bản tổng hợp)" if pledge.summary else "")
    sources = "; ".join(_source(source) for source in pledge.sources)
    parts = [f"{sentence}.", f"Nguồn: {sources}."]
    if url:
        parts.append(url)
    return " ".join(parts)


def _source(source: Source) -> str:
    day = source.published.partition("T")[0] if source.published else ""
    parts = [
        source.author,
        f"“{_nested_quotes(source.title)}”",
        source.publisher,
        short(PartialDate.parse(day)) if day else None,
    ]
    return ", ".join(part for part in parts if part)


def _nested_quotes(text: str) -> str:
    """Quotation marks inside quotation marks become single ones."""
    return text.replace("“", "‘").replace("”", "’")

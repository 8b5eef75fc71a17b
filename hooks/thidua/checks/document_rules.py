"""Rules that read one document alone, and a few facts of the publication: run once as long as these stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.campaign.audience import is_published, may_see
from thidua.checks import leftovers, markdown_signs, personal_data, plain_values, prose
from thidua.checks.kept import kept_findings
from thidua.reading.body import COSTLY
from thidua.reading.records import Event
from thidua.reading.texts import DocumentTexts
from thidua.store.keys import key_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.checks.prose import TextFacts
    from thidua.diagnostics import Diagnostic
    from thidua.reading.base import Audience, Record
    from thidua.reading.library import Document, Library


def check(library: Library, site: Site) -> Iterator[Diagnostic]:
    """All such rules, over every document."""
    facts = prose.text_facts(site)
    told = key_of(facts.key)
    # What costs the converter too much is not looked at closely.
    costly = {item.path for item in library.report if item.code in COSTLY | {"E610"}}
    for document in library.documents:
        is_costly = document.path in costly
        yield from kept_findings(
            library.store,
            "document",
            [document.key],
            [told, is_costly],
            lambda document=document, is_costly=is_costly: _findings(document, facts, is_costly),  # type: ignore[misc]
        )


def unfit(library: Library, audience: Audience, today: dt.date) -> Iterator[Diagnostic]:
    """What a built site should not hold for an audience: the gate of `check`, over the records the audience may read on a day."""
    for document in library.documents:
        record = document.record
        out = not isinstance(record, Event) or is_published(record, today)
        if out and may_see(record, audience):
            texts = DocumentTexts(document)
            found = (*leftovers.check_document(texts), *markdown_signs.check_struck(texts))
            yield from (item for item in found if item.severity == "error")


def _findings(
    document: Document[Record], facts: TextFacts, is_costly: bool
) -> Iterator[Diagnostic]:
    texts = DocumentTexts(document)
    yield from leftovers.check_document(texts)
    yield from personal_data.check_document(texts)
    yield from plain_values.check_document(document)
    yield from markdown_signs.check_struck(texts, is_costly=is_costly)
    yield from markdown_signs.check_fields(texts)
    if not is_costly:
        yield from markdown_signs.check_body(document)
    yield from prose.check_document(texts, facts)

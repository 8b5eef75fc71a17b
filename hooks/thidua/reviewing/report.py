"""A review in words: for a terminal and a log, and as one page of HTML for who looks at a merge request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from thidua.diagnostics import one_line
from thidua.locale import phrase, strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.reviewing.review import PageChange, Review

_MOST_LINES = 12
"""Of a page, in a log, where the page of HTML has all of them; longer lists of it are folded."""


def as_text(review: Review, base: str, lang: str) -> str:
    """The review for a terminal."""
    parts = [phrase(lang, "review.title", base=base)]
    parts += [phrase(lang, f"review.unbuilt_{state}") for state in review.unbuilt]
    for key, lines in _sections(review, lang):
        parts.append("")
        parts.append(phrase(lang, f"review.{key}", count=len(lines)))
        parts += [f"  {line}" for line in lines]
    for change in review.changed:
        parts += ["", *_differences(change, lang)]
    if len(parts) == 1:
        parts.append(phrase(lang, "review.nothing"))
    return "\n".join(parts) + "\n"


def _sections(review: Review, lang: str) -> Iterator[tuple[str, list[str]]]:
    """Headings of what there is to say, and a line for each thing."""
    found = {
        "lost": list(review.lost),
        "becoming_public": list(review.becoming_public),
        "no_longer_public": list(review.no_longer_public),
        "new_findings": [one_line(item, lang) for item in review.new_findings],
        "gone_findings": [one_line(item, lang).split("\n")[0] for item in review.gone_findings],
        "added": [change.address for change in review.added],
        "changed": [change.address for change in review.changed],
        "moved": [f"{old} → {new}" for old, new in review.moved],
        "files_changed": list(review.files_changed),
        "following": list(review.following),
        "not_compared": list(review.not_compared),
    }
    return ((key, lines) for key, lines in found.items() if lines)


def _differences(change: PageChange, lang: str) -> Iterator[str]:
    yield change.address
    yield from (f"  {line}" for line in change.lines[:_MOST_LINES])
    more = len(change.lines) - _MOST_LINES
    if more > 0:
        yield f"  {phrase(lang, 'review.more_lines', count=more)}"


def as_html(review: Review, base: str, lang: str) -> str:
    """The review as a page that needs no other file, no script and no network."""
    env = Environment(
        loader=PackageLoader("thidua.reviewing"), undefined=StrictUndefined, autoescape=True
    )
    return env.get_template("review.html.j2").render(
        lang=lang,
        ui=strings(lang, "review"),
        title=phrase(lang, "review.title", base=base),
        unbuilt=[phrase(lang, f"review.unbuilt_{state}") for state in review.unbuilt],
        sections=[
            (phrase(lang, f"review.{key}", count=len(lines)), lines)
            for key, lines in _sections(review, lang)
        ],
        changes=[*review.changed, *review.added],
        added=review.added,
        most_lines=_MOST_LINES,
    )

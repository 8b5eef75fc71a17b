"""What the importer concluded, and the words of the source it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.diagnostics import Worded
from thidua.locale import phrase

MAX_EVIDENCE = 110


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something the importer concluded, and the words of the source it rests on."""

    key: str
    """``note_…`` for what was filled in, ``warn_…`` for what a person must look at, ``lost_…`` for what is left out."""
    params: tuple[tuple[str, str | Worded], ...] = ()
    evidence: str = ""

    @property
    def is_loss(self) -> bool:
        """Whether it tells of something of the source that is not in the draft."""
        return self.key.startswith("lost_")

    def text(self, lang: str) -> str:
        values = {
            name: value.in_words(lang) if isinstance(value, Worded) else value
            for name, value in self.params
        }
        sentence = phrase(lang, f"editing.import_{self.key}", **values)
        mark = "-" if self.key.startswith("note_") else "!"
        evidence = shortened(self.evidence)
        origin = phrase(lang, "editing.import_from", evidence=evidence) if evidence else ""
        return f"{mark} {sentence}{origin}"


def note(key: str, evidence: str = "", /, **params: object) -> ImportNote:
    """A note with its parameters as text, but for those that each language words in its own way."""
    named = (
        (name, value if isinstance(value, Worded) else str(value)) for name, value in params.items()
    )
    return ImportNote(key, tuple(named), evidence)


def shortened(text: str, limit: int = MAX_EVIDENCE) -> str:
    """At most ``limit`` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0] + " …"


def evidence_around(text: str, start: int, end: int, *, before: int = 0, after: int = 30) -> str:
    """A stretch of a text with whole words beside it, for evidence."""
    first = text.rfind(" ", 0, max(0, start - before)) + 1 if start > before else 0
    last = text.find(" ", min(len(text), end + after))
    return text[first : last if last >= 0 else len(text)]

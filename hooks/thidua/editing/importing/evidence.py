"""What the importer concluded, and the words of the source it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.editing.messages import message

MAX_EVIDENCE = 110


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something the importer concluded, and the words of the source it rests on."""

    key: str
    """``note_…`` for what was filled in, ``warn_…`` for what a person must look at."""
    params: tuple[tuple[str, str], ...] = ()
    evidence: str = ""

    def text(self, lang: str) -> str:
        sentence = message(lang, f"import_{self.key}", **dict(self.params))
        mark = "!" if self.key.startswith("warn_") else "-"
        origin = (
            message(lang, "import_from", evidence=shortened(self.evidence)) if self.evidence else ""
        )
        return f"{mark} {sentence}{origin}"


def note(key: str, evidence: str = "", /, **params: object) -> ImportNote:
    return ImportNote(key, tuple((name, str(value)) for name, value in params.items()), evidence)


def shortened(text: str) -> str:
    """At most `MAX_EVIDENCE` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= MAX_EVIDENCE:
        return text
    return text[:MAX_EVIDENCE].rpartition(" ")[0] + " …"


def evidence_around(text: str, start: int, end: int, *, before: int = 0, after: int = 30) -> str:
    """A stretch of a text with whole words beside it, for evidence."""
    first = text.rfind(" ", 0, max(0, start - before)) + 1 if start > before else 0
    last = text.find(" ", min(len(text), end + after))
    return text[first : last if last >= 0 else len(text)]

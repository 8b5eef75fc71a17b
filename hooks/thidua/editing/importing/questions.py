"""What the importer asks: fields for which the source gives several values, or none.

A question that was not answered is marked in the draft, so that no guess is published for a fact. Answers are kept
in a file of their own, so that the same import can be made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import shortened
from thidua.editing.new import NotWrittenError
from thidua.editing.yaml_text import yaml_entry, yaml_scalar
from thidua.locale import CONTENT, phrase
from thidua.reading.strict_yaml import read_yaml
from thidua.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.editing.yaml_text import Item


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value a field may have, and the words of the source it rests on."""

    value: Item
    evidence: str

    @property
    def typed(self) -> str:
        """The value as an answer is typed."""
        if isinstance(self.value, str | int):
            return str(self.value)
        if isinstance(self.value, Mapping):
            return "..".join(str(part) for part in self.value.values())
        return ", ".join(str(part) for part in self.value)

    @property
    def origin(self) -> str:
        """The words it rests on, as a comment behind the value."""
        return f"  # “{shortened(self.evidence)}”" if self.evidence else ""

    @property
    def shown(self) -> str:
        """The value with the words it rests on."""
        return f"{self.typed}  ← “{shortened(self.evidence)}”" if self.evidence else self.typed


@dataclass(frozen=True, slots=True)
class Question:
    """A field that an editor has to decide."""

    key: str
    """``date``, ``title``, ``clusters`` …: under which name the answer is given."""
    candidates: tuple[Candidate, ...]
    taken: int | None
    """Which candidate was filled in; None when none was."""

    def about(self, lang: str) -> str:
        """What is asked, in a sentence."""
        return phrase(lang, f"editing.import_ask:{self.key.partition('-of-')[0]}", key=self.key)

    def asked(self, lang: str) -> str:
        """The same for a page, which shows no keys; what a key is of stands behind it."""
        text = self.about(lang).removeprefix(f"{self.key}: ")
        of = self.key.partition("-of-")[2]
        return f"{text[:1].upper()}{text[1:]}{f' ({of})' if of else ''}"

    def in_words(self, lang: str) -> str:
        """The question with its candidates, the taken one first told."""
        lines = [f"? {self.about(lang)}"]
        for number, candidate in enumerate(self.candidates):
            lines.append(f"  {'*' if number == self.taken else ' '} {candidate.shown}")
        return "\n".join(lines)

    def marks(self) -> Iterator[str]:
        """Comment lines for a draft, below the field: the mark that is not published, and the candidates."""
        yield phrase(CONTENT, "guides.field.import", about=self.about(CONTENT))
        nested = self.key.startswith(_POST_OF)
        for candidate in self.candidates:
            [line] = yaml_entry("post" if nested else self.key, candidate.value)
            yield f"#{'    ' if nested else ''}{line}{candidate.origin}"


class UnansweredError(NotWrittenError):
    """No draft can be made before something is answered; ``questions`` say what."""

    def __init__(self, key: str, questions: Iterable[Question]) -> None:
        super().__init__(key)
        self.questions = tuple(questions)


def questions_text(name: str, questions: Sequence[Question], answers: Mapping[str, str]) -> str:
    """A file for ``--answers``: what was answered, then each question with its candidates as comments."""
    lines = [f"# {phrase(CONTENT, 'editing.import_ask_head', file=name)}"]
    lines += [f"{key}: {yaml_scalar(value)}" for key, value in answers.items()]
    for question in questions:
        lines += ["", f"# {question.about(CONTENT)}"]
        lines += [
            f"#{question.key}: {yaml_scalar(candidate.typed)}{candidate.origin}"
            for candidate in question.candidates
        ]
        lines.append(f"{question.key}:")
    return "\n".join(lines) + "\n"


_KEYS = (
    "kind-of-file", "title", "date", "clusters", "place", "published", "unit", "as-of", "results", "post-of-…",
    "sheet", "stage", "day-of-…", "unit-of-…", "id-of-…", "max-of-…", "points-of-…", "total-of-…", "reason-of-…",
)  # fmt: skip
"""What may be asked; of several things each, by the id that follows."""


def read_answers(path: str, data: bytes) -> dict[str, str]:
    """The answers of a file, those left open left out. Raises NotWrittenError for what is no such file."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    tree, found = read_yaml(path, text)
    errors = tuple(item for item in found if item.severity == "error")
    if errors or not isinstance(tree.value, dict):
        raise NotWrittenError("import_bad_answers", errors, path=path)
    several = tuple(key.removesuffix("…") for key in _KEYS if key.endswith("…"))
    unknown = [key for key in tree.value if key not in _KEYS and not key.startswith(several)]
    if unknown:
        raise NotWrittenError(
            "import_unknown_answer", path=path, found=unknown[0], expected=", ".join(_KEYS)
        )
    answers = {key: _typed(value) for key, value in tree.value.items()}
    return {key: value for key, value in answers.items() if value}


def _typed(value: object) -> str:
    if isinstance(value, dict):
        return "..".join(_typed(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(_typed(part) for part in value)
    return str(value).strip()


def post_key(name: str) -> str:
    """The name under which the post of a person is asked for: ``post-of-le-van-mau``."""
    return f"{_POST_OF}{slug(name)}"


_POST_OF = "post-of-"

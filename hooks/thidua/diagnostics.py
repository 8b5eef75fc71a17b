r"""What an editor is told: one `Diagnostic` a mistake, gathered in a `Report`, printed in four formats.

Checks are generators that yield diagnostics; nobody prints and nobody stops at the first one.
Codes are stable: ``E``\ rror (stops a build), ``W``\ arning (a person should look), ``N``\ otice (the tool
already put it right). Their sentences live in ``locale/<language>.yml``, and the editors' guide has an
anchor for each.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, Self, runtime_checkable

from thidua.locale import strings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Severity = Literal["error", "warning", "notice"]
Format = Literal["text", "json", "github", "gitlab"]

_SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "N": "notice"}


class Position(NamedTuple):
    """A place in a file; line and column count characters from 1."""

    line: int
    column: int


START = Position(1, 1)


@runtime_checkable
class Worded(Protocol):
    """A value that each language words in its own way, such as a date."""

    def in_words(self, lang: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of an editor."""

    path: str
    """File, relative to the project, with forward slashes."""
    line: int
    column: int
    code: str
    """For example ``E301``; a key of the message catalogue."""
    params: tuple[tuple[str, str | Worded], ...] = ()
    """What the sentence names, by placeholder. ``near`` holds the nearest right value, if any."""

    @property
    def severity(self) -> Severity:
        return _SEVERITIES[self.code[0]]

    def message(self, lang: str) -> str:
        """The sentence, in ``vi`` or ``en``."""
        return self._sentence("message", lang)

    def hint(self, lang: str) -> str:
        """What to do next; names the nearest right value where there is one."""
        entry = strings(lang, "diagnostics")[self.code]
        return self._sentence("near" if self._named("near") and "near" in entry else "hint", lang)

    def as_dict(self, lang: str) -> dict[str, str | int]:
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "message": self.message(lang),
            "hint": self.hint(lang),
        }

    @property
    def is_plain(self) -> bool:
        """Whether it names nothing but texts, and so can be kept as a row."""
        return all(isinstance(value, str) for _, value in self.params)

    def as_row(self) -> tuple[object, ...]:
        """A plain diagnostic as JSON can have it."""
        return self.path, self.line, self.column, self.code, self.params

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """The diagnostic of a row."""
        path, line, column, code, params = row
        return cls(path, line, column, code, tuple((name, value) for name, value in params))

    def _named(self, name: str) -> str:
        return str(dict(self.params).get(name, ""))

    def _sentence(self, part: str, lang: str) -> str:
        template = strings(lang, "diagnostics")[self.code][part]
        words = strings(lang, "words")
        named = {
            name: value.in_words(lang)
            if isinstance(value, Worded)
            else words.get(f"{name}:{value}", value)
            for name, value in self.params
        }
        return str(template).format(**named).strip()


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def _printable(text: str) -> str:
    """``text`` with control characters spelt out: what an editor wrote must not steer a terminal."""
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text) if _UNSEEN.search(text) else text


def diagnose(path: str, at: Position, code: str, **params: object) -> Diagnostic:
    """A diagnostic with its parameters in the order of their names; None is left out.

    Parameters are text, but for those that each language words in its own way.
    """
    named = tuple(
        (name, value if isinstance(value, Worded) else _printable(str(value)))
        for name, value in sorted(params.items())
        if value is not None
    )
    return Diagnostic(_printable(path), at.line, at.column, code, named)


def _order(item: Diagnostic) -> tuple[object, ...]:
    params = tuple((name, str(value)) for name, value in item.params)
    return item.path, item.line, item.column, item.code, params


@dataclass(slots=True)
class Report:
    """All diagnostics of one run, each once, in the order of files and lines."""

    _items: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._items.update(dict.fromkeys(diagnostics))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._items, key=_order))

    def __len__(self) -> int:
        return len(self._items)

    def count(self, severity: Severity) -> int:
        return sum(item.severity == severity for item in self._items)

    @property
    def has_errors(self) -> bool:
        return any(item.severity == "error" for item in self._items)

    @property
    def has_findings(self) -> bool:
        """Errors or warnings; notices tell of what was put right or decided by a rule and are no findings."""
        return any(item.severity != "notice" for item in self._items)

    def revised(self, change: Callable[[Diagnostic], Diagnostic | None]) -> Report:
        """The report with each diagnostic as ``change`` gives it back; None leaves it out."""
        return Report({new: None for item in self._items if (new := change(item))})

    def within(self, wanted: Callable[[str], bool]) -> Report:
        """The part whose paths are wanted."""
        return Report({item: None for item in self._items if wanted(item.path)})

    def render(self, style: Format, lang: str) -> str:
        return _RENDERERS[style](list(self), lang)


# --- Formats: each takes the sorted diagnostics and gives the whole text ----------------------


def one_line(item: Diagnostic, lang: str) -> str:
    """``path:line:column: error [code] sentence → hint``, what editors and terminals link."""
    label = strings(lang, "site")[f"severity_{item.severity}"]
    text = f"{item.path}:{item.line}:{item.column}: {label} [{item.code}] {item.message(lang)}"
    hint = item.hint(lang)
    return f"{text}\n    → {hint}" if hint else text


def _text(items: list[Diagnostic], lang: str) -> str:
    ui = strings(lang, "site")
    if not items:
        return f"{ui['check_clean']}\n"
    counts = Counter(item.severity for item in items)
    summary = ui["check_summary"].format(
        errors=counts["error"], warnings=counts["warning"], notices=counts["notice"]
    )
    return "\n".join([*(one_line(item, lang) for item in items), "", summary, ""])


def _json(items: list[Diagnostic], lang: str) -> str:
    return json.dumps([item.as_dict(lang) for item in items], ensure_ascii=False, indent=1) + "\n"


def _github(items: list[Diagnostic], lang: str) -> str:
    """Workflow commands; properties need more characters escaped than the message.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{item.severity} file={prop(item.path)},line={item.line},col={item.column},"
        f"title={item.code}::{data(f'{item.message(lang)} {item.hint(lang)}'.strip())}\n"
        for item in items
    )


def _gitlab(items: list[Diagnostic], lang: str) -> str:
    """Code Quality report; fingerprints leave the line out, so that a moved mistake stays the same.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    seen: Counter[str] = Counter()
    levels = {"error": "major", "warning": "minor", "notice": "info"}
    rows = []
    for item in items:
        identity = "\n".join([item.path, item.code, *(f"{k}={v}" for k, v in item.params)])
        seen[identity] += 1
        fingerprint = hashlib.sha256(f"{identity}\n{seen[identity]}".encode()).hexdigest()
        rows.append(
            {
                "description": f"{item.message(lang)} {item.hint(lang)}".strip(),
                "check_name": item.code,
                "fingerprint": fingerprint,
                "severity": levels[item.severity],
                "location": {
                    "path": item.path,
                    "positions": {"begin": {"line": item.line, "column": item.column}},
                },
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


_RENDERERS: dict[Format, Callable[[list[Diagnostic], str], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
}

"""The normal form of a content file: the same words in the same order, with clean bytes around them.

UTF-8 without BOM, LF, NFC, Đ for its look-alikes; in front matter and registers plain spaces for
tabs and no-break spaces of the structure; no trailing spaces; one line end at the end. Edits are made
on the text, so comments, order and quoting stay. A file that still does not read afterwards is left
alone, and so is one whose values would change.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.diagnostics import START, Diagnostic, Position, diagnose
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.front_matter import split
from thidua.reading.strict_yaml import read_yaml
from thidua.text import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.reading.simple_yaml import Value

_SPACES = f" \t{NBSP}"
_FENCES = frozenset({"---", "..."})
_INDENT = re.compile(f"[{_SPACES}]*")
_DASHES = re.compile(f"(?:-[{_SPACES}]+)+(?=\\S)")
_KEY = re.compile(f"([A-Za-z_][\\w-]*)([{_SPACES}]*):(?=[{_SPACES}])[{_SPACES}]+")
_KEY_ALONE = re.compile(f"([A-Za-z_][\\w-]*)([\t{NBSP}]+):")
_BLOCK = re.compile(r"( *)((?:- +)*)(?:[A-Za-z_][\w-]*:|-) *[|>][-+0-9]*(?: +#.*)?\Z")
_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t>]*)+\Z")
"""An empty list item, which is one only with a space behind it."""


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """The normal form of a file, or why there is none."""

    text: str | None
    """None when the file does not read; ``diagnostics`` say why."""
    diagnostics: tuple[Diagnostic, ...] = ()

    def changes(self, data: bytes) -> bool:
        return self.text is not None and self.text.encode() != data


def normal_form(path: str, data: bytes) -> FormattedFile:
    """The normal form of the bytes of a ``.md`` or ``.yml`` file; pure and idempotent."""
    try:
        text, found = decode(path, data)
    except UndecodableError as error:
        return FormattedFile(None, (error.diagnostic,))
    if not text.strip():
        return FormattedFile(None, (diagnose(path, START, "E102"),))
    made, told = _markdown(path, text) if path.endswith(".md") else _yaml_file(path, text)
    refused = _errors([*found, *told])
    return FormattedFile(None, tuple(refused)) if refused else FormattedFile(made)


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [item for item in found if item.severity == "error"]


def _yaml_file(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    lines = _yaml_lines(text.split("\n"))
    made = _line_ends(lines)
    return made, _value_changed(path, text, made, 1)


def _markdown(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    parts, found = split(path, text)
    if parts is None or _errors(found):
        return text, found
    lines = text.split("\n")
    first = parts.yaml_line - 1
    count = 0 if lines[first].rstrip() in _FENCES else parts.yaml.count("\n") + 1
    head = _yaml_lines(lines[first : first + count])
    closing = lines[first + count].rstrip()
    body = body_lines(lines[first + count + 1 :])
    made = _line_ends(["---", *head, closing, *body])
    return made, _value_changed(path, parts.yaml, "\n".join(head), parts.yaml_line)


def _line_ends(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _value_changed(path: str, before: str, after: str, line: int) -> list[Diagnostic]:
    """What keeps ``after`` from being written: it does not read, or says something else."""
    marked, found = read_yaml(path, after, line)
    if _errors(found):
        return found
    old, told = read_yaml(path, before, line)
    if (
        _errors(told)
        or _folded_value(old.value) == _folded_value(marked.value)
        or _was_mended(before)
    ):
        return []
    return [diagnose(path, Position(line, 1), "E203", problem="a value would change")]


def _was_mended(before: str) -> bool:
    """Whether there were tabs or no-break spaces to mend: what such lines said before was not meant."""
    lines = before.split("\n")
    return _yaml_lines(lines) != [line.rstrip(_SPACES) for line in lines]


def _folded_value(value: Value) -> object:
    """A value with its white space folded, as the record classes fold it."""
    if isinstance(value, list):
        return [_folded_value(item) for item in value]
    if isinstance(value, dict):
        return {key.strip(_SPACES): _folded_value(item) for key, item in value.items()}
    return " ".join(value.split())


# --- YAML ------------------------------------------------------------------------------------


def _yaml_lines(lines: list[str]) -> list[str]:
    """Lines with plain spaces where YAML has structure; what values say is not touched."""
    made: list[str] = []
    block: int | None = None
    for line in lines:
        plain = _indent(line).rstrip(_SPACES)
        if block is not None and (not plain or len(plain) - len(plain.lstrip(" ")) > block):
            made.append(plain)
            continue
        made.append(_structure(line))
        opening = _BLOCK.match(made[-1])
        block = len(opening[1]) + len(opening[2]) if opening else None
    return made


def _indent(line: str) -> str:
    end = _INDENT.match(line).end()  # type: ignore[union-attr]
    return line[:end].replace("\t", "  ").replace(NBSP, " ") + line[end:]


def _structure(line: str) -> str:
    """One line outside block texts: indent, dashes and the key with its colon."""
    line = _indent(line).rstrip(_SPACES)
    start = len(line) - len(line.lstrip(" "))
    dashes = _DASHES.match(line, start)
    if dashes:
        plain = re.sub(f"[\t{NBSP}]", " ", dashes[0])
        line = line[:start] + plain + line[dashes.end() :]
        start += len(plain)
    key = _KEY.match(line, start)
    if key and re.search(f"[\t{NBSP}]", key[0]):
        gap = re.sub(f"[\t{NBSP}]", " ", key[2])
        line = f"{line[:start]}{key[1]}{gap.strip()}: {line[key.end() :]}"
    else:
        alone = _KEY_ALONE.match(line, start)
        if alone:
            line = f"{line[:start]}{alone[1]}:{line[alone.end() :]}"
    return line


# --- Markdown --------------------------------------------------------------------------------


def body_lines(lines: list[str]) -> list[str]:
    """Lines without trailing spaces, save the two that break a line and the one of an empty item."""
    return [_stripped(line, after) for line, after in zip_longest(lines, lines[1:], fillvalue="")]


def _stripped(line: str, after: str) -> str:
    bare = line.rstrip(" \t")
    if bare and after.strip(" \t") and line.expandtabs(4).endswith("  "):
        return f"{bare}  "
    return f"{bare} " if bare != line and _MARKER.match(bare) else bare


# --- Files -----------------------------------------------------------------------------------


def content_files(paths: Iterable[Path]) -> list[Path]:
    """The files ``fmt`` is for: Markdown and YAML at or below ``paths``, no links, nothing hidden."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for folder, names, files in os.walk(path):
                names[:] = sorted(
                    n for n in names if not n.startswith(".") and not Path(folder, n).is_symlink()
                )
                inside = (Path(folder, name) for name in sorted(files) if not name.startswith("."))
                found.update(dict.fromkeys(f for f in inside if _is_ours(f)))
        else:
            found[path] = None
    return list(found)


def _is_ours(path: Path) -> bool:
    return path.suffix in {".md", ".yml"} and path.is_file() and not path.is_symlink()

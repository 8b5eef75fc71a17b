"""Splitting a Markdown file into front matter and body.

MkDocs' own reader publishes broken front matter as page text and takes a first line such as
``ANTT: …`` for metadata, so it never sees our files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.diagnostics import START, Diagnostic, Position, diagnose

_FENCE = re.compile(r"---\s*\Z")
_LOOKS_LIKE_FENCE = re.compile(r"\s*(?:[-–—_]\s*[-–—_][-–—_\s]*|—\s*)\Z")
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:")
_OF_YAML = re.compile(r"[A-Za-z_][\w-]*\s*:|- |#|\s+\S|\s*\Z")


@dataclass(frozen=True, slots=True)
class Split:
    """The two parts and the lines of the file on which they begin (from 1)."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def split(path: str, text: str) -> tuple[Split | None, list[Diagnostic]]:
    """The parts of a file; None when there is no front matter to speak of."""
    lines = text.split("\n")
    opening = next((n for n, line in enumerate(lines) if line.strip()), None)
    if opening is None:
        return None, [diagnose(path, START, "E102")]
    at = Position(opening + 1, 1)
    found: list[Diagnostic] = []
    first = opening + 1
    if _LOOKS_LIKE_FENCE.match(lines[opening]) and not _FENCE.match(lines[opening]):
        found.append(diagnose(path, at, "E220", found=lines[opening].strip()))
    elif _KEY.match(lines[opening]):
        found.append(diagnose(path, at, "E201"))
        first = opening
    elif not _FENCE.match(lines[opening]):
        return None, [diagnose(path, at, "E201")]
    elif opening > 0:
        found.append(diagnose(path, START, "N110"))
    closing, body, missing = _closing(path, lines, first)
    found.extend(missing)
    return (
        Split(
            "\n".join(lines[first:closing]),
            first + 1,
            "\n".join(lines[body:]),
            min(body + 1, len(lines)),
        ),
        found,
    )


def _closing(path: str, lines: list[str], first: int) -> tuple[int, int, list[Diagnostic]]:
    """Line after the last of YAML, first line of the body, and what is wrong with the fence."""
    for number in range(first, len(lines)):
        if lines[number][:1].isalpha():
            continue  # A key, as most lines.
        if _FENCE.match(lines[number]) or lines[number].rstrip() == "...":
            return number, number + 1, []
        if _LOOKS_LIKE_FENCE.match(lines[number]):
            at = Position(number + 1, 1)
            return number, number + 1, [diagnose(path, at, "E220", found=lines[number].rstrip())]
    end = next((n for n in range(first, len(lines)) if not _OF_YAML.match(lines[n])), len(lines))
    return end, end, [diagnose(path, Position(min(end, len(lines) - 1) + 1, 1), "E202")]

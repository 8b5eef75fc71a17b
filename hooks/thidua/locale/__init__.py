"""Strings in Vietnamese and English: one YAML file a language, the same keys in each.

``site`` holds what pages and commands say, ``diagnostics`` the sentence and hint of each code, other sections the
sentences of one subject each. No language is remembered here: whoever makes a sentence is told which. Tests compare
the key sets of the languages and find texts that nothing asks for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("vi", "en")

CONTENT = "vi"
"""The language that content is written in, whatever the site's own words are in: its dates and weekdays are read in it."""


@cache
def strings(lang: str, section: str) -> dict[str, Any]:
    """The strings of one section; KeyError for a language or section that does not exist."""
    found: dict[str, Any] = yaml.load(_sections(lang)[section], Loader=yaml.CSafeLoader)[section]
    return (
        {key: _hold_numbers(value) for key, value in found.items()} if section == "site" else found
    )


@cache
def _sections(lang: str) -> dict[str, str]:
    """The text of each section of a catalogue: few are asked for, and to read all takes a tenth of the time a command needs to start."""
    text = files(__name__).joinpath(f"{lang}.yml").read_text("utf-8")
    parts = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in parts}


def phrase(lang: str, key: str, /, **values: object) -> str:
    """The text of ``section.key`` in a language, with its places filled; KeyError for another key."""
    section, _, name = key.partition(".")
    text: str = strings(lang, section)[name]
    return text.format(**values)


def phrases(lang: str, key: str, /) -> list[str]:
    """The list of texts at ``section.key``, such as the names of the weekdays."""
    section, _, name = key.partition(".")
    found: list[str] = strings(lang, section)[name]
    return found


_BEFORE_VALUES = re.compile(r"(?<!\w)([Ss]ố|[Nn]ăm|[Tt]háng|[Nn]gày|[Mm]ùng) (?=\{)")


def _hold_numbers(value: Any) -> Any:
    """No line ends between a word such as *năm* and the number that will stand behind it."""
    return _BEFORE_VALUES.sub("\\1\N{NO-BREAK SPACE}", value) if isinstance(value, str) else value

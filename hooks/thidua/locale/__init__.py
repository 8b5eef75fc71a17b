"""Strings in Vietnamese and English: one YAML file a language, the same keys in each.

``site`` holds what pages and commands say, ``diagnostics`` the sentence and hint of each code.
A test compares the key sets of the languages.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("vi", "en")


@cache
def strings(lang: str, section: str) -> dict[str, Any]:
    """The strings of one section; KeyError for a language or section that does not exist."""
    text = files(__name__).joinpath(f"{lang}.yml").read_text("utf-8")
    catalogue: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return catalogue[section]

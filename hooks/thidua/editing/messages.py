"""What the commands of this package say, and the comments they write into new files.

The strings are in ``STRINGS.yml`` beside this module: a section a language, the same keys in each,
and ``guides`` and ``examples``, which go into Vietnamese files and so have one language.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def section_strings(name: str) -> dict[str, str]:
    """The strings of ``vi``, ``en``, ``guides`` or ``examples``; KeyError for another name."""
    text = files("thidua.editing").joinpath("STRINGS.yml").read_text("utf-8")
    catalogue: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return catalogue[name]


def message(lang: str, key: str, /, **values: object) -> str:
    """A sentence for a person."""
    return section_strings(lang)[key].format(**values)

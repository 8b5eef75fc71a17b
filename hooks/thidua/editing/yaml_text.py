"""Writing YAML that reads back as it was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from thidua.text import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item: TypeAlias = "str | int | Mapping[str, Item] | Sequence[Item]"
"""What a key may hold; an empty text is a place left for the editor."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?\Z")
_SPECIAL = re.compile(
    r"[-+]?[\d.][\d._:,eExX+-]*\Z|\d{4}-\d{2}-\d{2}T|(?:true|false|yes|no|on|off|null|y|n|~)\Z",
    re.IGNORECASE,
)
"""Texts other YAML readers would not take for text."""
_INDICATORS = "=-?:,[]{}#&*!|>'\"%@`"


def yaml_scalar(text: str, *, flow: bool = False) -> str:
    """``text`` as a YAML scalar on one line, in quotes where it needs them."""
    if text and not (
        text != text.strip()
        or text[0] in _INDICATORS
        or re.search(r":(?:\s|\Z)|\s#", text)
        or (_SPECIAL.match(text) and not _ISO_DATE.match(text))
        or (flow and not re.fullmatch(r"[\w@.-]+", text))
    ):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def yaml_entry(key: str, value: Item) -> Iterator[str]:
    """The lines of ``key: value``; lists of ids stand on the key's line, other lists below it."""
    if value == "":
        yield f"{key}:"
    elif isinstance(value, str | int):
        yield f"{key}: {_leaf(value)}"
    elif _is_short(value):
        yield f"{key}: {yaml_flow(value)}"
    elif isinstance(value, Mapping):
        yield f"{key}:"
        for inner, part in value.items():
            yield from (f"  {line}" for line in yaml_entry(inner, part))
    else:
        yield f"{key}:"
        for item in value:
            yield from (f"  {line}" for line in yaml_item(item))


def yaml_item(item: Item) -> Iterator[str]:
    """The lines of an entry of a list, with its dash."""
    if isinstance(item, str | int):
        yield f"- {_leaf(item)}".rstrip()
        return
    if not isinstance(item, Mapping):
        raise TypeError(item)
    lines = [line for key, value in item.items() for line in yaml_entry(key, value)]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def _leaf(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return yaml_scalar(value) if value else ""


def _is_short(value: Item) -> bool:
    """A list of ids, or a span of dates."""
    if isinstance(value, str | int):
        return False
    if isinstance(value, Mapping):
        return set(value) == {"from", "to"}
    return all(isinstance(item, str) and (is_slug(item) or "@" in item) for item in value)


def yaml_flow(value: Item) -> str:
    """A value in one line, lists in brackets and mappings in braces."""
    if isinstance(value, str | int):
        return str(value) if isinstance(value, int) else yaml_scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {yaml_flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(yaml_flow(item) for item in value) + "]"

"""Marked values → typed records, and pydantic's errors → diagnostics in the editor's words."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from thidua.diagnostics import Diagnostic, Position, diagnose
from thidua.reading.base import Interval
from thidua.reading.suggest import _PARTS, _short_enough, field_name, nearest_code
from thidua.text import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from thidua.reading.base import Record
    from thidua.reading.simple_yaml import Value
    from thidua.reading.strict_yaml import Marked, Path


R = TypeVar("R", bound="Record")


_MAX_GUESSED = 100
"""Mistakes of a record for which the nearest right value is looked for; who makes more made no slip."""


UNKNOWN = "khong-ro"
"""Stands in the place of a faulty text or id, so that the sound parts of a record go on to the next
checks. Such records never reach a page: a library with errors is not built."""


_STAND_INS: dict[str, Any] = {
    "date": "1900", "from": "1900", "to": "2100", "as_of": "1000", "year": "1900", "month": "1", "day": "1",
    "file": f"{UNKNOWN}.jpg", "sources": [{"title": UNKNOWN}],
    "terms": [{"term": UNKNOWN, "from": "1900", "sources": [{"title": UNKNOWN}]}],
}  # fmt: skip


_SUB_POSITION = {"E307": "to", "E318": "kind", "E306": "day"}
"""Where inside a record a mistake that pydantic lays to the whole of it really stands."""


@dataclass(frozen=True, slots=True)
class Typed(Generic[R]):
    """A record, whether all of it was sound, and what was not."""

    record: R | None
    complete: bool
    diagnostics: tuple[Diagnostic, ...]


def to_record(cls: type[R], marked: Marked, path: str, at: Path = ()) -> Typed[R]:
    """Type the value at ``at`` as ``cls``; every mistake is reported, the sound rest is kept."""
    value: Any = marked.value
    for step in at:
        value = value[step]
    if not isinstance(value, dict):
        found = (diagnose(path, marked.at(at), "E303", expected="mapping", found=_kind_of(value)),)
        return Typed(None, complete=False, diagnostics=found)
    diagnostics: list[Diagnostic] = []
    for attempt in range(4):
        try:
            record = cls.model_validate(value)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=True)
            if attempt == 0:
                diagnostics.extend(_translate(cls, details, marked, path, at))
            value = _drop_faults(cls, value, details)
        else:
            return Typed(record, complete=attempt == 0, diagnostics=tuple(diagnostics))
    return Typed(None, complete=False, diagnostics=tuple(diagnostics))


def _translate(
    cls: type[Record], details: list[ErrorDetails], marked: Marked, path: str, at: Path
) -> Iterator[Diagnostic]:
    meant = set()
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    for number, loc in enumerate(unknown):
        known = _model_at(cls, loc[:-1]).keys() if number < _MAX_GUESSED else ()
        near = field_name(str(loc[-1]), known)
        meant.add((*loc[:-1], near))
        yield diagnose(path, marked.at((*at, *loc), key=True), "E301", key=loc[-1], near=near)
    for number, detail in enumerate(details):
        loc = detail["loc"]
        kind = detail["type"]
        if kind == "extra_forbidden" or (kind == "missing" and loc in meant):
            continue
        if kind == "missing" and (loc[-1] in marked.lost or "*" in marked.lost):
            continue
        if not _is_consequence(detail, details):
            yield _error_params(detail, cls, marked, path, at, guess=number < _MAX_GUESSED)


def _is_consequence(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is only called too short because pydantic does not count its faulty items."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        d["loc"][: len(loc)] == loc and d is not detail for d in details
    )


def _error_params(
    detail: ErrorDetails, cls: type[Record], marked: Marked, path: str, at: Path, *, guess: bool
) -> Diagnostic:
    kind, loc = detail["type"], detail["loc"]
    params: dict[str, object] = dict(detail.get("ctx") or {})
    here: Position = marked.at((*at, *loc))
    if kind == "missing":
        return diagnose(path, marked.at((*at, *loc[:-1])), "E302", key=loc[-1])
    if kind == "literal_error":
        allowed = _allowed(cls, loc)
        value = str(detail["input"])
        return diagnose(
            path,
            here,
            "E304",
            value=value,
            expected=", ".join(allowed),
            near=nearest_code(value, allowed if guess else ()),
        )
    if kind == "too_short":
        return diagnose(path, here, "E316", key=loc[-1])
    if kind in {"tuple_type", "list_type"}:
        value, item = detail["input"], _item_at(cls, loc)
        near = as_list(value, item)
        return diagnose(path, here, "E303", expected="list", found=_kind_of(value), near=near)
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        value, item = detail["input"], _item_at(cls, loc)
        near = as_group(value, item) if item else None
        return diagnose(path, here, "E303", expected="mapping", found=_kind_of(value), near=near)
    if kind in _SUB_POSITION and isinstance(detail["input"], dict):
        here = marked.at((*at, *loc, _SUB_POSITION[kind]))
    if kind[0] in "EW" and kind[1:].isdigit():
        kind = _of_no_unit(kind, loc, params)
        # A mistake may name the key it misses itself.
        params.setdefault("key", _written_key(marked, (*at, *loc)))
        return diagnose(path, here, kind, **params)
    return diagnose(path, here, "E303", expected="text", found=_kind_of(detail["input"]))


def _of_no_unit(code: str, loc: Path, params: dict[str, object]) -> str:
    """E330 for a group of units written as a member, E331 for a person written as lead; else the code itself."""
    named = code == "E310" and " " in str(params.get("value", ""))
    if named and "members" in loc:
        return "E330"
    return "E331" if named and {"lead", "deputy"} & set(loc) else code


def _written_key(marked: Marked, loc: Path) -> str:
    """The name of the innermost key around ``loc`` that the editor really wrote."""
    keys = [
        step for n, step in enumerate(loc) if isinstance(step, str) and loc[: n + 1] in marked.keys
    ]
    return str(keys[-1]) if keys else ""


def _drop_faults(cls: type[Record], value: Any, details: list[ErrorDetails]) -> Any:
    """A copy whose faulty parts are left out, or stood in for where the format requires them."""
    copy = deepcopy(value)
    for detail in details:
        loc = detail["loc"]
        if _is_consequence(detail, details):
            continue
        if not loc or detail["type"] == "E307":
            for key in ("from", "to"):
                _set(copy, (*loc, key), None)
        elif detail["type"] == "extra_forbidden":
            _set(copy, loc, None)
        else:
            stand_in = next(iter(_allowed(cls, loc)), None) or _stand_in(cls, loc)
            if isinstance(loc[-1], int) and isinstance(stand_in, list):
                stand_in = stand_in[0]
            optional = isinstance(loc[-1], str) and not _model_at(cls, loc[:-1]).requires(loc[-1])
            _set(copy, loc, None if optional else stand_in)
    return copy


def _stand_in(cls: type[Record], loc: Path) -> Any:
    """What stands in for a faulty value; ``to`` is the end of an interval, or whoever is awarded."""
    keys = [step for step in loc if isinstance(step, str)]
    key = keys[-1] if keys else ""
    if key == "to" and not issubclass(_model_at(cls, tuple(keys[:-1])), Interval):
        return UNKNOWN
    return _STAND_INS.get(key, UNKNOWN)


def _set(value: Any, loc: Path, new: Any) -> None:
    """Put ``new`` at ``loc`` (None takes a key out); a text on the way there is in its place."""
    for number, step in enumerate(loc[:-1]):
        try:
            inner = value[step]
        except (KeyError, IndexError, TypeError):
            return
        if isinstance(inner, str):
            loc = loc[: number + 1]
            break
        value = inner
    last = loc[-1]
    if isinstance(value, dict):
        if new is None:
            value.pop(last, None)
        else:
            value[last] = new
    elif (
        isinstance(value, list) and isinstance(last, int) and last < len(value) and new is not None
    ):
        value[last] = new


def _model_at(cls: type[Record], loc: Path) -> type[Record]:
    """The record class of the part at ``loc``."""
    for step in loc:
        if isinstance(step, int):
            continue
        info = next(i for n, i in cls.model_fields.items() if step in {n, i.alias})
        cls = next(iter(_records_in(info.annotation)), cls)
    return cls


def _item_at(cls: type[Record], loc: Path) -> type[Record] | None:
    """The record class a list (or an item of it) at ``loc`` is made of; None for plain values."""
    keys = [step for step in loc if isinstance(step, str)]
    owner = _model_at(cls, tuple(keys[:-1]))
    info = next(i for n, i in owner.model_fields.items() if keys[-1] in {n, i.alias})
    return next(_records_in(info.annotation), None)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation  # type: ignore[misc]
    for part in get_args(annotation):
        yield from _records_in(part)


def _allowed(cls: type[Record], loc: Path) -> list[str]:
    """The values a closed field takes."""
    keys = [step for step in loc if isinstance(step, str)]
    owner = _model_at(cls, tuple(keys[:-1]))
    info = next(i for n, i in owner.model_fields.items() if keys[-1] in {n, i.alias})
    return [value for value in _literals(info.annotation) if value is not None]


def _literals(annotation: Any) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _literals(part)


def _kind_of(value: Value) -> str:
    return "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "text"


def as_list(value: Any, item: type[Record] | None) -> str | None:
    """How a value is written as the list that is wanted; ``item`` is the record it is made of, if any."""
    if isinstance(value, dict):
        first = next(iter(value), None)
        return (
            _short_enough(f"- {first}: {value[first]}")
            if first and isinstance(value[first], str)
            else None
        )
    if not isinstance(value, str) or not value.strip():
        return None
    parts = [part for part in _PARTS.split(value) if part]
    words = value.split()
    if len(parts) == 1 and len(words) > 1 and all(is_slug(word) for word in words):
        parts = words
    if item is None or item.scalar_key:
        return _short_enough(f"[{', '.join(parts)}]")
    group = as_group(value, item)
    return _short_enough(f"- {group}") if group else None


def as_group(value: Any, item: type[Record]) -> str | None:
    """How a bare text is written as the group that is wanted: under its first required field."""
    if not isinstance(value, str) or not value.strip():
        return None
    is_web = bool(re.match(r"https?://\S+\Z", value))
    if is_web and "url" in item.keys():  # noqa: SIM118 a method of records, no mapping
        return _short_enough(f"{{title: …, url: {value}}}")
    first = next((key for key in item.keys() if item.requires(key)), None)  # noqa: SIM118
    return _short_enough(f"{first}: {value}") if first and ": " not in value else None

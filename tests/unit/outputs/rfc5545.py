"""A strict reader of iCalendar files: what RFC 5545 forbids and our files could get wrong.

Written from the RFC's own grammar, sharing no code with what writes the files. Each problem names
the section whose rule is broken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = r"[A-Za-z0-9-]+"
_VALUE = r'(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
_PARAMETER = rf";({_NAME})=({_VALUE}(?:,{_VALUE})*)"
_LINE = re.compile(rf"({_NAME})((?:{_PARAMETER})*):(.*)\Z", re.DOTALL)
_UTC = re.compile(r"\d{8}T\d{6}Z\Z")
_LOCAL = re.compile(r"\d{8}T\d{6}\Z")
_DURATION = re.compile(
    r"[+-]?P(?:\d+W|\d+D(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?:\d+H)?(?:\d+M)?(?:\d+S)?)\Z"
)
_TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*\Z")
_OFFSET = re.compile(r"[+-](?!0000)\d{4}(?:\d{2})?\Z")

TEXTS = {
    "SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "UID", "PRODID", "NAME", "TZID", "TZNAME",
    "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE",
}  # fmt: skip

ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
"""Properties that must be there exactly once (3.4, 3.6.1, 3.6.5, 3.6.6)."""

AT_MOST_ONCE = {
    "VCALENDAR": {
        "CALSCALE", "METHOD", "LAST-MODIFIED", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
        "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "NAME", "DESCRIPTION",
    },
    "VEVENT": {
        "DTEND", "DURATION", "CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION",
        "PRIORITY", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL",
    },
    "VTIMEZONE": {"LAST-MODIFIED", "TZURL"},
    "STANDARD": set(),
    "VALARM": {"DURATION", "REPEAT"},
}  # fmt: skip

REPEATED = {"VEVENT": {"CATEGORIES", "CONTACT"}, "STANDARD": {"TZNAME"}}

INSIDE = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VEVENT": {"VALARM"}, "VTIMEZONE": {"STANDARD"}}


@dataclass
class Property:
    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)

    def get(self, name: str) -> Property | None:
        return next((p for p in self.properties if p.name == name), None)


def problems(data: bytes) -> list[str]:
    """Everything found wrong, in the order of the file's layers; empty for a sound file."""
    found = list(_octets(data))
    if found:
        return found
    calendar, found = _components(data)
    if calendar is None or found:
        return found or ["3.4: no VCALENDAR"]
    found += _structure(calendar)
    if not found:
        found += _values(calendar)
        found += _meaning(calendar)
    return found


def _octets(data: bytes):
    if not data.endswith(b"\r\n"):
        yield "3.1: the last line does not end with CRLF"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "3.1: a line break that is not CRLF"
    if data.startswith(b"\xef\xbb\xbf"):
        yield "3.1.4: a byte order mark"
    for number, line in enumerate(data.split(b"\r\n")[:-1], 1):
        if len(line) > 75:
            yield f"3.1: line {number} has {len(line)} octets"
        if not line:
            yield f"3.1: line {number} is empty"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"3.1: line {number} splits a character"


def _components(data: bytes) -> tuple[Component | None, list[str]]:
    found: list[str] = []
    outer = Component("")
    stack = [outer]
    unfolded = re.sub(r"\r\n[ \t]", "", data.decode("utf-8"))
    for line in unfolded.split("\r\n")[:-1]:
        match = _LINE.match(line)
        if not match:
            found.append(f"3.1: not a content line: {line!r}")
            continue
        name, value = match[1].upper(), match[match.re.groups]
        if name == "BEGIN":
            component = Component(value.upper())
            stack[-1].components.append(component)
            stack.append(component)
        elif name == "END":
            if stack[-1].name != value.upper() or len(stack) == 1:
                return None, [f"3.6: END:{value} does not close {stack[-1].name}"]
            stack.pop()
        else:
            if stack[-1].components:
                found.append(f"3.6: {name} after a component of {stack[-1].name}")
            parameters = re.findall(_PARAMETER, match[2])
            names = Counter(key.upper() for key, _ in parameters)
            found += [f"3.2: {key} given twice" for key, n in names.items() if n > 1]
            stack[-1].properties.append(
                Property(name, {key.upper(): text for key, text in parameters}, value)
            )
    if len(stack) != 1:
        found.append(f"3.6: {stack[-1].name} is not closed")
    if [c.name for c in outer.components] != ["VCALENDAR"] or outer.properties:
        found.append("3.4: not one VCALENDAR and nothing else")
        return None, found
    return outer.components[0], found


def _structure(component: Component):
    name = component.name
    if name not in ONCE:
        yield f"3.6: {name} is not expected"
        return
    counts = Counter(p.name for p in component.properties)
    for key in ONCE[name]:
        if counts[key] != 1:
            yield f"3.6: {name} has {counts[key]} {key}"
    known = ONCE[name] | AT_MOST_ONCE[name] | REPEATED.get(name, set())
    for key, count in counts.items():
        if count > 1 and key not in REPEATED.get(name, set()):
            yield f"3.6: {name} has {count} {key}"
        if key not in known:
            yield f"3.8: {name} cannot have {key}"
    inside = INSIDE.get(name, set())
    for part in component.components:
        if part.name not in inside:
            yield f"3.6: {part.name} inside {name}"
        yield from _structure(part)
    if name in {"VCALENDAR", "VTIMEZONE"} and not component.components:
        yield f"3.6: {name} without a component"


def _values(component: Component):
    for p in component.properties:
        if not _is_sound(component, p):
            yield f"3.3, 3.8: {component.name} {p.name} {p.parameters} {p.value!r}"
    for part in component.components:
        yield from _values(part)


def _is_sound(component: Component, p: Property) -> bool:
    if component.name == "STANDARD" and p.name == "DTSTART":
        return _is_local(p)
    if p.name in TEXTS:
        return bool(p.value) and bool(_TEXT.match(p.value))
    return p.name in RULES and RULES[p.name](p)


def _is_stamp(p: Property) -> bool:
    return not p.parameters and bool(_UTC.match(p.value)) and _moment(p) is not None


def _is_local(p: Property) -> bool:
    return not p.parameters and bool(_LOCAL.match(p.value)) and _moment(p) is not None


def _is_interval(p: Property) -> bool:
    return bool(_DURATION.match(p.value)) and not p.value.startswith("-")


def _is_address(p: Property) -> bool:
    parts = urlsplit(p.value)
    return p.value.isascii() and parts.scheme in {"http", "https"} and bool(parts.netloc)


RULES: dict[str, Callable[[Property], bool]] = {
    "VERSION": lambda p: p.value == "2.0",
    "CALSCALE": lambda p: p.value == "GREGORIAN",
    "METHOD": lambda p: p.value == "PUBLISH",
    "DTSTAMP": _is_stamp,
    "LAST-MODIFIED": _is_stamp,
    "DTSTART": lambda p: _moment(p) is not None,
    "DTEND": lambda p: _moment(p) is not None,
    "SEQUENCE": lambda p: bool(re.match(r"\d+\Z", p.value)) and int(p.value) < 2**31,
    "TRANSP": lambda p: p.value in {"OPAQUE", "TRANSPARENT"},
    "ACTION": lambda p: p.value == "DISPLAY",
    "TRIGGER": lambda p: not p.parameters and bool(_DURATION.match(p.value)),
    "REFRESH-INTERVAL": lambda p: p.parameters == {"VALUE": "DURATION"} and _is_interval(p),
    "X-PUBLISHED-TTL": _is_interval,
    "URL": _is_address,
    "TZOFFSETFROM": lambda p: bool(_OFFSET.match(p.value)),
    "TZOFFSETTO": lambda p: bool(_OFFSET.match(p.value)),
    "CATEGORIES": lambda p: all(
        part and _TEXT.match(part) for part in re.split(r"(?<!\\),", p.value)
    ),
}


def _moment(p: Property) -> dt.date | None:
    """The DATE or DATE-TIME of a property; None if its form or its parameters are wrong."""
    allowed = {"VALUE": "DATE"} if len(p.value) == 8 else None
    try:
        if allowed is not None:
            sound = p.parameters == allowed
            return dt.datetime.strptime(p.value, "%Y%m%d").date() if sound else None  # noqa: DTZ007
        if set(p.parameters) - {"TZID"} or (p.value.endswith("Z") and p.parameters):
            return None
        return dt.datetime.strptime(p.value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    except ValueError:
        return None


def _meaning(calendar: Component):
    events = [c for c in calendar.components if c.name == "VEVENT"]
    uids = Counter(event.get("UID").value for event in events)
    yield from (f"3.8.4.7: UID {uid} {n} times" for uid, n in uids.items() if n > 1)
    zones = {c.get("TZID").value for c in calendar.components if c.name == "VTIMEZONE"}
    for event in events:
        uid = event.get("UID").value
        start, end = event.get("DTSTART"), event.get("DTEND")
        for p in (start, end):
            zone = p and p.parameters.get("TZID")
            if zone and zone not in zones:
                yield f"3.2.19: {uid} is in {zone}, which no VTIMEZONE defines"
        if end and event.get("DURATION"):
            yield f"3.6.1: {uid} has DTEND and DURATION"
        if end and start.parameters != end.parameters:
            yield f"3.8.2.2: {uid} begins and ends in different types"
        elif end and not _moment(start) < _moment(end):
            yield f"3.8.2.2: {uid} ends before it begins"
    if calendar.get("METHOD"):
        yield "RFC 5546, 3.2.1: METHOD without ORGANIZER"

"""Rules of what a public page must not say: addresses of private networks, numbers of identity cards, telephones and bank accounts."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from thidua.campaign.audience import may_see
from thidua.diagnostics import Position, diagnose
from thidua.reading.texts import Signs
from thidua.text import fold_aligned, fold_loosely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.diagnostics import Diagnostic
    from thidua.reading.texts import DocumentTexts

Code = Literal["W565", "W566", "W567", "W581"]

_URL = re.compile(r"(?:https?|ftp)://[^\s<>()\"'\]]+", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?<![\w.@/-])(?:localhost|[\w-]+(?:\.[\w-]+)*\.(?:local|lan|intranet|internal))"
    r"(?::\d+)?(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_BARE_ADDRESS = re.compile(r"(?<![\w.@/-])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\w-]|\.\w)")
_HOST_WORDS = ("localhost", ".local", ".lan", ".intranet", ".internal", "file:")
_MANY_DIGITS = re.compile(r"0(?:(?:[^0\n]{0,3}0){6}|\.0{1,3}\.0)")
"""What every number of a card or a telephone has, and every address of a machine, with 0 for each digit."""
_SIGNS = Signs(("\\", "://", "localhost", ".l", ".in", "file:"), _MANY_DIGITS, is_loose=True)
_PLACE_ON_DISK = re.compile(
    r"(?<!\]\()(?<![<\w])(?:file:/{2,3}[^\s)]+|\\\\[\w.-]+\\[^\s)]+|[A-Za-z]:\\[^\s)]+)"
)
"""A file of somebody's machine; as the target of a link it is refused while reading."""
_PRIVATE_ENDINGS = (".local", ".lan", ".intranet", ".internal", ".localdomain", ".home.arpa")
_CARD = re.compile(r"(?<![\w./:-])0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}(?![\w/-])")
"""The twelve digits of a citizen's card: a province, century and sex, year of birth, six more."""
_SAID_CARD = re.compile(
    r"\b(?:cccd|cmnd|cmtnd|can cuoc|chung minh|dinh danh)\b\D{0,40}(?P<number>\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?)(?![\d/-])"
)
_PHONE = re.compile(
    r"(?:(?<![\w./:-])|(?<=tel:))(?:"
    r"(?:0|\(?\+84\)?[ .-]?)[35789](?:\d[ .-]?\d{3}[ .-]?\d{4}|\d{2}[ .-]?\d{3}[ .-]?\d{3}|\d{2}(?:[ .-]?\d{2}){3})"
    r"|\(?(?:0|\+84[ .-]?)2\d{1,2}\)?[ .-]?\d{3,4}[ .-]?\d{4}"
    r")(?![\w/-]|\.\d)"
)
_ACCOUNT = re.compile(
    r"\b(?:tai khoan|stk)\b\D{0,40}(?P<number>\d(?:[ -]?\d){7,18})(?![\w/-]|\.\d)"
)
"""A number of a bank account, which only the words before it tell from others."""
_MOBILE, _FIXED = 9, 10
"""Digits behind the first zero."""


def check_document(texts: DocumentTexts) -> Iterator[Diagnostic]:
    """No public record names a private address, an identity card, a telephone or a bank account; each line is told of once for each."""
    if not may_see(texts.document.record, "public"):
        return
    for line in texts.lines(_SIGNS):
        if line.loc[-1:] == ("consent",):
            continue
        found = {code: (start, said) for code, start, said in reversed(list(_found(line.value)))}
        for code, (start, said) in found.items():
            at = Position(line.at.line, line.at.column + (start if line.sort == "body" else 0))
            yield diagnose(texts.document.path, at, code, said=said)


def _found(text: str) -> Iterator[tuple[Code, int, str]]:
    """What must not stand in a text: its code, place, and words for it, which do not spread it further."""
    words = text
    for match in _URL.finditer(text) if "://" in text else ():
        if is_private_address(match[0]):
            yield "W565", match.start(), match[0]
        words = words.replace(match[0], " " * len(match[0]), 1)
    loose = fold_loosely(words)
    has_numbers = _MANY_DIGITS.search(loose)
    hosts = _BARE_HOST.finditer(words) if any(word in loose for word in _HOST_WORDS) else ()
    addresses = _BARE_ADDRESS.finditer(words) if has_numbers else ()
    disks = _PLACE_ON_DISK.finditer(words) if "\\" in words or "file:" in loose else ()
    for match in (*hosts, *addresses, *disks):
        if match.re is _PLACE_ON_DISK or is_private_address(f"http://{match[0]}"):
            yield "W565", match.start(), match[0]
    if has_numbers:
        yield from _numbers(words)


def _numbers(words: str) -> Iterator[tuple[Code, int, str]]:
    """Numbers of cards, accounts and telephones in a text without addresses."""
    for match in _CARD.finditer(words):
        yield "W566", match.start(), _masked(match[0])
    for match in _SAID_CARD.finditer(fold_aligned(words)):
        yield "W566", match.start("number"), _masked(match["number"])
    for match in _ACCOUNT.finditer(fold_aligned(words)):
        yield "W581", match.start("number"), _masked(match["number"])
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match[0])
        own = digits.removeprefix("84") if "+" in match[0] else digits[1:]
        if len(own) == (_FIXED if own.startswith("2") else _MOBILE):
            yield "W567", match.start(), _masked(match[0])


def _masked(number: str) -> str:
    return f"{number[:4]}…"


def is_private_address(url: str) -> bool:
    """Whether an address leads to one machine or an inner network alone."""
    try:
        return _is_private_host((urlsplit(url).hostname or "").lower().rstrip("."))
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def _is_private_host(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return (
            host == "localhost" or host.endswith(_PRIVATE_ENDINGS) or bool(host and "." not in host)
        )
    return address.is_private or address.is_loopback or address.is_link_local

"""Values as Vietnamese writes them, read into a number beside the text and never instead of it.

Decimal comma and thousands dot (``75,5``, ``1.750``), padded numbers (``04``), magnitudes in words
(``1 tỷ``), qualifiers (``trên``, ``ít nhất``, ``gần``), changes (``giảm``, ``tăng``) and the unit after the
number. What is not certain has no number: ``10/6/9`` is three, ``không giảm 5%`` denies, ``15.63`` is
written in another country's way. Forms: the project's domain notes, §e.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from thidua.text import fold, nfc

if TYPE_CHECKING:
    from thidua.reading.records import Target


class Qualifier(StrEnum):
    """How a number is meant."""

    EXACT = "exact"
    """The number itself: ``75%``."""
    AT_LEAST = "at-least"
    """``ít nhất``, ``tối thiểu``, ``không dưới``, ``từ … trở lên``."""
    AT_MOST = "at-most"
    """``không quá``, ``tối đa``, ``… trở xuống``."""
    MORE = "more"
    """``trên``, ``hơn``."""
    LESS = "less"
    """``dưới``, ``chưa đến``."""
    NEARLY = "nearly"
    """``gần``: less than the number, nobody says by how much."""
    ABOUT = "about"
    """``khoảng``, ``ước``: on either side of the number."""


class Direction(StrEnum):
    """Whether the number is a change, and which way."""

    UP = "tang"
    """``tăng``, or a plus sign before the number where a change is asked for."""
    DOWN = "giam"
    """``giảm``, ``kéo giảm``."""


class ParseObstacle(StrEnum):
    """Why a text has no number."""

    NO_NUMBER = "no-number"
    """No digit stands in it."""
    SEVERAL_NUMBERS = "several-numbers"
    """``10/6/9``, ``5–7%``, ``5 vụ, 3 người``: more than one, none of them the whole."""
    WRONG_SEPARATOR = "wrong-separator"
    """``15.63``, ``1,234,567``: not the Vietnamese way, so it is not clear what is meant."""
    UNREAD_WORDS = "unread-words"
    """Words around the number that can turn its meaning: ``không giảm 5%``."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as written, and what could be read from it with certainty."""

    text: str
    """Exactly what was written."""
    number: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    unit: str | None = None
    """As written after the number: ``%``, ``lượt người``."""
    direction: Direction | None = None
    scope: str = ""
    """What follows the unit: ``cả 3 tiêu chí``, ``so với năm 2023``."""
    signed: bool = False
    """Whether a plus or minus sign stood before the number."""
    level: Direction | None = None
    """The change by which a level is told: ``giảm còn 94 vụ`` is 94, and not by 94."""
    obstacle: ParseObstacle | None = None
    """Why there is no number; None when there is one."""
    near: str | None = None
    """The text with its number in Vietnamese spelling, when only the separators are wrong."""

    @property
    def is_exact(self) -> bool:
        return self.number is not None and self.qualifier is Qualifier.EXACT


_WORDS: dict[Qualifier | Direction | None, tuple[str, ...]] = {
    Qualifier.AT_LEAST: (
        "ít nhất", "tối thiểu", "không dưới", "không thấp hơn", "không ít hơn", "không kém", "≥", ">=",
    ),
    Qualifier.AT_MOST: (
        "không quá", "tối đa", "nhiều nhất", "không vượt quá", "không cao hơn", "không nhiều hơn",
        "không trên", "không hơn", "≤", "<=",
    ),
    Qualifier.MORE: ("trên", "hơn", ">"),
    Qualifier.LESS: ("dưới", "ít hơn", "thấp hơn", "chưa đến", "chưa tới", "chưa đầy", "<"),
    Qualifier.NEARLY: ("gần", "ngót"),
    Qualifier.ABOUT: ("khoảng", "xấp xỉ", "xấp xỷ", "chừng", "ước", "ước đạt", "ước tính", "~", "≈"),
    Direction.DOWN: ("giảm", "kéo giảm"),
    Direction.UP: ("tăng", "tăng thêm"),
    # A level that was reached, not a change: “giảm còn 94 vụ”, “nâng lên 80%”.
    None: (
        "giảm còn", "giảm xuống", "giảm xuống còn", "tăng lên", "nâng lên", "còn", "đạt", "đã đạt",
        "phấn đấu", "phấn đấu đạt", "đã", "được", "là", "có", "từ", "mức", "tỷ lệ", "tỉ lệ", "thực hiện",
        "hoàn thành", "bằng", "đúng", "=", ":",
    ),
}  # fmt: skip
"""Words that may stand before a number; any other leaves the number unread. With their marks: a value
is published as written, and ``giam`` without them may be a detention."""

ASSIGNED = frozenset({"hoan-thanh", "vuot-muc"})
"""Comparators whose value is how many targets were assigned; results count those met or exceeded."""
ASSIGNED_UNIT = "chỉ tiêu"
"""What is counted where a target that counts assigned targets names no unit."""
ASSIGNABLE = ("nhiệm vụ", "tiêu chí", "công việc", "đầu việc")
"""What is assigned beside targets, and otherwise is only counted."""
OF_ASSIGNED = re.compile(
    r"(?<!\w)(?:vượt mức|hoàn thành)(?!\w)|(?<!\w)chỉ tiêu (?:\w+ ){0,4}?giao(?!\w)", re.IGNORECASE
)
"""What a sentence says of targets that somebody assigned: to complete them, or to go beyond them."""
EXCEEDING = "vượt"
"""The word for going beyond a target."""
CRITERIA = ("tiêu chí", "mặt")
"""What a target may hold for each of: ``cả 3 tiêu chí``; nothing falls by three of them."""
RATED = ("%", "‰", "điểm")
"""What the units of a rating begin with: ``đạt 90%``. Things are counted, not reached: ``4 đợt``, ``0 vụ``."""
CHANGING = ("giảm ", "kéo giảm ", "tăng ")
"""What a value in words begins with that says a change by itself: ``giảm cả ba tiêu chí``."""
COMPARED = "so "
"""What a baseline begins with that says by itself what it is: ``so với năm 2023``."""
COMPARED_WITH = "so với"
"""What introduces, within a value, the year it is measured from."""
PERCENT_POINTS = "điểm"
"""What the unit of a difference of percentages begins with."""

_LEVELS = {
    Direction.DOWN: ("giảm còn", "giảm xuống", "giảm xuống còn", "còn"),
    Direction.UP: ("tăng lên", "nâng lên"),
}
"""Words of a level that tell the change which led to it."""

_HEAD: dict[str, Qualifier | Direction | None] = {
    word: meaning for meaning, words in _WORDS.items() for word in words
}
_HEAD_WORD = re.compile(
    r"\s*(" + "|".join(re.escape(w) for w in sorted(_HEAD, key=len, reverse=True)) + r")(?![^\W\d])"
)
_MAGNITUDES = {
    "chục": 10, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "nghìn tỷ": 10**12, "nghìn tỉ": 10**12, "ngàn tỷ": 10**12,
}  # fmt: skip
_MAGNITUDE = re.compile(
    r"\s*("
    + "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
    + r")(?![^\W\d_])(?!\s+lệ)(?P<half>\s+rưỡi\b)?"
)
_NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_NO_BREAK_GROUP = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_SPACED_GROUPS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3}){2,}(?![0-9])")
_SIGN = re.compile(r"(?:^|(?<=\s))([-−+])$")
_PERCENT = re.compile(r"\s*(điểm %|%|‰|(?:điểm )?phần trăm)(\s*/\s*[^\W\d_]+)?", re.IGNORECASE)
_SCOPE = re.compile(
    r"(?:^|\s+)(?:cả|ở|trên|trong|so|của|đối với|tại|mỗi|một|từ|năm|tháng|quý|cho|theo|với|tính đến|hằng|hàng|trở lên|trở xuống)(?!\w)|\s*[(,;:.–—]"
)
_MORE_NUMBERS = re.compile(r"\s*[/–—-]\s*[0-9]|\s*(?:trên|trong|và|đến|hoặc|lên|xuống)\s+[0-9]")
_LISTED = re.compile(r"[,;]\s*[^(]*[0-9]")
_TURNING = re.compile(r"(?<!\w)(?:không|chưa|nhưng|trừ|riêng)(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(text: str) -> Quantity:
    """Read a value as written; never fails, and never gives a number that is not certain."""
    plain = _NO_BREAK_GROUP.sub(".", nfc(text))
    plain = _SPACED_GROUPS.sub(lambda m: m[0].replace(" ", "."), " ".join(plain.split()))
    try:
        return replace(_read(plain), text=text)
    except _UnclearError as unclear:
        return Quantity(text, obstacle=unclear.obstacle, near=unclear.near)


def quantity_of(target: Target) -> Quantity:
    """A target's value, with the unit of its own field where the value names none."""
    quantity = parse(target.value)
    default = ASSIGNED_UNIT if target.comparator in ASSIGNED else None
    unit = quantity.unit or target.unit or default
    return quantity if unit == quantity.unit else replace(quantity, unit=unit)


@dataclass(frozen=True, slots=True)
class AssignedCount:
    """How many of the assigned targets a result speaks of: ``75/77``, ``vượt mức 70 chỉ tiêu``."""

    done: Quantity
    whole: Decimal | None = None
    """How many the result says there are."""
    achievement: str | None = None
    """The comparator that the result's own words name: met or exceeded; None where it has none."""


_ACHIEVED = re.compile(
    r"(?P<words>(?:(?:đã|có|được|hoàn thành|đạt|và|hoặc|vượt mức|vượt)(?!\w)\s*)*)(?:(?:tất cả|cả|toàn bộ)\s+)?",
    re.IGNORECASE,
)
_PART_OF_WHOLE = re.compile(
    r"(?P<part>[0-9]+)\s*(?:/|trên tổng số|trên|trong tổng số|trong số|trong)\s*(?P<whole>[0-9]+)(?P<tail>(?![0-9.,/]).*)",
    re.IGNORECASE,
)


def assigned_count(text: str) -> AssignedCount:
    """Read a result of a target that counts assigned targets; ``done`` has no number where none is certain.

    ``đạt và vượt 75/77`` says that 75 were met; how many of them were exceeded it does not say.
    """
    plain = " ".join(nfc(text).split())
    match = _ACHIEVED.match(plain)
    assert match is not None, "every part of the expression may be missing"
    words = match["words"].lower()
    exceeded = "vượt" in words and not re.search(r"(?<!\w)(?:và|hoặc)(?!\w)", words)
    met = re.search("vượt|đạt|hoàn thành", words)
    achievement = "vuot-muc" if exceeded else "hoan-thanh" if met else None
    rest = plain[match.end() :]
    of_whole = _PART_OF_WHOLE.fullmatch(rest)
    done = parse(f"{of_whole['part']}{of_whole['tail']}" if of_whole else rest)
    whole = Decimal(of_whole["whole"]) if of_whole else None
    return AssignedCount(replace(done, text=text), whole, achievement)


def baseline_of(target: Target) -> Quantity:
    """What a target is measured from, when that is a number: ``120 vụ (năm 2023)``.

    ``năm 2023: 120 vụ`` is read too; ``so với năm 2023`` names a year and no number.
    """
    text = target.baseline or ""
    after_year = re.match(
        r"(?:so với\s+)?(?:cùng kỳ\s+)?năm (?:trước|[0-9]{4})\s*[:,(–-]\s*",
        nfc(text),
        re.IGNORECASE,
    )
    quantity = parse(nfc(text)[after_year.end() :].rstrip(" )") if after_year else text)
    return replace(quantity, text=text)


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units as written are one: ``vụ`` and ``Vụ``, ``chỉ tiêu`` and ``chỉ tiêu công tác``."""
    short, long = sorted((unit_key(one or ""), unit_key(other or "")), key=len)
    return short == long or (bool(short) and long.startswith(f"{short} "))


def unit_fits(asked: str | None, given: str | None) -> bool:
    """Whether a result's unit is that of its target: none, the same, or shorter.

    ``người`` fits ``người chết``; ``người bị thương`` does not fit ``người``, it may be others.
    """
    if not given:
        return True
    return same_unit(asked, given) and len(unit_key(given)) <= len(unit_key(asked or ""))


def unit_key(unit: str) -> str:
    """The form two spellings of one unit share."""
    return fold(" ".join(unit.replace("phần trăm", "%").split()))


def format_number(number: Decimal) -> str:
    """A number in Vietnamese spelling: ``1.750``, ``75,5``; trailing zeros of a fraction are dropped."""
    whole, _, fraction = f"{number:f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    fraction = fraction.rstrip("0")
    return sign + f"{int(digits):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def contradicts_comparator(comparator: str, quantity: Quantity) -> bool:
    """Whether the words of a value say something else than its comparator: ``giảm ít nhất`` and ``>=``."""
    if quantity.number is None or comparator in ASSIGNED:
        return False
    if quantity.level and comparator in {"tang>=", "giam>="}:
        return True
    lowering = quantity.qualifier in {Qualifier.AT_MOST, Qualifier.LESS}
    if quantity.direction or comparator in {"tang>=", "giam>="}:
        return lowering or (
            quantity.direction is not None and comparator != f"{quantity.direction}>="
        )
    implied = _IMPLIED.get(quantity.qualifier)
    return implied is not None and comparator != implied


def implied_comparator(quantity: Quantity) -> str | None:
    """The comparator that a value's words ask for; None when they ask for none that exists."""
    if quantity.direction:
        lowering = quantity.qualifier in {Qualifier.AT_MOST, Qualifier.LESS}
        return None if lowering else f"{quantity.direction}>="
    if quantity.level and quantity.qualifier is Qualifier.EXACT:
        return "<=" if quantity.level is Direction.DOWN else ">="
    return _IMPLIED.get(quantity.qualifier)


_IMPLIED = {
    Qualifier.AT_LEAST: ">=",
    Qualifier.AT_MOST: "<=",
    Qualifier.MORE: ">",
    Qualifier.LESS: "<",
}


class _UnclearError(Exception):
    """The value has no certain number."""

    def __init__(self, obstacle: ParseObstacle, near: str | None = None) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle
        self.near = near


def _read(plain: str) -> Quantity:
    found = _NUMERAL.search(plain)
    if found is None:
        raise _UnclearError(ParseObstacle.NO_NUMBER)
    before, after = plain[: found.start()], plain[found.end() :]
    if not (_GROUPED.fullmatch(found[0]) or _PLAIN.fullmatch(found[0])):
        near = _vietnamese_spelling(found[0])
        raise _UnclearError(ParseObstacle.WRONG_SEPARATOR, near and f"{before}{near}{after}")
    head, sign = _signed(before)
    qualifier, direction, level = _read_head(head)
    number, tail = _amount(found[0], after)
    unit, scope = _read_tail(tail)
    for words, meant in (("trở lên", Qualifier.AT_LEAST), ("trở xuống", Qualifier.AT_MOST)):
        if scope.startswith(words):
            if qualifier not in {Qualifier.EXACT, meant}:
                raise _UnclearError(ParseObstacle.UNREAD_WORDS)
            qualifier, scope = meant, scope.removeprefix(words).strip()
    if direction and sign:
        raise _UnclearError(ParseObstacle.UNREAD_WORDS)
    signed = -number if sign in {"-", "−"} else number
    return Quantity(plain, signed, qualifier, unit, direction, scope, bool(sign), level)


def _vietnamese_spelling(numeral: str) -> str | None:
    """The Vietnamese spelling of a numeral that can be read in one other way only."""
    dots, commas = numeral.count("."), numeral.count(",")
    if commas == 0 and dots == 1:
        return numeral.replace(".", ",")
    swapped = numeral.translate(str.maketrans(".,", ",."))
    return swapped if _GROUPED.fullmatch(swapped) else None


def _signed(head: str) -> tuple[str, str]:
    match = _SIGN.search(head)
    return (head[: match.start()], match[1]) if match else (head, "")


def _read_head(head: str) -> tuple[Qualifier, Direction | None, Direction | None]:
    """What the words before a number mean; unclear when one is unknown or two contradict each other."""
    qualifiers: set[Qualifier] = set()
    level: Direction | None = None
    directions: set[Direction] = set()
    rest = head.lower()
    while rest.strip():
        match = _HEAD_WORD.match(rest)
        if not match:
            raise _UnclearError(ParseObstacle.UNREAD_WORDS)
        meaning = _HEAD[match[1]]
        if isinstance(meaning, Qualifier):
            qualifiers.add(meaning)
        elif meaning:
            directions.add(meaning)
        level = next((way for way, words in _LEVELS.items() if match[1] in words), level)
        rest = rest[match.end() :]
    if len(qualifiers) > 1 or len(directions) > 1:
        raise _UnclearError(ParseObstacle.UNREAD_WORDS)
    return next(iter(qualifiers), Qualifier.EXACT), next(iter(directions), None), level


def split_head(text: str) -> tuple[str, str]:
    """The words of a value that say neither how much nor which way, and the rest: ``phấn đấu đạt``, ``80%``."""
    end = 0
    lower = text.lower()
    while (match := _HEAD_WORD.match(lower, end)) and _HEAD[match[1]] is None:
        end = match.end()
    return text[:end].strip(), text[end:].strip()


def _amount(numeral: str, tail: str) -> tuple[Decimal, str]:
    """The number with its magnitudes (``2 tỷ 500 triệu``) and what follows."""
    total = Decimal(0)
    last: int | None = None
    while True:
        number = Decimal(numeral.replace(".", "").replace(",", "."))
        match = _MAGNITUDE.match(tail)
        if not match and last is None:
            return number, tail
        size = _MAGNITUDES[match[1]] if match else 1
        if not match or (last is not None and size >= last):
            raise _UnclearError(ParseObstacle.SEVERAL_NUMBERS)
        total += number * size
        if match["half"]:
            total += Decimal(size) / 2
        last, tail = size, tail[match.end() :]
        following = re.match(r"\s*([0-9]+(?:,[0-9]+)?)(?=\s)", tail)
        if not following:
            return total, tail
        numeral, tail = following[1], tail[following.end() :]


def _read_tail(tail: str) -> tuple[str | None, str]:
    """Unit and scope after a number; unclear when the number is not the whole value."""
    if _MORE_NUMBERS.match(tail):
        raise _UnclearError(ParseObstacle.SEVERAL_NUMBERS)
    sign = _PERCENT.match(tail)
    if sign:
        unit, rest = _percent(sign), tail[sign.end() :]
        if _MORE_NUMBERS.match(rest):
            raise _UnclearError(ParseObstacle.SEVERAL_NUMBERS)
        before_scope, scope = _split_scope(rest)
        scope = f"{before_scope}{scope}".strip()
    else:
        before_scope, scope = _split_scope(tail)
        unit = before_scope.strip()
    if re.search("[0-9]", before_scope) or _LISTED.match(scope) or _MORE_NUMBERS.match(scope):
        raise _UnclearError(ParseObstacle.SEVERAL_NUMBERS)
    if _TURNING.search(before_scope) or _TURNING.search(scope):
        raise _UnclearError(ParseObstacle.UNREAD_WORDS)
    return unit or None, scope.strip(" .")


def _percent(match: re.Match[str]) -> str:
    return match[1].lower().replace("phần trăm", "%") + re.sub(r"\s", "", match[2] or "")


def _split_scope(rest: str) -> tuple[str, str]:
    """What stands before the first word that begins a scope, and the scope."""
    match = _SCOPE.search(rest)
    if not match:
        return rest, ""
    return rest[: match.start()], rest[match.start() :].strip()

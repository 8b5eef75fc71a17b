"""Every limit of bytes, lines, signs and nesting: one less, the limit itself, one more; told at its place."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from thidua.reading import strict_yaml
from thidua.reading.body import read_body
from thidua.reading.decoding import UndecodableError, decode, forbidden_characters

LOST_PLACES = ("\u2800", "\ue000", "\uf8ff", "\ufffc", "\ufffd", "\U000f0000", "\U0010fffd")


def told(data: bytes | str) -> list[str]:
    """Codes with their places: ``E106 1:3``."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        found = decode("a.md", raw)[1]
    except UndecodableError as error:
        found = [error.diagnostic]
    return [f"{item.code} {item.line}:{item.column}" for item in found]


def params(data: bytes | str) -> dict[str, str]:
    raw = data.encode() if isinstance(data, str) else data
    try:
        (item,) = decode("a.md", raw)[1]
    except UndecodableError as error:
        item = error.diagnostic
    return dict(item.params)


# --- Bytes → text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "expect"), [(256 * 1024 - 1, []), (256 * 1024, []), (256 * 1024 + 1, ["E108 1:1"])]
)
def test_size_of_a_file(size: int, expect: list[str]) -> None:
    line = b"x" * 99 + b"\n"
    assert told((line * (size // 100 + 1))[:size]) == expect


def test_the_size_is_told_in_kilobytes() -> None:
    assert params(b"a\n" * (150 * 1024)) == {"size": "300", "limit": "256"}


@pytest.mark.parametrize(("length", "expect"), [(4_999, []), (5_000, []), (5_001, ["E604 2:5000"])])
def test_length_of_a_line(length: int, expect: list[str]) -> None:
    text = f"a\n{'b' * length}\nc\n"
    assert told(text) == expect
    kept = decode("a.md", text.encode())[0].split("\n")
    assert [len(line) for line in kept] == [1, min(length, 5_000), 1, 0]


@pytest.mark.parametrize(
    ("lines", "expect"), [(19_999, []), (20_000, []), (20_001, ["E611 20000:1"])]
)
def test_number_of_lines(lines: int, expect: list[str]) -> None:
    assert told("a\n" * lines) == expect


@pytest.mark.parametrize(("marks", "expect"), [(15, []), (16, ["E106 2:4"]), (17, ["E106 2:4"])])
def test_marks_upon_a_letter(marks: int, expect: list[str]) -> None:
    found = told("a\nabc" + "\u0323" * marks + "\n")
    assert [one for one in found if not one.startswith("N104")] == expect


def test_signs_beside_each_other_are_no_pile() -> None:
    assert told("→" * 40) == []
    assert told("→" * 15 + "\u0323" * 15) == []


@pytest.mark.parametrize(
    ("data", "expect"),
    [
        (b"a\n", []),
        ("a\n".encode("utf-8-sig"), ["N101 1:1"]),
        ("a\n".encode("utf-16"), ["N102 1:1"]),
        (b"\xff\xfe" + "ab\n".encode("utf-16-le"), ["N102 1:1"]),
        (b"\xfe\xff" + "ab\n".encode("utf-16-be"), ["N102 1:1"]),
        ("abcd\n".encode("utf-16-le"), ["N102 1:1"]),
        ("abcd\n".encode("utf-16-be"), ["N102 1:1"]),
        (b"a\r\nb\r\n", []),
        (b"a\r\nb\n", ["N103 1:1"]),
        (b"a\rb", ["N103 1:1"]),
        ("a\n" + unicodedata.normalize("NFD", "b\nế"), ["N104 3:1"]),
        # Bytes that are no text, with their place
        (b"ab\nc\xffd", ["E105 2:2"]),
        (b"\xff", ["E105 1:1"]),
        ("ế".encode() + b"\xc3", ["E105 1:2"]),
    ],
)
def test_encodings_and_line_ends(data: bytes, expect: list[str]) -> None:
    assert told(data) == expect


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_text_comes_of_every_encoding(encoding: str, end: str) -> None:
    assert decode("a.md", f"mot{end}Hội nghị{end}".encode(encoding))[0] == "mot\nHội nghị\n"


def test_a_byte_that_is_no_text_is_named() -> None:
    assert params(b"a\x81") == {"byte": "0x81"}


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\x7f", "\x84", "\x86", "\x9f", "\xad", "\u034f", "\u061c", "\u115f",
        "\u1160", "\u17b4", "\u17b5", "\u180b", "\u180f", "\u200b", "\u200f", "\u202a", "\u202e", "\u2060", "\u206f", "\u3164",
        "\ufdd0", "\ufdef", "\uffa0", "\ufff0", "\ufffb", "\ufffe", "\uffff", "\U0001bca0", "\U0001bca3", "\U0001d173",
        "\U0001d17a", "\U000e0000", "\U000e0fff", "\U0001fffe", "\U0001ffff", "\U0008fffe", "\U0010fffe", "\U0010ffff",
    ],
)  # fmt: skip
def test_what_may_not_stand_in_a_text(character: str) -> None:
    assert told(f"một\nab{character}c") == ["E106 2:3"]
    assert list(forbidden_characters(f"a{character}")) == [character]


def test_a_mark_of_byte_order_within_a_text_is_refused() -> None:
    assert told("ab\ufeff") == ["E106 1:3"]


@pytest.mark.parametrize("character", LOST_PLACES)
def test_what_stands_for_a_letter_that_is_lost(character: str) -> None:
    assert told(f"một\nab{character}c") == ["E121 2:3"]
    assert params(f"a{character}") == {"character": f"U+{ord(character):04X}"}
    assert list(forbidden_characters(f"a{character}")) == [character]


@pytest.mark.parametrize(
    "character", ["\t", "\xa0", "ế", "\u0300", "→", "\u200a", "\u2010", "\ufdf0", "\U0001d172"]
)
def test_what_may_stand_in_a_text(character: str) -> None:
    assert [one for one in told(f"ab{character}c") if one[0] != "N"] == []


def test_line_ends_of_other_systems_are_spaces_and_not_brought_in_by_escapes() -> None:
    assert decode("a.md", "a~\u2028b\u2029c\x85d".encode())[0] == "a~ b c d"
    assert list(forbidden_characters("\r\x85\u2028\u2029\r")) == ["\r", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize(("count", "expect"), [(99, 99), (100, 100), (101, 100)])
def test_characters_of_one_kind_are_told_of_a_hundred_times(count: int, expect: int) -> None:
    assert len(told("\u200b\n" * count)) == expect
    assert len(told("\ufffd\n" * count)) == expect
    assert len(list(forbidden_characters("".join(chr(0xE000 + n) for n in range(count))))) == expect


def test_text_typed_for_old_fonts_is_told_once_a_line() -> None:
    assert told("C«ng an ®¹i héi\nx\n®¹i") == ["W109 1:9", "W109 3:1"]


# --- YAML -------------------------------------------------------------------------------------------


def yaml_codes(text: str) -> list[str]:
    return [item.code for item in strict_yaml.read_yaml("a.yml", text)[1]]


@pytest.mark.parametrize(("depth", "expect"), [(11, []), (12, []), (13, ["E210"])])
def test_depth_of_lists(depth: int, expect: list[str]) -> None:
    assert yaml_codes("a: " + "[" * (depth - 1) + "b" + "]" * (depth - 1)) == expect


@pytest.mark.parametrize(("items", "expect"), [(19_994, []), (19_995, []), (19_996, ["E210"])])
def test_number_of_values(items: int, expect: list[str]) -> None:
    """Stream, document, the list and their ends are counted with its items."""
    assert yaml_codes("- a\n" * items) == expect


@pytest.mark.parametrize(("slips", "read"), [(38, True), (39, True), (40, False)])
def test_number_of_slips_that_are_mended(slips: int, read: bool) -> None:
    text = "".join(f"k{n}: a: b\n" for n in range(slips)) + "z: c\n"
    marked, found = strict_yaml.read_yaml("a.yml", text)
    assert {item.code for item in found} == {"E206"}
    assert len(found) == slips
    assert (marked.value["z"] if isinstance(marked.value, dict) and read else None) == (
        "c" if read else None
    )
    assert marked.lost == (frozenset() if read else {"*"})


# --- Bodies -----------------------------------------------------------------------------------------


def body(text: str, first_line: int = 10) -> list[str]:
    found = read_body("a.md", text, first_line)[1]
    return [f"{item.code} {item.line}:{item.column}" for item in found]


def limits(text: str) -> list[tuple[str, str]]:
    return [
        (dict(item.params).get("mark", ""), dict(item.params)["limit"])
        for item in read_body("a.md", text, 1)[1]
    ]


@pytest.mark.parametrize(("lines", "expect"), [(4_999, []), (5_000, []), (5_001, ["E611 5010:1"])])
def test_lines_of_a_body(lines: int, expect: list[str]) -> None:
    assert body("a\n\n" * (lines // 2) + "\n" * (lines % 2)) == expect


@pytest.mark.parametrize(("lines", "expect"), [(1_000, []), (1_001, []), (1_002, ["E611 12:1"])])
def test_lines_without_an_empty_one(lines: int, expect: list[str]) -> None:
    """A thousand line ends within the paragraph."""
    assert body("a\n\n" + "\n".join(["b"] * lines)) == expect
    if expect:
        assert limits("a\n\n" + "\n".join(["b"] * lines)) == [("", "1000")]


@pytest.mark.parametrize("mark", ["[", "`", "&"])
@pytest.mark.parametrize(("count", "expect"), [(299, []), (300, []), (301, ["E612 12:1"])])
def test_signs_of_a_paragraph(mark: str, count: int, expect: list[str]) -> None:
    lines = [f"{mark} a {mark}"] * (count // 2) + [f"{mark} a"] * (count % 2)
    text = "a\n\n" + "\n".join(lines)
    found = [one for one in body(text) if one.startswith("E612")]
    assert found == expect
    if expect:
        assert (mark, "300") in limits(text)


@pytest.mark.parametrize(
    ("mark", "limit"), [("[", 3_000), ("](", 3_000), ("`", 3_000), ("~", 3_000)]
)
def test_signs_of_a_body(mark: str, limit: int) -> None:
    """Spread over paragraphs, each of which has few."""
    for count, refused in ((limit, False), (limit + 1, True)):
        parts = [mark * 100] * (count // 100) + [mark * (count % 100)]
        text = "\n\n".join(f"a {part}" for part in parts)
        found = [one for one in limits(text) if one == (mark, str(limit))]
        assert bool(found) is refused, count


def test_columns_of_all_tables() -> None:
    row = "|".join("a" * 31)
    for rows, refused in ((1_000, False), (1_001, True)):
        text = "\n\n".join([row] * rows)
        assert (("|", "30000") in limits(text)) is refused


@pytest.mark.parametrize(("columns", "expect"), [(30, []), (31, []), (32, ["E606 11:1"])])
def test_bars_of_a_line(columns: int, expect: list[str]) -> None:
    text = "a\n" + "|" * columns
    assert body(text) == expect
    if expect:
        assert limits(text) == [("|", "31")]


@pytest.mark.parametrize("mark", ["[", "<", ">", "{", "*", "_"])
@pytest.mark.parametrize(("count", "expect"), [(300, []), (301, ["E606 11:3"])])
def test_signs_of_a_line(mark: str, count: int, expect: list[str]) -> None:
    text = "a\nb " + f"{mark} " * count
    assert [one for one in body(text) if one.startswith("E606")] == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("> " * 10 + "a", []), ("> " * 11 + "a", ["E607 10:1"]), (">" * 10 + "a", []), (">" * 11 + "a", ["E607 10:1"]),
        ("- " * 10 + "a", []), ("- " * 11 + "a", ["E607 10:1"]), ("1. " * 10 + "a", []), ("1. " * 11 + "a", ["E607 10:1"]),
        # A rule is no nesting
        ("- " * 20, []), ("* " * 20, []), ("-" * 20, []),
        # Indentation
        (" " * 60 + "a", []), (" " * 61 + "a", ["E607 10:1"]),
    ],
)  # fmt: skip
def test_nesting(text: str, expect: list[str]) -> None:
    assert body(text) == expect


@pytest.mark.parametrize(("count", "refused"), [(100, False), (101, True)])
def test_abbreviations(count: int, refused: bool) -> None:
    text = "".join(f"*[A{n}]: a\n\n" for n in range(count))
    # Nothing is counted of a short text with few brackets.
    text += "[a](/b/)\n\n" * 250
    assert (("*[", "100") in limits(text)) is refused


@pytest.mark.parametrize(("count", "refused"), [(20, False), (21, True)])
def test_fences_that_close_nothing(count: int, refused: bool) -> None:
    text = "\n\n".join(f"~~~{n}x" for n in range(count))
    assert (("~~~", "20") in limits(text)) is refused


@pytest.mark.parametrize(("length", "expect"), [(299, []), (300, []), (301, ["E604 12:1"])])
def test_the_line_that_opens_a_block_of_code(length: int, expect: list[str]) -> None:
    text = "a\n\n```" + "b" * (length - 3) + "\nc\n```\n"
    assert body(text) == expect


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{'b' * 61}\n```\n",
        f"```\n{' ' * 61}b\n```\n",
        f"`{'b' * 61}` c\n",
        f"    {'b' * 61}\n",
    ],
    ids=["block", "indented in a block", "span at the beginning", "indented block"],
)
def test_code_may_be_long_and_indented(text: str) -> None:
    """It is looked at as blanks, which are no indentation."""
    assert body(f"a\n\n{text}") == []


def test_what_is_not_told_twice() -> None:
    """Two mistakes of one place stand in the order of the text."""
    found = read_body("a.md", "<b>x</b> <i>\n\n# A\n", 5)[1]
    places = [(item.line, item.column) for item in found]
    assert [(item.code, *place) for item, place in zip(found, places, strict=True)] == [
        ("E601", 5, 1), ("E601", 5, 10), ("E605", 7, 1),
    ]  # fmt: skip
    assert all(one < other for one, other in pairwise(places))

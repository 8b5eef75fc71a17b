"""The catalogue of strings: the same in both languages, and neither more nor less than is used."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml

from thidua.diagnostics import Position, diagnose
from thidua.locale import LANGUAGES
from thidua.outputs.reference import MESSAGES_PAGE
from thidua.reading.records import RECORDS
from thidua.reading.sector import SectorFile

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "hooks" / "thidua"
GUIDE = ROOT / "docs" / "huong-dan"


class _NoTwins(yaml.SafeLoader):
    """Refuses a key written twice; YAML keeps the last and says nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [key.value for key, _ in node.value]
        twins = sorted({key for key in keys if keys.count(key) > 1})
        if twins:
            pytest.fail(f"written twice near line {node.start_mark.line + 1}: {twins}")
        return super().construct_mapping(node, deep)


Entry: TypeAlias = "str | list[str] | dict[str, str]"


def _catalogue(lang: str) -> dict[str, dict[str, Entry]]:
    text = (PACKAGE / "locale" / f"{lang}.yml").read_text("utf-8")
    found: dict[str, dict[str, Entry]] = yaml.load(text, Loader=_NoTwins)
    return found


CATALOGUES = {lang: _catalogue(lang) for lang in LANGUAGES}


def _texts(lang: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with its place."""
    for section, entries in CATALOGUES[lang].items():
        for key, entry in entries.items():
            if isinstance(entry, dict | list):
                parts = entry.items() if isinstance(entry, dict) else enumerate(entry)
                yield from ((f"{section}.{key}.{part}", text) for part, text in parts)
            else:
                yield f"{section}.{key}", entry


def _shared_texts(lang: str) -> Iterator[tuple[str, str]]:
    """The texts of a language that all others have too: all but what stands on the English front alone."""
    return ((place, text) for place, text in _texts(lang) if not place.startswith("front."))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _codes_used() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found |= set(re.findall(r'"([EWN]\d{3})"', path.read_text("utf-8")))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_is_a_text(lang: str) -> None:
    """An unquoted ``no`` or ``12:08`` is no text to YAML."""
    odd = {place: text for place, text in _texts(lang) if not isinstance(text, str)}
    assert odd == {}


def test_languages_have_the_same_keys() -> None:
    first, *others = ({place for place, _ in _shared_texts(lang)} for lang in LANGUAGES)
    for other in others:
        assert sorted(first ^ other) == []


def test_only_the_english_front_is_in_one_language() -> None:
    assert set(CATALOGUES["en"]) ^ set(CATALOGUES["vi"]) == {"front"}


def test_languages_have_the_same_placeholders() -> None:
    first, *others = (dict(_shared_texts(lang)) for lang in LANGUAGES)
    for other in others:
        differing = [
            place
            for place in first
            if not place.startswith(("fields.", "guides.", "click."))
            and _placeholders(first[place]) != _placeholders(other[place])
        ]
        assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_click_says_names_nothing_click_does_not_give(lang: str) -> None:
    """A language may leave something out, such as what kind of file is not there."""
    for key, entry in CATALOGUES[lang]["click"].items():
        texts = entry if isinstance(entry, list) else [entry]
        for original, text in zip(key.split(" | "), texts, strict=True):
            assert _placeholders(text) <= _placeholders(original), key


def test_codes_used_are_the_codes_of_the_catalogue() -> None:
    assert sorted(_codes_used()) == sorted(CATALOGUES["vi"]["diagnostics"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_says_what_and_what_to_do(lang: str) -> None:
    for code, entry in CATALOGUES[lang]["diagnostics"].items():
        assert isinstance(entry, dict)
        assert set(entry) - {"near"} == {"message", "hint"}, code
        assert entry["message"], code
        assert entry["hint"], code
        named = {name for text in entry.values() for name in _placeholders(text)}
        item = diagnose("x.md", Position(1, 1), code, **dict.fromkeys(named, "y"))
        assert item.message(lang)
        assert item.severity in {"error", "warning", "notice"}


@pytest.mark.parametrize("code", sorted(_codes_used()))
def test_every_code_is_documented_with_an_anchor(code: str) -> None:
    page = (GUIDE / MESSAGES_PAGE).read_text("utf-8")
    assert f"### {code} {{#{code.lower()}}}\n" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_is_described(lang: str) -> None:
    described = set(CATALOGUES[lang]["fields"])
    wanted: set[str] = set()
    for record in (*RECORDS, SectorFile):
        schema = record.model_json_schema(by_alias=True)
        for name, part in [(record.__name__, schema), *schema.get("$defs", {}).items()]:
            wanted |= {name, *(f"{name}.{key}" for key in part["properties"])}
    assert sorted(wanted ^ described) == []


def test_every_string_of_the_desk_asked_for_by_name_exists() -> None:
    asked = {
        next(filter(None, match.groups()))
        for path in (PACKAGE / "desk" / "templates").glob("*.j2")
        for match in re.finditer(
            r"""\bui\.([a-z_]+)\b|\bui\["([a-z_:-]+)"\]""", path.read_text("utf-8")
        )
    }
    assert len(asked) > 50
    assert sorted(asked - set(CATALOGUES["vi"]["desk"]) - {"format"}) == []


def test_every_string_asked_for_by_name_exists() -> None:
    """``ui["key"]``, ``say("key")`` in the package and ``ui.key`` in the templates."""
    asked: dict[str, str] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *(ROOT / "overrides").rglob("*.html")]):
        text = path.read_text("utf-8")
        pattern = (
            r"""\bui\[["']([a-z_0-9]+)["']\]|\bsay\("([a-z_0-9]+)"|\bui\.([a-z_0-9]+)\b(?!\()"""
        )
        for match in re.finditer(pattern, text):
            asked[next(filter(None, match.groups()))] = path.relative_to(ROOT).as_posix()
    missing = {key: path for key, path in asked.items() if key not in CATALOGUES["vi"]["site"]}
    assert missing == {}

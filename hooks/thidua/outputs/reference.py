"""Reference pages of the editors' guide, made from the record classes and the catalogue of messages.

``python -m thidua.outputs.reference`` rewrites them below ``docs/huong-dan/``; a test compares.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, TypeAdapter

from thidua.locale import strings
from thidua.outputs.limits import LIMITS
from thidua.reading import fields as types
from thidua.reading.base import Record
from thidua.reading.records import RECORDS
from thidua.reading.sector import Sector, SectorFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECTOR = Sector(SectorFile(use="cong-an"))
"""The sector of the guide in this repository."""
FIELDS_PAGE = "bien-tap-truong.md"
MESSAGES_PAGE = "bien-tap-loi.md"

_LABELS = {
    "Event.kinds": "kind",
    "Award.status": "award",
    "Commemoration.kind": "commemoration",
    "Commemoration.regime": "regime",
    "Target.comparator": "comparator",
}
"""Label groups of the closed fields; a closed field without one explains its values itself."""

_READY_CODES = {
    "Cluster.block": "block",
    "Cluster.organisation": "organisation",
    "Leader.how": "how",
    "Unit.kind": "unit",
}
"""Label groups of fields that take any text, with codes for the common ones."""


@dataclass(frozen=True, slots=True)
class Example:
    """What an editor writes that brings a message, and what to write instead."""

    code: str
    place: str
    """Which file it is a part of: ``event``, ``body``, ``cluster``, … or ``file`` and ``name``."""
    wrong: str
    right: str


@cache
def examples() -> tuple[Example, ...]:
    """The examples of the guide; a test runs the check on each of them."""
    text = files("thidua.outputs").joinpath("examples.yml").read_text("utf-8")
    rows: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(Example(code=code, **row) for code, row in rows.items())


# --- Fields ----------------------------------------------------------------------------------


def fields_page(lang: str) -> str:
    """One table for each record and each group of fields inside records."""
    words = strings(lang, "words")
    owners = _owners()
    shared = [part for part, users in owners.items() if len(users) > 1]
    lines = [*_opening(words, "fields", lang), words["reference:types"], ""]
    for record in RECORDS:
        lines += _section(record, "##", lang, words[f"place:{record.__name__}"])
        own = (part for part, users in owners.items() if users == [record])
        for part in own:
            lines += _section(part, "###", lang)
    lines += [f"## {words['reference:shared']} {{#shared}}", "", words["reference:shared_lead"], ""]
    for part in shared:
        lines += _section(part, "###", lang)
    return "\n".join(lines)


def _opening(words: dict[str, str], page: str, lang: str) -> list[str]:
    return [
        "---",
        f"lang: {lang}",
        "---",
        "",
        f"# {words[f'reference:{page}']}",
        "",
        words[f"reference:{page}_lead"],
        "",
        words["reference:generated"],
        "",
    ]


def _owners() -> dict[type[Record], list[type[Record]]]:
    """The groups inside records, in the order of their first use, with the records that use them."""
    owners: dict[type[Record], list[type[Record]]] = {}
    for record in RECORDS:
        for part in _parts(record):
            users = owners.setdefault(part, [])
            if record not in users:
                users.append(record)
    return owners


def _parts(record: type[Record]) -> Iterator[type[Record]]:
    for info in record.model_fields.values():
        for part in _records_in(info.annotation):
            yield part
            yield from _parts(part)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _records_in(inner)


def _section(record: type[Record], mark: str, lang: str, place: str = "") -> list[str]:
    words, meanings = strings(lang, "words"), strings(lang, "fields")
    name = record.__name__
    lines = [f"{mark} {words[f'record:{name}']} ({name}) {{#{name.lower()}}}", ""]
    lines += [_plain(meanings[name]), ""]
    if place:
        lines += [f"{words['reference:file']} `{place}`", ""]
    if record.scalar_key:
        scalar = words["reference:scalar"].format(key=f"`{record.scalar_key}`")
        lines += [scalar, ""]
    heads = [words[f"reference:{column}"] for column in ("field", "required", "type", "meaning")]
    lines += [_row(heads), _row(["---"] * 4)]
    schema = record.model_json_schema(by_alias=True)
    required = schema.get("required", ())
    # Names in bold, not as code: Material breaks code anywhere to fit a column.
    for key, part in _properties(record, schema).items():
        needed = words["reference:yes"] if key in required else ""
        meaning = _meaning(f"{name}.{key}", part, lang)
        lines.append(_row([f"**{_plain(key)}**", needed, _type(part, words), meaning]))
    return [*lines, ""]


def _properties(record: type[BaseModel], schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Schemas of the fields by key, ids and names before the dates of an interval."""
    found = schema["properties"]
    own = [info.alias or name for name, info in record.model_fields.items()]
    return {key: found[key] for key in sorted(own, key=lambda key: key in {"from", "to"})}


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _type(schema: dict[str, Any], words: dict[str, str]) -> str:
    """A field's type in words, with links to the groups."""
    if "anyOf" in schema:
        return _type(next(s for s in schema["anyOf"] if s.get("type") != "null"), words)
    if "allOf" in schema:
        return _type(schema["allOf"][0], words)
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return words["type:group"].format(of=f"[{words[f'record:{name}']}](#{name.lower()})")
    if schema.get("type") == "array":
        return words["type:list"].format(of=_type(schema["items"], words))
    named = _types().get(_form(schema))
    return words[f"type:{named}"] if named else words["type:choice"]


_OF_THE_FIELD = frozenset({"default", "title", "description"})
"""Keys of a schema that belong to the field, not to its type."""


def _form(schema: dict[str, Any]) -> str:
    return json.dumps({k: v for k, v in schema.items() if k not in _OF_THE_FIELD}, sort_keys=True)


@cache
def _types() -> dict[str, str]:
    """Names of the field types by the schema they give."""
    names = [name for name in types.__all__ if name[0].isupper()]
    return {_form(TypeAdapter(getattr(types, name)).json_schema()): name for name in names}


def _meaning(field: str, schema: dict[str, Any], lang: str) -> str:
    words, labels = strings(lang, "words"), SECTOR.labels(lang)
    meaning = _plain(SECTOR.fields(lang)[field])
    if field in _READY_CODES:
        codes = _coded(_READY_CODES[field], labels)
        return f"{meaning} {words['reference:ready_codes']} {codes}."
    allowed = _allowed(schema)
    if not allowed:
        return meaning
    group = _LABELS.get(field)
    named = [
        f"`{code}` ({labels[f'{group}:{code}']})" if group else f"`{code}`" for code in allowed
    ]
    return f"{meaning} {words['reference:codes']} {', '.join(named)}."


def _coded(group: str, labels: Mapping[str, str]) -> str:
    """The codes of a group, each label once."""
    named: dict[str, str] = {}
    for key, label in labels.items():
        kind, _, code = key.partition(":")
        if kind == group:
            named.setdefault(label, code)
    return ", ".join(
        f"`{code}` ({label})" if label else f"`{code}`" for label, code in named.items()
    )


def _allowed(schema: dict[str, Any]) -> list[str]:
    """The values a closed field takes."""
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "enum" in part:
            return list(part["enum"])
    return []


# --- Messages --------------------------------------------------------------------------------


def messages_page(lang: str) -> str:
    """Every message with its anchor, its hint and, for the common ones, an example."""
    words = strings(lang, "words")
    catalogue: dict[str, dict[str, str]] = strings(lang, "diagnostics")
    shown = {example.code: example for example in examples()}
    lines = _opening(words, "messages", lang)
    chapter = ""
    for code in sorted(catalogue, key=lambda code: (code[1:], code)):
        if code[1] != chapter:
            chapter = code[1]
            lines += [f"## {words[f'codes:{chapter}']} {{#codes-{chapter}xx}}", ""]
        lines += _message(code, catalogue[code], words)
        if code in shown:
            lines += _example(shown[code], words)
    lines += [
        f"## {words['reference:limits']} {{#gioi-han}}",
        "",
        words["reference:limits_lead"],
        "",
    ]
    lines += _limits(words, lang)
    return "\n".join(lines).rstrip("\n") + "\n"


def _limits(words: dict[str, str], lang: str) -> Iterator[str]:
    yield _row([words[f"reference:{column}"] for column in ("limit_of", "limit", "message")])
    yield _row(["---", "---:", "---"])
    for code, name, value in LIMITS:
        # A year is no amount.
        is_amount = isinstance(value, int) and not name.endswith("year")
        number = f"{value:,}" if is_amount else f"{value}"
        if lang == "vi":
            number = number.translate(str.maketrans(",.", ".,"))
        link = f"[{code}](#{code.lower()})" if code else words["reference:left_out"]
        yield _row([_plain(words[f"limit:{name}"]), number, link])


def _message(code: str, entry: dict[str, str], words: dict[str, str]) -> list[str]:
    lines = [f"### {code} {{#{code.lower()}}}", "", f"**{_sentence(entry['message'])}**", ""]
    lines += [f"{words['reference:fix']} {_sentence(entry['hint'])}", ""]
    if entry.get("near"):
        lines += [f"{words['reference:near']} {_sentence(entry['near'])}", ""]
    return lines


def _example(example: Example, words: dict[str, str]) -> list[str]:
    lines = []
    for side, text in (("wrong", example.wrong), ("right", example.right)):
        block = [
            f"    {line}".rstrip() for line in text.rstrip("\n").replace("\t", "⇥").split("\n")
        ]
        lines += [f"{words[f'reference:{side}']}:", "", *block, ""]
    return lines


def _sentence(template: str) -> str:
    """A sentence with … for what the file at hand would name."""
    return _plain(template.format_map(_AnyValue()).strip())


class _AnyValue(dict[str, str]):
    """Every placeholder is …."""

    def __missing__(self, key: str) -> str:
        return "…"


def _plain(text: str) -> str:
    """``text`` so that Markdown prints it as it is, also in a table."""
    safe = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    )
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", safe)


def pages(lang: str) -> dict[str, str]:
    """Texts by file name."""
    return {FIELDS_PAGE: fields_page(lang), MESSAGES_PAGE: messages_page(lang)}


def main(folder: Path) -> None:
    """Rewrite the pages of the Vietnamese guide."""
    for name, text in pages("vi").items():
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/huong-dan"))

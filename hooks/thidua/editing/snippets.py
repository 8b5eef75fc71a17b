"""Completion of front matter in VS Code: its YAML extension reads no Markdown, so every field is a snippet.

Opened as YAML, a file of Markdown would be wrong from its first sentence on (the body is a second document); so the
fields of events and pledges are offered by VS Code itself, from the record classes. The check finds what is wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.editing.template import fields_of, parts_of
from thidua.locale import CONTENT
from thidua.reading.records import Event, Pledge
from thidua.reading.sector import Sector, read_sector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.editing.template import Field

FILE = ".vscode/thidua.code-snippets"


def snippets(sector: Sector | None = None) -> str:
    """The text of the file: a snippet for each field of an event and of a pledge, and one for what either must have."""
    guides = (sector or Sector()).guides
    found: dict[str, object] = {}
    for cls, prefix in ((Event, "su-kien"), (Pledge, "giao-uoc")):
        must = [field for field in fields_of(cls) if field.required]
        found[cls.__name__] = _snippet(
            prefix, ["---", *_numbered(must, short=True), "---", "", "$0"], ""
        )
        for field in fields_of(cls):
            guide = guides.get(f"{field.owner}.{field.key}", field.guide(CONTENT))
            name = f"{cls.__name__}.{field.key}"
            found[name] = _snippet(field.key, list(_numbered([field])), guide)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _snippet(prefix: str, body: list[str], description: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _numbered(fields: list[Field], *, short: bool = False) -> Iterator[str]:
    """The lines of fields with places to fill, numbered in the order they are come to; ``short`` leaves out what may be missing."""
    count = 0
    for line in (line for field in fields for line in _lines(field, short=short)):
        while "$?" in line:
            count += 1
            line = line.replace("$?", f"${{{count}", 1)  # noqa: PLW2901
        yield line


def _lines(field: Field, *, short: bool) -> Iterator[str]:
    if field.record is None:
        place = _place(field)
        yield f"{field.key}: [{place}]" if field.many else f"{field.key}: {place}"
        return
    parts = [part for part in parts_of(field.record) if part.required or not short]
    inner = [f"{part.key}: {_place(part)}" for part in parts]
    yield f"{field.key}:"
    first = "  - " if field.many else "  "
    rest = "    " if field.many else "  "
    yield from (f"{rest if n else first}{line}" for n, line in enumerate(inner))


def _place(field: Field) -> str:
    return f"$?|{','.join(field.choices)}|}}" if field.choices else "$?}"


def main(project: Path) -> None:
    """Write the file of a project."""
    (project / FILE).write_bytes(snippets(read_sector(project / "content")).encode())


if __name__ == "__main__":
    main(Path())

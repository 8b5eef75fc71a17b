"""Golden imports: a source in, the draft and what the editor is told out.

Each case of ``tests/golden/import`` holds a source (``text``, ``html``, ``docx`` or the name of a ``file``
beside it), changes to the base content, and what comes of it. ``body: false`` leaves the draft's body
out, for sources whose sentences are not ours. ``pytest --update`` rewrites; review it as prose.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import BASE, write_tree
from test_golden_diagnostics import _Block
from thidua.editing.importing.draft import ImportOptions, import_file
from thidua.editing.new import NotWrittenError
from unit.editing.word import docx

if TYPE_CHECKING:
    from collections.abc import Mapping

GOLDEN = Path(__file__).parents[2] / "golden" / "import"
CASES = sorted(GOLDEN.glob("*.yml"))


def source_of(case: Mapping[str, Any], folder: Path) -> Path:
    """Write the source of a case and give its path."""
    if "file" in case:
        return GOLDEN / case["file"]
    if "docx" in case:
        (folder / "nguon.docx").write_bytes(docx(case["docx"], case.get("comments", 0)))
        return folder / "nguon.docx"
    ending = "html" if "html" in case else "txt"
    path = folder / f"nguon.{ending}"
    path.write_text(case[ending if ending == "html" else "text"], "utf-8")
    return path


def outcome(case: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The draft, its notes and the remaining diagnostics, or why there is none."""
    base: dict[str, Any] = (
        {"sector.yml": BASE["sector.yml"]} if case.get("base") is False else dict(BASE)
    )
    content = write_tree(folder / "content", {**base, **(case.get("files") or {})})
    try:
        done = import_file(
            source_of(case, folder), content, folder, ImportOptions(**case.get("options", {}))
        )
    except NotWrittenError as error:
        return {"refused": error.key}
    text = done.path.read_text("utf-8")
    if case.get("body") is False:
        text = text[: text.index("\n---\n", 4) + 5]
    beside = (
        sorted(p.name for p in done.path.parent.iterdir()) if done.path.name == "index.md" else []
    )
    return {
        "path": done.path.relative_to(folder).as_posix(),
        **({"beside": beside} if beside else {}),
        "draft": text,
        "notes": [note.text("vi") for note in done.notes],
        "losses": [loss.text("vi") for loss in done.losses],
        "check": [f"{item.code} {item.line}:{item.column}" for item in done.diagnostics],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_import(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    found = outcome(case, tmp_path)
    if request.config.getoption("--update"):
        case["expect"] = found
        text = yaml.dump(case, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, "utf-8")
    assert found == case["expect"]


def test_the_article_keeps_every_paragraph(tmp_path: Path) -> None:
    case = yaml.safe_load((GOLDEN / "bai-bao-vi-du.yml").read_text("utf-8"))
    outcome(case, tmp_path)
    [draft] = (tmp_path / "content" / "events").rglob("*buoc-vao*.md")
    body = draft.read_text("utf-8").partition("\n---\n")[2]
    source = (GOLDEN / case["file"]).read_text("utf-8").replace("\u00a0", " ")
    left_out = {
        "Thân Ví Dụ",
        ".",
        "Thứ Năm, 04/04/2024, 12:08",
        "Cụm Thi đua số 1 bước vào năm mới",
    }
    paragraphs = [
        line.strip() for line in source.split("\n") if len(line) > 130 and line not in left_out
    ]
    assert len(paragraphs) == 4
    assert all(paragraph in body for paragraph in paragraphs)

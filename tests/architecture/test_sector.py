"""What only one sector uses stands in its table, not in templates, scripts, catalogues or what `init` writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "hooks" / "thidua"
POLICE = re.compile(
    r"(?<!\w)(?:công an|cảnh sát|an ninh|chiến sĩ|đồng đội|đồng chí|lực lượng vũ trang|trại giam|hình sự|đại tá|trung tướng"
    r"|cong-an|canh-sat|an-ninh|bca|bca-dp-1|ca-vi-du|cand|antq|antt|csgt|cbcs|pccc|police)(?!\w)"
)
FOLDERS = (ROOT / "overrides", PACKAGE / "locale", PACKAGE / "scaffold", PACKAGE / "hosting")
FILES = [
    *sorted(
        path
        for folder in FOLDERS
        for path in folder.rglob("*")
        if path.suffix in {".html", ".js", ".css", ".yml", ".py", ".j2", ".md"}
    ),
    PACKAGE / "editing" / "examples.yml",
    PACKAGE / "sectors" / "chung.yml",
    PACKAGE / "cli.py",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_the_police(path: Path) -> None:
    text = path.read_text("utf-8").casefold()
    # The file's own pointer to the table that has such words.
    text = text.replace("sectors/cong-an.yml", "").replace("--sector cong-an", "")
    assert POLICE.findall(text) == []


def test_the_table_of_the_police_has_them() -> None:
    text = (PACKAGE / "sectors" / "cong-an.yml").read_text("utf-8").casefold()
    assert {"công an", "an ninh", "antq", "bca"} <= set(POLICE.findall(text))

"""What a page says of its own address and picture is there, like what its links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thidua.audit.run import audit_site

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://thidua.example.vn/vi-du/"


@pytest.mark.parametrize(
    ("tag", "is_wrong"),
    [
        (f'<meta property="og:image" content="{HOST}anh/co.png">', False),
        (f'<meta property="og:image" content="{HOST}anh/khong.png">', True),
        (f'<meta property="og:url" content="{HOST}">', False),
        (f'<meta property="og:url" content="{HOST}khong/">', True),
        (f'<meta property="og:image:alt" content="{HOST}khong/">', False),
        (f'<a href="{HOST}khong/">x</a>', True),
        ('<a href="https://khac.example.vn/vi-du/khong/">x</a>', False),
    ],
)
def test_an_own_address_leads_somewhere(tmp_path: Path, tag: str, is_wrong: bool) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh/co.png").write_bytes(b"")
    (tmp_path / "index.html").write_text(f'<link rel="canonical" href="{HOST}">{tag}', "utf-8")
    assert ("E801" in {item.code for item in audit_site(tmp_path)}) is is_wrong

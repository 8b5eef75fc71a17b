"""Names that tell the content of styles, scripts, faces and images, so that browsers may keep them for ever.

What scripts load by names of their own has told its content from the start: see `thidua.outputs.search`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
_IN_PAGES = re.compile(r'((?:href|src)="[^"]*?)(assets/[A-Za-z0-9._/-]+)(?=["#?])')
_IN_STYLES = re.compile(r"(url\(\s*[\"']?)([A-Za-z0-9._/-]+)(?=[\"')#?])")
_ENDINGS = (".css", ".js", ".woff2", ".svg", ".png")


def fingerprint(site: Path) -> int:
    """Rename the assets that pages and styles name, and rewrite those names; gives how many."""
    # A folder may end in .html too, where an address has moved from below it.
    found = sorted(path for path in site.rglob("*.html") if path.is_file())
    pages = {path: path.read_text("utf-8") for path in found}
    named = {match[2] for text in pages.values() for match in _IN_PAGES.finditer(text)}
    renamed: dict[str, str] = {}
    for style in sorted(
        name for name in named if name.endswith(".css") and (site / name).is_file()
    ):
        _rewrite_style(site, style, renamed)
    for name in sorted(named):
        _rename(site, name, renamed)
    for path, text in pages.items():
        fresh = _IN_PAGES.sub(lambda m: m[1] + renamed.get(m[2], m[2]), text)
        if fresh != text:
            path.write_bytes(fresh.encode())
    return len(renamed)


def _rewrite_style(site: Path, style: str, renamed: dict[str, str]) -> None:
    """Rename what a style sheet loads, before its own hash is taken."""
    folder = posixpath.dirname(style)
    text = (site / style).read_text("utf-8")

    def target(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(folder, match[2]))
        _rename(site, name, renamed)
        return match[1] + posixpath.relpath(renamed.get(name, name), folder)

    fresh = _IN_STYLES.sub(target, text)
    if fresh != text:
        (site / style).write_bytes(fresh.encode())


def _rename(site: Path, name: str, renamed: dict[str, str]) -> None:
    path = site / name
    skipped = name in renamed or not name.endswith(_ENDINGS) or _HASHED.search(name)
    if skipped or not path.is_file():
        return
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    stem, dot, ending = name.rpartition(".")
    renamed[name] = f"{stem}.{digest}{dot}{ending}"
    path.rename(site / renamed[name])

"""Names that tell the content of styles, scripts, faces and images, so that browsers may keep them for ever.

What scripts load by names of their own has told its content from the start: see `thidua.outputs.search`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING

from thidua.outputs.manifest import entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.outputs.manifest import Entry
    from thidua.releases.earlier import EarlierFiles

_HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
_ASSET = re.compile(r'assets/[A-Za-z0-9._/-]+(?=["#?])')
_OPENED = ("href=", "src=")
_IN_STYLES = re.compile(r"(url\(\s*[\"']?)([A-Za-z0-9._/-]+)(?=[\"')#?])")
_ENDINGS = (".css", ".js", ".woff2", ".svg", ".png")


def fingerprint(
    site: Path, entries: dict[str, Entry] | None = None, before: EarlierFiles | None = None
) -> int:
    """Rename the assets that pages and styles name, and rewrite those names; gives how many.

    ``entries`` of the manifest are kept in step, and files that stand in ``before`` taken from there. Nothing is written in
    its place: a file may be one with another of a store.
    """
    # A folder may end in .html too, where an address has moved from below it.
    found = sorted(path for path in site.rglob("*.html") if path.is_file())
    pages = {path: path.read_text("utf-8") for path in found}
    named = {match[0] for text in pages.values() for match in _named_assets(text)}
    names = _Names(site, {} if entries is None else entries, before)
    for style in sorted(
        name for name in named if name.endswith(".css") and (site / name).is_file()
    ):
        names.rewrite_style(style)
    for name in sorted(named):
        names.rename(name)
    for path, text in pages.items():
        fresh = _with_names(text, names.renamed)
        if fresh != text:
            names.write(path.relative_to(site).as_posix(), fresh.encode())
    return len(names.renamed)


def _named_assets(text: str) -> Iterator[re.Match[str]]:
    """The assets that values of ``href`` and ``src`` name."""
    for match in _ASSET.finditer(text):
        quote = text.rfind('"', 0, match.start())
        if text.endswith(_OPENED, 0, max(quote, 0)):
            yield match


def _with_names(text: str, renamed: dict[str, str]) -> str:
    parts = []
    done = 0
    for match in _named_assets(text):
        parts += [text[done : match.start()], renamed.get(match[0], match[0])]
        done = match.end()
    return "".join([*parts, text[done:]])


class _Names:
    """Assets renamed so far, and the files of the site."""

    def __init__(self, site: Path, entries: dict[str, Entry], before: EarlierFiles | None) -> None:
        self.renamed: dict[str, str] = {}
        self._site = site
        self._entries = entries
        self._before = before

    def write(self, name: str, data: bytes) -> None:
        """Put a file in the place of another."""
        path = self._site / name
        self._entries[name] = entry(data)
        if self._before and self._before.has(name, self._entries[name]):
            self._before.take(name, path)
            return
        beside = path.with_name(f".named-{path.name}")
        beside.write_bytes(data)
        beside.replace(path)

    def rewrite_style(self, style: str) -> None:
        """Rename what a style sheet loads, before its own hash is taken."""
        folder = posixpath.dirname(style)
        text = (self._site / style).read_text("utf-8")

        def target(match: re.Match[str]) -> str:
            name = posixpath.normpath(posixpath.join(folder, match[2]))
            self.rename(name)
            return match[1] + posixpath.relpath(self.renamed.get(name, name), folder)

        fresh = _IN_STYLES.sub(target, text)
        if fresh != text:
            self.write(style, fresh.encode())

    def rename(self, name: str) -> None:
        """Give an asset the name that tells its content."""
        path = self._site / name
        skipped = name in self.renamed or not name.endswith(_ENDINGS) or _HASHED.search(name)
        if skipped or not path.is_file():
            return
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        stem, dot, ending = name.rpartition(".")
        self.renamed[name] = f"{stem}.{digest}{dot}{ending}"
        path.rename(self._site / self.renamed[name])
        if name in self._entries:
            self._entries[self.renamed[name]] = self._entries.pop(name)

"""``thidua build --offline``: the whole site in one zip that opens from a folder, without a server.

Pages link to ``…/index.html``, no page asks for anything a ``file://`` address cannot give, and the same
content gives the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from thidua import progress
from thidua.mkdocs.building import build_site
from thidua.outputs import manifest

if TYPE_CHECKING:
    from thidua.reading.base import Audience

FOLDER = "thi-dua"
"""The folder in the zip; readers open its ``index.html``."""
_SERVER_ONLY = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
_STORED = frozenset({".jpg", ".jpeg", ".png", ".webp", ".woff2", ".gz", ".zip"})
_UNIX = 3
"""The system a zip says it was made on; its own by default."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can state; a true one would make each zip another."""


def pack_offline(
    config: Path,
    out: Path,
    *,
    audience: Audience,
    site_url: str | None = None,
    strict: bool = False,
) -> int:
    """Build the reading kit and put it at ``out`` in one rename; gives the number of pages.

    Raises BuildError and OSError; ``out`` is then as it was.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        site = work / "site"
        pages = build_site(
            config, site, audience=audience, site_url=site_url, strict=strict, offline=True
        )
        progress.begin("pack")
        _drop_server_files(site)
        fresh = work / out.name
        _zip(site, fresh)
        fresh.replace(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return pages


def _drop_server_files(site: Path) -> None:
    """Take out what only a server or a debugger asks for, and state the rest anew: the kit agrees with its manifest."""
    for path in [p for p in site.rglob("*") if p.is_file()]:
        if path.relative_to(site).as_posix() in _SERVER_ONLY or path.suffix == ".map":
            path.unlink()
    (site / manifest.NAME).write_bytes(manifest.manifest(site))


def _zip(site: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        # By name: paths of Windows sort without case.
        for name, path in sorted((p.relative_to(site).as_posix(), p) for p in site.rglob("*")):
            if not path.is_file():
                continue
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            entry.compress_type = (
                zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
            )
            archive.writestr(entry, path.read_bytes())

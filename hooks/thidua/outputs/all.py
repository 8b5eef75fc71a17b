"""The one place where files beside the pages are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.views.common import Context


def outputs(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """Site-relative paths and their bytes."""
    yield from ()


def write_outputs(site_dir: Path, ctx: Context) -> None:
    """Write every output below ``site_dir``."""
    for path, data in outputs(ctx):
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

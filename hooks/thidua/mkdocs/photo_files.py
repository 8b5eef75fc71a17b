"""Photographs of the events that are published, as files of the site."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from thidua import photos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from thidua.campaign.site import EventEntry

FOLDER = "anh"


@dataclass(frozen=True, slots=True)
class PictureView:
    """What a template prints of a photograph; addresses are from the site's root."""

    webp: tuple[tuple[str, int], ...]
    """(address, width), smallest first."""
    jpeg: tuple[tuple[str, int], ...]
    large: str
    width: int
    height: int


class PhotoCache:
    """The folder that keeps renditions from one build to the next, or a passing one where nothing may be written."""

    def __init__(self) -> None:
        self._passing: tempfile.TemporaryDirectory[str] | None = None

    def folder(self, project: Path) -> Path:
        """``.cache/thidua/photos`` of the project; for a checkout that is read-only, a temporary folder."""
        kept = project / ".cache" / "thidua" / "photos"
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)
            # Whether a folder may be written to is known for certain only by writing, on Windows above all.
            with tempfile.TemporaryFile(dir=kept):
                return kept
        if self._passing is None:
            self._passing = tempfile.TemporaryDirectory(prefix="thidua-")
        return Path(self._passing.name)

    def close(self) -> None:
        """Remove the temporary folder, if there is one."""
        if self._passing is not None:
            self._passing.cleanup()
            self._passing = None


def add_photos(
    files: Files, events: Iterable[EventEntry], config: MkDocsConfig, project: Path, cache: Path
) -> dict[str, PictureView]:
    """Render the photographs of ``events`` into ``cache`` and append them; pictures by the original's path."""
    found: dict[str, PictureView] = {}
    for entry in events:
        for photo in entry.record.photos:
            path = f"{entry.folder}/{photo.file}"
            picture = photos.render((project / path).read_bytes(), cache)
            for rendition in picture.renditions:
                uri = f"{FOLDER}/{rendition.name}"
                if files.get_file_from_path(uri) is None:
                    source = photos.rendition_path(cache, rendition)
                    files.append(
                        File.generated(
                            config,
                            uri,
                            abs_src_path=str(source),
                            inclusion=InclusionLevel.NOT_IN_NAV,
                        )
                    )
            found[path] = picture_view(picture)
    return found


def picture_view(picture: photos.ProcessedPhoto) -> PictureView:
    """What templates print of a photograph."""
    largest = picture.largest
    return PictureView(
        webp=tuple((f"/{FOLDER}/{r.name}", r.width) for r in picture.of("webp")),
        jpeg=tuple((f"/{FOLDER}/{r.name}", r.width) for r in picture.of("jpg")),
        large=f"/{FOLDER}/{largest.name}",
        width=largest.width,
        height=largest.height,
    )

"""The content as it is, against which a file not yet written is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thidua.campaign.link import link
from thidua.checks.run import run
from thidua.reading.library import Library, read_library, with_drafts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Report


@dataclass(frozen=True, slots=True)
class ContentSnapshot:
    """The content of a project, read once."""

    library: Library
    site: Site

    def check_drafts(self, drafts: Mapping[str, bytes]) -> Report:
        """What ``thidua check`` would say of files, by path from the project, if they stood in the folder."""
        return run(with_drafts(self.library, drafts)).within(lambda path: path in drafts)


def take_snapshot(content: Path, project: Path) -> ContentSnapshot:
    """The content of a project as it is now."""
    library = read_library(content, project)
    return ContentSnapshot(library, link(library))

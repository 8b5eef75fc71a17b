"""Papers of the records that are published, as files of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from thidua.campaign import addresses
from thidua.campaign.papers import site_papers
from thidua.papers.facts import paper_file, picture_file
from thidua.reading.paper_files import paper_cache

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from thidua.campaign.site import Site


def add_papers(files: Files, site: Site, config: MkDocsConfig, project: Path) -> None:
    """Append each paper below the page it belongs to, and the picture of its first page."""
    cache = paper_cache(project)
    for one in site_papers(site):
        if one.facts is None:
            continue
        for uri, source in (
            (one.address.lstrip("/"), paper_file(cache, one.facts)),
            (
                f"{addresses.PICTURES}{one.facts.picture_name}".lstrip("/"),
                picture_file(cache, one.facts),
            ),
        ):
            if files.get_file_from_path(uri) is None:
                files.append(
                    File.generated(
                        config,
                        uri,
                        abs_src_path=str(source),
                        inclusion=InclusionLevel.NOT_IN_NAV,
                    )
                )

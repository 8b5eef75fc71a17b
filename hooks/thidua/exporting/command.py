"""The command ``thidua export``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from thidua.exporting.builders import Builder
from thidua.locale import phrase
from thidua.progress import listening
from thidua.reading.base import Audience
from thidua.releases.commands import refuse_sources, site_url_option

if TYPE_CHECKING:
    from thidua.project import Project


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--for", "builder", type=click.Choice(get_args(Builder)), default="mkdocs", show_default=True
)
@click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True
)
@site_url_option
@click.pass_obj
def export(
    project: Project, folder: Path, builder: Builder, audience: Audience, site_url: str | None
) -> None:
    """Write every page as plain Markdown, with its data and pictures, for another builder."""
    from thidua.exporting.export import export as exported  # noqa: PLC0415 the help needs none of this
    from thidua.mkdocs.building import BuildError, build_site  # noqa: PLC0415

    refuse_sources(project, folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(phrase(project.lang, "site.export_occupied", out=folder))
    try:
        with tempfile.TemporaryDirectory() as temporary, listening(project.lang, "build", None):
            site = Path(temporary) / "site"
            build_site(project.config, site, audience=audience, site_url=site_url)
            made = exported(site, folder, builder, site_url or "")
    except (BuildError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    project.say("export_done", out=folder, pages=made.pages, files=made.files)

"""The command ``thidua review``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from thidua.locale import phrase
from thidua.progress import listening
from thidua.reading.base import Audience
from thidua.releases.commands import refuse_sources

if TYPE_CHECKING:
    from thidua.project import Project


@click.command()
@click.argument("base")
@click.option("--html", "page", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True
)
@click.pass_obj
def review(project: Project, base: str, page: Path | None, audience: Audience) -> None:
    """Tell what the content does to the site, beside that of revision BASE; exit 1 for new findings and lost addresses."""
    from thidua.mkdocs.building import BuildError  # noqa: PLC0415 the help needs none of this
    from thidua.reviewing.report import as_html, as_text  # noqa: PLC0415
    from thidua.reviewing.review import UnknownBaseError  # noqa: PLC0415
    from thidua.reviewing.review import review as reviewed  # noqa: PLC0415

    if page is not None:
        refuse_sources(project, page)
    try:
        with listening(project.lang, "review", None):
            found = reviewed(project.config, base, audience)
    except UnknownBaseError as error:
        raise click.UsageError(phrase(project.lang, "cli.base_unknown", base=base)) from error
    except BuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(as_text(found, base, project.lang), nl=False)
    if page is not None:
        page.write_bytes(as_html(found, base, project.lang).encode())
    sys.exit(1 if found.lost or any(i.severity != "notice" for i in found.new_findings) else 0)

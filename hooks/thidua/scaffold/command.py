"""The command ``thidua init``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from thidua.locale import LANGUAGES
from thidua.mkdocs.settings import current_day
from thidua.reading.sector import SHARED, Ready
from thidua.releases.commands import refuse_sources, site_url_option
from thidua.scaffold.files import Choices, OccupiedError, WordingError, begin

if TYPE_CHECKING:
    from thidua.project import Project


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name")
@click.option("--owner")
@click.option("--publisher")
@click.option("--language", type=click.Choice(LANGUAGES), default="vi", show_default=True)
@click.option(
    "--sector",
    type=click.Choice(get_args(Ready)),
    default=SHARED,
    show_default=True,
)
@click.option("--year", type=click.IntRange(1950, 2090))
@site_url_option
@click.pass_obj
def init(  # noqa: PLR0913, PLR0917 one parameter an option
    project: Project,
    folder: Path,
    name: str | None,
    owner: str | None,
    publisher: str | None,
    language: str,
    sector: str,
    year: int | None,
    site_url: str | None,
) -> None:
    """Begin a publication in DIR, a new or empty folder, with an invented example of each record."""
    if project.config.is_file():
        refuse_sources(project, folder)
    name = _asked(project, name, "--name", "init_ask_name")
    owner = _asked(project, owner, "--owner", "init_ask_owner")
    choices = Choices(
        name=name,
        owner=owner,
        publisher=publisher or _asked(project, None, "", "init_ask_publisher", default=owner),
        language=language,
        sector=sector,
        site_url=site_url or "http://127.0.0.1:8000/",
        year=year or current_day().year,
    )
    try:
        written = begin(folder.resolve(), choices)
    except OccupiedError:
        project.say("init_occupied", folder=folder)
        sys.exit(2)
    except WordingError as error:
        project.say("init_wording", value=error)
        sys.exit(2)
    project.say("init_done", folder=folder, count=len(written))
    project.say("init_next", folder=folder)


def _asked(
    project: Project, said: str | None, option: str, question: str, default: str | None = None
) -> str:
    """What was said, else the answer on a terminal, else the default."""
    if said and said.strip():
        return said.strip()
    if sys.stdin.isatty() and sys.stderr.isatty():
        project.say(question)
        answer: str = click.prompt(">", default=default, prompt_suffix=" ", err=True)
        return answer.strip()
    if default is None:
        project.say("init_needs", option=option)
        sys.exit(2)
    return default

"""``thidua book``: the year book of a cluster's term, or of a whole year, as PDF and EPUB."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from thidua.locale import phrase
from thidua.reading.base import Audience
from thidua.releases.commands import refuse_sources
from thidua.text import nearest

if TYPE_CHECKING:
    from thidua.book.contents import BookKey
    from thidua.campaign.site import Site
    from thidua.project import Project


@click.command()
@click.argument("cluster")
@click.argument("term", required=False)
@click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.pass_obj
def book(project: Project, cluster: str, term: str | None, audience: Audience, out: Path) -> None:
    """Make the year book of a term of CLUSTER, or of all clusters in a year."""
    from thidua.book.contents import book_of  # noqa: PLC0415 the help needs no model
    from thidua.book.pdf import TypesettingError, is_installed  # noqa: PLC0415
    from thidua.mkdocs import book_files  # noqa: PLC0415
    from thidua.mkdocs.building import BuildError, context_of  # noqa: PLC0415
    from thidua.mkdocs.photo_files import PhotoCache  # noqa: PLC0415

    if not is_installed():
        raise click.UsageError(phrase(project.lang, "book.not_installed"))
    refuse_sources(project, out)
    try:
        ctx = context_of(project.config, audience)
    except BuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    key = _wanted(ctx.site, cluster, term, project.lang)
    with closing(PhotoCache()) as cache:
        folder = cache.folder(project.root)
        views, files = book_files.rendered(ctx.site.events, project.root, folder)
        made = book_of(ctx, key, book_files.book_pictures(views))
        try:
            written = dict(book_files.book_files(made, lambda name: files[name].read_bytes()))
        except TypesettingError as error:
            text = phrase(project.lang, "book.typesetting_failed", name=key.name, reason=error)
            click.echo(text, err=True)
            sys.exit(1)
    out.mkdir(parents=True, exist_ok=True)
    for path, data in written.items():
        (out / _file_name(path)).write_bytes(data)
    said = ", ".join(map(_file_name, written))
    click.echo(phrase(project.lang, "book.done", files=said), err=True)


def _file_name(path: str) -> str:
    """``ky-yeu/cum-1/2024.pdf`` → ``ky-yeu-cum-1-2024.pdf``."""
    return path.replace("/", "-")


def _wanted(site: Site, cluster: str, term: str | None, lang: str) -> BookKey:
    """The book that the words of the command line name. Raises UsageError."""
    from thidua.book.contents import BookKey, book_names, find_book, terms_of_year  # noqa: PLC0415

    name = cluster if term is None else f"{cluster}/{term}"
    found = find_book(site, name)
    if found:
        return found
    if term and term.isdecimal() and len(term) == 4:
        keys = [key for key in terms_of_year(site, int(term)) if key.cluster == cluster]
        if len(keys) == 1:
            return BookKey(keys[0])
        if keys:
            terms = ", ".join(key.term for key in keys)
            raise click.UsageError(
                phrase(lang, "book.several", cluster=cluster, year=term, terms=terms)
            )
    names = book_names(site)
    near = nearest(name, names)
    if near:
        raise click.UsageError(phrase(lang, "book.unknown_near", name=name, near=near))
    example = next((one.replace("/", " ") for one in names if "/" in one), "–")
    raise click.UsageError(phrase(lang, "book.unknown", name=name, example=example))

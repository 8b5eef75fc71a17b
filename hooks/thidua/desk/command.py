"""The command ``thidua desk``."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import click

from thidua.locale import phrase
from thidua.ports import listening_socket

if TYPE_CHECKING:
    from thidua.desk.app import Desk
    from thidua.desk.guard import Guard
    from thidua.project import Project


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, show_default=True)
@click.option("--no-browser", is_flag=True)
@click.pass_obj
def desk(project: Project, port: int, no_browser: bool) -> None:
    """Open the desk in the browser: forms for events, pledges, clusters and registers, Word files, photographs, preview, handing on."""
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415

    from thidua.desk.guard import ENTRY, Guard  # noqa: PLC0415

    if not project.content.is_dir():
        raise click.UsageError(phrase(project.lang, "cli.no_content", path=project.content))
    # Bound first, so that the guard knows the port that was free.
    listening = listening_socket("127.0.0.1", port, project.lang, "--port 0")
    guard = Guard(listening.getsockname()[1])
    server = create_server(
        desk_of(project, guard), sockets=[listening], threads=4, ident=None, max_request_body_size=64 * 1024 * 1024,
        connection_limit=50,
    )  # fmt: skip
    address = f"http://{guard.hosts[0]}{ENTRY}?ma={guard.token}"
    click.echo(phrase(project.lang, "desk.opened", address=address), err=True)
    if not no_browser:
        webbrowser.open(address)
    server.run()


def desk_of(project: Project, guard: Guard) -> Desk:
    """The application for a project."""
    from thidua.desk.app import Desk  # noqa: PLC0415
    from thidua.desk.workspace import Workspace  # noqa: PLC0415
    from thidua.mkdocs.page_preview import PagePreview  # noqa: PLC0415
    from thidua.mkdocs.settings import (  # noqa: PLC0415
        opened_store,
        stated_day,
        values_of,
        written_files,
    )

    workspace = Workspace(
        project.root,
        project.content,
        written_files(project.config),
        stated_day(project.config),
        lambda objects: opened_store(project.root, "content", objects),
    )
    name = str(values_of(project.config).get("site_name") or project.root.name)
    return Desk(workspace, guard, project.lang, name, lambda: PagePreview.of(project.config))

"""The ``thidua`` command: what editors and hosts need beside ``mkdocs build`` and ``mkdocs serve``.

Exit codes: 0 clean, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

import click

from thidua import bookmaking, collector, comparing, progress
from thidua.console import use_utf8
from thidua.desk.command import desk
from thidua.diagnostics import Format, Report
from thidua.editing import commands
from thidua.exporting.command import export
from thidua.locale import LANGUAGES, phrase
from thidua.locale.command_line import VARIABLE, LocalisedGroup
from thidua.mkdocs.preview_guard import is_of_this_machine
from thidua.mkdocs.settings import folders, opened_store, stated_day, written_files
from thidua.ports import listening_socket
from thidua.progress import listening
from thidua.project import Project
from thidua.reading.base import Audience
from thidua.releases.commands import COMMANDS, refuse_sources, site_url_option, timings_option
from thidua.reviewing.command import review
from thidua.scaffold.command import init
from thidua.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thidua.diagnostics import Diagnostic

# Material prints an eight-line notice at every build otherwise; docs/dev/architecture.md says what it is about.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@click.group(cls=LocalisedGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, default="vi", show_default=True
)
@click.version_option(package_name="thidua", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, config_file: Path | None, lang: str) -> None:
    """Publish material of emulation clusters: check content, build and serve the site."""
    use_utf8()
    collector.skip_at_exit()
    os.environ[VARIABLE] = lang
    config = (config_file or _nearest_config()).resolve()
    ctx.obj = Project(config, *folders(config), lang)


def _nearest_config() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder / "mkdocs.yml"
    return here / "mkdocs.yml"


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format", "style", type=click.Choice(get_args(Format)), default="text", show_default=True
)
@click.option("--base", envvar="THIDUA_BASE")
@timings_option
@click.pass_obj
def check(
    project: Project,
    paths: tuple[Path, ...],
    style: Format,
    base: str | None,
    timings: Path | None,
) -> None:
    """Tell every mistake in the content; PATHS limit what is told, not what is read."""
    from thidua.checks.run import check_content  # noqa: PLC0415 the help needs no model
    from thidua.mkdocs.config_check import check_books, check_config  # noqa: PLC0415

    content = next((p.resolve() for p in paths if _is_content(p)), None)
    root = content.parent if content else project.root
    pages = written_files(project.config)
    today = stated_day(project.config)
    report = Report()
    with listening(project.lang, "check", timings):
        if content in (None, project.content):
            report.add(check_config(project.config))
        if content or project.content.is_dir() or not report.has_errors:
            # Somebody else's folder is read, and left as it is.
            with Store(None) if content else opened_store(root, "content") as store:
                found = check_content(content or _existing(project), root, pages, today, store)
            report.add(found.report)
            if content in (None, project.content):
                report.add(check_books(project.config, found.site))
            report.add(_changes(project, content or project.content, root, base))
    wanted = [p.resolve() for p in paths if p.resolve() != content]
    if wanted:
        report = report.within(lambda path: any(_below(root / path, place) for place in wanted))
    click.echo(report.render(style, project.lang), nl=False)
    sys.exit(1 if report.has_findings else 0)


def _changes(project: Project, content: Path, root: Path, base: str | None) -> Iterable[Diagnostic]:
    """What changed since ``base``, or since the last commit; where nobody asked for a base, nothing may be known of it."""
    from thidua.editing.untold_changes import check_changes  # noqa: PLC0415

    progress.begin("history")
    found = check_changes(content, root, base or "HEAD", stated_day(project.config))
    if found is None and base:
        raise click.UsageError(phrase(project.lang, "cli.base_unknown", base=base))
    return found or ()


def _is_content(path: Path) -> bool:
    return path.is_dir() and ((path / "events").is_dir() or (path / "clusters").is_dir())


def _existing(project: Project) -> Path:
    if not project.content.is_dir():
        raise click.UsageError(phrase(project.lang, "cli.no_content", path=project.content))
    return project.content


def _below(path: Path, place: Path) -> bool:
    resolved = path.resolve()
    return resolved == place or place in resolved.parents


@main.command()
@click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True
)
@site_url_option
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True)
@click.option("--offline", is_flag=True)
@timings_option
@click.pass_obj
def build(
    project: Project,
    audience: Audience,
    site_url: str | None,
    out: Path | None,
    strict: bool,
    offline: bool,
    timings: Path | None,
) -> None:
    """Build the site beside the old one and put it in its place; on any failure the old one stays."""
    from thidua.mkdocs.building import BuildError, build_site  # noqa: PLC0415
    from thidua.releases.build_target import is_replaceable  # noqa: PLC0415
    from thidua.releases.offline import pack_offline  # noqa: PLC0415

    target = (out or project.home / ("site.zip" if offline else "site")).resolve()
    if not is_replaceable(target, content=project.content, home=project.home, offline=offline):
        project.say("build_occupied", out=target)
        sys.exit(2)
    run = pack_offline if offline else build_site
    try:
        with listening(project.lang, "build", timings):
            pages = run(project.config, target, audience=audience, site_url=site_url, strict=strict)
    except (BuildError, OSError) as error:
        click.echo(str(error), err=True)
        project.say("build_failed", out=target.name)
        sys.exit(1)
    if offline:
        size = target.stat().st_size // 1000
        project.say("offline_done", out=target.name, pages=pages, size=size)
    else:
        project.say("build_done", out=target.name, pages=pages, audience=audience)


def _listening_address(context: click.Context, _option: click.Parameter, value: str) -> str:
    """An address of this machine and a port: ``127.0.0.1:8000``, ``localhost:8000``, ``[::1]:8000``."""
    try:
        parts = urlsplit(f"//{value}")
        host, port = parts.hostname or "", parts.port
        if host != "localhost":
            ipaddress.ip_address(host)
    except ValueError:
        host, port = "", None
    if port and value in {f"{host}:{port}", f"[{host}]:{port}"}:
        return value
    raise click.BadParameter(phrase(context.obj.lang, "site.addr_wrong", value=value))


@main.command()
@click.option("--addr", default="127.0.0.1:8000", show_default=True, callback=_listening_address)
@click.option("--audience", type=click.Choice(get_args(Audience)))
@click.pass_obj
def serve(project: Project, addr: str, audience: Audience | None) -> None:
    """Serve the site here and rebuild it whenever a file changes."""
    from thidua.mkdocs.building import (  # noqa: PLC0415
        BuildError,
        refuse_bad_config,
        serve_site,
    )

    try:
        refuse_bad_config(project.config)
        place = urlsplit(f"//{addr}")
        host, port = place.hostname or "", place.port or 0
        # Asked before the first build, not behind it.
        other = f"--addr {addr.rpartition(':')[0]}:{port + 1}"
        listening_socket(host, port, project.lang, other).close()
        project.say("serving", addr=addr)
        if not is_of_this_machine(host):
            project.say("serving_others", addr=addr)
        serve_site(project.config, addr=addr, audience=audience)
    except BuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False))
@click.argument("record", required=False)
@click.pass_obj
def schema(project: Project, out: Path | None, record: str | None) -> None:
    """Print the JSON Schema of RECORD, or write those of all records."""
    from thidua.outputs.schema import editor_schemas  # noqa: PLC0415
    from thidua.reading.sector import read_sector  # noqa: PLC0415

    found = editor_schemas(project.lang, read_sector(project.content))
    if out is not None:
        refuse_sources(project, out)
        out.mkdir(parents=True, exist_ok=True)
        for name, text in found.items():
            (out / f"{name}.json").write_bytes(text.encode())
        return
    if record not in found:
        raise click.UsageError(phrase(project.lang, "cli.schema_records", records=", ".join(found)))
    click.echo(found[record], nl=False)


@main.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def stats(project: Project, *, as_json: bool) -> None:
    """Count what the content holds, what is not published yet and why, and what is missing of each term."""
    from thidua.checks.run import check_content  # noqa: PLC0415
    from thidua.outputs.stats import stats_json, stats_text  # noqa: PLC0415

    pages = written_files(project.config)
    checked = check_content(_existing(project), project.root, pages, stated_day(project.config))
    said = (stats_json if as_json else stats_text)(checked.site, project.lang)
    click.echo(said, nl=False)
    _exit_on_errors(checked.report)


def _exit_on_errors(report: Report) -> None:
    if report.has_errors:
        sys.exit(1)


main.add_command(commands.new)
main.add_command(commands.fmt)
main.add_command(commands.import_)
main.add_command(desk)
main.add_command(comparing.compare)
main.add_command(bookmaking.book)
main.add_command(review)
main.add_command(export)
main.add_command(init)
for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()

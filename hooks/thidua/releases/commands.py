"""The commands of those who run the server: publish, withdraw, rollback, verify, audit, host-files, sbom."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from thidua.diagnostics import Format
from thidua.locale import phrase
from thidua.progress import STANDARD_OUTPUT, listening
from thidua.reading.base import Audience
from thidua.shipped_files import lock_file, theme_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from thidua.project import Project
    from thidua.releases.publish import PublishRequest, PublishResult
    from thidua.releases.store import Store


_ADDRESS = re.compile(r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[\w.~-]+)*/?")
_PLACE = re.compile(r"/[\w.+@~/-]*")


def _address(context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """What is no address of a site would stand in configurations and pages as it was written."""
    return _matching(context, value, _ADDRESS, "site.site_url_wrong") if value else None


def _place(context: click.Context, _option: click.Parameter, value: str) -> str:
    """A folder whose name needs no quotes: each server has its own."""
    return _matching(context, value, _PLACE, "site.place_wrong")


def _matching(context: click.Context, value: str, form: re.Pattern[str], wrong: str) -> str:
    if form.fullmatch(value) and ".." not in value:
        return value
    raise click.BadParameter(phrase(context.obj.lang, wrong, value=value))


_FOLDER = click.Path(path_type=Path, file_okay=False)
_audience = click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True
)
site_url_option = click.option(
    "--site-url",
    envvar="THIDUA_SITE_URL",
    callback=_address,
)


def _timings(context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    """Timings may take the place of timings, never of what a command reads."""
    if value and value != STANDARD_OUTPUT:
        refuse_sources(context.obj, value)
    return value


timings_option = click.option(
    "--timings",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    callback=_timings,
)
_style = click.option(
    "--format", "style", type=click.Choice(get_args(Format)), default="text", show_default=True
)


_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True)


def refuse_sources(project: Project, out: Path) -> None:
    """Raise UsageError for a place among the files of the project, or in a store of releases."""
    from thidua.releases.build_target import is_among_sources  # noqa: PLC0415

    if is_among_sources(out.resolve(), content=project.content.resolve(), home=project.home):
        raise click.UsageError(phrase(project.lang, "site.out_among_sources", out=out))


def _store(project: Project, folder: Path) -> Store:
    from thidua.releases.store import Store, is_possible  # noqa: PLC0415 the help needs none of this

    if not is_possible():
        raise click.UsageError(phrase(project.lang, "site.store_needs_posix"))
    return Store(folder.resolve())


@click.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_audience
@site_url_option
@click.option("--keep", type=click.IntRange(1), default=5, show_default=True)
@click.option("--strict", is_flag=True)
@click.option("--sign-key", type=_FILE)
@timings_option
@_style
@click.pass_obj
def publish(  # noqa: PLR0913, PLR0917 one parameter an option
    project: Project,
    folder: Path,
    audience: Audience,
    site_url: str | None,
    keep: int,
    strict: bool,
    sign_key: Path | None,
    timings: Path | None,
    style: Format,
) -> None:
    """Build, audit and compress a release in DIR, then let DIR/current lead to it in one rename."""
    from thidua.releases.publish import PublishRequest  # noqa: PLC0415 the help needs none of this
    from thidua.releases.publish import publish as run  # noqa: PLC0415

    order = PublishRequest(
        config=project.config, audience=audience, site_url=site_url, strict=strict, keep=keep, sign_key=sign_key,
    )  # fmt: skip
    done = _released(project, folder, run, order, timings, style)
    key = "publish_done"
    if not done.is_new:
        key = "publish_switched" if done.is_switched else "publish_unchanged"
    project.say(key, out=folder, release=done.release, pages=done.pages, pruned=len(done.pruned))
    _tell_signed(project, done)


@click.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@_audience
@site_url_option
@click.option("--sign-key", type=_FILE)
@timings_option
@click.pass_obj
def withdraw(
    project: Project,
    folder: Path,
    audience: Audience,
    site_url: str | None,
    sign_key: Path | None,
    timings: Path | None,
) -> None:
    """Publish, have servers answer 410 for what is public no more, and remove every older release."""
    from thidua.audit.run import stated_address  # noqa: PLC0415 the help needs none of this
    from thidua.releases.publish import PublishRequest, UnfinishedError  # noqa: PLC0415
    from thidua.releases.publish import withdraw as run  # noqa: PLC0415
    from thidua.releases.withdrawn import address  # noqa: PLC0415

    order = PublishRequest(
        config=project.config, audience=audience, site_url=site_url, sign_key=sign_key
    )
    try:
        done = _released(project, folder, run, order, timings, "text")
    except UnfinishedError as error:
        project.say("withdraw_unfinished", out=folder, reason=error)
        sys.exit(1)
    site = (stated_address(_store(project, folder).path(done.release)) or "").rstrip("/")
    for path in done.gone:
        click.echo(f"{site}{address(path)}")
    project.say(
        "withdraw_done" if done.gone else "withdraw_nothing",
        out=folder, release=done.release, pages=done.pages, gone=len(done.gone), pruned=len(done.pruned),
    )  # fmt: skip
    _tell_signed(project, done)


def _own_folder(project: Project, folder: Path) -> Store:
    """A store that is not among the files of the project, nor the project itself. Raises UsageError."""
    store = _store(project, folder)
    refuse_sources(project, folder)
    if store.root == project.home.resolve():
        raise click.UsageError(phrase(project.lang, "site.out_among_sources", out=folder))
    return store


def _released(
    project: Project,
    folder: Path,
    run: Callable[[Store, PublishRequest], PublishResult],
    order: PublishRequest,
    timings: Path | None,
    style: Format,
) -> PublishResult:
    """What came of a release; what went wrong is told, and ends the command."""
    store = _own_folder(project, folder)
    from thidua.mkdocs.building import BuildError  # noqa: PLC0415
    from thidua.releases.precompress import PrecompressError  # noqa: PLC0415
    from thidua.releases.publish import AuditFailedError  # noqa: PLC0415
    from thidua.releases.signing import SigningError  # noqa: PLC0415
    from thidua.releases.store import (  # noqa: PLC0415
        AudienceError,
        BusyError,
        DamagedError,
        UnsoundError,
    )

    try:
        with listening(project.lang, run.__name__, timings):
            done = run(store, order)
    except BusyError:
        project.say("publish_busy", out=folder)
        sys.exit(1)
    except AudienceError as error:
        project.say("publish_audience", out=folder, owner=error, audience=order.audience)
        sys.exit(2)
    except DamagedError as error:
        project.say("store_damaged", out=folder, file=error)
        sys.exit(1)
    except SigningError as error:
        project.say(error.key, reason=error.reason)
        sys.exit(1)
    except AuditFailedError as refused:
        click.echo(refused.report.render(style, project.lang), nl=False)
        project.say("publish_refused", out=folder)
        sys.exit(1)
    except BuildError as error:
        # The mistakes of the content are on the screen already; what is left is MkDocs' English word for it.
        told = str(error).startswith("Aborted")
        project.say("publish_refused" if told else "publish_failed", out=folder, reason=error)
        sys.exit(1)
    except (PrecompressError, UnsoundError, OSError) as error:
        project.say("publish_failed", out=folder, reason=error)
        sys.exit(1)
    if len(done.report):
        click.echo(done.report.render(style, project.lang), nl=False)
    if done.repaired:
        project.say("publish_repaired", out=folder, repaired=", ".join(done.repaired))
    return done


def _tell_signed(project: Project, done: PublishResult) -> None:
    if done.ahead:
        project.say("publish_clock_back", then=done.ahead.isoformat(" ", "minutes"))
    if done.is_signed:
        project.say("publish_signed", release=done.release)


@click.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("release", required=False)
@click.option("--no-audit", is_flag=True)
@_style
@click.pass_obj
def rollback(
    project: Project, folder: Path, release: str | None, no_audit: bool, style: Format
) -> None:
    """Serve the release before the current one again, or RELEASE, unless it holds what today is hidden or refused."""
    store = _store(project, folder)
    from thidua.mkdocs.building import BuildError  # noqa: PLC0415
    from thidua.releases.publish import AuditFailedError  # noqa: PLC0415
    from thidua.releases.rollback import NothingToServeError, WithdrawnError  # noqa: PLC0415
    from thidua.releases.rollback import rollback as run  # noqa: PLC0415
    from thidua.releases.store import BusyError, DamagedError, UnsoundError  # noqa: PLC0415

    if not folder.is_dir():
        raise click.UsageError(phrase(project.lang, "cli.no_store", path=folder))

    def audit(site: Path, audience: Audience) -> None:
        if not project.content.is_dir():
            raise click.UsageError(
                phrase(project.lang, "cli.rollback_without_content", path=project.content)
            )
        _audit_kept(project, site, audience)

    try:
        done = run(store, release, audit=None if no_audit else audit)
    except NothingToServeError:
        project.say("rollback_nothing", releases=", ".join(store.ids()) or "–")
        sys.exit(1)
    except BusyError:
        project.say("publish_busy", out=folder)
        sys.exit(1)
    except DamagedError as error:
        project.say("store_damaged", out=folder, file=error)
        sys.exit(1)
    except WithdrawnError as refused:
        click.echo("\n".join(refused.addresses))
        project.say("rollback_withdrawn")
        sys.exit(1)
    except AuditFailedError as refused:
        click.echo(refused.report.render(style, project.lang), nl=False)
        project.say("rollback_refused")
        sys.exit(1)
    except (BuildError, UnsoundError, OSError) as error:
        project.say("rollback_failed", reason=error)
        sys.exit(1)
    project.say("rollback_done", release=done)


def _audit_kept(project: Project, site: Path, audience: Audience) -> None:
    """Audit a release against the content of today, and ask its pages what `check` asks of texts. Raises `AuditFailedError`."""
    from thidua.campaign.link import link  # noqa: PLC0415
    from thidua.diagnostics import Report  # noqa: PLC0415
    from thidua.reading.library import read_library  # noqa: PLC0415
    from thidua.releases.kept_pages import unfit_pages  # noqa: PLC0415
    from thidua.releases.publish import AuditFailedError, audit_release  # noqa: PLC0415

    report = Report()
    report.add(
        unfit_pages(site, link(read_library(project.content, project.content.parent)), audience)
    )
    try:
        audit_release(site, project.config, audience)
    except AuditFailedError as refused:
        report.add(refused.report)
    if report.has_errors:
        raise AuditFailedError(report)


@click.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--key", type=_FILE)
@click.pass_obj
def verify(project: Project, folder: Path, key: Path | None) -> None:
    """Compare what DIR serves with its manifest: changed, missing and added files; with --key also who signed it."""
    store = _store(project, folder)
    from thidua.releases.store import UnsoundError  # noqa: PLC0415

    if store.current is None:
        project.say("verify_nothing", out=folder)
        sys.exit(1)
    # Servers answer from `previous` what `current` has not.
    served = dict.fromkeys(filter(None, (store.current, store.previous)))
    for release in served:
        try:
            store.verify(release)
        except UnsoundError as error:
            project.say("verify_failed", release=error.release)
            for path in error.differing:
                # A name may hold what no terminal can print.
                click.echo(path.encode("utf-8", "replace").decode())
            sys.exit(1)
    if "previous" in store.wrong_links():
        project.say("verify_previous", out=folder)
        sys.exit(1)
    signers = [_signer(project, store, release, key) for release in served] if key else []
    project.say("verify_done", release=store.current)
    if signers:
        project.say("verify_signed", release=store.current, signer=signers[0])


def _signer(project: Project, store: Store, release: str, key: Path) -> str:
    """Who signed a release, by a file of allowed keys; exits with the sentence where nobody of them did."""
    from thidua.releases.signing import SignatureError, signer  # noqa: PLC0415

    try:
        return signer(store.path(release), key)
    except SignatureError as error:
        project.say(error.key, release=release, reason=error.reason)
        sys.exit(1)


@click.command()
@click.argument(
    "site", metavar="SITE", type=click.Path(path_type=Path, file_okay=False, exists=True)
)
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True))
@_audience
@click.option("--no-leaks", is_flag=True)
@click.option("--today")
@_style
@click.pass_obj
def audit(
    project: Project,
    site: Path,
    content: Path | None,
    audience: Audience,
    no_leaks: bool,
    today: str | None,
    style: Format,
) -> None:
    """Prove a built SITE: leaks, links, outside requests, inline code, manifest, weight."""
    from thidua.audit.run import LeakScope, audit_site  # noqa: PLC0415
    from thidua.checks.document_rules import unfit  # noqa: PLC0415
    from thidua.mkdocs.settings import ZONE  # noqa: PLC0415
    from thidua.reading.library import read_library  # noqa: PLC0415
    from thidua.releases.control_build import drop_false_positives  # noqa: PLC0415

    folder = (content or project.content).resolve()
    scope = None
    if not no_leaks:
        if not folder.is_dir():
            raise click.UsageError(phrase(project.lang, "cli.no_content", path=folder))
        try:
            day = dt.date.fromisoformat(today) if today else dt.datetime.now(ZONE).date()
        except ValueError as error:
            raise click.UsageError(
                phrase(project.lang, "cli.wrong_day", option="--today", value=today)
            ) from error
        scope = LeakScope(folder, audience, day)
    own = (project.home / "docs", project.home / "overrides", theme_folder())
    chrome = (folder.parent / "docs", *own)
    report = audit_site(site.resolve(), scope, chrome=chrome)
    if scope:
        report = drop_false_positives(report, site.resolve(), project.config, scope)
        report.add(unfit(read_library(folder, folder.parent), audience, scope.today))
    click.echo(report.render(style, project.lang), nl=False)
    sys.exit(1 if report.has_findings else 0)


@click.command("host-files")
@click.argument("out", metavar="DIR", type=_FOLDER)
@click.option(
    "--server",
    "servers",
    multiple=True,
    type=click.Choice(["nginx", "caddy", "iis", "systemd"]),
)
@site_url_option
@click.option(
    "--store",
    callback=_place,
    default="/srv/thidua",
    show_default=True,
)
@click.option(
    "--project-dir",
    callback=_place,
    default="/opt/thidua",
    show_default=True,
)
@click.option(
    "--config-dir",
    callback=_place,
    default="/etc/nginx/conf.d",
    show_default=True,
)
@click.option("--port", type=click.IntRange(1, 65535))
@click.option("--tls/--no-tls", default=None)
@click.option("--brotli/--no-brotli", default=True, show_default=True)
@_audience
@click.pass_obj
def host_files(  # noqa: PLR0913, PLR0917 one parameter an option
    project: Project,
    out: Path,
    servers: tuple[str, ...],
    site_url: str | None,
    store: str,
    project_dir: str,
    config_dir: str,
    port: int | None,
    tls: bool | None,
    brotli: bool,
    audience: Audience,
) -> None:
    """Write configurations for the web server into DIR, with the redirects of the content."""
    from thidua.hosting.files import SERVERS, Host  # noqa: PLC0415
    from thidua.hosting.files import host_files as files  # noqa: PLC0415
    from thidua.mkdocs.building import BuildError, site_of  # noqa: PLC0415
    from thidua.outputs.redirects import moved_addresses  # noqa: PLC0415

    refuse_sources(project, out)
    try:
        site, configured = site_of(project.config, audience)
    except BuildError as error:
        raise click.UsageError(str(error)) from error
    address = site_url or configured
    host = Host(
        site_url=address,
        store=store.rstrip("/"),
        project=project_dir.rstrip("/"),
        config_folder=config_dir.rstrip("/"),
        port=port,
        tls=address.startswith("https:") if tls is None else tls,
        brotli=brotli,
        audience=audience,
    )
    texts = files(host, servers or tuple(SERVERS), moved_addresses(site))
    for name, text in texts.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    project.say("host_files_done", out=out, count=len(texts))


@click.command()
@click.argument(
    "lock", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_obj
def sbom(project: Project, lock: Path | None, out: Path | None) -> None:
    """Print the bill of materials (CycloneDX) of LOCK and of everything shipped to browsers."""
    from thidua.releases.sbom import bill_of_materials  # noqa: PLC0415

    if out is not None:
        refuse_sources(project, out)
    own = project.home / "requirements.lock"
    source = lock or (own if own.is_file() else lock_file())
    if not source.is_file():
        raise click.UsageError(phrase(project.lang, "cli.no_lock", path=source))
    try:
        text = bill_of_materials(source.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise click.UsageError(phrase(project.lang, "cli.no_lock", path=source)) from error
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_bytes(text.encode())


COMMANDS: tuple[click.Command, ...] = (
    publish,
    withdraw,
    rollback,
    verify,
    audit,
    host_files,
    sbom,
)

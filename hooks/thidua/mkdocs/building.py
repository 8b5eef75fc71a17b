"""Running MkDocs for ``thidua build`` and ``thidua serve``."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TextIO

from click import ClickException
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from thidua import progress
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.locale import LANGUAGES
from thidua.mkdocs.config_check import check_config
from thidua.mkdocs.settings import (
    BuildSettings,
    message_language,
    opened_store,
    read_settings,
    written_files,
)
from thidua.mkdocs.site_folder import SiteFolder, building_into
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from thidua.campaign.site import Site
    from thidua.reading.base import Audience


class BuildError(Exception):
    """The build failed; the old site was not touched. The text says why."""


def build_site(
    config_file: Path,
    out: Path,
    *,
    audience: Audience,
    site_url: str | None = None,
    strict: bool = False,
    offline: bool = False,
    content: Path | None = None,
    today: dt.date | None = None,
) -> int:
    """Build beside ``out``, then put what is different in its place: all of it, or nothing.

    Gives the number of pages. Raises `BuildError`; ``out`` is then as it was. MkDocs empties the folder
    it builds into first, so it never builds into ``out`` itself. ``offline`` pages link to files, not folders.
    ``content`` and ``today`` stand for those of the configuration.
    """
    refuse_bad_config(config_file)
    settings: dict[str, Any] = {"use_directory_urls": False} if offline else {}
    if site_url:
        settings["site_url"] = site_url
    purpose: Literal["built-public", "built-internal"] = (
        "built-public" if audience == "public" else "built-internal"
    )
    with opened_store(config_file.parent, purpose) as store:
        folder = SiteFolder.remembered(out, store)
        try:
            with _environment(audience, site_url, content, today), _logging():
                _build_into(folder, config_file, strict=strict, **settings)
                if not folder.finish():
                    # Somebody else wrote into the folder while we built.
                    _build_into(folder, config_file, strict=strict, **settings)
                    folder.finish()
        except (MkDocsException, ClickException, OSError) as error:
            raise BuildError(str(error)) from error
        finally:
            folder.close()
        folder.remember(store)
    return sum(path.endswith(".html") for path in folder.paths)


def _build_into(folder: SiteFolder, config_file: Path, **settings: Any) -> None:
    config = load_config(str(config_file), site_dir=str(folder.begin()), **settings)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with building_into(folder):
            mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


def refuse_bad_config(config_file: Path) -> None:
    """Raise `BuildError` with everything that is wrong in a mkdocs.yml, before MkDocs stops at the first of it."""
    report = check_config(config_file)
    if report.has_errors:
        raise BuildError(report.render("text", message_language(LANGUAGES[0])))


def settings_of(config_file: Path) -> BuildSettings:
    """Our settings as a build of ``config_file`` reads them. Raises `BuildError`."""
    return _loaded(config_file)[1]


def _loaded(config_file: Path) -> tuple[MkDocsConfig, BuildSettings]:
    """A configuration with our settings. Raises `BuildError`, in our words for what we can name.

    Before MkDocs reads it: reading alone can run what it says.
    """
    refuse_bad_config(config_file)
    try:
        config = load_config(str(config_file))
        return config, read_settings(config)
    except MkDocsException as error:
        raise BuildError(str(error)) from error


def site_of(config_file: Path, audience: Audience) -> tuple[Site, str]:
    """The projected content of ``config_file`` without building pages, and its address.

    Raises `BuildError` when the content has errors.
    """
    config, settings = _loaded(config_file)
    pages = written_files(config_file)
    with opened_store(settings.project, "content") as store:
        checked = check_content(settings.content, settings.project, pages, settings.today, store)
    if checked.report.has_errors:
        raise BuildError(checked.report.render("text", settings.lang))
    return project(checked.site, audience, settings.today), str(
        config.site_url or "http://localhost/"
    )


def context_of(config_file: Path, audience: Audience) -> Context:
    """The projected content of ``config_file`` as views are made from it, without building pages. Raises `BuildError`."""
    site, _ = site_of(config_file, audience)
    config, settings = _loaded(config_file)
    return Context(
        site=site,
        audience=audience,
        site_name=str(config.site_name),
        site_url=str(config.site_url or ""),
        lang=settings.site_lang,
        publisher=settings.publisher,
    )


def serve_site(config_file: Path, *, addr: str, audience: Audience | None) -> None:
    """Serve and rebuild until interrupted; mistakes in content are shown as a page. Raises `BuildError`.

    Without an audience everything is shown, drafts too, as far as nobody else reaches ``addr``.
    """
    site_url = f"http://{addr}/"
    try:
        with _environment(audience, site_url), _logging():
            mkdocs_serve.serve(str(config_file), livereload=True, dev_addr=addr, site_url=site_url)
    except (MkDocsException, ClickException, OSError) as error:
        raise BuildError(str(error)) from error


@contextmanager
def _environment(
    audience: Audience | None,
    site_url: str | None,
    content: Path | None = None,
    today: dt.date | None = None,
) -> Iterator[None]:
    given = {"AUDIENCE": audience, "SITE_URL": site_url, "CONTENT": content, "TODAY": today}
    wanted = {f"THIDUA_{name}": str(value) for name, value in given.items() if value}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _LogLines(logging.StreamHandler[TextIO]):
    """Lines of the log on a terminal that may show a line of the progress."""

    def emit(self, record: logging.LogRecord) -> None:
        progress.clear_line()
        super().emit(record)


@contextmanager
def unheard() -> Iterator[None]:
    """Builds without a line of the log: whoever asked for them tells what was found."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def _logging() -> Iterator[None]:
    """MkDocs' own lines on standard error, as its command prints them."""
    logger = logging.getLogger("mkdocs")
    handler = _LogLines(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)-8s %(message)s"))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)

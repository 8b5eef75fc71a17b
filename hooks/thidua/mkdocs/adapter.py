"""MkDocs events → our flow: read and check, project, make views, hand them over as pages.

State belongs to one build and is made anew in `on_config`: under ``mkdocs serve`` the hook module is
loaded once and lives through every rebuild (mkdocs#3993).
"""

from __future__ import annotations

import logging
import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from thidua import collector, converter, progress
from thidua.book.pdf import TypesettingError
from thidua.campaign.audience import files_of, project, project_everything
from thidua.campaign.site import Site
from thidua.campaign.site_keys import KnownDigests
from thidua.checks.run import check_content
from thidua.console import use_utf8
from thidua.diagnostics import START, Report, diagnose, one_line
from thidua.locale import LANGUAGES, phrase
from thidua.mkdocs.book_files import declared_books, site_books
from thidua.mkdocs.compiled_templates import CompiledTemplates
from thidua.mkdocs.config_check import check_books, check_config
from thidua.mkdocs.output_files import pack_sitemap, write_outputs
from thidua.mkdocs.page_printer import PagePrinter, pages_are_ours, write_pages
from thidua.mkdocs.pages import (
    DiagnosticsView,
    ViewPage,
    add_pages,
    clashing,
    use_directory_urls,
    written_pages,
)
from thidua.mkdocs.paper_files import add_papers
from thidua.mkdocs.photo_files import PhotoCache, PictureView, add_photos
from thidua.mkdocs.preview_guard import guarded, is_of_this_machine
from thidua.mkdocs.preview_notes import MARKS, PreviewNotes
from thidua.mkdocs.printed_pages import PrintedPages, shell_key
from thidua.mkdocs.rendered_pages import keep_rendered
from thidua.mkdocs.requested_files import RequestedFiles
from thidua.mkdocs.settings import (
    BuildSettings,
    message_language,
    opened_store,
    read_settings,
    written_files,
)
from thidua.mkdocs.site_folder import SiteFolder, folder_being_built
from thidua.mkdocs.template_environment import list_no_hidden_folders
from thidua.mkdocs.templates import LinkContext, install_globals, sections
from thidua.mkdocs.theme_assets import write_theme_sheet
from thidua.outputs.kept import KeptOutputs
from thidua.outputs.manifest import NAME as MANIFEST
from thidua.outputs.manifest import manifest
from thidua.outputs.search import SearchIndex
from thidua.store.database import Store
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from thidua.checks.run import CheckedContent
    from thidua.outputs.cards import WrittenPage
    from thidua.outputs.kept import Make
    from thidua.store.database import Objects

log = logging.getLogger("mkdocs.plugins.thidua")
"""A child of MkDocs' own logger, so that ``--strict`` counts our warnings."""

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "notice": logging.INFO}


@dataclass(slots=True)
class _BuildState:
    """What one build knows."""

    settings: BuildSettings
    site: Site = field(default_factory=Site)
    context: Context = field(init=False)
    report: Report = field(default_factory=Report)
    pictures: dict[str, PictureView] = field(default_factory=dict)
    store: Store = field(default_factory=lambda: Store(None))
    printed: PrintedPages | None = None
    """None where the content is broken."""
    notes: PreviewNotes | None = None
    """Under ``serve`` alone."""
    nav: Navigation = field(init=False)
    printer: PagePrinter = field(init=False)
    place: LinkContext = field(init=False)
    written: tuple[WrittenPage, ...] = ()

    def __post_init__(self) -> None:
        self.context = Context(Site(), lang=self.settings.site_lang)

    @property
    def broken(self) -> bool:
        return self.report.has_errors


def _path_finder(paths: frozenset[str]) -> Callable[[str], bool]:
    """Whether a text holds one of ``paths``, without going through all of them for each text."""
    begin = posixpath.commonprefix([*paths])
    lengths = {len(path) for path in paths}

    def holds(text: str) -> bool:
        at = text.find(begin)
        while paths and at >= 0:
            if any(text[at : at + length] in paths for length in lengths):
                return True
            at = text.find(begin, at + 1)
        return False

    return holds


class Adapter:
    """The event methods; one object serves all builds of a process."""

    def __init__(self) -> None:
        self.command: Literal["build", "gh-deploy", "serve"] = "build"
        self._build: _BuildState | None = None
        self._photos = PhotoCache()
        self._folder = SiteFolder(Path())
        self._templates = CompiledTemplates()
        self._search = SearchIndex()
        self._objects: Objects = {}
        self._shown_objects: Objects = {}
        self._digests = KnownDigests()
        self._requested = RequestedFiles()

    @property
    def build(self) -> _BuildState:
        assert self._build is not None, "on_config comes first"
        return self._build

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is watching; ``--dirty`` would drop pages and is refused."""
        use_utf8()
        self.command = command
        if dirty:
            raise PluginError(phrase(message_language(LANGUAGES[0]), "settings.dirty"))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build: settings, Markdown extensions, folders to watch."""
        self._refuse_bad_config(Path(config.config_file_path))
        settings = read_settings(config)
        self._close_store()
        shown = self._shown_objects if self.command == "serve" else None
        store = opened_store(settings.project, settings.audience, shown)
        self._build = _BuildState(settings, store=store)
        self._refuse_content_as_target(config)
        self._begin_folder(config)
        lang = self.build.settings.site_lang
        config.theme["language"] = lang
        # Material asks a host of fonts otherwise; ours come from the site.
        config.theme["font"] = False
        list_no_hidden_folders(config.theme)
        # Hand-written pages and event bodies are the same Markdown.
        config.markdown_extensions = [*converter.EXTENSIONS]
        config.mdx_configs = converter.extension_configs(lang)
        content = str(self.build.settings.content)
        if content not in config.watch:
            config.watch.append(content)
        return config

    def _begin_folder(self, config: MkDocsConfig) -> None:
        """Find out where files go: in a preview beside what is served, else where the build is told to write."""
        folder = Path(config.site_dir)
        if self.command != "serve":
            self._folder = folder_being_built() or SiteFolder(folder)
            return
        if self._folder.folder != folder:
            self._folder = SiteFolder(folder, is_own=True)
        config.site_dir = str(self._folder.begin())

    def _refuse_content_as_target(self, config: MkDocsConfig) -> None:
        """Stop before MkDocs empties the folder of the content: ``mkdocs build -d content``."""
        target, content = Path(config.site_dir).resolve(), self.build.settings.content
        if target.is_relative_to(content) or content.is_relative_to(target):
            found = diagnose("mkdocs.yml", START, "E909", key="site_dir", other=content.name)
            raise PluginError(one_line(found, self.build.settings.lang))

    def _refuse_bad_config(self, config_file: Path) -> None:
        """Log what MkDocs took for right in its file, such as a key nobody reads."""
        report = check_config(config_file)
        lang = message_language(LANGUAGES[0])
        for item in report:
            log.log(_LEVELS[item.severity], one_line(item, lang))
        if report.has_errors:
            errors = report.count("error")
            raise PluginError(phrase(lang, "settings.config_errors", count=errors))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check everything before MkDocs empties the site folder; the last good site stays on errors."""
        collector.pause()
        build = self.build
        objects = self._objects if self.command == "serve" else None
        with opened_store(build.settings.project, "content", objects) as store:
            checked = check_content(
                build.settings.content,
                build.settings.project,
                written_files(Path(config.config_file_path)),
                build.settings.today,
                store,
            )
        build.report = checked.report
        build.report.add(check_books(Path(config.config_file_path), checked.site))
        whole = self._shows_everything(config)
        shown = (
            project_everything(checked.site)
            if whole
            else project(checked.site, build.settings.audience, build.settings.today)
        )
        self._log_report(checked, shown)
        if build.broken:
            if self.command != "serve":
                errors = checked.report.count("error")
                raise PluginError(phrase(build.settings.lang, "settings.errors", count=errors))
            return
        build.site = shown
        if self.command == "serve":
            settings = build.settings
            seen = None if whole else shown
            build.notes = PreviewNotes(
                checked.site, checked.report, settings.today, settings.lang, seen
            )
        build.context = Context(
            site=build.site,
            audience="internal" if whole else build.settings.audience,
            site_name=str(config.site_name),
            site_url=str(config.site_url or ""),
            directory_urls=bool(config.use_directory_urls),
            lang=build.settings.site_lang,
            publisher=build.settings.publisher,
            books=frozenset(declared_books(build.site, build.settings.books)),
        )
        build.printed = PrintedPages(build.context, build.store, build.notes, self._digests)

    def _shows_everything(self, config: MkDocsConfig) -> bool:
        """Whether a preview shows drafts and what is internal: where no audience is asked for, and nobody else reaches it."""
        stated = os.environ.get("THIDUA_AUDIENCE")
        return self.command == "serve" and not stated and is_of_this_machine(config.dev_addr.host)

    def _log_report(self, checked: CheckedContent, shown: Site) -> None:
        """Log the report.

        Who sees the log of a public build need not be who may read the content: what only wants a look and speaks
        of files that are not all public is counted, and `thidua check` tells it.
        """
        settings = self.build.settings
        hidden: frozenset[str] = frozenset()
        if settings.audience == "public" and self.command != "serve" and not self.build.broken:
            hidden = checked.files - files_of(shown, checked.files)
        speaks_of_hidden = _path_finder(hidden)
        kept_back = []
        for item in checked.report:
            if any(map(speaks_of_hidden, (item.path, *(str(value) for _, value in item.params)))):
                kept_back.append(item)
            else:
                log.log(_LEVELS[item.severity], one_line(item, settings.lang))
        if kept_back:
            level = max(_LEVELS[item.severity] for item in kept_back)
            log.log(level, phrase(settings.lang, "site.kept_back", count=len(kept_back)))

    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a page for every view; all but those of the short nav stay outside the navigation."""
        progress.begin("views")
        build = self.build
        if not config.use_directory_urls:
            use_directory_urls(files)
        if build.printed:
            add_pages(files, build.printed.listed(), config, build.printed.view)
        else:
            broken = self._diagnostics_view()
            add_pages(files, [broken.listed], config, lambda _address: broken)
        project = build.settings.project
        build.pictures = add_photos(
            files, build.site.events, config, project, self._photos.folder(project)
        )
        add_papers(files, build.site, config, project)
        for one, other in clashing(files):
            raise PluginError(phrase(build.settings.lang, "site.paths_clash", one=one, other=other))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Date every page by its content, so that two builds of one commit agree on any day."""
        newest = max(
            (e.span.last.isoformat() for e in self.build.site.events), default="2000-01-01"
        )
        for file in files.documentation_pages():
            page = file.page
            if page is not None:
                updated = page.listed.updated if isinstance(page, ViewPage) else ""
                page.update_date = updated or newest
        keep_rendered(files, config, self.build.store)
        self.build.nav = nav
        return nav

    def _diagnostics_view(self) -> DiagnosticsView:
        return DiagnosticsView(
            address="/",
            title=phrase(self.build.settings.site_lang, "site.broken_title"),
            description="",
            items=tuple(self.build.report),
        )

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Give the templates their filters and strings."""
        build = self.build
        # The marks of a preview know links by the ends of their addresses, so those are whole.
        build.place = LinkContext(config, build.settings.site_lang)
        build.written = written_pages(files)
        install_globals(
            env, build.place, build.context, tuple(build.report) if build.broken else ()
        )
        env.globals["pictures"] = build.pictures
        env.globals["listed_pages"] = [file.page for file in files.documentation_pages()]
        env.globals["preview_marks"] = MARKS if build.notes else ""
        env.bytecode_cache = self._templates
        build.printer = PagePrinter(
            env,
            build.place,
            config,
            build.nav,
            tuple(files.documentation_pages()),
            build.context,
            build.pictures,
        )
        if build.printed:
            shell = shell_key(
                config,
                map(Path, config.theme.dirs),
                tuple(sections(build.nav, None)),
                env.globals["updated_to"],
                env.globals["preview_marks"],
                sorted(build.context.labels.items()),
            )
            build.printed.find(shell, build.pictures)
            if pages_are_ours(config):
                write_pages(build.printer, build.printed, files, self._folder.take)
        return env

    def on_template_context(
        self, context: dict[str, Any], *, template_name: str, config: MkDocsConfig
    ) -> dict[str, Any]:
        """Pages of the theme itself, such as 404."""
        self.build.place.at_template(str(context.get("base_url") or ""), context["nav"])
        return context

    def on_page_context(
        self, context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """Hand the view and its head to the template."""
        build = self.build
        build.place.at_page(page, nav)
        if isinstance(page, ViewPage):
            # Only where the content is broken, or other plugins want to see each page.
            view = build.printed.view(page.listed.address) if build.printed else self._diagnostics_view()  # fmt: skip
            note = build.printed.note(page.listed.address) if build.printed else None
            context["html"] = build.printer.html(page, view, {**context}, note)
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files beside the pages, when all others are there."""
        progress.begin("files")
        self._forget_pages()
        build, site_dir = self.build, Path(config.site_dir)
        write_theme_sheet(site_dir, config, build.store)
        folder = self._folder
        later: dict[str, Make] | None = {} if self.command == "serve" else None
        if build.printed:
            printed = build.printed
            search = self._search if self.command == "serve" else None
            kept = KeptOutputs(
                build.store, printed.settings, printed.keys, search, folder.has, later
            )
            home = folder.place_of("index.html")
            write_outputs(site_dir, build.context, build.written, kept, home, folder.take_output)
            self._write_books(kept)
            pack_sitemap(site_dir)
            if self.command != "serve":
                folder.take_output(MANIFEST, manifest(site_dir, folder.entries()))
        if build.notes:
            folder.take_output(MARKS, build.notes.marks().encode())
        if later is not None:
            folder.finish()
            self._requested.begin(later)
        build.store.close()
        collector.resume()

    def _forget_pages(self) -> None:
        """Hold no page longer: what it was made from is as much as the files beside the pages take."""
        build = self.build
        build.printer.env.globals["listed_pages"] = []
        del build.printer
        if build.printed:
            build.printed.forget()

    def _write_books(self, kept: KeptOutputs) -> None:
        """Write the year books, whose photographs lie in the site."""
        build, folder, write = self.build, self._folder, self._folder.take_output

        def picture(name: str) -> bytes:
            return folder.place_of(name).read_bytes()

        try:
            for path, data in site_books(build.context, build.pictures, picture, kept):
                write(path, data)
        except TypesettingError as error:
            names = ", ".join(sorted(build.context.books))
            text = phrase(build.settings.lang, "book.typesetting_failed", name=names, reason=error)
            raise PluginError(text) from error

    def on_build_error(self, error: Exception) -> None:
        """The end of a build that came to none."""
        collector.resume()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Let the preview answer nobody but who looks at it."""
        serve = server.get_app()
        assert serve is not None, "MkDocs sets it when it makes the server"
        server.set_app(guarded(self._requested.before(serve)))
        return server

    def on_shutdown(self) -> None:
        """The end of a process or of a build by `thidua.mkdocs.building`."""
        self._photos.close()
        if self.command == "serve":
            self._folder.close()
        self._close_store()

    def _close_store(self) -> None:
        """Let go of the cache, also after a build that came to no end."""
        if self._build is not None:
            self._build.store.close()

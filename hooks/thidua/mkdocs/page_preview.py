"""One page of an event as a build would print it, without building a site: for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from thidua import photos
from thidua.campaign.audience import project
from thidua.converter import EXTENSIONS, extension_configs
from thidua.mkdocs.building import BuildError, refuse_bad_config
from thidua.mkdocs.page_printer import PagePrinter
from thidua.mkdocs.pages import ViewPage, add_pages, nav_titles
from thidua.mkdocs.paper_files import add_papers
from thidua.mkdocs.photo_files import FOLDER, PhotoCache, picture_view
from thidua.mkdocs.settings import BuildSettings, read_settings
from thidua.mkdocs.templates import LinkContext, install_globals
from thidua.outputs.theme_styles import NAME, STYLES
from thidua.shipped_files import theme_folder
from thidua.views.events import event_page
from thidua.views.shared.page import Context, ListedPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from thidua.campaign.site import EventEntry, Site
    from thidua.mkdocs.photo_files import PictureView
    from thidua.reading.library import Library


@dataclass(slots=True)
class PagePreview:
    """Prints pages one at a time; what does not change between them is made once."""

    config: MkDocsConfig
    settings: BuildSettings
    env: jinja2.Environment
    files: Files
    assets: dict[str, Path]
    """Files that pages load, by their address from the root of the preview."""
    _photos: PhotoCache

    @classmethod
    def of(cls, config_file: Path) -> PagePreview:
        """A preview of the site of a mkdocs.yml. Raises BuildError."""
        refuse_bad_config(config_file)
        try:
            config = load_config(str(config_file), site_url="http://127.0.0.1/")
            # As every build begins; MkDocs' own files cannot be made before.
            config.plugins.on_startup(command="serve", dirty=False)
            settings = read_settings(config)
        except MkDocsException as error:
            raise BuildError(str(error)) from error
        lang = settings.site_lang
        config.theme["language"], config.theme["font"] = lang, False
        config.markdown_extensions = [*EXTENSIONS]
        config.mdx_configs = extension_configs(lang)
        ours = str(theme_folder())
        if ours not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
        env = config.theme.get_env()
        files = get_files(config)
        files.add_files_from_theme(env, config)
        assets = _sources(files)
        for address, source in list(assets.items()):
            if address.startswith(f"/{STYLES}/main.") and address.endswith(".min.css"):
                assets[f"/{STYLES}/{NAME}"] = source
        return cls(config, settings, env, files, assets, PhotoCache())

    def html(self, library: Library, site: Site, path: str) -> str:
        """The page of the event written at ``path``, as those inside would see it once it is published.

        KeyError where the event cannot be shown.
        """
        shown = project(site, "internal", self.settings.today)
        entry = next((event for event in shown.events if event.path == path), None)
        if entry is None:
            raise KeyError(path)
        settings = self.settings
        context = Context(
            site=shown, audience="internal", site_name=str(self.config.site_name), site_url="http://127.0.0.1/",
            directory_urls=True, lang=settings.site_lang, publisher=settings.publisher,
        )  # fmt: skip
        view = event_page(context, entry)
        files = get_files(self.config)
        add_pages(files, [view.listed, *self._sections(files)], self.config, lambda _address: view)
        add_papers(files, shown, self.config, settings.project)
        self.assets |= _sources(files)
        nav = get_navigation(files, self.config)
        place = LinkContext(self.config, settings.site_lang)
        install_globals(self.env, place, context, ())
        pictures = self._pictures(library, entry)
        self.env.globals |= {"pictures": pictures, "listed_pages": []}
        own = tuple(files.documentation_pages())
        page = next(p for f in own if isinstance(p := f.page, ViewPage) and p.listed.address == view.address)  # fmt: skip
        printer = PagePrinter(self.env, place, self.config, nav, own, context, pictures)
        return printer.html(page, view)

    def _sections(self, files: Files) -> Iterator[ListedPage]:
        """What the menu of the page leads to, by name alone."""
        for uri, title in nav_titles(self.config.nav):
            if files.get_file_from_path(uri) is None:
                yield ListedPage(f"/{uri.removesuffix('index.md')}", title or "", "", "", "")

    def _pictures(self, library: Library, entry: EventEntry) -> dict[str, PictureView]:
        """Pictures of an event, also of files that are not written yet; their renditions become assets."""
        cache = self._photos.folder(self.settings.project)
        found = {}
        for photo in entry.record.photos:
            path = f"{entry.folder}/{photo.file}"
            with library.open(path) as file:
                picture = photos.render(file.read(), cache)
            for rendition in picture.renditions:
                self.assets[f"/{FOLDER}/{rendition.name}"] = photos.rendition_path(cache, rendition)
            found[path] = picture_view(picture)
        return found


def _sources(files: Files) -> dict[str, Path]:
    """Where the files of a site that are no pages come from, by their address."""
    return {
        f"/{file.dest_uri}": Path(file.abs_src_path)
        for file in files
        if file.abs_src_path and not file.is_documentation_page()
    }

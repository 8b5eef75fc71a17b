"""What templates are given: filters, strings, and the head of a page."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from jinja2 import pass_context
from markupsafe import Markup

from thidua import prose
from thidua.campaign import addresses
from thidua.dates import PartialDate, words
from thidua.mkdocs.pages import ViewPage, address_from_root, root_path
from thidua.mkdocs.template_environment import prepare
from thidua.outputs.theme_styles import with_own_name
from thidua.share_picture import HEIGHT, WIDTH
from thidua.text import typeset
from thidua.views.shared.page import Link, full_url, translations
from thidua.views.shared.share_pictures import has_public_address, site_picture
from thidua.views.shared.sharing import citation, publisher_line, report_link, structured_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import jinja2
    from jinja2.runtime import Context as JinjaContext
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import nav as navigation
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from thidua.diagnostics import Diagnostic
    from thidua.mkdocs.photo_files import PictureView
    from thidua.views.shared.page import Context, ProseSource
    from thidua.views.shared.page import Page as View


@dataclass(frozen=True, slots=True)
class HeadImage:
    """The picture that a link to the page shows; asked for by its whole address."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """What ``main.html`` prints into ``<head>``; it escapes all of it."""

    title: str
    description: str
    canonical: str
    og_type: str
    image: HeadImage | None
    published: str
    modified: str
    json_ld: str
    feeds: tuple[tuple[str, str], ...]
    report: str
    """Where to tell that the page is wrong; empty where nobody takes it."""


def head_image(
    ctx: Context, view: View | None, pictures: Mapping[str, PictureView]
) -> HeadImage | None:
    """The picture of a page, or of one that no view is of; None where others cannot reach the site."""
    if not has_public_address(ctx.site_url):
        return None
    photo = view.first_photo if view else None
    if photo:
        shown = pictures[photo.file]
        url = full_url(ctx, shown.large) or ""
        return HeadImage(url, shown.width, shown.height, photo.alt)
    picture = (view.picture if view else None) or site_picture(ctx)
    url = full_url(ctx, f"{addresses.PICTURES}{picture.name}") or ""
    return HeadImage(url, WIDTH, HEIGHT, picture.words_beside(view.title if view else ""))


def head(
    page: ViewPage, view: View, ctx: Context, repo_url: str, pictures: Mapping[str, PictureView]
) -> Head:
    """The head of a view's page."""
    url, title = page.canonical_url or "", view.head_title or view.title
    image = head_image(ctx, view, pictures)
    photo = image.url if image and view.first_photo else ""
    said = structured_data(ctx, view, url, photo, view.modified)
    return Head(
        title=title,
        description=view.description,
        canonical=url,
        og_type=view.og_type,
        image=image,
        published=view.published,
        modified=view.modified,
        json_ld=json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else "",
        feeds=tuple((feed.title, (feed.address or "").lstrip("/")) for feed in view.feeds),
        report=report_link(ctx, title, url or view.address, repo_url),
    )


def languages(ctx: Context, address: str) -> tuple[tuple[str, str], ...]:
    """Languages and full addresses of a page that is there in several, for ``hreflang``; empty for all others."""
    found = translations(ctx)
    if address not in found or not ctx.site_url:
        return ()
    full = [(lang, full_url(ctx, other) or "") for other, lang in found.items()]
    return (*full, ("x-default", full[0][1]))


class Section(NamedTuple):
    """An entry of the short navigation, as a page shows it; a tuple, since each page looks for what is kept of them."""

    title: str
    url: str
    current: Literal["", "page", "true"]
    """For ``aria-current``: the page itself, or one inside the section."""


class _MenuEntry(NamedTuple):
    """What is the same on all pages of an entry of the short navigation."""

    title: str
    url: str
    folder: str
    """Of the folder, not the address: where pages are opened from a folder, addresses name files."""
    item: Page | navigation.Section | navigation.Link
    target: object


def _menu(nav: Navigation) -> Iterator[_MenuEntry]:
    for item in nav.items:
        target = item.children[0] if item.children else item
        url = getattr(target, "url", None) or ""
        folder = posixpath.dirname(url).strip("./")
        title = Markup(item.title or "").striptags()  # noqa: S704 what it holds of HTML is taken away
        yield _MenuEntry(title, url, folder and f"/{folder}/", item, target)


def sections(nav: Navigation, page: Page | None) -> Iterator[Section]:
    """The short navigation as ``page`` shows it."""
    return _sections(_menu(nav), page)


def _sections(menu: Iterable[_MenuEntry], page: Page | None) -> Iterator[Section]:
    place = addresses.menu_section(f"/{page.url}") if page is not None else ""
    for entry in menu:
        inside = place.startswith(entry.folder) if entry.folder else entry.item.active
        is_page = page is not None and entry.target is page
        yield Section(entry.title, entry.url, "page" if is_page else "true" if inside else "")


class LinkContext:
    """Where the template being printed stands, so that addresses become links from there.

    Held beside the templates, not taken from their context: macros imported without context are
    made once a build instead of once a page, which is a quarter of the cost of a page.
    """

    def __init__(self, config: MkDocsConfig, lang: str) -> None:
        self.config = config
        self._lang = lang
        self._root = ""
        self._from_root: dict[str, str] = {}
        self._kept: dict[tuple[object, ...], str] = {}
        self._nav: Navigation | None = None
        self._menu: tuple[_MenuEntry, ...] = ()
        self.sections: tuple[Section, ...] = ()

    def at_page(self, page: Page, nav: Navigation) -> None:
        """Links are relative to ``page`` from now on."""
        self._root = root_path(page.url)
        if nav is not self._nav:
            self._nav, self._menu = nav, tuple(_menu(nav))
        self.sections = tuple(_sections(self._menu, page))

    def at_template(self, base_url: str, nav: Navigation) -> None:
        """A page such as 404 is shown at any depth: its links begin at the root of the site."""
        self._root = base_url.rstrip("/") + "/"
        self.sections = tuple(sections(nav, None))

    def rel(self, address: str | None) -> str:
        """An address as a link from here."""
        if not address:
            return ""
        # Asked for a hundred times a page, of the same few thousand addresses.
        if (target := self._from_root.get(address)) is None:
            target = self._from_root[address] = address_from_root(address, self.config)
        return self._root + target

    def cached_block(self, name: str, caller: Callable[[], str]) -> str:
        """What ``caller`` prints here, printed once for all pages of one depth and section.

        ``{% call kept("mast") %}…{% endcall %}`` is for what depends on nothing else: the head and foot of the page,
        a third of its cost.
        """
        key = name, self._root, self.sections
        if key not in self._kept:
            self._kept[key] = caller()
        return self._kept[key]

    def md(self, source: ProseSource) -> Markup:
        """Markdown of a view as sanitised HTML, its links written for this place."""
        if source.is_empty:
            return Markup()
        return Markup(prose.render(source.text, source.links, self._lang).relative(self.rel))  # noqa: S704 sanitised


_FEATURES_OF_EXTRA = ("analytics", "consent", "material_bundle", "polyfills", "version")
_FEATURES_OF_THEME = ("direction", "features", "icon", "palette")
"""Settings that Material's ``base.html`` answers to and our shell does not."""


def shell(config: MkDocsConfig) -> str:
    """The template around every page: ours, or Material's where somebody asks for a feature of it or has replaced it."""
    theme = config.theme
    asked = any(config.extra.get(name) for name in _FEATURES_OF_EXTRA) or any(
        theme[name] for name in _FEATURES_OF_THEME if name in theme
    )
    replaced = sum((Path(folder) / "base.html").is_file() for folder in theme.dirs) > 1
    return "base.html" if asked or replaced else "shell.html"


def _script_json(value: Any) -> Markup:
    """Data of a view for a script of the page: JSON in which no tag begins."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(data.replace("<", "\\u003c"))  # noqa: S704 a script holds no markup


def _updated_to(context: Context) -> str:
    """``Cập nhật đến ngày …``, by the content; empty where nothing in it has a day."""
    day = context.content_day
    if day is None:
        return ""
    said = words(PartialDate.of(day), context.lang, weekday=False)
    return typeset(context.ui["updated_to"].format(day=said))


def page_words(context: Context) -> dict[str, Any]:
    """The words that pages of every kind print, in the language of the context."""
    ui = context.ui
    return {
        "ui": ui,
        "labels": context.labels,
        "footer_links": (
            Link(ui["search"], addresses.SEARCH),
            Link(ui["news_all"], addresses.ALL_EVENTS_FEED),
            Link(ui["updates"], addresses.UPDATES),
            Link(ui["data"], addresses.DATA),
            *([Link(ui["coverage"], addresses.COVERAGE)] if context.audience == "internal" else ()),
            Link(ui["about"], addresses.ABOUT),
        ),
        "publisher_line": publisher_line(context),
        "citation": citation(context),
        "updated_to": _updated_to(context),
    }


def install_globals(
    env: jinja2.Environment,
    place: LinkContext,
    context: Context,
    diagnostics: tuple[Diagnostic, ...],
) -> None:
    """Add filters and globals; templates loop and print, nothing here decides what is shown."""

    def says(item: Diagnostic) -> dict[str, Any]:
        return item.as_dict(context.lang)

    # Takes the context it does not need: Jinja works out other filters of constants (`'/lich/' | rel`)
    # when it compiles a template, and all pages would share the links of the first.
    @pass_context
    def rel(_: JinjaContext, address: str | None) -> str:
        return place.rel(address)

    prepare(env)
    env.globals["shell"] = shell(place.config)
    env.globals["place"] = place
    env.globals["cached_block"] = place.cached_block
    env.filters["rel"] = rel
    env.filters["md"] = place.md
    env.filters["says"] = says
    env.filters["own_sheet_name"] = with_own_name
    env.filters["script_json"] = _script_json
    env.globals |= page_words(context)
    env.globals["page_lang"] = ""
    env.globals["site_lang"] = context.lang
    env.globals["site_image"] = head_image(context, None, {})
    env.globals["translations"] = translations(context)
    env.globals["languages"] = partial(languages, context)
    env.globals["publisher_name"] = context.publisher.name
    env.globals["audience"] = context.audience
    env.globals["diagnostics"] = diagnostics

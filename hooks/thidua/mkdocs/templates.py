"""What templates are given: filters, strings, and the head of a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup

from thidua import prose
from thidua.diagnostics import Diagnostic
from thidua.mkdocs.pages import ViewPage, relative

if TYPE_CHECKING:
    import jinja2
    from jinja2.runtime import Context as JinjaContext
    from mkdocs.config.defaults import MkDocsConfig

    from thidua.views.common import Context, ProseSource


@dataclass(frozen=True, slots=True)
class Head:
    """What ``main.html`` prints into ``<head>``; it escapes all of it."""

    title: str
    description: str
    canonical: str
    og_type: str
    image: str
    json_ld: str
    feeds: tuple[tuple[str, str], ...]


def head(page: ViewPage) -> Head:
    """The head of a view's page."""
    view = page.view
    return Head(
        title=view.title,
        description=view.description,
        canonical=page.canonical_url or "",
        og_type=view.og_type,
        image="",
        json_ld=json.dumps(dict(view.json_ld), ensure_ascii=False) if view.json_ld else "",
        feeds=tuple((feed.title, (feed.address or "").lstrip("/")) for feed in view.feeds),
    )


def install(
    env: jinja2.Environment,
    config: MkDocsConfig,
    context: Context,
    diagnostics: tuple[Diagnostic, ...],
) -> None:
    """Add filters and globals; templates loop and print, nothing here decides what is shown."""

    @pass_context
    def rel(ctx: JinjaContext, address: str | None) -> str:
        """An address as a link from the page being printed; 404 pages link from the root."""
        if not address:
            return ""
        page = ctx.get("page")
        if page is None:
            base = str(ctx.get("base_url") or "").rstrip("/")
            return f"{base}{address}"
        return relative(page.url, address, config)

    @pass_context
    def md(ctx: JinjaContext, source: ProseSource) -> Markup:
        """Markdown of a view as sanitised HTML, its links written for the page being printed."""
        if source.is_empty:
            return Markup()
        url = ctx["page"].url
        rendered = prose.render(source.text, source.links)
        return Markup(rendered.relative(lambda address: relative(url, address, config)))  # noqa: S704 sanitised

    def says(item: Diagnostic) -> dict[str, Any]:
        return item.as_dict(context.lang)

    env.filters["rel"] = rel
    env.filters["md"] = md
    env.filters["says"] = says
    env.globals["ui"] = context.ui
    env.globals["labels"] = context.labels
    env.globals["audience"] = context.audience
    env.globals["diagnostics"] = diagnostics

"""The page of the open data: which tables there are, what their columns mean, how to cite and use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.campaign.data_columns import COLUMNS
from thidua.campaign.papers import site_papers
from thidua.pledges.articles import split_body
from thidua.views.shared.page import Link, Page, full_url
from thidua.views.shared.sharing import citation, licence, organization

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.views.shared.page import Context


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the open data."""

    name: str
    title: str
    rows: int
    files: tuple[Link, ...]
    schema: Link
    columns: tuple[tuple[str, str], ...]
    """Names and what they mean."""


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """The open data, explained."""

    template = "data.html"
    tables: tuple[TableView, ...]
    cited: str
    licence: Link | None
    feeds_to_keep: tuple[Link, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The page of the open data."""
    ui, title = ctx.ui, ctx.ui["data_title"]
    url = full_url(ctx, addresses.DATA) or addresses.DATA
    description = ui["data_description"].format(site=ctx.site_name)
    tables = tuple(_tables(ctx))
    yield DataPage(
        address=addresses.DATA,
        title=title,
        description=description,
        crumbs=(ctx.home(),),
        json_ld=_data_set(ctx, description, tables),
        tables=tables,
        cited=citation(ctx, title, url),
        licence=licence(ctx),
        feeds_to_keep=(
            Link(ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),
            Link(ui["news_all"], addresses.ALL_EVENTS_FEED),
        ),
    )


def _tables(ctx: Context) -> Iterator[TableView]:
    counts, said = _counts(ctx), ctx.site.sector.fields(ctx.lang)
    for name, before, record, after in COLUMNS:
        fields = {info.alias or key: key for key, info in record.model_fields.items()} if record else {}  # fmt: skip
        own = [column for column in before if column not in fields]
        columns = [(c, _meaning(ctx, name, c)) for c in own]
        columns += [(c, said[f"{record.__name__}.{c}"]) for c in fields if record]
        columns += [(c, _meaning(ctx, name, c)) for c in after]
        yield TableView(
            name=name,
            title=ctx.label("table", name),
            rows=counts[name],
            files=tuple(
                Link(end.upper(), addresses.data_file(name, end)) for end in ("csv", "json")
            ),
            schema=Link(ctx.ui["data_schema"], addresses.data_schema(name)),
            columns=tuple(columns),
        )


def _meaning(ctx: Context, table: str, column: str) -> str:
    """What a column holds; some names mean another thing in another table."""
    return ctx.labels.get(f"column:{table}.{column}") or ctx.label("column", column)


def _counts(ctx: Context) -> Mapping[str, int]:
    site, pledges = ctx.site, ctx.site.pledges.values()
    return {
        "events": len(site.events),
        "clusters": len(site.clusters),
        "units": len(site.units),
        "pledges": len(pledges),
        "articles": sum(len(split_body(pledge.body).articles) for pledge in pledges),
        "targets": sum(len(pledge.record.targets) for pledge in pledges),
        "commemorations": len(site.commemorations),
        "campaigns": len(site.campaigns),
        "leaders": sum(map(len, site.terms_in_order.values())),
        "awards": sum(len(award.to) for e in site.events for award in e.record.awards),
        "figures": sum(len(event.record.figures) for event in site.events),
        "documents": sum(1 for _ in site_papers(site)),
    }


def _data_set(ctx: Context, description: str, tables: tuple[TableView, ...]) -> dict[str, Any]:
    """schema.org/Dataset. https://schema.org/Dataset"""
    data: dict[str, Any] = {
        "@type": "Dataset",
        "name": f"{ctx.site_name}: {ctx.ui['data_title']}",
        "description": description,
        "inLanguage": ctx.lang,
    }
    publisher = organization(ctx)
    if publisher:
        data["creator"] = publisher
    if ctx.publisher.licence_url:
        data["license"] = ctx.publisher.licence_url
    if ctx.site_url:
        kinds = {"CSV": "text/csv", "JSON": "application/json"}
        data["url"] = full_url(ctx, addresses.DATA)
        data["distribution"] = [
            {
                "@type": "DataDownload",
                "name": table.name,
                "encodingFormat": kinds[file.title],
                "contentUrl": full_url(ctx, file.address or ""),
            }
            for table in tables
            for file in table.files
        ]
    return data

"""The page of the open data: which tables there are, what their columns mean, how to cite and use them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from thidua.campaign import addresses
from thidua.campaign.cluster_names import full_names
from thidua.campaign.data_columns import COLUMNS, columns_of
from thidua.campaign.papers import site_papers
from thidua.campaign.scores import points_by_stage, scored_units
from thidua.campaign.terms import leader_of
from thidua.locale import CONTENT
from thidua.pledges.articles import split_body
from thidua.text import fold
from thidua.views.shared.page import Link, Page, full_url
from thidua.views.shared.sharing import citation, licence, organization

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thidua.campaign.site import Site
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


class Query(NamedTuple):
    """A question to the database; its name, which no table may have, is the key of its words."""

    name: str
    sql: str


QUERIES = (
    Query(
        "newest_leads",
        """\
SELECT "from", cluster_name, lead_name
FROM leaders
WHERE lead IS NOT NULL
ORDER BY "from" DESC, cluster, term
LIMIT 5""",
    ),
    Query(
        "commonest_kinds",
        """\
SELECT kind, count(*) AS events
FROM event_kinds
GROUP BY kind
ORDER BY events DESC, kind
LIMIT 5""",
    ),
    Query(
        "giao_uoc_events",
        """\
SELECT search.id, search.title
FROM search_fts JOIN search ON search.rowid = search_fts.rowid
WHERE search_fts MATCH 'title : "giao uoc"' AND kind = 'events'
ORDER BY search.id DESC
LIMIT 5""",
    ),
)
"""Shown with their answers, and given to Datasette: a join of nothing, a count, and the full-text index without marks."""
_MOST = 5
"""Rows of an answer, as the questions say themselves."""


@dataclass(frozen=True, slots=True)
class QueryView:
    """A question to the database and its answer on this site."""

    title: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class DataPage(Page):
    """The open data, explained."""

    template = "data.html"
    tables: tuple[TableView, ...]
    cited: str
    licence: Link | None
    whole: tuple[Link, ...]
    """The database, and the files that describe it and the tables."""
    queries: tuple[QueryView, ...]
    feeds_to_keep: tuple[Link, ...]


def pages(ctx: Context) -> Iterator[Page]:
    """The page of the open data."""
    ui, title = ctx.ui, ctx.ui["data_title"]
    url = full_url(ctx, addresses.DATA) or addresses.DATA
    description = ui["data_description"].format(site=ctx.site_name)
    tables = data_tables(ctx)
    yield DataPage(
        address=addresses.DATA,
        title=title,
        description=description,
        crumbs=(ctx.home(),),
        json_ld=_data_set(ctx, description, tables),
        tables=tables,
        cited=citation(ctx, title, url),
        licence=licence(ctx),
        whole=(
            Link(ui["data_database_file"], addresses.DATABASE),
            Link(ui["data_datasette_file"], addresses.DATASETTE_METADATA),
            Link(ui["data_package_file"], addresses.DATA_PACKAGE),
        ),
        queries=tuple(_queries(ctx)),
        feeds_to_keep=(
            Link(ui["calendar_feed"], addresses.ALL_COMMEMORATIONS_ICS),
            Link(ui["news_all"], addresses.ALL_EVENTS_FEED),
        ),
    )


def data_tables(ctx: Context) -> tuple[TableView, ...]:
    """Every table, with its title and what its columns mean."""
    return tuple(_tables(ctx))


def licence_of_rows(ctx: Context) -> str:
    """What each row says of its licence: the address of the terms, which is the shorter and the surer, else their words."""
    return ctx.publisher.licence_url or ctx.publisher.licence


def _queries(ctx: Context) -> Iterator[QueryView]:
    """The questions with their answers, worked out from the site: the database itself is made last (`outputs.database`)."""
    answers = {
        "newest_leads": _newest_leads,
        "commonest_kinds": _commonest_kinds,
        "giao_uoc_events": _giao_uoc_events,
    }
    for name, sql in QUERIES:
        columns, rows = answers[name](ctx.site)
        yield QueryView(ctx.ui["data_queries"][name], sql, columns, tuple(rows[:_MOST]))


_Answer: TypeAlias = tuple[tuple[str, ...], list[tuple[str, ...]]]


def _newest_leads(site: Site) -> _Answer:
    names = full_names(site, CONTENT)
    found = [
        (str(term.from_), cluster, term.term, site.unit(lead.unit).name)
        for cluster, terms in site.terms_in_order.items()
        for term in terms
        if (lead := leader_of(term, "lead"))
    ]
    found.sort(key=lambda row: row[1:3])
    found.sort(key=lambda row: row[0], reverse=True)
    return ("from", "cluster_name", "lead_name"), [
        (day, names[cluster], lead) for day, cluster, _, lead in found[:_MOST]
    ]


def _commonest_kinds(site: Site) -> _Answer:
    counts = Counter(kind for event in site.events for kind in dict.fromkeys(event.record.kinds))
    found = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return ("kind", "events"), [(kind, str(count)) for kind, count in found]


def _giao_uoc_events(site: Site) -> _Answer:
    titles = ((event.id, event.record.title) for event in site.events)
    found = [(id_, title) for id_, title in titles if _GIAO_UOC.search(fold(title))]
    return ("id", "title"), sorted(found, reverse=True)


_GIAO_UOC = re.compile(r"(?<![^\W_])giao[\W_]+uoc(?![^\W_])")
"""The two words side by side, as the index cuts text into words."""


def _tables(ctx: Context) -> Iterator[TableView]:
    counts, said = _counts(ctx), ctx.site.sector.fields(ctx.lang)
    for name, _, record, _ in COLUMNS:
        fields = record.keys() if record else ()
        columns = tuple(
            (
                c,
                said[f"{record.__name__}.{c}"]
                if record and c in fields
                else _meaning(ctx, name, c),
            )
            for c in columns_of(name)
        )
        yield TableView(
            name=name,
            title=ctx.label("table", name),
            rows=counts[name],
            files=tuple(
                Link(end.upper(), addresses.data_file(name, end)) for end in ("csv", "json")
            ),
            schema=Link(ctx.ui["data_schema"], addresses.data_schema(name)),
            columns=columns,
        )


def _meaning(ctx: Context, table: str, column: str) -> str:
    """What a column holds; some names mean another thing in another table."""
    return ctx.labels.get(f"column:{table}.{column}") or ctx.label("column", column)


def _counts(ctx: Context) -> Mapping[str, int]:
    site, pledges = ctx.site, ctx.site.pledges.values()
    scored = [entry.record for entry in site.scores.values()]
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
        "criteria": sum(len(scores.criteria) for scores in scored),
        "scores": sum(len(by) for one in scored for by in points_by_stage(one).values()),
        "adjustments": sum(len(scores.adjustments) for scores in scored),
        "rankings": sum(len(scored_units(scores)) for scores in scored),
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

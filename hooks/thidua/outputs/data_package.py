"""What machines are told of the open data: a Data Package of the tables, and the words that Datasette shows with the database."""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.campaign.data_columns import FOREIGN_KEYS, PRIMARY_KEYS, VERSION, columns_of
from thidua.outputs.schema import column_types
from thidua.views.data import QUERIES, data_tables
from thidua.views.shared.page import full_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.views.data import TableView
    from thidua.views.shared.page import Context

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DATABASE = posixpath.basename(addresses.DATABASE)


def description_files(ctx: Context) -> Iterator[tuple[str, bytes]]:
    """``datapackage.json`` and Datasette's ``metadata.json``, beside the tables."""
    yield addresses.DATA_PACKAGE.lstrip("/"), _json(_package(ctx))
    yield addresses.DATASETTE_METADATA.lstrip("/"), _json(_metadata(ctx))


def _package(ctx: Context) -> dict[str, Any]:
    """https://datapackage.org/standard/data-package/"""
    licences, source = _licences(ctx), {"title": ctx.publisher.name or ctx.site_name}
    if place := full_url(ctx, addresses.DATA):
        source["path"] = place
    shared = {"sources": [source]} | ({"licenses": licences} if licences else {})
    base = {
        "name": _DATABASE,
        "path": _DATABASE,
        "format": "sqlite3",
        "mediatype": "application/vnd.sqlite3",
        "title": ctx.ui["data_database_file"],
    }
    return {
        "$schema": _PROFILE,
        "name": "thidua",
        "title": f"{ctx.site_name}: {ctx.ui['data_title']}",
        "description": ctx.ui["data_description"].format(site=ctx.site_name),
        "version": f"{VERSION}.0.0",
        **shared,
        "resources": [*(_resource(table) | shared for table in data_tables(ctx)), base | shared],
    }


def _resource(table: TableView) -> dict[str, Any]:
    """https://datapackage.org/standard/data-resource/"""
    path = posixpath.basename(addresses.data_file(table.name, "csv"))
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _table_schema(table),
    }


def _table_schema(table: TableView) -> dict[str, Any]:
    """https://datapackage.org/standard/table-schema/"""
    types, meanings = column_types(table.name), dict(table.columns)
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column,
                # Lists and parts are one text in a cell.
                "type": types[column].replace("json", "string"),
                "description": meanings[column],
            }
            for column in columns_of(table.name)
        ],
        "missingValues": [""],
    }
    if table.name in PRIMARY_KEYS:
        schema["primaryKey"] = list(PRIMARY_KEYS[table.name])
    if table.name in FOREIGN_KEYS:
        schema["foreignKeys"] = [
            {
                "fields": list(columns),
                "reference": {"resource": theirs, "fields": list(their_columns)},
            }
            for columns, (theirs, their_columns) in FOREIGN_KEYS[table.name].items()
        ]
    return schema


def _metadata(ctx: Context) -> dict[str, Any]:
    """https://docs.datasette.io/en/stable/metadata.html"""
    ui, told = ctx.ui, ctx.publisher
    words = {
        "title": f"{ctx.site_name}: {ui['data_title']}",
        "description": ui["data_description"].format(site=ctx.site_name),
        "license": told.licence or told.licence_url,
        "license_url": told.licence_url,
        "source": told.name or ctx.site_name,
        "source_url": full_url(ctx, addresses.DATA),
    }
    tables = {
        table.name: {"description": table.title, "columns": dict(table.columns)}
        for table in data_tables(ctx)
    }
    queries = {
        query.name: {"title": ui["data_queries"][query.name], "sql": query.sql} for query in QUERIES
    }
    # The index holds no texts of its own, by which Datasette would know what it is of.
    search = {"search": {"fts_table": "search_fts", "fts_pk": "rowid"}}
    database = {"tables": tables | search, "queries": queries}
    return {key: value for key, value in words.items() if value} | {
        "databases": {posixpath.splitext(_DATABASE)[0]: database}
    }


def _licences(ctx: Context) -> list[dict[str, str]]:
    """The terms of use, as far as the settings say: a title, and where they stand. ``name`` is for licences of a register alone."""
    told = ctx.publisher
    found = {"title": told.licence, "path": told.licence_url}
    return [{key: value for key, value in found.items() if value}] if any(found.values()) else []


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()

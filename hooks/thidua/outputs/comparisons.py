"""The files of ``/giao-uoc/so-sanh/``: a script for each pledge, and one for what can be chosen and how it is told.

Scripts, because a page opened from a folder can load nothing else, and because the policy allows them; they hold data alone.
"""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from thidua.campaign import addresses
from thidua.outputs.kept import KeptOutputs
from thidua.store.keys import key_of
from thidua.views.pledges import browser_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import PledgeEntry
    from thidua.outputs.kept import File
    from thidua.views.shared.page import Context

FOLDER = addresses.COMPARE.lstrip("/")


def comparison_files(ctx: Context, kept: KeptOutputs | None = None) -> Iterator[File]:
    """Paths and bytes; nothing where there are no two pledges to compare."""
    if not ctx.can_compare:
        return
    kept = kept or KeptOutputs.none(ctx.site)
    keys, own = kept.keys, ctx.without_events()
    shared = key_of(keys.registers, [*ctx.cluster_names.values()])
    chosen = [str(key) for key in ctx.site.pledges]
    yield from kept.files("choosable", [shared, chosen], lambda: _contents(own))
    for key, entry in ctx.site.pledges.items():
        inputs = [shared, keys.pledges[key], keys.pledge_texts[key]]
        yield from kept.files("pledge", inputs, partial(_pledge, own, entry))


def _contents(ctx: Context) -> Iterator[File]:
    contents = {
        "clusters": [dataclasses.asdict(cluster) for cluster in browser_data.choosable(ctx)],
        "rules": browser_data.rules(),
        "words": browser_data.words(ctx),
    }
    yield f"{FOLDER}all.js", _call("contents", contents)


def _pledge(ctx: Context, entry: PledgeEntry) -> Iterator[File]:
    data = browser_data.pledge_data(ctx, entry)
    data["cluster_address"] = _file(ctx, data["cluster_address"])
    data["side"]["pledge"]["address"] = _file(ctx, entry.address)
    path = f"{FOLDER}{entry.key.cluster}/{entry.key.term}.js"
    yield path, _call("pledge", str(entry.key), data)


def _file(ctx: Context, address: str) -> str:
    """An address from the root of the site, with the file's name where folders have none."""
    return address.lstrip("/") + ("" if ctx.directory_urls else "index.html")


def _call(name: str, *values: Any) -> bytes:
    """A call of what takes the data. JSON is an expression of JavaScript since ES2019."""
    arguments = ",".join(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values
    )
    return f"thidua.compare.{name}({arguments});\n".encode()

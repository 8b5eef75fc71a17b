"""The calendars that readers choose from at ``/lich/chon/``: a small script, as a page opened from a folder fetches no file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from thidua.campaign import addresses
from thidua.campaign.unit_events import concerned_units
from thidua.text import collation_key
from thidua.views.shared.clusters import cluster_blocks
from thidua.views.shared.units import distinct_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.outputs.kept import File
    from thidua.views.shared.page import Context


def calendar_list(ctx: Context) -> Iterator[File]:
    """The clusters in the order of their blocks, and the units that anything concerns: ids and names."""
    clusters = [
        [line.address.strip("/").rpartition("/")[2], line.name]
        for block in cluster_blocks(ctx)
        for line in block.clusters
    ]
    units = [
        [unit, distinct_name(ctx, unit)]
        for unit, _ in concerned_units(ctx.site, ctx.participations)
    ]
    units.sort(key=lambda one: collation_key(one[1]))
    path = addresses.CHOOSABLE_CALENDARS.lstrip("/")
    found = {"cum": clusters, "don-vi": units, "page": "" if ctx.directory_urls else "index.html"}
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    yield path, f"thidua.given[{json.dumps(path)}]={data}\n".encode()

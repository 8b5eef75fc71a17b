"""Links inside a section of the site: no longer than they must be, and to the same page as by the root."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.mkdocs.pages import shortest_way

PARTS = st.lists(st.sampled_from(["cum", "vd-1", "giao-uoc", "2010", "2010..2011", "a:b"]), max_size=5)  # fmt: skip
ENDS = st.sampled_from(["", "#dieu-1", "?a=vd-1@2010&b=x/y", "feed.xml", "lich.ics?x=1#y"])


@pytest.mark.parametrize(
    ("folder", "target", "way"),
    [
        ("cum/vd-1/giao-uoc/2010", "cum/vd-1/giao-uoc/2010..2011/#dieu-1", "../2010..2011/#dieu-1"),
        ("cum/vd-1/giao-uoc/2010", "cum/vd-1/", "../../"),
        ("cum/vd-1", "cum/vd-1/feed.xml", "./feed.xml"),
        ("cum/vd-1", "cum/vd-1/2010/", "./2010/"),
        ("cum/vd-1", "cum/vd-1/", "./"),
        ("cum/vd-1", "cum/vd-1/#lich", "./#lich"),
        ("cum", "cum/index.html", "./index.html"),
    ],
)
def test_ways(folder: str, target: str, way: str) -> None:
    assert shortest_way(folder.split("/"), target) == way


@given(PARTS, PARTS, ENDS)
def test_it_leads_where_the_address_does(folder: list[str], parts: list[str], end: str) -> None:
    page = f"https://vi-du.example.vn/tap/{''.join(f'{part}/' for part in ['cum', *folder])}"
    target = "".join(f"{part}/" for part in ["cum", *parts]) + end
    way = shortest_way(["cum", *folder], target)
    assert urljoin(page, way) == f"https://vi-du.example.vn/tap/{target}"
    assert len(way) <= len("../" * (len(folder) + 1) + target)

"""Golden views: what the pages of the fixture site show, as plain lines.

Each file of ``tests/golden/views`` is one page. ``pytest --update`` rewrites them; review them as prose:
dates no more exact than known, units named apart, nothing of a hidden record.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support import FIXTURE_SITE
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.views.all import pages
from thidua.views.shared.page import Context, DateView, Link, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).parent / "golden" / "views"
SHOWN = {
    "public": [
        "/su-kien/2024/", "/su-kien/2024/ky-giao-uoc/", "/su-kien/2023/cum-1-tong-ket/", "/cum/", "/cum/vd-1/",
        "/cum/vd-1/2024/", "/cum/so/1/", "/don-vi/ca-tinh-mau-2024/", "/phong-trao/vi-binh-yen/",
        "/cum/vd-1/cham-diem/2023/", "/cum-truong/", "/cum-truong/2024/", "/khen-thuong/", "/so-lieu/", "/so-lieu/theo-ten/",
    ],
    "internal": [
        "/su-kien/2024/hop-kin-pzwqkvxjhntb/", "/cum/vd-noi-bo-2/", "/cum/vd-1/cham-diem/2023/", "/cum/vd-1/cham-diem/2024/",
    ],
}  # fmt: skip
CASES = [(audience, address) for audience, found in SHOWN.items() for address in found]


@cache
def site_pages(audience: str) -> dict[str, Page]:
    checked = check_content(FIXTURE_SITE / "content", FIXTURE_SITE)
    site = project(checked.site, audience, dt.date(2026, 1, 15))  # type: ignore[arg-type]
    return {page.address: page for page in pages(Context(site=site, audience=audience))}  # type: ignore[arg-type]


def lines(value: Any, indent: int = 0) -> Iterator[str]:
    """A view as indented lines; empty parts are left out, links and dates stand on one line."""
    pad = "  " * indent
    for field in fields(value):
        part = getattr(value, field.name)
        if part in (None, "", (), {}, False) or field.name in {
            "description",
            "json_ld",
            "og_type",
            "feeds",
        }:
            continue
        if isinstance(part, tuple):
            yield f"{pad}{field.name}:"
            for item in part:
                if is_dataclass(item) and not isinstance(item, Link | DateView):
                    yield f"{pad}  -"
                    yield from lines(item, indent + 2)
                else:
                    yield f"{pad}  - {one(item)}"
        elif is_dataclass(part) and not isinstance(part, Link | DateView):
            yield f"{pad}{field.name}:"
            yield from lines(part, indent + 1)
        else:
            yield f"{pad}{field.name}: {one(part)}"


def one(value: Any) -> str:
    if isinstance(value, Link):
        return f"{value.title} → {value.address}" if value.address else value.title
    if isinstance(value, DateView):
        return f"{value.words} [{value.iso}]"
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


@pytest.mark.parametrize(
    ("audience", "address"), CASES, ids=lambda v: v.strip("/").replace("/", "-")
)
def test_view(audience: str, address: str, request: pytest.FixtureRequest) -> None:
    page = site_pages(audience)[address]
    found = "\n".join(lines(page)).replace("\u00a0", " ") + "\n"
    golden = GOLDEN / f"{audience}-{address.strip('/').replace('/', '-')}.txt"
    if request.config.getoption("--update"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


def test_every_address_is_one_page() -> None:
    checked = check_content(FIXTURE_SITE / "content", FIXTURE_SITE)
    for audience in ("public", "internal"):
        site = project(checked.site, audience, dt.date(2026, 1, 15))  # type: ignore[arg-type]
        found = [page.address for page in pages(Context(site=site))]
        assert len(found) == len(set(found))

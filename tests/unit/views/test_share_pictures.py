"""Which picture links to a page show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event
from thidua.mkdocs.templates import head_image
from thidua.outputs.all import output_files
from thidua.share_picture import SharePicture
from thidua.views.all import pages
from thidua.views.shared.page import Context
from thidua.views.shared.share_pictures import has_public_address, share_pictures

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://thidua.example.vn/vi-du/"


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("https://thidua.example.vn/", True), ("http://10.0.0.5/thi-dua/", True), ("https://[2001:db8::1]/", True),
        ("http://127.0.0.1:8000/", False), ("http://127.1.2.3/", False), ("http://[::1]:8000/", False),
        ("http://localhost:8000/", False), ("", False), ("/thi-dua/", False),
    ],
)  # fmt: skip
def test_an_address_others_reach(address: str, is_public: bool) -> None:
    assert has_public_address(address) is is_public


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    files = dict(
        [
            cluster(
                "hai",
                LOCAL,
                'term: "2024", from: 2024-01-01, to: 2024-12-31, members: [ca-truc, ca-mai]',
            ),
            event(1, "2024-03-14", "ky-giao-uoc", "hai"),
            event(2, "2024-03-14", "ky-giao-uoc", "hai"),
        ]
    )
    site = checked(tmp_path, files).site
    return Context(site, site_name="Trang Ví Dụ", site_url=ADDRESS)


def test_pages_name_the_pictures_that_are_made(ctx: Context) -> None:
    made = {picture.name for picture in share_pictures(ctx)}
    named = {image.url for view in pages(ctx) if (image := head_image(ctx, view, {}))}
    assert named == {f"{ADDRESS}anh/{name}" for name in made}
    files = [path for path, _ in output_files(ctx) if path.startswith("anh/")]
    assert sorted(files) == sorted(f"anh/{name}" for name in made)


def test_a_site_that_answers_one_machine_alone_has_none(ctx: Context) -> None:
    alone = Context(ctx.site, site_name="Trang Ví Dụ", site_url="http://127.0.0.1:8000/")
    assert list(share_pictures(alone)) == []
    assert head_image(alone, None, {}) is None


def test_a_page_that_no_record_has_shows_the_site(ctx: Context) -> None:
    image = head_image(ctx, None, {})
    assert image is not None
    assert image.url == f"{ADDRESS}anh/{SharePicture('Trang Ví Dụ').name}"
    assert (image.width, image.height, image.alt) == (1200, 630, "Trang Ví Dụ")

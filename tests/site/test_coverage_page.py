"""What is missing of each term is told on pages of the internal edition, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_public_has_no_such_page_and_no_link_to_it(public_site: Path) -> None:
    assert not (public_site / "ra-soat").exists()
    for page in ("index.html", "cum/vd-1/index.html", "ve-trang-nay/index.html", "sitemap.xml"):
        assert "ra-soat" not in (public_site / page).read_text("utf-8"), page


def test_every_term_of_the_office_stands_on_the_page_of_its_year(internal_site: Path) -> None:
    assert 'href="./ra-soat/">Rà soát nội dung<' in (internal_site / "index.html").read_text(
        "utf-8"
    )
    years = (internal_site / "ra-soat").glob("*/index.html")
    terms = [
        term
        for year in years
        for term in re.findall(
            r'<tr><th scope="row">.*?</th><td><a [^>]*href="\.\./\.\./cum/([^"]+)/"', year.read_text("utf-8")
        )
    ]  # fmt: skip
    built = (internal_site / "cum").glob("*/*/index.html")
    found = {
        "/".join(page.parts[-3:-1])
        for page in built
        if page.parts[-3] != "so" and page.parts[-2] != "giao-uoc"
    }
    assert len(terms) == len(set(terms))
    assert set(terms) == found
    assert len(terms) > 3


def test_a_row_says_how_much_there_is(internal_site: Path) -> None:
    page = (internal_site / "ra-soat/2024/index.html").read_text("utf-8")
    head = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)
    assert head[:4] == ["Cụm", "Kỳ", "phát động", "ký kết giao ước"]
    assert head[-1] == "Chưa có"
    (row,) = re.findall(r"<tr>(?:(?!</tr>).)*cum/vd-1/2024/.*?</tr>", page)
    assert len(re.findall(r"<t[hd]", row)) == len(head)

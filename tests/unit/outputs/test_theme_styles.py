"""Material's style sheet as it is published: rules stay as they are or go whole, by what pages can have."""

from __future__ import annotations

import gzip
from pathlib import Path

import material
import pytest

from thidua.outputs.theme_styles import used_rules, with_own_name

SHELL = '<html class="no-js"><body dir="ltr"><input class="md-toggle a" data-md-toggle="search" id="__search"><main class="md-main">'
(UPSTREAM,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.css")


@pytest.mark.parametrize(
    "kept",
    [
        "",
        '@charset "UTF-8";',
        "a{color:red}",
        ".md-main{x:y}",
        ".md-main .no-js>p+.admonition.note:hover::before{x:y}",
        "#__search:checked~.md-main{x:y}",
        ".md-nav,.md-main{x:y}",
        "[dir=ltr] a,[data-md-toggle=search] a{x:y}",
        '[data-md-toggle="search"]{x:y}',
        "[data-md-toggle]{x:y}",
        '[id^="fn:"] [href$="#md-nav,.md-nav"],[open] td[align=left]{x:y}',
        ".md-main:not(.md-nav):not(.md-nav:not(.md-tabs)){x:y}",
        ":is(.md-nav,.md-main) a:nth-child(2n+1){x:y}",
        "@media print{.md-main{x:y}a{x:y}}",
        "@media screen and (min-width:1em){@supports (a:b){a{x:y}}}",
        "@page{margin:1cm}",
        "@font-face{font-family:A;src:url(a.woff2)}",
        "@layer a{.md-nav{x:y}}",
        r".md-nav\:a{x:y}",
        'a:before{content:"}.md-nav{;"}a{x:y}',
        r"a{b:'\'}{';c:url(data:a;b,{)}",
        "/*.md-nav{*/a{x:y}",
        "a{x:y}.md-nav{",
        "}a{x:y}",
        ":root{--a:b;--c:d}a{x:var(--a) var( --c)}",
        ':root{--a:url("data:a;--b:c");--b:d}a{x:var(--a,var(--b))}',
        "@keyframes b{0%{x:y}}a{animation:b 1s}",
        "@-webkit-keyframes b{0%{x:y}}a{animation-name:b}",
    ],
)  # fmt: skip
def test_what_pages_may_use_stays_as_it_stands(kept: str) -> None:
    assert used_rules(kept, SHELL, []) == kept


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (".md-nav{x:y}", ""),
        ("a{x:y}.md-main .md-nav a{x:y}b{x:y}", "a{x:y}b{x:y}"),
        ("#__toc{x:y}.tabbed-set a,.highlight b{x:y}", ""),
        ("[dir=rtl] a{x:y}[data-md-toggle=drawer] a{x:y}[data-md-copying]{x:y}[role=dialog]{x:y}", ""),
        (".md-nav:not(.md-main){x:y}", ""),
        ("@media print{.md-nav{x:y}}@media screen{a{x:y}.md-nav{x:y}}", "@media screen{a{x:y}}"),
        ("@supports (a:b){@media print{.md-nav{x:y}}}", ""),
        (":root{--a:b;--c:d}a{x:var(--c)}", ":root{--c:d}a{x:var(--c)}"),
        (":root{--a:b;--c:var(--a)}a{x:y}", "a{x:y}"),
        (":root{--a:url(';');--b:c;x:y}", ":root{x:y}"),
        (":root{--a:b}.md-nav{x:var(--a)}", ""),
        ("@keyframes b{0%{x:y}}.md-nav{animation:b 1s}", ""),
        ("@keyframes b{0%{x:y}}a{x:b}", "a{x:b}"),
    ],
)  # fmt: skip
def test_what_no_page_can_use_goes(written: str, published: str) -> None:
    assert used_rules(written, SHELL, []) == published


def test_other_sheets_use_variables_and_motions_too() -> None:
    sheet = "@keyframes m{0%{x:y}}:root{--a:b;--c:d}"
    assert (
        used_rules(sheet, SHELL, ["p{x:var(--c)}", "b{animation:m}"])
        == "@keyframes m{0%{x:y}}:root{--c:d}"
    )


def test_links_bear_our_name() -> None:
    link = '<link href="../assets/stylesheets/main.57a0d79d.min.css"><link href="assets/stylesheets/palette.fb2fffe2.min.css">'
    assert with_own_name(link) == (
        '<link href="../assets/stylesheets/material.css"><link href="assets/stylesheets/palette.fb2fffe2.min.css">'
    )


def test_the_theme_is_the_one_we_know(public_site: Path) -> None:
    """Watches Material: its sheet has the name we look for, is written as we read it, and is as large as it was."""
    assert with_own_name(f"assets/stylesheets/{UPSTREAM.name}") == "assets/stylesheets/material.css"
    whole = UPSTREAM.read_text("utf-8")
    assert 100_000 < len(whole.encode()) < 180_000
    published = (public_site / "assets/stylesheets/material.css").read_bytes()
    assert 24_000 < len(published) < 30_000
    assert len(gzip.compress(published)) < 6_500
    for kept in (
        "@media print{.md-typeset{",
        "@media(prefers-reduced-motion)",
        "scrollbar",
        ".md-typeset .admonition.quote",
        "--md-footnotes-icon:url",
    ):
        assert kept in published.decode()
    for gone in (
        ".md-nav",
        ".md-search",
        ".tabbed-",
        "dir=rtl] .md-typeset dd",
        "mermaid",
        "--md-source",
    ):
        assert gone in whole
        assert gone not in published.decode()


def test_pages_load_it_once_and_nothing_else_of_the_theme(public_site: Path) -> None:
    sheets = {
        path.name for path in (public_site / "assets/stylesheets").iterdir() if path.suffix == ".css"
    }  # fmt: skip
    assert {name for name in sheets if name.startswith(("main.", "palette."))} == set()
    pages = [public_site / "404.html", *public_site.rglob("index.html")]
    assert len(pages) > 30
    for page in pages:
        assert page.read_text("utf-8").count("assets/stylesheets/material.css") == 1, page

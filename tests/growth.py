"""Content that holds n records of one kind and little else, and what it costs: for `bench_growth` and the law of growth."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from bench.made_site import Size, make_content
from support import BASE, CLUSTER, EVENT, PLEDGE, write_tree
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.all import output_files
from thidua.views.all import pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import FrameType

Files = dict[str, "str | bytes"]

SOURCES = "sources: [{title: Bản tin Ví Dụ}]"
EVENT_PATH = "events/2024/2024-03-14-ky-giao-uoc.md"
CLUSTER_PATH = "clusters/vd-1/cluster.yml"
PLEDGE_PATH = "clusters/vd-1/pledges/2024.md"
_DAY_ONE = dt.date(2024, 1, 1)


def event(number: int, more: str = "", text: str = "Các đơn vị cùng dự.", day: str = "") -> Files:
    """One of many events of a year; ``more`` are lines of its front matter."""
    day = day or (_DAY_ONE + dt.timedelta(days=number % 366)).isoformat()
    return {
        f"events/{day[:4]}/{day}-hoat-dong-{number}.md": (
            f"---\ntitle: Hoạt động thứ {number}\ndate: {day}\nkinds: [khac]\nclusters: [vd-1]\naudience: public\n"
            f"status: published\nsummary: Việc thứ {number} của cụm.\n{more}{SOURCES}\n---\n\n{text}\n"
        )
    }


def events(count: int, more: str = "", text: str = "Các đơn vị cùng dự.", day: str = "") -> Files:
    files: Files = {}
    for number in range(count):
        files |= event(number, more, text, day)
    return files


def in_event(more: str) -> Files:
    """The base event with more lines in its front matter."""
    return {EVENT_PATH: EVENT.replace("sources:", f"{more}sources:", 1)}


def in_body(text: str) -> Files:
    return {EVENT_PATH: f"{EVENT}\n{text}\n"}


def units(entries: Iterable[str]) -> Files:
    return {"units.yml": BASE["units.yml"] + "".join(f"- {{{entry}}}\n" for entry in entries)}


def many_units(count: int, more: str = "") -> Files:
    return units(f"id: u{n}, name: Đơn vị thứ {n}{more}" for n in range(count))


def names(count: int, prefix: str = "u") -> str:
    return ",\n      ".join(f"{prefix}{n}" for n in range(count))


def lines(count: int, form: str) -> str:
    """``form`` for each number, which stands in it as ``#``."""
    return "".join(form.replace("#", str(n)) for n in range(count))


def terms(count: int, more: str = "members: [ca-mau, ca-thi-du], ") -> Files:
    """A cluster with terms of a month each."""
    months = ((1900 + n // 12, n % 12 + 1) for n in range(count))
    entries = "".join(
        f'  - {{term: "{y}-{m:02d}", from: {y}-{m:02d}, to: {y}-{m:02d}, {more}{SOURCES}}}\n'
        for y, m in months
    )
    return {"clusters/dai/cluster.yml": _cluster("dai", 2, entries)}


def years(count: int, more: str = "") -> str:
    return "".join(
        f'  - {{term: "{y}", from: {y}-01-01, to: {y}-12-31, {more}{SOURCES}}}\n'
        for y in range(2101 - count, 2101)
    )


def _cluster(id_: str, number: int, entries: str, more: str = "", owner: str = "bo-vi-du") -> str:
    return (
        f"id: {id_}\nname: Cụm thi đua {id_}\nnumber: {number}\nowner: {owner}\nblock: cong-an-dia-phuong\n"
        f"organisation: main\naudience: public\n{more}terms:\n{entries}"
    )


def clusters(count: int, *, number: int | None = None) -> Files:
    term = f'  - {{term: "2024", from: 2024-01-01, to: 2024-12-31, members: [ca-mau], {SOURCES}}}\n'
    return {
        f"clusters/c{n}/cluster.yml": _cluster(
            f"c{n}", n + 5 if number is None else number, term, owner=f"Hội đồng thứ {n}"
        )
        for n in range(count)
    }


def pledge(targets: str = "", articles: str = "", more: str = "") -> Files:
    text = PLEDGE.replace("targets:\n", f"{more}targets:\n{targets}", 1)
    return {PLEDGE_PATH: f"{text}\n{articles}"}


def pledges(count: int) -> Files:
    """A pledge in each of ``count`` terms of one cluster."""
    files = {"clusters/dai/cluster.yml": _cluster("dai", 2, years(count, "members: [ca-mau], "))}
    for year in range(2101 - count, 2101):
        files[f"clusters/dai/pledges/{year}.md"] = (
            f'---\nterm: "{year}"\ntitle: Giao ước thi đua\naudience: public\nsignatories: [ca-mau]\n{SOURCES}\n---\n\n'
            "## Điều 1. An ninh {#an-ninh}\n\nGiữ gìn an ninh.\n"
        )
    return files


def pledges_of_clusters(count: int) -> Files:
    files = clusters(count)
    for n in range(count):
        files[f"clusters/c{n}/pledges/2024.md"] = PLEDGE.replace("ca-mau, ca-thi-du", "ca-mau")
    return files


def results(count: int) -> Files:
    found = ",\n      ".join(
        f'{{unit: ca-mau, value: 6%, as_of: {_DAY_ONE + dt.timedelta(n % 366)}, source: "Báo cáo {n}"}}'
        for n in range(count)
    )
    text = PLEDGE.replace("value: 5%}", f"value: 5%, results: [{found}]}}").replace(
        "audience: public\n", "audience: public\nresults_audience: public\n"
    )
    return {PLEDGE_PATH: text}


def commemorations(count: int) -> Files:
    return {
        "commemorations.yml": BASE["commemorations.yml"]
        + lines(
            count,
            f"- {{id: ngay-#, name: Ngày thứ #, kind: fixed, origin: 1950-08-12, month: 8, day: 12, regime: none, {SOURCES}}}\n",
        )
    }


def of_commemoration(more: str) -> Files:
    return {
        "commemorations.yml": BASE["commemorations.yml"].replace("  sources:", f"{more}  sources:")
    }


def editions(count: int) -> Files:
    held = ",\n      ".join(
        f"{{number: lần {n}, from: {1900 + n}, to: {1900 + n}}}" for n in range(count)
    )
    return {
        "commemorations.yml": f"- {{id: dai-hoi, name: Đại hội, kind: edition, regime: none, editions: [{held}], {SOURCES}}}\n"
    }


def of_campaign(more: str) -> Files:
    return {"campaigns.yml": BASE["campaigns.yml"].replace("  sources:", f"{more}  sources:")}


def campaigns(count: int) -> Files:
    return {
        "campaigns.yml": BASE["campaigns.yml"]
        + lines(count, f"- {{id: pt-#, name: Phong trào #, {SOURCES}}}\n")
    }


def succession(count: int) -> Files:
    """Units of a day each, each the successor of the one before."""

    def unit(n: int) -> str:
        day = dt.date(1990, 1, 1) + dt.timedelta(days=n)
        follows = f", successor: u{n + 1}" if n + 1 < count else ""
        return f"id: u{n}, name: Đơn vị {n}, from: {day}, to: {day}{follows}"

    return units(unit(n) for n in range(count))


def chain_of_parents(count: int) -> Files:
    return units(
        f"id: u{n}, name: Đơn vị {n}" + (f", parent: u{n - 1}" if n else "") for n in range(count)
    )


def merger(count: int) -> Files:
    """One unit that follows on ``count`` others."""
    one = f"id: gop, name: Đơn vị gộp, from: 2024-01-01, predecessors: [{names(count)}]"
    return units([one, *(f"id: u{n}, name: Đơn vị {n}, to: 2023-12-31" for n in range(count))])


def merged_mergers(count: int) -> Files:
    """Layers of units: each of ``count`` follows on all of ``count`` others."""
    old = [f"id: u{n}, name: Đơn vị {n}, to: 2023-12-31" for n in range(count)]
    new = [
        f"id: v{n}, name: Đơn vị mới {n}, from: 2024-01-01, predecessors: [{names(count)}]"
        for n in range(count)
    ]
    return units([*old, *new])


def division(count: int) -> Files:
    """A unit that follows on ``count`` others and is followed by as many."""
    old = [f"id: u{n}, name: Đơn vị {n}, to: 2019-12-31" for n in range(count)]
    one = f"id: gop, name: Đơn vị gộp, from: 2020-01-01, to: 2023-12-31, predecessors: [{names(count)}]"
    new = [
        f"id: v{n}, name: Đơn vị mới {n}, from: 2024-01-01, predecessors: [gop]"
        for n in range(count)
    ]
    return units([*old, one, *new])


def members(count: int) -> Files:
    text = CLUSTER.replace("[ca-mau, ca-thi-du]", f"[ca-mau, ca-thi-du, {names(count)}]")
    return {**many_units(count), CLUSTER_PATH: text}


def always_a_member(count: int) -> Files:
    return terms(count, "lead: ca-mau, members: [ca-mau], ")


def redirects(count: int) -> Files:
    return {"redirects.yml": lines(count, "- {from: /cu-#/, to: /cum/vd-1/}\n")}


def linked(count: int) -> Files:
    """Events, and one that links to all of them."""
    files = events(count)
    targets = [f"/su-kien/2024/{path.split('2024-', 1)[1]}" for path in files]
    addresses = [
        f"/su-kien/2024/{target.rsplit('/', 1)[1].removesuffix('.md').split('-', 2)[2]}/"
        for target in targets
    ]
    text = "\n\n".join(f"[Việc {n}]({address})" for n, address in enumerate(addresses))
    return {**files, **in_body(text)}


def linking(count: int) -> Files:
    return events(count, text="Xem [ký giao ước](/su-kien/2024/ky-giao-uoc/).")


def internal(count: int) -> Files:
    """Events nobody but the office may see, each with a warning for the log to keep back."""
    files = events(count, text="Ngày 31/2/2024 các đơn vị cùng dự.")
    return {
        path: text.replace("audience: public", "audience: internal") for path, text in files.items()
    }


def photographs(count: int) -> Files:
    """Events with a photograph each, all of them alike but for one point."""
    files: Files = {}
    for n in range(count):
        ((path, text),) = event(
            n, "photos: [{file: anh.png, alt: a, caption: b, credit: c}]\n"
        ).items()
        folder = path.removesuffix(".md")
        files |= {f"{folder}/index.md": text, f"{folder}/anh.png": _picture(n)}
    return files


def _picture(number: int) -> bytes:
    image = Image.new("RGB", (64, 64), "grey")
    image.putpixel((number % 64, number // 64 % 64), (255, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def over_years(count: int) -> Files:
    files: Files = {"clusters/vd-1/cluster.yml": _cluster("vd-1", 1, years(200))}
    for n in range(count):
        files |= event(n, day=f"{1901 + n}-03-14")
    return files


KINDS: dict[str, tuple[int, Callable[[int], Files]]] = {
    "units": (200, many_units),
    "units of one parent": (200, lambda n: many_units(n, ", parent: bo-vi-du")),
    "units of one name": (50, lambda n: units(
        f"id: u{m}, name: Phòng Tham mưu, parent: {'u' + str(m - 1) if m else 'bo-vi-du'}" for m in range(n))),
    "units, each the parent of the next": (50, chain_of_parents),
    "units, each the successor of the last": (50, succession),
    "units merged into one": (50, merger),
    "units divided into as many": (25, division),
    "units merged into as many": (10, merged_mergers),
    "other names of a unit": (200, lambda n: units([f"id: u, name: Đơn vị, aliases: [{names(n, 'Tên ')}]"])),
    "sources of a unit": (200, lambda n: units([f"id: u, name: Đơn vị, sources: [{lines(n, '{title: Bản tin #},' + chr(10) + '    ')}]"])),
    "clusters": (50, clusters),
    "clusters of one number": (25, lambda n: clusters(n, number=7)),
    "terms": (50, terms),
    "terms led by one unit": (50, always_a_member),
    "members of two terms": (100, members),
    "other names of a cluster": (200, lambda n: {
        CLUSTER_PATH: CLUSTER.replace("terms:", f"aliases: [{names(n, 'Tên ')}]\nterms:", 1)}),
    "pledges of a cluster": (10, pledges),
    "pledges of as many clusters": (25, pledges_of_clusters),
    "articles": (25, lambda n: pledge(articles=lines(n, "## Điều #. Phần # {#phan-#}\n\nLàm tốt.\n\n"))),
    "articles without names": (25, lambda n: pledge(articles=lines(n, "## Phần\n\nLàm tốt.\n\n"))),
    "targets": (50, lambda n: pledge(
        lines(n, '  - {id: ct-#, article: an-ninh, text: Giảm số vụ thứ #, comparator: ">=", value: "5"}\n'))),
    "results of a target": (50, results),
    "signatories": (100, lambda n: {
        **members(n), PLEDGE_PATH: PLEDGE.replace("ca-mau, ca-thi-du", f"ca-mau, ca-thi-du, {names(n)}")}),
    "sources of a pledge": (100, lambda n: {PLEDGE_PATH: PLEDGE.replace("sources:\n", f"sources:\n{lines(n, '  - title: Nguồn #' + chr(10))}")}),
    "commemorations": (25, commemorations),
    "names of a commemoration": (50, lambda n: of_commemoration(
        "  names: [" + ",\n      ".join(f"{{name: Tên {m}, from: {1700 + m}, to: {1700 + m}}}" for m in range(n)) + "]\n")),
    "editions": (25, editions),
    "campaigns": (50, campaigns),
    "phases": (50, lambda n: of_campaign(
        "  phases:\n" + lines(n, "    - {from: 2024-03-14, to: 2024-04-14, theme: Đợt #, commemoration: ngay-vi-du}\n"))),
    "clusters of a campaign": (25, lambda n: {**clusters(n), **of_campaign(f"  clusters: [{names(n, 'c')}]\n")}),
    "events": (100, events),
    "events of one day": (100, lambda n: events(n, day="2024-03-14")),
    "events of as many years": (25, over_years),
    "events of one unit": (50, lambda n: events(n, "host: ca-mau\n")),
    "events of one campaign": (50, lambda n: events(n, "campaigns: [vi-du]\n")),
    "events of one commemoration": (50, lambda n: events(n, "commemorations: [{id: ngay-vi-du, year: 2025}]\n")),
    "awards of as many events": (50, lambda n: events(n, "awards: [{title: Cờ thi đua, to: ca-mau, for_year: 2023, status: trao}]\n")),
    "internal events": (100, internal),
    "photographs": (50, photographs),
    "units of an event": (100, lambda n: {**many_units(n), **in_event(f"units: [{names(n)}]\n")}),
    "awards of an event": (50, lambda n: in_event(
        "awards:\n" + lines(n, "  - {title: Cờ thi đua #, to: ca-mau, for_year: 2023, status: trao}\n"))),
    "recipients of an award": (100, lambda n: {**many_units(n), **in_event(
        f"awards: [{{title: Cờ thi đua, to: [{names(n)}], for_year: 2023, status: trao}}]\n")}),
    "officials": (100, lambda n: in_event("officials:\n" + lines(n, "  - {name: Nguyễn Văn A#, rank: Đại tá, post: Giám đốc}\n"))),
    "figures": (100, lambda n: in_event("figures:\n" + lines(n, '  - {label: Số thứ #, value: "7", unit: vụ}\n'))),
    "sources of an event": (100, lambda n: {EVENT_PATH: EVENT.replace("sources:\n", f"sources:\n{lines(n, '  - title: Nguồn #' + chr(10))}")}),
    "redirects": (100, redirects),
    "links to as many events": (50, linked),
    "events linking to one": (50, linking),
    "footnotes": (50, lambda n: in_body(lines(n, "Câu[^c#].\n\n") + lines(n, "[^c#]: Chú thích #.\n\n"))),
    "references": (50, lambda n: in_body(lines(n, "[Câu #][r#].\n\n") + lines(n, "[r#]: /cum/vd-1/\n"))),
    "rows of a table": (200, lambda n: in_body("| a | b |\n|---|---|\n" + lines(n, "| x# | y |\n"))),
    "headings": (100, lambda n: in_body(lines(n, "## Phần #\n\nLời.\n\n"))),
    "headings of one name": (100, lambda n: in_body(lines(n, "## Phần\n\nLời.\n\n"))),
    "items of a list": (200, lambda n: in_body(lines(n, "- mục #\n"))),
    "words of a paragraph": (500, lambda n: in_body("\n".join("từ " * 100 for _ in range(n // 100)))),
    "letters of a word": (1000, lambda n: in_body("ơ" * n)),
    "abbreviations": (10, lambda n: in_body(lines(n, "*[V#]: Ví dụ #\n") + "\n" + lines(n, "V# "))),
    "quotes": (100, lambda n: in_body(lines(n, "> câu #\n\nlời\n\n"))),
}  # fmt: skip
"""What grows, by its name: the least number that is tried, and the content with n of it beside the base."""
SQUARE = {
    "units merged into as many": "n units that name n others are the square as written",
    "abbreviations": "each is looked for in all words, a hundred at most (E612)",
    "words of a paragraph": "a hundred words a line: none at the numbers tried in the law",
}
"""What is not held to the law, and why."""


def content(kind: str, count: int) -> Files:
    """The base content with ``count`` records of a kind."""
    return {**BASE, **KINDS[kind][1](count)}


_KEPT = frozenset({"index.html", "feed.xml", "giao-uoc", "so"})


def family(path: str) -> str:
    """Pages of one sort: addresses with what names a record as a star."""
    parts = path.split("/")
    return "/".join(part if n == 0 or part in _KEPT else "*" for n, part in enumerate(parts))


def counts(folder: Path, size: Size) -> Counter[str]:
    """How many pages and files of each family a made publication has; its content must have no finding."""
    make_content(folder / "content", size)
    checked = check_content(folder / "content", folder)
    assert not checked.report, checked.report.render("text", "en")[:1_000]
    site = project(checked.site, "public", dt.date(2026, 1, 15))
    ctx = Context(site, site_name="Ví Dụ", site_url="https://vi-du.example/")
    return Counter(
        [family(f"{view.address}index.html".lstrip("/")) for view in pages(ctx)]
        + [family(path) for path, _ in output_files(ctx)]
    )


class Work(NamedTuple):
    """What content costs before MkDocs writes pages of it, the same on every machine."""

    calls: int
    """Functions called to check it and to make every page and file."""
    size: int
    """Characters of all pages as data, and bytes of all files beside them."""


def work(folder: Path, kind: str, count: int) -> Work:
    """The work of a kind at a count; the content must have no errors."""
    write_tree(folder / "content", content(kind, count))
    calls = size = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(called)
    try:
        checked = check_content(folder / "content", folder)
        site = project(checked.site, "public", dt.date(2026, 1, 15))
        ctx = Context(site, site_name="Ví Dụ", site_url="https://vi-du.example/")
        views = list(pages(ctx))
        files = list(output_files(ctx))
    finally:
        sys.setprofile(None)
    assert not checked.report.has_errors, checked.report.render("text", "en")[:1_000]
    size = sum(len(repr(view)) for view in views) + sum(len(data) for _, data in files)
    return Work(calls, size)

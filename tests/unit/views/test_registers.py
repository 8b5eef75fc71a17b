"""Registers: what they say of what is not known, how they are divided, and that each row stands once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thidua.campaign.site import EventEntry, RecordEntry, Site, TermKey
from thidua.reading.body import Body
from thidua.reading.records import Cluster, Event
from thidua.views import awards, figures, leaders
from thidua.views.shared.page import Context
from thidua.views.shared.registers import cut


@pytest.mark.parametrize(
    ("count", "runs"), [(0, [0]), (140, [140]), (141, [140, 1]), (280, [140, 140])]
)
def test_parts_of_a_register_have_a_hundred_and_forty_rows_at_most(
    count: int, runs: list[int]
) -> None:
    assert [len(run) for run in cut(range(count))] == runs


def clusters(count: int, last: str = "2024-12-31") -> Context:
    """So many clusters of one term, the first of them led by a unit that is not in the site."""
    found = {
        f"c{n}": RecordEntry(
            Cluster.model_validate({
                "id": f"c{n}", "name": f"Cụm thi đua số {n}", "number": n, "owner": "Bộ Ví Dụ", "block": "khac",
                "audience": "public", "sources": [{"title": "Nguồn"}],
                "terms": [{"term": "2023", "from": "2023-07-01", "to": last, "sources": [{"title": "Nguồn"}]}],
            }), "x.yml")
        for n in range(count)
    }  # fmt: skip
    return Context(Site(clusters=found))


@pytest.mark.parametrize(
    ("count", "shown", "addresses"),
    [
        (140, 140, ["/cum-truong/", "/cum-truong/2023/", "/cum-truong/2024/"]),
        (
            141,
            140,
            [
                "/cum-truong/", "/cum-truong/2023/", "/cum-truong/2023/phan-2/", "/cum-truong/2024/",
                "/cum-truong/2024/phan-2/",
            ],
        ),
    ],
)  # fmt: skip
def test_leaders_stand_whole_or_by_year(count: int, shown: int, addresses: list[str]) -> None:
    """Above a hundred and forty terms the register shows a part of its newest year and leads to all."""
    found = list(leaders.pages(clusters(count)))
    assert [page.address for page in found] == addresses
    sizes = [
        sum(len(row.terms) for b in page.blocks for c in b.clusters for row in c.rows)
        for page in found
    ]
    assert sizes[0] <= shown
    assert sum(sizes[1:]) == 2 * count
    assert bool(found[0].note) is (count > 140)
    half = sizes[1:][: len(sizes) // 2]
    assert [part.count for part in found[0].years] == half * 2
    assert found[0].counts == f"0 kỳ đã rõ Cụm trưởng; {count} kỳ chưa có thông tin."


def test_a_term_stands_in_each_year_it_reaches_into() -> None:
    found = {page.address for page in leaders.pages(clusters(1, last="2025-06-30"))}
    assert found == {"/cum-truong/", "/cum-truong/2023/", "/cum-truong/2024/", "/cum-truong/2025/"}


def event(number: int, date: str, **more: object) -> EventEntry:
    """An event of cluster ``c0``."""
    record = Event.model_validate({
        "title": f"Việc {number}", "date": date, "kinds": ["tong-ket"], "audience": "public", "status": "published",
        "summary": "Tóm tắt.", "sources": [{"title": "Nguồn"}], **more,
    })  # fmt: skip
    first = record.date.span.start.first
    return EventEntry(
        record, "x.md", slug=f"viec-{number}", folder="", body=Body("", 1), order=(first, number),
        terms=(TermKey("c0", "2023"),),
    )  # fmt: skip


def context_with(*events: EventEntry) -> Context:
    return Context(Site(clusters=clusters(1).site.clusters, events=events))


def award(
    title: str, to: str = "Đội Mẫu", status: str = "trao", **more: object
) -> dict[str, object]:
    return {"title": title, "to": to, "status": status, **more}


def test_a_year_nobody_tells_is_said_to_be_unknown() -> None:
    undated = event(1, "khong-ro", awards=[award("Bằng khen", "Sở Y tế TP Mẫu")])
    (page,) = awards.pages(context_with(undated))
    (year,) = page.years
    assert year.label == "Chưa rõ năm"
    # No line ends between “TP” and the name of the city.
    assert year.titles[0].rows[0].to[0].title == "Sở Y tế TP\u00a0Mẫu"


def test_awards_stand_by_year_from_the_highest() -> None:
    told = event(
        1, "2024-01-15",
        awards=[
            award("Giấy khen", for_year=2023), award("Huân chương Lao động hạng Ba", for_year=2023),
            award("Bằng khen", "Tổ Một"), award("Giấy khen", "Ban Hai", for_year=2023), award("Giải Nhất"),
        ],
    )  # fmt: skip
    (page,) = awards.pages(context_with(told))
    assert [
        (year.label, [(t.title, [[to.title for to in row.to] for row in t.rows]) for t in year.titles])
        for year in page.years
    ] == [
        ("Năm\u00a02024", [("Bằng khen", [["Tổ Một"]])]),
        ("Năm\u00a02023", [("Huân chương Lao động hạng Ba", [["Đội Mẫu"]]), ("Giấy khen", [["Ban Hai", "Đội Mẫu"]])]),
    ]  # fmt: skip
    assert [(part.label, part.address, part.count) for part in page.parts] == [
        ("Năm\u00a02024", "/khen-thuong/#nam-2024", 1), ("Năm\u00a02023", "/khen-thuong/#nam-2023", 3),
    ]  # fmt: skip
    assert [t.rows[0].year_of_event for year in page.years for t in year.titles] == [
        True, False, False,
    ]  # fmt: skip
    assert page.count == 4


def test_of_reports_of_one_flag_the_furthest_counts() -> None:
    """Nominated in November, handed over in January: the table has it once; the list has both."""
    flag, year = "Cờ thi đua của Chính phủ", {"for_year": 2023}
    ctx = context_with(
        event(1, "2023-11-20", awards=[
            award(flag, "Tổ Một", "de-nghi", **year), award(flag, "Tổ Hai", "de-nghi", **year),
            award("Cờ thi đua của Bộ Ví Dụ", "Tổ Ba", "theo-bao", **year),
            award("Cờ thi đua của Chính phủ, Bộ Ví Dụ", "Tổ Tư", "trao", **year),
        ]),
        event(2, "2024-01-15", awards=[award(flag, "Tổ Một", "trao", **year)]),
    )  # fmt: skip
    (page,) = awards.pages(ctx)
    (line,) = page.flags
    assert (line.year, line.cluster and line.cluster.address) == ("2023", "/cum/c0/")
    held = [
        [([to.title for to in one.to], one.status_label, one.title) for one in column]
        for column in (line.government, line.ministry, line.unclear)
    ]
    assert held == [
        [(["Tổ Một"], "", ""), (["Tổ Hai"], "Đề nghị", "")],
        [(["Tổ Ba"], "Theo báo chí, chưa rõ quyết định", "")],
        [(["Tổ Tư"], "", "Cờ thi đua của Chính phủ, Bộ Ví Dụ")],
    ]
    assert page.count == 5


@pytest.mark.parametrize(("lines", "shown"), [(40, 40), (41, 40)])
def test_older_flags_stand_in_their_years_alone(lines: int, shown: int) -> None:
    flags = [award("Cờ thi đua của Chính phủ", for_year=1980 + n) for n in range(lines)]
    page = next(awards.pages(context_with(event(1, "2024-01-15", awards=flags))))
    assert len(page.flags) == shown
    assert page.flags[0].year == str(1980 + lines - 1)
    assert bool(page.flags_note) is (lines > 40)


@pytest.mark.parametrize(
    ("count", "addresses", "shown"),
    [
        (100, ["/khen-thuong/"], 100),
        (
            101,
            ["/khen-thuong/", "/khen-thuong/2022/", "/khen-thuong/2023/"],
            0,
        ),
        (
            202,
            ["/khen-thuong/", "/khen-thuong/2022/", "/khen-thuong/2022/phan-2/", "/khen-thuong/2023/",
             "/khen-thuong/2023/phan-2/"],
            0,
        ),
    ],
)  # fmt: skip
def test_many_awards_are_divided(count: int, addresses: list[str], shown: int) -> None:
    given = [award(f"Giấy khen {n}", for_year=2023 - n % 2) for n in range(count)]
    found = list(awards.pages(context_with(event(1, "2024-01-15", awards=given))))
    assert [page.address for page in found] == addresses
    rows = [
        sum(len(r.to) for year in page.years for t in year.titles for r in t.rows) for page in found
    ]
    assert rows[0] == shown
    if len(found) > 1:
        assert sum(rows[1:]) == count
        assert found[1].next
        assert found[1].next.address == addresses[2]
        assert sum(part.count for part in found[0].parts) == count
        assert found[0].parts[0].address == "/khen-thuong/2023/"


def figure(label: str, value: str = "7") -> dict[str, str]:
    return {"label": label, "value": value, "unit": "việc"}


def test_figures_stand_by_event_and_by_name() -> None:
    ctx = context_with(
        event(1, "2022-03-01", figures=[figure("Việc tốt", "gần 5"), figure("Chỉ tiêu", "1.500")]),
        event(2, "2024-03-01", figures=[figure("Việc tốt", "9")]),
        event(3, "2023-03-01"),
    )
    by_date, by_name = figures.pages(ctx)
    assert isinstance(by_date, figures.FiguresPage)
    assert isinstance(by_name, figures.FiguresByNamePage)
    assert [
        (e.event.address, [(f.label, f.value) for f in e.figures])
        for year in by_date.years
        for e in year.events
    ] == [
        ("/su-kien/2024/viec-2/", [("Việc tốt", "9")]),
        ("/su-kien/2022/viec-1/", [("Việc tốt", "gần 5"), ("Chỉ tiêu", "1.500")]),
    ]
    assert [(n.label, [row.figure.value for row in n.rows]) for n in by_name.names] == [
        ("Chỉ tiêu", ["1.500"]), ("Việc tốt", ["9", "gần 5"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "addresses"),
    [
        (140, ["/so-lieu/", "/so-lieu/theo-ten/"]),
        (141, ["/so-lieu/", "/so-lieu/2024/", "/so-lieu/2024/phan-2/", "/so-lieu/theo-ten/", "/so-lieu/theo-ten/phan-2/"]),
    ],
)  # fmt: skip
def test_many_figures_are_divided(count: int, addresses: list[str]) -> None:
    """The register shows the first part of its newest year, and each figure stands once in each order."""
    many = [event(n, "2024-03-01", figures=[figure(f"Số {n:03d}")]) for n in range(count)]
    found = list(figures.pages(context_with(*many)))
    assert [page.address for page in found] == addresses
    by_name = [page for page in found if isinstance(page, figures.FiguresByNamePage)]
    assert [name.label for page in by_name for name in page.names] == [
        f"Số\u00a0{n:03d}" for n in range(count)
    ]
    by_date = [page for page in found if isinstance(page, figures.FiguresPage)]
    sizes = [sum(len(year.events) for year in page.years) for page in by_date]
    assert sizes == ([140] if count == 140 else [140, 140, 1])


def test_registers_of_nothing_say_so() -> None:
    found = [
        *awards.pages(Context(Site())),
        *figures.pages(Context(Site())),
        *leaders.pages(Context(Site())),
    ]
    assert [page.address for page in found] == [
        "/khen-thuong/", "/so-lieu/", "/so-lieu/theo-ten/", "/cum-truong/",
    ]  # fmt: skip


def charts(*values: tuple[str, str]) -> list[figures.FigureChart]:
    """The charts of numbers of one name, each given with its year."""
    told = [event(n, f"{y}-03-01", figures=[figure("Nhà", v)]) for n, (y, v) in enumerate(values)]
    _, page = figures.pages(context_with(*told))
    assert isinstance(page, figures.FiguresByNamePage)
    return [chart for name in page.names for chart in name.charts]


def test_a_row_over_three_years_is_drawn() -> None:
    (chart,) = charts(("2020", "10"), ("2023", "40"), ("2021", "20"))
    assert [(bar.x, bar.y, bar.height) for bar in chart.bars] == [
        (0, 30, 10),
        (14, 20, 20),
        (42, 0, 40),
    ]
    assert (chart.width, chart.height) == (56, 40)
    said = "năm 2020: 10 việc; năm 2021: 20 việc; năm 2023: 40 việc"
    assert chart.words.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    "values",
    [
        [("2020", "10"), ("2021", "20")],
        [("2020", "10"), ("2021", "20"), ("2022", "gần 40")],
        [("2020", "10"), ("2021", "20"), ("2022", "40%")],
        [("2020", "10"), ("2021", "20"), ("2021", "30"), ("2022", "40")],
        [("2020", "10"), ("2021", "20"), ("2022", "nhiều")],
    ],
)
def test_what_is_no_row_of_exact_numbers_is_not_drawn(values: list[tuple[str, str]]) -> None:
    assert charts(*values) == []


def test_numbers_of_two_clusters_are_no_row() -> None:
    other = replace(
        event(3, "2022-03-01", figures=[figure("Nhà")]), terms=(TermKey("c0", "2023"), TermKey("c1", "2023"))
    )  # fmt: skip
    told = [event(n, f"{2020 + n}-03-01", figures=[figure("Nhà")]) for n in range(2)]
    _, page = figures.pages(
        Context(Site(clusters=clusters(2).site.clusters, events=(*told, other)))
    )
    assert isinstance(page, figures.FiguresByNamePage)
    assert [name.charts for name in page.names] == [()]

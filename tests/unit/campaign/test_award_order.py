"""How awards stand to each other, whose flag one is, for which year and in which cluster it was won."""

from __future__ import annotations

import pytest

from thidua.campaign.award_order import (
    award_clusters,
    award_rank,
    award_year,
    commendations,
    flag_of,
)
from thidua.campaign.site import EventEntry, RecordEntry, Site, TermKey
from thidua.reading.body import Body
from thidua.reading.records import Award, Cluster, Event


def award(title: str, to: str = "Đội Mẫu", **more: object) -> Award:
    return Award.model_validate({"title": title, "to": to, "status": "trao", **more})


FROM_THE_HIGHEST = [
    "Huân chương Sao vàng",
    "Huân chương Hồ Chí Minh",
    "Huân chương Độc lập hạng Nhất",
    "Huân chương Độc lập hạng Ba",
    "Huân chương Quân công hạng Nhì",
    "Huân chương Chiến công hạng Nhất",
    "Huân chương Chiến công hạng Nhì",
    "Huân chương Chiến công",
    "Huy chương Vì an ninh Tổ quốc",
    "Danh hiệu “Anh hùng Lực lượng vũ trang nhân dân”",
    "Giải thưởng Hồ Chí Minh",
    "CỜ THI ĐUA CỦA CHÍNH PHỦ",
    "Chiến sĩ thi đua toàn quốc",
    "Bằng khen của Thủ tướng Chính phủ",
    "Cờ thi đua của Bộ Ví Dụ",
    "Chiến sĩ thi đua toàn lực lượng",
    "Kỷ niệm chương",
    "Bằng khen của Bộ Ví Dụ",
    "Danh hiệu Đơn vị quyết thắng",
    "Chiến sĩ thi đua cơ sở",
    "Đơn vị tiên tiến",
    "Giấy khen",
    "Tặng phẩm của Hội đồng",
]


def test_awards_from_the_highest() -> None:
    places = [award_rank(award(title)) for title in FROM_THE_HIGHEST]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("Cờ thi đua của Chính phủ", "government"),
        ("Cờ Thi đua của Chính phủ", "government"),
        ("“Cờ thi đua của Chính phủ”", "government"),
        ("Cờ thi đua của Chính phủ, Bộ Ví Dụ", "unclear"),
        ("Cờ thi đua của Bộ Ví Dụ", "ministry"),
        ("Cờ thi đua của Ủy ban nhân dân tỉnh Mẫu", "ministry"),
        ("Cờ thi đua", None),
        ("Cờ thi đuaxa", None),
        ("Bằng khen của Chính phủ", None),
    ],
)
def test_whose_flag_an_award_is(title: str, expect: str | None) -> None:
    assert flag_of(award(title)) == expect


def event(clusters: tuple[str, ...], *awards: Award, date: str = "2024-01-15") -> EventEntry:
    record = Event.model_validate({
        "title": "Tổng kết", "date": date, "kinds": ["tong-ket"], "audience": "public", "status": "published",
        "summary": "Tóm tắt.", "awards": awards, "sources": [{"title": "Nguồn"}],
    })  # fmt: skip
    terms = tuple(TermKey(cluster, "2023") for cluster in clusters)
    return EventEntry(record, "x.md", slug="tong-ket", folder="", body=Body("", 1), terms=terms)


def cluster(id_: str, member: str) -> RecordEntry[Cluster]:
    return RecordEntry(Cluster.model_validate({
        "id": id_, "name": id_, "owner": "Bộ Ví Dụ", "block": "khac", "audience": "public", "sources": [{"title": "Nguồn"}],
        "terms": [
            {"term": "2023", "from": "2023", "to": "2023", "members": [member], "sources": [{"title": "Nguồn"}]},
            {"term": "2024", "from": "2024", "to": "2024", "members": ["ca-khac"], "sources": [{"title": "Nguồn"}]},
        ],
    }), "x.yml")  # fmt: skip


def test_the_year_is_that_of_the_award_else_of_the_event() -> None:
    told = event(("mot",))
    assert award_year(told, award("Giấy khen", for_year=2023)) == 2023
    assert award_year(told, award("Giấy khen")) == 2024


@pytest.mark.parametrize(
    ("to", "for_year", "expect"),
    [
        ("ca-a", 2023, ("mot",)),
        ("ca-b", 2023, ("hai",)),
        ("ca-a", None, ()),  # a year later it was a member of neither
        ("ca-khac", None, ("mot", "hai")),
        ("Đội Mẫu", 2023, ()),
    ],
)
def test_the_cluster_of_an_award_told_of_at_a_meeting_of_two(
    to: str, for_year: int | None, expect: tuple[str, ...]
) -> None:
    site = Site(clusters={"mot": cluster("mot", "ca-a"), "hai": cluster("hai", "ca-b")})
    one = award("Giấy khen", to, for_year=for_year)
    assert award_clusters(site, event(("mot", "hai"), one), one, to) == expect


def test_a_meeting_of_one_cluster_tells_of_its_awards() -> None:
    one = award("Giấy khen")
    assert award_clusters(Site(), event(("mot",), one), one, "Đội Mẫu") == ("mot",)
    assert award_clusters(Site(), event((), one), one, "Đội Mẫu") == ()


def test_prizes_of_contests_are_no_commendations() -> None:
    told = event(("mot",), award("Giải Nhất"), award("Giấy khen"))
    assert [a.title for _, a in commendations(Site(events=(told,)))] == ["Giấy khen"]

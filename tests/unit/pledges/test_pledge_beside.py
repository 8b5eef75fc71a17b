from __future__ import annotations

from thidua.pledges import cross_cluster
from thidua.pledges.articles import Article
from thidua.pledges.compare import compare
from thidua.pledges.pledge_text import PledgeText
from thidua.reading.records import Target


def article(id_: str, number: str, title: str, text: str) -> Article:
    return Article(id_, number, title, text, 1)


def target(id_: str, value: str, comparator: str = ">=") -> Target:
    return Target(id=id_, article="mot", text=f"Chỉ tiêu {id_}", comparator=comparator, value=value)


SAME = "Giữ gìn trật tự ở địa bàn và giúp đỡ nhân dân."
ONE = PledgeText(
    articles=(
        article("mot", "1.", "Trật tự", SAME),
        article("hai", "2.", "Học tập", "Học mỗi tháng."),
    ),
    targets=(target("chung", "5"), target("rieng", "7")),
)
OTHER = PledgeText(
    articles=(article("ba", "I.", "Văn nghệ", "Hát."), article("mot", "II.", "Trật tự", SAME)),
    targets=(target("chung", "6", ">"),),
)


def test_the_sentence_names_no_winner_and_no_change():
    assert cross_cluster.cross_cluster_sentence(compare(ONE, OTHER), "Cụm A", "Cụm B", "vi") == (
        "Về điều: 1 giống nhau, 1 chỉ có ở Cụm A và 1 chỉ có ở Cụm B. "
        "Về chỉ tiêu: 1 khác nhau và 1 chỉ có ở Cụm A."
    )


def test_lines_name_the_side():
    assert list(cross_cluster.cross_cluster_lines(compare(ONE, OTHER), "Cụm A", "Cụm B", "vi")) == [
        "I. Văn nghệ: chỉ có ở Cụm B",
        "2. Học tập: chỉ có ở Cụm A",
        "Chỉ tiêu chung: khác mức so sánh: ít nhất ↔ trên",
        "Chỉ tiêu chung: khác mức: 5 ↔ 6",
        "Chỉ tiêu rieng: chỉ có ở Cụm A",
    ]


def test_places_and_numbers_are_no_difference():
    assert (
        cross_cluster.cross_cluster_sentence(compare(ONE, ONE), "A", "B", "vi")
        == "Về điều: 2 giống nhau. Về chỉ tiêu: 2 giống nhau."
    )
    assert list(cross_cluster.cross_cluster_lines(compare(ONE, ONE), "A", "B", "vi")) == []

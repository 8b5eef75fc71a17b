"""Which cluster a title names, and what is no mention of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import CLUSTER, EVENT
from thidua.checks.run import check_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVENT_FILE = "events/2024/2024-03-14-ky-giao-uoc.md"
OWN_TITLE = "Cụm thi đua số 1 ký giao ước năm 2024"


def _other(
    cluster_id: str, number: int, *, organisation: str = "main", owner: str = "ca-thi-du"
) -> str:
    text = CLUSTER.replace("id: vd-1", f"id: {cluster_id}").replace(
        "number: 1", f"number: {number}"
    )
    text = text.replace("owner: bo-vi-du", f"owner: {owner}")
    return text.replace("organisation: main", f"organisation: {organisation}")


@pytest.fixture
def told(tree: Callable[..., Path]) -> Callable[[str], list[tuple[str, int]]]:
    """Codes and columns told of an event of cluster 1 with a title."""

    def check(title: str) -> list[tuple[str, int]]:
        content = tree(
            {
                EVENT_FILE: EVENT.replace(OWN_TITLE, title),
                "clusters/vd-doan-1/cluster.yml": _other("vd-doan-1", 1, organisation="youth"),
                "clusters/td-8/cluster.yml": _other("td-8", 8),
            }
        )
        return [(item.code, item.column) for item in check_content(content).report]

    return check


@pytest.mark.parametrize(
    "title",
    [
        OWN_TITLE,
        "Cụm I ký giao ước năm 2024",
        "Cụm thi đua số 01 ký giao ước",
        "Cụm thi đua số 1 – Khối Công an địa phương ký giao ước",
        "Cụm thi đua 5 thành phố trực thuộc Trung ương ký giao ước",
        "Hội nghị ký giao ước thi đua",
        "Cụm thi đua số 1 thăm Cụm thi đua số 7",
        "Các cụm thi đua số 1, 2 và 3 họp chung",
        "Cụm 1 tặng quà Hội Phụ nữ xã Mẫu",
        "Đoàn Thanh niên Công an tỉnh Mẫu tặng quà Cụm 1",
        "Hội Phụ nữ dự lễ ký giao ước của Cụm thi đua số 1",
        "Cụm thi đua số 1 Công an tỉnh Mẫu, Công an tỉnh Thí Dụ ký giao ước",
        "Cụm thi đua số 1 Bộ Ví Dụ ký giao ước",
        "Cụm dân cư số 7",
    ],
)  # fmt: skip
def test_a_title_of_the_cluster(told: Callable[[str], list[tuple[str, int]]], title: str) -> None:
    assert told(title) == []


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Cụm thi đua số 7 ký giao ước", 8),
        ("Cụm VII ký giao ước", 8),
        ("Ngày hội của Cụm 8", 21),
        ("Đoàn Thanh niên Cụm 1 ra quân", 8),
        ("Cụm thi đua số 1 Đoàn Thanh niên ra quân", 8),
        ("Hội Phụ nữ Công an các tỉnh thuộc Cụm thi đua số 1 gặp mặt", 8),
        ("Cụm thi đua số 1 công đoàn Bộ Ví Dụ họp", 8),
        ("Cụm thi đua số 1 khối các đơn vị trực thuộc Bộ sơ kết", 8),
    ],
)  # fmt: skip
def test_a_title_of_another_cluster(
    told: Callable[[str], list[tuple[str, int]]], title: str, column: int
) -> None:
    assert told(title) == [("W540", column)]


def test_the_owner_named_behind_a_number_is_that_of_the_cluster(tree: Callable[..., Path]) -> None:
    third = CLUSTER.replace("members: [ca-mau, ca-thi-du]", "members: [ca-mau]")
    content = tree(
        {
            EVENT_FILE: EVENT.replace(
                OWN_TITLE, "Cụm thi đua số 1 Công an tỉnh Thí Dụ ký giao ước"
            ),
            "clusters/vd-1/cluster.yml": third,
            "clusters/vd-1/pledges/2024.md": None,
            "clusters/td-1/cluster.yml": _other("td-1", 1),
        }
    )
    found = [(item.code, dict(item.params)["near"]) for item in check_content(content).report]
    assert found == [("W540", "td-1")]

"""Names of copies, and of what only ends like one."""

from __future__ import annotations

import pytest

from thidua.reading.suggest import event_name, original_name


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("2024-03-14-ky.md.md", "2024-03-14-ky.md"),
        ("units.yml.yml", "units.yml"),
        ("2024-03-14-ky - Copy.md", "2024-03-14-ky.md"),
        ("2024-03-14-ky- Copy.md", "2024-03-14-ky.md"),
        ("2024-03-14-ky - Copy (2).md", "2024-03-14-ky.md"),
        ("2024-03-14-ky - Sao chép.md", "2024-03-14-ky.md"),
        ("2024-03-14-ky – Bản sao.md", "2024-03-14-ky.md"),
        ("2024-03-14-ky (1).md", "2024-03-14-ky.md"),
        ("2024-03-14-ky(1).md", "2024-03-14-ky.md"),
        ("2024-03-14-ky copy 2.md", "2024-03-14-ky.md"),
        ("2024-03-14-ky 2.md", "2024-03-14-ky.md"),
        ("vd-1 - Copy", "vd-1"),
    ],
)
def test_a_copy(name: str, original: str) -> None:
    assert original_name(name) == original


@pytest.mark.parametrize(
    "name",
    [
        "2024-03-14-ky.md", "2024.md", "2024-2025.md", "vd-1", "units.yml", "2019", "Ký kết (2024).md",
        "2024-03-14-ky-copy.md", "2024-03-14-ban-sao.md", "photocopy.md",
    ],
)  # fmt: skip
def test_no_copy(name: str) -> None:
    assert original_name(name) is None


def test_a_name_proposed_for_a_copy_is_that_of_the_original() -> None:
    assert event_name("2024-03-14-ky - Copy", None) == "2024-03-14-ky"
    assert event_name("2024-03-14-ky.md", "2024-03-14") == "2024-03-14-ky"

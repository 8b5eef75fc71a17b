"""Names of files: none that is proposed is one that the same program, or Windows, then refuses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.editing.importing.pictures import file_name
from thidua.editing.new import event_name as new_event_name
from thidua.file_names import file_stem, is_device
from thidua.reading.records import Paper, Photo
from thidua.reading.suggest import event_name, paper_name, photo_name

NAMES = st.one_of(
    st.text(max_size=150),
    st.from_regex(
        r"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])[. ]{0,2}(pdf|jpg|txt)?", fullmatch=True
    ),
    st.text(alphabet="ab ", min_size=90, max_size=150),
)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Ảnh họp mặt (1)", "anh-hop-mat-1"), ("CON", "tep-con"), ("nul ", "tep-nul"), ("Lpt9.", "tep-lpt9"), ("com10", "com10"),
        ("con đường", "con-duong"), ("…", ""), ("a" * 120, "a" * 100), (f"{'a' * 60} {'b' * 60}", "a" * 60),
    ],
)  # fmt: skip
def test_a_name_of_a_text(text: str, expect: str) -> None:
    assert file_stem(text) == expect


@pytest.mark.parametrize(
    ("name", "expect"),
    [("CON", True), ("con.pdf", True), ("nul .txt", True), ("com1", True), ("com0", False), ("conn", False), ("a.con", False)],
)  # fmt: skip
def test_devices(name: str, expect: bool) -> None:
    assert is_device(name) is expect


@given(NAMES)
def test_what_is_proposed_is_taken(name: str) -> None:
    """By the records, where the name is put; by Windows in any case."""
    paper, photo = paper_name(f"{name}.pdf"), photo_name(f"{name}.jpg")
    if paper:
        Paper.model_validate({"file": paper, "title": "A", "kind": "ke-hoach"})
    if photo:
        Photo.model_validate({"file": photo, "alt": "A", "caption": "B", "credit": "C"})
    taken = file_name(1, name, "jpg", set())
    Photo.model_validate({"file": taken, "alt": "A", "caption": "B", "credit": "C"})
    for proposed in (event_name(name, "2024-05-01"), new_event_name("2024-05-01", name)):
        slug = re.sub(r"\A2024-05-01-", "", proposed)
        assert not is_device(slug)
        assert len(slug) <= 100


def test_a_device_is_not_proposed_for_itself() -> None:
    assert (paper_name("CON.pdf"), photo_name(r"C:\Anh\Nul.JPG")) == ("tep-con.pdf", "tep-nul.jpg")

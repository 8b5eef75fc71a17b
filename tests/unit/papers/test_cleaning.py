"""Hostile papers are refused or clean; sound ones keep their words and look."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from made_pdfs import CANARY, CLEANED, ENDLESS, REFUSED, line, made
from thidua.papers import facts
from thidua.papers.cleaning import clean_pdf
from thidua.papers.facts import paper_contents, paper_facts, paper_file
from thidua.papers.pdf_file import PaperError

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = (
    Path(__file__).parents[2]
    / "data/fixture-site/content/events/2024/2024-03-14-ky-giao-uoc/ke-hoach-le-ky.pdf"
)
"""As a browser prints it: tagged, with fonts of its own."""


@pytest.mark.parametrize("name", CLEANED)
def test_what_should_not_be_there_is_gone_and_told(name: str, tmp_path: Path) -> None:
    make, removed = CLEANED[name]
    found = paper_facts(make(), tmp_path)
    published = paper_file(tmp_path, found).read_bytes()
    assert list(found.removed) == removed
    assert CANARY.encode() not in published
    inside = paper_contents(published)
    assert not [way for way, text in inside.texts if CANARY in text]
    assert inside.is_bare
    assert not paper_contents(make()).is_bare


@pytest.mark.parametrize("name", REFUSED)
def test_what_nobody_can_answer_for_is_refused(name: str, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    for _ in range(2):  # the second time it is kept
        with pytest.raises(PaperError) as refusal:
            paper_facts(make(), tmp_path)
        assert refusal.value.code == code


def test_what_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "TIMEOUT", 3)
    with pytest.raises(PaperError) as refusal:
        paper_facts(ENDLESS["drawings without end"](), tmp_path)
    assert refusal.value.code == "E675"


def test_what_a_busy_machine_did_not_do_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(facts, "TIMEOUT", 0.01)
        with pytest.raises(PaperError):
            paper_facts(made(), tmp_path)
    assert paper_facts(made(), tmp_path).pages == ("Ke hoach cua cum",)


def test_a_package_that_is_not_installed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As MkDocs loads the hook of a checkout; ``-S`` leaves out what is installed by a path."""
    monkeypatch.chdir(tmp_path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import thidua; print(thidua.__file__)"],
        env=facts._environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(Path(facts.__file__).parents[2])


def test_what_a_field_shows_stays(tmp_path: Path) -> None:
    found = paper_facts(CLEANED["form"][0](), tmp_path)
    assert found.pages == ("Ke hoach cua cum Da dien",)


def test_the_words_under_a_scan_stay(tmp_path: Path) -> None:
    found = paper_facts(CLEANED["scan"][0](), tmp_path)
    assert found.pages == ("Giao uoc thi dua",)


def test_a_printed_paper_keeps_its_words_and_its_look() -> None:
    before, after = PLAN.read_bytes(), clean_pdf(PLAN.read_bytes()).data
    old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    assert len(new) == 2
    for one, other in zip(old, new, strict=True):
        assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()
        assert one.render().to_pil().tobytes() == other.render().to_pil().tobytes()


@pytest.mark.parametrize("make", [PLAN.read_bytes, *(make for make, _ in CLEANED.values())])
def test_the_same_bytes_each_time_and_cleaning_twice_changes_nothing(
    make: Callable[[], bytes],
) -> None:
    data = make()
    once = clean_pdf(data).data
    assert clean_pdf(data).data == once
    assert clean_pdf(once).data == once


def test_only_what_draws_is_published() -> None:
    with pikepdf.open(io.BytesIO(clean_pdf(PLAN.read_bytes()).data)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert not len(document.docinfo)
        for page in document.pages:
            assert set(page.obj.keys()) <= {
                "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group",
            }  # fmt: skip


def test_pages_are_told_apart(tmp_path: Path) -> None:
    found = paper_facts(made(line("Trang mot"), line("Trang hai"), b""), tmp_path)
    assert found.pages == ("Trang mot", "Trang hai", "")
    assert found.picture == (480, 680)


@pytest.mark.parametrize(
    ("part", "damage"), [("facts.json", b"{}"), ("paper.pdf", b""), ("page.webp", None)]
)
def test_a_damaged_cache_costs_time_alone(
    part: str, damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made()
    first = paper_facts(data, tmp_path)
    before = paper_file(tmp_path, first).read_bytes()
    place = tmp_path / first.key / part
    place.unlink() if damage is None else place.write_bytes(damage)
    assert paper_facts(data, tmp_path) == first
    assert paper_file(tmp_path, first).read_bytes() == before
    # What is whole is not read again.
    monkeypatch.setattr(facts, "_process", None)
    assert paper_facts(data, tmp_path) == first

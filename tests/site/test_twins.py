"""The public cannot tell a site with hidden records from one in which they were never written.

The strongest thing to be said against leaks: not “these words are absent” but “nothing is different”. Counts, orders,
gaps between ids, neighbours, years, numbers, dates of change and sizes are all part of the bytes compared.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import twins
from canaries import plant
from support import TODAY, build, contents, copy_fixture
from thidua import prose
from thidua.campaign.audience import project
from thidua.checks.run import check_content
from thidua.outputs.all import output_files
from thidua.views.all import pages
from thidua.views.shared.page import Context

if TYPE_CHECKING:
    from collections.abc import Iterator


def _public(content: Path) -> Context:
    checked = check_content(content)
    assert not checked.report.has_errors, checked.report.render("text", "en")
    return Context(
        site=project(checked.site, "public", dt.date.fromisoformat(TODAY)),
        site_name="Trang thi đua Ví Dụ",
        site_url="https://thidua.example.vn/vi-du/",
    )


@pytest.fixture(scope="module")
def open_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return twins.open_twin(tmp_path_factory.mktemp("twin") / "content")


class Told:
    """What the public is shown: the views of all pages and the bytes of all other files."""

    def __init__(self, content: Path) -> None:
        context = _public(content)
        self.views = list(pages(context))
        self.files = dict(output_files(context))

    def differences(self, other: Told) -> list[str]:
        """Addresses and names at which two differ; short, whatever the size of a site."""
        ours, theirs = ({view.address: view for view in told.views} for told in (self, other))
        differing = {a for a in ours.keys() | theirs.keys() if ours.get(a) != theirs.get(a)}
        return sorted(differing) + _differences(self.files, other.files)


@pytest.fixture(scope="module")
def told(open_content: Path) -> Told:
    """What the public is shown when there is nothing to hide."""
    return Told(open_content)


@pytest.fixture(scope="module")
def open_site(open_content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The public build of that site."""
    folder = tmp_path_factory.mktemp("open")
    config = copy_fixture(folder / "project")
    shutil.rmtree(config.parent / "content")
    shutil.copytree(open_content, config.parent / "content")
    return contents(build(config, folder / "site"))


def test_the_fixture_hides_what_its_twin_never_had(
    public_site: Path, open_site: dict[str, bytes]
) -> None:
    assert _differences(contents(public_site), open_site) == []


def test_hidden_records_change_no_byte(open_site: dict[str, bytes], tmp_path: Path) -> None:
    """All of them at once, photographs too, through MkDocs and its templates."""
    config = copy_fixture(tmp_path / "project")
    content = twins.hide_in(
        config.parent / "content",
        {**twins.HIDDEN_EVENTS, **twins.HIDDEN_FILES},
        twins.HIDDEN_ENTRIES,
    )
    # A picture the public has, once more beside a hidden event.
    folder = content / "events" / "2024" / "2024-05-02-hop-kin-pzwqkvxjhntb"
    shutil.copy(
        content / "events" / "2024" / "2024-03-14-ky-giao-uoc" / "toan-canh.png",
        folder / "thua.png",
    )
    log: list[str] = []
    assert _differences(contents(build(config, tmp_path / "site", log=log)), open_site) == []
    # Who reads the log of a public build need not be who may read the content.
    assert "W419" not in log[0]
    assert not re.search(r"[/-]kin\b|hop-kin|hen-ngay|nhap", log[0]), log[0]
    assert "thidua check" in log[0]


def test_every_field_of_hidden_records_changes_no_byte(
    open_site: dict[str, bytes], tmp_path: Path
) -> None:
    """Dates, numbers and closed values too, in which no canary fits."""
    config = copy_fixture(tmp_path / "project")
    plant(config.parent / "content")
    assert _differences(contents(build(config, tmp_path / "site")), open_site) == []


def test_the_comparison_has_teeth(open_site: dict[str, bytes], tmp_path: Path) -> None:
    """One more public event, of which nothing is known but its year, is seen in many places."""
    config = copy_fixture(tmp_path / "project")
    name = "events/2011/2011-01-02-dau-tien.md"
    text = twins.HIDDEN_EVENTS[name].replace("audience: internal", "audience: public")
    twins.hide_in(config.parent / "content", {name: text})
    differing = _differences(contents(build(config, tmp_path / "site")), open_site)
    assert {"index.html", "su-kien/index.html", "sitemap.xml", "du-lieu/events.json"} <= set(
        differing
    )


_DAY = st.dates(dt.date(2022, 1, 1), dt.date(2025, 12, 31))


@st.composite
def _events(draw: st.DrawFn) -> Iterator[tuple[str, str]]:
    """Some event the public may not know, that names public records."""
    day = draw(_DAY)
    hiding = draw(
        st.sampled_from([
            {"audience": "internal"},
            {"audience": "public", "status": "draft"},
            {"audience": "public", "publish_on": "2026-01-16"},
        ])
    )  # fmt: skip
    more: dict[str, object] = {
        "clusters": draw(st.lists(st.just(f"vd-1@{day.year}"), max_size=1)),
        "kinds": [
            draw(st.sampled_from(["tong-ket", "ky-giao-uoc", "hoi-thi", "dai-hoi", "khen-thuong"]))
        ],
        "commemorations": draw(
            st.lists(st.just({"id": "ngay-truyen-thong-vi-du", "year": day.year}), max_size=1)
        ),
        "campaigns": draw(st.lists(st.just("vi-binh-yen"), max_size=1)),
        "figures": draw(
            st.lists(st.just({"label": "Số kín", "value": "7", "unit": "vụ"}), max_size=1)
        ),
    }
    if draw(st.booleans()):
        more["host"] = "ca-tinh-dan-huong"
        more["awards"] = [
            {"title": "Cờ kín", "to": "hv-vi-du", "for_year": day.year, "status": "de-nghi"}
        ]
    date = draw(st.sampled_from([f"{day.year}", f"{day:%Y-%m}", day.isoformat()]))
    slug = f"kin-{draw(st.integers(0, 99))}"
    return f"events/{day.year}/{date}-{slug}.md", twins._event("Việc kín", date, **(more | hiding))


_FILES = st.sets(st.sampled_from([
    "clusters/vd-1/pledges/2022.md", "clusters/vd-truong-1/pledges/2024-2025.md", "clusters/cum-kin-41/cluster.yml",
]))  # fmt: skip
_ENTRIES = st.sets(st.sampled_from(["units.yml", "commemorations.yml", "campaigns.yml"]))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=st.lists(_events(), max_size=5), files=_FILES, entries=_ENTRIES)
@example(
    events=list(twins.HIDDEN_EVENTS.items()),
    files=set(twins.HIDDEN_FILES),
    entries=set(twins.HIDDEN_ENTRIES),
)
def test_no_hidden_record_shows_in_a_view_or_file(
    open_content: Path,
    told: Told,
    events: list[tuple[str, str]],
    files: set[str],
    entries: set[str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        shutil.copytree(open_content, content)
        by_id = {(name[:11], name.rpartition("-kin-")[2]): (name, text) for name, text in events}
        hidden = dict(by_id.values()) | {name: twins.HIDDEN_FILES[name] for name in files}
        assert Told(twins.hide_in(content, hidden, sorted(entries))).differences(told) == []


def test_a_hidden_result_changes_no_view(open_content: Path, tmp_path: Path, told: Told) -> None:
    """Sums and states of a pledge are those of the results the public may see: none."""
    content = tmp_path / "content"
    shutil.copytree(open_content, content)
    pledge = content / "clusters" / "vd-1" / "pledges" / "2024.md"
    text = pledge.read_text("utf-8")
    baseline = "    baseline: so với năm 2023\n"
    assert baseline in text
    pledge.write_text(text.replace(baseline, baseline + twins.RESULT), "utf-8")
    assert Told(content).differences(told) == []


@pytest.mark.parametrize("link", twins.LINKS)
def test_a_link_to_what_waits_leaves_its_words_alone(tmp_path: Path, link: str) -> None:
    """In search, feeds and open data too, which take texts as they are written."""
    told = []
    for name, text in (("linked", link), ("plain", "bài sau")):
        content = twins.open_twin(tmp_path / name)
        waiting = "events/2025/2025-01-05-hen-ngay-xa.md"
        for old in (content / "events" / "2025").glob("*"):
            # No other event of that year, so that its list is hidden as well.
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        twins.hide_in(content, {waiting: twins.HIDDEN_EVENTS[waiting]} if name == "linked" else {})
        for place in (
            "events/2024/2024-03-14-ky-giao-uoc/index.md",
            "clusters/vd-1/pledges/2024.md",
        ):
            path = content / place
            near = "events/2024/" if place.startswith("events") else "clusters/vd-1/pledges/"
            here = text.replace(
                "../2025/", "../../2025/" if near.startswith("ev") else "../../../events/2025/"
            )
            path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nXem {here}\n", "utf-8")
        told.append(Told(content))
    linked, plain = told
    assert _differences(linked.files, plain.files) == []
    assert not [name for name, data in linked.files.items() if b"hen-ngay-xa" in data]
    for view in linked.views:
        if view.prose is not None:
            assert "hen-ngay-xa" not in prose.render(view.prose.text, view.prose.links, "vi").html


def _differences(site: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Files that are not in both, or not the same; the manifest only when it differs by itself."""
    differing = sorted(
        name for name in site.keys() | other.keys() if site.get(name) != other.get(name)
    )
    if differing == ["manifest.json"]:
        return [f"manifest.json: {json.loads(site['manifest.json'])}"]
    return differing

"""Rules of clusters, units and audiences on the day from which they speak; each told at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shapes import LOCAL, checked, cluster, event
from support import BASE, CLUSTER, EVENT, PLEDGE, UNITS, write_tree
from thidua.campaign.membership_changes import member_moves
from thidua.campaign.site import RecordEntry, Site
from thidua.campaign.units import (
    all_predecessors,
    all_successors,
    counterpart_in,
    exists_at_some_time,
    exists_during,
    lifetime,
    owner_id,
)
from thidua.checks.run import check_content
from thidua.dates import single
from thidua.reading.records import Unit

if TYPE_CHECKING:
    from pathlib import Path


def codes(folder: Path, *files: tuple[str, str]) -> list[str]:
    """Code, line and proposal of everything told."""
    return [
        " ".join(filter(None, (item.code, str(item.line), dict(item.params).get("near"))))
        for item in checked(folder, dict(files)).report
    ]


def terms(*lines: str) -> tuple[str, str]:
    """A cluster whose first term stands on line 8."""
    return cluster("thu", f"{LOCAL}\nnumber: 91", *lines)


@pytest.mark.parametrize(
    ("first", "second", "expect"),
    [
        ("from: 2023-01-01, to: 2023-12-31", "from: 2024-01-01, to: 2024-12-31", []),
        ("from: 2023-01-01, to: 2024-01-01", "from: 2024-01-01, to: 2024-12-31", ["E502 9"]),
        ("from: 2023-01-01, to: 2023-12-31", "from: 2023-12-31, to: 2024-12-31", ["E502 9"]),
        ('from: "2023", to: "2023"', 'from: "2023", to: "2024"', ["E502 9"]),
        # A term without an end is ended before the next
        ("from: 2023-01-01", "from: 2024-01-01", ["E502 9 2023-12-31"]),
        ("from: 2023-05", "from: 2024-02", ["E502 9 2024-01"]),
        ("from: 2023-01-01", "from: 2023-01-01", ["E502 9"]),
        # The later one is told, wherever it is written
        ("from: 2024-01-01, to: 2024-12-31", "from: 2023-01-01, to: 2024-01-01", ["E502 8"]),
    ],
)  # fmt: skip
def test_terms_lie_apart(tmp_path: Path, first: str, second: str, expect: list[str]) -> None:
    assert codes(tmp_path, terms(f"term: a, {first}", f"term: b, {second}")) == expect


def test_a_term_within_a_long_one_does_not_end_it(tmp_path: Path) -> None:
    lines = ("term: a, from: 2020-01-01, to: 2024-12-31", "term: b, from: 2021-01-01, to: 2021-12-31", "term: c, from: 2024-12-31, to: 2025-12-31")  # fmt: skip
    assert codes(tmp_path, terms(*lines)) == ["E502 9", "E502 10"]


TERM = "term: a, from: 2024-01-01, to: 2024-12-31"


@pytest.mark.parametrize(
    ("members", "expect"),
    [
        ("[ca-truc, trai-so-1]", []),
        ("[{unit: ca-truc, from: 2024-01-01, to: 2024-12-31}]", []),
        ("[{unit: ca-truc, from: 2023-12-31}]", ["E507 8"]),
        ("[{unit: ca-truc, to: 2025-01-01}]", ["E507 8"]),
        ("[ca-truc, ca-truc]", ["E515 8"]),
        ("[{unit: ca-truc, to: 2024-05-31}, {unit: ca-truc, from: 2024-06-01}]", []),
        ("[{unit: ca-truc, to: 2024-06-01}, {unit: ca-truc, from: 2024-06-01}]", ["E515 8"]),
        # A unit exists on each day of its membership
        ("[ca-mai-2025]", ["E505 8 ca-mai"]),
        ("[cuc-mot]", ["E506 8 cuc-hai"]),
        ("[cuc-hai]", []),
    ],
)
def test_members_belong_to_the_term(tmp_path: Path, members: str, expect: list[str]) -> None:
    assert codes(tmp_path, terms(f"{TERM}, members: {members}")) == expect


@pytest.mark.parametrize(
    ("leaders", "expect"),
    [
        ("lead: ca-truc", []),
        ("lead: trai-so-2", ["E504 8"]),
        ("lead: ca-truc, deputy: ca-truc", ["E516 8"]),
        ("lead: {unit: ca-truc, to: 2024-06-30}, deputy: {unit: ca-truc, from: 2024-07-01}", []),
        ("lead: {unit: ca-truc, to: 2024-07-01}, deputy: {unit: ca-truc, from: 2024-07-01}", ["E516 8"]),
        # On days of its own membership
        ("lead: {unit: trai-so-1, from: 2024-02-01}", []),
        ("lead: {unit: trai-so-1, from: 2024-01-31}", ["W532 8"]),
        ("lead: {unit: trai-so-1, to: 2024-10-31}", []),
        ("lead: {unit: trai-so-1, from: 2024-02-01, to: 2024-11-01}", ["W532 8"]),
        ("deputy: {unit: ca-truc, to: 2025-01-01}", ["W532 8"]),
    ],
)  # fmt: skip
def test_leads_are_members(tmp_path: Path, leaders: str, expect: list[str]) -> None:
    members = "members: [ca-truc, {unit: trai-so-1, from: 2024-02-01, to: 2024-10-31}]"
    assert codes(tmp_path, terms(f"{TERM}, {members}, {leaders}")) == expect


@pytest.mark.parametrize(
    ("lead", "expect"),
    # Where no member is known, a day of the term is enough for a lead.
    [("ca-mai", []), ("ca-mai-2025", []), ("ca-truc", []), ("cuc-mot", ["E506 8"]), ("cuc-hai", ["E506 8"])],
)  # fmt: skip
def test_a_lead_without_members_exists_for_a_day(tmp_path: Path, lead: str, expect: list[str]) -> None:  # fmt: skip
    assert codes(tmp_path, terms(f"term: a, from: 2025-01-01, to: 2025-12-31, lead: {lead}")) == expect  # fmt: skip


@pytest.mark.parametrize(
    ("span", "expect"),
    [
        # Another cluster of the same owner and block is number 1 from 2023 to 2025
        ("from: 2022-01-01, to: 2022-12-31", []),
        ("from: 2022-01-01, to: 2023-01-01", ["E503 6"]),
        ("from: 2025-12-31, to: 2026-12-31", ["E503 6"]),
        ("from: 2026-01-01, to: 2026-12-31", []),
        ("number: 7, from: 2024-01-01, to: 2024-12-31", []),
        ("number: 2, from: 2025-01-01, to: 2025-12-31", ["E503 8"]),
    ],
)
def test_a_number_means_one_cluster_at_a_time(tmp_path: Path, span: str, expect: list[str]) -> None:
    assert codes(tmp_path, cluster("thu", f"{LOCAL}\nnumber: 1", f"term: a, {span}")) == expect


# --- Units ------------------------------------------------------------------------------------------


def site(*units: Unit) -> Site:
    return Site(units={unit.id: RecordEntry(unit, "units.yml") for unit in units})


def unit(id_: str, start: str | None = None, end: str | None = None, **keys: object) -> Unit:
    dates = {key: value for key, value in (("from", start), ("to", end)) if value}
    return Unit.model_validate({"id": id_, "name": id_, **dates, **keys})


CHAIN = site(
    unit("a", None, "2018-06-30", name="Cục"), unit("b", "2018-07-01", "2024-12-31", predecessors=["a"]),
    unit("c", "2025-01-01", predecessors=["b", "x"], name="Cục", short="C", aliases=["Cục C"]), unit("d", "2025-01-01", predecessors=["b"]),
    unit("x", None, "2024-12-31", successor="c"),
)  # fmt: skip


def test_kin_near_and_far() -> None:
    assert all_successors(CHAIN, "a") == ["b", "c", "d"]
    assert all_predecessors(CHAIN, "c") == ["b", "x", "a"]
    assert (all_successors(CHAIN, "c"), all_predecessors(CHAIN, "a")) == ([], [])
    assert CHAIN.successors == {"x": ("c",), "a": ("b",), "b": ("c", "d")}
    assert CHAIN.predecessors == {"b": ("a",), "c": ("b", "x"), "d": ("b",)}


def test_a_circle_ends() -> None:
    ring = site(unit("a", successor="b"), unit("b", successor="a"))
    assert (all_successors(ring, "a"), all_predecessors(ring, "a")) == (["b"], ["b"])


@pytest.mark.parametrize(
    ("successors", "expect"),
    [
        ([("s", "2024-03-01")], "0001/2024-02-29"), ([("s", "2024-03")], "0001/2024-03-30"), ([("s", "2024")], "0001/2024-12-30"),
        ([("s", "2024-03-01"), ("t", "2023-03-01")], "0001/2023-02-28"), ([("s", None)], "0001/.."), ([], "0001/.."),
    ],
)  # fmt: skip
def test_a_unit_whose_end_is_not_written_ended_before_its_successor_began(
    successors: list[tuple[str, str | None]], expect: str
) -> None:
    later = [unit(id_, start, predecessors=["a"]) for id_, start in successors]
    assert str(lifetime(site(unit("a"), *later), "a")) == expect
    written = site(unit("a", None, "2030-01-01"), *later)
    assert str(lifetime(written, "a")) == "0001/2030-01-01"


def test_no_unit_ends_before_it_began() -> None:
    made = site(unit("a", "2025-05-05"), unit("b", "2025-01-01", predecessors=["a"]))
    assert str(lifetime(made, "a")) == "2025-05-05"


@pytest.mark.parametrize(
    ("when", "whole", "partly", "instead"),
    [
        ("2018-06-30", False, False, "a"), ("2018-07-01", True, True, None), ("2024-12-31", True, True, None),
        ("2025-01-01", False, False, None), ("2018", False, True, None), ("2017", False, False, "a"), ("2024", True, True, None),
    ],
)  # fmt: skip
def test_on_which_days_a_unit_exists(when: str, whole: bool, partly: bool, instead: str | None) -> None:  # fmt: skip
    span = single(when)
    assert exists_during(CHAIN, "b", span) is whole
    assert exists_at_some_time(CHAIN, "b", span) is partly
    assert counterpart_in(CHAIN, "b", span) == instead


def test_of_several_kin_that_of_the_same_name_is_meant() -> None:
    assert counterpart_in(CHAIN, "a", single("2025-06-01")) == "c"


@pytest.mark.parametrize(
    ("owner", "expect"),
    [("b", "b"), ("x", "x"), ("C", "c"), ("Cục C", "c"), ("Cục", "Cục"), ("Hội đồng", "Hội đồng")],
)
def test_an_owner_given_by_its_name(owner: str, expect: str) -> None:
    assert owner_id(CHAIN, owner) == expect


@pytest.mark.parametrize(
    ("came", "gone", "replaced", "joined", "left"),
    [
        ("c", "b x", ["c <- b x"], "", ""), ("c d", "b", ["c d <- b"], "", ""), ("d y", "b z", ["d <- b"], "y", "z"),
        ("c d", "b x", ["c d <- b x"], "", ""), ("b", "a", ["b <- a"], "", ""), ("a", "b", [], "a", "b"), ("", "", [], "", ""),
        ("b d2", "a a2", ["b <- a", "d2 <- a2"], "", ""),
    ],
)  # fmt: skip
def test_who_took_whose_place(came: str, gone: str, replaced: list[str], joined: str, left: str) -> None:  # fmt: skip
    more = [unit("y"), unit("z"), unit("a2"), unit("d2", predecessors=["a2"])]
    known = site(*(entry.record for entry in CHAIN.units.values()), *more)
    moves = member_moves(known, came.split(), gone.split())
    assert [f"{' '.join(r.came)} <- {' '.join(r.gone)}" for r in moves.replaced] == replaced
    assert (" ".join(moves.joined), " ".join(moves.left)) == (joined, left)


# --- Open fields that take ready codes ---------------------------------------------------------------


def test_what_looks_like_a_code_and_is_none_is_told_once(tmp_path: Path) -> None:
    units = UNITS.replace("name: Bộ Ví Dụ\n", "name: Bộ Ví Dụ\n  kind: bo-x\n").replace("name: Công an tỉnh Mẫu\n", "name: Công an tỉnh Mẫu\n  kind: bo-x\n")  # fmt: skip
    made = CLUSTER.replace("organisation: main", "organisation: maim").replace("block: cong-an-dia-phuong", "block: maim").replace("lead: ca-mau", "lead: {unit: ca-mau, how: bau-x}")  # fmt: skip
    content = write_tree(tmp_path / "content", {**BASE, "units.yml": units, "clusters/vd-1/cluster.yml": made})  # fmt: skip
    found = [
        f"{dict(item.params)['key']} {dict(item.params)['value']} {item.line}"
        for item in check_content(content, tmp_path).report
        if item.code == "W531"
    ]
    assert sorted(found) == ["block maim 5", "how bau-x 18", "kind bo-x 3", "organisation maim 6"]


# --- What is public names nothing that is not --------------------------------------------------------

SECRET = """\
- id: phong-kin
  name: Phòng Kín
  audience: internal
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("events/2024/2024-03-14-ky-giao-uoc.md", "summary:", "host: phong-kin\nsummary:", 8),
        ("events/2024/2024-03-14-ky-giao-uoc.md", "ký giao ước.\n", "ký [giao ước](/don-vi/phong-kin/).\n", 13),
        ("events/2024/2024-03-14-ky-giao-uoc.md", "title: Bản tin Ví Dụ", "title: B\n    url: https://a.example/don-vi/phong-kin/", 11),
        ("clusters/vd-1/cluster.yml", "lead: ca-mau\n    members: [ca-mau, ", "members: [phong-kin, ", 18),
        ("clusters/vd-1/cluster.yml", "title: Bản tin năm 2024", "title: B\n        url: https://a.example/don-vi/phong-kin/", 22),
        ("clusters/vd-1/pledges/2024.md", "signatories: [ca-mau, ", "signatories: [phong-kin, ", 5),
        ("clusters/vd-1/pledges/2024.md", "Giữ gìn an ninh.", "Giữ gìn [an ninh](/don-vi/phong-kin/).", 14),
        ("units.yml", "successor: ca-moi\n", "successor: phong-kin\n", 10),
        ("campaigns.yml", "title: Kế hoạch Ví Dụ", "title: K\n      url: https://a.example/don-vi/phong-kin/", 5),
        ("commemorations.yml", "title: Sổ tay Ví Dụ", "title: S\n      url: https://a.example/don-vi/phong-kin/", 10),
    ],
)  # fmt: skip
@pytest.mark.parametrize("hidden", [True, False])
def test_a_public_record_names_no_hidden_one(tmp_path: Path, file: str, old: str, new: str, line: int, hidden: bool) -> None:  # fmt: skip
    secret = SECRET if hidden else SECRET.replace("internal", "public")
    files = {**BASE, "units.yml": UNITS + secret}
    assert old in files[file]
    files[file] = files[file].replace(old, new)
    report = check_content(write_tree(tmp_path / "content", files), tmp_path).report
    found = [f"{item.path} {item.line}" for item in report if item.code == "E416"]
    assert found == ([f"content/{file} {line}"] if hidden else [])


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_hidden_event_may_name_hidden_ones(tmp_path: Path, audience: str) -> None:
    made = EVENT.replace("audience: public", f"audience: {audience}\nhost: phong-kin")
    files = {**BASE, "units.yml": UNITS + SECRET, "events/2024/2024-03-14-ky-giao-uoc.md": made}
    report = check_content(write_tree(tmp_path / "content", files), tmp_path).report
    assert ("E416" in {item.code for item in report}) is (audience == "public")


@pytest.mark.parametrize(
    ("head", "expect"),
    [("audience: public", []), ("audience: internal", ["E416 3"]), ("audience: public\nstatus: draft", ["E416 3"])],
)  # fmt: skip
def test_a_public_pledge_was_signed_at_a_public_event(tmp_path: Path, head: str, expect: list[str]) -> None:  # fmt: skip
    made = EVENT.replace("audience: public\nstatus: published", head if "status" in head else f"{head}\nstatus: published")  # fmt: skip
    pledge = PLEDGE.replace("title:", "event: 2024/ky-giao-uoc\ntitle:")
    files = {
        **BASE,
        "events/2024/2024-03-14-ky-giao-uoc.md": made,
        "clusters/vd-1/pledges/2024.md": pledge,
    }
    report = check_content(write_tree(tmp_path / "content", files), tmp_path).report
    assert [f"{item.code} {item.line}" for item in report if item.code == "E416"] == expect


def test_a_public_pledge_is_of_a_public_cluster(tmp_path: Path) -> None:
    files = {**BASE, "clusters/vd-1/cluster.yml": CLUSTER.replace("audience: public", "audience: internal")}  # fmt: skip
    report = check_content(write_tree(tmp_path / "content", files), tmp_path).report
    found = [f"{item.path} {item.line}" for item in report if item.code == "E416"]
    assert found == [
        "content/clusters/vd-1/pledges/2024.md 4",
        "content/events/2024/2024-03-14-ky-giao-uoc.md 5",
    ]


def test_an_award_for_the_year_after_next_is_asked_about(tmp_path: Path) -> None:
    for year, expect in ((2024, []), (2025, []), (2026, ["W514 9"])):
        award = f"awards: [{{title: Cờ, to: Đội Một, status: de-nghi, for_year: {year}}}]\n"
        found = checked(tmp_path / str(year), dict([event(1, "2024-03-14", "khen-thuong", "", award)]))  # fmt: skip
        assert [f"{item.code} {item.line}" for item in found.report] == expect


def test_a_unit_out_of_its_time_is_told_of_where_it_is_named(tmp_path: Path) -> None:
    more = "host: cuc-mot\nunits: [ca-truc, cuc-mot]\nawards: [{title: A, to: Đội, status: de-nghi}, {title: B, to: cuc-mot, status: de-nghi}]\n"
    found = checked(tmp_path, dict([event(1, "2025-08-20", "khen-thuong", "", more)]))
    assert [f"{item.code} {item.line}:{item.column}" for item in found.report] == [
        "E506 9:7", "E506 10:18", "E506 11:63",
    ]  # fmt: skip

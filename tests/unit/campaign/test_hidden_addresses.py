"""No spelling of a hidden record's address reaches a byte of the public site: the check refuses it, or it is taken out.

Spellings come from one grammar: what is named, how its letters are coded, how its path is written, and what stands
around it. Whether something leaked is decided by a reader of its own, which undoes codings in another way.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support import BASE, EVENT, PLEDGE, UNITS, write_tree
from thidua import prose
from thidua.audit.decoded_text import decode_texts
from thidua.audit.visibility_index import build_visibility_index
from thidua.campaign.audience import project
from thidua.campaign.hidden_addresses import HiddenAddresses, normal_form
from thidua.checks.run import CheckedContent, check_content
from thidua.outputs.all import output_files
from thidua.reading.library import read_library
from thidua.views.all import pages
from thidua.views.shared.page import Context

TODAY = dt.date(2026, 1, 15)
PUBLIC_EVENT = "events/2024/2024-03-14-ky-giao-uoc.md"


def _event(title: str, date: str, head: str) -> str:
    made = EVENT.replace("Cụm thi đua số 1 ký giao ước năm 2024", title)
    made = made.replace("2024-03-14", date).replace("Hai đơn vị ký giao ước", title)
    return made.replace("audience: public\nstatus: published", head)


HIDDEN = {
    "events/2024/2024-05-02-zqwx-kjvb.md": _event(
        "Họp bàn việc khác", "2024-05-02", "audience: internal\nstatus: published"
    ),
    "events/2024/2024-05-03-hgfd-lkjh.md": _event(
        "Gặp mặt đầu hè", "2024-05-03", "audience: public\nstatus: published\npublish_on: 2030-01-01"
    ),
    "events/2024/2024-05-04-tpqr-xvbn.md": _event(
        "Thăm trường cũ", "2024-05-04", "audience: public\nstatus: draft"
    ),
    "clusters/cum-pqzx/cluster.yml": (
        "id: cum-pqzx\nname: Cụm Mười Lăm\nowner: Sở Ví Dụ\nblock: ngoai-cong-an\nnumber: 15\naudience: internal\n"
        'terms: [{term: "2024", from: 2024-01-01, to: 2024-12-31, sources: [{title: Bản tin}]}]\n'
    ),
    "clusters/vd-1/pledges/2023.md": PLEDGE.replace("2024", "2023").replace(
        "audience: public", "audience: internal"
    ),
    "units.yml": f"{UNITS}- {{id: dv-mnbv, name: Phòng Mười Lăm, audience: internal}}\n",
    "campaigns.yml": f"{BASE['campaigns.yml']}- {{id: pt-trqp, name: Đợt Mười Lăm, audience: internal, sources: [{{title: Kế hoạch}}]}}\n",
    "commemorations.yml": f"{BASE['commemorations.yml']}- {{id: kn-wxzq, name: Ngày Mười Lăm, kind: fixed, month: 3, day: 5, regime: none, audience: internal, sources: [{{title: Sổ tay}}]}}\n",
}  # fmt: skip

NAMED = (
    "/su-kien/2024/zqwx-kjvb/", "/su-kien/2024/hgfd-lkjh/", "/su-kien/2024/tpqr-xvbn/", "/cum/cum-pqzx/", "/cum/cum-pqzx/2024/",
    "/cum/cum-pqzx/lich.ics", "/don-vi/dv-mnbv/", "/phong-trao/pt-trqp/", "/ky-niem/kn-wxzq/lich.ics",
    "/cum/vd-1/giao-uoc/2023/", "/cum/vd-1/giao-uoc/2023..2024/", "/giao-uoc/2024/cum-pqzx..vd-1/",
    "/giao-uoc/so-sanh/?a=vd-1@2024&b=vd-1@2023", "/giao-uoc/so-sanh/?a=cum-pqzx@2024", "/giao-uoc/so-sanh/vd-1/2023.js",
    "/lich/?cum=cum-pqzx", "/tim-kiem/?q=dv-mnbv", "/su-kien/2024/zqwx-kjvb/index.html", "/su-kien/2024/hgfd-lkjh/#nguon",
    "zqwx-kjvb", "2024-05-02-zqwx-kjvb.md", "hgfd-lkjh", "cum-pqzx", "cum-pqzx@2024", "dv-mnbv", "doan-tn-dv-mnbv", "pt-trqp", "kn-wxzq",
    "content/clusters/vd-1/pledges/2023.md",
)  # fmt: skip
TELLING = (
    "zqwx-kjvb", "hgfd-lkjh", "tpqr-xvbn", "cum-pqzx", "dv-mnbv", "pt-trqp", "kn-wxzq", "vd-1-giao-uoc-2023", "vd-1-pledges-2023",
)  # fmt: skip
"""What must not be left, every run of other signs as one hyphen."""


def _coded(some: random.Random, text: str, code: str) -> str:
    """``text`` with some of its characters in another coding."""
    ways = {
        "percent": lambda c: f"%{ord(c):02X}",
        "percent twice": lambda c: f"%25{ord(c):02x}",
        "percent thrice": lambda c: f"%2525{ord(c):02x}",
        "entity": lambda c: f"&#{ord(c)};",
        "hex entity": lambda c: f"&#x{ord(c):X};",
        "entity twice": lambda c: f"&amp;#{ord(c)};",
        "capital": str.upper,
        "wide": lambda c: chr(ord(c) + 0xFEE0),
        "escaped": lambda c: f"\\{c}" if c in "-.@#?" else c,
        "back": lambda c: "\\" if c == "/" else c,
        "doubled": lambda c: c * 2 if c == "/" else c,
        "dot": lambda c: "/./" if c == "/" else c,
        "up": lambda c: "/x/../" if c == "/" else c,
        "hyphen": lambda c: some.choice("\u2010\u2011\u2012\u2013\u2212") if c == "-" else c,
        "plain": lambda c: c,
    }
    return "".join(ways[code](c) if c.isascii() and some.random() < 0.6 else c for c in text)


CODINGS = (
    "percent",
    "percent twice",
    "percent thrice",
    "entity",
    "hex entity",
    "entity twice",
    "plain",
)
SHAPES = ("capital", "wide", "escaped", "back", "doubled", "dot", "up", "hyphen", "plain")
HOSTS = ("", "https://thi-dua.example", "http://10.0.0.7:8080/noi-bo", "HTTPS://Thi-Dua.Example", "//thi-dua.example")  # fmt: skip
AROUND = (
    "Xem {} nhé.", "({})", "`{}`", "**{}**", "[x]({})", "[x](<{}>)", "<{}>", '[x](/cum/ "{}")', "[x](mailto:a@b.example?body={})",
    "[x](tel:{})", "- mục\n\n    [n]: {}\n\n    Xem [n].", "[x][m]\n\n[m]: {}", "> trích {}", "| a | b |\n|---|---|\n| {} | c |",
    "[x](https://tim.example/?q={})", "Xem {}.", "“{}”", "Chú thích[^1].\n\n[^1]: Xem {}.", "## Mục {}", "    {}", "1. {}",
    "[{}](/cum/)", "{}).", "*[KT]: {}\n\nKT là gì.", "Xem\u00a0{}, {}", "https://web.archive.org/web/2024/{}",
)  # fmt: skip
FIELDS = (
    "title", "summary", "place", "figures.label", "awards.decision", "officials.post", "sources.title", "sources.url", "sources.author",
)  # fmt: skip


def _audited() -> HiddenAddresses:
    """What the audit takes for hidden in the content of these tests."""
    with tempfile.TemporaryDirectory() as folder:
        content = write_tree(Path(folder) / "content", {**BASE, **HIDDEN})
        return build_visibility_index(read_library(content), Path(folder), "public", TODAY).addresses  # fmt: skip


AUDITED = _audited()


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """One way to write the address or the name of something hidden."""
    return spelling(random.Random(draw(st.integers(0, 2**32))))


def spelling(some: random.Random) -> str:
    return spelling_of(some, some.choice(NAMED))


def spelling_of(some: random.Random, named: str) -> str:
    text = _coded(some, _coded(some, named, some.choice(SHAPES)), some.choice(CODINGS))
    return f"{some.choice(HOSTS)}{text}" if named.startswith("/") else text


def _told(data: str) -> set[str]:
    """The telling names that stand in a text, whatever its coding; by another way than the code's."""
    for _ in range(30):
        data = html.unescape(unquote(data.replace("\\/", "/").replace("\\u", "\\\\u")))
    data = re.sub(r"</?[a-z][^<>]*>", "", data) + data
    data = re.sub(r"/x/\.\./", "/", data.lower().replace("\\", "/"))
    data = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in data).lower()
    squeezed = re.sub(r"[^a-z0-9]+", "-", data)
    return {name for name in TELLING if f"-{name}-" in f"-{squeezed}-"}


def _public_texts(checked: CheckedContent) -> list[tuple[str, str]]:
    """Everything the public is shown, view by view and file by file."""
    context = Context(site=project(checked.site, "public", TODAY), site_name="Ví Dụ", site_url="https://thi-dua.example/")  # fmt: skip
    shown = [(view.address, repr(view)) for view in pages(context)]
    shown += [(view.address, prose.render(view.prose.text, view.prose.links, "vi").html) for view in pages(context) if view.prose]  # fmt: skip
    return shown + [(name, data.decode("utf-8", "replace")) for name, data in output_files(context)]


def _event_with(blocks: list[str], fields: dict[str, str]) -> str:
    head = yaml.safe_load(EVENT.split("---\n")[1])
    head["date"] = "2024-03-14"
    for field, text in fields.items():
        match field.split("."):
            case ["figures", "label"]:
                head["figures"] = [{"label": text, "value": "7"}]
            case ["awards", "decision"]:
                head["awards"] = [{"title": "Cờ", "to": "Đội Một", "status": "trao", "for_year": 2023, "decision": text}]  # fmt: skip
            case ["officials", "post"]:
                head["officials"] = [{"name": "Nguyễn Văn Ví Dụ", "post": text}]
            case ["sources", part]:
                head["sources"][0][part] = text
            case _:
                head[field] = text
    body = "\n\n".join(blocks)
    return (
        f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\nHai đơn vị ký giao ước.\n\n{body}\n"
    )


def _check(folder: Path, event: str) -> CheckedContent:
    files = {**BASE, **HIDDEN, PUBLIC_EVENT: event}
    return check_content(write_tree(folder / "content", files), today=TODAY)


def test_the_content_without_spellings_is_sound_and_tells_nothing(tmp_path: Path) -> None:
    checked = _check(tmp_path, EVENT)
    assert not checked.report.has_errors, checked.report.render("text", "en")
    assert [place for place, text in _public_texts(checked) if _told(text)] == []


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    written=st.lists(st.tuples(spellings(), st.sampled_from(AROUND)), min_size=30, max_size=40),
    field=st.tuples(st.sampled_from(FIELDS), spellings()),
)
def test_no_spelling_reaches_the_public(
    written: list[tuple[str, str]], field: tuple[str, str]
) -> None:
    """What the check says nothing of is published, and then tells nothing; what it refuses is told at its line."""
    blocks = [
        around.format(*[spelt] * around.count("{}")).replace("[n]", f"[n{n}]").replace("[m]", f"[m{n}]").replace("[^1]", f"[^{n}]")
        for n, (spelt, around) in enumerate(written)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        whole = _event_with(blocks, dict([field]))
        refused = {d.line for d in _check(Path(folder), whole).report if d.severity == "error"}
        lines = whole.split("\n")
        first = 7
        kept, at = [], first
        for block in blocks:
            size = block.count("\n") + 1
            if refused.isdisjoint(range(at - 1, at + size)):
                kept.append(block)
            at += size + 1
        assert len(lines) >= at - 2
        fields = {} if 2 in refused else dict([field])
        second = _check(Path(folder) / "kept", _event_with(kept, fields))
        assert not second.report.has_errors, second.report.render("text", "en")
        told = {(place, name) for place, text in _public_texts(second) for name in _told(text)}
        assert told == set(), kept


@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(spelt=spellings(), around=st.sampled_from(AROUND))
def test_the_audit_finds_what_the_check_let_through(spelt: str, around: str) -> None:
    """The last look is at the bytes, and decides alone what is hidden."""
    page = prose.render(around.format(*[spelt] * around.count("{}")), {}, "vi").html
    for data in (page, json.dumps(page), html.escape(page)):
        found = {name for _, text in decode_texts("a.html", data.encode()) for name in AUDITED.found_in(text)}  # fmt: skip
        assert found or not _told(data), data


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("https://H/su-kien//2024/./hop-kin/index.html", "https:/h/su-kien/2024/hop-kin/index.html"),
        ("%2Fcum%252Fvd%25252D1", "/cum/vd-1"),
        ("hop&#45;kin, hop&amp;#x2D;kin, hop\\-kin", "hop-kin, hop-kin, hop-kin"),
        ("HOP‑KIN ｈｏｐ－ｋｉｎ", "hop-kin hop-kin"),
        ("\\su-kien\\2024\\hop-kin", "/su-kien/2024/hop-kin"),
        ("/su-kien/2023/../2024/a/b/../../hop-kin/", "/su-kien/2024/hop-kin/"),
        ("họp kín", "họp kín"),
    ],
)  # fmt: skip
def test_normal_forms(written: str, plain: str) -> None:
    assert normal_form(written) == plain


HIDES = HiddenAddresses(
    pages=frozenset({"/su-kien/2024/tong-ket/", "/cum/vd-1/giao-uoc/2022/", "/don-vi/kin/"}),
    ids=frozenset({"kin", "vd-9"}),
    words=frozenset({"tong-ket", "2024-12-30-tong-ket", "20-11"}),
    known=frozenset({"tong-ket"}),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A name that something public bears as well tells nothing by itself, its whole address does.
        ("kinds: tong-ket", set()),
        ("/su-kien/2023/tong-ket/", set()),
        ("/su-kien/2024/tong-ket/", {"su-kien/2024/tong-ket"}),
        ("/su-kien/2024/tong-ket-nam/", set()),
        ("2024-12-30-tong-ket.md", {"2024-12-30-tong-ket"}),
        # A name without hyphen or letters is a word or a date like any other.
        ("Họp kin ngày 20-11", set()),
        ("/don-vi/kin/", {"don-vi/kin", "kin"}),
        ("/lich/?don-vi=kin&nam=2024", {"kin"}),
        ("/giao-uoc/2024/vd-1..kin/", {"kin"}),
        ("/cum/vd-1/giao-uoc/2021..2022/", {"cum/vd-1/giao-uoc/2022"}),
        ("/giao-uoc/2022/vd-1..vd-2/", {"cum/vd-1/giao-uoc/2022"}),
        ("/cum/vd-1/giao-uoc/2021..2023/", set()),
        ("/giao-uoc/so-sanh/?a=vd-1@2021&b=vd-1@2022", {"cum/vd-1/giao-uoc/2022"}),
        ("/giao-uoc/so-sanh/?a=vd-1%402022", {"cum/vd-1/giao-uoc/2022"}),
        ("/giao-uoc/so-sanh/index.html?b=kin@2021", {"kin"}),
        ("/giao-uoc/so-sanh/vd-1/2022.js", {"cum/vd-1/giao-uoc/2022"}),
        ("/giao-uoc/so-sanh/?a=vd-1@2021&b=vd-2@2022", set()),
        ("/giao-uoc/so-sanh/vd-1/2021.js", set()),
        ("/su-kien/2024/kin/", set()),
        ("vd-9@2024, VD-9", {"vd-9"}),
        ("vd-91", set()),
    ],
)  # fmt: skip
def test_what_a_text_names(text: str, found: set[str]) -> None:
    assert set(HIDES.found_in(text)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Xem https://thi-dua.example/su-kien/2024/zqwx-kjvb/ nhé.", ("13:42", None)),
        ("Mã `dv-mnbv`.", ("13:5", None)),
        # A union of a hidden unit, which no record names.
        ("Mã doan-tn-dv-mnbv.", ("13:4", None)),
        ("Trang hgfd\\-lkjh sắp có.", ("13:7", "2024-05-03-hgfd-lkjh.md")),
        ("Chữ zqwx-**kjvb** đậm.", ("13:5", None)),
    ],
)  # fmt: skip
def test_where_it_is_told_and_what_to_do(
    tmp_path: Path, line: str, found: tuple[str, str | None]
) -> None:
    made = EVENT.replace("Hai đơn vị ký giao ước.\n", f"{line}\n", 2).replace(f"summary: {line}", "summary: Hai đơn vị.")  # fmt: skip
    (item,) = (d for d in _check(tmp_path, made).report if d.code == "E416")
    assert (f"{item.line}:{item.column}", dict(item.params).get("near")) == found


def test_what_comes_out_later_names_nothing_that_is_hidden_then(tmp_path: Path) -> None:
    """Publishing goes on by itself from day to day: what would stop it then is told now."""
    early = _event("Gặp mặt", "2024-06-01", "audience: public\nstatus: published\npublish_on: 2029-12-31")  # fmt: skip
    for day, codes in (("2029-12-31", ["E416"]), ("2030-01-01", []), ("2030-02-01", [])):
        made = early.replace("2029-12-31", day).replace("Gặp mặt.\n", "Trang hgfd-lkjh.\n", 2).replace("summary: Trang hgfd-lkjh.", "summary: Gặp mặt.")  # fmt: skip
        files = {**BASE, **HIDDEN, "events/2024/2024-06-01-gap-mat.md": made}
        content = write_tree(tmp_path / day / "content", files)
        found = [d.code for d in check_content(content, today=TODAY).report if d.severity == "error"]  # fmt: skip
        assert found == codes, day


def test_hand_written_pages_and_moved_addresses_name_none(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "gioi-thieu.md"
    page.parent.mkdir()
    page.write_text(
        "# Giới thiệu\n\nTệp như zqwx-kjvb.\n\nXem /su-kien/2024/zqwx%2Dkjvb/.\n", "utf-8"
    )
    moved = "- {from: /cu/zqwx-kjvb/, to: /cum/vd-1/}\n- {from: /cu/hai/, to: /su-kien/2024/zqwx-kjvb/}\n"
    content = write_tree(tmp_path / "content", {**BASE, **HIDDEN, "redirects.yml": moved})
    report = check_content(content, None, {"/gioi-thieu/": page}, TODAY).report
    assert [f"{d.path}:{d.line}:{d.column} {d.code}" for d in report if d.severity == "error"] == [
        "content/redirects.yml:1:10 E416",
        "docs/gioi-thieu.md:5:6 E416",
    ]


def test_the_audit_hides_the_same_by_a_reading_of_its_own() -> None:
    for named in NAMED:
        assert AUDITED.found_in(named), named
    assert AUDITED.found_in(json.dumps(BASE)) == frozenset()

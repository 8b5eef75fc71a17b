from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from thidua.campaign.link import link
from thidua.checks import pledges
from thidua.locale import strings
from thidua.reading.library import read_library

UNITS = """\
- {id: dv-an-son, name: Công an huyện An Sơn}
- {id: dv-binh-khe, name: Công an huyện Bình Khê}
"""
CLUSTER = """\
id: mau-1
name: Cụm thi đua mẫu số 1
owner: Công an tỉnh Mẫu
block: Công an cấp huyện
audience: public
terms:
  - {term: "2030", from: 2030-01-01, to: 2030-12-31, members: [dv-an-son, dv-binh-khe], sources: [{title: Nguồn mẫu}]}
  - {term: "2031", from: 2031-01-01, to: 2031-12-31, members: [dv-an-son, dv-binh-khe], sources: [{title: Nguồn mẫu}]}
"""
HEAD = """\
---
term: "{term}"
title: Giao ước thi đua mẫu
audience: public
{more}sources: [{{title: Nguồn mẫu}}]
---
"""
ARTICLE = "## Điều 1. Kỷ cương {#ky-cuong}\n\nGiữ nghiêm kỷ cương, kỷ luật trong toàn đơn vị.\n"


def target(**fields: str) -> str:
    known = {
        "id": "giam",
        "article": "ky-cuong",
        "text": "Kéo giảm vi phạm",
        "comparator": ">=",
        "value": "5",
    }
    text = ", ".join(
        f'{key}: "{value}"' for key, value in {**known, **fields}.items() if key != "results"
    )
    results = f", results: {fields['results']}" if "results" in fields else ""
    return f"  - {{{text}{results}}}\n"


def result(value: str, as_of: str = "2031-12-31", unit: str = "dv-an-son") -> str:
    return f'{{unit: {unit}, value: "{value}", as_of: {as_of}, source: Báo cáo mẫu}}'


@pytest.fixture
def found(tmp_path: Path):
    """The codes, lines, columns and nearest values that the checks give for pledges as written."""

    def run(body: str = ARTICLE, more: str = "", older: str | None = None):
        content = tmp_path / "content"
        folder = content / "clusters" / "mau-1"
        (folder / "pledges").mkdir(parents=True)
        (content / "units.yml").write_text(UNITS, "utf-8")
        (folder / "cluster.yml").write_text(CLUSTER, "utf-8")
        if older is not None:
            text = HEAD.format(term="2030", more="") + older
            (folder / "pledges" / "2030.md").write_text(text, "utf-8")
        text = HEAD.format(term="2031", more=more) + body
        (folder / "pledges" / "2031.md").write_text(text, "utf-8")
        library = read_library(content)
        assert not library.report.has_errors, library.report.render("text", "vi")
        diagnostics = [
            d for d in pledges.check(library, link(library)) if d.path.endswith("2031.md")
        ]
        for diagnostic in diagnostics:
            assert all(told(diagnostic, lang) for lang in ("vi", "en"))
        return [(d.code, d.line, d.column, dict(d.params).get("near")) for d in diagnostics]

    return run


def told(diagnostic, lang: str) -> str:
    """Message and hint as an editor sees them; KeyError when a placeholder has no parameter."""
    entry, params = catalogue(lang)[diagnostic.code], dict(diagnostic.params)
    hint = entry["near"] if "near" in params and "near" in entry else entry["hint"]
    return f"{entry['message']} {hint}".format(**params)


def test_a_sound_pledge_has_no_findings(found):
    assert found(older=ARTICLE, more="targets:\n" + target()) == []


# The body begins on line 7 where there are no targets, on 9 where there is one.


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ARTICLE + "## Điều 2. Hai {#ky-cuong}\n\nb\n", [("E701", 10, 18, None)]),
        (ARTICLE + "## Điều 2. Chuyển đổi số\n\nb\n", [("W702", 10, 1, "chuyen-doi-so")]),
        ("## Điều 1. Kỷ cương {#Ky_Cuong}\n\na\n", [("E703", 7, 23, "ky-cuong")]),
        (ARTICLE + "## Hai {#hai}\n\nb\n", [("W704", 10, 1, None)]),
        (ARTICLE + "## Điều 1. Hai {#hai}\n\nb\n", [("W705", 10, 1, None)]),
        (ARTICLE + "## Điều 3. Hai {#hai}\n\nb\n", [("W706", 10, 1, "Điều 2.")]),
        ("## II. Một {#mot}\n\na\n\n## III. Hai {#hai}\n\nb\n", [("W706", 7, 1, "I.")]),
        (
            "## Chương I {#ci}\n\na\n\n## Điều 1. Một {#mot}\n\nb\n\n## Điều 1a. Hai {#hai}\n\nb\n",
            [],
        ),
        (
            ARTICLE + "##Điều 2. Hai\n\nb\n",
            [("W702", 10, 1, "hai")],
        ),
        (ARTICLE + "\nhai dòng\nchữ\n---\n\n```\n##a\n```\n\n---\n", []),
        (ARTICLE + "## Điều 2. Hai {#hai}\n", [("W708", 10, 1, None)]),
    ],
)
def test_articles(found, body, expected):
    assert found(body) == expected


def test_a_summary_may_leave_articles_out(found):
    body = "## Điều 2. Kỷ cương {#ky-cuong}\n\na\n\n## Điều 5. Hai {#hai}\n\nb\n\n## Điều 4. Ba {#ba}\n\nc\n"
    assert found(body, more="summary: true\n") == [("W706", 16, 1, "Điều 6.")]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (target() + target(), [("E709", 7, 10, None)]),
        (target(article="ky-cong"), [("E710", 6, 27, "ky-cuong")]),
        (target(article="dieu-1-ky-cuong"), [("E710", 6, 27, "ky-cuong")]),
        (target(value="10/6/9"), [("W711", 6, None, None)]),
        (target(value="trên 75,5 %", comparator=">"), []),
        (target(value="Đơn vị Quyết thắng", comparator="="), []),
        (target(value="Đơn vị Quyết thắng"), [("W711", 6, None, None)]),
        (target(value="15.63%"), [("W712", 6, None, "15,63%")]),
        (target(value="giảm ít nhất 5%"), [("E713", 6, None, "giam>=")]),
        (target(value="giảm không quá 5%", comparator="giam>="), [("E713", 6, None, None)]),
        (target(value="5%", unit="vụ"), [("W714", 6, None, None)]),
        (target(value="120%"), [("W715", 6, None, None)]),
        (target(value="120%", comparator="tang>=", text="Thêm lớp tập huấn"), []),
    ],
)
def test_targets(found, targets, expected):
    got = found(more=f"targets:\n{targets}")
    assert [(c, line, near) for c, line, _, near in got] == [
        (c, n, near) for c, n, _, near in expected
    ]
    columns = [
        (one, other) for (*_, one, _), (*_, other, _) in zip(got, expected, strict=True) if other
    ]
    assert all(one == other for one, other in columns), columns


@pytest.mark.parametrize(
    ("fields", "results", "expected"),
    [
        ({"unit": "%"}, [result("94 vụ")], ["W716"]),
        ({"unit": "%", "comparator": "giam>="}, [result("6,2%")], ["W717"]),
        ({"unit": "%", "comparator": "giam>="}, [result("giảm 6,2%")], []),
        ({"unit": "%"}, [result("giảm 6,2%")], ["W722"]),
        ({"unit": "%"}, [result("104%")], ["W715"]),
        ({"unit": "%"}, [result("10/6/9")], ["W711"]),
        ({"unit": "%"}, [result("15.63%")], ["W712"]),
        ({}, [result("6", "2032-01-05")], ["W718"]),
        ({}, [result("6", "2030")], ["W718"]),
        ({}, [result("6", "2031")], []),
        ({}, [result("6"), result("7")], ["W721"]),
        ({}, [result("6"), result("7", unit="dv-binh-khe")], []),
        ({"value": "Đơn vị Quyết thắng", "comparator": "="}, [result("Đơn vị Quyết thắng")], []),
    ],
)
def test_results(found, fields, results, expected):
    rows = f"[{', '.join(results)}]"
    got = found(more="targets:\n" + target(**fields, results=rows))
    assert [code for code, *_ in got] == expected


def test_ids_stay_through_the_years(found):
    newer = ARTICLE.replace("ky-cuong", "giu-ky-cuong")
    assert found(newer, older=ARTICLE) == [("W719", 7, 23, "ky-cuong")]


def test_a_missing_id_is_proposed_from_the_year_before(found):
    newer = "## Điều 1. Kỷ cương, kỷ luật\n\nGiữ nghiêm kỷ cương, kỷ luật trong toàn đơn vị.\n"
    assert found(newer, older=ARTICLE) == [("W702", 7, 1, "ky-cuong")]


def test_ids_of_targets_stay(tmp_path, found):
    older = HEAD.format(term="2030", more="targets:\n" + target(id="giam-vi-pham")) + ARTICLE
    folder = tmp_path / "content/clusters/mau-1/pledges"
    run = found(more="targets:\n" + target(id="giam-vp", value="7"))
    assert run == []
    (folder / "2030.md").write_text(older, "utf-8")
    library = read_library(tmp_path / "content")
    rows = [(d.code, d.line, dict(d.params)["near"]) for d in pledges.check(library, link(library))]
    assert rows == [("W720", 6, "giam-vi-pham")]


def catalogue(lang: str) -> dict[str, dict[str, str]]:
    waiting = Path(pledges.__file__).with_name("CODES.yml")
    if waiting.exists():
        return yaml.safe_load(waiting.read_text("utf-8"))[lang]["diagnostics"]
    return {k: v for k, v in strings(lang, "diagnostics").items() if k[1] == "7"}


def test_every_code_has_its_sentences_in_both_languages():
    folder = Path(pledges.__file__).parent
    sources = "".join((folder / name).read_text("utf-8") for name in ("pledges.py", "targets.py"))
    codes = set(re.findall(r'"([EW]7\d\d)"', sources))
    assert codes
    assert codes <= set(catalogue("vi"))
    assert codes <= set(catalogue("en"))
    for code in codes:
        named = [
            {
                part: {f for _, f, _, _ in Formatter().parse(text) if f}
                for part, text in entry.items()
            }
            for entry in (catalogue("vi")[code], catalogue("en")[code])
        ]
        assert named[0] == named[1], code

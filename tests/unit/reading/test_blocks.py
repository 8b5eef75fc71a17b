"""What the check sees of a body is what Markdown makes of it: hidden headings, and targets apart from their links."""

from __future__ import annotations

import os
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua import prose
from thidua.reading.body import read_body

CASES = [
    ("a\n===", [("E632", 2, 1)]),
    ("a\n=", [("E632", 2, 1)]),
    ("a\n---\n\nb", [("E632", 2, 1)]),
    ("- a\n===", [("E632", 2, 1)]),
    ("- a\n\n    b\n    ---", [("E632", 4, 5)]),
    ("> a\n> ===", [("E632", 2, 3)]),
    ("> - a\n>\n>     b\n>     ---", [("E632", 4, 7)]),
    ("!!! note\n    a\n    ===", [("E632", 3, 5)]),
    ("a[^1]\n\n[^1]: b\n    ===", [("E632", 4, 5)]),
    ("a\n: b\n    ===", [("E632", 3, 5)]),
    ("`a`\n---", [("E632", 2, 1)]),
    ("- ## a", [("E632", 1, 3)]),
    ("> # a", [("E632", 1, 3)]),
    ("a[^1]\n\n[^1]: ### b", [("E632", 3, 7)]),
    ("> ##", [("E632", 1, 3)]),
    ("[b]: javascript:alert(1)", [("E602", 1, 6)]),
    ("- [b]: javascript:alert(1)", [("E602", 1, 8)]),
    ("1. a\n\n    [b]: data:text/html,x", [("E602", 3, 10)]),
    ("> [b]: javascript:alert(1)", [("E602", 1, 8)]),
    ("> [b]:\n>  vbscript:x", [("E602", 2, 4)]),
    ("a[^1]\n\n[^1]: [b]: javascript:x", [("E602", 3, 12)]),
    ("!!! note\n    [b]: javascript:x 'y'", [("E602", 2, 10)]),
    ("- > [b]: JaVaScRiPt:x", [("E602", 1, 10)]),
    ("[b]: /a/\n[b]: javascript:x", [("E602", 2, 6)]),
    # What is none of it: rules, tables, lists, code, words.
    ("a\n\n---\n\nb", []),
    ("a\nb\n---", []),
    ("a | b\n--- | ---\n1 | 2", []),
    ("- a\n- b", []),
    ("```\na\n===\n\n> # b\n\n[b]: javascript:x\n```", []),
    ("    a\n    ===\n\n    [b]: javascript:x", []),
    ("## a\n\nb", []),
    ("a # b\n\n- số # 1", []),
    ("- `[b]: javascript:x`", []),
]


@pytest.mark.parametrize(("text", "expect"), CASES)
def test_cases(text: str, expect: list[tuple[str, int, int]]) -> None:
    _, found = read_body("a.md", text, 1)
    assert [(d.code, d.line, d.column) for d in found if d.severity == "error"] == expect


def test_a_target_defined_within_a_block_is_a_link_of_the_body() -> None:
    body, found = read_body("a.md", "- [tin][b]\n\n    [b]: /cum/vd-1/\n", 1)
    assert (found, [(x.target, tuple(x.position)) for x in body.links]) == (
        [],
        [("/cum/vd-1/", (3, 10))],
    )


DANGERS = (
    "a\n===", "a\n---", "a\nb\n===", "# a", "## a", "### a ###", "#a", "[b]: javascript:x", "[b]:\njavascript:x",
    "[b]: <data:text/html,x> (y)", "[a](javascript:x)", "[a][b]\n\n[b]: vbscript:x", "[a]( <javascript:x> )",
    "a\n\n[b]: javascript:x\n[a][b]", "a\n=\nb", "x\n\n===", "[a]: b\n---", "|a|b|\n|-|-|\n|c|d|\n---",
)  # fmt: skip
CONTAINERS = (
    lambda t: t,
    lambda t: f"vào\n\n{t}\n\nra",
    lambda t: f"vào\n{t}\nra",
    lambda t: re.sub("^", "> ", t, flags=re.MULTILINE),
    lambda t: "> " + t,
    lambda t: "- " + t.replace("\n", "\n  "),
    lambda t: "- " + t.replace("\n", "\n    "),
    lambda t: "- " + t,
    lambda t: f"- a\n\n{_in(t)}",
    lambda t: f"1. a\n{_in(t)}",
    lambda t: "1. " + t.replace("\n", "\n   "),
    lambda t: f"!!! note\n{_in(t)}",
    lambda t: f"??? note\n{_in(t)}",
    lambda t: f"x[^1]\n\n[^1]: {t}",
    lambda t: f"x[^1]\n\n[^1]:\n{_in(t)}",
    lambda t: "x[^1]\n\n[^1]: " + t.replace("\n", "\n    "),
    lambda t: f"a\n:   {t}",
    lambda t: f"a\n\n:   b\n\n{_in(t)}",
    lambda t: f"```\nx\n```\n{t}",
    lambda t: f"`x` {t}",
    lambda t: f"  {t}",
)
HEADING = re.compile(r"<h[1-6][ >].*?</h[1-6]>", re.DOTALL)
SCRIPT = re.compile(r"(?:href|src)=\"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def _in(text: str) -> str:
    return re.sub("^", "    ", text, flags=re.MULTILINE)


@settings(max_examples=int(os.environ.get("THIDUA_BODIES", "300")))
@given(
    st.lists(st.sampled_from(CONTAINERS), max_size=4),
    st.lists(st.sampled_from(DANGERS), min_size=1, max_size=2),
)
def test_no_heading_and_no_script_without_a_word(around: list, dangers: list[str]) -> None:
    text = "\n\n".join(dangers)
    for container in around:
        text = container(text)
    body, found = read_body("a.md", text, 1)
    if any(item.code in {"E607", "E610", "E611", "E612"} for item in found):
        return  # nothing looks at it, and nothing is built of it
    converted = prose._converted(
        prose._converter("vi"), text
    )  # as it is before the net of the sanitiser
    codes = {item.code for item in found}
    if SCRIPT.search(unescape(converted)):
        assert "E602" in codes
    known = len(body.headings)
    if len(HEADING.findall(converted)) > known:
        assert "E632" in codes

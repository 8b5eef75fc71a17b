"""Bodies and declarations that would cost too much."""

from __future__ import annotations

from hostile.making import EVENT_PATH, Files
from support import CLUSTER, EVENT, PLEDGE, UNITS

COSTLY: dict[str, str] = {
    "brackets": "[" * 8000,
    "brackets in lines": ("[" * 250 + "\n") * 60,
    "bracket pairs": "[[]]" * 4000,
    "pictures": "![" * 4000,
    "links": "[a](" * 4000,
    "links in angles": "[a](<" * 3000,
    "links in lines": ("[a](" * 250 + "\n") * 30,
    "references": "[a][" * 4000,
    "nested links": "[a" * 3000 + "](b)" * 3000,
    "tags": "<a " * 4000,
    "cdata": "<![CDATA[" * 3000,
    "footnote references": "[^a]" * 4000,
    "progress bars": "[=5%" * 4000,
    "quotes": ">" * 5000,
    "quotes on lines": "\n".join(">" * n + " a" for n in range(1, 400)),
    "lists in lists": "- " * 1000 + "a",
    "numbers in lists": "1. " * 1000 + "a",
    "deep list": "\n".join("  " * n + "- a" for n in range(900)),
    "deep admonitions": "\n".join("    " * n + "!!! note" for n in range(300)),
    "deep quotes of lists": "> - " * 500 + "a",
    "rules": "- - -\n" * 20_000,
    "headings": "## a\n\n" * 12_000,
    "braces": "{: " * 8000,
    "emphasis": "*a" * 20_000,
    "underscores": "_a " * 20_000,
    "strong": "**a" * 10_000,
    "backticks": "".join("`" * n + " " for n in range(1, 300)),
    "backticks on lines": ("`" * 250 + "a\n") * 200,
    "references to characters": "&#x5b;" * 20_000,
    "wide table": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + "|\n" * 500,
    "long table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 20_000,
    "amplifying table": "|" + "a|" * 29 + "\n|" + "-|" * 29 + "\n" + "|a\n" * 4000,
    "abbreviations": "\n".join(f"*[A{n}]: x" for n in range(2000)) + "\n\n" + "A1 A2 " * 2000,
    "footnotes": "\n".join(f"[^{n}]: x" for n in range(8000)),
    "definitions": "\n".join(f"[a{n}]: /cum/" for n in range(8000)),
    "indents": (" " * 4900 + "a\n") * 40,
    "tabs": ("\t" * 4000 + "\n") * 50,
    "long line": "a" * 200_000,
    "large": "từ " * 90_000,
    "words in targets": ("](" + "a " * 2_400 + "\n\n") * 45,
    "targets without words": "](a " * 24_000,
    "turned links": ("(a)[http://b" * 400 + "\n\n") * 45,
    "fences of languages": "```x\n" * 900 + "a\n" * 3_900,
    "fences of every length": "\n".join("~" * n for n in range(3, 600)),
    "fences of blanks": ("``` " + " " * 4_900 + "x\n\n") * 45,
    "fences of attributes": ("``` {" + "a=b " * 1_200 + "\n\n") * 45,
    "references without an end": "]:\n" + "[a\n" * 2_900,
}

QUICK: dict[str, str] = {
    "blanks in a heading": "## a" + " " * 4_900 + "b",
    "hashes in a heading": "## " + "# " * 2_400 + "b",
    "headings of hashes": ("## a" + "#" * 4_900 + "b\n\n") * 40,
    "names in a heading": ("## a {: #" + "a-" * 2_400 + " b\n\n") * 40,
    "equals in braces": ("{" + "=" * 4_900 + "\n\n") * 45,
    "handlers in braces": ("{: " + " onx" * 1_200 + "\n\n") * 45,
    "blanks in braces": ("a {:" + " " * 4_900 + "x\n\n") * 45,
    "years": ("80 năm " * 700 + "\n") * 28,
}
"""Bodies that once took minutes and are only odd: borne, and quickly."""

_MANY_UNITS = "".join(f"- {{id: u{n}, name: N, successor: x{n}}}\n" for n in range(3_000))
_MANY_TERMS = "".join(
    f"  - {{term: t{n}, from: 2024, sources: [{{title: x}}]}}\n" for n in range(1_500)
)

COSTLY_FILES: dict[str, Files] = {
    "units of unknown successors": {"units.yml": UNITS + _MANY_UNITS},
    "terms on one day": {"clusters/vd-1/cluster.yml": CLUSTER + _MANY_TERMS},
    "empty lines": {"units.yml": UNITS + "\n" * 240_000},
    "moves to nowhere": {"redirects.yml": "".join(f"- {{from: /a{n}/, to: /cumm{n}/}}\n" for n in range(3_000))},
    "hidden characters": {EVENT_PATH: EVENT + "\u200b" * 80_000},
    "hidden characters by the line": {EVENT_PATH: EVENT + "a\u200b\n" * 4_000},
    "marks upon marks": {EVENT_PATH: EVENT + "a" + "\u0323\u0301" * 50_000},
    "eths": {EVENT_PATH: EVENT + "Ð a\n" * 40_000},
    "articles nobody wrote": {
        "clusters/vd-1/pledges/2024.md": PLEDGE.replace(
            "targets:",
            "targets:\n" + "\n".join(
                f'  - {{id: t{n}, article: an-nin{n}, text: Giảm, comparator: "=", value: "1"}}' for n in range(1_000)
            ),
        )
    },
    "photographs nobody took": {
        EVENT_PATH: EVENT.replace(
            "sources:",
            "photos:\n" + "".join(f"  - {{file: a{n}.jpg, alt: a, caption: b, credit: c}}\n" for n in range(1_500)) + "sources:",
        )
    },
}  # fmt: skip
"""Whole files that cost too much."""

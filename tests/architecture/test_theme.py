"""The theme below ours: each file we replace is watched, and our own files keep their promises."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import material
import pytest

from support import ROOT

OVERRIDES = ROOT / "overrides"
REPLACED = {
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "base.html": "8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/footer.html": "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
    "partials/language.html": "3a44516f305006ac794f51a45ad7b532cf270916d8e92e8c42784e58b2eff0a3",
    "partials/toc.html": "fde48f583563364b0e0e6865a5ab1e7060ec1826161f69f5cbee653e621b0f84",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/palette.html": "8790389765ea6036effddba548b15093bb05bdc75624eaeaf8b13f3c24be4ab5",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
}
"""What we replace of Material 9.8.1 (``base.html``: blocks of it), by hash: when one changes upstream,
compare the two and only then change the hash here."""


@pytest.mark.parametrize("name", REPLACED)
def test_the_files_we_replace_are_those_we_know(name: str) -> None:
    upstream = Path(material.__file__).parent / "templates" / name
    assert hashlib.sha256(upstream.read_bytes()).hexdigest() == REPLACED[name]


def test_every_override_of_the_theme_is_watched() -> None:
    templates = Path(material.__file__).parent / "templates"
    ours = {p.relative_to(OVERRIDES).as_posix() for p in OVERRIDES.rglob("*.html")}
    shadowing = {name for name in ours if (templates / name).is_file()}
    assert shadowing - set(REPLACED) - {"main.html"} == set()


@pytest.mark.parametrize("path", sorted(OVERRIDES.rglob("*.html")), ids=lambda p: p.name)
def test_templates_loop_and_print(path: Path) -> None:
    """No sorting, grouping or arithmetic in templates, nothing unescaped but rendered prose and JSON."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\|\s*(sort|groupby|selectattr|rejectattr|map|sum|batch)\b", text)
    allowed = {"page.content"}
    unescaped = {m[1].strip() for m in re.finditer(r"\{\{-?\s*([^{}|]+)\|\s*safe", text)}
    assert unescaped <= allowed
    if path.parent.name in {"pages", "macros"}:
        assert "autoescape" not in text, "the environment of a build escapes what these print"


def test_the_two_dark_schemes_are_equal() -> None:
    css = (OVERRIDES / "assets/stylesheets/thidua.css").read_text("utf-8")
    chosen = re.search(r'\[data-td-scheme="?dark"?\][^{]*\{([^}]*)\}', css) or re.search(
        r'\[data-md-color-scheme="?slate"?\][^{]*\{([^}]*)\}', css
    )
    system = re.search(r"@media[^{]*\(prefers-color-scheme: dark\)\s*\{\s*[^{]*\{([^}]*)\}", css)
    assert chosen, "the dark block of a reader's choice is found"
    assert system, "the dark block of the system is found"

    def tokens(text: str) -> list[str]:
        return sorted(line.strip() for line in text.split(";") if line.strip())

    assert tokens(chosen[1]) == tokens(system[1])


def test_fonts_are_few_and_licensed() -> None:
    fonts = list((OVERRIDES / "assets/fonts").glob("*.woff2"))
    assert sum(p.stat().st_size for p in fonts) < 110_000
    assert list((OVERRIDES / "assets/fonts").glob("OFL*.txt"))

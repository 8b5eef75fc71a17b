"""The few files with which other builders make a site of exported pages: nothing of this package, no theme of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import yaml

Builder = Literal["mkdocs", "zensical", "hugo"]
"""``mkdocs`` stands for ProperDocs too."""
Menu = Sequence[tuple[str, str]]
"""Titles and addresses from the root: ``("Cụm thi đua", "cum/")``."""
_EXTENSIONS = ("attr_list", "def_list", "tables")
"""Of Python-Markdown, what exported pages need; Hugo reads the same without."""

_LAYOUT = """\
<!doctype html>
<html lang="{{ .Site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
</head>
<body>
<nav><ul>{{ range .Site.Menus.main }}<li><a href="{{ .URL | relURL }}">{{ .Name }}</a></li>{{ end }}</ul></nav>
<main>{{ .Content }}</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a builder looks for what."""

    pages: str
    """The folder of Markdown files."""
    files: str
    """The folder of what is copied as it is."""
    index: str
    """The name of the file of an address that ends in a slash."""


LAYOUTS: Mapping[Builder, Layout] = {
    "mkdocs": Layout("docs", "docs", "index.md"),
    "zensical": Layout("docs", "docs", "index.md"),
    "hugo": Layout("content", "static", "_index.md"),
}


def config_files(builder: Builder, name: str, site_url: str, menu: Menu) -> dict[str, str]:
    """The configuration of a builder, and what it needs to print a page, by path."""
    makers = {"mkdocs": _mkdocs, "zensical": _zensical, "hugo": _hugo}
    return makers[builder](name, site_url, menu)


def _mkdocs(name: str, site_url: str, menu: Menu) -> dict[str, str]:
    config = {
        "site_name": name,
        **({"site_url": site_url} if site_url else {}),
        "docs_dir": "docs",
        "theme": {"name": "mkdocs", "locale": "vi"},
        "plugins": [],
        "markdown_extensions": list(_EXTENSIONS),
        # Links lead to addresses of the built site, as they did.
        "validation": {"omitted_files": "ignore", "links": {"unrecognized_links": "ignore"}},
        "nav": [{title: f"{address}index.md"} for title, address in menu],
    }
    return {"mkdocs.yml": yaml.safe_dump(config, allow_unicode=True, sort_keys=False)}


def _zensical(name: str, site_url: str, menu: Menu) -> dict[str, str]:
    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    pages = ", ".join(f"{{ {quoted(title)} = {quoted(f'{at}index.md')} }}" for title, at in menu)
    lines = [
        "[project]",
        f"site_name = {quoted(name)}",
        *([f"site_url = {quoted(site_url)}"] if site_url else []),
        'docs_dir = "docs"',
        f"nav = [{pages}]",
        "[project.theme]",
        'language = "vi"',
        *(f"[project.markdown_extensions.{extension}]" for extension in _EXTENSIONS),
    ]
    return {"zensical.toml": "\n".join(lines) + "\n"}


def _hugo(name: str, site_url: str, menu: Menu) -> dict[str, str]:
    config = {
        "baseURL": site_url or "/",
        "title": name,
        "locale": "vi",
        "defaultContentLanguage": "vi",
        "relativeURLs": True,
        "buildFuture": True,
        "disableKinds": ["404", "rss", "sitemap", "taxonomy", "term"],
        "markup": {
            "goldmark": {
                "renderer": {"unsafe": True},
                "extensions": {"typographer": {"disable": True}, "linkify": False},
            }
        },
        "menus": {
            "main": [
                {"name": title, "url": f"/{address}", "weight": weight}
                for weight, (title, address) in enumerate(menu, 1)
            ]
        },
    }
    layouts = dict.fromkeys(
        [f"layouts/{place}.html" for place in ("index", "_default/list", "_default/single")],
        _LAYOUT,
    )
    return {"hugo.yaml": yaml.safe_dump(config, allow_unicode=True, sort_keys=False), **layouts}

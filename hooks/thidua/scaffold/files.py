"""The files of a new publication, and writing them into an empty folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from thidua.editing.snippets import FILE, snippets
from thidua.file_names import file_stem
from thidua.locale import strings
from thidua.shipped_files import calendar_guide

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = frozenset({".git"})
"""What may be in the folder already: an empty clone is a good place to begin."""


class OccupiedError(Exception):
    """The folder holds files, or is none."""


class WordingError(Exception):
    """A text that cannot stand in the files; its argument names it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What an office says of its publication."""

    name: str
    """Of the site."""
    owner: str
    """The authority that sets its clusters up."""
    publisher: str
    """Who answers for the site; at its foot, and in the sources of the examples."""
    language: str
    sector: str
    site_url: str
    year: int
    """Of the examples."""


def begin(folder: Path, choices: Choices) -> list[str]:
    """Write the files of a publication into ``folder``; gives their paths.

    Raises OccupiedError before anything is written, WordingError for a text with line ends or angle brackets.
    """
    if folder.is_file() or (folder.is_dir() and {p.name for p in folder.iterdir()} - _KEPT):
        raise OccupiedError
    texts = files(choices)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return list(texts)


def files(choices: Choices) -> dict[str, str]:
    """Texts by path."""
    for text in (choices.name, choices.owner, choices.publisher):
        if not text.strip() or set(text) & set("<>\n\r\t"):
            raise WordingError(text)
    env = Environment(  # noqa: S701 YAML and Markdown, not HTML: `yaml` quotes
        loader=PackageLoader("thidua.scaffold"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        # “{#” begins the id of an article.
        comment_start_string="{##",
        comment_end_string="##}",
    )
    env.filters["yaml"] = lambda text: json.dumps(text, ensure_ascii=False)
    values = {
        "choices": choices,
        "owner_id": _id(choices.owner),
        "ui": strings(choices.language, "site"),
        "version": metadata.version("thidua"),
        "year": choices.year,
    }
    named = {
        target: env.get_template(source).render(values, target=target)
        for target, source in _targets(choices)
    }
    named[FILE] = snippets()
    if choices.language == "vi":
        named["docs/huong-dan/lich.md"] = calendar_guide().read_text("utf-8")
    return dict(sorted(named.items()))


def _id(owner: str) -> str:
    return file_stem(owner) or "don-vi-chu-quan"


def _targets(choices: Choices) -> list[tuple[str, str]]:
    """Paths of the new folder and the templates they are made of."""
    year, language = choices.year, choices.language
    cluster = "content/clusters/cum-vi-du-1"
    found = [
        ("mkdocs.yml", "mkdocs.yml.j2"),
        ("README.md", f"README.{language}.md.j2"),
        ("requirements.txt", "requirements.txt.j2"),
        (".gitattributes", "gitattributes.j2"),
        (".gitignore", "gitignore.j2"),
        (".editorconfig", "editorconfig.j2"),
        (".vscode/settings.json", "vscode-settings.json.j2"),
        (".ci/run", "ci-run.j2"),
        (".gitlab-ci.yml", "gitlab-ci.yml.j2"),
        (".gitlab/merge_request_templates/Default.md", f"merge-request.{language}.md.j2"),
        (".gitlab/issue_templates/Default.md", f"issue.{language}.md.j2"),
        (".github/workflows/thidua.yml", "github-workflow.yml.j2"),
        (".github/pull_request_template.md", f"merge-request.{language}.md.j2"),
        (".github/ISSUE_TEMPLATE/mistake.md", f"issue.{language}.md.j2"),
        (".pre-commit-config.yaml", "pre-commit-config.yaml.j2"),
        ("content/sector.yml", "content/sector.yml.j2"),
        ("content/units.yml", "content/units.yml.j2"),
        ("content/commemorations.yml", "content/commemorations.yml.j2"),
        ("content/campaigns.yml", "content/campaigns.yml.j2"),
        (f"{cluster}/cluster.yml", "content/clusters/cluster.yml.j2"),
        (f"{cluster}/pledges/{year}.md", "content/clusters/pledge.md.j2"),
        (f"content/events/{year}/{year}-02-20-ky-giao-uoc.md", "content/events/event.md.j2"),
        ("docs/huong-dan/index.md", f"docs/index.{language}.md.j2"),
    ]
    if language == "en":
        found.append(("docs/huong-dan/lich.md", "docs/calendar.en.md.j2"))
    return found

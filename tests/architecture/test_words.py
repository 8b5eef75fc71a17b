"""Every sentence comes from the catalogue, and every entry of the catalogue is asked for.

What code *parses* of Vietnamese texts is no sentence: alphabets, words before numbers, expressions of the importer.
It stands in the modules of `PARSING`, each with its reason.
"""

from __future__ import annotations

import ast
import html
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from support import ROOT
from thidua.cli import main
from thidua.editing.template import fields_of
from thidua.locale import LANGUAGES, click_messages, command_line, strings
from thidua.reading.records import Cluster, Event, Pledge, Scores, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = ROOT / "hooks" / "thidua"
OVERRIDES = ROOT / "overrides"

PARSING = {
    "audit/leak_matcher.py": "folds đ in whatever a built site holds",
    "checks/leftovers.py": "marks of secrecy, which differ from other words by their marks alone",
    "calendar/lunar.py": "the names of the sixty years are proper names in every language",
    "editing/importing/event_draft.py": "the year a source speaks of",
    "editing/importing/event_facts.py": "expressions for kinds, places and figures in articles",
    "editing/importing/legacy_fonts.py": "letters of old fonts, and what a syllable of Vietnamese is made of",
    "editing/importing/letters.py": "the frame of official letters",
    "editing/importing/messages.py": "how mails begin",
    "editing/importing/people.py": "ranks, posts and what ends them in articles",
    "editing/importing/pictures.py": "who took a picture, below its caption",
    "editing/importing/pledge_draft.py": "how pledges are divided, and what they rest on",
    "editing/importing/results_draft.py": "the year of a report",
    "editing/importing/score_rows.py": "letters that number the rows of score tables, and their maxima in words",
    "editing/importing/secrecy.py": "lines that name a level of secrecy",
    "editing/importing/source_dates.py": "dates as newspapers write them",
    "editing/importing/source_document.py": "words that Vietnamese doubles on purpose",
    "editing/importing/text_files.py": "credits below articles",
    "editing/importing/web_pages.py": "lines that lead to other articles",
    "locale/__init__.py": "words that stay on one line with the number behind them",
    "pledges/articles.py": "how articles of pledges are numbered",
    "pledges/evaluation.py": "words that widen the scope of a result",
    "pledges/values.py": "words around numbers of targets and results",
    "scoring/totals.py": "the unit of points",
    "reading/body.py": "the line of a new file that still waits for its text",
    "reading/decoding.py": "letters of fonts from before Unicode",
    "reading/fields.py": "dates, times and numbers as editors write them",
    "reading/sector.py": "kinds of places before the names of units",
    "secrecy_marks.py": "marks of secrecy, and words that only have the word in them",
    "text.py": "the alphabet, its order, and words that stay with a number",
}
"""Modules that read Vietnamese, and what they read."""

_LETTERS = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


def is_vietnamese(text: str) -> bool:
    """Whether a text has a letter that Vietnamese has and English has not."""
    return _LETTERS.search(text) is not None


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Line and value of every string in Python code that is no docstring."""
    tree = ast.parse(source)
    documentation = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if (
            isinstance(node, ast.Constant)
            and isinstance(text, str)
            and id(node) not in documentation
        ):
            yield node.lineno, text


def stray(source: str) -> list[int]:
    """The lines of Python code with a Vietnamese string."""
    return sorted({line for line, text in literals(source) if is_vietnamese(text)})


def test_vietnamese_stands_only_where_it_is_parsed() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := stray(path.read_text("utf-8")))
    }
    assert {path: lines for path, lines in found.items() if path not in PARSING} == {}
    assert sorted(set(PARSING) - set(found)) == []


def test_a_stray_sentence_is_found() -> None:
    assert stray('"""Chú thích."""\n\ndef f(x):\n    """Mô tả."""\n    return f"có {x} lỗi"\n') == [
        5
    ]


def template_words(source: str) -> list[str]:
    """What a template prints by itself: words outside tags and expressions, and in attributes that are read out."""
    bare = re.sub(r"\{#.*?#\}|<!--.*?-->|<script\b.*?</script>", "", source, flags=re.DOTALL)
    # Of styles what they print.
    bare = re.sub(
        r"<style\b.*?</style>",
        lambda style: "\n".join(re.findall(r"content:\s*\"([^\"]*)\"", style[0])),
        bare,
        flags=re.DOTALL,
    )
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", bare, flags=re.DOTALL)
    bare = re.sub(r'\bdata-[\w-]+(?:="[^"]*")?', "", bare)
    found = re.findall(r'\b(?:aria-label|alt|title|placeholder)="([^"]+)"', bare)
    found += re.sub(r"<[^>]*>", "\n", bare).split("\n")
    said = (html.unescape(words).strip() for words in found)
    return [words for words in said if re.search(r"[^\W\d_]{2,}", words)]


def _templates() -> list[Path]:
    return sorted([*OVERRIDES.rglob("*.html"), *(PACKAGE / "desk").rglob("*.html.j2")])


@pytest.mark.parametrize("path", _templates(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    # Signs of the key to a comparison: not words, but letters struck out and underlined.
    source = path.read_text("utf-8")
    assert [words for words in template_words(source) if words not in {"abc", "kB"}] == []
    assert not any(is_vietnamese(text) for text in re.findall(r"\{[{%].*?[%}]\}", source))


def test_a_word_in_a_template_is_found() -> None:
    source = '{% if a %}<p class="td-x" title="Xem">{{ ui.more }} kết quả</p>{% endif %}'
    assert template_words(source) == ["Xem", "kết quả"]


# --- Entries nothing asks for ----------------------------------------------------------------


@cache
def _asked() -> tuple[frozenset[str], tuple[str, ...]]:
    """Strings of the code, and patterns of those it puts together."""
    said: set[str] = set()
    patterns: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in node.values
                ]
                patterns.add("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
    printed = [*OVERRIDES.rglob("*.html"), *PACKAGE.rglob("*.j2")]
    for path in printed:
        text = path.read_text("utf-8")
        said.update(re.findall(r"\bui\.([a-z_0-9]+)", text))
        said.update(re.findall(r"""\bui\[["']([a-z_:]+)["']\]""", text))
        patterns.update(
            f"{begun}.+" for begun in re.findall(r"""\bui\[["']([a-z_:]+)["'] ~""", text)
        )
    long = (p for p in patterns if re.search(r"[a-z_]{4}", p.replace(".+", " ")))
    return frozenset(said), tuple(sorted(long))


def is_asked_for(section: str, key: str) -> bool:
    """Whether code or a template names an entry, or puts its name together."""
    said, patterns = _asked()
    whole = f"{section}.{key}"
    if whole in said or (section in {"site", "editing", "desk"} and key in said):
        return True
    if section == "editing" and key.removeprefix("import_") in said:
        return True
    own = [p for p in patterns if p.startswith(rf"{section}\.")]
    if section in {"site", "desk"}:
        own += [p for p in patterns if r"\." not in p and " " not in p]
    return any(re.fullmatch(p, whole) or re.fullmatch(p, key) for p in own)


FAMILIES = ("labels", "words")
"""Sections whose keys are ``group:code``; code asks for the codes of a group."""
BY_NAME = ("diagnostics", "fields", "guides", "cli", "click")
"""Sections with tests of their own."""


def _sections() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load(
        (PACKAGE / "locale" / "vi.yml").read_text("utf-8")
    )
    return found


def test_every_entry_is_asked_for() -> None:
    dead = [
        f"{section}.{key}"
        for section, entries in _sections().items()
        if section not in {*FAMILIES, *BY_NAME}
        for key in entries
        if not is_asked_for(section, key)
    ]
    assert dead == []


def test_an_entry_nobody_asks_for_is_found() -> None:
    assert not is_asked_for("site", "no_such_thing")
    assert not is_asked_for("pledges", "no_such_thing")
    assert is_asked_for("pledges", "change:article-added")


@pytest.mark.parametrize("section", FAMILIES)
def test_every_group_of_codes_is_asked_for(section: str) -> None:
    said, patterns = _asked()
    keywords = {
        keyword.arg
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }
    groups = {key.partition(":")[0] for key in _sections()[section]}
    whole = {text.partition(":")[0] for text in said if ":" in text}
    begun = {p.partition(":")[0] for p in patterns if ":" in p}
    known = whole | begun | (said if section == "labels" else keywords)
    assert sorted(groups - known) == []


def test_every_name_the_code_asks_for_exists() -> None:
    """``phrase(lang, "section.key")`` and ``phrases``; names put together match an entry at least."""
    keys = {f"{section}.{key}" for section, entries in _sections().items() for key in entries}
    missing = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            if getattr(node.func, "id", "") not in {"phrase", "phrases"}:
                continue
            for part in ast.walk(node.args[1]):
                text = part.value if isinstance(part, ast.Constant) else None
                whole = isinstance(node.args[1], ast.Constant | ast.IfExp)
                if whole and isinstance(text, str) and "." in text and text not in keys:
                    missing.append(f"{path.name}:{node.lineno} {text}")
    assert missing == []


# --- The command line ------------------------------------------------------------------------


def _commands(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _commands(below, f"{path}{name}.")


COMMANDS = dict(_commands(main))


def _option_keys(path: str, command: click.Command) -> Iterator[str]:
    """The keys under which the help of a command's options may stand, the command's own first."""
    context = click.Context(command, help_option_names=["--help"])
    for parameter in command.get_params(context):
        if isinstance(parameter, command_line.FieldOption):
            continue
        if isinstance(parameter, click.Argument):
            yield f"argument.{parameter.name}"
            continue
        name = max(parameter.opts, key=len).lstrip("-")
        own = f"{path}option.{name}"
        yield own if own in strings("vi", "cli") else f"option.{name}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_has_its_help(path: str, lang: str) -> None:
    texts = strings(lang, "cli")
    wanted = [f"{path}help", *_option_keys(path, COMMANDS[path])]
    assert [key for key in wanted if not texts.get(key)] == []


def test_no_help_of_a_command_that_is_not_there() -> None:
    said, _ = _asked()
    used = {key for path, c in COMMANDS.items() for key in (f"{path}help", *_option_keys(path, c))}
    left = {
        key
        for key in strings("vi", "cli")
        if key not in used and f"cli.{key}" not in said and not key.startswith("type:")
    }
    assert left == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_guide_is_of_a_field(lang: str) -> None:
    records = (Event, Cluster, Term, Pledge, Scores)
    fields = {f"{r.__name__}.{f.key}" for r in records for f in fields_of(r)}
    assert (
        sorted(
            set(strings(lang, "guides"))
            ^ (
                fields
                | {"body.event", "body.pledge", "body.article", "body.import", "field.import"}
            )
        )
        == []
    )


def test_the_texts_of_click_are_compiled_from_the_catalogue() -> None:
    assert click_messages.mo_path("vi").read_bytes() == click_messages.mo_file("vi")
    assert not click_messages.mo_path("en").exists()


OF_CLICK_8_2 = {"No such option: {name}", "(Possible options: {possibilities})"}
"""Said by the lowest version allowed, and by later ones in other words."""


def test_the_texts_of_click_are_those_click_asks_for() -> None:
    sources = Path(click.__file__).parent.glob("*.py")
    asked = {text for path in sources for _, text in literals(path.read_text("utf-8"))}
    named = {part for key in strings("vi", "click") for part in key.split(" | ")}
    assert sorted(named - asked - OF_CLICK_8_2) == []

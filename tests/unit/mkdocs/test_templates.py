"""What templates are given, and how they are compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from markupsafe import Markup
from mkdocs.config import load_config

from support import ROOT
from thidua.mkdocs.template_environment import Unindented, escapes, prepare
from thidua.mkdocs.templates import shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_indentation_of_templates_is_not_printed() -> None:
    template = jinja2.Environment(extensions=[Unindented], autoescape=True).from_string(
        "<ul>\n  {% for name in names %}\n\t<li>{{ name }}  b\n    </li>\n  {% endfor %}\n</ul>"
    )
    assert template.render(names=["  a"]) == "<ul>\n\n<li>  a  b\n</li>\n\n</ul>"


class _Thing:
    items = "<thuộc tính>"
    html = Markup("<b>")
    none = None

    def __getitem__(self, name: str) -> str:
        if name == "only_item":
            return "a & b"
        raise KeyError(name)


@pytest.mark.parametrize("name", ["pages/a.html", "main.html"])
@pytest.mark.parametrize(
    "source",
    [
        "{{ thing.items }}{{ thing.html }}{{ thing.none }}{{ thing.only_item }}",
        "{{ thing.missing }}{{ thing.missing is defined }}{{ nothing }}{{ thing.items.missing }}",
        "{{ known.items }}{{ known.word }}{{ known.inner.word }}{{ known['word'] }}{{ known.inner.missing or 'không' }}",
        "{{ known.word.replace(known.inner.word, thing.html).upper() }}{{ thing.items.format(a=known.word) }}",
        "{% macro m(x) %}{{ x.word }}{{ x.html }}{% endmacro %}{{ m(known) }}{{ m(thing) ~ m(known) }}",
        "{% macro m(x, y='<', z=x) %}{{ x }}{{ y }}{{ z }}{% endmacro %}{{ m() }}{{ m('&') }}{{ m(1, 2) ~ m(1, 2, 3) }}{{ m(1, z=3) }}",
        "{% macro m(x) %}{{ x }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m() }}{{ m(1, '<') }}{{ m(1, a='<') }}",
        "{% macro m(x, caller=none) %}{{ x }}{{ caller() if caller }}{% endmacro %}{{ m('<') }}{% call m(1) %}&{% endcall %}",
        "{% macro m(x) %}{{ caller() }}{% endmacro %}{% call m(1) %}&{% endcall %}{{ m(1) }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{% autoescape false %}{{ m('<') ~ '<' }}{% endautoescape %}{{ m(1, 2) }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(y=1) }}",
        "{% for one in known.list if one.word %}{{ loop.index }}{{ one.word }}{% endfor %}",
        "{% autoescape true %}{{ known.word }}{{ thing.html }}{% endautoescape %}{{ known.word | safe }}{{ 1 + known.number }}",
        "{% autoescape known.number %}{{ known.word }}{{ thing.html }}{% endautoescape %}",
        "{{ thing.missing.deeper }}",
        "{{ nothing.at_all }}",
    ],
)
@pytest.mark.parametrize("finalize", [None, lambda value: "?" if value is None else value])
def test_templates_print_what_jinja_prints(
    name: str, source: str, finalize: Callable[[Any], Any] | None
) -> None:
    word = {"word": "<i> & '\"'"}
    known = {**word, "items": "số", "inner": {"word": "&"}, "list": [word, {}], "number": 1}

    def printed(set_up: Callable[[jinja2.Environment], None]) -> str:
        env = jinja2.Environment(loader=jinja2.DictLoader({name: source}), finalize=finalize)
        set_up(env)
        try:
            return env.get_template(name).render(thing=_Thing(), known=known)
        except (jinja2.UndefinedError, TypeError) as error:
            return str(error)

    assert printed(prepare) == printed(lambda env: setattr(env, "autoescape", escapes))


def test_pages_and_macros_of_ours_escape_what_they_print_and_templates_of_themes_do_not() -> None:
    sources = {
        "macros/names.html": "{% macro name(of, said='') %}<b>{{ of }}</b>{{ said }}{{ caller() if caller }}{% endmacro %}",
        "pages/one.html": "{% import 'macros/names.html' as names %}{{ who }}{{ names.name(who, said='>') }}"
        "{% for _ in [1] %}{% call names.name(who) %}&{% endcall %}{% endfor %}{{ known }}{{ who.title() }}",
        "theme.html": "{{ who }}",
    }
    env = jinja2.Environment(loader=jinja2.DictLoader(sources))
    prepare(env)
    env.globals["known"] = "<i>"  # after it was prepared, as other hooks add theirs
    assert env.get_template("theme.html").render(who="<x>") == "<x>"
    assert (
        env.get_template("pages/one.html").render(who="<x>")
        == "&lt;x&gt;<b>&lt;x&gt;</b>&gt;<b>&lt;x&gt;</b>&&lt;i&gt;&lt;X&gt;"
    )
    assert (
        env.get_template("pages/one.html", globals={"known": "own"}).render(who="").endswith("own")
    )


@pytest.mark.parametrize(
    ("settings", "template"),
    [
        ({}, "shell.html"),
        ({"extra": {"thidua": {}}}, "shell.html"),
        ({"extra": {"material_bundle": True}}, "base.html"),
        ({"extra": {"material_bundle": False}}, "shell.html"),
        ({"theme": {"palette": {"scheme": "slate"}}}, "base.html"),
        ({"theme": {"features": ["navigation.top"]}}, "base.html"),
    ],
)
def test_material_s_own_frame_is_there_for_whoever_asks_for_its_features(
    settings: dict[str, Any], template: str
) -> None:
    theme = {"name": "material", "custom_dir": str(ROOT / "overrides"), **settings.get("theme", {})}
    config = load_config(
        str(ROOT / "mkdocs.yml"), hooks=[], plugins=[], **{**settings, "theme": theme}
    )
    assert shell(config) == template


def test_a_frame_of_the_office_s_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text("<!doctype html>", encoding="utf-8")
    theme = {"name": "material", "custom_dir": str(tmp_path)}
    config = load_config(str(ROOT / "mkdocs.yml"), theme=theme, hooks=[], plugins=[])
    assert shell(config) == "base.html"

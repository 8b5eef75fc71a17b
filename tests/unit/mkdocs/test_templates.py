"""What templates are given, and how they are compiled."""

from __future__ import annotations

import jinja2

from thidua.mkdocs.templates import Unindented


def test_indentation_of_templates_is_not_printed() -> None:
    template = jinja2.Environment(extensions=[Unindented], autoescape=True).from_string(
        "<ul>\n  {% for name in names %}\n\t<li>{{ name }}  b\n    </li>\n  {% endfor %}\n</ul>"
    )
    assert template.render(names=["  a"]) == "<ul>\n\n<li>  a  b\n</li>\n\n</ul>"

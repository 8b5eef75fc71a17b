"""MkDocs' Jinja environment as our pages want it: escaping by default, and quick where a page asks a thousand times.

Only by what Jinja offers for it (https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment): a function for
autoescaping, a class of contexts, a method for globals. A page calls some hundred macros, and a third of what such a call
cost was Jinja asking whether it escapes and what kind of function it is.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    import jinja2
    from jinja2 import nodes
    from jinja2.compiler import Frame
    from mkdocs.theme import Theme

OURS = ("pages/", "macros/")
"""Where templates lie that escape what they print; MkDocs' environment does not, for what themes print is HTML."""


def list_no_hidden_folders(theme: Theme) -> None:
    """Have a theme's environment list what a site can have of it."""
    plain = theme.get_env

    def get_env() -> jinja2.Environment:
        env = plain()
        env.loader = _ThemeLoader(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _ThemeLoader(FileSystemLoader):
    """Does not go through hidden folders, of which MkDocs copies nothing: Material has twelve thousand icons in one."""

    def list_templates(self) -> list[str]:
        """The names of all templates but those in hidden folders."""
        found: set[str] = set()
        for place in map(os.fspath, self.searchpath):
            for folder, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(place)
                found.update((below / name).as_posix() for name in names)
        return sorted(found)


def prepare(env: jinja2.Environment) -> None:
    """Set up the environment of a build, before any of our templates is loaded."""
    env.add_extension(Unindented)
    env.autoescape = escapes
    env.context_class = _Context
    env.code_generator_class = _CodeGenerator
    plain = env.make_globals

    def globals_of(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As they are where a template adds none: Jinja's `ChainMap` of them is copied name by name for each page and macro file."""
        return plain(own) if own else env.globals

    env.make_globals = globals_of  # type: ignore[assignment, method-assign]


def escapes(name: str | None) -> bool:
    """Whether a template escapes what it prints unless it says otherwise."""
    return name is not None and name.startswith(OURS)


class Unindented(Extension):
    """Takes the indentation of templates away before they are compiled: a twentieth of the bytes of a site.

    The lines stay, so that a mistake is told at its own. Nothing of ours prints where white space is shown as it stands.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Give the source without white space at the begin of lines."""
        return re.sub(r"(?m)^[ \t]+", "", source)


class _CodeGenerator(CodeGenerator):
    """Writes the two things that templates do most, looking up and printing, without a call of Python where none is needed.

    What is looked up is an attribute nearly always, and half of what is printed is what a macro gave, which is escaped.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """Write `jinja2.Environment.getattr` inline; an item, or what is undefined, it looks up itself."""
        self.write("(_found if (_found := getattr((_object := ")
        self.visit(node.node, frame)
        self.write(
            f"), {node.attr!r}, missing)) is not missing else environment.getitem(_object, {node.attr!r}))"
        )

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escapes_alone(frame, finalize):
            self.write("(_printed if type(_printed := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escapes_alone(frame, finalize):
            self.write(") is Markup else escape(_printed))")
        else:
            super()._output_child_post(node, frame, finalize)


def _escapes_alone(frame: Frame, finalize: Any) -> bool:
    """Whether what is printed is escaped, as far as it is no HTML, and nothing else happens to it."""
    context = frame.eval_ctx
    return bool(context.autoescape) and not context.volatile and finalize.src is None


class _Context(Context):
    """Calls macros, which are nine of ten things called, without asking first which of its arguments they want.

    Where arguments stand in their places, as in nearly all calls, neither does the macro: it is `Macro.__call__` without its
    questions, a third of the time of a short macro.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        left_out = len(called.arguments) - len(args)
        named = kwargs or called.caller or called.catch_kwargs or called.catch_varargs
        if named or left_out < 0:
            return called(self.eval_ctx, *args, **kwargs)
        text = called._func(*args, *(missing,) * left_out)  # noqa: SLF001 Jinja has no name for it
        return str.__new__(Markup, text) if self.eval_ctx.autoescape else text

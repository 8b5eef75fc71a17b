"""The command line in the language of ``--lang`` or ``THIDUA_LANG``: help, usage errors and what click says itself.

Help is printed while options are still being read, so the language is looked for first. Texts are found by the names
of commands and options: ``cli.build.help``, ``cli.build.option.out``; what several commands share stands at
``cli.option.audience``.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from thidua.locale import LANGUAGES, phrase, strings
from thidua.locale.click_messages import use_click_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

VARIABLE = "THIDUA_LANG"


class FieldOption(click.Option):
    """An option for a field of a record; its help is the guide of the field."""

    def __init__(self, *names: Any, guide: str, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.guide = guide
        """A key of the section ``guides``."""


class LocalisedGroup(click.Group):
    """The outermost group of commands: puts them all into the language asked for before it reads the command line."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        lang = language_of(sys.argv[1:] if args is None else args)
        localise(self, lang)
        with use_click_messages(lang):
            return super().main(args, *rest, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """What the system refuses in the midst of a command is a sentence: no right to write, a full disk, a folder for a file."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            reason = f"{error.strerror or error}: {error.filename}" if error.filename else error
            text = phrase(language_of([]), "cli.system_error", reason=reason)
            raise click.ClickException(text) from error


def language_of(words: Sequence[str]) -> str:
    """The language of ``--lang``, else of the environment; Vietnamese where neither names one we have."""
    said = ""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang":
            said = following
        elif word.startswith("--lang="):
            said = word.removeprefix("--lang=")
    wanted = said or os.environ.get(VARIABLE, "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def localise(command: click.Command, lang: str, path: str = "") -> None:
    """Give a command and those below it their texts; KeyError for a command or option without one."""
    command.help = phrase(lang, f"cli.{path}help")
    command.options_metavar = phrase(lang, "cli.options_metavar")
    context = click.Context(command, help_option_names=["-h", "--help"])
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option):
            parameter.help = option_help(parameter, lang, path)
            parameter.metavar = _metavar(parameter, lang)
        else:
            parameter.metavar = phrase(lang, f"cli.argument.{parameter.name}")
    if isinstance(command, click.Group):
        command.subcommand_metavar = phrase(lang, "cli.subcommand_metavar")
        for name, below in command.commands.items():
            localise(below, lang, f"{path}{name}.")


def option_help(option: click.Option, lang: str, path: str) -> str:
    """What the help of a command says of an option."""
    if isinstance(option, FieldOption):
        guide: str = strings(lang, "guides")[option.guide]
        return guide
    name = max(option.opts, key=len).lstrip("-")
    own = f"{path}option.{name}"
    return phrase(lang, f"cli.{own if own in strings(lang, 'cli') else f'option.{name}'}")


def _metavar(option: click.Option, lang: str) -> str | None:
    """The word for a value that is no choice, unless the option has one of its own."""
    key = f"type:{option.type.name}"
    if option.is_flag or key not in strings(lang, "cli"):
        return option.metavar
    ours = {strings(other, "cli")[key] for other in LANGUAGES}
    return option.metavar if option.metavar not in {None, *ours} else phrase(lang, f"cli.{key}")

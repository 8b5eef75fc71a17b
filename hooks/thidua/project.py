"""The project a command works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from thidua.locale import strings

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """Where the files of a publication are, and in which language to speak of them."""

    config: Path
    """The mkdocs.yml; it need not exist."""
    root: Path
    """The folder that paths in messages begin from."""
    content: Path
    """The content folder, which may lie outside of `home`; it need not exist."""
    lang: str

    @property
    def home(self) -> Path:
        """The folder of mkdocs.yml."""
        return self.config.parent

    def say(self, key: str, **values: object) -> None:
        """Print a sentence of the catalogue's section ``site`` on standard error."""
        click.echo(strings(self.lang, "site")[key].format(**values), err=True)

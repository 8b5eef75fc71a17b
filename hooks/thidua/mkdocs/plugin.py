"""The adapter as a plugin, for folders that have no hook file: ``plugins: [thidua]`` in mkdocs.yml.

It also lays our theme over that of the configuration, below its own ``custom_dir`` if it has one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from thidua.mkdocs.adapter import Adapter
from thidua.shipped_files import theme_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """None: settings stand in ``extra.thidua``, where the hook finds them too."""


class ThiduaPlugin(Adapter, BasePlugin[NoOptions]):  # type: ignore[misc,no-untyped-call]
    """All events of the adapter, with our theme."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build as the adapter does; templates and assets are ours before they are Material's."""
        dirs = config.theme.dirs
        ours = os.fspath(theme_folder())
        if ours not in dirs:
            dirs.insert(1 if config.theme.custom_dir else 0, ours)
        return super().on_config(config)

"""Where the files are that stand beside the code: the theme, the lock file and a page of the guide.

A checkout has one copy of each at its top; the wheel carries the same files inside the package (see
``force-include`` in pyproject.toml). Whoever needs one asks here.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def theme_folder() -> Path:
    """The folder of templates, styles, scripts and faces."""
    return _found("overrides")


def lock_file() -> Path:
    """The lock file of the packages that build a site."""
    return _found("requirements.lock")


def calendar_guide() -> Path:
    """The guide page about calendars, which new publications get a copy of."""
    return _found("docs/huong-dan/lich.md")


def _found(name: str) -> Path:
    """The package's own copy where there is one, else the checkout's."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _CHECKOUT / name

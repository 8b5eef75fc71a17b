"""Names of files and folders that every system takes, for whatever is named by us or proposed to an editor."""

from __future__ import annotations

from thidua.text import slug

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names no file or folder can have on Windows, whatever their ending; the offline kit is unpacked there, and editors work there."""
MAX_LENGTH = 100
"""Characters of a name that content gives a file, its ending included, or a folder, which is then an id."""
_BESIDE = "tep-"
"""Put before a name that is a device's."""


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device: ``CON``, ``nul.txt``."""
    return name.partition(".")[0].strip().lower() in DEVICES


def file_stem(text: str, ending: str = "", limit: int = MAX_LENGTH) -> str:
    """The name of a file before its ``ending``, made of a text: ``Ảnh họp (1)`` → ``anh-hop-1``, ``CON`` → ``tep-con``.

    A slug of at most ``limit`` characters with the ending, cut between words where it has several; empty where a text
    has no letter or digit.
    """
    whole = slug(text)
    if whole in DEVICES:
        whole = _BESIDE + whole
    room = limit - len(ending)
    if len(whole) <= room:
        return whole
    return whole[: room + 1].rpartition("-")[0] or whole[:room]

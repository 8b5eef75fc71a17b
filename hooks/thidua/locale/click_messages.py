"""What click says itself, in our languages.

click asks `gettext` for its sentences, and gettext reads them from ``.mo`` files of the language that ``LANGUAGE``
names. ``python -m thidua.locale.click_messages`` writes those files from the section ``click`` of the catalogues; a
test compares. English needs none.
"""

from __future__ import annotations

import gettext
import os
import struct
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.locale import LANGUAGES, strings

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
_OWN = "en"
"""The language of click."""
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


@contextmanager
def use_click_messages(lang: str) -> Iterator[None]:
    """In the block click speaks ``lang``."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("messages", str(HERE))
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def mo_path(lang: str) -> Path:
    """Where gettext looks for the texts of a language."""
    return HERE / lang / "LC_MESSAGES" / "messages.mo"


def mo_file(lang: str) -> bytes:
    """The texts of a language in the binary form of gettext.

    https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    """
    texts = {"": _HEADER}
    for key, text in strings(lang, "click").items():
        if isinstance(text, list):
            texts["\0".join(key.split(" | "))] = "\0".join(text)
        else:
            texts[key] = text
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    count, head = len(pairs), 28
    at = head + 16 * count
    tables: list[bytes] = []
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), at))
            at += len(pair[column]) + 1
    numbers = struct.pack("<7I", 0x950412DE, 0, count, head, head + 8 * count, 0, 0)
    return numbers + b"".join(tables) + b"".join(p[c] + b"\0" for c in (0, 1) for p in pairs)


def main() -> None:
    """Write the file of every language but click's own."""
    for lang in LANGUAGES:
        if lang != _OWN:
            mo_path(lang).parent.mkdir(parents=True, exist_ok=True)
            mo_path(lang).write_bytes(mo_file(lang))


if __name__ == "__main__":
    main()

"""Keys of the cache: digests of everything a value is made from.

A key that leaves something out gives a stale page; so every key begins with `code_digest`, and what else there is goes
in whole: texts, bytes, numbers and lists of them, each with its length, so that no two inputs run into one.
"""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from json import JSONEncoder
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Input: TypeAlias = "str | bytes | int | bool | Sequence[Input] | None"

_PACKAGE = Path(__file__).resolve().parents[1]


def key_of(*parts: Input) -> bytes:
    """A digest of ``parts``, of 20 bytes: the same parts give the same key on any machine and day."""
    digest = blake2b(digest_size=20)
    for part in parts:
        _feed(digest, part)
    return digest.digest()


def _feed(digest: blake2b, part: Input) -> None:
    if isinstance(part, bytes):
        kind, data = b"b", part
    elif isinstance(part, str):
        kind, data = b"s", part.encode("utf-8", "surrogatepass")
    elif part is None or isinstance(part, int):
        kind, data = b"i", repr(part).encode()
    else:
        digest.update(b"l%d:" % len(part))
        for item in part:
            _feed(digest, item)
        return
    digest.update(b"%s%d:" % (kind, len(data)))
    digest.update(data)


def text_of(value: object) -> str:
    """Everything in ``value`` as one text, which differs where anything in it does.

    Dataclasses by their names and fields, lists and tuples, mappings with keys of text, texts, numbers; all else by its `repr`,
    which for dataclasses within dataclasses takes half as long again.
    """
    return _TEXT_OF.encode(value)


class _Readers(dict[type[Any], "Callable[[Any], object]"]):
    """By its class, what gives all that an object is made of, as something that JSON can have."""

    def __missing__(self, cls: type[Any]) -> Callable[[Any], object]:
        names = [field.name for field in fields(cls)] if is_dataclass(cls) else []
        read = attrgetter(*names) if names else repr
        self[cls] = read
        return read


_READERS = _Readers()


def _parts_of(value: object) -> tuple[str, object]:
    cls = type(value)
    return cls.__qualname__, _READERS[cls](value)


_TEXT_OF = JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_parts_of
)


@cache
def code_digest() -> bytes:
    """A digest of this package, its sentences and tables among it, of every package installed, and of Python."""
    files = sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and p.suffix != ".pyc")
    installed = {p.name for place in sys.path for p in Path(place).glob("*.dist-info")}
    return key_of(
        sys.version,
        sorted(installed),
        [path.relative_to(_PACKAGE).as_posix() for path in files],
        [path.read_bytes() for path in files],
    )


def folder_digest(folder: Path, endings: frozenset[str]) -> bytes:
    """A digest of the files below ``folder`` with one of these endings, by name and content; hidden folders are left out."""
    files = sorted(_files_below(folder, endings))
    return key_of(
        [path.relative_to(folder).as_posix() for path in files],
        [path.read_bytes() for path in files],
    )


def _files_below(folder: Path, endings: frozenset[str]) -> Iterator[Path]:
    # Material has twelve thousand icons in a hidden folder.
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.suffix in endings:
            yield path
        elif not path.suffix and not path.name.startswith(".") and path.is_dir():
            yield from _files_below(path, endings)

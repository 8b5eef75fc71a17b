"""Photographs: decoded, turned upright, stripped of all metadata and re-encoded at a few widths.

Originals are never published: they carry positions, names and thumbnails of what was cropped. The
output depends on the bytes of the original and the version of the encoder alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import PIL
from PIL import Image

from thidua.photo_colour import (
    ColourError,
    byte_order,
    exif_fields,
    refuse_unfaithful,
    to_srgb,
)
from thidua.photo_structure import excess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

WIDTHS = (480, 960, 1600)
MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 60_000_000
"""Larger pictures are refused: a 20 kB PNG can hold 170 million pixels."""

MAX_SIDE = 20_000
"""Points: a strip one point wide takes many times what a photograph of as many points takes."""

DAMAGED = (
    OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError, KeyError, OverflowError, TypeError,
    struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises for files that are not what they say."""

_ORIENTATION = 0x0112
_SHORT = 3
_TURNS: dict[int, Image.Transpose | None] = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_PIPELINE = "2"
_FORMATS = ("JPEG", "PNG", "WEBP")
_ENCODERS: dict[str, tuple[str, dict[str, int | bool]]] = {
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}


class PhotoError(ValueError):
    """The file is no photograph we publish; ``code`` is the diagnostic's."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Rendition:
    """One published file."""

    name: str
    """``<hash>-960.webp``: the name tells the content, so servers may cache it for ever."""
    width: int
    height: int
    ending: str


@dataclass(frozen=True, slots=True)
class ProcessedPhoto:
    """A photograph as published: its renditions, smallest first, WebP and JPEG alike."""

    renditions: tuple[Rendition, ...]

    def of(self, ending: str) -> tuple[Rendition, ...]:
        return tuple(r for r in self.renditions if r.ending == ending)

    @property
    def largest(self) -> Rendition:
        """The JPEG that a link without scripts opens."""
        return self.of("jpg")[-1]


class PhotoFacts(NamedTuple):
    """What tells whether two files may be one photograph, known without decoding a JPEG in full."""

    size: tuple[int, int]
    """Width and height, upright."""
    is_whole: bool
    """Whether `pixels` is of all pixels, so that it holds across formats; else of an eighth of a JPEG."""
    pixels: str


def inspect(file: BinaryIO) -> PhotoFacts:
    """The facts of a photograph; PhotoError when it cannot be published."""
    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise PhotoError("E651", size=size // 2**20, limit=MAX_BYTES // 2**20)
    file.seek(0)
    with open_image(file.read()) as image:
        whole = image.size
        # JPEG is decoded at an eighth of its size, which is enough to find it cut short.
        image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
        upright = upright_srgb(image)
        turned = (whole[1], whole[0]) if _orientation(image) in _SIDEWAYS else whole
        return PhotoFacts(turned, image.size == whole, _digest(_flatten(upright)))


def pixels(file: BinaryIO) -> str:
    """The hash of all pixels of a photograph, upright, whatever its format and metadata."""
    with open_image(file.read()) as image:
        return _digest(_flatten(upright_srgb(image)))


def _digest(image: Image.Image) -> str:
    return hashlib.sha256(f"{image.width} {image.height} ".encode() + image.tobytes()).hexdigest()


def render(data: bytes, cache: Path) -> ProcessedPhoto:
    """The renditions of a photograph, made once and kept in ``cache`` under the hash of its bytes."""
    key = hashlib.sha256(f"{_PIPELINE} {PIL.__version__} ".encode() + data).hexdigest()[:20]
    folder = cache / key
    index = folder / "index.txt"
    if not index.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        lines = [
            _encode(image, ending, key, folder) for image in _scaled(data) for ending in _ENCODERS
        ]
        # In one step: a build that dies here must not leave an empty list behind.
        fresh = folder / f".index-{os.getpid()}"
        fresh.write_bytes("\n".join(lines).encode())
        fresh.replace(index)
    found = []
    for line in index.read_text("utf-8").splitlines():
        name, width, height, ending = line.split()
        found.append(Rendition(name, int(width), int(height), ending))
    return ProcessedPhoto(tuple(found))


def rendition_path(cache: Path, rendition: Rendition) -> Path:
    """Where a rendition lies in the cache."""
    return cache / rendition.name.partition("-")[0] / rendition.name


@contextmanager
def open_image(data: bytes) -> Iterator[Image.Image]:
    """The picture of a file; whatever is found wrong with it in the block is a `PhotoError`."""
    much = excess(data)
    if much is not None:
        raise PhotoError("E658", part=much.part, limit=much.limit)
    with warnings.catch_warnings():
        # Damaged metadata, of which nothing is kept.
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _within_limits(*image.size)
                refuse_unfaithful(image, data)
                yield image
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PhotoError("E652", width="?", height="?") from error
        except PhotoError:
            raise
        except ColourError as error:
            raise PhotoError(error.code) from error
        except DAMAGED as error:
            raise PhotoError("E650") from error


def _within_limits(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise PhotoError("E652", width=width, height=height)


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8. Pillow rewrites all other metadata to turn a picture, and stumbles over it."""
    exif = image.info.get("exif") or b""
    tiff = exif.removeprefix(b"Exif\0\0")
    for tag, kind, count, value in exif_fields(tiff):
        if tag == _ORIENTATION:
            turn = struct.unpack(f"{byte_order(tiff)}H", value[:2])[0]
            return turn if (kind, count) == (_SHORT, 1) and turn in _TURNS else 1
    return 1


def upright_srgb(image: Image.Image) -> Image.Image:
    """An opened picture as RGB or RGBA in sRGB, turned as the camera was held."""
    plain = to_srgb(image)  # which loads it: some formats have their metadata behind the picture
    turn = _TURNS.get(_orientation(image))
    return plain.transpose(turn) if turn is not None else plain


def _scaled(data: bytes) -> list[Image.Image]:
    """Upright RGB copies, without metadata, at each width the original reaches."""
    with open_image(data) as image:
        flat = _flatten(upright_srgb(image))
    widths = [w for w in WIDTHS if w < flat.width] or []
    if flat.width <= WIDTHS[-1]:
        widths.append(flat.width)
    return [
        flat.resize(
            (width, max(1, round(flat.height * width / flat.width))), Image.Resampling.LANCZOS
        )
        for width in widths
    ]


def _flatten(image: Image.Image) -> Image.Image:
    """RGB on white."""
    if image.mode == "RGB":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _encode(image: Image.Image, ending: str, key: str, folder: Path) -> str:
    kind, options = _ENCODERS[ending]
    name = f"{key}-{image.width}.{ending}"
    image.info.clear()
    # In one step: the build of another audience may be copying this file out of the same cache.
    fresh = folder / f".{os.getpid()}-{name}"
    image.save(fresh, kind, **options)
    fresh.replace(folder / name)
    return f"{name} {image.width} {image.height} {ending}"

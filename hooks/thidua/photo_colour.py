"""Colours of a photograph as its file means them, in sRGB with eight bits: what is published says nothing else.

A file tells its colours by a profile, by chunks of PNG, by the mark of a camera, or not at all, which means sRGB. What
cannot be kept as it was meant is refused; nothing is guessed.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from PIL import Image, ImageCms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L"})
"""Modes of grey with sixteen bits, as which Pillow opens a PNG."""
_SCALE = 1 / 257
"""65535 is 255; a shift by eight bits would make white 254 of some values, and cutting off makes nearly all white."""
_PLAIN = frozenset({"1", "L", "RGB", "RGBA", "LA", "P", "PA", "CMYK"})

_SPACES = {"CMYK": "CMYK", "GRAY": "L", "RGB ": "RGB"}
"""The colour space of a profile and the mode of the pictures it is for."""

_Point = tuple[float, float]
_D50 = (0.9642, 1.0, 0.8249)
_D65: _Point = (0.3127, 0.3290)
_SRGB_CORNERS: tuple[_Point, ...] = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_ADOBE_CORNERS: tuple[_Point, ...] = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06))
_ADOBE_GAMMA = 563 / 256
_PNG_GAMMA = 1 / 2.2
_SRGB_CODES = (1, 13)
"""Primaries and curve of sRGB by the numbers of ITU-T H.273, as the chunk ``cICP`` gives them."""

_EXIF_FOLDER, _INTEROPERABILITY, _INDEX = 0x8769, 0xA005, 1
_ADOBE_MARK = b"R03"
"""What cameras write that were set to Adobe RGB and put no profile into their files."""


class ColourError(ValueError):
    """The colours cannot be kept as they were meant; ``code`` is the diagnostic's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def to_srgb(image: Image.Image) -> Image.Image:
    """A picture as RGB, or RGBA where parts are transparent, in sRGB; a new image without metadata.

    Raises ColourError for what cannot be kept.
    """
    image.load()
    icc = image.info.get("icc_profile") or _profile_of_marks(image)
    if image.mode in _DEEP:
        image = _eight_bits(image)
    if image.mode not in _PLAIN:
        raise ColourError("E656")
    transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if image.mode == "CMYK" and not icc:
        raise ColourError("E655")
    alpha = image.convert("RGBA").getchannel("A") if transparent else None
    plain = _through_profile(image, icc) if icc else _without_alpha(image).convert("RGB")
    plain.info.clear()  # a copy's own
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def refuse_unfaithful(image: Image.Image, data: bytes) -> None:
    """Raise ColourError for a file, opened and not yet loaded, that Pillow would read as something else than it is."""
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise ColourError("E657")
    deep = any(";16" in str(tile[3]) for tile in getattr(image, "tile", ()))
    # The transparent colour has sixteen bits then, the picture as opened eight.
    if deep and "transparency" in image.info:
        raise ColourError("E656")
    coding = _png_chunk(data, b"cICP") if image.format == "PNG" else None
    if coding is not None and tuple(coding[:2]) != _SRGB_CODES:
        raise ColourError("E656")


def _png_chunk(data: bytes, name: bytes) -> bytes | None:
    """The content of a chunk before the pixels; Pillow does not hand over those it does not know."""
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == name:
            return data[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            return None
        at += 12 + length
    return None


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of sixteen bits scaled to eight; Pillow would cut off all that is above 255, which is nearly all."""
    return image.convert("I").point(lambda value: value * _SCALE + 0.5).convert("L")


def _without_alpha(image: Image.Image) -> Image.Image:
    """The colours alone: grey, RGB or CMYK."""
    if image.mode in {"1", "L", "LA"}:
        return image.convert("L")
    if image.mode in {"P", "PA", "RGBA"}:
        return image.convert("RGBA").convert("RGB")
    return image


def _through_profile(image: Image.Image, icc: bytes) -> Image.Image:
    """The colours seen through a profile, which must be one for such a picture."""
    plain = _without_alpha(image)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        mode = _SPACES.get(profile.profile.xcolor_space)
        if mode == "RGB" and plain.mode == "L":
            plain = plain.convert("RGB")
        if mode != plain.mode:
            raise ColourError("E654")
        seen = ImageCms.profileToProfile(
            plain, profile, ImageCms.createProfile("sRGB"), outputMode="RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError) as error:
        raise ColourError("E654") from error
    assert seen is not None, "not asked to change the picture in its place"
    return seen


# --- What tells the colours where there is no profile -------------------------------------------------


def _profile_of_marks(image: Image.Image) -> bytes | None:
    """A profile made from the chunks of a PNG or the mark of a camera; None where sRGB is meant."""
    if image.format == "PNG":
        return _profile_of_chunks(image.info)
    exif = image.info.get("exif") or b""
    tiff = exif.removeprefix(b"Exif\0\0")
    if _interoperability_index(tiff).startswith(_ADOBE_MARK):
        return rgb_profile(_D65, _ADOBE_CORNERS, _ADOBE_GAMMA)
    return None


def _profile_of_chunks(info: Mapping[str | tuple[int, int], object]) -> bytes | None:
    """From ``gAMA`` and ``cHRM``, which say nothing beside ``sRGB`` and nothing new where they say the same."""
    gamma, corners = info.get("gamma"), info.get("chromaticity")
    if "srgb" in info or (gamma is None and corners is None):
        return None
    power = float(str(gamma)) if gamma else _PNG_GAMMA
    numbers = [float(n) for n in corners] if isinstance(corners, tuple) else []
    white, red, green, blue = (
        zip(numbers[::2], numbers[1::2], strict=True)
        if len(numbers) == 8
        else (_D65, *_SRGB_CORNERS)
    )
    same = all(
        abs(a - b) < 0.01
        for point, known in zip((white, red, green, blue), (_D65, *_SRGB_CORNERS), strict=True)
        for a, b in zip(point, known, strict=True)
    )
    if same and abs(power - _PNG_GAMMA) < 0.01:
        return None
    if not 0.01 < power < 10 or not all(point[1] > 0 for point in (white, red, green, blue)):
        raise ColourError("E654")
    try:
        return rgb_profile(white, (red, green, blue), 1 / power)
    except (ZeroDivisionError, struct.error) as error:
        raise ColourError("E654") from error


def exif_fields(tiff: bytes, start: int | None = None) -> Iterator[tuple[int, int, int, bytes]]:
    """Tag, type, count and the four bytes of the value of each field of a folder; nothing where it is damaged.

    Read here and not by Pillow, which first reads all other metadata, and stumbles over what is wrong in it.
    """
    order = byte_order(tiff)
    if order is None or len(tiff) < 8:
        return
    at = struct.unpack_from(f"{order}I", tiff, 4)[0] if start is None else start
    (count,) = struct.unpack_from(f"{order}H", tiff, at) if at + 2 <= len(tiff) else (0,)
    for place in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        yield struct.unpack_from(f"{order}HHI4s", tiff, place)


def byte_order(tiff: bytes) -> str | None:
    """``<`` or ``>`` as the first bytes tell; None where they are none of EXIF."""
    return {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])


def _interoperability_index(tiff: bytes) -> bytes:
    order, start = byte_order(tiff), None
    for tag in (_EXIF_FOLDER, _INTEROPERABILITY):
        found = next((value for t, _, _, value in exif_fields(tiff, start) if t == tag), None)
        if found is None:
            return b""
        (start,) = struct.unpack(f"{order}I", found)
    return next((value for t, _, _, value in exif_fields(tiff, start) if t == _INDEX), b"")


# --- A profile of three corners and a power -----------------------------------------------------------


def rgb_profile(white: _Point, corners: tuple[_Point, ...], gamma: float) -> bytes:
    """An ICC profile of an RGB space: white, red, green and blue by their chromaticities, and one power for all."""
    to_d50 = _adaptation(_xyz(white))
    columns = [_xyz(corner) for corner in corners]
    amounts = _solve(_transposed(columns), _xyz(white))
    points = [
        _times(to_d50, [n * amount for n in column])
        for column, amount in zip(columns, amounts, strict=True)
    ]
    curve = struct.pack(">4sIIH", b"curv", 0, 1, round(gamma * 256))
    tags = {
        b"desc": struct.pack(">4sII", b"desc", 0, 4) + b"RGB\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": _xyz_tag(_D50),
        **{name: _xyz_tag(p) for name, p in zip((b"rXYZ", b"gXYZ", b"bXYZ"), points, strict=True)},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += struct.pack(">4sII", name, at + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(_fixed(n) for n in _D50)
    return head.ljust(128, b"\0") + table + data


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _xyz_tag(point: tuple[float, ...] | list[float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(n) for n in point)


def _xyz(point: _Point) -> list[float]:
    x, y = point
    return [x / y, 1.0, (1 - x - y) / y]


_BRADFORD = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]


def _adaptation(white: list[float]) -> list[list[float]]:
    """The matrix that turns colours under a white into those under the white of profiles (Bradford)."""
    here, there = _times(_BRADFORD, white), _times(_BRADFORD, list(_D50))
    scaled = [[n * there[i] / here[i] for n in row] for i, row in enumerate(_BRADFORD)]
    columns = [_solve(_BRADFORD, column) for column in _transposed(scaled)]
    return _transposed(columns)


def _transposed(matrix: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*matrix, strict=True)]


def _times(matrix: list[list[float]], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The vector that the matrix makes this one of, by Cramer's rule."""

    def determinant(m: list[list[float]]) -> float:
        (a, b, c), (d, e, f), (g, h, i) = m
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)

    whole = determinant(matrix)
    return [
        determinant([[vector[r] if c == n else matrix[r][c] for c in range(3)] for r in range(3)])
        / whole
        for n in range(3)
    ]

"""Photographs as cameras and people break them. Warnings are errors here, so that Pillow's would be seen."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps

from thidua import photos

if TYPE_CHECKING:
    from pathlib import Path


def _noise(kind: str, *, mode: str = "RGB", **keys: object) -> bytes:
    out = io.BytesIO()
    # Noise of Pillow's own would differ from run to run.
    points = random.Random(5).randbytes(60 * 40 * 3)
    Image.frombytes("RGB", (60, 40), points).convert(mode).save(out, kind, **keys)
    return out.getvalue()


def _turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(10))
def test_a_photograph_is_turned_as_its_camera_was_held(
    tmp_path: Path, kind: str, orientation: int
) -> None:
    path = tmp_path / "anh"
    path.write_bytes(_noise(kind, exif=_turned(orientation)))
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    with path.open("rb") as file:
        assert photos.inspect(file).size == upright.size
        file.seek(0)
        assert photos.pixels(file) == photos._digest(upright)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_are_pictures_or_told_of(tmp_path: Path, seed: int) -> None:
    """Whatever is wrong in them: nothing but a `PhotoError` is raised."""
    rough = random.Random(seed)
    whole = [
        _noise("JPEG", exif=_turned(6)), _noise("JPEG", progressive=True, icc_profile=b"x" * 99), _noise("PNG", exif=_turned(8)),
        _noise("PNG", mode="P", transparency=3), _noise("WEBP", exif=_turned(3)), _noise("WEBP", mode="RGBA", lossless=True),
    ]  # fmt: skip
    path = tmp_path / "anh"
    shown = 0
    told: set[str] = set()
    for _ in range(40):
        data = bytearray(rough.choice(whole))
        for _ in range(rough.choice((1, 2, 9))):
            place = rough.randrange(min(len(data), rough.choice((80, 500, 100_000))))
            data[place : place + rough.randrange(3)] = rough.randbytes(rough.randrange(3))
        path.write_bytes(bytes(data))
        try:
            with path.open("rb") as file:
                photos.inspect(file)
            shown += bool(photos.render(path.read_bytes(), tmp_path / "cache").renditions)
        except photos.PhotoError as error:
            told.add(error.code)
    assert 0 < shown < 40
    assert told <= {"E650", "E652", "E654"}


def test_metadata_that_cannot_be_rewritten_is_no_obstacle(tmp_path: Path) -> None:
    """Turned on its side, and its maker is a number: Pillow's own turning stumbles over that."""
    fields = b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", b"\x0f\x01\x0b\0\x01\0\0\0\1\2\3\4"
    exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + b"".join(fields) + b"\0\0\0\0"
    path = tmp_path / "anh"
    path.write_bytes(_noise("JPEG", exif=exif))
    with path.open("rb") as file:
        assert photos.inspect(file).size == (40, 60)
    assert photos.render(path.read_bytes(), tmp_path / "cache").largest.height == 60

"""Photographs measured point by point: what is published shows the colours that the file means."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms

from support import ROOT
from thidua import photos
from thidua.editing.importing.pictures import strip_metadata

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "data" / "photos"
Colour = tuple[int, int, int]


def saved(image: Image.Image, kind: str = "PNG", **keys: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **keys)
    return out.getvalue()


def published(data: bytes, folder: Path) -> Image.Image:
    """The largest picture that readers get, of both formats, which must be alike; read as a browser without profiles."""
    path = folder / "anh"
    path.write_bytes(data)
    found = photos.render(path.read_bytes(), folder / "cache")
    shown = []
    for ending in ("jpg", "webp"):
        with Image.open(photos.rendition_path(folder / "cache", found.of(ending)[-1])) as image:
            assert not image.info.get("icc_profile")
            shown.append(image.convert("RGB"))
    jpeg, webp = shown
    assert jpeg.size == webp.size
    middle = jpeg.width // 4, jpeg.height // 4
    assert near(webp.getpixel(middle), jpeg.getpixel(middle), 6)  # type: ignore[arg-type]  # RGB
    return jpeg


def near(found: object, meant: Colour, away: int = 2) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) <= away for a, b in zip(found, meant, strict=True))


def at(image: Image.Image, share: float) -> object:
    return image.getpixel((round(share * (image.width - 1)), image.height // 2))


# --- Files made by hand --------------------------------------------------------------------------------


def png(mode: int, depth: int, rows: list[bytes], width: int, *chunks: tuple[bytes, bytes]) -> bytes:  # fmt: skip
    """A PNG of any depth; ``mode``: 0 grey, 2 RGB, 4 grey with alpha, 6 RGBA."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))  # fmt: skip

    head = struct.pack(">IIBBBBB", width, len(rows), depth, mode, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = [(b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def words(*values: int) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


def p3_profile() -> bytes:
    """Display P3: the corners of P3 in the profile that littlecms makes for sRGB, whose curve it shares."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    corners = {
        b"rXYZ": (0.51512, 0.2412, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.1571, 0.06657, 0.78407),
    }
    for name, point in corners.items():
        place = data.index(name)
        (start,) = struct.unpack_from(">I", data, place + 4)
        struct.pack_into(">3i", data, start + 8, *(round(n * 65536) for n in point))
    return bytes(data)


def cmyk_profile() -> bytes:
    """A press whose cyan is Lab (60, -20, -30), whose other colours are black: only through it does one know."""
    no_ink, cyan, other = (255, 128, 128), (153, 108, 98), (0, 128, 128)
    table = [no_ink if n == 0 else cyan if n == 8 else other for n in range(16)]
    lut = struct.pack(">4sIBBBB9i", b"mft1", 0, 4, 3, 2, 0, *(65536 * (n % 4 == 0) for n in range(9)))  # fmt: skip
    lut += bytes(range(256)) * 4 + bytes(n for entry in table for n in entry) + bytes(range(256)) * 3  # fmt: skip
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 4) + b"ink\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": lut + bytes(-len(lut) % 4),
    }
    start = 128 + 4 + 12 * len(tags)
    listed, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        listed += struct.pack(">4sII", name, start + len(data), len(content))
        data += content
    head = struct.pack(">I4sI4s4s4s", start + len(data), b"", 0x02100000, b"prtr", b"CMYK", b"Lab ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + listed + data


def adobe_camera(orientation: int = 1) -> bytes:
    """EXIF of a camera set to Adobe RGB: the folder of interoperability says R03, a profile there is not."""
    fields = [struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0), struct.pack("<HHII", 0x8769, 4, 1, 38)]  # fmt: skip
    first = struct.pack("<H", 2) + b"".join(fields) + bytes(4)
    second = struct.pack("<HHHIII", 1, 0xA005, 4, 1, 56, 0)
    third = struct.pack("<HHHI4sI", 1, 1, 2, 4, b"R03\0", 0)
    return b"Exif\0\0II*\0\x08\0\0\0" + first + second + third


# --- What the issue asks to be measured ------------------------------------------------------------------


def test_sixteen_bits_of_grey_are_scaled(tmp_path: Path) -> None:
    shown = published((CASES / "anh-xam-16-bit.png").read_bytes(), tmp_path)
    for share, grey in ((0, 0), (0.25, 64), (0.5, 127), (0.75, 191), (1, 255)):
        # A column of forty stands for a fortieth of the ramp, which is six and a half steps.
        assert near(at(shown, share), (grey, grey, grey), 5), (share, at(shown, share))
    with photos.open_image((CASES / "anh-xam-16-bit.png").read_bytes()) as image:
        ramp = photos.upright_srgb(image)
    assert [ramp.getpixel((x, 3)) for x in (0, 13, 26, 39)] == [(n, n, n) for n in (0, 85, 170, 255)]  # fmt: skip


def test_adobe_rgb_is_seen_through_its_profile(tmp_path: Path) -> None:
    shown = published((CASES / "anh-adobe-rgb.jpg").read_bytes(), tmp_path)
    assert near(shown.getpixel((20, 10)), (200, 30, 41))


def test_display_p3_is_seen_through_its_profile(tmp_path: Path) -> None:
    """The red of sRGB is (234, 51, 35) in Display P3."""
    data = saved(Image.new("RGB", (40, 20), (234, 51, 35)), icc_profile=p3_profile())
    assert near(published(data, tmp_path).getpixel((20, 10)), (255, 0, 0))


def test_inks_are_seen_through_their_profile(tmp_path: Path) -> None:
    """Lab (60, -20, -30) is (54, 156, 197) in sRGB; without the profile it would be (0, 255, 255)."""
    data = saved(Image.new("CMYK", (40, 20), (255, 0, 0, 0)), "JPEG", quality=95, icc_profile=cmyk_profile())  # fmt: skip
    assert near(published(data, tmp_path).getpixel((20, 10)), (54, 156, 197), 3)
    data = saved(Image.new("CMYK", (40, 20), (0, 0, 0, 0)), "JPEG", quality=95, icc_profile=cmyk_profile())  # fmt: skip
    assert near(published(data, tmp_path).getpixel((20, 10)), (255, 255, 255))


# --- All modes -----------------------------------------------------------------------------------------

ROW = {
    # colour type and depth of a PNG, one row of five points from black to white → greys meant (transparent is white)
    "grey 16": (0, 16, words(0, 16384, 32768, 49151, 65535), (0, 64, 128, 191, 255)),
    "grey 8": (0, 8, bytes((0, 64, 128, 191, 255)), (0, 64, 128, 191, 255)),
    "grey 4": (0, 4, bytes((0x04, 0x8C, 0xF0)), (0, 68, 136, 204, 255)),
    "grey 2": (0, 2, bytes((0b00011011, 0b11000000)), (0, 85, 170, 255, 255)),
    "grey 1": (0, 1, bytes((0b00101000,)), (0, 0, 255, 0, 255)),
    "grey and alpha 8": (4, 8, bytes((0, 255, 128, 255, 128, 0, 0, 127, 255, 255)), (0, 128, 255, 128, 255)),
    "grey and alpha 16": (4, 16, words(0, 65535, 32896, 65535, 32896, 0, 0, 32639, 65535, 65535), (0, 128, 255, 128, 255)),
    "RGB 16": (2, 16, words(*(v for n in (0, 16448, 32896, 49087, 65535) for v in (n, n, n))), (0, 64, 128, 191, 255)),
    "RGBA 16": (6, 16, words(*(v for n, a in ((0, 65535), (32896, 65535), (0, 0), (0, 32639), (65535, 65535)) for v in (n, n, n, a))), (0, 128, 255, 128, 255)),
}  # fmt: skip


@pytest.mark.parametrize("name", ROW)
def test_every_depth_of_grey_and_alpha(name: str) -> None:
    kind, depth, row, greys = ROW[name]
    with photos.open_image(png(kind, depth, [row], 5)) as image:
        shown = photos._flatten(photos.upright_srgb(image))
    assert all(near(shown.getpixel((x, 0)), (n, n, n), 1) for x, n in enumerate(greys)), list(shown.getdata())  # fmt: skip


def test_a_palette_keeps_its_colours_its_transparency_and_its_profile() -> None:
    image = Image.new("P", (3, 1))
    image.putpalette([234, 51, 35, 0, 0, 255, 0, 0, 0])
    image.putdata([0, 1, 2])
    data = saved(image, transparency=1, icc_profile=p3_profile())
    with photos.open_image(data) as opened:
        kept = photos.upright_srgb(opened)
        shown = photos._flatten(kept)
    assert kept.mode == "RGBA"
    assert near(shown.getpixel((0, 0)), (255, 0, 0))
    assert [shown.getpixel((x, 0)) for x in (1, 2)] == [(255, 255, 255), (0, 0, 0)]


def test_grey_has_profiles_too() -> None:
    """A grey of gamma 1: a fifth of the light is the middle of sRGB. One of RGB on grey is taken as well."""
    linear = photo_colour_grey_profile(256)
    with photos.open_image(saved(Image.new("L", (2, 2), 55), "JPEG", quality=100, icc_profile=linear)) as image:  # fmt: skip
        assert near(photos.upright_srgb(image).getpixel((0, 0)), (128, 128, 128))
    with photos.open_image(saved(Image.new("L", (2, 2), 90), icc_profile=p3_profile())) as image:
        assert near(photos.upright_srgb(image).getpixel((0, 0)), (90, 90, 90), 1)


def photo_colour_grey_profile(gamma: int) -> bytes:
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"grey\0" + bytes(78) + b"\0",
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061),
        b"kTRC": b"curv" + bytes(4) + struct.pack(">IHH", 1, gamma, 0),
    }
    start = 128 + 4 + 12 * len(tags)
    listed, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        listed += struct.pack(">4sII", name, start + len(data), len(content))
        data += content
    head = struct.pack(">I4sI4s4s4s", start + len(data), b"", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + listed + data


@pytest.mark.parametrize(
    ("chunks", "colour", "meant"),
    [
        # Linear light, as said by gAMA alone; sRGB beside it has the last word; the usual values change nothing
        ([(b"gAMA", struct.pack(">I", 100_000))], (55, 55, 55), (128, 128, 128)),
        ([(b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))], (55, 55, 55), (55, 55, 55)),
        ([(b"gAMA", struct.pack(">I", 45_455))], (55, 66, 77), (55, 66, 77)),
        # The corners of Adobe RGB
        ([(b"gAMA", struct.pack(">I", 45_455)), (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000))], (171, 35, 45), (200, 30, 41)),
        ([(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))], (171, 35, 45), (171, 35, 45)),
        ([(b"cICP", bytes((1, 13, 0, 1)))], (171, 35, 45), (171, 35, 45)),
    ],
)  # fmt: skip
def test_what_a_png_says_of_its_colours(chunks: list[tuple[bytes, bytes]], colour: Colour, meant: Colour) -> None:  # fmt: skip
    with photos.open_image(png(2, 8, [bytes(colour)], 1, *chunks)) as image:
        assert near(photos.upright_srgb(image).getpixel((0, 0)), meant, 1)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_camera_set_to_adobe_rgb_is_believed(orientation: int) -> None:
    data = saved(Image.new("RGB", (40, 20), (171, 35, 45)), "JPEG", quality=100, exif=adobe_camera(orientation))  # fmt: skip
    with photos.open_image(data) as image:
        shown = photos.upright_srgb(image)
    assert shown.size == ((40, 20) if orientation == 1 else (20, 40))
    assert near(shown.getpixel((10, 10)), (200, 30, 41))


# --- Telephones ----------------------------------------------------------------------------------------


def phone(size: tuple[int, int]) -> Image.Image:
    """Left half blue, right half red, in Display P3."""
    image = Image.new("RGB", size, (0, 0, 255))
    image.paste((234, 51, 35), (size[0] // 2, 0, *size))
    return image


def test_twelve_megapixels_held_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(phone((4032, 3024)), "JPEG", quality=90, exif=exif.tobytes(), icc_profile=p3_profile())  # fmt: skip
    shown = published(data, tmp_path)
    assert shown.size == (1600, 2133)
    # The right of the sensor is below.
    assert near(shown.getpixel((800, 2000)), (255, 0, 0), 3)
    assert photos.inspect(io.BytesIO(data)).size == (3024, 4032)


def with_gain_map(base: Image.Image) -> bytes:
    """Ultra HDR: the picture, and behind it how much brighter a bright screen may show it."""
    whole = saved(base, "MPO", save_all=True, append_images=[Image.new("L", (20, 10), 200).convert("RGB")], icc_profile=p3_profile())  # fmt: skip
    xmp = b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><r hdrgm:Version="1.0"/></x:xmpmeta>'  # fmt: skip
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + whole[2:]


@pytest.mark.parametrize("hdr", [False, True])
def test_of_several_pictures_in_a_file_the_first_is_shown(tmp_path: Path, hdr: bool) -> None:
    base = phone((80, 40))
    data = with_gain_map(base) if hdr else saved(base, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10))], icc_profile=p3_profile())  # fmt: skip
    shown = published(data, tmp_path)
    assert shown.size == (80, 40)
    assert near(shown.getpixel((70, 20)), (255, 0, 0), 4)
    made = strip_metadata(data)
    assert made
    assert made[0] == "jpg"


# --- Refused -------------------------------------------------------------------------------------------


def frames(kind: str) -> bytes:
    pair = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    return saved(pair[0], kind, save_all=True, append_images=pair[1:])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), "JPEG"), "E655"),
        (saved(Image.new("RGB", (8, 8)), icc_profile=b"x" * 200), "E654"),
        (saved(Image.new("RGB", (8, 8)), "JPEG", icc_profile=cmyk_profile()), "E654"),
        (saved(Image.new("CMYK", (8, 8)), "JPEG", icc_profile=p3_profile()), "E654"),
        (png(0, 16, [words(0, 65535)], 2, (b"tRNS", words(65535))), "E656"),
        (png(2, 16, [words(0, 0, 0)], 1, (b"tRNS", words(0, 0, 0))), "E656"),
        (png(2, 8, [bytes(3)], 1, (b"cICP", bytes((9, 16, 0, 1)))), "E656"),
        (png(2, 8, [bytes(3)], 1, (b"cHRM", struct.pack(">8I", 31270, 0, 64000, 33000, 21000, 71000, 15000, 6000))), "E654"),
        (png(2, 8, [bytes(3)], 1, (b"cHRM", struct.pack(">8I", *[31270, 32900] * 4))), "E654"),
        (frames("PNG"), "E657"), (frames("WEBP"), "E657"),
        # Of formats that no browser shows: LAB, floating points and sixteen bits in TIFF
        *((saved(Image.new(mode, (8, 8)), "TIFF"), "E650") for mode in ("LAB", "F", "I;16", "CMYK")),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(photos.PhotoError) as refused:
        photos.inspect(io.BytesIO(data))
    assert refused.value.code == code
    assert strip_metadata(data) is None


def test_what_an_import_writes_has_the_same_colours() -> None:
    made = strip_metadata((CASES / "anh-adobe-rgb.jpg").read_bytes())
    assert made
    with Image.open(io.BytesIO(made[1])) as image:
        assert near(image.getpixel((20, 10)), (200, 30, 41))
        assert "icc_profile" not in image.info

"""Pictures out of documents: decoded and written anew, so that nothing but the picture comes along."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from thidua.photos import MAX_BYTES, MAX_PIXELS
from thidua.text import slug

_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_OPTIONS: dict[str, dict[str, int | bool]] = {
    "JPEG": {"quality": 92, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 92},
}  # fmt: skip


def strip_metadata(data: bytes) -> tuple[str, bytes] | None:
    """Ending and bytes of a picture without any metadata; None when it is no picture we publish."""
    if len(data) > MAX_BYTES:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=tuple(_ENDINGS)) as image:
                kind = str(image.format)
                if image.width * image.height > MAX_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(image)
                mode = (
                    "RGB"
                    if kind == "JPEG" or upright.mode not in {"RGBA", "LA", "PA", "P"}
                    else "RGBA"
                )
                bare = Image.new(mode, upright.size)
                bare.paste(upright.convert(mode))
        except (
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
            OSError,
            ValueError,
            SyntaxError,
        ):
            return None
    out = io.BytesIO()
    bare.save(out, kind, **_OPTIONS[kind])
    return _ENDINGS[kind], out.getvalue()


def file_name(number: int, caption: str, ending: str, taken: set[str]) -> str:
    """A name without accents and blanks, from the caption where there is one."""
    base = slug(caption)[:40].rpartition("-")[0] if len(slug(caption)) > 40 else slug(caption)
    name = f"{base or f'anh-{number}'}.{ending}"
    if name in taken:
        name = f"{base or 'anh'}-{number}.{ending}"
    taken.add(name)
    return name

"""Pictures out of documents: decoded and written anew, so that nothing but the picture comes along."""

from __future__ import annotations

import io
import re

from thidua.file_names import file_stem
from thidua.photos import MAX_BYTES, PhotoError, open_image, upright_srgb

_ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
"""By what Pillow calls the format; telephones put a second picture behind the first and make it an MPO."""
_OPTIONS: dict[str, tuple[str, dict[str, int | bool]]] = {
    "jpg": ("JPEG", {"quality": 92, "optimize": True}), "png": ("PNG", {"optimize": True}), "webp": ("WEBP", {"quality": 92}),
}  # fmt: skip


def strip_metadata(data: bytes) -> tuple[str, bytes] | None:
    """Ending and bytes of a picture in sRGB without any metadata; None when it is no picture we publish."""
    if len(data) > MAX_BYTES:
        return None
    try:
        with open_image(data) as image:
            ending = _ENDINGS[str(image.format)]
            bare = upright_srgb(image)
    except PhotoError:
        return None
    out = io.BytesIO()
    kind, options = _OPTIONS[ending]
    bare.save(out, kind, **options)
    return ending, out.getvalue()


_MAX_STEM = 40

_CREDIT = re.compile(
    r"(?P<caption>.*?)[\s.,;:(\[–-]*\b(?:ảnh|nguồn ảnh|nguồn|photo)\s*:\s*(?P<credit>[^.:;()]{2,60}?)[\s.)\]]*",
    re.IGNORECASE | re.DOTALL,
)


def credit_of(text: str) -> tuple[str, str]:
    """A caption, and who took the picture: ``Lễ ký. Ảnh: Văn Mẫu`` is both, any other text the caption alone."""
    match = _CREDIT.fullmatch(text)
    return (match["caption"].strip(), match["credit"].strip()) if match else (text, "")


def file_name(number: int, caption: str, ending: str, taken: set[str]) -> str:
    """A name without accents and blanks, from the caption where there is one."""
    base = file_stem(caption, limit=_MAX_STEM)
    name = f"{base or f'anh-{number}'}.{ending}"
    if name in taken:
        name = f"{base or 'anh'}-{number}.{ending}"
    taken.add(name)
    return name

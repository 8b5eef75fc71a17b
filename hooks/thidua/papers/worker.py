"""The process that opens a PDF: whatever the file does to it, the build goes on.

``python -m thidua.papers.worker FILE FOLDER`` writes ``paper.pdf`` and ``page.webp`` into FOLDER and prints what is known of
them as one line of JSON; without FOLDER it prints every text that lies in the file, and whether it is as we publish it. See
`thidua.papers.facts`, which calls it with a limit of time.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from thidua.papers.books import is_book
from thidua.papers.cleaning import clean_pdf
from thidua.papers.contents import all_texts
from thidua.papers.pdf_file import PaperError
from thidua.text import nfc

PICTURE_WIDTH = 480
MAX_TEXT = 4_000_000
"""Characters of all pages."""
_STRAYS = 12
"""Characters beside a page that are nothing yet: marks for cutting, the number of a sheet."""
_MEMORY = 2 << 30


def main(file: str, folder: str = "") -> None:
    """Print the facts of a PDF, or the code of the diagnostic that tells why there are none."""
    _limit_memory()
    try:
        data = Path(file).read_bytes()
        said = (
            _process(data, Path(folder))
            if folder
            else {
                "texts": [*all_texts(data)],
                "bare": clean_pdf(data).data == data,
                "book": is_book(data),
            }
        )
    except PaperError as error:
        said = {"code": error.code, "params": error.params}
    except MemoryError:
        said = {"code": "E675", "params": {}}
    sys.stdout.write(json.dumps(said))


def _limit_memory() -> None:
    """Ask the system to stop a file that unpacks without end; Windows has no such limit, only that of time."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _process(data: bytes, folder: Path) -> dict[str, Any]:
    cleaned = clean_pdf(data)
    try:
        document = pypdfium2.PdfDocument(cleaned.data)
        pages = [_text_of(page) for page in document]
        size = _draw(document[0], folder / "page.webp")
    except pypdfium2.PdfiumError as error:
        raise PaperError("E670") from error
    if sum(map(len, pages)) > MAX_TEXT:
        raise PaperError("E675")
    (folder / "paper.pdf").write_bytes(cleaned.data)
    return {
        "size": len(cleaned.data),
        "pages": pages,
        "removed": cleaned.removed,
        "picture": size,
    }


def _text_of(page: pypdfium2.PdfPage) -> str:
    """The words of a page in one line of NFC. Raises `PaperError` where there are more than a reader sees."""
    text = page.get_textpage()
    whole, shown = text.get_text_range(), text.get_text_bounded()
    if len("".join(whole.split())) - len("".join(shown.split())) > _STRAYS:
        raise PaperError("E677")
    return " ".join(nfc(whole.replace("\ufffe", "")).split())


def _draw(page: pypdfium2.PdfPage, target: Path) -> tuple[int, int]:
    """Draw a page as wide as lists show it; gives width and height in points."""
    width, height = page.get_size()
    if not width or not height or height > 10 * width:
        raise PaperError("E670")
    image = page.render(scale=PICTURE_WIDTH / width).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "WEBP", quality=70, method=4)
    target.write_bytes(out.getvalue())
    drawn: tuple[int, int] = image.size
    return drawn


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Small Word files made on the spot: the parts of WordprocessingML that editors' files have."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def jpeg_with_position() -> bytes:
    """A photo whose metadata tell where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh Ví Dụ"
    exif.get_ifd(0x8825)[2] = (16.0, 4.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=exif, comment=b"secret comment")
    return out.getvalue()


def docx(items: list[dict[str, Any]], comments: int = 0) -> bytes:
    """A .docx with paragraphs (``p``; ``b``, ``i``, ``hidden``, ``font``, ``style``), ``table``, ``image``."""
    images = [item for item in items if "image" in item]
    body = "".join(_block(item, images) for item in items)
    relations = "".join(
        f'<Relationship Id="i{n}" Type="{_OFFICE}/image" Target="media/image{n}.jpg"/>'
        for n in range(len(images))
    )
    if comments:
        relations += f'<Relationship Id="c" Type="{_OFFICE}/comments" Target="comments.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            _relations(
                f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            ),
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {_W} {_DRAWING}><w:body>{body}</w:body></w:document>',
        )
        for n in range(len(images)):
            archive.writestr(f"word/media/image{n}.jpg", jpeg_with_position())
        if comments:
            inside = "".join(f'<w:comment w:id="{n}"><w:p/></w:comment>' for n in range(comments))
            archive.writestr(
                "word/comments.xml", f'<?xml version="1.0"?><w:comments {_W}>{inside}</w:comments>'
            )
    return out.getvalue()


def _relations(inside: str) -> str:
    return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _block(item: dict[str, Any], images: list[dict[str, Any]]) -> str:
    if "table" in item:
        rows = "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:p>{_run(cell, {})}</w:p></w:tc>" for cell in row)
            + "</w:tr>"
            for row in item["table"]
        )
        return f"<w:tbl>{rows}</w:tbl>"
    if "image" in item:
        return f"<w:p><w:r>{_picture(item['image'], images.index(item))}</w:r></w:p>"
    style = f'<w:pPr><w:pStyle w:val="{item["style"]}"/></w:pPr>' if "style" in item else ""
    run = _run(item["p"], item)
    if item.get("inserted"):
        run = f'<w:ins w:id="1" w:author="x">{run}</w:ins>'
    if "deleted" in item:
        run += f'<w:del w:id="2" w:author="x"><w:r><w:delText>{escape(item["deleted"])}</w:delText></w:r></w:del>'
    return f"<w:p>{style}{run}</w:p>"


def _run(text: str, item: dict[str, Any]) -> str:
    marks = "".join(f"<w:{mark}/>" for mark in ("b", "i") if item.get(mark))
    marks += "<w:vanish/>" if item.get("hidden") else ""
    marks += f'<w:rFonts w:ascii="{item["font"]}"/>' if "font" in item else ""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _picture(alt: str, number: int) -> str:
    return (
        f'<w:drawing><wp:inline><wp:docPr id="{number}" name="p" descr={quoteattr(alt)}/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="i{number}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


# --- Files whose XML a test writes itself ------------------------------------------------------


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def picture(how: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{how}="r5"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def word(
    body: str,
    *,
    before: str = "",
    relations: str = "",
    files: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A .docx whose parts are written as they are given."""
    package = "http://schemas.openxmlformats.org/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{before}<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
            **(files or {}),
        }  # fmt: skip
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def relation(kind: str, target: str, mode: str = "", id_: str = "r5") -> str:
    return f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def part(tag: str, inside: str) -> str:
    """A part of its own, such as ``styles`` or ``numbering``, with all names declared."""
    return f"<w:{tag} {_NAMES}>{inside}</w:{tag}>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inside: str, properties: str = "") -> str:
    """A paragraph of runs; plain text is one run."""
    inside = inside if inside.startswith("<") else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def bold(text: str) -> str:
    return par(run(text, "<w:b/>"), '<w:jc w:val="center"/>')


def cell(inside: str, properties: str = "") -> str:
    inside = inside if inside.startswith("<") else par(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: list[str]) -> str:
    """A table; cells are texts or the XML of `cell`."""
    made = "".join(
        "<w:tr>" + "".join(c if c.startswith("<w:tc>") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"

"""PDF files made for tests: sound ones, and those that do what a paper should not."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "canary-vzqtkxwjpbnd"
"""What must never be found in what is published."""
A4 = (595, 842)


def made(
    *contents: bytes, change: Callable[[pikepdf.Pdf], None] | None = None, **save: Any
) -> bytes:
    """A PDF with a page for each of ``contents``; ``change`` may do anything to it."""
    document = pikepdf.new()
    font = document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for drawn in contents or (line("Ke hoach cua cum"),):
        document.add_blank_page(page_size=A4)
        page = document.pages[-1]
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
        page.obj["/Contents"] = document.make_stream(drawn)
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def line(text: str, mode: int = 0, x: int = 72, y: int = 700) -> bytes:
    """Instructions that write one line."""
    return f"BT {mode} Tr /F1 18 Tf {x} {y} Td ({text}) Tj ET".encode("latin-1")


def _script(document: pikepdf.Pdf) -> None:
    act = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
    document.Root["/OpenAction"] = act
    document.Root["/Names"] = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), document.make_indirect(act)]))
    )


def _launch(document: pikepdf.Pdf) -> None:
    document.pages[0].obj["/Annots"] = Array([
        document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 600, 800]),
            A=Dictionary(S=Name.Launch, F=String(f"cmd.exe /c {CANARY}")),
        ))
    ])  # fmt: skip


def _submit(document: pikepdf.Pdf) -> None:
    document.pages[0].obj["/AA"] = Dictionary(
        O=Dictionary(S=Name.SubmitForm, F=String(f"https://{CANARY}.example/"))
    )


def _attached(document: pikepdf.Pdf) -> None:
    document.attachments["luong.xlsx"] = pikepdf.AttachedFileSpec(
        document, CANARY.encode(), filename="luong.xlsx"
    )


def _form(document: pikepdf.Pdf) -> None:
    look = document.make_stream(b"BT /F1 12 Tf 2 4 Td (Da dien) Tj ET")
    look["/Type"], look["/Subtype"], look["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 200, 20])
    look["/Resources"] = document.pages[0].obj["/Resources"]
    field = document.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(CANARY), V=String("Da dien"), TU=String(CANARY),
        Rect=Array([72, 600, 272, 620]), F=4, AP=Dictionary(N=look),
    ))  # fmt: skip
    document.pages[0].obj["/Annots"] = Array([field])
    document.Root["/AcroForm"] = Dictionary(Fields=Array([field]))


def _xfa(document: pikepdf.Pdf) -> None:
    document.Root["/AcroForm"] = Dictionary(
        Fields=Array([]), XFA=document.make_stream(f"<xdp>{CANARY}</xdp>".encode())
    )


def _layers(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String(CANARY)))
    document.Root["/OCProperties"] = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    page = document.pages[0].obj
    page["/Resources"]["/Properties"] = Dictionary(L=layer)
    page["/Contents"] = document.make_stream(b"/OC /L BDC " + line(CANARY) + b" EMC")


def _named(document: pikepdf.Pdf) -> None:
    """The canary in each place where programs write who made a file and with what."""
    for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/Company"):
        document.docinfo[key] = String(CANARY)
    document.Root["/Metadata"] = document.make_stream(f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode())
    document.Root["/PieceInfo"] = Dictionary(Word=Dictionary(Private=String(CANARY)))
    document.Root["/Outlines"] = document.make_indirect(
        Dictionary(First=document.make_indirect(Dictionary(Title=String(CANARY))), Count=1)
    )
    page = document.pages[0].obj
    page["/Metadata"] = document.make_stream(CANARY.encode())
    page["/LastModified"] = String(CANARY)
    page["/Canary"] = String(CANARY)
    page["/Thumb"] = document.make_stream(CANARY.encode())
    page["/Resources"]["/Font"]["/F1"]["/Canary"] = String(CANARY)
    page["/Resources"]["/Properties"] = Dictionary(P=Dictionary(Note=String(CANARY)))
    page["/Contents"] = document.make_stream(
        f"% {CANARY}\n/Span <</ActualText ({CANARY})>> BDC ".encode() + line("Ke hoach") + b" EMC"
    )
    document.Root["/StructTreeRoot"] = Dictionary(K=Array([Dictionary(Alt=String(CANARY))]))
    document.Root["/AF"] = Array([Dictionary(Desc=String(CANARY))])


def _scanned(document: pikepdf.Pdf) -> None:
    """A scan whose picture tells of its camera, with a layer of words under it."""
    out = io.BytesIO()
    Image.new("L", (200, 280), 230).save(out, "JPEG", comment=CANARY.encode(), exif=_exif())
    picture = document.make_stream(out.getvalue())
    for key, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 200, "/Height": 280, "/ColorSpace": Name.DeviceGray,
        "/BitsPerComponent": 8, "/Filter": Name.DCTDecode, "/Metadata": document.make_stream(CANARY.encode()),
    }.items():  # fmt: skip
        picture[key] = value
    page = document.pages[0].obj
    page["/Resources"]["/XObject"] = Dictionary(Im0=picture)
    page["/Contents"] = document.make_stream(
        line("Giao uoc thi dua", mode=3) + b" q 595 0 0 842 0 0 cm /Im0 Do Q"
    )


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = CANARY  # artist
    return exif


def _notes(document: pikepdf.Pdf) -> None:
    document.pages[0].obj["/Annots"] = Array([
        document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String(CANARY), T=String(CANARY),
        ))
    ])  # fmt: skip


def _bomb(document: pikepdf.Pdf) -> None:
    """300 MB of blanks in a stream of 300 kB."""
    packed = zlib.compress(b" " * (300 << 20), 9)
    stream = document.make_stream(packed)
    stream["/Filter"] = Name.FlateDecode
    document.pages[0].obj["/Contents"] = stream


def _cascade(document: pikepdf.Pdf) -> None:
    """Drawings each of which calls the next ten times, twenty deep."""
    below: Any = document.make_stream(line("x"))
    for depth in range(21):
        if depth:
            inner, below = below, document.make_stream(b"/X Do " * 10)
            below["/Resources"] = Dictionary(XObject=Dictionary(X=inner))
        below["/Type"], below["/Subtype"], below["/BBox"] = (
            Name.XObject, Name.Form, Array([0, 0, 600, 800]),
        )  # fmt: skip
    page = document.pages[0].obj
    page["/Resources"] = Dictionary(XObject=Dictionary(X=below))
    page["/Contents"] = document.make_stream(b"/X Do")


def _huge_picture(document: pikepdf.Pdf) -> None:
    picture = document.make_stream(zlib.compress(b"\0" * 1000))
    for key, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 60_000, "/Height": 60_000,
        "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8, "/Filter": Name.FlateDecode,
    }.items():  # fmt: skip
        picture[key] = value
    document.pages[0].obj["/Resources"]["/XObject"] = Dictionary(Im0=picture)
    document.pages[0].obj["/Contents"] = document.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")


def many_pages(count: int) -> bytes:
    """Pages that share one page's content."""

    def change(document: pikepdf.Pdf) -> None:
        first = document.pages[0]
        for _ in range(count - 1):
            document.pages.append(first)

    return made(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


CLEANED: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "script": (lambda: made(change=_script), ["script"]),
    "launch": (lambda: made(change=_launch), ["script"]),
    "submit": (lambda: made(change=_submit), ["script"]),
    "attached file": (lambda: made(change=_attached), ["file"]),
    "form": (lambda: made(change=_form), ["form"]),
    "metadata": (lambda: made(change=_named), ["file"]),
    "scan": (lambda: made(change=_scanned), []),
    "notes": (lambda: made(change=_notes), ["note"]),
    "owner's password": (
        lambda: made(encryption=pikepdf.Encryption(owner="kin", user="")),
        ["password"],
    ),
}
"""What is published without the part it should not have, and what is said of it."""

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no PDF": (lambda: b"PK\x03\x04 a Word file", "E670"),
    "cut short": (lambda: made()[:120], "E670"),
    "too large": (lambda: b"%PDF-1.7" + b" " * (31 << 20), "E671"),
    "10,000 pages": (lambda: many_pages(10_000), "E672"),
    "password": (lambda: made(encryption=pikepdf.Encryption(owner="kin", user="kin")), "E673"),
    "XFA": (lambda: made(change=_xfa), "E674"),
    "hidden layer": (lambda: made(change=_layers), "E674"),
    "bomb": (lambda: made(change=_bomb), "E675"),
    "huge picture": (lambda: made(change=_huge_picture), "E675"),
    "invisible words": (lambda: made(line(CANARY, mode=3)), "E677"),
    "words beside the page": (lambda: made(line("Ke hoach") + line(CANARY, x=4000)), "E677"),
}
"""What is not published, and the code that says why."""

ENDLESS = {"drawings without end": lambda: made(change=_cascade)}

"""Inputs that look alarming and are harmless or mended: clean enough to publish, and nothing of them may run."""

from __future__ import annotations

import unicodedata

from PIL import Image

from hostile.making import EVENT_PATH, Files, body, front, photo, picture, title
from support import EVENT

_FIELDS = (
    b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
    b"\x0f\x01\x0b\0\x01\0\0\0\1\2\3\4",
    b"\x25\x88\x0b\0\x01\0\0\0\1\2\3\4",
)
_DAMAGED = b"Exif\0\0II*\0\x08\0\0\0\x03\0" + b"".join(_FIELDS) + b"\0\0\0\0"
"""Turned on its side, with a maker that is a number: what rewrites metadata stumbles over it."""
_ENDLESS = b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x87\x69\0\x04\0\0\0\x01\0\0\0\x08"

BORNE: dict[str, Files] = {
    "body tag in a fence": body("```\n<script>alert(1)</script>\n```"),
    "body tag in a code span": body("Dùng `<script>alert(1)</script>` nhé."),
    "body handler in a code span": body("`<img src=x onerror=alert(1)>`"),
    "body escaped tag": body("&lt;script&gt;alert(1)&lt;/script&gt;"),
    "body backslashed tag words": body("a \\* b \\[c\\]"),
    "body Jinja": body("{{ config }} {% include 'main.html' %} {{ 7*7 }}"),
    "body JSON-LD": body('Chữ "</script" không có dấu.'.replace("<", "&lt;")),
    "body class": body("## Mục {#muc .nho}"),
    "body footnote": body("a[^1]\n\n[^1]: b"),
    "body table": body("| a | b |\n|:-:|--:|\n| 1 | 2 |"),
    "body mail": body("<a@b.example> và <https://a.example/?x=1&y=2>"),
    # Beside a hidden record, so that every address is looked at.
    **{
        f"body addresses without end: {unit}": {
            **body("\n\n".join([unit * (4_000 // len(unit))] * 60)),
            "events/2024/2024-05-02-hop-kin.md": EVENT.replace("2024-03-14", "2024-05-02").replace(
                "audience: public", "audience: internal"
            ),
        }
        for unit in ("cum/", "lich?", "cum/a..b/", "%2525", "/x/../")
    },
    "body emoji": body("a 🙂 b"),
    "body long link": body(f"[a](https://a.example/{'b' * 2000})"),
    "body ampersands": body("a & b &amp; c &copy; &#169;"),
    "body snippet": body('--8<-- "../../mkdocs.yml"'),
    "body block script": body("/// html | script\nalert(1)\n///"),
    "body mermaid": body("```mermaid\ngraph TD; A-->B\n```"),
    "title quotes": title("'\"'' onmouseover=alert(1) x=\"'"),
    "title apostrophe": title("\"a' onfocus='alert(1)\""),
    "title Jinja": title("'{{ config.site_url }} {% raw %}'"),
    "title entity": title("'&lt;script&gt;alert(1)&lt;/script&gt;'"),
    "title JSON": title("'a\\u003c/script>'".replace(">", "")),
    "title formula": title("'=HYPERLINK(\"https://x.example\")'"),
    "title template literal": title("'`${alert(1)}`'"),
    "title calendar line": title("'a;b,c\\nATTENDEE:x'"),
    "url with a query": front(
        "  - title: Bản tin Ví Dụ", "  - {title: a, url: 'https://a.example/?a=1&b=2#c'}"
    ),
    "yaml many hashes": front("sources:", "place: a" + " #b" * 1_600 + "\nsources:"),
    "file Windows": {EVENT_PATH: EVENT.replace("\n", "\r\n")},
    "file UTF-16": {EVENT_PATH: EVENT.encode("utf-16")},
    "file byte order mark": {EVENT_PATH: b"\xef\xbb\xbf" + EVENT.encode()},
    "photo with everything": photo(
        picture(
            "JPEG",
            (640, 480),
            exif=b"Exif\0\0" + Image.Exif().tobytes()[6:],
            comment=b"<script>alert(1)</script>",
        )
    ),
    "photo alpha": photo(picture("PNG", mode="RGBA"), "anh.png"),
    "photo of one point": photo(picture("JPEG", (1, 1))),
    "photo very wide": photo(picture("PNG", (9000, 2)), "anh.png"),
    "hidden files": {"events/2024/.x.md.swp": "x", "Thumbs.db": b"x", ".git/config": "x"},
    "title negative formula": title("\"-2+3+cmd|' /C calc'!A0\""),
    "title behind a semicolon": title("'a;=cmd|x'"),
    "title full width": title("'＝1＋1'"),
    "title placeholder": title("'{0} %s %(x)s $x'"),
    "title script words": title("javascript:alert(1)"),
    "title of the prototype": title("__proto__"),
    "title backslash": title("'a\\'"),
    "summary of lines": front(
        "summary: Hai đơn vị ký giao ước thi đua.", 'summary: "a\\n\\nb\\tc"'
    ),
    "body rule": body(f"a\n\n{'-' * 60}\n\n{'* ' * 40}\n\nb"),
    "body table without edges": body(f"a | b\n{'-' * 20} | {'-' * 20}\n1 | 2"),
    "body headings of the page": body(
        "## Nguồn\n\na\n\n## Số liệu\n\nb\n\n## Mục {#khen-thuong}\n\nc"
    ),
    "body braces of words": body("Tập {a, b} và {c}."),
    "body reference": body("[a][b] và [c]\n\n[b]: /cum/ 'x'\n[c]: https://a.example/"),
    "body heading of the prototype": body("## constructor\n\na[^__proto__]\n\n[^__proto__]: b"),
    "body long number": body("9" * 4_900 + ". a"),
    "body table of contents": body("[TOC]\n\n## a\n\nb"),
    "body fence of a language": body("``` python\na\n```\n\n~~~ {.x}\nb\n~~~"),
    "file carriage returns": {EVENT_PATH: EVENT.replace("\n", "\r")},
    "file mixed lines": {EVENT_PATH: EVENT.replace("\n", "\r\n", 5)},
    "file decomposed": {EVENT_PATH: unicodedata.normalize("NFD", EVENT)},
    "file without an end": {EVENT_PATH: EVENT.rstrip()},
    "photo of damaged metadata": photo(picture("JPEG", exif=_DAMAGED)),
    "photo of metadata without an end": photo(picture("JPEG", exif=_ENDLESS)),
    "photo with a page behind": photo(picture("JPEG") + b"<html><script>alert(1)</script>"),
    "photo of 16 bits": photo(picture("PNG", mode="I;16"), "anh.png"),
    "photo of a palette": photo(picture("PNG", mode="P", transparency=0), "anh.png"),
}

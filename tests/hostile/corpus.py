"""Hostile and broken input: each entry is the change it makes to the base content of `support.BASE`.

`REFUSED` inputs must bring an error at their file; `BORNE` inputs look alarming and are harmless or mended:
they must be clean enough to publish, and what they become must not run.
"""

from __future__ import annotations

import io
import zlib

from PIL import Image

from support import CLUSTER, EVENT, PLEDGE, UNITS

Files = dict[str, "str | bytes | None"]

EVENT_PATH = "events/2024/2024-03-14-ky-giao-uoc.md"
_HEAD, _, _BODY = EVENT.rpartition("---\n")


def body(text: str) -> Files:
    """The base event with this Markdown."""
    return {EVENT_PATH: f"{_HEAD}---\n\n{text}\n"}


def front(old: str, new: str) -> Files:
    """The base event with a change in its front matter."""
    assert old in EVENT, old
    return {EVENT_PATH: EVENT.replace(old, new, 1)}


def title(text: str) -> Files:
    return front("title: Cụm thi đua số 1 ký giao ước năm 2024", f"title: {text}")


def photo(data: bytes, name: str = "anh.jpg") -> Files:
    """The base event as a folder with one photograph."""
    entry = f"photos:\n  - {{file: {name}, alt: a, caption: b, credit: c}}\nsources:"
    folder = "events/2024/2024-03-14-ky-giao-uoc"
    return {
        EVENT_PATH: None,
        f"{folder}/index.md": EVENT.replace("sources:", entry),
        f"{folder}/{name}": data,
    }


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **keys: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **keys)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that states and holds these dimensions."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\x00\x00\x00\x00"
    rows = zlib.compress((b"\0" + bytes(width // 8 + 1)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- YAML ------------------------------------------------------------------------------------

_DEEP = "[" * 40_000
_YAML: dict[str, str] = {
    "python tag": "x: !!python/object/apply:os.system ['id']",
    "python name": "x: !!python/name:os.system",
    "env tag": "x: !ENV HOME",
    "binary": "x: !!binary aGk=",
    "set": "x: !!set {a, b}",
    "timestamp tag": "x: !!timestamp 2024-01-01",
    "anchor": "x: &a b",
    "alias": "x: &a b\ny: *a",
    "merge": "<<: {title: x}",
    "merge bomb": "a: &a {x: 1}\nb: &b {<<: [*a,*a,*a,*a,*a,*a,*a,*a]}\nc: {<<: [*b,*b,*b,*b,*b,*b,*b,*b]}",
    "billion laughs": "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]",
    "self reference": "x: &x [*x]",
    "deep lists": f"x: {_DEEP}",
    "deep closed lists": f"x: {'[' * 200}{']' * 200}",
    "deep mappings": f"x: {'{a: ' * 200}",
    "deep indents": "\n".join(" " * i + f"k{i}:" for i in range(300)),
    "many keys": "\n".join(f"k{i}: v" for i in range(30_000)),
    "many items": f"x: [{'a,' * 30_000}]",
    "key twice": "title: khác",
    "key of lists": "[a, b]: c",
    "explicit key": "? x\n: y",
    "two documents": "---\ntitle: khác",
    "document end": "...\nx: y",
    "directive": "%YAML 1.1",
    "tag directive": "%TAG ! tag:x,2000:",
    "unclosed quote": 'x: "abc',
    "unclosed list": "x: [a, b",
    "stray bracket": "x: ]",
    "tab": "\tx: y",
    "colon in text": "x: a: b",
    "escaped NUL": 'place: "\\0"',
    "escaped surrogate": 'x: "\\uD800"',
    "escaped bidi": 'place: "a\\u202eb"',
    "escaped BEL": 'place: "a\\x07b"',
    "escaped zero width": 'place: "a\\u200bb"',
    "escaped byte order mark": 'place: "a\\ufeffb"',
    "escaped markup": 'place: "\\x3cscript>"',
    "long number": f"x: {'9' * 5000}",
    "nan": "x: .nan",
    "long line": f"place: {'a' * 100_000}",
    "many mistakes": "\n".join(f"k{i}: a: b" for i in range(3000)),
    "many quotes": "\n".join(f'k{i}: "a' for i in range(3000)),
    "many colons": "x: " + ": " * 50_000,
    "many ampersands": "x: " + "& " * 20_000,
    "question marks": "? " * 5000,
    "dashes": "x: " + "- " * 20_000,
    "flow of quotes": "x: [" + '"a",' * 8000 + "]",
    "block scalar indent": "x: |9\n a",
    "unknown escape": 'x: "\\q"',
    "empty key": ": x",
    "null key": "~: x",
    "template": "template: ../main.html",
    "hide": "hide: [navigation]",
    "search": "search: {exclude: yes}",
    "plugins": "plugins: []",
    "draft": "draft: true",
}

# --- Markdown that is refused ----------------------------------------------------------------

_BODIES: dict[str, str] = {
    "script": "<script>alert(1)</script>",
    "script capitals": "<ScRiPt SRC=//x.example/a.js></sCrIpT>",
    "script split": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script unclosed": "<script src=//x.example/a.js",
    "script over lines": "<script\n>alert(1)</script\n>",
    "image handler": "<img src=x onerror=alert(1)>",
    "image handler over lines": "a <img\nsrc=x\nonerror=alert(1)>",
    "image without blanks": "<img/src=x/onerror=alert(1)>",
    "svg": "<svg onload=alert(1)>",
    "svg script": "<svg><script>alert(1)</script></svg>",
    "math": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "iframe": "<iframe src=javascript:alert(1)></iframe>",
    "srcdoc": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "object": "<object data=javascript:alert(1)>",
    "embed": "<embed src=javascript:alert(1)>",
    "base": '<base href="https://x.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://x.example/">',
    "form": '<form action="https://x.example/"><input name=a></form>',
    "style": "<style>*{background:url(//x.example)}</style>",
    "style attribute": '<p style="position:fixed">a</p>',
    "link": '<link rel=stylesheet href="//x.example/a.css">',
    "template": "<template><script>alert(1)</script></template>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "details": "<details open ontoggle=alert(1)>",
    "video": "<video><source onerror=alert(1)></video>",
    "autofocus": "<input autofocus onfocus=alert(1)>",
    "comment": "<!-- ghi chú -->",
    "comment tricks": "<!--><img src=x onerror=alert(1)>-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "processing": "<?php echo 1 ?>",
    "doctype": "<!DOCTYPE html>",
    "closing tags": "</div></main></body></html>",
    "tag in a list": "- a\n    - <b onclick=alert(1)>x</b>",
    "tag in a quote": "> <img src=x onerror=alert(1)>",
    "tag in a table": "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "tag in a heading": "## a <img src=x onerror=alert(1)>",
    "tag in an admonition": '!!! note "<img src=x onerror=alert(1)>"\n    a',
    "tag in a footnote": "a[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "tag in a definition": "a\n:   <img src=x onerror=alert(1)>",
    "tag in an abbreviation": '*[AN]: "><img src=x onerror=alert(1)>\n\nAN',
    "tag in link words": "[<img src=x onerror=alert(1)>](https://a.example/)",
    "tag between unequal backticks": "```a` <img src=x onerror=alert(1)> `b`",
    "tag between escaped backticks": "\\`<img src=x onerror=alert(1)>\\`",
    "tag between backticks of two lines": "a `b\nc` <img src=x onerror=alert(1)> `d`",
    "tag in an unclosed fence": "```\n<script>alert(1)</script>",
    "tag in an indented fence": " ```\n\n<script>alert(1)</script>\n\n ```",
    "tag in unequal fences": "````\n\n<script>alert(1)</script>\n\n```",
    "javascript": "[a](javascript:alert(1))",
    "javascript capitals": "[a](JaVaScRiPt:alert(1))",
    "javascript in angles": "[a](<javascript:alert(1)>)",
    "javascript with blanks": "[a]( javascript:alert(1))",
    "javascript with a reference": "[a](&#106;avascript:alert(1))",
    "javascript with a named colon": "[a](javascript&colon;alert(1))",
    "javascript with a tab": "[a](java&Tab;script:alert(1))",
    "javascript with a newline reference": "[a](java&NewLine;script:alert(1))",
    "javascript twice escaped": "[a](javascript&amp;colon;alert(1))",
    "javascript over lines": "[a\nb](javascript:alert(1))",
    "javascript in nested brackets": "[a [b] c](javascript:alert(1))",
    "javascript by reference": "[a][b]\n\n[b]: javascript:alert(1)",
    "javascript by a reference of two lines": "[a][b]\n\n[b]:\n    javascript:alert(1)",
    "javascript autolink": "<javascript://%0aalert(1)>",
    "javascript with a title": '[a](javascript:alert(1) "b")',
    "vbscript": "[a](vbscript:msgbox(1))",
    "data": "[a](data:text/html,<b>)",
    "data base64": "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "file": "[a](file:///etc/passwd)",
    "blob": "[a](blob:https://x.example/1)",
    "scheme-relative": "[a](//x.example/)",
    "backslashes": "[a](\\\\x.example\\)",
    "slash and backslash": "[a](/\\x.example/)",
    "out of the content": "[a](../../../../etc/passwd)",
    "percent out of the content": "[a](..%2f..%2f..%2fetc/passwd)",
    "half an address": "[a](http://[::1)",
    "no address": "[a]()",
    "attribute handler": "# a",
    "attribute onclick": "[a](https://a.example/){: onclick=alert(1) }",
    "attribute bare handler": "[a](https://a.example/){ onclick }",
    "attribute style": "a\n{: style=position:fixed }",
    "attribute href": "[a](https://a.example/){: href=javascript:alert(1) }",
    "attribute target": "[a](https://a.example/){: target=_blank }",
    "attribute clobbering": "## a {#__config}",
    "attribute theme class": "a\n{: .td-mast }",
    "attribute in a heading": "## a {: onmouseover=alert(1) }",
    "attribute in a table": "| a {: onclick=alert(1) } |\n|---|\n| b |",
    "picture": "![a](https://x.example/a.png)",
    "picture of script": "![a](javascript:alert(1))",
    "picture by reference": "![a][b]\n\n[b]: https://x.example/a.png",
    "picture over lines": "![a\nb](x.png)",
    "snippet": '--8<-- "/etc/passwd"\n\n<b>',
    "heading one": "# a",
    "bidi": "a \u202e b",
    "isolate": "a \u2066 b",
    "zero width": "a\u200bb",
    "NUL": "a\0b",
    "escape": "a \x1b[31m b",
    "bell": "a\x07b",
    "private control": "a\x9bb",
}

# --- Markdown that would cost too much -------------------------------------------------------

_COSTLY: dict[str, str] = {
    "brackets": "[" * 8000,
    "brackets in lines": ("[" * 250 + "\n") * 60,
    "bracket pairs": "[[]]" * 4000,
    "pictures": "![" * 4000,
    "links": "[a](" * 4000,
    "links in angles": "[a](<" * 3000,
    "links in lines": ("[a](" * 250 + "\n") * 30,
    "references": "[a][" * 4000,
    "nested links": "[a" * 3000 + "](b)" * 3000,
    "tags": "<a " * 4000,
    "cdata": "<![CDATA[" * 3000,
    "footnote references": "[^a]" * 4000,
    "progress bars": "[=5%" * 4000,
    "quotes": ">" * 5000,
    "quotes on lines": "\n".join(">" * n + " a" for n in range(1, 400)),
    "lists in lists": "- " * 1000 + "a",
    "numbers in lists": "1. " * 1000 + "a",
    "deep list": "\n".join("  " * n + "- a" for n in range(900)),
    "deep admonitions": "\n".join("    " * n + "!!! note" for n in range(300)),
    "deep quotes of lists": "> - " * 500 + "a",
    "rules": "- - -\n" * 20_000,
    "headings": "## a\n\n" * 12_000,
    "braces": "{: " * 8000,
    "emphasis": "*a" * 20_000,
    "underscores": "_a " * 20_000,
    "strong": "**a" * 10_000,
    "backticks": "".join("`" * n + " " for n in range(1, 300)),
    "backticks on lines": ("`" * 250 + "a\n") * 200,
    "references to characters": "&#x5b;" * 20_000,
    "wide table": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + "|\n" * 500,
    "long table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 20_000,
    "amplifying table": "|" + "a|" * 29 + "\n|" + "-|" * 29 + "\n" + "|a\n" * 4000,
    "abbreviations": "\n".join(f"*[A{n}]: x" for n in range(2000)) + "\n\n" + "A1 A2 " * 2000,
    "footnotes": "\n".join(f"[^{n}]: x" for n in range(8000)),
    "definitions": "\n".join(f"[a{n}]: /cum/" for n in range(8000)),
    "indents": (" " * 4900 + "a\n") * 40,
    "tabs": ("\t" * 4000 + "\n") * 50,
    "long line": "a" * 200_000,
    "large": "từ " * 90_000,
}

# --- Metadata --------------------------------------------------------------------------------

_TITLES: dict[str, str] = {
    "tag": "<script>alert(1)</script>",
    "image": "'\"><img src=x onerror=alert(1)>'",
    "less than": "a < b",
    "greater than": "a > b",
    "closing title": "'</title><script>alert(1)</script>'",
    "mapping": "{a: b}",
    "list": "[a, b]",
    "empty": "''",
    "too long": "a" * 3000,
}

_FRONTS: dict[str, tuple[str, str]] = {
    "no audience": ("audience: public\n", ""),
    "audience of another case": ("audience: public", "Audience: public"),
    "audience unknown": ("audience: public", "audience: Public"),
    "audience empty": ("audience: public", "audience:"),
    "no status": ("status: published\n", ""),
    "date impossible": ("2024-03-14", "2024-02-30"),
    "date year zero": ("2024-03-14", "0000-01-01"),
    "date huge": ("2024-03-14", "99999-01-01"),
    "kinds of markup": ("[ky-giao-uoc]", "['<b>']"),
    "url of script": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'javascript:alert(1)'}"),
    "url half": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'http://[::1'}"),
    "url with quotes": (
        "  - title: Bản tin Ví Dụ",
        "  - {title: a, url: 'https://a.example/\"onclick=1'}",
    ),
    "url with a tag": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'https://a.example/<b>'}"),
    "url of data": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'data:text/html,x'}"),
    "host as a path": ("status: published", "status: published\nhost: ../../etc"),
    "photo as a path": (
        "sources:",
        "photos:\n  - {file: ../../units.yml, alt: a, caption: b, credit: c}\nsources:",
    ),
    "photo of script": (
        "sources:",
        "photos:\n  - {file: a.svg, alt: a, caption: b, credit: c}\nsources:",
    ),
    "photo with a slash": (
        "sources:",
        "photos:\n  - {file: /etc/passwd, alt: a, caption: b, credit: c}\nsources:",
    ),
    "fence of dashes lost": ("---\ntitle", "–––\ntitle"),
    "fence lost": ("---\ntitle", "title"),
}

# --- Paths -----------------------------------------------------------------------------------

_PATHS: dict[str, Files] = {
    "page of HTML": {"events/2024/a.html": "<script>alert(1)</script>"},
    "script file": {"events/2024/a.js": "alert(1)"},
    "svg": {"events/2024/2024-03-14-ky-giao-uoc/a.svg": "<svg onload=alert(1)/>"},
    "theme asset": {"assets/javascripts/bundle.js": "alert(1)"},
    "template": {"overrides/main.html": "x"},
    "python": {"hooks/publish.py": "import os"},
    "settings": {"mkdocs.yml": "plugins: []"},
    "markup in a name": {"events/2024/2024-03-14-<img onerror=alert(1)>.md": EVENT},
    "blanks in a name": {"events/2024/2024-03-14-a b.md": EVENT},
    "newline in a name": {"events/2024/2024-03-14-a\nb.md": EVENT},
    "question mark in a name": {"events/2024/2024-03-14-a?b#c.md": EVENT},
    "capitals in a name": {"events/2024/2024-03-14-KY.md": EVENT},
    "twin by case": {"events/2024/2024-03-14-KY-GIAO-UOC.md": EVENT},
    "long name": {f"events/2024/2024-03-14-{'a' * 220}-<.md": EVENT},
    "year of another": {"events/2023/2024-03-14-khac.md": EVENT},
    "cluster called so": {"clusters/so/cluster.yml": CLUSTER.replace("id: vd-1", "id: so")},
    "cluster of another name": {"clusters/khac/cluster.yml": CLUSTER},
    "cluster climbing": {"clusters/vd-1/cluster.yml": CLUSTER.replace("id: vd-1", "id: ../x")},
    "unit of markup": {"units.yml": UNITS + "- id: x\n  name: <b>x</b>\n"},
    "unit climbing": {"units.yml": UNITS + "- id: ../../x\n  name: x\n"},
    "unit twice": {"units.yml": UNITS + "- id: ca-mau\n  name: x\n"},
    "register of text": {"units.yml": "chữ"},
    "register of nothing but a list": {"units.yml": "[[[[[]]]]]"},
    "pledge heading script": {"clusters/vd-1/pledges/2024.md": PLEDGE + "\n## <script>\n"},
    "redirect out": {"redirects.yml": "- from: /cu/\n  to: https://x.example/\n"},
    "redirect scheme-relative": {"redirects.yml": "- from: /cu/\n  to: //x.example/\n"},
    "redirect climbing": {"redirects.yml": "- from: /../../etc/cron\n  to: /cum/\n"},
    "redirect over a page": {"redirects.yml": "- from: /cum/\n  to: /su-kien/\n"},
    "redirect of script": {"redirects.yml": "- from: /cu/\n  to: javascript:alert(1)\n"},
    "redirect in a circle": {"redirects.yml": "- {from: /a/, to: /b/}\n- {from: /b/, to: /a/}\n"},
    "redirect of markup": {"redirects.yml": "- from: '/<script>/'\n  to: /cum/\n"},
    "not UTF-8": {EVENT_PATH: EVENT.encode().replace("ước".encode(), b"\xff\xfe\xff", 1)},
    "bytes of nothing": {EVENT_PATH: b""},
    "binary": {EVENT_PATH: bytes(range(256)) * 20},
    "large": {EVENT_PATH: EVENT + "a\n" * 200_000},
}

_PHOTOS: dict[str, Files] = {
    "HTML as JPEG": photo(b"<html><script>alert(1)</script>"),
    "SVG as JPEG": photo(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "GIF as JPEG": photo(picture("GIF", mode="P")),
    "PDF as JPEG": photo(b"%PDF-1.7\n"),
    "empty": photo(b""),
    "head alone": photo(b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "cut JPEG": photo(picture(size=(800, 600), quality=95)[:900]),
    "cut PNG": photo(picture("PNG", (400, 300))[:120], "anh.png"),
    "cut WebP": photo(picture("WEBP", (400, 300))[:60], "anh.webp"),
    "bomb over the limit": photo(png_bomb(30_000, 30_000), "anh.png"),
    "bomb below Pillow's": photo(png_bomb(10_000, 9_000), "anh.png"),
    "dimensions of zero": photo(png_bomb(0, 0), "anh.png"),
    "text bomb": photo(
        picture("PNG")[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)) + picture("PNG")[33:],
        "anh.png",
    ),
    "missing": {EVENT_PATH: EVENT.replace("sources:", "photos:\n  - {file: a.jpg, alt: a, caption: b, credit: c}\nsources:")},
}  # fmt: skip

REFUSED: dict[str, Files] = {
    **{f"yaml {name}": front("sources:", f"{text}\nsources:") for name, text in _YAML.items()},
    **{f"body {name}": body(text) for name, text in _BODIES.items()},
    **{f"costly {name}": body(text) for name, text in _COSTLY.items()},
    **{f"title {name}": title(text) for name, text in _TITLES.items()},
    **{f"front {name}": front(*change) for name, change in _FRONTS.items()},
    **{f"path {name}": files for name, files in _PATHS.items()},
    **{f"photo {name}": files for name, files in _PHOTOS.items()},
}

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
    "photo CMYK": photo(picture("JPEG", mode="CMYK")),
    "photo alpha": photo(picture("PNG", mode="RGBA"), "anh.png"),
    "photo of one point": photo(picture("JPEG", (1, 1))),
    "photo very wide": photo(picture("PNG", (9000, 2)), "anh.png"),
    "hidden files": {"events/2024/.x.md.swp": "x", "Thumbs.db": b"x", ".git/config": "x"},
}

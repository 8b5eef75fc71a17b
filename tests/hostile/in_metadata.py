"""Titles and other fields that are refused."""

from __future__ import annotations

TITLES: dict[str, str] = {
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

FRONTS: dict[str, tuple[str, str]] = {
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
    "url of capitals": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'JAVASCRIPT:alert(1)'}"),
    "url of no scheme": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: '//a.example/'}"),
    "url of a tab": ("  - title: Bản tin Ví Dụ", '  - {title: a, url: "java\\tscript:alert(1)"}'),
    "url of a file": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'file:///etc/passwd'}"),
    "url of backslashes": (
        "  - title: Bản tin Ví Dụ",
        "  - {title: a, url: 'https:\\\\a.example'}",
    ),
    "url of another alphabet": (
        "  - title: Bản tin Ví Dụ",
        "  - {title: a, url: 'һttps://a.example/'}",
    ),
    "url without a host": ("  - title: Bản tin Ví Dụ", "  - {title: a, url: 'https:///a'}"),
    "revised of no day": ("status: published", "status: published\nrevised: 2024-13-01"),
    "revised at no time": ("status: published", "status: published\nrevised: '2024-03-14T25:00'"),
    "published far off": ("  - title: Bản tin Ví Dụ", "  - {title: a, published: 9024}"),
    "date before all": ("date: 2024-03-14", "date: 0001-01-01"),
    "date of a list": ("date: 2024-03-14", "date: [2024-03-14]"),
    "date reversed": ("date: 2024-03-14", "date: {from: 2024-03-14, to: 2024-03-01}"),
    "date of many digits": ("date: 2024-03-14", f"date: {'2' * 10_000}"),
    "audience of a list": ("audience: public", "audience: [public, internal]"),
    "audience of blanks": ("audience: public", "audience: 'public '"),
    "audience of another alphabet": ("audience: public", "audience: рublic"),
    "audience in a comment": ("audience: public", "audience: # internal"),
    "status of truth": ("status: published", "status: true"),
    "photo of a device": (
        "sources:",
        "photos:\n  - {file: con.jpg, alt: a, caption: b, credit: c}\nsources:",
    ),
    "photo out of Windows": (
        "sources:",
        "photos:\n  - {file: 'C:\\a.jpg', alt: a, caption: b, credit: c}\nsources:",
    ),
    "photo of a percent sign": (
        "sources:",
        "photos:\n  - {file: '..%2fa.jpg', alt: a, caption: b, credit: c}\nsources:",
    ),
    "photo of two lines": (
        "sources:",
        'photos:\n  - {file: "a.jpg\\n", alt: a, caption: b, credit: c}\nsources:',
    ),
}

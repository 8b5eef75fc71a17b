"""One page of every type of the invented site, by the template that makes it; a test holds the list complete."""

from __future__ import annotations

PAGE_TYPES: dict[str, tuple[str, ...]] = {
    "home": ("", "?don-vi=ca-tinh-mau-2024"),
    "events": ("su-kien/",),
    "events-part": ("su-kien/2024/",),
    "event": ("su-kien/2024/ky-giao-uoc/", "su-kien/2022/cum-1-ky-giao-uoc/"),
    "clusters": ("cum/",),
    "cluster": ("cum/vd-1/", "cum/vd-1/?ngay=2024-06-30"),
    "term": ("cum/vd-1/2024/",),
    "cluster-number": ("cum/so/1/",),
    "pledges": ("giao-uoc/",),
    "pledge": ("cum/vd-1/giao-uoc/2024/",),
    "comparison": ("cum/vd-1/giao-uoc/2023..2024/",),
    "comparison-any": ("giao-uoc/so-sanh/", "giao-uoc/so-sanh/?a=vd-1@2024&b=vd-3@2024"),
    "scores": ("cum/vd-1/cham-diem/2023/",),
    "leaders": ("cum-truong/", "cum-truong/2024/"),
    "awards": ("khen-thuong/",),
    "figures": ("so-lieu/",),
    "figures-by-name": ("so-lieu/theo-ten/",),
    "papers": ("tai-lieu/", "tai-lieu/?loai=ke-hoach"),
    "units": ("don-vi/",),
    "unit": ("don-vi/ca-tinh-mau-2024/", "don-vi/ca-tinh-mau-2024/?ngay=1999-01-01"),
    "commemorations": ("ky-niem/",),
    "commemoration": ("ky-niem/ngay-truyen-thong-vi-du/",),
    "calendar": ("lich/",),
    "calendar-year": ("lich/2024/",),
    "calendar-month": ("lich/2024/05/",),
    "calendar-plan": ("lich/nam-tron/",),
    "calendar-chosen": ("lich/chon/?cum=vd-1",),
    "campaigns": ("phong-trao/",),
    "campaign": ("phong-trao/vi-binh-yen/",),
    "search": ("tim-kiem/?q=giao+uoc",),
    "about": ("ve-trang-nay/",),
    "data": ("du-lieu/",),
    "updates": ("cap-nhat/",),
    "english": ("en/",),
    "main": ("huong-dan/", "huong-dan/lich/"),
    "404": ("khong-co-trang-nay/",),
}
"""``main`` makes the hand-written pages."""

PAGES = [page for pages in PAGE_TYPES.values() for page in pages]
MISSING = PAGE_TYPES["404"][0]


def as_file(page: str) -> str:
    """The file of a page below a folder, with its query."""
    path, mark, query = page.partition("?")
    return f"{path}index.html{mark}{query}"

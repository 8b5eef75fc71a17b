"""The published part of Material's style sheet holds all that hand-written pages can use; `test_pages` looks at every page type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import Markdown

from browser.theme_rules import WHOLE_SHEET, left_out
from thidua.converter import EXTENSIONS, extension_configs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext

KINDS = sorted({*re.findall(r"\.admonition\.([a-z]+)", WHOLE_SHEET)})
"""The notes that Material has a look for."""
WRITTEN = """
# Một {: .lop #mot }

## Hai

### Ba

#### Bốn

##### Năm `mã`

###### Sáu

Lời **đậm**, *nghiêng*, `mã`, [liên kết](#mot), [`mã`](#mot), <https://vidu.vn>, ANTT[^1] ![ảnh](a.png#only-dark).

[Nút](#mot){ .md-button } [Nút chính](#mot){ .md-button .md-button--primary }

> Trích
>
> - mục

- mục

    lời

    1. một
        1. hai

        > trích

Từ
:   Nghĩa

    - mục

| A | B | C |
|---|:-:|--:|
| 1 | `2` | [3](#mot) |

```yaml
mã: 1
```

---

!!! note inline end "Bên"
    Lời

!!! note
    Lời

    !!! tip "Trong"
        `mã`

*[ANTT]: An ninh, trật tự

[^1]: Lời ghi chú.
"""
RAW = """<details class="tip" open><summary>Gập <code>mã</code></summary><p>Lời</p><details><summary>Nữa</summary></details></details>
<figure><img src="a.png" align="left"><figcaption>Chú</figcaption></figure><p><kbd>A</kbd><mark>b</mark><small>c</small>
<sub>1</sub><sup>2</sup><ins>d</ins><del>e</del></p><video></video><iframe></iframe><ol type="a"><li>a</li></ol>"""
"""What a hand-written page may hold beside Markdown."""


def shown(context: Callable[..., BrowserContext], address: str, html: str) -> list[str]:
    page = context().new_page()
    page.goto(address + "huong-dan/")
    page.locator(".td-prose").evaluate("(prose, html) => { prose.innerHTML = html }", html)
    return left_out(page)


def test_all_that_markdown_makes_keeps_its_look(
    served: str, context: Callable[..., BrowserContext]
) -> None:
    assert {"note", "warning", "quote"} <= set(KINDS)
    converter = Markdown(extensions=[*EXTENSIONS], extension_configs=extension_configs("vi"))
    notes = "".join(f'!!! {kind} "Tên"\n    Lời\n\n' for kind in KINDS)
    html = converter.convert(notes + WRITTEN)
    for made in ("admonition-title", "footnote-backref", "<abbr", "<dd", 'align="center"', "md-button--primary"):  # fmt: skip
        assert made in html
    assert shown(context, served, html + RAW) == []


def test_the_look_is_told_apart(served: str, context: Callable[..., BrowserContext]) -> None:
    """A rule that is left out is found where something matches it: tabs, which no extension of ours makes."""
    tabs = '<div class="tabbed-set"><input type="radio"><div class="tabbed-labels"><label>A</label></div></div>'
    found = shown(context, served, tabs)
    assert found
    assert all(".tabbed-" in rule for rule in found)

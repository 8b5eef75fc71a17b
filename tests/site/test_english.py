"""The fixture site with ``lang: en``: whole, and English except for its content."""

from __future__ import annotations

import html
import itertools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from support import FIXTURE_SITE, ROOT, TODAY, run
from thidua.locale import strings
from thidua.text import nfc

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
INHERIT: {fixture}/mkdocs.yml
site_name: Emulation in Example
site_description: Events of the clusters
docs_dir: {fixture}/docs
theme:
  custom_dir: {root}/overrides
hooks: [{root}/hooks/publish.py]
extra:
  thidua:
    content: {fixture}/content
    lang: en
nav:
  - Home: index.md
  - Events: su-kien/index.md
  - Clusters: cum/index.md
  - Pledges: giao-uoc/index.md
  - Calendar: lich/index.md
  - Commemorations: ky-niem/index.md
  - Campaigns: phong-trao/index.md
  - Units: don-vi/index.md
  - Guides: huong-dan/index.md
"""

PROPER = {
    *["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"],
    *["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"],
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập – Tự do – Hạnh phúc",
    "145/2013/NĐ-CP",
    "111/2018/NĐ-CP",
    "Quyết định 521/2005/QĐ-TTg",
}
"""The sixty years, the head of official documents, and numbers of decrees are the same in every language."""

_LETTERS = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_READ_OUT = {"alt", "aria-label", "title", "placeholder", "content"}


class Texts(HTMLParser):
    """Every text of a page that a reader sees or hears, and the languages it says it is in."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.languages: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        for name, value in attrs:
            if value and (name in _READ_OUT or name.startswith("data-")):
                self.texts += value.split("|")
            if name == "lang" and value:
                self.languages.append(f"{tag} {value}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def words(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return re.findall(r"\w+(?:[-/]\w+)*", nfc(html.unescape(text)).lower())


def pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words."""
    return set(itertools.pairwise(words(text)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("english")
    config = folder / "mkdocs.yml"
    config.write_text(CONFIG.format(fixture=FIXTURE_SITE.as_posix(), root=ROOT.as_posix()), "utf-8")
    out = folder / "site"
    done = run(
        "mkdocs", "build", "--strict", "-f", str(config), "-d", str(out),
        env={"THIDUA_TODAY": TODAY, "THIDUA_AUDIENCE": "internal"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


def written() -> list[str]:
    """Content, hand-written pages, and the names that a sector gives to its codes."""
    files = [p for p in FIXTURE_SITE.rglob("*") if p.suffix in {".md", ".yml"}]
    files += (ROOT / "hooks" / "thidua" / "sectors").glob("*.yml")
    return [path.read_text("utf-8") for path in files]


@pytest.fixture(scope="module")
def content() -> set[tuple[str, str]]:
    """Neighbours in what is written, and values of one word, such as units of measure, with nothing beside them."""
    texts = written()
    # Of a line that is broken in two, both halves are read on one line again.
    found = set().union(*(pairs(" ".join(text.split())) for text in texts))
    values = {v for text in texts for v in re.findall(r': *"?([\w/-]+)"? *(?=[,}\n])', nfc(text))}
    return found | {("", value.lower()) for value in values}


def pages(site: Path) -> dict[str, Texts]:
    """The texts of every page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        texts = Texts()
        texts.feed(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = texts
    return found


def foreign(text: str, content: set[tuple[str, str]]) -> list[str]:
    """Vietnamese words of a text that stand beside no word they stand beside in content."""
    for name in PROPER:
        text = nfc(text).replace("\u00a0", " ").replace(name, " ")
    found = words(text)
    around = zip(["", *found], found, [*found[1:], ""], strict=False)
    return [
        word
        for before, word, after in around
        if _LETTERS.search(word)
        and len(found) > 1
        and not {(before, word), (word, after), ("", word)} & content
    ]


def test_pages_are_english_but_for_their_content(site: Path, content: set[tuple[str, str]]) -> None:
    strays = {
        (name, text.strip()[:100]): found
        for name, page in pages(site).items()
        for text in page.texts
        if (found := foreign(text, content))
    }
    assert strays == {}


def test_a_vietnamese_word_among_english_ones_is_found(content: set[tuple[str, str]]) -> None:
    assert foreign("Công an tỉnh Mẫu hoặc Công an tỉnh Thí Dụ", content) == ["hoặc"]
    assert foreign("3 kết quả", content) == ["kết", "quả"]
    assert foreign("Lead: Công an tỉnh Mẫu", content) == []


def test_no_text_of_a_page_is_one_of_the_vietnamese_catalogue(site: Path) -> None:
    """Single words, such as headings; of those only the cells of tables stand in content as well."""
    ours = {
        text
        for text in strings("vi", "site").values()
        if isinstance(text, str) and _LETTERS.search(text)
    } - set(map(str, strings("en", "site").values()))
    cells = {cell.strip() for text in written() for cell in text.replace("\n", "|").split("|")}
    shell = {
        (name, text.strip())
        for name, page in pages(site).items()
        if not name.startswith("huong-dan/")
        for text in page.texts
        if text.strip() in ours - cells
    }
    assert shell == set()


def test_pages_say_that_they_are_english_and_guides_that_they_are_not(site: Path) -> None:
    for name, page in pages(site).items():
        assert page.languages[0] == "html en", name
    guide = pages(site)["huong-dan/lich/index.html"]
    assert guide.languages == ["html en", "article vi"]


def test_files_beside_the_pages_are_english(site: Path) -> None:
    calendar = (site / "lich" / "ky-niem.ics").read_text("utf-8")
    assert "PRODID:-//thidua//Emulation calendar//EN" in calendar
    assert "X-WR-CALNAME:Commemorations" in calendar
    feed = (site / "feed.xml").read_text("utf-8")
    assert 'xml:lang="en"' in feed
    assert "<title>Emulation in Example: events</title>" in feed


def test_the_language_of_the_builder_is_not_that_of_the_site(tmp_path: Path) -> None:
    env = {"THIDUA_TODAY": TODAY, "THIDUA_LANG": "en"}
    done = run(
        "mkdocs", "build", "-f", str(FIXTURE_SITE / "mkdocs.yml"), "-d", str(tmp_path), env=env
    )
    assert done.returncode == 0, done.stderr
    assert '<html lang="vi"' in (tmp_path / "index.html").read_text("utf-8")

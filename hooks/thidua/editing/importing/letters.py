"""The parts of an official letter around its text: the frame above, its subject, who signed and who gets it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from thidua.editing.importing.evidence import ImportNote, note
from thidua.editing.importing.markup import inner_text
from thidua.editing.importing.people import (
    LOWER,
    UPPER,
    Person,
    post_begins,
    post_in_capitals,
    posts_from_capitals,
    ranked_name,
)
from thidua.editing.importing.source_dates import PublicationStamp, event_days
from thidua.editing.importing.source_document import clean_line
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = re.compile(r"độc lập\W+tự do\W+hạnh phúc\W*", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:.{0,40}?,\s*)?(?P<day>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\W*", re.IGNORECASE
)
_BLANK_DATE = re.compile(r"(?:.{0,40}?,\s*)?ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*", re.IGNORECASE)
_NUMBER = re.compile(r"số\s*:?\s*[\w.…\s]{0,12}[/-]\s?[\w./-]+|số\s*:.{0,30}", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:số\s*:?\s*\S+[\s;,]+)?\(?\s*(?:V/v|Về việc|Trích yếu)\s*:?\s*(?P<subject>.{5,300}?)[.)\s]*",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"(?:dự thảo )?(?:báo cáo|kế hoạch|thông báo|tờ trình|quyết định|(?:bản )?giao ước(?: thi đua)?|bản ký kết giao ước(?: thi đua)?"
    r"|biên bản|chương trình|hướng dẫn|công điện|giấy mời|diễn văn|bài phát biểu|đề cương|kết luận|nghị quyết|chỉ thị|phương án"
    r"|đề án|quy chế|thể lệ|lời phát động|phát động thi đua|(?:bản )?đăng ký thi đua)",
    re.IGNORECASE,
)
"""What a letter is, on a line of its own in capitals; its subject follows."""
_NO_SUBJECT = re.compile(r"(?:kính gửi|căn cứ|hôm nay|kính thưa|điều 1)\b", re.IGNORECASE)
_TEXT_BEGINS = re.compile(r"thực hiện\b", re.IGNORECASE)
"""How a text begins, and a subject too where it is set apart."""
_JOINED_ON = re.compile(r"(?:Thực hiện|Về|Của|Trong|Giữa|Năm)\b")
"""Words that begin a subject with a capital only where it has a line of its own."""
_FOR = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.\s*\S")
_UNSIGNED = re.compile(r"\W*(?:đã ký|ký,.*|ký tên.*)\W*", re.IGNORECASE)
_NAME_ALONE = re.compile(rf"(?:[{UPPER}][{LOWER}’']*)(?: [{UPPER}][{LOWER}’']*){{1,5}}")
_FRAME_WITHIN = 15
_MAX_ORGAN = 80
_MAX_SUBJECT = 400
_MAX_TOLD = 300


@dataclass(slots=True)
class Letter:
    """What was taken from around the text of a letter."""

    stamp: PublicationStamp | None = None
    subject: str = ""
    is_pledge: bool = False
    signatories: list[Person] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def notes(self) -> Iterator[ImportNote]:
        """What was taken out, line by line."""
        if self.dropped:
            lines = "; ".join(self.dropped)
            lines = lines if len(lines) <= _MAX_TOLD else lines[:_MAX_TOLD] + " …"
            yield note("lost_frame", count=len(self.dropped), value=lines)


def is_letter(text: str) -> bool:
    """Whether a plain text begins with the frame of a letter."""
    return any(_NATION in fold(line) for line in text.split("\n")[: 2 * _FRAME_WITHIN])


def take_letter(soup: BeautifulSoup) -> Letter:
    """Frame, subject and ending of a letter, taken out of it; nothing of any other text."""
    letter = Letter()
    _take_frame(soup, letter)
    _take_subject(soup, letter)
    _take_ending(soup, letter)
    return letter


def _lines(cell: Tag) -> list[str]:
    """The lines of an element as they stand below each other."""
    copy = BeautifulSoup(str(cell), "html.parser")
    for mark in copy.find_all(("br", "p", "li", "div", "h1", "h2", "h3")):
        mark.insert_before("\n")
        mark.insert_after("\n")
    return [line for line in map(clean_line, copy.get_text().split("\n")) if line]


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(("td", "th"), recursive=False)


def _take_frame(soup: BeautifulSoup, letter: Letter) -> None:
    for table in soup.find_all("table"):
        if _NATION in fold(inner_text(table)) and table.find_parent("table") is None:
            _take_frame_rows(soup, table, letter)
            return
    blocks = [b for b in soup.find_all(("p", "h1", "h2"), recursive=False) if inner_text(b)]
    head = blocks[:_FRAME_WITHIN]
    if not any(_NATION in fold(inner_text(block)) for block in head):
        return
    for block in head:
        lines = _lines(block)
        if any(_KINDS.fullmatch(line) and line.isupper() for line in lines):
            return
        if all(_is_frame(line, letter) for line in lines):
            letter.dropped += lines
            block.decompose()


def _take_frame_rows(soup: BeautifulSoup, table: Tag, letter: Letter) -> None:
    """Take the lines of the frame out of its table; what else stands in it goes on as text, or as a table."""
    for row in _rows(table):
        cells = _cells(row)
        texts = {id(cell): _lines(cell) for cell in cells}
        framed = [line for cell in cells for line in _framed(texts[id(cell)], letter)]
        if not framed:
            continue
        letter.dropped += framed
        for cell in cells:
            left = [line for line in texts[id(cell)] if line not in framed]
            cell.clear()
            for line in left:
                paragraph = soup.new_tag("p")
                paragraph.string = line
                cell.append(paragraph)
        if not inner_text(row):
            row.decompose()
    filled = [[cell for cell in _cells(row) if inner_text(cell)] for row in _rows(table)]
    if all(len(cells) <= 1 for cells in filled) or len(filled) == 1:
        for cells in filled:
            for cell in cells:
                for part in list(cell.children):
                    table.insert_before(part.extract())
        table.decompose()


def _framed(lines: Iterable[str], letter: Letter) -> Iterator[str]:
    """The lines of a cell that are of the frame; a subject (``V/v …``) goes on below its first line."""
    goes_on = False
    for line in lines:
        told = letter.subject
        if _is_frame(line, letter):
            goes_on = letter.subject != told
            yield line
        elif goes_on and len(line) <= _MAX_ORGAN and not _NO_SUBJECT.match(line):
            letter.subject = f"{told} {line}"
            yield line
        else:
            goes_on = False


def _is_frame(line: str, letter: Letter) -> bool:
    """Whether a line is of the frame; its date and subject are kept in ``letter``."""
    about = _ABOUT.fullmatch(line)
    if about:
        subject = about["subject"]
        letter.subject = letter.subject or subject[:1].upper() + subject[1:]
        return True
    if _KINDS.fullmatch(line) and line.isupper():
        return False
    framed = _NATION in fold(line)
    dateline = _DATELINE.search(line) if framed else _DATELINE.fullmatch(line)
    if dateline:
        days = event_days([dateline["day"]], None)
        if days and letter.stamp is None:
            letter.stamp = PublicationStamp(days[0].first, written=dateline["day"])
        return True
    left = _NUMBER.sub("", _MOTTO.sub("", line)).strip()
    return (
        framed
        or not re.search(r"\w", left.replace("_", ""))
        or _BLANK_DATE.fullmatch(line) is not None
        or (left.isupper() and len(line) <= _MAX_ORGAN)
    )


def _take_subject(soup: BeautifulSoup, letter: Letter) -> None:
    """What a letter is and what it is about: a line in capitals, and the bold or centred lines below it."""
    blocks = [b for b in soup.find_all(("p", "h1", "h2"), recursive=False) if inner_text(b)][:8]
    kinds = (
        n
        for n, b in enumerate(blocks)
        if _KINDS.fullmatch(inner_text(b)) and inner_text(b).isupper()
    )
    at = next(kinds, None)
    if at is None:
        return
    letter.is_pledge = "giao uoc" in fold(inner_text(blocks[at]))
    taken: list[Tag] = []
    for block in blocks[at + 1 :]:
        text = inner_text(block)
        stressed = block.has_attr("data-align") or _is_stressed(block)
        short = not taken and text[-1] not in ".:;" and len(text) <= _MAX_ORGAN * 2
        begins = _NO_SUBJECT.match(text) or (not stressed and _TEXT_BEGINS.match(text))
        goes_on = bool(taken) and text[0].islower()
        if begins or not (stressed or short or goes_on) or re.match(r"(?:I|1)\.\s", text):
            break
        taken.append(block)
    subject = " ".join(inner_text(block) for block in taken if re.search(r"\w", inner_text(block)))
    if not subject or len(subject) > _MAX_SUBJECT:
        return
    kind = inner_text(blocks[at])
    if letter.is_pledge:
        joined = subject[:1].lower() + subject[1:] if _JOINED_ON.match(subject) else subject
        subject = f"{kind.capitalize()} {joined}"
    letter.subject = subject
    letter.dropped.append(kind)
    for block in (blocks[at], *taken):
        block.decompose()


def _is_stressed(block: Tag) -> bool:
    strong = block.find(("strong", "b"))
    return strong is not None and inner_text(strong) == inner_text(block)


def _take_ending(soup: BeautifulSoup, letter: Letter) -> None:
    """Who gets a letter, and who signed it: a table at its end, or its last lines."""
    for table in reversed(soup.find_all("table")):
        columns = _columns(table)
        behind = [b for b in table.find_next_siblings() if inner_text(b)]
        if len(behind) <= 3 and _is_ending(columns):
            text = soup.get_text(" ")
            letter.signatories += [p for lines in columns for p in _signatories(lines, text)]
            letter.dropped += [line for lines in columns for line in lines]
            above = table.find_previous_sibling()
            table.decompose()
            if above is not None and above.name == "p" and _is_heading_of_nothing(above):
                letter.dropped.append(inner_text(above))
                above.decompose()
            return
    blocks = [b for b in soup.find_all("p", recursive=False) if inner_text(b)]
    lines = [_lines(block) for block in blocks]
    begins = next(
        (n for n in range(max(0, len(blocks) - 12), len(blocks)) if _ends_with(lines[n:])), None
    )
    if begins is None or begins == 0:
        return
    ends = 1 + max(
        (n for n in range(begins, len(lines)) if any(map(_belongs_to_ending, lines[n]))),
        default=begins,
    )
    taken = [line for group in lines[begins:ends] for line in group]
    letter.signatories += _signatories(taken, soup.get_text(" "))
    letter.dropped += taken
    for block in blocks[begins:ends]:
        block.decompose()


def _is_heading_of_nothing(block: Tag) -> bool:
    """Whether a line above the names of those who signed only says that they did."""
    text = inner_text(block)
    return len(text) <= _MAX_ORGAN and text.isupper() and not re.match(r"[IVX\d]+[.)]", text)


def _belongs_to_ending(line: str) -> bool:
    """Whether a line is of a list of receivers or names who signed; a heading of what follows is neither."""
    named = any(ranked_name(part) for part in _apart(line)) or post_begins(line)
    return bool(
        named or re.match(r"[-–•]", line) or (_NAME_ALONE.fullmatch(line) and not line.isupper())
    )


def _columns(table: Tag) -> list[list[str]]:
    """The lines of each column of a small table, where what is written below a post may be a row of its own."""
    rows = [[_lines(cell) for cell in _cells(row)] for row in _rows(table)]
    if not rows or len(rows) > 3 or len(rows[0]) > 6:
        return []
    if len({len(row) for row in rows}) > 1:
        return [lines for row in rows for lines in row]
    return [list(itertools.chain.from_iterable(column)) for column in zip(*rows, strict=True)]


def _is_ending(columns: Sequence[Sequence[str]]) -> bool:
    """Whether columns are a list of who gets a letter beside who signed it; a heading of a table is none."""
    filled = [lines for lines in columns if lines]
    lists = [lines for lines in filled if re.match(r"noi nhan\s*(?::|\Z)", fold(lines[0]))]
    if any(":" in lines[0] for lines in lists):
        return True
    others = [lines for lines in filled if lines not in lists]
    return bool(others) and all(
        (_FOR.match(lines[0]) or lines[0].isupper()) and any(True for _ in _signatories(lines))
        for lines in others
    )


def _ends_with(groups: Sequence[Sequence[str]]) -> bool:
    """Whether lines to the end of a letter are its list of receivers or its signature."""
    lines = [line for group in groups for line in group]
    first = lines[0] if lines else ""
    if re.match(r"noi nhan\s*:", fold(first)):
        return all(len(line) <= _MAX_ORGAN for line in lines)
    return bool(_FOR.match(first)) and len(lines) <= 8 and any(True for _ in _signatories(lines))


def _apart(line: str) -> list[str]:
    """A post and a name that stand on one line, as two."""
    words = line.split()
    for at in range(1, len(words) - 2):
        if ranked_name(" ".join(words[at:])) and " ".join(words[:at]).isupper():
            return [" ".join(words[:at]), " ".join(words[at:])]
    return [line]


def _signatories(lines: Iterable[str], text: str = "") -> Iterator[Person]:
    """Who signed below posts in capitals: ``TM. CỤM THI ĐUA``, ``CỤM TRƯỞNG``, ``Thiếu tướng Lê Văn Mẫu``.

    Names in such a post are written as ``text`` has them; where it has not, both spellings are left to choose from.
    """
    above: list[str] = []
    found: list[tuple[str, str, list[str], list[str]]] = []
    for line in itertools.chain.from_iterable(map(_apart, lines)):
        ranked = ranked_name(line)
        if re.match(r"[-–•]|noi nhan", fold(line)):
            above = []
        elif ranked:
            found.append((*ranked, above, []))
            above = []
        elif line.isupper():
            above.append(line)
        elif found and post_begins(line):
            found[-1][3].append(line)
        elif above and _NAME_ALONE.fullmatch(line) and not _UNSIGNED.fullmatch(line):
            found.append(("", line, above, []))
            above = []
    for rank, name, over, under in found:
        held = [line for line in reversed(over) if post_in_capitals(line) and not _FOR.match(line)]
        posts = [*under[:1], *(post for line in held for post in posts_from_capitals(line, text))]
        evidence = clean_line(" ".join([*over, f"{rank} {name}", *under]))
        pairs = tuple((post, evidence) for post in posts)
        yield Person(
            name, rank, posts[0] if posts else "", evidence, pairs if len(pairs) > 1 else ()
        )

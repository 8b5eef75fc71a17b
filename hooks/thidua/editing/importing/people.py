"""Officials named in a text, with rank and post as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import ImportNote, note
from thidua.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thidua.editing.yaml_text import Item

_LETTERS = [chr(code) for code in range(0x41, 0x1EFA) if chr(code).isalpha()]
UPPER = "".join(
    char for char in _LETTERS if char.isupper() and char.lower() != char and ord(char) < 0x1EFA
)
LOWER = "".join(char for char in _LETTERS if char.islower())

_RANK = r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|(?:Thượng|Trung|Hạ) (?:sĩ|sỹ)"
_DEGREE = r"(?:(?:GS|PGS|TSKH|TS|ThS|BSCKII|BSCKI|NGND|NGƯT|Tiến sĩ|Tiến sỹ|Thạc sĩ|Giáo sư|Phó Giáo sư)[.,]? ?)*"
_NAME_WORD = rf"(?:[{UPPER}]['’][{UPPER}]?[{LOWER}]+|[{UPPER}][{LOWER}]*)"
_NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}"
_RANKED = re.compile(rf"\b(?P<rank>{_RANK})[,;]? {_DEGREE}(?P<name>{_NAME})")
_COMRADE = re.compile(rf"\b(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à) {_DEGREE}(?P<name>{_NAME})(?=,)")

_POST = re.compile(
    r"(?:(?:Quyền |Nguyên |nguyên )?(?:Phó )?(?:Tổng )?(?:Cục trưởng|Giám đốc|Trưởng|Bộ trưởng|Thứ trưởng|Chủ tịch|Bí thư"
    r"|Chánh|Tư lệnh|Chính ủy|Hiệu trưởng|Viện trưởng|Chủ nhiệm|Tổ trưởng|Đội trưởng|Thủ trưởng|Biên tập|Tham mưu)"
    r"|Phó (?:Cục|Hiệu|Viện|Trưởng|Tư|Thủ|Chánh)|Ủy viên|Đại biểu|Cụm trưởng|Cụm phó|Chánh|Thư ký)"
)
_GOES_ON = re.compile(
    rf"(?:{_POST.pattern}|Bộ |Công an |Ủy ban |UBND |Tỉnh ủy|Thành ủy|Đảng ủy |Ban |Văn phòng )"
)
_ENDS = re.compile(
    r"\s(?:cùng|phát biểu|chủ trì|đồng chủ trì|nhìn nhận|nhấn mạnh|khẳng định|đánh giá|ghi nhận|yêu cầu|cho biết|cho rằng"
    r"|đề nghị|dự|tham dự|tới dự|đến dự|đã|đến|trao|tặng|chúc|biểu dương|tại(?! cộng đồng)|với|là|thay mặt|chỉ đạo|động viên|phát động"
    r"|ký|bày tỏ|thông tin|chia sẻ|gợi ý|lưu ý|làm|được|và(?= (?:các|đại diện|lãnh đạo|nhiều|đồng chí|ông|bà|"
    rf"{_RANK}|Cụm))|nêu|ôn lại|gửi|đọc|công bố|trình bày|điều hành|tuyên bố|kêu gọi|cảm ơn|quán triệt|giới thiệu|tiếp thu|báo cáo|khai mạc|bế mạc|giao(?! thông))(?=[\s,.;:!?]|$)|[;:!?”\"]|(?<!TP)\.(?=\s|$)"
)
_BEHIND_A_PLACE = re.compile(
    rf"\b(?P<place>(?:tỉnh|thành phố|TP\.?|thị xã|huyện|quận|phường|xã|đặc khu) {_NAME_WORD}(?:[ -]+{_NAME_WORD})*)(?= [{LOWER}])"
)
"""Behind the place of an office no small word is part of it, whatever verb it is."""
_PAIRS = (
    "phòng, chống",
    "phòng cháy, chữa cháy",
    "cứu nạn, cứu hộ",
    "hành chính, tư pháp",
    "thi đua, khen thưởng",
    "tạm giữ, tạm giam",
    "trại giam, cơ sở giáo dục bắt buộc, trường giáo dưỡng",
    "an ninh, trật tự",
)
"""Commas inside the names of offices."""


_OFFICE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "an ban binh biên biểu buôn buộc báo bí bản bảo bắt bệnh bị bộ cao chi chiến chuyên chánh cháy chính chấp "
        "chất chế chỉ chống chủ chức chữa cách cán cáo công cơ cải cảnh cấp cần cộng cục cụm của cứu cựu diện doanh "
        "du dân dưỡng dược dịch dục dụng dự giam giao giám giáo giới giữ hiệu hoá hoạch huyện hàng hành hình hóa hưu "
        "hải hậu học hồ hộ hội khai khen kho khoa khu khách không khối kinh kiểm kế kỹ lao liên luật lâm lãnh lão lý "
        "lưu lượng lậu lệnh lịch lực ma miền môi mưu mại mạng nghiên nghiệp nghệ ngoại nguyên ngành ngân ngư nhiệm "
        "nhân nhũng nhập ninh niên nã nông nước nạn nội nữ pháp phát phòng phó phúc phường phạm phẩm phố phụ phủ quan "
        "quyền quân quản quận quốc sinh sách sát sĩ sơ sản sắt số sở sử sự tham thanh thao thi thuật thuế thuộc thành "
        "thôn thông thư thương thường thưởng thẩm thể thị thống thủ thủy tin tiền toà toán tra trang trong trung "
        "truyền trách trú trường trưởng trại trấn trật trị trữ trực tuyên tuyến tài tác tình tòa túng túy tư tướng "
        "tưởng tại tạm tạo tế tỉnh tịch tố tổ tổng tội tự viên viễn viện và vùng văn vấn vận vật về vệ vị vụ vực xuất "
        "xây xã xử y yếu án ích ý đai điều đoàn đua đào đô đơn đường đại đạo đảng đất đầu đặc địa đốc đối đồng đội "
        "động ương ấp ủy ",
    )
)
"""Small words of the names of offices; another one behind a post is hardly part of it."""


_CONTACT = re.compile(
    r"\b(?:liên hệ|đầu mối|điện thoại|ĐT|SĐT)\b|\bgửi\b[^;]{0,80}\svề\s", re.IGNORECASE
)
"""Before a name in its sentence: who is to be asked or written to, not who took part."""


@dataclass(frozen=True, slots=True)
class Person:
    """An official as a text mentions them."""

    name: str
    rank: str
    post: str
    evidence: str
    posts: tuple[tuple[str, str], ...] = ()
    """Every post the text gives them, with its words, where it gives several."""

    @property
    def value(self) -> Item:
        parts: dict[str, Item] = {"name": self.name, "rank": self.rank, "post": self.post}
        return {key: text for key, text in parts.items() if text}

    def with_post(self, post: str) -> Person:
        """The same with the post an editor chose; itself when none was chosen."""
        return replace(self, post=post) if post else self


def officials(
    paragraphs: Iterable[str], signatories: Iterable[Person] = ()
) -> tuple[list[Person], list[ImportNote]]:
    """Everyone named with a rank, or as comrade with a post, and who signed; the first mention of each counts."""
    found: dict[str, Person] = {}
    notes: list[ImportNote] = []
    signed = list(signatories)
    mentions = [*_mentions(paragraphs), *signed]
    for person in mentions:
        first = found.get(person.name)
        if first is None:
            found[person.name] = person
        elif person.post and not first.post:
            found[person.name] = replace(person, rank=person.rank or first.rank)
        elif person.post and all(_plain(person.post) != _plain(post) for post, _ in _posts(first)):
            posts = (*_posts(first), (person.post, person.evidence))
            found[person.name] = replace(first, posts=posts)
            notes.append(
                note("note_official_other", person.evidence, name=person.name, value=person.post)
            )
    named = [
        note(
            "note_signatory" if any(p.name == s.name for s in signed) else "note_official",
            p.evidence,
            value=", ".join(x for x in (f"{p.rank} {p.name}".strip(), p.post) if x),
        )
        for p in found.values()
    ]
    return list(found.values()), [*named, *dict.fromkeys(notes)]


def _posts(person: Person) -> tuple[tuple[str, str], ...]:
    return person.posts or ((person.post, person.evidence),)


def ranked_name(line: str) -> tuple[str, str] | None:
    """Rank and name of a line that holds nothing else; None for any other line."""
    name = rf"{_NAME}|[{UPPER}]+(?: [{UPPER}]+){{1,4}}"
    match = re.fullmatch(rf"(?P<rank>{_RANK})[,;]? {_DEGREE}(?P<name>{name})", line)
    if match is None:
        return None
    written = match["name"]
    return match["rank"], written.title() if written.isupper() else written


def post_begins(line: str) -> bool:
    """Whether a line begins with a post."""
    return _POST.match(line) is not None


def post_in_capitals(line: str) -> bool:
    """Whether a line in capitals begins with a post."""
    return re.match(_POST.pattern, line, re.IGNORECASE) is not None


def posts_from_capitals(line: str, text: str) -> list[str]:
    """A post in capitals as a text writes its words; the line itself too where the text does not say how a name is written."""
    words, made, certain = line.split(), [""], True
    while words:
        run = next((n for n in range(len(words), 1, -1) if _written(words[:n], text)), 1)
        known = _written(words[:run], text) if run > 1 else ""
        made.append(known or words[0].lower())
        certain = certain and bool(known or words[0].lower() in _OFFICE_WORDS)
        words = words[run:]
    post = " ".join(made).strip()
    post = post[:1].upper() + post[1:]
    return [post] if certain else [post, line]


def _written(words: Sequence[str], text: str) -> str:
    """Words in capitals as they stand elsewhere in a text, in small letters or names."""
    form = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    found = (match[0] for match in re.finditer(form, text, re.IGNORECASE))
    return next((" ".join(said.split()) for said in found if not said.isupper()), "")


def _mentions(paragraphs: Iterable[str]) -> Iterator[Person]:
    for paragraph in paragraphs:
        matches = sorted(
            [*_RANKED.finditer(paragraph), *_COMRADE.finditer(paragraph)],
            key=lambda match: match.start("name"),
        )
        for match in matches:
            if _CONTACT.search(paragraph[: match.start()].rpartition(". ")[2]):
                continue
            post = _post(paragraph[match.end() :])
            rank = match.groupdict().get("rank") or ""
            if rank or post:
                end = match.end() + (len(post) + 2 if post else 0)
                where = paragraph[match.start() : end]
                certain = _certain_part(post)
                posts = ((certain, where), (post, where)) if certain != post else ()
                yield Person(match["name"], rank, certain, where, posts)


def _post(rest: str) -> str:
    """The post after a name: ``, Cục trưởng Cục … (Bộ Công an) cùng …``."""
    opening = re.match(r"\s*(?:,|-|–|\()\s*", rest)
    if not opening:
        return ""
    rest = rest[opening.end() :]
    if not _POST.match(rest):
        return ""
    end = _ENDS.search(rest)
    rest = rest[: end.start()] if end else rest
    place = _BEHIND_A_PLACE.search(rest)
    rest = rest[: place.end("place")] if place else rest
    for n, pair in enumerate(_PAIRS):
        rest = rest.replace(pair, pair.replace(",", chr(0xE000 + n)))
    segments = rest.split(", ")
    kept = segments[:1]
    for segment in segments[1:]:
        if not _GOES_ON.match(segment) or re.match(_RANK, segment):
            break
        kept.append(segment)
    post = re.sub("[\ue000-\ue0ff]", ",", ", ".join(kept)).strip(" ,–-")
    if opening[0].strip() == "(" or post.count(")") > post.count("("):
        post = post.partition(")")[0]
    return post


def _certain_part(post: str) -> str:
    """A post as far as its words are ones of offices; the whole of it where nothing is left."""
    words = post.partition("(")[0].split()
    for number, word in enumerate(words):
        bare = word.strip(".,;()–-").lower()
        if number > 1 and word[0].islower() and bare not in _OFFICE_WORDS:
            return " ".join(words[:number]).strip(" ,–-") or post
    return post


def _plain(post: str) -> str:
    return " ".join(re.findall(r"\w+", fold(post)))

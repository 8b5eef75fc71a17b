"""The pictures of links: every Vietnamese letter, four lines at most, few bytes, always the same."""

from __future__ import annotations

import io
import unicodedata

import pytest
from PIL import Image, ImageFont

from support import ROOT
from thidua import share_picture
from thidua.audit.decoded_text import metadata_blocks
from thidua.share_picture import SharePicture

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", cased + tone)
    for vowel in VOWELS
    for cased in (vowel, vowel.upper())
    for tone in TONES
] + ["đ", "Đ"]
CONSONANTS = "bcdghklmnpqrstvxfjwz"
OTHERS = [*CONSONANTS, *CONSONANTS.upper(), *"0123456789.,;:!?()/–—-…·“”‘’%+&\u00a0 "]
LONG = (
    "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025 và phát động phong trào năm 2026 " * 4
)


def opened(picture: SharePicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.draw()))


def lines(picture: SharePicture) -> list[str]:
    return share_picture._set_title(picture.title)[1]


@pytest.mark.parametrize("family", ["source-serif-4", "source-sans-3"])
def test_the_faces_have_every_letter(family: str) -> None:
    """Asked of the files themselves: one of the two draws the letter otherwise than what it has no letter for."""
    fonts = [
        ImageFont.truetype(ROOT / f"overrides/assets/fonts/{family}-{part}-wght-normal.woff2", 54)
        for part in ("latin", "vietnamese")
    ]

    def drawn(font: ImageFont.FreeTypeFont, char: str) -> tuple[tuple[int, int], bytes]:
        mask = font.getmask(char)
        return mask.size, bytes(mask)

    assert len(LETTERS) == 12 * 6 * 2 + 2
    missing = [
        char
        for char in (*LETTERS, *OTHERS)
        if all(drawn(font, char) == drawn(font, "\U0010fffd") for font in fonts)
    ]
    assert missing == []


@pytest.mark.parametrize("family", ["source-serif-4", "source-sans-3"])
def test_no_two_letters_are_drawn_alike(family: str) -> None:
    face = share_picture._face(family, 600, 54)
    found = {}
    for char in LETTERS:
        letter = face.letter(char)
        assert letter is not None
        found[letter.mask.size, letter.mask.tobytes(), letter.top] = char
    assert len(found) == len(LETTERS)


@pytest.mark.parametrize(("size", "most", "line"), [(76, 2, 98), (64, 3, 83), (54, 4, 70)])
def test_marks_have_room(size: int, most: int, line: int) -> None:
    """Between two lines, below the words above the title, above the line at the foot: whatever the letters are."""
    face = share_picture._face("source-serif-4", 600, size)
    letters = [letter for letter in map(face.letter, LETTERS) if letter]
    highest = -min(letter.top for letter in letters)
    lowest = max(letter.top + letter.mask.height for letter in letters)
    assert highest + lowest < line
    first = 190 + round(0.98 * size)
    assert first - highest > 150 + 10
    assert first + (most - 1) * line + lowest < 502


@pytest.mark.parametrize("text", ["Hội nghị Ượ Ậ Ễ", "Đặng Thuỳ Trâm"])
def test_decomposed_letters_are_composed(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert SharePicture(apart, apart, apart, apart).draw() == SharePicture(text, text, text, text).draw()  # fmt: skip


def test_letters_of_other_scripts_lose_their_marks_or_are_left_out() -> None:
    assert SharePicture("Škoda ① 中 Ω\u200b").draw() == SharePicture("Skoda 1  ").draw()


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Ký giao ước", ["Ký giao ước"]),
        ("Ký kết giao ước thi đua năm\u00a02024", ["Ký kết giao ước", "thi đua năm\u00a02024"]),
        ("a" * 200, None),
        ("", [""]),
    ],
)
def test_a_title_is_set_in_lines_of_like_length(title: str, found: list[str] | None) -> None:
    made = lines(SharePicture(title))
    if found is not None:
        assert made == found
    face = share_picture._set_title(title)[0]
    assert max(map(face.width, made)) <= 1048


def test_a_long_title_has_four_lines_and_says_that_it_goes_on() -> None:
    made = lines(SharePicture(LONG))
    assert len(made) == 4
    assert [line.endswith("…") for line in made] == [False, False, False, True]
    assert " ".join(made).removesuffix("…") == LONG[: len(" ".join(made)) - 1]


def test_the_format() -> None:
    """A palette of four in two bits a point, without a word beside the points."""
    for picture in (SharePicture("Tên"), SharePicture(LONG, LONG, LONG, LONG)):
        data = picture.draw()
        assert data[24:26] == b"\x02\x03"
        assert metadata_blocks(data) == []
        assert len(data) < 20_000
        image = opened(picture)
        assert image.size == (1200, 630)
        assert {colour for _, colour in image.convert("RGB").getcolors() or ()} == {
            (0xFB, 0xF9, 0xF4), (0x8C, 0x8A, 0x85), (0x1D, 0x1B, 0x17), (0x9D, 0x1C, 0x1C),
        }  # fmt: skip


def test_the_same_words_are_the_same_bytes_and_the_same_name() -> None:
    one, other = (SharePicture("Tên", "Cụm", "2024", "Trang") for _ in range(2))
    assert one.draw() == other.draw()
    assert one.name == other.name
    assert len(one.name) == len("0123456789abcdef0123-1200.png")
    names = {SharePicture("Tên").name, SharePicture("", "Tên").name, SharePicture("Tên2").name, one.name}  # fmt: skip
    assert len(names) == 4


@pytest.mark.parametrize(
    ("title", "words"),
    [("Tên", "Cụm · 2024"), ("Tên khác", "Tên · Cụm · 2024"), ("", "Tên · Cụm · 2024")],
)
def test_words_beside_a_title(title: str, words: str) -> None:
    assert SharePicture("Tên", "Cụm", "2024", "Trang").words_beside(title) == words
    assert SharePicture("Tên", site="Trang").words_beside("Tên") == "Tên"


def test_what_stands_at_the_foot_never_meets() -> None:
    """A long date leaves the name of the site less room; both keep within the margins."""
    image = opened(SharePicture("Tên", date="ngày " * 9, site="trang " * 40)).convert("L")
    foot = image.crop((0, 520, 1200, 580))
    columns = [min(foot.crop((x, 0, x + 1, 60)).tobytes()) < 60 for x in range(1200)]
    assert not any(columns[:76])
    assert not any(columns[1126:])
    gap = max(map(len, "".join(" x"[ink] for ink in columns[76:1124]).split("x")))
    assert gap >= 50

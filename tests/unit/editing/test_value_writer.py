"""Values of one record are changed; every other byte of its file stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT
from thidua.editing.fmt import normal_form
from thidua.editing.new import NotWrittenError
from thidua.editing.value_writer import with_values
from thidua.reading.front_matter import split
from thidua.reading.records import Event
from thidua.reading.strict_yaml import read_yaml

if TYPE_CHECKING:
    from thidua.reading.simple_yaml import Value

ORDER = Event.keys()
PATH = "content/events/2024/2024-03-14-ky-giao-uoc.md"
FILE = """\
---
# Tên như trong giấy mời
title: "Cụm #1: ký giao ước" # đã hỏi lại
date: 2024-03-14   # theo giấy mời
kinds: [ky-giao-uoc]
audience: 'public'

status: draft
summary: Hai đơn vị
  ký giao ước.
officials:
  # theo biên bản
  - name: Nguyễn Văn Mẫu   # chủ trì
    post: Phó Giám đốc Sở Ví Dụ
  - Trần Thị Mẫu
figures:
  - {label: Chỉ tiêu, value: "77"} # như nguồn
#place: Đà Nẵng
sources:
  - title: Bản tin Ví Dụ
    published: "2024-03-14T08:30"
---

Hai đơn vị ký giao ước.
"""


def changed(**changes: object) -> str:
    return with_values(PATH, FILE.encode(), changes, order=ORDER).decode()  # type: ignore[arg-type]


def only(old: str, new: str) -> str:
    assert FILE.count(old) == 1
    return FILE.replace(old, new)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"title": "Cụm 2"}, '"Cụm #1: ký giao ước"', '"Cụm 2"'),
        ({"date": "2024-03-15"}, "date: 2024-03-14 ", "date: 2024-03-15 "),
        ({"date": {"from": "2024-03-14", "to": "2024-03-15"}}, "date: 2024-03-14 ", "date: {from: 2024-03-14, to: 2024-03-15} "),
        ({"kinds": ["ky-giao-uoc", "phat-dong"]}, "[ky-giao-uoc]", "[ky-giao-uoc, phat-dong]"),
        ({"summary": "Một câu: ngắn."}, "Hai đơn vị\n  ký giao ước.", '"Một câu: ngắn."'),
        ({"place": "Đà Nẵng"}, "  ký giao ước.\n", "  ký giao ước.\nplace: Đà Nẵng\n"),
        ({"time": "08:00"}, "# theo giấy mời\n", '# theo giấy mời\ntime: "08:00"\n'),
        ({"summary": None}, "summary: Hai đơn vị\n  ký giao ước.\n", ""),
        (
            {"officials": [{"name": "Nguyễn Văn Mẫu", "post": "Giám đốc Sở Ví Dụ"}, "Trần Thị Mẫu"]},
            "post: Phó Giám đốc Sở Ví Dụ",
            "post: Giám đốc Sở Ví Dụ",
        ),
        (
            {"officials": [{"name": "Nguyễn Văn Mẫu", "rank": "Đại tá", "post": "Phó Giám đốc Sở Ví Dụ"}, "Trần Thị Mẫu"]},
            "# chủ trì\n",
            "# chủ trì\n    rank: Đại tá\n",
        ),
        (
            {"officials": [{"name": "Nguyễn Văn Mẫu", "post": "Phó Giám đốc Sở Ví Dụ"}]},
            "  - Trần Thị Mẫu\n",
            "",
        ),
        (
            {"officials": [{"name": "Nguyễn Văn Mẫu", "post": "Phó Giám đốc Sở Ví Dụ"}, "Trần Thị Mẫu", {"name": "Lê Mẫu", "post": "Trưởng phòng"}]},
            "  - Trần Thị Mẫu\n",
            "  - Trần Thị Mẫu\n  - name: Lê Mẫu\n    post: Trưởng phòng\n",
        ),
        ({"figures": [{"label": "Chỉ tiêu", "value": "80"}]}, 'value: "77"}', 'value: "80"}'),
        (
            {"figures": [{"label": "Chỉ tiêu", "value": "77", "unit": "chỉ tiêu"}, {"label": "A", "value": "1"}]},
            'value: "77"} # như nguồn\n', 'value: "77", unit: "chỉ tiêu"} # như nguồn\n  - {label: A, value: "1"}\n',
        ),
        ({"figures": [{"value": "77"}]}, "{label: Chỉ tiêu, value", "{value"),
        ({"figures": [{"label": "Chỉ tiêu"}]}, ', value: "77"}', "}"),
        (
            {"sources": [{"title": "Bản tin Ví Dụ", "published": "2024-03-15"}]},
            '"2024-03-14T08:30"',
            '"2024-03-15"',
        ),
    ],
)  # fmt: skip
def test_one_change_is_one_edit(changes: dict[str, object], old: str, new: str) -> None:
    assert changed(**changes) == only(old, new)


def test_the_body_alone_is_changed() -> None:
    made = with_values(PATH, FILE.encode(), {}, order=ORDER, body="Một.  \r\nHai. \n\n- a\n\n")
    assert made.decode() == only("Hai đơn vị ký giao ước.\n", "Một.  \nHai.\n\n- a\n")


def test_what_a_comment_stands_in_is_left_alone() -> None:
    text = FILE.replace("figures:\n", "figures:\n  # một\n").replace(
        "  - {label: Chỉ tiêu", "  # hai\n  - {label: Chỉ tiêu"
    )
    commented = text.replace('{label: Chỉ tiêu, value: "77"}', '{label: Chỉ tiêu, # ba\n     value: "77"}')  # fmt: skip
    with pytest.raises(NotWrittenError) as refused:
        with_values(PATH, commented.encode(), {"figures": [{"value": "1"}]}, order=ORDER)  # fmt: skip
    assert refused.value.key == "edit_refused"
    assert refused.value.values == {"path": PATH, "keys": "figures"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (FILE.replace("\n", "\r\n").encode(), "edit_not_normal"),
        (b"\xef\xbb\xbf" + FILE.encode(), "edit_not_normal"),
        (FILE.replace("kinds: [", "kinds: [[").encode(), "edit_unreadable"),
        (FILE.replace("---\n", "", 1).encode(), "edit_unreadable"),
        (b"\xff\xfe\x00", "edit_unreadable"),
    ],
)
def test_a_file_that_is_not_plain_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(NotWrittenError) as refused:
        with_values(PATH, data, {"place": "Huế"}, order=ORDER)
    assert refused.value.key == key


def test_an_entry_of_a_register_is_changed_at_its_place() -> None:
    text = "# Danh mục\n- id: a\n  name: A   # một\n\n- id: b\n  name: B\n"
    made = with_values(
        "content/units.yml", text.encode(), {"name": "Bê", "short": "B."}, order=["id", "name", "short"], at=(1,)
    )  # fmt: skip
    assert (
        made.decode()
        == "# Danh mục\n- id: a\n  name: A   # một\n\n- id: b\n  name: Bê\n  short: B.\n"
    )


# --- The law ----------------------------------------------------------------------------------

WORDS = st.text(
    st.sampled_from("aă đ1ế0:#-'\"[]{},&*!|>%@`?=\\~ .") | st.characters(categories=["L", "N"], max_codepoint=0x17F),
    min_size=1, max_size=25,
).map(lambda t: " ".join(t.split())).filter(lambda t: t not in {"", "~", "null", "Null", "NULL"})  # fmt: skip
PARTS = st.dictionaries(st.sampled_from(["name", "rank", "post"]), WORDS, min_size=1)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "place": WORDS | st.none(),
        "summary": WORDS | st.none(),
        "date": st.sampled_from(["2024", "2024-05-06", {"from": "2024-01-01", "to": "2024-01-02"}]),
        "kinds": st.lists(st.sampled_from(["so-ket", "khac", "dai-hoi"]), min_size=1, unique=True),
        "officials": st.lists(PARTS, max_size=4).map(lambda v: v or None),
        "figures": st.lists(st.fixed_dictionaries({"label": WORDS, "value": WORDS}), min_size=1, max_size=3),
    },
)  # fmt: skip
FILES = [
    FILE,
    *sorted(
        path.read_text("utf-8") for path in (ROOT / "content" / "events" / "2024").glob("*.md")
    )[:4],
]


def value_of(text: str) -> dict[str, Value]:
    parts, _ = split(PATH, text)
    assert parts is not None
    found = read_yaml(PATH, parts.yaml)[0].value
    assert isinstance(found, dict)
    return found


def texts(value: object) -> object:
    """A value as YAML gives it back, in NFC, with a true Đ."""
    import unicodedata  # noqa: PLC0415

    if isinstance(value, dict):
        return {key: texts(part) for key, part in value.items()}
    if isinstance(value, list):
        return [texts(part) for part in value]
    return (
        unicodedata.normalize("NFC", str(value))
        .replace("Ð", "Đ")
        .replace("ð", "đ")
        .replace("Ɖ", "Đ")
    )


@given(st.sampled_from(FILES), CHANGES)
def test_what_was_asked_for_is_there_and_all_else_stays(
    text: str, changes: dict[str, object]
) -> None:
    try:
        made = with_values(PATH, text.encode(), changes, order=ORDER).decode()  # type: ignore[arg-type]
    except NotWrittenError as refused:
        # Letters that may not stand in a file at all, or a comment in the way: nothing was written.
        assert refused.key in {"edit_refused", "edit_unreadable"}  # noqa: PT017
        return
    before, after = value_of(text), value_of(made)
    for key in {*before, *after}:
        if key in changes:
            assert after.get(key) == (None if changes[key] is None else texts(changes[key])), key
        else:
            assert after.get(key) == before.get(key), key
    # The body, and each comment, byte for byte; lines of keys nobody named too.
    assert made.partition("\n---\n")[2] == text.partition("\n---\n")[2]
    untouched = {key for key in before if key not in changes}
    for key in untouched:
        block = re.search(rf"(?m)^{key}:.*\n(?:[ #-].*\n)*", text)
        assert block is not None
        assert block[0].rstrip("\n").split("\n")[0] in made
    form = normal_form(PATH, made.encode())
    if normal_form(PATH, text.encode()).text == text:
        assert form.text == made
    again = with_values(PATH, made.encode(), changes, order=ORDER).decode()  # type: ignore[arg-type]
    assert again == made

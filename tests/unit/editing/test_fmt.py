"""The normal form of files: what it changes, what it must never lose, what it leaves alone."""

from __future__ import annotations

import pathlib
import stat
import unicodedata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support import BASE, EVENT, write_tree
from thidua.cli import main
from thidua.editing.atomic_files import replace_file
from thidua.editing.fmt import normal_form
from thidua.prose import render
from thidua.reading import strict_yaml
from thidua.reading.front_matter import split

if TYPE_CHECKING:
    from pathlib import Path

N = "\u00a0"


def form(text: str, path: str = "content/x.md") -> str:
    found = normal_form(path, text.encode())
    assert found.text is not None, found.diagnostics
    return found.text


def page(yaml: str, body: str = "Bài.") -> str:
    return f"---\n{yaml}\n---\n\n{body}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (f"title:{N}Cụm 1", "title: Cụm 1"),
        (f"title{N}: Cụm 1", "title: Cụm 1"),
        (f"title: Cụm{N}1", f"title: Cụm{N}1"),
        ("title:\tCụm 1", "title: Cụm 1"),
        ("title: Cụm 1   \t", "title: Cụm 1"),
        ("title: 'Cụm  1' # vì sao", "title: 'Cụm  1' # vì sao"),
        ("photos:\n\t- file: a.jpg\n\t  alt: x", "photos:\n  - file: a.jpg\n    alt: x"),
        (f"photos:\n{N} -{N}file: a.jpg", "photos:\n  - file: a.jpg"),
        ("title: Ðà Nẵng", "title: Đà Nẵng"),
        (unicodedata.normalize("NFD", "title: Cụm thi đua"), "title: Cụm thi đua"),
        (
            f"summary: |\n  TPHCM:{N}một  \n  hai\ndate: 2024",
            f"summary: |\n  TPHCM:{N}một\n  hai\ndate: 2024",
        ),
        (f"- |\n  a:{N}b\n- url:{N}c", f"- |\n  a:{N}b\n- url: c"),
    ],
)
def test_front_matter(written: str, right: str) -> None:
    assert form(page(written)) == page(right)
    assert form(f"{written}\n", "content/units.yml") == f"{right}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("một   \n\nhai", "một\n\nhai"),
        ("một   \nhai", "một  \nhai"),
        ("một  \n", "một"),
        (f"số{N}1{N} ", f"số{N}1{N}"),
        ("- một\n- \n", "- một\n- "),
        ("\tmã", "\tmã"),
        ("một\n\n\n", "một"),
    ],
)
def test_body(written: str, right: str) -> None:
    assert form(page("title: a", written)) == page("title: a", right)


def test_bytes() -> None:
    text = page("title: Cụm 1")
    for data in (
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode(),
        f"\n\n{text}".encode(),
        text.rstrip().encode(),
    ):
        assert normal_form("a.md", data).text == text


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("title: Cụm 1\n", "E201"),
        ("---\ntitle: Cụm 1\n", "E202"),
        (page('title: "Cụm 1'), "E205"),
        (page("title: a: b"), "E206"),
        (page("title: a\ntitle: b"), "E208"),
        (page("title: a\u200bb"), "E106"),
        ("", "E102"),
    ],
)
def test_what_does_not_read_is_left_alone(written: str, code: str) -> None:
    found = normal_form("a.md", written.encode())
    assert found.text is None
    assert code in [item.code for item in found.diagnostics]


def test_a_value_is_never_changed() -> None:
    """A space behind a backslash is part of the value; without it the line would end otherwise."""
    assert normal_form("a.yml", b'title: "a\\ \n  b"\n').text is None


_WORDS = st.text(
    st.sampled_from("abcđĐÐăạ\u0301\u0300 :#-'\"|>\t\u00a0\u2028{}[],.`*1"), max_size=18
)
_LINES = st.one_of(
    _WORDS,
    st.builds("{}{}:{}{}".format, st.sampled_from(["", "  ", "\t", f"{N} ", "- ", "  - "]),
              st.sampled_from(["title", "date", "a", "b"]), st.sampled_from([" ", N, "\t", "  ", ""]), _WORDS),
    st.sampled_from(["a: |", "  - >-", "```", "~~~", "", "---", "# x", "hai  ", "- một   "]),
)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\r\n", " \n", "  \n", "\r"])


@st.composite
def files(draw: st.DrawFn) -> str:
    def some(most: int) -> str:
        return "".join(line + draw(_ENDS) for line in draw(st.lists(_LINES, max_size=most)))

    return f"---\ntitle: x\n{some(5)}---\n{some(8)}" if draw(st.booleans()) else some(8)


@settings(max_examples=300, deadline=None)
@example("---\ntitle: x\n---\nhai\t\n\u00a0\n", "a.md")
@given(files(), st.sampled_from(["a.md", "a.yml"]))
def test_idempotent_and_without_loss(text: str, path: str) -> None:
    made = normal_form(path, text.encode())
    again = made.text and normal_form(path, made.text.encode()).text
    if made.text is None:
        assert made.diagnostics
        return
    assert again == made.text
    assert made.text.endswith("\n")
    assert "\r" not in made.text
    assert _ink(made.text) == _ink(text)
    if path == "a.md":
        before, after = (split(path, _right(t))[0] for t in (text, made.text))
        assert before is not None
        assert after is not None
        assert _shown(before.body) == _shown(after.body)
        old, new = [strict_yaml.read_yaml(path, part.yaml) for part in (before, after)]
        if not old[1] and not any(c in before.yaml for c in f"\t{N}"):
            assert _folded(old[0].value) == _folded(new[0].value)


def _right(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(str.maketrans({"Ð": "Đ", "\u2028": " "}))


def _ink(text: str) -> str:
    return "".join(_right(text).split())


def _shown(body: str) -> str:
    # Python-Markdown takes a first line of spaces for text; a line before it makes it a blank line.
    return "".join(render(f"\n{body}", {}, "vi").html.split())


def _folded(value: object) -> object:
    if isinstance(value, list):
        return [_folded(v) for v in value]
    if isinstance(value, dict):
        return {k: _folded(v) for k, v in value.items()}
    return " ".join(str(value).split())


def run(folder: Path, *args: str) -> tuple[int, str]:
    (folder / "mkdocs.yml").touch()
    done = CliRunner().invoke(main, ["-f", str(folder / "mkdocs.yml"), *args])
    return done.exit_code, done.output


def test_command(tmp_path: Path) -> None:
    content = write_tree(
        tmp_path / "content", {**BASE, "events/2024/2024-05-01-a.md": EVENT.replace("\n", "\r\n")}
    )
    broken = content / "events/2024/2024-05-02-b.md"
    before = {p: p.read_bytes() for p in content.rglob("*.*")}
    code, said = run(tmp_path, "fmt", "--check")
    assert code == 1
    assert "content/events/2024/2024-05-01-a.md: cần sửa" in said
    assert {p: p.read_bytes() for p in content.rglob("*.*")} == before
    code, said = run(tmp_path, "fmt")
    assert code == 0
    assert (content / "events/2024/2024-05-01-a.md").read_text("utf-8") == EVENT
    assert run(tmp_path, "fmt", "--check")[0] == 0
    broken.write_text('---\ntitle: "a\n---\n')
    code, said = run(tmp_path, "fmt", str(broken))
    assert code == 1
    assert "E205" in said
    assert broken.read_text() == '---\ntitle: "a\n---\n'
    (tmp_path / "a.txt").touch()
    assert run(tmp_path, "fmt", str(tmp_path / "a.txt"))[0] == 2
    assert not list(content.rglob(".thidua-*"))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_a_file_keeps_who_may_read_it(tmp_path: Path, mode: int) -> None:
    """The new text lies in a file of its own at first, which only its maker may read."""
    path = tmp_path / "a.md"
    path.write_text("cũ", "utf-8")
    path.chmod(mode)
    replace_file(path, "mới".encode())
    assert (path.read_text("utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("mới", mode)
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_replaced_stays_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("cũ", "utf-8")

    def full(_path: Path, _target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(pathlib.Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        replace_file(path, "mới".encode())
    assert path.read_text("utf-8") == "cũ"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]

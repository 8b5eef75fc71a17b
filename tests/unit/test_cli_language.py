"""The command line speaks Vietnamese, and English where asked: help, usage errors, and what click says itself."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from thidua.cli import main
from thidua.locale.command_line import language_of


def said(*args: str, lang: str | None = None) -> str:
    done = CliRunner(env={"THIDUA_LANG": lang}).invoke(main, args, prog_name="thidua", color=False)
    return done.output


@pytest.mark.parametrize(
    ("words", "variable", "lang"),
    [
        ([], "", "vi"), ([], "en", "en"), ([], "fr", "vi"), (["--lang", "en", "check"], "", "en"),
        (["--lang=en", "check"], "vi", "en"), (["--lang", "vi"], "en", "vi"), (["--lang"], "", "vi"),
        (["init", "x", "--language", "en"], "", "vi"),
    ],
)  # fmt: skip
def test_the_language_is_known_before_the_options_are_read(
    monkeypatch: pytest.MonkeyPatch, words: list[str], variable: str, lang: str
) -> None:
    monkeypatch.setenv("THIDUA_LANG", variable)
    assert language_of(words) == lang


def test_help() -> None:
    assert said("build", "--help").startswith(
        "Cách dùng: thidua build [TÙY CHỌN]\n\n  Dựng trang bên cạnh"
    )
    assert "\nTùy chọn:\n" in said("build", "--help")
    assert "Xem hướng dẫn này rồi thoát." in said("build", "--help")
    assert "[mặc định: public]" in said("build", "--help")
    english = said("--lang", "en", "build", "--help")
    assert "Usage:" not in said("build", "--help")
    assert "\nCác lệnh:\n" in said("--help")
    assert "Show this help and exit." in said("build", "--help", lang="en")
    assert "Cách dùng" not in english


@pytest.mark.parametrize(
    ("args", "vietnamese", "english"),
    [
        (["build", "--nope"], "Lỗi: Không có tùy chọn “--nope”.", "Error: No such option"),
        (["publish"], "Lỗi: Thiếu tham số 'THƯ_MỤC'.", "Error: Missing argument 'DIR'."),
        (["bild"], "Lỗi: Không có lệnh “bild”.", "Error: No such command 'bild'."),
        (
            ["build", "--audience", "x"],
            "Lỗi: Giá trị sai ở '--audience': “x” không phải một trong các giá trị",
            "Error: Invalid value for '--audience': 'x' is not one of",
        ),
        (["publish", "x", "--keep", "0"], "0 nằm ngoài khoảng", "0 is not in the range"),
        (["check", "/khong/co"], "Không có “/khong/co”.", "'/khong/co' does not exist."),
        (["build", "a"], "Lỗi: Thừa tham số (a)", "Error: Got unexpected extra argument (a)"),
        (["build", "--out"], "Tùy chọn “--out” cần một giá trị.", "Option '--out' requires an argument."),
        (["compare", "x@1", "y@2"], "Lỗi: Không có giao ước “x@1”.", "Error: There is no pledge “x@1”."),
        (["schema", "x"], "Lỗi: Nêu một trong các mục: ", "Error: Name one of the records: "),
        (
            ["audit", ".", "--today", "mai"],
            "Lỗi: --today: “mai” không phải một ngày viết dạng YYYY-MM-DD.",
            "Error: --today: “mai” is no day written YYYY-MM-DD.",
        ),
        (["rollback", "khong-co"], "Lỗi: khong-co: không có thư mục này.", "Error: khong-co: no such folder."),
    ],
)  # fmt: skip
def test_usage_errors(args: list[str], vietnamese: str, english: str) -> None:
    assert vietnamese in said(*args)
    assert english in said(*args, lang="en")
    assert english not in said(*args)


def test_a_command_with_a_wrong_option_says_where_help_is() -> None:
    assert "Xem hướng dẫn bằng “thidua build --help”." in said("build", "--nope")
    assert "Try 'thidua build --help' for help." in said("build", "--nope", lang="en")


def test_options_of_fields_have_the_guide_of_the_field() -> None:
    assert "Nơi diễn ra." in said("new", "event", "--help")
    assert "Where it was." in said("new", "event", "--help", lang="en")


def test_the_help_is_no_other_in_the_second_call() -> None:
    """Commands are objects of the process; a call in one language leaves nothing to the next."""
    first = said("publish", "--help")
    said("publish", "--help", lang="en")
    assert said("publish", "--help") == first

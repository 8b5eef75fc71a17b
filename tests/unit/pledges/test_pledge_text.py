"""The words of a pledge in the form that is compared."""

from __future__ import annotations

import pytest

from thidua.pledges.pledge_text import without_removed_links


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Xem [bài sau](/-).", "Xem bài sau."),
        ('Xem [bài sau](/- "Xem thêm").', "Xem bài sau."),
        ("Xem [bài sau](</->).", "Xem bài sau."),
        ("Xem [bài [a] sau](/-), [bài khác](/-).", "Xem bài [a] sau, bài khác."),
        ("Xem [bài sau][sau].\n\n[sau]: /-", "Xem bài sau.\n\n"),
        ("Xem [bài sau][Sau].\n\n[sau]: </->\nHai.", "Xem bài sau.\n\n\nHai."),
        ("Xem [bài sau][].\n\n[Bài sau]:\n    /-\n    'Xem thêm'\n", "Xem bài sau.\n\n\n\n\n"),
        ("Xem [bài sau].\n\n[bài sau]: /- (thêm)", "Xem bài sau.\n\n"),
        # Others stay as they are written.
        ("[a](/-) [b](/su-kien/)", "a [b](/su-kien/)"),
        ("[a](/-) [b][c] [d]\n\n[c]: /su-kien/", "a [b][c] [d]\n\n[c]: /su-kien/"),
        ("[a](/-b)", "[a](/-b)"),
        ("[a](/su-kien/)", "[a](/su-kien/)"),
        ("một/-hai", "một/-hai"),
    ],
)
def test_removed_links_leave_their_words(text: str, plain: str) -> None:
    assert without_removed_links(text) == plain
    assert plain.count("\n") == text.count("\n")

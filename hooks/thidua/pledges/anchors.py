"""Permanent anchors of a pledge's parts: they follow from ids alone, so that no later edit moves them."""

from __future__ import annotations

RESERVED = frozenset(
    {"noi-dung", "cac-dieu", "ky", "nguon", "trich-dan", "trich-dan-chu", "ket-qua", "so-sanh"}
)
"""Ids the page itself uses or may come to use, beside those of the shell."""
_TARGET = "chi-tieu-"
_SHELL = "td-"


def article_anchor(id_: str) -> str:
    """``an-ninh`` → ``an-ninh``; an id that the page or a target could have gets a dot, which no id holds."""
    return f"dieu.{id_}" if id_ in RESERVED or id_.startswith((_TARGET, _SHELL)) else id_


def target_anchor(id_: str) -> str:
    """``toi-pham`` → ``chi-tieu-toi-pham``: articles and targets count their ids apart."""
    return f"{_TARGET}{id_}"

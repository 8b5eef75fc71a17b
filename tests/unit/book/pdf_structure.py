"""What a reader of a tagged PDF goes by: its structure tree, and which of each page's content stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = frozenset({"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "INLINE IMAGE"})  # fmt: skip
"""Operators that put something on a page."""


@dataclass(slots=True)
class Element:
    """A structure element."""

    kind: str
    """``H1``, ``Table``, ``TH`` …, after the role map."""
    own: Any
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Object number of the page and number of the marked content."""
    annotations: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def attribute(self, name: str) -> str:
        """An attribute by its key, as ``/Scope``; empty where there is none."""
        given = self.own.get("/A")
        groups = list(given) if isinstance(given, pikepdf.Array) else [given] if given is not None else []  # fmt: skip
        return next((str(g[name]) for g in groups if isinstance(g, pikepdf.Dictionary) and name in g), "")  # fmt: skip


def structure(document: pikepdf.Pdf) -> Element:
    """The structure tree."""
    root = document.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in (root.get("/RoleMap") or {}).items()}
    top = Element("StructTreeRoot", root)
    _fill(top, root.K, roles, None)
    return top


def _fill(parent: Element, kids: Any, roles: dict[str, str], page: Any) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            parent.marks.append((page.objgen[0], int(kid)))
        elif kid.get("/Type") == "/MCR":
            parent.marks.append((kid.get("/Pg", page).objgen[0], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            parent.annotations.append(kid.Obj)
        else:
            kind = str(kid.S)
            made = Element(roles.get(kind, kind).removeprefix("/"), kid)
            parent.kids.append(made)
            if "/K" in kid:
                _fill(made, kid.K, roles, kid.get("/Pg", page))


def content(page: pikepdf.Page) -> tuple[list[int], int]:
    """The numbers of a page's marked content, and how much is shown outside of any that is marked or an artifact."""
    inside: list[bool] = []
    marked: list[int] = []
    bare = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            given = operands[1] if name == "BDC" else None
            number = given.get("/MCID") if isinstance(given, pikepdf.Dictionary) else None
            marked += [] if number is None else [int(number)]
            inside.append(number is not None or str(operands[0]) == "/Artifact")
        elif name == "EMC":
            inside.pop()
        elif name in SHOWN and not any(inside):
            bare += 1
    return marked, bare

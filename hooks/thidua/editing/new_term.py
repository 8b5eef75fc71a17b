"""A further term in the file of a cluster, put between its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.editing.atomic_files import replace_file
from thidua.editing.new import CreatedFile, NotWrittenError, refuse_unknown_clusters
from thidua.editing.snapshot import take_snapshot
from thidua.editing.template import render
from thidua.editing.term_inference import infer_term
from thidua.reading.records import Term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from thidua.editing.yaml_text import Item


def new_term(content: Path, project: Path, cluster: str, given: dict[str, Item]) -> CreatedFile:
    """A further term in a cluster's file, at its place in time; ``term`` must be given, the rest is inferred where it can be.

    Every other byte of the file stays.
    """
    here = take_snapshot(content, project)
    refuse_unknown_clusters(here, [cluster])
    path = content / "clusters" / cluster / "cluster.yml"
    where = path.relative_to(project).as_posix()
    inferred, notes = infer_term(here.site, cluster, str(given["term"]))
    values = {**inferred, **given}
    document = next(one for one in here.library.clusters if one.path == where)
    terms = document.record.terms
    if any(term.term == values["term"] for term in terms):
        raise NotWrittenError("new_exists", path=f"{where}: {values['term']}")
    data = path.read_bytes()
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    starts = [document.at("terms", n).line - 1 for n in range(len(terms))]
    if not starts or not lines[starts[-1]].lstrip().startswith("- "):
        raise NotWrittenError("new_term_form", path=where)
    rendered = render(Term, values)
    kept = [n for n, line in enumerate(rendered.lines) if not line.startswith("#")]
    indent = " " * (len(lines[starts[-1]]) - len(lines[starts[-1]].lstrip()))
    later = [n for n, term in enumerate(terms) if str(term.from_) > str(values.get("from", "9999"))]
    at = starts[later[0]] if later else _end_of_list(lines, starts[-1], len(indent))
    end = "\r\n" if b"\r\n" in data else "\n"
    if at == len(lines) and not lines[-1].endswith("\n"):
        lines[-1] += end

    def whole(of: Sequence[str]) -> bytes:
        block = [f"{indent}{'  ' if n else '- '}{of[k]}{end}" for n, k in enumerate(kept)]
        return "".join([*lines[:at], *block, *lines[at:]]).encode()

    waiting = {at + 1 + kept.index(n): rendered.lines[n] for n in rendered.open}
    report = here.check_drafts({where: whole(rendered.filled())})
    wrong = tuple(i for i in report if i.severity == "error" and i.line not in waiting)
    if wrong:
        raise NotWrittenError("new_wrong", wrong)
    replace_file(path, whole(rendered.lines))
    keys = tuple((n, line.strip(" -").partition(":")[0]) for n, line in waiting.items())
    warnings = tuple(item for item in report if item.severity == "warning")
    told = tuple(note for note in notes if note.key not in given)
    return CreatedFile(path, keys, warnings, told, was_there=True)


def _end_of_list(lines: list[str], start: int, indent: int) -> int:
    """Behind the last line of the entry that begins at ``start``, comments and empty lines below it left where they are."""
    end = start + 1
    for n in range(start + 1, len(lines)):
        line = lines[n]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            end = n + 1
    return end

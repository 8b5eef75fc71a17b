"""New files for editors to fill in: made from the record classes, tried before they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thidua.campaign.scores import scored_criteria
from thidua.campaign.site import TermKey
from thidua.checks.leftovers import FORM_LEFT
from thidua.dates import PartialDate
from thidua.editing.atomic_files import create_file
from thidua.editing.snapshot import ContentSnapshot, take_snapshot
from thidua.editing.template import RenderedRecord, render
from thidua.file_names import file_stem
from thidua.locale import CONTENT, phrase, strings
from thidua.reading.records import Cluster, Event, Pledge, Scores, Term
from thidua.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.editing.yaml_text import Item
    from thidua.reading.records import Criterion

MAX_SLUG = 60


class NotWrittenError(Exception):
    """Nothing was written; ``key`` and ``values`` say why, ``diagnostics`` what is wrong besides."""

    def __init__(
        self, key: str, diagnostics: tuple[Diagnostic, ...] = (), **values: object
    ) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value that nobody gave, and what it rests on."""

    key: str
    rests_on: str
    """A path, with the sentence where there is one."""


@dataclass(frozen=True, slots=True)
class CreatedFile:
    """A file that was written, or that lines were added to."""

    path: Path
    open: tuple[tuple[int, str], ...] = ()
    """Lines (from 1) that wait for the editor, and their keys."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings a person should look at."""
    inferred: tuple[Inferred, ...] = ()
    was_there: bool = False
    """Whether lines were added to a file."""


def short_slug(title: str) -> str:
    """A slug of at most `MAX_SLUG` characters, cut between words."""
    return file_stem(title, limit=MAX_SLUG)


def event_name(date: str, title: str) -> str:
    """``2024-04-04-ky-giao-uoc``, the name of an event's file or folder."""
    return f"{date}-{short_slug(title)}"


def new_event(
    content: Path, project: Path, values: dict[str, Item], name: str | None = None
) -> CreatedFile:
    """A draft event. ``title`` and ``date`` must be given; ``name`` is the slug, else the title's.

    Raises RefusedError when the file is there, or its values are wrong.
    """
    date = values["date"]
    start = str(date if isinstance(date, str) else date["from"])  # type: ignore[index,call-overload]
    try:
        year = PartialDate.parse(start).year
    except ValueError:
        # No name can be made of such a date; the check says what is wrong with it, and nothing is written.
        start, year = "0000", 0
    stem = f"{start}-{file_stem(name)}" if name else event_name(start, str(values["title"]))
    values = {"audience": "internal", **values, "status": "draft"}
    path = content / "events" / f"{year:04d}" / f"{stem}.md"
    _refuse_existing(path, project)
    if path.with_suffix("").exists():
        raise NotWrittenError("new_exists", path=_relative(path.with_suffix(""), project))
    here = take_snapshot(content, project)
    refuse_unknown_clusters(here, [str(ref) for ref in _list(values.get("clusters"))])
    rendered = render(Event, values, here.site.sector.guides)
    whole = _front_matter(rendered, strings(CONTENT, "guides")["body.event"])
    where = _relative(path, project)
    return _write_checked(path, whole, here, where)


def new_pledge(content: Path, project: Path, cluster: str, values: dict[str, Item]) -> CreatedFile:
    """The pledge of a term of a cluster; ``term`` must be given."""
    here = take_snapshot(content, project)
    refuse_unknown_clusters(here, [cluster])
    term_id = str(values["term"])
    term = next((t for t in here.site.cluster(cluster).terms if t.term == term_id), None)
    if term is not None:
        label = term.label or term.term
        values = {"title": phrase(CONTENT, "pledges.title", term=label), **values}
    rendered = render(Pledge, {"audience": "internal", **values}, here.site.sector.guides)
    body = "\n\n".join([strings(CONTENT, "guides")["body.pledge"], *_article_headings(values)])
    whole = _front_matter(rendered, body)
    path = content / "clusters" / cluster / "pledges" / f"{term_id}.md"
    _refuse_existing(path, project)
    return _write_checked(path, whole, here, _relative(path, project))


def new_scores(content: Path, project: Path, cluster: str, values: dict[str, Item]) -> CreatedFile:
    """The scores of a term of a cluster, with an empty row for each member; ``term`` must be given.

    The score table is that of the last term that has one, for the editor to change.
    """
    here = take_snapshot(content, project)
    refuse_unknown_clusters(here, [cluster])
    key = TermKey(cluster, str(values["term"]))
    if key in here.site.term_places:
        values = {**begun_scores(here.site, key), **values}
    rendered = render(Scores, {"audience": "internal", **values}, here.site.sector.guides)
    # Points wait for nobody: what is not scored yet is left empty.
    sources = rendered.lines.index("sources:")
    rendered = replace(rendered, open=tuple(n for n in rendered.open if n > sources))
    path = content / "clusters" / cluster / "scores" / f"{key.term}.yml"
    _refuse_existing(path, project)
    return _write_checked(path, rendered, here, _relative(path, project))


def begun_scores(site: Site, key: TermKey) -> dict[str, Item]:
    """What the scores of a term begin with: the score table of the last term that has one, and an empty row for each member."""
    earlier = (TermKey(key.cluster, term.term) for term in site.terms_before(key))
    before = next((site.scores[k].record for k in earlier if k in site.scores), None)
    scored = [c.id for c in scored_criteria(before)] if before else []
    units = dict.fromkeys(member.unit for member in site.term(key).members)
    rows: list[Item] = [{"unit": unit, "points": dict.fromkeys(scored, "")} for unit in units]
    values: dict[str, Item] = {}
    if before:
        values["criteria"] = [_criterion(one) for one in before.criteria]
    if rows:
        values["sheets"] = [{"by": "tu-cham", "rows": rows}]
    return values


def _criterion(criterion: Criterion) -> Item:
    fields = {
        "id": criterion.id,
        "part_of": criterion.part_of,
        "text": criterion.text,
        "max": criterion.max,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _article_headings(values: dict[str, Item]) -> list[str]:
    """A heading for each article that a target names, for the editor to put words to."""
    targets = [target for target in _list(values.get("targets")) if isinstance(target, dict)]
    ids = dict.fromkeys(str(target["article"]) for target in targets if target.get("article"))
    return [
        phrase(CONTENT, "guides.body.article", number=n, id=id_) for n, id_ in enumerate(ids, 1)
    ]


def new_cluster(
    content: Path, project: Path, values: dict[str, Item], term: dict[str, Item]
) -> CreatedFile:
    """A cluster with its first term; ``id`` must be given."""
    id_ = str(values["id"])
    path = content / "clusters" / id_ / "cluster.yml"
    _refuse_existing(path, project)
    here = take_snapshot(content, project)
    guides = here.site.sector.guides
    head = render(Cluster, {"audience": "internal", **values, "terms": []}, guides)
    inner = render(Term, term, guides)
    at = head.lines.index("terms: []")
    block = [
        f"  {inner.lines[0]}",
        f"  - {inner.lines[1]}",
        *(_indent_comment(line) for line in inner.lines[2:]),
    ]
    lines = [*head.lines[:at], "terms:", *block, *head.lines[at + 1 :]]
    waiting = [n if n < at else n + len(block) for n in head.open if n != at]
    waiting += [at + 1 + n for n in inner.open]
    whole = RenderedRecord(tuple(lines), tuple(sorted(waiting)))
    return _write_checked(path, whole, here, _relative(path, project))


def _indent_comment(line: str) -> str:
    return f"#    {line[1:]}" if re.match(r"#(?! )|#  ", line) else f"    {line}"


def _front_matter(rendered: RenderedRecord, body: str) -> RenderedRecord:
    return RenderedRecord(
        ("---", *rendered.lines, "---", "", body), tuple(n + 1 for n in rendered.open)
    )


def _join_lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _list(value: Item | None) -> list[Item]:
    return list(value) if isinstance(value, list) else []


def _relative(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix()


def refuse_links(path: Path, project: Path) -> None:
    """Raise NotWrittenError for a place below ``project`` that a link leads out of: what lies there is not read (E113)."""
    inside = (folder for folder in (path, *path.parents) if folder.is_relative_to(project))
    link = next((folder for folder in inside if folder != project and folder.is_symlink()), None)
    if link:
        raise NotWrittenError("new_behind_link", path=_relative(link, project))


def _refuse_existing(path: Path, project: Path) -> None:
    refuse_links(path, project)
    if path.exists():
        raise NotWrittenError("new_exists", path=_relative(path, project))


def refuse_unknown_clusters(here: ContentSnapshot, refs: list[str]) -> None:
    for ref in refs:
        id_ = ref.partition("@")[0].strip()
        if id_ not in here.site.clusters:
            near = nearest(id_, here.site.clusters)
            key = "new_unknown_cluster_near" if near else "new_unknown_cluster"
            raise NotWrittenError(key, id=id_, near=near)


def _write_checked(
    path: Path, rendered: RenderedRecord, here: ContentSnapshot, where: str
) -> CreatedFile:
    """Write the file unless something is wrong with it beside the places left open."""
    report = here.check_drafts({where: _join_lines(rendered.filled()).encode()})
    waiting = {n + 1 for n in rendered.open}
    wrong = tuple(
        item
        for item in report
        if item.severity == "error" and item.line not in waiting and item.code != FORM_LEFT
    )
    if wrong:
        raise NotWrittenError("new_wrong", wrong)
    try:
        create_file(path, _join_lines(rendered.lines).encode())
    except FileExistsError as error:
        raise NotWrittenError("new_exists", path=path.name) from error
    keys = tuple((n + 1, rendered.lines[n].strip(" -").partition(":")[0]) for n in rendered.open)
    return CreatedFile(path, keys, tuple(item for item in report if item.severity == "warning"))

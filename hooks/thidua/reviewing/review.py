"""The difference between two states of the content, as two builds, two checks and two projections show it.

Both are built from copies at one place, so that paths are the same and the second build takes over what did not change.
The settings are those of today for both: what a change of the content does is asked, and no settings of another commit
are run.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.audit.page_text import page_lines
from thidua.campaign import addresses
from thidua.campaign.audience import files_of, project
from thidua.checks.run import check_content
from thidua.git_history import blob_id, tree_of, write_tree
from thidua.mkdocs.building import build_site, settings_of, unheard
from thidua.mkdocs.settings import source_folders, written_files
from thidua.outputs import manifest
from thidua.outputs.redirects import moved_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thidua.campaign.site import Site
    from thidua.checks.run import CheckedContent
    from thidua.diagnostics import Diagnostic
    from thidua.mkdocs.settings import BuildSettings
    from thidua.reading.base import Audience

_PAGE = "index.html"
_MADE = frozenset({"__pycache__", "node_modules", ".git", ".cache"})
"""Folders of what programs write beside sources."""


class UnknownBaseError(Exception):
    """Git does not know the revision, or nothing of the content."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page whose words are other ones."""

    address: str
    title: str
    lines: tuple[str, ...]
    """What is gone and what is new, each with its sign before it."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a change does to the site of an audience."""

    added: tuple[PageChange, ...]
    changed: tuple[PageChange, ...]
    """Pages of records that were added or say something else."""
    following: tuple[str, ...]
    """Addresses of pages that follow from those: lists, calendars, neighbours."""
    files_changed: tuple[str, ...]
    """Photographs and documents that are new or have other bytes."""
    moved: tuple[tuple[str, str], ...]
    """Addresses that lead on, and where."""
    lost: tuple[str, ...]
    """Addresses where nothing stands any more."""
    new_findings: tuple[Diagnostic, ...]
    gone_findings: tuple[Diagnostic, ...]
    becoming_public: tuple[str, ...]
    no_longer_public: tuple[str, ...]
    """Files of single records that the public site shows, or showed."""
    not_compared: tuple[str, ...] = ()
    """Files beside the content that make the site and are others: settings, pages and templates written by hand.

    Both states are built with those of today, so what they change is not among the pages."""
    unbuilt: tuple[str, ...] = ()
    """Which of both states, ``base`` and ``head``, has errors, so that no pages can be compared."""


@dataclass(frozen=True, slots=True)
class _State:
    checked: CheckedContent
    pages: Mapping[str, bytes]
    """Pages by address; empty where there are errors."""
    records: Mapping[str, object]
    """What the page of a record is of, by its address."""
    digests: Mapping[str, str]
    """Of files that are no texts."""
    moves: Mapping[str, str]
    public: frozenset[str]

    @property
    def is_built(self) -> bool:
        return not self.checked.report.has_errors


def review(config: Path, base: str, audience: Audience) -> Review:
    """What the content of ``config`` is beside that of the revision ``base``. Raises `UnknownBaseError`, `BuildError`."""
    settings = settings_of(config)
    with tempfile.TemporaryDirectory(prefix="thidua-") as folder:
        place = Path(folder) / settings.content.name
        if not write_tree(settings.content, base, place):
            raise UnknownBaseError(base)
        old = _state(config, place, settings, audience)
        shutil.rmtree(place)
        shutil.copytree(settings.content, place, symlinks=True, copy_function=_link_or_copy)
        new = _state(config, place, settings, audience)
    return replace(_compared(old, new), not_compared=_changed_beside(config, base))


def _changed_beside(config: Path, base: str) -> tuple[str, ...]:
    """Files a site is made of beside its content that are not what they were, by their paths from the project."""
    project = config.parent.resolve()
    parts = (config.resolve(), *(f.resolve() for f in source_folders(config)))
    found = set()
    for part in parts:
        if not part.is_relative_to(project):
            continue
        place = part.relative_to(project).as_posix()
        before = tree_of(project, base, place) or {}
        walked = (part,) if part.is_file() else sorted(part.rglob("*"))
        now = {f.relative_to(project).as_posix() for f in walked if _is_source(f)}
        found |= {name for name in now | set(before) if _differs(project / name, before.get(name))}
    return tuple(sorted(found))


def _is_source(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not _MADE & {*path.parts}


def _differs(path: Path, id_: str | None) -> bool:
    """Whether a file is not the one of an id; line ends may be those of another system."""
    if id_ is None or not path.is_file():
        return True
    data = path.read_bytes()
    return id_ not in {blob_id(data, len(id_)), blob_id(data.replace(b"\r\n", b"\n"), len(id_))}


def _link_or_copy(source: str, target: str) -> str:
    """A hard link, where one is possible: photographs are many and large, and nothing is written into them."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _state(config: Path, content: Path, settings: BuildSettings, audience: Audience) -> _State:
    """What a state of the content gives; an address is that of a page or of a redirect."""
    checked = check_content(content, content.parent, written_files(config), settings.today)
    site = content.parent / "site"
    pages: dict[str, bytes] = {}
    if not checked.report.has_errors:
        with unheard():
            build_site(config, site, audience=audience, content=content, today=settings.today)
        pages = {
            f"/{name.removesuffix(_PAGE)}": (site / name).read_bytes()
            for name in manifest.stated(site)
            if name == _PAGE or name.endswith(f"/{_PAGE}")
        }
    shown = project(checked.site, audience, settings.today)
    public = files_of(project(checked.site, "public", settings.today), checked.files)
    return _State(
        checked, pages, _records(shown), _digests(content), moved_addresses(shown), public
    )


def _records(site: Site) -> dict[str, object]:
    found: dict[str, object] = {e.address: (e.record, e.body.text) for e in site.events}
    found |= {p.address: (p.record, p.body.text) for p in site.pledges.values()}
    found |= {s.address: s.record for s in site.scores.values()}
    for id_, entry in site.clusters.items():
        found[addresses.cluster(id_)] = entry.record
        found |= {addresses.term(id_, term.term): term for term in entry.record.terms}
    found |= {addresses.unit(id_): entry.record for id_, entry in site.units.items()}
    found |= {addresses.commemoration(i): entry.record for i, entry in site.commemorations.items()}
    return found | {addresses.campaign(i): entry.record for i, entry in site.campaigns.items()}


def _digests(content: Path) -> dict[str, str]:
    plain = (path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
    return {
        path.relative_to(content.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in plain
        if path.suffix not in {".md", ".yml"}
    }


def _compared(old: _State, new: _State) -> Review:
    unbuilt = tuple(n for n, one in (("base", old), ("head", new)) if not one.is_built)
    pages = (old.pages, new.pages) if not unbuilt else ({}, {})
    added = [_change(a, b"", html) for a, html in pages[1].items() if a not in pages[0]]
    both = [a for a in pages[1] if a in pages[0] and pages[0][a] != pages[1][a]]
    changes = [_change(a, pages[0][a], pages[1][a]) for a in both if a not in new.moves]
    changes = [change for change in changes if change.lines]
    own = {a for a, said in new.records.items() if old.records.get(a) != said}
    return Review(
        added=tuple(c for c in added if c.address not in new.moves),
        changed=tuple(c for c in changes if c.address in own),
        following=tuple(sorted(c.address for c in changes if c.address not in own)),
        files_changed=tuple(sorted(p for p, d in new.digests.items() if old.digests.get(p) != d)),
        moved=tuple(sorted(new.moves.items() - old.moves.items())),
        lost=tuple(sorted(a for a in pages[0] if a not in pages[1])),
        new_findings=_only_in(new.checked.report, old.checked.report),
        gone_findings=_only_in(old.checked.report, new.checked.report),
        becoming_public=tuple(sorted(new.public - old.public)),
        no_longer_public=tuple(sorted(old.public - new.public)),
        unbuilt=unbuilt,
    )


def _change(address: str, old: bytes, new: bytes) -> PageChange:
    before, after = (page_lines(html.decode("utf-8", "replace")) for html in (old, new))
    told = difflib.unified_diff(before, after, n=0, lineterm="")
    lines = [line for line in told if not line.startswith(("---", "+++", "@@"))]
    title = new.partition(b"<title>")[2].partition(b"</title>")[0].decode("utf-8", "replace")
    return PageChange(address, unescape(title), tuple(lines))


def _only_in(one: Iterable[Diagnostic], other: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings of one report that another has not; a line further down is no other place."""
    known = Counter(map(_without_place, other))
    found = []
    for item in one:
        if known[_without_place(item)]:
            known[_without_place(item)] -= 1
        else:
            found.append(item)
    return tuple(found)


def _without_place(item: Diagnostic) -> tuple[object, ...]:
    told = tuple((name, str(value)) for name, value in item.params if name != "line")
    return item.path, item.code, told

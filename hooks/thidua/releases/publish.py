"""``thidua publish`` and ``thidua withdraw``: lock → build → name by content → audit → compress → manifest → flush → rename → switch."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from thidua import progress
from thidua.audit.run import LeakScope, audit_site
from thidua.mkdocs.building import build_site, settings_of
from thidua.mkdocs.settings import ZONE, opened_store
from thidua.outputs import manifest
from thidua.releases import precompress, withdrawn
from thidua.releases.control_build import drop_false_positives
from thidua.releases.earlier import EarlierFiles
from thidua.releases.fingerprint import fingerprint
from thidua.releases.signing import sign
from thidua.releases.store import UnsoundError, flush_tree, release_id
from thidua.shipped_files import theme_folder

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.diagnostics import Report
    from thidua.outputs.manifest import Entry
    from thidua.reading.base import Audience
    from thidua.releases.store import Store

KEEP = 5
_AUDITED: dict[Audience, Literal["audit-public", "audit-internal"]] = {
    "public": "audit-public",
    "internal": "audit-internal",
}
"""Where what the audit knows of unchanged files is kept: of each audience apart."""


class AuditFailedError(RuntimeError):
    """The audit found errors; the report says which. What is served was not touched."""

    def __init__(self, report: Report) -> None:
        super().__init__("audit")
        self.report = report


class UnfinishedError(RuntimeError):
    """The new release is served, but not everything is marked or removed that was withdrawn; done again, it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRequest:
    """What to publish."""

    config: Path
    audience: Audience = "public"
    site_url: str | None = None
    strict: bool = False
    keep: int = KEEP
    sign_key: Path | None = None
    """The private key, or its public half where an agent holds the other, to sign the release with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishResult:
    """What came of it."""

    release: str
    is_new: bool
    """False when the content gave the very release that is kept already."""
    pages: int
    pruned: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Paths that a withdrawal took off."""
    is_switched: bool = True
    """False when this release was served before."""
    is_signed: bool = False
    """Whether a signature was added; False also where the same stood there."""
    repaired: tuple[str, ...] = ()
    """Links and releases of the store that were damaged and are not any more."""
    ahead: dt.datetime | None = None
    """When something was last published, where the clock says that this is still to come."""
    report: Report


def publish(store: Store, order: PublishRequest) -> PublishResult:
    """Publish, or leave what is served as it was.

    Raises BuildError, `AuditFailedError`, `BusyError`, `AudienceError`, `PrecompressError`, `SigningError`, `UnsoundError`
    and OSError; after each of them the store serves what it served before.
    """
    with store.locked():
        done = _switch_to_new(store, order)
        return replace(done, pruned=tuple(store.prune(order.keep)))


def withdraw(store: Store, order: PublishRequest) -> PublishResult:
    """Publish, and leave no way to what was public in any release kept and is not any more.

    Raises what `publish` raises, and `UnfinishedError`.
    """
    with store.locked():
        done = _switch_to_new(store, order)
        try:
            served = withdrawn.public_files(store.path(done.release))
            kept = [withdrawn.public_files(store.path(release)) for release in store.ids()]
            gone = sorted(set().union(*kept) - served)
            # Marked before the releases that tell of them are removed.
            withdrawn.mark(store.root, gone)
            # All of them: a text may have been taken out of a page that stays, and nothing says which of them hold it.
            pruned = store.keep_only_current()
        except OSError as error:
            raise UnfinishedError(str(error)) from error
        return replace(done, gone=tuple(gone), pruned=tuple(pruned))


def _switch_to_new(store: Store, order: PublishRequest) -> PublishResult:
    """Build, audit, keep and serve a release; the store is locked."""
    store.claim(order.audience)
    repaired = store.sweep()
    newest, now = store.newest_switch(), dt.datetime.now(ZONE)
    fresh = store.workplace
    try:
        pages = build_site(
            order.config,
            fresh,
            audience=order.audience,
            site_url=order.site_url,
            strict=order.strict,
        )
        progress.begin("names")
        # What the build says it wrote; the audit holds it against what lies there.
        entries = manifest.stated(fresh)
        before = _served(store)
        fingerprint(fresh, entries, before)
        (fresh / manifest.NAME).write_bytes(manifest.manifest(fresh, entries))
        progress.begin("audit")
        report = _audit(fresh, order)
        _write_copies(fresh, entries, before, order)
        progress.begin("keep")
        release, unsound = _keep_release(store, fresh, entries, before, now)
        is_new = not fresh.exists()
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    is_signed = order.sign_key is not None and sign(store, release, order.sign_key)
    # Again: without a lock that holds between hosts, another may have claimed the store meanwhile.
    store.claim(order.audience)
    is_switched = store.current != release
    store.switch(release, now)
    withdrawn.unmark(store.root, store.path(release))
    for damaged in unsound:
        store.discard(damaged)
    return PublishResult(
        release=release,
        is_new=is_new,
        pages=pages,
        is_switched=is_switched,
        is_signed=is_signed,
        repaired=(*repaired, *unsound),
        ahead=newest if newest and newest > now else None,
        report=report,
    )


def audit_release(site: Path, config: Path, audience: Audience) -> Report:
    """What is wrong with ``site``, held against the content of ``config`` as it is today. Raises `AuditFailedError` for errors."""
    project = config.parent
    settings = settings_of(config)
    with (
        opened_store(settings.project, "content") as content,
        opened_store(settings.project, _AUDITED[audience]) as kept,
    ):
        scope = LeakScope(settings.content, audience, settings.today, content)
        chrome = (project / "docs", project / "overrides", theme_folder())
        report = audit_site(site, scope, chrome=chrome, store=kept)
    report = drop_false_positives(report, site, config, scope)
    if report.has_errors:
        raise AuditFailedError(report)
    return report


def _audit(site: Path, order: PublishRequest) -> Report:
    return audit_release(site, order.config, order.audience)


def _served(store: Store) -> EarlierFiles | None:
    """The files of the release that is served, of which the new one takes over what has not changed."""
    if store.current is None:
        return None
    folder = store.path(store.current)
    alike = store.packers().get(store.current) == precompress.COMPRESSORS
    # Without links: one that somebody put there would be linked as it is, and lead wherever it likes later.
    return EarlierFiles(folder, manifest.entries(folder), is_packed_alike=alike)


def _write_copies(
    site: Path, entries: dict[str, Entry], before: EarlierFiles | None, order: PublishRequest
) -> None:
    """The last bytes: compressed copies, then the manifest over all of them."""
    precompress.precompress(site, entries, before)
    with opened_store(order.config.parent, _AUDITED[order.audience]) as kept:
        try:
            precompress.verify(site, entries, kept)
        except precompress.PrecompressError:
            # One of the release before is damaged, whatever its manifest says.
            precompress.precompress(site, entries)
            precompress.verify(site, entries, kept)
    (site / manifest.NAME).write_bytes(manifest.manifest(site, entries))


def _keep_release(
    store: Store,
    fresh: Path,
    entries: dict[str, Entry],
    before: EarlierFiles | None,
    now: dt.datetime,
) -> tuple[str, list[str]]:
    """The name under which the release is kept, and the names of its copies that are damaged.

    ``fresh`` is taken where no sound copy is kept already.
    """
    release = release_id(fresh)
    unsound: list[str] = []
    for name in store.ids():
        if name.partition(".")[0] == release:
            if store.is_sound(name):
                return name, unsound
            unsound.append(name)
    linked = _set_times(store, fresh, entries, before)
    # All bytes once more, those taken over too: from here on nothing is written.
    differing = manifest.differences(fresh)
    if differing:
        raise UnsoundError(fresh.name, differing)
    flush_tree(fresh, linked)
    name = store.adopt(fresh, release, now)
    store.note_packer(name, precompress.COMPRESSORS)
    return name, unsound


def _set_times(
    store: Store, fresh: Path, entries: dict[str, Entry], before: EarlierFiles | None
) -> frozenset[str]:
    """Times of files by which a server may tell old from new; gives the names of the files that were there before.

    nginx makes its ETag of time and size. So an unchanged file is the very file of the release before (a hard
    link, which saves the disk too), and a changed one is later than anything ever published here, even
    when the clock was set back.
    """
    newest = max((_newest(store.path(name)) for name in store.ids()), default=0) // 10**9
    stamp = max(int(dt.datetime.now(dt.UTC).timestamp()), newest + 1)
    linked = set()
    for name in (*entries, manifest.NAME):
        path = fresh / name
        if before and before.has(name, entries.get(name)):
            if _link_unchanged(before.folder / name, path):
                linked.add(name)
        else:
            _stamp(path, stamp)
    return frozenset(linked)


def _newest(release: Path) -> int:
    """The latest time of a file of a release, in nanoseconds."""
    return max(
        (
            entry.stat().st_mtime_ns
            for folder, _, _ in os.walk(release)
            for entry in os.scandir(folder)
            if entry.is_file()
        ),
        default=0,
    )


def _stamp(path: Path, stamp: int) -> None:
    """Set the time of a file, and what it may be read by; never of one that has other names, in a store of builds."""
    if path.stat().st_nlink > 1:
        beside = path.with_name(f".own-{path.name}")
        shutil.copyfile(path, beside)
        beside.replace(path)
    os.utime(path, (stamp, stamp))
    path.chmod(0o644)


def _link_unchanged(before: Path, path: Path) -> bool:
    """Let ``path`` be the very file ``before``, or else give it its time; gives whether it is."""
    if before.samefile(path):
        return True
    beside = path.with_name(f".link-{path.name}")
    try:
        os.link(before, beside)
    except OSError:  # a file system without hard links, or too many of one file
        times = before.stat()
        os.utime(path, ns=(times.st_mtime_ns, times.st_mtime_ns))
        return False
    beside.replace(path)
    return True

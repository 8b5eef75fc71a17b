"""The audit of a built site: links, outside requests, the strict policy, the manifest, weight, leaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from thidua.audit import page_facts
from thidua.audit.file_facts import PACKED, SiteFiles
from thidua.audit.leak_matcher import LeakMatcher
from thidua.audit.leak_search import LeakSearch
from thidua.audit.visibility_index import build_visibility_index
from thidua.campaign import addresses
from thidua.diagnostics import START, Diagnostic, Position, Report, diagnose
from thidua.locale import LANGUAGES, strings
from thidua.outputs import manifest
from thidua.outputs.schema import schemas
from thidua.papers.facts import paper_contents
from thidua.papers.pdf_file import PaperError, is_pdf
from thidua.reading.library import MAX_PATH, PAPER_ENDING, read_library
from thidua.store.database import Store
from thidua.text import same_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from thidua.reading.base import Audience
    from thidua.reading.sector import Sector

PAGE_BUDGET = 500_000
"""Bytes of a page as sent compressed: its HTML, styles, scripts and pictures that are not lazy."""
FILE_BUDGET = 3_000_000
"""Bytes of any one file."""

_ABSOLUTE = re.compile(r"https?://[^\s\"'<>\\,;]+")
_MOST_NAMES, _LONGEST_NAME = 5, 40
"""Of the names of metadata that are told; a picture may carry a hundred thousand."""
_RENDITIONS = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class LeakScope:
    """The content, audience and day against which a site is searched for leaks."""

    content: Path
    audience: Audience
    today: dt.date
    store: Store = field(default_factory=lambda: Store(None))
    """What is known of the files of the content."""


def audit_site(
    site: Path,
    scope: LeakScope | None = None,
    *,
    chrome: tuple[Path, ...] = (),
    store: Store | None = None,
) -> Report:
    """Everything wrong with the files below ``site``; without ``scope`` leaks are not looked for.

    ``chrome`` are folders of texts that are the site's own and public: hand-written pages, templates. ``store`` keeps what
    is known of files that stay the same.
    """
    audit = _Audit(site, store or Store(None))
    report = Report()
    report.add(audit.manifest())
    report.add(audit.special())
    report.add(audit.names())
    report.add(audit.pages())
    report.add(audit.styles())
    report.add(audit.stated_addresses())
    report.add(audit.weights())
    report.add(audit.packed())
    report.add(audit.pictures())
    report.add(audit.papers())
    if scope is not None:
        report.add(audit.leaks(scope, chrome))
    return report


def stated_address(site: Path) -> str | None:
    """The address a built site says it has, with its sub-path."""
    home = site / "index.html"
    return (
        page_facts.read_page(home.read_text("utf-8", "replace")).canonical
        if home.is_file()
        else None
    )


class _Audit:
    def __init__(self, site: Path, store: Store) -> None:
        self.site = site
        names, self.odd = manifest.names_below(site)
        """Links, pipes and the like: a server may follow them out of the site."""
        self.known = frozenset(names)
        self.files = SiteFiles(site, names, store)
        self.weighed = self.files.weighed()
        self.facts = {name: file.page for name, file in self.weighed.items() if file.page}
        home = self.facts.get("index.html")
        parts = urlsplit(home.canonical) if home and home.canonical else None
        self.base = (parts.path or "/") if parts else "/"
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts else ""

    # --- the files as a set ------------------------------------------------------------------

    def manifest(self) -> Iterator[Diagnostic]:
        """The files are those of the manifest, byte for byte, and none besides."""
        try:
            differing = manifest.differences(self.site, self.files.entries)
        except (OSError, ValueError, KeyError):
            yield diagnose(manifest.NAME, START, "E810")
            return
        for name in differing:
            if name not in self.odd:
                yield diagnose(name, START, "E811" if name in self.known else "E812")

    def special(self) -> Iterator[Diagnostic]:
        """A site is made of files: what leads elsewhere cannot be looked into here."""
        for name in self.odd:
            yield diagnose(name, START, "E823")

    def names(self) -> Iterator[Diagnostic]:
        """A copy on Windows or macOS holds every file: no two names are one there, and none is too long."""
        taken: dict[str, str] = {}
        for name in self.files.names:
            other = taken.setdefault(same_name(name), name)
            if other != name:
                yield diagnose(name, START, "E824", other=other)
            if len(name) > MAX_PATH:
                yield diagnose(name, START, "W825", count=len(name), limit=MAX_PATH)

    def packed(self) -> Iterator[Diagnostic]:
        """A compressed copy unpacks to its original; servers hand out a stale one without looking."""
        for name in self.files.names:
            if name.endswith(PACKED) and name[:-3] in self.known and name not in self.files.copies:
                yield diagnose(name, START, "E813")

    def pictures(self) -> Iterator[Diagnostic]:
        """Published photographs carry no metadata at all."""
        published = (name for name in self.files.names if name.startswith("anh/"))
        pictures = (name for name in published if name.lower().endswith(_RENDITIONS))
        for name, said in self.files.metadata(pictures).items():
            if said is None:
                yield diagnose(name, START, "E823")
            elif said:
                shown = ", ".join(one[:_LONGEST_NAME] for one in said[:_MOST_NAMES])
                more = " …" if len(said) > _MOST_NAMES else ""
                yield diagnose(name, START, "E822", blocks=f"{shown}{more}")

    def papers(self) -> Iterator[Diagnostic]:
        """A PDF has nothing but its pages, a year book their tags and links too: no script, no attached file, nobody's name."""
        for name in self.files.names:
            if name.lower().endswith(PAPER_ENDING):
                data = self.files.read(name)
                try:
                    bare = not is_pdf(data) or self._is_ours(name, data)
                except PaperError:
                    yield diagnose(name, START, "E823")
                    continue
                if not bare:
                    yield diagnose(name, START, "W826")

    def _is_ours(self, name: str, data: bytes) -> bool:
        found = paper_contents(data)
        return found.is_bare or (found.is_book and name.startswith(addresses.BOOKS.lstrip("/")))

    # --- pages -------------------------------------------------------------------------------

    def pages(self) -> Iterator[Diagnostic]:
        """Links lead somewhere; nothing is fetched from elsewhere; nothing runs or styles inline."""
        for name, facts in self.facts.items():
            for place in [*facts.links, *facts.loads, *facts.refresh]:
                yield from self._leads_somewhere(name, place)
            for place in [*facts.loads, *facts.refresh]:
                if self._is_outside(place.value):
                    yield diagnose(name, Position(place.line, 1), "E803", target=place.value)
            for place in facts.inline:
                yield diagnose(name, Position(place.line, 1), "E804", found=place.value)

    def _is_outside(self, target: str) -> bool:
        return page_facts.is_outside(target) and not (
            self.origin and target.startswith(f"{self.origin}{self.base}")
        )

    def _leads_somewhere(self, page: str, place: page_facts.PageValue) -> Iterator[Diagnostic]:
        value = place.value
        if self.origin and value.startswith(f"{self.origin}{self.base}"):
            value = value.removeprefix(self.origin)
        found = page_facts.resolve(page, value, self.base)
        if found is None:
            return
        target, anchor = found
        at = Position(place.line, 1)
        if target not in self.known:
            yield diagnose(page, at, "E801", target=place.value)
        elif anchor and target in self.facts and anchor not in self.facts[target].ids:
            yield diagnose(page, at, "E802", target=place.value, anchor=anchor)

    def styles(self) -> Iterator[Diagnostic]:
        """Style sheets and scripts that pages load name no other host."""
        loaded: set[str] = set()
        for page, facts in self.facts.items():
            for place in facts.loads:
                found = page_facts.resolve(page, place.value, self.base)
                if found:
                    loaded.add(found[0])
        for name in sorted(loaded & self.known):
            if name.endswith((".css", ".js", ".mjs")):
                text = self.files.read(name).decode("utf-8", "replace")
                if name.endswith(".css"):
                    for place in page_facts.css_targets(text):
                        if page_facts.is_outside(place.value):
                            yield diagnose(
                                name, Position(place.line, 1), "E803", target=place.value
                            )
                        else:
                            yield from self._leads_somewhere(name, place)
                else:
                    for place in page_facts.script_hosts(text):
                        yield diagnose(name, Position(place.line, 1), "W805", host=place.value)

    def stated_addresses(self) -> Iterator[Diagnostic]:
        """Addresses of this site that feeds, calendars, the sitemap and open data state do exist."""
        start = f"{self.origin}{self.base}"
        if not self.origin:
            return
        for name in self.files.names:
            if name.endswith((".xml", ".ics", ".json")) and not name.startswith("du-lieu/schema/"):
                text = re.sub(r"\r?\n[ \t]", "", self.files.read(name).decode("utf-8", "replace"))
                for target in sorted(
                    {m[0] for m in _ABSOLUTE.finditer(text) if m[0].startswith(start)}
                ):
                    path = target[len(self.origin) :]
                    yield from self._leads_somewhere(name, page_facts.PageValue(path, 1))

    # --- weight ------------------------------------------------------------------------------

    def weights(self) -> Iterator[Diagnostic]:
        """Pages and files stay within what an old line and an old machine can bear."""
        for name in self.files.names:
            size = int(self.files.entries[name]["size"])
            if size > FILE_BUDGET:
                yield diagnose(name, START, "W821", size=size // 1000, limit=FILE_BUDGET // 1000)
        for name, facts in self.facts.items():
            weight = self._sent(name)
            for target in dict.fromkeys(facts.weight):
                found = page_facts.resolve(name, target, self.base)
                if found and found[0] in self.known:
                    weight += self._sent(found[0])
            if weight > PAGE_BUDGET:
                yield diagnose(name, START, "W820", size=weight // 1000, limit=PAGE_BUDGET // 1000)

    def _sent(self, name: str) -> int:
        """Bytes of a file on its way: packed, where it is a text."""
        for ending in (".br", ".gz"):
            if name in self.weighed and name + ending in self.known:
                return int(self.files.entries[name + ending]["size"])
        if name in self.weighed:
            return self.weighed[name].packed_size
        return int(self.files.entries[name]["size"])

    # --- leaks -------------------------------------------------------------------------------

    def leaks(self, scope: LeakScope, chrome: tuple[Path, ...]) -> Iterator[Diagnostic]:
        """No text that is hidden from the audience stands anywhere in the site, in any disguise."""
        project = scope.content.parent
        library = read_library(scope.content, project, store=scope.store)
        known = build_visibility_index(library, project, scope.audience, scope.today)
        matcher = LeakMatcher(known.hidden)
        vocabulary = [*_site_vocabulary(chrome, library.sector)]
        matcher.without([*known.public, *vocabulary])
        phrases = (
            text
            for lang in LANGUAGES
            for texts in (strings(lang, "site"), library.sector.labels(lang))
            for text in texts.values()
        )
        matcher.without_names(known.names, map(str, phrases))
        hidden = known.addresses.without_words_of(vocabulary)
        if not len(matcher) and not hidden:
            return
        for name, told in self.files.leaks(LeakSearch(matcher, hidden)).items():
            if told.is_shut:
                yield diagnose(name, START, "E823")
            for channel, named, secrets in told.found:
                for found in named:
                    yield diagnose(name, START, "E831", name=found, channel=channel or "text")
                for path, line, where in secrets:
                    yield diagnose(
                        name, START, "E830",
                        channel=channel or "text", file=path, line=line, field=where,
                    )  # fmt: skip


def _site_vocabulary(chrome: tuple[Path, ...], sector: Sector) -> Iterator[str]:
    """The site's own public texts: strings, templates, hand-written pages."""
    for lang in LANGUAGES:
        yield "\n".join(map(str, sector.labels(lang).values()))
        for section in ("site", "fields", "words"):
            yield "\n".join(map(str, strings(lang, section).values()))
        yield from schemas(lang, sector).values()
    # What `thidua new` writes into files as comments.
    yield "\n".join(sector.guides.values())
    yield files("thidua.editing").joinpath("examples.yml").read_text("utf-8")
    for lang in LANGUAGES:
        yield from strings(lang, "guides").values()
    for folder in chrome:
        for path in sorted(folder.rglob("*")):
            if (
                path.suffix in {".md", ".html", ".js", ".css", ".txt", ".json", ".yml"}
                and path.is_file()
            ):
                yield path.read_bytes().decode("utf-8", "replace")

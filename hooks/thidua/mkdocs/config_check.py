"""What is wrong in a mkdocs.yml, told like any mistake of content: all at once, with line and column, before the build.

MkDocs itself stops at the first, in English, after it loaded the theme and every plugin; what it only warns of, such
as a key nobody reads, may be the line that was to load the hook.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

import yaml
from mkdocs.config.defaults import MkDocsConfig

from thidua.book.contents import book_names, find_book, is_book_name
from thidua.book.pdf import is_installed
from thidua.checks.personal_data import is_private_address
from thidua.dates import PartialDate
from thidua.diagnostics import START, Report, diagnose
from thidua.locale import LANGUAGES
from thidua.mkdocs.settings import (
    SETTINGS,
    InheritError,
    folders,
    inherited_files,
    values_of,
)
from thidua.publisher import KEYS, LONGEST
from thidua.reading.base import Audience
from thidua.reading.decoding import UndecodableError, decode
from thidua.reading.strict_yaml import read_yaml
from thidua.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.campaign.site import Site
    from thidua.diagnostics import Diagnostic
    from thidua.reading.strict_yaml import Marked

_WEB = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_COPIED = re.compile(r"[\w.-]+@[\w.-]+:")
"""What a forge gives to clone with a key, ``git@example.vn:a/b.git``, which no browser opens."""
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_OTHER_HOST = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://|\\\\)")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\D*\d(\D*\d){2,}\D*")
_LINKS = ("repo_url", "edit_uri", "edit_uri_template")
"""Addresses that pages print."""
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PYTHON = "tag:yaml.org,2002:python/"
_NAME = f"{_PYTHON}name:"
_LOADED = ("extra_css", "extra_javascript")
_TAG = re.compile(r"(?<=[\s\[,])!{1,2}[\w/:.]+(?=[\s\],]|$)", re.MULTILINE)
"""``!ENV`` and its like, which MkDocs reads and content may not have."""
_LEGAL = frozenset({"E209", "E212"})
"""Anchors, which MkDocs reads as well; of several documents it tells itself."""
_EXTENDS = "INHERIT"
_BOOKS = ("extra", "thidua", "books")
_LISTS = ("hooks", "nav", "extra_css", "extra_javascript", "extra_templates", "watch")
_LISTS_OR_GROUPS = ("plugins", "markdown_extensions")
_GROUPS = ("extra", "validation", "mdx_configs")
_YES_OR_NO = ("strict", "use_directory_urls")
_BOOLEANS = ("true", "false")
_SPELT_BOOLEANS = frozenset({*_BOOLEANS, "yes", "no", "on", "off"})


def check_config(config_file: Path) -> Report:
    """Everything wrong in a mkdocs.yml; paths in the report begin with its name. Nothing, where there is no such file."""
    report = Report()
    name = config_file.name
    try:
        text, found = decode(name, config_file.read_bytes())
    except UndecodableError as error:
        report.add([error.diagnostic])
        return report
    except FileNotFoundError:
        return report
    except OSError as error:
        report.add([diagnose(name, START, "E116", reason=error.strerror)])
        return report
    plain = _TAG.sub(lambda match: " " * len(match[0]), text)
    marked, told = read_yaml(name, plain)
    report.add(d for d in (*found, *told) if d.severity == "error" and d.code not in _LEGAL)
    if "*" in marked.lost or not isinstance(marked.value, dict):
        if not report.has_errors:
            report.add([diagnose(name, START, "E303", expected="mapping", found="text")])
        return report
    report.add(_ConfigChecker(config_file, marked).problems())
    return report


def check_books(config_file: Path, site: Site) -> Iterator[Diagnostic]:
    """Year books that a mkdocs.yml names and the whole content has nothing of."""
    try:
        text, _ = decode(config_file.name, config_file.read_bytes())
    except (UndecodableError, OSError):
        return
    marked, _ = read_yaml(config_file.name, _TAG.sub(lambda match: " " * len(match[0]), text))
    if isinstance(marked.value, dict):
        yield from _ConfigChecker(config_file, marked).unknown_books(site)


@dataclass
class _ConfigChecker:
    """One mkdocs.yml."""

    config_file: Path
    marked: Marked
    own: dict[str, Any] = field(init=False)
    """What stands in the file, as text."""
    whole: dict[str, Any] = field(init=False)
    """The same with what it inherits, as MkDocs reads it; nothing, where MkDocs cannot."""

    def __post_init__(self) -> None:
        assert isinstance(self.marked.value, dict)
        self.own = self.marked.value
        self.whole = values_of(self.config_file) or self.own

    def problems(self) -> Iterator[Diagnostic]:
        yield from self.keys()
        yield from self.shapes()
        yield from self.inherited()
        yield from self.address()
        yield from self.printed_addresses()
        yield from self.loaded_files()
        yield from self.places()
        yield from self.folders_apart()
        yield from self.parts_installed()
        yield from self.settings()
        yield from self.publisher()
        yield from self.books()

    def tell(
        self, code: str, *loc: str | int, at_key: bool = False, **params: object
    ) -> Diagnostic:
        return diagnose(self.config_file.name, self.marked.at(loc, key=at_key), code, **params)

    def keys(self) -> Iterator[Diagnostic]:
        """Every key is one of MkDocs', and the site has a name."""
        known = _known_keys()
        for key in self.own:
            if key not in {*known, _EXTENDS, "<<"}:
                yield self.tell(
                    "E301", key, at_key=True, key=key, near=nearest(key, [*known, _EXTENDS])
                )
        missing = not self.whole.get("site_name") and "site_name" not in self.marked.lost
        if missing and not any(nearest(key, known) == "site_name" for key in self.own):
            yield self.tell("E302", key="site_name")

    def shapes(self) -> Iterator[Diagnostic]:
        """Lists are lists, groups are groups, and yes or no is nothing else."""
        shapes: tuple[tuple[tuple[str, ...], tuple[type, ...], str], ...] = (
            (_LISTS, (list,), "list"),
            (_LISTS_OR_GROUPS, (list, dict), "list"),
            (_GROUPS, (dict,), "mapping"),
        )
        for names, types, expected in shapes:
            for name in names:
                value = self.own.get(name)
                if value not in (None, "") and not isinstance(value, types):
                    found = (
                        "text"
                        if isinstance(value, str)
                        else "mapping"
                        if isinstance(value, dict)
                        else "list"
                    )
                    near = f"[{value}]" if expected == "list" and found == "text" else None
                    yield self.tell("E303", name, expected=expected, found=found, near=near)
        for name in _YES_OR_NO:
            value = self.own.get(name)
            if isinstance(value, str) and value.lower() not in {*_SPELT_BOOLEANS, ""}:
                yield self.tell("E304", name, value=value, expected=", ".join(_BOOLEANS))

    def inherited(self) -> Iterator[Diagnostic]:
        """Nothing runs while the file is read, nor those it inherits from; these are there."""
        if _runs_code(self.config_file):
            yield self.tell("E905", file=self.config_file.name)
        try:
            for file, _ in inherited_files(self.config_file):
                if file != self.config_file and _runs_code(file):
                    yield self.tell("E905", _EXTENDS, file=str(self.own.get(_EXTENDS)))
        except InheritError as error:
            yield self.tell("E906", _EXTENDS, file=str(error))

    def address(self) -> Iterator[Diagnostic]:
        """The address of the site is a whole one, and nothing else."""
        url = self.whole.get("site_url")
        if isinstance(url, str) and url:
            if not _WEB.fullmatch(url):
                yield self.tell("E312", "site_url", value=_without_password(url))
            if _names_somebody(url):
                yield self.tell("E328", "site_url", host=urlsplit(url).netloc.rpartition("@")[2])

    def printed_addresses(self) -> Iterator[Diagnostic]:
        """Links on every page run no script, carry no password, and name no inner host to the public."""
        links = [((key,), self.whole.get(key)) for key in _LINKS]
        for loc, url in (*links, *_leaves(("nav",), self.whole.get("nav"))):
            if not isinstance(url, str):
                continue
            scheme = _SCHEME.match(url)
            if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
                yield self.tell("E602", *loc, target=url)
            elif _names_somebody(url):
                yield self.tell("E328", *loc, host=urlsplit(url).netloc.rpartition("@")[2])
            elif scheme and loc[0] in _LINKS and self._is_public() and is_private_address(url):
                yield self.tell("W907", *loc, host=urlsplit(url).hostname)
            elif _COPIED.match(url):
                yield self.tell("E312", *loc, value=url)

    def _is_public(self) -> bool:
        own = self._settings()
        return (os.environ.get("THIDUA_AUDIENCE") or own.get("audience") or "public") == "public"

    def loaded_files(self) -> Iterator[Diagnostic]:
        """What every page loads comes from the site itself."""
        theme, extra = (self.whole.get(key) for key in ("theme", "extra"))
        theme, extra = (group if isinstance(group, dict) else {} for group in (theme, extra))
        places: list[tuple[tuple[str, ...], object]] = [
            ((key,), self.whole.get(key)) for key in _LOADED
        ]
        places += [(("theme", key), theme.get(key)) for key in ("logo", "favicon")]
        places += [(("extra", "polyfills"), extra.get("polyfills"))]
        for at, value in places:
            for loc, target in _leaves(at, value):
                if isinstance(target, str) and _OTHER_HOST.match(target):
                    yield self.tell("E908", *loc, value=target, key=at[-1])
        analytics = extra.get("analytics")
        if analytics:
            named = analytics.get("provider") if isinstance(analytics, dict) else analytics
            yield self.tell("E908", "extra", "analytics", value=named, key="analytics")

    def places(self) -> Iterator[Diagnostic]:
        """Folders and files that are named are there."""
        home = self.config_file.parent
        theme = self.own.get("theme")
        folders: list[tuple[tuple[str, ...], Any]] = [
            (("docs_dir",), self.own.get("docs_dir") or None)
        ]
        if isinstance(theme, dict):
            folders.append((("theme", "custom_dir"), theme.get("custom_dir") or None))
        own = self._settings()
        if own:
            folders.append((("extra", "thidua", "content"), own.get("content") or None))
        for loc, path in folders:
            if isinstance(path, str) and not (home / path).is_dir():
                yield self.tell("E901", *loc, folder=path, key=loc[-1])
        yield from self.shut_folders()
        hooks = self.own.get("hooks")
        for n, path in enumerate(hooks if isinstance(hooks, list) else ()):
            if isinstance(path, str) and not (home / path).is_file():
                yield self.tell("E902", "hooks", n, file=path)

    def shut_folders(self) -> Iterator[Diagnostic]:
        """Every folder of pages and of the theme may be looked into: MkDocs leaves out the others without a word."""
        for key in (("docs_dir",), ("theme", "custom_dir")):
            folder = self._whole_folder(*key)
            shut: list[OSError] = []
            for _ in os.walk(folder, onerror=shut.append) if folder and folder.is_dir() else ():
                pass
            for error in shut:
                shown = os.path.relpath(error.filename, self.config_file.parent)
                reason = f"{error.strerror} ({Path(shown).as_posix()})"
                yield self.tell("E116", *key, reason=reason)

    def _whole_folder(self, *key: str) -> Path | None:
        """The folder a setting names, inherited ones too."""
        value: object = self.whole
        for part in key:
            value = value.get(part) if isinstance(value, dict) else None
        default = "docs" if key == ("docs_dir",) else None
        named = value if isinstance(value, str) and value else default
        return self.config_file.parent / named if named else None

    def folders_apart(self) -> Iterator[Diagnostic]:
        """What MkDocs publishes as it lies, and what it empties first, are apart from the content."""
        home = self.config_file.parent.resolve()
        _, content = folders(self.config_file)
        docs, custom = self._whole_folder("docs_dir"), self._whole_folder("theme", "custom_dir")
        docs = (docs or home).resolve()
        made = self.whole.get("site_dir") or "site"
        sources = (content, docs, *(home / str(h) for h in self.whole.get("hooks") or ()))
        for loc, path, others in (
            (("docs_dir",), docs, (content,)),
            (("theme", "custom_dir"), custom, (content,)),
            (("site_dir",), made, (*sources, self.config_file)),
        ):
            if path is None or not isinstance(path, (str, Path)):
                continue
            folder = Path(os.path.normpath(home / path))
            for other in others:
                if folder.is_relative_to(other) or other.is_relative_to(folder):
                    shown = os.path.relpath(other, home)
                    yield self.tell("E909", *loc, key=loc[-1], other=Path(shown).as_posix())
                    break

    def parts_installed(self) -> Iterator[Diagnostic]:
        """Theme and plugins are installed, and something binds thidua to MkDocs."""
        theme = self.own.get("theme")
        name = theme.get("name") if isinstance(theme, dict) else theme
        here = ("theme", "name") if isinstance(theme, dict) else ("theme",)
        installed = _installed("mkdocs.themes")
        if isinstance(name, str) and name and name not in installed:
            near = nearest(name, installed)
            yield self.tell("E304", *here, value=name, expected=", ".join(installed), near=near)
        names = [plugin.rpartition("/")[2] for plugin in _installed("mkdocs.plugins")]
        unknown = False
        for loc, plugin in self._plugins():
            if plugin.rpartition("/")[2] not in names:
                unknown = True
                yield self.tell("E903", *loc, at_key=True, name=plugin, near=nearest(plugin, names))
        whole = self.whole.get("plugins") or ()
        bound = self.whole.get("hooks") or "thidua" in str(whole)
        slips = any(
            nearest(key, ["hooks", "plugins"]) for key in self.own if key not in _known_keys()
        )
        if not bound and not slips and not unknown:
            yield self.tell("E904")

    def _plugins(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        plugins = self.own.get("plugins")
        if isinstance(plugins, dict):
            for name in plugins:
                yield ("plugins", name), name
        for n, entry in enumerate(plugins if isinstance(plugins, list) else ()):
            for name in entry if isinstance(entry, dict) else (entry,):
                if isinstance(name, str) and name:
                    yield (
                        (("plugins", n, name) if isinstance(entry, dict) else ("plugins", n)),
                        name,
                    )

    def _settings(self) -> dict[str, Any]:
        extra = self.own.get("extra")
        own = extra.get("thidua") if isinstance(extra, dict) else None
        return own if isinstance(own, dict) else {}

    def settings(self) -> Iterator[Diagnostic]:
        """``extra.thidua`` holds our settings, each with a value it takes."""
        extra = self.own.get("extra")
        own = extra.get("thidua") if isinstance(extra, dict) else None
        if own not in (None, "") and not isinstance(own, dict):
            found = "list" if isinstance(own, list) else "text"
            yield self.tell("E303", "extra", "thidua", expected="mapping", found=found)
        closed = {"audience": get_args(Audience), "lang": LANGUAGES}
        for key, value in self._settings().items():
            here = ("extra", "thidua", key)
            if key not in SETTINGS:
                yield self.tell("E301", *here, at_key=True, key=key, near=nearest(key, SETTINGS))
            elif not isinstance(value, str) or not value:
                continue  # From the environment, or left to what is usual.
            elif key in closed and value not in closed[key]:
                near = nearest(value, closed[key])
                yield self.tell(
                    "E304", *here, value=value, expected=", ".join(closed[key]), near=near
                )
            elif key == "today" and not _is_day(value):
                yield self.tell("E305", *here, value=value)

    def publisher(self) -> Iterator[Diagnostic]:
        """Who publishes is told by known keys, each with a line of text; a mail, a telephone and an address are such."""
        here = ("extra", "thidua", "publisher")
        value: object = self.whole
        for key in here:
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, dict):
            if value not in (None, ""):
                found = "list" if isinstance(value, list) else "text"
                yield self.tell("E303", *here, expected="mapping", found=found)
            return
        for key, given in value.items():
            if key not in KEYS:
                near = nearest(str(key), KEYS)
                yield self.tell("E301", *here, key, at_key=True, key=key, near=near)
            elif isinstance(given, list | dict):
                found = "list" if isinstance(given, list) else "mapping"
                yield self.tell("E303", *here, key, expected="text", found=found)
            elif given is not None and not isinstance(given, str):
                yield self.tell("E910", *here, key, key=key)
            elif given:
                yield from self._publisher_text((*here, key), given)

    def books(self) -> Iterator[Diagnostic]:
        """Year books are a list of names, and what sets them is installed."""
        written = self._books()
        if written in (None, ""):
            return
        if not isinstance(written, list):
            found = "mapping" if isinstance(written, dict) else "text"
            yield self.tell("E303", *_BOOKS, expected="list", found=found)
            return
        for n, name in enumerate(written):
            if not is_book_name(str(name)):
                yield self.tell("E912", *_BOOKS, n, value=str(name))
        if not is_installed():
            yield self.tell("E914", *_BOOKS, at_key=True)

    def unknown_books(self, site: Site) -> Iterator[Diagnostic]:
        """Every year book is one of a term or a year that the content has."""
        written = self._books()
        for n, name in enumerate(map(str, written) if isinstance(written, list) else ()):
            if is_book_name(name) and find_book(site, name) is None:
                near = nearest(name, book_names(site))
                yield self.tell("E913", *_BOOKS, n, value=name, near=near)

    def _books(self) -> object:
        value: object = self.whole
        for key in _BOOKS:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _publisher_text(self, loc: tuple[str, ...], text: str) -> Iterator[Diagnostic]:
        key = loc[-1]
        shapes = {"mail": _MAIL, "phone": _PHONE}
        if len(text) > LONGEST:
            yield self.tell("E314", *loc, limit=str(LONGEST))
        elif key in shapes and not shapes[key].fullmatch(text.strip()):
            yield self.tell("E911", *loc, value=text, wants=key)
        elif key == "licence_url" and _names_somebody(text):
            yield self.tell("E328", *loc, host=urlsplit(text).netloc.rpartition("@")[2])
        elif key == "licence_url" and not _WEB.fullmatch(text):
            yield self.tell("E312", *loc, value=text)


def _runs_code(config_file: Path) -> bool:
    """Whether YAML's own way of making objects of Python stands in a file; names of functions, as Material asks for, run nothing."""
    try:
        events = yaml.parse(config_file.read_bytes(), Loader=yaml.SafeLoader)
        tags = [str(getattr(event, "tag", "")) for event in events]
        return any(tag.startswith(_PYTHON) and not tag.startswith(_NAME) for tag in tags)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return False


def _leaves(loc: tuple[str | int, ...], value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:  # fmt: skip
    """Every single value in lists and groups, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves((*loc, key), inner)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _leaves((*loc, n), inner)
    else:
        yield loc, value


def _names_somebody(url: str) -> bool:
    """Whether an address has a name or a password before its host."""
    try:
        return "@" in urlsplit(url).netloc
    except ValueError:
        return False


def _without_password(url: str) -> str:
    return re.sub(r"//[^/]*@", "//…@", url)


@cache
def _known_keys() -> list[str]:
    """The keys MkDocs reads."""
    return [key for key in MkDocsConfig().keys() if key != "config_file_path"]  # noqa: SIM118 no mapping to all types


@cache
def _installed(group: str) -> list[str]:
    return sorted({entry.name for entry in entry_points(group=group)})


def _is_day(text: str) -> bool:
    try:
        return PartialDate.parse(text).day is not None
    except ValueError:
        return False

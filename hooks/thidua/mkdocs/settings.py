"""Our settings: ``extra.thidua`` of mkdocs.yml, each overridable by an environment variable.

| key        | variable           | meaning                                                       |
|------------|--------------------|---------------------------------------------------------------|
| `content`  | `THIDUA_CONTENT`   | content folder, relative to mkdocs.yml; `content`             |
| `audience` | `THIDUA_AUDIENCE`  | `public` or `internal`; `public`                              |
| `today`    | `THIDUA_TODAY`     | ISO day deciding `publish_on`; the day in Asia/Ho_Chi_Minh    |
| `lang`     |                    | language of the site, `vi` or `en`; that of the theme         |
| `books`    |                    | year books built with the site: ``cluster/term`` or a year    |
| `publisher`|                    | who publishes: a group of `thidua.publisher.KEYS`; nobody     |
|            | `THIDUA_LANG`      | language of messages, `vi` or `en`; that of the site          |
|            | `THIDUA_CACHE`     | `off`: nothing is kept from one build to the next             |
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import yaml
from mergedeep import merge  # type: ignore[import-untyped]
from mkdocs.exceptions import ConfigurationError
from pathspec import GitIgnoreSpec
from yaml import YAMLError
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from thidua.locale import LANGUAGES, phrase
from thidua.publisher import KEYS, Publisher
from thidua.reading.base import Audience
from thidua.store.database import Store
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from thidua.store.database import Objects

_ALWAYS_EXCLUDED = (".*", "/templates/")
"""What MkDocs takes for no page whatever ``exclude_docs`` says (mkdocs/structure/files.py)."""
_NO_THEME_FILES = (".*", "*.html", "*.py", "*.pyc", "*readme*", "mkdocs_theme.yml")
"""What MkDocs copies from no theme (`Files.add_files_from_theme`)."""
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
SETTINGS = frozenset({"content", "audience", "today", "lang", "publisher", "books"})
"""The keys of ``extra.thidua``."""
ZONE = dt.timezone(dt.timedelta(hours=7))
"""Việt Nam's time since 1975. Named by its offset: Windows has no table of zones of its own."""


def current_day() -> dt.date:
    """Today in Asia/Ho_Chi_Minh."""
    return dt.datetime.now(ZONE).date()


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """The settings of one build."""

    project: Path
    """The folder of mkdocs.yml, or that around a content folder that lies elsewhere; paths in messages and
    edit links are relative to it."""
    content: Path
    audience: Audience
    today: dt.date
    lang: str
    """Of messages."""
    site_lang: str
    """Of the site's own words; never that of whoever happens to build it."""
    publisher: Publisher
    books: tuple[str, ...] = ()
    """The year books built with the site, by name."""


def folders(config_file: Path, own: dict[str, Any] | None = None) -> tuple[Path, Path]:
    """Project and content folder for a mkdocs.yml, as in `Settings`; neither need exist.

    ``own`` is ``extra.thidua`` where it is at hand; else it is read from the file, and what cannot be read says nothing.
    """
    if own is None:
        own = _own_settings(config_file)
    project = config_file.parent.resolve()
    written = os.environ.get("THIDUA_CONTENT") or str(own.get("content") or "content")
    content = (project / written).resolve()
    return (project if project in content.parents else content.parent), content


def written_files(config_file: Path) -> dict[str, Path]:
    """Addresses and files of what a mkdocs.yml publishes beside the content: ``docs/huong-dan/lich.md`` → ``/huong-dan/lich/``.

    Files that are no pages too, those of its ``custom_dir`` among them.
    """
    values = values_of(config_file)
    docs = config_file.parent / str(values.get("docs_dir") or "docs")
    lines = [*_ALWAYS_EXCLUDED, *str(values.get("exclude_docs") or "").splitlines()]
    theme = values.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    files = {_address_of(name): docs / name for name in _files_below(docs, lines)}
    if custom:
        folder = config_file.parent / str(custom)
        files |= {_address_of(name): folder / name for name in _files_below(folder, _NO_THEME_FILES)}  # fmt: skip
    return files


def source_folders(config_file: Path) -> tuple[Path, ...]:
    """The folders beside the content that a mkdocs.yml makes a site of: of pages and of templates written by hand."""
    values = values_of(config_file)
    theme = values.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    named = (str(values.get("docs_dir") or "docs"), str(custom or ""))
    return tuple(config_file.parent / name for name in named if name)


def stated_day(config_file: Path) -> dt.date:
    """The day that counts as today: that of the environment or a mkdocs.yml, as in `read_settings`, else the clock's."""
    written = os.environ.get("THIDUA_TODAY") or str(_own_settings(config_file).get("today") or "")
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return current_day()


def _files_below(root: Path, excluded: Iterable[str]) -> Iterator[str]:
    """The files below ``root`` but those that lines of the form of ``exclude_docs`` leave out."""
    spec = GitIgnoreSpec.from_lines(excluded)
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not spec.match_file(name):
            yield name


def _address_of(uri: str) -> str:
    folder, name = posixpath.split(uri)
    stem, ending = posixpath.splitext(name)
    if ending.lower() not in _MARKDOWN:
        return posixpath.join("/", uri)
    return posixpath.join("/", folder, "" if stem in {"index", "README"} else stem, "")


def _own_settings(config_file: Path) -> dict[str, Any]:
    """``extra.thidua`` alone: a whole configuration loads the theme and every plugin first."""
    extra = values_of(config_file).get("extra")
    own = extra.get("thidua") if isinstance(extra, dict) else None
    return own if isinstance(own, dict) else {}


class _ValueLoader(yaml.SafeLoader):
    """Values without what runs code: every tag but ``!ENV`` gives nothing."""


_ValueLoader.add_constructor("!ENV", construct_env_tag)
_ValueLoader.add_constructor(None, lambda _loader, _node: None)


@lru_cache(maxsize=8)
def _composed(data: bytes) -> yaml.Node | None:
    """What a file says but for its variables. A build asks half a dozen times, and this is nearly all that an answer costs."""
    return yaml.compose(data, Loader=_ValueLoader)


def _values(data: bytes) -> Any:
    node = _composed(data)
    return None if node is None else _ValueLoader("").construct_document(node)


class InheritError(ValueError):
    """What ``INHERIT`` names is no file of settings; carries how it was named."""


def values_of(config_file: Path) -> dict[str, Any]:
    """What a mkdocs.yml says with what it inherits; nothing where it cannot be read, which `config_check` tells."""
    try:
        layers = [values for _, values in inherited_files(config_file)]
        return dict(merge({}, *reversed(layers))) if layers else {}
    except (InheritError, TypeError):
        return {}


def inherited_files(config_file: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A mkdocs.yml and those it inherits from, each with its own values; nothing, where the first cannot be read.

    Raises `InheritError`.
    """
    seen: list[Path] = []
    file, named = config_file, ""
    while True:
        try:
            values = _values(file.read_bytes())
        except (OSError, YAMLError, ValueError, RecursionError) as error:
            if seen:
                raise InheritError(named) from error
            return
        if not isinstance(values, dict):
            if seen:
                raise InheritError(named)
            return
        seen.append(file.resolve())
        parent = values.pop("INHERIT", None)
        yield file, values
        if parent is None:
            return
        named = str(parent)
        file = Path(os.path.normpath(file.parent / named))
        if not isinstance(parent, str) or file.resolve() in seen:
            raise InheritError(named)


def read_settings(config: MkDocsConfig) -> BuildSettings:
    """The settings; ConfigurationError names the key and what it takes."""
    own = config.extra.get("thidua") or {}
    theme = str(config.theme.get("language"))
    spoken = message_language(theme)

    def refused(key: str, **values: object) -> ConfigurationError:
        return ConfigurationError(phrase(spoken, f"settings.{key}", **values))

    if not isinstance(own, dict) or set(own) - SETTINGS:
        raise refused("keys", keys=", ".join(sorted(SETTINGS)))

    def value(key: str, default: str) -> str:
        return os.environ.get(f"THIDUA_{key.upper()}") or str(own.get(key) or default)

    audience = value("audience", "public")
    if audience not in get_args(Audience):
        raise refused("audience", value=audience)
    site_lang = str(own.get("lang") or (theme if theme in LANGUAGES else LANGUAGES[0]))
    lang = value("lang", site_lang)
    for one in (site_lang, lang):
        if one not in LANGUAGES:
            raise refused("lang", value=one, languages=", ".join(LANGUAGES))
    project, content = folders(Path(config.config_file_path), own)
    if not content.is_dir():
        raise refused("content", path=content)
    today = value("today", "")
    try:
        day = dt.date.fromisoformat(today) if today else current_day()
    except ValueError as error:
        raise refused("today", value=today) from error
    written = own.get("books") or ()
    books = tuple(map(str, written)) if isinstance(written, list) else ()
    publisher = publisher_of(own)
    return BuildSettings(project, content, audience, day, lang, site_lang, publisher, books)  # type: ignore[arg-type]


def publisher_of(own: dict[str, Any]) -> Publisher:
    """The publisher of ``extra.thidua``; what `config_check` refuses counts for nothing."""
    written = own.get("publisher")
    values = written if isinstance(written, dict) else {}
    return Publisher(
        **{
            key: nfc(" ".join(values[key].split()))
            for key in KEYS
            if isinstance(values.get(key), str)
        }
    )


def opened_store(
    project: Path,
    purpose: Literal["content", "audit-public", "audit-internal", "built-public", "built-internal"]
    | Audience,
    objects: Objects | None = None,
) -> Store:
    """What is kept of ``project`` for the next build: what its files say, and what each audience was shown, apart.

    Nothing hidden is ever at hand where pages of the public are made. ``objects`` are those of a process that builds again.
    """
    if os.environ.get("THIDUA_CACHE") == "off":
        return Store(None, objects)
    return Store(project / ".cache" / "thidua" / f"{purpose}.db", objects)


def message_language(otherwise: str) -> str:
    """The language to speak before the settings are read: the environment's, else the one given, if it is one of ours."""
    wanted = os.environ.get("THIDUA_LANG") or otherwise
    return wanted if wanted in LANGUAGES else LANGUAGES[0]

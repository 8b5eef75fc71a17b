"""A build that takes over what did not change gives the bytes of one that begins with nothing, whatever was edited.

Edits of every kind are made by chance to a copy of the fixture site, one after the other: sentences, facts, records
that come, go and move, templates, settings, pictures, the day. Each is built with what the builds before it kept,
and without.

``THIDUA_EDITS=300`` makes that many instead of twelve.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from typing import TYPE_CHECKING

from support import ROOT, contents, copy_fixture
from thidua.mkdocs.building import BuildError, build_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

EDITS = int(os.environ.get("THIDUA_EDITS", "12"))
WORDS = (
    "Mùa xuân",
    "ký kết",
    "thi đua",
    "5 %",
    "1.234",
    "Đơn vị",
    "tổng kết năm",
    "“lời trích”",
    "A & B",
)


class Editor:
    """Edits a project by chance."""

    def __init__(self, project: Path, seed: int) -> None:
        self.project = project
        self.some = random.Random(seed)
        self.content = project / "content"
        self.settings = {"THIDUA_TODAY": "2026-01-15"}
        self.audience = "public"

    def words(self) -> str:
        return " ".join(self.some.choices(WORDS, k=3)) + f" {self.some.randrange(1000)}"

    def any_of(self, pattern: str) -> Path:
        return self.some.choice(sorted(self.content.glob(pattern)))

    def edit(self) -> str:
        """Make one edit; gives its name."""
        kinds: list[Callable[[], None]] = [
            self.sentence, self.sentence, self.field, self.field, self.added, self.removed, self.renamed, self.pledge, self.publisher,
            self.register, self.cluster, self.template, self.setting, self.guide, self.picture, self.day, self.seen_by,
            self.style, self.points, self.points, self.criterion, self.paper, self.paper_file, self.target, self.books,
            self.redirect,
        ]  # fmt: skip
        kind = self.some.choice(kinds)
        kind()
        return kind.__name__

    def sentence(self) -> None:
        file = self.any_of("events/**/*.md")
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{self.words()}.\n", "utf-8")

    def pledge(self) -> None:
        file = self.any_of("clusters/*/pledges/*.md")
        text = file.read_text("utf-8")
        changed = re.sub(r"(## .*\n)", rf"\1\n{self.words()}.\n", text, count=1)
        file.write_text(changed, "utf-8")

    def field(self) -> None:
        self._replace_value(self.any_of("events/**/*.md"), ("title", "summary", "place"))

    def register(self) -> None:
        file = self.any_of("*.yml")
        self._replace_value(file, ("- name", "  name", "  short", "  summary"))

    def cluster(self) -> None:
        self._replace_value(self.any_of("clusters/*/cluster.yml"), ("name", "summary", "    label"))

    def _replace_value(self, file: Path, keys: tuple[str, ...]) -> None:
        lines = file.read_text("utf-8").split("\n")
        found = [
            n for n, line in enumerate(lines) if line.startswith(tuple(f"{k}: " for k in keys))
        ]
        if found:
            at = self.some.choice(found)
            lines[at] = f"{lines[at].partition(':')[0]}: {self.words()}"
        file.write_text("\n".join(lines), "utf-8")

    def added(self) -> None:
        file = self.any_of("events/*/*.md")
        copy = file.with_name(f"{file.stem}-{self.some.randrange(10**6)}.md")
        copy.write_text(
            file.read_text("utf-8").replace("title: ", f"title: {self.words()} ", 1), "utf-8"
        )

    def removed(self) -> None:
        self.any_of("events/*/*.md").unlink()

    def renamed(self) -> None:
        file = self.any_of("events/*/*.md")
        file.rename(file.with_name(f"{file.stem}-{self.some.randrange(10**6)}.md"))

    def template(self) -> None:
        file = self.some.choice(sorted((self.project / "overrides").rglob("*.html")))
        if file.name != "printed.html":
            text = file.read_text("utf-8")
            place = text.rfind("</article>")
            changed = (
                f"{text[:place]}<p>{self.words()}</p>{text[place:]}" if place > 0 else f"{text}\n"
            )
            file.write_text(changed, "utf-8")

    def style(self) -> None:
        file = self.some.choice(sorted((self.project / "overrides" / "assets").rglob("*.css")))
        file.write_text(
            f"{file.read_text('utf-8')}\n.x{self.some.randrange(1000)} {{ margin: 0 }}\n", "utf-8"
        )

    def guide(self) -> None:
        file = self.some.choice(sorted((self.project / "docs").rglob("*.md")))
        file.write_text(f"{file.read_text('utf-8')}\n{self.words()}\n", "utf-8")

    def setting(self) -> None:
        config = self.project / "mkdocs.yml"
        key = self.some.choice(
            ("site_name", "site_description", "copyright", "repo_url", "site_url")
        )
        value = (
            f"https://n{self.some.randrange(9)}.example.vn/a/"
            if key.endswith("url")
            else self.words()
        )
        lines = [
            line for line in config.read_text("utf-8").split("\n") if not line.startswith(f"{key}:")
        ]
        config.write_text("\n".join([*lines, f"{key}: {value}", ""]), "utf-8")

    def publisher(self) -> None:
        key = self.some.choice(("name", "body", "responsible", "licence"))
        self._own_settings(f"publisher: {{{key}: '{self.words()}'}}")

    def books(self) -> None:
        """Which year books there are: they tell of events, pledges, scores and papers."""
        names = self.some.choice(("vd-1/2024", '"2024"', '"2023", vd-1/2024'))
        self._own_settings(f"books: [{names}]")

    def _own_settings(self, written: str) -> None:
        config = self.project / "mkdocs.yml"
        kept = config.read_text("utf-8").partition("\nextra:")[0].rstrip()
        config.write_text(f"{kept}\nextra: {{thidua: {{{written}}}}}\n", "utf-8")

    def points(self) -> None:
        """A number of a score table."""
        file = self.any_of("clusters/*/scores/*.yml")
        self._replace_match(file, r'(?<=: )"[\d,]+"', f'"{self.some.randrange(1, 9)}"')

    def criterion(self) -> None:
        file = self.any_of("clusters/*/scores/*.yml")
        self._replace_match(file, r'(?<=text: )[^,}\n"]+', self.words())

    def target(self) -> None:
        file = self.any_of("clusters/*/pledges/*.md")
        self._replace_match(file, r"(?<=value: )[\d,]+(?=%)", str(self.some.randrange(1, 99)))

    def paper(self) -> None:
        """The title of a document."""
        title = r"(?<=title: )[^,}\n]+(?=,?\s+kind: (?:giao-uoc|ke-hoach|bien-ban))"
        files = sorted(self.content.rglob("*.md"))
        told = [file for file in files if re.search(title, file.read_text("utf-8"))]
        if told:
            self._replace_match(self.some.choice(told), title, self.words())

    def paper_file(self) -> None:
        """What lies under the name of a document."""
        one, other = self.some.choices(sorted(self.content.rglob("*.pdf")), k=2)
        if one != other:
            shutil.copy(one, other)

    def redirect(self) -> None:
        file = self.content / "redirects.yml"
        text = file.read_text("utf-8") if file.exists() else ""
        line = f"- {{from: /cu-{self.some.randrange(10**6)}/, to: /cum/vd-1/}}\n"
        file.write_text(text + line, "utf-8")

    def _replace_match(self, file: Path, pattern: str, by: str) -> None:
        """Replace one of the places that match, if any does."""
        text = file.read_text("utf-8")
        found = list(re.finditer(pattern, text))
        if found:
            at = self.some.choice(found)
            file.write_text(text[: at.start()] + by + text[at.end() :], "utf-8")

    def picture(self) -> None:
        pictures = sorted(
            p for p in self.content.rglob("*") if p.suffix in {".jpg", ".png", ".webp"}
        )
        one, other = self.some.sample(pictures, 2)
        if one.suffix == other.suffix:
            shutil.copy(one, other)

    def day(self) -> None:
        year, month = self.some.choice((2023, 2024, 2025, 2030)), self.some.randrange(1, 13)
        self.settings["THIDUA_TODAY"] = f"{year}-{month:02d}-01"

    def seen_by(self) -> None:
        self.audience = "internal" if self.audience == "public" else "public"


def _built(project: Path, out: Path, editor: Editor) -> dict[str, bytes] | None:
    """The bytes of a site; None where the content is refused."""
    try:
        build_site(project / "mkdocs.yml", out, audience=editor.audience)  # type: ignore[arg-type]
    except BuildError:
        return None
    return contents(out)


def test_an_edit_gives_the_bytes_of_a_new_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy_fixture(tmp_path / "project").parent
    shutil.copytree(ROOT / "overrides", project / "overrides")
    config = project / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace(f"{ROOT.as_posix()}/overrides", "overrides"), "utf-8"
    )
    editor = Editor(project, 15)
    told, refused = [], 0
    for number in range(EDITS):
        before = tmp_path / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(project, before, ignore=shutil.ignore_patterns(".cache"))
        name = editor.edit()
        for key, value in editor.settings.items():
            monkeypatch.setenv(key, value)
        monkeypatch.setenv("THIDUA_CACHE", "")
        kept = _built(project, tmp_path / "kept", editor)
        monkeypatch.setenv("THIDUA_CACHE", "off")
        fresh = _built(project, tmp_path / "fresh", editor)
        if kept is None or fresh is None:
            assert kept == fresh, f"edit {number}: {name}"
            refused += 1
            for part in ("content", "overrides", "docs"):
                shutil.rmtree(project / part)
                shutil.copytree(before / part, project / part)
            shutil.copy(before / "mkdocs.yml", project)
            continue
        differing = sorted(p for p in kept.keys() | fresh.keys() if kept.get(p) != fresh.get(p))
        told.append((number, name, differing[:5]) if differing else None)
    assert [one for one in told if one] == []
    assert refused < EDITS / 2

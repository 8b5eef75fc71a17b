"""What the check accepts is built, audited, published and verified; and nothing hidden is in a public byte.

Records of every kind are made by chance from words, addresses and signs as people and their programs write them, a
third of them hidden. Whatever the check tells of is taken out, and what is left must go the whole way.

``THIDUA_CONTENTS=20000`` tries that many instead of a hundred and fifty.
"""

from __future__ import annotations

import html
import json
import os
import random
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from support import copy_fixture, write_tree
from thidua.audit import decoded_text
from thidua.checks.run import check_content
from thidua.mkdocs.settings import current_day, written_files
from thidua.releases.publish import PublishRequest, publish
from thidua.releases.store import Store
from unit.campaign.test_hidden_addresses import AROUND, spelling_of

if TYPE_CHECKING:
    from pathlib import Path

CONTENTS = int(os.environ.get("THIDUA_CONTENTS", "150"))
AT_ONCE = 250
"""Records of one site."""

WORDS = (
    "Đơn vị", "ký giao ước", "tổng kết", "5%", "trên 85 %", "1.234", "12/8/1945", "“trích dẫn”", "A & B", "C++", "100 %", "§ 5", "…",
    "Điều 1.", "ngày 04 tháng 4 năm 2024", "số 1", "Mường Thanh", "a–b", "1/2", "Nguyễn Văn A", "a@b.example", "0 giờ", "`mã`", "#1",
    "C:\\Thư mục", "[ngoặc]", "{ngoặc}", "*sao*", "_gạch_", "~", "^2", "|", "&nbsp;", "&lt;b&gt;", "%41", "\\*", "'nháy'",
    "IV", "½", "①", "\u00a0", "\u2011", "😀", "ế", "https://vi-du.example/a?b=c&d=%20#e", "//vi-du.example/x", "/cum/", "../..",
)  # fmt: skip
BLOCKS = (
    "{}", "- {}\n- {}", "1. {}\n2. {}", "> {}", "| {} | {} |\n|---|---|\n| {} | {} |", "## {}\n\n{}", "### {}", "    {}", "```\n{}\n```",
    "{}[^1]\n\n[^1]: {}", "*[CA]: {}\n\nCA {}", "{}\n: {}", "!!! note\n    {}", "[{}](/cum/vd-1/)", "[{}](https://vi-du.example/)",
    '[{}][a]\n\n[a]: https://vi-du.example/ "{}"', "**{}** *{}*", "{}  \n{}", "- {}\n\n    {}", "***\n\n{}", "{}{{#muc-mot}}",
)  # fmt: skip
MOVED = (
    "/cu/{}/", "/{}/", "/su-kien/2019/{}/", "/cum/{}/", "/feed.xml/", "/{}.html", "/{}.pdf", "/cum/vd-1/{}/", "/a/{}/index.html", "/{}.gz",
    "/lich/{}/", "/.{}/", "/{}./", "/a b/{}/", "/%2e/{}/", "/con/", "/anh/{}.jpg", "/cum/vd-1/2024/", "/tim-kiem/", "/{}/{}/{}/",
)  # fmt: skip


class Maker:
    """Makes records by chance, each hidden one with names and words nobody else has."""

    def __init__(self, seed: int) -> None:
        self.some = random.Random(seed)
        self.hidden: list[str] = []
        """Names of what is hidden: ids, short names of events."""
        self.words: list[str] = []
        """Words that stand in hidden records alone."""

    def canary(self, taken: list[str]) -> str:
        word = "".join(self.some.choices("bcdfghjklmnpqrstvwxz", k=9))
        taken.append(word)
        return word

    def name(self, *, hides: bool) -> str:
        some = self.some
        if not hides:
            return f"{some.choice(('hop', 'ky-ket', 'a', 'tong-ket'))}-{some.randrange(10**6)}"
        made = f"{''.join(some.choices('bcdfghjk', k=5))}-{''.join(some.choices('lmnpqrstvwxz', k=5))}"  # fmt: skip
        self.hidden.append(made)
        return made

    def text(self, *, hides: bool) -> str:
        some = self.some
        words = some.choices(WORDS, k=some.randint(1, 5))
        if hides:
            # What is hidden shares no stretch of words with what is public; there the audit errs on the safe side.
            return " ".join(f"{word} {self.canary(self.words)}" for word in words[:3])
        if self.hidden and some.random() < 0.02:
            words.append(spelling_of(some, some.choice(self.hidden)))
        some.shuffle(words)
        return " ".join(words)

    def body(self, *, hides: bool) -> str:
        some = self.some
        blocks = []
        for _ in range(some.randint(1, 5)):
            block = some.choice(BLOCKS)
            if self.hidden and not hides and some.random() < 0.08:
                named = spelling_of(some, f"/su-kien/2024/{some.choice(self.hidden)}/")
                block = some.choice(AROUND).replace("{}", named.replace("{", "{{").replace("}", "}}"))  # fmt: skip
                blocks.append(block)
                continue
            blocks.append(re.sub(r"\{\}", lambda _: self.text(hides=hides), block).replace("{{", "{").replace("}}", "}"))  # fmt: skip
        return "\n\n".join(["Hai đơn vị gặp nhau.", *blocks])

    def may(self, made: dict[str, Any], key: str, value: Any, chance: float = 0.3) -> None:
        if self.some.random() < chance:
            made[key] = value

    def event(self) -> tuple[str, str]:
        some = self.some
        hides = some.random() < 0.35
        day = f"{some.randint(2015, 2026)}-{some.randint(1, 12):02d}-{some.randint(1, 28):02d}"
        slug = self.name(hides=hides)
        head: dict[str, Any] = {
            "title": f"Gặp mặt {slug} {self.text(hides=hides)}" if hides else f"Gặp mặt {slug}",
            "date": day,
            "kinds": [some.choice(("khac", "gap-mat", "hoi-thao"))],
            "audience": "public",
            "status": "published",
            "summary": self.text(hides=hides),
            "sources": [{"title": self.text(hides=hides)}],
        }
        if hides:
            head |= some.choice(({"audience": "internal"}, {"status": "draft"}, {"publish_on": "2099-01-01"}))  # fmt: skip
        self.may(head, "place", self.text(hides=hides))
        self.may(head, "figures", [{"label": self.text(hides=hides), "value": some.choice(("7", "85,5%", "trên 3"))}])  # fmt: skip
        self.may(head, "officials", [{"name": "Trần Thị Bê", "post": self.text(hides=hides)}])
        self.may(head, "awards", [{"title": self.text(hides=hides), "to": [self.text(hides=hides)], "status": "trao", "for_year": 2023}], 0.15)  # fmt: skip
        self.may(head, "clusters", ["vd-1@2024"], 0.05)
        if self.hidden and not hides and some.random() < 0.1:
            head["sources"][0]["url"] = f"https://vi-du.example/{spelling_of(some, some.choice(self.hidden))}"  # fmt: skip
        text = f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n{self.body(hides=hides)}\n"
        return f"events/{day[:4]}/{day}-{slug}.md", text

    def entry(self, kind: str) -> dict[str, Any]:
        hides = self.some.random() < 0.35
        id_ = self.name(hides=hides)
        made: dict[str, Any] = {"id": id_, "name": f"Tên {id_} {self.text(hides=hides)}"}
        if kind != "units":
            made |= {"sources": [{"title": self.text(hides=hides)}], "summary": self.text(hides=hides)}  # fmt: skip
        if kind == "commemorations":
            made |= {"kind": "fixed", "month": self.some.randint(1, 12), "day": self.some.randint(1, 28), "regime": "none"}  # fmt: skip
        self.may(made, "aliases", [self.text(hides=hides)])
        return made | {"audience": "internal" if hides else "public"}

    def moved(self) -> dict[str, Any]:
        some = self.some
        old = re.sub(r"\{\}", lambda _: self.name(hides=False), some.choice(MOVED))
        hidden = f"/su-kien/2024/{some.choice(self.hidden)}/" if self.hidden else "/cum/"
        return {"from": some.choice((old, old, old, hidden)), "to": some.choice(("/cum/vd-1/", "/cum/", "/lich/", hidden))}  # fmt: skip


def _sound_content(content: Path, maker: Maker, count: int, config: Path) -> int:
    """Lay ``count`` records over the content and take out what the check refuses; gives how many are left."""
    files = dict(maker.event() for _ in range(count * 3 // 5))
    shelves = {
        "units": [maker.entry("units") for _ in range(count // 10)],
        "commemorations": [maker.entry("commemorations") for _ in range(count // 10)],
        "campaigns": [maker.entry("campaigns") for _ in range(count // 10)],
        "redirects": [maker.moved() for _ in range(count // 10)],
    }
    before = {
        shelf: path.read_text("utf-8") if (path := content / f"{shelf}.yml").is_file() else ""
        for shelf in shelves
    }
    write_tree(content, files)
    gone: set[str] = set()
    while True:
        starts = {}
        for shelf, entries in shelves.items():
            starts[shelf] = before[shelf].count("\n") + 1
            lines = "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
            (content / f"{shelf}.yml").write_text(before[shelf] + lines, "utf-8")
        report = check_content(content, content.parent, written_files(config), current_day()).report
        wrong = [item for item in report if item.severity == "error"]
        if not wrong:
            return len(files) + sum(map(len, shelves.values()))
        for item in wrong:
            name = item.path.removeprefix("content/")
            shelf = name.removesuffix(".yml")
            if name in files:
                (content / name).unlink()
                del files[name]
            elif shelf in shelves and item.line >= starts[shelf]:
                shelves[shelf][item.line - starts[shelf]] = {}
            else:
                assert name in gone, item
            gone.add(name)
        shelves = {shelf: [entry for entry in entries if entry] for shelf, entries in shelves.items()}  # fmt: skip


def _told(data: str, names: set[str]) -> set[str]:
    """Hidden names and words in a text, whatever its coding."""
    for _ in range(6):
        data = html.unescape(unquote(data))
    squeezed = re.sub(r"[^a-z0-9]+", "-", re.sub(r"</?[a-z][^<>]*>", "", data.lower()))
    return names & set(re.findall(r"[a-z]{5}-[a-z]{5}|[a-z]{9}", squeezed))


@pytest.mark.parametrize("seed", range(-(-CONTENTS // AT_ONCE)))
def test_what_is_accepted_is_published_and_tells_nothing(tmp_path: Path, seed: int) -> None:
    config = copy_fixture(tmp_path / "project")
    maker = Maker(seed)
    count = min(CONTENTS, AT_ONCE)
    left = _sound_content(config.parent / "content", maker, count, config)
    assert left > count // 3, "so little is left that nothing is tried"
    store = Store(tmp_path / "kho")
    done = publish(store, PublishRequest(config=config))
    store.verify(done.release)
    names = {*maker.hidden, *maker.words}
    served = tmp_path / "kho" / "current"
    found = {
        (name, told)
        for file in served.rglob("*")
        if file.is_file() and file.suffix not in {".br", ".gz"}
        for name in [file.relative_to(served).as_posix()]
        for _, text in decoded_text.decode_texts(name, file.read_bytes())
        for told in _told(text, names)
    }
    assert found == set()

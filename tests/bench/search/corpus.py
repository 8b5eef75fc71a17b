"""A content folder of any size, entirely invented but for the names of provinces: for measuring, never for publishing.

    python corpus.py <events> <folder> [seed]

The texts are put together from the lists in ``corpus_words.yml``; nothing here knows how search folds text.
"""

from __future__ import annotations

import random
import shutil
import sys
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CONTENT = HERE.parents[2] / "content"
FIRST_DAY = date(2008, 1, 1)
DAYS = 365 * 18


class Corpus:
    """Writes clusters and events; the registers of units and commemorations are the real ones."""

    def __init__(self, events: int, seed: int) -> None:
        self.count = events
        self.rng = random.Random(seed)
        self.words: dict[str, Any] = yaml.safe_load((HERE / "corpus_words.yml").read_text("utf-8"))
        units = yaml.safe_load((CONTENT / "units.yml").read_text("utf-8"))
        self.provinces = [u for u in units if u["id"].startswith(("ca-tinh-", "ca-tp-"))]
        self.old = [u for u in self.provinces if "from" not in u]
        memories = yaml.safe_load((CONTENT / "commemorations.yml").read_text("utf-8"))
        self.memories = [m["id"] for m in memories if m["kind"] == "fixed"]
        self.clusters: list[dict[str, Any]] = []
        self.used: set[str] = set()
        self.numbers: Counter[str] = Counter()

    def write(self, folder: Path) -> None:
        """The whole folder; an older one is removed."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("sector.yml", "units.yml", "commemorations.yml", "campaigns.yml"):
            text = (CONTENT / name).read_text("utf-8")
            (folder / name).write_text("[]\n" if name == "campaigns.yml" else text, "utf-8")
        for _ in range(max(9, min(240, self.count // 40))):
            self.cluster(folder)
        for _ in range(self.count):
            self.event(folder)

    # --- Clusters ------------------------------------------------------------------------------

    def cluster(self, folder: Path) -> None:
        owner = self.rng.choice(self.old)
        national = len(self.clusters) < 9
        # A number is unique within an owner (each owner has one block here).
        owned = "bo-cong-an" if national else owner["id"]
        number = self.numbers[owned] = self.numbers[owned] + 1
        if national:
            ident, name, block = (
                f"bca-{number}",
                f"Cụm thi đua số {number} – Bộ Công an",
                "dia-phuong",
            )
            owner_id = "bo-cong-an"
        else:
            owner_id = owner["id"]
            ident = f"{owner_id}-{len(self.clusters)}"
            name, block = f"Cụm thi đua số {number} – {owner['name']}", "noi-bo-cong-an-tinh"
        members = [u["id"] for u in self.rng.sample(self.old, self.rng.randint(4, 8))]
        terms = [
            {
                "term": str(year),
                "from": f"{year}-01-01",
                "to": f"{year}-12-31",
                "label": f"năm {year}",
                "members": members if year < 2025 else [],
                "sources": [{"title": f"Danh sách {name} năm {year}"}],
            }
            for year in range(2008, 2026)
        ]
        record = {
            "id": ident, "name": name, "number": number, "owner": owner_id, "block": block,
            "audience": "public", "terms": terms,
        }  # fmt: skip
        self.clusters.append(record)
        path = folder / "clusters" / ident / "cluster.yml"
        path.parent.mkdir(parents=True)
        path.write_text(_yaml(record), "utf-8")

    # --- Events --------------------------------------------------------------------------------

    def event(self, folder: Path) -> None:
        rng, words = self.rng, self.words
        day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        cluster = rng.choice(self.clusters)
        kind = rng.choices(list(words["kinds"]), [row["share"] for row in words["kinds"].values()])[
            0
        ]
        place, province = self.place()
        slots = {
            "cum": f"Cụm thi đua số {cluster['number']}",
            "don_vi": rng.choice(self.old)["name"]
            if rng.random() < 0.7
            else cluster["name"].split(" – ")[1],
            "nam": str(day.year),
            "noi": place,
            "tinh": province,
            "chu_de": rng.choice(words["themes"]),
            "luc_luong": rng.choice(words["forces"]),
        }
        title = rng.choice(words["kinds"][kind]["titles"]).format(**slots)
        people = [self.person() for _ in range(rng.choice((0, 1, 1, 2, 3)))]
        slug = _slug(title)[:60].strip("-")
        name = f"{day.isoformat()}-{slug}"
        key = f"{day.year}/{slug}"
        if key in self.used:
            name = f"{name}-{len(self.used)}"
            key = f"{key}-{len(self.used)}"
        self.used.add(key)
        record: dict[str, Any] = {
            "title": title,
            "date": day.isoformat(),
            "kinds": [kind],
            "clusters": [f"{cluster['id']}@{day.year}"],
            "audience": "public",
            "status": "published",
            "summary": self.sentence(slots, people),
            "place": place if rng.random() < 0.85 else province,
            "officials": people,
            "commemorations": [{"id": rng.choice(self.memories), "year": day.year}]
            if rng.random() < 0.2
            else [],
            "sources": [
                {
                    "title": rng.choice(words["headlines"]).format(**slots),
                    "publisher": rng.choice(words["papers"]),
                }
            ],
        }
        if day.year < 2025:
            record["host"] = rng.choice([m for t in cluster["terms"][:1] for m in t["members"]])
        paragraphs = [
            " ".join(self.sentence(slots, people) for _ in range(rng.randint(3, 7)))
            for _ in range(rng.randint(3, 7))
        ]
        body = "\n\n".join(paragraphs)
        path = folder / "events" / str(day.year) / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\n{_yaml(record)}---\n\n{body}\n"
        path.write_text(unicodedata.normalize("NFC", text), "utf-8")

    def place(self) -> tuple[str, str]:
        name = self.rng.choice(self.old)["name"]
        province = name.replace("Công an ", "")
        kind = self.rng.choice(("xã", "phường", "thị trấn", "huyện", "quận"))
        commune = " ".join(self.rng.sample(self.words["commune"], 2))
        return f"{kind} {commune}, {province}", province

    def person(self) -> dict[str, str]:
        rng, words = self.rng, self.words
        name = f"{rng.choice(words['family'])} {rng.choice(words['middle'])} {rng.choice(words['given'])}"
        return {
            "name": name,
            "rank": rng.choice(words["ranks"]),
            "post": rng.choice(words["posts"]),
        }

    def sentence(self, slots: dict[str, str], people: list[dict[str, str]]) -> str:
        rng, words = self.rng, self.words
        person = people[0] if people and rng.random() < 0.5 else self.person()
        more = {
            "nguoi": f"{person['rank']} {person['name']}",
            "so": str(rng.choice((3, 5, 7, 12, 25, 48, 77, 120, 350))),
            "lon": f"{rng.randint(1, 99)}.{rng.randint(0, 999):03d}",
            "phan_tram": f"{rng.randint(1, 99)},{rng.randint(1, 99):02d}%",
            "vat": rng.choice(words["things"]),
            "viec": rng.choice(words["works"]),
            "noi_khac": self.place()[0],
        }
        return rng.choice(words["sentences"]).format(**{**slots, **more})


class _Plain(yaml.SafeDumper):
    """Writes equal lists twice instead of pointing back to the first."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(record: object) -> str:
    return yaml.dump(record, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode(
        "ascii", "ignore"
    )
    return "-".join("".join(c if c.isalnum() else " " for c in plain.decode().lower()).split())


if __name__ == "__main__":
    Corpus(int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 1).write(Path(sys.argv[2]))

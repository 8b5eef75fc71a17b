"""Marks for every field of every record class, made from the classes themselves.

`Planting` fills a whole set of internal records with random words of fourteen consonants. It walks the JSON
Schema of each class, so a new field gets a canary by itself, and a new *type* of field fails until someone
says here what its canary looks like.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
import yaml
from PIL import Image

import made_pdfs
from thidua.reading.records import (
    Campaign,
    Cluster,
    Commemoration,
    Event,
    Pledge,
    Redirect,
    Scores,
    Unit,
)

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.reading.base import Record

_ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
_DIGEST_PATTERN = "^(?:[A-Za-z0-9_-]{4}){1,64}$"
_DATE_PATTERNS = (r"^\d{4}(-\d{2}(-\d{2})?)?$", r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$")


@dataclass
class Planting:
    """The canaries planted so far: word → where."""

    seed: int = 7
    planted: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    """Every field that was filled: ``Event.title``."""
    wordless: set[str] = field(default_factory=set)
    """Those whose type has no room for a word: closed sets, numbers, dates and times."""
    holders: set[str] = field(default_factory=set)
    """Fields that hold records, whose own fields are looked at instead: ``Event.photos``."""
    given: dict[str, Any] = field(default_factory=dict)
    """Values of fields that must fit other records or the calendar; ids in them are canaries too."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def word(self, place: str) -> str:
        """A new canary."""
        made = "".join(self.random.choice("bcdfghjklmnpqrstvwxz") for _ in range(14))
        self.planted[made] = place
        return made

    def record(self, cls: type[Record]) -> dict[str, Any]:
        """A whole record of a class as an editor's file would hold it."""
        schema = cls.model_json_schema(by_alias=True)
        return self._object(cls.__name__, schema, schema.get("$defs", {}))

    def _object(self, name: str, schema: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
        made = {}
        for key, part in schema["properties"].items():
            place = f"{name}.{key}"
            if not _takes_words(part):
                self.wordless.add(place)
            value = self.given[place] if place in self.given else self._value(place, part, defs)
            if value is not None:
                made[key] = value
                self.fields.add(place)
        return made

    def _value(self, place: str, schema: dict[str, Any], defs: dict[str, Any]) -> Any:  # noqa: C901, PLR0911 one line a type
        if "anyOf" in schema:
            parts = [part for part in schema["anyOf"] if part.get("type") != "null"]
            schema = next((part for part in parts if "$ref" in part), parts[0])
        if "$ref" in schema:
            self.holders.add(place)
            name = schema["$ref"].rpartition("/")[2]
            return self._object(name, defs[name], defs)
        match schema:
            case {"type": "array", "items": items}:
                return [self._value(place, items, defs)]
            case {"enum": [first, *_]}:
                return first
            case {"type": "integer"}:
                return 1
            case {"type": "boolean"}:
                return "false"
            case {"type": "string", "minLength": 1}:
                return f"Chữ kín {self.word(place)}"
            case {"type": "string", "format": "uri"}:
                return f"https://{self.word(place)}.example/{self.word(place)}"
            case {"type": "string", "pattern": pattern} if pattern == _ID_PATTERN:
                return f"ma-{self.word(place)}"
            case {"type": "string", "pattern": pattern} if pattern == _DIGEST_PATTERN:
                return f"aa{self.word(place)}"
            case {"type": "string", "pattern": r"^\d{2}:\d{2}$"}:
                return "03:47"
            case {"type": "string", "pattern": pattern} if pattern in _DATE_PATTERNS:
                return "2024-03-01"
        raise AssertionError(
            f"{place}: no canary is known for {schema}; say in tests/canaries.py what it looks like"
        )


def _takes_words(schema: dict[str, Any]) -> bool:
    """Whether a field's type admits a text of one's own, or a record that may hold one."""
    if "anyOf" in schema:
        return any(_takes_words(part) for part in schema["anyOf"])
    match schema:
        case {"type": "array", "items": items}:
            return _takes_words(items)
        case {"type": "integer" | "boolean" | "null"} | {"enum": _}:
            return False
        case {"type": "object", "additionalProperties": values}:
            return _takes_words({**values, "type": "string"})
        case {"type": "string", "pattern": pattern}:
            return not pattern.startswith(r"^\d")
    return True


def plant(content: Path) -> Planting:
    """Add one internal record of every kind, all fields filled, to a copy of the fixture's content."""
    made = Planting()
    ids = {
        kind: f"{kind}-{made.word(f'{kind} id')}"
        for kind in ("dv", "dv0", "dv2", "cum", "kn", "kn2", "kn3", "pt", "ky")
    }
    slug, photo = f"hop-kin-{made.word('file name')}", f"anh-{made.word('Photo.file')}.jpg"
    paper = f"van-ban-{made.word('Paper.file')}.pdf"
    article = f"dieu-{made.word('article id')}"
    criterion = f"tieu-chi-{made.word('criterion id')}"
    section = f"muc-{made.word('section id')}"
    made.given = {
        "EventDate.from": "2024-03-01", "EventDate.to": "2024-03-02", "Event.clusters": [ids["cum"]], "Event.kinds": ["khac"], "Event.audience": "internal",
        "Event.status": "published", "Event.publish_on": "2024-03-02", "Event.host": ids["dv"], "Event.units": [ids["dv2"]],
        "Event.campaigns": [ids["pt"]], "CommemorationRef.id": ids["kn"], "CommemorationRef.year": 2024,
        "Photo.file": photo, "Paper.file": paper, "Paper.url": None, "Award.for_year": 2023, "Award.status": "trao",
        "Cluster.id": ids["cum"], "Cluster.audience": "internal", "Cluster.number": 77,
        "Term.term": ids["ky"], "Term.from": "2024-01-01", "Term.to": "2024-12-31", "Term.number": 77,
        "Leader.unit": ids["dv"], "Leader.from": "2024-02-01", "Leader.to": "2024-11-30",
        # One unit cannot hold both offices.
        "Term.deputy": {"unit": ids["dv2"]},
        "Membership.unit": ids["dv"], "Membership.from": "2024-01-01", "Membership.to": "2024-12-31",
        "Unit.id": ids["dv"], "Unit.audience": "internal", "Unit.from": "1990", "Unit.to": "2031-02-03",
        "Unit.predecessors": [ids["dv0"]], "Unit.successor": ids["dv2"], "Unit.parent": ids["dv2"],
        "Pledge.term": ids["ky"], "Pledge.audience": "internal", "Pledge.results_audience": "internal",
        "Pledge.event": f"2024/{slug}", "Signatory.unit": ids["dv"], "Target.article": article, "Target.comparator": ">=",
        "Target.value": f"77 {made.word('Target.value')}",
        "Result.value": f"78 {made.word('Result.value')}", "Result.unit": ids["dv"], "Result.as_of": "2024-06-01",
        "Scores.term": ids["ky"], "Scores.audience": "internal", "ScoreAnnouncement.event": f"2024/{slug}",
        "Criterion.id": criterion, "Criterion.part_of": section, "Criterion.max": "79", "ScoreSheet.scorer": ids["dv"],
        "ScoreRow.unit": ids["dv"], "ScoreRow.points": {criterion: "76,5"}, "ScoreAdjustment.unit": ids["dv"],
        "ScoreAdjustment.points": "1,5", "Vote.unit": ids["dv"], "RankedUnit.unit": ids["dv"], "RankedUnit.points": "78",
        "Proposal.unit": ids["dv"],
        "Commemoration.id": ids["kn"], "Commemoration.kind": "fixed", "Commemoration.audience": "internal",
        "Commemoration.origin": "1950-04-05", "Commemoration.month": 4, "Commemoration.day": 5,
        "Commemoration.to": None, "Commemoration.lunar": None, "Commemoration.regime": "none",
        "DayOfYear.month": 4, "DayOfYear.day": 9, "Edition.from": "2020-04-05", "Edition.to": "2020-04-06",
        "Campaign.id": ids["pt"], "Campaign.audience": "internal", "Campaign.clusters": [ids["cum"]],
        "Phase.commemoration": ids["kn"], "Phase.from": "2024-01-01", "Phase.to": "2024-02-01",
        "FormerName.from": "1950", "FormerName.to": "1960",
    }  # fmt: skip
    body = (
        f"\n\nThân {made.word('body')} và [chữ {made.word('link text')}](/don-vi/{ids['dv']}/).\n"
    )
    comment = f"# {made.word('comment')}\n"
    event = f"---\n{comment}{_dump(made.record(Event))}---{body}"
    folder = content / "events" / "2024" / f"2024-03-01-{slug}"
    _write(folder / "index.md", event)
    _photo(folder / photo, made.word("EXIF"))
    cluster = content / "clusters" / ids["cum"]
    for place in (folder, cluster, cluster / "pledges"):
        _paper(place / paper, made)
    record = made.record(Cluster)
    record["terms"][0]["members"].append({"unit": ids["dv2"]})
    _write(cluster / "cluster.yml", comment + _dump(record))
    heading = f"\n## Điều 1. Kín {made.word('heading')} {{#{article}}}\n{body}"
    _write(
        cluster / "pledges" / f"{ids['ky']}.md", f"---\n{_dump(made.record(Pledge))}---\n{heading}"
    )
    scores = made.record(Scores)
    scores["criteria"].append({"id": section, "text": f"Mục kín {made.word('section')}"})
    _write(cluster / "scores" / f"{ids['ky']}.yml", comment + _dump(scores))
    beside = [
        {
            "id": ids["dv0"],
            "name": f"Đơn vị trước {made.word('dv0 name')}",
            "to": "1989-12-31",
            "audience": "internal",
        },
        {"id": ids["dv2"], "name": f"Đơn vị sau {made.word('dv2 name')}", "audience": "internal"},
    ]
    for name, cls in (("units", Unit), ("commemorations", Commemoration), ("campaigns", Campaign)):
        file = content / f"{name}.yml"
        if cls is Campaign:
            # A paper has a file or an address.
            published = f"https://{made.word('Paper.url')}.example/"
            made.given |= {"Paper.file": None, "Paper.url": published}
        records = [made.record(cls)]
        if cls is Unit:
            records += beside
        if cls is Commemoration:
            # The two other ways to state a day.
            for id_, kind, own in ((ids["kn2"], "lunar", "lunar"), (ids["kn3"], "period", "to")):
                changed = {"id": id_, "kind": kind} | dict.fromkeys(
                    ("month", "day", "origin") if own == "lunar" else ()
                )
                made.given |= {f"Commemoration.{key}": value for key, value in changed.items()}
                del made.given[f"Commemoration.{own}"]
                records.append(made.record(cls))
                made.given[f"Commemoration.{own}"] = None
                made.given |= {
                    "Commemoration.month": 4,
                    "Commemoration.day": 5,
                    "Commemoration.origin": "1950-04-05",
                }
        entries = _dump(records)
        _write(file, f"{file.read_text('utf-8').rstrip()}\n{comment}{entries}")
    made.given |= {
        "Redirect.from": f"/cu/{made.word('Redirect.from')}/",
        "Redirect.to": f"/su-kien/2024/{slug}/",
    }
    _write(content / "redirects.yml", _dump([made.record(Redirect)]))
    return made


def unplanted(made: Planting) -> set[str]:
    """Fields of record classes in which no canary stands, neither their own nor that of a record they name."""
    carried = set(made.planted.values())
    carried |= {
        place
        for place, value in made.given.items()
        if any(word in str(value) for word in made.planted)
    }
    return {place for place in made.fields - carried - made.holders if place not in made.wordless}


NEVER_SHOWN = frozenset({"comment", "EXIF", "Source.text_digest", "metadata of a PDF"})
"""What no audience sees."""


def _dump(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _paper(path: Path, made: Planting) -> None:
    """A page with words, and a name that no audience is told."""
    named = made.word("metadata of a PDF")

    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = pikepdf.String(named)

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made_pdfs.made(made_pdfs.line(made.word("page of a PDF")), change=change))


def _photo(path: Path, said: str) -> None:
    image = Image.new("RGB", (640, 480), "teal")
    exif = image.getexif()
    exif[0x010E] = f"Ghi chú {said}"
    image.save(path, "JPEG", exif=exif, comment=said.encode())

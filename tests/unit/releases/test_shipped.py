"""What goes to browsers: named by its content, accounted for with a licence, and packed for reading offline."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

from jsonschema import Draft7Validator
from referencing import Registry, Resource

from support import ROOT, build_kit
from thidua.audit import page_facts
from thidua.releases.fingerprint import fingerprint
from thidua.releases.sbom import bill_of_materials, owner, shipped

if TYPE_CHECKING:
    from pathlib import Path

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_every_locked_package_is_in_the_bill_with_its_licence() -> None:
    bill = json.loads(bill_of_materials(LOCK))
    assert bill["bomFormat"] == "CycloneDX"
    packages = {c["name"]: c for c in bill["components"] if c["bom-ref"].startswith("pkg:pypi/")}
    pinned = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK, re.MULTILINE))
    assert {name: c["version"] for name, c in packages.items()} == pinned
    assert len({c["bom-ref"] for c in bill["components"]}) == len(bill["components"])
    assert all(c["properties"] for c in packages.values())
    silent = {name for name, c in packages.items() if "licenses" not in c}
    # Packages of other systems are in the lock and not installed here.
    assert silent <= {"colorama", "importlib-metadata", "zipp"}


def test_the_bill_is_what_cyclonedx_says_it_must_be() -> None:
    folder = ROOT / "tests" / "data" / "vendor" / "cyclonedx"
    known = [json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.schema.json"))]
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in known)
    bill = json.loads(bill_of_materials(LOCK))
    main = next(s for s in known if s["$id"].endswith(f"/bom-{bill['specVersion']}.schema.json"))
    validator = Draft7Validator(main, registry=registry)
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(bill)] == []
    # It does judge: an unknown key, a licence nobody registered, a type that is none.
    for spoil in ({"hash": "x"}, {"licenses": [{"license": {"id": "own"}}]}, {"type": "book"}):
        spoilt = {**bill, "components": [{**bill["components"][0], **spoil}]}
        assert not validator.is_valid(spoilt)


def test_every_asset_of_the_site_is_answered_for(public_site: Path) -> None:
    assets = [
        p.relative_to(public_site).as_posix()
        for p in public_site.glob("assets/**/*")
        if p.is_file()
    ]
    assert [name for name in assets if owner(name) is None] == []


def test_no_unused_file_of_the_theme_is_shipped(public_site: Path) -> None:
    names = {p.name for p in public_site.rglob("*")}
    assert not [n for n in names if n.endswith(".map") or n.startswith("bundle.") or n == "lunr"]


def test_licences_that_ask_for_their_text_have_it(public_site: Path) -> None:
    faces = [component for component in shipped() if component.licence == "OFL-1.1"]
    assert faces
    for component in faces:
        assert any((public_site / f).is_file() for f in component.files if f.endswith(".txt"))


def test_names_tell_the_content(tmp_path: Path) -> None:
    for name, text in {
        "index.html": '<link rel="stylesheet" href="assets/a.css"><script src="assets/b.js"></script>',
        "sau/trang/index.html": '<script src="../../assets/b.js"></script>',
        "404.html": '<link rel="stylesheet" href="/vi-du/assets/a.css">',
        "assets/a.css": "@font-face{src:url(fonts/c.woff2)}",
        "assets/b.js": "1",
        "assets/search/newest.js": "2",
        "assets/d.0123abcd.min.js": "3",
        "assets/fonts/c.woff2": "4",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert fingerprint(tmp_path) == 3
    names = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert {"assets/search/newest.js", "assets/d.0123abcd.min.js"} <= names  # no page names them
    assert not names & {"assets/a.css", "assets/b.js", "assets/fonts/c.woff2"}
    for page in ("index.html", "sau/trang/index.html", "404.html"):
        facts = page_facts.read_page((tmp_path / page).read_text("utf-8"))
        for place in facts.loads:
            found = page_facts.resolve(page, place.value, "/vi-du/")
            assert found is not None
            assert found[0] in names, place
    style = next(tmp_path.glob("assets/a.*.css"))
    assert (style.parent / page_facts.css_targets(style.read_text("utf-8"))[0].value).is_file()


def test_the_offline_kit_is_the_same_each_time(kit: Path, tmp_path: Path) -> None:
    assert build_kit(tmp_path / "lai.zip").read_bytes() == kit.read_bytes()


def test_no_link_of_the_offline_kit_needs_a_server(kit: Path) -> None:
    with zipfile.ZipFile(kit) as archive:
        names = set(archive.namelist())
        pages = sorted(n for n in names if n.endswith(".html"))
        assert len(pages) > 30
        for name in pages:
            facts = page_facts.read_page(archive.read(name).decode())
            assert facts.inline == [], name
            for place in [*facts.links, *facts.loads, *facts.refresh]:
                found = page_facts.resolve(name, place.value, "/-/")
                if found is None:
                    continue
                path = place.value.partition("#")[0].partition("?")[0]
                assert not path.endswith(("/", ".")), f"{name}: {place.value}"
                assert found[0] in names, f"{name}: {place.value}"

"""Files under the settings we ship for VS Code, as the language server of its YAML extension sees them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import FIXTURE_SITE, ROOT
from thidua.editing.snippets import snippets
from thidua.outputs.schema import REGISTERS, editor_schemas
from thidua.reading.sector import read_sector

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server"
SHIPPED = {"own": ROOT / "content", "fixture": FIXTURE_SITE / "content"}
SLIPS = ("right", "key", "value", "type")
KINDS: dict[str, tuple[str, str, str, str]] = {
    "clusters/vi-du/cluster.yml": (
        'id: vi-du\nname: Cụm Ví Dụ\nowner: bo-vi-du\nblock: khac\nterms: [{term: "2024", from: 2024-01-01, sources: [{title: Nguồn}]}]\naudience: public\n',
        "audience", "cong-khai", "",
    ),
    "clusters/vi-du/scores/2024.yml": ('term: "2024"\nsources: [{title: Nguồn}]\naudience: public\n', "audience", "cong-khai", ""),
    "units.yml": ("- name: Công an tỉnh Mẫu\n  from: 2025-07-01\n  id: ca-mau\n", "from", "1/7/2025", "  "),
    "commemorations.yml": ("- id: ngay\n  name: Ngày\n  regime: none\n  sources: [{title: Nguồn}]\n  kind: fixed\n", "kind", "am-lich", "  "),
    "campaigns.yml": ("- id: vi-du\n  name: Phong trào\n  sources: [{title: Nguồn}]\n  audience: public\n", "audience", "cong-khai", "  "),
    "redirects.yml": ("- from: /cu/\n  to: /moi/\n", "to", "moi", "  "),
    "sector.yml": ("use: chung\n", "use", "y-te", ""),
}  # fmt: skip
"""Each kind of file our settings name: a right one, a field of it, a value it does not take, and how far its fields are in."""


def written(kind: str) -> dict[str, str]:
    """A file of a kind that is right, and those with a wrong key, value and type, each in a project of its own."""
    right, key, value, indent = KINDS[kind]
    lines = [*map(str, right.rstrip("\n").split("\n"))]
    at = next(n for n, line in enumerate(lines) if line.lstrip("- ").startswith(f"{key}:"))
    begin = lines[at][: lines[at].index(key)]
    made = {
        "right": lines,
        "key": [*lines, f"{indent}ten: a"],
        "value": [*lines[:at], f"{begin}{key}: {value}", *lines[at + 1 :]],
        "type": [*lines[:at], f"{begin}{key}: {{a: b}}", *lines[at + 1 :]],
    }
    return {name: "\n".join(text) + "\n" for name, text in made.items()}


def line_of(kind: str, slip: str) -> int:
    right, key, _, _ = KINDS[kind]
    lines = right.rstrip("\n").split("\n")
    at = next(n for n, line in enumerate(lines, 1) if line.lstrip("- ").startswith(f"{key}:"))
    return len(lines) + 1 if slip == "key" else at


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What it says of every file that is shipped, and of what is `written` of each kind."""
    node = shutil.which("node")
    if node is None or not SERVER.is_dir():
        if os.environ.get("THIDUA_REQUIRE_BROWSER"):
            pytest.fail("THIDUA_REQUIRE_BROWSER is set and the language server is not installed")
        pytest.skip("no node, or npm ci was not run in tests/scripts")
    root = tmp_path_factory.mktemp("vscode")
    for name, text in editor_schemas("vi", read_sector(ROOT / "content")).items():
        path = root / ".cache" / "thidua" / "schema" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    files = {
        f"{name}/content/{path.relative_to(content).as_posix()}": path.read_text("utf-8")
        for name, content in SHIPPED.items()
        for path in content.rglob("*.yml")
    }
    for kind in KINDS:
        files |= {f"{slip}/content/{kind}": text for slip, text in written(kind).items()}
    asked = {
        "root": str(root),
        "settings": json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8")),
        "files": files,
    }
    done = subprocess.run(
        [node, str(HERE / "yaml-schemas.mjs")], input=json.dumps(asked), capture_output=True,
        encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_what_is_shipped_has_no_finding(told: dict[str, list[str]]) -> None:
    shipped = {path: lines for path, lines in told.items() if path.partition("/")[0] not in SLIPS}
    assert {Path(path).name for path in shipped} > {"cluster.yml", "sector.yml", "units.yml"}
    assert any("/scores/" in path for path in shipped)
    assert {path: lines for path, lines in shipped.items() if lines} == {}


def test_our_settings_name_every_kind_of_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    patterns = [pattern.removeprefix("content/") for pattern in settings["yaml.schemas"].values()]
    kinds = [kind.replace("vi-du", "*").replace("2024", "*") for kind in KINDS]
    assert sorted(patterns) == sorted(kinds)
    assert {f"{name}.yml" for name in [*REGISTERS, "sector"]} < set(patterns)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_key_value_and_type_are_found_at_their_place(
    told: dict[str, list[str]], kind: str
) -> None:
    found = {slip: told[f"{slip}/content/{kind}"] for slip in SLIPS}
    assert found.pop("right") == []
    for slip, lines in found.items():
        assert {int(line.partition(":")[0]) for line in lines} == {line_of(kind, slip)}, lines
    assert "ten" in found["key"][0]


def test_the_snippets_of_front_matter_are_those_of_the_records() -> None:
    """`python -m thidua.editing.snippets` writes them."""
    assert (ROOT / ".vscode" / "thidua.code-snippets").read_text("utf-8") == snippets(read_sector(ROOT / "content"))  # fmt: skip

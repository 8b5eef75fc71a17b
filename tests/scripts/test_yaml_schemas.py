"""Files under the settings we ship for VS Code, as the language server of its YAML extension sees them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from thidua.editing.snippets import snippets
from thidua.outputs.schema import schemas
from thidua.reading.sector import read_sector

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server"
REGISTERS = ("units", "commemorations", "campaigns")
WRONG = {
    "content/clusters/vi-du-khoa/cluster.yml": 'id: vi-du-khoa\nname: Cụm Ví Dụ\nowner: bo-cong-an\nblock: cong-an-dia-phuong\naudience: public\nten: Cụm\nterms: [{term: "2024", from: 2024-01-01, sources: [{title: Nguồn}]}]\n',
    "content/clusters/vi-du-gia-tri/cluster.yml": 'id: vi-du-gia-tri\nname: Cụm Ví Dụ\nowner: bo-cong-an\nblock: cong-an-dia-phuong\naudience: cong-khai\nterms: [{term: "2024", from: 2024-01-01, sources: [{title: Nguồn}]}]\n',
    "content/clusters/vi-du-kieu/cluster.yml": 'id: vi-du-kieu\nname: Cụm Ví Dụ\nowner: bo-cong-an\nblock: cong-an-dia-phuong\naudience: public\naliases: {a: b}\nterms: [{term: "2024", from: 2024-01-01, sources: [{title: Nguồn}]}]\n',
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What it says of every cluster and register that is shipped, and of `WRONG`."""
    node = shutil.which("node")
    if node is None or not SERVER.is_dir():
        if os.environ.get("THIDUA_REQUIRE_BROWSER"):
            pytest.fail("THIDUA_REQUIRE_BROWSER is set and the language server is not installed")
        pytest.skip("no node, or npm ci was not run in tests/scripts")
    root = tmp_path_factory.mktemp("vscode")
    for name, text in schemas("vi", read_sector(ROOT / "content")).items():
        path = root / ".cache" / "thidua" / "schema" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shipped = [*(ROOT / "content" / "clusters").glob("*/cluster.yml"), *(ROOT / "content" / f"{name}.yml" for name in REGISTERS)]  # fmt: skip
    files = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in shipped}
    asked = {
        "root": str(root),
        "settings": json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8")),
        "files": files | WRONG,
    }
    done = subprocess.run(
        [node, str(HERE / "yaml-schemas.mjs")], input=json.dumps(asked), capture_output=True,
        encoding="utf-8", check=True, timeout=120,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_what_is_shipped_has_no_finding(told: dict[str, list[str]]) -> None:
    shipped = {path: lines for path, lines in told.items() if path not in WRONG}
    assert len(shipped) > 10
    assert {path: lines for path, lines in shipped.items() if lines} == {}


def test_a_wrong_key_value_and_type_are_found_at_their_place(told: dict[str, list[str]]) -> None:
    key, value, kind = (told[path] for path in WRONG)
    assert [line.split(" ")[0] for line in key] == ["6:1"]
    assert "ten" in key[0]
    assert [line.split(" ")[0] for line in value] == ["5:11"]
    assert "public" in value[0]
    assert [line.split(" ")[0] for line in kind] == ["6:10"]


def test_the_snippets_of_front_matter_are_those_of_the_records() -> None:
    """`python -m thidua.editing.snippets` writes them."""
    assert (ROOT / ".vscode" / "thidua.code-snippets").read_text("utf-8") == snippets(read_sector(ROOT / "content"))  # fmt: skip

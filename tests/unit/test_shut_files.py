"""Files and folders that whoever builds may not read or write: each is told, none is lost without a word."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from support import BASE, write_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")

_CONFIG = (
    "site_name: Trang Ví Dụ\nplugins: [thidua]\ntheme: {name: material, custom_dir: giao-dien}\n"
)
_EVENT = "content/events/2024/2024-03-14-ky-giao-uoc.md"
_READ = {
    # What is shut, with which rights, and what is told of it
    "nothing": ("docs", 0o755, []),
    "an event": (_EVENT, 0o000, [f"{_EVENT}:1 E116"]),
    "a register": ("content/units.yml", 0o000, ["content/units.yml:1 E116"]),
    "a cluster": ("content/clusters/vd-1/cluster.yml", 0o000, ["content/clusters/vd-1/cluster.yml:1 E116"]),
    "a folder": ("content/events/2024", 0o000, ["content/events/2024:1 E116"]),
    "a folder to list only": ("content/events/2024", 0o444, [f"{_EVENT}:1 E116"]),
    "a folder of folders": ("content/clusters", 0o000, ["content/clusters:1 E116", f"{_EVENT}:5 E401"]),
    "the content": ("content", 0o000, ["content:1 E116"]),
    "the pages": ("docs", 0o000, ["mkdocs.yml:1 E116"]),
    "a folder of pages": ("docs/a", 0o000, ["mkdocs.yml:1 E116"]),
    "a folder of the theme": ("giao-dien/a", 0o000, ["mkdocs.yml:3 E116"]),
}  # fmt: skip
_WRITE = {
    "build": ["build", "--out", "{shut}/site"],
    "build --offline": ["build", "--offline", "--out", "{shut}/a.zip"],
    "publish": ["publish", "{shut}/kho"],
    "host-files": ["host-files", "{shut}/a"],
    "sbom": ["sbom", "--out", "{shut}/a"],
    "schema": ["schema", "--out", "{shut}/a"],
    "init": ["init", "{shut}/a", "--name", "A", "--owner", "B"],
    "verify": ["verify", "{shut}"],
    "rollback": ["rollback", "{shut}"],
}
_CHILD = """
import json, os, sys
from click.testing import CliRunner
from thidua.cli import main
config, read, write = sys.argv[1], *map(json.loads, sys.argv[2:])
home = os.path.dirname(config)
told = {}
def run(*args):
    done = CliRunner().invoke(main, ["--lang", "en", "-f", config, *args])
    strange = done.exception is not None and not isinstance(done.exception, SystemExit)
    return [repr(done.exception) if strange else done.exit_code, done.output]
for name, (place, mode, _) in read.items():
    path = os.path.join(home, place)
    before = os.stat(path).st_mode
    os.chmod(path, mode)
    told[name] = run("check", "--format", "json")
    os.chmod(path, before)
for name, args in write.items():
    told[name] = run(*args)
json.dump(told, sys.stdout)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int | str, str]]:
    """Exit code and words of every case, from one process that has no more rights than the owner of the files."""
    home = tmp_path_factory.mktemp("shut")
    write_tree(home, {"mkdocs.yml": _CONFIG, "docs/index.md": "# A\n", "docs/a/b.md": "# B\n", "giao-dien/a/b.css": ""})  # fmt: skip
    write_tree(home / "content", BASE)
    shut = home / "khong-ghi"
    shut.mkdir()
    shut.chmod(0o555)
    write = {name: [arg.format(shut=shut) for arg in args] for name, args in _WRITE.items()}
    # Whoever is root reads and writes everything by two capabilities.
    ordinary = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []  # fmt: skip
    done = subprocess.run(
        [*ordinary, sys.executable, "-c", _CHILD, str(home / "mkdocs.yml"), json.dumps(_READ), json.dumps(write)],
        capture_output=True, text=True, check=False, cwd=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int | str, str]] = json.loads(done.stdout)
    assert list(shut.iterdir()) == []
    return found


@pytest.mark.parametrize("name", _READ)
def test_what_may_not_be_read_is_told(told: dict[str, tuple[int | str, str]], name: str) -> None:
    code, words = told[name]
    assert code == int(_READ[name][2] != [])
    items = json.loads(words)
    assert [f"{item['path']}:{item['line']} {item['code']}" for item in items] == _READ[name][2]


@pytest.mark.parametrize("name", _WRITE)
def test_what_may_not_be_written_is_a_sentence(
    told: dict[str, tuple[int | str, str]], name: str
) -> None:
    code, words = told[name]
    assert code == 1
    assert "Traceback" not in words
    assert "ermission denied" in words or name in {"verify", "rollback"}

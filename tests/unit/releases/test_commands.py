"""The commands of hosts: what each says and exits with, whatever became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from support import BASE, contents, write_tree
from thidua.diagnostics import START, Report, diagnose
from thidua.mkdocs.building import BuildError
from thidua.outputs import manifest
from thidua.releases import commands
from thidua.releases import publish as publishing
from thidua.releases.precompress import PrecompressError
from thidua.releases.publish import AuditFailedError
from thidua.releases.store import Store
from unit.releases.made_store import keep, pretend, says

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Told:
    """A project that remembers what was said."""

    home: Path
    lang: str = "en"
    words: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.home / "mkdocs.yml"

    @property
    def content(self) -> Path:
        return self.home / "content"

    def say(self, key: str, **values: object) -> None:
        self.words.append((key, values))


@pytest.fixture
def project(tmp_path: Path) -> Told:
    return Told(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kho")


def run(project: Told, name: str, *args: object) -> Result:
    project.words.clear()
    command = {one.name: one for one in commands.COMMANDS}[name]
    return CliRunner().invoke(command, [str(arg) for arg in args], obj=project)


def test_the_commands_there_are() -> None:
    assert {one.name for one in commands.COMMANDS} == {
        "publish", "withdraw", "rollback", "verify", "audit", "host-files", "sbom",
    }  # fmt: skip


# --- publish --------------------------------------------------------------------------------------


def test_a_release_is_told_of_with_its_pages(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    assert run(project, "publish", store.root).exit_code == 0
    said = {"out": store.root, "release": store.current, "pages": 9, "pruned": 0}
    assert project.words == [("publish_done", said)]
    assert run(project, "publish", store.root).exit_code == 0
    assert project.words == [("publish_unchanged", said)]


def test_what_was_repaired_is_told(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("một", "hai"):
        pretend(monkeypatch, words)
        run(project, "publish", store.root)
    release, before = store.current or "", store.previous or ""
    elsewhere = store.root.parent / release
    for link in ("current", "previous"):
        (store.root / link).unlink()
        (store.root / link).symlink_to(elsewhere)
    assert run(project, "publish", store.root).exit_code == 0
    said = {"out": store.root, "release": release, "pages": 9, "pruned": 0}
    repaired = ("publish_repaired", {"out": store.root, "repaired": "current, previous"})
    assert project.words == [repaired, ("publish_switched", said)]
    # The damaged release is made anew, and goes: servers would fall back to it.
    (store.path(release) / "la.html").write_text("lạ", "utf-8")
    assert run(project, "publish", store.root).exit_code == 0
    repaired = ("publish_repaired", {"out": store.root, "repaired": release})
    assert project.words == [repaired, ("publish_done", {**said, "release": f"{release}.2"})]
    assert (store.ids(), store.previous) == (sorted([before, f"{release}.2"]), None)
    # An older release is served again: nothing is new, and yet something changed.
    pretend(monkeypatch, "một")
    assert run(project, "publish", store.root).exit_code == 0
    assert project.words == [("publish_switched", {**said, "release": before})]


def test_a_clock_set_back_is_told(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records that wait for their day would vanish without a word."""
    pretend(monkeypatch, "một")
    run(project, "publish", store.root)
    for line in ("2099-01-15T08:00:00+07:00 switch a\n", "2099-02-30T08:00:00 switch b\n2100-01-01 switch c\n"):  # fmt: skip
        with (store.root / "history.txt").open("a", encoding="utf-8") as file:
            file.write(line)
        assert run(project, "publish", store.root).exit_code == 0
        assert project.words[1:] == [("publish_clock_back", {"then": "2099-01-15 08:00+07:00"})]


@pytest.mark.parametrize(
    "place",
    ["content", "content/a", "docs", "docs/a", "hooks", "overrides/b", "mkdocs.yml", "kho/releases/a.json", "kho/releases/a/b"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["publish", "host-files", "sbom"])
def test_nothing_is_written_among_the_sources(project: Told, store: Store, command: str, place: str) -> None:  # fmt: skip
    write_tree(project.home, {"mkdocs.yml": "", "docs/a/b.md": "", "overrides/a.html": "", "hooks/a.py": "", "content/a/b.yml": "", "kho/audience.txt": "", "kho/releases/a/b/c": ""})  # fmt: skip
    before = contents(project.home)
    out = project.home / place
    assert run(project, command, *(("--out", out) if command == "sbom" else (out,))).exit_code == 2
    assert contents(project.home) == before


@pytest.mark.parametrize(("args", "kept"), [((), 5), (("--keep", 2), 2), (("--keep", 1), 2)])
def test_five_releases_are_kept_or_as_many_as_are_asked_for(
    project: Told,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[object, ...],
    kept: int,
) -> None:
    """The one served before the current one stays in any case."""
    for number in range(7):
        pretend(monkeypatch, f"bản {number}")
        assert run(project, "publish", store.root, *args).exit_code == 0
    assert len(store.ids()) == kept
    assert project.words[0][1]["pruned"] == 1
    assert says(store) == "bản 6"


def test_keep_is_a_number_above_zero(project: Told, store: Store) -> None:
    assert run(project, "publish", store.root, "--keep", "0").exit_code == 2


def _refused() -> AuditFailedError:
    report = Report()
    report.add([diagnose("index.html", START, "E803", target="x")])
    return AuditFailedError(report)


@pytest.mark.parametrize(
    ("error", "key", "code"),
    [
        (_refused(), "publish_refused", 1),
        (BuildError("Aborted with a report"), "publish_refused", 1),
        (BuildError("no such theme"), "publish_failed", 1),
        (PrecompressError("a.html"), "publish_failed", 1),
        (OSError("disk full"), "publish_failed", 1),
    ],
)
def test_what_is_said_when_nothing_is_published(
    project: Told,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    key: str,
    code: int,
) -> None:
    pretend(monkeypatch, "một")
    assert run(project, "publish", store.root).exit_code == 0

    def fail(*_args: object, **_keys: object) -> None:
        raise error

    monkeypatch.setattr(publishing, "_audit", fail)
    done = run(project, "publish", store.root)
    assert (done.exit_code, [word for word, _ in project.words]) == (code, [key])
    assert ("[E803]" in done.output) == isinstance(error, AuditFailedError)
    assert says(store) == "một"


def test_a_store_of_another_audience_is_wrong_use(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    assert run(project, "publish", store.root, "--audience", "internal").exit_code == 0
    assert run(project, "publish", store.root).exit_code == 2
    (word,) = project.words
    assert (word[0], str(word[1]["owner"]), word[1]["audience"]) == ("publish_audience", "internal", "public")  # fmt: skip


def test_a_busy_store_is_left_alone(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    run(project, "publish", store.root)
    with store.locked():
        assert run(project, "publish", store.root).exit_code == 1
        assert project.words == [("publish_busy", {"out": store.root})]
        assert run(project, "rollback", store.root, store.current).exit_code == 1
        assert project.words == [("publish_busy", {"out": store.root})]


def test_what_the_order_holds(project: Told, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[dict[str, object]] = []

    def build_site(config: Path, out: Path, **keys: object) -> int:
        orders.append({"config": config, **keys})
        raise BuildError("enough")

    monkeypatch.setattr(publishing, "build_site", build_site)
    run(project, "publish", store.root)
    run(project, "publish", store.root, "--strict", "--site-url", "https://a.example.vn/b/")
    plain = {"config": project.config, "audience": "public", "site_url": None, "strict": False}
    assert orders == [plain, plain | {"site_url": "https://a.example.vn/b/", "strict": True}]


def test_what_an_audit_only_warns_of_is_shown(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    warned = Report()
    warned.add([diagnose("index.html", START, "W820", size=1, limit=1)])
    monkeypatch.setattr(publishing, "_audit", lambda _site, _order: warned)
    done = run(project, "publish", store.root, "--format", "json")
    assert done.exit_code == 0
    assert [item["code"] for item in json.loads(done.output)] == ["W820"]


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("https://a.example.vn/", True), ("http://a.example.vn", True), ("http://a-b.example.vn:8080/a/b.c/~d", True),
        ("http://[::1]:8080/", True), ("ftp://a.example.vn/", False), ("a.example.vn", False), ("https://a.example.vn/a b/", False),
        ("https://a.example.vn/..", False), ("https://a.example.vn/a/../b/", False), ("https://a.example.vn/?a", False),
        ("https://a.example.vn:123456/", False), ('https://a.example.vn/";', False), ("https://a.example.vn//", False),
    ],
)  # fmt: skip
def test_addresses_of_a_site(project: Told, store: Store, monkeypatch: pytest.MonkeyPatch, address: str, right: bool) -> None:  # fmt: skip
    pretend(monkeypatch, "một")
    assert run(project, "publish", store.root, "--site-url", address).exit_code == (0 if right else 2)  # fmt: skip


# --- rollback, verify ------------------------------------------------------------------------------


def test_rollback_and_verify(project: Told, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("một", "hai"):
        pretend(monkeypatch, words)
        run(project, "publish", store.root)
    project.content.mkdir()
    first, second = store.previous, store.current
    assert run(project, "verify", store.root).exit_code == 0
    assert project.words == [("verify_done", {"release": second})]
    assert run(project, "rollback", store.root).exit_code == 0
    assert project.words == [("rollback_done", {"release": first})]
    assert (store.current, says(store)) == (first, "một")
    assert run(project, "rollback", store.root, "chua-tung-co").exit_code == 1
    assert project.words == [("rollback_nothing", {"releases": ", ".join(store.ids())})]
    (store.path(second or "") / "them.html").write_text("", "utf-8")
    assert run(project, "rollback", store.root, second).exit_code == 1
    assert [word for word, _ in project.words] == ["rollback_failed"]
    assert store.current == first


def test_a_release_goes_back_only_after_its_audit(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("một", "hai"):
        pretend(monkeypatch, words)
        run(project, "publish", store.root, "--audience", "internal")
    asked: list[object] = []

    def refuse(*args: object) -> None:
        asked.append(args)
        raise _refused()

    monkeypatch.setattr(publishing, "audit_release", refuse)
    # Without content nobody can tell what it hides.
    done = run(project, "rollback", store.root)
    assert (done.exit_code, asked, says(store)) == (2, [], "hai")
    assert "--no-audit" in done.output
    project.content.mkdir()
    done = run(project, "rollback", store.root)
    assert (done.exit_code, project.words) == (1, [("rollback_refused", {})])
    assert "[E803]" in done.output
    assert asked == [(store.path(store.previous or ""), project.config, "internal")]
    assert says(store) == "hai"
    assert run(project, "rollback", store.root, "--no-audit").exit_code == 0
    assert (len(asked), says(store)) == (1, "một")


def test_what_the_check_refuses_does_not_come_back(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release made before there was a rule: the audit finds nothing hidden in it, and the gate does."""
    project.content.mkdir()
    old = keep(store, "TỐI MẬT", page="su-kien/2024/hop/index.html")
    pretend(monkeypatch, "hai")
    run(project, "publish", store.root)
    done = run(project, "rollback", store.root, old)
    assert (done.exit_code, project.words) == (1, [("rollback_refused", {})])
    assert "su-kien/2024/hop/index.html:1:1: " in done.output
    assert "[E644]" in done.output
    assert says(store) == "hai"
    assert run(project, "rollback", store.root, old, "--no-audit").exit_code == 0
    assert store.current == old


def test_there_is_nothing_to_go_back_to(project: Told, store: Store) -> None:
    assert run(project, "rollback", store.root).exit_code == 2
    store.root.mkdir()
    assert run(project, "rollback", store.root).exit_code == 1
    assert project.words == [("rollback_nothing", {"releases": "–"})]
    assert run(project, "verify", store.root).exit_code == 1
    assert project.words == [("verify_nothing", {"out": store.root})]


def test_files_that_differ_are_named(
    project: Told, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "một")
    run(project, "publish", store.root)
    release = store.path(store.current or "")
    (release / "them.html").write_text("", "utf-8")
    (release / "trang-3.html").unlink()
    done = run(project, "verify", store.root)
    assert (done.exit_code, done.output.split()) == (1, ["them.html", "trang-3.html"])
    assert project.words == [("verify_failed", {"release": store.current})]


# --- audit -----------------------------------------------------------------------------------------


def test_an_audit_without_findings_is_clean(project: Told, tmp_path: Path) -> None:
    site = write_tree(tmp_path / "site", {"a.txt": "chữ"})
    (site / "manifest.json").write_bytes(manifest.manifest(site))
    assert run(project, "audit", site, "--no-leaks").exit_code == 0
    (site / "b.txt").write_text("thêm", "utf-8")
    done = run(project, "audit", site, "--no-leaks", "--format", "json")
    assert (done.exit_code, [item["code"] for item in json.loads(done.output)]) == (1, ["E811"])


def test_an_audit_reads_the_content_unless_it_is_told_not_to(project: Told, tmp_path: Path) -> None:
    site = write_tree(tmp_path / "site", {"index.html": "x"})
    assert run(project, "audit", site).exit_code == 2
    assert run(project, "audit", site, "--no-leaks").exit_code == 1
    write_tree(project.content, BASE)
    assert run(project, "audit", site).exit_code == 1
    assert run(project, "audit", site, "--today", "15/1/2026").exit_code == 2
    assert run(project, "audit", site, "--today", "2026-01-15").exit_code == 1
    assert run(project, "audit", site, "--content", tmp_path / "khong-co").exit_code == 2


@pytest.mark.parametrize(("today", "code"), [("2026-03-01", 1), ("2026-03-02", 0), ("2026-03-03", 0)])  # fmt: skip
def test_the_day_of_publication_decides_what_leaks(project: Told, tmp_path: Path, today: str, code: int) -> None:  # fmt: skip
    event = BASE["events/2024/2024-03-14-ky-giao-uoc.md"].replace(
        "status: published", "status: published\npublish_on: 2026-03-02"
    ).replace("Hai đơn vị ký giao ước.\n", "Lễ ký mở đầu bằng bài hát Đồng lúa quê em xanh biếc.\n")  # fmt: skip
    write_tree(project.content, {**BASE, "events/2024/2024-03-14-ky-giao-uoc.md": event})
    site = write_tree(tmp_path / "site", {"a.txt": "bài hát Đồng lúa quê em xanh biếc"})
    found = json.loads(run(project, "audit", site, "--today", today, "--format", "json").output)
    assert ("E830" in {item["code"] for item in found}) is bool(code)


# --- host-files, sbom ------------------------------------------------------------------------------


@pytest.fixture
def configured(project: Told) -> Told:
    moves = "- {from: /cu/, to: /cum/vd-1/}\n"
    write_tree(project.content, {**BASE, "redirects.yml": moves})
    (project.home / "docs").mkdir()
    project.config.write_text(
        "site_name: Thử\nsite_url: https://thidua.example.vn/a/\ntheme: null\nplugins: [thidua]\n",
        "utf-8",
    )
    return project


def test_configurations_of_all_servers(configured: Told, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    assert run(configured, "host-files", out).exit_code == 0
    assert configured.words == [("host_files_done", {"out": out, "count": 7})]
    assert len([p for p in out.rglob("*") if p.is_file()]) == 7
    nginx = (out / "nginx/thidua.conf").read_text("utf-8")
    # The address says that it is served over TLS.
    assert "listen 443 ssl" in nginx
    assert "brotli_static on;" in nginx
    assert '"/a/cu/" "/a/cum/vd-1/";' in (out / "nginx/thidua-redirects.map").read_text("utf-8")
    unit = (out / "systemd/thidua-publish.service").read_text("utf-8")
    assert "publish /srv/thidua --audience public" in unit
    assert "WorkingDirectory=/opt/thidua\n" in unit


def test_every_option_of_a_configuration(configured: Told, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    done = run(
        configured, "host-files", out, "--server", "nginx", "--server", "systemd", "--site-url", "http://b.example.vn/",
        "--store", "/kho/", "--project-dir", "/du-an/", "--config-dir", "/etc/nginx/khac/", "--port", 8081, "--no-brotli",
        "--audience", "internal",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert configured.words == [("host_files_done", {"out": out, "count": 4})]
    nginx = (out / "nginx/thidua.conf").read_text("utf-8")
    assert "listen 8081;" in nginx
    assert "ssl" not in nginx.replace("# ", "")
    assert "brotli" not in nginx
    assert "/kho/current" in nginx
    assert "/etc/nginx/khac/" in nginx
    unit = (out / "systemd/thidua-publish.service").read_text("utf-8")
    assert "/du-an/.venv/bin/thidua publish /kho --audience internal" in unit


@pytest.mark.parametrize("option", ["--store", "--project-dir", "--config-dir"])
@pytest.mark.parametrize(
    ("place", "right"), [("/a/b-c.d+e@f~g/", True), ("a", False), ("/a b", False), ("/a;b", False), ("/a/../b", False), ('/a"', False)]
)  # fmt: skip
def test_folders_that_need_no_quotes(configured: Told, tmp_path: Path, option: str, place: str, right: bool) -> None:  # fmt: skip
    code = run(configured, "host-files", tmp_path / "ra", option, place).exit_code
    assert code == (0 if right else 2)


@pytest.mark.parametrize(("port", "code"), [(0, 2), (1, 0), (65535, 0), (65536, 2)])
def test_ports(configured: Told, tmp_path: Path, port: int, code: int) -> None:
    assert run(configured, "host-files", tmp_path / "ra", "--port", port).exit_code == code


def test_configurations_need_sound_content(configured: Told, tmp_path: Path) -> None:
    (configured.content / "units.yml").write_text("- id: MỘT\n", "utf-8")
    assert run(configured, "host-files", tmp_path / "ra").exit_code == 2


def test_the_bill_of_materials_is_printed_or_written(project: Told, tmp_path: Path) -> None:
    # Without a lock file of its own, a publication is built from what the package was locked to.
    shipped = json.loads(run(project, "sbom").output)
    assert "mkdocs" in {part["name"] for part in shipped["components"]}
    assert run(project, "sbom", tmp_path / "khong-co.lock").exit_code == 2
    (tmp_path / "requirements.lock").write_text("click==8.1.8 \\\n    --hash=sha256:" + "a" * 64, "utf-8")  # fmt: skip
    printed = run(project, "sbom")
    assert printed.exit_code == 0
    assert json.loads(printed.output)["components"][0]["purl"] == "pkg:pypi/click@8.1.8"
    assert run(project, "sbom", tmp_path / "requirements.lock", "--out", tmp_path / "b.json").output == ""  # fmt: skip
    assert (tmp_path / "b.json").read_text("utf-8") == printed.output

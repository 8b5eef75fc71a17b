"""Signed releases, with the host's own ssh-keygen: what a re-made manifest cannot give is not believed."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from thidua.outputs import manifest
from thidua.releases.store import Store, release_id
from unit.releases.made_store import leftovers, pretend
from unit.releases.test_commands import Told, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

_HEAD = b"-----BEGIN SSH SIGNATURE-----\n"
_FOOT = b"-----END SSH SIGNATURE-----\n"


@pytest.fixture
def project(tmp_path: Path) -> Told:
    return Told(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kho")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return _make_key(tmp_path / "khoa")


@pytest.fixture
def allowed(tmp_path: Path, key: Path) -> Path:
    """The file of a host that takes releases of the office only."""
    file = tmp_path / "nguoi-ky"
    public = key.with_suffix(".pub").read_text("utf-8").rpartition(" ")[0]
    file.write_text(f'van-phong namespaces="thidua-release" {public}\n', "utf-8")
    return file


@pytest.fixture
def put(project: Told, store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Publish a site that says these words."""

    def publish(words: str, *args: object) -> Result:
        pretend(monkeypatch, words)
        return run(project, "publish", store.root, *args)

    return publish


def _make_key(file: Path, kind: str = "ed25519") -> Path:
    command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "nguoi-that@may-that", "-f", str(file)]  # fmt: skip
    subprocess.run(command, check=True)
    return file


def _served(store: Store) -> Path:
    return store.path(store.current or "")


def _refused(project: Told, store: Store, allowed: Path) -> str:
    """The sentence with which the served release is refused, which is whole by its manifest."""
    assert run(project, "verify", store.root).exit_code == 0
    assert run(project, "verify", store.root, "--key", allowed).exit_code == 1
    (word,) = project.words
    return word[0]


def _remake(store: Store) -> None:
    """Change the served page and make a release of it that agrees with itself, as whoever may write can."""
    site = _served(store)
    (site / "index.html").write_text("<p>giả", "utf-8")
    (site / "manifest.json").write_bytes(manifest.manifest(site))
    forged = release_id(site)
    site.rename(store.path(forged))
    (store.root / "current").unlink()
    (store.root / "current").symlink_to(f"releases/{forged}")


def test_a_signed_release_tells_who_signed_it(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path
) -> None:
    assert put("một", "--sign-key", key).exit_code == 0
    assert [word for word, _ in project.words] == ["publish_done", "publish_signed"]
    assert run(project, "verify", store.root, "--key", allowed).exit_code == 0
    assert project.words == [
        ("verify_done", {"release": store.current}),
        ("verify_signed", {"release": store.current, "signer": "van-phong"}),
    ]
    assert leftovers(store) == []
    assert (_served(store) / "manifest.json.sig").stat().st_mode & 0o777 == 0o644
    # Of the key's owner nothing but the public key is told.
    assert b"nguoi-that" not in (_served(store) / "manifest.json.sig").read_bytes()
    assert b"manifest.json.sig" not in (_served(store) / "manifest.json").read_bytes()


def test_a_copy_bears_its_signature(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path, tmp_path: Path
) -> None:  # fmt: skip
    put("một", "--sign-key", key)
    shutil.copytree(store.root, tmp_path / "ban-sao", symlinks=True)
    assert run(project, "verify", tmp_path / "ban-sao", "--key", allowed).exit_code == 0


def test_an_unsigned_release_is_signed_without_being_another(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path
) -> None:
    put("một")
    release = store.current
    assert _refused(project, store, allowed) == "verify_unsigned"
    put("một", "--sign-key", key)
    assert [word for word, _ in project.words] == ["publish_unchanged", "publish_signed"]
    assert store.ids() == [release]
    assert run(project, "verify", store.root, "--key", allowed).exit_code == 0
    put("một", "--sign-key", key)
    assert [word for word, _ in project.words] == ["publish_unchanged"]
    put("một")
    assert run(project, "verify", store.root, "--key", allowed).exit_code == 0


def test_a_made_up_release_is_refused(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path, tmp_path: Path
) -> None:  # fmt: skip
    put("một", "--sign-key", key)
    _remake(store)
    assert _refused(project, store, allowed) == "verify_wrong_signature"
    (_served(store) / "manifest.json.sig").unlink()
    assert _refused(project, store, allowed) == "verify_unsigned"
    for namespace, signed_with in (("thidua-release", _make_key(tmp_path / "la")), ("git", key)):
        _sign_by_hand(_served(store), signed_with, namespace)
        expect = "verify_unknown_key" if signed_with != key else "verify_wrong_signature"
        assert _refused(project, store, allowed) == expect


def _sign_by_hand(site: Path, key: Path, namespace: str) -> None:
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", str(key), "-n", namespace]
    made = subprocess.run(command, input=(site / "manifest.json").read_bytes(), capture_output=True, check=True)  # fmt: skip
    (site / "manifest.json.sig").write_bytes(made.stdout)


def test_the_signature_of_another_release_is_refused(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path
) -> None:
    put("một", "--sign-key", key)
    signature = (_served(store) / "manifest.json.sig").read_bytes()
    put("hai", "--sign-key", key)
    (_served(store) / "manifest.json.sig").write_bytes(signature)
    assert _refused(project, store, allowed) == "verify_wrong_signature"


def test_what_servers_fall_back_to_is_asked_too(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path
) -> None:
    put("một")
    put("hai", "--sign-key", key)
    assert _refused(project, store, allowed) == "verify_unsigned"
    (store.path(store.previous or "") / "la.html").write_text("lạ", "utf-8")
    assert run(project, "verify", store.root).exit_code == 1
    assert [word for word, _ in project.words] == ["verify_failed"]


@pytest.mark.parametrize(
    "junk",
    [b"", b"chao", _HEAD + _FOOT, _HEAD + b"QUJD\n" + _FOOT, _HEAD + b"U1NIU0lHAAAA\n" + _FOOT + b"them",
     _HEAD + b"U1NIU0lHAAAA\n" * 2000 + _FOOT, _HEAD + b"U1NIU0lHA\n" + _FOOT],
)  # fmt: skip
def test_what_only_bears_the_name_of_a_signature_is_an_added_file(
    project: Told, store: Store, put: Callable[..., Result], junk: bytes
) -> None:
    put("một")
    (_served(store) / "manifest.json.sig").write_bytes(junk)
    done = run(project, "verify", store.root)
    assert (done.exit_code, done.output) == (1, "manifest.json.sig\n")


def test_nothing_is_published_unsigned_that_was_to_be_signed(
    project: Told, store: Store, put: Callable[..., Result], key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    put("một")
    release = store.current
    broken = tmp_path / "hong"
    broken.write_text("no key", "utf-8")
    broken.chmod(0o600)
    assert put("hai", "--sign-key", broken).exit_code == 1
    assert [word for word, _ in project.words] == ["sign_failed"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert put("hai", "--sign-key", key).exit_code == 1
    assert [word for word, _ in project.words] == ["sign_no_program"]
    assert store.current == release
    assert put("hai", "--sign-key", tmp_path / "khong-co").exit_code == 2


def test_without_ssh_keygen_nothing_is_believed(
    project: Told, store: Store, put: Callable[..., Result], key: Path, allowed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    put("một", "--sign-key", key)
    monkeypatch.setenv("PATH", "")
    assert run(project, "verify", store.root, "--key", allowed).exit_code == 1
    assert [word for word, _ in project.words] == ["sign_no_program"]

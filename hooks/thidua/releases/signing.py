"""Signatures of releases, made and checked by ``ssh-keygen -Y`` of OpenSSH 8.2 or later.

A hash tells that nothing was lost on the way; only a signature tells who made it. What is signed is the manifest, which
states the hash of every file; the signature lies beside it, so that every copy of a release has it too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from thidua.outputs.manifest import NAME, SIGNATURE

if TYPE_CHECKING:
    from pathlib import Path

    from thidua.releases.store import Store

NAMESPACE = "thidua-release"
"""What the signature is for: one made with the same key for a letter or a commit is none of a release."""
_SECONDS = 120
"""For a key that asks for its password or for a touch."""


class SigningError(RuntimeError):
    """A release could not be signed; ``key`` is the sentence's, ``reason`` what ssh-keygen said."""

    def __init__(self, key: str, reason: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.reason = reason


class SignatureError(RuntimeError):
    """A release bears no signature of a key that is allowed; ``key`` is the sentence's."""

    def __init__(self, key: str, reason: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.reason = reason


def sign(store: Store, release: str, key: Path) -> bool:
    """Sign a release of ``store``, which its caller holds; gives False when the same signature is there already.

    Raises `SigningError`; the release is then as it was.
    """
    folder = store.path(release)
    made = _run(
        SigningError, "-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE,
        told=(folder / NAME).read_bytes(), refused="sign_failed",
    )  # fmt: skip
    target = folder / SIGNATURE
    if target.is_file() and target.read_bytes() == made:
        return False
    store.put(made, target)
    return True


def signer(release: Path, allowed: Path) -> str:
    """Who signed the release in a folder, by the name ``allowed`` gives the key. Raises `SignatureError`.

    ``allowed`` is a file of OpenSSH's form ALLOWED SIGNERS (ssh-keygen(1)).
    """
    signature = release / SIGNATURE
    if not signature.is_file():
        raise SignatureError("verify_unsigned")
    common = ("-f", str(allowed), "-s", str(signature), "-n", NAMESPACE)
    manifest = (release / NAME).read_bytes()
    names = _run(SignatureError, "-Y", "find-principals", *common, told=b"", refused="verify_unknown_key")  # fmt: skip
    name = os.fsdecode(names).partition("\n")[0].strip()
    _run(SignatureError, "-Y", "verify", "-I", name, *common, told=manifest, refused="verify_wrong_signature")  # fmt: skip
    return name


def _run(
    error: type[SigningError | SignatureError], *args: str, told: bytes, refused: str
) -> bytes:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise error("sign_no_program")
    try:
        done = subprocess.run(  # noqa: S603 a program of the system, and values that are its options
            [program, *args], input=told, capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise error(refused, str(broken)) from broken
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise error(refused, said[-1] if said else str(done.returncode))
    return done.stdout

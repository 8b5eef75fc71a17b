"""A port that another program has is told before anything is built, with the option that takes another."""

from __future__ import annotations

import errno
import socket

import pytest
from click.testing import CliRunner

from support import FIXTURE_SITE
from thidua import ports
from thidua.cli import main
from thidua.ports import listening_socket


@pytest.mark.parametrize(
    ("command", "other"),
    [(("serve", "--addr", "127.0.0.1:{port}"), "--addr 127.0.0.1:{next}"), (("desk", "--no-browser", "--port", "{port}"), "--port 0")],
)  # fmt: skip
def test_a_port_that_is_taken(command: tuple[str, ...], other: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port = there.getsockname()[1]
        words = [word.format(port=port) for word in command]
        done = CliRunner().invoke(main, ["-f", str(FIXTURE_SITE / "mkdocs.yml"), *words])
    assert done.exit_code == 2
    assert f"Cổng {port} đang có chương trình khác dùng" in done.output
    assert f"thêm {other.format(port=port, next=port + 1)}." in done.output


def test_an_address_that_no_machine_has() -> None:
    """192.0.2.0/24 is kept for documentation. https://www.rfc-editor.org/rfc/rfc5737"""
    done = CliRunner().invoke(main, ["-f", str(FIXTURE_SITE / "mkdocs.yml"), "serve", "--addr", "192.0.2.7:8000"])  # fmt: skip
    assert done.exit_code == 2
    assert "Máy này không có địa chỉ 192.0.2.7." in done.output


def test_a_port_that_the_system_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> socket.socket:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(ports.socket, "create_server", refused)
    done = CliRunner().invoke(main, ["-f", str(FIXTURE_SITE / "mkdocs.yml"), "desk", "--no-browser", "--port", "80"])  # fmt: skip
    assert done.exit_code == 2
    assert "Hệ điều hành không cho dùng cổng 80. Thêm --port 0" in done.output.replace("\xa0", " ")


def test_a_free_port_is_found() -> None:
    with listening_socket("127.0.0.1", 0, "vi", "--port 0") as found:
        assert found.getsockname()[1] > 0

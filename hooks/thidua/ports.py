"""Ports of this machine that a command listens at."""

from __future__ import annotations

import errno
import socket

import click

from thidua.locale import phrase

_REFUSALS = {
    errno.EADDRINUSE: "cli.port_taken",
    errno.EADDRNOTAVAIL: "cli.address_missing",
    errno.EACCES: "cli.port_refused",
}
"""What is said of why a system gives no socket."""


def listening_socket(host: str, port: int, lang: str, other: str) -> socket.socket:
    """A socket that listens at ``host`` and ``port``, 0 for any that is free.

    Raises click.UsageError where another program has the port (``other`` is the option that takes another one), where
    this machine has no such address, and where the system does not let this user listen there.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        said = _REFUSALS.get(error.errno or 0)
        if said is None:
            raise
        words = phrase(lang, said, host=host, port=port, other=other)
        raise click.UsageError(words) from error

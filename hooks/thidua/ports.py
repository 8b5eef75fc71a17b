"""Ports of this machine that a command listens at."""

from __future__ import annotations

import errno
import socket

import click

from thidua.locale import phrase


def listening_socket(host: str, port: int, lang: str, other: str) -> socket.socket:
    """A socket that listens at ``host`` and ``port``, 0 for any that is free.

    Raises click.UsageError where another program has the port; ``other`` is the option that takes another one.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.UsageError(phrase(lang, "cli.port_taken", port=port, other=other)) from error

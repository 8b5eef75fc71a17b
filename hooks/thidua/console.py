"""Standard output and error of a process, made fit for Vietnamese."""

from __future__ import annotations

import io
import sys


def use_utf8() -> None:
    r"""Have standard output and error written in UTF-8, whatever the code page of the machine.

    No code page of Windows holds every Vietnamese letter: 1252 lacks most and 1258 has them only in pieces. A line
    that cannot be written ends the process, on standard output, or comes out as ``\u1ed7``, on standard error. A
    console of Windows is UTF-8 to Python already; this is for pipes, files and the logs of CI.
    """
    # On Windows MkDocs puts colorama's wrappers before the streams of the process; those themselves keep their first names.
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")

"""What is free goes back to the system, where the library of C can be told so."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

SCRIPT = """
import re
from pathlib import Path
from thidua import collector

def held():
    return 1024 * int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

GIVE_BACK
first = [b"a" * 30_000_000]
first.clear()
before = held()
large, small = [], []
for _ in range(20):
    large.append(b"a" * 2_000_000)
    small.append(b"a" * 50_000)
large.clear()
print(held() - before)
"""
"""Large blocks with small ones between them that stay; printed is what is still held of 40 MB when the large ones are free."""


def still_held(call: str) -> int:
    script = SCRIPT.replace("GIVE_BACK", call)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8"
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others take no such lesson")
def test_small_blocks_keep_no_room_of_large_ones() -> None:
    assert still_held("") > 20_000_000
    assert still_held("collector.give_back_large_blocks()") < 5_000_000

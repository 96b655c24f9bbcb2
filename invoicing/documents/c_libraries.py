"""Where the C libraries lie that WeasyPrint loads, asked of the system's loader once.

WeasyPrint tries 22 spellings of seven names, one for each system that it runs on, and for each that isn't here Python asks the
loader's list, the C compiler and the linker, each in a process of its own: a fifth of the time of a paper with 2,000 reads.
"""

from __future__ import annotations

import ctypes.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOADER = Path("/sbin/ldconfig")
_NEEDED = ("gobject-2.0", "pango-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig", "pangoft2-1.0")
_LISTED = re.compile(r"^\s+(lib\S+) \(", re.MULTILINE)


@contextmanager
def found_by_loader() -> Iterator[None]:
    """Meanwhile a library is looked for in the loader's list alone; as ever where that lacks one that WeasyPrint needs."""
    listed = _listed() if sys.platform == "linux" and _LOADER.exists() else ()

    def find_library(name: str) -> str | None:
        return next((file for file in listed if file.startswith(f"lib{name}.")), None)

    if not all(map(find_library, _NEEDED)):
        yield
        return
    as_ever = ctypes.util.find_library
    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = as_ever


def _listed() -> tuple[str, ...]:
    """The files of all libraries that the loader knows, the one it would take first; none where it doesn't say."""
    try:
        told = subprocess.run([_LOADER, "-p"], check=True, capture_output=True, env={"LC_ALL": "C"}).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(_LISTED.findall(told.decode(errors="replace")))

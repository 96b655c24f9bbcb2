"""What `wetread doctor` looks at on the machine: Python, what draws PDFs, fonts, file systems."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = (3, 11)
PANGO = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (macOS: brew install pango)"
_DRAW = """
import sys
import weasyprint
from weasyprint.text.ffi import harfbuzz_subset, pango
if not harfbuzz_subset:
    sys.exit("HarfBuzz's subsetter is missing")
weasyprint.HTML(string="<p>wetread").write_pdf()
version = pango.pango_version()
print(f"{weasyprint.__version__} with Pango {version // 10000}.{version // 100 % 100}.{version % 100}")
"""


class State(StrEnum):
    """How a check ended: only what is wrong makes the command's exit status 1."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and what to type where something is to be mended."""

    state: State
    says: str
    remedy: str = ""


def check_python() -> Checked:
    """The interpreter is one that wetread is tested with."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Checked(State.WRONG, f"Python {version} is too old", "install Python 3.11 or later")
    return Checked(State.OK, version)


def check_weasyprint() -> Checked:
    """WeasyPrint draws a page; in a process of its own, since a broken Pango may end it without a word."""
    command = [sys.executable, "-c", _DRAW]
    drawn = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    if drawn.returncode:
        last = (drawn.stderr.strip().splitlines() or [f"the process ended with {drawn.returncode}"])[-1]
        return Checked(State.WRONG, f"no PDF can be drawn: {last}", PANGO)
    found = drawn.stdout.strip()
    if int(found.split(".")[0]) < 70:
        return Checked(State.WRONG, f"WeasyPrint {found} has known holes", 'pip install "weasyprint>=70"')
    return Checked(State.OK, found)


def check_fonts() -> Checked:
    """The font that invoices are set in comes with the install."""
    name = "font_source_sans_pro"
    folder = Path(str(files(name))) / "files" if find_spec(name) else None
    faces = sorted(folder.glob("*.ttf")) if folder else []
    if not faces:
        return Checked(State.WRONG, "Source Sans Pro is missing", "pip install --force-reinstall font-source-sans-pro")
    return Checked(State.OK, f"Source Sans Pro, {len(faces)} faces")


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that the path lies on, by the system's table of mounts; empty where it isn't told."""
    found = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if point and path.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]

"""In CI nothing is skipped for want of a tool."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BY_DESIGN, ROOT

CASE = "import pytest\ndef test_it(): pytest.skip({reason!r})\n"


@pytest.mark.parametrize(
    ("reason", "ci", "end"), [("no browser", "true", 1), ("no browser", "", 0), (BY_DESIGN[0], "true", 0)]
)
def test_a_missing_tool_fails_a_test_in_ci_and_nowhere_else(tmp_path: Path, reason: str, ci: str, end: int):
    (tmp_path / "test_case.py").write_text(CASE.format(reason=reason))
    words = ["-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, "1 failed" in run.stdout) == (end, bool(end)), run.stdout

"""What is generated from the source is what the source says."""

import subprocess
import sys

from tests.conftest import ROOT


def test_the_catalogue_of_error_codes_is_up_to_date():
    run = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "error_codes.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr

"""Tests that are ended leave no server and no folder behind (spec 7.1)."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

SERVES = """
import os, sys
from pathlib import Path
from tests.databases import running_postgres
with running_postgres() as server:
    folder = server.server_uri.partition("host=")[2].partition("&")[0]
    print(folder, Path(folder, "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_killed_test_leaves_no_server_and_no_folder():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", SERVES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        folder, server = process.stdout.readline().split()
        assert Path(f"/proc/{server}").exists()
        process.kill()
    for _ in range(300):
        if not Path(folder).parent.exists() and not Path(f"/proc/{server}").exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{folder} or process {server} outlived the test by half a minute")

"""What a killed process left half-written goes at the next run; what another process is writing stays."""

import os
import subprocess
import sys
import time
from pathlib import Path

from reads.store.files import remove_leftovers, scratch, write_private

KILLED = """
import os, sys
from pathlib import Path
os.fsync = lambda handle: os.kill(os.getpid(), 9)
from reads.store.files import write_private
write_private(Path(sys.argv[1]) / "paper.pdf", b"half")
"""


def test_what_a_killed_process_left_is_removed_and_the_written_file_stays(tmp_path: Path):
    write_private(tmp_path / "other.pdf", b"whole")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert [each.suffix for each in sorted(tmp_path.iterdir())] == [".part", ".pdf"]
    remove_leftovers(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["other.pdf"]


def test_what_a_running_process_writes_stays(tmp_path: Path, monkeypatch):
    seen = []

    def look(handle: int) -> None:
        remove_leftovers(tmp_path)
        seen.append([each.suffix for each in tmp_path.iterdir() if each.is_file()])

    monkeypatch.setattr(os, "fsync", look)
    write_private(tmp_path / "paper.pdf", b"whole")
    assert seen[0] == [".part"]
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_folder_that_a_killed_process_left_goes_too_and_one_in_use_stays(tmp_path: Path):
    code = "import os, sys\nfrom pathlib import Path\nfrom reads.store.files import scratch\n"
    code += "with scratch(Path(sys.argv[1])) as folder:\n    (folder / 'plain.db').write_text('x')\n    os.kill(os.getpid(), 9)\n"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(list(tmp_path.glob("*/plain.db"))) == 1
    with scratch(tmp_path) as mine:
        remove_leftovers(tmp_path)
        assert list(tmp_path.iterdir()) == [mine]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_an_older_version_goes_after_a_day(tmp_path: Path):
    for name, hours in ((".wetread-abcdefgh", 30), (".wetread-ijklmnop", 1)):
        (tmp_path / name).mkdir()
        then = time.time() - hours * 3600
        os.utime(tmp_path / name, (then, then))
    remove_leftovers(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [".wetread-ijklmnop"]

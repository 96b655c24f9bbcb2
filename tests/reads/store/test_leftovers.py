"""What a killed process left half-written goes at the next run; what another process is writing stays."""

import os
import subprocess
import sys
import time
from pathlib import Path

from reads.store import private_files
from reads.store.private_files import remove_leftovers, scratch, write_private

KILLED = """
import os, sys
from pathlib import Path
os.fsync = lambda handle: os.kill(os.getpid(), 9)
from reads.store import private_files
from reads.store.private_files import write_private
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
    code = "import os, sys\nfrom pathlib import Path\nfrom reads.store.private_files import scratch\n"
    code += "with scratch(Path(sys.argv[1])) as folder:\n    (folder / 'plain.db').write_text('x')\n    os.kill(os.getpid(), 9)\n"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(list(tmp_path.glob("*/plain.db"))) == 1
    with scratch(tmp_path) as mine:
        remove_leftovers(tmp_path)
        assert list(tmp_path.iterdir()) == [mine]
    assert list(tmp_path.iterdir()) == []


def long_ago(path: Path) -> None:
    then = time.time() - 30 * 3600
    os.utime(path, (then, then))


def left_by_an_older_version(folder: Path, *names: str) -> None:
    folder.mkdir(mode=0o700)
    for name in names:
        (folder / name).write_text("x")


def test_a_folder_of_an_older_version_goes_after_a_day(tmp_path: Path):
    for name in (".wetread-abcdefgh", ".wetread-ijklmnop"):
        left_by_an_older_version(tmp_path / name, "wetread.db", "wetread.db-journal", "ready.zip")
    long_ago(tmp_path / ".wetread-abcdefgh")
    remove_leftovers(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [".wetread-ijklmnop"]


def test_what_only_looks_like_a_leftover_is_never_removed(tmp_path: Path):
    """A person's own folders: of another kind of name, with files of their own, open to others, or empty."""
    left_by_an_older_version(tmp_path / ".wetread-settings", "wetread.toml")
    left_by_an_older_version(tmp_path / ".wetread-abcdefgh", "wetread.db", "letter.txt")
    left_by_an_older_version(tmp_path / ".wetread-ABCDEFGH", "ready")
    left_by_an_older_version(tmp_path / ".wetread-shared00", "ready")
    (tmp_path / ".wetread-shared00").chmod(0o755)
    left_by_an_older_version(tmp_path / ".wetread-empty000")
    (tmp_path / ".wetread-nofolder").write_text("a note")
    (tmp_path / f".{private_files._MACHINE}-mine.part").mkdir()
    (tmp_path / f".{private_files._MACHINE}-4194304-mine.part").write_text("a part of a film")
    for each in tmp_path.iterdir():
        long_ago(each)
    before = sorted(tmp_path.rglob("*"))
    remove_leftovers(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before

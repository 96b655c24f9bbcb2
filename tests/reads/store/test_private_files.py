"""Files are there whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from reads.store.private_files import make_folder, write_private


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "paper.pdf"
    write_private(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_content_reaches_the_disk_before_the_name_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Sync of the file, rename, sync of the folder, in this order."""
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replace(path: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_private(tmp_path / "paper.pdf", b"content")
    assert steps == ["file", "rename", "folder"]


def test_new_folders_are_for_their_owner_only(tmp_path: Path):
    make_folder(tmp_path / "invoices" / "2026-10")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("invoices", "invoices/2026-10")] == [0o700] * 2

"""What names patients and waits on the disk: given back as it was, in any order, and unreadable there."""

import os

import pytest

from reads.store.sealed_spool import SealedSpool


def test_texts_come_back_by_their_numbers_however_many_there_are(monkeypatch):
    monkeypatch.setattr("reads.store.sealed_spool._BUFFERED", 100)
    spool = SealedSpool()
    texts = [f"{'Ærø' * (number % 7)}{number}" for number in range(500)]
    assert [spool.put(text) for text in texts] == list(range(500))
    assert len(spool) == 500
    assert list(spool) == texts
    assert (spool[499], spool[0], spool[250]) == (texts[499], texts[0], texts[250])
    assert spool.put("one more") == 500
    assert spool[500] == "one more"


def test_nothing_of_it_can_be_read_on_the_disk(monkeypatch):
    seen: list[bytes] = []
    written = os.pwrite

    def looked_at(handle, content, at):
        seen.append(bytes(content))
        return written(handle, content, at)

    monkeypatch.setattr("reads.store.sealed_spool.os.pwrite", looked_at)
    spool = SealedSpool()
    spool.put("Abernathy, Iris")
    assert list(spool) == ["Abernathy, Iris"]
    assert seen
    assert not any(b"Abernathy" in piece for piece in seen)


def test_its_file_goes_with_it():
    spool = SealedSpool()
    spool.put("a")
    assert spool[0] == "a"
    handle = spool._handle
    assert os.fstat(handle).st_nlink == 0
    del spool
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)

"""WeasyPrint's C libraries are found where Python would find them, with one question to the loader."""

import ctypes.util

import pytest

from invoicing.documents import c_libraries
from invoicing.documents.c_libraries import found_by_loader

SPELLINGS = (
    *("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0"),
    *("libpango-1.0-0", "pango-1.0-0", "pango-1.0"),
    *("libharfbuzz-0", "harfbuzz", "harfbuzz-subset", "libharfbuzz-subset-0"),
    *("libfontconfig-1", "fontconfig-1", "fontconfig"),
    *("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0"),
)
AS_EVER = ctypes.util.find_library


def test_each_spelling_is_found_as_python_finds_it():
    with found_by_loader():
        found = {name: ctypes.util.find_library(name) for name in SPELLINGS}
    assert found == {name: AS_EVER(name) for name in SPELLINGS}
    assert found["harfbuzz-subset"], "papers would be other bytes without it"


def test_python_is_asked_as_ever_afterwards():
    with pytest.raises(RuntimeError), found_by_loader():
        raise RuntimeError
    assert ctypes.util.find_library is AS_EVER


def test_a_library_that_the_loader_does_not_list_is_looked_for_as_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(c_libraries, "_listed", lambda: ("libpango-1.0.so.0",))
    with found_by_loader():
        assert ctypes.util.find_library is AS_EVER

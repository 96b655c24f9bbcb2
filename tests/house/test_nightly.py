"""`make nightly` says how far it is, keeps what it found, goes on from there, and tells which promises held."""

from pathlib import Path

import pytest

from tests import nightly
from tests.nightly import Ran

TESTS = ["tests/promises/test_tree.py::test_a", "tests/promises/test_tree.py::test_b", "tests/other.py::test_c"]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tests that were run; the second is stopped by hand the first time."""
    seen: list[str] = []

    def run(test: str) -> Ran:
        seen.append(test)
        if seen.count(TESTS[1]) == 1 and test == TESTS[1]:
            raise KeyboardInterrupt
        return Ran(test, passed=test != TESTS[2], seconds=61.0)

    monkeypatch.setattr(nightly, "FOLDER", tmp_path / ".nightly")
    monkeypatch.setattr(nightly, "_collected", lambda: TESTS)
    monkeypatch.setattr(nightly, "_state", lambda: "abc")
    monkeypatch.setattr(nightly, "_run", run)
    return seen


def test_it_goes_on_after_a_stop_and_tells_what_held(ran: list[str], capsys: pytest.CaptureFixture[str]):
    assert nightly.main([]) == 130
    assert "stopped after 0 s: the same command goes on from here" in capsys.readouterr().out
    assert nightly.main([]) == 1
    assert ran == [TESTS[0], TESTS[1], TESTS[1], TESTS[2]]
    said = capsys.readouterr().out
    table = " ".join(said.split())
    assert "3 tests, 1 of them done before, 2 left" in said
    assert f"[2/3] {TESTS[1]} …\n[2/3] passed in 1 min 1 s\n" in said
    assert "a change of any stored fact is noticed 2 2 min 2 s yes" in table
    assert "tests/other.py 1 1 min 1 s NO" in table


def test_some_of_them_and_anew(ran: list[str]):
    ran.append(TESTS[1])
    assert nightly.main(["test_b", "test_a"]) == 0
    assert nightly.main(["--fresh", "test_a"]) == 0
    assert ran[1:] == [TESTS[0], TESTS[1], TESTS[0]]

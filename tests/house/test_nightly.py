"""`make nightly` says how far it is, keeps what it found, goes on from there, and tells which promises held."""

import os
import sys
from pathlib import Path

import pytest

from tests import nightly
from tests.nightly import Ran

TESTS = ["tests/promises/test_tree.py::test_a", "tests/promises/test_tree.py::test_b", "tests/other.py::test_c"]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tests that were begun, in one lane; the second is stopped by hand the first time."""
    seen: list[str] = []

    class Run:
        def __init__(self, test: str, _: int) -> None:
            self.test = test
            seen.append(test)

        def ended(self) -> Ran:
            if self.test == TESTS[1] and seen.count(TESTS[1]) == 1:
                raise KeyboardInterrupt
            return Ran(self.test, passed=self.test != TESTS[2], seconds=61.0)

        def stop(self) -> None:
            seen.append(f"stopped {self.test}")

    monkeypatch.setattr(nightly, "FOLDER", tmp_path / ".nightly")
    monkeypatch.setattr(nightly, "PAUSE", 0)
    monkeypatch.setattr(nightly, "_collected", lambda: TESTS)
    monkeypatch.setattr(nightly, "_state", lambda: "abc")
    monkeypatch.setattr(nightly, "Run", Run)
    monkeypatch.setenv("WETREAD_LANES", "1")
    return seen


def test_it_goes_on_after_a_stop_and_tells_what_held(ran: list[str], capsys: pytest.CaptureFixture[str]):
    assert nightly.main([]) == 130
    assert "stopped after 0 s: the same command goes on from here" in capsys.readouterr().out
    assert nightly.main([]) == 1
    assert ran == [TESTS[0], TESTS[1], f"stopped {TESTS[1]}", TESTS[1], TESTS[2]]
    said = capsys.readouterr().out
    table = " ".join(said.split())
    assert "3 tests, 1 of them done before, 2 left" in said
    assert f"{TESTS[1]} …\n[2/3] {TESTS[1]} passed in 1 min 1 s\n" in said
    assert "a change of any stored fact is noticed 2 2 min 2 s yes" in table
    assert "tests/other.py 1 1 min 1 s NO" in table


def test_some_of_them_and_anew(ran: list[str]):
    ran.append(TESTS[1])
    assert nightly.main(["test_b", "test_a"]) == 0
    assert nightly.main(["--fresh", "test_a"]) == 0
    assert ran[1:] == [TESTS[0], TESTS[1], TESTS[0]]


def test_two_lanes_and_what_is_stopped_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nightly, "FOLDER", tmp_path)
    monkeypatch.setattr(nightly, "PYTEST", (sys.executable, "-c", _WAITS))
    monkeypatch.setenv("WETREAD_LANES", "2")
    tests = nightly._side_by_side(["slow", "quick", "other"])
    assert [next(tests).test, next(tests).test] == ["quick", "other"], "beside the slow one"
    waiting = int((tmp_path / "tmp0" / "pid").read_text())
    tests.close()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(waiting, 0)


_WAITS = """
import os, sys, time
from pathlib import Path
folder = Path(sys.argv[1].partition("=")[2])
folder.mkdir()
(folder / "pid").write_text(str(os.getpid()))
time.sleep(600 if sys.argv[2] == "slow" else 0.5)
"""

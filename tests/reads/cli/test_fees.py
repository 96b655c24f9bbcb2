"""`wetread fees` on the command line."""

from __future__ import annotations

import pytest

from tests.reads.fees.cms import csv_file, fixed_width

ROWS = ["70001 - A 0.85 1", "70001 26 A 0.83 1", "70001 TC A 0.00 1"]


@pytest.fixture(autouse=True)
def settings(books):
    (books / "wetread.toml").write_text("[group]\n")


@pytest.fixture
def july(tmp_path):
    path = tmp_path / "PPRRVU2026_Jul_nonQPP.csv"
    path.write_bytes(csv_file(ROWS))
    return path


def test_import_then_show_then_list(run, july):
    imported = run("fees", "import", str(july))
    assert (imported.status, imported.stdout) == (0, "PPRRVU2026_Jul_nonQPP.csv: 2026C, 3 rows\n")
    shown = run("fees", "show", "70001", "--json").json
    assert [(row["modifier"], row["work_rvu"], row["counts"]) for row in shown] == [
        ("", "0.85", False),
        ("26", "0.83", True),
        ("TC", "0.00", False),
    ]
    assert {(row["code"], row["release"], row["from"], row["status"]) for row in shown} == {
        ("70001", "2026C", "2026-07-01", "A")
    }
    (release,) = run("--json", "fees", "list").json
    assert (release["release"], release["until"], release["variant"]) == ("2026C", "2026-10-01", "nonQPP")


def test_a_second_import_says_that_there_is_nothing_to_do(run, july):
    run("fees", "import", str(july))
    assert "nothing to do" in run("fees", "import", str(july)).stdout


def test_a_correction_shows_the_work_rvus_it_changes(run, july):
    run("fees", "import", str(july))
    july.write_bytes(csv_file(["70001 - A 0.85 1", "70001 26 A 0.84 1"]))
    corrected = run("fees", "import", str(july)).stdout
    assert "70001 26  0.83 → 0.84" in corrected
    assert "70001 TC  0.00 → none" in corrected
    july.write_bytes(csv_file(["70001 - A 0.85 1"]))
    (done,) = run("fees", "import", str(july), "--json").json
    assert (done["revision"], done["status"]) == (3, "corrected")
    assert done["changes"] == [{"code": "70001", "modifier": "26", "old": "0.84", "new": None}]


def test_one_file_refused_and_none_is_imported(run, july, tmp_path):
    nameless = tmp_path / "download.txt"
    nameless.write_bytes(fixed_width(ROWS))
    refused = run("fees", "import", str(july), str(nameless))
    assert refused.status == 3
    assert "--release 2025D" in refused.stderr
    assert run("fees", "list", "--json").json == []
    assert run("fees", "import", str(nameless), "--release", "2025D").status == 0


def test_a_release_that_is_none_is_wrong_use(run, july):
    assert run("fees", "import", str(july), "--release", "2025E").status == 2


def test_a_code_that_no_release_has_is_said(run):
    shown = run("fees", "show", "99999", "--json")
    assert (shown.status, shown.json) == (0, [])
    assert "no imported release has 99999" in shown.stderr


def test_standard_input_is_a_file_too(run, july):
    assert run("fees", "import", "-", stdin=july.read_bytes()).stdout == "-: 2026C, 3 rows\n"

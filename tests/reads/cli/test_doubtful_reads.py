"""Reads that came in and are perhaps not what they seem: a mistyped year, one study under two ways of writing its number."""

from __future__ import annotations

import pytest

from tests.conftest import Run

HEADER = "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at"


@pytest.fixture(autouse=True)
def _books(books, tmp_path):
    (books / "wetread.toml").write_text(f'database_url = "sqlite:///{tmp_path}/wetread.db"\n')


@pytest.fixture
def csv(tmp_path):
    def write(*rows: str, name: str = "night.csv") -> str:
        path = tmp_path / name
        path.write_text("\n".join((HEADER, *rows)) + "\n")
        return str(path)

    return write


def read(accession: str, received: str = "", signed: str = "2026-10-03T06:12:00Z", kind: str = "preliminary") -> str:
    return f"mercy-main,{accession},CTHEAD,CT,{kind},moreno,{received},{signed}"


@pytest.mark.parametrize(
    ("received", "signed", "said"),
    [
        ("2025-10-03T06:00:00Z", "2026-10-03T06:12:00Z", "received_at lies 365 days before signed_at"),
        ("2026-10-03T06:00:00Z", "2025-10-03T06:12:00Z", "received_at lies 364 days after signed_at"),
        ("2026-08-04T06:11:00Z", "2026-10-03T06:12:00Z", "received_at lies 60 days before signed_at"),
    ],
)
def test_times_that_cant_both_be_right_are_named_and_ask_for_a_person(run: Run, csv, received, signed, said):
    result = run("reads", "import", csv(read("A1", received, signed)))
    assert (result.status, "1 recorded" in result.stdout) == (1, True)
    assert f"night.csv:2:7: {said}" in result.stderr


@pytest.mark.parametrize(
    ("received", "signed", "kind"),
    [
        ("2026-08-04T06:12:00Z", "2026-10-03T06:12:00Z", "preliminary"),
        ("2026-10-04T06:12:00Z", "2026-10-03T06:12:00Z", "preliminary"),
        ("2026-10-31T23:59:00Z", "2026-11-01T00:09:00Z", "preliminary"),
        ("2026-03-04T06:12:00Z", "2026-10-03T06:12:00Z", "addendum"),
    ],
)
def test_times_that_may_be_right_are_not(run: Run, csv, received, signed, kind):
    result = run("reads", "import", csv(read("A1", received, signed, kind)))
    assert (result.status, "lies" in result.stderr) == (0, False)


def test_a_year_that_only_the_rest_of_the_file_tells_is_named(run: Run, csv):
    rows = [read(f"A{day}", signed=f"2026-10-{day:02d}T06:12:00Z") for day in range(1, 6)]
    result = run("reads", "import", csv(*rows, read("A9", signed="2025-10-06T06:12:00Z")))
    assert result.status == 1
    assert "signed_at of 1 read lies in October 2025, 12 months from the rest of the file (line 7)" in result.stderr


def test_a_file_of_years_and_one_of_two_reads_have_no_rest(run: Run, csv):
    history = [read(f"A{year}", signed=f"{year}-10-03T06:12:00Z") for year in range(2020, 2026)]
    assert run("reads", "import", csv(*history)).status == 0
    two = csv(read("B1"), read("B2", signed="2025-10-06T06:12:00Z"), name="two.csv")
    assert run("reads", "import", two).status == 0


def twins(run: Run, path: str) -> list[str]:
    return [each["message"] for each in run("reads", "import", path, "--json").json["near_twins"]]


@pytest.mark.parametrize("other", ["A902", "a902", "A 902", "A/902", "A.90-2"])
def test_one_exam_of_one_day_under_a_number_with_and_without_marks_is_named_once(run: Run, csv, other):
    run("reads", "import", csv(read("A-902")))
    again = csv(read(other, signed="2026-10-03T06:19:00Z"), name="again.csv")
    assert twins(run, again) == [f"mercy-main: A-902 and {other}"]
    assert twins(run, again) == []


def test_within_one_file_too_and_the_remedy_voids_the_later(run: Run, csv):
    result = run("reads", "import", csv(read("A902"), read("A-902", signed="2026-10-03T06:19:00Z")))
    assert result.status == 1
    assert '`wetread reads void A-902 --because "written in two ways"`' in result.stderr


def test_other_days_other_exams_and_other_parts_are_other_studies(run: Run, csv):
    rows = (
        read("A-902"),
        read("A902", signed="2026-10-05T06:19:00Z"),
        read("A902").replace("CTHEAD", "CTSPINE"),
        read("2026-1-11"),
        read("2026-11-1"),
    )
    assert twins(run, csv(*rows)) == []


def test_a_study_told_by_zeros_is_named_as_before(run: Run, csv):
    assert twins(run, csv(read("0904"), read("904", signed="2026-10-03T06:19:00Z"))) == ["mercy-main: 0904 and 904"]

"""What `held` says of a name that several readers have, and of a facility that is in force on other days."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.invoicing.closing.night import bring, write_books


@pytest.fixture(autouse=True)
def group(database: str, books: Path, run: Run, clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.instant = datetime(2026, 12, 1, tzinfo=UTC)
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    write_books(books, run)


def reasons(run: Run) -> list[dict[str, str]]:
    return [reason for row in run("held", "--json").json for reason in row["reasons"]]


def test_a_name_that_two_readers_have_is_said_to_be_theirs_and_names_csv_tells_whose(books: Path, run: Run):
    """It was said that no reader has it, and that one be added: a third."""
    path = books / "directory" / "radiologists.csv"
    path.write_text(path.read_text() + "one,Zoe,\ntwo,Zoe,\n")
    assert run("apply").status == 0
    bring(books, run, "mercy A1 CTHEAD preliminary Zoe - 2026-10-05T06:12:00Z")
    (reason,) = reasons(run)
    assert (reason["code"], reason["message"]) == (
        "unknown_radiologist",
        "'Zoe' is the name of several readers in radiologists.csv: one, two",
    )
    assert "kind radiologist, name Zoe, id that reader's, facility mercy" in reason["remedy"]
    (books / "directory" / "names.csv").write_text("kind,name,id,facility\nradiologist,Zoe,two,mercy\n")
    assert run("apply").status == 0
    assert reasons(run) == []


def test_a_reader_whom_nobody_knows_is_said_to_be_none(books: Path, run: Run):
    bring(books, run, "mercy A1 CTHEAD preliminary Zoe - 2026-10-05T06:12:00Z")
    (reason,) = reasons(run)
    assert reason["message"] == "radiologists.csv has no reader 'Zoe' by id, NPI or name"


def test_a_facility_that_has_ended_is_said_to_be_in_force_on_other_days(books: Path, run: Run):
    """A hospital was merged, its messages go on under the old id: names.csv, which was the remedy, is never asked for an id."""
    path = books / "directory" / "facilities.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([f"{header},from,until", *(f"{row},,2026-10-04" for row in rows)]) + "\n")
    assert run("apply").status == 0
    bring(books, run, "mercy A1 CTHEAD preliminary ann - 2026-10-05T06:12:00Z")
    (reason,) = (each for each in reasons(run) if each["code"] == "unknown_facility")
    assert (
        reason["message"]
        == "facilities.csv has the facility 'mercy', but no row of it is in force on the day of the read"
    )
    assert "add a row of mercy from that day on" in reason["remedy"]

"""The demonstration's month is the same every time, and as untidy as a real one."""

import csv
import io

from invoicing.demo.month import files


def rows(name):
    return list(csv.DictReader(io.StringIO(files()[name])))


def test_the_same_month_every_time():
    assert files() == files()


def test_every_client_has_reads_and_only_the_system_sends_mistakes():
    facilities = {row["facility"] for name in ("mercy.csv", "hospitals.csv") for row in rows(name)}
    assert facilities == {
        "mercy-general",
        "mercy-lakeside",
        "st-brendan-main",
        "harvest-regional",
        "lakeview-main",
        "marianas-main",
    }
    assert all(row["accession"] and row["signed_at"] for row in rows("hospitals.csv"))
    assert any(not row["accession"] for row in rows("mercy.csv"))


def test_finals_are_apart_from_wet_reads():
    assert {row["read_type"] for row in rows("finals.csv")} == {"final"}
    assert "final" not in {row["read_type"] for name in ("mercy.csv", "hospitals.csv") for row in rows(name)}

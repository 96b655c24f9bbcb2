"""`wetread held` and `wetread reads list`: what waits, why and what to type; where each read goes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from reads.store.engine import Store
from tests.invoicing.closing.night import bring, write_books

READS = """
mercy   fine    CTHEAD preliminary ann  - 2026-10-03T06:12:00Z
mercy   fine    CTHEAD final       ann  - 2026-10-03T09:12:00Z aetna
mercy   fine    CTHEAD final       ann  - 2026-10-03T10:12:00Z aetna 77
mercy   new     CTNEW  preliminary ann  - 2026-10-04T06:12:00Z
mercy   new2    CTNEW  preliminary Zoe  - 2026-10-05T06:12:00Z
mercy   norate  XRHAND preliminary ann  - 2026-10-06T06:12:00Z
mercy   nowork  CTABD  preliminary ann  - 2026-10-07T06:12:00Z
mercy   abroad  CTHEAD final       sam  - 2026-10-08T06:12:00Z aetna
mercy   later   CTNEW  preliminary ann  - 2026-11-08T06:12:00Z
"""


@pytest.fixture(autouse=True)
def group(books, run, clock, reach):
    """Applied books and a month of reads, on both databases, in December 2026."""
    clock.instant = datetime(2026, 12, 1, tzinfo=UTC)

    def december() -> None:
        write_books(books, run)
        bring(books, run, READS)

    reach("held", december)


def held(run, *options):
    """What is held: accession -> codes; several reads of an accession under one name each."""
    return [
        (row["accession"], [reason["code"] for reason in row["reasons"]])
        for row in run("held", "--json", *options).json
    ]


def number_of(run, accession):
    return next(str(row["id"]) for row in run("held", "--json").json if row["accession"] == accession)


def test_all_that_is_held_is_listed_with_every_reason(run):
    assert held(run, "--month", "2026-10") == [
        ("fine", ["second_interpretation"]),
        ("new", ["unknown_exam"]),
        ("new2", ["unknown_radiologist", "unknown_exam"]),
        ("norate", ["no_rate"]),
        ("nowork", ["no_release"]),
        ("abroad", ["final_read_abroad"]),
    ]
    doors = {row["accession"]: row["door"] for row in run("held", "--month", "2026-10", "--json").json}
    assert (doors["fine"], doors["norate"], doors["abroad"]) == ("insurance", "hospital", "insurance")
    assert held(run, "--month", "2026-11") == [("later", ["unknown_exam"])]
    assert len(held(run)) == 7


def test_a_person_sees_counts_and_what_to_type_and_exit_1(run):
    shown = run("held")
    assert shown.status == 1
    assert "unknown_exam: 3 reads" in shown.stdout
    assert "add a row to directory/exams.csv: facility mercy, exam_code CTNEW, cpt its CPT code" in shown.stdout
    assert shown.stdout.endswith("7 reads held\n")


def test_a_month_in_which_nothing_is_held_ends_with_0(run):
    shown = run("held", "--month", "2026-09")
    assert (shown.status, shown.stdout) == (0, "nothing is held\n")
    assert run("held", "--month", "September").status == 2


def test_once_mended_it_is_held_no_longer(books, run):
    exams = books / "directory" / "exams.csv"
    exams.write_text(exams.read_text() + "mercy,CTNEW,70486,CT\n")
    run("apply")
    assert dict(held(run))["new2"] == ["unknown_radiologist"]
    assert dict(held(run))["new"] == ["no_rate"]


def test_a_person_releases_a_second_interpretation_and_the_audit_log_has_why(run, database):
    number = number_of(run, "fine")
    done = run("held", "release", number, "--because", "the first missed it", "--json")
    assert (done.status, done.json) == (0, {"id": int(number), "released": ["second_interpretation"]})
    assert "fine" not in dict(held(run))
    store = Store.open(database)
    with store.read() as session:
        query = text("SELECT actor, because, detail FROM events WHERE action = 'held.released'")
        actor, because, detail = session.connection().execute(query).one()
        assert session.connection().execute(text("SELECT reason FROM held_releases")).scalars().all() == [
            "second_interpretation"
        ]
    store.close()
    assert (actor, because) == ("tester", "the first missed it")
    assert '"reason":"second_interpretation"' in detail


@pytest.mark.parametrize("accession, code", [("abroad", "final_read_abroad"), ("new", "unknown_exam")])
def test_what_no_person_may_decide_is_not_released(run, accession, code):
    refused = run("held", "release", number_of(run, accession), "--because", "please", "--reason", code)
    assert refused.status == 3
    assert code in refused.stderr
    assert "→" in refused.stderr
    assert code in dict(held(run))[accession]


@pytest.mark.parametrize("number", ["999999", "1"])
def test_what_is_not_held_is_not_released(run, number):
    """1 is the first read of the log, which is on its way to the hospital."""
    refused = run("held", "release", number, "--because", "please")
    assert (refused.status, "`wetread held` lists" in refused.stderr) == (3, True)


def test_a_release_needs_a_reason_in_words(run):
    number = number_of(run, "fine")
    assert run("held", "release", number).status == 2
    assert run("held", "release", number, "--because", " ").status == 2


def test_reads_are_listed_in_the_order_of_signing_with_their_route(run):
    rows = run("reads", "list", "--month", "2026-10", "--json").json
    assert [(row["accession"], row["route"], row["reasons"]) for row in rows] == [
        ("fine", "hospital", []),
        ("fine", "insurance", []),
        ("fine", "held", ["second_interpretation"]),
        ("new", "held", ["unknown_exam"]),
        ("new2", "held", ["unknown_radiologist", "unknown_exam"]),
        ("norate", "held", ["no_rate"]),
        ("nowork", "held", ["no_release"]),
        ("abroad", "held", ["final_read_abroad"]),
    ]
    first = rows[0]
    assert {name: first[name] for name in ("facility", "exam_code", "cpt", "read_type", "modality", "priority")} == {
        "facility": "mercy",
        "exam_code": "CTHEAD",
        "cpt": ["70450"],
        "read_type": "preliminary",
        "modality": "CT",
        "priority": "routine",
    }
    assert (first["radiologist"], first["signed_at"], first["month"]) == ("ann", "2026-10-03T06:12:00Z", "2026-10")


@pytest.mark.parametrize(
    "options, accessions",
    [
        (["--route", "hospital"], ["fine"]),
        (["--route", "held", "--limit", "2"], ["fine", "new"]),
        (["--facility", "grace"], []),
        (["--month", "2026-11"], ["later"]),
    ],
)
def test_the_list_can_be_narrowed(run, options, accessions):
    assert [row["accession"] for row in run("reads", "list", "--json", *options).json] == accessions


def test_the_list_is_readable_on_a_terminal(run):
    shown = run("reads", "list", "--month", "2026-11").stdout
    assert shown == "2026-11-08T06:12:00Z  mercy  later  CTNEW  preliminary  ann  2026-11  held (unknown_exam)\n"

"""`wetread explain`: each read of an accession with its door, its figures and its paper."""

from pathlib import Path

from tests.conftest import Run
from tests.invoicing.papers.night import bring, write_books

READS = """
mercy A1 CTHEAD preliminary ann 2026-10-14T06:00Z 2026-10-14T06:12Z
mercy a1 XRHAND preliminary ann 2026-10-14T06:00Z 2026-10-14T06:12Z
mercy A1 CTHEAD final ann 2026-10-14T06:00Z 2026-10-14T12:12Z aetna
grace A1 CTHEAD preliminary sam 2026-10-14T06:00Z 2026-10-14T06:12Z
mercy A2 CTABD preliminary sam 2026-10-14T06:00Z 2026-10-14T06:12Z
"""


def test_scripts_get_the_fields_of_spec_6(books: Path, run: Run):
    write_books(books, run)
    bring(books, run, READS)
    (found,) = run("explain", "A1", "--facility", "grace", "--json").json
    assert found | {"figures": None, "lines": None} == {
        "accession": "A1",
        "exam": "CTHEAD",
        "facility": "grace",
        "read_type": "preliminary",
        "route": "hospital",
        "rule": "wet_read",
        "contract": "grace-2026",
        "version": 1,
        "month": "2026-10",
        "rate": "All",
        "rate_price": "12.00 an exam",
        "units": "1",
        "codes": [{"cpt": "70450", "work_rvu": None, "release": None}],
        "base": "12.00",
        "multiple": None,
        "tiers": [],
        "surcharges": [],
        "credits": [],
        "charge": "12.00",
        "invoice": None,
        "reasons": [],
        "figures": None,
        "lines": None,
    }


def test_a_person_reads_figures_reasons_and_doors(books: Path, run: Run, golden):
    write_books(books, run)
    bring(books, run, READS)
    outcome = run("explain", "a1")
    assert outcome.status == 0
    golden(outcome.stdout, "explain.txt")


def test_a_read_without_a_release_is_held_with_the_file_to_download(books: Path, run: Run):
    write_books(books, run)
    bring(books, run, READS)
    (found,) = run("explain", "A2", "--json").json
    assert (found["route"], found["charge"], found["reasons"][0]["code"]) == ("held", None, "no_release")
    assert "PPRRVU2026_Oct_nonQPP.csv" in found["reasons"][0]["remedy"]


def test_an_issued_read_names_its_paper(books: Path, run: Run):
    write_books(books, run)
    bring(books, run, READS)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status in (0, 1)
    found = {
        (one["facility"], one["exam"], one["read_type"]): one["invoice"] for one in run("explain", "A1", "--json").json
    }
    assert found["mercy", "CTHEAD", "preliminary"] == "LS-2026-0002"
    assert found["mercy", "CTHEAD", "final"] is None


def test_an_unknown_accession_is_refused(books: Path, run: Run):
    write_books(books, run)
    outcome = run("explain", "NOPE", "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (3, "unknown_read")

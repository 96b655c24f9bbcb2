"""`wetread explain`: each read of an accession with its door, its figures and its paper."""

from pathlib import Path

from invoicing.contracts.load_contracts import apply_contracts
from reads.core.clock import FixedClock
from reads.directory.settings import database_url
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.closing.night import bring, write_books

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
        "billed": None,
        "withdrawn": None,
        "reasons": [],
        "warnings": [],
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


def issued(books: Path, run: Run) -> None:
    write_books(books, run)
    bring(books, run, READS)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status in (0, 1)


def test_a_read_that_was_billed_at_another_price_says_so(books: Path, run: Run, clock: FixedClock):
    """An issued paper keeps its amount; what the read costs today stands beside it."""
    issued(books, run)
    assert "was billed" not in run("explain", "A1", "--facility", "grace").stdout
    store = Store.open(database_url(books), clock=clock)
    texts = {path.stem: path.read_text().replace("12.00", "15.00") for path in (books / "contracts").glob("*.toml")}
    with store.write() as session:
        apply_contracts(session, texts, actor="ann", at=clock.now())
    store.close()
    (found,) = run("explain", "A1", "--facility", "grace", "--json").json
    assert (found["charge"], found["billed"], found["invoice"]) == ("15.00", "12.00", "LS-2026-0001")
    assert "12.00 was billed, not 15.00" in run("explain", "A1", "--facility", "grace").stdout


def test_a_disputed_read_costs_nothing_until_it_is_restored(books: Path, run: Run):
    issued(books, run)
    done = run("invoice", "dispute", "LS-2026-0001", "--reads", "-", "--because", "not ours", stdin="A1\n")
    assert done.status == 0, done.stderr
    (found,) = run("explain", "A1", "--facility", "grace", "--json").json
    assert (found["charge"], found["base"], found["billed"], found["withdrawn"]) == (
        "0.00",
        "12.00",
        "12.00",
        "disputed",
    )
    told = run("explain", "A1", "--facility", "grace").stdout
    assert "0.00  it is disputed, and costs nothing until it is restored" in told
    assert "12.00 was billed, not 0.00" in told


def test_a_late_read_says_what_becomes_of_it(books: Path, run: Run):
    """By the contract it goes on the next invoice, or is waived."""
    issued(books, run)
    bring(books, run, "grace A9 CTHEAD preliminary sam 2026-10-15T06:00Z 2026-10-15T06:12Z")
    assert "October 2026 was issued without it, so it goes on the next invoice" in run("explain", "A9").stdout
    contract = books / "contracts" / "grace-2026.toml"
    contract.write_text('late_reads = "waive"\n' + contract.read_text())
    assert run("apply", "--reprice").status == 0
    assert "October 2026 was issued without it, and the contract waives what comes late" in run("explain", "A9").stdout

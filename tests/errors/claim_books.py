"""The demonstration's group with work RVUs and a key, of whose finals one stands on a claim that has gone out: C000000001, of 165.00."""

from __future__ import annotations

from pathlib import Path

from invoicing.cli.demo import write_books
from tests.errors.transcripts import played

STEPS = (
    "wetread apply",
    "wetread fees import PPRRVU2026_Oct_demo.csv",
    "wetread key create",
    "finals accession=E1,payer=harbor-commercial,facility=harvest-regional,radiologist=r-chen,member_id=HC-4711,patient_last=Baker",
    "wetread reads import finals.csv",
    "wetread claims export --month 2026-10 -o sent",
)


def write_claim_books(folder: Path) -> None:
    """Writes the books, and does what has been done in them."""
    write_books(folder)
    done = played(list(STEPS), folder)
    assert done.endswith("(exit 0)\n"), done

"""Small books for closing: two clients, three contracts, and an October of a few reads, as files a person would write."""

import hashlib
import io
from pathlib import Path

from invoicing.closing import load_books
from invoicing.closing.load_books import ApplyPermissions
from invoicing.contracts.books import read_all_books
from reads.core.actor_and_moment import By
from reads.directory.load_directory import load_directory
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from reads.log.outcome import Imported, Source
from reads.log.record_reads import import_candidates
from reads.store.engine import Store

SETTINGS = """
database_url = "{url}"

[group]
name     = "Prairie Night Radiology"
npi      = "1450000009"
tax_id   = "36-1234567"
taxonomy = "2085R0202X"
address  = ["2 Oak Ave", "Peoria, IL 61602-0001"]
remit_to = ["PO Box 7", "Peoria, IL 61602-0001"]
phone    = "309-555-0100"
email    = "billing@prairie.example"
timezone = "America/Chicago"

[invoices]
number = "WR-{{year}}-{{seq:05d}}"
"""

DIRECTORY = {
    "clients.csv": """\
id,name,address,email,attention,po_number,terms_days
mercy,Mercy Health,1 Main St | Chicago IL 60607-1204,ap@mercy.example,,PO-1,30
lakeview,Lakeview Hospital,1 Lake Rd | Madison WI 53705-2214,ap@lakeview.example,,,45
""",
    "facilities.csv": """\
id,client,name,npi,address,city,state,zip,timezone
mercy-general,mercy,Mercy General,1450012376,1 Main St,Chicago,IL,60607-1204,America/Chicago
mercy-west,mercy,Mercy West,1450024744,9 West St,Chicago,IL,60607-1204,America/Chicago
lakeview-main,lakeview,Lakeview Hospital,1450061852,1 Lake Rd,Madison,WI,53705-2214,America/Chicago
""",
    "radiologists.csv": 'id,name,npi\nr-rao,"Rao, Vikram",\n',
    "locations.csv": "radiologist,from,until,country,timezone\nr-rao,2025-01-01,,IN,Asia/Kolkata\n",
    "exams.csv": """\
facility,exam_code,cpt,modality,regions,description
*,CTHEAD,70450,CT,1,Head CT plain
*,XRKNEE,73562,XR,1,Knee films
""",
}

CONTRACTS = {
    "mercy-general.toml": """\
client     = "mercy"
title      = "Nights at Mercy General"
effective  = 2026-09-01
facilities = ["mercy-general"]

[[rates]]
name     = "CT head"
match    = { modality = "CT" }
per_read = "38.00"
[[rates]]
name     = "Everything else"
per_read = "12.00"

[minimum]
monthly = "100.00"
""",
    "mercy-west.toml": """\
client     = "mercy"
title      = "Weekends at Mercy West"
effective  = 2026-09-01
facilities = ["mercy-west"]

[[rates]]
name     = "A read"
per_read = "20.00"
""",
    "lakeview.toml": """\
client        = "lakeview"
title         = "Overflow"
effective     = 2026-09-01
not_to_exceed = "100.00"

[[rates]]
name     = "CT head"
match    = { modality = "CT" }
per_read = "45.00"
""",
}

HEADER = "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at\n"

OCTOBER = (
    HEADER
    + """\
mercy-general,MG1,CTHEAD,CT,preliminary,r-rao,2026-10-05T01:00:00-05:00,2026-10-05T01:20:00-05:00
mercy-general,MG2,XRKNEE,XR,preliminary,r-rao,2026-10-06T01:00:00-05:00,2026-10-06T01:20:00-05:00
mercy-general,MG3,CTHEAD,CT,preliminary,r-rao,2026-10-31T23:50:00-05:00,2026-10-31T23:59:00-05:00
lakeview-main,LV1,CTHEAD,CT,preliminary,r-rao,2026-10-07T01:00:00-05:00,2026-10-07T01:20:00-05:00
"""
)
"""Mercy General: 38.00 + 12.00 + 38.00, topped up to its minimum of 100.00; Lakeview 45.00; Mercy West nothing."""


def write_books(folder: Path, url: str, contracts: dict[str, str] | None = None) -> None:
    """The books' files, with their database at the URL."""
    for name in ("directory", "contracts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "wetread.toml").write_text(SETTINGS.format(url=url))
    for name, text in DIRECTORY.items():
        (folder / "directory" / name).write_text(text)
    for name, text in (CONTRACTS if contracts is None else contracts).items():
        (folder / "contracts" / name).write_text(text)


def apply(folder: Path, store: Store) -> None:
    """Loads the books, as `wetread apply` does."""
    books = read_all_books(folder)
    assert not books.errors
    load_books.apply(store, books, By("tester", store.clock.now()), ApplyPermissions(reprice=True))


def bring_in(store: Store, text: str, *, corrects: bool = False) -> Imported:
    """Imports a CSV of reads, as `wetread reads import` does."""
    with store.write() as session:
        directory = load_directory(session)
        candidates = table_of(
            io.BytesIO(text.encode()), "reads.csv", Fields(directory, store.clock.now()), corrects=corrects
        )
        source = Source("csv", "reads.csv", hashlib.sha256(text.encode()).hexdigest())
        return import_candidates(session, candidates, source, directory, actor="tester", at=store.clock.now())

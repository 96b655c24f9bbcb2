"""Books of a small invented group that reads at night, as a person would write them, and reads as a hospital sends them."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Outcome, Run
from tests.reads.directory.written import GOOD

BOOKS = {
    "wetread.toml": GOOD["wetread.toml"],
    "directory/clients.csv": "id,name,address\nmercy-health,Mercy Health,12 Elm St | Springfield IL 62701\n",
    "directory/facilities.csv": """\
id,client,name,npi,address,city,state,zip,timezone
mercy,mercy-health,Mercy,1234567893,12 Elm St,Springfield,IL,62701,America/Chicago
grace,mercy-health,Grace,1234567893,13 Elm St,Springfield,IL,62701,America/Chicago
""",
    "directory/radiologists.csv": "id,name,npi\nann,Ann Adams,1003000126\nsam,Sam Smith,1679576722\n",
    "directory/locations.csv": """\
radiologist,from,until,country,state,zip,timezone
ann,2025-01-01,,US,IL,60611-2210,America/Chicago
sam,2025-01-01,,AU,,,Australia/Sydney
""",
    "directory/payers.csv": "id,name,kind,edi_id\naetna,Aetna,commercial,60054\n",
    "directory/exams.csv": """\
facility,exam_code,cpt,modality
*,CTHEAD,70450,CT
*,CTABD,74177,CT
*,XRHAND,73130,XR
""",
    "contracts/mercy-2026.toml": """\
client     = "mercy-health"
title      = "Night"
effective  = 2026-01-01
facilities = ["mercy"]

[[rates]]
name     = "CT head"
match    = { exam_code = ["CTHEAD"] }
per_read = "38.00"

[[rates]]
name     = "CT abdomen"
match    = { exam_code = ["CTABD"] }
per_wrvu = "36.50"
""",
    "contracts/grace-2026.toml": """\
client     = "mercy-health"
title      = "Night, by receipt"
effective  = 2026-01-01
facilities = ["grace"]
month_by   = "received_at"

[[rates]]
name     = "All"
per_read = "12.00"
""",
}
HEADER = "facility,accession,exam_code,read_type,radiologist,received_at,signed_at,payer,modifiers"


def write_books(books: Path, run: Run) -> None:
    """Writes the books and applies them."""
    for name, text in BOOKS.items():
        path = books / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    applied = run("apply")
    assert applied.status == 0, applied.stderr


def bring(books: Path, run: Run, rows: str, *options: str) -> Outcome:
    """Imports reads: lines of texts "mercy A1 CTHEAD preliminary ann - 2026-10-03T06:12Z", columns as in HEADER."""
    path = books / "reads.csv"
    lines = [",".join("" if cell == "-" else cell for cell in row.split()) for row in rows.strip().splitlines()]
    wide = [line + "," * (HEADER.count(",") - line.count(",")) for line in lines]
    path.write_text("\n".join([HEADER, *wide]) + "\n")
    return run("reads", "import", str(path), *options)

"""A small group's books as a person would write them, and a way to write them with a change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

GOOD: Mapping[str, str] = {
    "wetread.toml": """\
database_url = "sqlite:///wetread.db"

[group]
name     = "Lakeshore Radiology Partners"
npi      = "1234567893"
tax_id   = "36-1234567"
taxonomy = "2085R0202X"
address  = ["500 N Shore Dr", "Suite 210", "Chicago, IL 60611-2210"]
remit_to = ["PO Box 4410", "Chicago, IL 60680"]
phone    = "312-555-0142"
email    = "billing@lakeshore.example"
timezone = "America/Chicago"

[invoices]
number = "LS-{year}-{seq:04d}"

[claims]
usage = "T"
""",
    "directory/clients.csv": """\
id,name,address,terms_days
mercy-health,Mercy Health,12 Elm St | Springfield IL 62701,45
lakeview,Lakeview Hospital,1 Lake Rd | Milwaukee WI 53202,
""",
    "directory/facilities.csv": """\
id,client,name,npi,address,city,state,zip,timezone,pos_outpatient,from,until
mercy-general,mercy-health,Mercy General,1234567893,12 Elm St,Springfield,IL,62701,America/Chicago,,,2026-07-01
mercy-general,lakeview,Mercy General,1234567893,12 Elm St,Springfield,IL,62701,America/Chicago,19,2026-07-01,
lakeview,lakeview,Lakeview,1679576722,1 Lake Rd,Milwaukee,WI,53202,America/Chicago,,,
""",
    "directory/radiologists.csv": """\
id,name,npi
ana-roy,Ana Roy,1003000126
ben-ito,Ben Ito,
""",
    "directory/locations.csv": """\
radiologist,from,until,country,state,zip,timezone
ana-roy,2025-01-01,2026-03-01,US,IL,60611-2210,America/Chicago
ana-roy,2026-03-01,,IN,,,Asia/Kolkata
ben-ito,2025-01-01,,PR,,00901,America/Puerto_Rico
""",
    "directory/licenses.csv": "radiologist,state,number,from,until\nana-roy,IL,036-1,2020-01-01,\n",
    "directory/payers.csv": "id,name,kind,edi_id,state\nmedicare-il,Medicare Illinois,medicare,06102,IL\n",
    "directory/enrollments.csv": "radiologist,payer,state,from,until\nana-roy,medicare-il,IL,2025-01-01,\n",
    "directory/exams.csv": """\
facility,exam_code,cpt,modality,regions,description
*,CTH,70450,CT,,Head
mercy-general,CTH,70460,CT,1,Head with
mercy-general,CTCAP,71260+74177,CT,3,"Chest, abdomen, pelvis"
""",
    "directory/names.csv": "kind,name,id,facility\nradiologist,ROY A MD,ana-roy,\nexam,HEAD CT,CTH,mercy-general\n",
    "coverage.csv": "contract,name,date,quantity\nmercy-health,Nights,2026-10-03,8\n",
    "holidays/ours.csv": "date,name,observed\n2026-07-04,Independence Day,2026-07-03\n",
    "directory/charges.csv": "cpt,charge,from\n70450,250.00,\n70450,260.00,2026-07-01\n",
    "contracts/mercy-health.toml": """\
client    = "mercy-health"
title     = "Overnight preliminary coverage"
effective = 2026-01-01

[[rates]]
name     = "Everything"
per_read = "38.00"
""",
}
"""File within the books -> text; nothing in it is wrong."""


def key_of(file: str) -> str:
    """What `read_directory` calls a file: "clients", "holidays/ours"."""
    return file.removeprefix("directory/").removesuffix(".csv")


def write(books: Path, changes: Mapping[str, str | None] | None = None) -> None:
    """Writes the good books, some files of them with another text, or left out (None).

    coverage.csv has no row: its rows are held against contracts, which these books lack.
    """
    without_rows = {"coverage.csv": GOOD["coverage.csv"].partition("\n")[0] + "\n"}
    for name, text in {**GOOD, **without_rows, **(changes or {})}.items():
        path = books / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8", newline="")


def put(books: Path, file: str, old: str, new: str) -> None:
    """Changes one text in one file; the old one must be there."""
    path = books / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")

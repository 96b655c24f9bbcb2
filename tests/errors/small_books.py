"""A small group's books in which October 2026 is issued and November has reads: where most error codes are shown."""

from __future__ import annotations

from pathlib import Path

from tests.errors.transcripts import played
from tests.reads.directory.written import GOOD

HEADER = "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at\n"
CHANGES = {
    "directory/facilities.csv": "id,client,name,npi,address,city,state,zip,timezone\n"
    "mercy-general,mercy-health,Mercy General,1234567893,12 Elm St,Springfield,IL,62701,America/Chicago\n"
    "lakeview,lakeview,Lakeview,1679576722,1 Lake Rd,Milwaukee,WI,53202,America/Chicago\n",
    "directory/clients.csv": GOOD["directory/clients.csv"]
    .replace("terms_days", "terms_days,email")
    .replace("45\n", "45,\n")
    .replace("53202,\n", "53202,,\n"),
    "coverage.csv": "contract,name,date,quantity\n",
    "october.csv": HEADER
    + "".join(
        f"mercy-general,A{number},CTH,CT,preliminary,ben-ito,2026-10-0{number}T01:12:00-05:00,2026-10-0{number}T01:31:00-05:00\n"
        for number in (3, 4, 5)
    ),
    "november.csv": HEADER
    + "mercy-general,B1,CTH,CT,preliminary,ben-ito,2026-11-03T01:12:00-06:00,2026-11-03T01:31:00-06:00\n",
}
"""October's reads, one of November, and two clients of which one has a contract."""

STEPS = (
    "apply",
    "reads import october.csv",
    "close 2026-10 --issue",
    "reads import november.csv",
)


def write_small_books(folder: Path) -> None:
    """Writes the books, and does what has been done in them."""
    for name, text in {**GOOD, **CHANGES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    done = played([f"wetread {step}" for step in STEPS], folder)
    assert done.endswith("(exit 0)\n"), done

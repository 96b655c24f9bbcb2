"""The demonstration's group with finals of a test's own: rows from a few words, brought in by the commands a biller types."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from invoicing.cli.demo import write_books
from reads.intake.content import CONTENT
from reads.intake.fields_of_finals import PATIENT
from tests.conftest import Outcome

COLUMNS = (*(name for name in CONTENT if name != "test_patient"), *PATIENT)

FINAL = {
    "facility": "harvest-regional",
    "accession": "A1",
    "exam_code": "CTHEAD",
    "modality": "CT",
    "read_type": "final",
    "radiologist": "r-okafor",
    "exam_at": "2026-10-05T22:40:00-05:00",
    "received_at": "2026-10-05T23:00:00-05:00",
    "signed_at": "2026-10-05T23:20:00-05:00",
    "patient_class": "E",
    "payer": "medicare",
    "patient_last": "Abernathy",
    "patient_first": "Iris",
    "patient_dob": "1948-03-02",
    "patient_sex": "F",
    "patient_address": "12 Prairie Ln",
    "patient_city": "Springfield",
    "patient_state": "IL",
    "patient_zip": "62702",
    "member_id": "1HR2KT3MW41",
    "subscriber_relation": "self",
    "diagnoses": "R51.9",
    "ordering_npi": "1450136001",
    "ordering_last": "Marlowe",
    "ordering_first": "Ruth",
    "documentation": "indication+technique+comparison+findings+impression+signature",
}
"""A head CT of an Illinois emergency room, read in Tampa for Medicare just after midnight there: ready for a claim."""


def rows(*changes: dict[str, str]) -> str:
    """A CSV of finals, each the one above with these changes; the accessions count A1, A2, … unless said otherwise."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for number, change in enumerate(changes, 1):
        writer.writerow(FINAL | {"accession": f"A{number}"} | change)
    return text.getvalue()


@dataclass
class Practice:
    """The group's books with a key, its directory applied; `run` is the command on them."""

    books: Path
    run: Callable[..., Outcome]

    def wetread(self, *words: str, status: int = 0) -> Any:
        """What the command answers as JSON; its status must be the one given."""
        outcome = self.run(*words, "--json")
        assert outcome.status == status, (words, outcome.stdout, outcome.stderr)
        return outcome.json

    def bring_in(self, *changes: dict[str, str], amend: bool = False, status: int = 0) -> Any:
        """Imports finals with these changes."""
        path = self.books / "finals.csv"
        path.write_text(rows(*changes))
        return self.wetread("reads", "import", str(path), *(["--amend"] if amend else []), status=status)

    def check(self, *, held: bool = False) -> Any:
        """The work list."""
        return self.wetread("claims", "check", status=int(held))

    def held(self) -> dict[str, set[str]]:
        """The reasons that hold each accession."""
        document = self.run("claims", "check", "--json").json
        return {each["accession"]: {reason["code"] for reason in each["reasons"]} for each in document["held"]}

    def export(self, *, status: int = 0, month: str = "2026-10", folder: str = "claims") -> list[str]:
        """The texts of the month's claims files."""
        out = self.books / folder
        document = self.wetread("claims", "export", "--month", month, "-o", str(out), status=status)
        return [Path(file["path"]).read_text() for file in document["files"]]

    def answer(self, text: str, name: str = "answer.txt", status: int = 0) -> Any:
        """Takes a file of answers, which is addressed to these books whomever its words were made for."""
        path = self.books / name
        path.write_text(text.replace("SUBMIT01       ", "LAKESHORE      ").replace("*SUBMIT01", "*LAKESHORE"))
        return self.wetread("claims", "ack", str(path), status=status)

    def edit(self, file: str, old: str, new: str) -> None:
        """Changes the books, and applies them."""
        path = self.books / file
        text = path.read_text()
        assert old in text, f"{old} is not in {file}"
        path.write_text(text.replace(old, new))
        self.wetread("apply")


def opened(books: Path, run: Callable[..., Outcome], *, key: bool = True) -> Practice:
    """The practice, ready for its finals."""
    write_books(books)
    practice = Practice(books, run)
    practice.wetread("apply")
    practice.wetread("fees", "import", str(books / "PPRRVU2026_Oct_demo.csv"))
    if key:
        practice.wetread("key", "create")
    return practice

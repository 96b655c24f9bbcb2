"""The invented group that the contracts of these tests speak of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from reads.directory.directory import Directory
from reads.directory.model import Client, Exam, Facility, Payer, PayerKind, Radiologist
from tests.conftest import TESTS

CONTRACTS = TESTS / "data" / "contracts"
FILES = sorted(CONTRACTS.glob("*.toml"))


def named(path: Path) -> str:
    return path.stem


def facility(key: str, client: str, name: str, starts: date | None = None, ends: date | None = None) -> Facility:
    zone = ZoneInfo("America/Chicago")
    return Facility(key, client, name, "1999999984", "1 Main St", "Chicago", "IL", "60601", zone, "22", starts, ends)


DIRECTORY = Directory.of(
    clients=[
        Client("mercy-health", "Mercy Health System", ("1 Main St",), po_number="PO-77", terms_days=45),
        Client("summit-care", "Summit Care", ("9 Hill Rd",)),
        Client("no-sites", "No Sites Yet", ("2 Main St",)),
    ],
    facilities=[
        facility("mercy-general", "mercy-health", "Mercy General Hospital"),
        facility("mercy-lakeside", "mercy-health", "Mercy Lakeside"),
        facility("summit-main", "summit-care", "Summit Main"),
        facility("river-clinic", "mercy-health", "River Clinic", ends=date(2026, 7, 1)),
        facility("river-clinic", "summit-care", "River Clinic", starts=date(2026, 7, 1)),
    ],
    radiologists=[Radiologist("jane-doe", "Jane Doe, MD", "1234567893"), Radiologist("ravi-rao", "Ravi Rao, MD")],
    payers=[Payer("medicare-il", "Medicare Illinois", PayerKind.MEDICARE, "MCRIL")],
    exams=[
        Exam("*", "CTHead", ("70450",), "CT"),
        Exam("*", "EndoCam", ("74176",), "ES"),
        Exam("*", "MRBrain", ("70551",), "MR"),
        Exam("mercy-general", "MRPit", ("70553",), "MR"),
    ],
)

"""A small invented group to route reads in: facilities, readers and where they sit, payers, exams, one contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Client, Exam, Facility, Location, Payer, PayerKind, Radiologist

CHICAGO = ZoneInfo("America/Chicago")
SYDNEY = ZoneInfo("Australia/Sydney")
GUAM = ZoneInfo("Pacific/Guam")


def _location(who, country, state="", zone=CHICAGO):
    return Location(who, date(2020, 1, 1), None, country, state, "60611", "1 Elm St", "Town", zone)


DIRECTORY = Directory.of(
    clients=[Client("mercy-health", "Mercy Health", ("1 Main St",))],
    facilities=[
        Facility("mercy", "mercy-health", "Mercy", "1234567893", "1 Main", "Chicago", "IL", "60601", CHICAGO),
        Facility("lone", "lone-health", "Lone", "1234567893", "2 Main", "Chicago", "IL", "60601", CHICAGO),
        Facility("silent", "mercy-health", "Silent", "1234567893", "3 Main", "Chicago", "IL", "60601", CHICAGO),
    ],
    radiologists=[
        Radiologist("ann", "Ann Adams", "1234567893"),
        Radiologist("sam", "Sam Smith", "1245319599"),
        Radiologist("gil", "Gil Guam", "1245319599"),
        Radiologist("nell", "Nell Nonpi"),
        Radiologist("roy", "Roy Roaming", "1245319599"),
        Radiologist("zoe", "Zoe Zealand", "1245319599"),
        Radiologist("ivy", "Ivy Ives", "1245319599", tax_form="W-8BEN"),
    ],
    locations=[
        _location("ann", "US", "IL"),
        _location("sam", "AU", zone=SYDNEY),
        _location("gil", "GU", zone=GUAM),
        _location("nell", "US", "FL"),
        Location("zoe", date(2020, 1, 1), date(2026, 9, 1), "AU", "WA", "6000", "1 Elm St", "Perth", SYDNEY),
    ],
    payers=[
        Payer("medicare", "Medicare", PayerKind.MEDICARE, "1"),
        Payer("aetna", "Aetna", PayerKind.COMMERCIAL, "2"),
        Payer("self", "Self pay", PayerKind.SELF_PAY, "3"),
        Payer("tx-medicaid", "Texas Medicaid", PayerKind.MEDICAID, "4", offshore="no"),
    ],
    exams=[Exam("*", "CTHEAD", ("70450",), "CT"), Exam("mercy", "CTABD", ("74177",), "CT")],
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Terms of a contract that pays for preliminary reads and over-reads, by signing."""

    contract: str
    client: str
    service_date: date
    month: Month
    local_time: datetime
    billing_moment: datetime
    asks_for: frozenset[str] = frozenset({"priority", "modality"})

    def pays_for(self, read_type):
        return read_type in (ReadType.PRELIMINARY, ReadType.OVERREAD)

    def pays_final_of(self, payer):
        return False


def terms_for(read):
    """One contract covers mercy from 2026 on, by the calendar of Chicago."""
    local = read.signed_at.astimezone(CHICAGO)
    if read.facility != "mercy" or local.year < 2026:
        return None
    day = local.date()
    return Agreed("mercy-2026", "mercy-health", day, Month.of(day), local.replace(tzinfo=None), read.signed_at)


BASE = Read(
    facility="mercy",
    accession="A1",
    exam_code="CTHEAD",
    radiologist="ann",
    signed_at=datetime(2026, 10, 3, 6, 12, tzinfo=UTC),
)


def logged(read=BASE, *, version_id=1, void=False, **changes) -> LoggedRead:
    """A read of the log; `changes` are fields of the read."""
    read = replace(read, **changes)
    return LoggedRead(read, read.key, version_id, 1, void)


def written(text: str, **more) -> LoggedRead:
    """A read from words: "final by sam at mercy of CTHEAD for aetna"; what isn't said is as in `BASE`."""
    kind, *words = text.split()
    said = dict(zip(words[::2], words[1::2], strict=True))
    fields = {"by": "radiologist", "at": "facility", "of": "exam_code", "for": "payer", "from": "read_country"}
    fields["in"] = "read_state"
    changes = {fields[word]: value for word, value in said.items()}
    return logged(read_type=ReadType(kind), **changes, **more)

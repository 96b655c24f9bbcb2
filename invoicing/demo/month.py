"""The demonstration's October 2026: every read of six hospitals as their exports would have it, the same every time.

mercy.csv        a hospital system, with the mistakes that real exports have
hospitals.csv    four more clients, times with offsets
finals.csv       the morning's final reads (invoicing.demo.finals)
late.csv         reads that a hospital sends after its invoice

Beside them what a hospital lists itself (invoicing.demo.own_list).
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from invoicing.demo.finals import finals_csv
from invoicing.demo.own_list import own_list
from reads.core.time_zones import zone as zone_of

_SEED = 20261001
_DAYS = 31

_COLUMNS = (
    "facility",
    "accession",
    "exam_code",
    "description",
    "modality",
    "read_type",
    "priority",
    "radiologist",
    "exam_at",
    "received_at",
    "signed_at",
    "patient_class",
    "payer",
)

_EXAMS = (
    ("CTHEAD", "HEAD CT WO", "CT", 27),
    ("CTABDPEL", "ABD/PELVIS CT W", "CT", 17),
    ("CTSTONE", "ABD/PELVIS CT STONE", "CT", 6),
    ("CTCSP", "C-SPINE CT WO", "CT", 8),
    ("CTACHEST", "CHEST CTA PE", "CT", 6),
    ("CTCHEST", "CHEST CT W", "CT", 4),
    ("CTANECK", "NECK CTA", "CT", 3),
    ("CTFACE", "FACIAL CT WO", "CT", 2),
    ("CTCAP", "TRAUMA CAP CT W", "CT", 2),
    ("MRBRAIN", "BRAIN MR WO", "MR", 3),
    ("XRCHEST1", "CHEST 1V PORT", "CR", 8),
    ("XRCHEST2", "CHEST 2V", "DX", 5),
    ("XRKNEE", "KNEE 3V", "DX", 2),
    ("XRSHOULD", "SHOULDER 2V", "DX", 2),
    ("XRABD", "ABDOMEN 1V", "CR", 2),
    ("USRUQ", "RUQ US", "US", 5),
    ("USPELVIS", "PELVIS US", "US", 4),
    ("USVEIN", "LEG VEINS US", "US", 4),
)
_MINUTES = {9: 10, 14: 22, 19: 25, 25: 20, 32: 12, 41: 7, 55: 4}
_HOURS = {22: 18, 23: 16, 0: 14, 1: 12, 2: 10, 3: 9, 4: 7, 5: 7, 6: 7}


@dataclass(frozen=True, slots=True)
class _Site:
    """A facility of the demonstration and how its export looks."""

    facility: str
    zone: str
    reads: int
    prefix: str
    payers: tuple[str, ...] = ()


_MERCY = (
    _Site("mercy-general", "America/Chicago", 460, "MG"),
    _Site("mercy-lakeside", "America/Chicago", 240, "ML"),
)
_HOSPITALS = (
    _Site("st-brendan-main", "America/Chicago", 96, "SB"),
    _Site("harvest-regional", "America/Chicago", 290, "HR", ("medicare", "harbor-commercial", "il-medicaid")),
    _Site("lakeview-main", "America/Chicago", 310, "LV"),
    _Site("marianas-main", "Pacific/Guam", 180, "MM"),
)
_WET_READERS = ("r-rao", "r-lindqvist", "r-keller")

Row = dict[str, str]


def files() -> Mapping[str, str]:
    """The month's files by name, as text."""
    mercy, others = _month()
    return {
        "mercy.csv": _csv(mercy) + _mistakes(mercy),
        "hospitals.csv": _csv(others),
        "finals.csv": finals_csv([row for row in others if row["facility"] == "harvest-regional"]),
        "late.csv": _csv(_late(others)),
    }


def own_lists() -> Mapping[str, str]:
    """What hospitals list themselves, by file name: for reconciliation."""
    _, others = _month()
    return {"st-brendan-october.csv": own_list([row for row in others if row["facility"] == "st-brendan-main"])}


def _month() -> tuple[list[Row], list[Row]]:
    """The wet reads of the hospital system, and of the other clients."""
    chance = random.Random(_SEED)  # noqa: S311  invented reads, no secret
    mercy = [row for site in _MERCY for row in _nights(site, chance, local=True)]
    return mercy, [row for site in _HOSPITALS for row in _nights(site, chance, local=False)]


def _nights(site: _Site, chance: random.Random, *, local: bool) -> Iterator[Row]:
    """A site's wet reads through the month, in the order in which they were received."""
    zone = zone_of(site.zone)
    moments = sorted(_moment(chance) for _ in range(site.reads))
    accession = 104_200
    for minutes in moments:
        accession += chance.randint(1, 9)
        received = datetime(2026, 10, 1, tzinfo=zone) + timedelta(minutes=minutes)
        exam = chance.choices(_EXAMS, [weight for *_, weight in _EXAMS])[0]
        yield _row(site, f"{site.prefix}{accession:07d}", exam, received, chance, local=local)
        if exam[0] == "CTHEAD" and _one_in(8, chance):
            yield _row(site, f"{site.prefix}{accession:07d}", _EXAMS[3], received, chance, local=local)


def _moment(chance: random.Random) -> int:
    """A minute of the month, by the hours at which emergency rooms send scans out."""
    day = chance.randrange(_DAYS)
    hour = chance.choices(list(_HOURS), list(_HOURS.values()))[0]
    return (day * 24 + hour) * 60 + chance.randrange(60)


def _one_in(many: int, chance: random.Random) -> bool:
    return chance.randrange(many) == 0


def _row(
    site: _Site,
    accession: str,
    exam: tuple[str, str, str, int],
    received: datetime,
    chance: random.Random,
    *,
    local: bool,
) -> Row:
    stat = chance.randrange(10) < 3
    minutes = chance.choices(list(_MINUTES), list(_MINUTES.values()))[0] + chance.randrange(6) - (6 if stat else 0)
    if _one_in(60, chance):
        minutes *= 3
    signed = (received.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(received.tzinfo)
    exam_at = received - timedelta(minutes=chance.randint(6, 35))
    written = [
        moment.strftime("%Y-%m-%d %H:%M") if local else moment.isoformat() for moment in (exam_at, received, signed)
    ]
    code, description, modality, _ = exam
    return {
        "facility": site.facility,
        "accession": accession,
        "exam_code": code,
        "description": description,
        "modality": modality,
        "read_type": "preliminary",
        "priority": "critical" if stat and _one_in(5, chance) else "stat" if stat else "routine",
        "radiologist": chance.choice(_WET_READERS),
        "exam_at": written[0],
        "received_at": written[1],
        "signed_at": written[2],
        "patient_class": "I" if _one_in(10, chance) else "E",
        "payer": chance.choice(site.payers) if site.payers else "",
    }


def _late(rows: list[Row]) -> list[Row]:
    """Two reads of a hospital with a monthly minimum: they use up what it was billed without reads."""
    known = [row for row in rows if row["facility"] == "st-brendan-main" and row["modality"] == "CT"]
    return [{**row, "accession": f"SB019900{number}"} for number, row in enumerate(known[:2])]


def _csv(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _mistakes(rows: list[Row]) -> str:
    """What else is in a real export: rows sent twice, rows that contradict another, rows that make no sense."""
    sent_twice = rows[10:13]
    contradicting = [
        {**rows[20], "radiologist": "r-lindqvist" if rows[20]["radiologist"] != "r-lindqvist" else "r-rao"}
    ]
    faulty = [
        {**rows[30], "accession": ""},
        {**rows[31], "accession": "MG9000001", "signed_at": "31/10/2026 02:14"},
        {**rows[32], "accession": "MG9000002", "read_type": "wet"},
        {**rows[33], "accession": "MG9000003", "priority": "asap"},
        {**rows[34], "accession": "MG9000004", "exam_code": ""},
        {**rows[35], "accession": "MG9000005", "signed_at": ""},
    ]
    unknown = [
        {**rows[40], "accession": "MG9000010", "exam_code": "CTORBIT", "description": "ORBITS CT WO"},
        {**rows[41], "accession": "MG9000011", "radiologist": "Dr. Newcomer"},
    ]
    body = _csv([*sent_twice, *contradicting, *faulty, *unknown])
    return body.split("\n", 1)[1]

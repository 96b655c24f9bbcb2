"""The months that are measured, and their invented books and reads."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Scale:
    """How much of everything."""

    name: str
    reads: int
    facilities: int
    radiologists: int
    months: int = 1


SCALES = {
    "small": Scale("small", 5_000, 15, 12),
    "tenth": Scale("tenth", 54_000, 210, 54),
    "month": Scale("month", 540_000, 2_100, 540),
    "year": Scale("year", 540_000, 2_100, 540, months=12),
}

EXAMS = (
    ("CTHEAD", "70450", "CT", 1),
    ("CTABDPEL", "74177", "CT", 2),
    ("CTCAP", "71260+74177", "CT", 3),
    ("CTCSP", "72125", "CT", 1),
    ("XRCHEST1", "71045", "XR", 1),
    ("USRUQ", "76705", "US", 1),
    ("MRBRAIN", "70551", "MR", 1),
)
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
COLUMNS = "facility,accession,exam_code,description,modality,read_type,priority,radiologist,received_at,signed_at,patient_class"


def facility(number: int) -> tuple[str, str]:
    """A facility's id and time zone."""
    return f"hospital-{number:04d}", ZONES[number % len(ZONES)]


def write_reads(path: Path, scale: Scale, *, year: int = 2026, month: int = 10) -> Path:
    """A month of reads as one CSV with offsets, in the order of signing within each facility."""
    with path.open("w", newline="") as file:
        file.write(COLUMNS + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows_of(scale, year, month))
    return path


def rows_of(scale: Scale, year: int, month: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(f"{year}-{month}")
    for number in range(scale.reads):
        name, zone = facility(number % scale.facilities)
        received = datetime(year, month, 1, tzinfo=ZoneInfo(zone)) + timedelta(minutes=chance.randrange(30 * 24 * 60))
        signed = received + timedelta(minutes=5 + chance.randrange(60))
        code, _, modality, _ = chance.choice(EXAMS)
        yield (
            name,
            f"A{year}{month:02d}{number:07d}",
            code,
            f"{modality} exam of the emergency room, urgent" if number % 9 == 0 else f"{modality} exam",
            modality,
            "preliminary",
            ("routine", "stat", "critical")[chance.randrange(3)],
            f"r-{number % scale.radiologists:04d}",
            received.isoformat(),
            signed.isoformat(),
            "E",
        )


def write_books(folder: Path, scale: Scale) -> Path:
    """Books of the scale: a client and a contract for each facility."""
    (folder / "contracts").mkdir(parents=True, exist_ok=True)
    (folder / "directory").mkdir(exist_ok=True)
    (folder / "wetread.toml").write_text(_SETTINGS)
    tables = {
        "clients": ["id,name,address"],
        "facilities": ["id,client,name,npi,address,city,state,zip,timezone"],
        "radiologists": ["id,name,npi"],
        "exams": ["facility,exam_code,cpt,modality,regions"],
    }
    for number in range(scale.facilities):
        name, zone = facility(number)
        tables["clients"].append(f"client-{number:04d},Hospital {number},1 Main St | Town IL 60601")
        tables["facilities"].append(
            f"{name},client-{number:04d},Hospital {number},1234567893,1 Main St,Town,IL,60601,{zone}"
        )
        (folder / "contracts" / f"contract-{number:04d}.toml").write_text(
            CONTRACT.format(client=f"client-{number:04d}")
        )
    tables["radiologists"] += [f"r-{number:04d},Reader {number}," for number in range(scale.radiologists)]
    tables["exams"] += [f"*,{code},{cpt},{modality},{regions}" for code, cpt, modality, regions in EXAMS]
    for table, lines in tables.items():
        (folder / "directory" / f"{table}.csv").write_text("\n".join(lines) + "\n")
    return folder


_SETTINGS = """\
[group]
name = "Bench Radiology"
npi = "1234567893"
tax_id = "36-1234567"
taxonomy = "2085R0202X"
address = ["1 Main St", "Chicago, IL 60611"]
remit_to = ["PO Box 1", "Chicago, IL 60680"]
phone = "312-555-0100"
email = "billing@bench.example"
timezone = "America/Chicago"

[claims]
submitter_id = "BENCH"
"""

CONTRACT = """\
client = "{client}"
title = "Overnight reads"
effective = 2025-01-01

[[rates]]
name = "CT head"
match = {{ cpt = ["70450"] }}
per_read = "34.00"

[[rates]]
name = "CT"
match = {{ modality = "CT" }}
per_read = "38.00"

[[rates]]
name = "Everything else"
per_read = "12.00"

[[surcharges]]
name = "STAT"
match = {{ priority = ["stat", "critical"] }}
add = "2.00"

[[surcharges]]
name = "Deep night"
match = {{ local_time = "23:00-05:00" }}
percent = "10"

[[tiers]]
name = "CT volume"
match = {{ modality = "CT" }}
steps = [ {{ above = 100, percent = "-5" }} ]

[minimum]
monthly = "1000.00"
"""

"""Six exports of systems that nobody here has seen, invented: an hour's reads of two hospitals as each would write them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reads.directory.directory import Directory
from tests.reads.directories import MERCY, facility
from tests.reads.intake.workbooks import xlsx

BOOKS = Directory.of(
    facilities=[
        replace(facility("mercy-main", "America/New_York"), name="Mercy Main Campus"),
        replace(facility("mercy-west", "America/Los_Angeles"), name="Mercy West"),
    ],
    radiologists=list(MERCY.radiologists.values()),
    exams=[exam for exams in MERCY.exams.values() for exam in exams],
)
EXAMS = (
    ("CT", "CT HEAD W/O CONTRAST", "CTHEAD"),
    ("CR", "XR CHEST 1 VIEW", "XRCH1"),
    ("US", "US ABDOMEN LTD", "USABDL"),
    ("MR", "MRI BRAIN W/WO", "MRBRN"),
)
COUNT = 40


@dataclass(frozen=True)
class Night:
    """One read of the night, before a system writes it down."""

    number: int

    @property
    def accession(self) -> str:
        return f"00{10_000 + 7 * self.number}"

    @property
    def signed(self) -> datetime:
        return datetime.fromisoformat(f"2026-10-{1 + self.number % 30:02}T04:12") + timedelta(
            hours=self.number % 20, minutes=3 * self.number
        )

    @property
    def done(self) -> datetime:
        return self.signed - timedelta(minutes=35)

    @property
    def exam(self) -> tuple[str, str, str]:
        return EXAMS[self.number % 4]

    @property
    def reader(self) -> tuple[str, str]:
        return (("Ada", "Moreno"), ("Ben", "Okafor"))[self.number % 2]

    @property
    def hospital(self) -> str:
        return ("Mercy Main Campus", "Mercy West")[self.number % 3 == 0]

    @property
    def status(self) -> str:
        return ("Wet Read", "Final", "Prelim")[self.number % 3]

    @property
    def stat(self) -> str:
        return ("STAT", "Routine")[self.number % 2]


NIGHTS = tuple(map(Night, range(COUNT)))


def text(header: str, rows: list[list[object]], delimiter: str = ",", above: str = "", below: str = "") -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(header.split("|"))
    writer.writerows(rows)
    return above + written.getvalue() + below


def workflow() -> bytes:
    """A small vendor's raw export; patient's name and number in it."""
    header = "Workflow ID|MRN|Procedure|Report Comp Time|Final Rad|Modality|Hospital|Image Count|Patient"
    rows = [
        [
            99001 + n.number,
            f"M{n.number}77",
            n.exam[1],
            f"{n.signed:%m/%d/%Y %I:%M %p}",
            f"{n.reader[1]}, {n.reader[0]} MD",
            n.exam[0],
            n.hospital,
            200 + n.number,
            "CANARY,JANE",
        ]
        for n in NIGHTS
    ]
    return text(header, rows).encode()


def pacs_dump() -> bytes:
    """Tabs, Windows' encoding, days and times of day apart, day first."""
    header = "Acc#|Site|Study Description|Mod|Study Date|Study Time|Sign Date|Sign Time|Reading Physician|Status"
    rows = [
        [
            n.accession,
            n.hospital,
            n.exam[1] + " Schädel",
            n.exam[0],
            f"{n.done:%d.%m.%Y}",
            f"{n.done:%H:%M:%S}",
            f"{n.signed:%d.%m.%Y}",
            f"{n.signed:%H:%M:%S}",
            "Dr. " + " ".join(n.reader),
            n.status,
        ]
        for n in NIGHTS
    ]
    return text(header, rows, "\t").encode("cp1252")


def ris_report() -> bytes:
    """Semicolons, titles above, a total below, no column for the hospital."""
    header = "AccessionNumber|ProcedureCode|ProcedureName|PatientClass|Priority|OrderDTTM|SignedDTTM|ReadingRadiologist|ReportStatus|PatientName|DOB"
    rows = [
        [
            n.accession,
            n.exam[2],
            n.exam[1],
            "ER",
            n.stat,
            f"{n.done:%Y-%m-%d %H:%M:%S}",
            f"{n.signed:%Y-%m-%d %H:%M:%S}",
            f"{n.reader[0][0]}. {n.reader[1]}",
            n.status,
            "CANARY,JANE",
            "1957-03-04",
        ]
        for n in NIGHTS
    ]
    return text(header, rows, ";", "Reads October\r\nPrinted 11/2/2026\r\n\r\n", "Total;40;;;;;;;;;\r\n").encode(
        "utf-8-sig"
    )


def night_workbook() -> bytes:
    """A workbook with a summary before the sheet that counts, titles, and dates as dates."""
    header = ["Accession Number", "Site", "CPT", "Exam", "Modality", "Exam Completed", "Report Finalized", "Read By"]
    rows = [
        [n.accession, n.hospital, 70450, n.exam[1], n.exam[0], n.done, n.signed, " ".join(n.reader)] for n in NIGHTS
    ]
    return xlsx(("Summary", [["Month", "Reads"], ["Oct", COUNT]]), ("Detail", [["Night coverage"], [], header, *rows]))


def warehouse() -> bytes:
    """UTF-16, months by name, two digits of the year, terse names."""
    header = "ACC|EXAM CODE|EXAM|LOC|READING_DT|STUDY DT|RADIOLOGIST|STAT"
    rows = [
        [
            n.accession,
            n.exam[2],
            n.exam[1],
            n.hospital,
            f"{n.signed:%d-%b-%y %H:%M}".upper(),
            f"{n.done:%d-%b-%y %H:%M}".upper(),
            f"{n.reader[1]}, {n.reader[0]}".upper(),
            n.stat,
        ]
        for n in NIGHTS
    ]
    return text(header, rows).encode("utf-16")


def cloud() -> bytes:
    """Bars, times without any sign between, one customer's reads only."""
    header = "case_id|modality|exam_name|uploaded|reported|reporting_radiologist|urgency|report_type"
    rows = [
        [
            f"C{n.number:06}",
            n.exam[0],
            n.exam[1],
            f"{n.done:%Y%m%d%H%M%S}",
            f"{n.signed:%Y%m%d%H%M%S}",
            n.reader[1],
            n.stat.lower(),
            n.status.lower(),
        ]
        for n in NIGHTS
    ]
    return text(header, rows, "|").encode()

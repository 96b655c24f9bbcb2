"""An invented directory for tests of intake and log: two facilities in two zones, two readers, one exam."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from reads.directory.directory import Directory
from reads.directory.model import Exam, Facility, Radiologist


def facility(name: str, zone: str) -> Facility:
    return Facility(name, "mercy", name, "1245319599", "1 Main St", "Tampa", "FL", "336020001", ZoneInfo(zone))


MERCY = Directory.of(
    facilities=[facility("mercy-main", "America/New_York"), facility("mercy-west", "America/Los_Angeles")],
    radiologists=[Radiologist("moreno", "Ada Moreno", "1467560003"), Radiologist("okafor", "Ben Okafor")],
    exams=[Exam("*", "CTHEAD", ("70450",), "CT")],
)
NOWHERE = Directory.of()

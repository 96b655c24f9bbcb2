"""What a reader did: each read with its place and local time, whoever is billed for it, if anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from reads.core.read import LoggedRead, Read
from reads.core.time_zones import zone as zone_of
from reads.directory.model import Exam, Facility, Radiologist
from reads.routing.facts import Lookup


@dataclass(frozen=True, slots=True)
class Performed:
    """One read as its reader is paid for it; exam and facility are None where the directory doesn't know them.

    `country` is where the reader sat (ISO 3166), empty where nobody says.
    """

    logged: LoggedRead
    radiologist: Radiologist
    facility: Facility | None
    exam: Exam | None
    country: str

    @property
    def read(self) -> Read:
        """The read's current version."""
        return self.logged.read

    @property
    def modality(self) -> str:
        """The exam's modality, else the sender's."""
        return (self.exam.modality if self.exam else "") or self.read.modality

    def local_time(self, timezone: str | None) -> datetime:
        """When it was signed, on the clock of that zone, else the facility's (UTC where unknown), without an offset."""
        zone = zone_of(timezone) if timezone else self.facility.zone if self.facility else UTC
        return _local(self.read, zone)


def performed(
    reads: Iterable[LoggedRead], lookup: Lookup, strangers: Callable[[LoggedRead, date], None] = lambda *_: None
) -> Iterator[Performed]:
    """The reads of readers whom the directory knows; void ones and those of test patients are left out.

    Those of anybody else are handed to `strangers`, with the day of signing at the facility.
    """
    for logged in reads:
        if logged.void or logged.read.test_patient:
            continue
        facts = lookup.facts(logged)
        if facts.radiologist is None:
            strangers(facts.logged, _local(facts.read, facts.facility.zone if facts.facility else UTC).date())
            continue
        location = lookup.location(facts.read, facts.radiologist)
        country = location.country if location else ""
        yield Performed(facts.logged, facts.radiologist, facts.facility, facts.exam, country)


def _local(read: Read, zone: tzinfo) -> datetime:
    """When it was signed, on that zone's clock, without an offset; as it stands where it came without one."""
    at = read.signed_at
    return at if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)

"""Random months as the log would store them, and what their rows become in columns."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from invoicing.closing.reads_by_kind import ReadsByKind
from invoicing.contracts.contract_of_read import Coverage
from invoicing.contracts.model import AppliedContract
from invoicing.pricing.columns import ReadColumns
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.core.times import stored
from reads.directory.directory import Directory
from reads.directory.model import Facility, Payer, PayerKind, Radiologist
from reads.intake.content import CONTENT, Content
from reads.intake.reads_alike import by_facility
from reads.intake.stored_row import Row, logged_of, row_of
from reads.routing.rules import Router
from tests.properties.months import DIRECTORY, EXAMS, read_of

KNOWN = Directory.of(
    facilities=[row for rows in DIRECTORY.facilities.values() for row in rows]
    + [
        Facility(name, "mercy", name, "1234567893", "1 Main St", "Town", "CO", "80201", ZoneInfo(zone))
        for name, zone in (("west", "America/Denver"), ("east", "America/New_York"))
    ],
    radiologists=[Radiologist("jane-doe", "Jane Doe"), Radiologist("john-roe", "John Roe")],
    exams=EXAMS,
    payers=[Payer("medicare-il", "Medicare", "00952", PayerKind.MEDICARE, offshore="no")],
)


def content_of(read: Read) -> Content:
    """What the log stores of a read."""
    texts = {name: getattr(read, name) for name in CONTENT}
    texts |= {name: "+".join(texts[name]) for name in ("cpt", "modifiers")}
    moments = ("exam_at", "received_at", "signed_at", "sent_at")
    texts |= {name: stored(texts[name]) if texts[name] else "" for name in moments}
    texts |= {
        "read_type": read.read_type.value,
        "priority": str(read.priority),
        "patient_class": read.patient_class or "",
    }
    texts |= {"test_patient": "1" if read.test_patient else "0"}
    return tuple(texts[name] for name in CONTENT)


@st.composite
def rows(draw: st.DrawFn, most: int = 12) -> list[Row]:
    """Rows of reads at facilities known and unknown, dated and not, by readers known and unknown."""
    found: dict[str, Row] = {}
    for number in range(1, draw(st.sampled_from([most // 2, most])) + 1):
        read, _ = draw(read_of())
        changed = replace(
            read,
            accession=f"{read.accession}-{number % 7}",
            facility=draw(st.sampled_from([read.facility, "west", "west", "east", "nowhere"])),
            radiologist=draw(st.sampled_from(["jane-doe", "Jane Doe", "john-roe", "nobody"])),
            priority=draw(st.sampled_from([read.priority, read.priority, "asap"])),
            exam_code=draw(st.sampled_from([read.exam_code, read.exam_code, "ODD"])),
            read_state=draw(st.sampled_from(["", "", "", "CO", "WA"])),
            test_patient=draw(st.sampled_from([False, False, False, True])),
        )
        found[changed.key] = row_of(number, changed.key, 1, content_of(changed))
    return list(found.values())


def sorted_out(
    applied: AppliedContract, those: list[Row], *, gathered: bool = True
) -> tuple[dict[tuple[str, Month], ReadColumns], list[LoggedRead], Router]:
    """The rows in columns, those that are left to the router, and the router; by facility, or each row by itself."""
    coverage = Coverage.of([applied], KNOWN)
    router = Router(KNOWN, coverage.terms)
    hospital: dict[tuple[str, Month], ReadColumns] = {}
    by_kind = ReadsByKind(router, coverage, hospital, None, set())
    groups = [those] if gathered else [[row] for row in those]
    left = [logged_of(row) for group in groups for some in by_facility(group) for row in by_kind.take(some)]
    return hospital, left, router

"""Dr. Rao's reads of October as a test needs them: number, exam and local time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.agreement_file import read_agreement
from invoicing.contractors.hours_and_payments import Hours
from invoicing.contractors.reads_done import Performed
from reads.core.codes import ReadType
from reads.core.read import LoggedRead, Read
from reads.directory.model import Exam, Facility, Radiologist
from reads.fees.release import FeeValue, Release, Releases
from tests.invoicing.closing.october import GENERAL

RAO = Radiologist("r-rao", "Rao, Vikram", tax_form="W-8BEN")
CT = Exam("*", "CTHEAD", ("70450",), "CT")
KNEE = Exam("*", "XRKNEE", ("73562",), "XR")
RELEASES = Releases(
    {
        "2026D": Release(
            "2026D",
            date(2026, 10, 1),
            date(2027, 1, 1),
            {("70450", "26"): FeeValue("70450", "26", Decimal("0.83"), "A", "1")},
        )
    }
)
HEAD = 'radiologist = "r-rao"\neffective = 2026-01-01\n'


def agreed(text: str, *asked: str) -> Agreement:
    """The agreement of that text, below a head for Dr. Rao; it has no fault, and only what is `asked` about by these codes."""
    agreement, findings = read_agreement("r-rao", HEAD + text, "agreements/r-rao.toml")
    assert [finding.code for finding in findings] == list(asked)
    assert agreement is not None
    return agreement


def a_read(
    number: int = 0,
    at: str = "2026-10-05T12:00",
    exam: Exam | None = CT,
    *,
    kind: ReadType = ReadType.PRELIMINARY,
    facility: Facility | None = GENERAL,
    country: str = "IN",
) -> Performed:
    """One read, `number` minutes after that time at Mercy General, in Chicago."""
    signed = datetime.fromisoformat(at).replace(tzinfo=GENERAL.zone).astimezone(UTC) + timedelta(minutes=number)
    read = Read(
        facility="mercy-general",
        accession=f"MG{number}",
        exam_code=exam.code if exam else "CTORBIT",
        read_type=kind,
        radiologist="r-rao",
        signed_at=signed,
    )
    return Performed(LoggedRead(read, read.key, number, 1), RAO, facility, exam, country)


def hours(day: int, worked: str, kind: str = "") -> Hours:
    """Hours on a day of October."""
    return Hours("r-rao", date(2026, 10, day), Decimal(worked), kind)

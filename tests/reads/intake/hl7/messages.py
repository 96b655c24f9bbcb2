"""Messages of an invented sender, as text, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.hl7.file import Hl7Reads
from reads.intake.profiles.hl7 import Hl7Profiles, hl7_profile
from reads.intake.profiles.profile import ProfileText
from reads.intake.read_fields import Fields
from tests.reads.directories import MERCY

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

HEADER = r"MSH|^~\&|RIS|mercy-main|WETREAD|GROUP|20261003061500-0500||ORU^R01|M1|P|2.4"
PATIENT = "PID|1||MRN77^^^ABC^MR||DOE^JANE||19500101|F|||1 ELM ST^^TAMPA^FL^33602"
VISIT = "PV1|1|E"


def report(
    status: str = "P", lines: str = "", *, accession: str = "A100", exam: str = "CTHEAD^CT HEAD", **field: str
) -> str:
    """OBR and OBX of one report; `lines` is OBX-11, by default as OBR-25."""
    reader = field.get("reader", "1467560003^MORENO^ADA")
    signed = field.get("signed", "20261003061200-0500")
    placer = field.get("placer", "P1")
    blanks = "|" * 15
    obr = f"OBR|1|{placer}|{accession}|{exam}|||20261003060000-0500{blanks}{signed}||CT|{status}|||||||{reader}"
    return f"{obr}\rOBX|1|TX|1^IMP||nothing acute||||||{lines or status}"


def message(*segments: str, header: str = HEADER) -> str:
    """A whole message; without segments, one wet read."""
    return "\r".join((header, PATIENT, VISIT, *(segments or (report(),)))) + "\r"


def order(
    control: str = "NW", *, accession: str = "A100", sent: str = "20261003050000-0500", patient_class: str = "E"
) -> str:
    """An order for a head CT."""
    return "\r".join(
        (
            rf"MSH|^~\&|RIS|mercy-main|WETREAD|GROUP|{sent}||ORM^O01|O1|P|2.4",
            PATIENT,
            f"PV1|1|{patient_class}",
            f"ORC|{control}|P1|{accession}||||||{sent}",
            f"OBR|1|P1|{accession}|CTHEAD^CT HEAD",
            "",
        )
    )


def profile(text: str) -> Hl7Profiles:
    """Profiles with the one that the text describes."""
    return Hl7Profiles.of([hl7_profile(ProfileText.of(text, "profiles/mercy.toml"), "mercy")])


def reading(
    text: str | bytes, profiles: Hl7Profiles | None = None, directory: Directory = MERCY, *, file: str = "feed.hl7"
) -> Hl7Reads:
    """The reads of a text."""
    data = text.encode() if isinstance(text, str) else text
    return Hl7Reads(BytesIO(data), file, Fields(directory, NOW), directory, profiles)


def candidates(text: str | bytes, profiles: Hl7Profiles | None = None, directory: Directory = MERCY) -> list[Candidate]:
    """What becomes of a text."""
    return list(reading(text, profiles, directory))


def only(text: str | bytes, profiles: Hl7Profiles | None = None, directory: Directory = MERCY) -> Candidate:
    """What becomes of a text of one report."""
    (found,) = candidates(text, profiles, directory)
    return found

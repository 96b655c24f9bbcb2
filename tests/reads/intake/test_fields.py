"""Fields as sources write them, and what they are taken as."""

from datetime import UTC, datetime

import pytest

from reads.core.findings import Severity
from reads.intake.content import CONTENT
from reads.intake.read_fields import Fields
from tests.reads.directories import MERCY, NOWHERE

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
READ = {
    "facility": "mercy-main",
    "accession": "A1",
    "exam_code": "CTHEAD",
    "read_type": "preliminary",
    "signed_at": "2026-10-03T06:12:00Z",
}


def understood(directory=MERCY, **fields: str):
    texts = tuple({**READ, **fields}.get(name, "") for name in CONTENT)
    return Fields(directory, NOW).candidate(texts, 1)


def value(field: str, sent: str) -> object:
    return getattr(understood(**{field: sent}).read, field)


@pytest.mark.parametrize(
    "field, sent, taken",
    [
        ("facility", " MERCY-main ", "mercy-main"),
        ("accession", " 00a1 ", "00a1"),
        ("accession", "26/001 - B & C", "26/001 - B & C"),
        ("read_country", "U.S.A.", "US"),
        ("priority", "-", "routine"),
        ("cpt", "70450 + 71260", ("70450", "71260")),
        ("modifiers", "lt+26", ("LT", "26")),
        ("modality", "DX", "XR"),
        ("modality", "holo", "HOLO"),
        ("read_type", "Addendum", "addendum"),
        ("priority", "", "routine"),
        ("priority", "STAT", "stat"),
        ("priority", "U", "stat"),
        ("priority", "Urgent", "stat"),
        ("priority", "A", "stat"),
        ("priority", "Trauma", "critical"),
        ("priority", "R", "routine"),
        ("priority", "whenever", "whenever"),
        ("read_type", "Wet Read", "preliminary"),
        ("read_type", "P", "preliminary"),
        ("patient_class", "Inpatient", "I"),
        ("patient_class", "U", None),
        ("patient_class", "Prison", "Prison"),
        ("radiologist", "ada  MORENO", "moreno"),
        ("radiologist", "1467560003", "moreno"),
        ("radiologist", "Dr. Nobody", "Dr. Nobody"),
        ("read_country", "gb", "GB"),
        ("patient_class", "e", "E"),
        ("test_patient", "TRUE", True),
        ("test_patient", "", False),
        ("signed_at", "2026-10-03T06:12:00.75-05:00", datetime(2026, 10, 3, 11, 12, tzinfo=UTC)),
        ("signed_at", "2026-10-03 06:12", datetime(2026, 10, 3, 10, 12, tzinfo=UTC)),
        ("exam_at", "20261003T061200Z", datetime(2026, 10, 3, 6, 12, tzinfo=UTC)),
    ],
)
def test_a_field_is_taken_as(field, sent, taken):
    assert value(field, sent) == taken


@pytest.mark.parametrize(
    "field, sent, code",
    [
        ("facility", " ", "missing"),
        ("accession", "@SUM(A1)", "formula"),
        ("accession", "A" * 65, "too_long"),
        ("cpt", "7045", "not_a_cpt"),
        ("modifiers", "26+left", "not_a_modifier"),
        ("read_type", "half done", "unknown_word"),
        ("read_type", "", "missing"),
        ("read_state", "Florida", "not_a_state"),
        ("test_patient", "perhaps", "not_yes_or_no"),
        ("signed_at", "", "missing"),
        ("signed_at", "2026-10-03", "not_a_time"),
        ("signed_at", "46000.5", "not_a_time"),
        ("signed_at", "10/03/26 6:12", "not_a_time"),
        ("signed_at", "2026-11-03T09:00:01Z", "time_in_future"),
        ("signed_at", "1900-02-28T00:00:00Z", "time_too_early"),
        ("exam_at", "2026-11-03T09:00:01Z", "time_in_future"),
        ("exam_at", "#VALUE!", "broken_cell"),
        ("priority", "#N/A", "broken_cell"),
        ("accession", "########", "broken_cell"),
        ("accession", "A100; A101", "several_studies"),
        *(("accession", word, "missing") for word in ("N/A", "NULL", "000", "-", "tbd")),
        ("accession", "A100 and A101", "several_studies"),
        ("accession", "1.23457E+11", "digits_lost"),
    ],
)
def test_a_field_is_refused(field, sent, code):
    candidate = understood(**{field: sent})
    assert candidate.content is None
    assert [(finding.where.field, finding.code) for finding in candidate.findings] == [(field, code)]
    assert all(finding.remedy for finding in candidate.findings)


@pytest.mark.parametrize(
    "field, sent",
    [("exam_at", "garbage"), ("received_at", "2026-10-03"), ("sent_at", "0001-01-01"), ("exam_at", "1900-01-00")],
)
def test_a_time_that_the_read_can_do_without_is_left_out_and_said(field, sent):
    candidate = understood(**{field: sent})
    assert candidate.content[CONTENT.index(field)] == ""
    assert [(finding.where.field, finding.code) for finding in candidate.findings] == [(field, "time_dropped")]


def test_a_row_carries_every_fault_of_it():
    found = understood(accession="", read_type="half done", exam_code="", signed_at="soon", test_patient="?").findings
    assert {finding.where.field for finding in found} == {
        "accession",
        "read_type",
        "exam_code",
        "signed_at",
        "test_patient",
    }


@pytest.mark.parametrize(
    "local, taken, code",
    [
        ("2026-03-08T02:30:00", "2026-03-08T07:00:00Z", "time_in_gap"),
        ("2026-11-01T01:30:00", "2026-11-01T05:30:00Z", "time_ambiguous"),
        ("2026-11-01T02:00:00", "2026-11-01T07:00:00Z", None),
        ("2026-11-01T00:59:59", "2026-11-01T04:59:59Z", None),
        ("2026-03-08T01:59:59", "2026-03-08T06:59:59Z", None),
        ("2026-03-08T03:00:00", "2026-03-08T07:00:00Z", None),
    ],
)
def test_a_night_in_which_the_clocks_change(local, taken, code):
    """The first instant after the gap, the first of two; both are said (spec 2.1)."""
    candidate = understood(signed_at=local)
    assert candidate.content
    assert candidate.content[CONTENT.index("signed_at")] == taken
    assert [finding.code for finding in candidate.findings] == ([code] if code else [])
    assert all(finding.severity is Severity.WARNING for finding in candidate.findings)


def test_a_time_without_zone_waits_for_its_facility():
    """Nothing is guessed: it is stored as it stands, and read with the zone once the directory knows it."""
    read = understood(NOWHERE, signed_at="2026-10-03T06:12:00").read
    assert read is not None
    assert read.signed_at == datetime(2026, 10, 3, 6, 12)  # noqa: DTZ001


def test_unknown_modalities_are_counted_by_value():
    fields = Fields(MERCY, NOW)
    for modality in ("ZZ", "ct", "zz", ""):
        fields.candidate(tuple({**READ, "modality": modality}.get(name, "") for name in CONTENT), 1)
    assert fields.modalities == {"ZZ": 2}


def test_nothing_says_of_a_row_that_is_rejected_that_it_was_recorded():
    candidate = understood(signed_at="2026-02-29T01:00:00-06:00", received_at="2026-02-29T00:50:00-06:00")
    assert candidate.read is None
    assert {finding.where.field for finding in candidate.findings} == {"signed_at", "received_at"}
    assert not any("recorded" in finding.message for finding in candidate.findings)

"""Profiles of HL7 senders: every fault with its line."""

from __future__ import annotations

import pytest

from reads.core.errors import FaultyInput
from reads.intake.profiles.hl7 import hl7_profile
from reads.intake.profiles.profile import ProfileText

FAULTY = """\
kind = "hl7"
timezone = "Mars/Olympus"
sending_facilty = ["ABC"]
sending_facility = 7

[fields]
accession = "OBR 3"
acession = "OBR-3"

[status]
Read = "done"

[values.facilty]
ABC = "mercy-main"

[values.radiologist]
D1 = 7
"""


def test_every_fault_is_told_with_its_line():
    with pytest.raises(FaultyInput) as refused:
        hl7_profile(ProfileText.of(FAULTY, "profiles/abc.toml"), "abc")
    found = {(finding.where.line, finding.code) for finding in refused.value.problems}
    assert len(refused.value.problems) == len(found)
    assert found == {
        (2, "unknown_value"),
        (3, "unknown_key"),
        (4, "wrong_type"),
        (7, "not_a_path"),
        (8, "unknown_key"),
        (11, "unknown_value"),
        (13, "unknown_key"),
        (17, "wrong_type"),
    }


def test_what_is_no_toml_is_one_fault():
    with pytest.raises(FaultyInput) as refused:
        hl7_profile(ProfileText.of("kind = hl7", "profiles/abc.toml"), "abc")
    assert [finding.code for finding in refused.value.problems] == ["toml_syntax"]


def test_defaults_are_those_of_the_specification():
    fields = hl7_profile(ProfileText.of('kind = "hl7"', "profiles/abc.toml"), "abc").fields
    assert fields["facility"] == ("MSH-4",)
    assert fields["radiologist"] == ("OBR-32",)
    assert fields["exam_code"] == ("OBR-4",)
    assert fields["accession"][:2] == ("OBR-18", "OBR-3")

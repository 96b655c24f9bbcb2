"""Names as clearinghouses want them: capitals A to Z, no accents, no delimiters; nothing else is touched."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.folded import folded
from tests.reads.claims.x12.words import ENVELOPE, JANE, TED, claim


@pytest.mark.parametrize(
    "written, plain",
    [
        ("Müller", "MULLER"),
        ("Weiß", "WEISS"),
        ("Łódź-Ørsted", "LODZ-ORSTED"),
        ("Ægir Þór", "AEGIR THOR"),
        ("Nguyễn", "NGUYEN"),
        ("O’Brien", "O'BRIEN"),
        ("O´Brien", "O'BRIEN"),
        ("Smith – Jones", "SMITH - JONES"),
        ("DOE*JANE~SE:1^2", "DOE JANE SE 1 2"),
        ("two\r\nlines\tand  spaces ", "TWO LINES AND SPACES"),
        ("full\uff0awidth", "FULL WIDTH"),
        ("hidden\u200b\u202emarks", "HIDDENMARKS"),
        ("Дое", "ДОЕ"),
    ],
)
def test_a_name_is_folded_to_plain_capitals(written, plain):
    """What has no plain letter stays, and the file refuses it."""
    assert folded(written) == plain


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
    assert not set(folded(text)) & set("*~:^\n\r")


def test_ids_and_notes_are_not_touched():
    odd = claim(control_number="a*b", note="see: this", subscriber=replace(JANE, member_id="x~1"))
    assert (filed(odd).control_number, filed(odd).note, filed(odd).subscriber.member_id) == ("a*b", "see: this", "x~1")


def test_codes_lose_the_marks_that_people_write():
    plain = filed(claim(diagnoses=("S72.001A",)))
    assert (plain.diagnoses, plain.billing.tax_id, plain.billing.address.zip) == (
        ("S72001A",),
        "311234567",
        "432150001",
    )


def test_of_a_subscriber_who_isnt_the_patient_only_name_and_number_are_filed():
    subscriber = filed(claim(patient=TED)).subscriber
    assert (subscriber.address, subscriber.born, subscriber.sex, subscriber.member_id) == (
        None,
        None,
        "",
        "1EG4TE5MK73",
    )


@pytest.mark.parametrize("phone", ["(555) 555-0100", "+1 555 555 0100", "555.555.0100"])
def test_a_telephone_number_is_ten_digits(phone):
    submitter = replace(ENVELOPE.submitter, phone=phone)
    assert filed_envelope(replace(ENVELOPE, submitter=submitter)).submitter.phone == "5555550100"

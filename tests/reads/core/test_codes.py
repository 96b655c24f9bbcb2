"""Codes are recognised by their standards' own rules."""

import pytest

from reads.core.codes import is_cpt, is_npi, modality, split_codes
from reads.core.ids import is_id, slug
from reads.core.month import Month


@pytest.mark.parametrize(
    "npi, valid",
    [("1234567893", True), ("1234567890", False), ("3234567893", False), ("123456789", False), ("1245319599", True)],
)
def test_an_npi_has_a_check_digit(npi, valid):
    assert is_npi(npi) is valid


@pytest.mark.parametrize(
    "sent, known",
    [("cr", "XR"), ("DX", "XR"), (" mri ", "MR"), ("PET", "PT"), ("FL", "RF"), ("ct", "CT"), ("hologram", "HOLOGRAM")],
)
def test_modalities_are_normalised_and_unknown_ones_kept(sent, known):
    assert modality(sent) == known


def test_codes_are_split_at_plus_signs():
    assert split_codes("71260+74177") == ("71260", "74177")
    assert split_codes("") == ()


@pytest.mark.parametrize(
    "code, valid", [("70450", True), ("0042T", True), ("G0425", True), ("7045", False), ("ABCDE", False)]
)
def test_cpt_and_hcpcs_forms(code, valid):
    assert is_cpt(code) is valid


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/x", "etc-x"),
        ("CON", "x-con"),
        ("Ünïted Hösp\u202eital", "united-hospital"),
        ("\0", "unnamed"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_name_becomes_a_safe_part_of_a_file_name(name, safe):
    assert slug(name) == safe


def test_ids_are_lower_case_words():
    assert all(map(is_id, ["mercy-general", "er2"]))
    assert not any(map(is_id, ["Mercy", "mercy--general", "-x", "a_b", ""]))


def test_months_know_their_neighbours():
    december = Month.parse("2026-12")
    assert (str(december.next()), str(december.previous()), str(Month(2026, 1).previous())) == (
        "2027-01",
        "2026-11",
        "2025-12",
    )
    assert december.end.isoformat() == "2027-01-01"
    assert december.first in december
    assert december.end not in december
    with pytest.raises(ValueError, match="is not a month"):
        Month.parse("2026-13")

"""What a cell may say, and what it may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reads.directory import forms
from reads.directory.forms import Wrong


@pytest.mark.parametrize(
    "form, text, value",
    [
        (forms.identifier, "mercy-general", "mercy-general"),
        (forms.facility_or_all, "*", "*"),
        (forms.lines, "12 Elm St | Springfield", ("12 Elm St", "Springfield")),
        (forms.day, "2026-02-28", date(2026, 2, 28)),
        (forms.npi, "1234567893", "1234567893"),
        (forms.zone_name, "America/Chicago", "America/Chicago"),
        (forms.state, "pr", "PR"),
        (forms.zip_code, "00601-1234", "00601-1234"),
        (forms.country, "in", "IN"),
        (forms.codes, "71260 + 74177", ("71260", "74177")),
        (forms.amount, "1234.5", Decimal("1234.5")),
        (forms.whole(1, 9), "9", 9),
        (forms.place_of_service, "19", "19"),
        (forms.number_pattern, "WR-{year}-{month:02d}-{seq:05d}", "WR-{year}-{month:02d}-{seq:05d}"),
        (forms.number_pattern, "{seq}", "{seq}"),
        (forms.tax_id, "36-1234567", "36-1234567"),
    ],
)
def test_a_right_text_has_its_value(form: forms.Form, text: str, value: object):
    assert form(text) == value


@pytest.mark.parametrize(
    "form, text",
    [
        (forms.identifier, "Mercy General"),
        (forms.identifier, "../etc"),
        (forms.day, "2026-02-30"),
        (forms.day, "10/31/2026"),
        (forms.day, "20261031"),
        (forms.npi, "1234567890"),
        (forms.npi, "12345"),
        (forms.npi, "１２３４５６７８９３"),
        (forms.zone, "Chicago"),
        (forms.zone, "../../etc/passwd"),
        (forms.state, "ZZ"),
        (forms.zip_code, "601"),
        (forms.country, "UK"),
        (forms.codes, "7045O"),
        (forms.codes, "７0450"),
        (forms.codes, "+"),
        (forms.code, "71260+74177"),
        (forms.amount, "1e3"),
        (forms.amount, "-1.00"),
        (forms.amount, "1.005"),
        (forms.amount, "1,000.00"),
        (forms.whole(1, 9), "0"),
        (forms.whole(1, 9), "1.0"),
        (forms.place_of_service, "10"),
        (forms.number_pattern, "WR-{year}"),
        (forms.number_pattern, "WR-{seq"),
        (forms.number_pattern, "WR-{seq}-{client}"),
        (forms.number_pattern, "WR-{seq.real}"),
        (forms.number_pattern, "WR-{seq!r}"),
        (forms.number_pattern, "WR-{seq:>99999999}"),
        (forms.email, "billing"),
        (forms.tax_id, "36"),
        (forms.database, "mysql://host/name"),
    ],
)
def test_a_wrong_text_is_refused_with_a_remedy(form: forms.Form, text: str):
    with pytest.raises(Wrong) as refused:
        form(text)
    assert refused.value.message
    assert refused.value.remedy

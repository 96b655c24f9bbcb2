"""What a cell may say, and what it may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reads.core.findings import Wrong
from reads.directory import cell_types
from reads.directory.invoice_number import number_pattern


@pytest.mark.parametrize(
    "form, text, value",
    [
        (cell_types.identifier, "mercy-general", "mercy-general"),
        (cell_types.facility_or_all, "*", "*"),
        (cell_types.lines, "12 Elm St | Springfield", ("12 Elm St", "Springfield")),
        (cell_types.day, "2026-02-28", date(2026, 2, 28)),
        (cell_types.npi, "1234567893", "1234567893"),
        (cell_types.zone_name, "America/Chicago", "America/Chicago"),
        (cell_types.state, "pr", "PR"),
        (cell_types.zip_code, "00601-1234", "00601-1234"),
        (cell_types.country, "in", "IN"),
        (cell_types.codes, "71260 + 74177", ("71260", "74177")),
        (cell_types.amount, "1234.5", Decimal("1234.5")),
        (cell_types.whole(1, 9), "9", 9),
        (cell_types.place_of_service, "19", "19"),
        (number_pattern, "WR-{year}-{month:02d}-{seq:05d}", "WR-{year}-{month:02d}-{seq:05d}"),
        (number_pattern, "{seq}", "{seq}"),
        (cell_types.tax_id, "36-1234567", "36-1234567"),
    ],
)
def test_a_right_text_has_its_value(form: cell_types.Form, text: str, value: object):
    assert form(text) == value


@pytest.mark.parametrize(
    "form, text",
    [
        (cell_types.identifier, "Mercy General"),
        (cell_types.identifier, "../etc"),
        (cell_types.day, "2026-02-30"),
        (cell_types.day, "10/31/2026"),
        (cell_types.day, "20261031"),
        (cell_types.npi, "1234567890"),
        (cell_types.npi, "12345"),
        (cell_types.npi, "１２３４５６７８９３"),
        (cell_types.zone, "Chicago"),
        (cell_types.zone, "../../etc/passwd"),
        (cell_types.state, "ZZ"),
        (cell_types.zip_code, "601"),
        (cell_types.country, "UK"),
        (cell_types.codes, "7045O"),
        (cell_types.codes, "７0450"),
        (cell_types.codes, "+"),
        (cell_types.code, "71260+74177"),
        (cell_types.amount, "1e3"),
        (cell_types.amount, "-1.00"),
        (cell_types.amount, "1.005"),
        (cell_types.amount, "1,000.00"),
        (cell_types.whole(1, 9), "0"),
        (cell_types.whole(1, 9), "1.0"),
        (cell_types.place_of_service, "10"),
        (number_pattern, "WR-{year}"),
        (number_pattern, "WR-{seq"),
        (number_pattern, "WR-{seq}-{client}"),
        (number_pattern, "WR-{{seq}}-{seq}"),
        (number_pattern, "WR-{seq.real}"),
        (number_pattern, "WR-{seq!r}"),
        (number_pattern, "WR-{seq:>99999999}"),
        (cell_types.email, "billing"),
        (cell_types.tax_id, "36"),
        (cell_types.database, "mysql://host/name"),
    ],
)
def test_a_wrong_text_is_refused_with_a_remedy(form: cell_types.Form, text: str):
    with pytest.raises(Wrong) as refused:
        form(text)
    assert refused.value.message
    assert refused.value.remedy

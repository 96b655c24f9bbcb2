"""Numbers as the group's pattern writes them, and the series they are taken from."""

from datetime import date

import pytest

from invoicing.papers.numbering import number_of, series_of
from invoicing.papers.paper import PaperKind
from reads.core.findings import Wrong
from reads.directory.invoice_number import number_pattern

DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "pattern, number, series",
    [
        ("WR-{year}-{seq:05d}", "WR-2026-00017", "invoice/2026"),
        ("WR-{year}-{seq}", "WR-2026-17", "invoice/2026"),
        ("{year}{month}/{seq:03d}", "202603/017", "invoice/2026/03"),
        ("{seq:6d}", "000017", "invoice"),
        ("No. {seq} of {month}", "No. 17 of 03", "invoice/03"),
    ],
)
def test_a_pattern_gives_the_number_and_names_its_series(pattern, number, series):
    assert number_of(PaperKind.INVOICE, pattern, DAY, 17) == number
    assert series_of(PaperKind.INVOICE, pattern, DAY) == series


def test_memos_have_a_series_and_a_prefix_of_their_own():
    """So that a credit memo never takes an invoice's number, and neither leaves a gap in the other."""
    pattern = "WR-{year}-{seq:05d}"
    numbers = {number_of(kind, pattern, DAY, 1) for kind in PaperKind if kind is not PaperKind.CLOSED}
    series = {series_of(kind, pattern, DAY) for kind in PaperKind}
    assert numbers == {"WR-2026-00001", "DM-WR-2026-00001", "CM-WR-2026-00001"}
    assert len(series) == len(PaperKind)


def test_a_longer_number_than_the_pattern_shows_is_not_cut_and_a_shorter_one_not_filled():
    assert number_of(PaperKind.INVOICE, "{seq:02d}", DAY, 12345) == "12345"
    assert number_of(PaperKind.INVOICE, "WR-{seq}", DAY, 7) == "WR-7"


@pytest.mark.parametrize("pattern", ["WR-{seq:05d}", "WR-{seq:05}", "WR-{seq:5d}", "WR-{seq:5}"])
def test_every_pattern_that_the_books_take_numbers_papers(pattern):
    assert number_of(PaperKind.INVOICE, number_pattern(pattern), DAY, 17) == "WR-00017"


@pytest.mark.parametrize(
    "pattern", ["WR-{year}", "", "{seq.__class__}", "{seq:>5}", "{client}-{seq}", "{seq}}", "{seq!r}"]
)
def test_a_pattern_that_numbers_nothing_or_asks_for_more_is_refused(pattern):
    with pytest.raises(Wrong):
        number_pattern(pattern)

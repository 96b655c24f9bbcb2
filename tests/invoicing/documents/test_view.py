"""What is printed before the schedule: who, when, which lines in which order, and what is due."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.documents.errors import DoesNotAddUp
from invoicing.documents.missing_glyphs import is_drawable, is_plain
from invoicing.documents.paper_view import PaperView, view_of
from invoicing.papers.paper import PaperKind
from invoicing.pricing.priced_month import LineKind
from reads.core.currency import SIGNS
from reads.core.money import Money
from reads.core.month import Month
from tests.invoicing.documents.papers import BILL_TO, ISSUER, LAKE, MERCY, line, paper

SEPTEMBER = Month(2026, 9)


def printed(view: PaperView) -> str:
    """The sections as text: a heading, its lines, its subtotal."""
    rows = []
    for section in view.sections:
        rows.append(section.title)
        rows += [
            f"  {one.name} | {one.note} | {one.quantity} | {one.unit_price} | {one.amount}" for one in section.lines
        ]
        rows += [f"  = {section.subtotal}"] if section.subtotal else []
    return "\n".join(rows)


def test_lines_stand_by_facility_then_the_contract_s_own_then_credits_then_earlier_months():
    view = view_of(
        paper(
            line("Late reads = 76.00", MERCY[0], LineKind.PRIOR, month=SEPTEMBER, basis="2 reads"),
            line("STAT within 30 minutes = -38.00", None, LineKind.TURNAROUND),
            line("HL7 interface = 150.00", None, LineKind.FIXED),
            line("Minimum = 880.00", None, LineKind.MINIMUM, basis="minimum 4,000.00 less 3,120.00 of reads"),
            line("CT 1204 × 38.00", LAKE[0]),
            line("CT 12 × 38.00", MERCY[0]),
            line("Federal holiday 3 × 9.50", MERCY[0], LineKind.SURCHARGE),
        )
    )
    assert (
        printed(view)
        == """\
Mercy General Hospital
  CT |  | 12 | 38.00 | 456.00
  Federal holiday |  | 3 | 9.50 | 28.50
  = 484.50
Lakeside Community Hospital
  CT |  | 1,204 | 38.00 | 45,752.00
  = 45,752.00
Minimum, maximum and fixed fees
  HL7 interface |  | 1 | 150.00 | 150.00
  Minimum | minimum 4,000.00 less 3,120.00 of reads | 1 |  | 880.00
  = 1,030.00
Service credits
  STAT within 30 minutes |  | 1 |  | −38.00
Prior period: September 2026
  Late reads | Mercy General Hospital · 2 reads | 1 |  | 76.00""".replace("1 | 150.00 | 150.00", "1 |  | 150.00")
    )


def test_every_line_is_printed_once():
    """Whatever its kind, with or without a facility, of this month or another."""
    lines = [
        line(f"{kind.value} {place} = 1.00", facility, kind, month=month)
        for kind in LineKind
        for place, (facility, month) in enumerate(
            [(MERCY[0], SEPTEMBER), (None, SEPTEMBER), ("unknown", Month(2026, 10)), (None, Month(2026, 10))]
        )
    ]
    view = view_of(paper(*lines))
    names = [one.name for section in view.sections for one in section.lines]
    names += [total.label.split(",")[0] for total in view.totals[1:]]
    assert sorted(names) == sorted(one.name for one in lines)


def test_taxes_follow_what_they_are_on_and_name_another_month():
    view = view_of(
        paper(
            line("CT 10 × 38.00"),
            line("GST 10 % = 38.00", None, LineKind.TAX),
            line("GST 10 % = 7.60", None, LineKind.TAX, month=SEPTEMBER),
        )
    )
    assert [(one.label, one.value) for one in view.totals] == [
        ("Subtotal", "380.00"),
        ("GST 10 %", "38.00"),
        ("GST 10 %, September 2026", "7.60"),
    ]
    assert view.total.value == "$425.60"


def test_an_invoice_says_when_and_where_to_pay():
    view = view_of(paper(reads=2))
    assert (view.due_label, view.due, view.due_note) == ("Total due", "$76.00", "Due December 2, 2026")
    assert view.remit_to[0] == "Northern Lights Radiology, P.C."
    assert view.terms == "Net 30 days"
    assert {one.label: one.value for one in view.details} == {
        "Invoice number": "INV-2026-0042",
        "Invoice date": "November 2, 2026",
        "Due date": "December 2, 2026",
        "PO number": "PO-88121",
        "Service period": "October 1–31, 2026",
        "Contract": "Overnight preliminary coverage",
        "Contract reference": "mercy-health-2026, version 3",
    }


@pytest.mark.parametrize("kind", [PaperKind.CREDIT_MEMO, PaperKind.INVOICE])
def test_a_credit_asks_for_no_payment(kind: PaperKind):
    view = view_of(paper(line("Reads credited 2 × -38.00"), kind=kind))
    assert (view.due_label, view.due, view.due_note) == (
        "Total credit",
        "−$76.00",
        "Credit to your account. No payment is due.",
    )
    assert (view.remit_to, view.terms) == ((), "")
    assert "Due date" not in {one.label for one in view.details}


def test_a_paper_without_a_number_is_a_preview():
    view = view_of(paper(reads=1, number=None))
    assert view.preview
    assert view.details[0].value == "Preview"


def test_a_paper_that_does_not_add_up_is_never_printed():
    with pytest.raises(DoesNotAddUp, match=r"INV-2026-0042: its lines add up to 76\.00, its total says 76\.01"):
        view_of(paper(reads=2, total=Money.of("76.01")))


def test_work_rvus_are_multiplied_on_the_line():
    wrvu = line(
        "All 83 × 49.43",
        wrvus=((Decimal("112.40"), Decimal("36.50")),),
        basis="each read rounded; the product is 4,102.60",
    )
    [one] = view_of(paper(replace(wrvu, unit_price=None))).sections[0].lines
    assert (one.quantity, one.unit_price) == ("112.40 wRVU", "36.50")
    assert one.note == "83 units · each read rounded; the product is 4,102.60"


def test_a_rate_is_printed_under_the_name_that_clients_read():
    made = paper(
        line("Everything else, CT volume above 250 1 × 9.00"),
        line("Everything 1 × 9.00"),
        print_names=(("Everything else", "Plain films"),),
    )
    assert [one.name for one in view_of(made).sections[0].lines] == ["Plain films, CT volume above 250", "Everything"]


def test_a_paper_says_what_accounts_payable_looks_it_up_by():
    made = paper(
        reads=1,
        bill_to=replace(BILL_TO, vendor_number="V-4711", cost_center="7040-RAD"),
        issuer=replace(
            ISSUER, remit_to=("PO Box 1",), ach_bank="First Harbor Bank", ach_routing="091000019", ach_account="0012"
        ),
        about=(("INV-2026-0001", date(2026, 10, 2)),),
    )
    view = view_of(made)
    told = {one.label: one.value for one in view.details}
    assert (told["Vendor number"], told["Cost center"]) == ("V-4711", "7040-RAD")
    assert told["For invoice"] == "INV-2026-0001 of October 2, 2026"
    assert view.remit_to == ("PO Box 1", "ACH: First Harbor Bank, routing 091000019, account 0012")


def test_quantities_that_say_nothing_have_no_column():
    [section] = view_of(paper(line("Minimum = 880.00", None, LineKind.MINIMUM))).sections
    assert not section.has_quantities


@pytest.mark.parametrize("currency", [*SIGNS, "JPY"])
@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("owed", ["1234", "-1234"])
def test_what_the_fonts_lack_is_only_in_words_of_others(currency: str, kind: PaperKind, owed: str):
    """So that a paper whose own texts are plain is known to be printable before it is laid out."""
    of_work = ((Decimal("2.5"), Decimal("36.40")),)
    plain = paper(
        line(f"CT 1204 × {owed}", currency=currency, wrvus=of_work, basis="2.50 wRVU"),
        line(f"Late reads = {owed}", MERCY[0], LineKind.PRIOR, currency=currency, month=SEPTEMBER),
        line(f"City tax = {owed}", None, LineKind.TAX, currency=currency, month=SEPTEMBER),
        kind=kind,
        currency=currency,
        prompt_percent=Decimal(2),
        prompt_days=10,
        rvu_releases=("2026D",),
        about=(("WR-2026-00001", date(2026, 10, 2)),),
    )
    assert is_plain(plain)
    assert is_drawable(view_of(plain))
    assert is_drawable(view_of(replace(plain, number=None)))

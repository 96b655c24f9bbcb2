"""What an 835 says of a claim, amount by amount: of which kind each is, on which line, with which reasons (spec 5.7)."""

import pytest

from reads.claims.ledger.postings import AmountKind, ClaimPosting, kind_of, postings
from reads.claims.x12.remittance_835 import CasAdjustment, ClaimPayment, LinePayment
from reads.core.money import Money


def reasons(text: str) -> tuple[CasAdjustment, ...]:
    """`CO-45 40 PR-2 12`: codes and dollars in pairs."""
    words = text.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    split = ((*codes.partition("-")[::2], Money(int(dollars) * 100)) for codes, dollars in pairs)
    return tuple(CasAdjustment(group, reason, amount) for group, reason, amount in split)


def line(paid: int, adjusted: str = "", remarks: tuple[str, ...] = (), cpt: str = "70450") -> LinePayment:
    return LinePayment(f"R-{cpt}", cpt, (), Money(100_00), Money(paid * 100), None, reasons(adjusted), remarks)


def claim(
    paid: int,
    adjusted: str = "",
    *lines: LinePayment,
    status: str = "1",
    remarks: tuple[str, ...] = (),
    interest: int = 0,
) -> ClaimPayment:
    return ClaimPayment(
        control_number="C1",
        status=status,
        charge=Money(100_00),
        paid=Money(paid * 100),
        patient_owes=None,
        payer_claim_number="ICN1",
        frequency="1",
        adjustments=reasons(adjusted),
        lines=lines,
        remarks=remarks,
        interest=Money(interest * 100),
    )


def told(of: ClaimPayment) -> list[str]:
    """`1 R-70450 70450 paid 60.00`: what is posted, as a person would read it out."""
    return [_told(each) for each in postings(of)]


def _told(each: ClaimPosting) -> str:
    codes = f"{each.group}-{each.reason}" if each.group or each.reason else ""
    words = (each.line, each.reference, each.cpt, each.kind.value, codes, Money(each.amount), each.remarks)
    return " ".join(str(word) for word in words if word != "")


def test_a_claim_without_lines_is_posted_as_a_whole_its_remarks_once():
    said = claim(60, "CO-45 28 PR-2 12", remarks=("MA01", "N1"))
    assert told(said) == ["0 paid 60.00 MA01 N1", "0 contractual CO-45 28.00", "0 patient PR-2 12.00"]


def test_each_line_has_its_own_amounts_and_remarks_and_the_claims_reasons_stand_on_none():
    lines = line(60, "CO-45 28 PR-2 12", ("N425", "M15")), line(0, "CO-97 50", cpt="71045")
    assert told(claim(55, "CO-253 5 CO-45 1", *lines, remarks=("MA01", "N2"))) == [
        "0 contractual CO-253 5.00 MA01 N2",
        "0 contractual CO-45 1.00 MA01 N2",
        "1 R-70450 70450 paid 60.00 N425 M15",
        "1 R-70450 70450 contractual CO-45 28.00 N425 M15",
        "1 R-70450 70450 patient PR-2 12.00 N425 M15",
        "2 R-71045 71045 paid 0.00",
        "2 R-71045 71045 denied CO-97 50.00",
    ]


def test_where_neither_payer_nor_patient_pays_all_of_it_is_denied():
    assert told(claim(0, "CO-45 28 CO-50 72")) == ["0 paid 0.00", "0 denied CO-45 28.00", "0 denied CO-50 72.00"]
    assert told(claim(0, "CO-45 28", line(0), remarks=("N1",))) == [
        "0 denied CO-45 28.00 N1",
        "1 R-70450 70450 paid 0.00",
    ]


@pytest.mark.parametrize(
    "adjusted, right",
    [
        ("PR-1 72 CO-45 28", ["patient PR-1 72.00", "contractual CO-45 28.00"]),
        ("OA-23 72 CO-45 28", ["prior OA-23 72.00", "contractual CO-45 28.00"]),
        ("CO-24 100", ["contractual CO-24 100.00"]),
    ],
    ids=["the patient owes it", "an earlier payer had it", "capitation pays it"],
)
def test_where_somebody_else_has_a_part_in_it_nothing_is_denied(adjusted, right):
    assert told(claim(0, adjusted)) == ["0 paid 0.00", *(f"0 {each}" for each in right)]


def test_what_is_taken_back_is_no_payment_and_interest_stands_apart():
    assert told(claim(-60, "CO-45 -40", status="22")) == ["0 reversed -60.00", "0 contractual CO-45 -40.00"]
    taken = claim(-60, "", line(-60), status="22")
    assert told(taken) == ["1 R-70450 70450 reversed -60.00"]
    assert told(claim(100, interest=3)) == ["0 paid 100.00", "0 interest 3.00"]


@pytest.mark.parametrize(
    "group, reason, kind",
    [
        ("PR", "1", AmountKind.PATIENT),
        ("PR", "23", AmountKind.PATIENT),
        ("OA", "23", AmountKind.PRIOR),
        ("CO", "23", AmountKind.DENIED),
        ("CO", "45", AmountKind.CONTRACTUAL),
        ("OA", "45", AmountKind.CONTRACTUAL),
        ("OA", "94", AmountKind.CONTRACTUAL),
        ("CO", "50", AmountKind.DENIED),
    ],
)
def test_an_adjustment_is_what_its_codes_say(group, reason, kind):
    assert kind_of(group, reason) is kind

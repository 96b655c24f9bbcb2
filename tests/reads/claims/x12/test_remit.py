"""Payments are read leniently in form and strictly in money: what doesn't add up to the cent is refused with its figures."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.claims.x12.remittance_835 import ClaimOutcome
from reads.core.findings import Severity
from reads.core.money import Money
from tests.reads.claims.x12.answers import read_answers
from tests.reads.claims.x12.payers import a835
from tests.reads.claims.x12.words import claim

BOTH = [claim(), claim("71260-26 95, 74177-26-59 210.50", "B2")]
REDUCED = {"ACC0001-1-1": "CO-45 60.00, PR-2 30.00", "B2-1": "CO-197 95.00"}
AMOUNTS = {"BPR": [2], "CLP": [3, 4], "CAS": [3, 6, 9], "SVC": [2, 3], "PLB": [4, 6]}


def payment(text: str):
    read = read_answers(text.encode(), "payment.835")
    assert [finding.message for finding in read.findings] == []
    (remittance,) = read.remittances
    return remittance


def refusal(text: str) -> list[str]:
    read = read_answers(text.encode(), "payment.835")
    assert read.refused
    assert read.remittances == ()
    return [finding.message for finding in read.findings if finding.severity is Severity.ERROR]


def test_a_payment_joins_its_lines_to_our_reads():
    paid = payment(a835(*BOTH, lines=REDUCED))
    assert (paid.payer, paid.trace, paid.paid_on, paid.method) == (
        "SUNSHINE MEDICARE PART B",
        "EFT0001",
        date(2026, 11, 20),
        "ACH",
    )
    assert paid.amount == Money(120_00 + 210_50)
    assert [(one.control_number, one.payer_claim_number, one.outcome) for one in paid.claims] == [
        ("ACC0001-1", "ICNACC0001-1", ClaimOutcome.ADJUSTED),
        ("B2", "ICNB2", ClaimOutcome.ADJUSTED),
    ]
    lines = {
        line.reference: (str(line.paid), [str(why) for why in line.adjustments])
        for one in paid.claims
        for line in one.lines
    }
    assert lines == {
        "ACC0001-1-1": (
            "120.00",
            [
                "contractual obligation, above the fee schedule or the contracted amount (CO-45): 60.00",
                "patient's responsibility, coinsurance (PR-2): 30.00",
            ],
        ),
        "B2-1": ("0.00", ["contractual obligation, authorisation is missing (CO-197): 95.00"]),
        "B2-2": ("210.50", []),
    }


@pytest.mark.parametrize(
    "decision, status, outcome",
    [
        ("", "", ClaimOutcome.PAID),
        ("PR-1 210.00", "", ClaimOutcome.PAID),
        ("CO-45 1.00", "", ClaimOutcome.ADJUSTED),
        ("CO-29 210.00", "", ClaimOutcome.DENIED),
        ("CO-50 210.00", "1", ClaimOutcome.DENIED),
        ("PR-204 210.00", "4", ClaimOutcome.DENIED),
        ("", "22", ClaimOutcome.REVERSED),
        ("CO-109 210.00", "23", ClaimOutcome.FORWARDED),
    ],
)
def test_what_became_of_a_claim(decision, status, outcome):
    """Paid is what payer and patient owe together; a denial by status or because nobody owes anything."""
    assert payment(a835(claim(), lines={"ACC0001-1-1": decision}, status=status)).claims[0].outcome is outcome


def test_what_a_payer_keeps_back_is_subtracted():
    paid = payment(a835(claim(), kept="WO 25.00"))
    assert paid.amount == Money(185_00)
    assert [str(kept) for kept in paid.provider_adjustments] == ["recovery of an overpayment (WO) REF1: 25.00"]


def test_what_a_payer_adds_counts_too():
    assert payment(a835(claim(), kept="L6 -0.07")).amount == Money(210_07)


@pytest.mark.parametrize(
    "name, identity, outcomes",
    [
        ("managed-care.835", "7170066655|1935665544|20002316|945.00", ["adjusted", "adjusted"]),
        ("secondary-payment.835", "0012524965|1559123456|20050412|1222.00", ["adjusted", "adjusted"]),
    ],
)
def test_the_published_835s_balance(shared_data, name, identity, outcomes):
    read = read_answers((shared_data("x12") / name).read_bytes())
    assert read.findings == []
    (paid,) = read.remittances
    assert (paid.identity, [one.outcome.value for one in paid.claims]) == (identity, outcomes)


def amounts_in(text: str) -> list[tuple[int, int]]:
    """Where the money of a file stands: (line, element)."""
    lines = text.split("~\n")
    return [
        (at, element)
        for at, line in enumerate(lines)
        for element in AMOUNTS.get(line.split("*")[0], [])
        if element < len(line.split("*"))
    ]


def with_amount(text: str, place: tuple[int, int], change) -> str:
    lines = text.split("~\n")
    elements = lines[place[0]].split("*")
    elements[place[1]] = change(elements[place[1]])
    lines[place[0]] = "*".join(elements)
    return "~\n".join(lines)


FULL = a835(*BOTH, lines=REDUCED, kept="WO 25.00")
PLACES = amounts_in(FULL)


def test_the_money_of_the_file_is_where_it_is_looked_for():
    assert len(PLACES) == 1 + 2 * 2 + 3 * 2 + 3 + 1


@given(st.sampled_from(PLACES), st.integers(-99_999, 99_999).filter(bool))
def test_any_amount_changed_is_refused(place, cents):
    """One cent is enough, in the payment, a claim, a line, an adjustment or what is kept back."""
    assert refusal(with_amount(FULL, place, lambda amount: str(Money(Money.of(amount).minor + cents))))


@pytest.mark.parametrize("amount", ["", "1E2", "12,00", "1.005", "0x10", "NaN", "--1", "1 0", "$5", "१", "1\x002"])
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_isnt_an_exact_amount_is_refused(place, amount):
    assert any("no exact amount" in message for message in refusal(with_amount(FULL, place, lambda _: amount)))


def test_an_unbalanced_payment_is_refused_with_its_figures():
    text = a835(claim(), lines={"ACC0001-1-1": "CO-45 60.00"})
    assert refusal(text.replace("BPR*I*150.00", "BPR*I*151.00")) == [
        "payment EFT0001: claims paid 150.00 − provider adjustments 0.00 = 150.00, but BPR02 says 151.00"
    ]
    assert refusal(text.replace("CAS*CO*45*60.00", "CAS*CO*45*59.99")) == [
        "claim ACC0001-1 line 1 (74177): charge 210.00 − adjustments 59.99 = 150.01, but SVC03 says 150.00",
        "claim ACC0001-1: charge 210.00 − adjustments 59.99 = 150.01, but CLP04 says 150.00",
    ]
    assert refusal(re.sub(r"(CLP\*ACC0001-1\*1\*)210.00", r"\g<1>211.00", text))[0] == (
        "claim ACC0001-1: its lines charge 210.00, but CLP03 says 211.00"
    )


@pytest.mark.parametrize("written, read", [("210", 210_00), ("210.", 210_00), ("210.0", 210_00), ("0210.000", 210_00)])
def test_an_amount_may_be_written_in_many_ways(written, read):
    assert payment(a835(claim()).replace("210.00", written)).amount == Money(read)


def test_adjustments_of_the_claim_as_a_whole_count():
    text = a835(claim(), lines={"ACC0001-1-1": "CO-45 60.00"})
    whole = text.replace("CAS*CO*45*60.00~\n", "").replace("*150.00**1~\nDTM", "*210.00**1~\nDTM")
    whole = whole.replace("NM1*QC", "CAS*CO*45*60.00~\nNM1*QC").replace(
        "SVC*HC:74177:26*210.00*150.00", "SVC*HC:74177:26*210.00*210.00"
    )
    paid = payment(whole)
    assert [str(why.amount) for why in paid.claims[0].adjustments] == ["60.00"]


def test_what_the_patient_owes_may_differ_but_is_pointed_out():
    text = a835(claim(), lines={"ACC0001-1-1": "PR-2 30.00"}).replace("*180.00*30.00*MB", "*180.00*31.00*MB")
    read = read_answers(text.encode())
    assert not read.refused
    assert [(finding.severity.value, finding.message) for finding in read.findings] == [
        ("warning", "claim ACC0001-1: CLP05 says that the patient owes 31.00, the adjustments say 30.00")
    ]


def test_a_payment_without_a_trace_number_is_refused():
    nameless = a835(claim()).replace("TRN*1*EFT0001*1935665544~\n", "").replace("SE*16", "SE*15")
    (message,) = refusal(nameless)
    assert message.startswith("the 835 has no BPR and TRN that say which payment it is")


def test_a_payment_that_lost_a_segment_is_refused():
    """Even one that is no money: what else was lost, nobody knows."""
    lost = a835(claim()).replace("DTM*405*20261119~\n", "")
    assert refusal(lost) == ["transaction set 0001 counts 16 segments in SE01 and has 15"]


def test_other_money_than_dollars_is_refused():
    text = a835(claim()).replace("DTM*405", "CUR*PR*CAD~\nDTM*405")
    assert any("another currency" in message for message in refusal(text))


def test_a_file_cut_short_is_refused():
    text = a835(*BOTH)
    assert read_answers(text[: len(text) // 2].encode()).refused


def test_identity_tells_payments_apart():
    """Trace, payer, date and amount: the same file has the same identity, another trace another."""
    assert payment(a835(claim())).identity == payment(a835(claim())).identity
    assert payment(a835(claim())).identity != payment(a835(claim(), trace="EFT0002")).identity


def test_no_patient_is_read():
    assert not any(secret in repr(payment(FULL)) for secret in ("DOE", "JANE", "1EG4TE5MK73"))


@given(st.data())
def test_no_damage_breaks_the_reader(data):
    """A piece of the file is left out, doubled or overwritten: read, or refused, never a traceback."""
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 60)))
    piece = data.draw(st.sampled_from(["", FULL[start:end] * 2]) | st.text(max_size=20))
    read_answers((FULL[:start] + piece + FULL[end:]).encode(errors="replace"))

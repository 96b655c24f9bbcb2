"""A claim's account adds up whatever the order in which payers' decisions arrive (spec 5.7)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.claims.ledger.payer_decisions import ClaimAccount, ClaimState, PayerDecision, account_of
from reads.claims.x12.payer_statuses import PAYER_STATUSES
from reads.core.money import Money

A, B = "Medicare", "Medigap"


def said(text: str, place: int = 1) -> PayerDecision:
    """`11-10 Medicare 1 charge 165 paid 60 patient 20 denied 0 prior 0 ICN1`, words after the third in pairs."""
    day, payer, status, *rest = text.split()
    amounts = dict(zip(rest[::2], rest[1::2], strict=True))
    cents = {name: int(float(amounts.get(name, 0)) * 100) for name in ("charge", "paid", "patient", "denied", "prior")}
    month, of_month = day.split("-")
    number = amounts.get("icn", "")
    when = date(2026, int(month), int(of_month))
    return PayerDecision((place, 1), when, status, payer, "1512345678", number, "", **cents, interest=0)


def account(charge: str, *texts: str, day: date | None = None) -> ClaimAccount:
    decisions = [said(text, place) for place, text in enumerate(texts, 1)]
    return account_of(Money.of(charge), decisions, day, unpaid=ClaimState.EXPORTED)


def sums(found: ClaimAccount) -> tuple[str, ...]:
    return (found.state.value, *(str(each) for each in (found.paid, found.patient, found.open, found.contractual)))


PAID = "11-11 Medicare 1 charge 165 paid 60 icn ICN200"
TAKEN_BACK = "11-21 Medicare 22 charge -165 paid -60 icn ICN200"
PRIMARY = "11-10 Medicare 1 charge 200 paid 80 patient 20"
SECONDARY = "11-20 Medigap 2 charge 200 paid 17 patient 3 prior 180"


@pytest.mark.parametrize(
    "charge, decisions, right",
    [
        ("165.00", [PAID], ("paid", "60.00", "0.00", "0.00", "105.00")),
        ("165.00", [PAID, TAKEN_BACK], ("reversed", "0.00", "0.00", "165.00", "0.00")),
        ("200.00", [PRIMARY], ("paid", "80.00", "20.00", "20.00", "100.00")),
        ("200.00", [PRIMARY, SECONDARY], ("paid", "97.00", "3.00", "3.00", "100.00")),
        (
            "200.00",
            [PRIMARY, "11-20 Medigap 2 charge 200 paid 20 prior 180"],
            ("paid", "100.00", "0.00", "0.00", "100.00"),
        ),
        (
            "125.00",
            ["12-01 Harbor 1 charge 125 paid 90", "11-01 Harbor 4 charge 125 denied 125"],
            ("paid", "90.00", "0.00", "0.00", "35.00"),
        ),
        (
            "165.00",
            ["11-10 Harbor 1 charge 100 paid 60", "11-10 Harbor 1 charge 65 paid 50"],
            ("paid", "110.00", "0.00", "0.00", "55.00"),
        ),
        (
            "165.00",
            [
                PAID,
                "11-15 Medicare 1 charge 165 paid 90 icn ICN201",
                "11-16 Medicare 22 charge -165 paid -60 icn ICN200",
            ],
            ("paid", "90.00", "0.00", "0.00", "75.00"),
        ),
        (
            "125.00",
            ["11-01 Harbor 1 charge 125 paid 90", "12-01 Harbor 4 charge 125 denied 125"],
            ("paid", "90.00", "0.00", "0.00", "35.00"),
        ),
        (
            "200.00",
            [PRIMARY, "11-20 Medigap 4 charge 200 denied 200"],
            ("adjusted", "80.00", "0.00", "0.00", "100.00"),
        ),
        (
            "200.00",
            [PRIMARY, SECONDARY, "11-30 Medigap 22 charge -200 paid -17 patient -3 prior -180"],
            ("paid", "80.00", "20.00", "20.00", "100.00"),
        ),
    ],
    ids=[
        "paid",
        "takeback",
        "primary",
        "secondary",
        "80 and 20",
        "denial before",
        "split",
        "correction before reversal",
        "denial after",
        "secondary denies",
        "secondary takes back",
    ],
)
def test_sums_are_the_same_in_either_order_of_arrival(charge, decisions, right):
    assert sums(account(charge, *decisions)) == right
    assert sums(account(charge, *reversed(decisions))) == right


def test_an_account_is_as_of_a_day():
    assert account("165.00", PAID, TAKEN_BACK, day=date(2026, 11, 20)).paid == Money(60_00)
    assert account("165.00", PAID, TAKEN_BACK, day=date(2026, 11, 11)).paid == Money(60_00)
    assert account("165.00", PAID, TAKEN_BACK, day=date(2026, 11, 10)).state is ClaimState.EXPORTED


def test_what_was_taken_back_whole_is_open_as_it_was_charged():
    found = account("165.00", PAID, TAKEN_BACK)
    nothing = dict.fromkeys(("paid", "patient", "contractual", "denied", "interest"), "0.00")
    assert found.as_json() == {"state": "reversed", "charge": "165.00", "open": "165.00", **nothing}
    assert (found.payer_claim_number, found.unclear) == ("ICN200", "")


def test_a_claim_that_was_passed_on_without_a_decision_is_open():
    found = account("165.00", "11-10 Medicare 23 charge 165 icn ICN9")
    assert (sums(found), found.payer_claim_number) == (("forwarded", "0.00", "0.00", "165.00", "0.00"), "ICN9")


def test_what_nobody_pays_is_denied_and_apart_from_what_the_contract_takes():
    found = account("125.00", "11-01 Harbor 4 charge 125 denied 125")
    assert (found.state, found.denied, found.contractual, found.open) == (
        ClaimState.DENIED,
        Money(125_00),
        Money(0),
        Money(0),
    )


def test_a_denial_without_an_amount_by_the_last_payer_is_told_and_one_of_a_payer_that_paid_is_not():
    assert account("200.00", PRIMARY, "11-20 Medigap 4 charge 200").state is ClaimState.ADJUSTED
    part = account("165.00", "11-10 Harbor 1 charge 100 paid 100", "11-12 Harbor 4 charge 65")
    assert part.state is ClaimState.PAID


def test_denials_count_as_far_as_the_charge_reaches_the_newest_first():
    whole = account("165.00", "11-01 Harbor 4 charge 100 denied 100", "11-02 Harbor 4 charge 65 denied 65")
    assert (whole.denied, set(whole.standing)) == (Money(165_00), {(1, 1), (2, 1)})
    three = ("11-01 Harbor 4 charge 65 denied 65", "11-02 Harbor 4 charge 65 denied 65")
    told = account("165.00", "10-30 Harbor 4 charge 100 denied 100", *three)
    assert (told.denied, set(told.standing)) == (Money(130_00), {(2, 1), (3, 1)})


def test_of_two_equal_payments_the_one_is_taken_back_that_is_named():
    twice = ("11-11 Medicare 1 charge 165 paid 60 icn ICN1", "11-12 Medicare 1 charge 165 paid 60 icn ICN2")
    first = account("165.00", *twice, "11-20 Medicare 22 charge -165 paid -60 icn ICN1")
    assert (first.payer_claim_number, set(first.standing)) == ("ICN2", {(2, 1)})
    unnamed = account("165.00", "11-10 Medicare 1 charge 165 paid 60", *twice, "11-20 Medicare 22 charge -165 paid -60")
    assert unnamed.standing == {(1, 1), (2, 1)}


@pytest.mark.parametrize(
    "decisions, said",
    [
        ([PAID], ""),
        (["11-11 Medicare 1 charge 200 paid 60"], ""),
        ([PAID, "11-12 Medicare 1 charge 165 paid 60"], "paid 60.00 and 60.00 of the 165.00 charged, and nothing was"),
        (["11-11 Medicare 1 charge 100 paid 50", "11-12 Medicare 1 charge 65 paid 30"], ""),
        ([TAKEN_BACK], "more was taken back than was paid in these books"),
        ([PAID, TAKEN_BACK], ""),
    ],
    ids=["once", "more than was charged, once", "twice", "in two parts", "taken back alone", "paid and taken back"],
)
def test_payments_that_cannot_all_be_right_are_told(decisions, said):
    found = account("165.00", *decisions).unclear
    assert (found[: len(said)], bool(found)) == (said, bool(said))


def test_the_number_of_the_first_payer_is_the_claims():
    primary = PRIMARY + " icn MEDICARE1"
    assert account("200.00", primary, SECONDARY + " icn MEDIGAP7").payer_claim_number == "MEDICARE1"


DECISIONS = st.builds(
    lambda day, payer, status, paid, patient, back: said(
        f"11-{day:02d} {payer} {'22' if back else status} charge {'-' if back else ''}100 "
        f"paid {'-' if back else ''}{paid} patient {'-' if back else ''}{patient}"
    ),
    st.integers(1, 30),
    st.sampled_from([A, B]),
    st.sampled_from(["1", "2", "4"]),
    st.integers(0, 50),
    st.integers(0, 50),
    st.booleans(),
)


@given(st.lists(DECISIONS, max_size=6), st.randoms())
def test_any_order_of_arrival_gives_the_same_account(decisions, chance):
    """Places tell decisions apart, as sets and numbers do; only the order in which they are handed over changes."""
    placed = [
        PayerDecision((at, 1), *[getattr(each, name) for name in PayerDecision.__slots__[1:]])
        for at, each in enumerate(decisions)
    ]
    shuffled = list(placed)
    chance.shuffle(shuffled)
    first, second = (account_of(Money(100_00), each, unpaid=ClaimState.EXPORTED) for each in (placed, shuffled))
    assert first == second
    assert first.paid.minor == sum(each.paid for each in decisions)
    if first.standing:
        parts = (first.paid, first.open, first.contractual, first.denied)
        assert sum(part.minor for part in parts) == first.charge.minor


@pytest.mark.parametrize("status", ["5", "10", "13", "15", "16", "17", "27", "99"])
@pytest.mark.parametrize("said_of_it", ["denied 165", "patient 165", ""])
def test_a_status_that_is_in_no_list_denies_nothing_and_adjusts_nothing(status: str, said_of_it: str):
    """Pended and suspended were statuses of 4010: an 835 of 5010 has none that isn't a decision."""
    waits = f"11-11 Harbor {status} charge 165 {said_of_it}".strip()
    pending = ("pending", "0.00", "0.00", "165.00", "0.00")
    assert sums(account("165.00", waits)) == pending
    assert account("165.00", waits).denied == Money(0)
    decided = "11-20 Harbor 1 charge 165 paid 60"
    for order in ((waits, decided), (decided, waits)):
        assert sums(account("165.00", *order)) == ("paid", "60.00", "0.00", "0.00", "105.00")
    assert sums(account("165.00", f"11-11 Harbor {status} charge 165 paid 60")) == sums(account("165.00", PAID))
    assert sums(account("165.00", "11-10 Harbor 23 charge 165", waits)) == pending
    assert account("165.00", waits, "11-12 Harbor 23 charge 165").state is ClaimState.FORWARDED


def test_each_status_of_the_list_has_one_meaning():
    """X12's data element 1029 as 005010X221A1 takes it: no more, no less."""
    meant = {code: status.decides.value for code, status in PAYER_STATUSES.items()}
    amounts = dict.fromkeys(("1", "2", "3", "19", "20", "21"), "amounts")
    assert meant == amounts | {"4": "denial", "22": "reversal", "23": "nothing", "25": "nothing"}
    assert {code: status.place for code, status in PAYER_STATUSES.items() if status.place} == {
        "1": 1,
        "2": 2,
        "3": 3,
        "19": 1,
        "20": 2,
        "21": 3,
    }

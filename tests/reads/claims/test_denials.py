"""What is rejected or denied: named with what mends it, whoever it is about, until it is paid or taken back."""

from __future__ import annotations

import pytest

from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import COMMERCIAL, claim, file, payment


@pytest.fixture
def exported(practice: Practice) -> Practice:
    """One claim of 165.00 has gone out: C000000001."""
    practice.bring_in(COMMERCIAL)
    practice.export()
    return practice


@pytest.mark.parametrize(
    ("batch", "found"), [("000000001000000001", []), ("OTHER1", ["unknown_claim"]), ("", ["unknown_claim"])]
)
def test_what_a_payer_rejects_above_its_batches_reaches_them_or_is_named(
    exported: Practice, batch: str, found: list[str]
):
    below = f"HL*2*1*21*0~TRN*2*{batch}~" if batch else ""
    said = f"ST*277*0001*005010X214~HL*1**20*1~TRN*1*S1~STC*A3:24:41*20261129*U*165~{below}SE*{7 if batch else 5}*0001~"
    told = exported.answer(file(said, group="HN"), status=1)["files"][0]
    assert [each["code"] for each in told["problems"]] == found
    assert claim(exported)["state"] == ("exported" if found else "rejected")


def test_a_status_of_another_list_names_no_field_that_mends_it(exported: Practice):
    """65 of the pharmacies' list is no status code of X12's."""
    said = (
        "ST*277*0001*005010X214~HL*1**20*1~HL*2*1*21*1~HL*3*2*PT~NM1*QC*1*DOE*JANE~TRN*2*C000000001~"
        "STC*A3:65::RX*20261129*U*165~SE*8*0001~"
    )
    exported.answer(file(said, group="HN"), status=1)
    (found,) = exported.wetread("claims", "denials", status=1)
    assert (found["kind"], found["codes"], found["amount"]) == ("rejected", "A3:65::RX", "165.00")
    assert found["mend"] == "nothing that wetread knows: ask the payer what it misses"


STRANGER = "CLP*PAT-7*{status}*{charge}*{paid}**12*{icn}~SVC*HC:70450:26*{charge}*{paid}**1~CAS*CO*{reason}*{less}"


@pytest.mark.parametrize("paid_first", [False, True])
@pytest.mark.parametrize(
    ("later", "left"),
    [
        ({"status": "1", "charge": "165", "paid": "90", "reason": "45", "less": "75"}, 0),
        ({"status": "22", "charge": "-165", "paid": "0", "reason": "16", "less": "-165"}, 0),
        ({"status": "1", "charge": "80", "paid": "50", "reason": "45", "less": "30"}, 1),
    ],
    ids=["paid", "reversed", "another charge"],
)
def test_a_denial_of_elsewhere_is_done_once_it_is_paid_or_reversed(practice: Practice, later, left, paid_first: bool):
    """In either order of arrival; a payment on another charge leaves it."""
    denied = STRANGER.format(status="4", charge="165", paid="0", reason="16", less="165", icn="I1")
    sets = [
        payment("N1", "20261101", denied, amount="0"),
        payment("N2", "20261201", STRANGER.format(icn="I2", **later), amount=later["paid"], number=2),
    ]
    practice.answer(file(*(reversed(sets) if paid_first else sets)), status=1)
    assert len(practice.wetread("claims", "denials", "--as-of", "2026-11-02", status=1)) == 1
    assert len(practice.wetread("claims", "denials", status=min(left, 1))) == left


def test_a_claim_that_is_denied_to_the_patients_account_is_listed_too(exported: Practice):
    said = "CLP*C000000001*4*165*0*165*12*I1~SVC*HC:70450:26*165*0**1~CAS*PR*204*165~LQ*HE*N130"
    exported.answer(file(payment("T1", "20261101", said, amount="0")), status=1)
    assert (claim(exported)["state"], claim(exported)["patient"]) == ("denied", "165.00")
    (found,) = exported.wetread("claims", "denials", status=1)
    assert (found["kind"], found["codes"], found["amount"]) == ("denied", "PR-204 N130", "165.00")


def test_a_claim_that_was_sent_on_waits_for_whoever_decides(exported: Practice):
    said = "CLP*C000000001*23*165*0**12*I1~SVC*HC:70450:26*165*0**1~CAS*OA*109*165"
    exported.answer(file(payment("T1", "20261101", said, amount="0")))
    assert exported.wetread("claims", "silent", "--as-of", "2026-11-20") == []
    (waits,) = exported.wetread("claims", "silent", "--as-of", "2027-01-31", status=1)
    assert (waits["claim"], waits["missing"]) == ("C000000001", "835")

"""What a payer says of each claim: 277CA and 277."""

import pytest

from reads.claims.x12.status_277 import ClaimStanding, StcStatus
from tests.reads.claims.x12.answers import read_answers
from tests.reads.claims.x12.payers import a277ca
from tests.reads.claims.x12.words import claim

BOTH = [claim(), claim("71260-26 95, 74177-26-59 210.50", "B2")]


def statuses(text: str):
    read = read_answers(text.encode(), "status.277")
    assert not read.refused
    return read


def test_accepted_claims_bring_the_payers_number():
    read = statuses(a277ca(*BOTH))
    assert [(one.control_number, one.standing, one.payer_claim_number) for one in read.claims] == [
        ("ACC0001-1", ClaimStanding.ACCEPTED, "ICNACC0001-1"),
        ("B2", ClaimStanding.ACCEPTED, "ICNB2"),
    ]
    assert (read.batches[0].batch, read.batches[0].standing) == ("000000042000000001", ClaimStanding.RECEIVED)


def test_a_rejected_claim_says_why_and_which_line():
    rejected = statuses(a277ca(*BOTH, statuses={"B2": "A7:562:85"}, lines={"B2-2": "A7:453"})).claims[1]
    assert rejected.standing is ClaimStanding.REJECTED
    assert rejected.reasons == (
        (
            "rejected, information is invalid: the NPI (billing provider) [A7:562:85]: "
            "on 2026-11-03, rejected (U), charge 305.50"
        ),
        "line B2-2: rejected, information is invalid: the modifier [A7:453]: on 2026-11-03, rejected (U)",
    )
    assert [line.reference for line in rejected.lines] == ["B2-2"]


def test_a_rejected_line_rejects_its_claim():
    accepted_but = statuses(a277ca(*BOTH, lines={"B2-1": "A8:477"})).claims[1]
    assert accepted_but.standing is ClaimStanding.REJECTED


def test_several_statuses_of_one_claim_are_all_told():
    text = a277ca(claim(), statuses={"ACC0001-1": "A3:116"}).replace(
        "*U*210.00~", "*U*210.00******A7:164:IL*A7:158:QC~"
    )
    assert statuses(text).claims[0].reasons == (
        "returned, can't be processed: sent to the wrong payer [A3:116]",
        "rejected, information is invalid: the member number (subscriber) [A7:164:IL]",
        (
            "rejected, information is invalid: the date of birth (patient) [A7:158:QC]: "
            "on 2026-11-03, rejected (U), charge 210.00"
        ),
    )


@pytest.mark.parametrize(
    "category, standing",
    [
        ("A1", ClaimStanding.RECEIVED),
        ("A2", ClaimStanding.ACCEPTED),
        ("A6", ClaimStanding.REJECTED),
        ("P1", ClaimStanding.PENDING),
        ("R3", ClaimStanding.PENDING),
        ("F1", ClaimStanding.PAID),
        ("F2", ClaimStanding.DENIED),
        ("F3", ClaimStanding.FINAL),
        ("ZZ", ClaimStanding.UNKNOWN),
    ],
)
def test_a_category_says_where_a_claim_stands(category, standing):
    assert StcStatus(category, "20").standing is standing


def test_a_category_that_nobody_knows_rejects_where_its_action_does():
    assert statuses(a277ca(claim(), statuses={"ACC0001-1": "Z9:999"})).claims[0].standing is ClaimStanding.REJECTED


@pytest.mark.parametrize("category", ["A0", "A1", "A2", "A5"])
def test_a_category_that_takes_a_claim_is_no_yes_where_its_action_rejects(category: str):
    assert StcStatus(category, "20", rejects=True).standing is ClaimStanding.REJECTED
    assert StcStatus(category, "20").standing is not ClaimStanding.REJECTED


def test_an_unlisted_code_is_shown_as_it_came():
    assert str(StcStatus("A7", "9999", "XX")) == "rejected, information is invalid: code 9999 (XX) [A7:9999:XX]"


def test_the_published_277(shared_data):
    """A claim is known by our patient control number (REF*EJ), not by the trace of the question."""
    read = read_answers((shared_data("x12") / "claim-level-status.277").read_bytes())
    assert not read.refused
    assert [(one.control_number, one.payer_claim_number, one.standing) for one in read.claims] == [
        ("SM123456", "05347006051", ClaimStanding.PENDING),
        ("J0234567", "0529675341", ClaimStanding.FINAL),
        ("MA345678", "051681010827", ClaimStanding.DENIED),
    ]


def test_what_was_paid_when_and_by_which_check_is_told():
    paid = "STC*F1:65*20261103*WQ*210*80.5*20261101*CHK*20261102*40911"
    (told,) = statuses(a277ca(claim()).replace("STC*A2:20*20261103*WQ*210.00", paid)).claims
    assert told.reasons[0].partition("[F1:65]: ")[2] == (
        "on 2026-11-03, accepted (WQ), charge 210.00, paid 80.50, decided on 2026-11-01, paid by CHK, "
        "paid on 2026-11-02, payment 40911"
    )


def test_how_much_of_a_batch_was_accepted_is_told_in_words():
    text = a277ca(claim()).replace("HL*3*", "QTY*90*5~\nQTY*AA*1~\nAMT*YY*120~\nAMT*ZZ*1.5~\nQTY*ZZ*.5~\nHL*3*")
    (batch, *_) = statuses(text).batches
    assert batch.totals == (
        "5 claims accepted (QTY 90)",
        "1 claim rejected (QTY AA)",
        "120.00 rejected (AMT YY)",
        "1.50 (AMT ZZ)",
        ".5 (QTY ZZ)",
    )


def test_no_patient_is_read():
    assert not any(secret in repr(statuses(a277ca(*BOTH))) for secret in ("DOE", "JANE", "1EG4TE5MK73"))

"""Answers with a code that no list has, or whose own counts say that something of it is missing: each is named."""

import pytest
from sqlalchemy import text

from reads.store.engine import Store
from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import PAYS, claim, file, payment


def problems(told) -> list[tuple[str, str]]:
    return [(each["code"], each["message"].partition(": ")[2]) for each in told["files"][0]["problems"]]


def receipt(*segments: str) -> str:
    body = ["AK1*HC*1*005010X222A1", *segments]
    return file(f"ST*999*0001*005010X231A1~\n{'~'.join(body)}~\nSE*{len(body) + 2}*0001~\n", group="FA")


def status(*segments: str, total: str = "") -> str:
    body = [
        "BHT*0085*08*1*20261129*1200*TH",
        "HL*1**20*1",
        "HL*2*1*21*1",
        "NM1*41*2*LAKESHORE*****46*LAKESHORE",
        "TRN*2*000000001000000001",
        *filter(None, [total]),
        "HL*3*2*19*1",
        "NM1*85*2*LAKESHORE*****XX*1450000009",
        *segments,
    ]
    return file(f"ST*277*0001*005010X214~\n{'~'.join(body)}~\nSE*{len(body) + 2}*0001~\n", group="HN")


@pytest.mark.parametrize("code", ["5", "13", "99", ""])
def test_a_claim_status_that_no_list_has_is_named(exported: Practice, code: str):
    """5 and 13 were pended and suspended in the version before: such a claim isn't denied, and nobody was told."""
    pended = PAYS.replace("*1*165*60", f"*{code}*165*0").replace("165*60", "165*0").replace("*105", "*165")
    told = exported.answer(file(payment("T3", "20261111", pended, amount="0")), status=1)
    said = f"claim C000000001: status {code or 'none'} (CLP02) is in no list that is known here"
    assert problems(told) == [("remittance_code", said)]
    assert told["files"][0]["claims"][0]["said"]["state"] == "pending"
    stands = claim(exported)
    assert (stands["state"], stands["open"], stands["denied"]) == ("pending", "165.00", "0.00")
    assert exported.wetread("claims", "denials") == []
    (waits,) = exported.wetread("claims", "silent", "--as-of", "2027-01-31", status=1)
    assert waits["missing"] == "835"


def test_a_group_and_a_provider_code_that_no_list_has_are_named_and_the_money_stands(exported: Practice):
    strange = PAYS.replace("CAS*CO*45*105", "CAS*XX*45*105")
    told = exported.answer(
        file(payment("T3", "20261111", strange, amount="50", end="PLB*1450000009*20261231*ZZ:A*10")), status=1
    )
    assert problems(told) == [
        ("remittance_code", "claim C000000001: group XX (CAS01) is in no list that is known here"),
        ("remittance_code", "payment T3: code ZZ (PLB03) is in no list that is known here"),
    ]
    assert claim(exported)["paid"] == "60.00"


@pytest.mark.parametrize(("kept", "amount", "has"), [("", "60", "0.00"), ("*L6*-1.00", "61", "1.00")])
def test_interest_that_claims_say_and_the_payment_lacks_is_named(exported: Practice, kept: str, amount: str, has: str):
    with_interest = PAYS.replace("~SVC", "~AMT*I*1.25~SVC")
    end = f"PLB*1450000009*20261231{kept}" if kept else ""
    told = exported.answer(file(payment("T3", "20261111", with_interest, amount=amount, end=end)), status=1)
    said = f"payment T3: its claims say 1.25 of interest (AMT*I), and the payment has {has} of it (PLB, L6)"
    assert problems(told) == [("remittance_interest", said)]


def test_a_reversal_that_adds_money_is_named_and_listed(exported: Practice):
    """60.00 was paid, and a reversal without its minus signs made 120.00 of it, in silence."""
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    wrong = PAYS.replace("*1*165", "*22*165")
    told = exported.answer(file(payment("T4", "20261112", wrong, amount="60")), name="b.835", status=1)
    said = (
        "claim C000000001: it is called a reversal (CLP02 is 22), and its amounts add to what was paid: 60.00 of 165.00"
    )
    assert problems(told) == [("remittance_reversal", said)]
    assert claim(exported)["unclear"] == "60.00 is called a reversal, and adds to what was paid"
    (found,) = exported.wetread("claims", "denials", status=1)
    assert (found["kind"], found["claim"]) == ("unclear_payment", "C000000001")


def test_what_is_kept_back_says_its_fiscal_year_and_the_claim_that_it_means(exported: Practice):
    """A forwarded balance of last year's claims is found again by the year that the payer counts it in (PLB02)."""
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    kept = "PLB*1450000009*20251231*WO:ICN200*60*FB:F1*-40"
    undated = "PLB*1450000009**CS:X*-30"
    exported.answer(file(payment("T4", "20261121", amount="10", end=f"{kept}~{undated}")), name="b.835")
    _, found = exported.wetread("claims", "payments")
    said = [(each["fiscal_period"], each["claims"]) for each in found["provider_adjustments"]]
    assert said == [("2025-12-31", ["C000000001"]), ("2025-12-31", []), ("", [])]
    shown = exported.run("claims", "payments").stdout
    assert "(WO) ICN200: 60.00 (kept back; claim C000000001, fiscal year to 2025-12-31)" in shown
    assert "(CS) X: -30.00 (added)" in shown
    assert exported.wetread("audit", "verify")["ok"] is True


def test_a_changed_fiscal_year_is_found(exported: Practice, store: Store):
    exported.answer(file(payment("T4", "20261121", amount="40", end="PLB*1450000009*20251231*FB:F1*-40")))
    with store.engine.begin() as connection:
        guard = "fiscal_periods_no_update" if store.is_sqlite else "fiscal_periods_no_change ON fiscal_periods"
        connection.execute(text(f"DROP TRIGGER {guard}"))
        connection.execute(text("UPDATE fiscal_periods SET period = '20261231'"))
    found = exported.wetread("audit", "verify", status=1)["damage"]
    assert {"ledger_changed", "guard_missing"} <= {each["what"] for each in found}


_COUNTED = "the 999 counts {} of group 1 (AK9), which has 1 transaction set, 1 of them accepted"
ACCEPTED = ("AK2*837*0001*005010X222A1", "IK5*A")


@pytest.mark.parametrize(
    ("segments", "found"),
    [
        ((*ACCEPTED, "AK9*A*1*1*1"), []),
        (("AK2*837*0001*005010X222A1", "IK5*E*5", "AK9*E*1*1*1"), []),
        ((*ACCEPTED, "AK9*R*1*1*0*5"), []),
        (("AK9*A*1*1*1",), []),
        (
            (*ACCEPTED, "AK2*837*0002*005010X222A1", "IK5*R*5", "AK9*P*2*2*1"),
            [
                (
                    "unknown_claim",
                    "the 999 speaks of transaction set 0002 of group 1 (rejected), which these books don't have",
                ),
                ("x12_count", _COUNTED.format("2 sent, 2 received and 1 accepted")),
            ],
        ),
        (
            (*ACCEPTED, "AK9*A*1*0*0"),
            [("x12_count", _COUNTED.format("1 sent, 0 received and 0 accepted"))],
        ),
    ],
    ids=["accepted", "with errors", "group rejected", "no sets", "another set", "none came"],
)
def test_a_999_of_other_sets_than_were_sent_is_named(exported: Practice, segments, found):
    asks = bool(found) or segments[-1].startswith("AK9*R")
    told = exported.answer(receipt(*segments), name="999.txt", status=int(asks))
    assert problems(told) == found


CLAIM = ("HL*4*3*PT", "TRN*2*C000000001", "STC*A2:20:PR*20261129*WQ*{}")


def test_a_277_that_has_more_charged_than_the_claim_is_named(exported: Practice):
    right = exported.answer(status(*CLAIM[:2], CLAIM[2].format("165")), name="a.277")
    wrong = exported.answer(status(*CLAIM[:2], CLAIM[2].format("1650")), name="b.277", status=1)
    said = "claim C000000001: the payer says 1650.00 was charged, it was 165.00"
    assert (problems(right), problems(wrong)) == ([], [("charge_differs", said)])


@pytest.mark.parametrize(("total", "more"), [("QTY*AA*3", ""), ("", "QTY*QC*3"), ("QTY*AA*3", "QTY*QC*3")])
def test_a_277_that_rejects_more_claims_than_it_names_says_so(exported: Practice, total: str, more: str):
    rejected = ("HL*4*3*PT", "TRN*2*C000000001", "STC*A7:562:82*20261129*U*165")
    told = exported.answer(status(*filter(None, [more]), *rejected, total=total), name="a.277", status=1)
    said = "the 277 says that 3 claims of these are rejected, and names 1 of them"
    assert ("x12_count", said) in problems(told)
    assert claim(exported)["state"] == "rejected"


def test_a_277_whose_counts_hold_says_nothing_of_them(exported: Practice):
    rejected = ("QTY*QC*1", "HL*4*3*PT", "TRN*2*C000000001", "STC*A7:562:82*20261129*U*165")
    assert problems(exported.answer(status(*rejected, total="QTY*AA*1"), name="a.277", status=1)) == []

"""What payers answer is posted set by set: what isn't ours, doesn't tie or came before is named, nothing else is lost."""

import io
import re
from datetime import UTC, datetime

import pytest

from reads.claims.post_responses import take_answers
from reads.core.actor_and_moment import By
from reads.store.events import Deed, record
from tests.invoicing.receivables.bank.files import BAI2
from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import COMMERCIAL, PAYS, TAKES_BACK, claim, file, payment


def test_a_takeback_after_a_payment_leaves_nothing_and_its_provider_adjustment_is_shown(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    back = payment("T4", "20261121", TAKES_BACK, amount="0", end="PLB*1450000009*20261231*FB:ICN200*-60")
    told = exported.answer(file(back), name="b.835", status=1)
    assert (claim(exported)["state"], claim(exported)["paid"]) == ("reversed", "0.00")
    assert [each["amount"] for each in told["files"][0]["payments"][0]["provider_adjustments"]] == ["-60.00"]
    payments = exported.wetread("claims", "payments")
    assert [(each["trace"], each["amount"], each["claims_paid"], each["adjusted"]) for each in payments] == [
        ("T3", "60.00", "60.00", "0.00"),
        ("T4", "0.00", "-60.00", "-60.00"),
    ]
    assert {each["difference"] for each in payments} == {"0.00"}


def test_contractual_reductions_are_no_alarm_until_more_was_expected(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    assert exported.wetread("claims", "denials") == []
    payers = exported.books / "directory" / "payers.csv"
    head, *rest = payers.read_text().splitlines()
    expected = [row + (",40" if row.startswith("harbor") else ",") for row in rest]
    payers.write_text("\n".join([f"{head},expected_percent", *expected]) + "\n")
    exported.wetread("apply")
    (below,) = exported.wetread("claims", "denials", status=1)
    assert (below["kind"], below["claim"], below["amount"]) == ("below_expectation", "C000000001", "60.00")


def test_a_denial_names_its_line_its_remarks_and_the_field_that_mends_it(exported: Practice):
    denied = "CLP*C000000001*4*165*0**12*I1~MOA***MA130~SVC*HC:70450:26*165*0**1~CAS*CO*16*165~LQ*HE*N264"
    exported.answer(file(payment("H1", "20261110", denied, amount="0")), status=1)
    (found,) = exported.wetread("claims", "denials", status=1)
    assert (found["payer"], found["codes"], found["cpt"]) == ("harbor-commercial", "CO-16 N264 MA130", "70450")
    assert "ordering_npi" in found["mend"]


def test_a_code_and_units_that_the_payer_changed_are_shown(exported: Practice):
    """Sent as a head CT with contrast, paid as one without: the line's posting alone would not say so."""
    changed = PAYS.replace("SVC*HC:70450:26*165*60**1", "SVC*HC:70450:26*165*60**1*HC:70460:26*2")
    exported.answer(file(payment("T4", "20261111", changed, amount="60")))
    told = str(claim(exported))
    assert "the payer changed the code: sent 70460-26, decided on 70450-26 (SVC06)" in told
    assert "the payer changed the units: sent 2, decided on 1 (SVC07)" in told


def test_interest_is_shown_and_in_no_paid_amount(exported: Practice):
    with_interest = PAYS.replace("~SVC", "~AMT*I*1.25~SVC")
    exported.answer(
        file(payment("T3", "20261111", with_interest, amount="61.25", end="PLB*1450000009*20261231*L6*-1.25"))
    )
    assert (claim(exported)["paid"], claim(exported)["interest"]) == ("60.00", "1.25")


def test_a_set_that_fails_does_not_stop_the_others(exported: Practice):
    good = payment("J1", "20261112", PAYS, amount="60")
    wrong = payment("J2", "20261113", PAYS, amount="61", number=2)
    told = exported.answer(file(good, wrong), status=1)
    assert [each["code"] for each in told["files"][0]["problems"]] == ["remittance_unbalanced"]
    assert "transaction set 0002" in told["files"][0]["problems"][0]["message"]
    assert claim(exported)["paid"] == "60.00"
    assert [each["trace"] for each in exported.wetread("claims", "payments")] == ["J1"]


def test_the_same_set_twice_in_a_file_is_said_and_posted_once(exported: Practice):
    twice = file(payment("J5", "20261113", PAYS, amount="60"), payment("J5", "20261113", PAYS, amount="60", number=2))
    (problem,) = exported.answer(twice, status=1)["files"][0]["problems"]
    assert problem["code"] == "posted_before"
    assert "earlier in this file" in problem["message"]
    assert claim(exported)["paid"] == "60.00"


def test_another_payees_payment_is_refused_by_name(exported: Practice):
    refused = exported.answer(file(payment("T9", "20261201", PAYS, amount="60", payee="1234567893")), status=3)
    assert "1234567893" in refused["error"]["problems"][0]["message"]
    assert exported.wetread("claims", "payments") == []


def test_a_999_for_another_group_is_refused_by_name_and_marks_nothing(exported: Practice):
    said = "ST*999*0001*005010X231A1~AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*R*5~AK9*R*1*1*0~SE*6*0001~"
    refused = exported.answer(file(said, group="FA", to="OTHERGROUP"), status=3)
    assert "OTHERGROUP" in refused["error"]["problems"][0]["message"]
    assert claim(exported)["state"] == "exported"
    exported.answer(file(said, group="FA"), status=1)
    assert claim(exported)["state"] == "rejected"


def test_a_rejection_of_the_provider_reaches_every_claim_of_its_batch(exported: Practice):
    said = (
        "ST*277*0001*005010X214~BHT*0085*08*277X214*20261129*1200*TH~HL*1**20*1~NM1*PR*2*HARBOR*****PI*87726~TRN*1*S1~"
        "HL*2*1*21*1~NM1*41*2*LAKESHORE*****46*LAKESHORE~TRN*2*000000001000000001~STC*A1:19:PR*20261129*WQ*165~"
        "HL*3*2*19*0~NM1*85*2*LAKESHORE*****XX*1450000009~TRN*1*0~"
        "STC*A3:496:85*20261129*U*165********NOT APPROVED~SE*14*0001~"
    )
    told = exported.answer(file(said, group="HN"), status=1)["files"][0]
    assert [(each["claim"], each["state"]) for each in told["claims"]] == [("C000000001", "rejected")]
    assert "NOT APPROVED" in told["claims"][0]["reasons"][0]
    assert [each["state"] for each in told["batches"]] == ["received", "rejected"]


def test_a_277_tells_claims_in_the_order_in_which_it_names_them(practice: Practice):
    """A batch that is rejected whole stands at its place among claims that are named one by one."""
    practice.bring_in(COMMERCIAL)
    (before,) = practice.export()
    practice.bring_in(*(COMMERCIAL | {"accession": name, "member_id": name} for name in ("B1", "B2")))
    practice.export(folder="later")
    alone, first, last = "C000000001", "C000000003", "C000000002"
    (batch,) = re.findall(r"BHT\*0019\*00\*(\w+)\*", before)
    one = "HL*3*2*PT~NM1*QC*1*DOE~TRN*2*{}~STC*A2:20:PR*20261129*WQ*165~"
    body = (
        "ST*277*0001*005010X214~BHT*0085*08*277X214*20261129*1200*TH~HL*1**20*1~NM1*PR*2*HARBOR*****PI*87726~TRN*1*S1~"
        f"{one.format(first)}HL*2*1*21*1~NM1*41*2*LAKESHORE*****46*LAKESHORE~TRN*2*{batch}~"
        f"STC*A3:21:PR*20261129*U*165~{one.format(last)}"
    )
    told = practice.answer(file(f"{body}SE*{body.count('~') + 1}*0001~", group="HN"), status=1)["files"][0]
    assert [each["claim"] for each in told["claims"]] == [first, alone, last]


def test_silence_is_counted_from_the_export_and_ends_with_an_answer(exported: Practice):
    assert exported.wetread("claims", "silent", "--as-of", "2026-11-04") == []
    (waits,) = exported.wetread("claims", "silent", "--as-of", "2026-11-05", status=1)
    assert (waits["claim"], waits["missing"]) == ("C000000001", "999")
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    assert exported.wetread("claims", "silent", "--as-of", "2027-01-31") == []


def test_others_write_while_a_file_of_answers_is_read_and_checked(exported: Practice, store):
    class Watched(io.BytesIO):
        def read(self, size=-1):
            with store.write() as session:
                record(session, Deed("test.wrote", "beside", {}), actor="other", at=by.at)
            return super().read(size)

    by = By("tester", datetime(2026, 12, 1, tzinfo=UTC))
    posted = take_answers(store, Watched(file(payment("T3", "20261111", PAYS, amount="60")).encode()), "a.835", by)
    assert (len(posted.sets), posted.findings) == (1, [])
    assert claim(exported)["paid"] == "60.00"
    assert exported.wetread("audit", "verify")["ok"] is True


def test_what_was_posted_is_verified_against_the_audit_log(exported: Practice, store):
    from sqlalchemy import text

    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    assert exported.wetread("audit", "verify")["ok"] is True
    with store.engine.begin() as connection:
        guard = "claim_postings_no_update" if store.is_sqlite else "claim_postings_no_change ON claim_postings"
        connection.execute(text(f"DROP TRIGGER {guard}"))
        connection.execute(text("UPDATE claim_postings SET amount = amount + 1 WHERE kind = 'paid'"))
    damage = {each["what"] for each in exported.wetread("audit", "verify", status=1)["damage"]}
    assert {"ledger_changed", "guard_missing"} <= damage


def test_books_without_a_prefix_of_their_own_draw_one(practice: Practice):
    practice.edit("wetread.toml", 'reference_prefix = "none"\n', "")
    practice.bring_in(COMMERCIAL)
    (text,) = practice.export()
    number = re.search(r"CLM\*([^*]+)\*", text)[1]  # type: ignore[index]
    found = re.fullmatch(r"([A-Z0-9]{5})C(\d{9})", number)
    assert found
    assert int(found[2]) > 100_000_000
    assert f"REF*6R*{found[1]}R" in text
    assert f"BHT*0019*00*{found[1]}" in text
    assert len(number) <= 20
    assert practice.export() == [text]
    foreign = PAYS.replace("C000000001", "PAT-1") + "~REF*6R*R1"
    told = practice.answer(file(payment("T9", "20261201", foreign, amount="60")), status=1)
    assert [each["code"] for each in told["files"][0]["problems"]] == ["unknown_claim"]


def test_a_line_denied_on_a_claim_of_elsewhere_is_named_with_its_line(practice: Practice):
    """The demonstration lacks the seventh claim of the cases: what is said of it is money of these books all the same."""
    stranger = (
        "CLP*C000000007*1*325*70**12*H1~SVC*HC:70450:26*165*70**1~CAS*CO*45*95~REF*6R*R1~"
        "SVC*HC:70486:26*160*0**1~CAS*CO*97*160~REF*6R*R3~LQ*HE*N20"
    )
    shown = practice.books / "n.835"
    shown.write_text(file(payment("N1", "20261110", stranger, amount="70")))
    text = practice.run("claims", "ack", str(shown)).stdout
    assert "line R3 (70486): denied, contractual obligation, contained in another service" in text
    (found,) = practice.wetread("claims", "denials", status=1)
    assert (found["claim"], found["reference"], found["cpt"], found["amount"]) == (
        "C000000007",
        "R3",
        "70486",
        "160.00",
    )
    assert "don't have the claim" in found["mend"]
    assert practice.wetread("claims", "denials", "--as-of", "2026-11-09") == []


def test_a_deposit_is_read_aloud_as_a_sum(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS, amount="55", end="PLB*1450000009*20261231*WO:ICN9*5")))
    back = payment("T4", "20261121", TAKES_BACK, amount="0", end="PLB*1450000009*20261231*FB:ICN200*-60")
    exported.answer(file(back), name="b.835", status=1)
    lines = exported.run("claims", "payments").stdout.splitlines()
    assert lines == [
        "payment T3 of HARBOR on 2026-11-11: 55.00 = 60.00 for 1 claim - 5.00 of provider adjustments",
        "    PLB recovery of an overpayment (WO) ICN9: 5.00 (kept back; fiscal year to 2026-12-31)",
        "    on no line of a bank file yet",
        "payment T4 of HARBOR on 2026-11-21: 0.00 = -60.00 for 1 claim + 60.00 of provider adjustments",
        "    PLB forwarded balance (FB) ICN200: -60.00 (added; claim C000000001, fiscal year to 2026-12-31)",
    ]


def test_a_payment_names_the_line_of_the_bank_that_it_is_tied_to(exported: Practice):
    end = "PLB*1450000009*20261231*LS*-1140"
    exported.answer(file(payment("TRACE1", "20261030", PAYS, amount="1200", end=end)))
    statement = exported.books / "bank.bai"
    statement.write_text(BAI2.replace("261119", "261030").replace("261120", "261031"))
    exported.wetread("bank", "import", str(statement))
    (before,) = exported.wetread("claims", "payments")
    assert before["bank_line"] is None
    exported.wetread("bank", "post", "--exact")
    (after,) = exported.wetread("claims", "payments")
    assert (after["bank_line"], after["bank_day"]) == (1, "2026-10-30")
    assert "    in the bank: line 1 of 2026-10-30" in exported.run("claims", "payments").stdout


def test_the_number_of_a_replacement_is_that_of_the_payer_addressed(exported: Practice):
    exported.answer(file(payment("T3", "20261111", PAYS, amount="60")))
    second = "CLP*C000000001*2*165*20**12*MEDIGAP7~SVC*HC:70450:26*165*20**1~CAS*OA*23*145"
    exported.answer(file(payment("T5", "20261112", second, amount="20").replace("HARBOR", "MEDIGAP")), name="s.835")
    assert claim(exported)["payer_claim_number"] == "ICN200"
    assert claim(exported)["paid"] == "80.00"


def test_a_file_that_ends_between_its_sets_is_said_although_what_came_is_posted(exported: Practice):
    cut = file(payment("T3", "20261111", PAYS, amount="60")).split("GE*")[0]
    told = exported.answer(cut, status=1)
    assert [each["code"] for each in told["files"][0]["problems"]] == ["x12_truncated"]
    assert claim(exported)["paid"] == "60.00"


@pytest.mark.parametrize("format_", ["hledger", "beancount", "journal"])
def test_a_deposit_is_in_the_journal_once_adjustments_apart(exported: Practice, format_):
    interest = payment("T3", "20261111", PAYS, amount="61.25", end="PLB*1450000009*20261231*L6*-1.25")
    exported.answer(file(interest))
    out = exported.books / f"november.{format_}"
    words = ("export", format_, "--from", "2026-11", "--to", "2026-11", "-o", str(out))
    exported.wetread(*words)
    text = out.read_text()
    assert "Insurance payment T3" in text
    assert all(amount in text for amount in ("61.25", "60.00", "1.25"))
    assert "Adjustments" in text
    if format_ == "beancount":
        from beancount import loader

        assert loader.load_string(text)[1] == []

"""Claims from the first file to the money: exported once, corrected, answered; on both databases."""

import csv
import io
import re

from reads.claims.claim import Claim, Envelope
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.read_837p import parse837
from tests.reads.claims.practice import Practice
from tests.reads.claims.x12.payers import a277ca, a835, a999
from tests.reads.claims.x12.semantics import semantic_faults
from tests.reads.claims.x12.words import accepted_by_pyx12

COMMERCIAL = {"payer": "harbor-commercial", "member_id": "HM-1"}


def read_back(text: str) -> tuple[Envelope, list[Claim]]:
    """The file's envelope and claims; it passes pyx12 and our own look at what pyx12 overlooks."""
    assert accepted_by_pyx12(text)
    assert semantic_faults(text) == []
    envelope, *claims = parse837([text])
    assert isinstance(envelope, Envelope)
    return envelope, [claim for claim in claims if isinstance(claim, Claim)]


def test_florida_reads_for_medicare_say_tampa_and_the_emergency_room(practice: Practice):
    practice.bring_in({})
    (text,) = practice.export()
    _, (claim,) = read_back(text)
    assert claim.insurer.id == "09102"
    assert claim.place_of_service == "23"
    assert (claim.facility.address.city, claim.facility.address.state, claim.facility.address.zip) == (
        "TAMPA",
        "FL",
        "336020002",
    )
    (line,) = claim.lines
    assert (line.cpt, line.modifiers, str(line.charge)) == ("70450", ("26",), "165.00")


def test_reads_of_one_patient_day_and_reader_stand_on_one_claim_each_under_its_own_reference(practice: Practice):
    practice.bring_in({}, {"exam_code": "CTCAP", "diagnoses": "R10.9+R51.9"}, {"exam_code": "XRCHEST1", "patient_first": "Una",
                                                                              "modality": "XR"})  # fmt: skip
    (text,) = practice.export()
    _, claims = read_back(text)
    together, alone = sorted(claims, key=lambda claim: -len(claim.lines))
    assert [line.reference for line in together.lines] == ["R1", "R2", "R2-2"]
    assert together.diagnoses == ("R519", "R109")
    assert [line.pointers for line in together.lines] == [(1,), (2, 1), (2, 1)]
    assert [line.cpt for line in alone.lines] == ["71045"]


def test_a_dependent_stands_under_the_subscriber(practice: Practice):
    child = {"subscriber_relation": "child", "subscriber_last": "Doe", "subscriber_first": "Jo"}
    practice.bring_in(COMMERCIAL | child)
    _, (claim,) = read_back(practice.export()[0])
    assert (claim.subscriber.name.last, claim.patient.name.last, claim.patient.relationship) == (
        "DOE",
        "ABERNATHY",
        "19",
    )


def test_delimiters_in_names_do_no_harm(practice: Practice):
    practice.bring_in({"patient_last": "O'Ne*il~ :Ábe^", "patient_address": "12 Prairie*Ln~ *"})
    _, (claim,) = read_back(practice.export()[0])
    assert claim.subscriber.name.last == "O'NE IL ABE"


def test_exporting_again_gives_the_same_bytes_and_new_reads_a_file_of_their_own(practice: Practice):
    practice.bring_in({})
    first = practice.export()
    assert practice.export(folder="again") == first
    practice.bring_in({}, {"exam_code": "CTCHEST"})
    again = practice.export()
    assert again[0] == first[0]
    assert len(again) == 2
    envelopes = [read_back(text)[0] for text in again]
    assert len({envelope.interchange for envelope in envelopes}) == len({envelope.group for envelope in envelopes}) == 2


def test_what_is_held_stays_out_and_is_told(practice: Practice):
    practice.bring_in({}, {"diagnoses": ""})
    (text,) = practice.export(status=1)
    assert len(read_back(text)[1]) == 1


def test_a_billing_company_gets_the_same_as_csv(practice: Practice):
    practice.bring_in(COMMERCIAL | {"patient_last": "=cmd|calc"})
    out = practice.books / "csv"
    told = practice.wetread("claims", "export", "--month", "2026-10", "-o", str(out), "--csv")
    (row,) = csv.DictReader(io.StringIO((out / told["files"][0]["path"].rpartition("/")[2]).read_text()))
    assert row["patient"].startswith("'=cmd")
    assert (row["cpt"], row["modifiers"], row["charge"], row["payer_id"]) == ("70450", "26", "165.00", "87726")


def test_missing_settings_are_named_and_nothing_is_kept(practice: Practice):
    practice.bring_in({})
    practice.edit("wetread.toml", 'submitter_id = "LAKESHORE"', 'submitter_id = ""')
    refused = practice.wetread("claims", "export", "--month", "2026-10", "-o", str(practice.books / "c"), status=3)
    assert "[claims] submitter_id" in refused["error"]["message"]
    assert practice.check()["ready"] == 1


def test_a_claim_is_followed_from_the_receipt_to_the_money(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, claims = read_back(practice.export()[0])

    def state() -> str:
        return str(practice.wetread("claims", "list")[0]["state"])

    assert state() == "exported"
    practice.answer(a999(envelope))
    assert state() == "received"
    practice.answer(a277ca(*claims, envelope=envelope))
    assert state() == "accepted"
    line = claims[0].lines[0].reference
    told = practice.answer(a835(*claims, lines={line: "CO-45 60.00, PR-2 30.00"}))
    assert told["files"][0]["claims"][0]["paid"] == "75.00"
    (listed,) = practice.wetread("claims", "list")
    assert (listed["state"], listed["paid"], listed["patient"]) == ("paid", "75.00", "30.00")
    assert any("CO-45" in reason for reason in listed["reasons"])


def test_a_payment_posted_before_is_refused_with_its_figures(practice: Practice):
    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    practice.answer(a835(*claims), name="first.835")
    refused = practice.answer(a835(*claims), name="second.835", status=3)
    assert refused["error"]["code"] == "posted_before"
    (problem,) = refused["error"]["problems"]
    assert "165.00" in problem["message"]
    assert "first.835" in problem["message"]
    assert len(practice.wetread("claims", "show", claims[0].control_number)["answers"]) == 1


def test_a_payment_that_does_not_add_up_is_refused_with_the_figures_and_nothing_posted(practice: Practice):
    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    refused = practice.answer(a835(*claims).replace("BPR*I*165.00", "BPR*I*166.00"), status=3)
    assert refused["error"]["code"] == "answers_refused"
    assert any(
        "165.00" in problem["message"] and "166.00" in problem["message"] for problem in refused["error"]["problems"]
    )
    assert practice.wetread("claims", "list")[0]["state"] == "exported"


def test_a_receipt_taken_twice_changes_nothing(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, _ = read_back(practice.export()[0])
    practice.answer(a999(envelope))
    assert practice.answer(a999(envelope))["files"][0]["known"] is True


def test_an_answer_to_what_the_books_do_not_have_is_told(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, claims = read_back(practice.export()[0])
    foreign = a277ca(*claims, envelope=envelope).replace(claims[0].control_number, "ELSEWHERE1")
    (problem,) = practice.answer(foreign, status=1)["files"][0]["problems"]
    assert problem["code"] == "unknown_claim"


def test_a_status_that_nobody_knows_is_for_a_person_to_look_at(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, claims = read_back(practice.export()[0])
    said = a277ca(*claims, statuses={claims[0].control_number: "D0:35"}, envelope=envelope).replace("*U*", "**")
    (problem,) = practice.answer(said, status=1)["files"][0]["problems"]
    assert problem["code"] == "unknown_status"


def test_a_payer_that_garbles_our_number_is_understood_by_the_line_reference(practice: Practice):
    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    practice.answer(a835(*claims).replace(claims[0].control_number, "GARBLED"))
    assert practice.wetread("claims", "list")[0]["state"] == "paid"


def test_a_rejected_claim_is_amended_and_sent_anew_under_the_same_reference(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, claims = read_back(practice.export()[0])
    number = claims[0].control_number
    practice.answer(a277ca(*claims, statuses={number: "A7:562:85"}, envelope=envelope), status=1)
    (listed,) = practice.wetread("claims", "list", "--state", "rejected")
    assert listed["reasons"]
    practice.bring_in(COMMERCIAL | {"ordering_last": "Marlow"}, amend=True)
    again = practice.wetread("claims", "replace", number, "--because", "name corrected")
    assert again["frequency"] == "1"
    _, (anew,) = read_back(practice.export()[1])
    assert anew.lines[0].reference == claims[0].lines[0].reference
    assert anew.referring.name.last == "MARLOW"


def test_a_replacement_carries_what_the_log_says_now_and_the_payers_number(practice: Practice):
    practice.bring_in(COMMERCIAL)
    envelope, claims = read_back(practice.export()[0])
    number = claims[0].control_number
    refused = practice.wetread("claims", "replace", number, "--because", "x", status=3)
    assert refused["error"]["code"] == "no_payer_number"
    practice.answer(a277ca(*claims, envelope=envelope))
    practice.bring_in(COMMERCIAL | {"diagnoses": "R42"}, amend=True)
    practice.wetread("claims", "replace", number, "--because", "diagnosis corrected")
    _, (again,) = read_back(practice.export()[1])
    assert (again.frequency, again.payer_claim_number, again.diagnoses) == ("7", f"ICN{number}", ("R42",))
    assert practice.wetread("claims", "list")[0]["corrected_by"] == again.control_number
    twice = practice.wetread("claims", "replace", number, "--because", "x", status=3)
    assert twice["error"]["code"] == "claim_corrected"


def test_a_replacement_of_a_read_that_is_not_ready_says_why(practice: Practice):
    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    practice.bring_in(COMMERCIAL | {"diagnoses": ""}, amend=True)
    words = ("claims", "replace", claims[0].control_number, "--because", "x", "--payer-number", "ICN1")
    refused = practice.wetread(*words, status=1)
    assert [problem["code"] for problem in refused["error"]["problems"]] == ["no_diagnosis"]


def test_a_void_takes_the_claim_back_and_the_read_is_not_claimed_again_by_itself(practice: Practice):
    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    practice.wetread("claims", "void", claims[0].control_number, "--because", "wrong payer", "--payer-number", "ICN77")
    _, (void,) = read_back(practice.export()[1])
    assert (void.frequency, void.payer_claim_number, void.lines) == ("8", "ICN77", claims[0].lines)
    assert practice.check()["ready"] == 0
    assert len(practice.export()) == 2


def test_medicare_takes_no_replacement(practice: Practice):
    practice.bring_in({})
    _, claims = read_back(practice.export()[0])
    refused = practice.wetread("claims", "void", claims[0].control_number, "--because", "x", status=3)
    assert refused["error"]["code"] == "takes_no_corrections"
    assert "reopen" in refused["error"]["message"] + refused["error"]["remedy"]


def test_a_claimed_read_that_changes_is_pointed_out(practice: Practice):
    practice.bring_in(COMMERCIAL)
    number = read_back(practice.export()[0])[1][0].control_number
    practice.wetread("reads", "void", "A1", "--because", "wrong patient")
    (changed,) = practice.check(held=True)["changed"]
    assert (changed["claim"], changed["void"]) == (number, True)


def test_every_deed_is_in_the_audit_log_and_no_patient_is(practice: Practice, database):
    from reads.store.engine import Store
    from reads.store.events import EventRow

    practice.bring_in(COMMERCIAL)
    _, claims = read_back(practice.export()[0])
    practice.wetread("claims", "void", claims[0].control_number, "--because", "x", "--payer-number", "I1")
    practice.answer(a835(*claims))
    store = Store.open(database)
    with store.read() as session:
        from sqlmodel import select

        events = session.exec(select(EventRow)).all()
    store.close()
    actions = [event.action for event in events]
    assert [action for action in actions if re.match("claim|finals|answers", action)] == [
        "finals.kept",
        "claims.exported",
        "claim.voided",
        "answers.taken",
    ]
    assert not any("Abernathy" in event.detail for event in events)


def test_a_final_that_comes_in_while_files_are_written_is_in_them_too(practice: Practice, monkeypatch):
    """Nothing is reckoned under the lock: others write meanwhile, and then what was planned is planned anew."""
    practice.bring_in({})
    came: list[object] = []

    def meanwhile(*words):
        if not came:
            came.append(practice.bring_in({}, {"exam_code": "CTCHEST"}))
        return differences(*words)

    monkeypatch.setattr("reads.claims.export.differences", meanwhile)
    (text,) = practice.export()
    assert [len(claim.lines) for claim in read_back(text)[1]] == [2]
    assert len(came) == 1
    assert practice.check()["ready"] == 0

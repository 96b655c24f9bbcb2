"""An 824: a payer's own reading refuses what its 999 took; a group, a transaction set, a claim, with the reason in its words."""

from __future__ import annotations

import pytest

from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import claim, file


def advice(oti: str, *why: str) -> str:
    body = ["BGN*11*CH1*20261129*1200****WQ", "N1*41*LAKESHORE*46*LAKESHORE", oti, *why]
    return "".join(f"{each}~" for each in ["ST*824*0001*005010X186A1", *body, f"SE*{len(body) + 2}*0001"])


WHY = ("TED*024*MISSING TAXONOMY*PRV*12*03**SECRET", "NTE*ADD*CALL 8005551212")
OF_THE_SET = "OTI*TR*TN*1*****1*1*837*005010X222A1"


@pytest.mark.parametrize(
    "oti",
    [
        OF_THE_SET,
        "OTI*GR*TN*1*****1",
        "OTI*TR*TN*000000001000000001",
        "OTI*IR*IX*C000000001*****1*1*837",
        "OTI*XX*TN*1*****1*1*837",
    ],
)
def test_what_it_refuses_is_rejected_with_its_words_and_without_the_bad_data(exported: Practice, oti):
    told = exported.answer(file(advice(oti, *WHY), group="AG"), status=1)["files"][0]
    assert [(each["claim"], each["state"]) for each in told["claims"]] == [("C000000001", "rejected")]
    assert told["claims"][0]["reasons"] == ["MISSING TAXONOMY (PRV03)", "CALL 8005551212"]
    assert claim(exported)["state"] == "rejected"


@pytest.mark.parametrize(("oti", "reasons"), [("OTI*TA*TN*1*****1*1*837", []), ("OTI*TE*TN*1*****1*1*837", ["LATE"])])
def test_what_it_accepts_is_received_and_ends_the_wait_for_a_999(exported: Practice, oti, reasons):
    told = exported.answer(file(advice(oti, *(f"TED*024*{each}" for each in reasons)), group="AG"))["files"][0]
    assert (told["claims"][0]["state"], told["claims"][0]["reasons"]) == ("received", reasons)
    (waits,) = exported.wetread("claims", "silent", "--as-of", "2026-12-31", status=1)
    assert waits["missing"] == "277CA"


@pytest.mark.parametrize(
    "oti",
    [
        "OTI*TR*TN*1*****77*1*837",
        "OTI*TR*TN*1*****1*9*837",
        "OTI*IR*IX*C000000009*****1*1*837",
        "OTI*TR*TN*OTHER",
        "N1*40*X",
    ],
)
def test_one_about_a_file_or_a_claim_of_others_is_refused_and_marks_nothing(exported: Practice, oti):
    exported.answer(file(advice(oti, *WHY), group="AG"), status=3)
    assert claim(exported)["state"] == "exported"


def test_a_status_of_the_claim_says_more_than_the_advice_about_its_file(exported: Practice):
    exported.answer(file(advice(OF_THE_SET, *WHY), group="AG"), status=1)
    said = (
        "ST*277*0001*005010X214~BHT*0085*08*277X214*20261129*1200*TH~HL*1**20*1~NM1*PR*2*HARBOR*****PI*87726~TRN*1*S1~"
        "HL*2*1*21*1~NM1*41*2*LAKESHORE*****46*LAKESHORE~TRN*2*000000001000000001~STC*A1:19:PR*20261129*WQ*165~"
        "HL*3*2*19*1~NM1*85*2*LAKESHORE*****XX*1450000009~TRN*1*0~STC*A1:19:PR*20261129*WQ~"
        "HL*4*3*PT~NM1*QC*1*X*Y****MI*1~TRN*2*C000000001~STC*A2:20:PR*20261130*WQ*165~SE*18*0001~"
    )
    exported.answer(file(said, group="HN"), name="277.txt")
    assert claim(exported)["state"] == "accepted"

"""What a front door says of a file: 999 and TA1."""

import pytest

from reads.claims.x12.ack_999 import AckVerdict
from tests.reads.claims.x12.answers import read_answers
from tests.reads.claims.x12.payers import a277ca, a835, a999, ta1
from tests.reads.claims.x12.words import claim, judged_by_pyx12, written

FAULTS = ["IK3*CLM*23*2300*8", "CTX*CLM01:ACC0001-1", "IK4*5:1*1331*7*CANARY"]


def answers(text: str):
    read = read_answers(text.encode(), "answer.999")
    assert not read.refused
    return read


def test_an_accepted_file():
    group = answers(a999()).groups[0]
    assert (group.group, group.verdict, group.accepted) == (17, AckVerdict.ACCEPTED, True)
    assert [(one.transaction, one.verdict) for one in group.sets] == [(1, AckVerdict.ACCEPTED)]


def test_a_rejected_file_says_where_and_why_and_shows_no_data():
    group = answers(a999(code="R", faults=FAULTS)).groups[0]
    assert (group.verdict, group.accepted) == (AckVerdict.REJECTED, False)
    assert group.sets[0].reasons == ("segments break the implementation guide",)
    (complaint,) = group.sets[0].complaints
    assert complaint.claim == "ACC0001-1"
    assert str(complaint) == "segment 23 (CLM05-01 in loop 2300): the code isn't one of those allowed, claim ACC0001-1"
    assert "CANARY" not in repr(group)


def test_accepted_with_errors_is_accepted():
    group = answers(a999(code="E", faults=["IK3*PRV*9*2000*3"])).groups[0]
    assert (group.verdict, group.accepted) == (AckVerdict.WITH_ERRORS, True)
    assert [str(complaint) for complaint in group.sets[0].complaints] == [
        "segment 9 (PRV in loop 2000): a required segment is missing"
    ]


@pytest.mark.parametrize("code", "MRWX")
def test_whatever_isnt_accepted_is_rejected(code):
    assert answers(a999(code=code)).groups[0].verdict is AckVerdict.REJECTED


def test_an_answer_without_a_verdict_rejects():
    text = "".join(line for line in a999().splitlines(keepends=True) if not line.startswith(("IK5", "AK9")))
    group = read_answers(text.encode()).groups[0]
    assert (group.verdict, group.sets[0].verdict) == (AckVerdict.REJECTED, AckVerdict.REJECTED)


def test_the_999_that_pyx12_writes_is_read():
    """Another program's answer to our own file, and to the same file damaged."""
    text = written(claim())
    _, accepted = judged_by_pyx12(text)
    assert answers(accepted).groups[0].accepted
    _, rejected = judged_by_pyx12(text.replace("*UN*1*", "*QQ*1*"))
    group = answers(rejected).groups[0]
    assert (group.group, group.verdict) == (17, AckVerdict.REJECTED)
    assert [complaint.segment for complaint in group.sets[0].complaints] == ["SV1"]


@pytest.mark.parametrize(
    "code, note, verdict, reason",
    [
        ("A", "000", AckVerdict.ACCEPTED, "no error"),
        ("E", "022", AckVerdict.WITH_ERRORS, "the control structure is invalid"),
        ("R", "025", AckVerdict.REJECTED, "the interchange control number was used before"),
        ("R", "777", AckVerdict.REJECTED, "code 777"),
    ],
)
def test_a_ta1_is_about_the_interchange(code, note, verdict, reason):
    (interchange,) = answers(ta1(code=code, note=note)).interchanges
    assert (interchange.interchange, interchange.verdict, interchange.reason) == (42, verdict, reason)


def test_the_answers_that_tests_are_made_of_are_valid_themselves():
    """pyx12 accepts them, so what is read here looks like what payers send."""
    both = [claim(), claim("71260-26 95, 74177-26-59 210.50 x2", "B2")]
    for text in (
        a999(),
        a999(code="R", faults=FAULTS),
        a277ca(*both, statuses={"B2": "A7:562:85"}, lines={"B2-2": "A7:453"}),
        a835(*both, lines={"B2-1": "CO-45 20.00, PR-2 5.00"}, kept="WO 25.00"),
    ):
        assert judged_by_pyx12(text)[0]


def test_a_file_of_claims_is_no_answer():
    read = read_answers(written(claim()).encode(), "claims.837")
    assert [finding.code for finding in read.findings] == ["x12_no_answer"]
    assert read.refused


def test_a_miscounted_999_is_read_all_the_same():
    read = read_answers(a999().replace("SE*6*", "SE*7*").encode())
    assert [(finding.code, finding.severity.value) for finding in read.findings] == [("x12_count", "warning")]
    assert read.groups[0].accepted
    assert not read.refused

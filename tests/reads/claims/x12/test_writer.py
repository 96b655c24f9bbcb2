"""What is written is what payers' front doors take, and reads back as it was."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reads.claims.claim import Frequency
from reads.claims.other_payer import OtherPayer
from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.claim_text import likeness
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.cursor import NotOurs
from reads.claims.x12.read_837p import parse837
from reads.claims.x12.write_837p import MOST_CLAIMS, NoClaims, UnfitClaims, in_filing_order, write
from reads.core.money import Money
from tests.reads.claims.x12.claims_of_all_kinds import claims
from tests.reads.claims.x12.semantics import semantic_faults
from tests.reads.claims.x12.words import (
    BLUE,
    DR_LEE,
    DR_SMITH,
    ENVELOPE,
    GROUP,
    JANE,
    TED,
    accepted_by_pyx12,
    claim,
    written,
)

TWO = [
    claim("74177-26 210.00, 71260-26-59 95.50 x2"),
    claim("70450-26 85", "ACC0002-1", insurer=BLUE, patient=TED, diagnoses=("S09.90XA", "R51.9"), referring=None),
]


def compared(chunks, some):
    """How a file differs from these claims."""
    meant = ((each.control_number, likeness(each)) for each in map(filed, some))
    return differences(chunks, filed_envelope(ENVELOPE), meant)


def test_the_file_of_two_claims(golden):
    """A Medicare claim read in Florida, and a child's claim to a Blue plan: one segment a line."""
    text = written(*TWO)
    golden(text, "claims/two-claims.837")
    assert accepted_by_pyx12(text)


@given(st.lists(claims(), min_size=1, max_size=4))
@settings(max_examples=60)
def test_what_is_written_reads_back_as_it_was(some):
    text = written(*some)
    assert list(parse837([text])) == [filed_envelope(ENVELOPE), *map(filed, some)]
    assert compared([text], some) == []


@given(st.lists(claims(), min_size=1, max_size=3))
@settings(max_examples=15)
def test_pyx12_accepts_any_claims(some):
    text = written(*some)
    assert accepted_by_pyx12(text)
    assert semantic_faults(text) == []


@pytest.mark.parametrize(
    "right, wrong, fault",
    [
        ("CLM*ACC0001-1*305.50", "CLM*ACC0001-1*305.51", "claim ACC0001-1: CLM02 is not the sum of its lines"),
        ("XX*1245319599", "XX*1245319598", "NPI of 85"),
        ("100 GROUP ST", "PO BOX 100", "post office box of 85"),
        ("432150001", "43215", "ZIP of 85"),
        ("UN*1***1~", "UN*1***2~", "claim ACC0001-1: pointer without a diagnosis"),
        ("23:B:1", "23:B:7", "claim ACC0001-1: REF*F8 and frequency"),
        ("REF*6R*ACC0001-1-2", "REF*6R*ACC0001-1-1", "claim ACC0001-1: lines and their references"),
        ("HL*2*", "HL*3*", "HL out of count"),
        ("\nSE*", "\nSE*1", "SE01"),
    ],
)
def test_the_semantic_checks_can_fail(right, wrong, fault):
    assert semantic_faults(written(*TWO)) == []
    assert semantic_faults(written(*TWO).replace(right, wrong, 1)) == [fault]


@pytest.mark.parametrize("name", ["demo.example1.837", "demo.example6.837"])
def test_a_file_that_isnt_ours_is_not_taken_for_ours(shared_data, name):
    with pytest.raises(NotOurs):
        list(parse837([(shared_data("x12") / name).read_text()]))


@given(st.lists(claims(), min_size=1, max_size=3))
@settings(max_examples=25)
def test_filing_twice_changes_nothing_more(some):
    """What a file says is a fixed point, so a claim read from a file can be filed again."""
    assert [filed(filed(one)) for one in some] == [filed(one) for one in some]


def test_the_same_claims_give_the_same_bytes():
    assert written(*TWO) == written(*TWO)


def test_neighbours_share_their_levels():
    """Two claims of one subscriber stand under one billing and one subscriber level; a child's under a level of its own."""
    child = claim("70450-26 85", "C", patient=TED)
    text = written(claim(control_number="A"), claim(control_number="B"), child, replace(child, control_number="D"))
    assert [line for line in text.split("~\n") if line.startswith("HL")] == [
        "HL*1**20*1",
        "HL*2*1*22*0",
        "HL*3*1*22*1",
        "HL*4*3*23*0",
    ]
    assert accepted_by_pyx12(text)


@pytest.mark.parametrize("before", range(17, 24))
def test_a_level_may_have_the_number_of_a_kind_of_level(before):
    """HL03 22 is a subscriber, 23 a patient; HL01 and HL02 count, and come to 22 and 23 as well."""
    members = [replace(JANE, member_id=f"M{number}") for number in range(before + 2)]
    some = [claim(control_number=f"C{number}", subscriber=member) for number, member in enumerate(members)]
    some[before] = replace(some[before], patient=TED)
    text = written(*some)
    assert f"HL*{before + 3}*{before + 2}*23*0~\nPAT*19" in text
    assert compared([text], some) == []
    assert accepted_by_pyx12(text)


def test_claims_are_put_side_by_side_with_those_they_share_levels_with():
    other = replace(JANE, member_id="9ZZ")
    mixed = [claim(control_number="1"), claim(control_number="2", subscriber=other), claim(control_number="3")]
    assert [one.control_number for one in in_filing_order(mixed)] == ["1", "3", "2"]


def test_a_transaction_set_holds_at_most_5_000_claims():
    many = [claim(control_number=f"C{number}") for number in range(MOST_CLAIMS + 1)]
    out = io.StringIO()
    summary = write(replace(filed_envelope(ENVELOPE), transaction=8), map(filed, many), out)
    assert (summary.claims, summary.transactions, summary.charge) == (5_001, 2, Money(5_001 * 210_00))
    sets = [line for line in out.getvalue().split("~\n") if line.startswith(("ST", "SE", "GE"))]
    assert [line.split("*")[2] for line in sets] == ["0008", "0008", "0009", "0009", "17"]
    assert sets[-1] == "GE*2*17"


def test_no_character_of_a_file_can_change_unseen():
    """Each is replaced and left out in turn: the comparison that keeps a file notices every one but line breaks."""
    text = written(*TWO)
    unseen = [
        text[at:]
        for at, character in enumerate(text)
        if character != "\n"
        for changed in (text[:at] + ("9" if character != "9" else "Q") + text[at + 1 :], text[:at] + text[at + 1 :])
        if not compared([changed], TWO)
    ]
    assert unseen == []


def test_a_part_that_many_claims_share_is_read_whole_where_one_says_more_of_it():
    """Of two readers of one name and NPI one has a specialty: what was read of the other is not taken for both."""
    general = replace(DR_LEE, taxonomy="")
    readers = [DR_LEE, general, DR_LEE, general, general, DR_LEE]
    some = [claim(control_number=f"C{number}", rendering=reader) for number, reader in enumerate(readers)]
    text = written(*some)
    assert [each.rendering.taxonomy for each in list(parse837([text]))[1:]] == [each.taxonomy for each in readers]
    assert compared([text], some) == []


def test_a_claim_left_out_or_added_is_seen():
    assert compared([written(TWO[0])], TWO)[0].message == "claim ACC0002-1 reads back otherwise than it was"
    assert compared([written(*TWO)], TWO[:1])[0].code == "not_as_written"


@pytest.mark.parametrize(("said", "meant"), [(-1, -2), (-2, -1), (1, 1 + 2**61 - 1), (0, 2**61 - 1)])
def test_an_amount_that_python_hashes_alike_is_seen(said, meant):
    """-1 cent for -2: `hash` takes both for the same, and numbers that are 2^61 - 1 apart."""
    owes = [
        claim(others=(OtherPayer("S", "18", BLUE.kind, BLUE.name, BLUE.id, JANE.name, "X1", remaining=Money(cents)),))
        for cents in (said, meant)
    ]
    assert hash(Money(said)) == hash(Money(meant))
    text = written(owes[0])
    assert compared([text], owes[:1]) == []
    assert compared([text], owes[1:])[0].message == "claim ACC0001-1 reads back otherwise than it was"


@given(claims(), claims())
@settings(max_examples=60)
def test_claims_have_one_likeness_where_they_differ_in_their_numbers_alone(one, other):
    assert likeness(one) == likeness(replace(one, control_number=other.control_number))
    assert (likeness(one) == likeness(other)) is (replace(one, control_number=other.control_number) == other)


def test_a_file_is_read_back_from_disk_piece_by_piece(tmp_path):
    path = tmp_path / "claims.837"
    path.write_text(written(*TWO))
    with path.open() as file:
        assert compared(iter(lambda: file.read(7), ""), TWO) == []


@pytest.mark.parametrize(
    "frequency, number",
    [(Frequency.ORIGINAL, ""), (Frequency.REPLACEMENT, "ICN7"), (Frequency.VOID, "ICN8")],
)
def test_the_payers_number_goes_with_a_replacement_or_a_void(frequency, number):
    text = written(claim(frequency=frequency, payer_claim_number=number))
    assert f":B:{frequency}*" in text
    assert ("REF*F8*" in text) == bool(number)
    assert accepted_by_pyx12(text)


def test_every_optional_part_has_its_place():
    full = claim(
        "74177-26 210.00, 71260-26-59-LT-RT 95.50",
        frequency=Frequency.REPLACEMENT,
        payer_claim_number="ICN1",
        prior_authorization="AUTH1",
        note="SECOND READ FOR A NEW QUESTION",
        admitted_on=TED.born,
        diagnoses=tuple(f"R{number}" for number in range(10, 22)),
    )
    first, second = full.lines
    full = replace(
        full,
        lines=(
            replace(first, pointers=(1, 2, 11, 12), emergency=True, note="LATE"),
            replace(second, ordering=DR_SMITH),
        ),
    )
    text = written(full)
    for segment in (
        "DTP*435*D8*20150501",
        "REF*G1*AUTH1",
        "NTE*ADD*LATE",
        "NM1*DK*1*SMITH",
        "SV1*HC:74177:26*210*UN*1***1:2:11:12**Y",
    ):
        assert segment in text
    assert accepted_by_pyx12(text)


def test_names_are_folded_and_delimiters_in_them_become_spaces():
    hostile = replace(JANE, name=replace(JANE.name, last="Müller~ISA*Ø’Brien:^\x1d", first="Łucja"))
    billing = replace(GROUP, name="St. Mary’s *Radiology* – Group~")
    text = written(claim(subscriber=hostile, billing=billing))
    assert "NM1*IL*1*MULLER ISA O'BRIEN*LUCJA*Q***MI*1EG4TE5MK73~" in text
    assert "NM1*85*2*ST. MARY'S RADIOLOGY - GROUP*****XX*1245319599~" in text
    assert accepted_by_pyx12(text)


def test_nothing_is_kept_of_a_file_with_an_unfit_claim():
    """All faults of all claims are told at once, with claim and element, and no value."""
    bad_name = replace(JANE, name=replace(JANE.name, last="李"), member_id="1EG*TE5")
    with pytest.raises(UnfitClaims) as refused:
        written(claim(), claim(control_number="A-2", subscriber=bad_name), claim(control_number="A-3", diagnoses=()))
    assert [(problem.code, problem.message) for problem in refused.value.problems] == [
        ("bad_character", "claim A-2: 2010BA NM103 has a character that the file can't carry, or a space at an end"),
        ("bad_member_id", "claim A-2: 2010BA NM109 has a character that the file can't carry, or a space at an end"),
        ("no_diagnosis", "claim A-3: 2300 HI01 is missing"),
    ]


def test_a_file_without_claims_is_not_written():
    with pytest.raises(NoClaims):
        written()


def test_no_patient_shows_in_any_repr():
    shown = repr([claim(patient=TED), JANE, TED, JANE.name, JANE.address, claim().lines])
    for secret in ("Doe", "Jan", "Ted", "1EG4", "Elm", "1950", "2015", "R10"):
        assert secret not in shown

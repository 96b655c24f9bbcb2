"""The table of spec 5.1, a case a row: which door each read leaves by, under which rule, held for which reasons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.core.codes import ReadType
from reads.core.month import Month
from reads.routing.reasons import RELEASABLE
from reads.routing.route import Held, MissingMoment, Nowhere, ToHospital, ToInsurer
from reads.routing.rules import HOLDS, RULES, Router, route, rule_named
from reads.routing.second_interpretations import Studies
from tests.reads.routing.group import BASE, DIRECTORY, logged, terms_for, written


def shown(routed) -> str:
    """A route in a word: "hospital wet_read", "held no_npi unknown_payer", "none voided"."""
    match routed:
        case ToHospital():
            return f"hospital {routed.rule}" + "".join(f" ({warning.code})" for warning in routed.warnings)
        case ToInsurer():
            return f"insurance {routed.rule}"
        case Held():
            return " ".join(["held", *sorted(reason.code for reason in routed.reasons)])
        case _:
            return f"none {routed.rule}"


TABLE = """
preliminary                                        -> hospital wet_read
preliminary by sam                                 -> hospital wet_read
overread                                           -> hospital wet_read
addendum                                           -> none not_in_contract
addendum of NOSUCH by nobody                       -> none not_in_contract
preliminary for self                               -> hospital wet_read
preliminary by nell                                -> hospital wet_read
preliminary by sam for tx-medicaid                 -> hospital wet_read (offshore_restricted)
preliminary by ann for tx-medicaid                 -> hospital wet_read
preliminary by ann for tx-medicaid from IN         -> hospital wet_read (offshore_restricted)
preliminary by roy for tx-medicaid                 -> hospital wet_read
preliminary by 1234567893                          -> hospital wet_read
preliminary by sam in WA for tx-medicaid           -> hospital wet_read (offshore_restricted)
preliminary by ann in FL for tx-medicaid           -> hospital wet_read

preliminary by nobody                              -> held unknown_radiologist
preliminary at nowhere                             -> held unknown_facility
preliminary of NOSUCH                              -> held unknown_exam
preliminary at silent                              -> held no_contract
preliminary at lone                                -> held no_contract
preliminary of NOSUCH by nobody at silent          -> held no_contract unknown_exam unknown_radiologist

final for aetna                                    -> insurance final_in_us
final for aetna by gil                             -> insurance final_in_us
final for aetna by roy from US                     -> insurance final_in_us
final for aetna by sam from US                     -> insurance final_in_us
final for aetna at silent                          -> insurance final_in_us
final for aetna in FL                              -> insurance final_in_us
final for aetna by gil in GU                       -> insurance final_in_us
final for aetna by gil in IL                       -> insurance final_in_us
final for aetna by roy in WA                       -> insurance final_in_us
final for aetna by sam in WA from US               -> insurance final_in_us
final for self                                     -> none self_pay
final for aetna by sam                             -> held final_read_abroad
final for self by sam                              -> held final_read_abroad
final for aetna by ann from IN                     -> held final_read_abroad
final for aetna by nobody from IN                  -> held final_read_abroad unknown_radiologist
final for aetna by sam in WA                       -> held final_read_abroad
final for aetna by sam in FL                       -> held final_read_abroad
final for aetna in WA from AU                      -> held final_read_abroad
final for aetna by zoe in WA                       -> held unknown_location
final for aetna by ivy in TN                       -> held unknown_location
final for aetna in ON                              -> held unknown_location
final for aetna by roy in ON                       -> held unknown_location
final for aetna by nell                            -> held no_npi
final for aetna by roy                             -> held unknown_location
final for nobody                                   -> held unknown_payer
final                                              -> held unknown_payer
final for aetna by nobody                          -> held unknown_radiologist
final for aetna at nowhere                         -> held unknown_facility
final for aetna of NOSUCH                          -> held unknown_exam
final by nobody at nowhere of NOSUCH               -> held unknown_exam unknown_facility unknown_payer unknown_radiologist
"""
CASES = [tuple(part.strip() for part in line.split("->")) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize("text, expected", CASES, ids=[text for text, _ in CASES])
def test_each_read_has_its_door(text, expected):
    assert shown(route(written(text), DIRECTORY, terms_for)) == expected


@pytest.mark.parametrize("text", ["preliminary", "final for aetna", "final for aetna by sam", "preliminary at nowhere"])
def test_what_is_void_or_a_test_is_billed_to_nobody(text):
    assert shown(route(written(text, void=True), DIRECTORY, terms_for)) == "none voided"
    assert shown(route(written(text, test_patient=True), DIRECTORY, terms_for)) == "none test_patient"


def test_every_hold_has_a_case_or_a_test_of_its_own():
    cases = {code for _, expected in CASES if expected.startswith("held") for code in expected.split()[1:]}
    assert {hold.code for hold in HOLDS} - cases == {
        "no_billing_time",
        "second_interpretation",
        "on_claim",
        "unknown_word",
    }


def test_every_reason_says_what_to_do():
    for text, expected in CASES:
        if expected.startswith("held"):
            for reason in route(written(text), DIRECTORY, terms_for).reasons:
                assert reason.message
                assert "`" in reason.remedy or "directory/" in reason.remedy


def test_an_unknown_exam_comes_with_the_row_to_add():
    (reason,) = route(written("preliminary of NOSUCH", modality="MR"), DIRECTORY, terms_for).reasons
    assert "directory/exams.csv: facility mercy, exam_code NOSUCH, cpt its CPT code, modality MR;" in reason.remedy


def test_an_exam_sent_with_its_codes_needs_no_row():
    routed = route(written("preliminary of NOSUCH", cpt=("71046", "72100")), DIRECTORY, terms_for)
    assert routed.exam.cpt == ("71046", "72100")
    assert route(logged(exam_code="", cpt=("71046",)), DIRECTORY, terms_for).exam.cpt == ("71046",)


def test_a_facilitys_own_meaning_of_its_code_goes_before_what_was_sent_with_it():
    assert route(logged(cpt=("71046",)), DIRECTORY, terms_for).exam.cpt == ("70450",)


def test_the_contracts_moment_is_missing():
    routed = route(logged(), DIRECTORY, lambda read: MissingMoment("mercy-2026", "received_at"))
    assert shown(routed) == "held no_billing_time"
    assert "received_at, which is missing" in routed.reasons[0].message


def test_a_month_is_the_contracts_or_that_of_signing_where_the_patient_was():
    """1 November, 02:00 UTC is still October in Chicago."""
    late = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    october, november = Month(2026, 10), Month(2026, 11)
    for text in ("addendum", "preliminary of NOSUCH", "final for aetna", "preliminary at silent"):
        assert route(written(text, signed_at=late), DIRECTORY, terms_for).month == october
    assert route(written("preliminary at nowhere", signed_at=late), DIRECTORY, terms_for).month == november


def test_a_local_time_is_an_instant_once_the_facility_is_known():
    naive = datetime(2026, 10, 31, 23, 50)  # noqa: DTZ001
    routed = route(written("final for aetna", signed_at=naive, received_at=naive), DIRECTORY, terms_for)
    assert routed.logged.read.signed_at == routed.logged.read.received_at == datetime(2026, 11, 1, 4, 50, tzinfo=UTC)
    assert routed.month == Month(2026, 10)
    assert shown(route(written("final at nowhere for aetna", signed_at=naive), DIRECTORY, terms_for)) == (
        "held unknown_facility unknown_location"
    )


FINAL = written("final for aetna").read
FIRST = logged(FINAL, version_id=1)
LATER = datetime(2026, 10, 3, 9, 0, tzinfo=UTC)
SECOND = """
modifiers 77                        -> held second_interpretation
accession a1 modifiers 77           -> held second_interpretation
exam_code - cpt 70450               -> held second_interpretation
exam_code - cpt 70450+70486         -> held second_interpretation
modifiers 76                        -> insurance final_in_us
modifiers RT                        -> insurance final_in_us
sequence 2                          -> insurance final_in_us
exam_code CTABD                     -> insurance final_in_us
accession B2 modifiers 77           -> insurance final_in_us
"""


@pytest.mark.parametrize("line", [line for line in SECOND.splitlines() if line])
def test_a_second_final_of_the_same_exam_is_held(line):
    words, expected = (part.strip() for part in line.split("->"))
    said = dict(zip(words.split()[::2], words.split()[1::2], strict=True))
    changes = {name: value.strip("-") for name, value in said.items()}
    for codes in ("cpt", "modifiers"):
        if codes in changes:
            changes[codes] = tuple(changes[codes].split("+"))
    second = logged(FINAL, version_id=2, signed_at=LATER, **changes)
    router = Router(DIRECTORY, terms_for, Studies.of([second, FIRST]))
    assert shown(router.route(FIRST)) == "insurance final_in_us"
    assert shown(router.route(second)) == expected


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_which_of_two_finals_signed_at_once_is_held_does_not_depend_on_their_arrival(numbers):
    one, other = (
        logged(FINAL, version_id=number, modifiers=modifiers)
        for number, modifiers in zip(numbers, [(), ("77",)], strict=True)
    )
    router = Router(DIRECTORY, terms_for, Studies.of([other, one]))
    assert [shown(router.route(read)) for read in (one, other)] == [
        "insurance final_in_us",
        "held second_interpretation",
    ]


@pytest.mark.parametrize("change", [{"void": True}, {"test_patient": True}])
def test_a_final_after_one_that_stands_for_nothing_is_the_first(change):
    second = logged(FINAL, version_id=2, signed_at=LATER, modifiers=("77",))
    nothing = logged(FINAL, **change)
    assert shown(Router(DIRECTORY, terms_for, Studies.of([nothing, second])).route(second)) == "insurance final_in_us"


def test_a_person_may_release_a_second_interpretation_and_nothing_else():
    second = logged(FINAL, version_id=2, signed_at=LATER, modifiers=("77",))
    codes = frozenset(hold.code for hold in HOLDS)
    router = Router(DIRECTORY, terms_for, Studies.of([FIRST, second]), {second.key: codes})
    assert shown(router.route(second)) == "insurance final_in_us"
    assert sorted(RELEASABLE) == ["same_study", "second_interpretation"]
    for text, expected in CASES:
        read = written(text)
        assert shown(Router(DIRECTORY, terms_for, released={read.key: codes}).route(read)) == expected


def test_every_rule_has_a_name_and_a_sentence():
    assert [rule_named(rule.name).says for rule in RULES] == [rule.says for rule in RULES]
    assert all(rule.says for rule in RULES)


READS = st.builds(
    logged,
    void=st.booleans(),
    test_patient=st.booleans(),
    read_type=st.sampled_from(ReadType),
    facility=st.sampled_from(["mercy", "lone", "silent", "nowhere"]),
    exam_code=st.sampled_from(["CTHEAD", "ctabd", "NOSUCH"]),
    cpt=st.sampled_from([(), ("71046",)]),
    radiologist=st.sampled_from(["ann", "sam", "gil", "nell", "roy", "zoe", "ivy", "nobody", ""]),
    payer=st.sampled_from(["", "medicare", "aetna", "self", "tx-medicaid", "nobody"]),
    read_country=st.sampled_from(["", "US", "GU", "IN"]),
    read_state=st.sampled_from(["", "IL", "GU", "WA", "ON"]),
    signed_at=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
        lambda at: at.replace(tzinfo=UTC, microsecond=0)
    ),
)


@given(READS)
def test_every_read_has_one_route_and_a_final_is_never_on_a_hospitals_invoice(read):
    routed = route(read, DIRECTORY, terms_for)
    match routed:
        case ToHospital():
            assert read.read.read_type is not ReadType.FINAL
            assert not read.void
            assert not read.read.test_patient
        case ToInsurer():
            assert read.read.read_type is ReadType.FINAL
            assert routed.location.in_united_states
            assert routed.radiologist.npi
            known = DIRECTORY.location(routed.radiologist.id, read.read.signed_at)
            assert read.read.read_country or known is None or known.in_united_states
        case Held():
            assert routed.reasons
        case _:
            assert isinstance(routed, Nowhere)
    assert routed.rule in {rule.name for rule in RULES}


@given(st.lists(READS, max_size=12))
def test_what_was_routed_before_changes_no_route(reads):
    """A router remembers look-ups; each read goes where it goes alone."""
    router = Router(DIRECTORY, terms_for)
    assert [router.route(read) for read in reads] == [route(read, DIRECTORY, terms_for) for read in reads]


def test_the_base_read_is_what_it_is_taken_for():
    assert BASE.read_type is ReadType.PRELIMINARY


def test_what_is_missing_from_the_books_is_one_reason_on_whatever_days_it_is_missing():
    for text in ("final for aetna by roy", "final for aetna at nowhere"):
        nights = [written(text, signed_at=datetime(2026, 10, day, 9, 0, tzinfo=UTC)) for day in (3, 4, 29)]
        held = [route(night, DIRECTORY, terms_for) for night in nights]
        assert len({routed.reasons for routed in held if isinstance(routed, Held)}) == 1
        assert all(isinstance(routed, Held) for routed in held)

"""Reads in the books' own words: names taught, modality by the codes, one study under two names (spec 2.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reads.core.codes import modality as normalised
from reads.core.modality_by_code import study_modality
from reads.directory.model import Name
from reads.directory.names import TaughtNames
from reads.routing.rules import Router, route
from reads.routing.same_study import groups, held_twins
from tests.reads.routing.group import DIRECTORY, logged, terms_for, written


def test_a_word_that_nobody_knows_holds_a_read_as_long_as_its_contract_asks_for_it():
    priority = route(written("preliminary", priority="whenever", modality="CT"), DIRECTORY, terms_for)
    assert [reason.code for reason in priority.reasons] == ["unknown_word"]
    assert "kind priority, name whenever" in priority.reasons[0].remedy
    by_class = route(written("preliminary", patient_class="Prison"), DIRECTORY, terms_for)
    assert by_class.rule == "wet_read", "this contract doesn't price by class"


def test_names_csv_clears_a_hold_without_anything_imported_again():
    rows = [
        Name("priority", "Whenever", "stat"),
        Name("facility", "Mercy Hosp", "mercy"),
        Name("exam", "Head CT", "CTHEAD"),
    ]
    taught = replace(DIRECTORY, names=TaughtNames.of(rows))
    sent = logged(priority="whenever", facility="mercy hosp", exam_code="Head CT")
    assert route(sent, DIRECTORY, terms_for).rule == "held"
    found = route(sent, taught, terms_for)
    assert (found.rule, found.logged.read.priority, found.facility.id, found.exam.cpt) == (
        "wet_read",
        "stat",
        "mercy",
        ("70450",),
    )


@pytest.mark.parametrize(
    ("sent", "codes", "modality"),
    [("CT", ("71045",), "XR"), ("", ("70551",), "MR"), ("XR", ("70551",), "MR"), ("CR", ("71045",), "XR"),
     ("CT", ("78815",), "CT"), ("OT", ("70450",), "CT"), ("ZZ", ("99999",), "ZZ"), ("", ("70450", "70551"), "")],
)  # fmt: skip
def test_the_codes_tell_the_modality_where_the_source_does_not_or_contradicts_them(sent, codes, modality):
    assert study_modality(normalised(sent), "", codes) == modality


def test_two_reads_of_one_study_under_two_names_wait_until_a_person_says():
    first = written("preliminary", modifiers=("26",))
    second = replace(written("preliminary"), version_id=77, key="another")
    routes = [route(each, DIRECTORY, terms_for) for each in (first, second)]
    studies = groups(routes)
    assert held_twins(studies, (), {}).keys() == {first.key, "another"}
    assert held_twins(studies, {first.key}, {}).keys() == {"another"}
    assert held_twins(studies, (), {"another": {"same_study"}}).keys() == {first.key}
    sides = [route(written("preliminary", modifiers=(side,)), DIRECTORY, terms_for) for side in ("LT", "RT")]
    assert groups(sides) == []


FROM_NOVEMBER = date(2026, 11, 1)
IN_OCTOBER, IN_NOVEMBER = datetime(2026, 10, 3, 6, 12, tzinfo=UTC), datetime(2026, 11, 3, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize("later_first", [False, True])
@pytest.mark.parametrize(
    ("row", "sent", "understood"),
    [
        (Name("priority", "Hurry", "stat", starts=FROM_NOVEMBER), {"priority": "HURRY"}, "stat"),
        (Name("payer", "State Plan", "tx-medicaid", starts=FROM_NOVEMBER), {"payer": "state  plan"}, "tx-medicaid"),
        (Name("class", "ER", "E", starts=FROM_NOVEMBER), {"patient_class": "er"}, "E"),
        (Name("facility", "Old Mercy", "mercy", starts=FROM_NOVEMBER), {"facility": "old mercy"}, "mercy"),
        (Name("exam", "Head", "CTABD", starts=FROM_NOVEMBER), {"exam_code": "HEAD"}, "CTABD"),
        (Name("radiologist", "Doc", "sam", starts=FROM_NOVEMBER), {"radiologist": "Doc"}, "sam"),
    ],
    ids=lambda value: value.kind if isinstance(value, Name) else "",
)
def test_a_word_of_some_days_means_the_same_in_whatever_order_reads_are_routed(row, sent, understood, later_first):
    taught = replace(DIRECTORY, names=TaughtNames.of([row]))
    router = Router(taught, terms_for)
    both = [logged(**sent, signed_at=IN_OCTOBER), logged(**sent, signed_at=IN_NOVEMBER)]
    ordered = sorted(both, key=lambda each: each.read.signed_at, reverse=later_first)
    shared = {each.read.signed_at: router.shared_route(each) for each in ordered}
    routes = {each.read.signed_at: router.route(each) for each in ordered}
    alone = {each.read.signed_at: route(each, taught, terms_for) for each in both}
    assert routes == alone
    if row.kind != "radiologist":
        assert shared == {IN_OCTOBER: None, IN_NOVEMBER: None}
        (field,) = sent
        assert getattr(routes[IN_NOVEMBER].logged.read, field) == understood
    else:
        assert router.reader("Doc") is None
        assert (routes[IN_OCTOBER].rule, routes[IN_NOVEMBER].radiologist.id) == ("held", understood)


@pytest.mark.parametrize("later_first", [False, True])
def test_a_payer_of_some_days_that_keeps_data_in_the_country_warns_in_any_order(later_first: bool):
    names = [Name("payer", "Plan", "tx-medicaid", starts=FROM_NOVEMBER)]
    router = Router(replace(DIRECTORY, names=TaughtNames.of(names)), terms_for)
    both = [logged(radiologist="sam", payer="plan", signed_at=at) for at in (IN_OCTOBER, IN_NOVEMBER)]
    for each in sorted(both, key=lambda read: read.read.signed_at, reverse=later_first):
        router.shared_route(each)
    warned = [[warning.code for warning in router.route(each).warnings] for each in both]
    assert warned == [[], ["offshore_restricted"]]


def test_a_facilitys_own_name_of_a_reader_goes_before_that_of_all():
    names = [Name("radiologist", "Doc", "ann"), Name("radiologist", "Doc", "sam", "mercy")]
    router = Router(replace(DIRECTORY, names=TaughtNames.of(names)), terms_for)
    assert router.route(logged(radiologist="DOC")).radiologist.id == "sam"
    assert router.reader("doc") is None

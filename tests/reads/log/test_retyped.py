"""A read that stands in a downtime log and comes by HL7 as well: one read, whichever came first."""

from itertools import count

import pytest

from reads.intake.candidate import candidate_of
from reads.intake.content import content_from
from reads.log.downtime_merge import merged
from reads.log.outcome import Source
from reads.log.read_versions import reads_of
from reads.log.record_reads import import_candidates
from tests.reads.directories import MERCY

BLANK = dict.fromkeys(
    [
        "exam_code",
        "cpt",
        "modifiers",
        "sequence",
        "description",
        "modality",
        "radiologist",
        "exam_at",
        "received_at",
        "read_country",
        "read_state",
        "patient_class",
        "payer",
        "sent_at",
    ],
    "",
)
LOG = BLANK | {
    "facility": "mercy-main",
    "accession": "A1",
    "exam_code": "CTHEAD",
    "read_type": "preliminary",
    "priority": "routine",
    "radiologist": "moreno",
    "signed_at": "2026-10-03T06:12:00Z",
    "test_patient": "0",
    "description": "ct head, by hand",
}
SYSTEM = LOG | {
    "description": "CT HEAD W/O",
    "modality": "CT",
    "patient_class": "E",
    "signed_at": "2026-10-03T06:12:44Z",
    "sent_at": "2026-10-05T01:00:00Z",
}
NUMBERS = count()


def bring(store, fields: dict[str, str], kind: str):
    source = Source(kind, f"{kind}.file", str(next(NUMBERS)))
    with store.write() as session:
        return import_candidates(
            session, [candidate_of(1, content_from(fields))], source, MERCY, actor="tester", at=store.clock.now()
        ).counts


def current(store) -> dict[str, str]:
    with store.read() as session:
        [logged] = reads_of(session, "A1")
    read = logged.read
    return {
        name: str(getattr(read, name) or "")
        for name in ("description", "modality", "radiologist", "received_at", "signed_at")
    }


def ends(counts) -> dict[str, int]:
    return {name: number for name, number in counts.as_json().items() if number and name != "rows"}


def test_the_system_fills_in_what_the_log_left_empty(store):
    assert ends(bring(store, LOG, "downtime")) == {"recorded": 1}
    assert ends(bring(store, SYSTEM, "hl7")) == {"amended": 1}
    assert current(store)["description"] == "CT HEAD W/O"
    assert current(store)["signed_at"] == "2026-10-03 06:12:44+00:00"


def test_both_again_change_nothing(store):
    for fields, kind in ((LOG, "downtime"), (SYSTEM, "hl7")):
        bring(store, fields, kind)
    for fields, kind in ((SYSTEM, "hl7"), (LOG, "downtime"), (SYSTEM, "hl7")):
        assert ends(bring(store, fields, kind)) == {"duplicate": 1}


def test_a_log_that_comes_after_the_system_and_says_no_more_is_known(store):
    bring(store, SYSTEM, "hl7")
    assert ends(bring(store, LOG, "downtime")) == {"duplicate": 1}


@pytest.mark.parametrize("first", ["downtime", "hl7"])
def test_what_the_log_alone_says_is_kept_whichever_comes_first(store, first):
    log = LOG | {"received_at": "2026-10-03T05:50:00Z"}
    order = [(log, "downtime"), (SYSTEM, "hl7")]
    for fields, kind in order if first == "downtime" else reversed(order):
        bring(store, fields, kind)
    assert current(store) == {
        "description": "CT HEAD W/O",
        "modality": "CT",
        "radiologist": "moreno",
        "received_at": "2026-10-03 05:50:00+00:00",
        "signed_at": "2026-10-03 06:12:44+00:00",
    }


def test_a_report_entered_when_the_system_was_back_was_read_when_the_log_says(store):
    bring(store, LOG, "downtime")
    bring(store, SYSTEM | {"signed_at": "2026-10-06T14:00:00Z"}, "hl7")
    assert current(store)["signed_at"] == "2026-10-03 06:12:00+00:00"


@pytest.mark.parametrize(
    "contradiction",
    [
        {"radiologist": "okafor"},
        {"signed_at": "2026-10-03T05:00:00Z"},
        {"signed_at": "2026-10-30T05:00:00Z"},
    ],
    ids=["another reader", "signed before the log says", "signed weeks later"],
)
def test_what_contradicts_is_for_a_person(store, contradiction):
    bring(store, LOG, "downtime")
    assert ends(bring(store, SYSTEM | contradiction, "hl7")) == {"conflict": 1}


def test_two_systems_that_differ_stay_a_conflict(store):
    bring(store, LOG, "csv")
    assert ends(bring(store, SYSTEM, "hl7")) == {"conflict": 1}


def test_an_urgency_that_only_the_log_names_is_a_question_of_money_and_for_a_person():
    stat = content_from(LOG | {"priority": "stat"})
    assert merged(stat, content_from(SYSTEM), MERCY) is None
    assert merged(content_from(LOG), content_from(SYSTEM | {"priority": "stat"}), MERCY) is not None

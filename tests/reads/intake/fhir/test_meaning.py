"""What changes what a FHIR report means, or says that there should be more: nothing of it is passed over."""

import json

import pytest

from tests.reads.intake.fhir.reports import OTHERS, bundle, report
from tests.reads.intake.fhir.test_file import one, reads


def codes(candidate) -> list[str]:
    return [finding.code for finding in candidate.findings]


def with_order(**changes):
    """The report of a bundle whose order says something else."""
    others = [
        {"resource": each["resource"] | changes} if each["resource"].get("id") == "s" else each for each in OTHERS
    ]
    document = {"resourceType": "Bundle", "type": "collection", "entry": [*others, {"resource": report()}]}
    [candidate] = reads(json.dumps(document).encode())
    return candidate


def notes(document: dict) -> list[str]:
    found = reads(json.dumps(document).encode())
    list(found)
    return [note.code for note in found.notes if note.code != "passed_over"]


def test_rules_that_must_be_understood_are_not_passed_over():
    """Resource.implicitRules, of the report, of its bundle, and of its order."""
    ruled = json.loads(bundle(report())) | {"implicitRules": "https://x.example/rules"}
    [bundled] = reads(json.dumps(ruled).encode())
    [alone] = reads(json.dumps(report() | {"implicitRules": "https://x.example/rules"}).encode())
    found = [
        one(implicitRules="https://x.example/rules"),
        bundled,
        with_order(implicitRules="https://x.example/rules"),
        alone,
    ]
    assert [(each.content, codes(each)) for each in found] == [(None, ["modifier_unknown"])] * 4
    assert [each.findings[0].message.count("https://x.example/rules") for each in found] == [1, 1, 1, 1]


@pytest.mark.parametrize("changes", [{"status": "revoked"}, {"status": "entered-in-error"}, {"doNotPerform": True}])
def test_a_report_whose_order_is_taken_back_waits_for_a_person(changes):
    found = with_order(**changes)
    assert (found.content, codes(found)) == (None, ["statuses_disagree"])
    assert with_order(status="completed").content


def test_of_a_group_of_readers_and_a_hospital_the_hospital_is_the_facility():
    group = {"type": "Organization", "display": "Lakeshore Radiology"}
    assert one(performer=[group, {"reference": "Organization/o"}]).read.facility == "mercy-main"


def test_two_hospitals_that_are_known_are_both_answered():
    both = [{"reference": "Organization/o"}, {"type": "Organization", "display": "mercy-west"}]
    assert one(performer=both).read.facility == "mercy general / mercy-west"


def test_several_readers_of_one_report_are_told():
    other = {"display": "Ben Okafor"}
    assert codes(one()) == []
    found = one(resultsInterpreter=[{"reference": "urn:uuid:1"}, other])
    assert (found.read.radiologist, codes(found)) == ("moreno", ["several_readers"])


def test_what_the_server_says_went_wrong_is_told():
    said = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "diagnostics": "token\nexpired"}]}
    whole = json.loads(bundle(report()))
    answered = whole | {"entry": [*whole["entry"], {"response": {"status": "404", "outcome": said}}]}
    mild = said | {"issue": [{"severity": "information", "diagnostics": "all well"}]}
    found = reads(json.dumps(said).encode())
    assert list(found) == []
    assert [note.message for note in found.notes if note.code == "server_says"] == [
        "the server says (error): token expired"
    ]
    assert [notes(whole | {"entry": [*whole["entry"], {"resource": each}]}) for each in (said, mild)] == [
        ["server_says"],
        [],
    ]
    assert notes(answered) == ["server_says"]


@pytest.mark.parametrize(("total", "told"), [(None, []), (9, []), (10, ["cut_short"])])
def test_a_bundle_that_lacks_some_of_what_was_found_is_told(total, told):
    assert notes(json.loads(bundle(report())) | ({"total": total} if total else {})) == told


@pytest.mark.parametrize("content", [b"{}", b'{"error": "unauthorized"}'])
def test_json_that_is_no_resource_is_no_empty_file(content):
    [candidate] = reads(content)
    assert codes(candidate) == ["not_fhir"]

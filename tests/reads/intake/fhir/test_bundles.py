"""Files of several bundles or servers: what is packed deep inside is read, and each report refers to what is its own."""

import json
from typing import Any

import pytest

from tests.reads.intake.fhir.reports import report
from tests.reads.intake.fhir.test_file import reads

ACCESSION = {"type": {"coding": [{"code": "ACSN"}]}}


def hospital(name: str, reader: str, accession: str) -> list[dict[str, Any]]:
    """A report with its hospital and reader under the ids that every server begins with."""
    return [
        {"resourceType": "Organization", "id": "1", "name": name},
        {"resourceType": "Practitioner", "id": "1", "name": [{"family": reader}]},
        report(
            id="1",
            basedOn=[],
            identifier=[{**ACCESSION, "value": accession}],
            performer=[{"reference": "Organization/1"}],
            resultsInterpreter=[{"reference": "Practitioner/1"}],
        ),
    ]


MERCY, OTHER = hospital("Mercy General", "Moreno", "A1"), hospital("Elsewhere", "Nobody", "B1")


def bundled(resources: list[dict[str, Any]], server: str = "", **changes: Any) -> dict[str, Any]:
    entries = [
        {"resource": each, **({"fullUrl": f"{server}/{each['resourceType']}/{each.get('id')}"} if server else {})}
        for each in resources
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries, **changes}


def said(*documents: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Of each read accession, facility and reader."""
    found = [each.read for each in reads("\n".join(map(json.dumps, documents)).encode())]
    return [(read.accession, read.facility, read.radiologist) for read in found if read]


OWN = [("A1", "mercy-main", "moreno"), ("B1", "elsewhere", "Nobody")]
AGGREGATED = bundled(MERCY, "https://mercy.example/fhir")
AGGREGATED["entry"] += bundled(OTHER, "https://else.example/fhir")["entry"]


@pytest.mark.parametrize(
    "documents",
    [
        (bundled(MERCY), bundled(OTHER)),
        (bundled([bundled(MERCY), bundled(OTHER)]),),
        (bundled([bundled(MERCY), *OTHER]),),
        (AGGREGATED,),
    ],
    ids=["a line each", "in one bundle", "one in the other", "of two servers"],
)
def test_a_report_is_of_its_own_bundles_hospital_though_the_ids_are_the_same(documents: tuple[dict[str, Any], ...]):
    assert said(*documents) == OWN


def test_where_nothing_says_whose_an_id_is_no_hospital_is_guessed():
    found = list(reads("\n".join(map(json.dumps, [*MERCY, *OTHER])).encode()))
    assert [each.read for each in found] == [None, None]
    told = {(finding.code, finding.message.split(",")[0]) for each in found for finding in each.findings}
    assert told == {
        ("unclear_reference", "the report refers to Organization/1"),
        ("unclear_reference", "the report refers to Practitioner/1"),
        ("missing", "facility is empty"),
    }


def test_what_a_read_has_no_need_of_is_told_and_the_read_recorded():
    other = {"resourceType": "Practitioner", "id": "1", "name": [{"family": "Nobody"}]}
    found = list(reads("\n".join(map(json.dumps, [*MERCY, other])).encode()))
    assert [(each.read is not None, [one.code for one in each.findings]) for each in found] == [
        (True, ["unclear_reference"])
    ]


@pytest.mark.parametrize(
    "metas",
    [
        ({"lastUpdated": "2026-10-02T09:00:00+02:00"}, {"lastUpdated": "2026-10-02T07:30:00Z"}),
        ({"versionId": "9"}, {"versionId": "10"}),
    ],
    ids=["when", "which version"],
)
def test_of_the_versions_of_one_resource_the_newest_is_meant(metas: tuple[dict[str, str], ...]):
    organization, *others = MERCY
    old, new = ({**organization, "meta": meta} for meta in metas)
    old["name"] = "Before"
    for both in ([old, new], [new, old]):
        assert said(bundled([*both, *others], "https://mercy.example/fhir", type="history")) == [OWN[0]]


def test_versions_that_do_not_say_which_is_newer_are_none():
    organization, *others = MERCY
    both = [organization, {**organization, "name": "Before"}]
    found = list(reads(json.dumps(bundled([*both, *others], "https://mercy.example/fhir")).encode()))
    assert [(each.read, each.findings[0].code) for each in found] == [(None, "unclear_reference")]


def test_searches_answered_together_share_what_only_one_of_them_has():
    *others, its = MERCY
    assert said(bundled([bundled([its]), bundled(others)], type="batch-response")) == [OWN[0]]


def test_a_bundle_is_unpacked_however_deep_and_parameters_too():
    deep: dict[str, Any] = bundled(MERCY)
    for _ in range(20):
        deep = bundled([deep])
    parts = [{"name": "all", "part": [{"name": "return", "resource": deep}]}]
    assert said({"resourceType": "Parameters", "parameter": parts}) == [OWN[0]]


def test_a_page_and_a_refusal_inside_a_bundle_of_answers_are_told():
    page = bundled(MERCY, type="searchset", link=[{"relation": "next", "url": "https://mercy.example/2"}])
    answers = bundled([page], type="batch-response")
    answers["entry"].append({"response": {"status": "404 Not Found"}})
    found = reads(json.dumps(answers).encode())
    assert len([each for each in found if each.read]) == 1
    told = [each for each in found.notes if each.code != "passed_over"]
    assert [each.code for each in told] == ["cut_short", "server_says"]
    assert told[1].message == "the server answered one of several requests with 404 Not Found"


def test_a_report_deleted_inside_a_bundle_of_bundles_waits_for_a_person():
    gone = {"resourceType": "Bundle", "entry": [{"request": {"method": "DELETE", "url": "DiagnosticReport/9"}}]}
    [found] = reads(json.dumps(bundled([gone])).encode())
    assert found.read is None
    assert [each.code for each in found.findings] == ["report_deleted"]

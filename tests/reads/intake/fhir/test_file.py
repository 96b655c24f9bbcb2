"""FHIR files: what each report's status makes of it, what it refers to, and what is no report."""

import io
import json
import random
import sys
from copy import deepcopy
from datetime import UTC, datetime

import pytest

from reads.core.errors import WetreadError
from reads.intake.candidate import Status
from reads.intake.errors import UnreadableFile
from reads.intake.fhir.file import FhirReads, NoFhirLibrary
from reads.intake.profiles.fhir import fhir_profile
from reads.intake.profiles.profile import ProfileText
from reads.intake.read_fields import Fields
from tests.reads.directories import MERCY
from tests.reads.intake.fhir.reports import NPI, OTHERS, bundle, report

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PROFILE = 'kind = "fhir"\n[values.facility]\n"mercy general" = "mercy-main"\n'


def reads(content: bytes, profile: str = PROFILE) -> FhirReads:
    made = fhir_profile(ProfileText.of(profile, "profiles/mercy.toml"), "mercy")
    return FhirReads(io.BytesIO(content), "night.json", Fields(MERCY, NOW), MERCY, made)


def one(**changes):
    [candidate] = reads(bundle(report(**changes)))
    return candidate


def test_a_report_is_a_read_with_what_its_references_say():
    read = one().read
    assert (read.facility, read.accession, read.exam_code, read.cpt) == ("mercy-main", "A9", "CTHEAD", ("70450",))
    assert (read.read_type, read.priority, read.radiologist) == ("preliminary", "stat", "moreno")
    assert (read.modality, read.patient_class, read.description) == ("CT", "E", "")
    assert read.exam_at == datetime(2026, 10, 3, 5, tzinfo=UTC)
    assert read.signed_at == datetime(2026, 10, 3, 6, 12, tzinfo=UTC)
    assert read.sent_at == datetime(2026, 10, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "status, read_type, corrects",
    [
        ("preliminary", "preliminary", False),
        ("final", "final", False),
        ("amended", "final", True),
        ("corrected", "final", True),
        ("appended", "addendum", False),
    ],
)
def test_a_status_is_a_type_of_read(status, read_type, corrects):
    candidate = one(status=status)
    assert (candidate.read.read_type, candidate.corrects) == (read_type, corrects)


@pytest.mark.parametrize("status", ["registered", "partial", "unknown"])
def test_what_nobody_has_signed_is_kept_and_is_no_read(status):
    assert one(status=status, issued=None).status is Status.NOT_A_READ_YET


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_what_is_taken_back_takes_back_wet_read_and_final_even_unsigned(status):
    candidate = one(status=status, issued=None)
    assert candidate.keys == (one().key, one(status="final").key)


def test_a_final_carries_its_patient_and_a_wet_read_nothing_of_it():
    final = one(status="final")
    assert final.carried.texts == {
        "patient_id": "CANARY-1",
        "patient_last": "Canary",
        "patient_first": "Jane",
        "patient_dob": "1957-03-04",
        "patient_sex": "F",
        "member_id": "M1",
        "diagnoses": "R51.9",
        "documentation": "impression",
    }
    wet = reads(bundle(report()))
    [candidate] = wet
    assert candidate.carried is None
    assert wet.patients == 1
    assert "anary" not in repr((candidate, final))


def test_resources_that_are_no_reports_of_imaging_are_counted():
    read = reads(bundle(report(), report(category=[{"coding": [{"code": "LAB"}]}])))
    assert len(list(read)) == 1
    assert read.passed_over["Observation"] == 1
    assert read.passed_over["DiagnosticReport of LAB"] == 1
    assert "1 Observation" in read.notes[0].message


def test_one_resource_a_line_with_one_line_that_is_broken():
    lines = [json.dumps(each["resource"]) for each in OTHERS[1:]] + [
        json.dumps(report(resultsInterpreter=None)),
        "{",
        "7",
    ]
    found = list(reads("\n".join(lines).encode()))
    assert [(each.line, each.content is not None) for each in found] == [(8, True), (9, False), (10, False)]


def test_references_into_the_report_itself_are_found():
    inside = {"resourceType": "Practitioner", "id": "p", "name": [{"text": "Ben Okafor"}]}
    assert one(contained=[inside], resultsInterpreter=[{"reference": "#p"}]).read.radiologist == "okafor"


@pytest.mark.parametrize(
    "performer, inside, facility",
    [
        ({"reference": "#o1"}, {"identifier": [{"value": "mercy-west"}]}, "mercy-west"),
        ({"reference": "#o1"}, {"identifier": [{"value": "unknown-7"}]}, "unknown-7"),
        ({"reference": "#o1"}, {}, None),
        ({"type": "Organization", "identifier": {"value": "mercy-west"}}, None, "mercy-west"),
        ({"type": "Organization", "identifier": {"value": "x"}, "display": "St. Anne"}, None, "st. anne"),
    ],
)
def test_a_facility_is_known_by_its_number_and_never_by_the_id_of_what_is_contained(performer, inside, facility):
    contained = [] if inside is None else [{"resourceType": "Organization", "id": "o1", **inside}]
    candidate = one(performer=[performer], contained=contained)
    assert (candidate.read and candidate.read.facility) == facility


def test_an_organisation_is_no_reader():
    performers = [{"type": "Organization", "display": "Mercy General"}]
    assert one(performer=performers, resultsInterpreter=None).read.radiologist == ""


def test_a_list_of_reports_is_its_reports():
    found = list(reads(json.dumps([report(), report(status="final")]).encode()))
    assert [candidate.line for candidate in found] == [1, 2]


def test_one_page_of_several_is_told():
    whole = json.loads(bundle(report()))
    for relation, told in (("self", []), ("next", ["cut_short"])):
        found = reads(json.dumps(whole | {"link": [{"relation": relation, "url": "https://x.example"}]}).encode())
        assert len(list(found)) == 1
        assert [note.code for note in found.notes if note.code != "passed_over"] == told


def test_a_report_that_was_deleted_waits_for_a_person():
    """In a server's history: the read that came before stands until somebody says which study it was."""
    whole = json.loads(bundle(report()))
    gone = {"request": {"method": "DELETE", "url": "DiagnosticReport/r9"}}
    others = [
        {"request": {"method": "DELETE", "url": "Patient/p1"}},
        {"request": {"method": "PUT", "url": "DiagnosticReport/r9"}},
    ]
    whole["entry"] += [*others, gone]
    kept, deleted = reads(json.dumps(whole).encode())
    assert kept.content is not None
    assert (deleted.line, deleted.content, deleted.raw) == (len(whole["entry"]), None, {"id": "DiagnosticReport/r9"})
    [finding] = deleted.findings
    assert (finding.code, finding.message) == ("report_deleted", "the sender has deleted DiagnosticReport/r9")


def test_what_may_turn_a_report_round_is_not_passed_over():
    found = one(modifierExtension=[{"url": "https://x.example/negated", "valueBoolean": True}])
    assert (found.content, [each.code for each in found.findings]) == (None, ["modifier_unknown"])
    assert "https://x.example/negated" in found.findings[0].message
    assert one(extension=[{"url": "https://x.example/room", "valueString": "3"}]).content is not None


def test_a_number_of_one_reader_beside_the_name_of_another_means_nobody():
    who = {"identifier": {"system": NPI, "value": "1467560003"}, "display": "Ben Okafor"}
    assert one(resultsInterpreter=[who]).read.radiologist == "1467560003 Ben Okafor"


def test_the_profile_says_which_identifier_and_which_code_are_meant():
    profile = 'kind = "fhir"\nfacility = "mercy-west"\naccession_system = "urn:acc"\nexam_system = "http://loinc.org"\n'
    made = report(identifier=[{"system": "urn:acc", "value": "Z1"}])
    [candidate] = reads(bundle(made), profile)
    assert (candidate.read.facility, candidate.read.accession, candidate.read.exam) == ("mercy-west", "Z1", "30799-1")


def test_one_report_on_two_studies_is_no_single_read():
    """Which of the two is billed, or both, the report doesn't say: it waits for a person, with both numbers."""
    studies = [{"identifier": {"type": {"coding": [{"code": "ACSN"}]}, "value": value}} for value in ("A9", "A10")]
    candidate = one(imagingStudy=studies)
    assert [finding.code for finding in candidate.findings] == ["several_studies"]
    assert "A9, A10" in candidate.findings[0].message
    assert one(imagingStudy=studies[:1]).read.accession == "A9"


@pytest.mark.parametrize(
    "changes, place",
    [
        ({"code": None}, "code"),
        ({"issued": "soon"}, "issued"),
        ({"status": "done"}, "status"),
        ({"Canary": 1}, "an element"),
    ],
)
def test_what_is_not_fhir_is_rejected_by_element_without_a_word_of_it(changes, place):
    candidate = one(**changes)
    assert [finding.where.field for finding in candidate.findings] == [place]
    assert "Canary" not in repr(candidate)


@pytest.mark.parametrize("content", [b"{", b'{"a": ', b'{"a": NaN}', b"[" * 100_000, b'{"a":' * 100_000, b"\xff{"])
def test_what_is_no_json_is_refused_whole(content):
    with pytest.raises(UnreadableFile, match="isn't"):
        list(reads(content))


def test_without_the_library_the_person_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.diagnosticreport", None)
    with pytest.raises(NoFhirLibrary) as refused:
        reads(bundle(report()))
    assert "wetread[fhir]" in refused.value.remedy


@pytest.mark.parametrize("name", ["DiagnosticReport-f201.json", "DiagnosticReport-ultrasound.json"])
def test_the_standards_examples_lack_an_accession_and_nothing_else_that_is_theirs_to_say(shared_data, name):
    [candidate] = reads(shared_data(f"fhir/{name}").read_bytes(), 'kind = "fhir"\nfacility = "mercy-main"\n')
    assert [finding.where.field for finding in candidate.findings] == ["accession"]


def _places(node, path=()):
    yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield from _places(value, (*path, key))


WRONG: list[object] = [
    None,
    1,
    1.5,
    True,
    "",
    "x",
    [],
    {},
    [[]],
    [None, "x"],
    {"a": 1},
    "2026-99-99",
    "#x",
    "\x00",
    {"reference": 5},
]


def test_reports_in_which_anything_stands_anywhere_are_read_or_rejected():
    whole = json.loads(bundle(report(status="final")))
    for seed in range(300):
        chance = random.Random(seed)
        document = deepcopy(whole)
        for _ in range(chance.randint(1, 4)):
            *above, last = chance.choice([path for path in _places(document) if path])
            node = document
            for key in above:
                node = node[key]
            node[last] = chance.choice(WRONG)
        try:
            found = list(reads(json.dumps(document).encode()))
        except WetreadError:
            continue
        assert all(each.content or each.findings or each.keys or each.raw for each in found)

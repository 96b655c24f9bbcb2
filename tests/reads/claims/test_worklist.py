"""Finals by the commands a biller types: ready, held with reasons, released; both databases."""

import re

import pytest

from tests.reads.claims.practice import Practice, opened

READY: dict[str, str] = {}


def test_a_medicare_final_read_in_florida_for_an_illinois_scan_is_ready_by_florida_rules(practice: Practice):
    """Florida's contractor, the day by Tampa's calendar, the patient's place of service."""
    practice.bring_in(READY)
    assert practice.check()["ready_reads"] == [
        {
            "id": 1,
            "accession": "A1",
            "facility": "harvest-regional",
            "payer": "medicare",
            "filing_state": "FL",
            "contractor": "First Coast (JN)",
            "place_of_service": "23",
            "service_date": "2026-10-06",
            "codes": ["70450-26"],
        }
    ]


def test_every_reason_of_a_held_final_is_told_at_once_with_rule_source_and_remedy(practice: Practice):
    practice.bring_in({"modality": "MR", "diagnoses": "", "documentation": "findings+impression", "ordering_npi": "12"})
    (held,) = practice.check(held=True)["held"]
    reasons = {reason["code"]: reason for reason in held["reasons"]}
    assert set(reasons) == {"modality_mismatch", "no_diagnosis", "documentation_incomplete", "bad_npi"}
    assert reasons["documentation_incomplete"]["message"] == "the documentation lacks indication, signature"
    assert all(reason["rule"] and reason["source"] and reason["remedy"] for reason in reasons.values())


def test_an_uncertain_rule_holds_for_a_person_who_may_release_the_read(practice: Practice):
    practice.edit("directory/payers.csv", "00621,IL,exam,facility,,,facility", "00621,IL,exam,facility,,,")
    practice.bring_in({"payer": "bcbs-illinois", "member_id": "XOF882310044"})
    (held,) = practice.check(held=True)["held"]
    (reason,) = held["reasons"]
    assert (reason["code"], reason["confidence"], reason["decidable"]) == ("bcbs_filing_plan", "uncertain", True)
    told = practice.wetread("claims", "release", str(held["id"]), "--because", "the plan said so by telephone")
    assert told["released"] == ["bcbs_filing_plan"]
    assert practice.check()["ready"] == 1


def test_held_release_knows_the_checks_reasons_too(practice: Practice):
    """What a biller reads off one list or the other is released by the same words."""
    practice.edit("directory/payers.csv", "00621,IL,exam,facility,,,facility", "00621,IL,exam,facility,,,")
    practice.bring_in(
        {"payer": "bcbs-illinois", "member_id": "XOF882310044"}, {"diagnoses": ""}, {"read_type": "preliminary"}
    )
    held = {each["accession"]: each["id"] for each in practice.check(held=True)["held"]}
    released = practice.wetread("held", "release", str(held["A1"]), "--because", "by telephone")
    assert released["released"] == ["bcbs_filing_plan"]
    refused = practice.wetread("held", "release", str(held["A2"]), "--because", "x", status=3)
    assert "no_diagnosis" in refused["error"]["message"]
    assert practice.wetread("held", "release", "3", "--because", "x", status=3)["error"]["code"] == "nothing_held"


def test_a_final_from_abroad_is_released_by_nobody(practice: Practice):
    practice.bring_in({"radiologist": "r-keller"})
    (held,) = practice.check(held=True)["held"]
    assert [reason["code"] for reason in held["reasons"]] == ["final_read_abroad"]
    refused = practice.wetread("claims", "release", str(held["id"]), "--because", "please", status=3)
    assert refused["error"]["code"] == "nothing_to_release"


def test_a_reader_in_guam_sits_in_the_united_states(practice: Practice):
    """The territories count, though ISO gives them country codes of their own."""
    practice.edit("directory/locations.csv", "HI,96815-4431,410 Kalakaua Ct,Honolulu,Pacific/Honolulu",
                  "GU,96913-3644,815 Chalan San Antonio,Tamuning,Pacific/Guam")  # fmt: skip
    practice.edit("directory/enrollments.csv", "r-whitfield,medicare,HI", "r-whitfield,medicare,GU")
    practice.edit(
        "payers/rules.toml", 'state      = "IL"\nvalue      = "06102"', 'state      = "GU"\nvalue      = "01202"'
    )
    practice.bring_in({"radiologist": "r-whitfield"})
    (ready,) = practice.check()["ready_reads"]
    assert (ready["filing_state"], ready["service_date"]) == ("GU", "2026-10-06")


def test_what_two_rows_say_differently_of_one_final_waits_until_one_is_said_to_be_right(practice: Practice):
    practice.bring_in(READY)
    practice.bring_in({"diagnoses": "R42", "member_id": "2HK7RT3WX51"})
    (held,) = practice.check(held=True)["held"]
    (reason,) = held["reasons"]
    assert reason["code"] == "fields_conflict"
    assert "diagnoses, member_id" in reason["message"]
    practice.bring_in({"diagnoses": "R42", "member_id": "2HK7RT3WX51"}, amend=True)
    assert practice.check()["ready"] == 1


REUSED = {
    "exam_at": "2026-03-05T22:40:00-06:00",
    "received_at": "2026-03-05T23:00:00-06:00",
    "signed_at": "2026-03-05T23:20:00-06:00",
    "patient_last": "Quill",
    "member_id": "2HK7RT3WX51",
}


def test_an_accession_used_again_keeps_two_patients_apart(practice: Practice):
    """What came with a row in quarantine says nothing of the read in the log; a study of its own has its own patient."""
    fees = practice.books / "PPRRVU2026_Jan_demo.csv"
    october = (practice.books / "PPRRVU2026_Oct_demo.csv").read_text()
    fees.write_text(october.replace("October Release", "January Release").replace("10/01/2026", "01/01/2026"))
    practice.wetread("fees", "import", str(fees))
    practice.bring_in(READY)
    practice.bring_in(REUSED, status=1)
    assert practice.check()["ready"] == 1
    practice.wetread("reads", "quarantine", "resolve", "1", "--as-new", "--because", "the archive counts anew")
    assert practice.check()["ready"] == 2
    practice.bring_in(REUSED | {"patient_last": "Quillon"}, amend=True)
    assert patients(practice) == {"ABERNATHY", "QUILLON"}


def test_what_came_with_a_discarded_row_is_discarded_with_it(practice: Practice):
    practice.bring_in(READY)
    practice.bring_in({"priority": "stat", "patient_last": "Quill"}, status=1)
    assert practice.check()["ready"] == 1
    practice.wetread("reads", "quarantine", "resolve", "1", "--discard", "--because", "sent for another patient")
    assert practice.check()["ready"] == 1
    assert patients(practice) == {"ABERNATHY"}


def test_what_came_with_an_accepted_row_counts(practice: Practice):
    practice.bring_in(READY)
    practice.bring_in({"priority": "stat", "patient_last": "Quill"}, status=1)
    practice.wetread("reads", "quarantine", "resolve", "1", "--accept", "--because", "the hospital confirmed it")
    assert practice.held() == {"A1": {"fields_conflict"}}


def patients(practice: Practice) -> set[str]:
    """The last names of the patients on the claims of all months, which are exported for it."""
    found = set()
    for month in ("2026-03", "2026-10"):
        folder = practice.books / month
        practice.wetread("claims", "export", "--month", month, "-o", str(folder))
        texts = [path.read_text() for path in folder.glob("*.837")] if folder.is_dir() else []
        found |= {name for text in texts for name in re.findall(r"NM1\*IL\*1\*([A-Za-z]+)\*", text)}
    return found


def test_the_same_file_twice_changes_nothing(practice: Practice):
    practice.bring_in(READY, {"diagnoses": "R42"})
    before = practice.check(held=True)
    assert practice.bring_in(READY, {"diagnoses": "R42"})["duplicate"] == 2
    assert practice.check(held=True) == before


def test_a_service_that_looks_claimed_already_is_held_but_for_a_modifier_that_tells_it_apart(practice: Practice):
    practice.bring_in(READY, READY | {"signed_at": "2026-10-05T23:50:00-05:00"})
    assert practice.held() == {"A2": {"duplicate_claim"}}
    practice.bring_in(READY, {"signed_at": "2026-10-05T23:50:00-05:00", "modifiers": "76", "accession": "A3"})
    assert "A3" not in practice.held()


def test_what_only_shows_beside_other_finals_can_be_released(practice: Practice):
    """A double of a final that waits, and a pace that nobody reads at: neither shows in a final alone."""
    practice.bring_in(READY, READY | {"signed_at": "2026-10-05T23:50:00-05:00"})
    release(practice, "A2", "duplicate_claim")
    at_once = [{"member_id": f"1HR2KT3MW4{last}", "accession": f"P{last}"} for last in "2345678901"]
    practice.bring_in(*at_once)
    assert practice.held()["P2"] == {"draft_from_abroad"}
    release(practice, "P2", "draft_from_abroad")
    assert not {"A2", "P2"} & practice.held().keys()


def release(practice: Practice, accession: str, code: str) -> None:
    held = practice.run("claims", "check", "--json").json["held"]
    (number,) = [each["id"] for each in held if each["accession"] == accession]
    assert practice.wetread("claims", "release", str(number), "--because", "both were done")["released"] == [code]


def test_a_rule_of_the_books_goes_before_a_shipped_one_from_its_day_on(practice: Practice):
    practice.bring_in({"payer": "harbor-commercial", "member_id": "HM-1"})
    assert practice.check()["ready"] == 1
    practice.edit("payers/rules.toml", 'value      = "180"', 'value      = "10"')
    assert practice.held() == {"A1": {"timely_filing"}}
    (rule,) = [rule for rule in practice.wetread("claims", "rules")["rules"] if rule["id"] == "harbor-filing"]
    assert (rule["value"], rule["of"]) == ("10", "books")
    earlier = practice.wetread("claims", "rules", "--on", "2025-12-31")["rules"]
    assert "harbor-filing" not in {rule["id"] for rule in earlier}


def test_without_a_key_finals_wait_outside_and_wet_reads_do_not(database, books, run, monkeypatch):
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    practice = opened(books, run, key=False)
    told = practice.bring_in(READY, {"read_type": "preliminary", "accession": "W1"}, status=1)
    assert (told["recorded"], told["rejected"]) == (1, 1)
    (problem,) = told["problems"]
    assert problem["code"] == "no_key"
    assert "wetread key create" in problem["remedy"]
    practice.wetread("key", "create")
    assert practice.bring_in(READY)["recorded"] == 1
    assert practice.check()["ready"] == 1


def test_a_consult_is_telehealth_and_needs_consent(practice: Practice):
    practice.edit("directory/exams.csv", "*,CTHEAD,", "*,TELE,G0425,,1,Telehealth consult\n*,CTHEAD,")
    practice.edit("directory/charges.csv", "70450,", "G0425,210.00,2026-01-01\n70450,")
    consult = {"exam_code": "TELE", "modality": "", "service_type": "consult", "modifiers": "95", "documentation": ""}
    given = {"consent": "verbal", "consent_by": "Marlowe", "consent_at": "2026-10-05T20:00:00-05:00"}
    cases = [consult, consult | given, consult | given | {"patient_class": ""}, consult | given | {"modifiers": ""}]
    practice.bring_in(*(case | {"patient_first": f"Patient{at}"} for at, case in enumerate(cases)))
    assert practice.held() == {"A1": {"consent_missing"}, "A4": {"consult_modifier"}}
    ready = practice.check(held=True)["ready_reads"]
    assert [(each["place_of_service"], each["codes"]) for each in ready] == [("02", ["G0425-95"]), ("10", ["G0425-95"])]


def test_each_kind_of_consult_has_its_modifier_and_its_place(practice: Practice):
    codes = ("G0425", "99447", "99422")
    practice.edit(
        "directory/exams.csv", "*,CTHEAD,", "".join(f"*,T{code},{code},,1,\n" for code in codes) + "*,CTHEAD,"
    )
    practice.edit("directory/charges.csv", "70450,", "".join(f"{code},90.00,2026-01-01\n" for code in codes) + "70450,")
    consent = {"consent": "verbal", "consent_by": "Marlowe", "consent_at": "2026-10-05T20:00:00-05:00", "modality": ""}
    cases = [
        {"exam_code": "TG0425", "service_type": "video", "platform": "Clinic Video, BAA of 2026-01-05"},
        {"exam_code": "TG0425", "service_type": "video"},
        {"exam_code": "TG0425", "service_type": "audio"},
        {"exam_code": "TG0425", "service_type": "audio", "modifiers": "95"},
        {"exam_code": "T99447", "service_type": "interprofessional"},
        {"exam_code": "T99447", "service_type": "consult"},
        {"exam_code": "T99447", "service_type": "interprofessional", "modifiers": "95"},
        {"exam_code": "TG0425", "service_type": "interprofessional"},
        {"exam_code": "T99422", "service_type": "messaging"},
    ]
    practice.bring_in(*(consent | case | {"patient_first": f"Patient{at}"} for at, case in enumerate(cases)))
    assert practice.held() == {
        "A2": {"consent_missing"},
        "A4": {"consult_modifier"},
        "A7": {"consult_modifier"},
        "A8": {"consult_modifier"},
    }
    ready = {each["accession"]: each for each in practice.check(held=True)["ready_reads"]}
    assert {name: (each["place_of_service"], each["codes"][0]) for name, each in ready.items()} == {
        "A1": ("02", "G0425-95"),
        "A3": ("02", "G0425-93"),
        "A5": ("23", "99447"),
        "A6": ("23", "99447"),
        "A9": ("23", "99422"),
    }


def test_a_wet_read_is_from_abroad_where_its_source_says_so(practice: Practice):
    """The reader has his place in Chicago; that night he read in India, as the read says."""
    wet = {"read_type": "preliminary", "radiologist": "r-chen", "signed_at": "2026-10-06T07:00:00-05:00"}
    final = {"radiologist": "r-chen", "signed_at": "2026-10-06T07:00:20-05:00"}
    alone = {"accession": "A3", "patient_first": "Una"}
    practice.bring_in(wet | {"read_country": "IN"}, final | {"accession": "A1"}, wet | alone, final | alone)
    assert practice.held() == {"A1": {"draft_from_abroad"}}


def test_a_final_seconds_after_a_wet_read_from_abroad_waits_for_a_person(practice: Practice):
    """Twenty seconds later by a reader in Chicago: listed by `claims check` and `pairs`, until somebody has asked."""
    wet = {"read_type": "preliminary", "radiologist": "r-keller", "signed_at": "2026-10-06T07:00:00-05:00"}
    final = {"radiologist": "r-chen", "signed_at": "2026-10-06T07:00:20-05:00"}
    later = {
        "accession": "A3",
        "radiologist": "r-chen",
        "signed_at": "2026-10-06T07:40:00-05:00",
        "patient_first": "Una",
    }
    practice.bring_in(wet, final | {"accession": "A1"}, later, wet | {"accession": "A3"})
    assert practice.held() == {"A1": {"draft_from_abroad"}}
    (listed,) = practice.wetread("pairs", "--month", "2026-10", status=1)["draft_from_abroad"]
    assert listed["because"] == "it was signed 20 seconds after the wet read of r-keller from abroad"
    (held,) = practice.check(held=True)["held"]
    practice.wetread("claims", "release", str(held["id"]), "--because", "read anew, says Dr. Chen")
    assert practice.check()["ready"] == 2


def test_ten_finals_within_a_minute_wait_for_a_person(practice: Practice):
    many = [{"signed_at": f"2026-10-06T07:00:{at:02}-05:00", "patient_first": f"P{at}"} for at in range(0, 50, 5)]
    practice.bring_in(*many)
    assert set(practice.held()) == {f"A{number}" for number in range(1, 11)}


@pytest.mark.parametrize(
    "words, code",
    [
        (("claims", "check", "--month", "October"), "bad_month"),
        (("claims", "list", "--state", "lost"), "wrong_use"),
        (("claims", "rules", "--on", "today"), "bad_date"),
        (("claims", "release", "1", "--because", " "), "no_reason"),
    ],
)
def test_wrong_use_is_said_as_such(practice: Practice, words, code):
    assert practice.wetread(*words, status=2)["error"]["code"] == code


def test_a_day_is_typed_and_said_back_as_everywhere(practice: Practice):
    """The month stands first, a day without a year is the nearest, and what was typed is said in words."""
    for words in (("list",), ("denials",), ("silent",)):
        done = practice.run("claims", *words, "--as-of", "Oct 31")
        assert (done.status, done.stderr) == (0, "Oct 31 is Saturday, October 31, 2026\n")

"""From a report to a read: what stands where, in whose words, and what quarantine may keep."""

from __future__ import annotations

import pytest

from reads.core.codes import PatientClass, Priority, ReadType
from reads.directory.directory import Directory
from reads.directory.model import Radiologist
from reads.intake.candidate import Status
from reads.intake.content import digest_of
from tests.reads.directories import MERCY, NOWHERE
from tests.reads.intake.hl7.messages import HEADER, candidates, message, only, profile, report


def codes(candidate):
    return [finding.code for finding in candidate.findings]


def test_a_wet_read():
    read = only(message()).read
    assert (read.facility, read.accession, read.exam_code, read.description) == (
        "mercy-main",
        "A100",
        "CTHEAD",
        "CT HEAD",
    )
    assert (read.read_type, read.radiologist, read.modality) == (ReadType.PRELIMINARY, "moreno", "CT")
    assert read.signed_at.isoformat() == "2026-10-03T11:12:00+00:00"
    assert read.exam_at.isoformat() == "2026-10-03T11:00:00+00:00"
    assert read.sent_at.isoformat() == "2026-10-03T11:15:00+00:00"
    assert (read.patient_class, read.priority, read.test_patient) == (PatientClass.EMERGENCY, Priority.ROUTINE, False)


@pytest.mark.parametrize(
    ("status", "read_type", "corrects"),
    [("F", "final", False), ("C", "final", True), ("Prelim", "preliminary", False), ("Addendum", "addendum", False)],
)
def test_the_status_tells_the_kind_of_read(status, read_type, corrects):
    found = only(message(report(status)))
    assert (found.read.read_type.value, found.corrects) == (read_type, corrects)


def test_a_final_with_an_addendum_section_is_an_addendum():
    assert only(message(report("F").replace("1^IMP", "1&ADT"))).read.read_type is ReadType.ADDENDUM


def test_one_report_on_two_studies_waits_for_a_person():
    found = only(message(report(accession="A100~A101")))
    assert (codes(found), found.content) == (["several_studies"], None)
    assert only(message(report(accession="A100^RIS~A100^PACS"))).read.accession == "A100"


def test_an_exam_that_is_named_several_times_over_is_all_of_its_codes_or_none():
    """Kept was the first alone: a CT of chest, abdomen and pelvis was billed as one of the chest."""
    codes_ = only(message(report(exam="71260^CHEST^C4~74177^ABDOMEN^C4"))).read
    assert (codes_.cpt, codes_.exam_code) == (("71260", "74177"), "")
    unclear = only(message(report(exam="CTHEAD^HEAD~CTCHEST^CHEST"))).read
    assert (unclear.exam_code, unclear.cpt) == ("CTHEAD~CTCHEST", ())
    assert only(message(report(exam="CTHEAD^HEAD~CTHEAD^HEAD"))).read.exam_code == "CTHEAD"


def test_a_cancellation_takes_back_the_wet_read_and_the_final():
    wet, final, cancelled = (only(message(report(status))) for status in "PFX")
    assert cancelled.status is Status.CANCELLATION
    assert set(cancelled.keys) == {wet.key, final.key}


def test_a_cancellation_needs_no_signature():
    assert only(message(report("X", signed=""))).status is Status.CANCELLATION


@pytest.mark.parametrize("status", list("RAMISO"))
def test_what_nobody_has_signed_is_no_read_yet(status):
    found = only(message(report(status, signed="")))
    assert (found.status, found.content) == (Status.NOT_A_READ_YET, None)


def test_several_reports_are_several_reads_with_the_lines_they_stand_in():
    found = candidates(message(report(accession="A1"), report("F", accession="A2")))
    assert [(each.read.accession, each.read.read_type.value, each.line) for each in found] == [
        ("A1", "preliminary", 4),
        ("A2", "final", 6),
    ]


def test_two_orders_of_one_exam_under_one_accession_are_two_reads():
    blanks, accession = "|" * 15, "|" * 11 + "ACC7" + "|" * 4
    knees = [report(accession=number).replace(blanks, accession) for number in ("F1", "F2")]
    found = candidates(message(*knees))
    assert [(each.read.accession, each.read.sequence) for each in found] == [("ACC7", ""), ("ACC7", "F2")]
    same = candidates(message(knees[0], knees[0]))
    assert same[0].key == same[1].key


def test_a_line_taken_back_is_the_whole_report_only_where_every_line_of_text_is():
    """A line without a status or a type stands; a measured value is no text."""
    back, more = (
        report("F", "X"),
        ("OBX|2|TX|1^IMP||no fracture", "OBX|2||1^IMP||no fracture", "OBX|2|TX|1||clear||||||N"),
    )
    for line in more:
        assert codes(only(message(f"{back}\r{line}"))) == ["statuses_disagree"]
    for line in ("OBX|2|TX|1||clear||||||D", "OBX|2|NM|1^DOSE||3.1||||||F", "OBX|2||"):
        assert only(message(f"{back}\r{line}")).status is Status.CANCELLATION


def test_a_final_with_preliminary_lines_is_held_for_a_person():
    assert codes(only(message(report("F", "P")))) == ["statuses_disagree"]


def test_a_body_part_in_obr_18_is_no_accession_number():
    blanks = "|" * 15
    text = message().replace(blanks, "|" * 11 + "CHEST" + "|" * 4)
    assert only(text).read.accession == "A100"
    assert only(text.replace("CHEST", "ACC-7")).read.accession == "ACC-7"


def test_an_assistant_reads_preliminarily_only():
    text = message(report(reader="|1467560003^MORENO^ADA"))
    assert only(text).read.radiologist == "moreno"
    assert only(text.replace("|P|", "|F|").replace("|P\r", "|F\r")).read.radiologist == ""


@pytest.mark.parametrize(
    "reader", ["1467560003^X", "D7^MORENO^ADA", "D7&MORENO&ADA^^^", "^moreno^ada", "D7^Okafor^Ben^J.~D8^MORENO^ADA"]
)
def test_a_reader_is_known_by_number_or_name_in_either_form(reader):
    expected = "okafor" if "Okafor" in reader else "moreno"
    assert only(message(report(reader=reader))).read.radiologist == expected


def test_a_number_of_one_reader_beside_the_name_of_another_means_nobody():
    found = only(message(report(reader="1467560003^OKAFOR^BEN"))).read.radiologist
    assert found == "1467560003 BEN OKAFOR"
    assert MERCY.radiologist(found) is None


def test_a_middle_name_and_a_suffix_tell_readers_apart():
    readers = [
        Radiologist("smith", "John Smith"),
        Radiologist("smith-a", "John A Smith"),
        Radiologist("jr", "Al Roe Jr"),
    ]
    directory = Directory.of(radiologists=readers)
    said = ("^SMITH^JOHN^A", "^SMITH^JOHN", "^ROE^AL^^JR", "^ROE^AL^^SR")
    found = [only(message(report(reader=reader)), directory=directory).read.radiologist for reader in said]
    assert found == ["smith-a", "smith", "jr", "AL ROE SR"]


def test_a_reader_that_the_directory_lacks_is_kept_by_the_senders_number():
    assert only(message(report(reader="D7^NOBODY^NEMO"))).read.radiologist == "D7"


def test_the_interpreter_of_2_7_stands_in_a_participation():
    text = message(report(reader="") + "\rPRT|1|AD||PI^Primary Interpreter|1467560003^MORENO^ADA")
    assert only(text).read.radiologist == "moreno"


def test_a_cpt_code_is_told_by_its_system():
    read = only(message(report(exam="70450^CT HEAD^C4"))).read
    assert (read.exam_code, read.cpt) == ("", ("70450",))
    read = only(message()).read
    assert (read.exam_code, read.cpt) == ("CTHEAD", ())


def test_sections_that_hl7_calls_otherwise_are_no_modality():
    assert only(message().replace("|CT|P|", "|PT|P|")).read.modality == ""
    assert only(message().replace("|CT|P|", "|NMR|P|")).read.modality == "MR"


def test_the_visit_is_its_number():
    visit = "PV1|1|E" + "|" * 17 + "V378^^^ABC^VN"
    assert only(message(report()).replace("PV1|1|E", visit)).read.visit == "V378"


def test_a_training_message_is_of_a_test_patient():
    assert only(message(header=HEADER.replace("|P|2.4", "|T|2.4"))).read.test_patient


def test_times_without_an_offset_are_the_facilitys():
    text = message(report(signed="202610030612"), header=HEADER.replace("-0500", ""))
    assert only(text).read.signed_at.isoformat() == "2026-10-03T10:12:00+00:00"
    assert only(text, directory=NOWHERE).read.signed_at.tzinfo is None


def test_the_same_study_sent_again_says_the_same():
    again = message(header=HEADER.replace("0615", "0730").replace("|M1|", "|M2|"))
    assert only(again).digest == only(message()).digest
    assert only(again).digest == digest_of(only(message()).content)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("latin-1", ""),
        ("utf-8", ""),
        ("latin-1", "8859/1"),
        ("utf-8", "UNICODE UTF-8"),
        ("latin-1", "UNICODE UTF-8"),
        ("latin-1", "ASCII"),
        ("cp1252", "KLINGON"),
    ],
)
def test_letters_come_through_whatever_the_message_says_of_its_encoding(encoding, declared):
    text = message(report(exam="CTHEAD^Schädel"), header=HEADER + "||||||" + declared)
    assert only(text.encode(encoding)).read.description == "Schädel"


def test_what_is_missing_is_told_with_the_byte_of_the_message():
    text = message() + message(report(signed="", exam="^"))
    found = candidates(text)[1]
    assert codes(found) == ["missing", "missing"]
    assert all(f"message at byte {len(message())}" in finding.message for finding in found.findings)


def test_quarantine_keeps_nothing_that_names_a_patient():
    text = message(report(signed="", exam="DOE^JANE")).replace("A100", "JANE DOE")
    kept = " ".join(only(text).raw.values())
    assert "DOE" not in kept
    assert "JANE" not in kept


def test_a_result_without_a_report_is_cut_short():
    assert codes(only(HEADER + "\rPID|1")) == ["not_a_message"]


def test_other_messages_are_passed_over_and_counted():
    for kind in ("ADT^A04", "ACK", "SIU^S12"):
        assert only(message(header=HEADER.replace("ORU^R01", kind))).status is Status.NOT_A_READ_YET


def test_a_profile_says_where_things_stand_and_what_words_mean():
    found = profile(
        """
        kind = "hl7"
        sending_facility = ["MERCY EAST"]
        timezone = "America/Chicago"
        [fields]
        accession = "OBR-2"
        radiologist = ["OBR-34.2", "OBR-32"]
        received_at = "OBR-6"
        [status]
        "Read by resident" = "preliminary"
        [values.facility]
        "Mercy East" = "mercy-main"
        [values.radiologist]
        GHOST = "okafor"
        [values.priority]
        A = "stat"
        """
    )
    header = HEADER.replace("mercy-main", "MERCY EAST").replace("-0500", "")
    text = message(
        report("Read by resident", "x", signed="202610030612", reader="||^GHOST")
        .replace("|x", "|P")
        .replace("CT HEAD||", "CT HEAD|A|202610030500"),
        header=header,
    )
    read = only(text, found).read
    assert (read.facility, read.accession, read.radiologist, read.priority) == (
        "mercy-main",
        "P1",
        "okafor",
        Priority.STAT,
    )
    assert read.signed_at.isoformat() == "2026-10-03T11:12:00+00:00"
    assert read.received_at.isoformat() == "2026-10-03T10:00:00+00:00"
    assert only(message(), found).read.accession == "A100"


def test_the_profiles_zone_tells_of_a_time_that_comes_twice():
    found = profile('kind = "hl7"\ntimezone = "America/New_York"')
    read = only(message(report(signed="20251102013000"), header=HEADER.replace("-0500", "")), found)
    assert codes(read) == ["time_ambiguous"]
    assert read.read.signed_at.isoformat() == "2025-11-02T05:30:00+00:00"


@pytest.mark.parametrize(
    "sent, priority", [("S", "stat"), ("STAT", "stat"), ("1", "routine"), ("1^^^^^S", "stat"), ("S^^^^^R", "routine")]
)
def test_a_priority_that_stands_alone_where_a_quantity_would_is_one(sent, priority):
    made = report().replace("|||||||1467560003", f"||{sent}|||||1467560003")
    [candidate] = candidates(message(made))
    assert candidate.read.priority == priority

"""What the import report says that the directory lacks."""

from datetime import date

from reads.directory.directory import Directory
from reads.directory.model import Name, NamedKind
from reads.log.outcome import Imported
from reads.log.unknown_words import note_unknown
from tests.reads.log.histories import read


def test_a_name_taught_for_some_days_or_a_facility_is_none_that_the_directory_lacks():
    names = [
        Name(NamedKind.RADIOLOGIST, "Doc", "rao", "mercy-main"),
        Name(NamedKind.EXAM, "Head  CT", "CTHEAD", starts=date(2026, 11, 1)),
    ]
    outcome = Imported("taught.csv")
    sent = [read(radiologist="DOC", exam_code="head  ct"), read(radiologist="Nobody", exam_code="ODD")]
    note_unknown(outcome, sent, Directory.of(names=names))
    assert outcome.unknown_radiologists == {"Nobody": 1}
    assert [code for _, code in outcome.unknown_exams] == ["ODD"]

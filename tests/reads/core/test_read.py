"""The identity of a read (spec 2.2)."""

from datetime import UTC, datetime

from reads.core.codes import ReadType
from reads.core.read import Read

SIGNED = datetime(2026, 10, 3, 6, 12, tzinfo=UTC)


def read(**fields):
    return Read(
        **{"facility": "mercy-general", "accession": "A00123", "exam_code": "CTHEAD", "signed_at": SIGNED, **fields}
    )


def test_case_does_not_tell_reads_apart_but_leading_zeros_do():
    assert read(accession="a00123", exam_code="ctHead").key == read().key
    assert read(accession="A123").key != read().key


def test_modifiers_sequence_and_type_tell_exams_of_one_accession_apart():
    keys = {
        read().key,
        read(modifiers=("RT",)).key,
        read(modifiers=("LT",)).key,
        read(sequence="2").key,
        read(read_type=ReadType.FINAL).key,
    }
    assert len(keys) == 5


def test_addenda_are_told_apart_by_who_signed_them_and_when():
    first = read(read_type=ReadType.ADDENDUM, radiologist="r-chen")
    assert first.key != read(read_type=ReadType.ADDENDUM, radiologist="r-okafor").key
    assert read(radiologist="r-chen").key == read(radiologist="r-okafor").key


def test_separators_in_an_accession_cannot_forge_another_key():
    assert read(accession="A|B", exam_code="C").key != read(accession="A", exam_code="B|C").key

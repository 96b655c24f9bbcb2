"""X12 in whatever form it comes: delimiters, noise, truncation, bytes that are none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.claims.x12.segment_reader import segments
from tests.reads.claims.x12.answers import read_document
from tests.reads.claims.x12.payers import a835
from tests.reads.claims.x12.words import claim, written

SAMPLES = [
    ("managed-care.835", 30),
    ("secondary-payment.835", 42),
    ("claim-level-status.277", 42),
    ("demo.example1.837", 44),
    ("demo.example6.837", 33),
]


def parts(text: str | bytes) -> list[tuple[str, ...]]:
    document = read_document(text.encode() if isinstance(text, str) else text)
    assert document.findings == []
    return [segment.parts for segment in document.segments]


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_document(data).findings]


@pytest.mark.parametrize("name, count", SAMPLES)
def test_every_published_sample_is_read(shared_data, name, count):
    assert len(parts((shared_data("x12") / name).read_bytes())) == count


def test_delimiters_are_those_that_the_isa_declares():
    text = written(claim())
    other = text.replace("*", "|").replace(":", "<").replace("~\n", "\x1d")
    assert [segment[1:] for segment in parts(other)[1:]] == [
        tuple(element.replace(":", "<") for element in segment[1:]) for segment in parts(text)[1:]
    ]


@pytest.mark.parametrize(
    "noisy",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("~\n", "\n"),
        lambda text: "\r\n\r\n" + text + "\r\n\x1a",
        lambda text: "\n".join(text.replace("\n", "")[at : at + 80] for at in range(0, len(text), 80)),
        lambda text: text.replace("\n", "\n  "),
        lambda text: text.encode("utf-16"),
    ],
    ids=["bom", "crlf", "one line", "newline as terminator", "blank lines", "folded at 80", "indented", "utf-16"],
)
def test_line_breaks_and_marks_are_overlooked(noisy):
    text = written(claim())
    assert parts(noisy(text)) == parts(text)


def test_an_isa_that_isnt_of_fixed_width_is_read():
    text = written(claim())
    trimmed = text.replace(" " * 10, "").replace("SUBMIT01       ", "SUBMIT01")
    assert len(parts(trimmed)) == len(parts(text))


def test_two_interchanges_with_other_delimiters_in_one_file():
    first, second = written(claim()), a835(claim()).replace("*", "|")
    assert [segment[0] for segment in parts(first + second)].count("ISA") == 2


@given(st.integers(min_value=1, max_value=40))
def test_pieces_of_any_size_give_the_same_segments(size):
    text = written(claim())
    findings: list = []
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    assert [segment.parts for segment in segments(chunks, findings)] == parts(text)
    assert findings == []


def test_a_file_cut_short_anywhere_is_a_finding():
    data = written(claim()).encode()
    assert [at for at in range(len(data) - 2) if not codes(data[:at])] == []


def test_where_it_was_cut_is_said_in_characters():
    data = written(claim()).encode()[:700]
    begins = data.rfind(b"\n") + 1
    finding = read_document(data, "claims.837").findings[0]
    assert (finding.code, str(finding.where)) == ("x12_truncated", "claims.837")
    assert finding.message == f"the file ends inside a segment, after character {begins}"


def test_a_segment_lost_on_the_way_is_a_finding():
    assert codes(written(claim()).replace("PRV*PE*PXC*2085R0202X~\n", "").encode()) == ["x12_count"]


@pytest.mark.parametrize(
    "data", [b"", b"accession,facility\n1,2\n", b"\x00" * 50, b"PK\x03\x04" + b"\xff" * 999, b"IS"]
)
def test_what_is_no_x12_is_said_to_be_none(data):
    assert codes(data) == ["x12_unknown"]


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: written(claim()).encode()[:150] + tail))
def test_no_bytes_break_the_reader(data):
    read_document(data)


def test_ten_megabytes_without_an_end_are_read_in_one_go():
    data = written(claim()).encode()[:300] + b"A" * 10_000_000
    assert codes(data) == ["x12_truncated"]

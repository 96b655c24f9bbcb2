"""Where messages begin and end in bytes of any make."""

from __future__ import annotations

import codecs
from io import BytesIO

import pytest

from reads.intake.hl7.pieces import Pieces
from reads.intake.size_limits import LARGEST_MESSAGE
from tests.reads.intake.hl7.messages import candidates, message, only, report

ONE = message()
OTHER = message(report(accession="A200"))


class Trickle(BytesIO):
    """A stream that gives three bytes at a time."""

    def read(self, _size=-1):
        return super().read(3)


def accessions(data):
    return [each.read and each.read.accession for each in candidates(data)]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_any_line_end_separates_segments(end):
    assert accessions((ONE + OTHER).replace("\r", end)) == ["A100", "A200"]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_between_two_portions_is_one_line_end(end):
    pieces = list(Pieces(Trickle((ONE + OTHER).replace("\r", end).encode()), "feed.hl7"))
    assert [len(piece.lines) for piece in pieces] == [5, 5]
    assert {piece.digest for piece in pieces} == {piece.digest for piece in Pieces(BytesIO((ONE + OTHER).encode()), "")}


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + ONE.encode(),
        codecs.BOM_UTF16_LE + ONE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + ONE.encode("utf-16-be"),
        ONE.encode("utf-16-le"),
        b"\x0b" + ONE.encode() + b"\x1c\r",
        b"\r\n\r\n" + ONE.encode() + b"\r\n",
    ],
    ids=["bom", "utf-16-le", "utf-16-be", "utf-16 without mark", "mllp", "blank lines"],
)
def test_marks_and_frames_are_no_part_of_a_message(data):
    assert only(data).read.accession == "A100"


def test_a_capture_of_a_connection_is_several_messages():
    frames = b"".join(b"\x0b" + codecs.BOM_UTF8 + text.encode() + b"\x1c\r" for text in (ONE, OTHER))
    assert accessions(frames) == ["A100", "A200"]


def test_a_batch_is_its_messages():
    batch = "FHS|^~\\&|RIS\rBHS|^~\\&|RIS\r" + ONE + OTHER + "BTS|2\rFTS|1\r"
    found = Pieces(BytesIO(batch.encode()), "batch.hl7")
    assert len(list(found)) == 2
    assert found.warnings == []


def test_a_batch_that_counts_otherwise_or_ends_early_is_told():
    for text, code in (("BHS|^~\\&|RIS\r" + ONE + "BTS|2\r", "batch_count"), ("FHS|^~\\&|RIS\r" + ONE, "cut_short")):
        found = Pieces(BytesIO(text.encode()), "batch.hl7")
        list(found)
        assert [warning.code for warning in found.warnings] == [code]


@pytest.mark.parametrize(("begins", "ends"), [("BHS", "BTS"), ("FHS", "FTS")])
def test_a_batch_that_begins_before_the_last_one_ended_is_told(begins, ends):
    """What the first lost at its end, nobody counted."""
    head = f"{begins}|^~\\&|RIS\r"
    found = Pieces(BytesIO((head + ONE + head + OTHER + f"{ends}|1\r").encode()), "batch.hl7")
    assert len(list(found)) == 2
    assert [(warning.code, warning.where.line) for warning in found.warnings] == [("cut_short", 2 + ONE.count("\r"))]


def test_a_file_that_counts_other_batches_than_came_is_told():
    batch = "BHS|^~\\&|RIS\r" + ONE + "BTS|1\r"
    for trailer, told in (
        ("FTS|2\r", []),
        ("FTS|\r", []),
        ("FTS|3\r", ["the file says that it has 3 batches, 2 came"]),
    ):
        found = Pieces(BytesIO(f"FHS|^~\\&|RIS\r{batch}{batch}{trailer}".encode()), "batch.hl7")
        assert len(list(found)) == 2
        assert [warning.message for warning in found.warnings] == told


def test_what_stands_outside_of_messages_is_rejected_with_its_place_and_the_rest_goes_on():
    text = "(.idx/.msg)\r" + ONE + "BTS|1\rPID|1||left over\r" + OTHER
    found = candidates(text)
    assert [each.read and each.read.accession for each in found] == ["A100", None, "A200"]
    assert f"byte {len('(.idx/.msg)' + ONE + 'BTS|1') + 2:,} " in found[1].findings[0].message
    assert (found[1].line, found[1].findings[0].where.line) == (8, 8)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(.idx/.msg)\r" + ONE, [(1, "1 line above the first message, no part of one, left out")]),
        ("(.idx/.msg)\r# night feed\r" + ONE, [(1, "2 lines above the first message, no part of one, left out")]),
        (ONE + "2026-10-03 02:11:07 received\r" + OTHER, [(6, "a line of a log above a message, left out")]),
    ],
    ids=["above the first", "two lines above the first", "between two"],
)
def test_what_a_log_writes_above_a_message_is_told_with_its_line_and_left_out(text: str, told: list[tuple[int, str]]):
    pieces = Pieces(BytesIO(text.encode()), "feed.hl7")
    assert all(piece.is_message for piece in pieces)
    assert [(warning.where.line, warning.message) for warning in pieces.warnings] == told
    assert {(warning.code, warning.where.file) for warning in pieces.warnings} == {("preamble", "feed.hl7")}


def test_an_empty_file_is_one_rejected_row():
    for data in (b"", b"\r\n", b"\x0b\x1c\r"):
        assert [finding.code for finding in only(data).findings] == ["no_message"]


def test_a_report_broken_by_line_feeds_is_one_line():
    assert only(ONE.replace("nothing acute", "nothing\nacute\nat all")).read.accession == "A100"


def test_a_message_that_is_too_long_is_rejected_and_the_next_is_read():
    long = message(report() + "x" * (LARGEST_MESSAGE + 1))
    found = candidates(long + OTHER)
    assert [each.read and each.read.accession for each in found] == [None, "A200"]
    assert "longer than 16 MB" in found[0].findings[0].message

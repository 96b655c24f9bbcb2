"""Delimiters, escapes and fields as a message declares them."""

from __future__ import annotations

import hl7
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.intake.hl7.message import Message, NotAMessage
from reads.intake.hl7.times import offset_of, written
from tests.reads.intake.hl7.messages import message, only


def test_delimiters_are_those_of_the_header():
    other = message().translate(str.maketrans({"|": "#", "^": "!", "~": "*", "\\": "?", "&": "%"}))
    assert only(other).content == only(message()).content


@pytest.mark.parametrize(
    "header",
    ["MSH", "MSH|", "MSHA^~A", "MSH||", "MSH|||||A", "MSH|^^~&|A", "MSH|^~\\&toolong|A", "MSH ^~ A", "MSH|ab|c"],
)
def test_a_header_without_delimiters_is_no_message(header):
    with pytest.raises(NotAMessage):
        Message.of(header)


def test_a_header_may_leave_delimiters_out_or_add_the_one_of_2_7():
    assert Message.of("MSH|^|A^B\rOBR|1").header.at("MSH-3.2") == "B"
    assert Message.of("MSH|^~\\&#|A^B\rOBR|1").header.at("MSH-3.2") == "B"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (r"a\F\b", "a|b"),
        (r"a\S\b\T\c\R\d\E\e", "a^b&c~d\\e"),
        (r"one\.br\two", "one\ntwo"),
        (r"\H\bold\N\ face", "bold face"),
        (r"\X41\\X42\\X0D\c", "AB\rc"),
        (r"C:\temp", r"C:\temp"),
        (r"a\Z9\b", r"a\Z9\b"),
        ('""', ""),
        ("", ""),
    ],
)
def test_escapes(sent, meant):
    (group,) = Message.of(f"MSH|^~\\&|A\rOBR|1|{sent}").groups()
    assert group.at("OBR-2") == meant


SIGNS = st.text(alphabet='|^~\\&"ab1 .é', max_size=30)
LINES = st.lists(st.tuples(st.sampled_from(["PID", "OBR", "OBX", "ZZ1", "", "OBRX"]), SIGNS), max_size=6)


@given(st.sampled_from(["MSH|^~\\&", "MSH|^", "MSH|^~\\&#", "MSH|^~"]), SIGNS, LINES)
def test_a_message_is_split_as_python_hl7_splits_it(head, rest, lines):
    text = "\r".join([f"{head}|{rest}", *(f"{name}{mark}" for name, mark in lines)]) + "\r"
    theirs = [[str(field) for field in segment] for segment in hl7.parse(text) if str(segment)]
    assert [segment.fields for segment in Message.of(text).segments] == theirs


def test_a_path_reaches_components_and_subcomponents():
    (group,) = Message.of("MSH|^~\\&|A\rPV1|1|E\rOBR|1|a^b&c~d").groups()
    assert [group.at(path) for path in ("OBR-2", "OBR-2.2", "OBR-2.2.2", "OBR-2.3", "OBR-99", "PV1-2", "ZZZ-1")] == [
        "a", "b", "c", "", "", "E", "",
    ]  # fmt: skip


def test_each_report_has_its_own_lines_and_its_patient():
    text = "MSH|^~\\&|A\rPID|1|x\rORC|RE|1\rOBR|1|1\rOBX|1\rOBR|2|2\rOBX|1\rOBX|2\rPID|2|y\rORC|RE|3\rOBR|3|3\rOBX|1"
    groups = list(Message.of(text).groups())
    assert [
        (group.at("OBR-2"), group.at("ORC-2"), len(group.segments("OBX")), group.at("PID-2")) for group in groups
    ] == [
        ("1", "1", 1, "x"),
        ("2", "", 2, "x"),
        ("3", "3", 1, "y"),
    ]


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("20261003061200-0500", "2026-10-03T06:12:00-05:00"),
        ("202610030612", "2026-10-03T06:12:00"),
        ("20261003061200.1234+0000", "2026-10-03T06:12:00+00:00"),
        ("2026100306", "2026-10-03T06:00:00"),
        ("20261003", "2026-10-03"),
        ("2026-10-03T06:12:00Z", "2026-10-03T06:12:00Z"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_times_are_written_as_rfc_3339(sent, meant):
    assert written(sent) == meant


def test_the_offset_of_the_message_holds_for_times_without_one():
    assert written("202610030612", offset_of("20261003061500-0500")) == "2026-10-03T06:12:00-05:00"
    assert written("202610030612+0100", "-05:00") == "2026-10-03T06:12:00+01:00"

"""The text form of a read says the same as the read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from reads.core.codes import PatientClass, Priority, ReadType
from reads.core.read import Read
from reads.core.times import stored
from reads.intake.content import CONTENT, Content, content_from, digest_of, key_of, named, read_of

words = st.text(st.sampled_from("aBß|%+7- "), max_size=6)
moments = st.integers(10**9, 2 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
zoned = moments | moments.map(lambda at: at.replace(tzinfo=None))
reads = st.builds(
    Read,
    facility=words,
    accession=words,
    exam_code=words,
    cpt=st.lists(st.sampled_from(["70450", "71260"]), max_size=2).map(tuple),
    modifiers=st.lists(st.sampled_from(["LT", "26"]), max_size=2).map(tuple),
    sequence=words,
    read_type=st.sampled_from(ReadType),
    priority=st.sampled_from(Priority),
    radiologist=words,
    exam_at=zoned | st.none(),
    signed_at=zoned,
    sent_at=zoned | st.none(),
    patient_class=st.sampled_from(PatientClass) | st.none(),
    test_patient=st.booleans(),
)


def content_of(read: Read) -> Content:
    """The text form of a read, as intake writes it."""
    return tuple(_texts(read))


def _texts(read: Read) -> Iterator[str]:
    for name in CONTENT:
        value = getattr(read, name)
        match value:
            case None:
                yield ""
            case bool():
                yield "1" if value else "0"
            case tuple():
                yield "+".join(value)
            case datetime():
                yield stored(value)
            case _:
                yield str(value)


@given(reads)
def test_a_read_survives_its_text_form(read: Read):
    content = content_of(read)
    assert read_of(content) == read
    assert content_from(named(content)) == content


@given(reads)
def test_the_key_of_the_content_is_the_key_of_the_read(read: Read):
    assert key_of(content_of(read)) == read.key


@given(reads, zoned)
def test_the_time_of_sending_is_no_part_of_what_is_said(read: Read, sent: datetime):
    content = content_of(read)
    assert digest_of(content) == digest_of((*content[:-1], sent.isoformat()))
    assert digest_of(content) != digest_of((*content[:-2], "x", ""))


def test_parts_of_a_key_can_not_run_into_each_other():
    one = Read(facility="a|b", accession="c", signed_at=datetime(2026, 1, 1, tzinfo=UTC))
    other = Read(facility="a", accession="b|c", signed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert one.key != other.key


def test_a_visit_is_kept_and_a_read_without_one_has_the_digest_of_before_visits():
    content = (
        "mercy",
        "A1",
        "CT",
        *[""] * 5,
        "preliminary",
        "routine",
        *[""] * 3,
        "2026-10-03T06:00:00Z",
        *[""] * 4,
        "0",
        "",
        "",
    )
    before = blake2b("\x1f".join(content[:19]).encode(), digest_size=16).hexdigest()
    assert digest_of(content) == before
    with_visit = (*content[:19], "V378", "")
    assert read_of(with_visit).visit == "V378"
    assert digest_of(with_visit) != before

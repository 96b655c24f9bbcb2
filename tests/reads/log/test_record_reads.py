"""The table of spec 2.2, row by row, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select, text

from reads.intake.candidate import Candidate, cancellation, not_a_read_yet
from reads.log.record_reads import import_candidates
from reads.log.repository import in_quarantine, waiting
from reads.log.rows_in_window import load_reads
from reads.log.tables import ImportRow, QuarantineRow, ReadVersionRow
from reads.store.engine import Store
from tests.reads.directories import MERCY, NOWHERE
from tests.reads.log.histories import LONG_AGO, NOW, SOURCE, bring, brought, counted, descriptions, read, state

TABLES = (ImportRow, ReadVersionRow, QuarantineRow)


def sizes(store: Store) -> list[int]:
    """How many rows each table has, the audit log included."""
    with store.read() as session:
        tables = sorted(inspect(session.connection()).get_table_names())
        return [session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]


def quarantine(store: Store):
    with store.read() as session:
        return list(waiting(session))


def test_what_is_new_is_recorded(store: Store):
    assert brought(store, read(), read(accession="A2")) == counted(recorded=2)


def test_a_second_time_changes_nothing_at_all(store: Store):
    """Not a row in any table: no version, no import, no event."""
    rows = [
        read(description="one"),
        read(description="other"),
        read(accession=""),
        cancellation(4, ("x",)),
        not_a_read_yet(5, {"a": "b"}),
    ]
    assert brought(store, *rows) == counted(recorded=1, conflict=1, rejected=1, voided=1, ignored=1)
    before = sizes(store)
    assert brought(store, *rows) == counted(duplicate=4, ignored=1)
    assert sizes(store) == before


def test_the_same_row_twice_in_one_file_is_one_read(store: Store):
    assert brought(store, read(), read(), read(accession=""), read(accession="")) == counted(
        recorded=1, duplicate=2, rejected=1
    )


@pytest.mark.parametrize(
    "again",
    [
        {"accession": "a1"},
        {"facility": "MERCY-MAIN"},
        {"exam_code": "cthead"},
        {"signed_at": "2026-10-03T02:12:00-04:00"},
    ],
    ids=["accession's case", "facility's case", "exam's case", "the same instant"],
)
def test_the_same_read_written_otherwise_is_known(store: Store, again):
    assert brought(store, read(), read(**again)) == counted(recorded=1, duplicate=1)


def test_what_the_directory_learned_since_makes_no_conflict(store: Store):
    """A reader's name and a local time, stored while reader and facility were unknown, are what they are now."""
    sent = {"radiologist": "Ada Moreno", "signed_at": "2026-10-03T02:12:00"}
    for read_type in ("preliminary", "addendum"):
        early = read(directory=NOWHERE, read_type=read_type, **sent)
        assert brought(store, early, directory=NOWHERE) == counted(recorded=1)
        assert brought(store, read(read_type=read_type, **sent)) == counted(duplicate=1)


@pytest.mark.parametrize(
    "other", [{"exam_code": "CTNECK"}, {"modifiers": "LT"}, {"sequence": "2"}, {"read_type": "final"}]
)
def test_each_part_of_the_identity_makes_another_read(store: Store, other):
    assert brought(store, read(), read(**other)) == counted(recorded=2)


def test_an_exam_has_as_many_addenda_as_were_signed(store: Store):
    first = read(read_type="addendum", radiologist="moreno")
    second = read(read_type="addendum", radiologist="moreno", signed_at="2026-10-04T06:12:00Z")
    third = read(read_type="addendum", radiologist="okafor")
    assert brought(store, first, second, third, first) == counted(recorded=3, duplicate=1)


def test_other_content_waits_with_the_differing_fields_side_by_side(store: Store):
    assert brought(store, read(description="CT head"), read(description="CT neck", line=7)) == counted(
        recorded=1, conflict=1
    )
    [row] = quarantine(store)
    assert (row.kind, row.path, row.line) == ("conflict", "october.csv", 7)
    assert row.differs == {"description": ["CT head", "CT neck"]}
    assert [problem["code"] for problem in row.problems] == ["conflict"]
    assert descriptions(store) == ["CT head"]


def test_a_correction_is_a_new_version(store: Store):
    assert brought(store, read(description="old"), read(description="new", corrects=True)) == counted(
        recorded=1, amended=1
    )
    assert descriptions(store) == ["new"]


def test_a_correction_that_comes_late_is_kept_and_superseded(store: Store):
    """The sender's own time orders versions, not the order of arrival."""
    rows = [
        read(description="first", sent_at="2026-10-03T07:00:00Z"),
        read(description="third", sent_at="2026-10-03T09:00:00Z", corrects=True),
        read(description="second", sent_at="2026-10-03T08:00:00Z", corrects=True),
    ]
    assert brought(store, *rows) == counted(recorded=1, amended=2)
    assert descriptions(store) == ["third"]


@pytest.mark.parametrize("sent", ["", "2026-10-03T07:00:00Z"])
def test_an_original_may_follow_its_correction(store: Store, sent):
    correction = read(description="new", sent_at=sent and "2026-10-03T08:00:00Z", corrects=True)
    assert brought(store, correction, read(description="old", sent_at=sent)) == counted(recorded=1, amended=1)
    assert descriptions(store) == ["new"]


def test_a_sender_may_correct_back_to_what_was_said_first(store: Store):
    rows = [
        read(description="left", sent_at="2026-10-03T07:00:00Z"),
        read(description="right", sent_at="2026-10-03T08:00:00Z", corrects=True),
        read(description="left", sent_at="2026-10-03T09:00:00Z", corrects=True),
    ]
    assert brought(store, *rows, *rows) == counted(recorded=1, amended=2, duplicate=3)
    assert descriptions(store) == ["left"]


def test_a_correction_without_a_time_of_sending_counts_from_its_arrival(store: Store):
    """A file imported with --amend corrects what came by message, whose time it doesn't know."""
    brought(store, read(description="old", sent_at="2026-10-03T07:00:00Z"))
    assert brought(store, read(description="new", corrects=True)) == counted(amended=1)
    assert descriptions(store) == ["new"]


def test_a_conflict_that_its_sender_sends_as_a_correction_is_settled(store: Store):
    brought(store, read(description="old"), read(description="new"))
    assert brought(store, read(description="new", corrects=True)) == counted(amended=1)
    assert (descriptions(store), quarantine(store)) == (["new"], [])


@pytest.mark.parametrize("cancelled_first", [False, True])
def test_a_cancelled_read_is_void_also_if_it_arrives_later(store: Store, cancelled_first):
    rows = [read(), cancellation(2, (read().key,))]
    assert brought(store, *(reversed(rows) if cancelled_first else rows)) == counted(recorded=1, voided=1)
    assert brought(store, *rows) == counted(duplicate=2)
    with store.read() as session:
        assert [each.void for each in load_reads(session, LONG_AGO, NOW)] == [True]


def test_what_is_not_a_read_yet_is_kept_and_waits_for_nobody(store: Store):
    assert brought(store, not_a_read_yet(1, {"accession": "A1"})) == counted(ignored=1)
    assert quarantine(store) == []
    with store.read() as session:
        assert in_quarantine(session, 1) is None
        assert session.execute(select(func.count()).select_from(QuarantineRow)).scalar_one() == 1


@pytest.mark.parametrize(
    "signed, end",
    [("2026-04-06T06:12:00Z", "conflict"), ("2026-04-06T06:11:59Z", "reused"), ("2025-01-01T00:00:00Z", "reused")],
)
@pytest.mark.parametrize("corrects", [False, True])
def test_an_accession_used_again_after_180_days_is_no_correction(store: Store, signed, end, corrects):
    counts = brought(store, read(), read(signed_at=signed, corrects=corrects))
    if end == "conflict" and corrects:
        assert counts == counted(recorded=1, amended=1)
        return
    assert counts == counted(recorded=1, conflict=1)
    [row] = quarantine(store)
    assert row.problems[0]["code"] == ("accession_reused" if end == "reused" else "conflict")


def test_a_row_that_is_not_understood_waits_with_all_its_faults(store: Store):
    assert brought(store, read(accession="", read_type="half done", line=9)) == counted(rejected=1)
    [row] = quarantine(store)
    assert (row.kind, row.line) == ("rejected", 9)
    assert {problem["field"] for problem in row.problems} == {"accession", "read_type"}
    assert row.content["read_type"] == "half done"


def test_what_the_directory_lacks_is_counted(store: Store):
    with store.write() as session:
        outcome = bring(
            session,
            read(exam_code="XR,1"),
            read(exam_code="xr,1", accession="A2"),
            read(accession="A3", exam_code="ODD", cpt="70450"),
            read(accession="A4", facility="elsewhere", radiologist="Dr. Nobody"),
        )
    assert outcome.unknown_exams == {("mercy-main", "XR,1"): 1, ("mercy-main", "xr,1"): 1}
    assert outcome.unknown_facilities == {"elsewhere": 1}
    assert outcome.unknown_radiologists == {"Dr. Nobody": 1}


def test_killed_in_the_middle_it_has_left_nothing(store: Store, monkeypatch):
    """An import is one transaction; a second run does it all."""
    monkeypatch.setattr("reads.log.record_reads.CHUNK", 3)
    rows = [read(accession=f"A{number}") for number in range(10)]
    before = sizes(store)

    def dying():
        yield from rows[:8]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.write() as session:
        import_candidates(session, dying(), SOURCE, MERCY, actor="tester", at=NOW)
    assert sizes(store) == before
    assert brought(store, *rows) == counted(recorded=10)


def test_an_empty_text_is_no_null(store: Store):
    """COPY into PostgreSQL would make nulls of empty cells, and joins would lose those reads without a word."""
    brought(store, read())
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM read_versions WHERE payer = ''")).scalar_one() == 1


HISTORY = [
    read(description="first", sent_at="2026-10-03T07:00:00Z"),
    read(description="second", sent_at="2026-10-03T08:00:00Z", corrects=True),
    read(description="third", sent_at="2026-10-03T09:00:00Z", corrects=True),
    read(description="first", sent_at="2026-10-03T10:00:00Z", corrects=True),
    read(accession="A2", description="only"),
    cancellation(6, (read(accession="A2").key,)),
    read(accession="A3", description="plain", read_type="final"),
    read(accession="A3", description="more", read_type="addendum", radiologist="moreno"),
    cancellation(9, (read(accession="A9").key,)),
    not_a_read_yet(10, {"accession": "A1"}),
    read(accession=""),
]


@pytest.fixture
def expected(store: Store) -> set[tuple[str, str, bool]]:
    with store.write() as session:
        bring(session, *HISTORY)
        found = state(session)
        session.rollback()
    assert len(found) == 4
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(HISTORY), again=st.lists(st.sampled_from(HISTORY), max_size=8), cut=st.integers(0, 19))
def test_the_order_of_arrival_does_not_matter(store: Store, expected, order: list[Candidate], again, cut):
    """Corrections, cancellations and repetitions in any order, in two files: the same log, and counts that add up."""
    rows = [*order, *again]
    with store.write() as session:
        counts = bring(session, *rows[:cut]).counts + bring(session, *rows[cut:]).counts
        assert state(session) == expected
        assert counts.rows == len(rows)
        assert counts.conflict == 0
        session.rollback()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            read,
            accession=st.sampled_from(["A1", "a1", "A2", ""]),
            description=st.sampled_from(["x", "y"]),
            read_type=st.sampled_from(["preliminary", "overread"]),
            signed_at=st.sampled_from(["2026-10-03T06:12:00Z", "2025-10-03T06:12:00Z"]),
            sent_at=st.sampled_from(["", "2026-10-03T07:00:00Z", "2026-10-03T08:00:00Z"]),
            corrects=st.booleans(),
        ),
        max_size=12,
    )
)
def test_every_row_comes_to_one_end_and_twice_is_once(store: Store, rows: list[Candidate]):
    rows = [row._replace(line=line) for line, row in enumerate(rows, 2)]
    with store.write() as session:
        first = bring(session, *rows)
        before = state(session)
        second = bring(session, *rows)
        assert first.counts.rows == second.counts.rows == len(rows)
        assert second.counts == counted(duplicate=len(rows))
        assert second.import_id is None
        assert state(session) == before
        session.rollback()

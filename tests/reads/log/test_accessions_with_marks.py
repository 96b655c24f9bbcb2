"""Numbers that differ by marks alone are told on both databases, and nothing of a file without such numbers is fetched."""

from sqlalchemy import event

from reads.log.accessions_with_marks import marked_twins
from reads.store.engine import Store
from tests.reads.log.histories import brought, read


def told(store: Store, since: int = 0) -> list[str]:
    with store.read() as session:
        return [each.message for each in marked_twins(session, since)]


def test_each_way_of_writing_is_told_beside_the_first(store: Store):
    for accession in ("A902", "B77", "A 9-02", "a902", "A/902"):
        brought(store, read(accession=accession))
    assert told(store) == ["mercy-main: A902 and A 9-02", "mercy-main: A902 and A/902"]
    assert told(store, since=10) == [], "nothing came in after that"


def test_two_sides_of_midnight_are_one_night_and_two_nights_are_not(store: Store):
    brought(store, read(accession="A-902", signed_at="2026-10-02T23:50:00-05:00"))
    brought(store, read(accession="A902", signed_at="2026-10-04T00:10:00-05:00"))
    brought(store, read(accession="B-1", signed_at="2026-10-02T23:50:00-05:00"))
    brought(store, read(accession="B1", signed_at="2026-10-03T23:59:00-05:00"))
    brought(store, read(accession="C-1", signed_at="2026-10-02T23:50:00-05:00"))
    brought(store, read(accession="C1", signed_at="2026-10-05T23:50:00-05:00"))
    assert told(store) == ["mercy-main: A-902 and A902", "mercy-main: B-1 and B1"]


def test_the_night_before_the_first_of_a_file_is_looked_at(store: Store):
    brought(store, read(accession="A-902", signed_at="2026-10-02T18:00:00-05:00"))
    brought(store, read(accession="A902", signed_at="2026-10-03T18:00:00-05:00"), file="next.csv")
    assert told(store, since=1) == ["mercy-main: A-902 and A902"]


def test_of_numbers_without_marks_nothing_is_fetched(store: Store):
    brought(store, *(read(accession=f"A{number}") for number in range(50)))
    fetched = []
    event.listen(store.engine, "after_cursor_execute", lambda _, cursor, said, *__: fetched.append(said))
    assert told(store) == []
    asked = [said for said in fetched if "read_versions" in said]
    assert len(asked) == 2, "for the days, and for facilities with marks"

"""A month of finals into a file, day of service by day of service: the same claims under the same numbers, and no more than a day held."""

import gc
import tracemalloc

import pytest

from reads.claims.build import placed
from reads.claims.x12.compare_837p import differences
from reads.claims.x12.read_837p import parse837
from tests.reads.claims.practice import Practice

COMMERCIAL = {"payer": "harbor-commercial"}
SIZES = (
    "reads.claims.filed_claims._AT_ONCE",
    "reads.claims.new_claims._AT_ONCE",
    "reads.claims.x12.write_837p._PIECE",
    "reads.store.hash_tree_leaves._AT_ONCE",
    "reads.store.look_without_orm._MOST",
    "reads.store.sealed_spool._BUFFERED",
)
"""How much is taken up at once."""

AT_MOST = 4_000
"""Bytes that a final more may take; one whose claim is held takes some 16,000."""


def final(day: int, member: str, **more: str) -> dict[str, str]:
    """A patient scanned on a day of October and read that evening."""
    times = {name: f"2026-10-{day:02d}T{at}:00-05:00" for name, at in (("exam_at", "10:00"), ("received_at", "10:05"))}
    return COMMERCIAL | times | {"member_id": member, "signed_at": f"2026-10-{day:02d}T18:00:00-05:00"} | more


def numbers(text: str) -> dict[str, str]:
    """The control numbers of a file's claims, by member."""
    return {claim.subscriber.member_id: claim.control_number for claim in list(parse837([text]))[1:]}


def test_numbers_go_by_when_finals_were_signed_whatever_the_day_of_service(practice: Practice):
    """The payer's day of service is that of the exam: what was read late stands among claims of later days."""
    late = "2026-10-07T12:00:00-05:00"
    practice.bring_in(
        final(9, "M9"),
        final(5, "LATE", signed_at=late),
        final(7, "M7"),
        final(5, "M5"),
        final(6, "M6"),
        final(7, "M7", exam_code="CTCHEST"),
    )
    (text,) = practice.export()
    found = numbers(text)
    assert sorted(found, key=found.__getitem__) == ["M5", "M6", "LATE", "M7", "M9"]
    assert {found["M5"], found["M9"]} == {"C000000001", "C000000005"}


def test_a_pace_over_midnight_is_seen_though_its_finals_are_of_two_days(practice: Practice):
    """Five signed before midnight, five after it, within half a minute; the facility's day of service is that of the exam."""
    finals = [final(5 + at // 5, f"M{at}", signed_at=f"2026-10-06T04:59:{at * 3:02d}Z") for at in range(10)]
    practice.bring_in(*finals)
    assert practice.held() == {f"A{at + 1}": {"draft_from_abroad"} for at in range(10)}


def test_a_second_final_of_a_study_is_seen_on_another_day_and_in_other_letters(practice: Practice, monkeypatch):
    """Portions of a month are routed one after the other: what else there is of a study is looked up in the log."""
    monkeypatch.setattr("reads.store.look_without_orm._MOST", 1)
    practice.bring_in(final(5, "M1", accession="AB1"), final(9, "M1", accession="ab1", exam_code="", cpt="70450"))
    assert practice.held() == {"ab1": {"second_interpretation"}}


def test_others_write_while_the_first_file_of_new_books_is_reckoned(practice: Practice, monkeypatch):
    """The prefix of these books is drawn with the plan, not under the lock: then nobody could bring in a final meanwhile."""
    practice.edit("wetread.toml", 'reference_prefix = "none"\n', "")
    practice.bring_in(final(5, "M1"))
    came: list[object] = []

    def meanwhile(*words):
        if not came:
            came.append(practice.bring_in(final(5, "M1"), final(6, "M2")))
        return differences(*words)

    monkeypatch.setattr("reads.claims.export.differences", meanwhile)
    (text,) = practice.export()
    assert len(numbers(text)) == 2
    assert len(came) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_four_times_the_month_takes_no_more_than_a_day_of_it(practice: Practice, monkeypatch):
    """Twenty finals a day, of four and of sixteen days; first one day, for what is held once for all.

    What is kept at once is as small beside these months as it is beside real ones.
    """
    for place in SIZES:
        monkeypatch.setattr(place, 10)

    def day_after_day(drafts, prefix):
        gc.collect()  # what goes in circles stays until Python looks for it
        return placed(drafts, prefix)

    monkeypatch.setattr("reads.claims.new_claims.placed", day_after_day)

    def peak(days: range) -> int:
        finals = [final(day, f"M{day}-{at}", accession=f"B{day}-{at}", signed_at=f"2026-10-{day:02d}T18:{at:02d}:00-05:00")
                  for day in days for at in range(20)]  # fmt: skip
        practice.bring_in(*finals)
        gc.collect()
        gc.freeze()
        tracemalloc.start()
        try:
            practice.export()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            gc.unfreeze()

    peak(range(1, 2))
    few, many = peak(range(2, 6)), peak(range(6, 22))
    assert (many - few) / (12 * 20) < AT_MOST

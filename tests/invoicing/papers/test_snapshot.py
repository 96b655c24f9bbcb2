"""What is stored of a paper is all of it, in one form only, and its hash sees every change."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.closing.draft import draft, scheduled
from invoicing.papers.errors import UnknownFormat
from invoicing.papers.paper import Paper
from invoicing.papers.snapshot import paper_hash, paper_of, schedule_of, snapshot_of
from reads.store.canonical_json import canonical
from reads.store.events import GENESIS
from tests.invoicing.closing.october import DIRECTORY, line, priced_month, priced_read


def two_reads() -> Paper:
    reads = [priced_read(1, Decimal("38.00")), priced_read(2, Decimal("4.10"))]
    month = priced_month(reads, [line("42.10", quantity=2)])
    paper = scheduled(draft(month, DIRECTORY, date(2026, 11, 3)), month)
    return replace(paper, number="WR-2026-00001", audit_head="ab" * 32, notes=("Ünïcode – “quotes”",))


def test_a_stored_paper_reads_back_equal():
    paper = two_reads()
    assert paper_of(snapshot_of(paper), schedule_of(paper)) == paper


def test_without_its_schedule_it_is_the_same_but_for_the_schedule():
    paper = two_reads()
    assert paper_of(snapshot_of(paper)) == replace(paper, schedule=())


def test_the_stored_form_is_canonical_and_says_its_version():
    for text in (snapshot_of(two_reads()), schedule_of(two_reads())):
        assert json.loads(text)["format"] == 1
        assert canonical(json.loads(text)) == text


def test_a_form_of_a_later_version_is_refused():
    later = snapshot_of(two_reads()).replace('"format":1', '"format":99')
    with pytest.raises(UnknownFormat):
        paper_of(later)


@given(st.data())
def test_any_character_that_changes_changes_the_hash(data):
    paper = two_reads()
    texts = [snapshot_of(paper), schedule_of(paper), GENESIS]
    before = paper_hash(*texts)
    which = data.draw(st.integers(0, 2))
    at = data.draw(st.integers(0, len(texts[which]) - 1))
    other = data.draw(st.characters(exclude_characters=texts[which][at], exclude_categories=["Cs"]))
    texts[which] = texts[which][:at] + other + texts[which][at + 1 :]
    assert paper_hash(*texts) != before


def test_what_moves_from_one_part_to_the_next_changes_the_hash():
    assert paper_hash("ab", "c", "d") != paper_hash("a", "bc", "d") != paper_hash("a", "b", "cd")

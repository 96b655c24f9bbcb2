"""Looking at a month and issuing it: the same decision, once, numbered without a gap, whatever happens in between."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.closing.close import IssueOrder, IssueStep, looked_at
from invoicing.closing.draft import scheduled
from invoicing.closing.month_to_close import Closing, Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from invoicing.papers import closings, repository
from invoicing.papers.errors import HeldBack, NoContracts, NoGroup, NumberTaken, TooEarly, UnknownClient
from invoicing.papers.invoice_json import as_json, drafted
from invoicing.papers.snapshot import paper_hash
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.store.engine import Store
from reads.store.events import GENESIS
from tests.invoicing.closing import mercy

OCTOBER = Ask(Month(2026, 10))


def issued(store: Store, ask: Ask = OCTOBER, **permissions: bool) -> list[IssueStep]:
    """The month, issued as the command does it."""
    order = IssueOrder(ask, Permissions(**permissions), By("tester", store.clock.now()))
    return list(issue_month(store, order))


def numbers(outcomes: list[IssueStep]) -> dict[str, str | None]:
    return {each.part.paper.contract: each.part.issued.number if each.part.issued else None for each in outcomes}


def codes(closing: Closing) -> list[str]:
    parts = closing.contracts.values()
    return [each.code for each in (*closing.warnings, *(each for part in parts for each in part.warnings))]


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that closing writes."""
    tables = ("papers", "closings", "billed_reads", "series", "events")
    with store.read() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]
            for table in tables
        }


def test_a_month_is_priced_contract_by_contract(october: Store):
    totals = {contract: str(part.paper.total) for contract, part in looked_at(october, OCTOBER).contracts.items()}
    assert totals == {"lakeview": "45.00", "mercy-general": "100.00", "mercy-west": "0.00"}


def test_looking_stores_nothing(october: Store):
    before = content(october)
    looked_at(october, OCTOBER)
    assert content(october) == before


def test_what_is_issued_is_what_was_shown(october: Store):
    """All of it: only number and audit head are new."""
    shown = looked_at(october, OCTOBER)
    drafts = {contract: scheduled(part.paper, part.priced) for contract, part in shown.contracts.items() if part.priced}
    issued(october)
    after = looked_at(october, OCTOBER)
    for contract, part in after.contracts.items():
        assert part.issued is not None
        with october.read() as session:
            paper = repository.whole(session, part.issued.id)
        was, now = (as_json(each, drafted(each), schedule=True) for each in (drafts[contract], paper))
        assert {**was, "number": None} == {**now, "number": None}
        assert (paper.lines, paper.schedule) == (drafts[contract].lines, drafts[contract].schedule)


def test_issuing_numbers_invoices_and_records_an_empty_month_without_a_number(october: Store):
    assert numbers(issued(october)) == {
        "lakeview": "WR-2026-00001",
        "mercy-general": "WR-2026-00002",
        "mercy-west": None,
    }
    with october.read() as session:
        closed = closings.closings(session, ["mercy-west"])["mercy-west"]
    assert closed[OCTOBER.month].kind == "closed"


def test_issuing_again_changes_nothing_and_names_what_is_there(october: Store):
    first = issued(october)
    before = content(october)
    for _ in range(3):
        again = issued(october)
        assert numbers(again) == numbers(first)
        assert [each.new for each in again] == [False] * 3
        assert content(october) == before


def test_papers_are_chained_over_what_they_say(october: Store):
    issued(october)
    with october.read() as session:
        rows = session.execute(text("SELECT snapshot, schedule, previous, sha256 FROM papers ORDER BY id")).all()
    previous = GENESIS
    for row in rows:
        assert row.previous == previous
        previous = row.sha256
        assert previous == paper_hash(row.snapshot, row.schedule, row.previous)


def test_each_paper_shows_the_head_of_the_audit_log_and_has_its_event(october: Store):
    issued(october)
    with october.read() as session:
        events = session.execute(text("SELECT action, entity, previous FROM events ORDER BY id DESC LIMIT 3")).all()[
            ::-1
        ]
        heads = [repository.whole(session, paper).audit_head for paper in (1, 2, 3)]
    assert [event.previous for event in events] == heads
    assert [(event.action, event.entity) for event in events] == [
        ("invoice.issued", "WR-2026-00001"),
        ("invoice.issued", "WR-2026-00002"),
        ("month.closed", "mercy-west/2026-10"),
    ]


def test_a_changed_pattern_that_gives_old_numbers_again_is_refused(october: Store, books: Path):
    issued(october, Ask(OCTOBER.month, client="mercy"))
    settings = books / "wetread.toml"
    settings.write_text(settings.read_text().replace("WR-{year}-", "WR-2026-"))
    mercy.apply(books, october)
    before = content(october)
    with pytest.raises(NumberTaken, match="WR-2026-00001"):
        issued(october)
    assert content(october) == before


def test_one_client_is_closed_alone_and_the_others_later(october: Store):
    assert numbers(issued(october, Ask(OCTOBER.month, client="mercy"))) == {
        "mercy-general": "WR-2026-00001",
        "mercy-west": None,
    }
    assert numbers(issued(october))["lakeview"] == "WR-2026-00002"


def test_a_given_date_dates_the_papers_and_names_their_series(october: Store):
    outcomes = issued(october, Ask(OCTOBER.month, dated=date(2027, 1, 2)), early=True)
    papers = [each.part.issued for each in outcomes if each.part.issued]
    assert {paper.number for paper in papers} == {"WR-2027-00001", "WR-2027-00002", None}
    assert {str(paper.due_on) for paper in papers} == {"2027-02-01", "2027-02-16"}


def test_reads_that_arrive_between_look_and_issue_are_billed_not_lost(october: Store):
    """The decision is taken again where what it was taken on has changed."""
    closing = looked_at(october, OCTOBER)
    extra = "mercy-west,MW1,CTHEAD,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    mercy.bring_in(october, mercy.HEADER + extra)
    order = IssueOrder(OCTOBER, Permissions(), By("tester", october.clock.now()))
    outcomes = list(issue_month(october, order, closing))
    assert {each.part.paper.contract: str(each.part.paper.total) for each in outcomes}["mercy-west"] == "20.00"


def test_a_contract_whose_total_is_not_the_one_that_was_seen_is_left_and_told(october: Store):
    """Seen: 45.00, 100.00, nothing. Before it is agreed to, a read of Mercy West comes in."""
    seen = {contract: part.paper.total for contract, part in looked_at(october, OCTOBER).contracts.items()}
    extra = "mercy-west,MW1,CTHEAD,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    mercy.bring_in(october, mercy.HEADER + extra)
    order = IssueOrder(OCTOBER, Permissions(), By("tester", october.clock.now()), seen)
    steps = {each.part.paper.contract: each for each in issue_month(october, order)}
    assert {contract for contract, each in steps.items() if each.new} == {"lakeview", "mercy-general"}
    left = steps["mercy-west"].left
    assert left is not None
    assert left.code == "moved"
    assert "20.00 USD by now, 0.00 USD when it was looked at" in left.message


def test_a_contract_that_nobody_has_seen_is_left_where_totals_are_expected(october: Store):
    steps = list(issue_month(october, IssueOrder(OCTOBER, Permissions(), By("tester", october.clock.now()), {})))
    assert [each.left.code for each in steps if each.left] == ["moved"] * 3
    assert content(october)["papers"] == []


def test_a_month_that_is_not_over_is_shown_and_not_issued_without_early(october: Store):
    november = Ask(Month(2026, 11))
    assert "month_not_over" in codes(looked_at(october, november))
    before = content(october)
    with pytest.raises(TooEarly, match="November 2026 is not over"):
        issued(october, november)
    assert content(october) == before
    assert issued(october, november, early=True)


def test_what_stands_in_the_way_of_a_month_has_each_its_remedy(october: Store):
    issued(october)
    with pytest.raises(TooEarly) as refused:
        issued(october, Ask(Month(2026, 11), dated=date(2028, 1, 1)))
    assert "November 2026 is not over; an invoice of November 2026 would be dated 2028-01-01" in refused.value.message
    assert refused.value.remedy == (
        "close it from 2026-12-01 on, or say --early; give --dated a day that has come, or say --early"
    )


def test_a_month_before_which_another_is_open_is_not_issued_without_early(october: Store):
    """October has reads at Mercy General and Lakeview; Mercy West has none, so it alone would be in order."""
    november = Ask(Month(2026, 11))
    warnings = looked_at(october, november)
    assert codes(warnings) == ["month_not_over", "out_of_order", "out_of_order"]
    issued(october)
    assert codes(looked_at(october, november)) == ["month_not_over"]


def test_strict_issues_nothing_while_a_read_waits(october: Store):
    unknown = "mercy-west,MW2,NOSUCH,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    mercy.bring_in(october, mercy.HEADER + unknown)
    with pytest.raises(HeldBack, match="1 read is held"):
        issued(october, strict=True)
    assert content(october)["papers"] == []
    assert len(issued(october)) == 3


def test_a_cap_warns_blocks_its_own_contract_alone_and_can_be_overruled(october: Store):
    more = "".join(
        f"lakeview-main,LV{n},CTHEAD,CT,preliminary,r-rao,2026-10-0{n}T01:00:00-05:00,2026-10-0{n}T01:20:00-05:00\n"
        for n in (2, 3)
    )
    mercy.bring_in(october, mercy.HEADER + more.splitlines(keepends=True)[0])
    assert codes(looked_at(october, OCTOBER)) == ["near_cap"]
    mercy.bring_in(october, mercy.HEADER + more)
    assert codes(looked_at(october, OCTOBER)) == ["over_cap"]
    assert numbers(issued(october)) == {"lakeview": None, "mercy-general": "WR-2026-00001", "mercy-west": None}
    assert numbers(issued(october, over_cap=True))["lakeview"] == "WR-2026-00002"


def test_books_that_were_not_applied_an_unknown_client_and_a_month_without_contracts(
    store: Store, books: Path, database: str
):
    with pytest.raises(NoGroup):
        looked_at(store, OCTOBER)
    mercy.write_books(books, database)
    mercy.apply(books, store)
    with pytest.raises(UnknownClient) as unknown:
        looked_at(store, Ask(OCTOBER.month, client="mercie"))
    assert "mercy" in unknown.value.remedy
    with pytest.raises(NoContracts):
        looked_at(store, Ask(Month(2026, 8)))

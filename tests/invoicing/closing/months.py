"""Mercy's months, closed one after the other: what later tests ask of their papers."""

from collections.abc import Iterable

from sqlalchemy import text

from invoicing.closing.close import IssueOrder
from invoicing.closing.month_to_close import Permissions
from invoicing.closing.preview import Ask
from invoicing.documents.printable_issue import issue_month
from invoicing.papers import repository
from invoicing.papers.paper import Paper
from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.store.engine import Store
from tests.invoicing.closing import mercy

OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)


def close(store: Store, month: Month, client: str | None = None) -> dict[str, Paper]:
    """Issues the month and gives its papers, by contract."""
    ask = Ask(month, client=client)
    order = IssueOrder(ask, Permissions(early=True, over_cap=True), By("tester", store.clock.now()))
    issued = {each.part.paper.contract: each.part.issued for each in issue_month(store, order)}
    with store.read() as session:
        return {contract: repository.whole(session, head.id) for contract, head in issued.items() if head}


def papers(store: Store) -> list[Paper]:
    """All papers in the order of their issue."""
    with store.read() as session:
        ids = session.execute(text("SELECT id FROM papers ORDER BY id")).scalars().all()
        return [repository.whole(session, each) for each in ids]


def bring(store: Store, *rows: str, corrects: bool = False) -> None:
    """Imports reads written as "mercy-general MG9 CTHEAD CT 2026-10-09T01:20", signed 20 minutes after receipt."""
    lines = []
    for row in rows:
        facility, accession, exam, modality, signed = row.split()
        minutes = int(signed[-2:])
        received = f"{signed[:-2]}{max(0, minutes - 20):02}"
        lines.append(
            f"{facility},{accession},{exam},{modality},preliminary,r-rao,{received}:00-05:00,{signed}:00-05:00\n"
        )
    mercy.bring_in(store, mercy.HEADER + "".join(lines), corrects=corrects)


def lines(paper: Paper) -> list[tuple[str, str, str, str]]:
    """Kind, month, name and amount of each line."""
    return [(line.kind.value, str(line.month), line.name, str(line.amount)) for line in paper.lines]


def prior(paper: Paper) -> list[tuple[str, str, str]]:
    """Month, name and amount of the lines of other months."""
    return [(month, name, amount) for _, month, name, amount in lines(paper) if month != str(paper.month)]


def billed(papers: Iterable[Paper], contract: str, month: Month) -> str:
    """What all papers together have billed for a contract's month, but for what was agreed apart."""
    amounts = [
        line.amount.amount
        for paper in papers
        if paper.contract == contract
        for line in paper.lines
        if line.month == month and not line.agreed
    ]
    return str(sum(amounts))

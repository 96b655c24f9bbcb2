"""Which papers are issued, sent and paid, and which must still be sent: for a month and for all of them, on every face (spec 4.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.receivables.account import Account
from invoicing.receivables.paper_status import Standing, standings
from invoicing.receivables.sent_mail import sent_entities
from reads.core.money import Money, total


@dataclass(frozen=True, slots=True)
class PapersOut:
    """Papers with a number, and those of them that are sent and paid: nothing is open on a paid one, whatever settled it."""

    issued: tuple[IssuedPaper, ...]
    sent: tuple[IssuedPaper, ...]
    paid: tuple[IssuedPaper, ...]

    @property
    def unsent(self) -> tuple[IssuedPaper, ...]:
        """Those that must still be sent: something is open on them, and nothing took them to their client."""
        done = {paper.id for paper in (*self.sent, *self.paid)}
        return tuple(paper for paper in self.issued if paper.id not in done)


@dataclass(frozen=True, slots=True)
class PaperProgress:
    """How each paper stands, by its id, and which numbers were sent."""

    standing: Mapping[int, Standing]
    sent: Collection[str]

    @classmethod
    def load(cls, session: Session, accounts: Iterable[Account]) -> PaperProgress:
        """That of the papers of these accounts."""
        known = {id_: each for account in accounts for id_, each in standings(account).items()}
        return cls(known, sent_entities(session))

    def of(self, papers: Iterable[IssuedPaper]) -> PapersOut:
        """How far these papers are; a paper without a number, of a month with nothing to bill, is none."""
        issued = tuple(paper for paper in papers if paper.number)
        return PapersOut(
            issued,
            tuple(paper for paper in issued if paper.number in self.sent),
            tuple(paper for paper in issued if not self.balance(paper)),
        )

    def balance(self, paper: IssuedPaper) -> Money:
        """What is open on the paper."""
        return self.standing[paper.id].balance

    def received(self, paper: IssuedPaper) -> Money:
        """What was paid on the paper."""
        return self.standing[paper.id].paid


def sums(amounts: Sequence[Money]) -> tuple[Money, ...]:
    """One sum a currency."""
    currencies = sorted({amount.currency for amount in amounts})
    return tuple(total([each for each in amounts if each.currency == one], one) for one in currencies)

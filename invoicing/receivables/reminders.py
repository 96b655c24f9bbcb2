"""Who is reminded of what is overdue, at which level: by days past due, net of payments, credits and what is queried or disputed.

Each level goes out once for an oldest overdue paper; no fee and no interest is asked by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from invoicing.receivables import repository
from invoicing.receivables.account import Account
from invoicing.receivables.aging import OpenPaper, open_papers_on
from invoicing.receivables.disputes import OpenDispute, open_disputes
from invoicing.receivables.payer_queries import OpenQuery, open_queries, queried
from invoicing.receivables.sent_mail import Sending, sendings
from reads.core.errors import WrongUse
from reads.core.money import Money, total
from reads.directory.settings import settings_of


@dataclass(frozen=True, slots=True)
class ReminderLevel:
    """The first, second ... reminder: from how many days past due, and in which words."""

    number: int
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a client is reminded of: overdue papers, what stands against them, the level, and earlier mails of that level.

    `net` is what is asked for: overdue, less unapplied cash and credits, less what is queried or disputed.
    """

    client: str
    currency: str
    level: ReminderLevel
    papers: tuple[OpenPaper, ...]
    queries: tuple[OpenQuery, ...]
    disputes: tuple[OpenDispute, ...]
    overdue: Money
    unapplied: Money
    net: Money
    sent: tuple[Sending, ...]

    @property
    def entity(self) -> str:
        """What its mails are recorded under: a level once for the paper that is overdue longest."""
        return f"reminder/{self.client}/{self.currency}/{self.level.number}/{self.papers[0].paper.number}"

    @property
    def is_due(self) -> bool:
        """Whether it has not gone out, and may not have."""
        return all(each.outcome == "refused" for each in self.sent)


class NoReminderLevels(WrongUse):
    """The books don't say when anybody is reminded."""

    code = "no_reminder_levels"

    def __init__(self) -> None:
        super().__init__(
            "wetread.toml has no levels of reminders",
            'write [reminders] and levels = ["10 = This is past due.", "30 = Please pay within a week."]',
        )


def reminder_levels(books: Path) -> tuple[tuple[int, str], ...]:
    """The levels in wetread.toml: days late and words; FaultyInput where the file is wrong, WrongUse where it has none."""
    levels = settings_of(books).values.get(("reminders", "levels"))
    if not isinstance(levels, tuple) or not levels:
        raise NoReminderLevels
    return levels


def reminders(
    session: Session, levels: Sequence[tuple[int, str]], day: date, level: int | None = None
) -> list[Reminder]:
    """Every client's reminder at the end of the day, those of one level where it is given; none where nothing is asked for."""
    known = [ReminderLevel(number, days, words) for number, (days, words) in enumerate(levels, 1)]
    found = [_reminder(session, account, known, day) for account in repository.accounts(session)]
    return [each for each in found if each is not None and level in {None, each.level.number}]


def _reminder(session: Session, account: Account, levels: Sequence[ReminderLevel], day: date) -> Reminder | None:
    late = tuple(each for each in open_papers_on(account, day) if each.late)
    reached = [level for level in levels if late and level.days <= late[0].late]
    if not reached:
        return None
    papers = {each.paper.id for each in late}
    against = tuple(each for each in open_queries(session, account, day) if each.paper.id in papers)
    overdue, unapplied = total([each.open for each in late], account.currency), account.unapplied(day)
    left = {each.paper.id: each.open.minor for each in late}
    for query in against:
        left[query.paper.id] -= query.amount.minor
    disputes = tuple(open_disputes(session, account, left))
    contested = queried(list(against), account.currency) + total([each.amount for each in disputes], account.currency)
    net = overdue - unapplied - contested
    if net.minor <= 0:
        return None
    made = Reminder(account.client, account.currency, reached[-1], late, against, disputes, overdue, unapplied, net, ())
    return replace(made, sent=tuple(sendings(session, made.entity)))


def as_json(each: Reminder) -> dict[str, object]:
    """As scripts get it."""
    return {
        "client": each.client,
        "currency": each.currency,
        "level": each.level.number,
        "overdue": str(each.overdue),
        "unapplied": str(each.unapplied),
        "queried": str(queried(list(each.queries), each.currency)),
        "disputed": str(total([dispute.amount for dispute in each.disputes], each.currency)),
        "net": str(each.net),
        "papers": [
            {"number": paper.paper.number, "open": str(paper.open), "days_late": paper.late} for paper in each.papers
        ],
        "sent": not each.is_due,
    }

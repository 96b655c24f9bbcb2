"""What a person has to do next with the books, the first thing first, and what falls due after it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from invoicing.closing.month_to_close import Closing
from invoicing.receivables.aging import OpenPaper
from reads.core.english import counted, listed, verb_for
from reads.core.money import Money, total
from reads.core.month import Month


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, with the command that does it; `is_due` where it waits for a person now, else it comes on `on`."""

    code: str
    says: str
    command: str = ""
    on: date | None = None
    is_due: bool = True

    def as_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "code": self.code,
            "says": self.says,
            "command": self.command,
            "on": self.on.isoformat() if self.on else None,
            "due": self.is_due,
        }


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """What waits: rows, reads, months to close, papers by month that nobody sent, papers of which something is open.

    `by_mail` are the months whose unsent papers are all of clients without a delivery.
    """

    loaded: bool = True
    imported: bool = False
    quarantined: int = 0
    held: int = 0
    to_close: tuple[Month, ...] = ()
    running: Month | None = None
    unsent: Mapping[Month, int] = field(default_factory=dict)
    by_mail: Collection[Month] = ()
    open: Sequence[OpenPaper] = ()
    unapplied: tuple[tuple[str, Money], ...] = ()


def next_steps(waiting: WaitingWork) -> Iterator[NextStep]:
    """In the order in which they are done: books, reads, closing, sending, money."""
    if not waiting.loaded:
        yield NextStep("books", "no books are loaded yet", "wetread apply")
    elif not waiting.imported:
        yield NextStep("reads", "no read has come in yet", "wetread reads import FILE")
    if waiting.quarantined:
        says = f"{counted(waiting.quarantined, 'row')} of quarantine {verb_for(waiting.quarantined, 'waits', 'wait')}"
        yield NextStep("quarantine", says, "wetread reads quarantine")
    if waiting.held:
        says = f"{counted(waiting.held, 'read')} {verb_for(waiting.held, 'is', 'are')} held"
        yield NextStep("held", says, "wetread held")
    for month in sorted(waiting.to_close):
        yield NextStep("close", f"{month.spelled()} is over and not closed", f"wetread close {month} --issue")
    for month, papers in waiting.unsent.items():
        says = f"{counted(papers, 'paper')} of {month.spelled()} {verb_for(papers, 'is', 'are')} not sent"
        yield NextStep(
            "send", says, f"wetread {'invoice email' if month in waiting.by_mail else 'deliver'} --month {month}"
        )
    yield from _money(waiting)
    yield from sorted(_ahead(waiting), key=lambda step: step.on or date.max)


def left_of_month(closing: Closing, out: Collection[str], *, by_mail: bool = False) -> list[NextStep]:
    """What is left of a month after it was issued and delivered: reads held, contracts not issued, papers that aren't `out`.

    `by_mail` where none of those papers' clients has a delivery.
    """
    parts = closing.contracts.values()
    to_close = (closing.month,) if any(part.issued is None and part.bills for part in parts) else ()
    unsent = len({part.issued.number for part in parts if part.issued is not None and part.issued.number} - set(out))
    return list(
        next_steps(
            WaitingWork(
                imported=True,
                held=closing.waiting,
                to_close=to_close,
                unsent={closing.month: unsent} if unsent else {},
                by_mail=(closing.month,) if by_mail else (),
            )
        )
    )


def _money(waiting: WaitingWork) -> Iterator[NextStep]:
    """What is past its due date, in one sentence a currency, and cash that settles nothing."""
    late = [each for each in waiting.open if each.late]
    for currency in sorted({each.open.currency for each in late}):
        own = [each for each in late if each.open.currency == currency]
        amount = total([each.open for each in own], currency).printed_with_code()
        days = max(each.late for each in own)
        says = f"{amount} on {counted(len(own), 'paper')} is overdue, up to {counted(days, 'day')}"
        yield NextStep("overdue", says, "wetread reminders")
    for client, cash in waiting.unapplied:
        yield NextStep("unapplied", f"{client}: {cash.printed_with_code()} came and settles nothing", "wetread aging")


def _ahead(waiting: WaitingWork) -> Iterator[NextStep]:
    """The end of the month that runs, and the day on which the next papers fall due."""
    if waiting.running is not None:
        says = f"{waiting.running.spelled()} is over"
        yield NextStep("month_end", says, f"wetread close {waiting.running}", waiting.running.end, is_due=False)
    ahead = [each for each in waiting.open if not each.late]
    if ahead:
        day = min(each.paper.due_on for each in ahead)
        then = [each for each in ahead if each.paper.due_on == day]
        amounts = [
            total([each.open for each in then if each.open.currency == one], one).printed_with_code()
            for one in sorted({each.open.currency for each in then})
        ]
        says = f"{listed(amounts)} on {counted(len(then), 'paper')} falls due"
        yield NextStep("falls_due", says, "wetread aging", on=day, is_due=False)

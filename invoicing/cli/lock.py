"""`wetread lock`: periods in which nothing new is dated."""

from __future__ import annotations

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH


@click.command()
@click.argument("month", type=MONTH, required=False)
@click.option("--reopen", "is_reopened", is_flag=True, help="Open the month again, and all after it.")
@click.option("--because", default="", metavar="TEXT", help="With --reopen: why; it goes into the audit log.")
@at_desk
def lock(desk: Desk, month: str | None, because: str, *, is_reopened: bool) -> None:
    """Locks a month and all before it: no paper and no deed on an account is dated there any more. Alone, it says what is locked.

    The payer's own day is kept beside the booking day: wetread invoice pay --on DAY --paid-on DAY. What insurers decide
    keeps their date.

    \b
    Examples:
      wetread lock 2026-10
      wetread lock 2026-10 --reopen --because "the bank sent October's file again"
    """
    from invoicing.papers import locks
    from invoicing.receivables.payment_request import today_at
    from reads.core import typed
    from reads.core.errors import WrongUse

    by = desk.by
    if month is None:
        if is_reopened:
            raise WrongUse("--reopen needs a month", 'wetread lock 2026-10 --reopen --because "..."')
        with desk.store.read() as session:
            through = locks.locked_through(session)
    else:
        wanted = typed.month(month)
        with desk.store.write() as session:
            if is_reopened:
                through = locks.reopen(session, wanted, because, by)
            else:
                through = locks.lock(session, wanted, today_at(session, desk.clock), by)
    document = {"locked_through": through.isoformat() if through else None}
    desk.answer(document, lambda: click.echo(f"locked up to and with {through}" if through else "nothing is locked"))

"""`wetread statement`: a client's account as a PDF, at the end of any day; `--email` sends it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT

if TYPE_CHECKING:
    from invoicing.receivables.statement import Statement


@click.command()
@click.argument("client", type=CLIENT)
@click.option("--as-of", "as_of", metavar="DATE", help="At the end of this day (else today).")
@click.option("--currency", metavar="CODE", help="Which account, where a client has several.")
@click.option("--email", "by_mail", is_flag=True, help="Send it to the client; no file is written.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="With --email: instead of the client's address.")
@click.option("--again", is_flag=True, help="With --email: send it although it was sent before, or may have been.")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file that it goes to.")
@at_desk
def statement(desk: Desk, client: str, out: Path | None, **options: Any) -> None:
    """Writes the statement of an account: what is open, since when, and what came in lately.

    \b
    Examples:
      wetread statement mercy-health --as-of 2026-11-30 -o mercy.pdf
      wetread statement mercy-health --email
    """
    from invoicing.documents.mailing import statement_file
    from invoicing.documents.statements import render_statement

    said = stated(desk, client, options["as_of"], options["currency"])
    if options["by_mail"]:
        _send(desk, said, options["to"], again=options["again"])
        return
    done = render_statement(said, out or desk.books / "statements" / statement_file(said), books=desk.books.absolute())
    desk.answer({**as_json(said), "pdf": str(done.path), "sha256": done.sha256}, lambda: click.echo(done.path))


def _send(desk: Desk, said: Statement, to: Sequence[str], *, again: bool) -> None:
    from invoicing.cli.mailing import mail_room, tell_sent
    from invoicing.documents.mailing import recipients_of, send_statement

    recipients = recipients_of(to, said.bill_to.email, said.client)
    tell_sent(desk, [send_statement(mail_room(desk), said, recipients, again=again)])


def stated(desk: Desk, client: str, as_of: str | None, currency: str | None) -> Statement:
    """The client's statement; NobodysPayment or WhichCurrency where the account is not one."""
    from invoicing.receivables.asking import payer_of, today_at
    from invoicing.receivables.statement import statement as of

    with desk.store.read() as session:
        day = desk.day(as_of) or today_at(session, desk.clock)
        account = payer_of(session, client, currency)
        return of(session, account.client, account.currency, day)


def as_json(said: Statement) -> dict[str, object]:
    """The statement as scripts get it: the row of `aging`, and every open paper."""
    from invoicing.receivables.views import row_as_json

    return {
        "as_of": said.day.isoformat(),
        **row_as_json(said.aging, said.interest_total, said.queries),
        "open": [
            {
                "number": each.paper.number,
                "issued_on": each.paper.issued_on.isoformat(),
                "due_on": each.paper.due_on.isoformat(),
                "days_late": each.late,
                "total": str(each.paper.total),
                "open": str(each.open),
                "late_interest": str(said.interest[each.paper.id]) if each.paper.id in said.interest else None,
            }
            for each in said.open
        ],
    }

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
    from invoicing.documents.mails import statement_file
    from invoicing.documents.statements import render_statement
    from invoicing.receivables.payment_request import statement_of
    from invoicing.receivables.views import statement_as_json

    with desk.store.read() as session:
        said = statement_of(session, desk.clock, client, desk.day(options["as_of"]), options["currency"])
    if options["by_mail"]:
        _send(desk, said, options["to"], again=options["again"])
        return
    done = render_statement(said, out or desk.books / "statements" / statement_file(said), books=desk.books.absolute())
    desk.answer(
        {**statement_as_json(said), "pdf": str(done.path), "sha256": done.sha256}, lambda: click.echo(done.path)
    )


def _send(desk: Desk, said: Statement, to: Sequence[str], *, again: bool) -> None:
    from invoicing.cli.mailing import mail_room, tell_sent
    from invoicing.documents.mails import recipients_of, send_statement

    recipients = recipients_of(to, said.bill_to.email, said.client)
    tell_sent(desk, [send_statement(mail_room(desk), said, recipients, again=again)])

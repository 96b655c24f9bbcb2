"""`wetread aging`: what clients owe and since when, at the end of any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT
from reads.cli.screen import show

if TYPE_CHECKING:
    from invoicing.receivables.aging import Aging
    from invoicing.receivables.views import AgedAccount
    from reads.core.money import Money


@click.command()
@click.option("--as-of", "as_of", metavar="DATE", help="At the end of this day (else today).")
@click.option("--client", type=CLIENT, metavar="ID", help="This client's only.")
@at_desk
def aging(desk: Desk, as_of: str | None, client: str | None) -> None:
    """What is open by days past due, and cash and credits that settle nothing yet, worked out from what was booked.

    What payers query is named below; it is in the rows as well, for no price has moved.

    \b
    Example:
      wetread aging --as-of 2026-11-30
    """
    from invoicing.receivables.aging import by_currency
    from invoicing.receivables.payment_request import today_at
    from invoicing.receivables.views import aged_accounts, row_as_json

    with desk.look() as reading:
        day = desk.day(as_of) or today_at(reading, desk.clock)
        rows = aged_accounts(reading, day, client)
    totals = by_currency(each.row for each in rows)
    document = {
        "as_of": day.isoformat(),
        "clients": [row_as_json(each.row, each.interest, each.queries) for each in rows],
        "total": str(next(iter(totals.values()), "0.00")) if len(totals) < 2 else None,
        "totals": {currency: str(amount) for currency, amount in totals.items()},
    }
    desk.answer(document, lambda: _show(rows, totals, day.isoformat()))


def _show(rows: list[AgedAccount], totals: dict[str, Money], day: str) -> None:
    """A row an account, a row of sums a currency; interest only where there is any."""
    from invoicing.cli.columns import aligned
    from invoicing.receivables.aging import BUCKETS

    if not rows:
        click.echo(f"nothing is open at the end of {day}")
        return
    click.echo(f"At the end of {day}, days past due\n")
    table = [["Client", *BUCKETS, "Unapplied", "Total", ""]]
    table += [
        [
            row.client,
            *(amount.printed() for amount in row.buckets),
            (-row.unapplied).printed(),
            row.total.printed(),
            row.currency,
        ]
        for row in [each.row for each in rows]
    ]
    table += [_sums([each.row for each in rows if each.row.currency == currency]) for currency in totals]
    click.echo("\n".join(aligned(table, right=range(1, len(BUCKETS) + 3))))
    for each in rows:
        for query in each.queries:
            said = f"queried {query.amount.printed()} of {query.paper.number}: {query.words}"
            show(f"\n{each.row.client}: {said}")
        if each.interest:
            interest = f"{each.interest.printed()} {each.row.currency}"
            show(f"\n{each.row.client}: late interest to date {interest}, not in the total")


def _sums(rows: list[Aging]) -> list[str]:
    from reads.core.money import total

    currency = rows[0].currency
    columns = [*zip(*(row.buckets for row in rows), strict=True)]
    sums = [total(list(column), currency) for column in columns]
    unapplied = total([row.unapplied for row in rows], currency)
    return [
        "Total",
        *(amount.printed() for amount in sums),
        (-unapplied).printed(),
        total([row.total for row in rows], currency).printed(),
        currency,
    ]

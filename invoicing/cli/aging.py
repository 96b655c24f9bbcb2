"""`wetread aging`: what clients owe and since when, at the end of any day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.receivables.aging import Aging
    from reads.core.money import Money


@click.command()
@click.option("--as-of", "as_of", metavar="DATE", help="At the end of this day (else today).")
@click.option("--client", metavar="ID", help="This client's only.")
@at_desk
def aging(desk: Desk, as_of: str | None, client: str | None) -> None:
    """What is open by days past due, and cash and credits that settle nothing yet, worked out from what was booked.

    \b
    Example:
      wetread aging --as-of 2026-11-30
    """
    from invoicing.cli.accounts import today_at
    from invoicing.receivables.aging import aging as aged
    from invoicing.receivables.aging import by_currency, open_papers_on
    from invoicing.receivables.interest import interest_on
    from invoicing.receivables.repository import accounts, interest_percents
    from reads.core.money import total

    with desk.store.read() as session:
        day = desk.day(as_of) or today_at(session, desk.clock)
        found = accounts(session, client)
        late = [each.paper.id for account in found for each in open_papers_on(account, day) if each.late]
        percents = interest_percents(session, late)
    rows = [
        (row, total(list(interest_on(account, day, percents).values()), account.currency))
        for account in found
        if not (row := aged(account, day)).is_empty
    ]
    totals = by_currency(row for row, _ in rows)
    document = {
        "as_of": day.isoformat(),
        "clients": [row_as_json(row, interest) for row, interest in rows],
        "total": str(next(iter(totals.values()), "0.00")) if len(totals) < 2 else None,
        "totals": {currency: str(amount) for currency, amount in totals.items()},
    }
    desk.answer(document, lambda: _show(rows, totals, day.isoformat()))


def row_as_json(row: Aging, interest: Money) -> dict[str, object]:
    """A row as scripts get it (spec 6): the buckets and unapplied as positive texts; interest is in none of them."""
    from invoicing.receivables.aging import BUCKETS

    return {
        "client": row.client,
        **{name: str(amount) for name, amount in zip(BUCKETS, row.buckets, strict=True)},
        "unapplied": str(row.unapplied),
        "total": str(row.total),
        "currency": row.currency,
        "unapplied_cash": str(row.unapplied_cash),
        "unapplied_credits": str(row.unapplied_credits),
        "late_interest": str(interest),
    }


def _show(rows: list[tuple[Aging, Money]], totals: dict[str, Money], day: str) -> None:
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
        for row, _ in rows
    ]
    table += [_sums([row for row, _ in rows if row.currency == currency]) for currency in totals]
    click.echo("\n".join(aligned(table, right=range(1, len(BUCKETS) + 3))))
    for row, interest in rows:
        if interest:
            click.echo(f"\n{row.client}: late interest to date {interest.printed()} {row.currency}, not in the total")


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

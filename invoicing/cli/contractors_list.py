"""`wetread contractors list`: the agreements, and whose tax form is missing, expired or about to expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.contractors.agreement_list import Listed


@click.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """All agreements, checked, with the tax forms of their readers; the exit status is 1 where one in force has no valid form.

    \b
    wetread contractors list
    """
    from invoicing.contractors.agreement_list import listed
    from invoicing.contractors.books import whole_arrangements
    from invoicing.contractors.views import listed_as_json
    from invoicing.receivables.payment_request import today_at
    from reads.directory.load_directory import load_directory

    with desk.look() as reading:
        found = whole_arrangements(reading, desk.books)
        rows = listed(found.agreements, load_directory(reading), today_at(reading, desk.clock))
    desk.report(found.findings)
    desk.answer([listed_as_json(row) for row in rows], lambda: _show(rows))
    if any(row.in_force and row.missing for row in rows):
        desk.needs_a_person()


def _show(rows: list[Listed]) -> None:
    if not rows:
        click.echo("There is no agreement: agreements/README.txt of new books shows how one is written.")
        return
    table = [("agreement", "reader", "from", "until", "tax form", "valid until", "")]
    table += [
        (
            row.agreement.id,
            row.radiologist.name,
            row.agreement.effective.isoformat(),
            row.agreement.until.isoformat() if row.agreement.until else "",
            row.form.kind or "none",
            row.form.last_day.isoformat() if row.form.last_day else "",
            "" if row.in_force else "not in force",
        )
        for row in rows
    ]
    for line in aligned(table, right=()):
        click.echo(line)
    for problem in (row.missing or row.expiring for row in rows if row.in_force):
        if problem:
            click.echo(f"\n{problem.message}\n    → {problem.remedy}")

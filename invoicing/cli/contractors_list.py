"""`wetread contractors list`: the agreements, and whose tax form is missing, expired or about to expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.contractors.listing import Listed


@click.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """All agreements, checked, with the tax forms of their readers; the exit status is 1 where one in force has no valid form.

    \b
    wetread contractors list
    """
    from invoicing.cli.accounts import today_at
    from invoicing.cli.contractors import arrangements_of
    from invoicing.contractors.listing import listed
    from reads.directory.service import load_directory

    found = arrangements_of(desk)
    with desk.store.read() as session:
        rows = listed(found.agreements, load_directory(session), today_at(session, desk.clock))
    desk.answer([_as_json(row) for row in rows], lambda: _show(rows))
    if any(row.in_force and row.missing for row in rows):
        desk.needs_a_person()


def _as_json(row: Listed) -> dict[str, object]:
    agreement, problem = row.agreement, row.missing or row.expiring
    return {
        "agreement": agreement.id,
        "radiologist": row.radiologist.id,
        "name": row.radiologist.name,
        "title": agreement.title,
        "effective": agreement.effective.isoformat(),
        "until": None if agreement.until is None else agreement.until.isoformat(),
        "in_force": row.in_force,
        "tax_form": row.form.kind or None,
        "tax_form_signed": None if row.form.signed is None else row.form.signed.isoformat(),
        "tax_form_until": None if row.form.last_day is None else row.form.last_day.isoformat(),
        "tax_form_valid": row.missing is None,
        "problem": problem and {"code": problem.code, "message": problem.message, "remedy": problem.remedy},
    }


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

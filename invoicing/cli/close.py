"""`wetread close`: a month's invoices, looked at or issued."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT, MONTH
from reads.core import typed
from reads.core.english import counted

if TYPE_CHECKING:
    from invoicing.closing.close import IssueStep
    from invoicing.closing.month_to_close import Closing
    from invoicing.closing.preview import Ask
    from invoicing.documents.drafts import Drafted
    from invoicing.reports.next_steps import NextStep


@click.command()
@click.argument("month", type=MONTH)
@click.option("--issue", is_flag=True, help="Number, store and print the invoices.")
@click.option("--deliver", is_flag=True, help="With --issue: then into the outbox, as each client wants it.")
@click.option("--draft", type=click.Path(file_okay=False, path_type=Path), help="Print the preview into this folder.")
@click.option("--dated", metavar="DATE", help="The invoice date; today if not given.")
@click.option("--early", is_flag=True, help="Issue a month that is not over, or before an earlier one.")
@click.option("--strict", is_flag=True, help="Issue nothing while a read is held or has no price.")
@click.option("--over-cap", is_flag=True, help="Issue past a contract's not_to_exceed.")
@click.option("--client", type=CLIENT, metavar="ID", help="This client's contracts only.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes that print; one for each core if not given.")
@click.option("--executor", metavar="ADDRESS", help="A cluster that prints instead: dask://HOST:PORT.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where the PDFs go.")
@click.option("--schedule", is_flag=True, help="With --json: the reads of each invoice too.")
@at_desk
def close(desk: Desk, month: str, issue: bool, schedule: bool, draft: Path | None, **options: Any) -> None:
    """Shows what a month would bill, contract by contract; --issue writes exactly that.

    Looking stores nothing. Issuing again issues nothing twice, and writes PDFs that are missing. --draft prints the same
    pages before they have numbers, with a watermark, and the workbook: to look at, or to show the client.

    \b
    Example:
      wetread close 2026-10
      wetread close 2026-10 --draft drafts/
      wetread close 2026-10 --issue --dated 2026-11-02
      wetread close 2026-10 --issue --deliver
    """
    from invoicing.cli.month_shown import document
    from invoicing.closing.preview import Ask
    from invoicing.documents.printable_look import look_at

    if options["deliver"] and not issue:
        raise click.UsageError("--deliver goes with --issue; `wetread deliver --month MONTH` delivers what is issued")
    ask = Ask(typed.month(month), desk.day(options["dated"]), options["client"])
    with desk.look() as reading:
        closing = look_at(reading, ask, desk.clock, desk.books)
    drafted = _draft(desk, closing, draft) if draft is not None else None
    if issue:
        closing = _issue(desk, ask, closing, options)
    left = _deliver(desk, closing, options["client"] or "") if options["deliver"] else None
    told = document(desk, closing, schedule=schedule) if desk.json else {}
    if drafted is not None:
        told["drafts"] = drafted.as_json()
    if left is not None:
        told["left"] = [step.as_json() for step in left]
    desk.answer(told, lambda: _show(closing, left))
    if closing.waiting:
        desk.needs_a_person()


def _deliver(desk: Desk, closing: Closing, client: str) -> list[NextStep]:
    """Delivers what is issued; what is then left of the month, in the order in which it is done."""
    from invoicing.cli.deliver import deliver_and_tell
    from invoicing.reports.next_steps import left_of_month

    done = deliver_and_tell(desk, str(closing.month), client)
    out = {number for each in done for number in (*each.papers, *each.before)}
    return left_of_month(closing, out, by_mail=not any(each.failed for each in done))


def _show(closing: Closing, left: list[NextStep] | None) -> None:
    from invoicing.cli.month_shown import show

    show(closing)
    if left is None:
        return
    if not left:
        click.echo(f"\nNothing of {closing.month.spelled()} is left: every paper is issued and out")
        return
    click.echo(f"\nLeft of {closing.month.spelled()}")
    for step in left:
        click.echo(f"  {step.says}\n    → `{step.command}`")


def _draft(desk: Desk, closing: Closing, out: Path) -> Drafted:
    """Prints what is not issued yet, and says what can't be printed."""
    from invoicing.documents.drafts import Drafting, draft_month
    from invoicing.documents.schedule_password import VARIABLE, schedule_password

    drafted = draft_month(closing, Drafting(out, desk.books.absolute(), schedule_password()))
    for contract, error in drafted.failed:
        desk.say(f"{contract}: {error.message}\n    → {error.remedy}")
        desk.needs_a_person()
    for contract in drafted.locked:
        desk.say(f"{contract}: its separate schedule was not written\n    → set ${VARIABLE} and run it again")
        desk.needs_a_person()
    if drafted.written:
        desk.say(f"{counted(len(drafted.written), 'file')} written to {out}")
    else:
        desk.say("nothing is left to draft: every paper of the month is issued")
    return drafted


def _issue(desk: Desk, ask: Ask, closing: Closing, options: dict[str, Any]) -> Closing:
    """Issues what is open and prints what has no file; the month as it then stands."""
    from invoicing.audit.stamping import stamped_beside
    from invoicing.cli.paper_files import print_missing
    from invoicing.closing.close import IssueOrder
    from invoicing.closing.month_to_close import Permissions
    from invoicing.documents.dask_cluster import cluster
    from invoicing.documents.printable_issue import as_issued, issue_month

    if options["executor"]:
        with cluster(options["executor"]):
            desk.say(f"{options['executor']} prints")
    permissions = Permissions(early=options["early"], strict=options["strict"], over_cap=options["over_cap"])
    order = IssueOrder(ask, permissions, desk.by)
    steps = []
    for step in issue_month(desk.store, order, closing, desk.books):
        _tell(desk, step)
        steps.append(step)
    papers = [step.part.issued for step in steps if step.part.issued is not None and step.part.issued.number]
    press = options["executor"] or options["jobs"] or os.cpu_count() or 1
    print_missing(desk, papers, options["out"], press)
    desk.say_why_not(stamped_beside(desk.store, desk.books))
    return as_issued(closing, steps)


def _tell(desk: Desk, step: IssueStep) -> None:
    """One line a contract, as it is done."""
    contract, issued = step.part.paper.contract, step.part.issued
    if issued is None:
        if step.left is not None:
            desk.say(f"{step.left.message}; it is not issued\n    → {step.left.remedy}")
        desk.needs_a_person()
    elif not step.new:
        desk.say(f"{contract}: {issued.number or 'closed with nothing to bill'}, issued before")
    elif issued.number is None:
        desk.say(f"{contract}: nothing to bill, recorded as closed")
    else:
        desk.say(f"{contract}: {issued.number}, {issued.total.printed()} {issued.total.currency}")

"""`wetread claims ack`, `denials`, `silent`, `payments`: what comes back from payers, and what it makes of each claim."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from reads.cli.claim_files import AS_OF, claims
from reads.cli.claims import OF_MONTH
from reads.cli.desk import Desk, at_desk
from reads.core import typed
from reads.core.english import counted

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from reads.claims.answers import ToldOfClaim
    from reads.claims.denials import Denial
    from reads.claims.ledger.deposits import Deposit
    from reads.claims.post_responses import Posted
    from reads.claims.unanswered_claims import Silent

__all__ = ["claims"]


@claims.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@at_desk
def ack(desk: Desk, files: tuple[Path, ...]) -> None:
    """Read what payers answer (999, TA1, 824, 277CA, 835) into the ledger of each claim; - is standard input.

    A transaction set that is not ours, doesn't add up, or was posted before, is refused by name; the others are posted.
    Exit status 1 if one was refused, or a claim is rejected, denied, taken back, paid twice or below what was expected.

    \b
    wetread claims ack 999-0001.txt 277ca-0001.txt
    wetread claims ack 835-20261120.txt
    """
    from reads.claims.answers import AnswerFile, take_files, told

    named = [AnswerFile(str(path), partial(_opened, path)) for path in files]
    taken = take_files(desk.store, named, desk.by)
    with desk.store.read() as session:
        alarmed = any(each.needs_a_person for posted in taken.files for each in told(session, posted))
        if desk.json:
            desk.answer({"files": [_posted_as_json(session, each) for each in taken.files]}, lambda: None)
        else:
            for posted in taken.files:
                _show_posted(session, posted)
    if not desk.json:
        desk.report(taken.findings)
    if alarmed or taken.findings:
        desk.needs_a_person()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, or what comes on standard input kept in a file of its own, which can be read twice."""
    if str(path) != "-":
        with path.open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.seek(0)
        yield kept


def _posted_as_json(session: Session, posted: Posted) -> dict[str, object]:
    from reads.claims.answers import batches, payments, told, unknown

    return {
        "path": posted.path,
        "known": posted.nothing_new,
        "sets": {"posted": len(posted.sets), "known": posted.known, "refused": posted.refused},
        "claims": [each.as_json() for each in told(session, posted)],
        "unknown_claims": [{"claim": each.row.control_number, **each.as_json()} for each in unknown(session, posted)],
        "batches": batches(session, posted),
        "payments": [each.as_json() for each in payments(session, posted)],
        "problems": [finding.as_json() for finding in posted.findings],
    }


def _show_posted(session: Session, posted: Posted) -> None:
    from reads.claims.answers import batches, payments, told, unknown

    if posted.nothing_new:
        click.echo(f"{posted.path} was taken before; nothing changed")
    for each in told(session, posted):
        _show_told(each)
    for entry in unknown(session, posted):
        row = entry.row
        click.echo(f"{row.control_number}  835: {entry.state} by {row.payer}; not in these books")
        for reason in entry.reasons:
            click.echo(f"    {reason}")
    for batch in batches(session, posted):
        named = " of batch ".join(filter(None, (str(batch["provider"]), str(batch["batch"]))))
        click.echo(f"{' '.join(filter(None, (str(batch['level']), named)))}: {batch['state']}")
        for reason in batch["reasons"]:  # type: ignore[attr-defined]
            click.echo(f"    {reason}")
    for payment in payments(session, posted):
        _show_payment(payment)


def _show_told(told: ToldOfClaim) -> None:
    said, account = told.said, told.account
    what = f"{said['kind']}: {said['state']}"
    if said["kind"] == "835":
        what += f", {said['paid']} of {said['charge']} by {said['payer']} on {said['on']}"
        what += f"; stands {account.state.value}: paid {account.paid.printed()}, open {account.open.printed()}"
    click.echo(f"{told.row.control_number}  {what}")
    for reason in said["reasons"]:  # type: ignore[attr-defined]
        click.echo(f"    {reason}")
    for alarm in told.alarms:
        click.secho(f"    {alarm}", bold=True)


def _show_payment(payment: Deposit) -> None:
    """How the deposit comes about: what its claims were paid, less what was kept back or with what was added."""
    kept, count = payment.adjusted, counted(payment.claims, "claim")
    said = f"{payment.of_claims.printed()} for {count}"
    if payment.adjustments:
        said += f" - {kept.printed()} of provider adjustments".replace("- -", "+ ")
    click.echo(f"payment {payment.trace} of {payment.payer} on {payment.day}: {payment.amount.printed()} = {said}")
    for each in payment.adjustments:
        what = "added" if each.amount.minor < 0 else "kept back"
        beside = f"; {each.beside}" if each.beside else ""
        click.echo(f"    PLB {each.in_words}: {each.amount.printed()} ({what}{beside})")
    if payment.unknown.minor:
        click.echo(f"    of it {payment.unknown.printed()} for claims that these books don't have")


@claims.command()
@OF_MONTH
@AS_OF
@at_desk
def denials(desk: Desk, month: str | None, day: str | None) -> None:
    """What payers denied, rejected, paid twice or too little, by payer and code, each with the field that mends it.

    Reductions by contract (CO-45, CO-253) are none. Exit status 1 if there is any.

    \b
    wetread claims denials --month 2026-10
    """
    from reads.claims.denials import denials as found_in

    with desk.store.read() as session:
        found = found_in(session, typed.month(month) if month else None, desk.day(day))
    desk.answer([each.as_json() for each in found], lambda: _show_denials(found))
    if found:
        desk.needs_a_person()


def _show_denials(found: list[Denial]) -> None:
    by_code: defaultdict[tuple[str, str, str], list[Denial]] = defaultdict(list)
    for each in found:
        by_code[each.payer, each.codes, each.mend].append(each)
    for (payer, _, mend), some in by_code.items():
        click.secho(f"{payer}, {some[0].kind.replace('_', ' ')}: {some[0].in_words}", bold=True)
        for each in some:
            line = f"  line {each.reference} {each.cpt}".rstrip() if each.cpt else ""
            click.echo(f"    {each.claim}{line}  {each.amount.printed()}  {each.on}")
        click.echo(f"    → {mend}")
    if not found:
        click.echo("nothing was denied")


@claims.command()
@AS_OF
@at_desk
def silent(desk: Desk, day: str | None) -> None:
    """Claims that went out and got no 999 after 2 days, no 277CA after 5, no 835 after 30, against timely filing.

    Exit status 1 if there is any.

    \b
    wetread claims silent
    wetread claims silent --as-of 2026-12-31
    """
    from reads.claims.unanswered_claims import by_answer
    from reads.claims.unanswered_claims import silent as found_in

    with desk.store.read() as session:
        found = found_in(session, desk.day(day) or _today(desk, session))
    desk.answer([each.as_json() for each in found], lambda: _show_silent(by_answer(found)))
    if found:
        desk.needs_a_person()


def _today(desk: Desk, session: Session) -> date:
    from reads.core.clock import today
    from reads.directory.load_directory import load_directory

    group = load_directory(session, ("group",)).group
    return today(desk.clock, group.timezone if group else "UTC")


def _show_silent(found: dict[str, list[Silent]]) -> None:
    for answer, some in found.items():
        if some:
            click.secho(f"no {answer}: {counted(len(some), 'claim')}", bold=True)
        for each in some:
            limit = f"to be filed by {each.limit}, {each.left} days left" if each.limit else "no limit of filing known"
            click.echo(
                f"    {each.row.control_number}  {each.row.payer}  exported {each.exported}, {each.days} days ago; {limit}"
            )
    if not any(found.values()):
        click.echo("every claim that is due an answer has it")


@claims.command()
@click.option("--from", "first", metavar="DATE", help="From this day on.")
@click.option("--to", "last", metavar="DATE", help="Up to and with this day.")
@at_desk
def payments(desk: Desk, first: str | None, last: str | None) -> None:
    """Every payment by its trace number: its claims, what was kept back or added beside them, and the deposit, to the cent.

    And the line of a bank file that it is tied to.

    \b
    wetread claims payments --from 2026-11-01 --to 2026-11-30
    """
    from datetime import timedelta

    from reads.claims.ledger.deposits import list_deposits

    end = typed.day(last) if last else None
    with desk.store.read() as session:
        begin, after = typed.day(first) if first else None, end + timedelta(days=1) if end else None
        found = list_deposits(session, begin, after, desk.banked(session))
    desk.answer([each.as_json() for each in found], lambda: _show_payments(found))
    if any(each.difference.minor for each in found):
        desk.needs_a_person()


def _show_payments(found: list[Deposit]) -> None:
    for each in found:
        _show_payment(each)
        if each.in_bank:
            click.echo(f"    {each.in_bank}")
        if each.difference.minor:
            click.secho(f"    {each.difference.printed()} doesn't tie: run `wetread audit verify`", bold=True)
    if not found:
        click.echo("no payments")

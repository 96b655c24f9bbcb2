"""`wetread claims export`, `list`, `show`, `void` and `replace`: what goes to payers, and where it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.claims import OF_MONTH, claims, office_of
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.cli.wording import BECAUSE
from reads.core import typed
from reads.core.english import counted
from reads.core.errors import WrongUse
from reads.core.money import Money

if TYPE_CHECKING:
    from reads.claims.claim_list import ListedClaim
    from reads.claims.export import ExportedClaims
    from reads.claims.secondary_claims import Further
    from reads.claims.tables import ClaimRow

__all__ = ["claims"]

_PAYER_NUMBER = click.option(
    "--payer-number", default="", metavar="NUMBER", help="The payer's number of the claim, where no answer gave it."
)

AS_OF = click.option("--as-of", "day", metavar="DATE", help="As it stood at the end of this day, like 2026-11-30.")


@claims.command()
@click.option("--month", type=MONTH, required=True, metavar="MONTH", help="The month, like 2026-10.")
@click.option(
    "-o", "--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where to."
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV for a billing company that takes no EDI, instead of 837P.")
@at_desk
def export(desk: Desk, month: str, folder: Path, as_csv: bool) -> None:
    """Write the month's claims: what is ready goes into a file once, and each run gives all files of the month again.

    Every claim has passed every check, and every file was read back and compared before it is kept. Exit status 1 if
    something is held: `wetread claims check` says why.

    \b
    wetread claims export --month 2026-10 -o claims/
    wetread claims export --month 2026-10 -o claims/ --csv
    """
    from reads.claims.export import export_month
    from reads.store.private_files import write_private

    wanted = typed.month(month)
    exported = export_month(desk.store, partial(office_of, desk), wanted, desk.by, as_csv=as_csv)
    for file in exported.files:
        write_private(folder / file.name, file)
    files = [
        {
            "path": str(folder / file.name),
            "claims": file.claims,
            "lines": file.lines,
            "charges": str(file.charge),
            "receiver": file.receiver,
        }
        for file in exported.files
    ]
    document = {"files": files, "new_claims": exported.new, "held": exported.held}
    desk.answer(document, lambda: _show_exported(exported, folder))
    if exported.held or exported.changed:
        held, are = counted(exported.held, "final"), "is" if exported.held == 1 else "are"
        desk.say(f"{held} {are} held: `wetread claims check --month {wanted}` says why")
        desk.needs_a_person()


def _show_exported(exported: ExportedClaims, folder: Path) -> None:
    for file in exported.files:
        claims_, lines = counted(file.claims, "claim"), counted(file.lines, "line")
        click.echo(f"{folder / file.name}: {claims_}, {lines}, {file.charge.printed()} to {file.receiver}")
    if not exported.files:
        click.echo("there is nothing to export")
    elif exported.new:
        click.echo(f"{counted(exported.new, 'claim')} for the first time")
    else:
        click.echo("all of that was exported before: the files are the same as then, and nobody is billed twice")


@claims.command()
@OF_MONTH
@at_desk
def secondary(desk: Desk, month: str | None) -> None:
    """Make the claims to second and third payers (payer2, payer3 of a final) from what the payer before has answered.

    Each carries what was decided on its lines, and goes out with the next export of its month. None is made where the payer
    before has not decided, has left nothing to pay, or has sent the claim on by itself (crossed over).

    \b
    wetread claims secondary --month 2026-10
    """
    from reads.claims.secondary_claims import further_claims

    wanted = typed.month(month) if month else None
    with desk.store.write() as session:
        found = further_claims(office_of(desk, session), wanted, desk.by)
    desk.answer([each.as_json() for each in found], lambda: _show_further(found))
    if any(each.state == "held" for each in found):
        desk.needs_a_person()


def _show_further(found: list[Further]) -> None:
    for each in found:
        made = f" {each.made}" if each.made else ""
        click.echo(f"{each.claim} to {each.payer}: {each.state}{made}; {each.message}")
        for problem in each.problems:
            click.echo(f"    {problem.message}")
    if not found:
        click.echo("no claim has a further payer that waits for one")


@claims.command("list")
@OF_MONTH
@click.option("--state", metavar="STATE", help="Those in this state only, like rejected or denied.")
@AS_OF
@at_desk
def list_(desk: Desk, month: str | None, state: str | None, day: str | None) -> None:
    """List claims with where they stand: made, exported, received, accepted, rejected, paid, adjusted, denied.

    \b
    wetread claims list --month 2026-10 --state denied
    """
    from reads.claims.claim_list import listed
    from reads.claims.ledger.payer_decisions import ClaimState

    if state is not None and state not in set(ClaimState):
        raise WrongUse(f"there is no state {state!r}", f"states are {', '.join(ClaimState)}")
    with desk.store.read() as session:
        as_of = desk.day(day)
        wanted = typed.month(month) if month else None
        found = [each for each in listed(session, wanted, as_of) if state in (None, each.state)]
    desk.answer([each.as_json() for each in found], lambda: _show_list(found))


def _show_list(found: list[ListedClaim]) -> None:
    for each in found:
        row, account = each.row, each.account
        paid = f"  paid {account.paid.printed()}, open {account.open.printed()}" if each.entries else ""
        note = f"  corrected by {each.corrected_by}" if each.corrected_by else ""
        note += f"  corrects {each.corrects}" if each.corrects else ""
        click.echo(
            f"{row.control_number}  {row.month}  {row.payer} ({row.state})  {row.service_date}  "
            f"{Money(row.charge).printed()}  {each.state.value}{paid}{note}"
        )
    if not found:
        click.echo("no claims")


@claims.command()
@click.argument("number", metavar="CLAIM")
@AS_OF
@at_desk
def show(desk: Desk, number: str, day: str | None) -> None:
    """Show a claim: its reads and lines, its account, and every answer to it. What names the patient is not shown.

    \b
    wetread claims show C000000017
    """
    from reads.claims.claim_list import shown

    with desk.store.read() as session:
        found = shown(session, number, desk.day(day))
    desk.answer(found.shown_as_json(), lambda: _show_claim(found))


def _show_claim(found: ListedClaim) -> None:
    for name, value in found.shown_as_json().items():
        if name not in {"lines", "answers", "reasons"} and value not in (None, ""):
            click.echo(f"{name.replace('_', ' ')}: {value}")
    for line in found.lines:
        facility, accession, exam = line.read_key.split("|")[:3]
        click.echo(
            f"  line {line.reference}  {facility} {accession}  {exam}  {line.cpt}  {Money(line.charge).printed()}"
        )
    for answer in found.told:
        click.echo(f"  {answer.said_on or 'undated'}  {answer.kind}: {answer.state}")
    if not found.entries:
        for reason in found.reasons:
            click.echo(f"    {reason}")
    for entry in found.entries:
        row = entry.row
        sums = f"paid {Money(row.paid).printed()} of {Money(row.charge).printed()}"
        click.echo(f"  {row.day}  835: {entry.state}, {sums} by {row.payer}, its number {row.payer_claim_number}")
        for reason in entry.reasons:
            click.echo(f"    {reason}")


@claims.command()
@click.argument("number", metavar="CLAIM")
@BECAUSE
@_PAYER_NUMBER
@at_desk
def void(desk: Desk, number: str, because: str, payer_number: str) -> None:
    """Void a claim at the payer (frequency 8, with its number): it goes out with the next export of its month.

    \b
    wetread claims void C000000017 --because "billed to the wrong payer"
    """
    from reads.claims.void_and_replace import CorrectionAsked, void_claim

    with desk.store.write() as session:
        asked = CorrectionAsked(number, because, payer_number)
        row = void_claim(office_of(desk, session), asked, desk.by)
    _corrected(desk, row, number)


@claims.command("replace")
@click.argument("number", metavar="CLAIM")
@BECAUSE
@_PAYER_NUMBER
@at_desk
def replace_(desk: Desk, number: str, because: str, payer_number: str) -> None:
    """Replace a claim by what the log says now (frequency 7, with the payer's number); a rejected one is sent anew.

    \b
    wetread claims replace C000000017 --because "diagnosis corrected by Dr. Roe"
    """
    from reads.claims.void_and_replace import CorrectionAsked, replace_claim

    with desk.store.write() as session:
        asked = CorrectionAsked(number, because, payer_number)
        row = replace_claim(office_of(desk, session), asked, desk.by)
    _corrected(desk, row, number)


def _corrected(desk: Desk, row: ClaimRow, number: str) -> None:
    document = {
        "claim": row.control_number,
        "corrects": number,
        "frequency": row.frequency,
        "month": row.month,
        "charge": str(Money(row.charge)),
    }
    step = f"`wetread claims export --month {row.month} -o DIR` writes it"
    desk.answer(
        document, lambda: click.echo(f"{row.control_number} corrects {number} (frequency {row.frequency}); {step}")
    )

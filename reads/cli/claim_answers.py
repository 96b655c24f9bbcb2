"""`wetread claims ack`: what comes back from payers, and what it makes of each claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.claim_files import claims
from reads.cli.desk import Desk, at_desk
from reads.core.english import counted

if TYPE_CHECKING:
    from reads.claims.post_responses import Posted

__all__ = ["claims"]


@claims.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@at_desk
def ack(desk: Desk, files: tuple[Path, ...]) -> None:
    """Read what payers answer (999, TA1, 277CA, 835) and set the state of each claim; - is standard input.

    An 835 that doesn't add up, or was posted before, is refused with the figures, and nothing of any file is posted.
    Exit status 1 if a claim was rejected, denied or cut, or is unknown.

    \b
    wetread claims ack 999-0001.txt 277ca-0001.txt
    wetread claims ack 835-20261120.txt
    """
    from reads.claims.ledger.claim_state import NEEDS_A_PERSON
    from reads.claims.post_responses import take_answers
    from reads.core.by import By

    done = []
    with desk.store.write() as session:
        for path in files:
            data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            done.append(take_answers(session, data, str(path), By(desk.actor, desk.clock.now())))
    desk.answer({"files": [_posted_as_json(each) for each in done]}, lambda: _show_posted(done))
    if not desk.json:
        desk.report([finding for each in done for finding in each.findings])
    if any(each.findings or any(told.state in NEEDS_A_PERSON for told in each.taken) for each in done):
        desk.needs_a_person()


def _posted_as_json(each: Posted) -> dict[str, object]:
    return {
        "path": each.path,
        "known": each.known,
        "claims": [
            {
                "claim": told.control_number,
                "kind": told.kind,
                "state": told.state.value,
                "reasons": list(told.reasons),
                "charge": str(told.charge),
                "paid": None if told.paid is None else str(told.paid),
                "patient_owes": None if told.patient_owes is None else str(told.patient_owes),
            }
            for told in each.taken
        ],
        "payments": [
            {
                "payer": payment.payer,
                "trace": payment.trace,
                "amount": str(payment.amount),
                "claims": len(payment.claims),
            }
            for payment in each.payments
        ],
        "problems": [finding.as_json() for finding in each.findings],
    }


def _show_posted(done: list[Posted]) -> None:
    for each in done:
        if each.known:
            click.echo(f"{each.path} was taken before; nothing changed")
        for told in each.taken:
            paid = f", paid {told.paid.printed()} of {told.charge.printed()}" if told.paid is not None else ""
            click.echo(f"{told.control_number}  {told.kind}: {told.state.value}{paid}")
            for reason in told.reasons:
                click.echo(f"    {reason}")
        for payment in each.payments:
            count = counted(len(payment.claims), "claim")
            click.echo(f"payment {payment.trace} of {payment.payer}: {payment.amount.printed()} for {count}")

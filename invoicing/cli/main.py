"""The `wetread` command: the nouns of both packages, and the one place that turns errors into words and exit statuses."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reads.cli.desk import Desk, global_options, is_unicode
from reads.cli.failures import ClosedOutput, Failure
from reads.cli.nouns import Nouns
from reads.cli.progress import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlmodel import Session

    from reads.routing.route import OtherDoor

NOUNS = {
    "demo": ("invoicing.cli.demo:demo", "An invented group and its month, from reads to PDFs."),
    "init": ("reads.cli.books:init", "A folder of commented books to fill in."),
    "apply": ("invoicing.cli.apply:apply", "Check the books and load them."),
    "books": ("invoicing.cli.books:books", "The books' tables as one workbook to edit, and back."),
    "fees": ("invoicing.cli.fees:fees", "CMS relative value files: import, show, compare."),
    "codes": ("reads.cli.codes:codes", "Code sets that claims are checked by: import, list, show."),
    "reads": ("invoicing.cli.reads:reads", "Import, add, list, show and void reads; decide on the quarantine."),
    "downtime": ("reads.cli.downtime:downtime", "A numbered log for the days without systems."),
    "held": ("invoicing.cli.held:held", "What is held back from billing, why, and what to do."),
    "contract": ("invoicing.cli.contract:contract", "A contract's terms in plain words."),
    "explain": ("invoicing.cli.explain:explain", "Why a read costs what it costs."),
    "status": ("invoicing.cli.status:status", "Where the months stand: what came in, is held, open, sent, paid, next."),
    "close": ("invoicing.cli.close:close", "A month's invoices: look, then --issue."),
    "deliver": ("invoicing.cli.deliver:deliver", "A month's papers into the outbox, as each client wants them."),
    "invoice": ("invoicing.cli.invoice:invoice", "Issued papers: list, show, pdf; pay, apply, write off."),
    "bank": ("invoicing.cli.bank:bank", "The bank's files: import, match to open papers, post."),
    "aging": ("invoicing.cli.aging:aging", "What clients owe and since when, on any day."),
    "statement": ("invoicing.cli.statement:statement", "A client's account as a PDF, on any day."),
    "export": (
        "invoicing.cli.export:export",
        "For accounting: QuickBooks, Xero, Intacct, NetSuite, ledgers, workbooks.",
    ),
    "contractors": (
        "invoicing.cli.contractors:contractors",
        "What the readers are owed: statements, and the year for the accountant.",
    ),
    "margin": ("invoicing.cli.margin:margin", "A month's revenue, pay and margin by client, facility, modality."),
    "reminders": ("invoicing.cli.reminders:reminders", "Who is reminded of what is overdue, by level."),
    "lock": ("invoicing.cli.lock:lock", "Lock a month for good: nothing new is dated in it."),
    "report": ("invoicing.cli.report:report", "A month on one page: one HTML file, for the partners."),
    "reconcile": ("invoicing.cli.reconcile:reconcile", "A hospital's own list beside what is billed, with the bridge."),
    "claims": ("reads.cli.claim_answers:claims", "Final reads to insurance: check, export, answers."),
    "pairs": ("reads.cli.pairs:pairs", "Wet and final reads side by side, and where they disagree."),
    "key": ("reads.cli.key:key", "The key to patients' fields: create, check, rotate."),
    "audit": ("invoicing.cli.audit:audit", "Who did what, and whether anything was changed: log, verify, export."),
    "backup": ("invoicing.cli.backup:backup", "The database into one file, while others go on working."),
    "restore": ("invoicing.cli.backup:restore", "A backup in the place of the database, verified first."),
    "serve": ("invoicing.cli.serve:serve", "The books in a browser on this machine."),
    "errors": ("reads.cli.errors:errors", "What a code means that a message has named, and what to do."),
    "doctor": ("reads.cli.doctor:doctor", "What is wrong on this machine, and what mends it."),
}

_FEW_SEARCHES = (50_000, 20, 100)
"""How rarely garbage in cycles is looked for: a month of reads is a million objects that stay, looked through in vain."""

atexit.register(gc.freeze)  # nor once more when the process ends


@contextmanager
def _closed_output_told() -> Iterator[None]:
    """An error of ours for a closed pipe: click would end with 1, which means that a person is needed."""
    try:
        yield
    except BrokenPipeError as error:
        raise ClosedOutput from error


def _all_is_out() -> None:
    """Writes what still waits to be written; ClosedOutput where the output doesn't take it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ClosedOutput(error.strerror or "a system call failed") from error


def _opened_streams() -> bool:
    """Whether standard output was closed from the start (`>&-`); what is closed leads nowhere, so that no database takes its place."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    was_closed = sys.stdout is None
    if was_closed:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  for as long as the process lives
    return was_closed


def _say_what_can_be_said() -> None:
    """On a terminal of another encoding than UTF-8, a sign that it lacks becomes a question mark, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not is_unicode(stream.encoding):
            stream.reconfigure(errors="replace")


def _invoices(session: Session) -> OtherDoor:
    """What claims are told of the invoices."""
    from invoicing.closing.third_door import Invoices

    return Invoices(session)


def _banked(session: Session) -> Mapping[int, tuple[int, date]]:
    """What claims are told of the bank."""
    from invoicing.receivables.bank.repository import banked_deposits

    return banked_deposits(session)


class Wetread(Nouns):
    """Ends every command with its exit status, every failure in one sentence; a traceback only under `--debug`."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> NoReturn:
        """Runs the command and ends the process."""
        gc.set_threshold(*_FEW_SEARCHES)
        nowhere_to_write = _opened_streams()
        _say_what_can_be_said()
        words = list(sys.argv[1:] if args is None else args)
        try:
            status = super().main(words, *rest, **{"prog_name": "wetread", **options, "standalone_mode": False})
            _all_is_out()
            if nowhere_to_write:
                raise ClosedOutput  # noqa: TRY301  told as every other failure
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the one place where nothing may pass
            if "--debug" in words:
                import traceback

                traceback.print_exc()
            failure = Failure.of(error, words)
            if isinstance(error, click.exceptions.NoArgsIsHelpError):
                click.echo(error.ctx.get_help(), err=True)
            else:
                failure.tell(as_json="--json" in words)
            sys.exit(failure.status)
        sys.exit(status or 0)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Reads the command line; `--help` is printed here. No colour under NO_COLOR (no-color.org), terminal or not."""
        with _closed_output_told():
            return super().make_context(
                *arguments, **{"color": False if os.environ.get("NO_COLOR") else None, **options}
            )

    def invoke(self, ctx: click.Context) -> int:
        """Runs the command; its status is what it left on the desk."""
        desk = ctx.find_root().ensure_object(Desk)
        desk.other_door, desk.banked = _invoices, _banked
        with _closed_output_told(), waiting(desk):
            super().invoke(ctx)
        return desk.status


@click.command(cls=Wetread, nouns=NOUNS, no_args_is_help=True, context_settings={"max_content_width": 100})
@global_options
@click.version_option(package_name="wetread", prog_name="wetread")
def main() -> None:
    """Wet reads to hospital invoices, final reads to insurance claims; nothing to both.

    A first month: wetread init books, apply, fees import, reads import, held, close 2026-10, close 2026-10 --issue.
    """

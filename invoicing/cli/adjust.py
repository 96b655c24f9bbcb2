"""`wetread invoice adjust`, `credit`, `dispute`, `cancel`, `line`: what puts issued papers right, and what is agreed apart."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from invoicing.cli.known_words import CONTRACT, NUMBER
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import CLIENT, MONTH
from reads.cli.wording import BECAUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoicing.closing.memos import Memo
    from invoicing.papers.adjustment import Fact
    from invoicing.papers.issued_paper import IssuedPaper
    from invoicing.papers.paper import Paper

_DATED = click.option("--dated", metavar="DATE", help="The memo's date; today if not given.")
_AGAIN = click.option("--again", is_flag=True, help="Although the same is recorded already.")
_READS = click.File("rb")


@click.command()
@click.argument("client", type=CLIENT)
@click.argument("month", type=MONTH)
@click.option("--contract", type=CONTRACT, metavar="ID", help="Of this contract only.")
@click.option("--dry-run", is_flag=True, help="Show the memos, and issue none.")
@click.option("--over-cap", is_flag=True, help="Issue past a contract's not_to_exceed.")
@_DATED
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where the PDFs go.")
@at_desk
def adjust(desk: Desk, client: str, month: str, **options: Any) -> None:
    """Issues a credit or debit memo of what an issued month would cost by now, less what was billed for it.

    \b
    Example:
      wetread invoice adjust mercy-health 2026-10 --dry-run
    """
    from invoicing.cli.paper_files import finish_begun
    from invoicing.closing import memos
    from invoicing.closing.memos_of_month import adjust_month
    from invoicing.documents.print_files import check_printable
    from reads.core import typed

    ask = memos.AdjustAsk(
        client, typed.month(month), options["contract"], options["over_cap"], desk.day(options["dated"])
    )
    if options["dry_run"]:
        with desk.store.read() as session:
            found = memos.drafted_memos(session, ask, desk.clock)
    else:
        finish_begun(desk, client, ask.month, options["out"])
        found = adjust_month(desk.store, ask, desk.by, check_printable)
        _print(desk, [each.issued for each in found if each.issued], options["out"])
    desk.answer(_memos(desk, client, str(ask.month), found), lambda: _show(found))


@click.command()
@click.argument("number", type=NUMBER)
@click.option(
    "--reads", type=_READS, metavar="FILE", help="The reads, a CSV with their accessions; - is standard input."
)
@click.option("--amount", help="An agreed amount instead: a credit memo at once.")
@BECAUSE
@_DATED
@_AGAIN
@at_desk
def credit(desk: Desk, number: str, reads: IO[bytes] | None, amount: str | None, because: str, **options: Any) -> None:
    """Credits reads of a paper, which cost 0.00 from then on; or an agreed amount, on a credit memo at once.

    The reads are given back on the next invoice, or now by `wetread invoice adjust`.

    \b
    Examples:
      wetread invoice credit WR-2026-00001 --reads not-ours.csv --because "read by the day team"
      wetread invoice credit WR-2026-00001 --amount 120.00 --because "agreed with Mr. Hale on 3 December"
    """
    from invoicing.papers.adjustment import Fact
    from reads.core.errors import WrongUse

    if (reads is None) == (amount is None):
        raise WrongUse("a credit needs either --reads or --amount", "wetread invoice credit NUMBER --reads FILE")
    if reads is not None:
        _withdraw(desk, number, Fact.CREDIT, reads, because)
        return
    _agree(desk, number, amount or "", because, options)


@click.command()
@click.argument("number", type=NUMBER)
@click.option(
    "--reads",
    type=_READS,
    required=True,
    metavar="FILE",
    help="The reads, a CSV with their accessions; - is standard input.",
)
@click.option(
    "--restore", is_flag=True, help="The dispute, or a credit of reads, is settled: they cost again what they cost."
)
@click.option("--because", default="", metavar="TEXT", help="Why; it goes into the audit log.")
@at_desk
def dispute(desk: Desk, number: str, reads: IO[bytes], restore: bool, because: str) -> None:
    """Records that the client disputes reads of a paper: they cost 0.00 until --restore says that this is over.

    \b
    Examples:
      wetread invoice dispute WR-2026-00001 --reads disputed.csv --because "mail of 3 December"
      wetread invoice dispute WR-2026-00001 --reads disputed.csv --restore
    """
    from invoicing.papers.adjustment import Fact

    _withdraw(desk, number, Fact.RESTORE if restore else Fact.DISPUTE, reads, because.strip())


@click.command()
@click.argument("number", type=NUMBER)
@BECAUSE
@_DATED
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where the memo's PDF goes.")
@at_desk
def cancel(desk: Desk, number: str, because: str, dated: str | None, out: Path | None) -> None:
    """Cancels an invoice by a memo of the whole of it; its month counts as never issued, and can be issued anew.

    What was paid on it is unapplied cash from then on. Manual lines that it carried go on the next invoice.

    \b
    Example:
      wetread invoice cancel WR-2026-00001 --because "to the wrong department"
      wetread close 2026-10 --issue
    """
    from invoicing.cli.paper_files import finish_begun
    from invoicing.closing.cancel import CancelAsk
    from invoicing.documents.printable_cancel import cancel_invoice
    from invoicing.papers.repository import whole

    issued = _paper(desk, number)
    finish_begun(desk, issued.client, issued.month, out)
    memo = cancel_invoice(desk.store, CancelAsk(issued, because, desk.day(dated)), desk.by)
    _print(desk, [memo], out)
    with desk.store.read() as session:
        paper = whole(session, memo.id)
    said = f"{issued.number} is cancelled by {memo.number}, {memo.total.printed()} {memo.total.currency}"
    said += f"\n    → `wetread close {issued.month} --issue` issues its month anew"
    desk.answer(_memo(desk, paper, memo), lambda: click.echo(said))


@click.command()
@click.argument("client", type=CLIENT, required=False)
@click.argument("amount", required=False)
@BECAUSE
@click.option("--contract", type=CONTRACT, metavar="ID", help="On the next invoice of this contract of the client.")
@click.option("--remove", type=int, metavar="LINE", help="Take back the line of this number, on no invoice yet.")
@_AGAIN
@at_desk
def line(desk: Desk, client: str | None, amount: str | None, because: str, **options: Any) -> None:
    """Puts a manual line on the client's next invoice, as agreed: no tax is added. A negative amount follows `--`.

    \b
    Examples:
      wetread invoice line mercy-health 250.00 --because "training on 4 November"
      wetread invoice line --because "goodwill" -- mercy-health -50.00
      wetread invoice line --remove 7 --because "the training was cancelled"
    """
    from invoicing.closing import memos
    from reads.core.errors import WrongUse

    remove = options["remove"]
    if (remove is None) != (client is not None and amount is not None):
        raise WrongUse("a line needs a client and an amount, or --remove alone", "wetread invoice line CLIENT AMOUNT")
    with desk.store.write() as session:
        if remove is not None:
            made = memos.remove_line(session, remove, because, desk.by)
        else:
            words, again = (client or "", amount or "", because, options["contract"]), options["again"]
            made = memos.add_line(session, *words, desk.by, again=again)
    document = {
        "id": made.id,
        "client": made.client,
        "contract": made.contract,
        "amount": str(made.amount),
        "currency": made.amount.currency,
        "because": made.because,
        "removed": remove is not None,
    }
    where = "no invoice" if remove is not None else f"the next invoice of {made.contract}"
    told = f"line {made.id}, {made.amount.printed()} {made.amount.currency}"
    desk.answer(document, lambda: click.echo(f"{told}, goes on {where}"))


def _paper(desk: Desk, number: str) -> IssuedPaper:
    from invoicing.papers.paper_by_number import paper_named

    with desk.store.read() as session:
        return paper_named(session, number)


def _withdraw(desk: Desk, number: str, fact: Fact, reads: IO[bytes], because: str) -> None:
    from invoicing.closing import memos
    from invoicing.closing.named_reads import ReadList

    issued, named = _paper(desk, number), ReadList(getattr(reads, "name", "-"), reads.read())
    with desk.store.write() as session:
        done = memos.withdraw_named(session, issued, fact, named, because, desk.by)
    new, old = len(done.changed), len(done.unchanged)
    told = {"number": issued.number, "fact": fact.value, "reads": new, "unchanged": old}
    desk.answer(told, lambda: _tell_withdrawn(issued, fact, new, old))


def _tell_withdrawn(issued: IssuedPaper, fact: Fact, new: int, old: int) -> None:
    from invoicing.papers.adjustment import BEFORE

    words = {"credit": "credited", "dispute": "disputed", "restore": "restored"}[fact.value]
    before = f", {old} {BEFORE[fact]} before" if old else ""
    click.echo(f"{new} {'read' if new == 1 else 'reads'} of {issued.number} {words}{before}")
    if new:
        now = f"wetread invoice adjust {issued.client} {issued.month}"
        click.echo(f"the next invoice of {issued.contract} shows it, or now: {now}")


def _agree(desk: Desk, number: str, amount: str, because: str, options: dict[str, Any]) -> None:
    from invoicing.cli.paper_files import finish_begun
    from invoicing.closing import memos
    from invoicing.documents.print_files import check_printable
    from invoicing.papers.repository import whole
    from reads.core import typed

    issued = _paper(desk, number)
    finish_begun(desk, issued.client, issued.month, None)
    money = typed.amount(amount, issued.total.currency)
    agreed = memos.Agreed(issued, money, because, options["again"], desk.day(options["dated"]))
    with desk.store.write() as session:
        made = memos.agree(session, agreed, desk.by, desk.clock, check_printable)
    _print(desk, [made], None)
    with desk.store.read() as session:
        paper = whole(session, made.id)
    desk.answer(
        _memo(desk, paper, made), lambda: click.echo(f"{made.number}, {made.total.printed()} {made.total.currency}")
    )


def _print(desk: Desk, papers: Sequence[IssuedPaper], out: Path | None) -> None:
    from invoicing.cli.paper_files import print_missing

    if papers:
        print_missing(desk, papers, out)


def _memos(desk: Desk, client: str, month: str, found: Sequence[Memo]) -> dict[str, object]:
    return {
        "client": client,
        "month": month,
        "memos": [_memo(desk, each.paper, each.issued) for each in found if each.paper],
        "waived": [
            {"contract": each.contract, "amount": str(each.waived.amount), "reads": each.waived.reads}
            for each in found
            if each.waived
        ],
        "unchanged": [each.contract for each in found if each.paper is None],
    }


def _memo(desk: Desk, paper: Paper, issued: IssuedPaper | None) -> dict[str, object]:
    from dataclasses import replace

    from invoicing.cli.paper_files import accounts_of
    from invoicing.papers.invoice_json import as_json, drafted

    if issued is None:
        return as_json(paper, drafted(paper), schedule=True)
    return as_json(replace(paper, number=issued.number), accounts_of(desk, [issued])[issued.id], schedule=True)


def _show(found: Sequence[Memo]) -> None:
    """A memo's lines and reads, contract by contract."""
    from invoicing.cli.columns import aligned

    for each in found:
        if each.waived:
            click.echo(f"{each.contract}: {each.waived.amount.printed()} more is waived, as its contract says")
        if each.paper is None:
            shown = ", but for what comes to 0.00: the next invoice shows it" if each.difference else ""
            click.echo(f"{each.contract}: nothing to adjust{shown}")
            continue
        paper = each.paper
        number = each.issued.number if each.issued else "not issued"
        click.echo(f"{each.contract}: {number}, {paper.total.printed()} {paper.currency}")
        lines = [
            ["", each.name, each.amount.printed(), " · ".join(filter(None, (each.facility, each.basis)))]
            for each in paper.lines
        ]
        reads = [["", row.accession, row.exam, row.reason, f"{row.charge:,f}"] for row in paper.schedule]
        click.echo("\n".join(aligned(lines, right=(2,))))
        if reads:
            click.echo("\n".join(aligned(reads, right=(4,))))

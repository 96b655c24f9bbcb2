"""`wetread held`: what waits for a person, why, and what to type; the release of what a person may decide; and `fix`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.cli.screen import show
from reads.cli.wording import BECAUSE
from reads.core.english import counted

if TYPE_CHECKING:
    from invoicing.closing.held_fix import Fixable, FixableWords
    from invoicing.closing.held_reads import HeldRead
    from invoicing.closing.load_books import Applied
    from reads.directory.proposals import RowProposal

_SHOWN = 5


@click.group(invoke_without_command=True)
@click.option("--month", type=MONTH, metavar="MONTH", help="This month's only, like 2026-10.")
@click.pass_context
@at_desk
def held(desk: Desk, context: click.Context, month: str | None) -> None:
    """What is held back from billing, by reason, each with what to do; exit status 1 if anything is.

    \b
    wetread held --month 2026-10
    wetread held fix
    wetread held release 4711 --because "second read asked for by Dr. Roe, see report"
    """
    if context.invoked_subcommand is not None:
        return
    from invoicing.closing.held_reads import held_reads
    from reads.core import typed

    with desk.look() as reading:
        waiting = held_reads(reading, None if month is None else typed.month(month))
    desk.answer(lambda: [_as_json(each) for each in waiting], lambda: _show(waiting))
    if waiting:
        desk.needs_a_person()


@held.command()
@click.argument("numbers", metavar="ID...", type=int, nargs=-1, required=True)
@BECAUSE
@click.option("--reason", metavar="CODE", help="Release them from this reason only.")
@at_desk
def release(desk: Desk, numbers: tuple[int, ...], because: str, reason: str | None) -> None:
    """Release held reads from the reasons that a person may decide, all or none; a final read abroad never.

    \b
    wetread held release 4711 4712 --because "second reads asked for by Dr. Roe, see report"
    """
    from invoicing.closing import release_held
    from reads.cli.claims import office_of

    with desk.store.write() as session:
        by = desk.by
        released = release_held.release(session, office_of(desk, session), numbers, because, reason, by)
    rows = [{"id": number, "released": list(codes)} for number, codes in released.items()]
    desk.answer(rows[0] if len(rows) == 1 else rows, lambda: _show_released(released))


def _show_released(released: dict[int, tuple[str, ...]]) -> None:
    for number, codes in released.items():
        click.echo(f"{number}: released from {', '.join(codes)}")


@held.command()
@click.option(
    "--accept", "accepted", metavar="NUMBER", type=int, multiple=True, help="Take the first proposal of a word."
)
@click.option("--as", "meanings", metavar="WORD=MEANING", multiple=True, help="Say yourself what a word means.")
@at_desk
def fix(desk: Desk, accepted: tuple[int, ...], meanings: tuple[str, ...]) -> None:
    """The words that reads are held for, with what they may mean; writes the rows that teach them, and applies.

    On a terminal each word is asked for; otherwise the proposals are listed, and --accept and --as decide. A facility is
    named by its id, a reader by an id (a new one is added to radiologists.csv), an exam by a code of exams.csv or its CPT
    codes, a word of a list by wetread's own. Reads that are in the log, and rows of quarantine, need no second import.

    \b
    wetread held fix
    wetread held fix --accept 1 --accept 2
    wetread held fix --as "Bayfront Med Ctr=bayfront-main" --as "CT Head w/o Contrast=70450" --as "Rossi, Anna MD=a-rossi"
    """
    from invoicing.closing.held_fix import fix as teach
    from invoicing.closing.held_fix import fixable
    from invoicing.documents.checked_books import read_checked_books

    found = fixable(desk.store)
    if accepted or meanings:
        chosen = [*_accepted(found, accepted), *_explained(found, meanings)]
    elif sys.stdin.isatty() and not desk.json:
        chosen = list(_asked(found))
    else:
        chosen = []
    if not chosen:
        desk.answer([each.as_json() for each in found.words], lambda: _show_fixable(found))
        if found.words:
            desk.needs_a_person()
        return
    by = desk.by
    applied = teach(desk.store, desk.books, chosen, lambda: read_checked_books(desk.books), by)
    document = {"written": [{"file": f"directory/{each.file}.csv", "row": each.row} for each in chosen]}
    desk.answer(document | {"taught": applied.taught.as_json()}, lambda: _show_taught(chosen, applied))


def _accepted(found: FixableWords, numbers: Sequence[int]) -> Iterator[RowProposal]:
    by_number = {each.number: each for each in found.words}
    for number in numbers:
        fixable = by_number.get(number)
        if fixable is None or not fixable.proposals:
            raise click.UsageError(f"there is no proposal {number}; `wetread held fix` lists them")
        yield fixable.proposals[0]


def _explained(found: FixableWords, meanings: Sequence[str]) -> Iterator[RowProposal]:
    for said in meanings:
        word, sign, meaning = said.rpartition("=")
        if not sign or not word.strip() or not meaning.strip():
            raise click.UsageError(f'{said!r} is not of the form "WORD=MEANING"')
        yield from found.explained(word, meaning)


def _asked(found: FixableWords) -> Iterator[RowProposal]:
    """Each word in turn: a number takes that proposal, a word of one's own is what it means, nothing leaves it."""
    from invoicing.closing.held_fix import MeansNothing

    for each in found.words:
        _show_word(each)
        while said := click.prompt("  number, meaning, or nothing to leave it", default="", show_default=False).strip():
            if said.isdecimal() and 1 <= int(said) <= len(each.proposals):
                yield each.proposals[int(said) - 1]
                break
            try:
                yield found.meaning(each.lacking, said)
                break
            except MeansNothing as nothing:
                click.echo(f"  {nothing.message}: {nothing.remedy}")


def _show_fixable(found: FixableWords) -> None:
    if not found.words:
        click.echo("no read is held for a word that the books lack")
        return
    for each in found.words:
        _show_word(each)
    click.echo(
        'take the first by `wetread held fix --accept NUMBER`, or say it: `wetread held fix --as "WORD=MEANING"`'
    )


def _show_word(each: Fixable) -> None:
    at = f" at {each.lacking.facility}" if each.lacking.facility else ""
    click.secho(
        f"{each.number}  {each.lacking.kind} {each.lacking.word!r}{at}: {counted(each.count, 'read')}", bold=True
    )
    for number, proposal in enumerate(each.proposals, 1):
        cells = ", ".join(f"{name} {text}" for name, text in proposal.cells if text)
        click.echo(f"    {number}. directory/{proposal.file}.csv: {cells} ({proposal.because})")
    if not each.proposals:
        click.echo(
            f"    nothing is near; say it: --as {each.lacking.word!r}=…"
            if each.lacking.kind != "facility"
            else "    nothing is near; add the facility to directory/facilities.csv, then say its id"
        )


def _show_taught(chosen: Sequence[RowProposal], applied: Applied) -> None:
    for each in chosen:
        click.echo(f"directory/{each.file}.csv: {', '.join(text for _, text in each.cells if text)}")
    if applied.taught.rows:
        click.echo(f"{counted(applied.taught.rows, 'row')} of quarantine brought in")
    click.echo("loaded; `wetread held` shows what still waits")


def _as_json(each: HeldRead) -> dict[str, object]:
    read = each.logged.read
    return {
        "id": each.number,
        "accession": read.accession,
        "facility": read.facility,
        "exam_code": read.exam_code,
        "read_type": read.read_type.value,
        "month": str(each.month),
        "door": each.door.value,
        "reasons": [
            {"code": reason.code, "message": reason.message, "remedy": reason.remedy, "source": reason.source}
            for reason in each.reasons
        ],
    }


def _show(waiting: Sequence[HeldRead]) -> None:
    """Reasons by how many reads they hold, each with its cases and what to do."""
    from invoicing.closing.held_groups import held_groups

    if not waiting:
        click.echo("nothing is held")
        return
    for group in held_groups(waiting):
        click.secho(f"{group.code}: {counted(group.count, 'read')}", bold=True)
        for case in group.cases:
            reason, count = case.reason, f"{counted(len(case.reads), 'read')}: " if len(group.cases) > 1 else ""
            show(f"  {count}{reason.message}" + (f" ({reason.source})" if reason.source else ""))
            show(f"    → {reason.remedy}")
            show(f"    {_named(case.reads)}")
    click.echo(f"{counted(len(waiting), 'read')} held")


def _named(reads: Sequence[HeldRead]) -> str:
    """The first few by number, facility and accession."""
    names = [f"{each.number} ({each.logged.read.facility} {each.logged.read.accession})" for each in reads[:_SHOWN]]
    return ", ".join(names) + (f" and {len(reads) - _SHOWN:,} more" if len(reads) > _SHOWN else "")

"""The files of issued papers, from the command line: a bar while they are made, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reads.cli.desk import Desk
from reads.cli.progress import bar
from reads.core.english import counted

if TYPE_CHECKING:
    from invoicing.documents.paper_files import Shelf
    from invoicing.papers.invoice_json import PaperAccount
    from invoicing.papers.issued_paper import IssuedPaper
    from reads.core.month import Month


def shelf(desk: Desk) -> Shelf:
    """The files of the books' papers."""
    from invoicing.documents.paper_files import Shelf

    return Shelf(desk.store, desk.books)


def print_missing(
    desk: Desk, papers: Sequence[IssuedPaper], out: Path | None, press: int | str = 1, because: str = ""
) -> tuple[Path, ...]:
    """Writes the files that papers should have and that aren't there, and says which; NotRendered where one can't be made.

    `press` is in how many processes, or the address of a cluster that prints instead.
    """
    from invoicing.documents.paper_files import Printing
    from invoicing.documents.schedule_password import VARIABLE, schedule_password

    jobs, executor = (1, press) if isinstance(press, str) else (press, "")
    printing = Printing(out, jobs, schedule_password(), partial(progress, desk), desk.actor, because, executor)
    printed = shelf(desk).print_missing(papers, printing)
    for number in printed.locked:
        desk.say(f"{number}: its separate schedule was not written\n    → set ${VARIABLE} and run it again")
        desk.needs_a_person()
    if printed.written:
        desk.say(f"{counted(len(printed.written), 'file')} written to {printed.written[0].parent}")
    printed.refuse_failures()
    return printed.written


def finish_begun(desk: Desk, client: str, month: Month, out: Path | None) -> None:
    """Prints the memos of a client's month whose command was killed before it did, and says so."""
    begun = shelf(desk).begun(client, month)
    if begun:
        desk.say(
            f"{' and '.join(str(each.number) for each in begun)}: issued before, by a command that didn't come to its end"
        )
        print_missing(desk, begun, out)


def accounts_of(desk: Desk, papers: Sequence[IssuedPaper]) -> dict[int, PaperAccount]:
    """Status, balance and file of issued papers, by their ids."""
    from invoicing.receivables.paper_accounts import paper_accounts

    with desk.store.read() as session:
        return paper_accounts(session, papers, desk.books)


@contextmanager
def progress(desk: Desk, count: int) -> Iterator[Callable[[], object]]:
    """A bar on a terminal; the function it gives is called after each file."""
    with bar(desk, "Printing", count) as moved:
        yield lambda: moved(None)

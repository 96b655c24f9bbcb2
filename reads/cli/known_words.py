"""Words that the books know, completed by the shell: months that have reads, clients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from reads.cli.desk import Desk

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


class KnownWord(click.ParamType[str]):
    """A text that is taken as it is typed; on Tab the shell offers those of `words` that begin like it.

    Where there are no books, or their database isn't there, is of another version or can't be read, nothing is offered:
    completion never fails aloud, and never makes or changes anything.
    """

    name = "text"

    def __init__(self, words: Callable[[Reading], Iterable[str]]) -> None:
        self.words = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The books' words that begin with what is typed."""
        from sqlalchemy.exc import SQLAlchemyError

        from reads.core.errors import WetreadError

        desk = ctx.find_root().ensure_object(Desk)
        try:
            with _as_it_stands(desk.books) as reading:
                found = [] if reading is None else list(self.words(reading))
        except (WetreadError, SQLAlchemyError, OSError):
            return []
        return [CompletionItem(word) for word in found if word.startswith(incomplete)]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text itself: the command says what is wrong with it, and what is nearest."""
        return value


@contextmanager
def _as_it_stands(books: Path) -> Iterator[Reading | None]:
    """The books' database to read in and nothing else; None where it isn't there, or is of another version."""
    from reads.directory.settings import database_url
    from reads.store.look_without_orm import Look
    from reads.store.schema import HEAD

    url = database_url(books)
    if url.startswith("sqlite"):
        look = Look.opened(url, HEAD)
        if look is None:
            yield None
            return
        with look.held():
            yield look
        return
    from reads.store.engine import Store

    store = Store.open(url, read_only=True)
    try:
        if store.revision() != HEAD:
            yield None
            return
        with store.read() as session:
            yield session
    finally:
        store.close()


def _months(reading: Reading) -> list[str]:
    from reads.core.month import Month
    from reads.log.read_versions import signing_span

    span = signing_span(reading)
    if span is None:
        return []
    months = [Month.of(span[1].date())]
    while months[-1] > Month.of(span[0].date()):
        months.append(months[-1].previous())
    return [str(month) for month in months]


def _clients(reading: Reading) -> list[str]:
    from reads.directory.load_directory import load_directory

    return sorted(load_directory(reading, ("clients",)).clients)


MONTH = KnownWord(_months)
CLIENT = KnownWord(_clients)

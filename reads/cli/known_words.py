"""Words that the books know, completed by the shell: months that have reads, clients."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from reads.cli.desk import Desk

if TYPE_CHECKING:
    from sqlmodel import Session


class KnownWord(click.ParamType[str]):
    """A text that is taken as it is typed; on Tab the shell offers those of `words` that begin like it.

    Where there are no books, or their database can't be read, nothing is offered: completion never fails aloud.
    """

    name = "text"

    def __init__(self, words: Callable[[Session], Iterable[str]]) -> None:
        self.words = words

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The books' words that begin with what is typed."""
        from sqlalchemy.exc import SQLAlchemyError

        from reads.core.errors import WetreadError

        desk = ctx.find_root().ensure_object(Desk)
        try:
            with ctx.scope(cleanup=False), desk.store.read() as session:
                found = list(self.words(session))
        except (WetreadError, SQLAlchemyError, OSError):
            return []
        return [CompletionItem(word) for word in found if word.startswith(incomplete)]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text itself: the command says what is wrong with it, and what is nearest."""
        return value


def _months(session: Session) -> list[str]:
    from reads.core.month import Month
    from reads.log.repository import signing_span

    span = signing_span(session)
    if span is None:
        return []
    months = [Month.of(span[1].date())]
    while months[-1] > Month.of(span[0].date()):
        months.append(months[-1].previous())
    return [str(month) for month in months]


def _clients(session: Session) -> list[str]:
    from reads.directory.service import load_directory

    return sorted(load_directory(session, ("clients",)).clients)


MONTH = KnownWord(_months)
CLIENT = KnownWord(_clients)

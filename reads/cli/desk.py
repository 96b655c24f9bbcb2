"""What a command works at: the books, the opened database, the clock, and the two streams it speaks on (spec 6)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.core import ParameterSource

from reads.cli.screen import screen_width, wrapped
from reads.core.actor_and_moment import By
from reads.core.clock import Clock, SystemClock
from reads.core.findings import Finding
from reads.core.system_user import system_actor

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from reads.core.errors import WetreadError
    from reads.routing.route import OtherDoor
    from reads.store.engine import Store
    from reads.store.look_without_orm import Reading

NEEDS_A_PERSON = 1
"""The exit status of a command that did its work and found something that a person must look at."""


def _nowhere_else(_session: Session) -> OtherDoor:
    """No command runs without the whole `wetread`, which says here what a hospital pays for."""
    raise NotImplementedError("the command was begun without the invoices")


def _no_bank(_session: Session) -> Mapping[int, tuple[int, date]]:
    return {}


@dataclass
class Desk:
    """One command's surroundings; the database opens when it is first asked for.

    `other_door` tells claims what the invoices have, `banked` which bank line an insurer's deposit is tied to: the invoicing
    room sets both, which this one doesn't know.
    """

    books: Path = field(default_factory=Path)
    json: bool = False
    quiet: bool = False
    debug: bool = False
    clock: Clock = field(default_factory=SystemClock)
    status: int = 0
    other_door: Callable[[Session], OtherDoor] = field(default=_nowhere_else)
    banked: Callable[[Session], Mapping[int, tuple[int, date]]] = field(default=_no_bank)

    @cached_property
    def store(self) -> Store:
        """The database of the books, at this version's schema."""
        from reads.directory.settings import database_url
        from reads.store.engine import Store

        store = Store.open(database_url(self.books), clock=self.clock, books=self.books)
        store.migrate()
        self._sweep(store)
        with store.read() as session:
            self._warn_of_clock(session)
        click.get_current_context().find_root().call_on_close(lambda: self._leave(store))
        return store

    @contextmanager
    def look(self) -> Iterator[Reading]:
        """One state of the database for a command that shows a little: without the ORM where that can be."""
        from reads.directory.settings import database_url
        from reads.store.look_without_orm import Look
        from reads.store.schema import HEAD

        url = database_url(self.books)
        look = None if "store" in self.__dict__ else Look.opened(url, HEAD)
        if look is None:
            with self.store.read() as session:
                yield session
            return
        with look.held():
            self._warn_of_clock(look)
            yield look
            self._note(look, url)

    def _sweep(self, store: Store) -> None:
        """Removes what killed commands left half-written among the books and beside the database."""
        from reads.store.private_files import remove_leftovers

        database = store.engine.url.database
        folders = {self.books, Path(database).parent if store.is_sqlite and database else self.books}
        for folder in folders:
            remove_leftovers(folder)

    def _warn_of_clock(self, reading: Reading) -> None:
        """Says that the clock is behind what was recorded already: papers and payments would be dated back."""
        from reads.core.times import rfc3339
        from reads.store.anchors import last_moment

        now = self.clock.now()
        last = last_moment(reading)
        if last is not None and now < last:
            said = f"the clock says {rfc3339(now)}, and something was recorded at {rfc3339(last)} already"
            self.say(f"{said}\n    → set the clock before you issue or book anything; `wetread doctor` looks at it")

    def _leave(self, store: Store) -> None:
        """Notes outside the books where the audit log stands now, and gives the database back."""
        from sqlalchemy.exc import SQLAlchemyError

        from reads.core.errors import WetreadError

        try:
            with store.read() as session:
                self._note(session, store.url)
        except (SQLAlchemyError, WetreadError):
            pass  # a database past reading: the command itself has said so
        finally:
            store.close()

    def _note(self, reading: Reading, url: str) -> None:
        from reads.core.times import stored
        from reads.store.anchors import note_anchor

        try:
            note_anchor(reading, url, stored(self.clock.now()))
        except OSError as error:
            self.say(f"the anchor outside the books can't be written: {error.strerror}\n    → `wetread doctor`")

    @property
    def actor(self) -> str:
        """Who acts, for the audit log."""
        return system_actor()

    @property
    def by(self) -> By:
        """Who acts, and when: now."""
        return By(self.actor, self.clock.now())

    def day(self, text: str | None) -> date | None:
        """The day that was typed, None for none, BadDate for what is none; a day in another form is said back in words."""
        from reads.core.typed import day, in_words

        if text is None:
            return None
        found = day(text, self.clock.now().date())
        if text.strip() != found.isoformat():
            self.say(f"{text.strip()} is {in_words(found)}")
        return found

    def answer(self, document: object, show: Callable[[], None]) -> None:
        """Prints the JSON document where `--json` was given, else calls `show` to print it for a person.

        A document that takes time is a function, called where it is printed.
        """
        if self.json:
            document = document() if callable(document) else document
            click.echo(json.dumps(document, indent=2, ensure_ascii=not is_unicode(sys.stdout.encoding)))
        else:
            show()

    def say(self, text: str) -> None:
        """A message to the person, on standard error; silent under `--quiet`."""
        if not self.quiet:
            click.echo(wrapped(text, screen_width(sys.stderr)), err=True)

    def say_why_not(self, error: WetreadError | None) -> None:
        """Tells, with its remedy, what failed that the command goes on without; None is nothing to tell."""
        if error is not None:
            self.say(f"{error.message}\n    → {error.remedy}")

    def report(self, findings: Sequence[Finding]) -> None:
        """Lists findings on standard error, each with its place and remedy."""
        for finding in findings:
            self.say(printed(finding))

    def needs_a_person(self) -> None:
        """The command will end with exit status 1: done, but somebody must look."""
        self.status = NEEDS_A_PERSON


def is_unicode(encoding: str | None) -> bool:
    """Whether every sign can be written in it."""
    return (encoding or "").casefold().replace("_", "-").startswith("utf")


def printed(finding: Finding) -> str:
    """A finding as a person reads it: place, what is wrong, and what to do."""
    place = str(finding.where)
    text = f"{place}: {finding.message}" if place else finding.message
    return f"{text}\n    → {finding.remedy}" if finding.remedy else text


P = ParamSpec("P")
R = TypeVar("R")


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        from_environment = context.get_parameter_source(name) is ParameterSource.ENVIRONMENT
        if value and not (from_environment and context.parent is not None):  # `--books` before the noun goes before it
            desk = context.find_root().ensure_object(Desk)
            setattr(desk, name, Path(value) if name == "books" else value)
        return value

    return keep


_GLOBAL_OPTIONS = (
    click.option(
        "--books",
        envvar="WETREAD_BOOKS",
        type=click.Path(file_okay=False),
        expose_value=False,
        callback=_remember("books"),
        help="The folder of the books (else $WETREAD_BOOKS, else this folder).",
    ),
    click.option("--json", is_flag=True, expose_value=False, callback=_remember("json"), help="One JSON document."),
    click.option("--quiet", is_flag=True, expose_value=False, callback=_remember("quiet"), help="No messages."),
    click.option("--debug", is_flag=True, expose_value=False, callback=_remember("debug"), help="Show tracebacks."),
)


def global_options(command: Callable[P, R]) -> Callable[P, R]:
    """Adds the options that every command takes, before and after the noun."""
    for option in reversed(_GLOBAL_OPTIONS):
        command = option(command)
    return command


def at_desk(command: Callable[..., R]) -> Callable[..., R]:
    """Hands the command its desk as first argument, and adds the global options."""

    @global_options
    @wraps(command)
    def seated(*arguments: Any, **options: Any) -> R:
        return command(click.get_current_context().find_root().ensure_object(Desk), *arguments, **options)

    return seated

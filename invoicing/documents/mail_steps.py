"""Mails one by one: what became of each, and which are left, so that whoever sends them can tell and stop between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from invoicing.receivables.mail import Mail
from reads.core.errors import WetreadError


@dataclass(frozen=True, slots=True)
class MailStep:
    """What became of one: the mail as it went out, or why it didn't go; `rest` names those that come after it."""

    name: str
    mail: Mail | None
    failed: WetreadError | None
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mailed:
    """What went out, and what didn't, each with its reason."""

    sent: list[Mail]
    left: list[tuple[str, WetreadError]]


def one_by_one(todo: Sequence[tuple[str, Callable[[], Mail]]]) -> Iterator[MailStep]:
    """Sends each that is named; one that can't go leaves the others be."""
    for at, (name, send) in enumerate(todo, 1):
        rest = tuple(each for each, _ in todo[at:])
        try:
            yield MailStep(name, send(), None, rest)
        except WetreadError as error:
            yield MailStep(name, None, error, rest)


def all_of(steps: Iterable[MailStep]) -> Mailed:
    """All of them, to the end."""
    done = Mailed([], [])
    for step in steps:
        if step.mail is not None:
            done.sent.append(step.mail)
        if step.failed is not None:
            done.left.append((step.name, step.failed))
    return done

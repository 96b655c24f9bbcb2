"""Decisions that take time: reckoned in a snapshot while others work, carried out under the lock if they still hold (8.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from sqlmodel import Session

from reads.store.engine import Store
from reads.store.retry_when_busy import with_patience

LOOKS = 3
"""How often what has moved is decided again without the lock, before it is decided under it so that it comes to an end."""

D = TypeVar("D")
R = TypeVar("R")


class _HasMoved(Exception):  # it is no failure
    """A decision doesn't hold any more: its transaction keeps nothing, whatever else was to be kept in it."""


@dataclass(frozen=True, slots=True)
class Deciding(Generic[D, R]):
    """What decides, whether that still holds for who alone writes, and what carries it out; `carry_out` keeps all or nothing."""

    decide: Callable[[Session], D]
    holds: Callable[[Session, D], bool]
    carry_out: Callable[[Session, D], R]

    def done(self, store: Store) -> R:
        """What carrying out gave, of a decision that held; with patience where others hold the lock."""
        for _ in range(LOOKS):
            with store.read() as session:
                found = self.decide(session)
            done = with_patience(partial(self._attempt, store, found))
            if done:
                return done[0]
        return with_patience(partial(self._under_the_lock, store))

    def _attempt(self, store: Store, found: D) -> tuple[R] | None:
        """One in a tuple, since it may be nothing; None where the decision doesn't hold any more."""
        try:
            with store.write() as session:
                if not self.holds(session, found):
                    raise _HasMoved  # noqa: TRY301 (nothing of the transaction is kept)
                return (self.carry_out(session, found),)
        except _HasMoved:
            return None

    def _under_the_lock(self, store: Store) -> R:
        with store.write() as session:
            return self.carry_out(session, self.decide(session))

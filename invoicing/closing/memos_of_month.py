"""The memos of a client's month: reckoned while others work, issued under the lock if nothing that decides has moved since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoicing.closing import memos
from invoicing.closing.memos import AdjustAsk, Check, Memo
from invoicing.closing.months_to_recheck import known_now
from invoicing.papers.repository import last_hash
from reads.core.actor_and_moment import By
from reads.store.decide_then_record import Deciding
from reads.store.engine import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class _Drafted:
    """The memos as they would be issued, the state that they were reckoned in, and the paper issued last then."""

    memos: Sequence[Memo]
    state: Mapping[str, tuple[int, int]]
    last: str


def adjust_month(store: Store, ask: AdjustAsk, by: By, check: Check) -> list[Memo]:
    """Issues a memo for each contract of the client whose month costs something else than was billed for it, all or none."""

    def decide(session: Session) -> _Drafted:
        drafted = memos.printable_memos(session, ask, store.clock, check)
        return _Drafted(drafted, known_now(session), last_hash(session))

    def holds(session: Session, drafted: _Drafted) -> bool:
        return (known_now(session), last_hash(session)) == (drafted.state, drafted.last)

    def carry_out(session: Session, drafted: _Drafted) -> list[Memo]:
        return memos.issue_memos(session, ask, drafted.memos, by)

    return Deciding(decide, holds, carry_out).done(store)

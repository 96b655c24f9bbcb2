"""Reads that a person ticked, each with the paper that it is on: looked up there, then credited, disputed or restored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from invoicing.closing.memos import Withdrawn, withdraw
from invoicing.papers.adjustment import Fact
from invoicing.papers.paper_by_number import paper_named
from invoicing.papers.repository import whole
from reads.core.actor_and_moment import By
from reads.core.errors import WrongUse

_NAMED = 5


class NotBilledOn(WrongUse):
    """A paper doesn't bill what is ticked."""

    code = "not_billed_on"

    def __init__(self, number: str, keys: Sequence[str]) -> None:
        named = ", ".join(key.replace("|", " ") for key in keys[:_NAMED])
        more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
        super().__init__(f"{number} bills no such read: {named}{more}", "open the page anew, and tick what it shows")


def withdraw_ticked(
    session: Session, keys_on: Mapping[str, Sequence[str]], fact: Fact, because: str, by: By
) -> list[Withdrawn]:
    """Records the fact for reads of papers, by the papers' numbers, all or none; UnknownNumber, NotBilledOn, as `withdraw`."""
    done = []
    for number, keys in keys_on.items():
        paper = paper_named(session, number)
        billed = {row.read_key for row in whole(session, paper.id).schedule}
        strange = [key for key in keys if key not in billed]
        if strange:
            raise NotBilledOn(paper.number or "", strange)
        done.append(withdraw(session, paper, fact, keys, because, by))
    return done

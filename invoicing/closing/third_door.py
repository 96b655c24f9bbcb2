"""The doors of a final, seen from the invoices: what claims must know of contracts and papers (spec 5.5).

A final that a contract takes is never claimed; one that is on a claim can't be taken until the claim is voided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import ClassVar

from sqlmodel import Session, col, select

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import routes_of
from invoicing.contracts.contract_of_read import Coverage
from invoicing.papers.tables import BilledReadRow, PaperRow
from reads.core.english import counted, verb_for
from reads.core.errors import WetreadError
from reads.core.read import LoggedRead, Read
from reads.log.read_versions import reads_by_keys
from reads.routing.route import Held, MissingMoment, Terms

_AT_ONCE = 500
_SHOWN = 10


class FinalsOnClaims(WetreadError):
    """A contract would take finals that stand on claims: an insurer was asked for them already."""

    code: ClassVar[str] = "finals_on_claims"

    def __init__(self, reads: Collection[LoggedRead]) -> None:
        shown = ", ".join(sorted(each.read.accession for each in reads)[:_SHOWN])
        more = f" and {len(reads) - _SHOWN} more" if len(reads) > _SHOWN else ""
        stand = verb_for(len(reads), "stands on a claim", "stand on claims")
        super().__init__(
            f"{counted(len(reads), 'final')} that a contract would pay for {stand} already: {shown}{more}",
            "void these claims first (`wetread claims list`, `wetread claims void NUMBER`), or let a contract of its own pay for "
            "finals, with an `effective` day after them",
        )


class Invoices:
    """What claims are told (`reads.routing.route.OtherDoor`); the contracts are loaded when the first read is asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def _coverage(self) -> Coverage:
        ground = Ground.load(self._session)
        return Coverage.of(ground.contracts, ground.directory)

    def terms(self, read: Read) -> Terms | MissingMoment | None:
        """The contract that may pay for the read."""
        return self._coverage.terms(read)

    def on_invoice(self, keys: Collection[str]) -> Mapping[str, str]:
        """Of these reads, those that stand on a paper that was not taken back: key -> its number."""
        wanted = sorted(keys)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            found |= self._standing(wanted[start : start + _AT_ONCE])
        return found

    def _standing(self, keys: Collection[str]) -> dict[str, str]:
        query = (
            select(BilledReadRow.read_key, BilledReadRow.kind, BilledReadRow.charge, PaperRow.number)
            .join(PaperRow, col(PaperRow.id) == col(BilledReadRow.paper_id))
            .where(col(BilledReadRow.read_key).in_(keys))
            .order_by(col(BilledReadRow.id))
        )
        owed: dict[str, int] = {}
        numbers: dict[str, str] = {}
        corrected: set[str] = set()
        for key, kind, charge, number in self._session.exec(query):
            owed[key] = owed.get(key, 0) + charge
            if kind == "original":
                numbers[key] = number or "a paper"
            else:
                corrected.add(key)
        return {key: number for key, number in numbers.items() if owed[key] or key not in corrected}


def refuse_claimed_finals(session: Session, contracts: Iterable[str]) -> None:
    """FinalsOnClaims where one of these contracts takes finals that stand on claims."""
    concerned = set(contracts)
    ground = Ground.load(session)
    if not any(each.contract.finals for each in ground.contracts if each.contract.id in concerned):
        return
    reads = reads_by_keys(session, sorted(ground.claimed)).values()
    taken = [
        each.logged
        for each in routes_of(session, reads, ground)
        if isinstance(each, Held) and any(reason.code == "on_claim" for reason in each.reasons)
    ]
    coverage = Coverage.of([each for each in ground.contracts if each.contract.id in concerned], ground.directory)
    if claimed := [each for each in taken if coverage.terms(each.read) is not None]:
        raise FinalsOnClaims(claimed)

"""`wetread claims ack` as a service: files of answers are taken one by one, and what each did is told from the ledger.

A file that is refused doesn't stop the others; where all are, the reason of the first is raised.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from sqlmodel import Session

from reads.claims.errors import AnswersRefused, PostedBefore
from reads.claims.expected_payment import Expectation
from reads.claims.ledger.accounts import accounts_of
from reads.claims.ledger.deposits import Deposit, deposits_in
from reads.claims.ledger.ledger_entries import LedgerEntry, entries, told_as_json
from reads.claims.ledger.payer_decisions import NEEDS_A_PERSON, ClaimAccount
from reads.claims.ledger.repository import contents_of, payments_in, postings_in, told_in
from reads.claims.post_responses import Posted, take_answers
from reads.claims.repository import claims_by_id
from reads.claims.tables import ClaimRow
from reads.core.actor_and_moment import By
from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Finding
from reads.store.engine import Store

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file to be taken: its name, and how it is opened; the stream must be one that can be read twice."""

    path: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class ToldOfClaim:
    """What a file said of one claim (`said`), and where the claim stands with all that is known."""

    row: ClaimRow
    account: ClaimAccount
    said: dict[str, object]
    below: str = ""

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must look: rejected, denied, taken back, paid twice or below what was expected."""
        return self.account.state in NEEDS_A_PERSON or bool(self.alarms)

    @property
    def alarms(self) -> tuple[str, ...]:
        """What is wrong with its payments, in words."""
        return tuple(filter(None, (self.below, self.account.unclear)))

    def as_json(self) -> dict[str, object]:
        """A row of `claims` in the answer of `claims ack`."""
        return {
            "claim": self.row.control_number,
            "kind": self.said["kind"],
            **self.account.as_json(),
            "paid": str(self.account.paid) if self.said["kind"] == "835" else None,
            "patient_owes": str(self.account.patient) if self.said["kind"] == "835" else None,
            "reasons": self.said["reasons"],
            "below_expectation": self.below,
            "unclear": self.account.unclear,
            "said": self.said,
        }


@dataclass(slots=True)
class Taken:
    """All files of one call, in their order."""

    files: list[Posted] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """What a person must see of all of them."""
        return [finding for each in self.files for finding in each.findings]


def take_files(store: Store, files: Sequence[AnswerFile], by: By) -> Taken:
    """Takes files, each in a transaction of its own; AnswersRefused or PostedBefore where nothing of any could be taken."""
    taken = Taken()
    refused: list[WetreadError] = []
    for file in files:
        try:
            with file.open() as stream:
                taken.files.append(take_answers(store, stream, file.path, by))
        except (AnswersRefused, PostedBefore) as error:
            refused.append(error)
            taken.files.append(Posted(file.path, refused=1, findings=list(error.problems)))
    if len(refused) == len(files):
        raise refused[0] if len(files) == 1 else AnswersRefused(counted(len(files), "file"), taken.findings)
    return taken


def told(session: Session, posted: Posted) -> Iterator[ToldOfClaim]:
    """What a file said claim by claim, those of receipts and statuses first; claims are looked up a portion at a time."""
    expectation = Expectation.load(session)
    said = [(each.claim_id, told_as_json(each)) for each in told_in(session, posted.sets)]
    yield from _stand(session, said, expectation)
    rows = payments_in(session, posted.sets)
    while some := list(islice(rows, _AT_ONCE)):
        amounts = postings_in(session, some)
        yield from _stand(
            session,
            [(each.row.claim_id, each.as_json()) for each in entries(some, amounts) if each.row.claim_id is not None],
            expectation,
        )


def _stand(
    session: Session, said: Sequence[tuple[int | None, dict[str, object]]], expectation: Expectation
) -> Iterator[ToldOfClaim]:
    rows = claims_by_id(session, (claim for claim, _ in said if claim is not None))
    accounts = accounts_of(session, list(rows.values()))
    for claim, words in said:
        if claim is not None:
            account = accounts[claim]
            yield ToldOfClaim(rows[claim], account, words, expectation.below(rows[claim].payer, account))


def unknown(session: Session, posted: Posted) -> Iterator[LedgerEntry]:
    """What a file's payments decide on claims that these books don't have."""
    rows = (row for row in payments_in(session, posted.sets) if row.claim_id is None)
    while some := list(islice(rows, _AT_ONCE)):
        yield from entries(some, postings_in(session, some))


def batches(session: Session, posted: Posted) -> list[dict[str, object]]:
    """What a file said of whole batches and providers."""
    return [said for each in contents_of(session, posted.sets) for said in json.loads(each.said)]


def payments(session: Session, posted: Posted) -> list[Deposit]:
    """The payments that came with a file."""
    return deposits_in(session, posted.sets)

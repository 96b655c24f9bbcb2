"""Receipts and statuses are entered: what a TA1, 999, 824 or 277 says of a file, each of its claims is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby, islice

from reads.claims.filed_claims import claims_in_file
from reads.claims.ledger.claims_meant import claims_meant
from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.ledger.posting_answers import CheckedSet, Entering
from reads.claims.ledger.told_state import OF_STANDING, of_advice, of_group, of_interchange
from reads.claims.repository import file_controlled
from reads.claims.snapshot import envelope_of
from reads.claims.tables import ClaimFileRow, ClaimRow
from reads.claims.x12.ack_999 import AckVerdict, GroupAnswer, group_answer, interchange_answer
from reads.claims.x12.advice_824 import Advice, advices
from reads.claims.x12.segments import transaction_of_batch
from reads.claims.x12.status_277 import BatchStatus, ClaimStanding, ClaimStatus, statuses_of
from reads.claims.x12.write_837p import MOST_CLAIMS
from reads.core.english import counted
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money

_PORTION = 500


def enter_receipt(entering: Entering, checked: CheckedSet) -> None:
    """A TA1, 999 or 997; refused where it is about a file that these books didn't send."""
    answer = checked.answer
    segments = list(answer.body)
    on = answer.addressed.on
    if answer.kind == "TA1":
        interchange = interchange_answer(segments[0])
        file = file_controlled(entering.session, "interchange", interchange.interchange)
        if file is None:
            checked.findings.append(_stranger(entering, f"interchange {segments[0][1].strip()[:9]}", "TA1"))
            return
        state, reasons = of_interchange(interchange)
        for row in claims_in_file(entering.session, file.id or 0):
            entering.tell(row.id or 0, "TA1", {"state": state, "reasons": reasons, "on": on})
        return
    group = group_answer(segments)
    file = file_controlled(entering.session, "group_number", group.group)
    if file is None:
        checked.findings.append(_stranger(entering, f"group {group.group}", "999"))
        return
    sent: set[int] = set()
    for row, transaction in _in_sets(entering, file):
        sent.add(transaction)
        state, reasons = of_group(group, transaction, row.control_number)
        entering.tell(row.id or 0, "999", {"state": state, "reasons": reasons, "on": on})
    checked.findings += _other_sets(entering, group, sent)


def _other_sets(entering: Entering, group: GroupAnswer, sent: Collection[int]) -> Iterator[Finding]:
    """What a 999 says of transaction sets that the group didn't have, and of their number: one may be lost on its way."""
    for each in group.sets:
        if each.transaction not in sent:
            what = f"transaction set {each.transaction:04d} of group {group.group} ({each.verdict.value})"
            yield _stranger(entering, what, "999", Severity.WARNING)
    if not group.counts:
        return
    had, came, taken = group.counts
    whole = group.verdict is AckVerdict.REJECTED or len(group.sets) != len(sent)
    accepted = taken if whole else sum(each.accepted for each in group.sets)
    if (had, came) != (len(sent), len(sent)) or accepted != taken:
        message = (
            f"the 999 counts {had} sent, {came} received and {taken} accepted of group {group.group} (AK9), "
            f"which has {counted(len(sent), 'transaction set')}, {accepted} of them accepted"
        )
        remedy = "ask the clearinghouse whether all claims of the file came"
        yield Finding("x12_count", message, remedy, Where(entering.path), Severity.WARNING)


def enter_advice(entering: Entering, checked: CheckedSet) -> None:
    """An 824: a group, a transaction set or a claim; refused where none of it is about a file that these books sent."""
    answer, told, strange = checked.answer, 0, []
    for advice in advices(list(answer.body)):
        rows = list(_advised(entering, advice))
        state, reasons = of_advice(advice)
        for row in rows:
            entering.tell(row.id or 0, "824", {"state": state, "reasons": reasons, "on": answer.addressed.on})
        told += len(rows)
        if not rows:
            what = f"group {advice.group}" if advice.group else f"{advice.batch[:30] or 'a file without a number'}"
            strange.append(f"{what}: {'; '.join(advice.reasons) or advice.verdict.value}")
    severity = Severity.WARNING if told else Severity.ERROR
    checked.findings += [
        _stranger(entering, what, "824", severity) for what in strange or ([] if told else ["nothing"])
    ]


def _advised(entering: Entering, advice: Advice) -> Iterator[ClaimRow]:
    """The claims that it is about: by group and set, else by the batch that we numbered (BHT03); an item's by its own number."""
    place = transaction_of_batch(advice.batch)
    file = file_controlled(entering.session, "group_number", advice.group) if advice.group else None
    wanted = advice.transaction
    if file is None and place and not advice.group:
        file = file_controlled(entering.session, "interchange", place[1])
        file = file if file and envelope_of(file.envelope).prefix == place[0] else None
        wanted = place[2]
    for row, transaction in _in_sets(entering, file) if file else ():
        if wanted in (0, transaction) and (not advice.of_item or row.control_number in advice.numbers):
            yield row


def enter_statuses(entering: Entering, checked: CheckedSet) -> None:
    """A 277CA or 277: claim by claim, and whole batches, in the order in which they stand there."""
    work = _Statuses(entering, checked)
    told = statuses_of(checked.answer.body)
    while some := list(islice(told, _PORTION)):
        for _, alike in groupby(some, type):
            claims: list[ClaimStatus] = []
            for each in alike:
                if isinstance(each, BatchStatus):
                    work.batch(each)
                else:
                    claims.append(each)
            work.claims(claims)
    if work.of_payer:
        work.lost(work.of_payer)
    work.counted()


class _Statuses:
    """One 277 while it is entered."""

    def __init__(self, entering: Entering, checked: CheckedSet) -> None:
        self.entering = entering
        self.checked = checked
        self.on = checked.answer.addressed.on
        self.rejected = 0
        self.said_rejected: dict[str, int] = {}
        """By the level on which it is said (batch, provider)."""
        self.whole = False
        self.of_payer: BatchStatus | None = None
        """What a payer rejects before it names a batch: it is said again of each of its batches."""

    def claims(self, statuses: list[ClaimStatus]) -> None:
        """What is said of claims."""
        self.rejected += sum(each.standing is ClaimStanding.REJECTED for each in statuses)
        for each, found in zip(statuses, claims_meant(self.entering.session, statuses), strict=True):
            if found is None:
                what = f"claim {each.control_number or 'without a number'}: {'; '.join(each.reasons)}"
                self.checked.findings.append(_stranger(self.entering, what, "277", Severity.WARNING))
                continue
            if each.charge is not None and each.charge.minor > found[1]:
                message = (
                    f"claim {each.control_number}: the payer says {each.charge} was charged, it was {Money(found[1])}"
                )
                finding = Finding("charge_differs", message, "ask the payer what it has", severity=Severity.WARNING)
                self.checked.findings.append(finding)
            if each.standing is ClaimStanding.UNKNOWN:
                self.checked.findings.append(_not_understood(self.entering, each))
            self._tell(found[0], OF_STANDING[each.standing], each.reasons, each.on, each.payer_claim_number)

    def batch(self, status: BatchStatus) -> None:
        """What is said above the claims: a rejection reaches every claim of the batch, all of it is kept."""
        self.checked.said.append(
            {
                "level": {"20": "payer", "21": "batch", "19": "provider"}[status.level],
                "batch": status.batch,
                "provider": status.provider,
                "state": OF_STANDING[status.standing].value,
                "reasons": [*status.reasons, *status.totals],
            }
        )
        rejected = status.standing is ClaimStanding.REJECTED
        self.whole |= rejected
        self.said_rejected[status.level] = self.said_rejected.get(status.level, 0) + status.rejected
        rows = list(self._claims_of(status))
        if status.level == "20":
            self.of_payer = status if rejected else None
            return
        self.of_payer = None
        if rejected and not rows:
            self.lost(status)
        for row in rows if rejected else ():
            self._tell(row.id or 0, ClaimState.REJECTED, status.reasons, status.on)

    def counted(self) -> None:
        """Of claims that are rejected without being named nobody would hear."""
        said = max(self.said_rejected.values(), default=0)
        if said > self.rejected and not self.whole:
            message = (
                f"the 277 says that {counted(said, 'claim')} of these are rejected, and names {self.rejected} of them"
            )
            remedy = "ask the payer or clearinghouse which the others are"
            where = Where(self.entering.path)
            self.checked.findings.append(Finding("x12_count", message, remedy, where, Severity.WARNING))

    def lost(self, status: BatchStatus) -> None:
        """A rejection that reaches no claim of these books is named."""
        what = f"batch {status.batch or 'without a number'}, which it rejects: {'; '.join(status.reasons)}"
        self.checked.findings.append(_stranger(self.entering, what, "277", Severity.WARNING))

    def _claims_of(self, status: BatchStatus) -> Iterator[ClaimRow]:
        """The claims of the batch: those of the transaction set whose BHT03 it is."""
        if status.provider and status.provider not in self.entering.ours.npis:
            return
        place = transaction_of_batch(status.batch)
        file = file_controlled(self.entering.session, "interchange", place[1]) if place else None
        if place is None or file is None or envelope_of(file.envelope).prefix != place[0]:
            return
        for row, transaction in _in_sets(self.entering, file):
            if transaction == place[2]:
                yield row

    def _tell(self, claim: int, state: ClaimState, reasons: tuple[str, ...], on: date | None, payer: str = "") -> None:
        told = {"state": state, "reasons": reasons, "on": on or self.on, "number": payer}
        self.entering.tell(claim, "277", told)


def _in_sets(entering: Entering, file: ClaimFileRow) -> Iterator[tuple[ClaimRow, int]]:
    """The claims of a file, each with the control number of its transaction set."""
    first = envelope_of(file.envelope).transaction
    for at, row in enumerate(claims_in_file(entering.session, file.id or 0)):
        yield row, first + at // MOST_CLAIMS


def _not_understood(entering: Entering, status: ClaimStatus) -> Finding:
    message = f"the 277 says of claim {status.control_number} in no code that is known here where it stands: {'; '.join(status.reasons)}"
    remedy = "ask the payer where the claim stands"
    return Finding("unknown_status", message, remedy, Where(entering.path), Severity.WARNING)


def _stranger(entering: Entering, what: str, kind: str, severity: Severity = Severity.ERROR) -> Finding:
    message = f"the {kind} speaks of {what}, which these books don't have"
    remedy = "look whether it belongs to other books, or was billed before wetread"
    return Finding("unknown_claim", message, remedy, Where(entering.path), severity)

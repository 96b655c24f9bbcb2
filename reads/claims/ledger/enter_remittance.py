"""An 835 is entered: the deposit, each claim's decision with its amounts, and what was kept back or added beside claims.

Claims go by in portions: a payment of any size takes the memory of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from reads.claims.ledger.claims_meant import claims_meant
from reads.claims.ledger.posting_answers import CheckedSet, Entering
from reads.claims.ledger.postings import AmountKind, ClaimPosting, postings
from reads.claims.x12.adjustment_reasons import GROUPS, PROVIDER_ADJUSTMENTS
from reads.claims.x12.balance_835 import claim_imbalances, payment_imbalances
from reads.claims.x12.payer_statuses import PAYER_STATUSES, REVERSAL
from reads.claims.x12.read_835 import RemittanceReader
from reads.claims.x12.remittance_835 import ClaimPayment, Remittance
from reads.core.findings import Finding, Severity
from reads.core.money import Money

_PORTION = 500
_MOST_FINDINGS = 50
_FAR_BACK, _FAR_AHEAD = timedelta(days=731), timedelta(days=31)
"""A payer's file may be read years later, and money is sent days ahead; what is beyond is a year mistyped."""


def enter_remittance(entering: Entering, checked: CheckedSet) -> None:
    """Enters the payment of a set; with an error among its findings nothing of it may stand."""
    reader = RemittanceReader(checked.answer.body, entering.path)
    payment = reader.head()
    if payment is not None:
        checked.identity = payment.identity
        checked.findings += entering.ours.other_payee(payment)
    if payment is None or checked.findings:
        checked.findings += reader.findings
        return
    work = _Remittance(entering, checked, payment)
    work.claims(reader)
    work.provider_adjustments(reader)
    checked.findings += reader.findings
    if not refused(reader.findings):
        checked.findings += payment_imbalances(payment, Money(work.paid), reader.provider_adjustments)
    work.deposit()


class _Remittance:
    """One payment while it is entered."""

    def __init__(self, entering: Entering, checked: CheckedSet, payment: Remittance) -> None:
        self.entering = entering
        self.checked = checked
        self.payment = payment
        self.paid = self.count = self.interest = 0
        self.day: date = payment.paid_on or entering.by.at.date()
        if payment.paid_on is None:
            message = (
                f"payment {payment.trace} has no day that is one ({payment.dated or 'none'}): it counts on {self.day}"
            )
            self._say(Finding("remittance_undated", message, "ask the payer for the day", severity=Severity.WARNING))
        if not (-_FAR_BACK <= self.day - entering.by.at.date() <= _FAR_AHEAD):
            message = (
                f"payment {payment.trace} is of {self.day}, far from the day on which it is read: it counts on that day"
            )
            remedy = "ask the payer for the day, if that isn't it"
            self._say(Finding("remittance_far_off", message, remedy, severity=Severity.WARNING))
        if payment.method == "NON" and payment.amount:
            message = f"payment {payment.trace} is of {payment.amount}, and says that no money moves (BPR04 is NON)"
            remedy = "look for it in the bank; if it isn't there, ask the payer which is so"
            self._say(Finding("remittance_without_money", message, remedy, severity=Severity.WARNING))
        if payment.is_below_zero:
            message = f"payment {payment.trace} is of an amount below zero ({payment.amount} with its sign), which no payer sends"
            remedy = "ask the payer whether it takes the money from the account, or from a later payment (PLB, FB)"
            self._say(Finding("remittance_below_zero", message, remedy, severity=Severity.WARNING))

    def claims(self, reader: RemittanceReader) -> None:
        """Every claim of the payment, those that aren't these books' too: they are part of the deposit.

        From an amount on that can't be read no sum can be right, and none is held against it.
        """
        claims = reader.claims()
        while some := list(islice(claims, _PORTION)):
            for claim, meant in zip(some, claims_meant(self.entering.session, some), strict=True):
                self.count += 1
                self.paid += claim.paid.minor
                self.interest += claim.interest.minor
                for finding in claim_imbalances(claim) if not refused(reader.findings) else ():
                    self._say(finding)
                self._claim(claim, *(meant or (None, 0)))

    def _claim(self, claim: ClaimPayment, id_: int | None, charge: int) -> None:
        if id_ is None:
            message = f"the 835 speaks of claim {claim.control_number}, which these books don't have: {claim.paid} paid"
            remedy = "look whether it was billed before wetread, or belongs to other books; it is part of the deposit"
            self._say(Finding("unknown_claim", message, remedy, severity=Severity.WARNING))
        elif abs(claim.charge.minor) > charge:
            message = f"claim {claim.control_number}: the payer says {claim.charge} was charged, it was {Money(charge)}"
            self._say(Finding("charge_differs", message, "ask the payer what it has", severity=Severity.WARNING))
        unknown = [f"status {claim.status or 'none'} (CLP02)"] * (claim.status not in PAYER_STATUSES)
        unknown += [f"group {each.group} (CAS01)" for each in claim.all_adjustments if each.group not in GROUPS]
        if unknown:
            self._unknown(f"claim {claim.control_number}", unknown)
        if claim.status == REVERSAL and (claim.charge.minor > 0 or claim.paid.minor > 0):
            message = (
                f"claim {claim.control_number}: it is called a reversal (CLP02 is 22), "
                f"and its amounts add to what was paid: {claim.paid} of {claim.charge}"
            )
            remedy = "ask the payer whether it took the money back; the deposit is what the payment says"
            self._say(Finding("remittance_reversal", message, remedy, severity=Severity.WARNING))
        amounts = list(postings(claim))
        sums = dict.fromkeys(AmountKind, 0)
        for each in amounts:
            sums[each.kind] += each.amount
        row = {
            "set_id": 0,
            "number": self.count,
            "claim_id": id_,
            "control_number": claim.control_number,
            "status": claim.status,
            "day": self.day,
            "payer": self.payment.payer,
            "payer_id": self.payment.payer_id,
            "payer_claim_number": claim.payer_claim_number,
            "original_number": claim.original_number,
            "charge": claim.charge.minor,
            "paid": claim.paid.minor,
            "patient": sums[AmountKind.PATIENT],
            "denied": sums[AmountKind.DENIED],
            "prior": sums[AmountKind.PRIOR],
            "interest": sums[AmountKind.INTEREST],
            "remarks": " ".join(claim.remarks),
            "notes": " ".join((*claim.notes, *(note for line in claim.lines for note in line.notes))),
        }
        self.entering.add("claim_payments", row)
        for each in amounts:
            self.entering.add("claim_postings", self._posting(each, id_))

    def _posting(self, posting: ClaimPosting, claim: int | None) -> dict[str, object]:
        return {
            "set_id": 0,
            "number": self.count,
            "claim_id": claim,
            "line": posting.line,
            "reference": posting.reference,
            "cpt": posting.cpt,
            "kind": posting.kind.value,
            "group_code": posting.group,
            "reason": posting.reason,
            "amount": posting.amount,
            "remarks": posting.remarks,
        }

    def provider_adjustments(self, reader: RemittanceReader) -> None:
        """What the PLB segments keep back or add; interest is in the payment by them alone (L6)."""
        codes = [each.reason for each in reader.provider_adjustments if each.reason not in PROVIDER_ADJUSTMENTS]
        if codes:
            self._unknown(f"payment {self.payment.trace}", [f"code {each or 'none'} (PLB03)" for each in codes])
        added = -sum(each.amount.minor for each in reader.provider_adjustments if each.reason == "L6")
        if self.interest and self.interest != added:
            message = (
                f"payment {self.payment.trace}: its claims say {Money(self.interest)} of interest (AMT*I), "
                f"and the payment has {Money(added)} of it (PLB, L6)"
            )
            remedy = "ask the payer which is so; the deposit is what the payment says"
            self._say(Finding("remittance_interest", message, remedy, severity=Severity.WARNING))
        for number, each in enumerate(reader.provider_adjustments, 1):
            row = {
                "set_id": 0,
                "number": number,
                "provider": each.provider,
                "reason": each.reason,
                "reference": each.reference,
                "amount": each.amount.minor,
            }
            self.entering.add("provider_adjustments", row)
            if each.period:
                period = {"set_id": 0, "number": number, "period": each.period}
                self.entering.add("fiscal_periods", period)

    def deposit(self) -> None:
        """The payment itself."""
        row = {
            "answer_file_id": 0,
            "identity": self.payment.identity,
            "payer": self.payment.payer,
            "trace": self.payment.trace,
            "amount": self.payment.amount.minor,
            "claims": self.count,
            "set_id": 0,
            "payer_id": self.payment.payer_id,
            "method": self.payment.method,
            "posted_on": self.day,
        }
        self.entering.add("remittances", row)

    def _unknown(self, about: str, codes: Iterable[str]) -> None:
        """Codes that no list has are named: the money counts as it is, and what it means is for a person."""
        message = f"{about}: {', '.join(dict.fromkeys(codes))} is in no list that is known here"
        self._say(Finding("remittance_code", message, "ask the payer what it means", severity=Severity.WARNING))

    def _say(self, finding: Finding) -> None:
        """Of very many findings of a payment the first are kept, and every error's kind at least once."""
        if len(self.checked.findings) < _MOST_FINDINGS or finding.severity is Severity.ERROR:
            self.checked.findings.append(finding)


def refused(findings: Iterable[Finding]) -> bool:
    """Whether one of them is an error: what it is about may not be entered."""
    return any(finding.severity is Severity.ERROR for finding in findings)

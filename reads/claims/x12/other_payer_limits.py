"""What an 837P can carry of the other payers (2320, 2330, 2430), checked on the values; faults name elements, never values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reads.claims.claim import FILING_INDICATORS, Claim, Rank
from reads.claims.other_payer import OtherPayer, OutpatientAdjudication, PayerReason
from reads.claims.x12.elements import Fault, check_day, check_form, check_name, check_text
from reads.core.money import total
from reads.directory.model import PayerKind

MSP_TYPES = ("12", "13", "14", "15", "16", "41", "42", "43", "47")
"""SBR05, why Medicare is not the first to pay: 12 working aged, 13 kidney disease, 14 no-fault, 15 workers' compensation,

16 public health, 41 black lung, 42 veterans, 43 disabled, 47 liability.
"""

_NUMBER = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,4})?")
_GROUPS = frozenset({"CO", "CR", "OA", "PI", "PR"})


def payer_faults(claim: Claim) -> Iterator[Fault]:
    """Faults of a claim's other payers and of what they decided on its lines; what each decided adds up to the charge."""
    subscriber = claim.subscriber
    ranks = [subscriber.rank.value, *(other.rank for other in claim.others)]
    if len(set(ranks)) < len(ranks) or not set(ranks) <= {rank.value for rank in Rank}:
        yield Fault("bad_element", "2320 SBR01", "is the same for two payers", "give each payer its place in order")
    if subscriber.msp_type and subscriber.msp_type not in MSP_TYPES:
        yield Fault(
            "bad_element", "2000B SBR05", "is no reason why Medicare pays second", f"one of {', '.join(MSP_TYPES)}"
        )
    second_medicare = claim.insurer.kind is PayerKind.MEDICARE and subscriber.rank is not Rank.PRIMARY
    if second_medicare and not subscriber.msp_type:
        yield Fault("bad_element", "2000B SBR05", "is missing", "say in msp_type why Medicare is not the first to pay")
    for other in claim.others:
        yield from _other(other)
        yield from _sums(claim, other)
    ids = [other.id for other in claim.others]
    for number, line in enumerate(claim.lines, 1):
        for decided in line.decided:
            yield from _reasons(f"2430 line {number}", decided.reasons)
            yield from check_day(f"2430 line {number} DTP*573", decided.on)
            if ids.count(decided.payer_id) != 1:
                yield Fault(
                    "bad_element",
                    f"2430 line {number} SVD01",
                    "names no payer of 2330B, or two",
                    "give each its own id",
                )


def _other(other: OtherPayer) -> Iterator[Fault]:
    yield from check_name("2330A", other.subscriber)
    yield from check_text("2330A NM109", other.member_id, 80, shortest=2)
    yield from check_text("2330B NM103", other.name, 60)
    yield from check_text("2330B NM109", other.id, 80, shortest=2)
    yield from check_text("2320 SBR03", other.group_number, 50, needed=False)
    yield from check_text("2320 SBR04", other.plan_name, 60, needed=False)
    yield from check_text("2330B REF*F8", other.claim_number, 50, needed=False)
    yield from _reasons("2320", other.reasons)
    if other.adjudication:
        yield from _adjudication(other.adjudication)
    if other.decided_on:
        yield from check_day("2330B DTP*573", other.decided_on)
    if other.kind not in FILING_INDICATORS:
        yield Fault("no_insurer", "2320 SBR09", "has no code for who pays alone", "leave it out")


def _adjudication(said: OutpatientAdjudication) -> Iterator[Fault]:
    if len(said.remarks) > 5:
        yield Fault("bad_length", "2320 MOA", "has more than five remark codes", "give the first five")
    for code in said.remarks:
        yield from check_text("2320 MOA03", code, 50)
    numbers = (said.reimbursement_rate, said.payable, said.renal_disease, said.professional_component)
    for element, text in zip(("MOA01", "MOA02", "MOA08", "MOA09"), numbers, strict=True):
        if text:
            yield from check_form(f"2320 {element}", text, _NUMBER, "a number")


def _reasons(loop: str, reasons: tuple[PayerReason, ...]) -> Iterator[Fault]:
    if any(reason.group not in _GROUPS for reason in reasons):
        yield Fault("bad_element", f"{loop} CAS01", "is no group of reasons", "one of CO, CR, OA, PI and PR")
    for reason in reasons:
        yield from check_text(f"{loop} CAS02", reason.code, 5)


def _sums(claim: Claim, other: OtherPayer) -> Iterator[Fault]:
    """Charge less every reason is what was paid, on each line and on the claim (TR3, 1.10.2)."""
    if other.paid is None:
        return
    taken = [reason.amount for reason in other.reasons]
    for number, line in enumerate(claim.lines, 1):
        for decided in line.decided:
            if decided.payer_id == other.id:
                own = [reason.amount for reason in decided.reasons]
                taken += own
                if line.charge - total(own, "USD") != decided.paid:
                    yield Fault(
                        "unbalanced", f"2430 line {number}", "does not add up to its charge", "see the payer's 835"
                    )
    if claim.charge - total(taken, "USD") != other.paid:
        yield Fault("unbalanced", "2320 AMT*D", "and its reasons do not add up to the charge", "see the payer's 835")

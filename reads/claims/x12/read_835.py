"""An 835 read into values: any order of segments that payers send, but not one amount that isn't exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reads.claims.x12.remittance_835 import Adjustment, ClaimPayment, LinePayment, ProviderAdjustment, Remittance
from reads.claims.x12.segment_reader import Segment, pieces
from reads.claims.x12.status_277 import day
from reads.core.findings import Finding, Where
from reads.core.money import Money

_AMOUNT = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)")
_PARTS = ("CLP", "LX", "PLB", "SE")
_ZERO = Money(0)
_REFUSED = "ask the payer for a corrected 835; nothing of this one was posted"


def read_remittance(segments: Sequence[Segment], findings: list[Finding], file: str = "") -> Remittance | None:
    """The payment of the segments from ST to SE; None, with findings that say why, where an amount or the trace is missing.

    Amounts have at most two decimals that aren't zero, and no exponent. Says nothing of whether they add up: `imbalances`.
    """
    reading = _Reading(file)
    remittance = reading.remittance(segments)
    findings += reading.findings
    return None if reading.findings else remittance


class _Reading:
    """The findings of one transaction set, gathered while its parts are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def remittance(self, segments: Sequence[Segment]) -> Remittance | None:
        bpr, trn = _first(segments, "BPR"), _first(segments, "TRN")
        if bpr is None or trn is None or not trn[2].strip():
            self._fault("remittance_nameless", "the 835 has no BPR and TRN that say which payment it is", segments[0])
            return None
        currency = _first(segments, "CUR")
        if currency and currency[2] not in {"", "USD"}:
            self._fault("remittance_currency", "the 835 is in another currency than US dollars", currency)
        produced = _first(segments, "DTM", "405")
        dated = bpr[16].strip() or (produced[2].strip() if produced else "")
        payer, payee = _first(segments, "N1", "PR"), _first(segments, "N1", "PE")
        amount = self._amount(bpr, 2)
        return Remittance(
            payer=payer[2] if payer else "",
            payer_id=trn[3].strip(),
            trace=trn[2].strip(),
            dated=dated,
            method=bpr[4],
            payee_npi=payee[4] if payee and payee[3] == "XX" else "",
            amount=-amount if bpr[3] == "D" else amount,
            claims=tuple([self._claim(block) for block in pieces(segments, *_PARTS)[1] if block[0].id == "CLP"]),
            provider_adjustments=tuple(
                [adjustment for segment in segments if segment.id == "PLB" for adjustment in self._provider(segment)]
            ),
            paid_on=day(dated),
        )

    def _claim(self, block: Sequence[Segment]) -> ClaimPayment:
        clp = block[0]
        head, services = pieces(block, "SVC")
        outpatient = _first(head, "MOA")
        return ClaimPayment(
            control_number=clp[1].strip(),
            status=clp[2].strip(),
            charge=self._amount(clp, 3),
            paid=self._amount(clp, 4),
            patient_owes=self._amount(clp, 5) if clp[5].strip() else None,
            payer_claim_number=clp[7].strip(),
            frequency=clp[9].strip(),
            adjustments=self._adjustments(head),
            lines=tuple([self._line(service) for service in services]),
            remarks=tuple([code for code in outpatient.parts[3:8] if code]) if outpatient else (),
        )

    def _line(self, block: Sequence[Segment]) -> LinePayment:
        svc = block[0]
        qualifier, *code = svc.components(1)
        reference = _first(block, "REF", "6R")
        return LinePayment(
            reference=reference[2].strip() if reference else "",
            cpt=code[0].strip() if code else qualifier,
            modifiers=tuple([modifier for modifier in code[1:5] if modifier]),
            charge=self._amount(svc, 2),
            paid=self._amount(svc, 3),
            service_date=_service_date(block),
            adjustments=self._adjustments(block),
            remarks=tuple([segment[2] for segment in block if segment.id == "LQ" and segment[2]]),
        )

    def _adjustments(self, block: Sequence[Segment]) -> tuple[Adjustment, ...]:
        """Reason, amount and quantity, up to six times in a CAS; an amount without a reason counts too."""
        return tuple(
            [
                Adjustment(segment[1].strip(), segment[at].strip(), self._amount(segment, at + 1))
                for segment in block
                if segment.id == "CAS"
                for at in range(2, len(segment.parts), 3)
                if segment[at].strip() or segment[at + 1].strip()
            ]
        )

    def _provider(self, segment: Segment) -> list[ProviderAdjustment]:
        adjustments = []
        for at in range(3, len(segment.parts), 2):
            if segment[at].strip() or segment[at + 1].strip():
                reason, reference = (*segment.components(at), "")[:2]
                adjustments.append(ProviderAdjustment(segment[1], reason, reference, self._amount(segment, at + 1)))
        return adjustments

    def _amount(self, segment: Segment, element: int) -> Money:
        text = segment[element].strip()
        if _AMOUNT.fullmatch(text):
            whole, _, cents = text.removeprefix("-").partition(".")
            minor = int(whole or "0") * 100 + int(cents[:2].ljust(2, "0"))
            return Money(-minor if text.startswith("-") else minor)
        self._fault("remittance_amount", f"{segment.id}{element:02d} is no exact amount in dollars and cents", segment)
        return _ZERO

    def _fault(self, code: str, message: str, segment: Segment) -> None:
        where = Where(self.file, field=f"character {segment.offset}")
        self.findings.append(Finding(code, f"{message} (at character {segment.offset})", _REFUSED, where))


def _first(segments: Sequence[Segment], id_: str, qualifier: str | None = None) -> Segment | None:
    found = (segment for segment in segments if segment.id == id_ and (qualifier is None or segment[1] == qualifier))
    return next(found, None)


def _service_date(block: Sequence[Segment]) -> date | None:
    dates = {segment[1]: day(segment[2].strip()) for segment in block if segment.id == "DTM"}
    return dates.get("472") or dates.get("150")

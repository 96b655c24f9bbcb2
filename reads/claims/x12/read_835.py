"""An 835 read claim by claim: any order of segments that payers send, but not one amount that isn't exact.

    head        ST to the first claim: which payment, by whom, to whom
    claims      one ClaimPayment after another, nothing kept of those that were read
    provider_adjustments   after the claims

A segment that says why or what for (CAS, LQ, MOA, MIA, PLB, STC) and stands where none belongs becomes a finding: nothing
of an answer is dropped in silence (spec 5.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reads.claims.x12.remittance_835 import (
    CasAdjustment,
    ClaimPayment,
    LinePayment,
    ProviderAdjustment,
    Remittance,
)
from reads.claims.x12.segment_reader import Segment, blocks, day, dollars, pieces
from reads.core.findings import Finding, Severity, Where
from reads.core.money import Money

_PARTS = ("CLP", "LX", "PLB")
_SAYING = frozenset({"CAS", "LQ", "MOA", "MIA", "PLB", "STC"})
_TELLING = {"MIA": frozenset({5, 20, 21, 22, 23}), "MOA": frozenset({3, 4, 5, 6, 7})}
"""Where remark codes stand; the other elements are amounts and counts."""

_ZERO = Money(0)
_REFUSED = "ask the payer for a corrected 835; nothing of this payment was posted"


class RemittanceReader:
    """One 835 while it is read: `head` first, then `claims` to their end, then `provider_adjustments`.

    `findings` are its faults so far: errors where an amount, the trace or the currency can't be taken.
    """

    def __init__(self, body: Iterator[Segment], file: str = "") -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.provider_adjustments: list[ProviderAdjustment] = []
        self._blocks = blocks(body, *_PARTS)
        self._first: list[Segment] = []

    def head(self) -> Remittance | None:
        """The payment; None, with a finding that says why, where nothing tells which one it is."""
        segments = next(self._blocks, [])
        self._first = segments
        self._strangers(segments, "before the first claim")
        bpr, trn = _first(segments, "BPR"), _first(segments, "TRN")
        if bpr is None or trn is None or not trn[2].strip():
            self._fault("remittance_nameless", "the 835 has no BPR and TRN that say which payment it is", segments[0])
            return None
        currency = _first(segments, "CUR")
        if currency and currency[2] not in {"", "USD"}:
            self._fault("remittance_currency", "the 835 is in another currency than US dollars", currency)
        produced = _first(segments, "DTM", "405")
        dated = bpr[16].strip() or (produced[2].strip() if produced else "")
        payer = _first(segments, "N1", "PR")
        amount = self._amount(bpr, 2)
        payee = _party(segments, "PE")
        return Remittance(
            payer=payer[2].strip() if payer else "",
            payer_id=trn[3].strip(),
            trace=trn[2].strip(),
            dated=dated,
            method=bpr[4].strip(),
            payee=payee[0][2].strip() if payee else "",
            payee_npi=_identified(payee, "XX", "XX"),
            payee_tax_id=_identified(payee, "FI", "TJ"),
            amount=-amount if bpr[3] == "D" else amount,
            paid_on=day(dated),
            is_below_zero=amount.minor < 0,
        )

    def claims(self) -> Iterator[ClaimPayment]:
        """The claims one after another; what stands between them is read too."""
        for block in self._blocks:
            match block[0].id:
                case "CLP":
                    yield self._claim(block)
                case "PLB":
                    self.provider_adjustments += self._provider(block[0])
                    self._strangers(block[1:], "after a PLB")
                case _:
                    self._strangers(block, "outside of claims")

    def _claim(self, block: Sequence[Segment]) -> ClaimPayment:
        clp = block[0]
        head, services = pieces(block, "SVC")
        original = _first(head, "REF", "F8")
        remarks, notes = self._remarks(head)
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
            remarks=remarks,
            notes=notes,
            interest=self._interest(block),
            original_number=original[2].strip() if original else "",
        )

    def _line(self, block: Sequence[Segment]) -> LinePayment:
        svc = block[0]
        qualifier, *code = svc.components(1)
        reference = _first(block, "REF", "6R")
        remarks, notes = self._remarks(block)
        notes = (*notes, *_changed(svc))
        return LinePayment(
            reference=reference[2].strip() if reference else "",
            cpt=code[0].strip() if code else qualifier,
            modifiers=tuple([modifier for modifier in code[1:5] if modifier]),
            charge=self._amount(svc, 2),
            paid=self._amount(svc, 3),
            service_date=_service_date(block),
            adjustments=self._adjustments(block),
            remarks=remarks,
            notes=notes,
        )

    def _interest(self, block: Sequence[Segment]) -> Money:
        """All of it: some payers say it line by line."""
        said = [each for each in block if each.parts[0] == "AMT" and each[1] == "I"]
        return sum((self._amount(each, 2) for each in said), _ZERO)

    def _remarks(self, block: Sequence[Segment]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The remark codes of LQ, MOA and MIA in their order, and what else stands in MOA and MIA, by element.

        And the quantities of CAS, by their reason: `CO-45 x2`.

        A MIA with nothing else is noted by its name: it is an inpatient's, which a further claim may not pass on as a MOA.
        """
        codes: list[str] = []
        notes: list[str] = []
        for segment in block:
            id_ = segment.parts[0]
            if id_ == "LQ":
                codes.append(segment[2].strip() if segment[1].strip() == "HE" else f"{segment[1]}:{segment[2]}")
            elif id_ in _TELLING:
                told = [(at, text.strip()) for at, text in enumerate(segment.parts[1:], 1) if text.strip()]
                codes += [text for at, text in told if at in _TELLING[id_]]
                beside = [f"{id_}{at:02d} {text}" for at, text in told if at not in _TELLING[id_]]
                notes += beside or [id_] * (id_ == "MIA")
            elif id_ == "STC":
                self._stranger(segment, "in a claim of an 835")
            elif id_ == "CAS":
                notes += _quantities(segment)
        return tuple(dict.fromkeys(code for code in codes if code)), tuple(notes)

    def _adjustments(self, block: Sequence[Segment]) -> tuple[CasAdjustment, ...]:
        """Reason and amount, up to six times in a CAS; an amount without a reason counts too. Quantities are notes."""
        return tuple(
            [
                CasAdjustment(segment[1].strip(), segment[at].strip(), self._amount(segment, at + 1))
                for segment in block
                if segment.parts[0] == "CAS"
                for at in range(2, len(segment.parts), 3)
                if segment[at].strip() or segment[at + 1].strip()
            ]
        )

    def _provider(self, segment: Segment) -> list[ProviderAdjustment]:
        adjustments = []
        for at in range(3, len(segment.parts), 2):
            if segment[at].strip() or segment[at + 1].strip():
                reason, reference = (*segment.components(at), "")[:2]
                amount = self._amount(segment, at + 1)
                provider, period = segment[1].strip(), segment[2].strip()
                made = ProviderAdjustment(provider, reason.strip(), reference.strip(), amount, period)
                adjustments.append(made)
        return adjustments

    def _amount(self, segment: Segment, element: int) -> Money:
        amount = dollars(segment[element])
        if amount is not None:
            return amount
        self._fault("remittance_amount", f"{segment.id}{element:02d} is no exact amount in dollars and cents", segment)
        return _ZERO

    def _strangers(self, segments: Sequence[Segment], place: str) -> None:
        for segment in segments:
            if segment.id in _SAYING:
                self._stranger(segment, place)

    def _stranger(self, segment: Segment, place: str) -> None:
        said = "*".join(segment.parts)[:60]
        message = f"{said} stands {place}, where it says nothing of a claim (at character {segment.offset})"
        remedy = "ask the payer what it is about; the rest was posted"
        where = Where(self.file, field=f"character {segment.offset}")
        self.findings.append(Finding("answer_unread", message, remedy, where, Severity.WARNING))

    def _fault(self, code: str, message: str, segment: Segment) -> None:
        where = Where(self.file, field=f"character {segment.offset}")
        self.findings.append(Finding(code, f"{message} (at character {segment.offset})", _REFUSED, where))


def _changed(svc: Segment) -> Iterator[str]:
    """What the payer paid for instead of what was sent: another code or modifiers (SVC06), another number of units (SVC07)."""
    sent, paid = ("-".join(filter(None, map(str.strip, svc.components(at)[1:6]))) for at in (6, 1))
    if sent and sent != paid:
        yield f"SVC06 {sent}>{paid}"
    units = svc[5].strip() or "1"
    if svc[7].strip() and svc[7].strip() != units:
        yield f"SVC07 {svc[7].strip()}>{units}"


def _quantities(segment: Segment) -> list[str]:
    return [
        f"{segment[1].strip()}-{segment[at].strip()} x{said}"
        for at in range(2, len(segment.parts), 3)
        if (said := segment[at + 2].strip()).strip("0.")
    ]


def _first(segments: Sequence[Segment], id_: str, qualifier: str | None = None) -> Segment | None:
    for segment in segments:
        if segment.parts[0] == id_ and (qualifier is None or segment[1] == qualifier):
            return segment
    return None


def _party(segments: Sequence[Segment], code: str) -> list[Segment]:
    """The N1 of a party and the segments under it."""
    return next((block for block in pieces(segments, "N1", "LX")[1] if block[0].id == "N1" and block[0][1] == code), [])


def _identified(party: Sequence[Segment], qualifier: str, additional: str) -> str:
    """An id of a party: in its N1 under one qualifier, or in a REF of its own under another."""
    if party and party[0][3].strip() == qualifier:
        return party[0][4].strip()
    said = _first(party, "REF", additional)
    return said[2].strip() if said else ""


def _service_date(block: Sequence[Segment]) -> date | None:
    dates = {segment[1]: day(segment[2].strip()) for segment in block if segment.parts[0] == "DTM"}
    return dates.get("472") or dates.get("150")

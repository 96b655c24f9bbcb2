"""A paper as scripts get it: the INVOICE of spec 6."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import Paper, PaperLine, ScheduleRow
from reads.core.money import Money
from reads.core.times import rfc3339


@dataclass(frozen=True, slots=True)
class PaperAccount:
    """What became of a paper since it was drawn up: its status, what was paid, its hash and its file."""

    status: str
    paid: Money
    balance: Money
    sha256: str | None = None
    pdf: str | None = None


def drafted(paper: Paper) -> PaperAccount:
    """The account of a paper that is not issued."""
    return PaperAccount("draft", Money(0, paper.currency), paper.total)


def head_as_json(issued: IssuedPaper, account: PaperAccount, po_number: str) -> dict[str, object]:
    """INVOICE without lines and schedule; also what `invoice list` answers."""
    return {
        "number": issued.number,
        "kind": issued.kind.value,
        "client": issued.client,
        "contract": issued.contract,
        "month": str(issued.month),
        "currency": issued.total.currency,
        "status": account.status,
        "issued_on": issued.issued_on.isoformat(),
        "due_on": issued.due_on.isoformat(),
        "po_number": po_number,
        "total": str(issued.total),
        "paid": str(account.paid),
        "balance": str(account.balance),
        "sha256": account.sha256,
        "pdf": account.pdf,
    }


def as_json(paper: Paper, account: PaperAccount, *, schedule: bool) -> dict[str, object]:
    """INVOICE; with its reads where asked. Amounts and quantities are texts, absent values null."""
    found: dict[str, object] = {
        "number": paper.number,
        "kind": paper.kind.value,
        "client": paper.bill_to.id,
        "contract": paper.contract,
        "contract_version": paper.contract_version,
        "month": str(paper.month),
        "currency": paper.currency,
        "status": account.status,
        "issued_on": paper.issued_on.isoformat(),
        "due_on": paper.due_on.isoformat(),
        "po_number": paper.po_number,
        "lines": [_line(line) for line in paper.lines],
        "total": str(paper.total),
        "prompt_payment": _prompt_payment(paper),
        "notes": list(paper.notes),
        "paid": str(account.paid),
        "balance": str(account.balance),
        "sha256": account.sha256,
        "pdf": account.pdf,
        "data": dict(paper.data),
    }
    if schedule:
        found["schedule"] = [_read(row) for row in paper.schedule]
    return found


def _prompt_payment(paper: Paper) -> dict[str, object] | None:
    """What may be taken off by when, as the paper says it; what is credited since comes off first."""
    offer = paper.early_payment
    if offer is None:
        return None
    return {
        "percent": str(offer.percent),
        "days": offer.days,
        "last_day": offer.last_day.isoformat(),
        "amount": str(offer.discount(paper.total, Money(0, paper.currency))),
    }


def _line(line: PaperLine) -> dict[str, object]:
    return {
        "kind": line.kind.value,
        "name": line.name,
        "facility": line.facility,
        "quantity": f"{line.quantity:f}",
        "unit_price": _text(line.unit_price),
        "amount": str(line.amount),
        "month": str(line.month),
        "basis": line.basis,
        "wrvus": [{"work_rvu": f"{quantity:f}", "rate": f"{rate:f}"} for quantity, rate in line.wrvus],
    }


def _read(row: ScheduleRow) -> dict[str, object]:
    return {
        "accession": row.accession,
        "exam": row.exam,
        "facility": row.facility,
        "modality": row.modality,
        "radiologist": row.radiologist,
        "read_type": row.read_type,
        "signed_at": rfc3339(row.signed_at),
        "turnaround_minutes": row.turnaround_minutes,
        "rate": row.rate,
        "tier": row.tier,
        "units": str(row.units),
        "work_rvu": _text(row.work_rvu),
        "base": _text(row.base),
        "surcharges": _text(row.surcharges),
        "credits": _text(row.credits),
        "charge": _text(row.charge),
        "month": str(row.month),
        "reason": row.reason,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"

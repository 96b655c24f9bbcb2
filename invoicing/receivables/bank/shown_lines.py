"""A bank's line as scripts get it; amounts as texts, days RFC 3339."""

from __future__ import annotations

from invoicing.receivables.bank.repository import StoredLine


def line_as_json(stored: StoredLine) -> dict[str, object]:
    """The line, what is on it, and what was decided."""
    line, decision = stored.line, stored.decision
    return {
        "line": stored.number,
        "file": stored.file,
        "account": line.account,
        "day": line.day.isoformat(),
        "amount": str(line.amount),
        "currency": line.amount.currency,
        "nature": line.nature.value,
        "state": stored.state,
        "reference": line.reference,
        "payer": line.payer,
        "text": line.text,
        "remark": line.remark,
        "entries": list(decision.entries) if decision else [],
        "because": decision.because if decision else "",
    }

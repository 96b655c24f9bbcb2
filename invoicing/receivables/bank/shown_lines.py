"""A bank's line as scripts get it; amounts as texts, days RFC 3339."""

from __future__ import annotations

from invoicing.receivables.bank.match_values import LineMatch
from invoicing.receivables.bank.posting import DecidedLine
from invoicing.receivables.bank.repository import StoredLine
from invoicing.receivables.views import booked_as_json
from reads.core.money import Money


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


def match_as_json(stored: StoredLine, found: LineMatch, *, is_exact: bool) -> dict[str, object]:
    """The line and what it matches."""
    return {
        **line_as_json(stored),
        "match": found.by,
        "why": found.why,
        "exact": is_exact,
        "client": found.client,
        "to": [{"number": number, "amount": str(amount)} for number, amount in found.to],
        "unapplied": str(Money(found.over, stored.line.amount.currency)),
        "short": [{"number": each.number, "amount": str(each.amount), "words": each.words} for each in found.kept],
        "entry": found.entry,
    }


def decided_as_json(done: DecidedLine) -> dict[str, object]:
    """What became of the line."""
    return {
        "line": done.line.number,
        "decided": done.kind,
        "why": done.why,
        "entries": list(done.entries),
        "booked": [booked_as_json(each) for each in done.booked],
        "queries": [{"number": each.number, "amount": str(each.amount), "words": each.words} for each in done.queries],
    }

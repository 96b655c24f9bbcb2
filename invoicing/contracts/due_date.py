"""When a paper is due: so many days after its issue, the contract's own or else its client's (spec 3.6)."""

from __future__ import annotations

from datetime import date, timedelta

from invoicing.contracts.model import Contract
from reads.directory.model import Client


def days_to_pay(contract: Contract, client: Client) -> int:
    """The contract's days where it says any, else those of clients.csv."""
    return client.terms_days if contract.terms_days is None else contract.terms_days


def due_date(issued_on: date, days: int) -> date:
    """The last day on which it is paid in time."""
    return issued_on + timedelta(days=days)

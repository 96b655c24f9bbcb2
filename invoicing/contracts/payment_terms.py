"""Who is billed; whose payment terms and purchase order a paper bears, the contract's own or else its client's; when it is due (spec 1, 3.2)."""

from __future__ import annotations

from datetime import date, timedelta

from invoicing.contracts.errors import ContractWithoutClient
from invoicing.contracts.model import Contract
from reads.directory.directory import Directory
from reads.directory.model import Client


def client_of(contract: Contract, directory: Directory, billed_to: str = "") -> Client:
    """The client whom the contract bills, or another whom a paper of it was billed to; ContractWithoutClient where nobody knows it."""
    named = billed_to or contract.client
    if named not in directory.clients:
        raise ContractWithoutClient(contract.id, named)
    return directory.clients[named]


def days_to_pay(contract: Contract, client: Client) -> int:
    """The contract's days where it says any, else those of clients.csv."""
    return client.terms_days if contract.terms_days is None else contract.terms_days


def purchase_order(contract: Contract, client: Client) -> str:
    """The contract's number where it has one, else that of clients.csv; empty for none."""
    return contract.po_number or client.po_number


def due_date(issued_on: date, days: int) -> date:
    """The last day on which it is paid in time."""
    return issued_on + timedelta(days=days)

"""Queries of the contracts that were applied."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from invoicing.contracts.contract import AppliedContract
from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.contracts.reader import read_contract
from invoicing.contracts.tables import ContractVersionRow


def load_contracts(session: Session) -> list[AppliedContract]:
    """The contracts as they stand now, by id; withdrawn ones are left out."""
    return [_read(row) for row in current_rows(session) if row.content]


def load_version(session: Session, contract: str, version: int) -> AppliedContract:
    """A contract as it stood in one of its versions; NoSuchContract where there is none, or it was withdrawn by it."""
    query = select(ContractVersionRow).where(
        ContractVersionRow.contract == contract, ContractVersionRow.version == version
    )
    row = session.exec(query).first()
    if row is None or not row.content:
        raise NoSuchContract(contract, version)
    return _read(row)


def current_rows(session: Session) -> list[ContractVersionRow]:
    """The last version of each contract, by id; of a withdrawn one its content is empty."""
    newest = select(func.max(ContractVersionRow.id)).group_by(col(ContractVersionRow.contract))
    query = select(ContractVersionRow).where(col(ContractVersionRow.id).in_(newest))
    return list(session.exec(query.order_by(col(ContractVersionRow.contract))))


def _read(row: ContractVersionRow) -> AppliedContract:
    contract, findings = read_contract(row.contract, row.content, f"{row.contract}.toml")
    if contract is None:
        raise UnreadableContract(row.contract, row.version, findings)
    return AppliedContract(contract, row.version, row.id or 0)

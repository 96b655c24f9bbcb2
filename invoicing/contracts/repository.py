"""Queries of the contracts that were applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.loaded_holidays import load_calendars
from invoicing.contracts.model import AppliedContract
from invoicing.contracts.tables import ContractVersionRow

_MOST = 100
"""So many clients are looked for by their names in the texts; more, and every contract is read."""


def load_contracts(session: Session, clients: Collection[str] | None = None) -> list[AppliedContract]:
    """The contracts as they stand now, by id; withdrawn ones are left out. With `clients`, those of these only."""
    if clients is None or len(clients) > _MOST:
        rows = current_rows(session)
    else:
        content = col(ContractVersionRow.content)
        likely = [content.contains(word, autoescape=True) for word in (*sorted(clients), "\\")]
        rows = list(session.exec(_current().where(or_(*likely)))) if clients else []
    applied = [_read(row) for row in rows if row.content]
    return with_holidays(session, [one for one in applied if clients is None or one.contract.client in clients])


def with_holidays(session: Session, applied: Iterable[AppliedContract]) -> list[AppliedContract]:
    """The contracts with the holidays that were loaded for them."""
    found = list(applied)
    calendars = load_calendars(session, {name for one in found for name in one.contract.holidays})
    return [replace(one, calendars=calendars) if one.contract.holidays else one for one in found]


def load_contract(session: Session, contract: str) -> AppliedContract:
    """A contract as it stands now; NoSuchContract where there is none, or it was withdrawn."""
    row = session.exec(_current().where(ContractVersionRow.contract == contract)).first()
    if row is None or not row.content:
        raise NoSuchContract(contract)
    return with_holidays(session, [_read(row)])[0]


def load_version(session: Session, contract: str, version: int) -> AppliedContract:
    """A contract as it stood in one of its versions; NoSuchContract where there is none, or it was withdrawn by it."""
    query = select(ContractVersionRow).where(
        ContractVersionRow.contract == contract, ContractVersionRow.version == version
    )
    row = session.exec(query).first()
    if row is None or not row.content:
        raise NoSuchContract(contract, version)
    return with_holidays(session, [_read(row)])[0]


def current_rows(session: Session) -> list[ContractVersionRow]:
    """The last version of each contract, by id; of a withdrawn one its content is empty."""
    return list(session.exec(_current()))


def _current() -> SelectOfScalar[ContractVersionRow]:
    newest = select(func.max(ContractVersionRow.id)).group_by(col(ContractVersionRow.contract))
    query = select(ContractVersionRow).where(col(ContractVersionRow.id).in_(newest))
    return query.order_by(col(ContractVersionRow.contract))


def _read(row: ContractVersionRow) -> AppliedContract:
    file = f"{row.contract}.toml"
    contract, _ = read_contract(row.contract, row.content, file, placed=False)
    if contract is None:
        raise UnreadableContract(row.contract, row.version, read_contract(row.contract, row.content, file)[1])
    return AppliedContract(contract, row.version, row.id or 0)

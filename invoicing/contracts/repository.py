"""Queries of the contracts that were applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from invoicing.contracts.errors import NoSuchContract, UnreadableContract
from invoicing.contracts.file.contract_file import read_contract, read_terms_again
from invoicing.contracts.loaded_holidays import load_calendars
from invoicing.contracts.model import AppliedContract, Contract
from reads.store.look_without_orm import rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_MOST = 100
"""So many clients are looked for by their names in the texts; more, and every contract is read."""

_KEPT = 4_096
"""So many contracts' terms are kept in memory, some 10 kB each."""

_VERSIONS = "SELECT contract, version, id, content FROM contract_versions "
_NEWEST = "WHERE id IN (SELECT max(id) FROM contract_versions GROUP BY contract) "


@dataclass(frozen=True, slots=True)
class ContractText:
    """One version of a contract: the file's text as it was; an empty text is a contract that was withdrawn."""

    contract: str
    version: int
    id: int
    content: str


def load_contracts(reading: Reading, clients: Collection[str] | None = None) -> list[AppliedContract]:
    """The contracts as they stand now, by id; withdrawn ones are left out. With `clients`, those of these only."""
    texts = current_texts(reading)
    if clients is not None and len(clients) <= _MOST:
        texts = [one for one in texts if any(word in one.content for word in (*clients, "\\"))]
    applied = [_read(one) for one in texts if one.content]
    return with_holidays(reading, [one for one in applied if clients is None or one.contract.client in clients])


def with_holidays(reading: Reading, applied: Iterable[AppliedContract]) -> list[AppliedContract]:
    """The contracts with the holidays that were loaded for them."""
    found = list(applied)
    calendars = load_calendars(reading, {name for one in found for name in one.contract.holidays})
    return [replace(one, calendars=calendars) if one.contract.holidays else one for one in found]


def load_contract(reading: Reading, contract: str) -> AppliedContract:
    """A contract as it stands now; NoSuchContract where there is none, or it was withdrawn."""
    return _applied(
        reading, rows(reading, _VERSIONS + _NEWEST + "AND contract = :contract", contract=contract), contract
    )


def load_version(reading: Reading, contract: str, version: int) -> AppliedContract:
    """A contract as it stood in one of its versions; NoSuchContract where there is none, or it was withdrawn by it."""
    query = _VERSIONS + "WHERE contract = :contract AND version = :version"
    return _applied(reading, rows(reading, query, contract=contract, version=version), contract, version)


def current_texts(reading: Reading) -> list[ContractText]:
    """The last version of each contract, by id; of a withdrawn one its content is empty.

    Put in order here: a database orders by its own language's rules, and papers are numbered in this order.
    """
    found = [ContractText(*row) for row in rows(reading, _VERSIONS + _NEWEST)]
    return sorted(found, key=lambda each: each.contract)


def _applied(
    reading: Reading, found: list[tuple[str, int, int, str]], contract: str, version: int | None = None
) -> AppliedContract:
    if not found or not ContractText(*found[0]).content:
        raise NoSuchContract(contract, version)
    return with_holidays(reading, [_read(ContractText(*found[0]))])[0]


def _read(text: ContractText) -> AppliedContract:
    contract = _terms_of(text.contract, text.content)
    if contract is None:
        faults = read_contract(text.contract, text.content, f"{text.contract}.toml")[1]
        raise UnreadableContract(text.contract, text.version, faults)
    return AppliedContract(contract, text.version, text.id)


@lru_cache(maxsize=_KEPT)
def _terms_of(contract: str, content: str) -> Contract | None:
    """What the text says; a version's text never changes, and one command asks for it several times."""
    return read_terms_again(contract, content) or read_contract(contract, content, f"{contract}.toml", placed=False)[0]

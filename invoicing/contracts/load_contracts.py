"""Takes contracts into force: a new version for each text that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.plain_english.changed_terms import differences
from invoicing.contracts.repository import ContractText, current_texts

if TYPE_CHECKING:
    from sqlmodel import Session


class What(StrEnum):
    """What became of a contract."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ContractChange:
    """One contract's new version, and in plain sentences what it changes against the one before."""

    contract: str
    what: What
    version: int
    differences: tuple[str, ...] = ()


def apply_contracts(
    session: Session, texts: Mapping[str, str], *, actor: str, at: datetime, because: str = ""
) -> list[ContractChange]:
    """Records a new version of each contract whose text changed, by id; one whose text is missing is withdrawn.

    `texts` are the files as they stand, by contract id, and have been checked. A text that is as it was gives nothing,
    so that applying twice changes nothing.
    """
    from invoicing.contracts.tables import ContractVersionRow
    from reads.store.events import Deed, record

    before = {row.contract: row for row in current_texts(session)}
    changes = []
    for contract in sorted(before.keys() | texts.keys()):
        row, text = before.get(contract), texts.get(contract, "")
        if text == (row.content if row else ""):
            continue
        change = _change(contract, row, text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        session.add(
            ContractVersionRow(
                contract=contract,
                version=change.version,
                content=text,
                sha256=digest,
                at=at,
                actor=actor,
            )
        )
        detail = {"version": change.version, "sha256": digest, "differences": list(change.differences)}
        record(session, Deed(f"contract.{change.what}", contract, detail, because), actor=actor, at=at)
        changes.append(change)
    return changes


def _change(contract: str, row: ContractText | None, text: str) -> ContractChange:
    version = row.version + 1 if row else 1
    if not text:
        return ContractChange(contract, What.WITHDRAWN, version)
    if row is None or not row.content:
        return ContractChange(contract, What.ADDED, version)
    before, _ = read_contract(contract, row.content, contract)
    after, _ = read_contract(contract, text, contract)
    if before is None or after is None:
        return ContractChange(contract, What.CHANGED, version)
    return ContractChange(contract, What.CHANGED, version, differences(before, after))

"""A contract as it is shown, by any face: what it is, whether it is in force, and its terms in plain words on a day (spec 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from invoicing.contracts.model import AppliedContract
from invoicing.contracts.plain_english.contract_in_words import Passage, in_words
from invoicing.contracts.repository import load_contract, load_contracts, load_version
from reads.core.clock import Clock, today
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_KINDS = ("group", "clients", "facilities", "radiologists", "payers", "exams")
"""What the plain words ask of the directory."""


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A version of a contract, and its terms as they stand on the day."""

    applied: AppliedContract
    on: date
    terms: Sequence[Passage]

    def as_json(self) -> dict[str, object]:
        """As scripts get it."""
        return {
            **contract_as_json(self.applied, self.on),
            "on": self.on.isoformat(),
            "terms": [{"heading": each.heading, "sentences": list(each.sentences)} for each in self.terms],
        }


def contracts_listed(reading: Reading, clock: Clock) -> tuple[list[AppliedContract], date]:
    """All contracts as they were applied, and today on the group's calendar."""
    return load_contracts(reading), _today(clock, load_directory(reading, ["group"]))


def contract_shown(
    reading: Reading, contract: str, clock: Clock, *, day: date | None = None, version: int | None = None
) -> ContractShown:
    """The contract on the day, today unless given; an earlier version where asked. NoSuchContract where there is none."""
    directory = load_directory(reading, _KINDS)
    applied = load_contract(reading, contract) if version is None else load_version(reading, contract, version)
    on = day or _today(clock, directory)
    return ContractShown(applied, on, in_words(applied.contract, on, directory, applied.calendars))


def stage(applied: AppliedContract, day: date) -> str:
    """Where the contract stands on a day: in force, not yet, over."""
    if applied.contract.in_force(day):
        return "in force"
    return "not yet" if day < applied.contract.effective else "over"


def contract_as_json(applied: AppliedContract, day: date) -> dict[str, object]:
    """A contract of the list."""
    terms = applied.contract
    return {
        "contract": terms.id,
        "version": applied.version,
        "client": terms.client,
        "title": terms.title,
        "facilities": sorted(terms.facilities),
        "effective": terms.effective.isoformat(),
        "until": terms.until.isoformat() if terms.until else None,
        "currency": terms.currency,
        "in_force": terms.in_force(day),
    }


def _today(clock: Clock, directory: Directory) -> date:
    return today(clock, directory.group.timezone if directory.group else "UTC")

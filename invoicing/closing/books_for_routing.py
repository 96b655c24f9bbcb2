"""What reads are routed on: the directory, the contracts, what persons have released, and the reads on claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from invoicing.closing.applied_zones import Zones, with_zones
from invoicing.contracts.contract_of_read import Coverage
from invoicing.contracts.model import AppliedContract, Contract
from invoicing.contracts.repository import load_contracts
from reads.claims.reads_on_claims import keys_on_claims
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.log.facility_words import clients_of
from reads.log.read_versions import releases
from reads.routing.rules import Router
from reads.routing.second_interpretations import Studies

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_KINDS = ("group", "clients", "facilities", "radiologists", "locations", "payers", "exams", "coverage")
"""What routing, pricing and papers ask of the directory; licences, enrolments and charges are for claims."""


@dataclass(frozen=True)
class Ground:
    """What reads are routed on, loaded once a command; `claimed` are the reads on claims, where a contract takes finals."""

    directory: Directory
    contracts: tuple[AppliedContract, ...]
    released: Mapping[str, Collection[str]]
    claimed: frozenset[str] = frozenset()
    zones: Zones = field(default_factory=dict)

    @classmethod
    def load(cls, reading: Reading, facilities: Collection[str] | None = None) -> Ground:
        """The directory and the contracts in force, and what persons have released.

        With `facilities`, only the contracts of the clients that these belong to: enough for the reads of these.
        """
        directory = load_directory(reading, _KINDS)
        return cls._of(reading, directory, None if facilities is None else clients_of(directory, facilities))

    @classmethod
    def of_client(cls, reading: Reading, client: str) -> Ground:
        """The same for the reads of one client: with the contracts of all that its facilities have belonged to."""
        directory = load_directory(reading, _KINDS)
        rows = directory.facilities.items()
        own = {facility for facility, some in rows if any(row.client == client for row in some)}
        return cls._of(reading, directory, {client, *clients_of(directory, own)})

    @classmethod
    def _of(cls, reading: Reading, directory: Directory, clients: Collection[str] | None) -> Ground:
        contracts = tuple(load_contracts(reading, clients))
        takes_finals = any(applied.contract.finals for applied in contracts)
        claimed = keys_on_claims(reading) if takes_finals else frozenset()
        return cls(directory, contracts, releases(reading), claimed)

    def in_zones(self, zones: Zones) -> Ground:
        """The same with these time zones, of facilities and contracts."""
        return replace(self, directory=with_zones(self.directory, zones), zones=zones)

    def as_of(self, reading: Reading, record: int) -> Ground:
        """The same with the directory as it was when its newest record was that one."""
        return replace(self, directory=load_directory(reading, _KINDS, record))

    def facilities(self, contracts: Collection[str]) -> set[str]:
        """The facilities that some contracts cover, on any day."""
        of_client: defaultdict[str, list[Contract]] = defaultdict(list)
        for applied in self.contracts:
            if applied.contract.id in contracts:
                of_client[applied.contract.client].append(applied.contract)
        return {
            facility
            for facility, rows in self.directory.facilities.items()
            for row in rows
            for one in of_client[row.client]
            if not one.facilities or facility in one.facilities
        }

    @cached_property
    def coverage(self) -> Coverage:
        """Which contract covers a read."""
        return Coverage.of(self.contracts, self.directory, self.zones)

    def router(self, studies: Studies) -> Router:
        """A router over this ground."""
        coverage = self.coverage
        return Router(self.directory, coverage.terms, studies, self.released, self.claimed)

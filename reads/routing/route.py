"""Where a read goes, as types: pricing takes only `ToHospital`, claims only `ToInsurer` (spec 5.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from reads.core.codes import ReadType
from reads.core.month import Month
from reads.core.read import LoggedRead, Read
from reads.directory.model import Exam, Facility, Location, Payer, Radiologist


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a read is held, what to do about it, and the rule's source where there is one."""

    code: str
    message: str
    remedy: str
    source: str = ""


class Terms(Protocol):
    """What routing must know of the contract that covers a read; invoicing provides it."""

    @property
    def contract(self) -> str:
        """The contract's id."""
        ...

    @property
    def client(self) -> str:
        """Who is billed under it."""
        ...

    @property
    def service_date(self) -> date:
        """The read's service date under it (spec 3.2)."""
        ...

    @property
    def month(self) -> Month:
        """The month it puts the read into."""
        ...

    @property
    def local_time(self) -> datetime:
        """The read's billing moment, in the facility's local time (naive)."""
        ...

    @property
    def billing_moment(self) -> datetime:
        """The read's `month_by` time, in UTC."""
        ...

    @property
    def asks_for(self) -> frozenset[str]:
        """Which words of a read some price of it depends on: of priority, patient_class and modality."""
        ...

    def pays_for(self, read_type: ReadType) -> bool:
        """Whether its `[bill]` section pays for such reads."""
        ...

    def pays_final_of(self, payer: Payer | None) -> bool | None:
        """Whether it pays for a final of that payer's patient; None where that depends on a payer that nobody knows."""
        ...


@dataclass(frozen=True, slots=True)
class MissingMoment:
    """A contract would cover the read, but the moment that puts it into a month is absent or far from the signing.

    `pays_final_of` as of `Terms`.
    """

    contract: str
    moment: str
    implausible: bool = False
    pays_final_of: Callable[[Payer | None], bool | None] = field(default=lambda _payer: None, compare=False, repr=False)


class Door(StrEnum):
    """Who is asked to pay: the client on an invoice, an insurer on a claim, or nobody."""

    HOSPITAL = "hospital"
    INSURANCE = "insurance"
    NONE = "none"


class OtherDoor(Protocol):
    """What claims must know of the invoices, so that a final has one door (spec 5.5)."""

    def terms(self, read: Read) -> Terms | MissingMoment | None:
        """The contract that may pay for the read."""
        ...

    def on_invoice(self, keys: Collection[str]) -> Mapping[str, str]:
        """Of these reads, those that stand on a paper: key -> its number."""
        ...


@dataclass(frozen=True, slots=True)
class ToHospital:
    """A read that the client pays for: a wet read, or a final that its contract takes (spec 5.5)."""

    logged: LoggedRead
    terms: Terms
    facility: Facility
    exam: Exam
    radiologist: Radiologist
    rule: str
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ToInsurer:
    """A final read by a reader in the United States: a claim line; `month` is that of its signing at the facility."""

    logged: LoggedRead
    month: Month
    facility: Facility
    exam: Exam
    radiologist: Radiologist
    location: Location
    payer: Payer
    rule: str


@dataclass(frozen=True, slots=True)
class Held:
    """A read that a person must look at, with every reason.

    `month` is that of its contract where there is one, else that of its signing (at the facility where known, else UTC);
    `door` the one that it would go through.
    """

    logged: LoggedRead
    month: Month
    reasons: tuple[Reason, ...]
    rule: str = "held"
    door: Door = Door.NONE


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A read that is recorded and billed to nobody; `month` as that of a held read."""

    logged: LoggedRead
    month: Month
    rule: str


Route = ToHospital | ToInsurer | Held | Nowhere


def door_of(route: Route) -> Door:
    """Who is asked to pay for the read, or would be were it not held."""
    match route:
        case ToHospital():
            return Door.HOSPITAL
        case ToInsurer():
            return Door.INSURANCE
        case Held():
            return route.door
        case _:
            return Door.NONE

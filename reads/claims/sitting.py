"""What finals share that one reader made in one place on one day, of one facility and payer, and what follows from it. Pure.

Each question is answered once for all of them: the days, the state and plan that a claim belongs to, to whom it is addressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from reads.claims.contractor import RAILROAD, RAILROAD_ID, id_for, of_carrier, of_zip
from reads.claims.filing_state import ClaimStates, programme_state
from reads.claims.person import Address, address_of
from reads.claims.rules.lookup import Rules
from reads.directory.directory import Directory
from reads.directory.model import Charge, Facility, Group, Location, Payer, PayerKind, PayerRule, Radiologist
from reads.fees.codes.code_set import CodeKind
from reads.fees.codes.code_sets import NO_CODE_SETS, CodeSets, Edition
from reads.fees.release import Chosen, FeeValue, Release, Releases

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PayerAnswer:
    """What a question about a payer is answered with: by its row in payers.csv, or by a rule."""

    value: str
    rule: PayerRule | None = None

    @property
    def uncertain(self) -> bool:
        """Whether a person has to look: the rule is not a certainty."""
        return self.rule is not None and self.rule.confidence == "uncertain"

    @property
    def source(self) -> str:
        """Where the answer comes from."""
        return f"{self.rule.source} ({self.rule.confidence})" if self.rule else "directory/payers.csv"


@dataclass(frozen=True, slots=True)
class ClaimGround:
    """What all finals are looked at with: the directory, the rules, the fee releases, the day of today, and code sets."""

    directory: Directory
    rules: Rules
    releases: Releases
    today: date
    codes: CodeSets = NO_CODE_SETS
    _sittings: dict[tuple[object, ...], Sitting] = field(init=False, repr=False, compare=False, default_factory=dict)

    def sitting(
        self,
        facility: Facility,
        location: Location,
        payer: Payer,
        radiologist: Radiologist,
        read_on: date,
        scanned_on: date | None,
    ) -> Sitting:
        """The sitting of these, the same object each time; rows of the directory are told apart by being the same object."""
        rows = facility, location, payer, radiologist
        key = (*map(id, rows), read_on, scanned_on)
        found = self._sittings.get(key)
        if found is None:
            found = self._sittings[key] = Sitting(*rows, read_on, scanned_on, self)
        return found

    def forget(self) -> None:
        """Lets its sittings go: they hold it as it holds them, and would stay until Python looks for such circles."""
        self._sittings.clear()


@dataclass(frozen=True, eq=False)
class Sitting:
    """`read_on` is the day of the interpretation where the radiologist sat, `scanned_on` that of the exam where the patient was."""

    facility: Facility
    location: Location
    payer: Payer
    radiologist: Radiologist
    read_on: date
    scanned_on: date | None
    ground: ClaimGround
    _answers: dict[tuple[object, ...], Any] = field(init=False, repr=False, default_factory=dict)

    def once(self, question: Callable[..., T], *about: object) -> T:
        """What a question about it comes to, asked for the first final alone; `about` are its further arguments."""
        answers, asked = self._answers, (question, *about)
        if asked not in answers:
            answers[asked] = question(self, *about)
        answer: T = answers[asked]
        return answer

    @cached_property
    def dos(self) -> PayerAnswer:
        """Which day is the day of service: interpretation or exam."""
        return self._answer(self.payer.dos, "dos_basis", self.programme_state, "exam")

    @cached_property
    def service_date(self) -> date:
        """The day of service; of a final without its exam's time, the day of the interpretation."""
        if self.dos.value == "exam":
            return self.scanned_on or self.read_on
        return self.read_on

    @cached_property
    def facility_loop(self) -> PayerAnswer:
        """Whose address is loop 2310C: reading or facility."""
        return self._answer(self.payer.facility_loop, "facility_loop", self.location.us_state, "facility")

    @cached_property
    def filing_plan(self) -> PayerAnswer:
        """Which Blue plan a claim goes to: reading, facility or group."""
        return self._answer(self.payer.filing_plan, "bcbs_filing_plan", self.payer.state, "facility")

    @property
    def out_of_state(self) -> PayerAnswer:
        """Whether the programme takes readers in other states: no, border or yes."""
        return self._answer(self.payer.out_of_state, "medicaid_out_of_state", self.payer.state, "no")

    @property
    def programme_state(self) -> str:
        """The state of the payer's programme."""
        return programme_state(self.payer, self.facility)

    @cached_property
    def states(self) -> ClaimStates:
        """The states that a claim may belong to."""
        group = self.group_address.state if self.group_address else ""
        plan = self.filing_plan.value
        return ClaimStates(self.location.us_state, self.facility.state, self.programme_state, group, plan)

    @cached_property
    def filing_state(self) -> str:
        """The state that the claim belongs to."""
        return self.states.filed_in(self.payer.kind)

    @cached_property
    def enrolment(self) -> PayerAnswer:
        """By which state the payer enrols readers: reading, facility, programme or plan."""
        return self._answer("", "not_enrolled", self.facility.state, "facility")

    @property
    def enrolled_in(self) -> str:
        """The state of the enrolment that the payer asks for."""
        return self.states.of(self.enrolment.value)

    @property
    def group(self) -> Group | None:
        """The group that bills."""
        return self.ground.directory.group

    @cached_property
    def group_address(self) -> Address | None:
        """The group's own address, None where wetread.toml has no United States one."""
        return address_of(self.group.address) if self.group else None

    def rule(self, check: str) -> PayerRule | None:
        """The rule about a payer of its own state, else the facility's, in force when the images were read."""
        return self.ground.rules.find(check, self.payer, self.programme_state, self.read_on)

    @cached_property
    def release(self) -> Release | None:
        """The fee release that answers for the day of service."""
        chosen = self.ground.releases.on(self.service_date)
        return chosen.release if isinstance(chosen, Chosen) else None

    def fee(self, code: str) -> FeeValue | None:
        """What the release of the day of service says of a code."""
        return self.release.professional(code) if self.release else None

    def charge(self, code: str) -> Charge | None:
        """The charge for a code on the day of service."""
        return self.once(_charge, code)

    def edition(self, kind: CodeKind) -> Edition | None:
        """The edition of a code set on the day of service, where one was imported."""
        return self.once(_edition, kind)

    def of_payer(self, payer: Payer) -> Sitting:
        """The same with another payer of the patient."""
        return replace(self, payer=payer)

    @cached_property
    def edi_id(self) -> str:
        """The id to which the claim is addressed: the payer's; Medicare's is that of the contractor, empty where it has none."""
        rule = self.ground.rules.find("edi_id", self.payer, self.filing_state, self.service_date)
        if self.payer.kind is not PayerKind.MEDICARE:
            return rule.value if rule else self.payer.edi_id
        if self._is_railroad:
            return RAILROAD_ID
        own = id_for(self.contractor, self._carrier, self.payer.edi_ids)
        by_state = rule if rule and self.contractor == self._contractor_of_state else None
        return own or (by_state.value if by_state else "")

    @cached_property
    def contractor(self) -> str:
        """Medicare's contractor (MAC) for the ZIP of the reading place; empty for other payers."""
        if self.payer.kind is not PayerKind.MEDICARE:
            return ""
        if self._is_railroad:
            return RAILROAD
        by_zip = of_carrier(self._carrier) or of_zip(self.location.us_state, self.location.zip)
        return by_zip or self._contractor_of_state

    @property
    def _is_railroad(self) -> bool:
        return self.payer.kind is PayerKind.MEDICARE and self.payer.edi_id == RAILROAD_ID

    @property
    def _carrier(self) -> str:
        """The carrier number of the reading place's ZIP; empty where no ZIP file says it."""
        found = self.ground.codes.carrier(self.location.zip, self.service_date)
        return found[0] if found else ""

    @property
    def _contractor_of_state(self) -> str:
        rule = self.ground.rules.find("contractor", self.payer, self.filing_state, self.read_on)
        return rule.value if rule else ""

    def _answer(self, own: str, check: str, state: str, otherwise: str) -> PayerAnswer:
        """The payer's own column, else the rule in force when the images were read."""
        rule = None if own else self.ground.rules.find(check, self.payer, state, self.read_on)
        return PayerAnswer(rule.value if rule else own or otherwise, rule)


def _charge(sitting: Sitting, code: str) -> Charge | None:
    return sitting.ground.directory.charge(code, sitting.service_date)


def _edition(sitting: Sitting, kind: CodeKind) -> Edition | None:
    return sitting.ground.codes.on(kind, sitting.service_date)

"""A final beside all that its claim depends on, and what follows from it: day, place, modifiers, plan, enrolment. Pure.

Only a route to an insurer becomes a `Final`: a wet read has none, and so no claim can be made of it (spec 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from reads.claims.claim import Address
from reads.claims.consults import OFFICE, is_telehealth, kind_of
from reads.claims.contractor import RAILROAD, RAILROAD_ID, id_for, of_carrier, of_zip
from reads.claims.errors import NotAFinal
from reads.claims.final_fields import FinalFields
from reads.claims.line_modifiers import of_consult, of_images
from reads.claims.mammography import MAMMOGRAPHY, SCREENING
from reads.claims.rules.lookup import Rules
from reads.claims.us_address import address_of
from reads.core.codes import PatientClass, ReadType, ServiceType
from reads.core.read import Read
from reads.directory.directory import Directory
from reads.directory.model import Facility, Location, Payer, PayerKind, PayerRule, Radiologist
from reads.fees.codes.code_sets import NO_CODE_SETS, CodeSets
from reads.fees.release import Chosen, FeeValue, Releases
from reads.routing.route import ToInsurer

IMAGE_PLACES: Mapping[str, str] = {PatientClass.EMERGENCY: "23", PatientClass.INPATIENT: "21"}


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


@dataclass(frozen=True, repr=False)
class Final:
    """One final. In `conflicting` fields two sources disagree; `doubles` look the same, `doubt` is why a person has to look.

    `same_day` are the patient's other codes of that day, payer and reader, each with the modifiers of every such service.
    What every check asks anew is worked out once.
    """

    route: ToInsurer
    fields: FinalFields
    ground: ClaimGround
    conflicting: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    same_day: tuple[str, ...] = ()
    same_day_modifiers: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    doubt: str = ""

    def __post_init__(self) -> None:
        """The engine's own refusal, where the type checker wasn't asked: NotAFinal."""
        route: object = self.route
        if not isinstance(route, ToInsurer):
            raise NotAFinal(getattr(getattr(route, "logged", None), "key", "this"))
        if route.logged.read.read_type is not ReadType.FINAL:
            raise NotAFinal(route.logged.read.accession)

    def __repr__(self) -> str:
        return f"<Final {self.route.logged.key}>"

    @property
    def read(self) -> Read:
        """The read itself."""
        return self.route.logged.read

    @property
    def facility(self) -> Facility:
        """Where the patient was scanned."""
        return self.route.facility

    @property
    def location(self) -> Location:
        """Where the radiologist sat."""
        return self.route.location

    @property
    def payer(self) -> Payer:
        """Who is asked to pay."""
        return self.route.payer

    @property
    def radiologist(self) -> Radiologist:
        """Who signed."""
        return self.route.radiologist

    @cached_property
    def read_on(self) -> date:
        """The day of the interpretation, where the radiologist sat."""
        return self.read.signed_at.astimezone(self.location.zone).date()

    @property
    def scanned_on(self) -> date | None:
        """The day of the exam, where the patient was."""
        at = self.read.exam_at
        if at is None:
            return None
        return at.date() if at.tzinfo is None else at.astimezone(self.facility.zone).date()

    @cached_property
    def dos(self) -> PayerAnswer:
        """Which day is the day of service: interpretation or exam."""
        return self._answer(self.payer.dos, "dos_basis", self.payer.state or self.facility.state, "exam")

    @cached_property
    def service_date(self) -> date:
        """The day of service; of a final without its exam's time, the day of the interpretation."""
        if self.dos.value == "exam":
            return self.scanned_on or self.read_on
        return self.read_on

    @property
    def facility_loop(self) -> PayerAnswer:
        """Whose address is loop 2310C: reading or facility."""
        return self._answer(self.payer.facility_loop, "facility_loop", self.location.us_state, "facility")

    @property
    def filing_plan(self) -> PayerAnswer:
        """Which Blue plan a claim goes to: reading, facility or group."""
        return self._answer(self.payer.filing_plan, "bcbs_filing_plan", self.payer.state, "facility")

    @property
    def out_of_state(self) -> PayerAnswer:
        """Whether the programme takes readers in other states: no, border or yes."""
        return self._answer(self.payer.out_of_state, "medicaid_out_of_state", self.payer.state, "no")

    @cached_property
    def filing_state(self) -> str:
        """The state that the claim belongs to: Medicare by the place of reading, Blue by the plan, others by the facility."""
        match self.payer.kind:
            case PayerKind.MEDICARE:
                return self.location.us_state
            case PayerKind.MEDICAID:
                return self.payer.state or self.facility.state
            case PayerKind.BCBS:
                return self._state_of(self.filing_plan.value)
            case _:
                return self.facility.state

    @property
    def enrolled_in(self) -> str:
        """The state of the enrolment that the payer asks for."""
        return self._state_of(self._answer("", "not_enrolled", self.facility.state, "facility").value)

    @property
    def group_address(self) -> Address | None:
        """The group's own address, None where wetread.toml has no United States one."""
        group = self.ground.directory.group
        return address_of(group.address) if group else None

    @cached_property
    def place_of_service(self) -> str:
        """Where the patient was when scanned; of a consult 02, or 10 at home; empty where nothing says it."""
        patient_class = self.read.patient_class
        if self.consult and is_telehealth(self.consult):
            return "02" if patient_class else "10"
        if self.consult and not patient_class:
            return OFFICE
        if patient_class == PatientClass.OUTPATIENT:
            return self.facility.pos_outpatient
        return IMAGE_PLACES.get(patient_class, "") if patient_class else ""

    @property
    def codes(self) -> Counter[str]:
        """The exam's codes, each with how often."""
        return Counter(self.route.exam.cpt)

    def fee(self, code: str) -> FeeValue | None:
        """What the release of the day of service says of a code."""
        chosen = self.ground.releases.on(self.service_date)
        return chosen.release.professional(code) if isinstance(chosen, Chosen) else None

    @property
    def has_release(self) -> bool:
        """Whether a release answers for the day of service."""
        return isinstance(self.ground.releases.on(self.service_date), Chosen)

    @cached_property
    def consult(self) -> ServiceType | None:
        """The kind of consult, by codes, word and modifier; None for an interpretation of images."""
        word = self.fields.consult
        return kind_of(word, self.codes, self.read.modifiers) if word else None

    @property
    def is_mammogram(self) -> bool:
        """Whether a code of it is mammography."""
        return bool(MAMMOGRAPHY & self.codes.keys())

    @property
    def is_screening(self) -> bool:
        """Whether it is a screening mammogram alone: nobody has to order one."""
        return bool(self.codes) and self.codes.keys() <= SCREENING

    def modifiers(self, code: str) -> tuple[str, ...]:
        """Those of the code's line: what `line_modifiers` says, then what was given for the read and for that code."""
        own = (self.fields.modifiers_by_code or {}).get(code, ())
        given = tuple(dict.fromkeys((*self.read.modifiers, *own)))
        if self.consult:
            return of_consult(given, self.consult) if self.consult is self.fields.consult else given
        fee = self.fee(code)
        return of_images(given, has_two_components=fee is not None and fee.pctc == "1")

    @cached_property
    def edi_id(self) -> str:
        """The id to which the claim is addressed: the payer's; Medicare's is that of the contractor, empty where it has none."""
        return self.id_of(self.payer)

    def id_of(self, payer: Payer) -> str:
        """The id of any payer of the patient; another than the one addressed by its own state, or the facility's."""
        if payer.id != self.payer.id:
            return replace(self, route=replace(self.route, payer=payer)).edi_id
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

    @property
    def service(self) -> str:
        """What makes two services the same to a payer: patient, payer and day; with a code, a double."""
        who = (self.fields["member_id"].casefold(), self.fields["patient_dob"], self.fields["patient_first"].casefold())
        return "\x1f".join((self.payer.id, self.service_date.isoformat(), *who))

    def _state_of(self, word: str) -> str:
        match word:
            case "reading":
                return self.location.us_state
            case "group":
                return self.group_address.state if self.group_address else ""
            case "programme":
                return self.payer.state or self.facility.state
            case "plan":
                return self._state_of(self.filing_plan.value)
            case _:
                return self.facility.state

    def _answer(self, own: str, check: str, state: str, otherwise: str) -> PayerAnswer:
        """The payer's own column, else the rule in force when the images were read."""
        rule = None if own else self.ground.rules.find(check, self.payer, state, self.read_on)
        return PayerAnswer(rule.value if rule else own or otherwise, rule)

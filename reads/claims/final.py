"""A final beside all that its claim depends on, and what follows from it: its sitting, its kind, its double. Pure.

Only a route to an insurer becomes a `Final`: a wet read has none, and so no claim can be made of it (spec 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reads.claims.errors import NotAFinal
from reads.claims.final_fields import FinalFields
from reads.claims.kind_of_final import KindOfFinal, is_of_patient
from reads.claims.sitting import ClaimGround, Sitting
from reads.core.codes import ReadType
from reads.core.read import Read
from reads.directory.model import Facility, Location, Payer, Radiologist
from reads.routing.route import ToInsurer


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
    def sitting(self) -> Sitting:
        """What it shares with others of its reader, place, day, facility and payer."""
        route, at = self.route, self.read.exam_at
        if at is not None and at.tzinfo is not None:
            at = at.astimezone(route.facility.zone)
        read_on = self.read.signed_at.astimezone(route.location.zone).date()
        return self.ground.sitting(
            route.facility, route.location, route.payer, route.radiologist, read_on, at and at.date()
        )

    @property
    def service_date(self) -> date:
        """The day of service."""
        return self.sitting.service_date

    @property
    def filing_state(self) -> str:
        """The state that the claim belongs to."""
        return self.sitting.filing_state

    @property
    def edi_id(self) -> str:
        """The id to which the claim is addressed."""
        return self.sitting.edi_id

    @property
    def contractor(self) -> str:
        """Medicare's contractor (MAC); empty for other payers."""
        return self.sitting.contractor

    @cached_property
    def kind(self) -> KindOfFinal:
        """What it shares with others of its sitting that say the same but for their patients."""
        read, exam, texts = self.read, self.route.exam, self.fields.texts
        shared = tuple([each for each in texts.items() if not is_of_patient(each[0])])
        of = exam.cpt, exam.modality, read.modality, read.patient_class, tuple(read.modifiers)
        return self.sitting.once(KindOfFinal, *of, not self.fields, shared)

    @property
    def place_of_service(self) -> str:
        """Where the patient was when scanned; empty where nothing says it."""
        return self.kind.place_of_service

    @property
    def codes(self) -> Counter[str]:
        """The exam's codes, each with how often."""
        return self.kind.codes

    @property
    def is_mammogram(self) -> bool:
        """Whether a code of it is mammography."""
        return self.kind.is_mammogram

    def modifiers(self, code: str) -> tuple[str, ...]:
        """Those of the code's line."""
        return self.kind.modifiers(code)

    @cached_property
    def service(self) -> str:
        """What makes two services the same to a payer: patient, payer and day; with a code, a double."""
        who = (self.fields["member_id"].casefold(), self.fields["patient_dob"], self.fields["patient_first"].casefold())
        return "\x1f".join((self.payer.id, self.service_date.isoformat(), *who))

"""What finals of one sitting share that say the same but for their patients, and what follows: codes, consult, modifiers, place. Pure.

Each question is answered once for all of them. What names the patient is not in here, so that no answer can depend on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from reads.claims.consults import OFFICE, is_telehealth, kind_of
from reads.claims.final_fields import FinalFields
from reads.claims.line_modifiers import of_consult, of_images
from reads.claims.mammography import MAMMOGRAPHY, SCREENING
from reads.claims.sitting import ClaimGround, Sitting
from reads.core.codes import PatientClass, ServiceType
from reads.directory.model import Facility, Payer

IMAGE_PLACES: Mapping[str, str] = {PatientClass.EMERGENCY: "23", PatientClass.INPATIENT: "21"}

T = TypeVar("T")


def is_of_patient(name: str) -> bool:
    """Whether a field says who the patient is, in which finals of a kind differ."""
    return name == "member_id" or name.startswith("patient_")


@dataclass(frozen=True, eq=False, repr=False)
class KindOfFinal:
    """`fields` are those but the patient's own; `is_bare` is one that came without any, `listed` the modality of exams.csv."""

    sitting: Sitting
    cpt: tuple[str, ...]
    listed: str
    modality: str
    patient_class: str
    given: tuple[str, ...]
    is_bare: bool
    texts: tuple[tuple[str, str], ...]
    _answers: dict[object, Any] = field(init=False, default_factory=dict)

    def __repr__(self) -> str:
        return "<KindOfFinal>"

    def once(self, question: Callable[..., T], *about: object) -> T:
        """What a question about it comes to, asked for the first final alone; `about` are its further arguments."""
        asked = (question, *about)
        if asked not in self._answers:
            self._answers[asked] = question(self, *about)
        answer: T = self._answers[asked]
        return answer

    @property
    def kind(self) -> KindOfFinal:
        """Itself: what is asked of a final's kind may be asked of a kind."""
        return self

    @cached_property
    def fields(self) -> FinalFields:
        """What the finals say alike."""
        return FinalFields(dict(self.texts))

    @property
    def ground(self) -> ClaimGround:
        """What all finals are looked at with."""
        return self.sitting.ground

    @property
    def facility(self) -> Facility:
        """Where the patients were scanned."""
        return self.sitting.facility

    @property
    def payer(self) -> Payer:
        """Who is asked to pay."""
        return self.sitting.payer

    @property
    def service_date(self) -> date:
        """The day of service."""
        return self.sitting.service_date

    @cached_property
    def place_of_service(self) -> str:
        """Where the patient was when scanned; of a consult 02, or 10 at home; empty where nothing says it."""
        patient_class = self.patient_class
        if self.consult and is_telehealth(self.consult):
            return "02" if patient_class else "10"
        if self.consult and not patient_class:
            return OFFICE
        if patient_class == PatientClass.OUTPATIENT:
            return self.facility.pos_outpatient
        return IMAGE_PLACES.get(patient_class, "") if patient_class else ""

    @cached_property
    def codes(self) -> Counter[str]:
        """The exam's codes, each with how often."""
        return Counter(self.cpt)

    @cached_property
    def consult(self) -> ServiceType | None:
        """The kind of consult, by codes, word and modifier; None for an interpretation of images."""
        word = self.fields.consult
        return kind_of(word, self.codes, self.all_given_modifiers) if word else None

    @property
    def is_mammogram(self) -> bool:
        """Whether a code of it is mammography."""
        return bool(MAMMOGRAPHY & self.codes.keys())

    @property
    def is_screening(self) -> bool:
        """Whether it is a screening mammogram alone: nobody has to order one."""
        return bool(self.codes) and self.codes.keys() <= SCREENING

    def given_modifiers(self, code: str) -> tuple[str, ...]:
        """Those given for the read, then those given for the code alone, each once."""
        own = (self.fields.modifiers_by_code or {}).get(code, ())
        return tuple(dict.fromkeys((*self.given, *own)))

    @cached_property
    def all_given_modifiers(self) -> tuple[str, ...]:
        """Those given for the read or for any of its codes, each once."""
        given = (modifier for code in self.codes for modifier in self.given_modifiers(code))
        return tuple(dict.fromkeys((*self.given, *given)))

    def modifiers(self, code: str) -> tuple[str, ...]:
        """Those of the code's line: what `line_modifiers` says, then what was given."""
        return self.once(_modifiers, code)


def _modifiers(kind: KindOfFinal, code: str) -> tuple[str, ...]:
    given = kind.given_modifiers(code)
    return of_consult(given, kind.consult) if kind.consult else of_images(given, kind.sitting.fee(code))

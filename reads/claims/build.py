"""Claims from finals that passed the checks: what one payer may get on one claim stands on one (spec 5.3). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reads.claims.checks.problem import Objection
from reads.claims.claim import (
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Frequency,
    Insurer,
    Patient,
    PersonName,
    Physician,
    ServiceFacility,
    Subscriber,
)
from reads.claims.final import Final
from reads.claims.us_address import address_of, person
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.validate_837p import MOST_DIAGNOSES, MOST_LINES, MOST_POINTERS, unfit
from reads.core.codes import PatientClass
from reads.core.money import Money, total
from reads.directory.model import Group

_WHO = (
    "patient_last",
    "patient_first",
    "patient_dob",
    "patient_sex",
    "patient_address",
    "patient_city",
    "patient_state",
    "patient_zip",
    "member_id",
    "subscriber_relation",
    "subscriber_last",
    "subscriber_first",
    "ordering_npi",
    "ordering_last",
    "ordering_first",
    "authorization",
)


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A claim, and the finals whose lines stand on it, line by line."""

    claim: Claim
    finals: tuple[Final, ...]

    def __repr__(self) -> str:
        return f"<Draft {self.claim.control_number}>"


UNNUMBERED = "C000000000"
"""The control number of a claim that has none yet: it gets one when it is kept."""


def assembled(finals: Iterable[Final]) -> Iterator[Draft]:
    """The claims of these finals, unnumbered: those of one patient, payer, filing state, reader, place, order and day together.

    At most 50 lines and 12 diagnoses a claim; each line's reference is that of its read and stays with it.
    """
    together: defaultdict[Hashable, list[Final]] = defaultdict(list)
    for final in sorted(finals, key=_order):
        together[_key(final)].append(final)
    for some in together.values():
        for portion in _portions(some):
            yield Draft(_claim(portion), tuple(final for final in portion for _ in final.codes))


def unfit_objections(final: Final) -> Iterator[Objection]:
    """Why a claim of this final alone couldn't be written, where the checks found nothing; names fields, not values."""
    (draft,) = assembled([final])
    for fault in unfit(filed(draft.claim)):
        message = fault.message.partition(": ")[2]
        rule = "an 837P takes every element of the claim"
        yield Objection(fault.code, message, fault.remedy, rule, "X12 005010X222A1", "verified")


def reference_of(final: Final, at: int) -> str:
    """REF*6R of the read's code at a place, from 0: the number of the version that is claimed, and the code's after it."""
    return f"R{final.route.logged.version_id}" + (f"-{at + 1}" if at else "")


def corrected(claim: Claim, frequency: Frequency, payer_claim_number: str) -> Claim:
    """The same claim as a replacement or void of what the payer has under its number."""
    return replace(claim, frequency=frequency, payer_claim_number=payer_claim_number)


def _order(final: Final) -> tuple[str, int]:
    return final.read.signed_at.isoformat(), final.route.logged.version_id


def _key(final: Final) -> Hashable:
    return (
        final.payer.id,
        final.filing_state,
        final.edi_id,
        final.radiologist.id,
        final.place_of_service,
        final.service_date,
        _facility(final),
        final.route.month,
        *(final.fields[name] for name in _WHO),
    )


def _portions(finals: Sequence[Final]) -> Iterator[list[Final]]:
    """As many finals at a time as one claim takes."""
    portion: list[Final] = []
    for final in finals:
        beside = [*portion, final]
        lines = sum(len(each.codes) for each in beside)
        if portion and (lines > MOST_LINES or len(_diagnoses(beside)) > MOST_DIAGNOSES):
            yield portion
            beside = [final]
        portion = beside
    if portion:
        yield portion


def _diagnoses(finals: Iterable[Final]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for final in finals for code in final.fields.diagnoses))


def _claim(finals: Sequence[Final]) -> Claim:
    first = finals[0]
    fields, payer = first.fields, first.payer
    diagnoses = _diagnoses(finals)
    patient = _patient(first)
    return Claim(
        control_number=UNNUMBERED,
        billing=_billing(first.ground.directory.group, first.group_address),
        insurer=Insurer(payer.name, first.edi_id, payer.kind),
        subscriber=_subscriber(first, itself=patient is None),
        place_of_service=first.place_of_service,
        diagnoses=diagnoses,
        rendering=Physician(person(first.radiologist.name), first.radiologist.npi, first.radiologist.taxonomy),
        lines=tuple(line for final in finals for line in _lines(final, diagnoses)),
        patient=patient,
        prior_authorization=fields["authorization"],
        referring=Physician(PersonName(fields["ordering_last"], fields["ordering_first"]), fields["ordering_npi"]),
        facility=_facility(first),
    )


def _lines(final: Final, diagnoses: Sequence[str]) -> Iterator[ClaimLine]:
    own = final.fields.diagnoses[:MOST_POINTERS]
    for at, (code, units) in enumerate(final.codes.items()):
        charge = final.ground.directory.charge(code, final.service_date)
        amount = Money.of(charge.amount) if charge else Money(0)
        yield ClaimLine(
            reference=reference_of(final, at),
            cpt=code,
            charge=total([amount] * units, amount.currency),
            service_date=final.service_date,
            modifiers=final.modifiers(code),
            units=units,
            pointers=tuple(diagnoses.index(diagnosis) + 1 for diagnosis in own),
            emergency=final.read.patient_class == PatientClass.EMERGENCY and not final.fields.is_consult,
        )


def _billing(group: Group | None, address: Address | None) -> BillingProvider:
    """The group, as the checks have passed it; pay-to where it is paid elsewhere."""
    if group is None or address is None:
        raise RuntimeError("the checks let a claim through that has no group")
    remit = [line for line in group.remit_to if line.casefold() != group.name.casefold()]
    pay_to = address_of(tuple(remit))
    return BillingProvider(
        name=group.name,
        npi=group.npi,
        tax_id=group.tax_id,
        address=address,
        taxonomy=group.taxonomy,
        pay_to=None if pay_to == address else pay_to,
    )


def _facility(final: Final) -> ServiceFacility:
    """Loop 2310C: the place of reading under the group's name, or the facility."""
    place, facility, group = final.location, final.facility, final.ground.directory.group
    if final.facility_loop.value == "reading":
        address = Address((place.address,), place.city, place.us_state, place.zip)
        return ServiceFacility(group.name if group else "", address)
    address = Address((facility.address,), facility.city, facility.state, facility.zip)
    return ServiceFacility(facility.name, address, facility.npi)


def _address(final: Final) -> Address:
    fields = final.fields
    return Address(
        (fields["patient_address"],), fields["patient_city"], fields["patient_state"].upper(), fields["patient_zip"]
    )


def _subscriber(final: Final, *, itself: bool) -> Subscriber:
    fields = final.fields
    member = "".join(fields["member_id"].split())
    if itself:
        name = PersonName(fields["patient_last"], fields["patient_first"])
        return Subscriber(name, member, _address(final), fields.born, fields.sex)
    return Subscriber(PersonName(fields["subscriber_last"], fields["subscriber_first"]), member)


def _patient(final: Final) -> Patient | None:
    fields = final.fields
    relationship, born = fields.relationship, fields.born
    if relationship is None or born is None:
        return None
    name = PersonName(fields["patient_last"], fields["patient_first"])
    return Patient(name, relationship, _address(final), born, fields.sex)

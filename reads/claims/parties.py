"""The parties of a claim from a final: group, place, patient, subscriber, employer, further payers (spec 5.8). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.claim import (
    Accident,
    Address,
    BillingProvider,
    Insurer,
    Patient,
    PersonName,
    Physician,
    Relationship,
    ServiceFacility,
    Subscriber,
)
from reads.claims.final import Final
from reads.claims.final_fields import day_of
from reads.claims.further_payers import OtherCoverage
from reads.claims.kind_of_final import KindOfFinal
from reads.claims.other_payer import OtherPayer
from reads.claims.person import address_of, reader_name
from reads.claims.sitting import Sitting
from reads.claims.x12.folded import folded
from reads.directory.model import PayerKind


def billing(sitting: Sitting) -> BillingProvider:
    """The group, as the checks have passed it; pay-to where it is paid elsewhere."""
    group, address = sitting.group, sitting.group_address
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


def insurer(sitting: Sitting) -> Insurer:
    """Loop 2010BB: who is asked to pay."""
    return Insurer(sitting.payer.name, sitting.edi_id, sitting.payer.kind)


def rendering(sitting: Sitting) -> Physician:
    """Loop 2310B: who signed."""
    reader = sitting.radiologist
    return Physician(reader_name(reader.name), reader.npi, reader.taxonomy)


def service_facility(sitting: Sitting) -> ServiceFacility | None:
    """Loop 2310C: the place of reading under the group's name, or the facility; None where it is where the group is."""
    place, site, group = sitting.location, sitting.facility, sitting.group
    if sitting.facility_loop.value == "reading":
        address = Address((place.address,), place.city, place.us_state, place.zip)
        found = ServiceFacility(group.name if group else "", address)
    else:
        found = ServiceFacility(site.name, Address((site.address,), site.city, site.state, site.zip), site.npi)
    own = sitting.group_address
    return None if own is not None and _same_place(own, found.address) else found


def _same_place(one: Address, other: Address) -> bool:
    def plain(address: Address) -> tuple[str, ...]:
        words = folded(" ".join(address.lines)).replace(",", " ").replace(".", " ").split()
        street = " ".join("STE" if word == "SUITE" else word for word in words)
        return street, folded(address.city), address.state, address.zip.replace("-", "")

    return plain(one) == plain(other)


def accident(kind: KindOfFinal) -> Accident | None:
    """CLM11 and DTP*439, where the final says that something happened."""
    fields = kind.fields
    day = day_of(fields["accident_date"])
    if day is None or not fields.accident_causes:
        return None
    state = fields["accident_state"].strip().upper() if "AA" in fields.accident_causes else ""
    return Accident(fields.accident_causes, day, state)


def subscriber(final: Final) -> Subscriber:
    """Loop 2010BA: the patient, another person, or of workers' compensation the employer."""
    fields = final.fields
    itself = final.fields.relationship is None and final.payer.kind is not PayerKind.WORKERS_COMP
    return Subscriber(
        name=_insured(final),
        member_id="".join(fields["member_id"].split()),
        address=_address(final) if itself else None,
        born=fields.born if itself else None,
        sex=fields.sex if itself else "",
        group_number=fields["group_number"],
        plan_name="" if fields["group_number"] else fields["plan_name"],
        is_employer=final.payer.kind is PayerKind.WORKERS_COMP,
        casualty_number=fields["casualty_number"] if itself else "",
    )


def _insured(final: Final) -> PersonName:
    fields = final.fields
    if final.payer.kind is PayerKind.WORKERS_COMP:
        return PersonName(fields["employer"])
    if fields.relationship is None:
        return _name(final)
    return PersonName(fields["subscriber_last"], fields["subscriber_first"])


def patient(final: Final) -> Patient | None:
    """Loop 2010CA: the patient, where the subscriber is somebody else; an employer's employee."""
    fields = final.fields
    compensation = final.payer.kind is PayerKind.WORKERS_COMP
    relationship = Relationship.EMPLOYEE if compensation else fields.relationship
    if relationship is None or fields.born is None:
        return None
    home, number = _address(final), fields["casualty_number"]
    return Patient(_name(final), relationship, home, fields.born, fields.sex, number)


def supervising(kind: KindOfFinal) -> Physician | None:
    """Loop 2310D."""
    fields = kind.fields
    if not fields["supervising_npi"]:
        return None
    return Physician(
        PersonName(fields["supervising_last"], fields["supervising_first"]), fields["supervising_npi"].strip()
    )


def referring(kind: KindOfFinal) -> Physician | None:
    """Loop 2310A: who ordered it; of a screening mammogram perhaps nobody."""
    fields = kind.fields
    if not fields["ordering_npi"]:
        return None
    return Physician(PersonName(fields["ordering_last"], fields["ordering_first"]), fields["ordering_npi"])


def further_payers(final: Final) -> Iterator[OtherPayer]:
    """The payers after the one addressed, each as one that is yet to decide."""
    for coverage in OtherCoverage.all_of(final.fields):
        payer = final.ground.directory.payers.get(coverage.payer)
        if payer is not None:
            yield coverage.as_other(payer, final.sitting.of_payer(payer).edi_id)


def _name(final: Final) -> PersonName:
    return PersonName(*(final.fields[f"patient_{part}"] for part in ("last", "first", "middle", "suffix")))


def _address(final: Final) -> Address:
    fields = final.fields
    state, postal = fields.home_state, fields["patient_zip"]
    country = fields["patient_country"].strip().upper() if fields.is_abroad else ""
    return Address((fields["patient_address"],), fields["patient_city"], state, postal, country)

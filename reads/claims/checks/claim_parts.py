"""Checks of what only some claims must say: accident, admission, certification, further payers, supervision (spec 5.8). Pure.

No message holds a value of the patient's: fields are named.
"""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.checks.problem import AMEND, APPLY, Problem, of_kind
from reads.claims.consults import is_telehealth
from reads.claims.final import Final
from reads.claims.final_fields import day_of
from reads.claims.further_payers import OtherCoverage
from reads.claims.kind_of_final import KindOfFinal
from reads.claims.sitting import PayerAnswer
from reads.claims.x12.validate_837p import MSP_TYPES
from reads.core.codes import is_modifier, is_npi
from reads.directory.model import PayerKind

_SUPERVISING = ("supervising_npi", "supervising_last")


@of_kind
def accident_incomplete(kind: KindOfFinal) -> Iterator[Problem]:
    """What comes of an accident or of work says so, and when; workers' compensation has its claim number and the employer."""
    fields, compensation = kind.fields, kind.payer.kind is PayerKind.WORKERS_COMP
    if kind.is_bare or not (compensation or fields["accident"] or fields["accident_date"]):
        return
    missing = []
    if not fields.accident_causes or (compensation and "EM" not in fields.accident_causes):
        missing.append(
            "accident (employment, auto, other, joined by +)" if not compensation else "accident (employment)"
        )
    day = day_of(fields["accident_date"])
    if day is None:
        missing.append("accident_date (a date like 2026-10-02)")
    elif day > kind.service_date:
        missing.append("accident_date (it is after the day of service)")
    if "AA" in fields.accident_causes and not fields["accident_state"]:
        missing.append("accident_state (two letters, of a car's accident)")
    if compensation:
        missing += [name for name in ("casualty_number", "employer") if not fields[name]]
    if missing:
        yield Problem(f"missing or not understood: {', '.join(missing)}", f"fill it in: {AMEND}")


@of_kind
def no_admission(kind: KindOfFinal) -> Iterator[Problem]:
    """An inpatient's claim says on which day the patient was admitted."""
    if kind.fields.is_consult or kind.place_of_service != "21":
        return
    day = kind.fields.admitted_on
    if day is None:
        yield Problem("admitted_on is missing or no date, and the patient was an inpatient", f"fill it in: {AMEND}")
    elif day > kind.service_date:
        yield Problem("admitted_on is after the day of service", AMEND)


@of_kind
def no_certification(kind: KindOfFinal) -> Iterator[Problem]:
    """A mammogram's claim has the certification number of the facility's equipment."""
    if kind.is_mammogram and not kind.facility.mammography:
        yield Problem(
            f"{kind.facility.id} has no mammography certification number",
            f"write the six digits of its certificate as mammography in directory/facilities.csv, {APPLY}",
        )


@of_kind
def other_payer_incomplete(kind: KindOfFinal) -> Iterator[Problem]:
    """A second or third payer is known, and has all that a claim says of it."""
    fields = kind.fields
    coverages = OtherCoverage.all_of(fields)
    if [each.name for each in coverages if each.payer] == ["payer3"]:
        yield Problem("there is a payer3 and no payer2", f"name them in their order: {AMEND}")
    seen = {kind.payer.id}
    for coverage in coverages:
        name, missing = coverage.name, list(coverage.missing())
        payer = kind.ground.directory.payers.get(coverage.payer)
        if payer is None:
            missing.insert(0, f"{name} (an id of directory/payers.csv)")
        elif payer.kind is PayerKind.SELF_PAY or coverage.payer in seen:
            missing.insert(0, f"{name} (an insurer that isn't named before)")
        elif payer.kind is PayerKind.MEDICARE and fields["msp_type"] not in MSP_TYPES:
            missing.append(f"msp_type (why Medicare is not the first to pay: {', '.join(MSP_TYPES)})")
        seen.add(coverage.payer)
        if missing:
            yield Problem(f"missing or not understood: {', '.join(missing)}", f"fill it in: {AMEND}")


@of_kind
def supervising_incomplete(kind: KindOfFinal) -> Iterator[Problem]:
    """A supervising provider has a name and an NPI."""
    fields = kind.fields
    if not any(fields[name] for name in (*_SUPERVISING, "supervising_first")):
        return
    missing = [name for name in _SUPERVISING if not fields[name]]
    if fields["supervising_npi"] and not is_npi(fields["supervising_npi"].strip()):
        missing.append("supervising_npi (10 digits with a check digit)")
    if missing:
        yield Problem(f"missing or not understood: {', '.join(missing)}", f"fill it in: {AMEND}")


def draft_from_abroad(final: Final) -> Iterator[Problem]:
    """A final is a reading of its own: one that came too fast is looked at by a person."""
    if final.doubt and not final.fields.is_consult:
        yield Problem(
            final.doubt,
            "ask the reader, and keep the answer with the report; if the images were read, release it; else have it read",
            decidable=True,
        )


@of_kind
def telehealth_ended(kind: KindOfFinal) -> Iterator[Problem]:
    """Telehealth is paid for on the day of service, as far as a dated rule says until when."""
    if kind.consult is None or not is_telehealth(kind.consult):
        return
    payer, rule = kind.payer, kind.sitting.rule("telehealth")
    if rule is not None and rule.value != "yes":
        yield Problem(
            f"whether {payer.id} pays for telehealth on {kind.service_date} is not known: what allowed it has ended",
            f"if it was extended, add a rule with check = telehealth to payers/rules.toml, {APPLY}; or release this read",
            PayerAnswer(rule.value, rule),
            decidable=True,
        )


@of_kind
def modifiers_of_codes(kind: KindOfFinal) -> Iterator[Problem]:
    """Modifiers given for one code name a code of the exam."""
    given = kind.fields.modifiers_by_code
    if given is None or not all(is_modifier(each) for some in given.values() for each in some):
        yield Problem("modifiers_by_code is not understood", f"write it like 73130:LT+59 73110:RT: {AMEND}")
    elif given.keys() - kind.codes.keys():
        yield Problem("modifiers_by_code names a code that is none of the exam's", AMEND)

"""Checks of where: the place of reading, enrolment, licences, and to whom a claim goes by it (spec 5.2). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.checks.problem import AMEND, APPLY, Problem, of_sitting
from reads.claims.sitting import Sitting
from reads.core.postal_line import has_zip4, is_box
from reads.directory.model import PayerKind
from reads.directory.row_of_moment import in_force
from reads.directory.united_states import are_neighbours


@of_sitting
def cms_state_of_reading(sitting: Sitting) -> Iterator[Problem]:
    """The reading place has an address with ZIP+4 wherever it stands on the claim; for Medicare it always does."""
    if sitting.facility_loop.value != "reading":
        return
    place = sitting.location
    missing = [name for name in ("address", "city") if not getattr(place, name)]
    if not place.us_state:
        missing.append("state")
    if not has_zip4(place.zip):
        missing.append("ZIP+4")
    if is_box(place.address):
        missing.append("street instead of a PO box")
    if missing:
        yield Problem(
            f"the place where {sitting.radiologist.id} read on {sitting.read_on} lacks {', '.join(missing)}",
            f"fill it in for {sitting.radiologist.id} in directory/locations.csv, {APPLY}",
        )


@of_sitting
def not_enrolled(sitting: Sitting) -> Iterator[Problem]:
    """The reader is enrolled with the payer, in the state that the payer goes by, on the day of service."""
    payer, answer, state, day = sitting.payer, sitting.enrolment, sitting.enrolled_in, sitting.service_date
    rows = sitting.ground.directory.enrollments.get((sitting.radiologist.id, payer.id), ())
    enrolled = {row.state for row in rows if in_force((row,), day)}
    possible = sitting.states.of_enrolment(payer.kind) | {state} if answer.uncertain else {state}
    if possible <= enrolled:
        return
    if answer.uncertain and possible & enrolled:
        yield Problem(
            f"whether {payer.id} enrols readers by the state of reading ({sitting.location.us_state}), of the facility "
            f"({sitting.facility.state}) or another is not certain, and {sitting.radiologist.id} is not enrolled in each on {day}",
            "ask the payer, then write a rule with check = not_enrolled and its confidence in payers/rules.toml, "
            f"{APPLY}; or release this read",
            answer,
        )
        return
    also = f" (in {', '.join(sorted(enrolled))} only)" if enrolled else ""
    yield Problem(
        f"{sitting.radiologist.id} is not enrolled with {payer.id} in {state or 'the state that it asks for'} on {day}{also}",
        f"enrol, and add `{sitting.radiologist.id},{payer.id},{state},{day},` to directory/enrollments.csv "
        f"(radiologist,payer,state,from,until), {APPLY}",
        answer if answer.rule and not answer.uncertain else None,
    )


@of_sitting
def not_licensed(sitting: Sitting) -> Iterator[Problem]:
    """The reader has a licence where they sat and one where the patient was, on the day of reading."""
    reader, day = sitting.radiologist.id, sitting.read_on
    rows = sitting.ground.directory.licenses.get(reader, ())
    needed = {sitting.location.us_state: "where it was read", sitting.facility.state: "where the patient was"}
    for state, why in needed.items():
        if state and not in_force([row for row in rows if row.state == state], day):
            yield Problem(
                f"{reader} has no licence in {state}, {why}, on {day}",
                f"add it to directory/licenses.csv (radiologist,state,number,from,until) if there is one, {APPLY}; "
                "else another reader has to sign",
            )


@of_sitting
def medicaid_out_of_state(sitting: Sitting) -> Iterator[Problem]:
    """A Medicaid programme takes readers of its own state; of others where its data say so."""
    payer, reading = sitting.payer, sitting.location.us_state
    programme = sitting.programme_state
    if payer.kind is not PayerKind.MEDICAID or reading == programme:
        return
    answer = sitting.out_of_state
    if not answer.uncertain and answer.value == "yes":
        return
    if not answer.uncertain and answer.value == "border" and are_neighbours(programme, reading):
        return
    if answer.uncertain:
        yield Problem(
            f"whether the Medicaid programme of {programme} takes a reader in {reading} is not certain",
            f"ask the programme, then write no, border or yes as out_of_state of {payer.id} in directory/payers.csv, "
            f"{APPLY}; or release this read",
            answer,
        )
        return
    takes = "readers in its own state only" if answer.value == "no" else "readers in its own and bordering states only"
    yield Problem(
        f"the Medicaid programme of {programme} takes {takes}, and this was read in {reading}",
        f"have a reader in {programme} interpret and sign; if the programme has changed, correct out_of_state of "
        f"{payer.id} in directory/payers.csv, {APPLY}",
        answer,
    )


@of_sitting
def bcbs_filing_plan(sitting: Sitting) -> Iterator[Problem]:
    """A Blue claim goes to the plan that its carrier's data name, and that is the plan that the read names."""
    payer = sitting.payer
    if payer.kind is not PayerKind.BCBS:
        return
    answer, state = sitting.filing_plan, sitting.filing_state
    if answer.uncertain:
        yield Problem(
            f"whether {payer.id} wants the claim at the plan of the place of reading ({sitting.location.us_state}), of the "
            f"facility ({sitting.facility.state}) or of the group is not certain",
            f"ask the plan, then write reading, facility or group as filing_plan of {payer.id} in directory/payers.csv, "
            f"{APPLY}; or release this read, which then goes by the {answer.value}",
            answer,
        )
    elif payer.state and state != payer.state:
        yield Problem(
            f"the claim belongs to the Blue plan of {state or 'no known state'} (filing_plan {answer.value}), and "
            f"{payer.id} is the plan of {payer.state}",
            f"name the plan of {state} as the read's payer: {AMEND}",
            answer,
        )

"""Checks of what was done, when and for how much: day, place of service, modifiers, modality, charge (spec 5.2). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.checks.problem import AMEND, APPLY, Problem, of_kind, of_sitting
from reads.claims.consults import INTERPROFESSIONAL, MESSAGING, MODIFIERS, TELEHEALTH, is_telehealth, is_visit
from reads.claims.final import Final
from reads.claims.kind_of_final import KindOfFinal
from reads.claims.line_modifiers import MOST, never_taken, no_interpretation, refuses_26
from reads.claims.rules.filing_limit import last_day, limit_in_words
from reads.claims.sitting import PayerAnswer, Sitting
from reads.core.codes import ServiceType, modality
from reads.core.modality_by_code import agree, modalities_of, modality_of
from reads.directory.cell_types import NOT_FOR_IMAGES

BY_CODE = {ServiceType.INTERPROFESSIONAL: INTERPROFESSIONAL, ServiceType.MESSAGING: MESSAGING}
"""Kinds of consults that have codes of their own."""


@of_sitting
def dos_basis(sitting: Sitting) -> Iterator[Problem]:
    """The day of service is that of the interpretation or of the exam, as the payer has it, by the calendar of its place."""
    answer = sitting.dos
    if answer.value == "exam" and sitting.scanned_on is None:
        yield Problem(
            f"{sitting.payer.id} counts by the day of the exam, and the read has no exam_at",
            f"fill it in: {AMEND}",
            answer,
        )
    elif answer.uncertain and sitting.scanned_on != sitting.read_on:
        yield Problem(
            f"whether {sitting.payer.id} counts by the day of the exam ({sitting.scanned_on}) or of the interpretation "
            f"({sitting.read_on}) is not certain",
            f"ask the payer, then write exam or interpretation as dos of {sitting.payer.id} in directory/payers.csv, {APPLY}; "
            f"or release this read, which then goes by the {answer.value}",
            answer,
        )
    elif answer.value == "interpretation" and not sitting.location.address and sitting.location.zone.key == "UTC":
        yield Problem(
            f"the time zone of the place where {sitting.radiologist.id} read on {sitting.read_on} is not known",
            f"add the place to directory/locations.csv, {APPLY}",
        )


@of_kind
def pos_code(kind: KindOfFinal) -> Iterator[Problem]:
    """The place of service is where the patient was scanned; a consult's is telehealth, an image read's never is."""
    place = kind.place_of_service
    if kind.fields.is_consult:
        return
    if not place:
        yield Problem(
            f"the patient class {kind.patient_class!r} is not known, and so is the place of service"
            if kind.patient_class
            else "the read has no patient_class, so its place of service is not known",
            f"fill in E, I or O: {AMEND}; or say what the word means in directory/names.csv (kind class), {APPLY}",
        )
    elif place in NOT_FOR_IMAGES:
        yield Problem(
            f"place of service {place} is telehealth or the patient's home, which no image read has",
            f"correct pos_outpatient of {kind.facility.id} in directory/facilities.csv, {APPLY}",
        )


@of_kind
def modifier_26(kind: KindOfFinal) -> Iterator[Problem]:
    """26 stands on codes with a technical component, on no others; at most four modifiers, none of PC and TC."""
    for modifier, meaning in never_taken(kind.all_given_modifiers).items():
        yield Problem(f"modifier {modifier} {meaning}", f"take it off: {AMEND}")
    is_consult = kind.fields.is_consult
    if kind.sitting.release is None and not is_consult:
        yield Problem(
            f"no CMS relative value file for {kind.service_date} is imported, so whether 26 applies is not known",
            "`wetread fees import FILE` with the release of that quarter",
        )
        return
    for code in kind.codes:
        yield from _modifiers_of(kind, code, is_consult=is_consult)


def _modifiers_of(kind: KindOfFinal, code: str, *, is_consult: bool) -> Iterator[Problem]:
    fee, count = kind.sitting.fee(code), len(kind.modifiers(code))
    if not is_consult and (why := no_interpretation(fee)):
        yield Problem(f"code {code} {why}", f"correct its CPT code in directory/exams.csv, {APPLY}")
        return
    if "26" in kind.given_modifiers(code) and (why := refuses_26(fee, is_consult=is_consult)):
        yield Problem(f"code {code} takes no modifier 26 ({why})", f"take it off: {AMEND}")
    if count > MOST:
        yield Problem(
            f"code {code} would have {count} modifiers, a line takes {MOST}", f"keep those that matter: {AMEND}"
        )


@of_kind
def consult_modifier(kind: KindOfFinal) -> Iterator[Problem]:
    """A consult with the patient says how it was given: 95 (by video), 93 (by sound) or FQ; nothing else ever does."""
    consult, given = kind.consult, TELEHEALTH & set(kind.all_given_modifiers)
    if consult is None or not is_telehealth(consult):
        pass
    elif consult is ServiceType.CONSULT or len(given) > 1:
        yield Problem(
            "a consult needs one of the modifiers 95, 93 and FQ",
            f"95 for video, 93 or FQ for sound alone, or write its kind as service_type: {AMEND}",
        )
    elif given - set(MODIFIERS[consult]):
        yield Problem(
            f"modifier {min(given)} is not that of a consult by {consult}", f"correct one of the two: {AMEND}"
        )
    word = kind.fields.consult
    if word in BY_CODE and kind.codes.keys() - BY_CODE[word]:
        yield Problem(
            f"a consult that is {word} has a code of another kind", f"correct service_type or the code: {AMEND}"
        )
    elif consult in BY_CODE and given:
        shown = ", ".join(sorted(given))
        yield Problem(
            f"modifier {shown} is telehealth's, which a consult that is {consult} has not", f"take it off: {AMEND}"
        )
    if given and consult is None:
        shown = ", ".join(sorted(given))
        yield Problem(f"modifier {shown} is telehealth's, which no image read has", f"take it off: {AMEND}")


@of_kind
def service_mismatch(kind: KindOfFinal) -> Iterator[Problem]:
    """The code is of what was done: that of a visit on a consult, that of imaging on a read of images."""
    for code in kind.codes:
        if kind.fields.is_consult and modalities_of(code):
            yield Problem(
                f"code {code} is of imaging and service_type says {kind.fields.consult}",
                f"correct service_type or the exam code: {AMEND}",
            )
        elif not kind.fields.is_consult and is_visit(code):
            yield Problem(
                f"code {code} is of a visit or a consult and service_type says that images were read",
                f"write its kind as service_type, such as video or interprofessional: {AMEND}; or correct the code in "
                f"directory/exams.csv, {APPLY}",
            )


@of_kind
def modality_mismatch(kind: KindOfFinal) -> Iterator[Problem]:
    """The code's modality and the study's agree."""
    if kind.fields.is_consult:
        return
    study = modality(kind.modality)
    listed = kind.listed
    for code in kind.codes:
        coded = modality_of(code) or listed
        if not agree(coded, study):
            yield Problem(
                f"code {code} is {coded} and the study is {study}",
                f"correct the modality or the exam code of the read ({AMEND}), or the code in directory/exams.csv, {APPLY}",
            )
        elif study == "" and listed and not agree(coded, listed):
            yield Problem(
                f"code {code} is {coded} and directory/exams.csv says {listed}", f"correct directory/exams.csv, {APPLY}"
            )


@of_kind
def no_charge(kind: KindOfFinal) -> Iterator[Problem]:
    """Each code has a charge on the day of service."""
    day = kind.service_date
    for code in kind.codes:
        charge = kind.sitting.charge(code)
        if charge is None or charge.amount <= 0:
            yield Problem(
                f"charges.csv has no charge for {code} on {day}",
                f"add a row to directory/charges.csv: cpt {code}, its charge, from {day} or earlier; {APPLY}",
            )


def duplicate_claim(final: Final) -> Iterator[Problem]:
    """No other service of the same code, patient, payer and day is claimed, but with a modifier that tells them apart."""
    for other in final.doubles:
        yield Problem(
            f"{other} is the same code for the same patient, payer and day",
            "void one of the two reads; if both were done, give the later 76, 77 or 59 "
            "as the report documents, and import it again with `--amend`",
            decidable=True,
        )


@of_sitting
def timely_filing(sitting: Sitting) -> Iterator[Problem]:
    """The claim goes out before the payer's limit, counted in days from the day of service."""
    rule = sitting.rule("timely_filing")
    if rule is None:
        return
    last = last_day(rule.value, sitting.service_date)
    if sitting.ground.today > last:
        answer = PayerAnswer(rule.value, rule)
        late = "may be over" if answer.uncertain else "is over"
        yield Problem(
            f"the time for filing {late}: {limit_in_words(rule.value)} from {sitting.service_date} ended on {last}",
            "if the payer allows longer, add a rule with check = timely_filing to payers/rules.toml, "
            f"{APPLY}; else write it off",
            answer,
            decidable=True,
        )

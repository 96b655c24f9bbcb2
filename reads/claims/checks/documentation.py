"""Checks of what must be known and documented: patient, insurance, diagnosis, report, consent (spec 5.2). Pure.

No message holds a value of the patient's: fields are named, diagnoses counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reads.claims.checks.problem import AMEND, APPLY, Problem, of_kind, of_sitting
from reads.claims.final import Final
from reads.claims.final_fields import REPORT_PARTS, FinalFields
from reads.claims.kind_of_final import KindOfFinal
from reads.claims.sitting import Sitting
from reads.core.codes import DIAGNOSIS, ServiceType, is_npi
from reads.core.postal_line import has_zip4, is_box, is_zip
from reads.directory.model import PayerKind
from reads.intake.words import LISTS

_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}"
)
_MEMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{0,78}[A-Za-z0-9]")
_PATIENT = ("patient_last", "patient_first", "patient_address", "patient_city", "patient_state")
_SUBSCRIBER = ("subscriber_last", "subscriber_first")
_COMMUNICATED = ("communicated_to", "communicated_at", "communicated_how")
_CONSENT = ("consent", "consent_by", "consent_at")


def fields_conflict(final: Final) -> Iterator[Problem]:
    """What two sources say of one final's patient and report agrees."""
    if final.conflicting:
        yield Problem(
            f"the read came twice, with different {', '.join(final.conflicting)}",
            "import the row that is right once more, with `--amend`",
        )


def patient_incomplete(final: Final) -> Iterator[Problem]:
    """The claim names the patient: name, birth date, sex, address, and the subscriber where that is somebody else."""
    fields = final.fields
    if not fields:
        yield Problem(
            "it came without its patient, insurance and report",
            "import it from a source that has the finals' fields (patient_last, member_id, diagnoses, documentation …), or "
            "add them with `wetread reads add … --amend`",
        )
        return
    missing = [*_unnamed(fields)]
    if fields.born is None:
        missing.append("patient_dob (a date like 1950-01-31)")
    elif fields.born > final.service_date:
        missing.append("patient_dob (it is after the day of service)")
    if not fields.sex:
        missing.append("patient_sex (F, M or U)")
    if not fields.relationship_known:
        missing.append("subscriber_relation (self, spouse, child, other)")
    elif fields.relationship is not None and final.payer.kind is not PayerKind.WORKERS_COMP:
        missing += [name for name in _SUBSCRIBER if not fields[name]]
    if missing:
        yield Problem(f"missing or not understood: {', '.join(missing)}", f"fill it in: {AMEND}")


def _unnamed(fields: FinalFields) -> Iterator[str]:
    """Which parts of the patient's name and address are missing or not understood."""
    for name in _PATIENT:
        if not (fields.is_abroad or fields.home_state if name == "patient_state" else fields[name]):
            yield name
    if fields.is_abroad:
        if not re.fullmatch(r"[A-Za-z]{2}", fields["patient_country"].strip()):
            yield "patient_country (two letters, ISO 3166-1)"
    elif fields.home_state and not re.fullmatch(r"[A-Z]{2}", fields.home_state):
        yield "patient_state (two letters)"
    elif fields.home_territory not in ("", fields.home_state):
        yield "patient_state (that of the territory which patient_country says)"


def bad_member_id(final: Final) -> Iterator[Problem]:
    """The member id has a form that the payer can have given; Medicare's is the 11-character MBI."""
    member = final.fields["member_id"].strip()
    if final.payer.kind is PayerKind.MEDICARE:
        if not _MBI.fullmatch(member.replace("-", "").upper()):
            yield Problem("member_id is not a Medicare Beneficiary Identifier of 11 characters", AMEND)
    elif not _MEMBER.fullmatch(member):
        yield Problem("member_id is missing, or has a character that no member id has", AMEND)


def bad_zip(final: Final) -> Iterator[Problem]:
    """ZIP codes: the patient's of five or nine digits; the group's and the service facility's of nine, at a street."""
    if not final.fields.is_abroad and not is_zip(final.fields["patient_zip"]):
        yield Problem("patient_zip is no ZIP of five or nine digits", AMEND)
    yield from _bad_zip(final)


@of_sitting
def _bad_zip(sitting: Sitting) -> Iterator[Problem]:
    """Those of the books."""
    group = sitting.group_address
    if group is None or not has_zip4(group.zip):
        yield Problem("the group's address has no ZIP+4", f"correct [group] address in wetread.toml, {APPLY}")
    elif any(map(is_box, group.lines)):
        yield Problem(
            "the group's address is a PO box",
            f"give its street in [group] address; the box belongs in remit_to, {APPLY}",
        )
    if sitting.facility_loop.value == "facility" and not has_zip4(sitting.facility.zip):
        yield Problem(
            f"the address of {sitting.facility.id} has no ZIP+4",
            f"correct its zip in directory/facilities.csv, {APPLY}",
        )


@of_kind
def bad_npi(kind: KindOfFinal) -> Iterator[Problem]:
    """NPIs have their check digit: the ordering provider's, the reader's, the group's."""
    ordering = kind.fields["ordering_npi"].strip()
    if ordering and not is_npi(ordering):
        yield Problem("ordering_npi is no NPI (10 digits with a check digit)", AMEND)
    yield from _bad_npi(kind)


@of_sitting
def _bad_npi(sitting: Sitting) -> Iterator[Problem]:
    """Those of the books."""
    if not is_npi(sitting.radiologist.npi):
        yield Problem(
            f"the npi of {sitting.radiologist.id} is no NPI", f"correct it in directory/radiologists.csv, {APPLY}"
        )
    if sitting.group is None or not is_npi(sitting.group.npi):
        yield Problem("the group has no NPI", f"fill in [group] npi in wetread.toml, {APPLY}")


@of_kind
def no_diagnosis(kind: KindOfFinal) -> Iterator[Problem]:
    """At least one ICD-10-CM code, at most twelve."""
    codes = kind.fields.diagnoses
    wrong = [str(number) for number, code in enumerate(codes, 1) if not re.fullmatch(DIAGNOSIS, code)]
    if not codes:
        yield Problem("there is no diagnosis", f"code the finding, or the sign it was ordered for: {AMEND}")
    elif wrong:
        yield Problem(f"diagnosis {', '.join(wrong)} is no ICD-10-CM code", AMEND)
    elif len(codes) > 12:
        yield Problem(f"there are {len(codes)} diagnoses, a claim takes 12", f"keep those that matter: {AMEND}")


@of_kind
def documentation_incomplete(kind: KindOfFinal) -> Iterator[Problem]:
    """The report has indication, findings, impression and signature, and its order names a provider with an NPI."""
    fields = kind.fields
    there = fields.report_parts
    missing = [] if fields.is_consult else [part for part in REPORT_PARTS if part not in there]
    unordered = kind.is_screening and not fields["ordering_npi"] and not fields["ordering_last"]
    if not fields["ordering_npi"] and not unordered:
        missing.append("the ordering provider's NPI (ordering_npi)")
    if not fields["ordering_last"] and not unordered:
        missing.append("the ordering provider's name (ordering_last)")
    if missing:
        yield Problem(
            f"the documentation lacks {', '.join(missing)}",
            "have the report completed by an addendum, name its parts in `documentation` joined by +, "
            "and import the row again with `--amend`",
        )


@of_kind
def discrepancy_undocumented(kind: KindOfFinal) -> Iterator[Problem]:
    """A final that differs from the wet read in a major way says who was told, when and how."""
    missing = [name for name in _COMMUNICATED if not kind.fields[name]]
    if kind.fields.differs_majorly and not kind.fields.is_consult and missing:
        yield Problem(
            f"it disagrees with the wet read in a major way and lacks {', '.join(missing)}",
            f"document who was told, when and how: {AMEND}",
        )


@of_kind
def consent_missing(kind: KindOfFinal) -> Iterator[Problem]:
    """A consult has the patient's consent: its kind, who obtained it, and when."""
    missing = [name for name in _CONSENT if not kind.fields[name]]
    if kind.fields.consult is ServiceType.VIDEO and not kind.fields["platform"]:
        missing.append("platform (by what the video visit was held)")
    if kind.fields.is_consult and missing:
        yield Problem(f"the consent lacks {', '.join(missing)}", f"document it: {AMEND}")


@of_kind
def unknown_word(kind: KindOfFinal) -> Iterator[Problem]:
    """What a final is, and how far it disagrees, are words that a list or names.csv has."""
    for name in kind.fields.unknown_words:
        yield Problem(
            f"{name} is a word that is not known",
            f"add a row to directory/names.csv: kind {name}, name the word, id one of "
            f"{', '.join(sorted(set(LISTS[name].values())))}; then `wetread apply`",
        )

"""Is the final billable? All checks before a claim on one screen (spec 5.2). Pure."""

from __future__ import annotations

from collections.abc import Collection

from reads.claims.checks.claim_parts import (
    accident_incomplete,
    draft_from_abroad,
    modifiers_of_codes,
    no_admission,
    no_certification,
    other_payer_incomplete,
    supervising_incomplete,
    telehealth_ended,
)
from reads.claims.checks.code_set_checks import diagnosis_not_valid, mue_exceeded, ncci_pair, no_payer_id
from reads.claims.checks.documentation import (
    bad_member_id,
    bad_npi,
    bad_zip,
    consent_missing,
    discrepancy_undocumented,
    documentation_incomplete,
    fields_conflict,
    no_diagnosis,
    patient_incomplete,
    unknown_word,
)
from reads.claims.checks.enrollment_and_license import (
    bcbs_filing_plan,
    cms_state_of_reading,
    medicaid_out_of_state,
    not_enrolled,
    not_licensed,
)
from reads.claims.checks.problem import Check, Objection, objection
from reads.claims.checks.service_line import (
    consult_modifier,
    dos_basis,
    duplicate_claim,
    modality_mismatch,
    modifier_26,
    no_charge,
    pos_code,
    service_mismatch,
    timely_filing,
)
from reads.claims.final import Final
from reads.claims.kind_of_final import KindOfFinal

_X12 = "X12 005010X222A1"

CHECKS = (
    Check("cms_state_of_reading", "a Medicare read belongs to the state where the radiologist sat; that address with ZIP+4 is 2310C",
          "Medicare Claims Processing Manual ch. 1 § 10.1.1, ch. 13 § 150", "verified", cms_state_of_reading),
    Check("not_enrolled", "the reader is enrolled with the payer on the day, in the state that the payer goes by",
          "42 CFR 424.505; Noridian on teleradiology enrolment", "verified", not_enrolled),
    Check("not_licensed", "a licence where the reader sat, and one where the patient was",
          "CMS FAQ on CR 7631; state medical boards", "verified", not_licensed),
    Check("medicaid_out_of_state", "a Medicaid programme decides whether it takes readers in other states",
          "42 CFR 431.52; programmes differ", "known", medicaid_out_of_state),
    Check("bcbs_filing_plan", "a Blue claim goes to the plan that the carrier names",
          "BlueCard; carriers differ", "uncertain", bcbs_filing_plan),
    Check("dos_basis", "the day of service is that of the interpretation or of the exam, by the calendar of its place",
          "CMS MLN Matters SE17023; payers differ", "verified", dos_basis),
    Check("pos_code", "the place of service is where the patient was scanned",
          "Medicare Claims Processing Manual ch. 13 § 150; ch. 26 § 10.5", "verified", pos_code),
    Check("modifier_26", "26 on codes with PC/TC indicator 1, on no others",
          "CMS relative value file, PC/TC indicator; Medicare Claims Processing Manual ch. 13 § 20.1", "verified", modifier_26),
    Check("unknown_word", "what a final is and how far it disagrees are words that a list or names.csv has",
          "directory/names.csv", "verified", unknown_word),
    Check("consult_modifier", "95, 93 or FQ on a telehealth consult, on nothing else",
          "CPT appendix A; payers differ", "secondary", consult_modifier),
    Check("service_mismatch", "a code of a visit is on a consult, one of imaging on a read of images",
          "CPT, evaluation and management; CPT numbers imaging by modality", "verified", service_mismatch),
    Check("modality_mismatch", "the code's modality and the study's agree",
          "CPT numbers imaging by modality", "verified", modality_mismatch),
    Check("documentation_incomplete", "signature, indication, findings, impression, and an ordering provider with NPI",
          "42 CFR 415.120, 410.32(a); ACR practice parameter for communication", "verified", documentation_incomplete),
    Check("discrepancy_undocumented", "a major discrepancy is communicated, and the report says so",
          "ACR practice parameter for communication", "secondary", discrepancy_undocumented),
    Check("consent_missing", "a telehealth consult has documented consent",
          "CMS on interprofessional consults; state laws differ", "secondary", consent_missing),
    Check("fields_conflict", "what two sources say of one final agrees",
          "a claim says one thing", "verified", fields_conflict),
    Check("patient_incomplete", "a claim names the patient and the subscriber", f"{_X12}, 2010BA and 2010CA", "verified",
          patient_incomplete),
    Check("no_diagnosis", "one to twelve ICD-10-CM codes", f"{_X12}, HI", "verified", no_diagnosis),
    Check("bad_npi", "NPIs have their check digit", "45 CFR 162.406", "verified", bad_npi),
    Check("bad_member_id", "the member id has the payer's form", "CMS, MBI format; payers differ", "verified", bad_member_id),
    Check("bad_zip", "ZIP codes are whole, and services take place at a street", f"{_X12}, N3 and N4", "verified", bad_zip),
    Check("diagnosis_not_valid", "each diagnosis is a code of the day that may be billed", "CMS, ICD-10-CM order file", "verified",
          diagnosis_not_valid),
    Check("ncci_pair", "procedures that are paid as one are not billed apart", "CMS, NCCI practitioner edits", "verified", ncci_pair),
    Check("mue_exceeded", "no more units than are paid", "CMS, practitioner MUEs", "verified", mue_exceeded),
    Check("no_payer_id", "a Medicare claim goes to the contractor of the reading place", "CMS, ZIP code to carrier file",
          "verified", no_payer_id),
    Check("accident_incomplete", "accidents and workers' compensation say what, when, and under which claim", f"{_X12}, CLM11, DTP*439, REF*Y4",
          "verified", accident_incomplete),
    Check("no_admission", "an inpatient's claim has the day of admission", f"{_X12}, DTP*435", "verified", no_admission),
    Check("no_certification", "a mammogram's claim has the facility's certification", "Medicare Claims Processing Manual ch. 18 § 20; "
          f"{_X12}, REF*EW", "verified", no_certification),
    Check("other_payer_incomplete", "every further payer is known", f"{_X12}, 2320 to 2330B", "verified", other_payer_incomplete),
    Check("supervising_incomplete", "a supervising provider has a name and an NPI", f"{_X12}, 2310D", "verified", supervising_incomplete),
    Check("modifiers_of_codes", "modifiers of one code name a code of the exam", f"{_X12}, SV101", "verified", modifiers_of_codes),
    Check("telehealth_ended", "telehealth is paid for on the day", "Consolidated Appropriations Act, 2026; payers differ", "secondary",
          telehealth_ended),
    Check("draft_from_abroad", "a final is an interpretation of its own, not a wet read signed again",
          "42 CFR 415.120(a); settlement of 2024 in the Southern District of New York on finals drafted abroad", "secondary",
          draft_from_abroad),
    Check("no_charge", "each code has a charge", "directory/charges.csv", "verified", no_charge),
    Check("duplicate_claim", "a service is claimed once", "Medicare Claims Processing Manual ch. 1 § 120", "known",
          duplicate_claim),
    Check("timely_filing", "a claim goes out in time", "42 CFR 424.44; payers differ", "known", timely_filing),
)  # fmt: skip


_OF_FIELDS = frozenset(
    (
        "documentation_incomplete",
        "no_diagnosis",
        "bad_member_id",
        "bad_zip",
        "bad_npi",
        "consult_modifier",
        "service_mismatch",
        "diagnosis_not_valid",
        "no_admission",
    )
)
"""Checks that have nothing to look at where the final came without its own fields: that is one reason, not six."""

_WITHOUT_FIELDS = tuple(check for check in CHECKS if check.code not in _OF_FIELDS)


def objections(final: Final, released: Collection[str] = ()) -> tuple[Objection, ...]:
    """Every reason to hold the final, but those from which a person released it and that a person may decide."""
    found = [objection(check, problem) for check in final.kind.once(_left) for problem in check.looks(final)]
    return tuple([reason for reason in found if not (reason.decidable and reason.code in released)])


def _left(kind: KindOfFinal) -> tuple[Check, ...]:
    """The checks that each final of a kind is looked at with: where those that it shares find nothing, its own."""
    checks = _WITHOUT_FIELDS if kind.is_bare else CHECKS
    if any(problem for check in checks if check.is_shared for problem in check.looks(kind)):
        return checks
    return tuple(check for check in checks if not check.is_shared)

"""What each key of a profile does, and what each field of a read is, in one sentence, for the reference."""

from __future__ import annotations

from collections.abc import Mapping

_PATIENT = "Of a final: the patient's"
_WORDS = "The source's words for a field, a line each: theirs = ours."

FIELDS: Mapping[str, str] = {
    "facility": "Where: an id or a name of the directory.",
    "accession": "Which order; leading zeros count, capitals don't.",
    "exam_code": "The facility's own code of the exam, as exams.csv has it; or give cpt.",
    "cpt": "CPT codes, joined by +.",
    "modifiers": "LT, RT, 50, 76 and others, joined by +: they tell two exams of one code apart.",
    "sequence": "Tells two reads apart where nothing else does.",
    "description": "The exam in words.",
    "modality": "CT, MR, XR and others, or a common word for it.",
    "read_type": "preliminary, final, addendum or overread; or a common word for it.",
    "priority": "routine, stat, critical or one of the group's own classes; routine if empty.",
    "radiologist": "Who read: an id, an NPI or a name of the directory.",
    "exam_at": "When the exam was made.",
    "received_at": "When the images came: turnaround is counted from there.",
    "signed_at": "When the report was signed: it says in which month a read is billed.",
    "read_country": "Where the radiologist sat, two letters; else as locations.csv says.",
    "read_state": "The state where the radiologist sat; without its country it moves nobody into the United States.",
    "patient_class": "E, I or O: emergency, inpatient, outpatient.",
    "payer": "The insurer, an id or a name of payers.csv: needed for finals.",
    "test_patient": "Whether it is of a test patient, whom nobody is billed for.",
    "visit": "The sender's number of the visit.",
    "sent_at": "The sender's own time: says which of two versions is newer.",
    "patient_id": f"{_PATIENT} number.",
    "patient_last": f"{_PATIENT} last name.",
    "patient_first": f"{_PATIENT} first name.",
    "patient_middle": f"{_PATIENT} middle name.",
    "patient_suffix": f"{_PATIENT} suffix, as Jr.",
    "patient_dob": f"{_PATIENT} date of birth.",
    "patient_sex": f"{_PATIENT} sex: F, M or U.",
    "patient_address": f"{_PATIENT} street.",
    "patient_city": f"{_PATIENT} city.",
    "patient_state": f"{_PATIENT} state.",
    "patient_zip": f"{_PATIENT} ZIP code.",
    "patient_country": f"{_PATIENT} country, where it isn't the United States.",
    "member_id": "The number of the insured at the payer.",
    "subscriber_relation": "What the patient is to the insured: self, spouse, child, other.",
    "subscriber_last": "The insured's last name, where it isn't the patient.",
    "subscriber_first": "The insured's first name, where it isn't the patient.",
    "group_number": "The number of the insured's group.",
    "plan_name": "The name of the plan.",
    "diagnoses": "ICD-10-CM codes, the one that says most first.",
    "ordering_npi": "The NPI of who ordered.",
    "ordering_last": "The last name of who ordered.",
    "ordering_first": "The first name of who ordered.",
    "supervising_npi": "The NPI of who supervised.",
    "supervising_last": "The last name of who supervised.",
    "supervising_first": "The first name of who supervised.",
    "authorization": "The payer's authorization.",
    "documentation": "Which parts the report has: indication, findings, impression, signature and others.",
    "service_type": "read, or a consult: video, audio, messaging, interprofessional; read if empty.",
    "platform": "On what a video consult was held.",
    "consent": "What the patient consented to.",
    "consent_by": "Who took the consent.",
    "consent_at": "When it was taken.",
    "discrepancy": "How far the final disagrees with the wet read: agree, minor or major.",
    "communicated_to": "Who was told of a discrepancy.",
    "communicated_at": "When they were told.",
    "communicated_how": "How they were told.",
    "accident": "employment, auto or other, where an accident is the cause.",
    "accident_date": "The day of the accident.",
    "accident_state": "The state in which a car accident was.",
    "casualty_number": "The claim number of a casualty insurer.",
    "employer": "The employer, where the accident was at work.",
    "admitted_on": "The day of admission of an inpatient.",
    "modifiers_by_code": "Modifiers of single codes: 71045:26+59.",
    "msp_type": "Why Medicare pays second, a code of two digits.",
}
"""What a file may say of a read."""

_FURTHER = {
    "": "the insurer",
    "_member_id": "the number of the insured",
    "_relation": "what the patient is to the insured",
    "_last": "the insured's last name",
    "_first": "the insured's first name",
    "_group_number": "the insured's group",
    "_plan_name": "the plan's name",
}
_PLACES = {"payer2": "second", "payer3": "third"}

_TABLE: Mapping[str, str] = {
    "encoding": "How a CSV file is encoded where it has no mark of its own; UTF-8 if nothing is said.",
    "delimiter": "What parts the cells of a CSV file; else what the header shows.",
    "quote": "What stands around a cell that holds the delimiter; an empty text: nothing does.",
    "sheet": "The sheet of a workbook; else the one whose header fits.",
    "header_row": "The row of the header; else the first that has these columns.",
    "skip_rows": "Rows whose first filled cell begins so are no reads.",
    "times": "How times are written, as M/D/YYYY h:mm AM; ISO times are always understood.",
    "timezone": "Of times without an offset, where it isn't each facility's own.",
    "swapped": "A spreadsheet took the day for the month: its dates are turned back, texts stay.",
    "facility": "Of all rows: short for a line in [constants].",
    "columns": 'Which column holds which field of a read; {join = ["Date", "Time"]} puts columns together.',
    "reads": "Where a row holds two reads: the columns of each, below [columns] those of both.",
    "constants": "What is the same in every row.",
    "values": _WORDS,
}
_HL7: Mapping[str, str] = {
    "sending_facility": "MSH-4 of the messages meant; without it all that no other profile names.",
    "facility": "Whose reads they are, where a message doesn't say.",
    "timezone": _TABLE["timezone"],
    "acknowledgement": "How messages are answered: once, or as their MSH-15 and MSH-16 ask.",
    "ignore_text": "Finals count as final although their own text is headed as preliminary, or promises a final one.",
    "fields": "Where each field of a read stands in a message; the first that is filled in counts.",
    "status": "Words of OBR-25, OBX-11 and ORC-5 beside those that are known: theirs = ours.",
    "values": _WORDS,
}
_FHIR: Mapping[str, str] = {
    "facility": "Of all reports; else the organisation that performed them.",
    "accession_system": "The identifier that is the accession; else that of type ACSN, else FILL.",
    "exam_system": "The coding that is the exam's code; else the first that is the facility's own.",
    "ignore_text": "Finals count as final although their own text is headed as preliminary, or promises a final one.",
    "ignored_categories": "Reports of these departments are passed over; the laboratories' if nothing is said.",
    "values": _WORDS,
}
_BANK: Mapping[str, str] = {
    "dates": "How the bank writes days.",
    "currency": "The currency of its lines.",
    "account": "What the account is called, where no column says it.",
    "decimal": "The sign before the cents; the other one may part thousands.",
    "delimiter": "What parts the cells.",
    "encoding": "How the file is encoded; UTF-8 if nothing is said.",
    "header_row": "The row of the header; the first if nothing is said.",
    "skip_rows": "Rows whose first filled cell begins so are no transactions.",
    "columns": "Which column holds what.",
}
_OF_KIND: Mapping[str, Mapping[str, str]] = {"csv": _TABLE, "hl7": _HL7, "fhir": _FHIR, "bank": _BANK}
_BANK_COLUMNS: Mapping[str, str] = {
    "day": "The day of the line.",
    "amount": "The amount with its sign; or give credit and debit.",
    "credit": "What came in, without a sign.",
    "debit": "What went out, without a sign.",
    "id": "The bank's own number of the line, if there is one.",
    "reference": "A check number or another reference.",
    "payer": "Who paid.",
    "account": "Which account it is.",
    "status": "A column whose words may say that nothing has moved yet.",
    "text": "Every column whose words may say what is paid.",
    "pending": "The words in the column of the status for what has not moved yet.",
}
_HL7_FIELDS: Mapping[str, str] = {
    "preliminary_radiologist": "Who read, where the report is preliminary.",
    "status": "What the report is: preliminary, final, corrected.",
    "order_received_at": "When an order came (ORM), for the turnaround of reads without a time of their own.",
    "order_number": "The order's own number, by which a report finds it.",
}


def sentence(kind: str, table: str, name: str) -> str:
    """What a key of a profile of that kind does; empty where nothing is written of it yet."""
    if table == "":
        return "What the profile is of." if name == "kind" else _OF_KIND[kind].get(name, "")
    if kind == "bank":
        return _BANK_COLUMNS.get(name, "")
    if kind == "hl7" and name in _HL7_FIELDS:
        return _HL7_FIELDS[name]
    return _of_field(name)


def _of_field(name: str) -> str:
    place = _PLACES.get(name[:6])
    if place and name[6:] in _FURTHER:
        return f"Of the {place} payer: {_FURTHER[name[6:]]}."
    return FIELDS.get(name, "")


TOLD = [(kind, "", name) for kind, names in _OF_KIND.items() for name in names]
"""Every key above all sections that a sentence is about, by kind of profile: a test holds that there are no others."""

"""What of wetread mends a denial or rejection: the file and field that a payer's code is about. Pure.

A remark says more closely what is wrong than a reason does, so it is asked first.
"""

from __future__ import annotations

from collections.abc import Iterable

_ORDERING = "ordering_npi, ordering_last and ordering_first of the read (`wetread reads import FILE --amend`)"
_DIAGNOSES = "diagnoses of the read (`wetread reads import FILE --amend`)"
_CODES = "cpt of directory/exams.csv"
_MODIFIERS = "modifiers of the read (`wetread reads import FILE --amend`)"
_MEMBER = "member_id of the read (`wetread reads import FILE --amend`)"
_PATIENT = "patient_last, patient_first, patient_dob and patient_sex of the read (`wetread reads import FILE --amend`)"
_PAYER = "payer of the read (`wetread reads import FILE --amend`)"
_PLACE = "patient_class of the read, or pos_outpatient of directory/facilities.csv"
_READER = "npi of directory/radiologists.csv, and directory/enrollments.csv"
_ENROLLED = "directory/enrollments.csv"
_GROUP = "npi, tax_id and address under [group] of wetread.toml"
_LOCATION = "address and zip of directory/locations.csv"
_AUTHORIZATION = "authorization of the read (`wetread reads import FILE --amend`)"
_DOCUMENTS = "documentation of the read; send the report to the payer"
_DATES = "exam_at and signed_at of the read, and dos of directory/payers.csv"
_CHARGE = "amount of directory/charges.csv"
_TIMELY = "nothing of wetread: export sooner; timely_filing in payers/rules.toml warns in time"
_DUPLICATE = "nothing: look whether the first claim was paid (`wetread claims show CLAIM`); a second read of a day needs modifier 76 or 77"
_COVERAGE = "nothing of wetread: not covered; ask whether the patient may be billed, or appeal"
_ORDER = "payer of the read: another comes first (`wetread reads import FILE --amend`)"

_OF_REMARKS = {
    **dict.fromkeys(("N264", "N265", "N285", "N286", "N574", "N575"), _ORDERING),
    **dict.fromkeys(("M64", "M76", "MA63", "N115", "N386", "N569"), _DIAGNOSES),
    **dict.fromkeys(
        ("M20", "M51", "N56", "N657", "M15", "N19", "N20", "N390", "N519", "M80"), f"{_CODES}, or {_MODIFIERS}"
    ),
    **dict.fromkeys(("M53", "N362"), _CODES),
    **dict.fromkeys(("MA27", "MA61", "N382", "N30"), _MEMBER),
    **dict.fromkeys(("MA36", "MA39"), _PATIENT),
    **dict.fromkeys(("M77", "N428"), _PLACE),
    **dict.fromkeys(("N290", "N95", "N570"), _READER),
    **dict.fromkeys(("MA112", "N257"), _GROUP),
    "MA114": _LOCATION,
    **dict.fromkeys(("M127", "N29", "N706", "M25"), _DOCUMENTS),
    **dict.fromkeys(("M52", "M59"), _DATES),
    "M79": _CHARGE,
    **dict.fromkeys(("MA04", "MA83", "MA92", "N4"), _ORDER),
    **dict.fromkeys(("N522", "M86"), _DUPLICATE),
}
_OF_REASONS = {
    **dict.fromkeys(("4", "182"), _MODIFIERS),
    **dict.fromkeys(("5", "58"), _PLACE),
    **dict.fromkeys(("6", "7"), _PATIENT),
    **dict.fromkeys(("8", "170", "171", "172", "185", "B7", "208"), f"{_READER}"),
    **dict.fromkeys(("11", "50", "146", "167", "272", "49"), _DIAGNOSES),
    **dict.fromkeys(("15", "39", "197", "198", "243"), _AUTHORIZATION),
    **dict.fromkeys(("18", "B13"), _DUPLICATE),
    **dict.fromkeys(("19", "22", "109"), _ORDER),
    **dict.fromkeys(("26", "27", "31", "177"), f"{_MEMBER}, or {_PAYER}"),
    **dict.fromkeys(("29", "B4"), _TIMELY),
    "140": f"{_MEMBER}, or {_PATIENT}",
    **dict.fromkeys(("97", "231", "234", "236", "B15"), f"{_CODES}, or {_MODIFIERS}"),
    **dict.fromkeys(("151", "222"), _CODES),
    **dict.fromkeys(("150", "163", "226", "252"), _DOCUMENTS),
    "181": _CODES,
    **dict.fromkeys(("183", "184", "288"), _ORDERING),
    **dict.fromkeys(("206", "207"), f"{_READER}, or {_GROUP}"),
    **dict.fromkeys(("242", "B20"), _ENROLLED),
    **dict.fromkeys(("96", "119", "204", "256"), _COVERAGE),
}
_OF_STATUSES = {
    **dict.fromkeys(("21", "122", "481"), "the fields that the other codes name"),
    **dict.fromkeys(
        ("24", "496"), "submitter_id under [claims] of wetread.toml, or the enrolment with the clearinghouse"
    ),
    **dict.fromkeys(("33", "164", "97", "88", "91", "109"), _MEMBER),
    **dict.fromkeys(("125", "126", "156", "157", "158", "500", "501", "503"), _PATIENT),
    "54": _DUPLICATE,
    "116": _ORDER,
    "128": _GROUP,
    **dict.fromkeys(("145", "153", "562"), f"{_READER}, or {_GROUP}"),
    **dict.fromkeys(("187", "188"), _DATES),
    "249": _PLACE,
    **dict.fromkeys(("254", "255", "477", "488"), _DIAGNOSES),
    "317": _DOCUMENTS,
    **dict.fromkeys(("400", "178"), _CHARGE),
    "453": _MODIFIERS,
    **dict.fromkeys(("454", "507", "476"), _CODES),
    "464": "--payer-number of `wetread claims replace`",
}
_ASK = "nothing that wetread knows: ask the payer what it misses"


def mend_of(group: str, reason: str, remarks: Iterable[str]) -> str:
    """The field that mends a denial of an 835, by its remark codes, else by its reason."""
    named = [_OF_REMARKS[code] for code in remarks if code in _OF_REMARKS]
    if named:
        return "; ".join(dict.fromkeys(named))
    if group == "PR":
        return _COVERAGE
    return _OF_REASONS.get(reason, _ASK)


_OF_ENTITIES = {"82": _READER, "85": _GROUP, "87": _GROUP, "DN": _ORDERING, "DK": _ORDERING, "77": _LOCATION}
_IDENTIFYING = frozenset({"125", "126", "128", "145", "153", "496", "500", "501", "503", "562"})


def mend_of_status(code: str, entity: str = "", code_list: str = "") -> str:
    """The field that mends a rejection of a 277CA, by its status code (STC01-2), and of whom it speaks (STC01-3).

    A code of another list than X12's (STC01-4) tells none: its numbers mean other things.
    """
    if code_list:
        return _ASK
    if entity in _OF_ENTITIES and code in _IDENTIFYING - {"496"}:
        return _OF_ENTITIES[entity]
    return _OF_STATUSES.get(code, _ASK)

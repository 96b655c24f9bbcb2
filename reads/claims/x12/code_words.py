"""The codes of answers in words: short sentences of our own for the codes that professional claims meet.

A code that isn't listed is shown as it came; the lists behind them are X12's (external code sources 139, 507, 508, 974).
"""

from __future__ import annotations

INTERCHANGE_NOTES = {
    "000": "no error",
    "001": "the control numbers of header and trailer differ",
    "002": "this standard isn't taken",
    "003": "this version isn't taken",
    "004": "the segment terminator is invalid",
    "005": "the sender's id qualifier is invalid",
    "006": "the sender's id is invalid",
    "007": "the receiver's id qualifier is invalid",
    "008": "the receiver's id is invalid",
    "009": "the receiver's id is unknown",
    "014": "the interchange date is invalid",
    "015": "the interchange time is invalid",
    "018": "the interchange control number is invalid",
    "020": "the test indicator is invalid",
    "021": "the number of groups is invalid",
    "022": "the control structure is invalid",
    "023": "the file ends too early",
    "024": "the content is invalid",
    "025": "the interchange control number was used before",
    "026": "the element separator is invalid",
    "027": "the component separator is invalid",
}
"""TA105."""

SEGMENT_ERRORS = {
    "1": "the segment is unknown",
    "2": "the segment isn't expected here",
    "3": "a required segment is missing",
    "4": "the loop occurs too often",
    "5": "the segment occurs too often",
    "6": "the segment isn't part of this transaction set",
    "7": "the segment is out of order",
    "8": "the segment has faulty elements",
    "I4": "the segment must not be used here",
    "I6": "a segment that depends on others is missing",
    "I7": "the loop occurs too seldom",
    "I8": "the segment occurs too seldom",
    "I9": "the segment must not be used with the others",
}
"""IK304."""

ELEMENT_ERRORS = {
    "1": "a required element is missing",
    "2": "an element that depends on others is missing",
    "3": "there are too many elements",
    "4": "the element is too short",
    "5": "the element is too long",
    "6": "the element has an invalid character",
    "7": "the code isn't one of those allowed",
    "8": "the date is invalid",
    "9": "the time is invalid",
    "10": "elements that exclude each other are both there",
    "12": "the element is repeated too often",
    "13": "there are too many components",
    "I6": "the code isn't used in this guide",
    "I9": "an element that depends on others is missing",
    "I10": "the element must not be used here",
    "I11": "the element is repeated too seldom",
    "I12": "the value doesn't have the form asked for",
    "I13": "the element must not be used with the others",
}
"""IK403."""

SET_ERRORS = {
    "1": "this transaction set isn't taken",
    "2": "the trailer is missing",
    "3": "the control numbers of header and trailer differ",
    "4": "the count of segments is wrong",
    "5": "segments have errors",
    "6": "the transaction set's id is missing or invalid",
    "7": "the control number is missing or invalid",
    "23": "the control number isn't unique in the group",
    "I5": "segments break the implementation guide",
    "I6": "this implementation guide isn't taken",
}
"""IK502 to IK506."""

GROUP_ERRORS = {
    "1": "this kind of group isn't taken",
    "2": "this version isn't taken",
    "3": "the trailer is missing",
    "4": "the control numbers of header and trailer differ",
    "5": "the count of transaction sets is wrong",
    "6": "the control number is invalid",
    "19": "the control number was used before",
}
"""AK905 to AK909."""

STATUS_CATEGORIES = {
    "A0": "forwarded to another",
    "A1": "received, which isn't accepted",
    "A2": "accepted into adjudication",
    "A3": "returned, can't be processed",
    "A4": "not found",
    "A5": "split",
    "A6": "rejected, information is missing",
    "A7": "rejected, information is invalid",
    "A8": "rejected, fields contradict each other",
    "D0": "the search found nothing",
    "E0": "the request had an error",
    "E1": "the system doesn't answer",
    "E2": "the payer's system doesn't answer",
    "E3": "the request breaks the rules of correction",
    "E4": "the trading partner isn't authorised",
    "F0": "finalised",
    "F1": "finalised, paid",
    "F2": "finalised, denied",
    "F3": "finalised, revised",
    "F3F": "finalised and forwarded",
    "F3N": "finalised, not forwarded",
    "F4": "finalised, no payment follows",
    "P0": "pending",
    "P1": "pending, in process",
    "P2": "pending, under review",
    "P3": "pending, the provider was asked for information",
    "P4": "pending, the patient was asked for information",
    "P5": "pending, held by the payer's system",
}
"""STC01-1."""

STATUS_CODES = {
    "0": "nothing more can be said electronically",
    "1": "ask for more, it can't be said electronically",
    "3": "adjudicated, payment is being prepared",
    "16": "forwarded",
    "19": "receipt acknowledged",
    "20": "accepted for processing",
    "21": "information is missing or invalid",
    "23": "returned",
    "24": "not approved as an electronic submitter",
    "26": "not found",
    "27": "the policy was cancelled",
    "33": "the subscriber isn't found",
    "35": "the claim isn't found",
    "54": "a duplicate of a claim processed before",
    "65": "paid",
    "88": "not eligible for benefits on the dates of service",
    "91": "not eligible or approved on the dates of service",
    "97": "eligibility isn't found",
    "104": "processed by the plan's provisions",
    "107": "processed by the contract's provisions",
    "109": "not eligible",
    "116": "sent to the wrong payer",
    "122": "missing or invalid data prevent processing",
    "125": "the name",
    "126": "the address",
    "128": "the tax id",
    "145": "the taxonomy code",
    "153": "the id",
    "156": "the relationship to the subscriber",
    "157": "the sex",
    "158": "the date of birth",
    "164": "the member number",
    "178": "the charges",
    "187": "the date of service",
    "188": "the statement dates",
    "247": "the service line",
    "249": "the place of service",
    "254": "the principal diagnosis",
    "255": "the diagnosis code",
    "317": "the medical record is asked for",
    "400": "the claim doesn't add up",
    "453": "the modifier",
    "454": "the procedure code",
    "464": "the payer's claim number is missing",
    "476": "the units",
    "477": "the diagnosis pointer",
    "478": "the claim's control number",
    "481": "the form of the submission",
    "488": "the diagnosis for the service",
    "496": "the submitter isn't approved for this provider",
    "500": "the ZIP code",
    "501": "the state",
    "503": "the street address",
    "507": "the HCPCS code",
    "562": "the NPI",
    "732": "it breaks the billing guidelines",
}
"""STC01-2."""

STATUS_ACTIONS = {"WQ": "accepted", "U": "rejected"}
"""STC03."""

STATUS_AMOUNTS = {"YU": "accepted", "YY": "rejected"}
"""AMT01 of a 277CA."""

STATUS_COUNTS = {"90": "accepted", "AA": "rejected", "QA": "accepted", "QC": "rejected"}
"""QTY01 of a 277CA: of a batch, and of a provider."""

ENTITIES = {
    "1P": "provider",
    "40": "receiver",
    "41": "submitter",
    "77": "service location",
    "82": "rendering provider",
    "85": "billing provider",
    "87": "pay-to provider",
    "AY": "clearinghouse",
    "DK": "ordering provider",
    "DN": "referring provider",
    "IL": "subscriber",
    "PR": "payer",
    "QC": "patient",
}
"""STC01-3: whom a status code is about."""


def words(table: dict[str, str], code: str) -> str:
    """The code in words, or the bare code where it isn't listed: eight letters and digits at most, whatever came."""
    return table.get(code) or f"code {''.join(character for character in code if character.isalnum())[:8]}"

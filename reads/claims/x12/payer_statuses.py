"""What a payer says that it did with a claim (CLP02): one table for the 835 in use (005010X221A1, data element 1029). Pure.

Version 4010 also had claims that are pended or suspended (5, 10, 13, 15 to 17); they were taken out, since an 835 tells of what is
decided (X12's request for interpretation 457). Such a code, like any that isn't listed, says nothing that is known here: the
money that comes with it counts, and without money nothing was decided, least of all a denial.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decides(StrEnum):
    """What a code means for the account of a claim."""

    AMOUNTS = "amounts"
    """What its amounts say: paid, left to the patient, denied."""
    DENIAL = "denial"
    REVERSAL = "reversal"
    NOTHING = "nothing"
    """Sent on, or only judged beforehand."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PayerStatus:
    """A code: in words, what it decides, the payer's place in order (1 the first; 0 where it doesn't say), whether it sent the claim on."""

    in_words: str
    decides: Decides = Decides.AMOUNTS
    place: int = 0
    crosses_over: bool = False


REVERSAL, DENIAL = "22", "4"

PAYER_STATUSES = {
    "1": PayerStatus("processed as primary", place=1),
    "2": PayerStatus("processed as secondary", place=2),
    "3": PayerStatus("processed as tertiary", place=3),
    DENIAL: PayerStatus("denied", Decides.DENIAL),
    "19": PayerStatus("processed as primary, forwarded", place=1, crosses_over=True),
    "20": PayerStatus("processed as secondary, forwarded", place=2, crosses_over=True),
    "21": PayerStatus("processed as tertiary, forwarded", place=3, crosses_over=True),
    REVERSAL: PayerStatus("reversal of an earlier payment", Decides.REVERSAL),
    "23": PayerStatus("not this payer's, forwarded", Decides.NOTHING),
    "25": PayerStatus("predetermination, no payment", Decides.NOTHING),
}

STATUS_WORDS = {code: status.in_words for code, status in PAYER_STATUSES.items()}


def decided_by(status: str, charge: int, paid: int) -> Decides:
    """What a payer decides by a code and its amounts, in cents: a code that isn't listed says what its money says, if it has any."""
    if status in PAYER_STATUSES:
        return PAYER_STATUSES[status].decides
    return Decides.AMOUNTS if paid or charge < 0 else Decides.UNKNOWN

"""What a MIA or MOA of an 835 says beside its remark codes, what a SVC changes, and the quantities of its CAS, in words of our own.

The elements are X12's (005010X221A1, 2100 MIA and MOA); one that isn't listed is shown by its number.
"""

from __future__ import annotations

import re

_MIA = {
    "01": "covered days or visits",
    "02": "operating outlier amount",
    "03": "lifetime psychiatric days",
    "04": "diagnosis-related group amount",
    "06": "disproportionate share amount",
    "07": "pass-through amount",
    "08": "capital amount",
    "09": "capital amount, federal part",
    "10": "capital amount, hospital's part",
    "11": "capital amount, disproportionate share",
    "12": "old capital amount",
    "13": "indirect medical education, capital",
    "14": "hospital-specific operating amount",
    "15": "days of cost reports",
    "16": "federal operating amount",
    "17": "outlier amount, capital",
    "18": "indirect medical education, operating",
    "19": "non-payable professional component",
    "24": "capital exception amount",
}
_MOA = {
    "01": "reimbursement rate",
    "02": "payable amount",
    "08": "end-stage renal disease amount",
    "09": "non-payable professional component",
}
_NOTE = re.compile(r"(MIA|MOA)(\d\d) (.*?)(?= (?:(?:MIA|MOA)(?:\d\d )?|SVC0[67] |[A-Z]{2}-\S* x)|$)")
_CHANGED = re.compile(r"\bSVC0([67]) (\S*)>(\S*)")
_QUANTITY = re.compile(r"(\S*-\S*) x(\S+)")


def notes_in_words(notes: str) -> list[str]:
    """What is kept of a claim's MIA, MOA, changed codes and quantities (`MOA02 12.50 SVC06 70450>70486 CO-45 x2`), each in words."""
    found = []
    for segment, element, said in _NOTE.findall(notes):
        what = (_MIA if segment == "MIA" else _MOA).get(element, "element")
        found.append(f"{what} ({segment}{element}): {said}")
    for element, sent, paid in _CHANGED.findall(notes):
        what = "code" if element == "6" else "units"
        found.append(f"the payer changed the {what}: sent {sent}, decided on {paid} (SVC0{element})")
    found += [f"{reason}: quantity {count}" for reason, count in _QUANTITY.findall(notes)]
    if re.search(r"\bMIA(?!\d)", notes):
        found.append("remarks on an inpatient's claim (MIA)")
    return found

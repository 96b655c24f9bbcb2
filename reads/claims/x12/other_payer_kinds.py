"""Elements of what other payers decided (2320, 2430): the reasons of a CAS, and what a MOA says of a claim as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reads.claims.other_payer import OutpatientAdjudication, PayerReason
from reads.claims.x12.elements import AMOUNT, ElementKind, Fault, Faults, amount, amount_in, text_kind

_GROUPS = frozenset({"CO", "CR", "OA", "PI", "PR"})
_REASON, _REMARK = text_kind("5"), text_kind("50")
_DECIMAL = r"-?(?:[0-9]{1,10}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})"
_MOST_REMARKS = 5


def _of_reasons(element: str, reasons: Sequence[PayerReason]) -> Faults:
    if reasons[0].group not in _GROUPS:
        yield Fault("bad_element", element, "is no group of reasons", "one of CO, CR, OA, PI and PR")
    for reason in reasons:
        yield from _REASON.faults(element[:-2] + "02", reason.code)


def _reasons(reasons: Sequence[PayerReason]) -> str:
    said = "*".join(f"{each.code}*{amount(each.amount)}*{each.units or ''}" for each in reasons)
    return f"{reasons[0].group}*{said}".rstrip("*")


def _reasons_in(text: str) -> tuple[PayerReason, ...]:
    group, *parts = text.split("*")
    parts += [""] * (-len(parts) % 3)
    threes = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return tuple(PayerReason(group, code, amount_in(said), int(units or 0)) for code, said, units in threes)


def _numbers(said: OutpatientAdjudication) -> dict[str, str]:
    """MOA01, 02, 08 and 09: the rate, what can be paid, renal disease, and the professional component."""
    found = (said.reimbursement_rate, said.payable, said.renal_disease, said.professional_component)
    return dict(zip(("01", "02", "08", "09"), found, strict=True))


def _of_adjudication(element: str, said: OutpatientAdjudication) -> Faults:
    if len(said.remarks) > _MOST_REMARKS:
        yield Fault("bad_length", element[:-2], "has more than five remark codes", "give the first five")
    for code in said.remarks:
        yield from _REMARK.faults(f"{element[:-2]}03", code)
    for at, text in _numbers(said).items():
        if text and not re.fullmatch(_DECIMAL, text):
            yield Fault("bad_element", f"{element[:-2]}{at}", "is not a number", "give a number")


def _adjudication(said: OutpatientAdjudication) -> str:
    remarks = [*said.remarks, *[""] * (_MOST_REMARKS - len(said.remarks))]
    parts = (said.reimbursement_rate, said.payable, *remarks, said.renal_disease, said.professional_component)
    return "*".join(parts).rstrip("*")


def _adjudication_in(text: str) -> OutpatientAdjudication:
    rate, payable, *rest = f"{text}********".split("*")[:9]
    remarks = tuple(filter(None, rest[:_MOST_REMARKS]))
    return OutpatientAdjudication(rate, payable, remarks, *rest[_MOST_REMARKS:])


def _moa() -> str:
    """The pattern of a MOA: each element may be empty, and none is after the last that isn't."""
    pattern = ""
    for part in reversed([_DECIMAL, _DECIMAL, *[_REMARK.pattern] * _MOST_REMARKS, _DECIMAL, _DECIMAL]):
        pattern = rf"(?:{part})?" + (rf"(?:\*{pattern})?" if pattern else "")
    return rf"{pattern}(?<!\*\*)"


OF_OTHER_PAYERS = {
    "adjudication": ElementKind(
        pattern=_moa(), faults=_of_adjudication, encoded=_adjudication, decoded=_adjudication_in
    ),
    "reasons": ElementKind(
        pattern=rf"[^*~:^\n]*\*(?:{_REASON.pattern}\*{AMOUNT}\*[0-9]*\*){{0,5}}{_REASON.pattern}\*{AMOUNT}(?:\*[0-9]+)?",
        faults=_of_reasons,
        encoded=_reasons,
        decoded=_reasons_in,
        checked=lambda text: text[:2] in _GROUPS,
    ),
}
"""Their kinds, by the word that the table of segments has for each."""

"""What a message says of its report: the codes and words of OBR-25, OBX-11 and ORC-5 (spec 2.3, notes of domain 10.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum


class Report(StrEnum):
    """How far the report has come."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    CORRECTED = "corrected"
    ADDENDUM = "addendum"
    CANCELLED = "cancelled"
    PENDING = "pending"


_WORDS = {
    Report.PRELIMINARY: "prelim|preliminary|wet read|wetread|wet|preliminary report|preliminary result|prelim read",
    Report.FINAL: "final|final report|final result|finalized|finalised|signed|final signed|verified|authenticated",
    Report.CORRECTED: "corrected|correction|amended|revised|final corrected|corrected final|corrected report",
    Report.ADDENDUM: "addendum|addended|appended|final with addendum|addendum final",
    Report.CANCELLED: "cancelled|canceled|cancel|entered in error|deleted|void|voided|withdrawn",
    Report.PENDING: "pending|ordered|scheduled|registered|in process|in progress|partial|dictated|transcribed|unverified",
}
_BY_WORD = {word: report for report, words in _WORDS.items() for word in words.split("|")}

RESULT_STATUS: Mapping[str, Report] = {
    **_BY_WORD,
    "p": Report.PRELIMINARY,
    "f": Report.FINAL,
    "c": Report.CORRECTED,
    "x": Report.CANCELLED,
    **dict.fromkeys("ramisonyz", Report.PENDING),
}
"""OBR-25, table 0123, and the words that systems send in its place."""

OBSERVATION_STATUS: Mapping[str, Report | None] = {
    **_BY_WORD,
    "p": Report.PRELIMINARY,
    "f": Report.FINAL,
    "u": Report.FINAL,
    "c": Report.CORRECTED,
    "a": Report.CORRECTED,
    "b": Report.ADDENDUM,
    **dict.fromkeys("xdw", Report.CANCELLED),
    **dict.fromkeys("irs", Report.PENDING),
    **dict.fromkeys("nov", None),
}
"""OBX-11, table 0085; None says nothing of the report."""

ORDER_STATUS: Mapping[str, Report] = {
    **_BY_WORD,
    "ca": Report.CANCELLED,
    **dict.fromkeys(("a", "ip", "sc", "hd", "rp", "er", "dc"), Report.PENDING),
}
"""ORC-5, table 0038; that an order is completed (CM) does not say how."""

_PUNCTUATION = re.compile(r"[^0-9a-z]+")


def plain(word: str) -> str:
    """A status word as it is looked up."""
    return _PUNCTUATION.sub(" ", word.casefold()).strip()


class Unclear(StrEnum):
    """Why a message's status can't be told; the value is the finding's code."""

    NONE = "no_status"
    UNKNOWN = "unknown_status"
    DISAGREES = "statuses_disagree"


def told(result: str, observations: Iterable[str], order: str, own: Mapping[str, Report]) -> Report | Unclear:
    """The status of a report from OBR-25, the OBX-11 of its lines and ORC-5; `own` are a profile's words.

    OBR-25 governs. A line's `U` makes a preliminary report final without its text being sent again. A final with lines that
    are preliminary is for a person to look at. Where OBR-25 is empty the lines decide, and where there are none, ORC-5.
    """
    sent = {plain(word) for word in observations} - {""}
    if result.strip():
        report = own.get(plain(result)) or RESULT_STATUS.get(plain(result))
        return Unclear.UNKNOWN if report is None else _beside(report, sent, own)
    if sent:
        return _agreed(sent, own)
    if order.strip():
        return own.get(plain(order)) or ORDER_STATUS.get(plain(order)) or Unclear.NONE
    return Unclear.NONE


def _meant(sent: Collection[str], own: Mapping[str, Report]) -> set[Report]:
    found = (own.get(word) or OBSERVATION_STATUS.get(word) for word in sent)
    return {report for report in found if report}


def _beside(report: Report, sent: Collection[str], own: Mapping[str, Report]) -> Report | Unclear:
    lines = _meant(sent, own)
    if report in (Report.PRELIMINARY, Report.PENDING) and "u" in sent:
        return Report.FINAL
    if report in (Report.FINAL, Report.CORRECTED, Report.ADDENDUM) and Report.PRELIMINARY in lines:
        return Unclear.DISAGREES
    if report is Report.FINAL and Report.ADDENDUM in lines:
        return Report.ADDENDUM
    return report


def _agreed(sent: Collection[str], own: Mapping[str, Report]) -> Report | Unclear:
    known = [word for word in sent if word in own or word in OBSERVATION_STATUS]
    if len(known) < len(sent):
        return Unclear.UNKNOWN
    lines = _meant(sent, own)
    if "u" in sent:
        return Report.FINAL
    if len(lines) > 1:
        lines.discard(Report.CANCELLED)
    if Report.PENDING in lines:
        return Report.PENDING
    if Report.PRELIMINARY in lines and len(lines) > 1:
        return Unclear.DISAGREES
    for report in (Report.CORRECTED, Report.ADDENDUM, *lines):
        if report in lines:
            return report
    return Unclear.NONE

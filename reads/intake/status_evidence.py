"""What all that a source says of a report comes to: wet read, final, correction, addendum, retracted, or no read yet (spec 2.4).

One table of evidence: OBR-25, OBX-11 of every line, ORC-1 and ORC-5, the MDM event with TXA-17 and TXA-19, FHIR's status,
and the words of a status column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reads.core.codes import ReportStatus

_WORDS = {
    ReportStatus.PRELIMINARY: "prelim|preliminary|wet read|wetread|wet|nighthawk|night read|stat prelim|stat preliminary",
    ReportStatus.FINAL: "final|finalized|finalised|signed|final signed|verified|authenticated|complete|completed|day read|approved",
    ReportStatus.CORRECTED: "corrected|correction|amended|revised|final corrected|corrected final",
    ReportStatus.ADDENDUM: "addendum|addended|appended|final with addendum|addendum final",
    ReportStatus.OVERREAD: "overread|over read|qa|qa read|second read|second opinion",
    ReportStatus.CANCELLED: "cancelled|canceled|cancel|entered in error|deleted|void|voided|withdrawn|retracted",
    ReportStatus.PENDING: "pending|ordered|scheduled|registered|in process|in progress|partial|dictated|transcribed|unverified"
    "|unread|new|assigned|draft|not read|no show|not a read",
}
_SAYS_NO_MORE = ("read", "report", "result", "interpretation", "impression")
"""What may follow a word for a report that somebody read: a `Preliminary Report` is a preliminary."""
_BY_WORD = {
    said: report
    for report, words in _WORDS.items()
    for word in words.split("|")
    for said in (word, *(f"{word} {what}" for what in _SAYS_NO_MORE if report is not ReportStatus.PENDING))
}

STATUS: Mapping[str, ReportStatus] = {
    **_BY_WORD,
    "p": ReportStatus.PRELIMINARY,
    "f": ReportStatus.FINAL,
    "c": ReportStatus.CORRECTED,
    "x": ReportStatus.CANCELLED,
    **dict.fromkeys("ramisonyz", ReportStatus.PENDING),
}
"""OBR-25 (table 0123), status columns of tables, and the words that systems send in their place."""

OBSERVATION_STATUS: Mapping[str, ReportStatus | None] = {
    **_BY_WORD,
    "p": ReportStatus.PRELIMINARY,
    "f": ReportStatus.FINAL,
    "u": ReportStatus.FINAL,
    "c": ReportStatus.CORRECTED,
    "a": ReportStatus.CORRECTED,
    "b": ReportStatus.ADDENDUM,
    **dict.fromkeys("xdw", ReportStatus.CANCELLED),
    **dict.fromkeys("irs", ReportStatus.PENDING),
    **dict.fromkeys("nov", None),
}
"""OBX-11, table 0085; None says nothing of the report."""

_OF_AN_ORDER = frozenset({"complete", "completed", "new", "assigned"})
ORDER_STATUS: Mapping[str, ReportStatus] = {
    **{word: report for word, report in _BY_WORD.items() if word not in _OF_AN_ORDER},
    "ca": ReportStatus.CANCELLED,
    **dict.fromkeys(("a", "ip", "sc", "hd", "rp", "er", "dc"), ReportStatus.PENDING),
}
"""ORC-5, table 0038; that an order is completed (CM) does not say how."""
_SILENT_ORDERS = _OF_AN_ORDER | {"", "cm"}

FHIR_STATUS: Mapping[str, ReportStatus] = {
    "preliminary": ReportStatus.PRELIMINARY,
    "final": ReportStatus.FINAL,
    **dict.fromkeys(("amended", "corrected"), ReportStatus.CORRECTED),
    "appended": ReportStatus.ADDENDUM,
    **dict.fromkeys(("cancelled", "entered-in-error"), ReportStatus.CANCELLED),
    **dict.fromkeys(("registered", "partial", "unknown"), ReportStatus.PENDING),
}
"""DiagnosticReport.status of R4."""

_RETRACTING_CONTROLS = frozenset({"CA", "OC", "CR"})
_STOPPING_CONTROLS = frozenset({"DC", "OD", "DR"})
"""ORC-1, table 0119: the order was cancelled, or discontinued, which may be before or after it was read."""
_OTHER_CONTROLS = (
    "AF CH CN CP DE DF FU HD HR LI MC NA NR NW OE OF OH OK OP OR PA PR PY RE RF RL RO RP RQ RR RU SC SN SR SS "
    "UA UC UD UF UH UM UN UR UX XO XR XX"
)
_CONTROLS = _RETRACTING_CONTROLS | _STOPPING_CONTROLS | frozenset(_OTHER_CONTROLS.split())
"""All of table 0119 (HL7 2.8, 4.5.1): what they ask for says nothing of a report, but for those above."""

_RETRACTING_EVENT = "T11"
_ADDING_EVENTS = frozenset({"T05", "T06"})
_CORRECTING_EVENTS = frozenset({"T07", "T08", "T09", "T10"})
_NOT_AUTHENTICATED = frozenset({"DI", "IN", "IP", "PA"})
"""TXA-17, table 0271: dictated, incomplete, in progress, pre-authenticated."""
_AUTHENTICATED = frozenset({"", "AU", "DO", "LA"})
"""TXA-17 of a document that stands: authenticated, documented, legally authenticated; or nothing is said."""

_STANDS = (ReportStatus.FINAL, ReportStatus.CORRECTED, ReportStatus.ADDENDUM)
CANCELLED, NOT_A_READ = "cancelled", "not_a_read"
"""What a row with a status may be, beside the types of reads."""

_PUNCTUATION = re.compile(r"[\W_]+")


def plain(word: str) -> str:
    """A word as it is looked up: case, punctuation and surplus blanks apart."""
    return _PUNCTUATION.sub(" ", word.casefold()).strip()


class Unclear(StrEnum):
    """Why a report's status can't be told; the value is the finding's code."""

    NONE = "no_status"
    UNKNOWN = "unknown_word"
    DISAGREES = "statuses_disagree"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a message says of one report's status, as sent; `own` are a profile's words.

    `observations` are OBX-11 of every line, `texts` of those whose value is text. `completion` and `availability` are TXA-17
    and TXA-19.
    """

    result: str = ""
    observations: Collection[str] = ()
    texts: Collection[str] = ()
    order: str = ""
    control: str = ""
    event: str = ""
    completion: str = ""
    availability: str = ""
    own: Mapping[str, ReportStatus] = field(default_factory=dict)

    @property
    def corrects(self) -> bool:
        """Whether the event is that of an edit or a replacement."""
        return self.event.upper() in _CORRECTING_EVENTS

    def told(self) -> ReportStatus | Unclear:
        """The report's status.

        A retraction of the whole goes before all else. OBR-25 governs what is left; a line's `U` makes a preliminary report
        final without its text being sent again. Where OBR-25 is empty the lines decide, and where there are none, ORC-5.
        Evidence that contradicts itself is for a person to look at, and so is a line taken back among others that stand.
        """
        if self._retracted():
            return ReportStatus.CANCELLED
        found = self._stated()
        if isinstance(found, Unclear) or found is ReportStatus.CANCELLED:
            return found
        if self._beyond(found):
            return Unclear.UNKNOWN
        if self._contradicts(found):
            return Unclear.DISAGREES
        if found in _STANDS and self.completion.strip().upper() in _NOT_AUTHENTICATED:
            return ReportStatus.PENDING
        if self.availability.upper() == "UN":
            return ReportStatus.PENDING
        return self._by_event(found)

    @property
    def unknown(self) -> str:
        """The word that nobody knows, where that is why the status can't be told.

        OBR-25's, else a line's, else the order's (ORC-5, ORC-1), else TXA-17's.
        """
        result = self.result.strip()
        if result and self._meaning(result, STATUS) is None:
            return result
        return next(self._strange_lines(), "") or next(self._strange_orders(), "") or self.completion.strip()

    def _strange_lines(self) -> Iterator[str]:
        known = {"", *self.own, *OBSERVATION_STATUS}
        return (word.strip() for word in self.observations if plain(word) not in known)

    def _strange_orders(self) -> Iterator[str]:
        order, control = self.order.strip(), self.control.strip()
        if self._meaning(order, ORDER_STATUS) is None and plain(order) not in _SILENT_ORDERS:
            yield order
        if control and control.upper() not in _CONTROLS and plain(control) not in self.own:
            yield control

    def _beyond(self, found: ReportStatus) -> bool:
        """Whether a line, the order, or a standing document's TXA-17 has a word that nobody knows.

        It may take back what OBR-25 says.
        """
        completion = self.completion.strip().upper()
        strange = completion not in _AUTHENTICATED | _NOT_AUTHENTICATED and plain(completion) not in self.own
        return found is not ReportStatus.PENDING and (
            (strange and found in _STANDS)
            or next(self._strange_lines(), "") != ""
            or next(self._strange_orders(), "") != ""
        )

    def _retracted(self) -> bool:
        """Whether the message takes back the whole report, whatever else it repeats of it."""
        return (
            self.event.upper() == _RETRACTING_EVENT
            or self.control.upper() in _RETRACTING_CONTROLS
            or self.availability.upper() == "CA"
            or self._meaning(self.order, ORDER_STATUS) is ReportStatus.CANCELLED
            or self._all_taken_back()
        )

    def _all_taken_back(self) -> bool:
        """Whether every line of the text is taken back: one that says nothing of itself stands."""
        words = self.texts or self.observations
        return bool(words) and all(self._meaning(word, OBSERVATION_STATUS) is ReportStatus.CANCELLED for word in words)

    def _contradicts(self, found: ReportStatus) -> bool:
        """Whether a line is taken back among others, the order was stopped, or the document is obsolete."""
        lines = self._lines(self.observations)
        stopped = self.control.upper() in _STOPPING_CONTROLS or plain(self.order) == "dc"
        obsolete = self.availability.upper() == "OB"
        return found is not ReportStatus.PENDING and (ReportStatus.CANCELLED in lines or stopped or obsolete)

    def _by_event(self, found: ReportStatus) -> ReportStatus:
        if self.event.upper() in _ADDING_EVENTS and found is not ReportStatus.PENDING:
            return ReportStatus.ADDENDUM
        return ReportStatus.CORRECTED if self.corrects and found is ReportStatus.FINAL else found

    def _meaning(
        self, word: str, table: Mapping[str, ReportStatus | None] | Mapping[str, ReportStatus]
    ) -> ReportStatus | None:
        said = plain(word)
        return self.own.get(said) or table.get(said)

    def _lines(self, words: Collection[str]) -> set[ReportStatus]:
        found = (self._meaning(word, OBSERVATION_STATUS) for word in words)
        return {report for report in found if report}

    def _stated(self) -> ReportStatus | Unclear:
        sent = {plain(word) for word in self.observations} - {""}
        if self.result.strip():
            report = self._meaning(self.result, STATUS)
            return Unclear.UNKNOWN if report is None else self._beside(report, sent)
        if sent:
            return self._agreed(sent)
        strange = next(self._strange_orders(), "")
        return Unclear.UNKNOWN if strange else self._meaning(self.order, ORDER_STATUS) or Unclear.NONE

    def _beside(self, report: ReportStatus, sent: Collection[str]) -> ReportStatus | Unclear:
        lines = self._lines(sent)
        if report in (ReportStatus.PRELIMINARY, ReportStatus.PENDING) and "u" in sent:
            return ReportStatus.FINAL
        if report in _STANDS and ReportStatus.PRELIMINARY in lines:
            return Unclear.DISAGREES
        if report is ReportStatus.FINAL:
            return next((each for each in (ReportStatus.ADDENDUM, ReportStatus.CORRECTED) if each in lines), report)
        return report

    def _agreed(self, sent: Collection[str]) -> ReportStatus | Unclear:
        if next(self._strange_lines(), ""):
            return Unclear.UNKNOWN
        lines = self._lines(sent)
        if "u" in sent:
            return ReportStatus.FINAL
        if ReportStatus.CANCELLED in lines:
            return Unclear.DISAGREES
        if ReportStatus.PENDING in lines:
            return ReportStatus.PENDING
        if ReportStatus.PRELIMINARY in lines and len(lines) > 1:
            return Unclear.DISAGREES
        for report in (ReportStatus.CORRECTED, ReportStatus.ADDENDUM, *lines):
            if report in lines:
                return report
        return Unclear.NONE

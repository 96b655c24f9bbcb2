"""The words that a contract's terms are told in: lists, amounts, days, and which reads a match takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from invoicing.contracts.match import CodeRange, LocalHours, Match, Observed
from reads.core.codes import PatientClass, Priority, ReadType
from reads.core.currency import places_of
from reads.core.english import listed, spelled_day
from reads.core.money import rounded
from reads.core.typed import DAYS
from reads.directory.directory import Directory
from reads.directory.row_of_moment import in_force

_URGENCIES = {word.value: at for at, word in enumerate(Priority)}
_KINDS = {
    ReadType.PRELIMINARY: "preliminary reads",
    ReadType.FINAL: "final reads",
    ReadType.ADDENDUM: "addenda",
    ReadType.OVERREAD: "over-reads",
}
_HOLIDAYS = {
    Observed.BOTH: "public holidays",
    Observed.ACTUAL: "the very days of public holidays",
    Observed.OBSERVED: "the days on which public holidays are observed",
}
_PATIENTS = {
    PatientClass.EMERGENCY: "emergency patients",
    PatientClass.INPATIENT: "inpatients",
    PatientClass.OUTPATIENT: "outpatients",
}


def sum_of_money(amount: Decimal, currency: str) -> str:
    """An amount as "USD 4,000.00": the currency's places, more only where the amount has them (a price of a work RVU)."""
    places = places_of(currency)
    exponent = int(amount.normalize().as_tuple().exponent)
    return f"{currency} {rounded(amount, max(places, -exponent)):,f}"


def percent(value: Decimal) -> str:
    """A percent without trailing zeros: "2.5 %"."""
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def last_day(ends: date) -> str:
    """The last day before an exclusive end."""
    return spelled_day(ends - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Names:
    """What the directory calls the ids of a contract, on a day; an id that it doesn't know stays as it is."""

    directory: Directory
    day: date

    def client(self, key: str) -> str:
        """A client's name."""
        client = self.directory.clients.get(key)
        return client.name if client else key

    def facility(self, key: str) -> str:
        """A facility's name on the day, else the one of any time."""
        rows = self.directory.facilities.get(key, ())
        row = in_force(rows, self.day) or (rows[0] if rows else None)
        return row.name if row else key

    def radiologist(self, key: str) -> str:
        """A radiologist's name."""
        reader = self.directory.radiologists.get(key)
        return reader.name if reader else key

    def payer(self, key: str) -> str:
        """An insurer's name."""
        payer = self.directory.payers.get(key)
        return payer.name if payer else key

    def exam_code(self, folded: str) -> str:
        """An exam's code as the directory writes it, in capitals where it has none."""
        rows = (rows for (_, code), rows in self.directory.exams.items() if code == folded)
        row = next(rows, ())
        return row[0].code if row else folded.upper()


def reads_of(match: Match, names: Names) -> str:
    """Which reads a match takes: "stat or critical CT reads at Mercy General between 23:00 and 05:00", "all reads"."""
    if match.is_catch_all:
        return "all reads"
    urgency = listed(sorted(match.priority, key=lambda word: (_URGENCIES.get(word, len(_URGENCIES)), word)), "or")
    modality = listed(sorted(match.modality), "or")
    words = [urgency, modality, listed([_KINDS[kind] for kind in ReadType if kind in match.read_type], "or") or "reads"]
    if len(match.read_type) == 1:
        adjective, _, noun = words.pop().rpartition(" ")
        words = [urgency, adjective, modality, noun]
    return " ".join([*(word for word in words if word), *_which(match, names), *_when(match)])


def _which(match: Match, names: Names) -> list[str]:
    """What the exam, the patient and the reader must be."""
    said = []
    if match.cpt:
        said.append(f"of CPT {listed([_codes(codes) for codes in match.cpt], 'or')}")
    if match.exam_code:
        codes = listed(sorted(names.exam_code(code) for code in match.exam_code), "or")
        said.append(f"of exam code {codes}")
    if match.regions is not None:
        said.append(f"of {match.regions} or more body regions")
    if match.modifiers:
        said.append(f"with modifier {listed(sorted(match.modifiers), 'or')}")
    if match.patient_class:
        said.append(f"of {listed([words for kind, words in _PATIENTS.items() if kind in match.patient_class], 'or')}")
    if match.payer:
        said.append(f"of patients insured with {_named(match.payer, names.payer)}")
    if match.facility:
        said.append(f"at {_named(match.facility, names.facility)}")
    if match.radiologist:
        said.append(f"by {_named(match.radiologist, names.radiologist)}")
    return said


def _named(ids: Iterable[str], name: Callable[[str], str]) -> str:
    return listed(sorted(name(key) for key in ids), "or")


def _codes(codes: CodeRange) -> str:
    return codes.first if codes.first == codes.last else f"{codes.first} to {codes.last}"


def _when(match: Match) -> list[str]:
    """The hours, weekdays and holidays."""
    said = []
    if match.local_time:
        said.append(listed([_hours(hours) for hours in match.local_time], "or"))
    holidays = f"{_HOLIDAYS[match.observed]} ({listed(sorted(match.holiday), 'or')})"
    if match.night_of:
        days = [f"on {weekdays(match.weekdays)}"] if match.weekdays else []
        days += [f"on {holidays}"] if match.holiday else []
        said.append(f"in a night that begins {' and '.join(days)}")
        return said
    if match.weekdays:
        days_ = weekdays(match.weekdays)
        said.append(f"from {days_}" if days_.count(" to ") == 1 and "or" not in days_.split() else f"on {days_}")
    if match.holiday:
        said.append(f"on {holidays}")
    return said


def _hours(hours: LocalHours) -> str:
    return f"between {_clock(hours.starts)} and {_clock(hours.ends)}"


def _clock(at: time) -> str:
    return "midnight" if at == time(0) else f"{at:%H:%M}"


def weekdays(days: Iterable[int]) -> str:
    """Days by their names: "Monday to Friday", "Saturday or Sunday": runs of three or more by their ends."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        words += [f"{DAYS[run[0]]} to {DAYS[run[-1]]}"] if len(run) > 2 else [DAYS[day] for day in run]
    return listed(words, "or")

"""The folder `agreements/` of the books: every agreement and the tables beside them, read and checked together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from invoicing.contractors.agreement import Agreement
from invoicing.contractors.agreement_file import read_agreement
from invoicing.contractors.exchange_rates import EXCHANGE, ExchangeRate, read_exchange
from invoicing.contractors.hours_and_payments import (
    HOURS,
    PAYMENTS,
    TABLES,
    Hours,
    ReaderPayment,
    read_hours,
    read_payments,
)
from invoicing.contractors.unasked_hours import unasked_hours
from invoicing.contracts.books import AllBooks, read_all_books
from invoicing.contracts.file.checks import calendar_faults, place, priority_faults
from invoicing.contracts.holiday_calendars import CountryCalendars, HolidayCalendar, HolidayCalendars
from invoicing.contracts.loaded_holidays import load_own_lists
from reads.core.codes import MODALITIES
from reads.core.english import did_you_mean
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Severity, Where
from reads.core.toml_file import text_of
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.directory.saved_by_spreadsheets import DateOrder
from reads.directory.settings import date_order
from reads.directory.table_source import ENDINGS, TableSource, sources_of

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

FOLDER = "agreements"
_TABLES = frozenset(sort.file for sort in TABLES)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What the books say of contractors: agreements, hours, exchange rates, payments, and all that is wrong with them."""

    agreements: tuple[Agreement, ...] = ()
    hours: tuple[Hours, ...] = ()
    exchange: tuple[ExchangeRate, ...] = ()
    payments: tuple[ReaderPayment, ...] = ()
    calendars: CountryCalendars = field(default_factory=CountryCalendars)
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> list[Finding]:
        """What keeps anybody from being paid by them."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


def read_whole_books(folder: Path, also: Iterable[Finding] = ()) -> AllBooks:
    """All that a person wrote down, contractors' agreements too, with every fault; `also` are those of other files.

    While the directory has faults the agreements aren't looked at: what they name would be missing. NoBooks where there
    is no wetread.toml.
    """
    found = read_all_books(folder)
    found = replace(found, findings=(*found.findings, *also))
    if found.errors:
        return found
    agreements = read_arrangements(folder, found.books.directory, found.holidays)
    return replace(found, findings=(*found.findings, *agreements.findings))


def read_arrangements(
    books: Path, directory: Directory, own: Mapping[str, HolidayCalendar] = MappingProxyType({})
) -> Arrangements:
    """Reads and checks the folder; nothing of it need be there. `own` are the books' own lists of holidays."""
    findings: list[Finding] = []
    agreements = list(_agreements(books, findings))
    sources = sources_of(books, TABLES)
    findings += sources.findings
    tables, order = sources.tables, date_order(books)
    hours = _table(tables.get(HOURS.kind), order, read_hours, findings)
    exchange = _table(tables.get(EXCHANGE.kind), order, read_exchange, findings)
    payments = _table(tables.get(PAYMENTS.kind), order, read_payments, findings)
    findings += _unknown_readers(agreements, directory)
    findings += _unknown_priorities(agreements, directory)
    findings += _unknown_holidays(agreements, own)
    findings += _never_matched(agreements, directory)
    findings += _unknown_names(HOURS.file, (each.radiologist for each in hours), directory)
    findings += _unknown_names(PAYMENTS.file, (each.radiologist for each in payments), directory)
    if not any(each.severity is Severity.ERROR for each in findings):  # what can't be read would be missing
        findings += unasked_hours(hours, agreements)
    findings += _overlaps(agreements)
    findings += _other_clocks(agreements)
    findings += _strange_files(books)
    calendars = CountryCalendars(HolidayCalendars(own))
    return Arrangements(tuple(agreements), tuple(hours), tuple(exchange), tuple(payments), calendars, tuple(findings))


def whole_arrangements(reading: Reading, books: Path) -> Arrangements:
    """The folder beside the loaded directory; FaultyInput with every fault, since half an agreement pays nobody right."""
    found = read_arrangements(books, load_directory(reading), load_own_lists(reading))
    if found.errors:
        raise FaultyInput("the agreements", found.errors)
    return found


def _agreements(books: Path, findings: list[Finding]) -> Iterator[Agreement]:
    for path in sorted((books / FOLDER).glob("*.toml")):
        file = f"{FOLDER}/{path.name}"
        text = text_of(path.read_bytes(), file)
        if isinstance(text, Finding):
            findings.append(text)
            continue
        agreement, faults = read_agreement(path.stem, text, file)
        findings += faults
        if agreement:
            yield agreement


def _table(
    source: TableSource | None,
    order: DateOrder,
    read: Callable[[TableSource, DateOrder], tuple[list[T], list[Finding]]],
    findings: list[Finding],
) -> list[T]:
    if source is None:
        return []
    rows, faults = read(source, order)
    findings += faults
    return rows


def _unknown_readers(agreements: Iterable[Agreement], directory: Directory) -> Iterator[Finding]:
    for agreement in agreements:
        if agreement.radiologist not in directory.radiologists:
            yield _unknown(_where(agreement, "radiologist"), agreement.radiologist, directory)


def _unknown_priorities(agreements: Iterable[Agreement], directory: Directory) -> Iterator[Finding]:
    for agreement in agreements:
        for label, path, match in agreement.matches:
            for message, remedy in priority_faults(match, label, directory.priority_classes):
                yield Finding("unknown_priority", message, remedy, _where(agreement, f"{path}.priority"))


def _unknown_holidays(agreements: Iterable[Agreement], own: Collection[str]) -> Iterator[Finding]:
    for agreement in agreements:
        for name, path in sorted(agreement.holidays.items()):
            for message, remedy in calendar_faults([name], own):
                yield Finding("unknown_value", message, remedy, _where(agreement, path))


def _never_matched(agreements: Iterable[Agreement], directory: Directory) -> Iterator[Finding]:
    """A match that asks for a facility, payer or modality that nobody knows: the reader would be paid without it, unsaid."""
    mapped = {exam.modality for exams in directory.exams.values() for exam in exams if exam.modality}
    known: dict[str, Collection[str]] = {
        "facility": directory.facilities,
        "payer": directory.payers,
        "modality": MODALITIES | mapped,
    }
    for agreement in agreements:
        for label, path, match in agreement.matches:
            for key, words in known.items():
                for word in sorted(getattr(match, key).difference(words)):
                    message = f'{label} can never match {key} "{word}": there is none'
                    remedy = f"correct it; {did_you_mean(word, sorted(words))}"
                    yield Finding("never_matches", message, remedy, _where(agreement, f"{path}.{key}"))


def _where(agreement: Agreement, path: str) -> Where:
    """Where the agreement has the key of that path, by the key's own name."""
    return replace(place(agreement.places, agreement.file, path), field=path.rpartition(".")[2])


def _unknown_names(file: str, names: Iterable[str], directory: Directory) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if name not in directory.radiologists:
            yield _unknown(Where(file, 0, 0, "radiologist"), name, directory)


def _unknown(where: Where, name: str, directory: Directory) -> Finding:
    remedy = f"{did_you_mean(name, directory.radiologists)} (directory/radiologists.csv, loaded by `wetread apply`)"
    return Finding("unknown_radiologist", f'there is no radiologist "{name}"', remedy, where)


def _overlaps(agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """Two agreements with one reader that are in force on the same day."""
    ordered = sorted(agreements, key=lambda each: (each.radiologist, each.effective))
    for first, second in pairwise(ordered):
        if first.radiologist == second.radiologist and (first.until is None or second.effective < first.until):
            message = f"{first.file} and {second.file} both pay {first.radiologist} on {second.effective}"
            remedy = f"write `until = {second.effective}` in {first.file}"
            yield Finding("overlapping", message, remedy, Where(second.file, 0, 0, "effective"))


def _other_clocks(agreements: Iterable[Agreement]) -> Iterator[Finding]:
    """An agreement that follows another of the reader by another clock: between the two midnights both pay, or neither."""
    ordered = sorted(agreements, key=lambda each: (each.radiologist, each.effective))
    for first, second in pairwise(ordered):
        follows = first.radiologist == second.radiologist and first.until == second.effective
        if follows and first.timezone != second.timezone:
            message = (
                f"{second.file} goes by {_clock(second)}, {first.file} before it by {_clock(first)}: what "
                f"{first.radiologist} signs between their two midnights of {second.effective} is paid by both or by neither"
            )
            remedy = "give both one `timezone`, or look at the reads of that night in both statements"
            yield Finding("clocks_differ", message, remedy, _where(second, "timezone"), Severity.WARNING)


def _clock(agreement: Agreement) -> str:
    return agreement.timezone or "each facility's clock"


def _strange_files(books: Path) -> Iterator[Finding]:
    for path in sorted(path for ending in ENDINGS for path in (books / FOLDER).glob(f"*{ending}")):
        if f"{FOLDER}/{path.stem}.csv" not in _TABLES and not path.name.startswith("~$"):
            remedy = f"the files are {', '.join(sorted(_TABLES))}"
            where = Where(f"{FOLDER}/{path.name}")
            yield Finding("unknown_file", "nobody reads this file", remedy, where, Severity.WARNING)

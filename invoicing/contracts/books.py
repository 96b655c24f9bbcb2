"""The whole books: the group's settings, the directory and the contracts, read and checked together (spec 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from invoicing.contracts.file.checks import check_contracts
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.file.coverage_checks import coverage_faults
from invoicing.contracts.holiday_calendars import HolidayCalendar, own_calendars
from invoicing.contracts.load_contracts import ContractChange
from invoicing.contracts.loaded_holidays import CalendarChange
from invoicing.contracts.model import Contract
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Severity, Where
from reads.core.toml_file import text_of
from reads.directory.books import BooksRead, read_books
from reads.directory.differences import BookChange
from reads.directory.group_and_rules import GROUP

_ABOUT_NAMES = frozenset({"unknown_client", "unknown_facility", "foreign_facility", "no_facility", "never_matches"})
"""Findings that say that the directory lacks something: of no worth while rows of it are left out for their faults."""


@dataclass(frozen=True, slots=True)
class AllBooks:
    """Everything that a person wrote down: what is to be kept of it, and what is wrong with it."""

    books: BooksRead
    contracts: Mapping[str, str]
    findings: tuple[Finding, ...]
    terms: tuple[Contract, ...] = ()
    holidays: Mapping[str, HolidayCalendar] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        """What keeps all of it from being loaded."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """What is loaded all the same."""
        return [finding for finding in self.findings if finding.severity is Severity.WARNING]

    def refuse_faulty(self) -> None:
        """FaultyInput with all errors, where there is any."""
        if self.errors:
            raise FaultyInput("the books", self.errors)


PAID_AT = ("remit_to", "ach_bank", "ach_routing", "ach_account")
"""The group's settings that say where payments go."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What applying the books changed; false where nothing did. `remit_to` is (old, new) where it changed."""

    rows: list[BookChange]
    contracts: list[ContractChange]
    holidays: list[CalendarChange] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.contracts or self.holidays)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How much was added, changed and removed, by file."""
        counted: dict[str, Counter[str]] = {}
        for change in self.rows:
            counted.setdefault(change.kind, Counter())[change.verb] += 1
        for contract in self.contracts:
            counted.setdefault("contracts", Counter())[contract.what.value] += 1
        for calendar in self.holidays:
            counted.setdefault("holidays", Counter())["added" if calendar.version == 1 else "changed"] += 1
        return {kind: dict(counts) for kind, counts in counted.items()}

    @property
    def remit_to(self) -> tuple[str, str] | None:
        """Where payments go before and after, where address or account changed: fraud likes to change it (spec 7)."""
        for change in self.rows:
            if change.kind == GROUP.kind and change.before is not None:
                moved = [change.differences[each] for each in PAID_AT if each in change.differences]
                if moved:
                    return ", ".join(old for old, _ in moved), ", ".join(new for _, new in moved)
        return None


def read_all_books(folder: Path) -> AllBooks:
    """Reads and checks the whole folder; NoBooks where there is no wetread.toml."""
    books = read_books(folder)
    texts: dict[str, str] = {}
    contracts: list[Contract] = []
    findings = list(books.findings)
    for path in sorted((folder / "contracts").glob("*.toml")):
        file = f"contracts/{path.name}"
        text = text_of(path.read_bytes(), file)
        if isinstance(text, Finding):
            findings.append(text)
            continue
        contract, faults = read_contract(path.stem, text, file)
        texts[path.stem] = text
        findings.extend(faults)
        if contract:
            contracts.append(contract)
    if not texts:
        where, remedy = (
            Where("contracts"),
            "write one, like contracts/mercy-health.toml (`wetread init` has an example)",
        )
        findings.append(Finding("missing_file", "the books need a contract", remedy, where))
    holidays = own_calendars(books.directory.holidays)
    findings.extend(_contract_faults(contracts, books, holidays))
    findings.extend(coverage_faults(contracts, texts.keys(), books.directory))
    return AllBooks(books, texts, tuple(findings), tuple(contracts), holidays)


def _contract_faults(contracts: Sequence[Contract], books: BooksRead, holidays: Collection[str]) -> Iterator[Finding]:
    """What is wrong between contracts and directory; one mistake in the directory gives one message, not two."""
    faulty = any(finding.severity is Severity.ERROR for finding in books.read.findings)
    for finding in check_contracts(contracts, books.directory, holidays=holidays):
        unsaid = finding.code == "unknown_priority" and books.settings is None
        if not (unsaid or (faulty and finding.code in _ABOUT_NAMES)):
            yield finding

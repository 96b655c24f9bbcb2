"""What a contract says against the directory and the other contracts: names that nobody bears, terms that never apply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from invoicing.contracts.choices import CLAUSE_WORDS
from invoicing.contracts.contract_of_read import covered, life
from invoicing.contracts.file.unreachable_rates import Possible, takes_all
from invoicing.contracts.holiday_calendars import is_country
from invoicing.contracts.match import Match
from invoicing.contracts.model import Clause, Contract
from reads.core.codes import MODALITIES, Priority
from reads.core.date_span import DateSpan
from reads.core.english import did_you_mean
from reads.core.findings import Finding, Severity, Where
from reads.core.toml_file import spoken
from reads.directory.directory import Directory

_MATCHING = ("rates", "surcharges", "tiers", "turnaround", "compliance")


def contract_file(contract: str) -> str:
    """A contract's file within the books."""
    return f"contracts/{contract}.toml"


def check_contracts(
    contracts: Iterable[Contract],
    directory: Directory,
    file_of: Callable[[str], str] = contract_file,
    holidays: Collection[str] = (),
) -> list[Finding]:
    """All faults of contracts that were each read without one; `file_of` gives the file of a contract's id.

    `holidays` are the names of the books' own lists.
    """
    every = sorted(contracts, key=lambda contract: contract.id)
    findings: list[Finding] = []
    for contract in every:
        check = _Check(contract, directory, file_of(contract.id), holidays)
        check.parties()
        check.names()
        check.shadows()
        for section in _MATCHING:
            for number, clause in enumerate(getattr(contract, section)):
                check.match(f"{section}.{number}", f'{CLAUSE_WORDS[section]} "{clause.name}"', clause.match)
        if contract.multiple is not None:
            check.match("multiple", "multiple", contract.multiple.match)
        check.finals()
        for number, tier in enumerate(contract.tiers):
            if tier.count is not None:
                check.match(f"tiers.{number}", f'the count of tier "{tier.name}"', tier.count, "count")
        check.coverage_zones()
        findings += check.findings
    return findings + _overlaps(every, directory, file_of)


@dataclass
class _Check:
    """One contract being checked."""

    contract: Contract
    directory: Directory
    file: str
    holidays: Collection[str] = ()
    findings: list[Finding] = field(default_factory=list)

    def fault(self, path: str, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """A finding at the key of that path, or at the table around it."""
        self.findings.append(Finding(code, message, remedy, place(self.contract.places, self.file, path), severity))

    def parties(self) -> None:
        """The client is there, and the facilities are there and the client's."""
        contract, directory = self.contract, self.directory
        if contract.client not in directory.clients:
            remedy = (
                f"add it to directory/clients.csv, or correct it; {did_you_mean(contract.client, directory.clients)}"
            )
            self.fault("client", "unknown_client", f'there is no client "{contract.client}"', remedy)
            return
        theirs = {row.id for row, _ in covered(contract, directory)}
        for facility in sorted(contract.facilities - theirs):
            self.fault("facilities", *self._not_covered(facility))
        if not contract.facilities and not theirs:
            message = f"{contract.client} has no facility while the contract is in force: no read is ever billed by it"
            remedy = "add the client's facilities to directory/facilities.csv"
            self.fault("client", "no_facility", message, remedy, Severity.WARNING)

    def _not_covered(self, facility: str) -> tuple[str, str, str]:
        rows = self.directory.facilities.get(facility, ())
        if not rows:
            near = did_you_mean(facility, self.directory.facilities)
            remedy = f"add it to directory/facilities.csv, or correct it; {near}"
            return "unknown_facility", f'there is no facility "{facility}"', remedy
        if all(row.client != self.contract.client for row in rows):
            owner = rows[-1].client
            message = f"{facility} belongs to {owner}, not to {self.contract.client}"
            return "foreign_facility", message, "name only facilities of the contract's client"
        message = f"{facility} is not {self.contract.client}'s on any day of the contract's life"
        return "foreign_facility", message, "correct the contract's dates or those in directory/facilities.csv"

    def names(self) -> None:
        """Clauses of one kind and one day have different names, so that their lines can be told apart."""
        for section, kind in CLAUSE_WORDS.items():
            clauses: tuple[Clause, ...] = getattr(self.contract, section)
            for number, clause in enumerate(clauses):
                for other in clauses[:number]:
                    if other.name == clause.name and _days(other).overlaps(_days(clause)):
                        message = f'two {kind}s in force on one day are called "{clause.name}" (line {other.line})'
                        remedy = "give each its own name: its line on the invoice bears it"
                        self.fault(f"{section}.{number}.name", "same_name", message, remedy)
                        break

    def shadows(self) -> None:
        """No rate and no tier stands behind one that takes all it could take."""
        facilities = {row.id for row, _ in covered(self.contract, self.directory)}
        possible = Possible.under(
            self.contract, facilities or self.contract.facilities, self.directory.priority_classes
        )
        for section, kind in (("rates", "rate"), ("tiers", "tier")):
            clauses = getattr(self.contract, section)
            for number, clause in enumerate(clauses):
                for other in clauses[:number]:
                    if takes_all(other, clause, self.contract, possible):
                        message = (
                            f'{kind} "{clause.name}" never applies: "{other.name}" (line {other.line}) stands before it '
                            "and takes every read it could take"
                        )
                        remedy = f'move it above "{other.name}", or remove it'
                        if takes_all(clause, other, self.contract, possible):
                            remedy = "they take the same reads: remove one of them"
                        self.fault(f"{section}.{number}", "never_applies", message, remedy)
                        break

    def coverage_zones(self) -> None:
        """A window without a zone is by the clock that all covered facilities share."""
        zones = {row.zone.key for row, _ in covered(self.contract, self.directory)}
        for number, fee in enumerate(self.contract.coverage):
            if fee.hours is not None and fee.timezone is None and len(zones) > 1:
                message = f'coverage "{fee.name}": the facilities have different clocks ({", ".join(sorted(zones))})'
                remedy = f'say by which it goes: `timezone = "{min(zones)}"`'
                self.fault(f"coverage.{number}", "needs_timezone", message, remedy)

    def match(self, path: str, label: str, match: Match, key: str = "match") -> None:
        """Every id and code in a match is one that a read under this contract can have."""
        directory, contract = self.directory, self.contract
        path = f"{path}.{key}"
        for facility in sorted(match.facility):
            if contract.client in directory.clients and facility not in {
                row.id for row, _ in covered(contract, directory)
            }:
                message = f'{label} can never match facility "{facility}": the contract doesn\'t cover it'
                near = did_you_mean(facility, sorted({row.id for row, _ in covered(contract, directory)}))
                self.fault(f"{path}.facility", "never_matches", message, f"name one that it covers; {near}")
        billed = {kind.value for kind in contract.bill}
        if match.read_type and not match.read_type & billed:
            kinds = ", ".join(sorted(match.read_type))
            message = f"{label} can never match read type {kinds}: the contract doesn't bill it"
            self.fault(f"{path}.read_type", "never_matches", message, self._bill_remedy(match.read_type))
        self._known(path, label, "radiologist", match.radiologist, directory.radiologists, self._reader_remedy)
        self._known(path, label, "payer", match.payer, directory.payers, self._payer_remedy)
        self.exam_codes(path, label, match)
        for message, remedy in priority_faults(match, label, directory.priority_classes):
            self.fault(f"{path}.priority", "unknown_priority", message, remedy)
        self.calendars(path, match)
        mapped = {exam.modality for exams in directory.exams.values() for exam in exams if exam.modality}
        self._known(path, label, "modality", match.modality, MODALITIES | mapped, self._modality_remedy)

    def calendars(self, path: str, match: Match) -> None:
        """Every calendar is a list of the books' own, or a country that is known."""
        for message, remedy in calendar_faults(match.holiday, self.holidays):
            self.fault(f"{path}.holiday", "unknown_value", message, remedy)

    def finals(self) -> None:
        """Every payer of the finals that are billed is there."""
        finals = self.contract.finals
        if finals is not None:
            self._known("bill.final", "finals", "payer", finals.payer, self.directory.payers, self._payer_remedy)

    def exam_codes(self, path: str, label: str, match: Match) -> None:
        """A warning for a code that exams.csv has nowhere: only a read that brings its own CPT codes can have it."""
        known = {code.upper() for _, code in self.directory.exams}
        for code in sorted({code.upper() for code in match.exam_code} - known):
            message = f'{label}: no facility has the exam code "{code}"'
            remedy = f"add it to directory/exams.csv, or correct it; {did_you_mean(code, sorted(known))}"
            self.fault(f"{path}.exam_code", "unknown_exam_code", message, remedy, Severity.WARNING)

    def _known(
        self,
        path: str,
        label: str,
        key: str,
        words: Collection[str],
        known: Collection[str],
        remedy: Callable[[str], str],
    ) -> None:
        for word in sorted(words):
            if word not in known:
                message = f'{label} can never match {key} "{word}": there is none'
                self.fault(f"{path}.{key}", "never_matches", message, remedy(word))

    @staticmethod
    def _bill_remedy(kinds: frozenset[str]) -> str:
        return f"write `{min(kinds)} = true` under `[bill]`, or remove it"

    def _reader_remedy(self, word: str) -> str:
        reader = self.directory.radiologist(word)
        if reader is not None:
            return f'write the id: "{reader.id}"'
        return f"add it to directory/radiologists.csv, or correct it; {did_you_mean(word, self.directory.radiologists)}"

    def _payer_remedy(self, word: str) -> str:
        return f"add it to directory/payers.csv, or correct it; {did_you_mean(word, self.directory.payers)}"

    def _modality_remedy(self, word: str) -> str:
        return f"correct it; {did_you_mean(word, sorted(MODALITIES))}"


def priority_faults(match: Match, label: str, classes: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong, and what to do, with each priority of a match that is neither wetread's own nor one of the group's classes."""
    known = [*map(str, Priority), *sorted(classes)]
    for word in sorted(match.priority.difference(known)):
        remedy = (
            f'{did_you_mean(word, known)}; a class of your own: `[priorities] classes = ["{word}"]` in wetread.toml'
        )
        yield f'{label}: `priority` has no value "{word}"', remedy


def place(places: Mapping[str, tuple[int, int]], file: str, path: str) -> Where:
    """Where a key stands in a file, of which `places` are the keys'; where it isn't given, the table around it."""
    around = path
    while around and around not in places:
        around = around.rpartition(".")[0]
    line, column = places.get(around, (0, 0))
    return Where(file, line, column, spoken(path))


def _days(clause: Clause) -> DateSpan:
    return DateSpan(clause.starts, clause.ends)


def _overlaps(contracts: list[Contract], directory: Directory, file_of: Callable[[str], str]) -> list[Finding]:
    """Two contracts of one facility in force on one day that bill one read type, once for each pair and facility."""
    spans = {contract.id: list(covered(contract, directory)) for contract in contracts}
    found: dict[tuple[str, str, str], Finding] = {}
    for one, other in combinations(contracts, 2):
        if one.client != other.client or not one.bill & other.bill:
            continue
        for row, days in spans[one.id]:
            for other_row, other_days in spans[other.id]:
                both = days.clipped(other_days)
                if row is other_row and both.first and both and (one.id, other.id, row.id) not in found:
                    finding = _overlap(one, other, row.id, both.first, file_of)
                    found[one.id, other.id, row.id] = finding
    return list(found.values())


def _overlap(one: Contract, other: Contract, facility: str, day: date, file_of: Callable[[str], str]) -> Finding:
    message = (
        f"{facility} is under two contracts on {day}: {other.id} ({life(other)}) and {one.id} ({life(one)}, "
        f"{file_of(one.id)})"
    )
    both = " and ".join(sorted(kind.value for kind in one.bill & other.bill))
    message += f", and both bill {both} reads"
    remedy = "end one of them with `until` before the other begins, or give each its own `facilities` or its own read types in `[bill]`"
    path = "facilities" if "facilities" in other.places else "effective"
    return Finding("two_contracts", message, remedy, place(other.places, file_of(other.id), path))


def calendar_faults(names: Collection[str], own: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong, and what to do, with each holiday name that is neither one of the books' `own` lists nor a country."""
    for name in sorted(set(names).difference(own)):
        if not is_country(name):
            remedy = (
                'write a country like "US", or a country and its part like "US-IL", or the name of a list of your own: '
                f"holidays/{name}.csv"
            )
            yield f'`holiday` has no calendar "{name}"', remedy

"""What coverage.csv says against the contracts: each row belongs to a `[[coverage]]` that asks for it, on a day of the contract."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from invoicing.contracts.file.minimum_and_coverage import COVERAGE_FILE
from invoicing.contracts.model import Contract
from reads.core.english import did_you_mean
from reads.core.findings import Finding, Where
from reads.directory.directory import Directory
from reads.directory.model import CoverageQuantity


def coverage_faults(contracts: Iterable[Contract], known: Collection[str], directory: Directory) -> Iterator[Finding]:
    """The rows that would bill nothing; `known` are the ids of all contracts' files, also of those with faults."""
    readable = {contract.id: contract for contract in contracts}
    for contract, rows in sorted(directory.coverage.items()):
        if contract in readable:
            for row in rows:
                yield from _row_faults(readable[contract], row)
        elif contract not in known:
            remedy = f"correct the contract's id, or remove the rows; {did_you_mean(contract, sorted(known))}"
            yield Finding("unknown_contract", f'there is no contract "{contract}"', remedy, Where(COVERAGE_FILE))


def _row_faults(contract: Contract, row: CoverageQuantity) -> Iterator[Finding]:
    where, said = Where(COVERAGE_FILE), f"{row.contract}, {row.name}, {row.day}"
    names = [fee.name for fee in contract.coverage if fee.from_file]
    fees = [fee for fee in contract.coverage if fee.from_file and fee.name == row.name]
    if not fees:
        message = f'{said}: the contract has no `[[coverage]]` "{row.name}" with `hours = "{COVERAGE_FILE}"`'
        remedy = f"correct the name, or add it to contracts/{contract.id}.toml; {did_you_mean(row.name, names)}"
        yield Finding("unknown_coverage", message, remedy, where)
    elif not contract.in_force(row.day) or not any(
        (fee.starts is None or fee.starts <= row.day) and (fee.ends is None or row.day < fee.ends) for fee in fees
    ):
        message = f"{said}: the contract doesn't pay for it on that day"
        yield Finding("outside_contract", message, "correct the date, or the days of the contract or clause", where)

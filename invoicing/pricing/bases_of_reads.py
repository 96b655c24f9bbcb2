"""A month's reads in the order in which they are counted, each with the base of its class (spec 3.4 step 1).

A read in columns is classed by its kind, so that nothing is looked at for it but its moment, and that only where the contract
asks for the time of day. Where a clause compares reads with one another, or asks for their clocks, the columns are laid out
read by read, and all goes as it does for a list.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from invoicing.contracts.choices import AddPer, Unit
from invoicing.contracts.model import Compliance, Contract, Turnaround
from invoicing.pricing.columns import ReadColumns
from invoicing.pricing.counting_order import columns_in_counting_order, in_counting_order
from invoicing.pricing.matching_rate import Based
from invoicing.pricing.priced_alike import PricedAlike
from invoicing.pricing.turnaround_credit import not_believed
from reads.routing.route import Reason, ToHospital


@dataclass(frozen=True, slots=True)
class BasedReads:
    """The reads that have a base, with it; and those that can't be priced, each with why."""

    reads: Sequence[ToHospital]
    bases: Sequence[Based]
    unpriced: tuple[tuple[ToHospital, Reason], ...]


def based_reads(
    contract: Contract, reads: Iterable[ToHospital], alike: PricedAlike, *, counting: bool = True
) -> BasedReads:
    """Step 1 for each class of reads, in the order of counting unless that isn't asked for."""
    if isinstance(reads, ReadColumns) and not reads.others and not compares_reads(contract):
        return _of_columns(contract.id, reads, alike, counting)
    found: dict[Hashable, Based | Reason] = {}
    known: list[tuple[ToHospital, Based]] = []
    unpriced: list[tuple[ToHospital, Reason]] = []
    measures = bool(contract.turnaround or contract.compliance)
    for read in in_counting_order(reads) if counting else reads:
        base = alike.base(read, contract.id, found)
        if measures and isinstance(base, Based):
            rules: list[Turnaround | Compliance] = [*base.turnaround, *base.compliance]
            base = not_believed(read.logged.read, rules, contract.id) or base
        if isinstance(base, Based):
            known.append((read, base))
        else:
            unpriced.append((read, base))
    return BasedReads([read for read, _ in known], [base for _, base in known], tuple(unpriced))


def compares_reads(contract: Contract) -> bool:
    """Whether a clause compares reads with one another, or asks how long each took."""
    by_accession = any(surcharge.add_per is AddPer.ACCESSION for surcharge in contract.surcharges)
    compared = contract.unit is Unit.ACCESSION or contract.multiple is not None or by_accession
    return compared or bool(contract.turnaround or contract.compliance)


def _of_columns(contract: str, columns: ReadColumns, alike: PricedAlike, counting: bool) -> BasedReads:
    """The same for columns: the first read of each class within a kind stands for all of them."""
    moments: list[str] = []
    bases: list[Based | None] = []
    for part in columns.parts:
        own = part.moments
        moments += own
        bases += alike.bases_of(part, own, contract)
    order = columns_in_counting_order(columns, moments) if counting else range(len(moments))
    if None not in bases:
        return BasedReads(columns.at(order), list(map(bases.__getitem__, order)), ())  # type: ignore[arg-type]  # all
    known = [(at, base) for at in order if (base := bases[at]) is not None]
    without = [at for at in order if bases[at] is None]
    reads, found = columns.some(without), dict[Hashable, Based | Reason]()
    unpriced = tuple((reads[at], alike.base(reads[at], contract, found)) for at in without)
    return BasedReads(columns.at([at for at, _ in known]), [base for _, base in known], unpriced)  # type: ignore[arg-type]

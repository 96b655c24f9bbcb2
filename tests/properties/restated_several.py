"""Several exams together, and Medicare's amounts: the part of spec 3.4 and 3.9 that looks beyond a read's own price, for `restated`."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from invoicing.contracts.choices import Unit
from invoicing.contracts.model import Contract
from reads.fees.release import NoRelease, Releases
from reads.routing.route import ToHospital
from tests.properties.restated_match import cents, in_force, matches

ZERO = Fraction(0)


@dataclass
class Said:
    """What has been said of one read so far; `parts` are its units and base by tier step (None: no tier)."""

    read: ToHospital
    rate: Any
    units: int
    base: Fraction
    first: Fraction = ZERO
    nothing: bool = False
    tier: Any = None
    parts: dict[int | None, tuple[int, Fraction]] = field(default_factory=dict)
    surcharges: list[tuple[str, Fraction]] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    charge: Fraction = ZERO
    credits: list[tuple[str, Fraction]] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.read.terms.service_date

    @property
    def facility(self) -> str:
        return self.read.logged.read.facility


class OneOfSeveral:
    """Which of several exams is the dearest, and what follows from that."""

    contract: Contract
    releases: Releases
    reads: dict[str, Said]

    def medicare(self, rate: Any, read: ToHospital) -> Fraction | str:
        """The professional amount of each code, in cents as the fee schedule prints it; or why it is held."""
        chosen = self.releases.on(read.terms.service_date, self.contract.rvu)
        if isinstance(chosen, NoRelease):
            return "no_release"
        release, total = chosen.release, ZERO
        factor = (
            release.factors.get("QPP" if rate.qpp else "nonQPP") if release.name >= "2026" else release.factors.get("")
        )
        local = release.localities.get(rate.locality) if rate.locality else None
        if factor is None or (rate.locality and local is None):
            return "no_fee"
        for code in read.exam.cpt:
            row = release.professional(code)
            if row is None or row.facility_pe is None or row.malpractice is None:
                return "no_fee"
            parts = [Fraction(part) for part in (row.work_rvu, row.facility_pe, row.malpractice)]
            times = (
                [Fraction(local.work), Fraction(local.practice), Fraction(local.malpractice)] if local else [1, 1, 1]
            )
            amount = cents(sum(part * each for part, each in zip(parts, times, strict=True)) * Fraction(factor), 2)
            if not amount:
                return "no_fee"
            total += amount
        return total

    def order_of_dearest(self, said: Said) -> tuple[Any, ...]:
        """The dearest first: base, earliest signed, exam code, accession, modifiers, sequence, reader."""
        read, logged = said.read, said.read.logged.read
        last = ("+".join(sorted(logged.modifiers)), logged.sequence, read.radiologist.id, read.logged.key)
        return (-said.first, logged.signed_at, logged.exam, logged.accession, *last)

    def step_2_multiple(self) -> None:
        """All but the dearest of an accession or visit: × percent, or nothing where the accession is the unit."""
        groups: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        multiple = self.contract.multiple
        for said in self.reads.values():
            said.first = said.base
            logged = said.read.logged.read
            if multiple is not None and not matches(multiple.match, said.read):
                continue
            together = ("accession", logged.accession.lower())
            if multiple is not None and multiple.within.value == "visit" and logged.visit:
                together = ("visit", logged.visit.lower())
            groups[(logged.facility, logged.read_type.value, *together)].append(said)
        for several in groups.values():
            dearest = min(several, key=self.order_of_dearest)
            for said in several:
                if said is dearest:
                    continue
                if self.contract.unit is Unit.ACCESSION:
                    said.units, said.base, said.nothing = 0, ZERO, True
                elif self.contract.multiple is not None:
                    said.base = said.base * Fraction(self.contract.multiple.percent) / 100

    def bears(self, surcharge: Any, said: Said) -> bool:
        """Free reads, and those that count nothing, bear none."""
        counts = not said.rate.free and not said.nothing
        return counts and in_force(surcharge, said.day) and matches(surcharge.match, said.read)

    def one_an_accession(self, bearing: list[Said]) -> list[Said]:
        """The dearest of those that match, of each accession, facility and read type."""
        found: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        for said in bearing:
            logged = said.read.logged.read
            found[logged.facility, logged.read_type.value, logged.accession.lower()].append(said)
        return [min(several, key=self.order_of_dearest) for several in found.values()]

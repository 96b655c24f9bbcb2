"""A batch: what one export asked for, held and wrote; enough to write the same bytes again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.papers_and_deeds import ExportPeriod, Grouping, Material, Written
from reads.core.money import Money
from reads.core.month import Month
from reads.store.canonical_json import canonical


@dataclass(frozen=True, slots=True)
class Horizon:
    """The newest paper and the newest deed on an account that an export knew of."""

    paper: int
    entry: int


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; equal requests on equal documents give equal bytes. `settings` are those of [accounts].

    A batch keeps with it what is not in papers and deeds: how far they went, what was accrued, which batch it replaces.
    """

    target: str
    period: ExportPeriod
    grouping: Grouping = Grouping.PER_RATE
    template: tuple[str, ...] = ()
    one_file: bool = True
    settings: Mapping[str, object] = field(default_factory=dict)
    horizon: Horizon | None = None
    accrued: str = ""
    replaces: int | None = None

    @property
    def chart(self) -> Chart:
        """The chart of accounts that the settings make."""
        return Chart.of(self.settings)

    def is_like(self, other: Request) -> bool:
        """Whether the same was asked for, at whatever time."""
        return (self.target, self.period, self._asked()) == (other.target, other.period, other._asked())

    def _asked(self) -> str:
        """What a person asked for, without what a batch keeps with it."""
        return replace(self, horizon=None, accrued="", replaces=None).as_json()

    def as_json(self) -> str:
        """Its canonical JSON, as a batch keeps it."""
        return canonical(
            {
                "lines": self.grouping.value,
                "template": list(self.template),
                "one_file": self.one_file,
                "settings": dict(self.settings),
                "accrued": self.accrued,
                "replaces": self.replaces,
                "known": None if self.horizon is None else [self.horizon.paper, self.horizon.entry],
            }
        )

    @classmethod
    def of(cls, target: str, period: ExportPeriod, text: str) -> Request:
        """The request that was kept."""
        found = json.loads(text)
        return cls(
            target=target,
            period=period,
            grouping=Grouping(found["lines"]),
            template=tuple(found["template"]),
            one_file=found["one_file"],
            settings=found["settings"],
            accrued=found.get("accrued", ""),
            replaces=found.get("replaces"),
            horizon=None if found["known"] is None else Horizon(*found["known"]),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """A stored batch."""

    id: int
    request: Request
    documents: tuple[str, ...]
    control: Mapping[str, str]
    sha256: str
    at: datetime
    actor: str


def digest(written: Written) -> str:
    """The hash of what was written: of the file's bytes, or of the names and hashes of several."""
    if len(written.parts) == 1 and not written.parts[0].name:
        return written.parts[0].sha256
    lines = [f"{part.name}\0{part.sha256}" for part in written.parts]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def control(material: Material, left_out: Collection[str]) -> dict[str, str]:
    """The sum of the papers that were exported, or of what was accrued, by currency."""
    amounts = [paper.total for paper in material.papers if paper.number not in left_out]
    amounts += [each.accrued for each in material.accruals if each.document not in left_out]
    found: dict[str, Money] = {}
    for amount in amounts:
        found[amount.currency] = found.get(amount.currency, Money(0, amount.currency)) + amount
    return {currency: str(amount) for currency, amount in sorted(found.items())}


def period_of(first: str, last: str) -> ExportPeriod:
    """The period of two stored months."""
    return ExportPeriod(Month.parse(first), Month.parse(last))

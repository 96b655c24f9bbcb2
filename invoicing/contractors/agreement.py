"""What the group pays one contractor, as frozen values; the file's format is in `agreement_file` (spec 4.5).

Amounts and percents are Decimals as written, days half-open (`starts` inclusive, `ends` exclusive, None open).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from invoicing.contracts.match import Match
from invoicing.contracts.model import Clause, Rate, Surcharge
from reads.core.codes import ReadType
from reads.core.date_span import within


@dataclass(frozen=True, slots=True, kw_only=True)
class HourExtra(Clause):
    """Added to hours: those of a `kind` in hours.csv, or on a holiday; `percent` of the hourly rate, or `add` an hour."""

    kinds: frozenset[str] = frozenset()
    holidays: frozenset[str] = frozenset()
    percent: Decimal | None = None
    add: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hourly:
    """A base by the hour, and a bonus for each exam above hours × `exams_per_hour`, rounded to a whole number.

    Exams are the reads that earn and match; without a bonus they are only counted.
    """

    per_hour: Decimal
    exams_per_hour: Decimal | None = None
    bonus_per_exam: Decimal | None = None
    match: Match = field(default_factory=Match)
    extras: tuple[HourExtra, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The terms between the group and one reader; `id` is the file's name without its ending.

    `currency` is that of the amounts, `paid_in` that of the payment. `timezone` is None for the clock of each facility: it
    says in which month a read was signed, and when it is night. `rvu` is None for the release of the service date. `places`
    says where the file has each key (line and column by dotted path), and is no term.
    """

    id: str
    radiologist: str
    title: str
    effective: date
    until: date | None = None
    currency: str = "USD"
    paid_in: str = "USD"
    timezone: str | None = None
    rvu: str | None = None
    earns: frozenset[ReadType] = frozenset({ReadType.PRELIMINARY})
    tax_form_signed: date | None = None
    rates: tuple[Rate, ...] = ()
    differentials: tuple[Surcharge, ...] = ()
    hourly: Hourly | None = None
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file it stands in, as findings name it."""
        return f"agreements/{self.id}.toml"

    @property
    def matches(self) -> Iterator[tuple[str, str, Match]]:
        """Every match that a read is held against, with what has it (`rate "CT"`) and its path in the file (`rates.0.match`)."""
        yield from ((f'rate "{one.name}"', f"rates.{at}.match", one.match) for at, one in enumerate(self.rates))
        for at, each in enumerate(self.differentials):
            yield f'differential "{each.name}"', f"differentials.{at}.match", each.match
        if self.hourly is not None:
            yield "hourly", "hourly.match", self.hourly.match

    @property
    def holidays(self) -> Mapping[str, str]:
        """The names of the holidays that it goes by, countries and lists of the books' own, each with the path of a key that says it."""
        extras = self.hourly.extras if self.hourly is not None else ()
        asked = [(f"hourly.extras.{at}", each.holidays) for at, each in enumerate(extras)]
        asked += [(path, match.holiday) for _, path, match in self.matches]
        return {name: f"{path}.holiday" for path, names in asked for name in names}

    def in_force(self, day: date) -> bool:
        """Whether the agreement's life includes the day."""
        return within(day, self.effective, self.until)

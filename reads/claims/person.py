"""A person's name and an address, as X12 takes them apart. Nothing that names anybody shows in a `repr`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """N3 and N4: one or two lines, city, state and a ZIP of five or nine digits without a hyphen.

    Abroad: `country` (ISO 3166-1, two letters), the postal code as it is written there, and no state but Canada's provinces.
    """

    lines: tuple[str, ...]
    city: str
    state: str
    zip: str
    country: str = ""

    def __repr__(self) -> str:
        return "<Address>"


@dataclass(frozen=True, slots=True, repr=False)
class PersonName:
    """NM103 to NM107: a person's name."""

    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""

    def __repr__(self) -> str:
        return "<PersonName>"

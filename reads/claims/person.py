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

    @property
    def is_domestic(self) -> bool:
        """Whether it is in the United States."""
        return self.country in {"", "US"}

    @property
    def is_canadian(self) -> bool:
        """Whether it is in Canada, which has provinces."""
        return self.country == "CA"

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is in neither."""
        return not (self.is_domestic or self.is_canadian)

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

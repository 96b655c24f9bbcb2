"""A person's name and an address, as X12 takes them apart. Nothing that names anybody shows in a `repr`."""

from __future__ import annotations

from dataclasses import dataclass

from reads.core.postal_line import city_state_zip
from reads.directory.person_names import taken_apart
from reads.directory.united_states import us_code


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
        return not self.country or bool(us_code(self.country))

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


def address_of(lines: tuple[str, ...]) -> Address | None:
    """The address in lines whose last is "Chicago, IL 60611-2210"; None where it isn't."""
    last = city_state_zip(lines)
    return Address(lines[:-1][-2:], *last) if last else None


def reader_name(name: str) -> PersonName:
    """A reader's name, as radiologists.csv writes it in whatever order, titles left off."""
    return PersonName(*taken_apart(name))

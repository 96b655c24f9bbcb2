"""An address in the United States, part by part, for formats that want city, state and ZIP code apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reads.core.errors import WetreadError
from reads.core.postal_line import city_state_zip


class NoPostalAddress(WetreadError):
    """A format wants city, state and ZIP code apart, and the address doesn't end in them."""

    code: ClassVar[str] = "no_postal_address"

    def __init__(self, whose: str) -> None:
        super().__init__(
            f"the address of {whose} does not end in a line of city, state and ZIP code",
            'write its last line like "Chicago, IL 60607", `wetread apply`; papers issued before keep the address that they have',
        )


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Streets as they are written, the rest apart."""

    street: tuple[str, ...]
    city: str
    state: str
    zip: str

    @classmethod
    def of(cls, lines: tuple[str, ...], whose: str) -> PostalAddress:
        """From lines whose last is "Chicago, IL 60607"; NoPostalAddress where it is another."""
        last = city_state_zip(lines)
        if last is None:
            raise NoPostalAddress(whose)
        return cls(lines[:-1], *last)

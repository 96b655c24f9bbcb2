"""Why a paper can't be delivered as its client asks: one class a reason, its sentence built inside it; nothing was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reads.core.errors import WetreadError
from reads.core.findings import Finding


class CurrencyNotHeld(WetreadError):
    """The target has no place for the paper's currency."""

    code: ClassVar[str] = "currency_not_held"

    def __init__(self, client: str, currency: str, profile: str, held: str) -> None:
        super().__init__(
            f"{client} is billed in {currency}, and its delivery {profile} takes {held} only",
            "name a delivery in clients.csv that has a place for the currency, and `wetread apply`",
        )


class TextNotHeld(WetreadError):
    """The target can't hold a text: letters that it lacks, or more of them than it takes."""

    code: ClassVar[str] = "text_not_held"

    def __init__(self, client: str, what: str, why: str) -> None:
        super().__init__(f"{what} of {client} {why}", "write it otherwise, or name another delivery in clients.csv")


class NoSuchDelivery(WetreadError):
    """A client's delivery names no profile of the books."""

    code: ClassVar[str] = "no_such_delivery"

    def __init__(self, client: str, name: str, known: Sequence[str]) -> None:
        shown = f"there are {', '.join(known)}" if known else "there is none yet"
        super().__init__(
            f"{client} is delivered by {name!r}, and there is no delivery/{name}.toml; {shown}",
            f"write delivery/{name}.toml, or correct `delivery` in clients.csv and `wetread apply`",
        )


class FaultyDelivery(WetreadError):
    """A profile can't be used."""

    code: ClassVar[str] = "faulty_delivery"

    def __init__(self, file: str, problems: Sequence[Finding]) -> None:
        super().__init__(f"{file} can't be used", "correct what is listed and run the command again", problems)

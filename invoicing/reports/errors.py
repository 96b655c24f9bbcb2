"""Why a comparison can't be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reads.core.errors import WetreadError, WrongUse


class OtherCurrency(WetreadError):
    """A draft and the contract that it would replace are in two currencies: no difference can be told."""

    code: ClassVar[str] = "other_currency"

    def __init__(self, draft: str, contract: str, currency: str) -> None:
        super().__init__(
            f"the draft is in {draft}, {contract}, which it would replace, in {currency}: they can't be subtracted",
            "write the draft in the same currency",
        )


class UnknownRelease(WrongUse):
    """A release was named that was never imported."""

    code: ClassVar[str] = "unknown_release"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"imported are {', '.join(known)}" if known else "none is imported yet"
        super().__init__(f"there is no release {name}; {there}", "`wetread fees import FILE` brings a release in")

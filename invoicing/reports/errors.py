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


class NoAccessions(WetreadError):
    """A list whose header names no column of accessions: its rows can't be told apart.

    What stands in the header is not repeated: where there is none, it is a patient's row.
    """

    code: ClassVar[str] = "no_accessions"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} has no column of accession numbers",
            "call it `accession` in the header, and others facility, exam, modality, date, time, units, amount",
        )


class SeveralCurrencies(WetreadError):
    """A client's contracts are in several currencies: their reads have no one total."""

    code: ClassVar[str] = "several_currencies"

    def __init__(self, client: str, currencies: Sequence[str]) -> None:
        super().__init__(
            f"{client} is billed in {' and '.join(currencies)}: one list can't be compared with both",
            "ask for a list of each contract, and name it with --contract",
        )


class NotTheirContract(WrongUse):
    """A contract was named that the client doesn't have."""

    code: ClassVar[str] = "not_their_contract"

    def __init__(self, client: str, contract: str, known: Sequence[str]) -> None:
        super().__init__(f"{client} has no contract {contract}", f"its contracts are: {', '.join(known) or 'none'}")

"""Why a stored contract can't be used."""

from __future__ import annotations

from collections.abc import Sequence

from reads.core.errors import WetreadError
from reads.core.findings import Finding


class UnreadableContract(WetreadError):
    """A stored version has faults for this version of the program; only a change of the format can do that."""

    code = "unreadable_contract"

    def __init__(self, contract: str, version: int, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"version {version} of the contract {contract} can't be read any more",
            "correct the contract's file and run `wetread apply`",
            problems,
        )


class NoSuchContract(WetreadError):
    """Nothing was ever applied under that name, or not so many versions."""

    code = "no_such_contract"

    def __init__(self, contract: str, version: int | None = None) -> None:
        what = f"no contract {contract}" if version is None else f"no version {version} of a contract {contract}"
        super().__init__(f"there is {what}", "`wetread contract list` shows all of them")


class ContractWithoutClient(WetreadError):
    """A stored contract names a client whom the stored books don't have; `wetread apply` never leaves them so."""

    code = "contract_without_client"

    def __init__(self, contract: str, client: str) -> None:
        super().__init__(
            f'the contract {contract} is loaded as one with the client "{client}", whom the database doesn\'t have: '
            "something other than wetread has changed it",
            "keep everything as it is, and run `wetread audit verify`: it names what was changed",
        )

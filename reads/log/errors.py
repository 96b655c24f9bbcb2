"""Why the log refuses a command."""

from __future__ import annotations

from reads.core.errors import WetreadError, WrongUse


class UnexpectedRows(WetreadError):
    """The control total of the person who imports doesn't hold."""

    code = "unexpected_rows"

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(
            f"{expected:,} rows were expected, {found:,} came; nothing was imported",
            "look whether the file was cut short or exported twice, then import it again",
        )


class UnknownRead(WetreadError):
    """No read of that accession is in the log."""

    code = "unknown_read"

    def __init__(self, accession: str) -> None:
        super().__init__(
            f"no read with accession {accession} is in the log", "`wetread reads import` records reads from a file"
        )


class ManyReads(WrongUse):
    """The words given name more than one read."""

    code = "many_reads"

    def __init__(self, accession: str, candidates: list[str]) -> None:
        super().__init__(
            f"accession {accession} has {len(candidates)} such reads: {'; '.join(candidates)}",
            "name one by --facility, --exam, --type and --signed-on",
        )


class UnknownQuarantine(WetreadError):
    """No row of that number is in quarantine."""

    code = "unknown_quarantine"

    def __init__(self, number: int) -> None:
        super().__init__(f"nothing in quarantine has the number {number}", "`wetread reads quarantine` lists what has")


class AlreadyDecided(WetreadError):
    """Somebody decided otherwise before."""

    code = "already_decided"

    def __init__(self, number: int, decision: str) -> None:
        super().__init__(
            f"number {number} was decided before: {decision}",
            "`wetread reads void` and `wetread reads import --amend` correct what is in the log",
        )


class NotUnderstood(WetreadError):
    """A rejected row has no read in it that could be taken."""

    code = "not_understood"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"number {number} could not be understood, so there is no read to take from it",
            "correct the row in its file and import the file again, then discard this one",
        )

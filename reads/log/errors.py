"""Why the log refuses a command."""

from __future__ import annotations

from collections.abc import Sequence

from reads.core.english import did_you_mean
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
            "record it with what is wrong put right, such as --set signed_at=2026-10-03T06:12:00-05:00, or discard it",
        )


class UnknownImport(WetreadError):
    """No import has that number."""

    code = "unknown_import"

    def __init__(self, number: int) -> None:
        super().__init__(f"no import has the number {number}", "`wetread reads batches` lists what was imported")


class ImportInUse(WetreadError):
    """Something of an import is on a paper, a claim or a reader's statement already."""

    code = "import_in_use"

    def __init__(self, number: int, uses: Sequence[str]) -> None:
        super().__init__(
            f"import {number} can't be undone: {'; '.join(uses)}",
            "correct its reads one by one: `wetread reads void`, `wetread reads import --amend`, `wetread invoice credit`",
        )


class LaterOnTop(WetreadError):
    """Something came on top of an import, and would stand alone without it."""

    code = "later_on_top"

    def __init__(self, number: int, on_top: Sequence[str]) -> None:
        super().__init__(
            f"import {number} was not undone, since this came on top of it: {'; '.join(on_top)}",
            "undo the later imports first, the newest first; or keep what came later with --keep-later",
        )


class NotRejected(WetreadError):
    """Only what could not be understood is corrected field by field."""

    code = "not_rejected"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"number {number} was understood, and contradicts the log: no field of it is set",
            "--accept takes it as it is, --discard keeps what the log has",
        )


class UnknownField(WrongUse):
    """No field of a read has that name."""

    code = "unknown_field"

    def __init__(self, name: str, fields: Sequence[str]) -> None:
        super().__init__(f"a read has no field {name!r}", did_you_mean(name, fields, ""))


class NothingFits(WetreadError):
    """Nothing that waits in quarantine is what was asked for."""

    code = "nothing_fits"

    def __init__(self) -> None:
        super().__init__("nothing that waits in quarantine fits", "`wetread reads quarantine` lists what waits")

"""Why the claims room refuses a command."""

from __future__ import annotations

from collections.abc import Sequence

from reads.core.errors import WetreadError
from reads.core.findings import Finding


class UnknownClaim(WetreadError):
    """No claim has that control number."""

    code = "unknown_claim"

    def __init__(self, word: str) -> None:
        super().__init__(f"there is no claim {word}", "`wetread claims list` lists all, with their numbers")


class NothingToRelease(WetreadError):
    """The number names no final that is held, or none that a person may release."""

    code = "nothing_to_release"

    def __init__(self, number: int, codes: Sequence[str]) -> None:
        self.held = tuple(codes)
        refused = f"{number} is held for {', '.join(codes)}, which no one may release" if codes else ""
        super().__init__(
            refused or f"no held final has the number {number}",
            "`wetread claims check` lists what is held, with what to do about it",
        )


class NotExported(WetreadError):
    """A claim that the payer never got can't be corrected there."""

    code = "not_exported"

    def __init__(self, control_number: str, month: str) -> None:
        super().__init__(
            f"claim {control_number} is in no file yet, so the payer doesn't have it",
            f"`wetread claims export --month {month} -o DIR` writes it; void or replace it once the payer has it",
        )


class Corrected(WetreadError):
    """The claim was replaced or voided before."""

    code = "claim_corrected"

    def __init__(self, control_number: str, by: str, verb: str) -> None:
        super().__init__(f"claim {control_number} was {verb} by {by}", f"`wetread claims show {by}` shows that one")


class IsVoid(WetreadError):
    """The claim is a void itself, which takes another one back."""

    code = "is_void"

    def __init__(self, control_number: str) -> None:
        super().__init__(
            f"claim {control_number} is a void, which nothing corrects",
            f"`wetread claims show {control_number}` says which claim it takes back; its reads can go onto a new one",
        )


class NoPayerNumber(WetreadError):
    """A replacement or void needs the number by which the payer knows the claim."""

    code = "no_payer_number"

    def __init__(self, control_number: str) -> None:
        super().__init__(
            f"the payer's number (REF*F8) of claim {control_number} is not known",
            "`wetread claims ack FILE` reads it from a 277CA or 835; or give it by --payer-number",
        )


class TakesNoCorrections(WetreadError):
    """The payer's rule says that it takes neither replacements nor voids."""

    code = "takes_no_corrections"

    def __init__(self, payer: str, source: str) -> None:
        super().__init__(
            f"{payer} takes no replacements and no voids ({source})",
            "ask it to reopen the claim; if it does take them, add a rule with check = frequency, value = yes "
            "to payers/rules.toml, then `wetread apply`",
        )


class HeldClaim(WetreadError):
    """A replacement didn't pass the checks."""

    code = "claim_held"
    exit_status = 1

    def __init__(self, control_number: str, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"the replacement of {control_number} can't be made as its reads stand now",
            "do what is listed, then run it again",
            problems,
        )


class MissingSettings(WetreadError):
    """wetread.toml lacks what an 837P says of who sends it."""

    code = "missing_settings"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"wetread.toml lacks {', '.join(missing)}", "fill it in under [claims] or [group], then `wetread apply`"
        )


class FileDiffers(WetreadError):
    """A file would not be what was exported, or doesn't read back as what was written; it is not kept."""

    code = "file_differs"

    def __init__(self, name: str, problems: Sequence[Finding] = ()) -> None:
        super().__init__(
            f"{name} doesn't come out as it should, and was not kept",
            "run `wetread audit verify`; if it finds nothing wrong, report this",
            problems,
        )


class AnswersRefused(WetreadError):
    """A file of answers that can't be taken; nothing of it was."""

    code = "answers_refused"

    def __init__(self, file: str, problems: Sequence[Finding]) -> None:
        super().__init__(f"{file}: nothing of it was posted", "ask who sent it for a file that is right", problems)


class PostedBefore(WetreadError):
    """Every payment of a file came a second time."""

    code = "posted_before"

    def __init__(self, file: str, problems: Sequence[Finding]) -> None:
        super().__init__(f"{file}: nothing of it was posted: it came before", problems[0].remedy, problems)


class NotAFinal(WetreadError):
    """Something else than a final read was about to be claimed."""

    code = "not_a_final"

    def __init__(self, accession: str) -> None:
        super().__init__(
            f"{accession} is no final read: a wet read is a service to the hospital and is never billed to insurance",
            "it is on the hospital's invoice: `wetread close` shows it",
        )

"""Why a paper can't be drawn up, issued or found: one class a reason, its sentence built inside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reads.core.english import counted, verb_for
from reads.core.errors import WetreadError, WrongUse
from reads.core.findings import Finding
from reads.core.money import Money
from reads.core.month import Month


class NumberTaken(WetreadError):
    """A pattern that was changed gives a number that an earlier paper has."""

    code = "number_taken"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} would be the next number, and an earlier paper has it",
            "choose an invoice number in wetread.toml that no paper has had, then `wetread apply`",
        )


class NoGroup(WetreadError):
    """The books have not been applied: nobody to issue a paper."""

    code = "no_group"

    def __init__(self) -> None:
        super().__init__(
            "the books name no group yet, so nobody could issue an invoice",
            "fill in wetread.toml and run `wetread apply`",
        )


class NoContracts(WetreadError):
    """There is no contract whose month could be closed."""

    code = "no_contracts"

    def __init__(self, month: Month, client: str | None) -> None:
        whose = f" of {client}" if client else ""
        super().__init__(
            f"no contract{whose} is in force in {month}",
            "add it in contracts/ and run `wetread apply`; `wetread contract list` shows what is applied",
        )


class UnknownClient(WrongUse):
    """No client has that id."""

    code = "unknown_client"

    def __init__(self, client: str, near: Sequence[str]) -> None:
        super().__init__(
            f"no client {client!r} in the books",
            f"did you mean {' or '.join(near)}?" if near else "clients.csv has their ids",
        )


class MonthDoesNotAddUp(WetreadError):
    """The lines of a month are not its total, or its reads are not its lines: nothing of it may be issued."""

    code = "does_not_add_up"

    def __init__(self, contract: str, month: Month, what: str) -> None:
        super().__init__(
            f"{contract} {month}: {what}; nothing was issued for it",
            "this is a fault of wetread itself: please report it with the contract's file",
        )


class TooEarly(WetreadError):
    """The month is not over, an earlier one is still open, or the date is before it began or far ahead."""

    code = "too_early"

    def __init__(self, month: Month, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"{month} was not issued: {'; '.join(problem.message for problem in problems)}",
            "; ".join(dict.fromkeys(problem.remedy for problem in problems)),
        )


class HeldBack(WetreadError):
    """`--strict`, and something is held or has no price."""

    code = "held_back"

    def __init__(self, month: Month, count: int) -> None:
        one = count == 1
        super().__init__(
            f"{month} was not issued: {count} {'read is' if one else 'reads are'} held or without a price",
            "`wetread held` names each with its remedy; without --strict the others are issued",
        )


class ClosedElsewhere(WetreadError):
    """Another closing got there first in a way that the lock didn't see; the database refused the second."""

    code = "closed_elsewhere"

    def __init__(self, contract: str, month: Month) -> None:
        super().__init__(
            f"{contract} {month}: another command issued it at the same moment; nothing was issued twice",
            "run the same command again",
        )


class UnknownNumber(WrongUse):
    """No paper has that number."""

    code = "unknown_number"

    def __init__(self, number: str, near: Sequence[str]) -> None:
        super().__init__(
            f"no paper has the number {number!r}",
            f"did you mean {' or '.join(near)}?" if near else "`wetread invoice list` shows all",
        )


class NotRendered(WetreadError):
    """Papers are issued, but some of their files could not be written."""

    code = "not_rendered"

    def __init__(self, numbers: Sequence[str], why: str) -> None:
        super().__init__(
            f"issued, but without a PDF: {', '.join(numbers)} ({why})",
            "mend that and run the same command again: it writes what is missing and issues nothing twice",
        )


class UnknownFormat(WetreadError):
    """A stored paper has a form that this version can't read."""

    code = "unknown_format"

    def __init__(self, version: object) -> None:
        super().__init__(
            f"a stored paper has the format {version!r}, which this wetread doesn't know",
            "use the newest version; `wetread audit verify` looks for damage",
        )


class NotClosedYet(WetreadError):
    """The month has no paper that could be put right."""

    code = "not_closed"

    def __init__(self, client: str, month: Month) -> None:
        super().__init__(
            f"no month {month} of {client} is issued under a contract that is applied",
            f"only an issued month has a difference; `wetread close {month} --client {client}` shows what it would bill",
        )


class MemoOverCap(WetreadError):
    """A debit memo would go past the contract's not_to_exceed."""

    code = "over_cap"

    def __init__(self, contract: str, would: Money, limit: Money) -> None:
        super().__init__(
            f"{contract}: its papers would come to {would.printed()}, past its not_to_exceed of {limit.printed()}",
            "agree on a higher one and apply the contract, or issue with --over-cap",
        )


class CreditTooLarge(WetreadError):
    """More than the paper asks for."""

    code = "credit_too_large"

    def __init__(self, number: str, amount: Money, left: Money) -> None:
        super().__init__(
            f"{amount.printed()} can't be credited on {number}: it asks for {left.printed()} {left.currency}",
            "credit no more than that; a payment that was too high is booked by `wetread invoice pay`",
        )


class MemoDate(WrongUse):
    """A memo is dated neither before the paper that it puts right nor on a day to come."""

    code = "memo_date"

    def __init__(self, day: date, number: str, first: date, last: date) -> None:
        super().__init__(
            f"a memo on {number} can't be dated {day}", f"give it a date from {first} to {last}, or none for today"
        )


class MadeBefore(WetreadError):
    """The same decision is recorded already."""

    code = "made_before"

    def __init__(self, what: str, amount: Money, because: str) -> None:
        super().__init__(
            f"{amount.printed()} {amount.currency} for {what} because of {because!r} is recorded already",
            "--again records it a second time",
        )


class WhichContract(WrongUse):
    """The client has several contracts, or none of that name."""

    code = "which_contract"

    def __init__(self, client: str, contracts: Sequence[str]) -> None:
        super().__init__(
            f"which contract of {client} is meant is not clear",
            f"name it with --contract: {', '.join(contracts)}" if contracts else "the client has no contract applied",
        )


class FilesVanished(WetreadError):
    """Files of the books are gone of which something was loaded."""

    code = "file_vanished"

    def __init__(self, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"{counted(len(problems), 'file')} of the books {verb_for(len(problems), 'is', 'are')} gone; nothing was loaded",
            "say --vanished if what they said should leave the books",
            problems,
        )


class RepricesIssued(WetreadError):
    """A change would alter what issued months cost."""

    code = "reprices_issued"

    def __init__(self, problems: Sequence[Finding]) -> None:
        months = sum(problem.code == "repriced" for problem in problems)
        what = f"the price of {counted(months, 'issued month')}" if months else "which reads issued months are made of"
        super().__init__(
            f"this would change {what}; nothing was loaded",
            "say --reprice if that is meant: what differs goes on the next invoices, or on memos by `wetread invoice adjust`",
            problems,
        )


class Cancelled(WetreadError):
    """The paper was cancelled: nothing of it is owed any more."""

    code = "cancelled"

    def __init__(self, number: str, memo: str) -> None:
        super().__init__(
            f"{number} was cancelled by {memo}",
            "`wetread invoice list` shows the paper that was issued in its place, once there is one",
        )


class NoSuchLine(WrongUse):
    """No manual line waits under that number."""

    code = "no_such_line"

    def __init__(self, number: int, waiting: Sequence[tuple[int, Money, str]]) -> None:
        lines = "; ".join(f"{id_}: {amount.printed()} {amount.currency}, {words}" for id_, amount, words in waiting)
        super().__init__(
            f"no manual line {number} waits for an invoice",
            f"those that do are {lines}" if lines else "none does; one that is on an invoice is taken back by a credit",
        )
